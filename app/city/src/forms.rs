//! `forms/`: the forms and their media files.

use std::collections::BTreeMap;

use crate::city::{FormFile, FormId};
use crate::files::limits;
use crate::load::Loader;
use crate::problem::Effect;

/// Reads `forms/<formID>.xml` with `forms/<formID>-media/…`.
pub(crate) fn read(loader: &mut Loader) -> BTreeMap<FormId, FormFile> {
    let paths = loader.list("forms");
    let mut forms = BTreeMap::new();
    let (documents, others): (Vec<_>, Vec<_>) =
        paths.iter().partition(|path| document_name(path).is_some());
    for path in documents {
        let Some(name) = document_name(path) else {
            continue;
        };
        let Some(id) = FormId::parse(name) else {
            let cure = "use the letters a to z, digits, _ and - only";
            loader.file_problem(
                Effect::Dropped,
                path,
                "the file name cannot be a form id",
                cure,
            );
            continue;
        };
        match loader.text(path, limits::FORM_BYTES_MAX, Effect::Dropped) {
            Some(file) if file.text.trim().is_empty() => {
                loader.file_problem(
                    Effect::Dropped,
                    path,
                    "the form is empty",
                    "put the form in",
                );
            }
            Some(file) => {
                let media = BTreeMap::new();
                forms.insert(
                    id,
                    FormFile {
                        xml: file.text,
                        media,
                    },
                );
            }
            None => {}
        }
    }
    for path in others {
        let owner = media_name(path).and_then(|(id, name)| Some((forms.get_mut(id)?, name)));
        let Some((form, name)) = owner else {
            let cure = "name it <form>.xml, or put it into <form>-media of a usable form";
            loader.file_problem(Effect::Dropped, path, "the file belongs to no form", cure);
            continue;
        };
        if let Some(bytes) = loader.bytes(path, limits::MEDIA_BYTES_MAX, Effect::Dropped) {
            form.media.insert(name.to_owned(), bytes);
        }
    }
    forms
}

/// `street_light` of `forms/street_light.xml`.
fn document_name(path: &str) -> Option<&str> {
    let name = path.strip_prefix("forms/")?.strip_suffix(".xml")?;
    (!name.contains('/')).then_some(name)
}

/// `street_light` and `a/b.png` of `forms/street_light-media/a/b.png`.
fn media_name(path: &str) -> Option<(&str, &str)> {
    let (folder, name) = path.strip_prefix("forms/")?.split_once('/')?;
    Some((folder.strip_suffix("-media")?, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_apart() {
        assert_eq!(document_name("forms/a.xml"), Some("a"));
        assert_eq!(document_name("forms/a-media/list.xml"), None);
        assert_eq!(
            media_name("forms/a-media/list.xml"),
            Some(("a", "list.xml"))
        );
        assert_eq!(media_name("forms/a-media/b/c.png"), Some(("a", "b/c.png")));
        assert_eq!(media_name("forms/a/c.png"), None);
    }
}
