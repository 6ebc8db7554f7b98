//! A new record: what it fills in by itself.

use std::cell::Cell;
use std::collections::VecDeque;
use std::sync::Arc;

use super::pending::Pending;
use super::{Ambient, ROOT, Session, State};
use crate::data_type::DataType;
use crate::definition::{Action, ActionValue, Form, Preload};
use crate::layout::DEEPEST;
use crate::xpath::Context;
use crate::xpath::moment::zoned_text;
use crate::xpath::value::NodeRef;

impl Session {
    /// Begins a new record: defaults, preloads, calculations, then what happens at first load.
    pub fn new(form: Arc<Form>, ambient: Ambient) -> Session {
        let mut session = Session::bare(form, ambient);
        session.begin_initial_instances();
        // What a count makes is new and hears of that alone: the record is begun without it.
        session.holds_counts = true;
        session.recompute_all();
        session.run_actions(|action| action.on_first_load || action.on_load);
        session.holds_counts = false;
        session.follow_counts();
        session.begin_lazy_repeats();
        session
    }

    pub(super) fn bare(form: Arc<Form>, ambient: Ambient) -> Session {
        let state = State::new(&form.layout, &form.model);
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
            replaces: None,
            draws: Cell::new(0),
            created: VecDeque::new(),
            is_telling: false,
            holds_counts: false,
            allowance: Cell::new(super::ALLOWANCE),
        }
    }

    /// The instances that the form has from the beginning, with the values they have there.
    fn begin_initial_instances(&mut self) {
        let form = self.form.clone();
        if let Some(initial) = &form.initial {
            // The form's own instance has no node that the form does not have.
            let _ = self.take_values(initial, &form.names);
        }
        for block in self.blocks() {
            self.begin_fixed_instances(&form, block);
        }
        for block in self.blocks() {
            self.preload(&form, block);
        }
    }

    /// Fills in what a new record, or a new instance, fills in by itself.
    pub(super) fn preload(&mut self, form: &Form, block: u32) {
        for node in self.state.nodes(&form.layout, block) {
            let Some(bind) = form.bind(self.state.slot(node)) else {
                continue;
            };
            self.fit_default(bind.data_type, node);
            let Some(preload) = &bind.preload else {
                continue;
            };
            let value = match preload {
                Preload::InstanceId => format!("uuid:{}", self.ambient.uuid),
                Preload::Unique => format!("uuid:{}", self.evaluator().unique_text(None)),
                Preload::Start => zoned_text(&self.ambient.now),
                Preload::End => continue,
                Preload::Today => self.ambient.now.date().to_string(),
                Preload::DeviceId => self.ambient.device_id.clone(),
                Preload::Property(name) => match self.ambient.properties.get(name) {
                    Some(value) => value.clone(),
                    None => continue,
                },
            };
            self.state.set_value(node, value);
        }
    }

    /// A default value that does not fit its type is nobody's answer: whoever fills in the form could not go on.
    fn fit_default(&mut self, data_type: DataType, node: u32) {
        let written = self.state.value(node);
        let fitting = data_type.default_value(written, self.ambient.now.time_zone());
        if fitting.as_deref() != Some(written) {
            self.state.set_value(node, fitting.unwrap_or_default());
        }
    }

    /// Runs the actions that are meant, in the order of the form.
    pub(super) fn run_actions(&mut self, is_meant: impl Fn(&Action) -> bool) {
        let form = self.form.clone();
        for action in form.actions.iter().filter(|action| is_meant(action)) {
            let changed = self.run(action, ROOT);
            self.run_change_actions(changed);
        }
    }

    /// Runs what a new instance sets off.
    pub(super) fn run_new_actions(&mut self, block: u32) {
        let form = self.form.clone();
        let home = self.state.home(block);
        for action in form
            .actions
            .iter()
            .filter(|action| action.on_new == Some(home))
        {
            let changed = self.run(action, block);
            self.run_change_actions(changed);
        }
    }

    /// Sets what an action sets, seen from a block; gives the nodes that have another value now.
    pub(super) fn run(&mut self, action: &Action, from: u32) -> Vec<u32> {
        let form = self.form.clone();
        let mut targets = Vec::new();
        if let Some(path) = &action.path {
            let context = Context::of(self.state.base(from));
            let nodes = self.evaluator().evaluate_nodes(&path.expression, &context);
            targets.extend(nodes.into_iter().filter_map(NodeRef::own));
        } else {
            let around = self.state.bound(&form.layout, action.target, DEEPEST, from);
            self.state
                .each(&form.layout, action.target, around, &mut |node| {
                    targets.push(node);
                });
        }
        targets.retain(|&target| {
            let stored = |text: String| {
                let data_type = form.data_type(self.state.slot(target));
                data_type.stored(text, self.ambient.now.time_zone())
            };
            let value = match &action.value {
                ActionValue::Place => match self.ambient.place() {
                    Some(place) => stored(place),
                    None => return false,
                },
                ActionValue::Literal(text) => stored(text.to_string()),
                ActionValue::Computed(compiled) => self.stored_result(&compiled.expression, target),
            };
            let changed = self.state.set_value(target, value);
            if changed {
                let mut pending = Pending::default();
                pending.changed(&form, &self.state, target);
                self.settle(pending);
            }
            changed
        });
        targets
    }
}
