//! A person at a desk, with a disk that takes what it is given or does not; and forms made for a test.

#![allow(
    dead_code,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test reads the demo city; not every test uses all"
)]

pub mod records;

use maru_city::City;
use maru_desk::{
    Desk, DraftWrite, Effect, Event, FormFiles, RecordEffect, SaveTrouble, Settings, Start, World,
};
use maru_page::{Intent, Page, Words, screen};
use maru_seal::Recipient;
use std::{collections::BTreeMap, fs, path::Path};

/// A desk, and a disk that takes what it is given or does not.
pub struct Person {
    pub desk: Desk,
    pub disk_works: bool,
    pub kept: Option<DraftWrite>,
    pub left: bool,
    /// What was asked of the world and is not answered here.
    pub asked: Vec<Effect>,
    /// The bytes of the record that was finished.
    pub sent: Option<String>,
    /// For whom it is to be encrypted.
    pub recipient: Option<Recipient>,
}

/// How a picture begins.
pub const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The files of the demo city.
pub fn files() -> BTreeMap<String, Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/city");
    let mut files = BTreeMap::new();
    for name in [
        "city.toml",
        "services.toml",
        "forms/street_light.xml",
        "forms/class_lottery.xml",
    ] {
        files.insert(name.to_owned(), fs::read(root.join(name)).unwrap());
    }
    files
}

pub fn world() -> World {
    World {
        now: "2026-03-05T15:20:00+09:00[Asia/Seoul]".parse().unwrap(),
        uuid: "00000000-0000-4000-8000-000000000001".to_owned(),
        seed: 7,
        device_id: "maru".to_owned(),
    }
}

/// A form of one question about `/data/a`, and one behind it.
pub fn one(bind: &str, control: &str) -> String {
    form(
        "<a/><after/>",
        &format!(r#"<bind nodeset="/data/a" {bind}/>"#),
        &format!(r#"{control}<input ref="/data/after"><label>Anything else?</label></input>"#),
    )
}

/// A form: its instance's elements, its other parts of the model, its body.
pub fn form(elements: &str, model: &str, body: &str) -> String {
    format!(
        r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:orx="http://openrosa.org/xforms" xmlns:jr="http://openrosa.org/javarosa">
  <h:head><h:title>A form</h:title><model>
    <instance><data id="street_light" version="1">{elements}<orx:meta><orx:instanceID/></orx:meta></data></instance>
    {model}
    <bind nodeset="/data/orx:meta/orx:instanceID" type="string" readonly="true()" jr:preload="uid"/>
  </model></h:head>
  <h:body>{body}</h:body>
</h:html>"#
    )
}

impl Person {
    /// At home, in that city.
    pub fn at_home(lang: &str, files: &BTreeMap<String, Vec<u8>>) -> Person {
        Person::at(lang, files, false, true)
    }

    /// At home, on a computer that people share.
    pub fn shared(files: &BTreeMap<String, Vec<u8>>) -> Person {
        Person::at("en", files, true, true)
    }

    /// At home, on a computer that sends nothing.
    pub fn without_a_server(files: &BTreeMap<String, Vec<u8>>) -> Person {
        Person::at("en", files, false, false)
    }

    fn at(lang: &str, files: &BTreeMap<String, Vec<u8>>, shared: bool, can_send: bool) -> Person {
        let settings = Settings {
            language: lang.to_owned(),
            set_up: true,
            ..Settings::default()
        };
        let start = Start {
            city: City::read(files).unwrap().city,
            settings,
            records: Vec::new(),
            shared,
            can_send,
            typists: Box::new(maru_page::braille::Literary),
        };
        Person {
            desk: Desk::new(start, world()),
            disk_works: true,
            kept: None,
            left: false,
            asked: Vec::new(),
            sent: None,
            recipient: None,
        }
    }

    /// At the first question of a form of the demo city.
    pub fn in_a_form(sector: &str, service: &str) -> Person {
        let mut person = Person::at_home("en", &files());
        person.opens(sector, service);
        person
    }

    /// At the first question of this form.
    pub fn filling(lang: &str, xml: &str) -> Person {
        Person::filling_with(lang, xml, &[])
    }

    /// The same, of a form with these files.
    pub fn filling_with(lang: &str, xml: &str, media: &[(&str, &[u8])]) -> Person {
        let mut files = files();
        for (name, bytes) in media {
            let path = format!("forms/street_light-media/{name}");
            files.insert(path, bytes.to_vec());
        }
        files.insert("forms/street_light.xml".to_owned(), xml.as_bytes().to_vec());
        let mut person = Person::at_home(lang, &files);
        person.opens("tell", "street-light");
        person
    }

    pub fn opens(&mut self, sector: &str, service: &str) {
        self.does(&[
            &format!("activate sector-{sector}"),
            &format!("activate service-{service}"),
        ]);
        assert!(self.page().id.0.starts_with("question-"), "{}", self.seen());
    }

    pub fn does(&mut self, acts: &[&str]) -> &mut Person {
        for act in acts {
            self.tell(Event::Intent(act.parse::<Intent>().unwrap()));
        }
        self
    }

    pub fn tell(&mut self, event: Event) {
        let mut effects = self.desk.update(event, world());
        while !effects.is_empty() {
            let effect = effects.remove(0);
            let answer = match effect {
                Effect::SaveDraft(draft) if self.disk_works => {
                    self.kept = Some(draft);
                    Some(Event::Saved { record: 1 })
                }
                Effect::SaveDraft(_) => Some(Event::SaveFailed(SaveTrouble::DiskFull)),
                Effect::Finalise {
                    bytes, recipient, ..
                } => {
                    self.sent = Some(bytes);
                    self.recipient = recipient;
                    None
                }
                Effect::Quit => {
                    self.left = true;
                    None
                }
                other => {
                    self.asked.push(other);
                    None
                }
            };
            effects.extend(
                answer
                    .into_iter()
                    .flat_map(|answer| self.desk.update(answer, world())),
            );
        }
    }

    /// The draft is opened again, by another start of the program.
    pub fn resumes(&mut self) {
        let kept = self.kept.clone().unwrap();
        self.tell(Event::DraftOpened {
            record: 1,
            form_id: kept.form_id,
            form_xml: kept.form_xml,
            files: FormFiles::default(),
            attached: Vec::new(),
            saved: kept.xml,
            at_question: kept.at_question,
            pending: kept.pending,
        });
    }

    /// What is asked of the world about records, since this was asked last.
    pub fn asked_of_records(&mut self) -> Vec<RecordEffect> {
        let asked = std::mem::take(&mut self.asked).into_iter();
        asked
            .filter_map(|effect| match effect {
                Effect::Record(effect) => Some(effect),
                _ => None,
            })
            .collect()
    }

    pub fn page(&self) -> Page {
        self.desk.page()
    }

    pub fn words(&self) -> &Words {
        self.desk.words()
    }

    /// The name of the page, and of what has the focus.
    pub fn stands(&self) -> (String, String) {
        let page = self.page();
        (page.id.0, page.focus.to_string())
    }

    /// The picture in words.
    pub fn seen(&self) -> String {
        screen::present(&self.page(), self.desk.words())
            .lines()
            .join("\n")
    }

    /// Whether these words stand on the page; the page, if not.
    #[track_caller]
    pub fn sees(&self, words: &str) {
        let seen = self.seen();
        assert!(
            seen.contains(words),
            "no \u{201c}{words}\u{201d} in\n{seen}"
        );
    }

    pub fn told(&self) -> String {
        self.page()
            .notice
            .map(|notice| notice.text.shown)
            .unwrap_or_default()
    }

    /// The answers as they were kept last.
    pub fn xml(&self) -> String {
        self.kept
            .as_ref()
            .map_or(String::new(), |kept| kept.xml.clone())
    }

    pub fn typed(&self) -> String {
        let page = self.page();
        page.focused()
            .and_then(|node| node.edit())
            .map(|edit| edit.text().to_owned())
            .unwrap_or_default()
    }
}
