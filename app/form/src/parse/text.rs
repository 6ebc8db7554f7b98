//! Labels, hints and messages: words with outputs in them, or references to the itext.

use super::{Loader, elements, filled_attribute};
use crate::definition::{Part, Text};
use crate::problem::{Problem, Refusal};
use crate::xpath::compile::Compiler;
use crate::xpath::expression::Expression;

/// The words and outputs of an element.
pub(super) fn parts(
    node: roxmltree::Node,
    compiler: &Compiler,
    slot: Option<u32>,
    lost: &mut Vec<Problem>,
) -> Vec<Part> {
    let mut parts = Vec::new();
    for piece in node.children() {
        if piece.is_text() {
            parts.push(Part::Words(piece.text().unwrap_or_default().into()));
        } else if piece.is_element() && piece.tag_name().name() == "output" {
            let written =
                filled_attribute(piece, "value").or_else(|| filled_attribute(piece, "ref"));
            let Some(written) = written else { continue };
            let compiled = match compiler.compile(written, slot) {
                Ok(compiled) => compiled,
                // A text without a part of it is better than no form.
                Err(problem) => {
                    lost.push(super::in_expression(piece, "output", written, &problem).0);
                    continue;
                }
            };
            for (problem, cure) in super::losses(&compiled) {
                lost.push(Problem::at(piece, format!("output: {problem}"), cure));
            }
            parts.push(Part::Output(compiled));
        } else if piece.is_element() {
            // Markup such as <span> that was not escaped: its words count.
            parts.extend(self::parts(piece, compiler, slot, lost));
        }
    }
    parts
}

/// The text of a label, hint or value element, if it has one.
pub(super) fn of_element(
    node: roxmltree::Node,
    loader: &mut Loader,
    slot: Option<u32>,
) -> Result<Option<Text>, Refusal> {
    if let Some(reference) = filled_attribute(node, "ref") {
        return of_reference(node, reference, loader, slot);
    }
    let mut lost = Vec::new();
    let parts = parts(node, &loader.compiler, slot, &mut lost);
    loader
        .remarks
        .extend(lost.into_iter().map(crate::problem::Remark));
    Ok((!parts.is_empty()).then_some(Text::Parts(parts)))
}

/// A message in an attribute: literal, or `jr:itext('id')`.
pub(super) fn of_attribute(
    node: roxmltree::Node,
    written: &str,
    loader: &mut Loader,
    slot: u32,
) -> Result<Option<Text>, Refusal> {
    if written.trim_start().starts_with("jr:itext(") {
        return of_reference(node, written, loader, Some(slot));
    }
    Ok(Some(Text::Parts(vec![Part::Words(written.into())])))
}

/// The child of that name, as text.
pub(super) fn of_child(
    node: roxmltree::Node,
    name: &str,
    loader: &mut Loader,
    slot: Option<u32>,
) -> Result<Option<Text>, Refusal> {
    match elements(node).find(|child| child.tag_name().name() == name) {
        Some(child) => of_element(child, loader, slot),
        None => Ok(None),
    }
}

fn of_reference(
    node: roxmltree::Node,
    reference: &str,
    loader: &mut Loader,
    slot: Option<u32>,
) -> Result<Option<Text>, Refusal> {
    let compiled = match loader.compile(node, "text", reference, slot) {
        Ok(compiled) => compiled,
        Err(refusal) => {
            loader.remarks.push(crate::problem::Remark(refusal.0));
            return Ok(None);
        }
    };
    if let Expression::Itext(number) = compiled.expression {
        return Ok(Some(Text::Itext(number)));
    }
    if let Expression::Call(function, arguments) = &compiled.expression
        && function.name == "jr:itext"
        && let [Expression::Text(id)] = arguments.as_ref()
    {
        let problem = format!("the form has no text “{}”", crate::problem::shorten(id));
        loader.remark(node, problem, "add the text to every translation");
        return Ok(None);
    }
    Ok(Some(Text::Computed(compiled)))
}

/// Runs of spaces to one, none at the ends.
pub(super) fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
