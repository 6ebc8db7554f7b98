//! The whole form, whatever is asked now: for paper, which asks everything at once.

use super::{QuestionId, ROOT, Session};
use crate::definition::BodyItem;

impl Session {
    /// Every question of the form in its order, asked now or not; those of a repeat once for each instance there is.
    pub fn whole_form(&self) -> Vec<QuestionId> {
        self.begin_call();
        let mut ids = Vec::new();
        self.whole_block(ROOT, &mut ids);
        ids
    }

    fn whole_block(&self, block: u32, ids: &mut Vec<QuestionId>) {
        let form = &self.form;
        let home = self.state.home(block);
        for item in &form.bodies[usize::from(home)] {
            match item {
                BodyItem::Question(at) => {
                    let slot = form.questions[*at].slot;
                    let node = self.state.first(&form.layout, slot, block);
                    ids.extend(node.map(|node| self.id_of(node)));
                }
                BodyItem::Repeat(repeat) => {
                    for block in self.state.instances_of(&form.layout, block, *repeat) {
                        self.whole_block(*block, ids);
                    }
                }
            }
        }
    }
}
