//! The body: groups and the questions in them, in the order in which they are asked.

use std::collections::BTreeSet;

use super::actions;
use super::binds::Binds;
use super::choices;
use super::source::Source;
use super::{Loader, elements, filled_attribute, refusal, text};
use crate::data_type::DataType;
use crate::definition::{Action, Choices, ControlKind, Group, QuestionDefinition};
use crate::problem::Refusal;

/// What the body holds.
#[derive(Default)]
pub(super) struct Body {
    pub(super) groups: Vec<Group>,
    pub(super) questions: Vec<QuestionDefinition>,
    pub(super) actions: Vec<Action>,
}

/// Reads the body.
pub(super) fn read(source: &Source, binds: &Binds, loader: &mut Loader) -> Result<Body, Refusal> {
    let mut reader = Reader {
        binds,
        loader,
        body: Body::default(),
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
                "repeat" => {
                    return Err(refusal(
                        node,
                        "repeats are not supported yet",
                        "ask each question once for now",
                    ));
                }
                "input" | "secret" | "select" | "select1" | "trigger" | "rank" | "range"
                | "upload" => {
                    self.question(node, group)?;
                }
                "label" | "hint" | "help" => {}
                "setvalue" | "setgeopoint" | "recordaudio" => self.action(node, None)?,
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
        });
        self.children(node, Some(at))
    }

    fn action(&mut self, node: roxmltree::Node, control: Option<u32>) -> Result<(), Refusal> {
        let action = actions::read(node, control, self.binds, self.loader)?;
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
        if self.loader.instances.trees[0].has_children(slot) {
            return Err(refusal(
                node,
                "its node holds other nodes, an answer would replace them",
                "refer to a node without children",
            ));
        }
        for child in elements(node) {
            self.action(child, Some(slot))?;
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
            ControlKind::SelectOne | ControlKind::SelectMultiple => {
                choices::read(node, slot, kind, self.loader)?
            }
            ControlKind::Input | ControlKind::Trigger | ControlKind::Unsupported => Choices::None,
        };
        let mut appearance: Vec<String> = filled_attribute(node, "appearance")
            .unwrap_or_default()
            .split_whitespace()
            .map(str::to_string)
            .collect();
        if node.tag_name().name() == "secret" {
            appearance.push("masked".to_string());
        }
        self.body.questions.push(QuestionDefinition {
            slot,
            kind,
            group,
            label: text::of_child(node, "label", self.loader, Some(slot))?,
            hint: text::of_child(node, "hint", self.loader, Some(slot))?,
            appearance,
            choices,
            range: range(node),
        });
        Ok(())
    }

    fn kind(&mut self, node: roxmltree::Node, slot: u32) -> ControlKind {
        let data_type = self.binds.by_slot[slot as usize]
            .as_ref()
            .map_or(DataType::String, |bind| bind.data_type);
        let name = node.tag_name().name();
        let unsupported = match (name, data_type) {
            ("input", DataType::Geopoint | DataType::Geotrace | DataType::Geoshape) => {
                Some("places on a map are")
            }
            ("input", DataType::Binary) => Some("files are"),
            ("upload", _) => Some("uploading files is"),
            ("rank", _) => Some("ranking is"),
            _ => None,
        };
        if let Some(what) = unsupported {
            let problem =
                format!("{what} not supported yet: it is shown as text and never required");
            self.loader.remark(node, problem, "ask for it in words");
            return ControlKind::Unsupported;
        }
        match name {
            "select" => ControlKind::SelectMultiple,
            "select1" => ControlKind::SelectOne,
            "trigger" => ControlKind::Trigger,
            "input" | "secret" => ControlKind::Input,
            "range" => {
                self.loader.remark(
                    node,
                    "a range is asked for as a number",
                    "nothing needs to be done",
                );
                ControlKind::Input
            }
            _ => ControlKind::Unsupported,
        }
    }
}

/// The bounds of a `<range>`, lower first.
fn range(node: roxmltree::Node) -> Option<(f64, f64)> {
    if node.tag_name().name() != "range" {
        return None;
    }
    let number = |name: &str| filled_attribute(node, name)?.trim().parse::<f64>().ok();
    let (start, end) = (number("start")?, number("end")?);
    Some((start.min(end), start.max(end)))
}
