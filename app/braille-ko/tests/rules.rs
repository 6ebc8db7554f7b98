//! The examples of the rules themselves: `rules.tsv` has them with their articles.

use maru_braille_ko::{Grade, emboss, read, translate};

struct Example {
    article: &'static str,
    text: &'static str,
    grades: Vec<Grade>,
    cells: &'static str,
}

fn examples() -> Vec<Example> {
    let rows = include_str!("rules.tsv").lines();
    rows.filter(|row| !row.starts_with("# "))
        .map(|row| {
            let fields: Vec<_> = row.split('\t').collect();
            let [article, text, grades, cells] = fields[..] else {
                panic!("four fields: {row}");
            };
            let grade = |digit| match digit {
                '1' => Grade::One,
                '2' => Grade::Two,
                other => panic!("a grade: {other}"),
            };
            Example {
                article,
                text,
                grades: grades.chars().map(grade).collect(),
                cells,
            }
        })
        .collect()
}

fn patterns(cells: &[u8]) -> String {
    cells
        .iter()
        .filter_map(|cell| char::from_u32(0x2800 + u32::from(*cell)))
        .collect()
}

#[test]
fn every_example_has_the_cells_that_the_rules_give_it() {
    let (mut wrong, mut count, mut marked) = (Vec::new(), 0, 0);
    for example in examples() {
        for grade in &example.grades {
            count += 1;
            let rules = emboss(example.text, *grade);
            let shown = translate(example.text, *grade);
            let without_marks: Vec<u8> = shown.cells.iter().map(|cell| cell & 0x3f).collect();
            marked += usize::from(shown.cells != without_marks);
            let cells = [patterns(&rules.cells), patterns(&without_marks)];
            if cells != [example.cells, example.cells] {
                wrong.push(format!(
                    "{} {}: {} and not {cells:?}",
                    example.article, example.text, example.cells
                ));
            }
            assert_eq!(read(&shown.cells, *grade).text, example.text);
        }
    }
    println!(
        "{count} examples; {marked} have marks in dots 7 and 8, so that they come back as they were"
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 300, "{count} examples");
}

/// What a person types or a book has: the cells of the rules, without marks.
#[test]
fn nearly_every_example_is_read_from_the_bare_cells() {
    let examples = examples();
    let bare = |example: &&Example| {
        let cells: Vec<u8> = example
            .cells
            .chars()
            .map(|cell| (cell as u32 & 0x3f) as u8)
            .collect();
        example
            .grades
            .iter()
            .all(|grade| read(&cells, *grade).text == example.text)
    };
    let right = examples.iter().filter(bare).count();
    println!(
        "{right} of {} examples are read from bare cells",
        examples.len()
    );
    assert!(right * 100 >= examples.len() * 92, "{right}");
}
