//! The tag of a language from the name that a form gives it.
//!
//! XLSForm asks for `Korean (ko)`; many forms say `Korean`, `한국어` or `kor`.

use crate::definition::Language;

/// `Korean (ko)` is Korean, `ko`; `en-GB` is its own tag; a language that is only named has the tag of that name.
pub(super) fn language(name: &str) -> Language {
    let name = name.trim();
    let (outside, inside) = match name
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
    {
        Some((outside, inside)) => (outside.trim(), inside.trim()),
        None => (name, ""),
    };
    let code = tag(inside)
        .or_else(|| tag(name))
        .or_else(|| named(outside).map(str::to_string))
        .or_else(|| named(inside).map(str::to_string));
    Language {
        name: name.to_string(),
        code,
    }
}

/// The text as a tag, if it is one; three letters become the two that stand for the same language.
fn tag(text: &str) -> Option<String> {
    let mut parts = text.split(['-', '_']);
    let primary = parts.next().unwrap_or_default();
    let is_tag = (2..=3).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    let shorter = (primary.len() == 3).then(|| named(primary)).flatten();
    match shorter {
        _ if !is_tag => None,
        Some(shorter) => Some(format!("{shorter}{}", &text[primary.len()..])),
        None => Some(text.to_string()),
    }
}

fn named(name: &str) -> Option<&'static str> {
    let wanted = name.to_lowercase();
    NAMES
        .iter()
        .find(|(_, names)| names.split('|').any(|name| name == wanted))
        .map(|(code, _)| *code)
}

/// By tag: the codes of ISO 639-2, the English name, the language's own and the Korean one, in small letters.
const NAMES: [(&str, &str); 54] = [
    ("am", "amh|amharic|አማርኛ|암하라어"),
    ("ar", "ara|arabic|العربية|عربي|عربى|아랍어"),
    ("bg", "bul|bulgarian|български|불가리아어"),
    ("bn", "ben|bengali|bangla|বাংলা|벵골어"),
    ("ca", "cat|catalan|català|카탈루냐어"),
    ("cs", "ces|cze|czech|čeština|česky|체코어"),
    ("da", "dan|danish|dansk|덴마크어"),
    ("de", "deu|ger|german|deutsch|독일어"),
    ("el", "ell|gre|greek|ελληνικά|그리스어"),
    ("en", "eng|english|영어"),
    ("es", "spa|spanish|español|espanol|castellano|스페인어"),
    ("fa", "fas|per|persian|farsi|dari|فارسی|دری|페르시아어"),
    ("fi", "fin|finnish|suomi|핀란드어"),
    ("fr", "fra|fre|french|français|francais|프랑스어"),
    ("ha", "hau|hausa|하우사어"),
    ("he", "heb|hebrew|עברית|히브리어"),
    ("hi", "hin|hindi|हिन्दी|हिंदी|힌디어"),
    (
        "ht",
        "hat|haitian creole|haitian|kreyòl|kreyòl ayisyen|아이티 크레올어",
    ),
    ("hu", "hun|hungarian|magyar|헝가리어"),
    ("hy", "hye|arm|armenian|հայերեն|아르메니아어"),
    ("id", "ind|indonesian|bahasa indonesia|bahasa|인도네시아어"),
    ("it", "ita|italian|italiano|이탈리아어"),
    ("ja", "jpn|japanese|日本語|일본어"),
    ("ka", "kat|geo|georgian|ქართული|조지아어"),
    ("kk", "kaz|kazakh|қазақ|қазақша|қазақ тілі|카자흐어"),
    ("km", "khm|khmer|cambodian|ខ្មែរ|ភាសាខ្មែរ|크메르어|캄보디아어"),
    (
        "ko",
        "kor|korean|한국어|한국말|한글|조선말|국어|韓国語|韩语",
    ),
    ("ky", "kir|kyrgyz|кыргызча|키르기스어"),
    ("lo", "lao|laotian|ລາວ|ພາສາລາວ|라오어|라오스어"),
    ("mn", "mon|mongolian|монгол|монгол хэл|몽골어"),
    ("ms", "msa|may|malay|bahasa melayu|melayu|말레이어"),
    (
        "my",
        "mya|bur|burmese|myanmar|မြန်မာ|မြန်မာဘာသာ|버마어|미얀마어",
    ),
    ("ne", "nep|nepali|नेपाली|네팔어"),
    ("nl", "nld|dut|dutch|nederlands|네덜란드어"),
    ("no", "nor|norwegian|norsk|노르웨이어"),
    ("pl", "pol|polish|polski|폴란드어"),
    ("ps", "pus|pashto|pashtu|پښتو|파슈토어"),
    ("pt", "por|portuguese|português|portugues|포르투갈어"),
    ("ro", "ron|rum|romanian|română|루마니아어"),
    ("ru", "rus|russian|русский|러시아어"),
    ("rw", "kin|kinyarwanda|르완다어"),
    ("si", "sin|sinhala|sinhalese|සිංහල|싱할라어"),
    ("so", "som|somali|soomaali|소말리어"),
    ("sv", "swe|swedish|svenska|스웨덴어"),
    ("sw", "swa|swahili|kiswahili|스와힐리어"),
    ("ta", "tam|tamil|தமிழ்|타밀어"),
    ("th", "tha|thai|ไทย|ภาษาไทย|태국어|타이어"),
    (
        "tl",
        "tgl|fil|tagalog|filipino|pilipino|타갈로그어|필리핀어",
    ),
    ("tr", "tur|turkish|türkçe|turkce|터키어|튀르키예어"),
    ("uk", "ukr|ukrainian|українська|우크라이나어"),
    ("ur", "urd|urdu|اردو|우르두어"),
    (
        "uz",
        "uzb|uzbek|o'zbek|oʻzbek|oʻzbekcha|우즈베크어|우즈베키스탄어",
    ),
    ("vi", "vie|vietnamese|tiếng việt|tieng viet|việt|베트남어"),
    ("zh", "zho|chi|chinese|mandarin|中文|汉语|漢語|중국어"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_in_brackets_is_the_tag() {
        let code = |name: &str| language(name).code;
        assert_eq!(code("Korean (ko)").as_deref(), Some("ko"));
        assert_eq!(code("en-GB").as_deref(), Some("en-GB"));
        assert_eq!(code("Chinese (zh-Hant-TW)").as_deref(), Some("zh-Hant-TW"));
        assert_eq!(code("Martian (xq)").as_deref(), Some("xq"));
        assert_eq!(code("default"), None);
    }

    #[test]
    fn a_language_that_is_only_named_has_the_tag_of_its_name() {
        let code = |name: &str| language(name).code;
        for name in [
            "Korean",
            "KOREAN",
            " korean ",
            "한국어",
            "kor",
            "Korean (KOR)",
            "한국어 (Korean)",
            "Korean (한국어)",
        ] {
            assert_eq!(code(name).as_deref(), Some("ko"), "{name}");
        }
        assert_eq!(code("English").as_deref(), Some("en"));
        assert_eq!(code("English (United Kingdom)").as_deref(), Some("en"));
        assert_eq!(code("Русский").as_deref(), Some("ru"));
        assert_eq!(
            code("por-BR").as_deref(),
            Some("por-BR".replace("por", "pt").as_str())
        );
        assert_eq!(code("Language 2"), None);
    }

    #[test]
    fn names_stand_once_and_as_they_are_looked_for() {
        let mut all: Vec<&str> = NAMES
            .iter()
            .flat_map(|(_, names)| names.split('|'))
            .collect();
        assert!(all.iter().all(|name| **name == name.to_lowercase()));
        all.sort_unstable();
        assert!(all.windows(2).all(|pair| pair[0] != pair[1]), "{all:?}");
    }
}
