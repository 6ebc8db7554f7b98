//! A form's text to its definition: read, check, compile, order.

mod source;
pub(crate) use source::document;

mod instances;

mod text;

mod itext;
mod languages;
mod last_saved;

mod binds;

mod actions;
mod body;
mod choices;
mod questions;
mod repeats;
mod search;

pub(crate) mod tags;

mod files;
pub use files::{Files, Source};

use std::collections::BTreeMap;

use crate::definition::{Bind, Choices, Form, QuestionDefinition};
use crate::graph::{self, Graph, Task, TaskKind, TaskReads};
use crate::layout::{HomeId, Layout};
use crate::problem::{Problem, Refusal, Remark, count_lines};
use crate::xpath::compile::Compiler;
use crate::xpath::expression::Compiled;
use instances::Instances;
use source::Parts;

/// A form that can be filled in, and what is left out of it.
#[derive(Debug)]
pub struct Loaded {
    /// The form.
    pub form: Form,
    /// What its author should know.
    pub remarks: Vec<Remark>,
}

const CURE_EXPRESSION: &str = "correct the expression";
const CURE_PATH: &str = "correct the path, or add the node to the instance";

impl Form {
    /// Reads a form's XML.
    ///
    /// What could lose an answer refuses the whole form; what is harmless is left out and remarked on. Lists in
    /// files are empty: `parse_with` has them.
    pub fn parse(xml: &str) -> Result<Loaded, Refusal> {
        Form::parse_with(xml, &|_| None)
    }

    /// Reads a form's XML, and the lists that it has in files.
    pub fn parse_with(xml: &str, files: &Files) -> Result<Loaded, Refusal> {
        let document = source::document(xml)?;
        let text = document.input_text();
        let mut loaded = Form::of_document(&document, files).map_err(|mut refusal| {
            count_lines(text, std::iter::once(&mut refusal.0));
            refusal
        })?;
        count_lines(text, loaded.remarks.iter_mut().map(|remark| &mut remark.0));
        Ok(loaded)
    }

    fn of_document(document: &roxmltree::Document, files: &Files) -> Result<Loaded, Refusal> {
        let source = Parts::find(document)?;
        let mut remarks = Vec::new();
        let instances = instances::read(&source, files, &mut remarks)?;
        let (itext, itext_reads, languages) = itext::read(&source, &instances, &mut remarks)?;
        let compiler = instances.compiler((&itext.ids, &itext_reads));
        let mut loader = Loader {
            compiler,
            instances: &instances,
            remarks,
        };
        let binds = binds::read(&source, &mut loader)?;
        let mut body = body::read(&source, &binds, &mut loader)?;
        let mut actions = actions::of_model(&source, &binds, &mut loader)?;
        actions.append(&mut body.actions);
        body.actions = actions;
        for (instance, item, column) in loader.compiler.looked_up() {
            instances.make_index(instance, item, column);
        }
        check_identity(&source, loader.instances, &binds, &body)?;
        let remarks = loader.remarks;
        let binds = binds.by_slot;
        let mut graph = order(&source, &instances, &binds, &body)?;
        graph.texts = itext_reads.iter().flatten().map(|read| read.slot).collect();
        graph.filters = filters(&instances.layout, &body.questions);
        graph.filtered = graph
            .filters
            .values()
            .flatten()
            .map(|&(select, _)| select)
            .collect();
        let question_of_slot = body
            .questions
            .iter()
            .enumerate()
            .map(|(at, question)| (question.slot, at))
            .collect();
        let form = Form {
            id: instances.id,
            version: instances.version,
            title: source.title.clone(),
            submission: source.submission.clone(),
            languages,
            names: instances.names,
            slots: instances.slots,
            references: instances.references,
            model: instances.model,
            layout: instances.layout,
            children: instances.children,
            initial: instances.initial,
            instances: instances.secondary,
            binds,
            groups: body.groups,
            repeats: body.repeats,
            bodies: body.bodies,
            questions: body.questions,
            question_of_slot,
            itext,
            actions: body.actions,
            graph,
            instance_id: instances.instance_id,
        };
        Ok(Loaded { form, remarks })
    }
}

/// The root says which form a record is of: what changes that would make drafts that do not open again.
fn check_identity(
    source: &Parts,
    instances: &Instances,
    binds: &binds::Binds,
    body: &body::Body,
) -> Result<(), Refusal> {
    let is_identity = |slot: u32| {
        let node = &instances.model.nodes[slot as usize];
        let name = instances.names.name(node.name);
        node.is_attribute && node.parent == Some(0) && matches!(name, "id" | "version")
    };
    let calculated = (0u32..).zip(&binds.by_slot).filter(|(_, bind)| {
        bind.as_ref()
            .is_some_and(|bind| bind.calculate.is_some() || bind.preload.is_some())
    });
    let written = calculated
        .map(|(slot, _)| slot)
        .chain(body.questions.iter().map(|question| question.slot))
        .chain(body.actions.iter().map(|action| action.target));
    match written.into_iter().find(|&slot| is_identity(slot)) {
        None => Ok(()),
        Some(slot) => {
            let reference = &instances.references[slot as usize];
            Err(refusal(
                source.model,
                format!("something writes {reference}, which says which form a record is of"),
                "use another node",
            ))
        }
    }
}

/// What every part of the loading needs.
struct Loader<'a> {
    compiler: Compiler<'a>,
    instances: &'a Instances,
    remarks: Vec<Remark>,
}

impl Loader<'_> {
    fn remark(&mut self, node: roxmltree::Node, problem: impl Into<String>, cure: &str) {
        self.remarks.push(Remark(Problem::at(node, problem, cure)));
    }

    /// Compiles an expression of an element; a path that leads nowhere is remarked on.
    fn compile(
        &mut self,
        node: roxmltree::Node,
        what: &str,
        text: &str,
        slot: Option<u32>,
    ) -> Result<Compiled, Refusal> {
        let compiled = self
            .compiler
            .compile(text, slot)
            .map_err(|problem| in_expression(node, what, text, &problem))?;
        for (problem, cure) in losses(&compiled) {
            self.remark(node, format!("{what}: {problem}"), cure);
        }
        Ok(compiled)
    }

    /// The one slot that a control or action is about.
    fn slot(&mut self, node: roxmltree::Node, path: &str, context: u32) -> Result<u32, Refusal> {
        let slots = self
            .compiler
            .slots(path, Some(context))
            .map_err(|problem| in_expression(node, "reference", path, &problem))?;
        match slots.as_slice() {
            [] => Err(refusal(
                node,
                format!("the form has no node {}", crate::problem::shorten(path)),
                CURE_PATH,
            )),
            [slot] => Ok(*slot),
            [slot, ..] => {
                self.remark(
                    node,
                    "it stands for several nodes, the first is used",
                    "name one node",
                );
                Ok(*slot)
            }
        }
    }
}

/// What of an expression does not count, and what cures it.
fn losses(compiled: &Compiled) -> Vec<(String, &'static str)> {
    let paths = compiled.lost_paths.iter().map(|path| {
        let problem = format!("the form has no node {path}; it counts as empty");
        (problem, CURE_PATH)
    });
    let patterns = compiled.lost_patterns.iter().map(|problem| {
        let problem = format!("{problem}; any text passes");
        (problem, CURE_EXPRESSION)
    });
    paths.chain(patterns).collect()
}

fn refusal(node: roxmltree::Node, problem: impl Into<String>, cure: &str) -> Refusal {
    Refusal(Problem::at(node, problem, cure))
}

fn in_expression(node: roxmltree::Node, what: &str, text: &str, problem: &str) -> Refusal {
    refusal(
        node,
        format!("{what} “{}”: {problem}", crate::problem::shorten(text)),
        CURE_EXPRESSION,
    )
}

/// An attribute by its name alone: prefixes for `jr`, `orx` and `ev` vary freely between forms.
pub(crate) fn attribute<'a>(node: roxmltree::Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes()
        .find(|attribute| attribute.name() == name)
        .map(|attribute| attribute.value())
}

/// An attribute that says something.
fn filled_attribute<'a>(node: roxmltree::Node<'a, '_>, name: &str) -> Option<&'a str> {
    attribute(node, name).filter(|value| !value.trim().is_empty())
}

fn elements<'a, 'input>(
    node: roxmltree::Node<'a, 'input>,
) -> impl Iterator<Item = roxmltree::Node<'a, 'input>> {
    node.children().filter(roxmltree::Node::is_element)
}

fn child<'a, 'input>(
    node: roxmltree::Node<'a, 'input>,
    name: &str,
) -> Option<roxmltree::Node<'a, 'input>> {
    elements(node).find(|child| child.tag_name().name() == name)
}

fn order(
    source: &Parts,
    instances: &Instances,
    binds: &[Option<Box<Bind>>],
    body: &body::Body,
) -> Result<Graph, Refusal> {
    let reads = graph::reads(binds, &body.repeats, &choice_reads(&body.questions));
    Graph::build(&instances.model, &instances.layout, reads).map_err(|cycle| {
        let spell = |task: &Task| {
            let kind = match task.kind {
                TaskKind::Count => "count",
                TaskKind::Relevance => "relevant",
                TaskKind::Calculation => "calculate",
            };
            format!("{} of {}", kind, instances.references[task.slot as usize])
        };
        const NAMED_MAX: usize = 5;
        let named: Vec<String> = cycle.iter().take(NAMED_MAX).map(spell).collect();
        let place = cycle.first().and_then(|task| {
            let reference = &instances.references[task.slot as usize];
            elements(source.model).find(|bind| {
                filled_attribute(*bind, "nodeset").map(str::trim) == Some(&**reference)
            })
        });
        let problem = format!(
            "its expressions depend on each other in a circle: {}",
            named.join(", ")
        );
        refusal(
            place.unwrap_or(source.model),
            problem,
            "take one of them out of the circle",
        )
    })
}

/// By slot of a select: what its choices and their labels read.
fn choice_reads(questions: &[QuestionDefinition]) -> BTreeMap<u32, TaskReads> {
    let mut reads = BTreeMap::new();
    for question in questions {
        if let Choices::Itemset(itemset) = &question.choices {
            let parts = [
                Some(&itemset.nodeset),
                Some(&itemset.value),
                itemset.label.as_ref(),
            ];
            let mut own = TaskReads::default();
            for compiled in parts.into_iter().flatten() {
                own.add(compiled);
            }
            own.leave_out(question.slot);
            reads.insert(question.slot, own);
        }
    }
    reads
}

/// By slot: the selects whose choices depend on it.
fn filters(layout: &Layout, questions: &[QuestionDefinition]) -> BTreeMap<u32, Vec<(u32, HomeId)>> {
    let mut filters: BTreeMap<u32, Vec<(u32, HomeId)>> = BTreeMap::new();
    for question in questions {
        if let Choices::Itemset(itemset) = &question.choices {
            let home = layout.home_of(question.slot);
            for &read in itemset.nodeset.reads.iter().chain(&itemset.value.reads) {
                let apex = graph::apex(layout, home, read);
                filters
                    .entry(read.slot)
                    .or_default()
                    .push((question.slot, apex));
            }
        }
    }
    filters
}
