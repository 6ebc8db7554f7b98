//! Compiling paths: to slots wherever no predicate stands in the way.

use std::collections::BTreeSet;

use super::compile::{Compiler, Notes, Scope};
use super::expression::{Expression, NodeTest, Origin, Walk, WalkStep};
use super::step::{DOCUMENT, take_step};
use super::syntax::{Axis, Path, Start, Step, Syntax, Test};

impl Compiler<'_> {
    pub(super) fn path(
        &self,
        path: &Path,
        scope: &Scope,
        notes: &mut Notes,
    ) -> Result<Expression, String> {
        if let Some(slot) = self.plain_path(path, scope) {
            notes.reads.insert(slot);
            return Ok(Expression::Slot(slot));
        }
        let (origin, mut candidates, mut is_static) = self.start(&path.start, scope, notes)?;
        let mut steps = Vec::with_capacity(path.steps.len());
        for step in &path.steps {
            let test = self.node_test(&step.test);
            candidates = match candidates {
                Some(nodes) => Some(self.step_from(&nodes, step, test)?),
                None => None,
            };
            is_static &= step.predicates.is_empty() && candidates.is_some();
            let inner = Scope {
                context: candidates.clone(),
                is_exact: false,
                current: scope.current,
            };
            let mut predicates = Vec::with_capacity(step.predicates.len());
            for predicate in &step.predicates {
                predicates.push(self.expression(predicate, &inner, notes)?);
            }
            steps.push(WalkStep {
                axis: step.axis,
                test,
                predicates: predicates.into(),
            });
        }
        if let Some(nodes) = &mut candidates {
            nodes.retain(|&node| node != DOCUMENT);
            notes.reads.extend(nodes.iter());
            if nodes.is_empty() && !path.steps.is_empty() {
                notes.lost_paths.push(spell(path));
            }
        }
        Ok(match candidates {
            Some(nodes) if is_static => match nodes.as_slice() {
                [slot] => Expression::Slot(*slot),
                _ => Expression::Slots(nodes.into()),
            },
            _ => Expression::Walk(Box::new(Walk {
                origin,
                steps: steps.into(),
            })),
        })
    }

    fn start(
        &self,
        start: &Start,
        scope: &Scope,
        notes: &mut Notes,
    ) -> Result<(Origin, Option<Vec<u32>>, bool), String> {
        match start {
            Start::Root => Ok((Origin::Root, Some(vec![DOCUMENT]), true)),
            Start::Context => Ok((Origin::Context, scope.context.clone(), scope.is_exact)),
            Start::Expression(inner) => match inner.as_ref() {
                Syntax::Call(name, arguments) if name == "current" && arguments.is_empty() => Ok((
                    Origin::Current,
                    scope.current.map(|slot| vec![slot]),
                    scope.current.is_some(),
                )),
                Syntax::Call(name, arguments) if name == "instance" => match arguments.as_slice() {
                    [Syntax::Literal(id)] => {
                        Ok((Origin::Instance(self.instance(id)?), None, false))
                    }
                    _ => Err("instance() needs the id of an instance between quotes".to_string()),
                },
                other => {
                    let expression = self.expression(other, scope, notes)?;
                    let candidates = match &expression {
                        Expression::Slot(slot) => Some(vec![*slot]),
                        Expression::Slots(slots) => Some(slots.to_vec()),
                        _ => None,
                    };
                    Ok((Origin::Expression(expression), candidates, false))
                }
            },
        }
    }

    /// The one node of a path of names alone, as nearly all paths are; anything else is looked at more closely.
    fn plain_path(&self, path: &Path, scope: &Scope) -> Option<u32> {
        let mut node = match (&path.start, scope.context.as_deref()) {
            (Start::Root, _) => DOCUMENT,
            (Start::Context, Some([slot])) if scope.is_exact => *slot,
            _ => return None,
        };
        for step in &path.steps {
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
                    self.primary.nodes[node as usize].parent?
                }
                (Axis::Own, NodeTest::Node) => node,
                _ => return None,
            };
        }
        (node != DOCUMENT).then_some(node)
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

    fn node_test(&self, test: &Test) -> NodeTest {
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
