//! Pages for Braille paper: all answers of a form, and a form to be filled in by hand.
//!
//! Paper asks everything at once: questions that are asked of some alone stand there too, with a word that they may be
//! left out; a repeat stands there once.

use crate::{
    answers::{self, Typed},
    build::Build,
    desk::Desk,
    event::Fault,
    filling::Filling,
    records::{KeptRecord, Purpose, RecordState},
    screens::{self, AnswerRows as Rows, Screen},
};
use maru_form::{Control, Question, QuestionId, Session};
use maru_page::{Edit, Kind, Lang, Node, Page, Text, node::Input};

/// A longer list is not printed.
const CHOICES_MAX: usize = 60;
/// So many instances and repeats within them are made for paper.
const REPEATS_MAX: usize = 50;

/// A file for an embosser that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embossed {
    /// What it is called.
    pub name: String,
    /// Where it lies: a stick's name or a folder's.
    pub place: String,
}

/// Why it was not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmbossTrouble {
    /// On a computer that people share it goes on a stick, and there is none.
    NoStick,
    /// It could not be written.
    Other,
}

impl Desk {
    /// All answers of the open form, under its name, with what is typed just now.
    pub fn answers_on_paper(&mut self) -> Option<Page> {
        let mut filling = self.filling.take()?;
        filling.give(&self.reading());
        let page = self.answers_of(&filling, Rows::ToChange);
        self.filling = Some(filling);
        Some(page)
    }

    /// The answers of a record, begun or finished, as they were kept: nothing in it is worked out anew.
    pub fn record_on_paper(&mut self, kept: KeptRecord) -> Result<Page, Fault> {
        let record = self.record(kept.record);
        let rows = match record.map(|record| record.state) {
            Some(RecordState::Draft) => Rows::ToChange,
            _ => Rows::ToRead,
        };
        let subject = format!("record {}", kept.record);
        let filling = self.opened(kept, Purpose::Look);
        let filling = filling.map_err(|cause| cause.fault("record-refused", subject))?;
        Ok(self.answers_of(&filling, rows))
    }

    fn answers_of(&self, filling: &Filling, rows: Rows) -> Page {
        let form = filling.session.form();
        let mut page = screens::answers_page(self, (filling, &filling.review_now()), rows);
        page.title = self.title_of(form.id(), form.title());
        page.notice = None;
        page.nodes.retain(|node| node.id.as_str() != "hint");
        let title = page
            .nodes
            .iter_mut()
            .find(|node| node.id.as_str() == "title");
        if let Some(node) = title {
            node.label = page.title.clone();
        }
        page
    }

    /// A finished record's page: its number, and how far it is.
    pub fn receipt_on_paper(&self, record: i64) -> Option<Page> {
        let known = self.record(record);
        let page = known.map(|_| screens::page_of(self, Screen::Record(record)));
        page.map(|page| Page {
            notice: None,
            ..page
        })
    }

    /// A form as nobody has filled it in yet.
    pub fn blank_form_on_paper(&mut self, form_id: &str) -> Result<Page, Fault> {
        let form = self.form(form_id, None)?.0.form;
        let title = self.title_of(form.id(), form.title());
        let language = form.language_for(&self.settings.language);
        let code = language.and_then(|at| form.languages().get(at)?.code.clone());
        let lang = code.map_or_else(|| self.words().lang().clone(), |code| Lang::new(&code));
        let mut session = Session::new(form, self.ambient());
        session.set_language(language);
        with_instances(&mut session);
        let mut paper = BlankForm {
            desk: self,
            build: Build::new(self, "paper-form", title),
            session: &session,
            lang,
            groups: Vec::new(),
            number: 0,
        };
        paper.build.heading();
        for id in session.whole_form() {
            paper.question(&id);
        }
        let page = paper.build.finish(self);
        Ok(Page {
            notice: None,
            ..page
        })
    }

    pub(crate) fn embossed(&mut self, result: &Result<Embossed, EmbossTrouble>) {
        let words = self.words();
        let (text, urgent) = match result {
            Ok(embossed) => {
                let args = [
                    ("name", (&embossed.name).into()),
                    ("place", (&embossed.place).into()),
                ];
                (words.with("notice-embossed", &args), false)
            }
            Err(EmbossTrouble::NoStick) => (words.text("notice-emboss-no-stick"), true),
            Err(EmbossTrouble::Other) => (words.text("notice-emboss-failed"), true),
        };
        self.tell(text, urgent);
    }
}

/// Gives each repeat that has no instance one, so that its questions can be put.
fn with_instances(session: &mut Session) {
    for _ in 0..REPEATS_MAX {
        let empty = session.questions().into_iter().find(|id| {
            let repeat = session.question(id).and_then(|question| question.repeat);
            repeat.is_some_and(|repeat| repeat.instances.is_empty())
        });
        let added = empty.map(|id| session.add_instance(&id, None));
        if !matches!(added, Some(Ok(_))) {
            return;
        }
    }
}

struct BlankForm<'a> {
    desk: &'a Desk,
    build: Build,
    session: &'a Session,
    lang: Lang,
    /// The names of the groups that the last question stood in.
    groups: Vec<String>,
    number: usize,
}

impl BlankForm<'_> {
    fn question(&mut self, id: &QuestionId) {
        let Some(question) = self.session.question(id) else {
            return;
        };
        // What is worked out is nobody's to write.
        let is_silent = question.read_only && question.control != Control::Note;
        if is_silent || question.control == Control::Repeat {
            return;
        }
        self.headings(&question);
        if question.control == Control::Note {
            let text = self.text(question.label.plain());
            self.build.paragraph(&format!("note-{id}"), text);
            return;
        }
        self.number += 1;
        let label = format!("{}. {}", self.number, question.label.plain());
        let mut node = Node::new(
            format!("question-{id}").as_str(),
            Kind::Heading { level: 2 },
            self.text(&label),
        );
        node.state.required = question.required;
        self.build.push(node);
        let hint = question.hint.as_ref().map_or("", |hint| hint.plain());
        self.build.paragraph(&format!("hint-{id}"), self.text(hint));
        if !self.session.questions().contains(id) {
            self.say(id, "paper-perhaps");
        }
        self.answer(&question);
    }

    /// The groups that begin here.
    fn headings(&mut self, question: &Question) {
        let names = question.groups.iter().map(|group| group.label.plain());
        let names: Vec<String> = names.map(str::to_owned).collect();
        let begins = |(at, name): &(usize, &String)| self.groups.get(*at) != Some(*name);
        let new: Vec<(usize, String)> = names
            .iter()
            .enumerate()
            .skip_while(|named| !begins(named))
            .map(|(at, name)| (at, name.clone()))
            .collect();
        for (at, name) in new.into_iter().filter(|(_, name)| !name.is_empty()) {
            let repeats = question
                .groups
                .get(at)
                .is_some_and(|group| group.place.is_some());
            let text = self.text(&name);
            let id = format!("group-{}-{at}", question.id);
            self.build.subheading(&id, text);
            if repeats {
                self.say(&question.id, "paper-repeat");
            }
        }
        self.groups = names;
    }

    fn answer(&mut self, question: &Question) {
        let id = &question.id;
        match question.control {
            Control::SelectOne => self.choices(id, &Kind::Choice { selected: false }),
            Control::SelectMultiple => self.choices(id, &Kind::Check { checked: false }),
            Control::Rank => self.choices(id, &Kind::Rank { place: None }),
            Control::Trigger => {
                let label = self.desk.words().text("question-acknowledge");
                let kind = Kind::Check { checked: false };
                self.build
                    .push(Node::new(format!("ok-{id}").as_str(), kind, label));
            }
            Control::Upload => self.say(id, "paper-file"),
            Control::Input | Control::Range | Control::Unsupported => {
                if let Some(range) = &question.range {
                    let bounds = format!("{}-{}", range.start, range.end);
                    let text = self.text(&bounds);
                    self.build.paragraph(&format!("range-{id}"), text);
                }
                self.field(question);
            }
            Control::Repeat | Control::Note => {}
        }
    }

    fn choices(&mut self, id: &QuestionId, kind: &Kind) {
        let found = self.session.find_choices(id, CHOICES_MAX, |_| true);
        if found.of > CHOICES_MAX {
            let args = [("count", found.of.into())];
            let text = self.desk.words().with("paper-long-list", &args);
            self.build.paragraph(&format!("list-{id}"), text);
            return;
        }
        for (at, choice) in found.choices.iter().enumerate() {
            let name = format!("choice-{id}-{at}");
            let label = self.text(choice.label.plain());
            let node = Node::new(name.as_str(), kind.clone(), label);
            self.build.push(node.at(at + 1, found.of));
        }
    }

    fn field(&mut self, question: &Question) {
        let hint = match answers::asked(question) {
            Typed::Date => Some("paper-date"),
            Typed::Time => Some("paper-time"),
            _ => None,
        };
        if let Some(hint) = hint {
            self.say(&question.id, hint);
        }
        let kind = Kind::Field {
            edit: Edit::default(),
            input: Input::Words,
            multiline: false,
        };
        let none = Text::plain("", &self.lang);
        let name = format!("answer-{}", question.id);
        self.build.push(Node::new(name.as_str(), kind, none));
    }

    fn say(&mut self, id: &QuestionId, message: &str) {
        let text = self.desk.words().text(message);
        self.build.paragraph(&format!("{message}-{id}"), text);
    }

    fn text(&self, text: &str) -> Text {
        Text::plain(text, &self.lang)
    }
}
