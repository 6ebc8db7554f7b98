//! A page of each kind, in Korean or English.

mod controls;
mod reading;

use maru_page::{Edit, Icon, Kind, Lang, Node, Notice, Page, PageId, Role, Text, node::Input};

#[allow(unused_imports, reason = "the other example draws no picture")]
pub use controls::IMAGE;

/// Every page with its name.
pub fn all(lang: &Lang) -> Vec<(&'static str, Page)> {
    let make = Maker { lang: lang.clone() };
    vec![
        ("home", make.home()),
        ("choices", make.choices()),
        ("checks", make.checks()),
        ("field", make.field()),
        ("story", make.story()),
        ("answers", make.answers()),
        ("range", make.range()),
        ("rank", make.rank()),
        ("image", make.image()),
        ("long", make.long()),
        ("settings", make.settings()),
        ("icons", make.icons()),
        ("words", make.words()),
    ]
}

struct Maker {
    lang: Lang,
}

impl Maker {
    fn text(&self, korean: &str, english: &str) -> Text {
        Text::plain(
            if self.lang.primary() == "ko" {
                korean
            } else {
                english
            },
            &self.lang,
        )
    }

    fn page(
        &self,
        name: &str,
        title: (&str, &str),
        focus: &str,
        body: Vec<Node>,
        primary: Option<(&str, &str)>,
    ) -> Page {
        let button = |role, icon| Kind::Button {
            role,
            icon: Some(icon),
        };
        let mut nodes = vec![
            Node::new(
                "back",
                button(Role::Back, Icon::Back),
                self.text("뒤로", "Back"),
            ),
            Node::new(
                "help",
                button(Role::Help, Icon::Help),
                self.text("도움말", "Help"),
            )
            .hint(self.text("다산콜 120", "Dasan call 120")),
            Node::new(
                "title",
                Kind::Heading { level: 1 },
                self.text(title.0, title.1),
            ),
        ];
        nodes.extend(body);
        if let Some((korean, english)) = primary {
            let kind = Kind::Button {
                role: Role::Primary,
                icon: None,
            };
            nodes.push(Node::new("primary", kind, self.text(korean, english)));
        }
        let title = self.text(title.0, title.1);
        Page {
            id: PageId(name.into()),
            title,
            lang: self.lang.clone(),
            nodes,
            focus: focus.into(),
            notice: None,
        }
    }

    fn home(&self) -> Page {
        let tiles = [
            (
                Icon::Forms,
                "서류 신청하기",
                "Apply for papers",
                "등본, 복지, 임대 주택",
                "Certificates, welfare, housing",
            ),
            (
                Icon::Bell,
                "우리 동네 소식",
                "News near you",
                "어제 받은 소식 12개",
                "12 items, from yesterday",
            ),
            (
                Icon::Road,
                "길과 버스",
                "Roads and buses",
                "승강기가 고장 난 역도 알려 드려요",
                "Also stations without a lift",
            ),
            (
                Icon::Learn,
                "배우기",
                "Learn",
                "스마트폰, 키오스크 연습",
                "Practise phones and kiosks",
            ),
            (
                Icon::Repair,
                "고장 알리기",
                "Report a fault",
                "가로등, 보도블록, 점자 블록",
                "Street lamps, pavements, tactile paving",
            ),
            (
                Icon::Waiting,
                "보낸 서류 보기",
                "What I have sent",
                "답을 기다리는 서류 2개",
                "2 forms wait for an answer",
            ),
            (
                Icon::Person,
                "도움 받을 사람 찾기",
                "Find somebody to help",
                "",
                "",
            ),
            (
                Icon::Settings,
                "화면과 소리",
                "Screen and sound",
                "글자 크기, 색, 목소리",
                "Text size, colours, voice",
            ),
        ];
        let count = tiles.len();
        let tiles = tiles.into_iter().enumerate().map(
            |(index, (icon, korean, english, more, more_english))| {
                Node::new(
                    format!("tile-{index}").as_str(),
                    Kind::Tile { icon },
                    self.text(korean, english),
                )
                .hint(self.text(more, more_english))
                .at(index + 1, count)
            },
        );
        let mut page = self.page(
            "home",
            ("무엇을 도와드릴까요?", "What would you like to do?"),
            "tile-1",
            tiles.collect(),
            None,
        );
        page.nodes.retain(|node| node.id.as_str() != "back");
        page
    }

    fn progress(&self, done: usize) -> Node {
        let label = self.text(
            &format!("질문 9개 가운데 {done}번째"),
            &format!("Question {done} of 9"),
        );
        Node::new("progress", Kind::Progress { done, of: 9 }, label)
    }

    fn choices(&self) -> Page {
        let choices = [
            ("혼자 살아요", "I live alone"),
            ("배우자와 둘이 살아요", "With my husband or wife"),
            ("자녀와 함께 살아요", "With my children"),
            ("시설에서 지내요", "In a home"),
            ("말하고 싶지 않아요", "I would rather not say"),
        ];
        let choices = choices
            .into_iter()
            .enumerate()
            .map(|(index, (korean, english))| {
                let kind = Kind::Choice {
                    selected: index == 1,
                };
                Node::new(
                    format!("choice-{index}").as_str(),
                    kind,
                    self.text(korean, english),
                )
                .at(index + 1, 5)
            });
        let body = std::iter::once(self.progress(3)).chain(choices).collect();
        self.page(
            "choices",
            ("누구와 함께 사세요?", "Who do you live with?"),
            "choice-2",
            body,
            Some(("다음", "Continue")),
        )
    }

    fn checks(&self) -> Page {
        let checks = [
            ("눈이 잘 보이지 않아요", "I do not see well", true),
            ("소리가 잘 들리지 않아요", "I do not hear well", false),
            ("걷기가 힘들어요", "Walking is hard for me", true),
        ];
        let checks = checks
            .into_iter()
            .enumerate()
            .map(|(index, (korean, english, checked))| {
                Node::new(
                    format!("check-{index}").as_str(),
                    Kind::Check { checked },
                    self.text(korean, english),
                )
                .at(index + 1, 3)
            });
        let kind = Kind::Button {
            role: Role::Secondary,
            icon: Some(Icon::Speak),
        };
        let body = std::iter::once(self.progress(4))
            .chain(checks)
            .chain([Node::new(
                "listen",
                kind,
                self.text("질문 다시 듣기", "Hear the question again"),
            )])
            .collect();
        let title = (
            "어떤 도움이 필요하세요? 모두 고르세요.",
            "What help do you need? Choose all that apply.",
        );
        self.page("checks", title, "check-0", body, Some(("다음", "Continue")))
    }

    fn entry(&self, id: &str, label: (&str, &str), typed: (&str, &str), multiline: bool) -> Node {
        let kind = Kind::Field {
            edit: Edit::new(self.text(typed.0, typed.1).shown),
            input: Input::Words,
            multiline,
        };
        Node::new(id, kind, self.text(label.0, label.1))
    }

    fn field(&self) -> Page {
        let mut name = self
            .entry("name", ("이름", "Name"), ("홍길동", "Hong Gildong"), false)
            .hint(self.text(
                "신분증에 적힌 그대로 쓰세요.",
                "As it is written on your identity card.",
            ));
        name.state.required = true;
        if let Kind::Field { edit, .. } = &mut name.kind {
            edit.select(1, 3);
        }
        let mut phone = self.entry(
            "phone",
            ("전화번호", "Telephone number"),
            ("010 12", "010 12"),
            false,
        );
        phone.state.refused = Some(self.text(
            "번호가 짧아요. 숫자 열한 개를 넣어 주세요. 보기: 010 1234 5678",
            "This number is too short. Please give all eleven digits, such as 010 1234 5678.",
        ));
        let body = vec![self.progress(1), name, phone];
        let mut page = self.page(
            "field",
            ("연락처를 알려 주세요", "How can we reach you?"),
            "name",
            body,
            Some(("다음", "Continue")),
        );
        let text = self.text(
            "한 곳을 고쳐 주세요. 쓰신 답은 모두 저장되었어요.",
            "One answer needs another look. Everything you wrote is kept.",
        );
        page.notice = Some(Notice {
            serial: 1,
            text,
            urgent: true,
        });
        page
    }

    fn story(&self) -> Page {
        let typed = (
            "골목 끝 가로등이 사흘째 꺼져 있어요.\n밤에 계단이 보이지 않아 어르신들이 위험합니다. 되도록 빨리 고쳐 주시면 고맙겠습니다.",
            "The lamp at the end of the alley has been out for three nights.\nThe stairs cannot be seen and people may fall. Please mend it as soon as you can.",
        );
        let body = vec![
            self.progress(7),
            self.entry("story", ("무슨 일인가요?", "What happened?"), typed, true),
        ];
        self.page(
            "story",
            ("고장 알리기", "Report a fault"),
            "story",
            body,
            Some(("다음", "Continue")),
        )
    }

    fn answers(&self) -> Page {
        let rows = [
            ("이름", "Name", "홍길동", "Hong Gildong"),
            (
                "사는 곳",
                "Address",
                "서울특별시 마포구 월드컵로 212",
                "212 World Cup-ro, Mapo-gu, Seoul",
            ),
            (
                "함께 사는 사람",
                "Who you live with",
                "배우자와 둘이 살아요",
                "With my husband or wife",
            ),
            (
                "필요한 도움",
                "Help you need",
                "눈이 잘 보이지 않아요, 걷기가 힘들어요",
                "I do not see well, walking is hard for me",
            ),
        ];
        let rows = rows.into_iter().enumerate().map(
            |(index, (label, label_english, value, value_english))| {
                let kind = Kind::Row {
                    value: self.text(value, value_english),
                    active: index != 3,
                    icon: None,
                };
                Node::new(
                    format!("row-{index}").as_str(),
                    kind,
                    self.text(label, label_english),
                )
                .at(index + 1, 4)
            },
        );
        let body = rows.collect();
        let title = ("보내기 전에 확인해 주세요", "Please check before you send");
        let mut page = self.page("answers", title, "primary", body, Some(("보내기", "Send")));
        if let Some(node) = page.nodes.last_mut() {
            node.kind = Kind::Button {
                role: Role::Primary,
                icon: Some(Icon::Send),
            };
        }
        page
    }
}
