//! The body: groups and the questions in them, in the order in which they are asked.

use std::collections::BTreeSet;

use super::actions::{self, Place};
use super::binds::Binds;
use super::choices;
use super::source::Parts;
use super::{Loader, attribute, elements, filled_attribute, refusal, text};
use crate::data_type::DataType;
use crate::definition::{
    Action, BodyItem, Choices, ControlKind, Group, QuestionDefinition, Range, Repeat, Upload,
};
use crate::layout::{HomeId, WHOLE};
use crate::problem::Refusal;

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

struct Reader<'a, 'b> {
    binds: &'a Binds,
    loader: &'a mut Loader<'b>,
    body: Body,
    asked: BTreeSet<u32>,
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
                        format!("<{name}> is shown as text only"),
                        "use a control of ODK XForms",
                    );
                    self.question(node, group)?;
                }
                name => self.loader.remark(
                    node,
                    format!("<{name}> is left out"),
                    "use a control of ODK XForms",
                ),
            }
        }
        Ok(())
    }

    /// The home whose body a group belongs to.
    fn home(&self, group: Option<usize>) -> HomeId {
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
    fn slot(
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
        let count = match attribute(node, "count").filter(|count| !count.trim().is_empty()) {
            Some(written) => Some(self.loader.compile(node, "count", written, Some(slot))?),
            None => None,
        };
        let is_fixed = count.is_some()
            || attribute(node, "noAddRemove").is_some_and(|fixed| fixed.trim() == "true()");
        self.body.bodies[usize::from(around)].push(BodyItem::Repeat(home));
        self.body.repeats[usize::from(home) - 1] = Repeat {
            slot,
            group: Some(at),
            place,
            count,
            is_fixed,
        };
        self.children(node, Some(at))
    }

    fn action(&mut self, node: roxmltree::Node, place: Option<Place>) -> Result<(), Refusal> {
        let action = actions::read(node, place, self.binds, self.loader)?;
        self.body.actions.extend(action);
        Ok(())
    }

    fn question(&mut self, node: roxmltree::Node, group: Option<usize>) -> Result<(), Refusal> {
        let Some(slot) = self.slot(node, group)? else {
            return Err(refusal(
                node,
                "it does not say which node holds the answer",
                "add a ref attribute",
            ));
        };
        if self.loader.instances.model.has_children(slot) {
            return Err(refusal(
                node,
                "its node holds other nodes, an answer would replace them",
                "refer to a node without children",
            ));
        }
        let home = self.home(group);
        let layout = &self.loader.instances.layout;
        if !layout.is_within(layout.home_of(slot), home) {
            return Err(refusal(
                node,
                "it stands in a repeat that its node does not lie in",
                "put the question outside the repeat",
            ));
        }
        for child in elements(node) {
            self.action(child, Some(Place::Control(slot)))?;
        }
        if !self.asked.insert(slot) {
            self.loader.remark(
                node,
                "its node is asked for twice; this second question is left out",
                "ask once",
            );
            return Ok(());
        }
        let kind = self.kind(node, slot);
        let choices = match kind {
            ControlKind::SelectOne | ControlKind::SelectMultiple | ControlKind::Rank => {
                choices::read(node, slot, kind, self.loader)?
            }
            _ => Choices::None,
        };
        let mut appearance: Vec<String> = appearance(node).collect();
        if node.tag_name().name() == "secret" {
            appearance.push("masked".to_string());
        }
        let body = &mut self.body.bodies[usize::from(home)];
        let place = body.len();
        body.push(BodyItem::Question(self.body.questions.len()));
        let question = QuestionDefinition {
            slot,
            kind,
            group,
            label: text::of_child(node, "label", self.loader, Some(slot))?,
            hint: text::of_child(node, "hint", self.loader, Some(slot))?,
            appearance,
            choices,
            range: (kind == ControlKind::Range)
                .then(|| self.range(node))
                .flatten(),
            upload: (kind == ControlKind::Upload).then(|| self.upload(node, slot)),
            home,
            place,
        };
        self.body.questions.push(question);
        Ok(())
    }

    fn kind(&mut self, node: roxmltree::Node, slot: u32) -> ControlKind {
        let data_type = self.binds.by_slot[slot as usize]
            .as_ref()
            .map_or(DataType::String, |bind| bind.data_type);
        let name = node.tag_name().name();
        let unsupported = match (name, data_type) {
            ("input", DataType::Geotrace | DataType::Geoshape) => Some("lines on a map are"),
            ("input", DataType::Binary) => Some("files without an upload are"),
            _ => None,
        };
        if let Some(what) = unsupported {
            let problem = format!("{what} shown as text and never required");
            self.loader.remark(node, problem, "ask for it in words");
            return ControlKind::Unsupported;
        }
        match name {
            "select" => ControlKind::SelectMultiple,
            "select1" => ControlKind::SelectOne,
            "rank" => ControlKind::Rank,
            "input" if filled_attribute(node, "query").is_some() => ControlKind::SelectOne,
            "upload" => ControlKind::Upload,
            "trigger" => ControlKind::Trigger,
            "range" if self.range(node).is_some() => ControlKind::Range,
            "range" => {
                let problem = "its bounds are no numbers, or no value lies between them: it is asked for as a number";
                self.loader
                    .remark(node, problem, "write start, end and step as numbers");
                ControlKind::Input
            }
            "input" | "secret" => ControlKind::Input,
            _ => ControlKind::Unsupported,
        }
    }

    /// The bounds of a `<range>`.
    fn range(&self, node: roxmltree::Node) -> Option<Range> {
        let number = |name: &str| {
            let number = filled_attribute(node, name)?.trim().parse::<f64>().ok()?;
            number.is_finite().then_some(number)
        };
        let (start, end) = (number("start")?, number("end")?);
        let step = number("step").unwrap_or(1.0).abs();
        (step > 0.0 && start != end).then_some(Range { start, end, step })
    }

    fn upload(&self, node: roxmltree::Node, slot: u32) -> Upload {
        let accept =
            filled_attribute(node, "accept").or_else(|| filled_attribute(node, "mediatype"));
        let bind = self.binds.by_slot[slot as usize].as_ref();
        Upload {
            accept: accept.unwrap_or("*/*").trim().to_string(),
            max_pixels: bind.and_then(|bind| bind.max_pixels),
        }
    }
}

fn appearance(node: roxmltree::Node) -> impl Iterator<Item = String> {
    let written = filled_attribute(node, "appearance").unwrap_or_default();
    let words: Vec<String> = super::search::without_search(written)
        .split_whitespace()
        .map(str::to_string)
        .collect();
    words.into_iter()
}
