//! `prompts/`: recordings of Maru's fixed phrases, each named for the message that it says.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::files::limits;
use crate::load::Loader;
use crate::problem::{Effect, quoted};
use crate::text::Lang;

/// Every Ogg file begins with these (RFC 3533).
const OGG: &[u8] = b"OggS";

/// Reads `prompts/<language>/<message>.opus` of the declared languages.
pub(crate) fn read(
    loader: &mut Loader,
    languages: &[Lang],
) -> BTreeMap<Lang, BTreeMap<String, Arc<[u8]>>> {
    let mut prompts: BTreeMap<Lang, BTreeMap<String, Arc<[u8]>>> = BTreeMap::new();
    for path in loader.list("prompts") {
        let Some((tag, message)) = prompt_name(&path) else {
            let cure = "put recordings into prompts/<language>/<message>.opus";
            loader.file_problem(Effect::Noted, &path, "nothing plays this file", cure);
            continue;
        };
        let declared = Lang::parse(tag).filter(|lang| languages.contains(lang));
        let Some(lang) = declared else {
            let what = format!("{} is not a language of the city", quoted(tag));
            let cure = "add it to languages in city.toml";
            loader.file_problem(Effect::Dropped, &path, what, cure);
            continue;
        };
        let Some(bytes) = loader.bytes(&path, limits::PROMPT_BYTES_MAX, Effect::Dropped) else {
            continue;
        };
        if !bytes.starts_with(OGG) {
            let cure = "save the recording as Opus in Ogg";
            loader.file_problem(Effect::Dropped, &path, "this is no Ogg file", cure);
            continue;
        }
        let own = prompts.entry(lang).or_default();
        own.insert(message.to_owned(), bytes.into());
    }
    prompts
}

/// `ko` and `act-next` of `prompts/ko/act-next.opus`.
fn prompt_name(path: &str) -> Option<(&str, &str)> {
    let (tag, name) = path.strip_prefix("prompts/")?.split_once('/')?;
    let message = name.strip_suffix(".opus")?;
    let is_id = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (!message.is_empty() && message.bytes().all(is_id)).then_some((tag, message))
}

#[cfg(test)]
mod tests {
    use super::prompt_name;

    #[test]
    fn a_recording_is_named_for_its_message() {
        assert_eq!(
            prompt_name("prompts/ko/act-next.opus"),
            Some(("ko", "act-next"))
        );
        for wrong in [
            "prompts/act-next.opus",
            "prompts/ko/act-next.ogg",
            "prompts/ko/a/b.opus",
            "prompts/ko/.opus",
            "prompts/ko/act next.opus",
        ] {
            assert_eq!(prompt_name(wrong), None, "{wrong}");
        }
    }
}
