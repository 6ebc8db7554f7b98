//! The body: groups and the questions in them, in the order in which they are asked.

use std::collections::BTreeSet;

use super::actions::{self, Place};
use super::binds::Binds;
use super::source::Parts;
use super::{Loader, attribute, elements, filled_attribute, refusal, text};
use crate::definition::{Action, BodyItem, Group, QuestionDefinition, Repeat};
use crate::layout::{HomeId, WHOLE};
use crate::problem::Refusal;
use crate::xpath::expression::Compiled;

/// What the body holds.
#[derive(Default)]
pub(super) struct Body {
    pub(super) groups: Vec<Group>,
    pub(super) repeats: Vec<Repeat>,
    pub(super) bodies: Vec<Vec<BodyItem>>,
    pub(super) questions: Vec<QuestionDefinition>,
    pub(super) actions: Vec<Action>,
}

/// Reads the body.
pub(super) fn read(source: &Parts, binds: &Binds, loader: &mut Loader) -> Result<Body, Refusal> {
    let homes = &loader.instances.layout.homes;
    let repeats = homes.iter().skip(1).map(|home| Repeat {
        slot: home.slot,
        in_template: loader
            .instances
            .in_template
            .get(&home.slot)
            .copied()
            .unwrap_or(0),
        ..Repeat::default()
    });
    let body = Body {
        repeats: repeats.collect(),
        bodies: vec![Vec::new(); homes.len()],
        ..Body::default()
    };
    let mut reader = Reader {
        binds,
        loader,
        body,
        asked: BTreeSet::new(),
    };
    reader.children(source.body, None)?;
    Ok(reader.body)
}

pub(super) struct Reader<'a, 'b> {
    pub(super) binds: &'a Binds,
    pub(super) loader: &'a mut Loader<'b>,
    pub(super) body: Body,
    /// Slots that a question is about.
    pub(super) asked: BTreeSet<u32>,
}

impl Reader<'_, '_> {
    fn children(&mut self, parent: roxmltree::Node, group: Option<usize>) -> Result<(), Refusal> {
        for node in elements(parent) {
            match node.tag_name().name() {
                "group" => self.group(node, group)?,
                "repeat" => self.repeat(node, group)?,
                "input" | "secret" | "select" | "select1" | "trigger" | "rank" | "range"
                | "upload" => {
                    self.question(node, group)?;
                }
                "label" | "hint" | "help" => {}
                "setvalue" | "setgeopoint" | "recordaudio" => {
                    let is_repeat = parent.tag_name().name() == "repeat";
                    let slot = group.and_then(|group| self.body.groups[group].slot);
                    self.action(node, slot.filter(|_| is_repeat).map(Place::Repeat))?;
                }
                name if filled_attribute(node, "ref").is_some() => {
                    self.loader.remark(
                        node,
                        format!("<{}> is shown as text only", crate::problem::shorten(name)),
                        "use a control of ODK XForms",
                    );
                    self.question(node, group)?;
                }
                name => self.loader.remark(
                    node,
                    format!("<{}> is left out", crate::problem::shorten(name)),
                    "use a control of ODK XForms",
                ),
            }
        }
        Ok(())
    }

    /// The home whose body a group belongs to.
    pub(super) fn home(&self, group: Option<usize>) -> HomeId {
        let mut next = group;
        while let Some(group) = next.map(|at| &self.body.groups[at]) {
            if let Some(home) = group.repeat {
                return home;
            }
            next = group.parent;
        }
        WHOLE
    }

    /// The node that an element is about: by its path or by a bind.
    pub(super) fn slot(
        &mut self,
        node: roxmltree::Node,
        group: Option<usize>,
    ) -> Result<Option<u32>, Refusal> {
        let context = group
            .and_then(|group| self.body.groups[group].slot)
            .unwrap_or(0);
        if let Some(path) =
            filled_attribute(node, "ref").or_else(|| filled_attribute(node, "nodeset"))
        {
            return self.loader.slot(node, path, context).map(Some);
        }
        match filled_attribute(node, "bind") {
            None => Ok(None),
            Some(id) => match self.binds.by_id.get(id) {
                Some(&slot) => Ok(Some(slot)),
                None => Err(refusal(
                    node,
                    "it names a bind that the form does not have",
                    "name a bind, or use ref",
                )),
            },
        }
    }

    fn group(&mut self, node: roxmltree::Node, parent: Option<usize>) -> Result<(), Refusal> {
        let own = self.slot(node, parent)?;
        let inherited = parent.and_then(|parent| self.body.groups[parent].slot);
        let label = text::of_child(node, "label", self.loader, own.or(inherited))?;
        let at = self.body.groups.len();
        self.body.groups.push(Group {
            parent,
            slot: own.or(inherited),
            label,
            repeat: None,
            is_field_list: appearance(node).any(|own| own == "field-list"),
        });
        self.children(node, Some(at))
    }

    /// A repeat; the group around it that is about the same node has its label.
    fn repeat(&mut self, node: roxmltree::Node, parent: Option<usize>) -> Result<(), Refusal> {
        let slot = match filled_attribute(node, "nodeset").or_else(|| filled_attribute(node, "ref"))
        {
            // Nodes that are not there were remarked on when the instance was folded.
            Some(_) if super::repeats::is_lost(node, self.loader.instances) => return Ok(()),
            Some(_) => self.slot(node, parent)?,
            None => None,
        };
        let layout = &self.loader.instances.layout;
        let home = slot.and_then(|slot| Some((slot, layout.repeat_at(slot)?)));
        let Some((slot, home)) = home else {
            return Err(refusal(
                node,
                "it does not say which node is repeated",
                "add a nodeset attribute",
            ));
        };
        let around = self.home(parent);
        let is_nested = layout
            .home(home)
            .outer
            .is_some_and(|(outer, _)| outer == around);
        let place = self.body.bodies[usize::from(around)].len();
        if !is_nested || self.body.repeats[usize::from(home) - 1].group.is_some() {
            return Err(refusal(
                node,
                "it is not where its nodes are, or stands there twice",
                "put each repeat once, inside the repeats around its nodes",
            ));
        }
        let same = parent.filter(|&at| self.body.groups[at].slot == Some(slot));
        let label = match same.and_then(|at| self.body.groups[at].label.take()) {
            Some(label) => Some(label),
            None => text::of_child(node, "label", self.loader, Some(slot))?,
        };
        let at = self.body.groups.len();
        self.body.groups.push(Group {
            parent: same.map_or(parent, |at| self.body.groups[at].parent),
            slot: Some(slot),
            label,
            repeat: Some(home),
            is_field_list: appearance(node).any(|own| own == "field-list")
                || same.is_some_and(|at| self.body.groups[at].is_field_list),
        });
        let count = match filled_attribute(node, "count") {
            Some(written) => {
                let around = parent.and_then(|at| self.body.groups[at].slot);
                Some(self.count(node, written, (slot, around))?)
            }
            None => None,
        };
        let is_fixed = count.is_some()
            || attribute(node, "noAddRemove").is_some_and(|fixed| fixed.trim() == "true()");
        self.body.bodies[usize::from(around)].push(BodyItem::Repeat(home));
        let repeat = &mut self.body.repeats[usize::from(home) - 1];
        *repeat = Repeat {
            slot,
            group: Some(at),
            place,
            count,
            is_fixed,
            in_template: repeat.in_template,
        };
        self.children(node, Some(at))
    }

    /// How many instances there are. A relative path sets out from the repeat; from the element around it where it
    /// leads to nothing otherwise, as JavaRosa has it.
    fn count(
        &mut self,
        node: roxmltree::Node,
        written: &str,
        (slot, around): (u32, Option<u32>),
    ) -> Result<Compiled, Refusal> {
        let compile = |slot| self.loader.compiler.compile(written, Some(slot)).ok();
        let leads = |compiled: &Compiled| compiled.lost_paths.is_empty();
        if !compile(slot).as_ref().is_some_and(leads)
            && let Some(found) = around.and_then(compile).filter(leads)
        {
            return Ok(found);
        }
        self.loader.compile(node, "count", written, Some(slot))
    }

    pub(super) fn action(
        &mut self,
        node: roxmltree::Node,
        place: Option<Place>,
    ) -> Result<(), Refusal> {
        let action = actions::read(node, place, self.binds, self.loader)?;
        self.body.actions.extend(action);
        Ok(())
    }
}

pub(super) fn appearance(node: roxmltree::Node) -> impl Iterator<Item = String> {
    let written = filled_attribute(node, "appearance").unwrap_or_default();
    let words: Vec<String> = super::search::without_search(written)
        .split_whitespace()
        .map(str::to_string)
        .collect();
    words.into_iter()
}
