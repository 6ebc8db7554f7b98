//! The end of a form: it is sent, arrives once, and its number is seen, heard and felt.

use maru_page::spoken;
use maru_wire::Key;

use super::Visit;
use crate::city_server::Stored;
use crate::desktop::{program, wait};

impl Visit {
    /// Ends the form: the last key is pressed, and the city receives what was filled in, once. Gives its number.
    pub fn send(&mut self, press: impl FnOnce(&Visit)) -> (String, Stored) {
        let before = self.desktop.speech().spoken_by("maru").len();
        press(self);
        let words = self.expected.app.words();
        let say = |text: &str| -> String {
            let voice = spoken::Voice {
                needs_respelling: true,
            };
            let runs = spoken::prepare(text, words.lang(), &voice);
            runs.into_iter().map(|run| run.text).collect()
        };
        let saved = say(&words.text("receipt-title-saved").shown);
        wait::until("the submission on the city's server", || {
            self.server.submissions().pop()
        });
        let receipt = wait::until("the receipt", || {
            let forms = program::list_forms(&self.desktop);
            let sent = forms.iter().find(|form| form[1] == "sent")?;
            Some((sent[0].clone(), sent[2].clone()))
        });
        // A number is told digit by digit, in its groups; the last digit's sound may follow what comes behind it.
        let spaced = |group: &str| {
            group
                .chars()
                .map(String::from)
                .collect::<Vec<_>>()
                .join(" ")
        };
        let groups: Vec<String> = receipt.1.split_whitespace().map(spaced).collect();
        let mut number = say(&groups.join(", "));
        number.pop();
        let spoken = wait::until(&format!("{number}, spoken with the receipt"), || {
            let spoken = self.desktop.speech().spoken_by("maru").into_iter();
            let fresh: Vec<String> = spoken.skip(before).map(|spoken| spoken.text).collect();
            // The page of what is saved names the number; then the city's receipt does, which opens no page.
            let numbers = |text: &&String| text.contains(&number);
            let (page, told): (Vec<&String>, Vec<&String>) = fresh
                .iter()
                .filter(numbers)
                .partition(|text| text.contains(&saved));
            (!page.is_empty() && !told.is_empty()).then_some(fresh)
        });
        let stored = self.server.submissions();
        assert_eq!(stored.len(), 1, "it is sent once");
        let exported = program::export_form(&self.desktop, &receipt.0);
        assert_eq!(
            stored[0].xml, exported,
            "what arrived is byte for byte what was kept"
        );
        let title = self.expected.app.words().text("receipt-title-sent").shown;
        let tree = self.assistant.tree_when("the receipt", |tree| {
            let all = tree.all();
            let has = |words: &str| {
                all.iter().any(|thing| {
                    thing.name().contains(words)
                        || thing.text().is_some_and(|text| text.contains(words))
                })
            };
            has(&title) && has(&receipt.1)
        });
        let cells = self.feel_number(&receipt.1);
        self.record
            .write("(sent)", "", &tree.lines(), &spoken, &cells);
        (receipt.1, stored.into_iter().next().expect("one"))
    }

    /// Pans along the display's line until its digits have passed under the finger.
    fn feel_number(&self, number: &str) -> String {
        let digit = |digit: u32| ['⠚', '⠁', '⠃', '⠉', '⠙', '⠑', '⠋', '⠛', '⠓', '⠊'][digit as usize];
        let group = |group: &str| {
            group
                .chars()
                .filter_map(|letter| letter.to_digit(10))
                .map(digit)
                .collect()
        };
        let groups: Vec<String> = number.split_whitespace().map(group).collect();
        let mut felt = String::new();
        for _ in 0..8 {
            let before = self.display().text();
            felt.push_str(&before);
            // English Braille keeps up its digits over a space of their own.
            let is_felt = |group: &String| {
                ['⠼', '⠐']
                    .iter()
                    .any(|sign| felt.contains(&format!("{sign}{group}")))
            };
            if groups.iter().all(is_felt) {
                return felt;
            }
            self.display().press(&[Key::RightScrollDown]);
            self.display()
                .wait_until(wait::PATIENCE, |display| display.text() != before);
        }
        panic!("the number {number} was not felt in {felt}");
    }
}
