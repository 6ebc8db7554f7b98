//! Nodes by name: `/data/person[2]/age` is a node, `/data/person[2]` an instance, `/data/person` the repeat itself.

use super::{QuestionId, ROOT, Session};
use crate::layout::{DEEPEST, HomeId};

impl Session {
    /// The reference of a node, with the number of each instance that it lies in.
    pub(super) fn id_of(&self, node: u32) -> QuestionId {
        let form = &self.form;
        let slot = self.state.slot(node);
        let mut block = self.state.block(node);
        let mut numbers = Vec::new();
        while block != ROOT {
            let repeat = form.layout.home(self.state.home(block)).slot;
            numbers.push((
                form.references[repeat as usize].len(),
                self.state.place(block) + 1,
            ));
            block = self.state.outer(block);
        }
        let reference = &form.references[slot as usize];
        let mut name = String::with_capacity(reference.len() + 4 * numbers.len());
        let mut from = 0;
        for &(end, number) in numbers.iter().rev() {
            name.push_str(&reference[from..end]);
            name.push_str(&format!("[{number}]"));
            from = end;
        }
        name.push_str(&reference[from..]);
        QuestionId(name)
    }

    /// The name of a repeat in a block.
    pub(super) fn id_of_repeat(&self, outer: u32, home: HomeId) -> QuestionId {
        let slot = self.form.layout.home(home).slot;
        let parent = self.form.model.nodes[slot as usize].parent.unwrap_or(0);
        let above = self.state.base(outer) + self.form.layout.offset(parent);
        let own =
            &self.form.references[slot as usize][self.form.references[parent as usize].len()..];
        QuestionId(format!("{}{own}", self.id_of(above)))
    }

    /// The node of a name. Where a number is missing the first instance is meant.
    pub(super) fn node_of(&self, id: &QuestionId) -> Option<u32> {
        let (slot, block, _) = self.find(id.as_str())?;
        self.state.first(&self.form.layout, slot, block)
    }

    /// The repeat of a name, and the block that it lies in.
    pub(super) fn repeat_of(&self, id: &QuestionId) -> Option<(u32, HomeId)> {
        let (slot, block, is_numbered) = self.find(id.as_str())?;
        let home = self.form.layout.repeat_at(slot).filter(|_| !is_numbered)?;
        Some((block, home))
    }

    /// The node of a slot around or in a block.
    pub(super) fn own_node(&self, slot: u32, block: u32) -> Option<u32> {
        let around = self.state.bound(&self.form.layout, slot, DEEPEST, block);
        self.state.first(&self.form.layout, slot, around)
    }

    /// The slot of a name, the block as far as numbers tell it, and whether the last step has a number.
    fn find(&self, name: &str) -> Option<(u32, u32, bool)> {
        let form = &self.form;
        // Namesakes that are no repeats carry their numbers in the form's own reference.
        if form.layout.homes.len() == 1
            && let Some(&slot) = form.slots.get(name)
        {
            return Some((slot, ROOT, false));
        }
        let mut reference = String::with_capacity(name.len());
        let (mut slot, mut block, mut is_numbered) = (0, ROOT, false);
        for step in name.strip_prefix('/')?.split('/') {
            let (plain, number) = match step.strip_suffix(']').and_then(|step| step.split_once('['))
            {
                Some((plain, number)) => (plain, Some(number.parse::<usize>().ok()?)),
                None => (step, None),
            };
            // An instance that no number named is the first.
            if let Some(repeat) = form.layout.repeat_at(slot)
                && self.state.home(block) != repeat
            {
                block = *self
                    .state
                    .instances_of(&form.layout, block, repeat)
                    .first()?;
            }
            reference.push('/');
            reference.push_str(plain);
            is_numbered = number.is_some();
            slot = match form.slots.get(reference.as_str()) {
                Some(&slot) => {
                    if form.layout.repeat_at(slot).is_none() && number.is_some_and(|one| one != 1) {
                        return None;
                    }
                    slot
                }
                None => {
                    reference.push_str(&format!("[{}]", number.unwrap_or(1)));
                    *form.slots.get(reference.as_str())?
                }
            };
            if let (Some(repeat), Some(number)) = (form.layout.repeat_at(slot), number) {
                let instances = self.state.instances_of(&form.layout, block, repeat);
                block = *instances.get(number.checked_sub(1)?)?;
            }
        }
        Some((slot, block, is_numbered))
    }
}
