//! The actions: values set when a record begins, is opened, or when an answer changes.

use super::binds::Binds;
use super::source::Parts;
use super::{Loader, attribute, elements, filled_attribute, refusal};
use crate::definition::{Action, ActionValue};
use crate::layout::{HomeId, WHOLE};
use crate::problem::Refusal;

/// The element of the body that an action stands in.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    Control(u32),
    Repeat(u32),
}

impl Place {
    fn slot(self) -> u32 {
        match self {
            Place::Control(slot) | Place::Repeat(slot) => slot,
        }
    }
}

/// The actions that stand in the model.
pub(super) fn of_model(
    source: &Parts,
    binds: &Binds,
    loader: &mut Loader,
) -> Result<Vec<Action>, Refusal> {
    let mut actions = Vec::new();
    for node in elements(source.model) {
        actions.extend(read(node, None, binds, loader)?);
    }
    Ok(actions)
}

/// Reads an element if it is an action; one within a control hears of that control's changes, one within a repeat
/// of its new instances.
pub(super) fn read(
    node: roxmltree::Node,
    place: Option<Place>,
    binds: &Binds,
    loader: &mut Loader,
) -> Result<Option<Action>, Refusal> {
    match node.tag_name().name() {
        "setvalue" => set_value(node, place, binds, loader),
        "setgeopoint" => {
            let problem = "<setgeopoint> sets a place only where the computer knows its own";
            loader.remark(node, problem, "ask for the place in a question");
            set_value(node, place, binds, loader)
        }
        "recordaudio" => {
            let problem = "<recordaudio> is left out: nobody is recorded unasked";
            loader.remark(node, problem, "ask for a recording with an upload");
            Ok(None)
        }
        _ => Ok(None),
    }
}

impl Loader<'_> {
    /// The innermost repeat that a place of the body stands in.
    fn repeat_of(&self, place: Option<Place>) -> Option<HomeId> {
        let home = self.instances.layout.home_of(place?.slot());
        (home != WHOLE).then_some(home)
    }
}

fn set_value(
    node: roxmltree::Node,
    place: Option<Place>,
    binds: &Binds,
    loader: &mut Loader,
) -> Result<Option<Action>, Refusal> {
    let mut path = None;
    let target = match (
        filled_attribute(node, "ref"),
        filled_attribute(node, "bind"),
    ) {
        (Some(written), _) => {
            let context = place.map_or(0, Place::slot);
            let found = loader
                .compiler
                .target(written, context)
                .map_err(|problem| super::in_expression(node, "reference", written, &problem))?;
            let Some((slot, filtered)) = found else {
                let problem = format!("the form has no node {}", crate::problem::shorten(written));
                loader.remark(node, problem, super::CURE_PATH);
                return Ok(None);
            };
            path = filtered;
            slot
        }
        (None, Some(id)) => match binds.by_id.get(id) {
            Some(&slot) => slot,
            None => {
                return Err(refusal(
                    node,
                    "it names a bind that the form does not have",
                    "name a bind, or use ref",
                ));
            }
        },
        (None, None) => {
            return Err(refusal(
                node,
                "it does not say which node to set",
                "add a ref attribute",
            ));
        }
    };
    let value = match filled_attribute(node, "value") {
        _ if node.tag_name().name() == "setgeopoint" => ActionValue::Place,
        Some(written) => {
            ActionValue::Computed(loader.compile(node, "value", written, Some(target))?)
        }
        None => ActionValue::Literal(crate::tree::own_text(node).into()),
    };
    let mut action = Action {
        on_first_load: false,
        on_load: false,
        on_new: None,
        on_change_of: None,
        target,
        path,
        value,
    };
    for event in attribute(node, "event")
        .unwrap_or_default()
        .split_whitespace()
    {
        match event {
            "odk-instance-first-load" | "xforms-ready" => action.on_first_load = true,
            "odk-instance-load" => action.on_load = true,
            "xforms-value-changed" if matches!(place, Some(Place::Control(_))) => {
                action.on_change_of = place.map(Place::slot);
            }
            "odk-new-repeat" if loader.repeat_of(place).is_some() => {
                action.on_new = loader.repeat_of(place);
            }
            "odk-new-repeat" => {
                loader.remark(
                    node,
                    "outside a repeat there are no new instances: it is never set",
                    "put it into the repeat",
                );
            }
            "xforms-value-changed" => {
                loader.remark(
                    node,
                    "outside a control no answer changes: it is never set",
                    "put it into the control",
                );
            }
            other => {
                let problem = format!(
                    "the event “{}” is not known",
                    crate::problem::shorten(other)
                );
                let cure = "use odk-instance-first-load or xforms-value-changed";
                if !matches!(action.value, ActionValue::Place) {
                    return Err(refusal(node, problem, cure));
                }
                // Nobody's answer depends on a place that is noted by the way.
                loader.remark(node, problem, cure);
            }
        }
    }
    Ok(Some(action))
}
