//! Instances of repeats: added, removed, counted.

use super::pending::Pending;
use super::{QuestionId, ROOT, Session};
use crate::answer::{Violation, ViolationKind};
use crate::definition::Form;
use crate::layout::HomeId;
use crate::xpath::Context;

/// Instances of one repeat that a count may ask for; a number beyond is a slip of the finger.
pub(crate) const COUNT_MAX: usize = 10_000;

impl Session {
    /// Adds an instance of a repeat behind the `after`-th (from 1), or at the end; gives what names it.
    pub fn add_instance(
        &mut self,
        repeat: &QuestionId,
        after: Option<usize>,
    ) -> Result<QuestionId, Violation> {
        self.begin_call();
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
        self.begin_lazy_repeats();
        Ok(self.id_of(self.state.base(block)))
    }

    /// Removes an instance of a repeat, by its number from 1, with all answers in it.
    pub fn remove_instance(&mut self, repeat: &QuestionId, number: usize) -> Result<(), Violation> {
        self.begin_call();
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
        self.begin_inner_instances(form, block);
        self.begin_all(form, block, pending);
        self.announce_all(form, block, pending);
        self.renumbered(form, outer, home, at + 1, pending);
        Some(block)
    }

    /// The instances that a new instance has of the repeats in it: those of its template.
    fn begin_inner_instances(&mut self, form: &Form, block: u32) {
        for &home in &form.layout.home(self.state.home(block)).inner {
            let repeat = form.repeat(home).filter(|repeat| repeat.count.is_none());
            for at in 0..repeat.map_or(0, |repeat| repeat.in_template) {
                let made = self
                    .state
                    .insert(&form.layout, &form.model, block, home, at);
                let Some(inner) = made else { return };
                self.begin_inner_instances(form, inner);
            }
        }
        self.begin_fixed_instances(form, block);
    }

    /// A new instance, and those in it, fill in what they fill in, and are told of as new.
    fn begin_all(&mut self, form: &Form, block: u32, pending: &mut Pending) {
        self.preload(form, block);
        pending.created(block);
        for list in 0..form.layout.home(self.state.home(block)).inner.len() {
            for inner in self.state.instances(block, list).to_vec() {
                self.begin_all(form, inner, pending);
            }
        }
    }

    /// A repeat that nobody may add to, and nothing counts, has one instance at least: else it could never be asked.
    pub(super) fn begin_fixed_instances(&mut self, form: &Form, block: u32) {
        for &home in &form.layout.home(self.state.home(block)).inner {
            let is_fixed = form
                .repeat(home)
                .is_some_and(|repeat| repeat.is_fixed && repeat.count.is_none());
            let is_empty = self
                .state
                .instances_of(&form.layout, block, home)
                .is_empty();
            if is_fixed && is_empty {
                let made = self.state.insert(&form.layout, &form.model, block, home, 0);
                if let Some(inner) = made {
                    self.begin_inner_instances(form, inner);
                }
            }
        }
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
        let evaluator = self.evaluator();
        let number = evaluator.evaluate_number(&count.expression, &Context::of(node));
        if evaluator.is_exhausted() {
            return;
        }
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

    /// The question after another one that is answered now. A repeat whose count depends on the answers in it gets
    /// another instance when its last one is left.
    pub fn walk_on(&mut self, id: &QuestionId) -> Option<QuestionId> {
        let next = self.next_after(Some(id));
        let form = self.form.clone();
        if form.graph.lazy.is_empty() {
            return next;
        }
        let block_of = |id: &QuestionId| match self.repeat_of(id) {
            Some((outer, _)) => Some(outer),
            None => self.node_of(id).map(|node| self.state.block(node)),
        };
        let (from, to) = (block_of(id)?, next.as_ref().and_then(block_of));
        let mut block = from;
        while block != ROOT {
            let (home, outer) = (self.state.home(block), self.state.outer(block));
            let instances = self.state.instances_of(&form.layout, outer, home);
            let stays = to.is_some_and(|to| self.state.ancestor(to, home) == block);
            let is_left = instances.last() == Some(&block) && !stays;
            if is_left && form.graph.lazy.contains(&home) {
                self.count_once(&form, outer, home);
            }
            block = outer;
        }
        self.begin_lazy_repeats();
        self.next_after(Some(id))
    }

    /// Whether the form has a repeat that grows when its last instance is left.
    pub(crate) fn grows_by_walking(&self) -> bool {
        !self.form.graph.lazy.is_empty()
    }

    /// Makes the first instance of a repeat whose count depends on the answers in it.
    pub(super) fn begin_lazy_repeats(&mut self) {
        let form = self.form.clone();
        for &home in &form.graph.lazy {
            let slot = form.layout.home(home).slot;
            let parent = form.model.nodes[slot as usize].parent.unwrap_or(0);
            let mut empty = Vec::new();
            self.state.each(&form.layout, parent, ROOT, &mut |node| {
                let block = self.state.block(node);
                if self
                    .state
                    .instances_of(&form.layout, block, home)
                    .is_empty()
                {
                    empty.push(block);
                }
            });
            for outer in empty {
                self.count_once(&form, outer, home);
            }
        }
    }

    /// Adds one instance if the count asks for more than there are.
    fn count_once(&mut self, form: &Form, outer: u32, home: HomeId) {
        let Some(repeat) = form.repeat(home) else {
            return;
        };
        let Some(count) = &repeat.count else { return };
        let parent = form.model.nodes[repeat.slot as usize].parent.unwrap_or(0);
        let node = self.state.base(outer) + form.layout.offset(parent);
        let wanted = self
            .evaluator()
            .evaluate_number(&count.expression, &Context::of(node));
        let count = self.state.instances_of(&form.layout, outer, home).len();
        if wanted as usize > count && count < COUNT_MAX {
            let mut pending = Pending::default();
            self.begin_instance(form, outer, home, count, &mut pending);
            self.settle(pending);
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
