//! What was said last, and how far the voice has come with it: for saying it again, pausing, and going through a
//! page sentence by sentence.

use crate::{speech::Utterance, spoken::sentences};

/// What was said last.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Listening {
    said: Vec<Utterance>,
    /// Which of them the voice is at.
    at: usize,
    state: State,
    /// Whether it is a page, sentence by sentence.
    is_page: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// Nothing is being said.
    #[default]
    Silent,
    /// It is being said, or nobody told that it was over.
    Saying,
    /// It was cut short, to be gone on with.
    Paused,
}

impl Listening {
    /// Something new is said, instead of what is being said or behind it. News that come while a page is read are a
    /// part of that, so that it can still be gone on with. Gives where the new stands.
    pub fn say(&mut self, said: &[Utterance], instead: bool) -> usize {
        if !instead && self.is_page && self.state == State::Saying {
            let offset = self.said.len();
            self.said.extend_from_slice(said);
            return offset;
        }
        self.begin(said.to_vec(), false);
        0
    }

    /// A page is read, sentence by sentence.
    pub fn read(&mut self, page: Vec<Utterance>) -> Vec<Utterance> {
        self.begin(by_sentence(page), true);
        self.said.clone()
    }

    fn begin(&mut self, said: Vec<Utterance>, is_page: bool) {
        let state = if said.is_empty() {
            State::Silent
        } else {
            State::Saying
        };
        *self = Listening {
            said,
            at: 0,
            state,
            is_page,
        };
    }

    /// All of it, from the beginning.
    pub fn again(&mut self) -> Vec<Utterance> {
        let said = std::mem::take(&mut self.said);
        self.begin(said, self.is_page);
        self.said.clone()
    }

    /// Silence.
    pub fn stop(&mut self) {
        self.state = State::Silent;
    }

    /// The voice begins with one of them.
    pub fn heard(&mut self, utterance: usize) {
        if self.state == State::Saying && utterance < self.said.len() {
            self.at = utterance;
        }
    }

    /// All of it was said.
    pub fn over(&mut self) {
        if self.state == State::Saying {
            self.state = State::Silent;
        }
    }

    /// Pauses, or goes on with what was cut short.
    pub fn pause(&mut self) -> Vec<Utterance> {
        match self.state {
            State::Silent => Vec::new(),
            State::Saying => {
                self.state = State::Paused;
                Vec::new()
            }
            State::Paused => {
                self.state = State::Saying;
                self.said.get(self.at..).unwrap_or_default().to_vec()
            }
        }
    }

    /// One sentence on or back; the page's sentences, if none was gone through yet. What is being read is read on
    /// from there; else it is that sentence alone. At either end it is that one again.
    pub fn step(&mut self, forward: bool, page: impl FnOnce() -> Vec<Utterance>) -> Vec<Utterance> {
        if self.is_page {
            let last = self.said.len().saturating_sub(1);
            self.at = if forward {
                (self.at + 1).min(last)
            } else {
                self.at.saturating_sub(1)
            };
        } else {
            self.begin(by_sentence(page()), true);
            self.state = State::Silent;
        }
        let from_here = self.said.get(self.at..).unwrap_or_default();
        match self.state {
            State::Saying => from_here.to_vec(),
            State::Silent | State::Paused => from_here.first().cloned().into_iter().collect(),
        }
    }

    /// Which of what was said last the first of those handed out is: the voice counts from there.
    pub fn offset(&self) -> usize {
        self.at
    }
}

/// Each sentence an utterance of its own; what was recorded stays whole.
fn by_sentence(said: Vec<Utterance>) -> Vec<Utterance> {
    let mut sentences = Vec::new();
    for utterance in said {
        if utterance.sound.is_some() {
            sentences.push(utterance);
            continue;
        }
        let parts = sentences::split(&utterance.text).map(|text| Utterance {
            text: text.to_owned(),
            ..utterance.clone()
        });
        sentences.extend(parts);
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    fn utterance(text: &str) -> Utterance {
        Utterance {
            text: text.to_owned(),
            lang: Lang::new("ko"),
            urgent: false,
            sound: None,
        }
    }

    fn texts(said: &[Utterance]) -> Vec<&str> {
        said.iter().map(|said| said.text.as_str()).collect()
    }

    const PAGE: &str = "하나. 둘은 1.5입니다. 셋?";

    #[test]
    fn a_pause_goes_on_with_the_sentence_that_was_cut_short() {
        let mut listening = Listening::default();
        assert_eq!(listening.pause(), [], "nothing is being said");
        listening.read(vec![utterance(PAGE)]);
        listening.heard(1);
        assert_eq!(listening.pause(), []);
        // What the daemon tells of what was cut comes late.
        listening.heard(2);
        listening.over();
        assert_eq!(texts(&listening.pause()), ["둘은 1.5입니다.", "셋?"]);
        listening.over();
        assert_eq!(listening.pause(), [], "it was said to the end");
    }

    #[test]
    fn what_is_read_is_read_on_from_another_sentence() {
        let mut listening = Listening::default();
        listening.read(vec![utterance(PAGE)]);
        listening.heard(1);
        let step = |listening: &mut Listening, forward| {
            let said = listening.step(forward, Vec::new);
            texts(&said).join(" / ")
        };
        assert_eq!(step(&mut listening, true), "셋?");
        assert_eq!(step(&mut listening, true), "셋?", "the last one");
        assert_eq!(step(&mut listening, false), "둘은 1.5입니다. / 셋?");
        listening.stop();
        assert_eq!(step(&mut listening, false), "하나.", "that one alone");
        assert_eq!(step(&mut listening, true), "둘은 1.5입니다.");
        assert_eq!(texts(&listening.again()).len(), 3);
    }

    #[test]
    fn a_page_is_gone_through_by_sentences_without_being_read_first() {
        let mut listening = Listening::default();
        listening.say(&[utterance("다음, 단추")], true);
        let page = || vec![utterance(PAGE)];
        assert_eq!(texts(&listening.step(true, page)), ["하나."]);
        assert_eq!(texts(&listening.step(true, page)), ["둘은 1.5입니다."]);
    }

    #[test]
    fn news_do_not_end_the_reading_of_a_page() {
        let mut listening = Listening::default();
        listening.read(vec![utterance(PAGE)]);
        listening.heard(1);
        assert_eq!(listening.say(&[utterance("보냈습니다.")], false), 3);
        listening.pause();
        assert_eq!(
            texts(&listening.pause()),
            ["둘은 1.5입니다.", "셋?", "보냈습니다."]
        );
        assert_eq!(listening.say(&[utterance("다음")], true), 0);
        assert_eq!(texts(&listening.again()), ["다음"]);
    }
}
