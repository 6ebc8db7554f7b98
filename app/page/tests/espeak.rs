//! What espeak-ng makes of the table of examples, with and without respelling. Runs where espeak-ng is installed.
//!
//! The measure: the table's respelled column, which is the Standard's own spelling of the sound, is turned into sounds
//! letter by letter, by nothing but the alphabet. espeak-ng's phonemes are turned into the same sounds: stress and
//! pauses go, the variants of one Korean phoneme (k between vowels is g) are one, the long l is ㄹㄹ. An example agrees when both are
//! equal, sound for sound. Blanks do not count, for they are no sound.

use maru_page::{
    Lang,
    spoken::{Voice, prepare},
};
use std::io::Write;
use std::process::{Command, Stdio};

const INITIALS: [&str; 19] = [
    "K", "KK", "n", "T", "TT", "R", "m", "P", "PP", "s", "ss", "", "C", "CC", "Ch", "Kh", "Th",
    "Ph", "h",
];
const VOWELS: [&str; 21] = [
    "a", "E", "ja", "jE", "@", "e", "j@", "je", "o", "wa", "wE", "we", "jo", "u", "w@", "we", "wi",
    "ju", "u-", "u-j", "i",
];
/// espeak-ng's phonemes for Korean before a vowel, and what they are; the longer ones first.
const ONSETS: [(&str, &str); 27] = [
    ("tS-", "CC"),
    ("tSh", "Ch"),
    ("tS", "C"),
    ("dZ", "C"),
    ("ph", "Ph"),
    ("th", "Th"),
    ("kh", "Kh"),
    ("p-", "PP"),
    ("t-", "TT"),
    ("k-", "KK"),
    ("q-", "KK"),
    ("s-", "ss"),
    ("p", "P"),
    ("b", "P"),
    ("t", "T"),
    ("d", "T"),
    ("k", "K"),
    ("g", "K"),
    ("q", "K"),
    ("s", "s"),
    ("h", "h"),
    ("n", "n"),
    ("m", "m"),
    ("*", "R"),
    ("l", "R"),
    ("L", "R"),
    ("R", "R"),
];
/// The same where no vowel follows.
const CODAS: [(&str, &str); 14] = [
    ("t-", "T"),
    ("d-", "T"),
    ("p-", "P"),
    ("k-", "K"),
    ("q-", "K"),
    ("p", "P"),
    ("t", "T"),
    ("k", "K"),
    ("q", "K"),
    ("N", "N"),
    ("n", "n"),
    ("m", "m"),
    ("L", "R"),
    ("l", "R"),
];
const SOUNDS: [&str; 10] = ["u-", "a", "E", "@", "e", "o", "u", "i", "j", "w"];

/// The sounds of Hangul, letter by letter.
fn sounds_of_hangul(text: &str) -> Vec<&'static str> {
    let codas = |last: usize| match last {
        1 => "K",
        4 => "n",
        7 => "T",
        8 => "R",
        16 => "m",
        17 => "P",
        21 => "N",
        _ => "",
    };
    let mut sounds = Vec::new();
    for letter in text.chars().filter(|letter| matches!(letter, '가'..='힣')) {
        let code = (u32::from(letter) - 0xAC00) as usize;
        sounds.push(INITIALS[code / 588]);
        sounds.extend(parts(VOWELS[code / 28 % 21]));
        sounds.push(codas(code % 28));
    }
    sounds.retain(|sound| !sound.is_empty());
    sounds
}

/// A vowel and its glide.
fn parts(vowel: &'static str) -> Vec<&'static str> {
    let (glide, rest) = vowel.split_at(usize::from(
        vowel.len() > 1 && matches!(vowel.as_bytes()[0], b'j' | b'w'),
    ));
    let (main, behind) = rest
        .strip_suffix('j')
        .map_or((rest, ""), |main| (main, "j"));
    [glide, main, behind]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect()
}

/// The sounds of espeak-ng's phonemes.
fn sounds_of_phonemes(line: &str) -> Vec<String> {
    let plain: String = line
        .chars()
        .filter(|sign| !"',_!|:;%= ".contains(*sign))
        .collect();
    let mut rest = plain.as_str();
    let mut sounds = Vec::new();
    let is_vowel = |rest: &str| SOUNDS.iter().any(|vowel| rest.starts_with(vowel));
    while let Some(first) = rest.chars().next() {
        let vowel = SOUNDS
            .iter()
            .find(|vowel| rest.starts_with(**vowel))
            .map(|vowel| (*vowel, *vowel));
        let onset = || {
            ONSETS
                .iter()
                .find(|(own, _)| rest.strip_prefix(own).is_some_and(is_vowel))
        };
        let coda = || CODAS.iter().find(|(own, _)| rest.starts_with(own));
        let found = vowel
            .or_else(|| onset().copied())
            .or_else(|| coda().copied());
        let (length, sound) = match found {
            Some((own, sound)) => (own.len(), sound.to_owned()),
            None => (first.len_utf8(), first.to_string()),
        };
        // A lateral before a vowel is the long one of ㄹㄹ; the single ㄹ there is a flap.
        if sound == "R" && rest.starts_with('l') && is_vowel(&rest[length..]) {
            sounds.push(sound.clone());
        }
        sounds.push(sound);
        rest = &rest[length..];
    }
    sounds
}

/// espeak-ng's phonemes, a line for each text; `None` where it is not installed.
fn phonemes(texts: &[String]) -> Option<Vec<String>> {
    let mut espeak = Command::new("espeak-ng")
        .args(["-v", "ko", "-x", "-q", "--stdin"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut stdin = espeak.stdin.take()?;
    // One sentence each: no sign inside parts it.
    let lines: Vec<String> = texts
        .iter()
        .map(|text| text.replace(',', " ") + ".\n\n")
        .collect();
    stdin.write_all(lines.concat().as_bytes()).ok()?;
    drop(stdin);
    let output = espeak.wait_with_output().ok()?;
    let told = String::from_utf8(output.stdout).ok()?;
    Some(
        told.lines()
            .filter(|line| !line.trim().is_empty())
            .map(str::to_owned)
            .collect(),
    )
}

/// The fewest sounds to put in, take out or change to make one of the other.
fn distance(one: &[String], other: &[&str]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, sound) in one.iter().enumerate() {
        let mut corner = row[0];
        row[0] = at + 1;
        for (place, own) in other.iter().enumerate() {
            let change = corner + usize::from(sound != own);
            corner = row[place + 1];
            row[place + 1] = change.min(corner + 1).min(row[place] + 1);
        }
    }
    row[other.len()]
}

#[test]
fn espeak_says_respelled_korean_as_the_standard_asks() {
    let lines = include_str!("spoken.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'));
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split('\t').collect()).collect();
    let expected: Vec<Vec<&str>> = rows.iter().map(|row| sounds_of_hangul(row[3])).collect();
    let total: usize = expected.iter().map(Vec::len).sum();
    let mut agreeing = Vec::new();
    for needs_respelling in [false, true] {
        let voice = Voice { needs_respelling };
        let said = rows.iter().map(|row| {
            let runs = prepare(row[1], &Lang::new("ko"), &voice);
            runs.into_iter()
                .map(|run| run.text)
                .collect::<Vec<_>>()
                .join(" ")
        });
        let Some(lines) = phonemes(&said.collect::<Vec<_>>()) else {
            println!("espeak-ng is not installed: nothing was measured");
            return;
        };
        assert_eq!(
            lines.len(),
            rows.len(),
            "a line of phonemes for each example"
        );
        let mut agree = 0;
        let mut wrong = 0;
        for ((line, expected), row) in lines.iter().zip(&expected).zip(&rows) {
            let far = distance(&sounds_of_phonemes(line), expected);
            agree += usize::from(far == 0);
            wrong += far;
            if far > 0 && needs_respelling {
                println!("  {} {} is {line}", row[1], row[3]);
            }
        }
        let name = if needs_respelling {
            "respelled"
        } else {
            "as written in words"
        };
        println!(
            "{name}: {agree} of {} examples agree; {wrong} of {total} sounds are wrong",
            rows.len()
        );
        agreeing.push(agree);
    }
    assert!(
        agreeing[1] * 100 >= rows.len() * 95,
        "{} of {} agree",
        agreeing[1],
        rows.len()
    );
    assert!(
        agreeing[0] * 100 < rows.len() * 60,
        "espeak-ng has learnt the rules: respelling may go"
    );
}
