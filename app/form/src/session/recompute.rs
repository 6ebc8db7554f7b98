//! What follows from a change: only dependants are evaluated, each once, in order.

use std::collections::BTreeMap;

use super::Session;
use super::pending::Pending;
use crate::definition::{Bind, Form};
use crate::graph::{Task, TaskKind};
use crate::xpath::Context;
use crate::xpath::expression::Expression;

/// So many texts that stand in each other are plenty, and so many instances that follow each other over more than one.
const SWEEPS_MIN: usize = 50;
const SWEEPS_MAX: usize = 500;

impl Session {
    /// Computes everything anew. It changes nothing: what depends on an answer is computed with it. Tests hold that.
    pub fn recompute_all(&mut self) {
        self.begin_call();
        let pending = Pending::all(&self.form, &self.state, |_| true);
        self.settle(pending.and_selects(&self.form, &self.state));
    }

    /// Computes relevance and choices only: the calculations of a saved record were made when it was saved.
    pub(super) fn recompute_relevance(&mut self) {
        let pending = Pending::all(&self.form, &self.state, |task| {
            task.kind == TaskKind::Relevance
        });
        let mut pending = pending.and_selects(&self.form, &self.state);
        pending.is_resuming = true;
        self.settle(pending);
    }

    /// Computes what depends on the language.
    pub(super) fn recompute_worded(&mut self) {
        let pending = Pending::all(&self.form, &self.state, |task| {
            let bind = self.form.bind(task.slot);
            let compiled = match task.kind {
                TaskKind::Count => None,
                TaskKind::Relevance => bind.and_then(|bind| bind.relevant.as_ref()),
                TaskKind::Calculation => bind.and_then(|bind| bind.calculate.as_ref()),
            };
            compiled.is_some_and(|compiled| compiled.is_worded)
        });
        self.settle(pending);
    }

    /// Makes the instances that counts ask for.
    pub(super) fn follow_counts(&mut self) {
        let is_count = |task: &Task| task.kind == TaskKind::Count;
        self.settle(Pending::all(&self.form, &self.state, is_count));
    }

    /// Evaluates what is pending, and what follows from that, until nothing changes; then new instances set off
    /// their actions, those among them that the actions made.
    pub(super) fn settle(&mut self, mut pending: Pending) {
        self.evaluate_pending(&mut pending);
        self.created.extend(pending.created);
        if self.is_telling {
            return;
        }
        self.is_telling = true;
        while let Some(block) = self.created.pop_front() {
            if self.state.block_is_live(block) {
                self.run_new_actions(block);
            }
        }
        self.is_telling = false;
    }

    fn evaluate_pending(&mut self, pending: &mut Pending) {
        let form = self.form.clone();
        let mut sweeps = BTreeMap::new();
        let mut turns = BTreeMap::new();
        loop {
            while let Some((rank, node)) = pending.pop_task() {
                let task = form.graph.tasks[rank as usize];
                let keeps = pending.is_resuming && task.kind != TaskKind::Relevance;
                if !keeps && self.state.is_live(node) {
                    self.perform(&form, task, node, pending);
                }
            }
            if std::mem::take(&mut pending.has_texts) {
                pending.again.extend(&form.graph.text_readers);
            }
            if !pending.again.is_empty() {
                self.sweep(&form, &mut sweeps, pending);
                continue;
            }
            match pending.pop_select(&self.state) {
                Some(select) if self.state.is_live(select) => {
                    self.follow_filter(select, turns.entry(select).or_default(), pending);
                }
                Some(_) => {}
                None => return,
            }
        }
    }

    /// Takes from an answer what its list has no more, and gives back what it has again. Where the list hangs on that
    /// answer, the two may take turns for ever: then what was chosen stays.
    fn follow_filter(&mut self, select: u32, turns: &mut usize, pending: &mut Pending) {
        const TURNS_MAX: usize = 10;
        // What it hangs on may not take turns with it now: calculations keep what they had.
        if pending.is_resuming && self.state.is_settled(select) {
            return;
        }
        if *turns < TURNS_MAX {
            *turns += usize::from(self.withdraw_choices(select, pending));
        } else if *turns == TURNS_MAX {
            *turns += 1;
            self.keep_choices(select, pending);
        }
    }

    /// Does tasks again for all instances, in their order, until nothing changes any more: where each follows one
    /// before it, after as many times as there are instances at the most. Where they follow each other in a circle
    /// that never is; what they compute is blank then.
    fn sweep(&mut self, form: &Form, sweeps: &mut BTreeMap<u32, usize>, pending: &mut Pending) {
        for rank in std::mem::take(&mut pending.again) {
            let task = form.graph.tasks[rank as usize];
            let mut nodes = Vec::new();
            let slot = task.node_slot(&form.model);
            self.state
                .each(&form.layout, slot, super::ROOT, &mut |node| {
                    nodes.push(node)
                });
            let done: &mut usize = sweeps.entry(rank).or_default();
            *done += 1;
            let most = nodes.len().clamp(SWEEPS_MIN, SWEEPS_MAX);
            if *done <= most {
                nodes
                    .into_iter()
                    .for_each(|node| pending.insert(rank, node));
            } else if *done == most + 1 {
                nodes
                    .into_iter()
                    .for_each(|node| self.give_up(form, task, node, pending));
            }
        }
    }

    fn give_up(&mut self, form: &Form, task: Task, node: u32, pending: &mut Pending) {
        match task.kind {
            TaskKind::Calculation => {
                if self.state.set_value(node, String::new()) {
                    pending.changed(form, &self.state, node);
                }
            }
            TaskKind::Relevance => self.set_relevant(form, node, true, pending),
            TaskKind::Count => {}
        }
    }

    fn set_relevant(&mut self, form: &Form, node: u32, relevant: bool, pending: &mut Pending) {
        let state = &mut self.state;
        for node in state.set_relevant(&form.layout, &form.model, node, relevant) {
            pending.changed(form, &self.state, node);
        }
    }

    fn perform(&mut self, form: &Form, task: Task, node: u32, pending: &mut Pending) {
        let bind = form.bind(task.slot);
        match task.kind {
            TaskKind::Count if self.holds_counts => {}
            TaskKind::Count => self.count(form, task.slot, node, pending),
            TaskKind::Relevance => {
                let Some(compiled) = bind.and_then(|bind| bind.relevant.as_ref()) else {
                    return;
                };
                let evaluator = self.evaluator();
                let relevant = evaluator.evaluate_boolean(&compiled.expression, &Context::of(node));
                // What there was no time to find out stays as it was: else an answer would not be sent.
                if !evaluator.is_exhausted() {
                    self.set_relevant(form, node, relevant, pending);
                }
            }
            TaskKind::Calculation => {
                let Some(value) = bind.and_then(|bind| self.calculated(bind, node)) else {
                    return;
                };
                if self.state.set_value(node, value) {
                    pending.changed(form, &self.state, node);
                }
            }
        }
    }

    fn calculated(&self, bind: &Bind, node: u32) -> Option<String> {
        let compiled = bind.calculate.as_ref()?;
        Some(self.stored_result(&compiled.expression, node))
    }

    /// The value of an expression as a node stores it: what is no number is nothing.
    pub(super) fn stored_result(&self, expression: &Expression, node: u32) -> String {
        let evaluator = self.evaluator();
        let value = evaluator.evaluate(expression, &Context::of(node));
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
        let slot = self.state.slot(node);
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
        session
            .nodes_in_order()
            .into_iter()
            .map(|node| {
                let state = &session.state;
                (
                    state.value(node).to_string(),
                    state.effective(node).to_string(),
                    state.is_relevant(node),
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
