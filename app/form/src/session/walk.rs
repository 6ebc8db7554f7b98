//! From question to question: what is asked now, in the form's order.
//!
//! Behind the last instance of a repeat that a person may change stands the repeat itself, as a stop of its own:
//! there instances are looked over, added and removed.

use super::{QuestionId, ROOT, Session};
use crate::definition::{BodyItem, Form, QuestionDefinition};
use crate::layout::{HomeId, WHOLE};
use crate::xpath::Context;

/// A place on the way: before the item of a block's body, or behind the last.
#[derive(Debug, Clone, Copy)]
struct Place {
    block: u32,
    item: usize,
}

/// Where the way stops.
#[derive(Debug, Clone, Copy)]
enum Stop {
    Question { node: u32 },
    Repeat { outer: u32, home: HomeId },
}

impl Session {
    /// The questions a person walks through now, notes and triggers and repeats among them.
    pub fn questions(&self) -> Vec<QuestionId> {
        self.begin_call();
        let mut ids = Vec::new();
        let mut place = Place {
            block: ROOT,
            item: 0,
        };
        while let Some((stop, next)) = self.stop_from(place) {
            ids.push(self.id_of_stop(stop));
            place = next;
        }
        ids
    }

    /// Which of the questions that a person walks through now this one is, from 1, and how many there are.
    pub fn progress(&self, id: &QuestionId) -> (Option<usize>, usize) {
        self.begin_call();
        let (repeat, node) = (self.repeat_of(id), self.node_of(id));
        let (mut here, mut of) = (None, 0);
        let mut place = Place {
            block: ROOT,
            item: 0,
        };
        while let Some((stop, next)) = self.stop_from(place) {
            of += 1;
            let is_here = match (stop, repeat) {
                (Stop::Repeat { outer, home }, Some(own)) => (outer, home) == own,
                (Stop::Question { node: own }, None) => node == Some(own),
                _ => false,
            };
            here = here.or(is_here.then_some(of));
            place = next;
        }
        (here, of)
    }

    /// The question after another one, or the first; none after the last.
    pub fn next_after(&self, id: Option<&QuestionId>) -> Option<QuestionId> {
        self.begin_call();
        let place = match id {
            None => Place {
                block: ROOT,
                item: 0,
            },
            Some(id) => {
                let place = self.place(id)?;
                Place {
                    item: place.item + 1,
                    ..place
                }
            }
        };
        self.stop_from(place).map(|(stop, _)| self.id_of_stop(stop))
    }

    /// The question before another one, or the last; none before the first.
    pub fn previous_before(&self, id: Option<&QuestionId>) -> Option<QuestionId> {
        self.begin_call();
        let stop = match id {
            None => self.stop_before(Place {
                block: ROOT,
                item: self.form.bodies[usize::from(WHOLE)].len(),
            }),
            Some(id) => match self.repeat_of(id) {
                Some((outer, home)) => {
                    let place = self.place_of_repeat(outer, home)?;
                    self.before_repeat(place, outer, home)
                }
                None => self.stop_before(self.place(id)?),
            },
        };
        stop.map(|stop| self.id_of_stop(stop))
    }

    /// The first question asked in an instance of a repeat.
    pub fn first_in(&self, instance: &QuestionId) -> Option<QuestionId> {
        let node = self.node_of(instance)?;
        let block = self.state.block(node);
        let (stop, _) = self.stop_from(Place { block, item: 0 })?;
        let is_inside = match stop {
            Stop::Question { node } => self.is_in(self.state.block(node), block),
            Stop::Repeat { outer, .. } => self.is_in(outer, block),
        };
        is_inside.then(|| self.id_of_stop(stop))
    }

    fn is_in(&self, block: u32, around: u32) -> bool {
        self.state.ancestor(block, self.state.home(around)) == around
    }

    /// The first stop at or behind a place, and the place behind it.
    fn stop_from(&self, mut place: Place) -> Option<(Stop, Place)> {
        let form = &self.form;
        loop {
            let home = self.state.home(place.block);
            match form.bodies[usize::from(home)].get(place.item) {
                Some(&BodyItem::Question(at)) => {
                    let behind = Place {
                        item: place.item + 1,
                        ..place
                    };
                    if let Some(node) = self.asked_at(&form.questions[at], place.block) {
                        return Some((Stop::Question { node }, behind));
                    }
                    place = behind;
                }
                Some(&BodyItem::Repeat(repeat)) => {
                    let instances = self.state.instances_of(&form.layout, place.block, repeat);
                    match instances.first() {
                        Some(&block) => place = Place { block, item: 0 },
                        None => match self.behind_instances(place.block, repeat)? {
                            (Some(stop), behind) => return Some((stop, behind)),
                            (None, behind) => place = behind,
                        },
                    }
                }
                None if home == WHOLE => return None,
                None => {
                    let outer = self.state.outer(place.block);
                    let next = self.state.place(place.block) + 1;
                    let instances = self.state.instances_of(&form.layout, outer, home);
                    match instances.get(next) {
                        Some(&block) => place = Place { block, item: 0 },
                        None => match self.behind_instances(outer, home)? {
                            (Some(stop), behind) => return Some((stop, behind)),
                            (None, behind) => place = behind,
                        },
                    }
                }
            }
        }
    }

    /// The repeat itself, where it is a stop, and the place behind it.
    fn behind_instances(&self, outer: u32, home: HomeId) -> Option<(Option<Stop>, Place)> {
        let place = self.place_of_repeat(outer, home)?;
        let behind = Place {
            item: place.item + 1,
            ..place
        };
        let stop = self
            .is_stop(outer, home)
            .then_some(Stop::Repeat { outer, home });
        Some((stop, behind))
    }

    /// The last stop before a place.
    fn stop_before(&self, mut place: Place) -> Option<Stop> {
        let form = &self.form;
        loop {
            let home = self.state.home(place.block);
            let Some(item) = place.item.checked_sub(1) else {
                if home == WHOLE {
                    return None;
                }
                let outer = self.state.outer(place.block);
                let own = self.state.place(place.block);
                let instances = self.state.instances_of(&form.layout, outer, home);
                place = match own.checked_sub(1).and_then(|before| instances.get(before)) {
                    Some(&block) => self.end_of(block),
                    None => self.place_of_repeat(outer, home)?,
                };
                continue;
            };
            let before = Place { item, ..place };
            match form.bodies[usize::from(home)].get(item) {
                Some(&BodyItem::Repeat(repeat)) if self.is_stop(place.block, repeat) => {
                    return Some(Stop::Repeat {
                        outer: place.block,
                        home: repeat,
                    });
                }
                Some(&BodyItem::Repeat(repeat)) => {
                    let instances = self.state.instances_of(&form.layout, place.block, repeat);
                    place = instances.last().map_or(before, |&block| self.end_of(block));
                }
                Some(&BodyItem::Question(at)) => {
                    if let Some(node) = self.asked_at(&form.questions[at], place.block) {
                        return Some(Stop::Question { node });
                    }
                    place = before;
                }
                None => place = before,
            }
        }
    }

    /// The last stop in the instances of a repeat, or before it.
    fn before_repeat(&self, place: Place, outer: u32, home: HomeId) -> Option<Stop> {
        let instances = self.state.instances_of(&self.form.layout, outer, home);
        self.stop_before(instances.last().map_or(place, |&block| self.end_of(block)))
    }

    fn end_of(&self, block: u32) -> Place {
        let home = self.state.home(block);
        Place {
            block,
            item: self.form.bodies[usize::from(home)].len(),
        }
    }

    /// Where a question or a repeat stands.
    fn place(&self, id: &QuestionId) -> Option<Place> {
        if let Some((outer, home)) = self.repeat_of(id) {
            return self.place_of_repeat(outer, home);
        }
        let (node, definition) = self.asked(&self.form, id)?;
        let block = self.state.ancestor(self.state.block(node), definition.home);
        Some(Place {
            block,
            item: definition.place,
        })
    }

    fn place_of_repeat(&self, outer: u32, home: HomeId) -> Option<Place> {
        let repeat = self.form.repeat(home)?;
        repeat.group?;
        Some(Place {
            block: outer,
            item: repeat.place,
        })
    }

    /// Whether a repeat is a stop: a person may change how many instances there are.
    fn is_stop(&self, outer: u32, home: HomeId) -> bool {
        let Some(repeat) = self.form.repeat(home).filter(|repeat| !repeat.is_fixed) else {
            return false;
        };
        let Some(group) = repeat.group.and_then(|group| self.form.groups.get(group)) else {
            return false;
        };
        let parent = self.form.model.nodes[repeat.slot as usize]
            .parent
            .unwrap_or(0);
        let node = self.state.base(outer) + self.form.layout.offset(parent);
        let instances = self.state.instances_of(&self.form.layout, outer, home);
        let some_count = instances
            .iter()
            .any(|&block| self.state.is_relevant(self.state.base(block)));
        let counts = if instances.is_empty() {
            let bind = self.form.bind(repeat.slot);
            self.holds(bind.and_then(|bind| bind.relevant.as_ref()), node, true)
        } else {
            some_count
        };
        counts && self.state.is_relevant(node) && self.groups_are_asked(group.parent, outer)
    }

    /// The node of a question of a body, if it is asked.
    fn asked_at(&self, question: &QuestionDefinition, block: u32) -> Option<u32> {
        let node = self.state.first(&self.form.layout, question.slot, block)?;
        let is_shown = !question.is_heading() || self.has_words(question, node);
        (is_shown && self.is_asked(question, node)).then_some(node)
    }

    /// Whether a question has a label with something in it.
    fn has_words(&self, question: &QuestionDefinition, node: u32) -> bool {
        question.label.as_ref().is_some_and(|label| {
            let label = self.evaluator().rich(label, &Context::of(node));
            !label.plain().is_empty()
        })
    }

    /// Relevant itself, and in groups that are.
    pub(super) fn is_asked(&self, question: &QuestionDefinition, node: u32) -> bool {
        self.state.is_relevant(node)
            && self.groups_are_asked(question.group, self.state.block(node))
    }

    fn groups_are_asked(&self, group: Option<usize>, block: u32) -> bool {
        let mut next = group;
        while let Some(group) = next.and_then(|at| self.form.groups.get(at)) {
            let node = group.slot.and_then(|slot| self.own_node(slot, block));
            if node.is_some_and(|node| !self.state.is_relevant(node)) {
                return false;
            }
            next = group.parent;
        }
        true
    }

    fn id_of_stop(&self, stop: Stop) -> QuestionId {
        match stop {
            Stop::Question { node } => self.id_of(node),
            Stop::Repeat { outer, home } => self.id_of_repeat(outer, home),
        }
    }

    /// The question of that name, and its node.
    pub(super) fn asked<'f>(
        &self,
        form: &'f Form,
        id: &QuestionId,
    ) -> Option<(u32, &'f QuestionDefinition)> {
        let node = self.node_of(id)?;
        let at = form.question_of_slot.get(&self.state.slot(node))?;
        Some((node, form.questions.get(*at)?))
    }
}
