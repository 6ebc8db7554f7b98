//! The open question with what its page is made of, and what every question's page has.

use super::refusal;
use crate::{build::Build, desk::Desk, filling::Filling};
use maru_form::{Control, Group, Media, Question};
use maru_page::{ImageId, Kind, Lang, Node, SoundId, Text, Words};

/// The open question.
pub(super) struct Asked<'a> {
    pub(super) desk: &'a Desk,
    pub(super) filling: &'a Filling,
    pub(super) question: Question,
    /// The language that the form speaks.
    pub(super) lang: Lang,
    pub(super) label: Text,
    pub(super) hint: Text,
    /// Why the answer was refused.
    pub(super) refused: Option<Text>,
}

impl<'a> Asked<'a> {
    /// The question that is open, if one is.
    pub(super) fn open(desk: &'a Desk) -> Option<Asked<'a>> {
        let words = desk.words();
        let filling = desk.filling.as_ref()?;
        let question = filling.question()?;
        let lang = filling.lang(words);
        let short = question
            .short
            .as_ref()
            .map(|short| short.plain().to_owned());
        let label = Text {
            brailled: short.filter(|short| !short.trim().is_empty()),
            sound: sound(filling, question.media.audio.as_deref()),
            ..Text::plain(question.label.plain(), &lang)
        };
        let label = if label.is_empty() && question.control == Control::Repeat {
            words.text("repeat-untitled")
        } else {
            label
        };
        let hint = question.hint.as_ref().map_or("", |hint| hint.plain());
        let refused = filling.refused.as_ref();
        Some(Asked {
            desk,
            filling,
            hint: Text::plain(hint, &lang),
            refused: refused.map(|refused| refusal::told(refused, &question, &lang, desk)),
            question,
            lang,
            label,
        })
    }

    pub(super) fn words(&self) -> &'a Words {
        self.desk.words()
    }

    /// How far the form is.
    pub(super) fn progress(&self, build: &mut Build) {
        let (done, of) = self.filling.progress;
        let args = [("index", done.into()), ("of", of.into())];
        let label = self.words().with("question-progress", &args);
        build.push(Node::new("progress", Kind::Progress { done, of }, label));
    }

    /// The groups that begin with this question; inside them, they need not be told again. In which instance it stands
    /// is seen at every question, and told where the page before belonged to another one. Who came from the page of
    /// all answers has not passed their beginning.
    pub(super) fn groups(&self, build: &mut Build) {
        let session = &self.filling.session;
        let before = session.previous_before(Some(&self.question.id));
        let before = before.and_then(|id| session.question(&id));
        let before = before.map_or(Vec::new(), |before| before.groups);
        let words_of = |text: &str| text.trim_end_matches(['?', '.', '!', ' ']).to_owned();
        let own = &self.question.groups;
        let same = own.iter().zip(&before);
        let same = same
            .take_while(|(own, before)| is_same(own, before))
            .count();
        let instance = own.iter().rposition(|group| group.place.is_some());
        let told = is_same_instance(own, &self.filling.before);
        for (at, group) in own.iter().enumerate() {
            let is_new = at >= same || (self.filling.changing && group.place.is_some());
            let label = group.label.plain();
            let is_title = words_of(label) == words_of(self.question.label.plain());
            let begins = is_new && (!is_title || group.place.is_some());
            if begins || instance == Some(at) {
                let mut node = Node::new(
                    format!("group-{at}").as_str(),
                    Kind::Paragraph,
                    self.group(group),
                );
                node.state.told = told && !begins;
                build.push(node);
            }
        }
    }

    fn group(&self, group: &Group) -> Text {
        let label = group.label.plain();
        match group.place {
            None => Text::plain(label, &self.lang),
            Some((index, of)) => {
                let args = [("index", index.into()), ("of", of.into())];
                let place = |label: &str| {
                    let args = [&args[..], &[("label", label.into())]].concat();
                    self.words().with("repeat-place", &args)
                };
                match label.trim() {
                    "" => place(&self.words().text("repeat-entry").shown),
                    label => place(label),
                }
            }
        }
    }

    /// A picture among the form's files, if it can be shown.
    pub(super) fn image(&self, file: Option<&str>) -> Option<ImageId> {
        let name = bare(file?);
        let form = self.filling.session.form().id();
        let id = ImageId(format!("form/{form}/{name}"));
        self.desk.shows(form, name).then_some(id)
    }

    /// What belongs to some words and cannot be shown with them.
    pub(super) fn unshown(&self, media: &Media) -> Vec<Text> {
        let words = self.words();
        let mut pictures = [&media.big_image, &media.image]
            .into_iter()
            .flatten()
            .peekable();
        let has_one = pictures.peek().is_some();
        let picture = has_one && pictures.all(|file| self.image(Some(file)).is_none());
        let picture = picture.then(|| words.text("question-picture-unshown"));
        let film = media.video.as_deref().map(bare);
        let film = film.map(|name| words.with("question-film", &[("name", name.into())]));
        picture.into_iter().chain(film).collect()
    }

    /// The picture that belongs to the question; what is on it is what the question says.
    pub(super) fn picture(&self, build: &mut Build) {
        let media = &self.question.media;
        let files = [&media.big_image, &media.image];
        let image = files
            .into_iter()
            .find_map(|file| self.image(file.as_deref()));
        if let Some(image) = image {
            // What is on it nobody has said; the question itself was read already.
            let label = self.words().text("question-picture");
            build.push(Node::new("picture", Kind::Image { image }, label));
        }
        for (at, unshown) in self.unshown(media).into_iter().enumerate() {
            build.paragraph(&format!("unshown-{at}"), unshown);
        }
    }
}

/// The name of a file of the form, without the folder that its address has.
fn bare(file: &str) -> &str {
    file.rsplit('/').next().unwrap_or(file)
}

/// Whether two questions stand in the same group, or in the same instance.
fn is_same(one: &Group, other: &Group) -> bool {
    let (own, others) = (
        one.place.map(|place| place.0),
        other.place.map(|place| place.0),
    );
    one.label == other.label && own == others
}

/// Whether the innermost instances that two questions stand in are the same one.
fn is_same_instance(own: &[Group], others: &[Group]) -> bool {
    let inside = |groups: &[Group]| {
        let end = groups.iter().rposition(|group| group.place.is_some());
        end.map_or(0, |end| end + 1)
    };
    let count = inside(own);
    let mut pairs = own.iter().zip(others).take(count);
    count == inside(others) && pairs.all(|(own, other)| is_same(own, other))
}

/// What an instance of a repeat is called: its label and number.
pub(in crate::screens) fn instance(label: &str, number: usize, lang: &Lang, words: &Words) -> Text {
    let entry;
    let label = match label.trim() {
        "" => {
            entry = words.text("repeat-entry").shown;
            &entry
        }
        label => label,
    };
    let args = [("label", label.into()), ("index", number.into())];
    Text {
        lang: lang.clone(),
        ..words.with("repeat-instance", &args)
    }
}

/// A recording of words among the form's files.
pub(super) fn sound(filling: &Filling, file: Option<&str>) -> Option<SoundId> {
    let name = bare(file?);
    let form = filling.session.form().id();
    Some(SoundId(format!("form/{form}/{name}")))
}
