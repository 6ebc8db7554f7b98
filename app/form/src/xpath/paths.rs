//! Compiling paths: to slots wherever no predicate stands in the way.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::compile::{Compiler, Notes, Scope};
use super::expression::{End, Expression, NodeTest, Origin, Read, Walk, WalkStep};
use super::lookup::{Side, is_independent};
use super::step::{DOCUMENT, take_step};
use super::syntax::{Axis, Operator, Path, Start, Step, Syntax, Test};
use super::trail::{Trail, is_current};
use crate::instance::Column;
use crate::layout::{DEEPEST, HomeId, WHOLE};

impl Compiler<'_> {
    pub(super) fn path(
        &self,
        path: &Path,
        scope: &Scope,
        notes: &mut Notes,
    ) -> Result<Expression, String> {
        if let Some((slot, apex)) = self.plain_path(&path.start, &path.steps, scope) {
            notes.reads.insert(Read { slot, apex });
            return Ok(Expression::Slot(slot, apex));
        }
        let mut trail = self.start(path, scope, notes)?;
        let mut steps = Vec::with_capacity(path.steps.len());
        for step in &path.steps[trail.taken..] {
            steps.push(self.step(step, &mut trail, scope, notes)?);
        }
        if let Some(nodes) = &mut trail.candidates {
            nodes.retain(|&node| node != DOCUMENT);
            let apex = trail.apex;
            let reads = nodes.iter().map(|&slot| Read { slot, apex });
            let reads = reads.chain(std::mem::take(&mut trail.picked));
            match trail.is_sibling {
                true => notes.siblings.extend(reads),
                false => notes.reads.extend(reads),
            }
            if nodes.is_empty() && !path.steps.is_empty() {
                notes.lost_paths.push(spell(path));
            }
        }
        notes.reads.append(&mut trail.picked);
        Ok(match trail.candidates {
            Some(nodes) if trail.is_static => match nodes.as_slice() {
                [slot] => Expression::Slot(*slot, trail.apex),
                _ => Expression::Slots(nodes.into(), trail.apex),
            },
            nodes => Expression::Walk(Box::new(Walk {
                origin: trail.origin,
                steps: steps.into(),
                end: End {
                    slots: nodes.unwrap_or_default().into(),
                    apex: trail.apex,
                    is_sibling: trail.is_sibling,
                },
            })),
        })
    }

    pub(super) fn step(
        &self,
        step: &Step,
        trail: &mut Trail,
        scope: &Scope,
        notes: &mut Notes,
    ) -> Result<WalkStep, String> {
        let test = self.node_test(&step.test);
        if let Some(nodes) = &trail.candidates {
            let led_to = self.step_from(nodes, step, test)?;
            if step.axis == Axis::Parent && trail.apex != DEEPEST {
                for &node in led_to.iter().filter(|&&node| node != DOCUMENT) {
                    trail.apex = self.layout.common(trail.apex, self.layout.home_of(node));
                }
            }
            trail.candidates = Some(led_to);
        }
        trail.is_static &= step.predicates.is_empty() && trail.candidates.is_some();
        let inner = Scope {
            context: trail.candidates.clone(),
            is_exact: false,
            apex: trail.apex,
            current: scope.current,
        };
        if !step.predicates.is_empty() {
            notes.is_far |= self.pick(step, trail, scope);
        }
        let mut predicates = Vec::with_capacity(step.predicates.len());
        for predicate in &step.predicates {
            predicates.push(self.expression(predicate, &inner, notes)?);
        }
        let first = step.predicates.first().zip(predicates.first_mut());
        // In another instance only: there the nodes of the form are what they are for every item.
        let lookup = match first {
            Some((written, compiled)) if step.axis == Axis::Child && trail.candidates.is_none() => {
                self.lookup(written, compiled)
            }
            _ => None,
        };
        if let (Some(lookup), Origin::Instance(instance), NodeTest::Name { local, .. }) =
            (&lookup, &trail.origin, test)
        {
            let columns = lookup.conditions.iter().filter_map(|condition| {
                let Column::Child(name) = condition.column else {
                    return None;
                };
                Some((*instance, local, name))
            });
            self.looked_up.borrow_mut().extend(columns);
        }
        let first = step.predicates.first().zip(predicates.first_mut());
        let place = first.and_then(|(written, compiled)| place(written, compiled));
        Ok(WalkStep {
            axis: step.axis,
            test,
            predicates: predicates.into(),
            lookup,
            place,
        })
    }

    /// Which instances a predicate keeps may hang on their places; whether it may keep others than the one before.
    fn pick(&self, step: &Step, trail: &mut Trail, scope: &Scope) -> bool {
        let around = scope
            .current
            .map_or(WHOLE, |slot| self.layout.home_of(slot));
        let numbers: Option<Vec<&Syntax>> = step
            .predicates
            .iter()
            .map(|predicate| Some(number_of(predicate)?.0))
            .collect();
        let mut is_far = false;
        for &slot in trail.candidates.iter().flatten() {
            let repeat = (slot != DOCUMENT).then(|| self.layout.repeat_at(slot));
            let Some(home) = repeat.flatten() else {
                continue;
            };
            if let Some(numbers) = &numbers
                && self.layout.is_within(around, home)
            {
                trail.is_sibling = true;
                let mut numbers = numbers.iter();
                is_far |= !numbers.all(|number| self.is_previous(number, home, scope));
            }
            let apex = trail.apex;
            trail.picked.insert(Read { slot, apex });
        }
        is_far
    }

    /// Whether a number is that of the instance just before one's own: `position(..) - 1`.
    pub(super) fn is_previous(&self, number: &Syntax, home: HomeId, scope: &Scope) -> bool {
        let Syntax::Chain(own, rest) = number else {
            return false;
        };
        let (Syntax::Call(name, arguments), [(Operator::Subtract, Syntax::Number(1.0))]) =
            (own.as_ref(), rest.as_slice())
        else {
            return false;
        };
        // Nothing that is deeper than a name or two has to be looked at twice.
        let [instance @ Syntax::Path(path)] = arguments.as_slice() else {
            return false;
        };
        let is_plain = path.steps.iter().all(|step| step.predicates.is_empty());
        let is_deep = match &path.start {
            Start::Expression(start) => !is_current(start),
            Start::Filter(..) => true,
            Start::Root | Start::Context => false,
        };
        if name != "position" || !is_plain || is_deep {
            return false;
        }
        let found = self.expression(instance, scope, &mut Notes::default());
        let is_own = |slot| self.layout.repeat_at(slot) == Some(home);
        matches!(found, Ok(Expression::Slot(slot, _)) if is_own(slot))
    }

    fn step_from(&self, nodes: &[u32], step: &Step, test: NodeTest) -> Result<Vec<u32>, String> {
        let mut next = BTreeSet::new();
        for &node in nodes {
            self.spend(self.scanned(node, step.axis, test))?;
            match (step.axis, test) {
                (Axis::Child, NodeTest::Name { local, namespace }) => {
                    let named = self.children.get(&(node, local)).into_iter().flatten();
                    let is_meant = |found: &&u32| {
                        namespace.is_none_or(|wanted| {
                            self.primary.nodes[**found as usize].namespace == Some(wanted)
                        })
                    };
                    next.extend(named.filter(is_meant));
                }
                _ => take_step(self.primary, node, step.axis, test, |found| {
                    next.insert(found);
                }),
            }
        }
        self.spend(next.len())?;
        Ok(next.into_iter().collect())
    }

    /// How many nodes a step looks at.
    fn scanned(&self, node: u32, axis: Axis, test: NodeTest) -> usize {
        match (axis, test) {
            (Axis::Child, NodeTest::Name { .. }) | (Axis::Own | Axis::Parent, _) => 1,
            _ if node == DOCUMENT => self.primary.nodes.len(),
            _ => (self.primary.nodes[node as usize].end - node) as usize,
        }
    }

    fn spend(&self, nodes: usize) -> Result<(), String> {
        let left = self.nodes_left.get().checked_sub(nodes);
        self.nodes_left.set(left.unwrap_or(0));
        left.map(|_| ())
            .ok_or_else(|| "the paths of the form lead to too many nodes".to_string())
    }

    pub(super) fn node_test(&self, test: &Test) -> NodeTest {
        match test {
            Test::Node => NodeTest::Node,
            Test::Any => NodeTest::Any,
            Test::Name { prefix, local } => match self.names.find(local) {
                None => NodeTest::Nothing,
                Some(local) => {
                    let namespace = prefix
                        .as_ref()
                        .and_then(|prefix| self.namespaces.get(prefix).copied());
                    NodeTest::Name { local, namespace }
                }
            },
        }
    }
}

/// The place that a predicate picks, where it can be asked once and not of every node; it is shared with the predicate.
fn place(written: &Syntax, compiled: &mut Expression) -> Option<Arc<Expression>> {
    let (number, side) = number_of(written)?;
    let compiled = match side {
        Some(side) => side.of(compiled)?,
        None => compiled,
    };
    is_independent(number, false).then(|| compiled.share())
}

/// The number that a predicate picks by: `[2]`, `[position(..) - 1]`, `[position() = …]`; and its side, where it is
/// not the whole predicate.
fn number_of(predicate: &Syntax) -> Option<(&Syntax, Option<Side>)> {
    let is_position = |side: &Syntax| matches!(side, Syntax::Call(name, none) if name == "position" && none.is_empty());
    let is_sum = |rest: &[(Operator, Syntax)]| {
        let mut operators = rest.iter().map(|(operator, _)| operator);
        operators.all(|operator| matches!(operator, Operator::Add | Operator::Subtract))
    };
    match predicate {
        Syntax::Number(_) => Some((predicate, None)),
        Syntax::Chain(left, rest) => match rest.as_slice() {
            [(Operator::Equal, right)] if is_position(left) => Some((right, Some(Side::Right))),
            [(Operator::Equal, right)] if is_position(right) => Some((left, Some(Side::Left))),
            rest => is_sum(rest).then_some((predicate, None)),
        },
        _ => None,
    }
}

/// The path for a message; predicates are left out.
fn spell(path: &Path) -> String {
    let names = path.steps.iter().map(|step| match (&step.test, step.axis) {
        (
            Test::Name {
                prefix: Some(prefix),
                local,
            },
            _,
        ) => format!("{prefix}:{local}"),
        (
            Test::Name {
                prefix: None,
                local,
            },
            _,
        ) => local.clone(),
        (Test::Any, _) => "*".to_string(),
        (Test::Node, Axis::Parent) => "..".to_string(),
        (Test::Node, _) => ".".to_string(),
    });
    let start = if path.start == Start::Root { "/" } else { "" };
    crate::problem::shorten(&format!("{start}{}", names.collect::<Vec<_>>().join("/")))
}
