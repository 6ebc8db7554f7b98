//! Whether what was spoken, felt and put on the accessibility bus is what the page's presenters say.

use maru_page::{braille, spoken};

use super::Visit;
use crate::desktop::accessible::Accessible;
use crate::desktop::{Spoken, wait};

impl Visit {
    /// Waits until everything that is expected was spoken, felt and told to assistive technology.
    pub(super) fn follow(&mut self, act: &str) {
        let spoken = self.follow_speech(act);
        let cells = self.expected.app.cells();
        if let Some(display) = &self.display {
            let felt = display.wait_until(wait::PATIENCE, |display| display.cells() == cells);
            let wanted = braille::unicode(&cells);
            assert!(felt, "{act}: to be felt {wanted}, felt {}", display.text());
        }
        let page = self.expected.page();
        let tree = if page == self.page {
            String::new()
        } else {
            self.follow_tree(act).lines()
        };
        self.page = page;
        let seen = self.expected.seen();
        self.record
            .write(act, &seen, &tree, &spoken, &braille::unicode(&cells));
    }

    pub(super) fn follow_speech(&mut self, act: &str) -> Vec<String> {
        let before = std::mem::take(&mut self.said_before);
        let said: Vec<_> = self
            .expected
            .app
            .said()
            .iter()
            .skip(before)
            .cloned()
            .collect();
        // The voice gets what it can say of what is written.
        let voice = spoken::Voice {
            needs_respelling: true,
        };
        let wanted: Vec<(String, String)> = spoken::utterances(&said, &voice)
            .into_iter()
            .map(|(_, said)| said)
            .filter(|said| !said.text.trim().is_empty())
            .map(|said| (said.text, said.lang.primary().to_owned()))
            .collect();
        let mut heard = Vec::new();
        let all = wait::try_until(wait::PATIENCE, || {
            heard = self
                .desktop
                .speech()
                .spoken_by("maru")
                .split_off(self.heard);
            (heard.len() >= wanted.len()).then_some(())
        });
        let same = |heard: &Spoken, wanted: &(String, String)| {
            heard.text == wanted.0 && heard.language.split('-').next() == Some(&wanted.1)
        };
        let right = all.is_some()
            && heard
                .iter()
                .zip(&wanted)
                .all(|(heard, wanted)| same(heard, wanted));
        assert!(
            right,
            "{act}: to be spoken {wanted:#?}, spoken {heard:#?}\n{}",
            self.maru.log()
        );
        // What was spoken besides is compared with what the next act wants.
        heard.truncate(wanted.len());
        self.heard += heard.len();
        heard.into_iter().map(|heard| heard.text).collect()
    }

    /// Everything on the page has its place in the tree, and the same thing has the focus.
    fn follow_tree(&self, act: &str) -> Accessible {
        let page = self.expected.app.page();
        let focus = page
            .focused()
            .map(|node| node.label.shown.clone())
            .unwrap_or_default();
        let labels: Vec<&str> = page
            .nodes
            .iter()
            .map(|node| node.label.shown.as_str())
            .collect();
        let what = format!("{act}: the page {} with the focus on {focus:?}", page.id.0);
        self.assistant.tree_when(&what, |tree| {
            let all = tree.all();
            let has = |label: &&str| {
                all.iter().any(|thing| {
                    thing.name().contains(label)
                        || thing.text().is_some_and(|text| text.contains(label))
                })
            };
            tree.focused()
                .is_some_and(|thing| thing.name().contains(&focus))
                && labels.iter().all(has)
        })
    }
}
