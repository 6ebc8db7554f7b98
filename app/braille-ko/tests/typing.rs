//! Cells typed one by one: the text grows, and what is being built is seen.

use maru_braille_ko::{Grade, Typist};

fn cell(pattern: char) -> u8 {
    (pattern as u32 & 0xff) as u8
}

/// The text behind each cell; brackets around what is being built.
fn typed(cells: &str, grade: Grade) -> String {
    let mut typist = Typist::new(grade);
    let mut steps = Vec::new();
    for pattern in cells.chars() {
        typist.push(cell(pattern));
        let text: Vec<char> = typist.text().chars().collect();
        let building = typist.building();
        let part = |range: std::ops::Range<usize>| text[range].iter().collect::<String>();
        steps.push(match building.is_empty() {
            true => part(0..text.len()),
            false => format!("{}[{}]", part(0..building.start), part(building)),
        });
    }
    steps.join(" / ")
}

#[test]
fn a_text_grows_cell_by_cell() {
    let table = [
        (Grade::One, "⠈⠣⠃⠄⠀", "[ㄱ] / [가] / [갑] / [값] / 값 "),
        (Grade::One, "⠠⠈⠥⠆", "[ㅅ] / [ㄲ] / [꼬] / [꽃]"),
        (Grade::One, "⠧⠗", "[와] / [왜]"),
        (Grade::Two, "⠉⠉⠵", "[나] / 나[나] / 나[는]"),
        (Grade::Two, "⠁⠎⠟", "[ㄱ] / [그래서] / 그래서[인]"),
        (Grade::Two, "⠸⠎⠵", "[⠸] / [것] / 것[은]"),
        (Grade::Two, "⠊⠲⠀", "[다] / 다[.] / 다. "),
        (Grade::Two, "⠣⠲⠝", "[아] / [앞] / 앞[에]"),
        (
            Grade::One,
            "⠼⠁⠚⠀⠉⠱⠒",
            "[⠼] / [1] / 1[0] / 10  / 10[ㄴ] / 10[녀] / 10[년]",
        ),
        (
            Grade::Two,
            "⠴⠠⠇⠏⠲⠮",
            "[”] / [⠴⠠] / [L] / L[p] / L[p] / Lp[을]",
        ),
        (Grade::One, "⠿⠖⠿⠖", "[⠿] / [ㅋ] / ㅋ[⠿] / ㅋ[ㅋ]"),
    ];
    for (grade, cells, steps) in table {
        assert_eq!(typed(cells, grade), steps, "{cells}");
    }
}

/// What is left after each backspace, to the last.
fn taken_back(cells: &str, grade: Grade) -> String {
    let mut typist = Typist::new(grade);
    cells.chars().for_each(|pattern| typist.push(cell(pattern)));
    let mut left = vec![typist.text()];
    while typist.backspace() {
        left.push(typist.text());
    }
    left.join(" / ")
}

#[test]
fn backspace_takes_back_jamo_by_jamo() {
    let table = [
        (Grade::One, "⠈⠣⠃⠄", "값 / 갑 / 가 / ㄱ / "),
        (Grade::One, "⠠⠈⠥⠆", "꽃 / 꼬 / ㄲ / "),
        (Grade::One, "⠚⠧⠗", "홰 / ㅎ / "),
        (Grade::One, "⠘⠣⠁⠁", "밖 / 바 / ㅂ / "),
        (Grade::Two, "⠉⠶⠊", "낭다 / 낭 / 나 / "),
        (Grade::Two, "⠊⠸⠎", "다것 / 다 / "),
        (Grade::Two, "⠼⠁⠃", "12 / 1 / "),
        (Grade::Two, "⠊⠐⠂", "다: / 다 / "),
    ];
    for (grade, cells, left) in table {
        assert_eq!(taken_back(cells, grade), left, "{cells}");
    }
}
