//! Every word of the Korean dictionary of Hunspell, there and back.

use maru_braille_ko::{Grade, emboss, read, translate};
use unicode_normalization::UnicodeNormalization;

const DICTIONARY: &str = "/usr/share/hunspell/ko.dic";

#[test]
#[allow(clippy::disallowed_methods, reason = "a test reads what is installed")]
fn every_word_comes_back_as_it_was() {
    let Ok(dictionary) = std::fs::read_to_string(DICTIONARY) else {
        println!("{DICTIONARY} is not there: no word was tried");
        return;
    };
    let words: Vec<String> = dictionary
        .lines()
        .skip(1)
        .filter_map(|line| line.split('/').next())
        .map(|word| word.nfc().collect())
        .collect();
    for grade in [Grade::One, Grade::Two] {
        let (mut marked, mut bare) = (0, 0);
        for word in &words {
            let cells = translate(word, grade);
            assert_eq!(&read(&cells.cells, grade).text, word);
            let rules = emboss(word, grade);
            marked += usize::from(cells.cells.iter().any(|cell| *cell >= 0x40));
            bare += usize::from(read(&rules.cells, grade).text == *word);
        }
        println!(
            "{grade:?}: {} words, {marked} with a mark, {bare} read from bare cells",
            words.len()
        );
    }
    assert!(words.len() > 90_000, "{}", words.len());
}
