//! Braille translation by the liblouis of this computer.

use maru_port::louis::{Louis, LouisError, table_for};

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
    for table in ["en", "ko", "vi", "sw", "ne"].map(|tag| table_for(tag).expect("a table")) {
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
