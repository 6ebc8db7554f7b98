//! The questions of the body: how each is answered, and its words.

use super::actions::Place;
use super::body::{Reader, appearance};
use super::{choices, elements, filled_attribute, refusal, text};
use crate::data_type::DataType;
use crate::definition::{BodyItem, Choices, ControlKind, QuestionDefinition, Range, Upload};
use crate::problem::Refusal;

impl Reader<'_, '_> {
    pub(super) fn question(
        &mut self,
        node: roxmltree::Node,
        group: Option<usize>,
    ) -> Result<(), Refusal> {
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
        let ticks = match kind {
            ControlKind::Range => choices::ticks(node, slot, self.loader)?,
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
            ticks,
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
        if name == "input" && data_type == DataType::Binary {
            let problem = "a file without an upload is shown as text and never required";
            self.loader
                .remark(node, problem, "ask for it with an upload");
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
        let range = Range {
            start,
            end,
            step: number("step").unwrap_or(1.0).abs(),
            placeholder: None,
        };
        let placeholder = number("placeholder").filter(|&number| range.holds(number));
        (range.step > 0.0 && start != end).then_some(Range {
            placeholder,
            ..range
        })
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
