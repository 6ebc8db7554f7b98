//! `locales/`: words of the city that add to or replace Maru's own.

use std::collections::BTreeMap;

use crate::city::FtlFile;
use crate::files::limits;
use crate::load::Loader;
use crate::problem::{Effect, quoted};
use crate::text::Lang;

/// Reads `locales/<language>/*.ftl` of the declared languages.
pub(crate) fn read(loader: &mut Loader, languages: &[Lang]) -> BTreeMap<Lang, Vec<FtlFile>> {
    let mut words: BTreeMap<Lang, Vec<FtlFile>> = BTreeMap::new();
    for path in loader.list("locales") {
        let Some((tag, _)) = words_name(&path) else {
            let cure = "put words into locales/<language>/<name>.ftl";
            loader.file_problem(Effect::Noted, &path, "nothing reads this file", cure);
            continue;
        };
        let declared = Lang::parse(tag).filter(|lang| languages.contains(lang));
        let Some(lang) = declared else {
            let what = format!("{} is not a language of the city", quoted(tag));
            let cure = "add it to languages in city.toml";
            loader.file_problem(Effect::Dropped, &path, what, cure);
            continue;
        };
        if let Some(file) = loader.text(&path, limits::WORDS_BYTES_MAX, Effect::Dropped) {
            let file = FtlFile {
                name: file.path,
                text: file.text,
            };
            words.entry(lang).or_default().push(file);
        }
    }
    words
}

/// `ko` and `city` of `locales/ko/city.ftl`.
fn words_name(path: &str) -> Option<(&str, &str)> {
    let (tag, name) = path.strip_prefix("locales/")?.split_once('/')?;
    Some((
        tag,
        name.strip_suffix(".ftl")
            .filter(|name| !name.contains('/'))?,
    ))
}
