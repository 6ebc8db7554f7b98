//! Text to cells that are read back as that very text.
//!
//! The rules write some texts alike: 앞 and 아., KTX and KTX., …… and …. So what was written is read back, and where that
//! comes out otherwise, the character is marked with dots 7 or 8; where a mark does not help, its code is written.

use crate::{
    Cells, Grade, Text, alike,
    back::{self, Item},
    forward::{self, Draft, Guard},
};

/// The cells of a text. [`read`] gives the very text back; without dots 7 and 8 the cells are those of the rules, but for
/// the codes of characters that the rules have no cells for.
pub fn translate(text: &str, grade: Grade) -> Cells {
    let letters: Vec<char> = text.chars().collect();
    let mut guards = vec![Guard::None; letters.len()];
    loop {
        let draft = forward::write(&letters, &guards, grade);
        let items = back::read(&draft.cells, grade);
        if !raise(&mut guards, &letters, &draft, &items) {
            return cells(draft);
        }
    }
}

/// The cells of a text as the rules write them, for paper: no dots 7 and 8 but in codes. Two texts may have the same.
///
/// What print has several characters for and Braille one (full-width letters, dashes of any length) is written as that one.
pub fn emboss(text: &str, grade: Grade) -> Cells {
    let letters: Vec<char> = text.chars().map(alike::usual).collect();
    let guards = vec![Guard::None; letters.len()];
    unmarked(forward::write(&letters, &guards, grade))
}

/// The same for a line in which somebody writes: a word that article 18 contracts is written out while the caret stands
/// at one of its letters, so that each of them has cells of its own to be pointed at.
pub fn emboss_around(text: &str, grade: Grade, caret: usize) -> Cells {
    let letters: Vec<char> = text.chars().map(alike::usual).collect();
    let mut guards = vec![Guard::None; letters.len()];
    let draft = forward::write(&letters, &guards, grade);
    let share = draft.starts.get(caret).copied();
    let shares = |start: &&usize| Some(**start) == share;
    if draft.starts.iter().filter(shares).count() < 2 {
        return unmarked(draft);
    }
    for (guard, start) in guards.iter_mut().zip(&draft.starts) {
        if Some(*start) == share {
            *guard = Guard::Mark;
        }
    }
    unmarked(forward::write(&letters, &guards, grade))
}

/// Leaves out dots 7 and 8 but in codes.
fn unmarked(mut draft: Draft) -> Cells {
    let mut at = 0;
    while let Some(rest) = draft.cells.get_mut(at..).filter(|rest| !rest.is_empty()) {
        let code = crate::code::read(rest).map_or(0, |(_, length)| length);
        if let (0, Some(cell)) = (code, rest.first_mut()) {
            *cell &= 0x3f;
        }
        at += code.max(1);
    }
    cells(draft)
}

/// The text of cells.
pub fn read(cells: &[u8], grade: Grade) -> Text {
    let items = back::read(cells, grade);
    let starts: Vec<usize> = items.iter().map(|item| item.start).collect();
    Text {
        text: items.iter().map(|item| item.letter).collect(),
        cell_to_char: owners(&starts, cells.len()),
        char_to_cell: starts,
    }
}

fn cells(draft: Draft) -> Cells {
    Cells {
        cell_to_char: owners(&draft.starts, draft.cells.len()),
        char_to_cell: draft.starts,
        cells: draft.cells,
    }
}

/// For each cell the character that begins at it or before it; the first of those that share it.
fn owners(starts: &[usize], count: usize) -> Vec<usize> {
    let mut owners = Vec::with_capacity(count);
    for (index, start) in starts.iter().enumerate() {
        let is_shared = index.checked_sub(1).and_then(|before| starts.get(before)) == Some(start);
        if is_shared {
            continue;
        }
        let before = owners.last().copied().unwrap_or(0);
        owners.resize((*start).max(owners.len()), before);
        owners.push(index);
    }
    let last = owners.last().copied().unwrap_or(0);
    owners.resize(count, last);
    owners
}

/// Raises the guards of what was read otherwise than written; says whether there was any.
fn raise(guards: &mut [Guard], letters: &[char], draft: &Draft, items: &[Item]) -> bool {
    let (mut at, mut item) = (0, 0);
    let mut is_raised = false;
    while at < letters.len() || item < items.len() {
        let written = letters.get(at).zip(draft.starts.get(at));
        let read = items.get(item);
        if let (Some((letter, start)), Some(read)) = (written, read)
            && (*letter, *start) == (read.letter, read.start)
        {
            at += 1;
            item += 1;
            continue;
        }
        let next_start = draft
            .starts
            .iter()
            .skip(at)
            .find(|next| Some(*next) > draft.starts.get(at));
        let begins_alike =
            written.is_some_and(|(_, start)| read.is_some_and(|read| read.start == *start));
        let is_longer = begins_alike
            && next_start.is_some_and(|next| read.is_some_and(|read| read.end > *next));
        let culprit = match written {
            None => letters.len().saturating_sub(1),
            // It took the cells of the next one.
            Some(_) if is_longer => at + 1,
            Some((_, start)) if read.is_some_and(|read| read.start < *start) => {
                at.saturating_sub(1)
            }
            Some(_) => at,
        };
        raise_one(guards, letters, culprit);
        is_raised = true;
        // On from the next place where both agree again.
        loop {
            let start = draft.starts.get(at).copied().unwrap_or(usize::MAX);
            let read = items.get(item).map_or(usize::MAX, |item| item.start);
            if start == usize::MAX || read == usize::MAX {
                return is_raised;
            }
            match start.cmp(&read) {
                std::cmp::Ordering::Less => at += 1,
                std::cmp::Ordering::Greater => item += 1,
                std::cmp::Ordering::Equal
                    if letters.get(at) == items.get(item).map(|item| &item.letter) =>
                {
                    break;
                }
                std::cmp::Ordering::Equal => {
                    at += 1;
                    item += 1;
                }
            }
        }
    }
    is_raised
}

/// A mark, then the code; if that is written already, its neighbours'.
fn raise_one(guards: &mut [Guard], letters: &[char], culprit: usize) {
    let raised = |at: usize, guard: Guard| match (guard, letters.get(at)) {
        (Guard::Code, _) | (_, None) => None,
        // Neither a digit nor a blank has a mark.
        (_, Some(letter)) if letter.is_ascii_digit() || *letter == ' ' => Some(Guard::Code),
        (Guard::None, _) => Some(Guard::Mark),
        (Guard::Mark, _) => Some(Guard::Code),
    };
    let behind = culprit..guards.len();
    let before = (0..culprit).rev();
    for at in behind.take(2).chain(before).chain(culprit..guards.len()) {
        if let Some(guard) = guards.get_mut(at)
            && let Some(higher) = raised(at, *guard)
        {
            *guard = higher;
            return;
        }
    }
}
