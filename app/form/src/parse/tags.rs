//! A look at XML before it is parsed: the parser's work grows with the square of what is bounded here.

/// Attributes of one element; the parser compares each with all others.
const ATTRIBUTES_MAX: usize = 500;
/// Attributes in all, each of which costs memory.
const ALL_ATTRIBUTES_MAX: usize = 3_000_000;
/// Namespace declarations in all; the parser copies those in force to wherever one is added.
const NAMESPACES_MAX: usize = 5_000;
/// How deep elements may lie in each other.
pub(crate) const DEPTH_MAX: usize = 200;

/// Tells what is too much, and in which line.
pub(crate) fn check(text: &str) -> Result<(), String> {
    let (mut line, mut depth, mut all, mut namespaces) = (1, 0usize, 0, 0);
    let mut hidden = None;
    for (at, tag) in text.as_bytes().split(|&byte| byte == b'<').enumerate() {
        let within = hidden;
        hidden = still_hidden(within, tag);
        // Before the first `<` there is no tag, and none in what is hidden.
        if at > 0 && within.is_none() && !matches!(tag.first(), Some(b'!' | b'?')) {
            let (attributes, declared, is_closed) = attributes(tag);
            all += attributes;
            namespaces += declared;
            depth = match tag.first() {
                Some(b'/') => depth.saturating_sub(1),
                _ if is_closed => depth,
                _ => depth + 1,
            };
            let problem = if attributes > ATTRIBUTES_MAX {
                let name = name(tag);
                format!("<{name}> has more than {ATTRIBUTES_MAX} attributes; use elements")
            } else if all > ALL_ATTRIBUTES_MAX {
                format!("there are more than {ALL_ATTRIBUTES_MAX} attributes; use elements")
            } else if namespaces > NAMESPACES_MAX {
                format!(
                    "more than {NAMESPACES_MAX} namespaces are declared; declare each once, at the root"
                )
            } else if depth > DEPTH_MAX {
                let name = name(tag);
                format!("<{name}> is nested more than {DEPTH_MAX} deep; nest less deeply")
            } else {
                String::new()
            };
            if !problem.is_empty() {
                return Err(format!("line {line}: {problem}"));
            }
        }
        line += tag.iter().filter(|&&byte| byte == b'\n').count();
    }
    Ok(())
}

/// What ends the comment, CDATA or instruction that is open at the next `<`: what looks like a tag there is none.
fn still_hidden(within: Option<&'static [u8]>, piece: &[u8]) -> Option<&'static [u8]> {
    const HIDING: [(&[u8], &[u8]); 3] = [(b"!--", b"-->"), (b"![CDATA[", b"]]>"), (b"?", b"?>")];
    let (end, inside) = match within {
        Some(end) => (end, piece),
        None => HIDING
            .iter()
            .find_map(|(start, end)| Some((*end, piece.strip_prefix(*start)?)))?,
    };
    let is_over = inside.windows(end.len()).any(|window| window == end);
    (!is_over).then_some(end)
}

/// What an element is called, as far as a message tells it.
fn name(tag: &[u8]) -> String {
    let end = tag
        .iter()
        .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
    let name = String::from_utf8_lossy(&tag[..end.unwrap_or(tag.len())]);
    crate::problem::shorten(&name)
}

/// How many attributes and namespace declarations a tag has, and whether it closes itself. A `<` cannot stand in
/// an attribute, so a tag is whole.
fn attributes(tag: &[u8]) -> (usize, usize, bool) {
    let (mut attributes, mut quote, mut before) = (0, None, 0);
    let mut is_closed = false;
    for &byte in tag {
        match quote {
            Some(open) if byte == open => quote = None,
            Some(_) => {}
            None if byte == b'>' => {
                is_closed = before == b'/';
                break;
            }
            None if matches!(byte, b'"' | b'\'') => {
                attributes += 1;
                quote = Some(byte);
            }
            None => {}
        }
        before = byte;
    }
    let declared = tag.windows(5).filter(|five| five == b"xmlns").count();
    (attributes, declared, is_closed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_usual_passes() {
        let long = format!("<a b=\"{}\"/>", "x = 'y' and ".repeat(10_000));
        let quotes = format!(
            "<!-- {} --><a><![CDATA[{}]]></a>",
            "'".repeat(999),
            "'".repeat(999)
        );
        let text = format!("<a>{}</a>", "it's a 'word' ".repeat(1_000));
        let wide = format!("<a>{}</a>", "<b c='1'></b><d/>".repeat(1_000));
        let hidden = "<!-- <br> --><![CDATA[<br><br>]]><?do <br> ?>".repeat(DEPTH_MAX + 1);
        let hidden = format!("<a>{hidden}</a>");
        for usual in [long, quotes, text, wide, hidden] {
            assert_eq!(check(&usual), Ok(()), "{}", &usual[..40]);
        }
    }

    #[test]
    fn what_makes_the_parser_slow_is_told_with_its_line() {
        let attributes: String = (0..=ATTRIBUTES_MAX)
            .map(|at| format!(" a{at}='1'"))
            .collect();
        let namespaces = "<a xmlns:b='c'/>".repeat(NAMESPACES_MAX + 1);
        for (text, problem) in [
            (
                format!("<x>\n<y{attributes}/></x>"),
                "line 2: <y> has more than",
            ),
            (
                format!("<x>{namespaces}</x>"),
                "line 1: more than 5000 namespaces",
            ),
            (
                "<a>".repeat(DEPTH_MAX + 1),
                "line 1: <a> is nested more than",
            ),
            (
                format!(
                    "<!-- < --><![CDATA[-->]]>{}",
                    "<a><!-->-->".repeat(DEPTH_MAX + 1)
                ),
                "line 1: <a> is nested more than",
            ),
        ] {
            assert!(check(&text).unwrap_err().starts_with(problem));
        }
    }
}
