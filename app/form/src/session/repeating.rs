//! Instances of repeats: added, removed, counted.

use super::recompute::Pending;
use super::{QuestionId, Session};
use crate::answer::{Violation, ViolationKind};
use crate::definition::Form;
use crate::layout::HomeId;
use crate::xpath::Context;

/// Instances of one repeat that a count may ask for.
const COUNT_MAX: usize = 100_000;

impl Session {
    /// Adds an instance of a repeat behind the `after`-th (from 1), or at the end; gives what names it.
    pub fn add_instance(
        &mut self,
        repeat: &QuestionId,
        after: Option<usize>,
    ) -> Result<QuestionId, Violation> {
        let (outer, home) = self.changeable(repeat)?;
        let count = self
            .state
            .instances_of(&self.form.layout, outer, home)
            .len();
        let at = after.unwrap_or(count).min(count);
        let mut pending = Pending::default();
        let form = self.form.clone();
        let block = self
            .begin_instance(&form, outer, home, at, &mut pending)
            .ok_or(ViolationKind::TooManyInstances)?;
        self.settle(pending);
        Ok(self.id_of(self.state.base(block)))
    }

    /// Removes an instance of a repeat, by its number from 1, with all answers in it.
    pub fn remove_instance(&mut self, repeat: &QuestionId, number: usize) -> Result<(), Violation> {
        let (outer, home) = self.changeable(repeat)?;
        let form = self.form.clone();
        let instances = self.state.instances_of(&form.layout, outer, home);
        let block = number
            .checked_sub(1)
            .and_then(|place| instances.get(place))
            .copied()
            .ok_or(ViolationKind::NoSuchQuestion)?;
        let mut pending = Pending::default();
        self.end_instance(&form, block, &mut pending);
        self.state.remove(&form.layout, block);
        self.renumbered(&form, outer, home, number - 1, &mut pending);
        self.settle(pending);
        Ok(())
    }

    /// The block around a repeat whose instances a person may add and remove.
    fn changeable(&self, repeat: &QuestionId) -> Result<(u32, HomeId), Violation> {
        let (outer, home) = self
            .repeat_of(repeat)
            .ok_or(ViolationKind::NoSuchQuestion)?;
        let definition = self.form.repeat(home);
        if definition.is_none_or(|repeat| repeat.is_fixed) {
            return Err(ViolationKind::ReadOnly.into());
        }
        Ok((outer, home))
    }

    /// Makes an instance with what it begins with; what follows from it is pending.
    pub(super) fn begin_instance(
        &mut self,
        form: &Form,
        outer: u32,
        home: HomeId,
        at: usize,
        pending: &mut Pending,
    ) -> Option<u32> {
        let block = self
            .state
            .insert(&form.layout, &form.model, outer, home, at)?;
        self.preload(form, block);
        pending.created(block);
        self.announce(form, block, pending);
        self.renumbered(form, outer, home, at + 1, pending);
        Some(block)
    }

    /// All that is in an instance is news, inside it and to others.
    fn announce(&self, form: &Form, block: u32, pending: &mut Pending) {
        pending.begun(form, &self.state, block);
        for node in self.state.nodes(&form.layout, block) {
            pending.changed(form, &self.state, node);
        }
    }

    /// An instance is going: whoever read it must look again.
    fn end_instance(&self, form: &Form, block: u32, pending: &mut Pending) {
        for node in self.state.nodes(&form.layout, block) {
            pending.changed(form, &self.state, node);
        }
        for list in 0..form.layout.home(self.state.home(block)).inner.len() {
            for &inner in self.state.instances(block, list) {
                self.end_instance(form, inner, pending);
            }
        }
    }

    /// The instances from a place on have another number.
    fn renumbered(
        &self,
        form: &Form,
        outer: u32,
        home: HomeId,
        from: usize,
        pending: &mut Pending,
    ) {
        let instances = self.state.instances_of(&form.layout, outer, home);
        for &block in instances.iter().skip(from) {
            pending.changed(form, &self.state, self.state.base(block));
        }
    }

    /// Makes as many instances as a repeat's count asks for. What a lower count takes away is kept and comes back.
    pub(super) fn count(&mut self, form: &Form, slot: u32, node: u32, pending: &mut Pending) {
        let home = form.layout.home_of(slot);
        let Some(count) = form.repeat(home).and_then(|repeat| repeat.count.as_ref()) else {
            return;
        };
        let outer = self.state.block(node);
        let number = self
            .evaluator()
            .evaluate_number(&count.expression, &Context::of(node));
        // What is no number, or less than nothing, is nothing.
        let wanted = (number as usize).min(COUNT_MAX);
        loop {
            let instances = self.state.instances_of(&form.layout, outer, home);
            let count = instances.len();
            if count < wanted {
                if let Some(block) = self.state.restore(&form.layout, outer, home) {
                    self.announce_all(form, block, pending);
                } else if self
                    .begin_instance(form, outer, home, count, pending)
                    .is_none()
                {
                    return;
                }
            } else if let Some(&last) = instances.last().filter(|_| count > wanted) {
                self.end_instance(form, last, pending);
                self.state.withhold(&form.layout, last);
            } else {
                return;
            }
        }
    }

    fn announce_all(&self, form: &Form, block: u32, pending: &mut Pending) {
        self.announce(form, block, pending);
        for list in 0..form.layout.home(self.state.home(block)).inner.len() {
            for &inner in self.state.instances(block, list) {
                self.announce_all(form, inner, pending);
            }
        }
    }
}
