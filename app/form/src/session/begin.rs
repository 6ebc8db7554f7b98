//! A new record: what it fills in by itself.

use std::cell::Cell;
use std::sync::Arc;

use super::recompute::Pending;
use super::{Ambient, Session, State};
use crate::definition::{Action, ActionValue, Form, Preload};
use crate::xpath::moment::zoned_text;

impl Session {
    /// Begins a new record: defaults, preloads, calculations, then what happens at first load.
    pub fn new(form: Arc<Form>, ambient: Ambient) -> Session {
        let mut session = Session::bare(form, ambient);
        session.preload();
        session.recompute_all();
        session.run_actions(|action| action.on_first_load || action.on_load);
        session
    }

    pub(super) fn bare(form: Arc<Form>, ambient: Ambient) -> Session {
        let state = State::new(form.primary());
        let language = if form.languages.is_empty() {
            None
        } else {
            Some(0)
        };
        Session {
            form,
            ambient,
            state,
            language,
            draws: Cell::new(0),
        }
    }

    fn preload(&mut self) {
        let form = self.form.clone();
        for (slot, bind) in form.binds.iter().enumerate() {
            let Some(preload) = bind.as_ref().and_then(|bind| bind.preload.as_ref()) else {
                continue;
            };
            let value = match preload {
                Preload::InstanceId => format!("uuid:{}", self.ambient.uuid),
                Preload::Start => zoned_text(&self.ambient.now),
                Preload::End => continue,
                Preload::Today => self.ambient.now.date().to_string(),
                Preload::DeviceId => self.ambient.device_id.clone(),
                Preload::Property(name) => match self.ambient.properties.get(name) {
                    Some(value) => value.clone(),
                    None => continue,
                },
            };
            self.state.set_value(slot as u32, value);
        }
    }

    /// Runs the actions that are meant, in the order of the form.
    pub(super) fn run_actions(&mut self, is_meant: impl Fn(&Action) -> bool) {
        let form = self.form.clone();
        for action in form.actions.iter().filter(|action| is_meant(action)) {
            self.run(action);
        }
    }

    /// Sets what an action sets; tells whether that is another value.
    pub(super) fn run(&mut self, action: &Action) -> bool {
        let value = match &action.value {
            ActionValue::Literal(text) => text.to_string(),
            ActionValue::Computed(compiled) => {
                self.stored_result(&compiled.expression, action.target)
            }
        };
        let changed = self.state.set_value(action.target, value);
        if changed {
            let mut pending = Pending::default();
            pending.changed(&self.form, action.target);
            self.settle(pending);
        }
        changed
    }
}
