//! What follows from a change: only dependants are evaluated, each once, in order.

use std::collections::BTreeSet;

use super::Session;
use crate::definition::{Bind, Form};
use crate::graph::{Task, TaskKind};
use crate::xpath::Context;
use crate::xpath::expression::Expression;

/// What is still to be done after a change.
#[derive(Default)]
pub(super) struct Pending {
    /// Places in the order of the form's tasks.
    tasks: BTreeSet<u32>,
    /// Selects whose choices may have changed.
    selects: BTreeSet<u32>,
    /// Whether calculations keep what they had.
    is_resuming: bool,
}

impl Pending {
    /// A slot has another value, or became relevant or irrelevant.
    pub(super) fn changed(&mut self, form: &Form, slot: u32) {
        self.tasks
            .extend(form.graph.readers.get(slot as usize).into_iter().flatten());
        self.selects
            .extend(form.graph.filters.get(&slot).into_iter().flatten());
        if form.graph.filtered.contains(&slot) {
            self.selects.insert(slot);
        }
    }
}

impl Session {
    /// Computes everything, as for a new record.
    pub(super) fn recompute_all(&mut self) {
        let tasks = (0..self.form.graph.tasks.len() as u32).collect();
        let selects = self.form.graph.filtered.clone();
        self.settle(Pending {
            tasks,
            selects,
            is_resuming: false,
        });
    }

    /// Computes relevance and choices only: the calculations of a saved record were made when it was saved.
    pub(super) fn recompute_relevance(&mut self) {
        let tasks = self.form.graph.tasks.iter().zip(0..);
        let tasks = tasks
            .filter(|(task, _)| task.kind == TaskKind::Relevance)
            .map(|(_, rank)| rank);
        let pending = Pending {
            tasks: tasks.collect(),
            selects: self.form.graph.filtered.clone(),
            is_resuming: true,
        };
        self.settle(pending);
    }

    /// Computes what depends on the language.
    pub(super) fn recompute_worded(&mut self) {
        let is_worded = |task: &Task| {
            let bind = self.form.bind(task.slot);
            let compiled = bind.and_then(|bind| match task.kind {
                TaskKind::Relevance => bind.relevant.as_ref(),
                TaskKind::Calculation => bind.calculate.as_ref(),
            });
            compiled.is_some_and(|compiled| compiled.is_worded)
        };
        let tasks = self
            .form
            .graph
            .tasks
            .iter()
            .zip(0..)
            .filter(|(task, _)| is_worded(task))
            .map(|(_, rank)| rank);
        let pending = Pending {
            tasks: tasks.collect(),
            ..Pending::default()
        };
        self.settle(pending);
    }

    /// Evaluates what is pending, and what follows from that, until nothing changes.
    pub(super) fn settle(&mut self, mut pending: Pending) {
        let form = self.form.clone();
        // Choices that filter each other could take turns for ever.
        let rounds_max = 100 + 10 * form.graph.filtered.len();
        for _ in 0..rounds_max {
            while let Some(rank) = pending.tasks.pop_first() {
                let task = form.graph.tasks[rank as usize];
                if !(pending.is_resuming && task.kind == TaskKind::Calculation) {
                    self.perform(task, &mut pending);
                }
            }
            let Some(select) = pending.selects.pop_first() else {
                return;
            };
            self.withdraw_choices(select, &mut pending);
        }
    }

    fn perform(&mut self, task: Task, pending: &mut Pending) {
        let form = self.form.clone();
        let Some(bind) = form.bind(task.slot) else {
            return;
        };
        match task.kind {
            TaskKind::Relevance => {
                let Some(compiled) = &bind.relevant else {
                    return;
                };
                let relevant = self
                    .evaluator()
                    .evaluate_boolean(&compiled.expression, &Context::of(task.slot));
                let changed = |slot| pending.changed(&form, slot);
                self.state
                    .set_relevant(form.primary(), task.slot, relevant, changed);
            }
            TaskKind::Calculation => {
                let Some(value) = self.calculated(bind, task.slot) else {
                    return;
                };
                if self.state.set_value(task.slot, value) {
                    pending.changed(&form, task.slot);
                }
            }
        }
    }

    fn calculated(&self, bind: &Bind, slot: u32) -> Option<String> {
        let compiled = bind.calculate.as_ref()?;
        Some(self.stored_result(&compiled.expression, slot))
    }

    /// The value of an expression as a node stores it: what is no number is nothing.
    pub(super) fn stored_result(&self, expression: &Expression, slot: u32) -> String {
        let evaluator = self.evaluator();
        let value = evaluator.evaluate(expression, &Context::of(slot));
        if matches!(value, crate::xpath::value::Value::Number(number) if number.is_nan()) {
            return String::new();
        }
        let text: String = evaluator
            .text(&value)
            .chars()
            .filter(|&character| crate::data_type::is_xml(character))
            .collect();
        if !self.state.has_room(text.len()) {
            return String::new();
        }
        self.form.data_type(slot).stored(text, evaluator.zone())
    }
}
