//! Text with Markdown in it, and the same text plain, as it is spoken and brailled.

use std::borrow::Cow;

/// A label, hint or message with its outputs filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rich {
    source: String,
    plain: String,
}

impl Rich {
    /// Takes text as a form has it; spaces at line ends and runs of them do not count.
    pub(crate) fn new(text: &str) -> Rich {
        let lines: Vec<String> = text
            .trim()
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        let source = lines.join("\n");
        let plain = plain(&source);
        Rich { source, plain }
    }

    /// The words without any marks.
    pub fn plain(&self) -> &str {
        &self.plain
    }

    /// The words as a tree of headings and paragraphs, which eye, ear and finger find their way in alike. A line that
    /// is a heading stands alone; a blank line parts paragraphs.
    pub fn blocks(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut is_open = false;
        for line in with_breaks(&self.source).lines() {
            let line = line.trim();
            let heading = heading(line);
            let words = plain(line);
            if words.is_empty() {
                is_open = false;
                continue;
            }
            match blocks.last_mut().filter(|_| is_open && heading.is_none()) {
                Some(paragraph) => {
                    paragraph.words.push('\n');
                    paragraph.words.push_str(&words);
                }
                None => blocks.push(Block { heading, words }),
            }
            is_open = heading.is_none();
        }
        blocks
    }

    /// The text with its Markdown and HTML marks, for showing.
    pub fn source(&self) -> &str {
        &self.source
    }
}

/// A heading or a paragraph of a longer text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The level of a heading, from 1; none of a paragraph.
    pub heading: Option<u8>,
    /// The words without any marks.
    pub words: String,
}

/// Takes the marks of Markdown and HTML that forms use out of a text.
fn plain(source: &str) -> String {
    if !source.contains(['*', '_', '#', '[', '<', '\\', '&']) {
        return source.to_string();
    }
    let lines: Vec<String> = with_breaks(source)
        .lines()
        .map(|line| plain_line(without_heading(line.trim())).trim().to_string())
        .collect();
    lines.join("\n").trim().to_string()
}

/// A tag, or the address of a link, is at most this long.
const TAG_MAX: usize = 500;

/// The text with a line's end where HTML has one: at `<br>`, and around paragraphs, headings and items of lists.
fn with_breaks(source: &str) -> Cow<'_, str> {
    if !source.contains('<') {
        return source.into();
    }
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find('<') {
        let (before, tagged) = rest.split_at(at);
        out.push_str(before);
        let ended = line_end(tagged).filter(|_| !out.ends_with('\\'));
        let mut ahead = tagged.char_indices().take(TAG_MAX);
        let found =
            ended.and_then(|ended| Some((ended, ahead.find(|&(_, letter)| letter == '>')?.0)));
        let Some((ended, end)) = found else {
            out.push('<');
            rest = &tagged[1..];
            continue;
        };
        rest = &tagged[end + 1..];
        if ended.is_empty() {
            out.push('\n');
            continue;
        }
        // A paragraph that begins where another ends is parted from it once.
        out.truncate(out.trim_end_matches(' ').len());
        let wanted = ended.bytes().take_while(|&byte| byte == b'\n').count();
        let known = out
            .bytes()
            .rev()
            .take(2)
            .take_while(|&byte| byte == b'\n')
            .count();
        out.extend(std::iter::repeat_n('\n', wanted.saturating_sub(known)));
        out.push_str(&ended[wanted..]);
        rest = rest.trim_start_matches([' ', '\n']);
    }
    out.push_str(rest);
    out.into()
}

/// What stands for a tag that ends a line; nothing for one that does just that.
fn line_end(tag: &str) -> Option<&'static str> {
    let inside = tag.strip_prefix('<')?;
    let (closes, inside) = match inside.strip_prefix('/') {
        Some(inside) => (true, inside),
        None => (false, inside),
    };
    const NAME_MAX: usize = 8;
    let name = inside.bytes().take(NAME_MAX);
    let length = name.take_while(u8::is_ascii_alphanumeric).count();
    let name = inside[..length].to_ascii_lowercase();
    match (name.as_str(), closes) {
        ("br", _) => Some(""),
        ("hr" | "tr", _) | ("h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li", true) => Some("\n"),
        ("p" | "div" | "ul" | "ol" | "table", _) => Some("\n\n"),
        ("li", false) => Some("\n- "),
        ("h1", false) => Some("\n# "),
        ("h2", false) => Some("\n## "),
        ("h3", false) => Some("\n### "),
        ("h4" | "h5" | "h6", false) => Some("\n#### "),
        _ => None,
    }
}

/// `## Title` is a heading, `#1` is not.
fn heading(line: &str) -> Option<u8> {
    let rest = line.trim_start_matches('#');
    let depth = line.len() - rest.len();
    let is_heading = rest.starts_with(' ') && (1..=6).contains(&depth);
    is_heading.then_some(depth as u8)
}

fn without_heading(line: &str) -> &str {
    match heading(line) {
        Some(depth) => line[usize::from(depth)..].trim_start(),
        None => line,
    }
}

fn plain_line(line: &str) -> String {
    let characters: Vec<char> = line.chars().collect();
    let marks = Marks::find(&characters);
    let mut out = String::with_capacity(line.len());
    let mut at = 0;
    while at < characters.len() {
        let character = characters[at];
        if character == '\\'
            && characters
                .get(at + 1)
                .is_some_and(char::is_ascii_punctuation)
        {
            out.push(characters[at + 1]);
            at += 2;
        } else if let Some((named, length)) = named_character(&characters[at..]) {
            out.push(named);
            at += length;
        } else if marks.is_removed(at) {
            at += 1;
        } else {
            out.push(character);
            at += 1;
        }
    }
    out
}

/// A character that HTML has a name for, and how long that is; a blank that does not break is a blank.
fn named_character(characters: &[char]) -> Option<(char, usize)> {
    const NAMED: [(&str, char); 6] = [
        ("&nbsp;", ' '),
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&#39;", '\''),
    ];
    if characters.first() != Some(&'&') {
        return None;
    }
    let is_here = |name: &str| name.chars().eq(characters.iter().copied().take(name.len()));
    let (name, character) = NAMED.into_iter().find(|(name, _)| is_here(name))?;
    Some((character, name.len()))
}

/// Which characters of a line are marks, found in one pass with bounded looking ahead.
struct Marks(Vec<bool>);

impl Marks {
    fn find(characters: &[char]) -> Marks {
        let mut marks = Marks(vec![false; characters.len()]);
        marks.tags_and_links(characters);
        marks.emphasis(characters);
        marks
    }

    fn is_removed(&self, at: usize) -> bool {
        self.0.get(at).copied().unwrap_or(false)
    }

    fn remove(&mut self, range: std::ops::RangeInclusive<usize>) {
        for at in range {
            if let Some(mark) = self.0.get_mut(at) {
                *mark = true;
            }
        }
    }

    /// `<b>`, `</span>` and `[words](address)`.
    fn tags_and_links(&mut self, characters: &[char]) {
        let find = |from: usize, wanted: char| {
            characters
                .iter()
                .skip(from)
                .take(TAG_MAX)
                .position(|&other| other == wanted)
                .map(|found| from + found)
        };
        for (at, &character) in characters.iter().enumerate() {
            if at > 0 && characters[at - 1] == '\\' {
                continue;
            }
            let next = characters.get(at + 1).copied().unwrap_or(' ');
            if character == '<'
                && (next.is_ascii_alphabetic() || next == '/')
                && let Some(end) = find(at, '>')
            {
                self.remove(at..=end);
            } else if character == '['
                && let Some(close) = find(at, ']')
                && characters.get(close + 1) == Some(&'(')
                && let Some(end) = find(close, ')')
            {
                self.remove(at..=at);
                self.remove(close..=end);
            }
        }
    }

    /// `**strong**`, `*stressed*`, `_stressed_`: a mark that opens needs one that closes; `2 * 3` and `a_b` stay.
    fn emphasis(&mut self, characters: &[char]) {
        for mark in ['*', '_'] {
            for length in [2, 1] {
                let mut open: Option<usize> = None;
                let mut at = 0;
                while at < characters.len() {
                    if !self.is_run(characters, at, mark, length) {
                        at += 1;
                        continue;
                    }
                    let before = at.checked_sub(1).map_or(' ', |before| characters[before]);
                    let after = characters.get(at + length).copied().unwrap_or(' ');
                    let is_word = |character: char| character.is_alphanumeric();
                    let closes = !before.is_whitespace() && (mark != '_' || !is_word(after));
                    let opens = !after.is_whitespace() && (mark != '_' || !is_word(before));
                    match open {
                        Some(start) if closes && start + length < at => {
                            self.remove(start..=start + length - 1);
                            self.remove(at..=at + length - 1);
                            open = None;
                        }
                        None if opens => open = Some(at),
                        _ => {}
                    }
                    at += length;
                }
            }
        }
    }

    fn is_run(&self, characters: &[char], at: usize, mark: char, length: usize) -> bool {
        let is_mark = |at: usize| {
            characters.get(at) == Some(&mark) && !self.0.get(at).copied().unwrap_or(true)
        };
        let escaped = at > 0 && characters[at - 1] == '\\';
        !escaped && (at..at + length).all(is_mark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &str) {
        assert_eq!(Rich::new(source).plain(), expected, "{source}");
    }

    #[test]
    fn marks_are_not_read_aloud() {
        check("your **full** name", "your full name");
        check("*yes* and _no_", "yes and no");
        check("# Title", "Title");
        check("see [the page](https://example.org/a_b)", "see the page");
        check("<span style=\"color:red\">Red</span> word", "Red word");
        check(r"5 \* 3", "5 * 3");
        check("**_both_**", "both");
        check(
            "&nbsp;- salt &amp; pepper, a &lt; b",
            "- salt & pepper, a < b",
        );
    }

    #[test]
    fn what_is_no_mark_stays() {
        for text in [
            "2 * 3 * 4",
            "a_b_c",
            "#1",
            "a < b and c > d",
            "[x]",
            "R&D",
            "& so on;",
            "100 %",
            "*",
            "**",
            "_",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn headings_and_paragraphs_are_blocks() {
        let blocks = Rich::new("one\n**two**\n\nthree\n## Four\nfive").blocks();
        let told: Vec<(Option<u8>, &str)> = blocks
            .iter()
            .map(|block| (block.heading, block.words.as_str()))
            .collect();
        let expected = [
            (None, "one\ntwo"),
            (None, "three"),
            (Some(2), "Four"),
            (None, "five"),
        ];
        assert_eq!(told, expected);
        assert_eq!(Rich::new(" ").blocks(), []);
    }

    #[test]
    fn spaces_do_not_count_and_lines_do() {
        check("  Age \t of  Kim \n  now ", "Age of Kim\nnow");
    }

    #[test]
    fn html_ends_lines_too() {
        let plain = |text: &str| Rich::new(text).plain().to_string();
        assert_eq!(plain("하나<br>둘<br />셋 <BR/> 넷"), "하나\n둘\n셋\n넷");
        assert_eq!(plain("one<br><br>two"), "one\n\ntwo");
        assert_eq!(
            plain("<p>one</p><p class=\"x\">two</p>\nthree"),
            "one\n\ntwo\n\nthree"
        );
        assert_eq!(
            plain("of<ul><li>a</li><li>b</li></ul>end"),
            "of\n\n- a\n- b\n\nend"
        );
        assert_eq!(plain("1 < 2<br>3"), "1 < 2\n3");
        for hostile in ["<", "<p", "<br><p>", "<p> "] {
            let _ = plain(&hostile.repeat(10_000));
        }
        assert_eq!(plain("a < b and <b>c</b> <brand>"), "a < b and c");
        assert_eq!(plain("a \\<br> b <br"), "a <br> b <br");
        let blocks = Rich::new("<h2>Title</h2>words<br>more<p>last</p>").blocks();
        let told: Vec<_> = blocks
            .iter()
            .map(|block| (block.heading, block.words.as_str()))
            .collect();
        assert_eq!(
            told,
            [(Some(2), "Title"), (None, "words\nmore"), (None, "last")]
        );
    }
}
