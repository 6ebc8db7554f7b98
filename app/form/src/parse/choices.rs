//! What a select offers: items written in the body, or nodes of an instance.

use super::search::{Search, nodeset_of_query};
use super::{Loader, child, elements, filled_attribute, in_expression, refusal, text};
use crate::definition::{Choices, ControlKind, Item, Itemset};
use crate::problem::{Refusal, Remark};
use crate::xpath::expression::Compiled;

/// Reads the choices of a select.
pub(super) fn read(
    node: roxmltree::Node,
    slot: u32,
    kind: ControlKind,
    loader: &mut Loader,
) -> Result<Choices, Refusal> {
    if let Some(search) = Search::of(node) {
        return searched(node, &search, slot, loader);
    }
    if let Some(query) = filled_attribute(node, "query") {
        let nodeset = nodeset_of_query(query, |id| loader.instances.has(id));
        return columns(node, (&nodeset, "name", "label"), slot, loader);
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
        let value = crate::tree::own_text(value).trim_ascii().to_string();
        if value.is_empty() {
            loader.remark(
                item,
                "a choice with an empty value is left out",
                "fill in its <value>",
            );
            continue;
        }
        if kind == ControlKind::SelectMultiple
            && value.contains(|character: char| character.is_ascii_whitespace())
        {
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

/// The choices of a `search()`: the item that is written names the columns.
fn searched(
    node: roxmltree::Node,
    search: &Search,
    slot: u32,
    loader: &mut Loader,
) -> Result<Choices, Refusal> {
    let text = |item: roxmltree::Node, name: &str| {
        let text = child(item, name)
            .map(crate::tree::own_text)
            .unwrap_or_default();
        text.trim().to_string()
    };
    let items: Vec<roxmltree::Node> = elements(node)
        .filter(|child| child.tag_name().name() == "item")
        .collect();
    let is_column = |item: &&roxmltree::Node| text(**item, "value").parse::<f64>().is_err();
    if items.iter().filter(is_column).count() < items.len() {
        let problem = "choices beside those of search() are left out";
        loader.remark(node, problem, "add them to the file");
    }
    let (value, label) = match items.iter().rev().find(is_column) {
        Some(item) => (text(*item, "value"), text(*item, "label")),
        None => (String::new(), String::new()),
    };
    let or = |text: String, otherwise: &str| match text.split(',').next().map(str::trim) {
        None | Some("") => otherwise.to_string(),
        Some(first) => first.to_string(),
    };
    let (value, label) = (or(value, "name"), or(label, "label"));
    columns(node, (&search.nodeset(), &value, &label), slot, loader)
}

fn columns(
    node: roxmltree::Node,
    (nodeset, value, label): (&str, &str, &str),
    slot: u32,
    loader: &mut Loader,
) -> Result<Choices, Refusal> {
    let nodeset = loader.compile(node, "nodeset", nodeset, Some(slot))?;
    let column = |name: &str| {
        loader
            .compiler
            .compile_for_item(name, slot, &nodeset)
            .map_err(|problem| in_expression(node, "column", name, &problem))
    };
    let (value, label) = (column(value)?, Some(column(label)?));
    Ok(Choices::Itemset(Box::new(Itemset {
        nodeset,
        value,
        label,
    })))
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
        Some(value) => of_item(value, slot, &nodeset, loader)?,
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
        Some(label) => of_item(label, slot, &nodeset, loader)?,
        None => None,
    };
    Ok(Itemset {
        nodeset,
        value,
        label,
    })
}

/// What the numbers of a range are called: as choices are, or by the name of a list.
pub(super) fn ticks(
    node: roxmltree::Node,
    slot: u32,
    loader: &mut Loader,
) -> Result<Choices, Refusal> {
    if child(node, "itemset").is_some() || child(node, "item").is_some() {
        return read(node, slot, ControlKind::Range, loader);
    }
    match filled_attribute(node, "tick-labelset") {
        Some(list) if loader.instances.has(list) && !list.contains('\'') => {
            let nodeset = format!("instance('{list}')/root/item");
            let label = "if(itextId, jr:itext(itextId), label)";
            columns(node, (&nodeset, "name", label), slot, loader)
        }
        Some(list) => {
            let problem = format!(
                "the form has no list “{}” of names for numbers",
                crate::problem::shorten(list)
            );
            loader.remark(node, problem, "add the list");
            Ok(Choices::None)
        }
        None => Ok(Choices::None),
    }
}

fn of_item(
    node: roxmltree::Node,
    slot: u32,
    nodeset: &Compiled,
    loader: &mut Loader,
) -> Result<Option<Compiled>, Refusal> {
    let Some(written) = filled_attribute(node, "ref") else {
        return Ok(None);
    };
    let compiled = loader.compiler.compile_for_item(written, slot, nodeset);
    let refused = |problem: String| in_expression(node, node.tag_name().name(), written, &problem);
    match compiled.map_err(refused) {
        Ok(compiled) => Ok(Some(compiled)),
        // Its value stands in for a choice's label.
        Err(refusal) if node.tag_name().name() == "label" => {
            loader.remarks.push(Remark(refusal.0));
            Ok(None)
        }
        Err(refusal) => Err(refusal),
    }
}
