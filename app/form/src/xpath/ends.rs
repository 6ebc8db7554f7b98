//! Where in the primary instance an expression may lead.

use std::collections::BTreeSet;

use super::compile::{Compiler, Scope};
use super::expression::{End, Expression};
use super::syntax::Operator;
use crate::layout::{DEEPEST, HomeId, WHOLE};

impl Compiler<'_> {
    /// Where in the primary instance an expression may lead.
    pub(super) fn end(&self, expression: &Expression, scope: &Scope) -> End {
        let end = |slots: Box<[u32]>, apex, is_sibling| End {
            apex: match apex {
                DEEPEST => self.bound_of(&slots, scope),
                apex => apex,
            },
            slots,
            is_sibling,
        };
        match expression {
            Expression::Slot(slot, apex) => end(Box::new([*slot]), *apex, false),
            Expression::Slots(slots, apex) => end(slots.clone(), *apex, false),
            Expression::IndexedRepeat(slot, numbers) => {
                end(Box::new([*slot]), WHOLE, self.is_sibling(numbers, scope))
            }
            Expression::Walk(walk) => {
                let End {
                    slots,
                    apex,
                    is_sibling,
                } = walk.end.clone();
                end(slots, apex, is_sibling)
            }
            Expression::Chain(first, rest) => {
                let is_union = rest
                    .iter()
                    .all(|(operator, _)| *operator == Operator::Union);
                let parts = std::iter::once(&**first).chain(rest.iter().map(|(_, part)| part));
                self.ends(parts.filter(|_| is_union), scope)
            }
            Expression::Call(function, arguments) => {
                let nodes = function.returned(arguments);
                self.ends(nodes.iter(), scope)
            }
            Expression::Shared(inner) => self.end(inner, scope),
            Expression::Filter(inner, _) => self.end(inner, scope),
            _ => End::default(),
        }
    }

    /// Where any of several expressions may lead.
    fn ends<'e>(&self, expressions: impl Iterator<Item = &'e Expression>, scope: &Scope) -> End {
        let ends = expressions.map(|expression| self.end(expression, scope));
        let joined = ends
            .filter(|end| !end.slots.is_empty())
            .reduce(|one, other| {
                let slots: BTreeSet<u32> = one.slots.iter().chain(&other.slots).copied().collect();
                End {
                    slots: slots.into_iter().collect(),
                    apex: self.layout.common(one.apex, other.apex),
                    is_sibling: one.is_sibling && other.is_sibling,
                }
            });
        joined.unwrap_or_default()
    }

    /// The home that paths to slots end in at the most, where they are bound as deeply as may be.
    fn bound_of(&self, slots: &[u32], scope: &Scope) -> HomeId {
        let bounds = slots.iter().map(|&slot| match self.bound_at(slot, scope) {
            DEEPEST => WHOLE,
            home => home,
        });
        bounds
            .reduce(|one, other| self.layout.common(one, other))
            .unwrap_or(WHOLE)
    }

    /// The home in which an absolute path to a slot ends, seen from the node that the expression is about.
    pub(super) fn bound_at(&self, slot: u32, scope: &Scope) -> HomeId {
        scope.current.map_or(DEEPEST, |current| {
            let home = self.layout.home_of(current);
            self.layout.common(home, self.layout.home_of(slot))
        })
    }
}
