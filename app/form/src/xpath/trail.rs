//! Where a path sets out from, and how far its first steps lead when the form is loaded.

use std::collections::BTreeSet;

use super::calls::local;
use super::compile::{Compiler, Notes, Scope};
use super::expression::{Expression, NodeTest, Origin, Read};
use super::step::DOCUMENT;
use super::syntax::{Axis, Path, Start, Step, Syntax};
use crate::layout::{DEEPEST, HomeId, WHOLE};

/// Where the steps of a path have led when the form is loaded.
pub(super) struct Trail {
    pub(super) origin: Origin,
    /// The slots it may have led to; none when it leads through another instance, or nobody knows.
    pub(super) candidates: Option<Vec<u32>>,
    /// Whether it leads to all nodes of these slots in the block of that home.
    pub(super) is_static: bool,
    pub(super) apex: HomeId,
    /// How many steps of the path are taken already.
    pub(super) taken: usize,
    /// Repeats whose instances a predicate has picked from.
    pub(super) picked: BTreeSet<Read>,
    /// Whether it has gone into other instances of a repeat around the node, picked by their number.
    pub(super) is_sibling: bool,
}

impl Compiler<'_> {
    pub(super) fn start(
        &self,
        path: &Path,
        scope: &Scope,
        notes: &mut Notes,
    ) -> Result<Trail, String> {
        let trail = |origin, candidates: Option<Vec<u32>>, is_static, apex| Trail {
            origin,
            candidates,
            is_static,
            apex,
            taken: 0,
            picked: BTreeSet::new(),
            is_sibling: false,
        };
        match &path.start {
            Start::Root => Ok(self.start_at_root(path, scope)),
            Start::Context => Ok(self.start_at_slot(path, scope).unwrap_or(trail(
                Origin::Context,
                scope.context.clone(),
                scope.is_exact,
                scope.apex,
            ))),
            Start::Expression(inner) => match inner.as_ref() {
                start if is_current(start) => {
                    let apex = scope
                        .current
                        .map_or(DEEPEST, |slot| self.layout.home_of(slot));
                    let current = Scope {
                        context: scope.current.map(|slot| vec![slot]),
                        is_exact: scope.current.is_some(),
                        apex,
                        current: scope.current,
                    };
                    Ok(self.start_at_slot(path, &current).unwrap_or(trail(
                        Origin::Current,
                        current.context,
                        current.is_exact,
                        apex,
                    )))
                }
                Syntax::Call(name, arguments) if local(name) == "instance" => match arguments
                    .as_slice()
                {
                    [Syntax::Literal(id)] => match self.instance(id)? {
                        0 => Ok(self.start_at_root(path, scope)),
                        number => Ok(trail(Origin::Instance(number), None, false, WHOLE)),
                    },
                    _ => Err("instance() needs the id of an instance between quotes".to_string()),
                },
                other => self.start_at_expression(other, scope, notes),
            },
            Start::Filter(inner, predicates) => {
                let trail = self.start_at_expression(inner, scope, notes)?;
                self.filtered(trail, predicates, scope, notes)
            }
        }
    }

    /// What an expression gives; where it leads nowhere in the form, it may lead through another instance.
    fn start_at_expression(
        &self,
        syntax: &Syntax,
        scope: &Scope,
        notes: &mut Notes,
    ) -> Result<Trail, String> {
        let expression = self.expression(syntax, scope, notes)?;
        let end = self.end(&expression, scope);
        Ok(Trail {
            origin: Origin::Expression(expression),
            candidates: (!end.slots.is_empty()).then(|| end.slots.to_vec()),
            is_static: false,
            apex: end.apex,
            taken: 0,
            picked: BTreeSet::new(),
            is_sibling: end.is_sibling,
        })
    }

    /// Predicates that hold for all that an expression gives, once.
    fn filtered(
        &self,
        mut trail: Trail,
        predicates: &[Syntax],
        scope: &Scope,
        notes: &mut Notes,
    ) -> Result<Trail, String> {
        let own = Step {
            predicates: predicates.to_vec(),
            ..Step::any(Axis::Own)
        };
        let own = self.step(&own, &mut trail, scope, notes)?;
        if let Origin::Expression(inner) = trail.origin {
            let filter = Expression::Filter(Box::new(inner), own.predicates);
            trail.origin = Origin::Expression(filter);
        }
        Ok(trail)
    }

    /// The steps before the first predicate, from a node that is known, lead to a slot: whoever evaluates the
    /// expression may stand at another node of the block.
    fn start_at_slot(&self, path: &Path, scope: &Scope) -> Option<Trail> {
        let mut steps = path.steps.iter();
        let plain = steps.position(|step| !step.predicates.is_empty())?;
        let (slot, apex) = self.plain_path(&Start::Context, &path.steps[..plain], scope)?;
        Some(Trail {
            origin: Origin::Expression(Expression::Slot(slot, apex)),
            candidates: Some(vec![slot]),
            is_static: false,
            apex,
            taken: plain,
            picked: BTreeSet::new(),
            is_sibling: false,
        })
    }

    /// The steps before the first predicate lead to the node of one's own instance of each repeat, as all do that
    /// have no predicate; from there on all instances count.
    fn start_at_root(&self, path: &Path, scope: &Scope) -> Trail {
        let plain = path
            .steps
            .iter()
            .take_while(|step| step.predicates.is_empty())
            .count();
        let is_whole = plain == path.steps.len();
        if !is_whole
            && let Some((slot, apex)) = self.plain_path(&Start::Root, &path.steps[..plain], scope)
        {
            return Trail {
                origin: Origin::Expression(Expression::Slot(slot, apex)),
                candidates: Some(vec![slot]),
                is_static: false,
                apex: self.bound_at(slot, scope),
                taken: plain,
                picked: BTreeSet::new(),
                is_sibling: false,
            };
        }
        Trail {
            origin: Origin::Root,
            candidates: Some(vec![DOCUMENT]),
            is_static: true,
            apex: if is_whole { DEEPEST } else { WHOLE },
            taken: 0,
            picked: BTreeSet::new(),
            is_sibling: false,
        }
    }

    /// The one slot of a path of names alone, as nearly all paths are; anything else is looked at more closely.
    pub(super) fn plain_path(
        &self,
        start: &Start,
        steps: &[Step],
        scope: &Scope,
    ) -> Option<(u32, HomeId)> {
        let (mut node, mut apex) = match (start, scope.context.as_deref()) {
            (Start::Root, _) => (DOCUMENT, DEEPEST),
            (Start::Context, Some([slot])) if scope.is_exact => (*slot, scope.apex),
            _ => return None,
        };
        for step in steps {
            if !step.predicates.is_empty() {
                return None;
            }
            node = match (step.axis, self.node_test(&step.test)) {
                (
                    Axis::Child,
                    NodeTest::Name {
                        local,
                        namespace: None,
                    },
                ) => match self.children.get(&(node, local))?[..] {
                    [child] => child,
                    _ => return None,
                },
                (Axis::Parent, NodeTest::Node) if node != DOCUMENT => {
                    let parent = self.primary.nodes[node as usize].parent?;
                    if apex != DEEPEST {
                        apex = self.layout.common(apex, self.layout.home_of(parent));
                    }
                    parent
                }
                (Axis::Own, NodeTest::Node) => node,
                _ => return None,
            };
        }
        (node != DOCUMENT).then_some((node, apex))
    }
}

/// Whether an expression is `current()`.
pub(super) fn is_current(syntax: &Syntax) -> bool {
    matches!(syntax, Syntax::Call(name, none) if local(name) == "current" && none.is_empty())
}
