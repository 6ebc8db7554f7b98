//! A record that was sent: looked at again, or corrected by another one.

use std::sync::Arc;

use super::{Ambient, ResumeError, Session};
use crate::definition::Form;

/// The element that names the record which a correction takes the place of.
pub(super) const DEPRECATED_ID: &str = "deprecatedID";

impl Session {
    /// Opens a record only to be looked at: nothing in it is worked out anew but what is relevant.
    pub fn look_at(form: Arc<Form>, saved: &str, ambient: Ambient) -> Result<Session, ResumeError> {
        Session::opened(form, saved, ambient)
    }

    /// Begins another record with the answers of one that was sent, under the new id of the ambient.
    ///
    /// With `replaces` it takes the place of that one: `meta/deprecatedID` names it, as the OpenRosa metadata have it,
    /// and a server that does not have the named one will refuse it.
    pub fn correct(
        form: Arc<Form>,
        sent: &str,
        replaces: bool,
        ambient: Ambient,
    ) -> Result<Session, ResumeError> {
        let uuid = format!("uuid:{}", ambient.uuid);
        let mut session = Session::opened(form, sent, ambient)?;
        let old = session.instance_id().filter(|_| replaces);
        if let Some(slot) = session.form.instance_id {
            let node = session.form.layout.offset(slot);
            session.state.set_value(node, uuid);
        }
        match session.deprecated_slot() {
            Some(slot) => {
                let node = session.form.layout.offset(slot);
                session.state.set_value(node, old.unwrap_or_default());
            }
            None => session.replaces = old,
        }
        session.begin_call();
        session.recompute_all();
        session.run_actions(|action| action.on_load);
        Ok(session)
    }

    /// The id of the record that this one takes the place of.
    pub fn deprecated_id(&self) -> Option<String> {
        let own = self.deprecated_slot().map(|slot| {
            let node = self.form.layout.offset(slot);
            self.state.value(node).to_string()
        });
        own.or_else(|| self.replaces.clone())
            .filter(|id| !id.is_empty())
    }

    /// Where the form itself has the node; most have none.
    fn deprecated_slot(&self) -> Option<u32> {
        let meta = self.slot_of_meta()?;
        let tree = &self.form.model;
        tree.children(meta)
            .find(|&child| self.form.names.name(tree.nodes[child as usize].name) == DEPRECATED_ID)
    }

    /// The element that the record's own id stands in.
    pub(super) fn slot_of_meta(&self) -> Option<u32> {
        let own = self.form.instance_id?;
        self.form.model.nodes[own as usize].parent
    }
}
