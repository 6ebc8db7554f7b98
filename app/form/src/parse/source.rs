//! The XML itself: what may be read at all, and where the form's parts stand.

use roxmltree::{Document, Node, ParsingOptions};

use super::{child, refusal, tags};
use crate::definition::Submission;
use crate::problem::{Problem, Refusal};

const BYTES_MAX: usize = 10_000_000;
const NODES_MAX: u32 = 1_000_000;

/// Reads XML within bounds; document type declarations, and so entities, are refused.
pub(crate) fn document(xml: &str) -> Result<Document<'_>, Refusal> {
    let whole = |problem: String, cure: &str| Refusal(Problem::whole(problem, cure));
    if xml.len() > BYTES_MAX {
        return Err(whole(
            format!("the form has {} bytes", xml.len()),
            "keep it below 10 MB",
        ));
    }
    let options = ParsingOptions {
        nodes_limit: NODES_MAX,
        ..ParsingOptions::default()
    };
    let text = xml.trim_start_matches('\u{feff}').trim_start();
    tags::check(text).map_err(|problem| {
        let (problem, cure) = problem.rsplit_once("; ").unwrap_or((&problem, ""));
        whole(problem.to_string(), cure)
    })?;
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::DtdDetected => whole(
            "the form has a document type declaration".to_string(),
            "take the <!DOCTYPE> away",
        ),
        roxmltree::Error::NodesLimitReached => {
            whole("the form has too many nodes".to_string(), "split the form")
        }
        other => whole(
            format!(
                "it is not well-formed XML: {}",
                crate::problem::shorten(&other.to_string())
            ),
            "correct the XML",
        ),
    })
}

/// The parts of a form.
pub(super) struct Parts<'a, 'input> {
    pub(super) title: String,
    pub(super) submission: Submission,
    pub(super) model: Node<'a, 'input>,
    pub(super) body: Node<'a, 'input>,
}

impl<'a, 'input> Parts<'a, 'input> {
    /// Finds the parts by name, whatever their prefix.
    pub(super) fn find(document: &'a Document<'input>) -> Result<Parts<'a, 'input>, Refusal> {
        let html = document.root_element();
        let missing = |name: &str, within: Node| {
            let problem = format!("it has no <{name}>");
            refusal(
                within,
                problem,
                "convert the form again, for example with pyxform",
            )
        };
        let head = child(html, "head").ok_or_else(|| missing("head", html))?;
        let model = child(head, "model").ok_or_else(|| missing("model", head))?;
        let body = child(html, "body").ok_or_else(|| missing("body", html))?;
        let title =
            child(head, "title").map(|title| super::text::collapse(&crate::tree::own_text(title)));
        check_promises(model)?;
        Ok(Parts {
            title: title.unwrap_or_default(),
            submission: submission(model),
            model,
            body,
        })
    }
}

/// What a form asks of its client beyond asking questions, and must not be ignored.
fn check_promises(model: Node) -> Result<(), Refusal> {
    const ENTITIES_KNOWN: [&str; 4] = ["2022.1", "2023.1", "2024.1", "2025.1"];
    if let Some(version) = super::filled_attribute(model, "entities-version") {
        let is_known = ENTITIES_KNOWN
            .iter()
            .any(|known| version == *known || version.starts_with(&format!("{known}.")));
        if !is_known {
            let problem = format!(
                "it uses entities of version {}, which is not known",
                crate::problem::shorten(version)
            );
            return Err(refusal(
                model,
                problem,
                "use entities-version 2025.1 or earlier",
            ));
        }
    }
    Ok(())
}

/// What the form says about sending.
fn submission(model: Node) -> Submission {
    let found = child(model, "submission");
    let text = |name: &str| {
        let written = found.and_then(|node| super::filled_attribute(node, name))?;
        Some(written.trim().to_string())
    };
    let truth = |name: &str| {
        text(name).and_then(|written| match written.as_str() {
            "true" | "true()" => Some(true),
            "false" | "false()" => Some(false),
            _ => None,
        })
    };
    Submission {
        // A key may be folded over lines.
        public_key: text("base64RsaPublicKey").map(|key| key.split_whitespace().collect()),
        action: text("action"),
        auto_send: truth("auto-send"),
        auto_delete: truth("auto-delete"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_xml_is_refused_in_words() {
        let problem = |xml: &str| document(xml).map(|_| ()).unwrap_err().to_string();
        assert!(problem("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>").contains("document type"));
        assert!(problem(&"<a>".repeat(100)).contains("well-formed"));
        assert!(problem(&"<a>".repeat(100_000)).contains("nested"));
        let deep = format!("{}{}", "<a>".repeat(5_000), "</a>".repeat(5_000));
        assert!(problem(&deep).contains("nested"));
        assert!(problem(&"x".repeat(BYTES_MAX + 1)).contains("bytes"));
        assert!(problem("").contains("well-formed"));
        let wide = format!("<a>{}</a>", "<b/>".repeat(NODES_MAX as usize));
        assert!(problem(&wide).contains("too many"));
    }
}
