//! What a select offers: items written in the body, or nodes of an instance.

use super::{Loader, child, elements, filled_attribute, in_expression, refusal, text};
use crate::definition::{Choices, ControlKind, Item, Itemset};
use crate::problem::Refusal;
use crate::xpath::expression::Compiled;

/// Reads the choices of a select.
pub(super) fn read(
    node: roxmltree::Node,
    slot: u32,
    kind: ControlKind,
    loader: &mut Loader,
) -> Result<Choices, Refusal> {
    let is_searched = filled_attribute(node, "appearance")
        .is_some_and(|appearance| appearance.contains("search("));
    if is_searched || filled_attribute(node, "query").is_some() {
        let problem = "its choices come from a file, which is not supported yet";
        return Err(refusal(node, problem, "write the choices into the form"));
    }
    if let Some(itemset) = child(node, "itemset") {
        return self::itemset(itemset, slot, loader)
            .map(|itemset| Choices::Itemset(Box::new(itemset)));
    }
    let mut items = Vec::new();
    for item in elements(node).filter(|child| child.tag_name().name() == "item") {
        let Some(value) = child(item, "value") else {
            loader.remark(
                item,
                "a choice without a value is left out",
                "add a <value>",
            );
            continue;
        };
        let value = crate::tree::own_text(value).trim().to_string();
        if value.is_empty() {
            loader.remark(
                item,
                "a choice with an empty value is left out",
                "fill in its <value>",
            );
            continue;
        }
        if kind == ControlKind::SelectMultiple && value.contains(char::is_whitespace) {
            loader.remark(
                item,
                "a value with spaces cannot be chosen among several",
                "write the value without spaces",
            );
        }
        let label = text::of_child(item, "label", loader, Some(slot))?;
        items.push(Item {
            value: value.into(),
            label,
        });
    }
    if items.is_empty() {
        loader.remark(node, "it offers no choices", "add items");
    }
    Ok(Choices::Items(items))
}

fn itemset(node: roxmltree::Node, slot: u32, loader: &mut Loader) -> Result<Itemset, Refusal> {
    let Some(nodeset) = filled_attribute(node, "nodeset") else {
        return Err(refusal(
            node,
            "it does not say where the choices are",
            "add a nodeset attribute",
        ));
    };
    let nodeset = loader.compile(node, "nodeset", nodeset, Some(slot))?;
    let value = match child(node, "value") {
        Some(value) => of_item(value, slot, loader)?,
        None => None,
    };
    let Some(value) = value else {
        return Err(refusal(
            node,
            "it does not say what the value of a choice is",
            "add <value ref=\"…\"/>",
        ));
    };
    let label = match child(node, "label") {
        Some(label) => of_item(label, slot, loader)?,
        None => None,
    };
    Ok(Itemset {
        nodeset,
        value,
        label,
    })
}

fn of_item(
    node: roxmltree::Node,
    slot: u32,
    loader: &mut Loader,
) -> Result<Option<Compiled>, Refusal> {
    let Some(written) = filled_attribute(node, "ref") else {
        return Ok(None);
    };
    loader
        .compiler
        .compile_for_item(written, slot)
        .map(Some)
        .map_err(|problem| in_expression(node, node.tag_name().name(), written, &problem))
}
