use super::*;
use proptest::prelude::*;

const LABELS: [&str; 12] = [
    "서대문구",
    "동대문구",
    "서초구",
    "강서구",
    "서울특별시 서대문구 신촌동",
    "Café de l'Opéra",
    "New York",
    "York",
    "Newark",
    "Đống Đa",
    "काठमाडौं",
    "과천시",
];

fn found(typed: &str) -> Vec<&'static str> {
    let found = Finder::new(LABELS).find(typed, LABELS.len());
    assert_eq!(found.count, found.indices.len());
    found
        .indices
        .into_iter()
        .map(|index| LABELS[index])
        .collect()
}

#[test]
fn what_may_be_meant_is_found_best_first() {
    let seodaemun = "서울특별시 서대문구 신촌동";
    for (typed, labels) in [
        ("서대문구", vec!["서대문구", seodaemun]),
        ("대문", vec!["서대문구", "동대문구", seodaemun]),
        ("서", vec!["서대문구", "서초구", seodaemun, "강서구"]),
        // While 서대 is being composed.
        (
            "ㅅ",
            vec!["서대문구", "서초구", seodaemun, "강서구", "과천시"],
        ),
        ("섣", vec!["서대문구", seodaemun]),
        ("서ㄷ", vec!["서대문구", seodaemun]),
        ("고", vec!["과천시"]),
        // Initials.
        ("ㅅㄷ", vec!["서대문구", seodaemun]),
        ("ㄷㅁㄱ", vec!["서대문구", "동대문구", seodaemun]),
        ("ㅅㅊㄷ ㅅㄷ", vec![seodaemun]),
        ("신촌 서대문", vec![seodaemun]),
        // Case, accents, punctuation.
        ("york", vec!["York", "New York"]),
        ("new", vec!["New York", "Newark"]),
        ("york new", vec!["New York"]),
        ("ew", vec!["New York", "Newark"]),
        ("cafe opera", vec!["Café de l'Opéra"]),
        ("CAFÉ", vec!["Café de l'Opéra"]),
        ("dong da", vec!["Đống Đa"]),
        ("काठ", vec!["काठमाडौं"]),
        // A vowel sign is a letter.
        ("कठ", vec![]),
        ("busan", vec![]),
    ] {
        assert_eq!(found(typed), labels, "{typed}");
    }
}

#[test]
fn nothing_typed_means_all_and_the_count_goes_beyond_the_limit() {
    let finder = Finder::new(LABELS);
    for typed in ["", "  ", "?!"] {
        let found = finder.find(typed, 3);
        assert_eq!((found.indices, found.count), (vec![0, 1, 2], 12), "{typed}");
    }
    let found = finder.find("구", 2);
    assert_eq!((found.indices, found.count), (vec![0, 1], 5));
    assert_eq!(finder.find("york", 0).count, 2);
    assert_eq!(Finder::default().find("a", 5), Found::default());
}

proptest! {
    /// A label is found by any piece of any of its words, and never twice.
    #[test]
    fn labels_are_found_by_their_pieces(
        labels in proptest::collection::vec("[a-c가나각갃 ]{1,8}", 1..20),
        which in any::<proptest::sample::Index>(),
        from in any::<proptest::sample::Index>(),
    ) {
        let finder = Finder::new(&labels);
        let at = which.index(labels.len());
        if let Some(word) = labels[at].split_whitespace().next() {
            let letters: Vec<char> = word.chars().collect();
            let piece: String = letters[from.index(letters.len())..].iter().collect();
            let found = finder.find(&piece, labels.len());
            prop_assert!(found.indices.contains(&at), "{piece} in {labels:?}");
            let mut once = found.indices.clone();
            once.sort_unstable();
            once.dedup();
            prop_assert_eq!(once.len(), found.count);
        }
    }
}
