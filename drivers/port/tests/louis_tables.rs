//! Braille translation by the liblouis of this computer.

use maru_port::louis::{Answer, Louis, LouisError, Worker, table_for};
use std::sync::mpsc;

const UEB: &str = "en-ueb-g1.ctb";
const KOREAN: &str = "ko-2006-g1.ctb";

fn louis() -> Louis {
    Louis::load().expect("the Debian package liblouis20 is installed")
}

fn braille(cells: &[u8]) -> String {
    let pattern = |cell: &u8| char::from_u32(0x2800 + u32::from(*cell));
    cells.iter().filter_map(pattern).collect()
}

#[test]
fn translates_english_and_korean_with_places_both_ways() {
    let translated = louis().translate(UEB, "Ab 12", Some(1)).expect("a line");
    assert_eq!(braille(&translated.cells), "⠠⠁⠃⠀⠼⠁⠃");
    assert_eq!(translated.char_to_cell, [0, 2, 3, 4, 6]);
    assert_eq!(translated.cell_to_char, [0, 0, 1, 2, 3, 3, 4]);
    assert_eq!(translated.cursor, Some(2));

    let translated = louis().translate(KOREAN, "나라", Some(2)).expect("a line");
    assert_eq!(braille(&translated.cells), "⠉⠣⠐⠣");
    assert_eq!(translated.cell_to_char, [0, 0, 1, 1]);
    assert_eq!(translated.cursor, Some(4), "behind the last cell");
}

#[test]
fn every_place_leads_into_the_other_side() {
    let texts = [
        "",
        " ",
        "가😀나 \u{0}끝",
        "1,234.5 km (약)",
        "\u{FFFF}\u{10FFFF}",
        "Tiếng Việt",
        "ㅋㅋㅋ",
    ];
    let tables = ["en", "vi", "sw", "ne"].map(|tag| table_for(tag, false).expect("a table"));
    let contracted = ["en", "sw"].map(|tag| table_for(tag, true).expect("a table"));
    for table in tables.into_iter().chain(contracted).chain([KOREAN]) {
        for text in texts {
            let translated = louis().translate(table, text, Some(0)).expect("a line");
            let characters = text.chars().count();
            let cells = translated.cells.len();
            assert_eq!(
                translated.char_to_cell.len(),
                characters,
                "{table} {text:?}"
            );
            assert_eq!(translated.cell_to_char.len(), cells, "{table} {text:?}");
            assert!(translated.char_to_cell.iter().all(|cell| *cell < cells));
            assert!(
                translated
                    .cell_to_char
                    .iter()
                    .all(|place| *place < characters)
            );
            assert!(translated.cell_to_char.is_sorted(), "{table} {text:?}");
        }
    }
}

#[test]
fn translates_typed_cells_back() {
    let cells = louis()
        .translate(UEB, "Form 24, yes!", None)
        .expect("a line")
        .cells;
    assert_eq!(
        louis().back_translate(UEB, &cells).as_deref(),
        Ok("Form 24, yes!")
    );
}

#[test]
fn says_what_is_wrong_with_tables_and_texts() {
    let fault =
        |table: &str, text: &str| louis().translate(table, text, None).expect_err("refused");
    let named = |name: &str| LouisError::TableName(name.to_owned());
    assert_eq!(fault("../../etc/passwd", "a"), named("../../etc/passwd"));
    assert_eq!(fault("", "a"), named(""));
    assert_eq!(fault("a\0b", "a"), named("a\0b"));
    let missing = "no-such-table.ctb";
    assert_eq!(fault(missing, "a"), LouisError::Table(missing.to_owned()));
    assert_eq!(fault(UEB, &"a".repeat(9_000)), LouisError::TooLong(9_000));
    assert!(!louis().has_table(missing));
    assert!(louis().has_table(UEB));
}

#[test]
fn threads_wait_for_one_another() {
    let line = louis()
        .translate(UEB, "the same for all", None)
        .expect("a line");
    std::thread::scope(|scope| {
        for table in [UEB, KOREAN, UEB, KOREAN] {
            let line = &line;
            scope.spawn(move || {
                for _ in 0..100 {
                    let again = louis().translate(table, "the same for all", None);
                    assert!(table != UEB || again.as_ref() == Ok(line));
                }
            });
        }
    });
}

#[test]
fn a_long_text_is_translated_whole() {
    let text = "a word and another, 12 of them; ".repeat(400);
    let translated = louis().translate_long(UEB, &text).expect("a long text");
    let (cells, chars) = (translated.cells.len(), text.chars().count());
    assert!(chars > 10_000);
    assert_eq!(translated.char_to_cell.len(), chars);
    assert_eq!(translated.cell_to_char.len(), cells);
    assert!(translated.char_to_cell.is_sorted() && translated.cell_to_char.is_sorted());
    let line = louis().translate(UEB, "a word and another, 12 of them; ", None);
    assert_eq!(translated.cells, line.expect("a line").cells.repeat(400));
    let unbroken = "a".repeat(20_000);
    let translated = louis().translate_long(UEB, &unbroken).expect("one word");
    assert_eq!(translated.char_to_cell.len(), 20_000);
}

#[test]
fn a_table_is_read_in_the_background_and_told_of() {
    let (sender, told) = mpsc::channel();
    let worker = Worker::start(false, move || {
        let _ = sender.send(());
    });
    let worker = worker.expect("liblouis is installed");
    let first = worker.translate("en-ueb-g2.ctb", "the people");
    assert!(matches!(first, Answer::NotYet | Answer::Done(_)));
    if matches!(first, Answer::NotYet) {
        told.recv().expect("it is told");
    }
    let Answer::Done(line) = worker.translate("en-ueb-g2.ctb", "the people") else {
        panic!("the table was read")
    };
    assert_eq!(braille(&line.cells), "⠮⠀⠏");
    let text = worker.back_translate("en-ueb-g2.ctb", &line.cells);
    assert_eq!(text, Answer::Done("the people".to_owned()));
    assert_eq!(worker.translate("no-such-table.ctb", "a"), Answer::NotYet);
    told.recv().expect("it is told");
    assert_eq!(worker.translate("no-such-table.ctb", "a"), Answer::Never);
}

#[test]
fn one_who_waits_gets_the_first_line_too() {
    let worker = Worker::start(true, || ()).expect("liblouis is installed");
    let line = worker.translate("sw-ke-g2.ctb", "habari");
    assert!(matches!(line, Answer::Done(line) if braille(&line.cells) == "⠓⠃⠗"));
}

#[test]
fn no_cells_and_no_text_break_it() {
    let worker = Worker::start(true, || ()).expect("liblouis is installed");
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for table in ["en", "vi", "sw", "ne"].map(|tag| table_for(tag, true).expect("a table")) {
        for _ in 0..300 {
            let length = (next() % 40) as usize;
            let cells: Vec<u8> = (0..length).map(|_| next() as u8).collect();
            assert!(!matches!(
                worker.back_translate(table, &cells),
                Answer::NotYet
            ));
            let text: String = (0..length)
                .filter_map(|_| char::from_u32((next() % 0x11_0000) as u32))
                .collect();
            let Answer::Done(line) = worker.translate(table, &text) else {
                continue;
            };
            assert_eq!(line.char_to_cell.len(), text.chars().count());
            assert_eq!(line.cell_to_char.len(), line.cells.len());
        }
    }
}
