//! Figures that are names, not amounts: telephone, receipt and account numbers, addresses. Read digit by digit.

use super::number::{digits, grouped, sino};
use super::{Read, amount, scan};

/// Numbers of a few digits that everybody calls.
const SHORT: [&str; 17] = [
    "109", "110", "112", "114", "117", "118", "119", "120", "122", "125", "128", "129", "182",
    "1330", "1339", "1345", "1366",
];
/// Words beside a figure by which it is a telephone number.
const CALLING: [&str; 9] = [
    "전화", "콜", "국번", "신고", "연락", "☎", "물어", "문의", "상담",
];

/// A telephone number, or the number of a person, which is told no further than the birthday.
pub(super) fn read(text: &[char], at: usize) -> Option<Read> {
    single_digits(text, at)
        .or_else(|| short(text, at))
        .or_else(|| telephone(text, at))
        .or_else(|| person(text, at))
}

/// Digits with a space between them, as the presenters write what must be told digit by digit.
fn single_digits(text: &[char], at: usize) -> Option<Read> {
    let (mut found, mut end) = (Vec::new(), at);
    while scan::digits(text, end).len() == 1 {
        found.push(*text.get(end)?);
        end += 1;
        if scan::at(text, end) != Some(' ') {
            break;
        }
        end += 1;
    }
    let end = if scan::before(text, end) == Some(' ') {
        end - 1
    } else {
        end
    };
    let before = scan::words_before(text, at);
    let goes_on = before
        .strip_suffix(", ")
        .is_some_and(|before| before.ends_with(|last: char| last.is_ascii_digit()));
    let least = if goes_on { 2 } else { 3 };
    (found.len() >= least).then(|| Read::new(digits(&found), end))
}

fn short(text: &[char], at: usize) -> Option<Read> {
    let figure = scan::digits(text, at);
    let end = at + figure.len();
    let name: String = figure.iter().collect();
    let (before, behind) = (scan::words_before(text, at), scan::words_behind(text, end));
    let is_part = matches!(scan::at(text, end), Some('-' | ',' | '.' | ':' | '/'))
        && !scan::digits(text, end + 1).is_empty();
    let is_called = CALLING
        .iter()
        .any(|word| before.contains(word) || behind.contains(word));
    let behind_particle = behind.trim_start_matches(['번', '으']);
    let is_dialled = (3..=4).contains(&figure.len()) && behind_particle.starts_with("로 전화");
    let counted = amount::counter_behind(text, at, end)
        .is_some_and(|counter| !matches!(counter, "번" | "도"));
    let is_short = SHORT.contains(&name.as_str()) && is_called && !counted;
    ((is_short || is_dialled) && !is_part).then(|| Read::new(digits(figure), end))
}

/// 02-120, (02) 120-1234, 010 1234 5678, 1588-1234, +82-2-120.
fn telephone(text: &[char], at: usize) -> Option<Read> {
    let opening = scan::at(text, at)?;
    let start = at + usize::from(matches!(opening, '(' | '+'));
    let groups = groups(text, start, &['-', '–', '.', ' ', ')']);
    let (first, rest) = groups.split_first()?;
    let last = groups.last()?;
    let total: usize = groups.iter().map(|group| group.digits.len()).sum();
    let first = first.digits;
    // A decimal such as 0.5 has one digit before its point.
    let area =
        first.first() == Some(&'0') && (2..=4).contains(&first.len()) && (5..=12).contains(&total);
    let service = first.len() == 4
        && first.first() == Some(&'1')
        && matches!(rest, [only] if only.digits.len() == 4);
    let abroad = opening == '+' && first == ['8', '2'] && total >= 5;
    let apart = opening == '(' && scan::at(text, start + first.len()) != Some(')');
    if rest.is_empty() || !(area || service || abroad) || apart || (opening == '+' && !abroad) {
        return None;
    }
    let said: Vec<String> = groups.iter().map(|group| digits(group.digits)).collect();
    let plus = if abroad { "플러스 " } else { "" };
    Some(Read::new(format!("{plus}{}", said.join(", ")), last.end))
}

/// 900101-1234567, with any dash and blanks beside it: who hears it is told that the rest is there, not what it is.
fn person(text: &[char], at: usize) -> Option<Read> {
    let birth = scan::digits(text, at);
    let sign = scan::behind_blanks(text, at + birth.len());
    let is_dash = matches!(scan::at(text, sign)?, '-' | '‐'..='―' | '−');
    let place = scan::behind_blanks(text, sign + 1);
    let rest = scan::digits(text, place);
    let is_person = is_dash && birth.len() == 6 && rest.len() == 7;
    let words = || format!("{}, 뒷자리 가림", grouped(birth));
    is_person.then(|| Read::new(words(), place + rest.len()))
}

/// What is called a number (번호) is one, even if it could be a date (접수 번호 2026-12).
pub(super) fn named(text: &[char], at: usize) -> Option<Read> {
    is_named(text, at).then(|| code(text, at)).flatten()
}

fn is_named(text: &[char], at: usize) -> bool {
    let before = scan::words_before(text, at);
    before.trim_end_matches([' ', ':']).ends_with("번호")
}

/// Groups of digits with hyphens; figures with a leading zero; whatever is called a number (번호).
pub(super) fn code(text: &[char], at: usize) -> Option<Read> {
    let groups = groups(text, at, &['-']);
    let (first, rest) = groups.split_first()?;
    let (first, end) = (first.digits, groups.last()?.end);
    let is_number = scan::at(text, end).is_some_and(|sign| matches!(sign, '.' | ',' | ':' | '/'))
        && !scan::digits(text, end + 1).is_empty();
    if is_number {
        return None;
    }
    if let [second] = rest
        && is_place(text, at, end, first, second.digits)
    {
        return Some(Read::new(
            format!("{} 다시 {}", sino(first), sino(second.digits)),
            end,
        ));
    }
    let said: Vec<String> = groups.iter().map(|group| grouped(group.digits)).collect();
    let leading_zero = first.len() > 1
        && first.first() == Some(&'0')
        && amount::counter_behind(text, at, end).is_none();
    (!rest.is_empty() || leading_zero || is_named(text, at))
        .then(|| Read::new(said.join(", "), end))
}

/// Whether two figures are a place on the map, an article or a flat: 110-1 behind a road, 12-3번지, 제2025-3호.
fn is_place(text: &[char], at: usize, end: usize, first: &[char], second: &[char]) -> bool {
    let before = scan::words_before(text, at);
    let road = before
        .strip_suffix(' ')
        .is_some_and(|before| before.ends_with(['로', '길', '동', '리', '가']));
    let counter = amount::counter_behind(text, at, end);
    let named = matches!(counter, Some("번지" | "호" | "동")) || before.ends_with('제');
    first.len() <= 4 && second.len() <= 4 && (road || named)
}

/// Some digits that stand together.
struct Group<'a> {
    digits: &'a [char],
    end: usize,
}

/// The groups of digits from a place on, with one of these signs between two of them; a blank only in a mobile
/// number, and behind a closing bracket.
fn groups<'a>(text: &'a [char], at: usize, signs: &[char]) -> Vec<Group<'a>> {
    const GROUPS_MAX: usize = 8;
    let mut found: Vec<Group<'a>> = Vec::new();
    let mut place = at;
    while found.len() < GROUPS_MAX {
        let digits = scan::digits(text, place);
        let is_mobile = found
            .first()
            .map_or(digits, |first| first.digits)
            .starts_with(&['0', '1']);
        let apart = scan::before(text, place) == Some(' ') && !found.is_empty();
        let bracket = place >= 2 && text[..place - 1].ends_with(&[')']);
        if digits.is_empty()
            || (apart && !bracket && !(is_mobile && (3..=4).contains(&digits.len())))
        {
            break;
        }
        let end = place + digits.len();
        found.push(Group { digits, end });
        let Some(sign) = scan::at(text, end).filter(|sign| signs.contains(sign)) else {
            break;
        };
        place = end + 1;
        if sign == ')' {
            place = scan::behind_blanks(text, place);
        }
    }
    found
}
