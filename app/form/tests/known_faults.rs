//! Faults that are known: each test says what is wrong today, and fails when it is put right.

mod common;

use common::{Builder, ambient};
use maru_form::{ResumeError, Session};

/// A question, calculation or action on the root's `id` or `version` changes which form the record says it is of, so
/// the draft does not open again. Such a form should be refused when it is loaded.
#[test]
fn an_answer_in_the_forms_own_id_makes_a_draft_that_does_not_open() {
    let mut record = Builder::new()
        .nodes("<a/>")
        .inputs(&["/data/a", "/data/@id"])
        .begin();
    record.types("/data/@id", "other").expect("an answer");
    let saved = record.0.save();
    assert!(matches!(
        Session::resume(record.0.form().clone(), &saved, ambient()),
        Err(ResumeError::OtherForm { .. })
    ));
}

/// The text of an element that holds others is what they hold, joined (XPath 1.0, 5.2); it is empty here.
#[test]
fn an_element_that_holds_others_has_no_text() {
    let record = Builder::new()
        .nodes("<g><a>1</a><b>2</b></g><told/>")
        .bind("/data/told", "calculate=\"string(/data/g)\"")
        .begin();
    assert_eq!(record.value("/data/told"), "");
}
