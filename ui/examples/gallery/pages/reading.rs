//! Long text, settings, all icons, and words that are longer than a line.

use super::Maker;
use maru_page::{Edit, Icon, Kind, Node, Notice, Page, Role, Text, node::Input};

impl Maker {
    pub fn long(&self) -> Page {
        let mut body = vec![];
        let parts = [
            ("누가 신청할 수 있나요?", "Who can apply?"),
            ("무엇을 준비하나요?", "What do you need?"),
            ("언제 답이 오나요?", "When is there an answer?"),
        ];
        for (index, (korean, english)) in parts.into_iter().enumerate() {
            let heading = Kind::Heading { level: 2 };
            body.push(Node::new(
                format!("heading-{index}").as_str(),
                heading,
                self.text(korean, english),
            ));
            let words = self.text(
                "서울에 사는 만 65세 이상 어르신과, 등록된 장애가 있는 분은 누구나 신청할 수 있습니다. 신분증과 통장 사본만 있으면 되고, 다른 서류는 구청이 스스로 확인합니다. 모르는 것은 도움말을 누르거나 120번으로 전화하세요.",
                "Everybody of 65 years or more who lives in Seoul can apply, and so can everybody with a registered disability. Bring your identity card and a copy of your bank book; the district office looks up all other papers by itself. For anything that is not clear press Help, or call 120.",
            );
            body.push(Node::new(
                format!("words-{index}").as_str(),
                Kind::Paragraph,
                words,
            ));
        }
        self.page(
            "long",
            ("집수리 지원 안내", "Help with repairs at home"),
            "words-0",
            body,
            Some(("신청하기", "Apply")),
        )
    }

    pub fn settings(&self) -> Page {
        let row = |id: &str, icon, label: (&str, &str), value: (&str, &str)| {
            let kind = Kind::Row {
                value: self.text(value.0, value.1),
                active: true,
                icon: Some(icon),
            };
            Node::new(id, kind, self.text(label.0, label.1))
        };
        let secret = Kind::Field {
            edit: Edit::new("1234"),
            input: Input::Secret,
            multiline: false,
        };
        let body = vec![
            row(
                "size",
                Icon::Eye,
                ("글자 크기", "Text size"),
                ("100 퍼센트", "100 per cent"),
            ),
            row("theme", Icon::Lamp, ("색", "Colours"), ("종이", "Paper")),
            row(
                "voice",
                Icon::Speak,
                ("목소리", "Voice"),
                ("켜져 있음", "On"),
            ),
            row(
                "braille",
                Icon::Braille,
                ("점자", "Braille"),
                ("디스플레이가 없어요", "No display is connected"),
            ),
            Node::new("secret", secret, self.text("비밀번호", "Password")),
        ];
        let mut page = self.page(
            "settings",
            ("화면과 소리", "Screen and sound"),
            "voice",
            body,
            None,
        );
        page.notice = Some(Notice {
            serial: 1,
            text: self.text("목소리를 켰어요.", "The voice is on."),
            urgent: false,
        });
        page
    }

    /// Words that are longer than a line.
    pub fn words(&self) -> Page {
        let long = |start: &str| {
            let (korean, english) = (
                "가나다라마바사아자차카타파하",
                "Donaudampfschifffahrtsgesellschaft",
            );
            self.text(
                &format!("{start}{korean}{korean}"),
                &format!("{start}{english}{english}"),
            )
        };
        let button = Kind::Button {
            role: Role::Secondary,
            icon: Some(Icon::Speak),
        };
        let row = Kind::Row {
            value: long("Row"),
            active: true,
            icon: Some(Icon::Home),
        };
        let body = vec![
            Node::new("tile", Kind::Tile { icon: Icon::Bell }, long("Tile"))
                .hint(long("hint"))
                .at(1, 1),
            Node::new("choice", Kind::Choice { selected: true }, long("Choice")).at(1, 1),
            Node::new("row", row, long("Label")),
            Node::new("button", button, long("Button")).hint(long("hint")),
            self.entry(
                "field",
                ("이름", "Name"),
                (&long("").shown, &long("").shown),
                false,
            ),
        ];
        let mut page = self.page(
            "words",
            ("긴 낱말", "Long words"),
            "primary",
            body,
            Some(("", "")),
        );
        for (id, text) in [
            ("primary", long("Go")),
            ("back", long("Back")),
            ("help", long("Help")),
            ("title", long("")),
        ] {
            for node in page.nodes.iter_mut().filter(|node| node.id.as_str() == id) {
                node.label = text.clone();
            }
        }
        page
    }

    pub fn icons(&self) -> Page {
        let tiles = Icon::ALL.iter().map(|(icon, name)| {
            Node::new(
                *name,
                Kind::Tile { icon: *icon },
                Text::plain(*name, &self.lang),
            )
        });
        self.page("icons", ("그림", "Icons"), "title", tiles.collect(), None)
    }
}
