//! The itext: every text in every language, in its forms.

use std::collections::{BTreeMap, BTreeSet};

use super::instances::Instances;
use super::languages::language;
use super::source::Parts;
use super::{attribute, child, elements, filled_attribute, text};
use crate::definition::{Forms, Itext, Language, Media, Part};
use crate::problem::{Problem, Refusal, Remark};
use crate::xpath::compile::Compiler;
use crate::xpath::expression::Read;

type Texts = (Itext, Vec<BTreeSet<Read>>, Vec<Language>);

/// Reads all translations, the default one first; tells also what each text reads.
pub(super) fn read(
    source: &Parts,
    instances: &Instances,
    remarks: &mut Vec<Remark>,
) -> Result<Texts, Refusal> {
    let mut translations: Vec<roxmltree::Node> = child(source.model, "itext")
        .into_iter()
        .flat_map(elements)
        .filter(|node| node.tag_name().name() == "translation")
        .collect();
    if let Some(default) = translations
        .iter()
        .position(|node| attribute(*node, "default").is_some_and(|mark| mark != "false()"))
    {
        let node = translations.remove(default);
        translations.insert(0, node);
    }
    let mut ids = BTreeMap::new();
    for id in translations
        .iter()
        .copied()
        .flat_map(elements)
        .filter_map(|text| filled_attribute(text, "id"))
    {
        let next = ids.len();
        ids.entry(id.to_string()).or_insert(next);
    }
    let mut reads = vec![BTreeSet::new(); ids.len()];
    let compiler = instances.compiler((&ids, &[]));
    let mut reader = Reader {
        compiler,
        ids: &ids,
        reads: &mut reads,
        remarks,
        unshown: BTreeSet::new(),
    };
    let mut texts = Vec::with_capacity(translations.len());
    for translation in &translations {
        texts.push(reader.translation(*translation)?);
    }
    let languages = translations
        .iter()
        .map(|node| language(attribute(*node, "lang").unwrap_or_default()))
        .collect();
    Ok((
        Itext {
            ids,
            languages: texts,
        },
        reads,
        languages,
    ))
}

struct Reader<'a> {
    compiler: Compiler<'a>,
    ids: &'a BTreeMap<String, usize>,
    reads: &'a mut Vec<BTreeSet<Read>>,
    remarks: &'a mut Vec<Remark>,
    /// Forms of text that are not shown; each is remarked on once.
    unshown: BTreeSet<String>,
}

impl Reader<'_> {
    fn translation(
        &mut self,
        translation: roxmltree::Node,
    ) -> Result<BTreeMap<usize, Forms>, Refusal> {
        let mut texts = BTreeMap::new();
        for text in elements(translation) {
            let Some(&number) = filled_attribute(text, "id").and_then(|id| self.ids.get(id)) else {
                continue;
            };
            let mut forms = Forms::default();
            for value in elements(text) {
                self.value(value, number, &mut forms)?;
            }
            texts.entry(number).or_insert(forms);
        }
        Ok(texts)
    }

    fn value(
        &mut self,
        value: roxmltree::Node,
        number: usize,
        forms: &mut Forms,
    ) -> Result<(), Refusal> {
        let mut lost = Vec::new();
        let place = match attribute(value, "form") {
            None | Some("" | "long") => &mut forms.plain,
            Some("guidance") => &mut forms.guidance,
            Some("short") => &mut forms.short,
            Some(form @ ("image" | "big-image" | "audio" | "video")) => {
                media(&mut forms.media, form, value);
                return Ok(());
            }
            Some(other) => {
                if self.unshown.insert(other.to_string()) {
                    let problem = format!(
                        "the form “{}” of texts is not shown",
                        crate::problem::shorten(other)
                    );
                    self.remarks.push(Remark(Problem::at(
                        value,
                        problem,
                        "say in words what it shows",
                    )));
                }
                return Ok(());
            }
        };
        let parts = text::parts(value, &self.compiler, None, &mut lost);
        for part in &parts {
            if let Part::Output(compiled) = part {
                self.reads[number].extend(compiled.reads.iter());
            }
        }
        place.get_or_insert(parts);
        self.remarks.extend(lost.into_iter().map(Remark));
        Ok(())
    }
}

/// A file that belongs to a text; its folder in the form's media says nothing.
fn media(media: &mut Media, form: &str, value: roxmltree::Node) {
    let written = crate::tree::own_text(value);
    let name = written.trim().rsplit('/').next().unwrap_or_default();
    if name.is_empty() || name == "-" {
        return;
    }
    let place = match form {
        "image" => &mut media.image,
        "big-image" => &mut media.big_image,
        "audio" => &mut media.audio,
        _ => &mut media.video,
    };
    *place = Some(name.to_string());
}
