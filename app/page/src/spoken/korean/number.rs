//! Numbers in Korean words: Sino-Korean, native, digit by digit.

const SINO: [&str; 10] = ["", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"];
const DIGITS: [char; 10] = ['공', '일', '이', '삼', '사', '오', '육', '칠', '팔', '구'];
/// Units of four digits each; numbers are written apart at them (한글 맞춤법 제44항).
const MYRIADS: [&str; 5] = ["", "만", "억", "조", "경"];
/// More digits than the units reach are read one by one.
const SINO_DIGITS_MAX: usize = 4 * MYRIADS.len();
const ONES: [&str; 10] = [
    "", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉",
];
const ONES_BEFORE: [&str; 5] = ["", "한", "두", "세", "네"];
const TENS: [&str; 10] = [
    "", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔",
];

/// A whole number in Sino-Korean: 12500 is 만 이천오백. 10 is 십, 10,000 is 만, but 1억 is 일억.
pub(in crate::spoken) fn sino(digits: &[char]) -> String {
    let zeros = digits.iter().take_while(|digit| **digit == '0').count();
    let digits = &digits[zeros..];
    if digits.is_empty() {
        return "영".to_owned();
    }
    if digits.len() > SINO_DIGITS_MAX {
        return grouped(digits);
    }
    let mut words = Vec::new();
    let mut rest = digits;
    while !rest.is_empty() {
        let unit = (rest.len() - 1) / 4;
        let (group, behind) = rest.split_at(rest.len() - 4 * unit);
        rest = behind;
        let said = below_myriad(group);
        let name = MYRIADS.get(unit).copied().unwrap_or_default();
        match said.as_str() {
            "" => {}
            "일" if name == "만" && words.is_empty() => words.push(name.to_owned()),
            said => words.push(format!("{said}{name}")),
        }
    }
    words.join(" ")
}

/// Up to four digits.
fn below_myriad(group: &[char]) -> String {
    let mut words = String::new();
    for (place, digit) in group.iter().rev().enumerate().rev() {
        let unit = ["", "십", "백", "천"]
            .get(place)
            .copied()
            .unwrap_or_default();
        match digit.to_digit(10) {
            None | Some(0) => {}
            Some(1) if place > 0 => words.push_str(unit),
            Some(digit) => {
                words.push_str(SINO[digit as usize]);
                words.push_str(unit);
            }
        }
    }
    words
}

/// A native number from 1 to 99: as it stands alone (하나, 스물), or before its counter (한, 스무).
pub(in crate::spoken) fn native(number: u32, before_counter: bool) -> Option<String> {
    if !(1..=99).contains(&number) {
        return None;
    }
    let (tens, ones) = (number as usize / 10, number as usize % 10);
    if before_counter && number == 20 {
        return Some("스무".to_owned());
    }
    let ones = match ONES_BEFORE.get(ones) {
        Some(before) if before_counter => before,
        _ => ONES[ones],
    };
    Some(format!("{}{ones}", TENS[tens]))
}

/// Digit by digit, 0 as 공.
pub(in crate::spoken) fn digits(digits: &[char]) -> String {
    let names = digits.iter().filter_map(|digit| digit.to_digit(10));
    names.map(|digit| DIGITS[digit as usize]).collect()
}

/// Digit by digit, with pauses: groups of three or four, the longer ones last.
pub(in crate::spoken) fn grouped(figure: &[char]) -> String {
    let groups: Vec<String> = groups(figure.len())
        .map(|range| digits(&figure[range]))
        .collect();
    groups.join(", ")
}

/// Where the groups of a long figure stand; up to four digits are one group.
pub(in crate::spoken) fn groups(length: usize) -> impl Iterator<Item = std::ops::Range<usize>> {
    let count = length.div_ceil(4).max(1);
    let (size, longer) = (length / count, length % count);
    let start = move |group: usize| group * size + (group + longer).saturating_sub(count);
    (0..count).map(move |group| start(group)..start(group + 1))
}

/// The digits behind a decimal point, one by one, 0 as 영.
pub(in crate::spoken) fn decimals(figure: &[char]) -> String {
    digits(figure).replace('공', "영")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spoken(number: &str) -> String {
        sino(&number.chars().collect::<Vec<_>>())
    }

    /// Reads Sino-Korean words back.
    fn value(words: &str) -> u64 {
        let (mut total, mut group, mut digit) = (0, 0, 0);
        for letter in words.chars().filter(|letter| *letter != ' ') {
            let word = letter.to_string();
            if let Some(value) = SINO.iter().position(|own| *own == word) {
                digit = value as u64;
            } else if let Some(power) = ["십", "백", "천"].iter().position(|own| *own == word) {
                group += digit.max(1) * 10_u64.pow(power as u32 + 1);
                digit = 0;
            } else if let Some(power) = MYRIADS.iter().position(|own| *own == word) {
                total += (group + digit).max(1) * 10_000_u64.pow(power as u32);
                (group, digit) = (0, 0);
            }
        }
        total + group + digit
    }

    proptest! {
        #[test]
        fn a_number_is_read_back_as_itself(number in 0..=9_999_999_999_999_999_999_u64) {
            prop_assert_eq!(value(&spoken(&number.to_string())), number);
        }

        #[test]
        fn groups_cover_a_figure_in_threes_and_fours(length in 5_usize..200) {
            let mut end = 0;
            for group in groups(length) {
                prop_assert_eq!(group.start, end);
                // Five digits are two and three.
                prop_assert!((2..=4).contains(&group.len()));
                end = group.end;
            }
            prop_assert_eq!(end, length);
        }
    }

    #[test]
    fn native_numbers_are_ninety_nine_words() {
        for before_counter in [false, true] {
            let words: std::collections::BTreeSet<_> = (1..=99)
                .filter_map(|number| native(number, before_counter))
                .collect();
            assert_eq!(words.len(), 99);
        }
        assert_eq!([native(0, true), native(100, true)], [None, None]);
    }
}
