//! Any text comes back as it was, and the maps hold.

use maru_braille_ko::{Cells, Grade, Text, Typist, emboss, read, translate};
use proptest::prelude::*;

fn grade() -> impl Strategy<Value = Grade> {
    prop_oneof![Just(Grade::One), Just(Grade::Two)]
}

/// What sentences are made of.
fn piece() -> impl Strategy<Value = String> {
    let few = |letters: &'static str| {
        let letters: Vec<String> = letters.split(' ').map(String::from).collect();
        proptest::sample::select(letters)
    };
    prop_oneof![
        8 => "[가-힣]{1,4}",
        3 => few("앞 옆. 좋다” 않고 그래서 그러나 그리고는 것이다 나이 하얀 아예 수액 팠다 폐 났 혜 옹이 성가 셩 껐다 을 은 읊다 핥 부엌! 끝?"),
        2 => "[0-9]{1,4}([.,:/~·−-][0-9]{1,3})?",
        2 => "[A-Za-z]{1,6}",
        1 => "[A-Z]{1,4}( [A-Z]{1,4}){1,3}",
        1 => few("www.korea.kr a@b.kr MP3 A4 KTX, 5kg % ℃ 50%이다 9%에 9% ￦ $5 ① ㉮ ㉠ ½ 3⅙ ㎡ Ⅱ … ...... …… -- ○○ ×× ’22"),
        2 => "[ㄱ-ㅎㅏ-ㅣ]{1,3}",
        3 => "[.,?!:;·/~“”‘’()\\[\\]{}\"'「」『』〈〉《》―…-]{1,2}",
        1 => "[+−×÷=<>@^#_|&§※*→←↔↓↑○□△•-]{1,2}",
        8 => Just(" ".to_string()),
        1 => "[😀漢é\u{301}\u{1100}\u{1161}\n\t\u{a0}⠁⣿]{1,2}",
        1 => "[αβΔΣς]{1,2}",
        1 => any::<char>().prop_map(String::from),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..16).prop_map(|pieces| pieces.concat())
}

fn cells() -> impl Strategy<Value = Vec<u8>> {
    let cell = prop_oneof![8 => 0_u8..0x40, 2 => Just(0), 1 => any::<u8>()];
    prop::collection::vec(cell, 0..24)
}

/// Each character begins at a cell, in order, and each cell's character begins at it or before it.
fn maps_hold(cells: usize, chars: usize, char_to_cell: &[usize], cell_to_char: &[usize]) {
    assert_eq!((char_to_cell.len(), cell_to_char.len()), (chars, cells));
    assert!(char_to_cell.is_sorted() && cell_to_char.is_sorted());
    assert!(char_to_cell.iter().all(|cell| *cell < cells));
    for (cell, letter) in cell_to_char.iter().enumerate() {
        let begin = char_to_cell[*letter];
        assert!(
            begin <= cell || *letter == 0,
            "cell {cell} of {letter} that begins at {begin}"
        );
        let next = char_to_cell.iter().find(|next| **next > begin);
        assert!(
            next.is_none_or(|next| cell < *next),
            "cell {cell} is behind {letter}"
        );
    }
    for (letter, cell) in char_to_cell.iter().enumerate() {
        let owner = cell_to_char[*cell];
        assert_eq!(char_to_cell[owner], *cell, "of {letter}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn any_text_comes_back(text in text(), grade in grade()) {
        let Cells { cells, char_to_cell, cell_to_char } = translate(&text, grade);
        maps_hold(cells.len(), text.chars().count(), &char_to_cell, &cell_to_char);
        prop_assert_eq!(read(&cells, grade).text, text);
    }

    #[test]
    fn any_characters_come_back(text in any::<String>(), grade in grade()) {
        prop_assert_eq!(read(&translate(&text, grade).cells, grade).text, text);
    }

    #[test]
    fn no_sign_is_blank(text in text(), grade in grade()) {
        let written = translate(&text, grade);
        for (letter, cell) in text.chars().zip(&written.char_to_cell) {
            prop_assert!(letter == ' ' || written.cells[*cell] != 0, "{}", letter);
        }
    }

    #[test]
    fn any_cells_are_read(cells in cells(), grade in grade()) {
        let Text { text, char_to_cell, cell_to_char } = read(&cells, grade);
        if !cells.is_empty() && !text.is_empty() {
            maps_hold(cells.len(), text.chars().count(), &char_to_cell, &cell_to_char);
        }
        prop_assert!(cells.is_empty() || !text.is_empty());
    }

    #[test]
    fn paper_has_no_marks(text in "[가-힣A-Za-z0-9 .,?!ㄱ-ㅎ“”()-]{0,24}", grade in grade()) {
        prop_assert!(emboss(&text, grade).cells.iter().all(|cell| *cell < 0x40));
    }

    #[test]
    fn typing_is_reading(cells in cells(), grade in grade()) {
        let mut typist = Typist::new(grade);
        for (count, cell) in cells.iter().enumerate() {
            typist.push(*cell);
            prop_assert_eq!(typist.text(), read(&cells[..=count], grade).text);
            prop_assert!(typist.building().end == typist.text().chars().count());
        }
        let text = typist.text();
        prop_assert_eq!(typist.finish(), text);
        prop_assert!(typist.cells().is_empty());
    }

    #[test]
    fn backspace_ends_at_nothing(cells in cells(), grade in grade()) {
        let mut typist = Typist::new(grade);
        cells.iter().for_each(|cell| typist.push(*cell));
        let mut count = cells.len();
        while typist.backspace() {
            prop_assert!(typist.cells().len() < count);
            count = typist.cells().len();
            prop_assert_eq!(typist.cells(), &cells[..count]);
        }
        prop_assert_eq!(count, 0);
    }
}
