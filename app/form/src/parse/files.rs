//! Lists in files beside the form, and the record that was sent last.

use super::{elements, filled_attribute, refusal};
use crate::instance::{Instance, Read};
use crate::problem::{Problem, Refusal, Remark, shorten};
use crate::tree::{Names, Tree};

/// What a form may ask for beside its own text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source<'a> {
    /// A file of the form's media, by its name.
    File(&'a str),
    /// The record of this form that was sent last from here; on a shared computer it is nobody's.
    LastSaved,
}

/// Gives the bytes of what a form asks for; none where there is nothing.
pub type Files<'a> = dyn Fn(Source<'_>) -> Option<Vec<u8>> + 'a;

/// The address of the record that was sent last.
const LAST_SAVED: &str = "jr://instance/last-saved";

/// Whether an instance is the record that was sent last.
pub(super) fn is_last_saved(node: roxmltree::Node) -> bool {
    filled_attribute(node, "src").is_some_and(|address| address.trim() == LAST_SAVED)
}

/// A secondary instance: written in the form, or in a file.
pub(super) fn instance(
    node: roxmltree::Node,
    files: &Files,
    names: &mut Names,
    remarks: &mut Vec<Remark>,
) -> Result<Instance, Refusal> {
    match filled_attribute(node, "src").map(str::trim) {
        Some(address) => of_address(node, address, files, names, remarks),
        None => Ok(written(node, names)),
    }
}

/// The instance at an address; what is written in the element stands in for a file that is not there.
pub(super) fn of_address(
    node: roxmltree::Node,
    address: &str,
    files: &Files,
    names: &mut Names,
    remarks: &mut Vec<Remark>,
) -> Result<Instance, Refusal> {
    let source = if address == LAST_SAVED {
        Source::LastSaved
    } else {
        Source::File(address.rsplit('/').next().unwrap_or(address))
    };
    let Some(bytes) = files(source) else {
        if let Source::File(name) = source {
            let problem = format!(
                "the file {} is not there, so its list is empty",
                shorten(name)
            );
            remarks.push(Remark(Problem::at(
                node,
                problem,
                "add it to the form's media",
            )));
        }
        return Ok(written(node, names));
    };
    let read = match source {
        Source::LastSaved => Instance::from_xml(&bytes, names),
        Source::File(name) => of_file(address, name, &bytes, names),
    };
    let Read {
        instance,
        remarks: own,
    } = read.map_err(|problem| {
        let name = shorten(address);
        let (problem, cure) = problem
            .rsplit_once("; ")
            .unwrap_or((&problem, "correct the file"));
        refusal(node, format!("{name}: {problem}"), cure)
    })?;
    for remark in own {
        let (problem, cure) = remark
            .rsplit_once("; ")
            .unwrap_or((&remark, "correct the file"));
        let problem = format!("{}: {problem}", shorten(address));
        remarks.push(Remark(Problem::at(node, problem, cure)));
    }
    Ok(instance)
}

fn of_file(address: &str, name: &str, bytes: &[u8], names: &mut Names) -> Result<Read, String> {
    let ending = name
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    match ending.as_str() {
        "geojson" => Instance::from_geojson(bytes, names),
        "csv" => Instance::from_csv(bytes, names),
        _ if address.starts_with("jr://file-csv/") => Instance::from_csv(bytes, names),
        _ => Instance::from_xml(bytes, names),
    }
}

/// What is written in the form itself; of a list in a file it is but a stand-in.
fn written(node: roxmltree::Node, names: &mut Names) -> Instance {
    let is_instance = node.tag_name().name() == "instance";
    let root = elements(node).next().filter(|_| is_instance);
    let tree = root.map(|root| Tree::copy_written(root, names));
    Instance::from(tree.unwrap_or_default())
}
