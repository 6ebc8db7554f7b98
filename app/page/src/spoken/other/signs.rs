//! Signs beside figures: money, and from one figure to another.

/// What a language calls a sum of money by its sign, and how it says "to" between two figures.
struct Signs {
    lang: &'static str,
    /// Sign, and word behind the sum.
    money: &'static [(&'static str, &'static str)],
    to: &'static str,
}

const SIGNS: [Signs; 5] = [
    Signs {
        lang: "en",
        money: &[
            ("₩", "won"),
            ("$", "dollars"),
            ("€", "euros"),
            ("£", "pounds"),
            ("₫", "dong"),
        ],
        to: "to",
    },
    Signs {
        lang: "vi",
        money: &[
            ("₩", "won"),
            ("$", "đô la"),
            ("€", "euro"),
            ("₫", "đồng"),
            ("đ", "đồng"),
        ],
        to: "đến",
    },
    Signs {
        lang: "sw",
        money: &[
            ("KSh", "shilingi"),
            ("TSh", "shilingi"),
            ("$", "dola"),
            ("€", "yuro"),
            ("₩", "won"),
        ],
        to: "hadi",
    },
    Signs {
        lang: "ne",
        money: &[
            ("रु.", "रुपैयाँ"),
            ("रु", "रुपैयाँ"),
            ("Rs.", "रुपैयाँ"),
            ("Rs", "रुपैयाँ"),
            ("$", "डलर"),
            ("₩", "वन"),
        ],
        to: "देखि",
    },
    Signs {
        lang: "id",
        money: &[
            ("Rp", "rupiah"),
            ("$", "dolar"),
            ("€", "euro"),
            ("₩", "won"),
        ],
        to: "sampai",
    },
];

fn of(lang: &str) -> Option<&'static Signs> {
    SIGNS.iter().find(|signs| signs.lang == lang)
}

/// The word for a sign of money at the end of a text, and the text without it.
pub(super) fn money_before(text: &str, lang: &str) -> Option<(usize, &'static str)> {
    let bare = text.trim_end_matches(' ');
    of(lang)?.money.iter().find_map(|(sign, word)| {
        let rest = bare.strip_suffix(sign)?;
        // "KSh" is a word by itself; a sign may stand behind anything.
        let is_own = !rest.ends_with(char::is_alphanumeric);
        is_own.then_some((rest.len(), *word))
    })
}

/// The word for a sign of money at the beginning of a text, and how long the sign is.
pub(super) fn money_behind(text: &str, lang: &str) -> Option<(usize, &'static str)> {
    let bare = text.trim_start_matches(' ');
    of(lang)?.money.iter().find_map(|(sign, word)| {
        let rest = bare.strip_prefix(sign)?;
        let is_own = !rest.starts_with(char::is_alphanumeric);
        is_own.then_some((text.len() - rest.len(), *word))
    })
}

/// The word between two figures that a stroke parts, and how long that is.
pub(super) fn range(text: &str, lang: &str) -> Option<(usize, &'static str)> {
    let rest = text
        .trim_start_matches(' ')
        .strip_prefix(['~', '～', '–', '—', '〜'])?
        .trim_start_matches(' ');
    let signs = of(lang)?;
    rest.starts_with(|letter: char| letter.is_ascii_digit())
        .then_some((text.len() - rest.len(), signs.to))
}

/// The word for "to".
pub(super) fn to(lang: &str) -> Option<&'static str> {
    of(lang).map(|signs| signs.to)
}
