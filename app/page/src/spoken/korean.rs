//! Written Korean in the words it is spoken in: figures, Latin letters and signs become Hangul.
//!
//! Each reader below looks at one place of the text and takes what it knows, or nothing; the first that takes
//! something wins. What nobody takes stays as it is.

mod address;
mod amount;
mod counters;
mod dates;
mod latin;
pub(super) mod number;
mod particle;
mod phone;
mod range;
mod scan;
mod signs;
mod units;

/// What was read: its words, and the place behind it.
struct Read {
    words: String,
    end: usize,
}

impl Read {
    fn new(words: impl Into<String>, end: usize) -> Read {
        let words = words.into();
        Read { words, end }
    }
}

/// The text in words. Latin words that Korean has no name for stay as they are.
pub(super) fn words(text: &str) -> String {
    let text: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() * 4);
    let mut at = 0;
    while let Some(letter) = text.get(at) {
        if let Some(read) = read(&text, at) {
            out.push_str(&read.words);
            at = particle::follow(&text, at, read.end, &mut out);
        } else if let Some(end) = particle::either(&text, at, &mut out) {
            at = end;
        } else if let Some(read) = signs::read(&text, at, &out) {
            out.push_str(&read.words);
            // What was said in the brackets is what a particle behind them follows.
            at = match letter {
                ')' | ']' => particle::follow(&text, 0, read.end, &mut out),
                _ => read.end,
            };
        } else {
            out.push(*letter);
            at += 1;
        }
    }
    tidy(&out)
}

fn read(text: &[char], at: usize) -> Option<Read> {
    address::read(text, at)
        .or_else(|| figures(text, at))
        .or_else(|| latin::read(text, at))
}

/// A figure in words; the most particular shape first.
fn figures(text: &[char], at: usize) -> Option<Read> {
    if !scan::begins_figure(text, at) {
        return latin::code(text, at);
    }
    phone::read(text, at)
        .or_else(|| phone::named(text, at))
        .or_else(|| dates::date(text, at))
        .or_else(|| latin::code(text, at))
        .or_else(|| dates::month_and_day(text, at))
        .or_else(|| dates::time(text, at))
        .or_else(|| range::read(text, at))
        .or_else(|| phone::code(text, at))
        .or_else(|| amount::read(text, at))
}

/// One space between words, none before a comma, no two pauses on end.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            ' ' if out.is_empty() || out.ends_with([' ', '\n']) => {}
            ',' | '.' | '!' | '?' | ':' | ';' | '\n' => {
                out.truncate(out.trim_end_matches(' ').len());
                let doubled = letter == ','
                    && (out.is_empty() || out.ends_with([',', '.', '!', '?', ':', '\n']));
                if !doubled {
                    if letter != ',' {
                        out.truncate(out.trim_end_matches([',', ' ']).len());
                    }
                    out.push(letter);
                }
            }
            letter => {
                if out.ends_with(',') && letter != ' ' {
                    out.push(' ');
                }
                out.push(letter);
            }
        }
    }
    out.truncate(out.trim_end_matches([' ', ',']).len());
    out
}
