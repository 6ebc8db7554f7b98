//! A saved record, opened again.

use std::sync::Arc;

use super::correct::DEPRECATED_ID;
use super::serialize::{DRAFT, SETTLED, WITHHELD};
use super::{Ambient, ROOT, Session};
use crate::definition::Form;
use crate::tree::{Names, Node, Tree};

/// Why a saved record is not opened; it is kept as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ResumeError {
    /// The saved text is not XML, or more than a record can be.
    #[error("the saved record cannot be read: {0}")]
    Unreadable(String),
    /// The record belongs to another form, or another version of it.
    #[error("the saved record belongs to form {found}, not to {wanted}; open it with that form")]
    OtherForm {
        /// The form and version that was saved.
        found: String,
        /// The form and version that is open.
        wanted: String,
    },
    /// The record has a node that the form does not have: its answer would be lost.
    #[error(
        "the form has no node {0} for an answer in the saved record; open it with the version it was saved with"
    )]
    UnknownNode(String),
    /// The record has more instances of repeats than a record can hold.
    #[error("the saved record has more instances of repeats than a record can hold")]
    TooManyInstances,
}

impl Session {
    /// Opens a record that `save` wrote. Calculations keep what they had; relevance is worked out again.
    pub fn resume(form: Arc<Form>, saved: &str, ambient: Ambient) -> Result<Session, ResumeError> {
        let mut session = Session::opened(form, saved, ambient)?;
        session.run_actions(|action| action.on_load);
        Ok(session)
    }

    /// The record as it was written, before anything hears of its opening.
    pub(super) fn opened(
        form: Arc<Form>,
        saved: &str,
        ambient: Ambient,
    ) -> Result<Session, ResumeError> {
        let document = crate::parse::document(saved)
            .map_err(|refusal| ResumeError::Unreadable(refusal.to_string()))?;
        let root = document.root_element();
        check_form(&form, root)?;
        let mut names = Names::default();
        let tree = Tree::copy(root, &mut names);
        let mut session = Session::bare(form, ambient);
        session.take_values(&tree, &names)?;
        session.recompute_relevance();
        Ok(session)
    }

    /// Puts each saved value into the node of the same name at the same place; makes the instances it lies in.
    pub(super) fn take_values(&mut self, saved: &Tree, names: &Names) -> Result<(), ResumeError> {
        let form = self.form.clone();
        for node in self.state.nodes(&form.layout, ROOT) {
            self.state.set_value(node, String::new());
        }
        let mark = |name: &str| names.find(name).zip(names.find(DRAFT));
        let (is_withheld, is_settled) = (mark(WITHHELD), mark(SETTLED));
        let mut pairs: Vec<(u32, u32)> = vec![(0, 0)];
        let mut withheld = Vec::new();
        while let Some((from, to)) = pairs.pop() {
            self.state
                .set_value(to, saved.nodes[from as usize].text.to_string());
            let slot = self.state.slot(to);
            let mut slots = Matcher::new(&form, slot);
            for member in saved.members(from) {
                let node = &saved.nodes[member as usize];
                let name = Some((node.name, node.namespace.unwrap_or(u32::MAX)));
                if is_withheld.is_some() && name == is_withheld {
                    withheld.push(self.state.block(to));
                    continue;
                }
                if is_settled.is_some() && name == is_settled {
                    self.state.set_settled(to, true);
                    continue;
                }
                let local = names.name(node.name);
                let found = slots.find(&form, node, local);
                if found.is_none() && local == DEPRECATED_ID && self.slot_of_meta() == Some(slot) {
                    self.replaces = Some(node.text.to_string());
                    continue;
                }
                let Some(slot) = found else {
                    let above = self.id_of(to);
                    return Err(ResumeError::UnknownNode(format!("{above}/{local}")));
                };
                let block = self.state.block(to);
                let own = match form.layout.repeat_at(slot) {
                    None => self.state.base(block) + form.layout.offset(slot),
                    Some(repeat) => {
                        let at = self.state.instances_of(&form.layout, block, repeat).len();
                        let made = self
                            .state
                            .insert(&form.layout, &form.model, block, repeat, at);
                        let made = made.ok_or(ResumeError::TooManyInstances)?;
                        for node in self.state.nodes(&form.layout, made) {
                            self.state.set_value(node, String::new());
                        }
                        self.state.base(made)
                    }
                };
                pairs.push((member, own));
            }
        }
        // What is met last lies first.
        for block in withheld.into_iter().rev() {
            self.state.withhold(&form.layout, block);
        }
        Ok(())
    }
}

/// Finds the slots below a slot by name, each once but for repeats; they mostly come in the form's order.
struct Matcher {
    slots: Vec<u32>,
    taken: Vec<bool>,
    next: usize,
}

impl Matcher {
    fn new(form: &Form, slot: u32) -> Matcher {
        let slots: Vec<u32> = form.model.members(slot).collect();
        Matcher {
            taken: vec![false; slots.len()],
            slots,
            next: 0,
        }
    }

    fn find(&mut self, form: &Form, node: &Node, local: &str) -> Option<u32> {
        let count = self.slots.len();
        let at = (self.next..count).chain(0..self.next).find(|&at| {
            let own = &form.model.nodes[self.slots[at] as usize];
            !self.taken[at]
                && own.is_attribute == node.is_attribute
                && form.names.name(own.name) == local
                && own.prefix == node.prefix
        })?;
        let slot = self.slots[at];
        let repeats = form.layout.repeat_at(slot).is_some();
        self.taken[at] = !repeats;
        self.next = if repeats { at } else { at + 1 };
        Some(slot)
    }
}

fn check_form(form: &Form, root: roxmltree::Node) -> Result<(), ResumeError> {
    let spell = |id: &str, version: Option<&str>| match version {
        Some(version) => format!("{id} version {version}"),
        None => id.to_string(),
    };
    let find = |name: &str| {
        root.attribute(name)
            .or_else(|| crate::parse::attribute(root, name))
    };
    let name = form.names.name(form.model.nodes[0].name);
    let id = find("id").unwrap_or(root.tag_name().name());
    let found = spell(id, find("version"));
    let wanted = spell(form.id(), form.version());
    if found != wanted || root.tag_name().name() != name {
        return Err(ResumeError::OtherForm { found, wanted });
    }
    Ok(())
}
