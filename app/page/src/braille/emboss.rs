//! A page or a text as a file for embossers (BRF): Braille ASCII, cut into lines and sheets.
//!
//! Lines end with CR LF, sheets with a form feed. The last line of a sheet holds its number, at the right.

use super::{Line, Target, Translate, computer, writer::Writer};
use crate::{
    node::{Kind, Node},
    page::Page,
    text::Text,
    words::Words,
};

/// How much a sheet holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Cells in a line.
    pub cells: usize,
    /// Lines, the one of the number among them.
    pub lines: usize,
}

impl Sheet {
    /// 11 by 11½ inches, what most embossers are loaded with.
    pub const WIDE: Sheet = Sheet {
        cells: 40,
        lines: 25,
    };
    /// 8½ by 11 inches, and near enough to A4.
    pub const NARROW: Sheet = Sheet {
        cells: 32,
        lines: 25,
    };
}

/// Paragraphs begin here, and what stands in a list goes on here.
const INDENT: usize = 2;

/// Digits behind a number sign: 1 to 9, then 0.
const NUMBER_SIGN: char = '#';

/// Writes what a page tells, without the buttons that only a program has.
pub fn page(page: &Page, words: &Words, translate: &dyn Translate, sheet: Sheet) -> String {
    let mut paper = Paper::new(sheet);
    if let Some(notice) = &page.notice {
        paper.paragraph(&line_of(words, translate, |line| {
            line.text(&notice.text, &Target::Nothing);
        }));
    }
    for node in &page.nodes {
        let line = line_of(words, translate, |line| line.node(node, None));
        paper.node(node, &line);
    }
    paper.finish()
}

/// Writes a text whose lines are paragraphs.
pub fn text(text: &Text, words: &Words, translate: &dyn Translate, sheet: Sheet) -> String {
    let mut paper = Paper::new(sheet);
    for paragraph in text.braille().lines() {
        let paragraph = Text::plain(paragraph, &text.lang);
        paper.paragraph(&line_of(words, translate, |line| {
            line.text(&paragraph, &Target::Nothing);
        }));
    }
    paper.finish()
}

fn line_of(words: &Words, translate: &dyn Translate, write: impl FnOnce(&mut Writer)) -> Line {
    let mut writer = Writer {
        line: Line::default(),
        words,
        translate,
        on_paper: true,
    };
    write(&mut writer);
    writer.line
}

/// The sheets so far, and the one that is being filled.
struct Paper {
    sheet: Sheet,
    done: String,
    lines: Vec<String>,
    number: usize,
}

impl Paper {
    fn new(sheet: Sheet) -> Paper {
        // Narrower than this there is no room for an indent and a number, lower none for a line beside the number.
        let sheet = Sheet {
            cells: sheet.cells.max(10),
            lines: sheet.lines.max(3),
        };
        Paper {
            sheet,
            done: String::new(),
            lines: Vec::new(),
            number: 1,
        }
    }

    fn node(&mut self, node: &Node, line: &Line) {
        match &node.kind {
            Kind::Heading { level } => self.heading(line, *level == 1),
            Kind::Paragraph | Kind::Image { .. } => self.paragraph(line),
            Kind::Field { edit, .. } => {
                self.item(line);
                if edit.is_empty() {
                    self.room_to_write();
                }
            }
            Kind::Tile { .. }
            | Kind::Choice { .. }
            | Kind::Check { .. }
            | Kind::Row { .. }
            | Kind::Range { .. }
            | Kind::Rank { .. } => self.item(line),
            // Nobody presses paper or waits for it.
            Kind::Button { .. } | Kind::Progress { .. } => {}
        }
    }

    /// A heading stands behind a blank line, and never alone at the end of a sheet.
    fn heading(&mut self, line: &Line, centred: bool) {
        let lines = cut(line, self.sheet.cells);
        if self.lines.len() + lines.len() + 2 > self.room() {
            self.end_sheet();
        }
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        for line in lines {
            let margin = (self.sheet.cells - line.len().min(self.sheet.cells)) / 2;
            self.add(if centred { margin } else { 0 }, &line);
        }
    }

    /// A paragraph begins with an indent, and goes on at the margin.
    fn paragraph(&mut self, line: &Line) {
        let mut indented = line.clone();
        indented.cells.splice(0..0, [0; INDENT]);
        indented.breaks.iter_mut().for_each(|cell| *cell += INDENT);
        // A first word that is too long for the rest of the line is cut, and does not leave the indent alone.
        indented.breaks.retain(|cell| *cell > INDENT);
        for line in cut(&indented, self.sheet.cells) {
            self.add(0, &line);
        }
    }

    /// What stands in a list begins at the margin, and goes on behind an indent.
    fn item(&mut self, line: &Line) {
        for (place, line) in cut(line, self.sheet.cells - INDENT).iter().enumerate() {
            self.add(if place == 0 { 0 } else { INDENT }, line);
        }
    }

    /// A line to write above, with room for it: a row of dots 3 and 6.
    fn room_to_write(&mut self) {
        if self.lines.len() + 2 > self.room() {
            self.end_sheet();
        }
        self.lines.push(String::new());
        self.lines.push("-".repeat(self.sheet.cells));
    }

    fn room(&self) -> usize {
        self.sheet.lines - 1
    }

    fn add(&mut self, margin: usize, line: &str) {
        if self.lines.len() >= self.room() {
            self.end_sheet();
        }
        self.lines.push(format!("{}{line}", " ".repeat(margin)));
    }

    fn end_sheet(&mut self) {
        if self.lines.is_empty() {
            return;
        }
        let room = self.room();
        self.lines.resize(room, String::new());
        let width = self.sheet.cells;
        self.lines.push(format!("{:>width$}", number(self.number)));
        for line in self.lines.drain(..) {
            self.done.push_str(line.trim_end());
            self.done.push_str("\r\n");
        }
        self.done.push('\u{c}');
        self.number += 1;
    }

    fn finish(mut self) -> String {
        self.end_sheet();
        self.done
    }
}

/// Cuts a line between words into lines of Braille ASCII.
fn cut(line: &Line, width: usize) -> Vec<String> {
    let windows = line.windows(width).into_iter();
    let cells = windows.filter_map(|window| line.cells.get(window));
    let lines = cells.map(|cells| cells.iter().copied().map(computer::ascii).collect());
    lines
        .map(|line: String| line.trim_end().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

/// A number in Braille ASCII: the letters A to J behind the number sign.
fn number(number: usize) -> String {
    let letter = |digit: char| match digit {
        '0' => 'J',
        digit => char::from(b'A' + (digit as u8).saturating_sub(b'1')),
    };
    std::iter::once(NUMBER_SIGN)
        .chain(number.to_string().chars().map(letter))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Sheet, number, page, text};
    use crate::{
        Kind, Lang, Node, Page, PageId, Role, Text, Words,
        braille::{Cells, Computer, Translate},
    };

    const SMALL: Sheet = Sheet {
        cells: 12,
        lines: 4,
    };

    fn english(text: &str) -> Text {
        Text::plain(text, &Lang::new("en"))
    }

    fn words() -> Words {
        Words::new(&Lang::new("en"), &[]).0
    }

    fn sheets(brf: &str) -> Vec<Vec<&str>> {
        let sheets = brf.split_terminator('\u{c}');
        sheets
            .map(|sheet| sheet.split_terminator("\r\n").collect())
            .collect()
    }

    #[test]
    fn words_are_kept_whole_and_sheets_are_numbered() {
        let brf = text(
            &english("one two three four five\nsix"),
            &words(),
            &Computer,
            SMALL,
        );
        assert_eq!(
            sheets(&brf),
            [
                ["  ONE TWO", "THREE FOUR", "FIVE", "          #A"],
                ["  SIX", "", "", "          #B"],
            ]
        );
        assert_eq!(text(&english(" \n"), &words(), &Computer, SMALL), "");
    }

    /// Each letter is three cells that tell which of them they are.
    struct Syllables;

    impl Translate for Syllables {
        fn translate(&self, text: &str, _lang: &Lang) -> Cells {
            let mut cells = Cells::default();
            for (index, _) in text.chars().enumerate() {
                cells.char_to_cell.push(cells.cells.len());
                cells.cells.extend([0x01, 0x03, 0x09]);
                cells.cell_to_char.extend([index; 3]);
            }
            cells
        }
    }

    #[test]
    fn a_word_that_is_too_long_is_cut_between_syllables() {
        for width in 10..40 {
            let sheet = Sheet {
                cells: width,
                lines: 25,
            };
            let brf = text(&english(&"가".repeat(30)), &words(), &Syllables, sheet);
            let lines: Vec<&str> = sheets(&brf)[0][..24].to_vec();
            let lines = lines.into_iter().filter(|line| !line.is_empty());
            for line in lines {
                let line = line.trim_start();
                assert!(
                    line.starts_with("ABC") && line.ends_with("ABC"),
                    "{width}: {line}"
                );
            }
            assert_eq!(brf.matches("ABC").count(), 30, "{width}");
        }
    }

    #[test]
    fn a_page_is_put_on_paper_without_its_buttons() {
        let heading = |level| Kind::Heading { level };
        let check = Kind::Check { checked: true };
        let button = Kind::Button {
            role: Role::Primary,
            icon: None,
        };
        let nodes = [
            ("title", heading(1), "hall"),
            ("words", Kind::Paragraph, "light"),
            ("part", heading(2), "which"),
            ("lamp", check, "the lamp there"),
            ("send", button, "send it"),
        ];
        let nodes = nodes.map(|(id, kind, label)| Node::new(id, kind, english(label)));
        let page_of = Page {
            id: PageId("page".to_owned()),
            title: english("hall"),
            lang: Lang::new("en"),
            nodes: nodes.to_vec(),
            focus: "title".into(),
            notice: None,
        };
        let brf = page(&page_of, &words(), &Computer, SMALL);
        assert_eq!(
            sheets(&brf),
            [
                ["    HALL", "  LIGHT", "", "          #A"],
                ["WHICH", "_77 THE", "  LAMP THERE", "          #B"],
            ]
        );
        let wide = page(&page_of, &words(), &Computer, Sheet::WIDE);
        let lines = &sheets(&wide)[0];
        assert_eq!(lines.len(), 25);
        assert_eq!((lines[0].len(), lines[24].len()), (22, 40));
        assert_eq!(
            sheets(&page(&page_of, &words(), &Computer, Sheet::NARROW))[0][24].len(),
            32
        );
    }

    #[test]
    fn numbers_are_letters_behind_a_sign() {
        assert_eq!([1, 10, 209].map(number), ["#A", "#AJ", "#BJI"]);
    }
}
