//! What the fuzzer runs, and what must hold whatever it makes up.
//!
//! Each target takes bytes. `fuzz/` hands it what it invents; `fuzz_corpus.rs` hands it what is kept in
//! `fuzz/corpus/`, so that everything once found stays found.
//!
//! # What must hold
//!
//! 1. Nothing panics, and nothing takes long.
//! 2. A refusal and a remark have words.
//! 3. Walking forwards, walking backwards and listing give the same questions.
//! 4. What is sent and what is saved are well-formed XML.
//! 5. A saved record opens again with the same bytes, the same submission and the same state of every node.
//! 6. Answers given in another order, or corrected, give the same record: what is computed step by step is what
//!    would be computed anew.

#[path = "../common/ambient.rs"]
mod ambient;
use ambient::ambient;

#[path = "../common/functions.rs"]
mod functions;

mod expression;

mod form_xml;
pub use form_xml::form_xml;

mod xpath;
pub use xpath::xpath;

mod instances;
pub use instances::instances;

mod replay;
pub use replay::replay;

use std::sync::Arc;
use std::time::{Duration, Instant};

use maru_form::{Answer, Control, Files, Form, Question, Session};

/// A target: what is done with the bytes.
pub type Target = fn(&[u8]);

/// The targets by the names of their files in `fuzz/fuzz_targets/` and folders in `fuzz/corpus/`.
#[allow(dead_code, reason = "a fuzzer runs one target, the test runs them all")]
pub const TARGETS: [(&str, Target); 4] = [
    ("form_xml", form_xml),
    ("xpath", xpath),
    ("instances", instances),
    ("replay", replay),
];

/// Tells when an input has had its share.
///
/// An expression may spend its whole allowance, about a second on an old machine, each time it is computed. Such an
/// input is not put through every check, or the fuzzer would see nothing but those.
struct Watch(Instant);

impl Watch {
    fn start() -> Watch {
        Watch(Instant::now())
    }

    fn is_over(&self) -> bool {
        self.0.elapsed() > Duration::from_millis(500)
    }
}

/// Opens a form; one that is refused is refused in words.
fn load(xml: &str) -> Option<Session> {
    load_with(xml, &|_| None)
}

/// The same, with files.
fn load_with(xml: &str, files: &Files) -> Option<Session> {
    match Form::parse_with(xml, files) {
        Ok(loaded) => {
            for remark in &loaded.remarks {
                assert!(!remark.0.problem.is_empty() && !remark.0.cure.is_empty());
            }
            Some(Session::new(Arc::new(loaded.form), ambient()))
        }
        Err(refusal) => {
            assert!(!refusal.0.problem.is_empty() && !refusal.0.cure.is_empty());
            None
        }
    }
}

/// Puts every question in turn and answers it, each with the next of the texts.
fn fill_in(session: &mut Session, texts: &[&str]) {
    const QUESTIONS_MAX: usize = 100;
    let mut next = session.next_after(None);
    for at in 0..QUESTIONS_MAX {
        let Some(id) = next else { return };
        if let Some(question) = session.question(&id) {
            let text = match texts {
                [] => "",
                _ => texts[at % texts.len()],
            };
            // A refused answer is a result like any other.
            let answer = answer(session, &question, text);
            let _ = session.set(&id, answer);
            if question.control == Control::Repeat && at % 2 == 0 {
                let _ = session.add_instance(&id, None);
            }
        }
        next = session.next_after(Some(&id));
    }
}

/// The text where one is typed; else what is offered first, or all that is.
fn answer(session: &Session, question: &Question, text: &str) -> Answer {
    let mut offered = session
        .choices(&question.id)
        .into_iter()
        .map(|choice| choice.value);
    match question.control {
        Control::SelectOne => offered.next().map_or(Answer::Clear, Answer::Choice),
        Control::SelectMultiple | Control::Rank => Answer::Choices(offered.collect()),
        Control::Upload => Answer::File(text.to_string()),
        Control::Trigger => Answer::Acknowledged(true),
        _ => Answer::Text(text.to_string()),
    }
}

/// Laws 3 and 4 of any record.
fn check_record(session: &Session) {
    let listed = session.questions();
    let forwards: Vec<_> =
        std::iter::successors(session.next_after(None), |id| session.next_after(Some(id)))
            .take(listed.len() + 1)
            .collect();
    assert_eq!(forwards, listed, "forwards");
    let mut backwards: Vec<_> = std::iter::successors(session.previous_before(None), |id| {
        session.previous_before(Some(id))
    })
    .take(listed.len() + 1)
    .collect();
    backwards.reverse();
    assert_eq!(backwards, listed, "backwards");
    for xml in [session.submission(), session.save()] {
        assert!(
            roxmltree::Document::parse(&xml).is_ok(),
            "not well-formed: {xml}"
        );
    }
}

/// Law 5, for forms that do nothing by themselves when a record is opened.
fn check_resume(session: &Session) {
    let saved = session.save();
    let resumed = match Session::resume(session.form().clone(), &saved, ambient()) {
        Ok(resumed) => resumed,
        Err(error) => panic!("what was saved does not open: {error}\n{saved}"),
    };
    assert_eq!(resumed.save(), saved, "the saved bytes differ");
    assert_eq!(
        resumed.submission(),
        session.submission(),
        "the submission differs"
    );
    assert!(
        resumed.nodes() == session.nodes(),
        "the state of a node differs: {saved}"
    );
}
