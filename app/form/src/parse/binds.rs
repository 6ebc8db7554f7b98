//! The binds: what is calculated, relevant, required, read-only, constrained, and filled in at first.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::source::Parts;
use super::{
    CURE_PATH, Loader, attribute, elements, filled_attribute, in_expression, refusal, text,
};
use crate::data_type::DataType;
use crate::definition::{Bind, Preload};
use crate::problem::Refusal;

/// All binds, by the node they are about.
pub(super) struct Binds {
    pub(super) by_slot: Vec<Option<Box<Bind>>>,
    /// Slots by the bind's id, for controls that name a bind instead of a node.
    pub(super) by_id: BTreeMap<String, u32>,
}

/// Characters of binds that are read, a bind counted once for each of its nodes; a form has fewer bytes than half.
const CHARACTERS_MAX: usize = 20_000_000;

/// Reads every bind of the model.
pub(super) fn read(source: &Parts, loader: &mut Loader) -> Result<Binds, Refusal> {
    let mut by_slot: Vec<Option<Box<Bind>>> = Vec::new();
    by_slot.resize_with(loader.instances.model.nodes.len(), || None);
    let mut by_id = BTreeMap::new();
    let mut left = CHARACTERS_MAX;
    for node in elements(source.model).filter(|node| node.tag_name().name() == "bind") {
        let Some(nodeset) =
            filled_attribute(node, "nodeset").or_else(|| filled_attribute(node, "ref"))
        else {
            loader.remark(
                node,
                "a bind without a nodeset is left out",
                "say which node it is about",
            );
            continue;
        };
        let slots = loader
            .compiler
            .slots(nodeset, Some(0))
            .map_err(|problem| in_expression(node, "nodeset", nodeset, &problem))?;
        if slots.is_empty() {
            let problem = format!("the form has no node {}", crate::problem::shorten(nodeset));
            loader.remark(node, problem, CURE_PATH);
        }
        if let (Some(id), Some(&slot)) = (attribute(node, "id"), slots.first()) {
            by_id.entry(id.to_string()).or_insert(slot);
        }
        let length: usize = node
            .attributes()
            .map(|attribute| attribute.value().len())
            .sum();
        left = left
            .checked_sub(length.saturating_mul(slots.len()))
            .ok_or_else(|| {
                let problem = "with all nodes that it is about, its expressions are too long";
                refusal(node, problem, "name fewer nodes, or write less")
            })?;
        for slot in slots {
            let bind = bind(node, slot, loader)?;
            check_default(node, slot, bind.data_type, loader);
            match &mut by_slot[slot as usize] {
                Some(earlier) => {
                    loader.remark(
                        node,
                        "a second bind for the same node only adds to the first",
                        "join the two binds",
                    );
                    earlier.add(bind);
                }
                place => *place = Some(Box::new(bind)),
            }
        }
    }
    if let Some(slot) = loader.instances.instance_id {
        let bind = by_slot[slot as usize].get_or_insert_default();
        if bind.calculate.is_none() {
            bind.preload = Some(Preload::InstanceId);
        }
    }
    Ok(Binds { by_slot, by_id })
}

fn bind(node: roxmltree::Node, slot: u32, loader: &mut Loader) -> Result<Bind, Refusal> {
    let mut expression = |name: &str| match filled_attribute(node, name) {
        Some(written) => loader.compile(node, name, written, Some(slot)).map(Some),
        None => Ok(None),
    };
    let mut bind = Bind {
        data_type: attribute(node, "type")
            .map(DataType::from_bind)
            .unwrap_or_default(),
        calculate: expression("calculate")?,
        relevant: expression("relevant")?,
        required: expression("required")?,
        read_only: expression("readonly")?,
        constraint: expression("constraint")?,
        ..Bind::default()
    };
    let mut message = |name: &str| match filled_attribute(node, name) {
        Some(written) => text::of_attribute(node, written, loader, slot),
        None => Ok(None),
    };
    bind.required_message = message("requiredMsg")?;
    bind.constraint_message = message("constraintMsg")?;
    bind.preload = preload(node, loader);
    bind.max_pixels = attribute(node, "max-pixels").and_then(|most| most.trim().parse().ok());
    Ok(bind)
}

/// Tells of a default value that no record will have.
fn check_default(node: roxmltree::Node, slot: u32, data_type: DataType, loader: &mut Loader) {
    let written = &*loader.instances.model.nodes[slot as usize].text;
    if data_type.default_value(written, &TimeZone::UTC).is_some() {
        return;
    }
    let written = crate::problem::shorten(written);
    let (problem, cure) = match data_type {
        DataType::Binary => (
            format!("the file {written} lies with the form and is no answer, so it is left out"),
            "show it as a picture of the question",
        ),
        _ => (
            format!("the default value “{written}” does not fit the type and is left out"),
            "write it as the type wants it",
        ),
    };
    loader.remark(node, problem, cure);
}

fn preload(node: roxmltree::Node, loader: &mut Loader) -> Option<Preload> {
    let kind = filled_attribute(node, "preload")?;
    let parameter = attribute(node, "preloadParams").unwrap_or_default().trim();
    match (kind, parameter) {
        ("uid", _) => Some(Preload::Unique),
        ("timestamp", "start") => Some(Preload::Start),
        ("timestamp", "end") => Some(Preload::End),
        ("date", "today") => Some(Preload::Today),
        ("property", "deviceid" | "uri:deviceid") => Some(Preload::DeviceId),
        ("property", name) => Some(Preload::Property(
            name.strip_prefix("uri:").unwrap_or(name).to_string(),
        )),
        _ => {
            let problem = format!(
                "the preload “{}” is not known and left out",
                crate::problem::shorten(kind)
            );
            loader.remark(node, problem, "use uid, timestamp, date or property");
            None
        }
    }
}

impl Bind {
    /// Takes from a second bind what this one does not say.
    fn add(&mut self, other: Bind) {
        if self.data_type == DataType::String {
            self.data_type = other.data_type;
        }
        self.calculate = self.calculate.take().or(other.calculate);
        self.relevant = self.relevant.take().or(other.relevant);
        self.required = self.required.take().or(other.required);
        self.read_only = self.read_only.take().or(other.read_only);
        self.constraint = self.constraint.take().or(other.constraint);
        self.required_message = self.required_message.take().or(other.required_message);
        self.constraint_message = self.constraint_message.take().or(other.constraint_message);
        self.preload = self.preload.take().or(other.preload);
        self.max_pixels = self.max_pixels.or(other.max_pixels);
    }
}
