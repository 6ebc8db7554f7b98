//! Target `form_xml`: any bytes as a form.

use super::{Watch, check_record, check_resume, fill_in, load};

/// Answers for inputs of every type.
const TEXTS: [&str; 6] = ["7", "a b", "2026-03-05", "13:04", "", "37.5 127.0 0 0"];

/// Opens, fills in, saves and opens again.
pub fn form_xml(bytes: &[u8]) {
    let xml = String::from_utf8_lossy(bytes);
    let watch = Watch::start();
    let Some(mut session) = load(&xml) else {
        return;
    };
    // An action that runs when a record is opened changes it, and chance that is drawn again differs.
    let is_steady = !["odk-instance-load", "random", "uuid", "jr:itext"]
        .iter()
        .any(|word| xml.contains(word));
    check_record(&session);
    for _ in 0..2 {
        if watch.is_over() {
            return;
        }
        fill_in(&mut session, &TEXTS);
        check_record(&session);
        if is_steady {
            check_resume(&session);
        }
    }
    session.violations();
    for language in 0..session.form().languages().len().min(4) {
        if watch.is_over() {
            return;
        }
        session.set_language(Some(language));
        check_record(&session);
    }
}
