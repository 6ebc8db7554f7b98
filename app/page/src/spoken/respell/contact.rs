//! What two syllables that meet do to each other.

use super::syllable::{OPEN, Syllable};
use crate::hangul;

/// Nouns in ㄺ: before ㄱ they lose the ㄹ like any other, while a verb keeps it (제11항 다만).
const NOUNS_IN_RG: &str = "닭흙칡슭탉삵";

/// Two syllables of one word.
pub(super) fn meet(left: &mut Syllable, right: &mut Syllable) {
    if left.last == OPEN || hieut(left, right) || liaison(left, right) {
        return;
    }
    tense(left, right);
    left.last = spoken_final(left);
    assimilate(left, right);
}

/// The last syllable before a space: the next word makes it nasal (제18항 붙임), nothing else passes over a space.
pub(super) fn before_next_word(left: &mut Syllable, right: &Syllable) {
    at_word_end(left);
    if matches!(right.initial, 'ㄴ' | 'ㅁ') {
        left.last = nasal(left.last);
    }
}

/// The last syllable of a word.
pub(super) fn at_word_end(left: &mut Syllable) {
    left.last = spoken_final(left);
}

/// ㅎ on either side (제12항, and 제17항 붙임 for ㄷ before 히). Whether that settled it.
fn hieut(left: &mut Syllable, right: &mut Syllable) -> bool {
    if let Some(kept) = without_hieut(left.last) {
        match right.initial {
            'ㄱ' | 'ㄷ' | 'ㅈ' => right.initial = aspirate(right.initial),
            'ㅅ' | 'ㅆ' => right.initial = 'ㅆ',
            // What stands before the ㅎ of ㄶ and ㅀ is left to liaison and assimilation.
            'ㅇ' | 'ㄴ' if kept != OPEN => {
                left.last = kept;
                return false;
            }
            'ㅇ' | 'ㅎ' => {}
            _ => return false,
        }
        left.last = kept;
        return true;
    }
    if right.initial != 'ㅎ' {
        return false;
    }
    // Before the suffix 히 (and its 혀) a double final keeps its first half, and ㄷ, ㅈ become ㅊ.
    let suffix = matches!(right.vowel, 'ㅣ' | 'ㅕ')
        && matches!(right.last, OPEN | 'ㄴ' | 'ㄹ' | 'ㅁ' | 'ㅂ' | 'ㅆ');
    let (last, initial) = match (left.last, suffix) {
        ('ㄺ', true) => ('ㄹ', 'ㅋ'),
        ('ㄼ', true) => ('ㄹ', 'ㅍ'),
        ('ㄵ', _) => ('ㄴ', 'ㅊ'),
        ('ㄷ' | 'ㅈ', true) => (OPEN, 'ㅊ'),
        _ => match spoken_final(left) {
            stop @ ('ㄱ' | 'ㄷ' | 'ㅂ') => (OPEN, aspirate(stop)),
            _ => return false,
        },
    };
    (left.last, right.initial) = (last, initial);
    true
}

/// A final moves on to a syllable that begins with a vowel (제13, 14항); ㄷ and ㅌ before ㅣ change on the way
/// (제17항). Whether it did.
fn liaison(left: &mut Syllable, right: &mut Syllable) -> bool {
    if right.initial != 'ㅇ' || left.last == 'ㅇ' {
        return false;
    }
    let (stays, moves) = match left.last {
        whole @ ('ㄲ' | 'ㅆ') => (OPEN, whole),
        last => match hangul::unpair(last) {
            Some((stays, 'ㅅ')) => (stays, 'ㅆ'),
            Some(halves) => halves,
            None => (OPEN, last),
        },
    };
    let palatal = matches!(right.vowel, 'ㅣ' | 'ㅕ');
    right.initial = match moves {
        'ㄷ' if palatal => 'ㅈ',
        'ㅌ' if palatal => 'ㅊ',
        moves => moves,
    };
    left.last = stays;
    true
}

/// ㄱ, ㄷ, ㅂ, ㅅ, ㅈ become tense behind a stop (제23항) and behind a verb's double final (제24, 25항).
fn tense(left: &mut Syllable, right: &mut Syllable) {
    if left.last == 'ㄺ' && right.initial == 'ㄱ' && !NOUNS_IN_RG.contains(left.letter()) {
        left.last = 'ㄹ';
        right.initial = 'ㄲ';
        return;
    }
    let of_verb = match left.last {
        'ㄵ' | 'ㄻ' | 'ㄾ' => true,
        'ㄼ' => left.letter() != '덟',
        _ => false,
    };
    let behind_stop = matches!(spoken_final(left), 'ㄱ' | 'ㄷ' | 'ㅂ');
    right.initial = match right.initial {
        'ㅂ' if behind_stop => 'ㅃ',
        plain @ ('ㄱ' | 'ㄷ' | 'ㅅ' | 'ㅈ') if behind_stop || of_verb => tensed(plain),
        other => other,
    };
}

/// Nasals and liquids (제18–20항); the final is one of the seven.
fn assimilate(left: &mut Syllable, right: &mut Syllable) {
    match (left.last, right.initial) {
        ('ㄱ' | 'ㄷ' | 'ㅂ', 'ㄴ' | 'ㅁ') => left.last = nasal(left.last),
        ('ㄱ' | 'ㄷ' | 'ㅂ', 'ㄹ') => {
            left.last = nasal(left.last);
            right.initial = 'ㄴ';
        }
        ('ㅁ' | 'ㅇ', 'ㄹ') => right.initial = 'ㄴ',
        ('ㄴ', 'ㄹ') => left.last = 'ㄹ',
        ('ㄹ', 'ㄴ') => right.initial = 'ㄹ',
        _ => {}
    }
}

/// The final as it sounds at a word's end or before a consonant (제8–11항).
fn spoken_final(syllable: &Syllable) -> char {
    match syllable.last {
        // 제10항 다만: 밟- is [밥].
        'ㄼ' if (syllable.initial, syllable.vowel) == ('ㅂ', 'ㅏ') => 'ㅂ',
        'ㄱ' | 'ㄲ' | 'ㅋ' | 'ㄳ' | 'ㄺ' => 'ㄱ',
        'ㄷ' | 'ㅅ' | 'ㅆ' | 'ㅈ' | 'ㅊ' | 'ㅌ' | 'ㅎ' => 'ㄷ',
        'ㅂ' | 'ㅍ' | 'ㅄ' | 'ㄿ' => 'ㅂ',
        'ㄴ' | 'ㄵ' | 'ㄶ' => 'ㄴ',
        'ㄹ' | 'ㄼ' | 'ㄽ' | 'ㄾ' | 'ㅀ' => 'ㄹ',
        'ㅁ' | 'ㄻ' => 'ㅁ',
        other => other,
    }
}

/// What is left of a final without its ㅎ; `None` if it has none.
fn without_hieut(last: char) -> Option<char> {
    match last {
        'ㅎ' => Some(OPEN),
        'ㄶ' => Some('ㄴ'),
        'ㅀ' => Some('ㄹ'),
        _ => None,
    }
}

fn aspirate(plain: char) -> char {
    match plain {
        'ㄱ' => 'ㅋ',
        'ㄷ' => 'ㅌ',
        'ㅂ' => 'ㅍ',
        'ㅈ' => 'ㅊ',
        other => other,
    }
}

/// The tense consonant of a plain one.
pub(super) fn tensed(plain: char) -> char {
    match plain {
        'ㄱ' => 'ㄲ',
        'ㄷ' => 'ㄸ',
        'ㅂ' => 'ㅃ',
        'ㅅ' => 'ㅆ',
        'ㅈ' => 'ㅉ',
        other => other,
    }
}

fn nasal(stop: char) -> char {
    match stop {
        'ㄱ' => 'ㅇ',
        'ㄷ' => 'ㄴ',
        'ㅂ' => 'ㅁ',
        other => other,
    }
}
