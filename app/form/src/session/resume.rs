//! A saved record, opened again.

use std::sync::Arc;

use super::{Ambient, Session};
use crate::definition::Form;
use crate::tree::{Names, Tree};

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
}

impl Session {
    /// Opens a record that `save` wrote. Calculations keep what they had; relevance is worked out again.
    pub fn resume(form: Arc<Form>, saved: &str, ambient: Ambient) -> Result<Session, ResumeError> {
        let document = crate::parse::document(saved)
            .map_err(|refusal| ResumeError::Unreadable(refusal.to_string()))?;
        let root = document.root_element();
        check_form(&form, root)?;
        let mut names = Names::default();
        let tree = Tree::copy(root, &mut names);
        let mut session = Session::bare(form, ambient);
        session.take_values(&tree, &names)?;
        session.recompute_relevance();
        session.run_actions(|action| action.on_load);
        Ok(session)
    }

    /// Puts each saved value into the node of the same name at the same place.
    fn take_values(&mut self, saved: &Tree, names: &Names) -> Result<(), ResumeError> {
        let form = self.form.clone();
        let primary = form.primary();
        for slot in 0..primary.nodes.len() as u32 {
            self.state.set_value(slot, String::new());
        }
        let mut pairs: Vec<(u32, u32)> = vec![(0, 0)];
        while let Some((from, to)) = pairs.pop() {
            self.state
                .set_value(to, saved.nodes[from as usize].text.to_string());
            let mut free: Vec<u32> = primary.members(to).collect();
            for member in saved.members(from) {
                let node = &saved.nodes[member as usize];
                let local = names.name(node.name);
                let place = free.iter().position(|&slot| {
                    let own = &primary.nodes[slot as usize];
                    form.names.name(own.name) == local
                        && own.prefix == node.prefix
                        && own.is_attribute == node.is_attribute
                });
                match place {
                    Some(place) => pairs.push((member, free.remove(place))),
                    None => {
                        return Err(ResumeError::UnknownNode(format!(
                            "{}/{local}",
                            form.references[to as usize]
                        )));
                    }
                }
            }
        }
        Ok(())
    }
}

fn check_form(form: &Form, root: roxmltree::Node) -> Result<(), ResumeError> {
    let spell = |id: &str, version: Option<&str>| match version {
        Some(version) => format!("{id} version {version}"),
        None => id.to_string(),
    };
    let find = |name: &str| {
        root.attribute(name).or_else(|| {
            root.attributes()
                .find(|other| other.name() == name)
                .map(|other| other.value())
        })
    };
    let name = form.names.name(form.primary().nodes[0].name);
    let id = find("id").unwrap_or(root.tag_name().name());
    let found = spell(id, find("version"));
    let wanted = spell(form.id(), form.version());
    if found != wanted || root.tag_name().name() != name {
        return Err(ResumeError::OtherForm { found, wanted });
    }
    Ok(())
}
