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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Answer;
    use crate::session::example;
    use proptest::prelude::*;
    use std::fmt::Write;
    use std::sync::Arc;

    const INPUTS: usize = 4;
    const CALCULATIONS: usize = 6;

    /// Expressions over the nodes before the `at`-th calculation, so that there is no circle.
    fn expression(at: usize, choice: u8, left: usize, right: usize) -> String {
        let node = |pick: usize| match pick % (INPUTS + at) {
            input if input < INPUTS => format!("/data/g{}/q{input}", input % 2),
            calculation => format!("/data/c{}", calculation - INPUTS),
        };
        let (left, right) = (node(left), node(right));
        match choice % 7 {
            0 => format!("{left} + {right}"),
            1 => format!("concat({left}, '-', {right})"),
            2 => format!("{left} = {right}"),
            3 => format!("if({left} &gt; 2, {right}, 'no')"),
            4 => format!("count({left} | {right})"),
            5 => format!("coalesce({left}, {right})"),
            _ => format!("string-length({left}) &lt; string-length({right})"),
        }
    }

    fn form(picks: &[(u8, usize, usize)]) -> String {
        let mut nodes = String::new();
        let mut binds = String::new();
        let mut body = String::new();
        for input in 0..INPUTS {
            write!(body, "<input ref=\"/data/g{}/q{input}\"/>", input % 2).unwrap();
        }
        body.push_str(
            "<select ref=\"/data/s\"><itemset nodeset=\"instance('i')/root/item[n &lt; string-length(/data/c0)]\">\
             <value ref=\"n\"/></itemset></select>",
        );
        for (at, (choice, left, right)) in picks.iter().enumerate() {
            write!(nodes, "<c{at}/>").unwrap();
            let written = expression(at, *choice, *left, *right);
            write!(
                binds,
                "<bind nodeset=\"/data/c{at}\" calculate=\"{written}\""
            )
            .unwrap();
            if choice % 3 == 0 && at > 0 {
                write!(
                    binds,
                    " relevant=\"{}\"",
                    expression(at, choice / 7, *right, *left)
                )
                .unwrap();
            }
            binds.push_str("/>");
        }
        // The second group hangs on a node of the first.
        binds.push_str("<bind nodeset=\"/data/g1\" relevant=\"/data/g0/q0 != 'a'\"/>");
        let items: String = (0..5).map(|n| format!("<item><n>{n}</n></item>")).collect();
        format!(
            "<html><head><model><instance><data id=\"f\"><g0><q0/><q2/></g0><g1><q1/><q3/></g1>{nodes}<s/><after/></data></instance>\
             <instance id=\"i\"><root>{items}</root></instance>{binds}<bind nodeset=\"/data/after\" calculate=\"count-selected(/data/s)\"/>\
             </model></head><body>{body}</body></html>"
        )
    }

    /// What is stored, seen and asked: the whole outcome.
    fn outcome(session: &Session) -> Vec<(String, String, bool)> {
        let slots = 0..session.form.references.len() as u32;
        slots
            .map(|slot| {
                let state = &session.state;
                (
                    state.value(slot).to_string(),
                    state.effective(slot).to_string(),
                    state.is_relevant(slot),
                )
            })
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

        #[test]
        fn a_change_ends_as_if_everything_were_computed_anew(
            picks in prop::collection::vec((any::<u8>(), 0usize..100, 0usize..100), CALCULATIONS),
            answers in prop::collection::vec((0usize..=INPUTS, "[a1-3]{0,4}"), 1..12),
        ) {
            let form = Arc::new(Form::parse(&form(&picks)).unwrap().form);
            let mut session = Session::new(form, example());
            for (input, text) in answers {
                let answered = match input {
                    INPUTS => {
                        let words = text.chars().map(String::from).collect();
                        session.set(&"/data/s".into(), Answer::Choices(words))
                    }
                    _ => session.set(&format!("/data/g{}/q{input}", input % 2).as_str().into(), Answer::Text(text)),
                };
                // Whether it was taken does not matter here.
                drop(answered);
                let incremental = outcome(&session);
                session.recompute_all();
                prop_assert_eq!(&incremental, &outcome(&session));
                let saved = session.save();
                let resumed = Session::resume(session.form.clone(), &saved, example()).unwrap();
                prop_assert_eq!(resumed.save(), saved);
                prop_assert_eq!(outcome(&resumed), incremental);
            }
        }
    }
}
