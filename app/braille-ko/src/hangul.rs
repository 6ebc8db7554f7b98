//! Hangul and its cells: 한글 점자, articles 1 to 8.

use std::sync::LazyLock;

/// The six dots of a Unicode Braille pattern, as a cell.
pub(crate) const fn cell(pattern: char) -> u8 {
    (pattern as u32 & 0xff) as u8
}

/// The cells of some Braille patterns.
pub(crate) const fn row<const N: usize>(patterns: [char; N]) -> [u8; N] {
    let mut row = [0; N];
    let mut place = 0;
    while place < N {
        row[place] = cell(patterns[place]);
        place += 1;
    }
    row
}

/// The cells of a string of Braille patterns.
pub(crate) fn cells(patterns: &str) -> Vec<u8> {
    patterns.chars().map(cell).collect()
}

/// Initial consonants in the order of Unicode. Article 1; tense ones behind ⠠, article 2; ㅇ is not written.
const INITIALS: [&str; 19] = [
    "⠈", "⠠⠈", "⠉", "⠊", "⠠⠊", "⠐", "⠑", "⠘", "⠠⠘", "⠠", "⠠⠠", "", "⠨", "⠠⠨", "⠰", "⠋", "⠓", "⠙",
    "⠚",
];
/// Vowels. Article 6; the composed ones, article 7.
const VOWELS: [&str; 21] = [
    "⠣", "⠗", "⠜", "⠜⠗", "⠎", "⠝", "⠱", "⠌", "⠥", "⠧", "⠧⠗", "⠽", "⠬", "⠍", "⠏", "⠏⠗", "⠍⠗", "⠩",
    "⠪", "⠺", "⠕",
];
/// Final consonants. Article 3; ㄲ and ㅆ, article 4; clusters, article 5.
const FINALS: [&str; 28] = [
    "", "⠁", "⠁⠁", "⠁⠄", "⠒", "⠒⠅", "⠒⠴", "⠔", "⠂", "⠂⠁", "⠂⠢", "⠂⠃", "⠂⠄", "⠂⠦", "⠂⠲", "⠂⠴", "⠢",
    "⠃", "⠃⠄", "⠄", "⠌", "⠶", "⠅", "⠆", "⠖", "⠦", "⠲", "⠴",
];
/// Letters that stand alone are written as finals behind ⠿. Article 8.
pub(crate) const LONE: u8 = cell('⠿');
/// The consonants of ㄱ to ㅎ, as they stand alone: some are no finals.
const LONE_CONSONANTS: [&str; 30] = [
    "⠁", "⠁⠁", "⠁⠄", "⠒", "⠒⠅", "⠒⠴", "⠔", "⠔⠔", "⠂", "⠂⠁", "⠂⠢", "⠂⠃", "⠂⠄", "⠂⠦", "⠂⠲", "⠂⠴",
    "⠢", "⠃", "⠃⠃", "⠃⠄", "⠄", "⠄⠄", "⠶", "⠅", "⠅⠅", "⠆", "⠖", "⠦", "⠲", "⠴",
];
/// The consonant behind the first of INITIALS, for an initial that is typed and has no vowel yet.
const INITIAL_LETTERS: [char; 19] = [
    'ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ',
    'ㅌ', 'ㅍ', 'ㅎ',
];

/// The places of some jamo in Unicode's order.
pub(crate) mod place {
    pub const GIYEOK: usize = 0;
    pub const SSANG_GIYEOK: usize = 1;
    pub const SIOS: usize = 9;
    pub const SSANG_SIOS: usize = 10;
    pub const IEUNG: usize = 11;
    pub const PIEUP: usize = 17;
    pub const A: usize = 0;
    pub const AE: usize = 1;
    pub const EO: usize = 4;
    pub const YE: usize = 7;
    pub const FINAL_SIOS: usize = 19;
    pub const FINAL_SSANG_SIOS: usize = 20;
    pub const FINAL_IEUNG: usize = 21;
}

/// A syllable, taken apart: places of initial, vowel and final in Unicode's order, 0 for no final.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Syllable {
    pub initial: usize,
    pub vowel: usize,
    pub last: usize,
}

impl Syllable {
    pub fn of(letter: char) -> Option<Syllable> {
        let index = (u32::from(letter)).checked_sub(0xac00)? as usize;
        (index < 19 * 21 * 28).then_some(Syllable {
            initial: index / (21 * 28),
            vowel: index / 28 % 21,
            last: index % 28,
        })
    }

    pub fn letter(self) -> char {
        let index = (self.initial * 21 + self.vowel) * 28 + self.last;
        u32::try_from(0xac00 + index)
            .ok()
            .and_then(char::from_u32)
            .unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    /// Whether ⠤ parts a syllable from the one before it: 예 behind a vowel (article 11), 애 behind ㅑ, ㅘ, ㅜ, ㅝ (article 12).
    pub fn is_parted_from(self, before: Syllable) -> bool {
        const OPEN_TO_AE: [usize; 4] = [2, 9, 13, 14];
        self.initial == place::IEUNG
            && before.last == 0
            && (self.vowel == place::YE
                || self.vowel == place::AE && OPEN_TO_AE.contains(&before.vowel))
    }
}

/// The cells of the jamo, ready for use both ways.
pub(crate) struct Jamo {
    pub initials: Vec<Vec<u8>>,
    pub vowels: Vec<Vec<u8>>,
    pub finals: Vec<Vec<u8>>,
    initial_of: [Option<u8>; 64],
    vowel_of: [Option<u8>; 64],
    final_of: [Option<u8>; 64],
    lone: Vec<(char, Vec<u8>)>,
}

pub(crate) static JAMO: LazyLock<Jamo> = LazyLock::new(|| {
    let initials: Vec<_> = INITIALS.iter().copied().map(cells).collect();
    let vowels: Vec<_> = VOWELS.iter().copied().map(cells).collect();
    let finals: Vec<_> = FINALS.iter().copied().map(cells).collect();
    let consonants = ('ㄱ'..='ㅎ').zip(LONE_CONSONANTS);
    let mut lone: Vec<_> = consonants
        .chain(('ㅏ'..='ㅣ').zip(VOWELS))
        .map(|(letter, patterns)| (letter, cells(patterns)))
        .collect();
    // The longest first, so that it is found first.
    lone.sort_by_key(|(_, cells)| std::cmp::Reverse(cells.len()));
    Jamo {
        initial_of: single(&initials),
        vowel_of: single(&vowels),
        final_of: single(&finals),
        initials,
        vowels,
        finals,
        lone,
    }
});

/// Which of some jamo a single cell is.
fn single(jamo: &[Vec<u8>]) -> [Option<u8>; 64] {
    let mut table = [None; 64];
    for (place, cells) in (0..).zip(jamo) {
        if let [cell] = cells.as_slice()
            && let Some(slot) = table.get_mut(usize::from(*cell))
        {
            *slot = Some(place);
        }
    }
    table
}

fn look_up(table: &[Option<u8>; 64], cell: u8) -> Option<usize> {
    table
        .get(usize::from(cell))
        .copied()
        .flatten()
        .map(usize::from)
}

impl Jamo {
    pub fn initial(&self, cell: u8) -> Option<usize> {
        look_up(&self.initial_of, cell)
    }

    pub fn vowel(&self, cell: u8) -> Option<usize> {
        look_up(&self.vowel_of, cell)
    }

    /// A vowel of two cells.
    pub fn long_vowel(&self, first: u8, second: u8) -> Option<usize> {
        self.vowels
            .iter()
            .position(|cells| *cells == [first, second])
    }

    pub fn last(&self, cell: u8) -> Option<usize> {
        look_up(&self.final_of, cell)
    }

    /// The final that another cell makes of one.
    pub fn cluster(&self, last: usize, cell: u8) -> Option<usize> {
        let [first] = self.finals.get(last)?.as_slice() else {
            return None;
        };
        self.finals
            .iter()
            .position(|cells| *cells == [*first, cell])
    }

    /// The cells of a letter that stands alone, behind ⠿.
    pub fn lone(&self, letter: char) -> Option<&[u8]> {
        self.lone
            .iter()
            .find(|(candidate, _)| *candidate == letter)
            .map(|(_, cells)| cells.as_slice())
    }

    /// The letters that may stand behind ⠿ in these cells, with their lengths, the longest first.
    pub fn lone_letters(&self, cells: &[u8]) -> impl Iterator<Item = (char, usize)> {
        self.lone
            .iter()
            .filter(move |(_, lone)| cells.starts_with(lone))
            .map(|(letter, lone)| (*letter, lone.len()))
    }

    /// The letter of cells that are no syllable yet, with its length: an initial, tense or not, or a final.
    pub fn letter_of(&self, cells: &[u8]) -> Option<(char, usize)> {
        let places = self.initials.iter().zip(INITIAL_LETTERS);
        let initial = places
            .filter(|(initial, _)| !initial.is_empty() && cells.starts_with(initial))
            .max_by_key(|(initial, _)| initial.len());
        let last = || {
            let is_last = |(_, lone): &&(char, Vec<u8>)| lone.len() == 1 && cells.starts_with(lone);
            self.lone.iter().find(is_last)
        };
        initial
            .map(|(initial, letter)| (letter, initial.len()))
            .or_else(|| last().map(|(letter, _)| (*letter, 1)))
    }
}
