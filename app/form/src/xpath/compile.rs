//! The syntax tree against a form's nodes: names become numbers, paths become slots, and what is read is noted.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use super::expression::{Compiled, Expression, Read};
use super::parse;
use super::pattern::Pattern;
use super::syntax::Syntax;
use crate::layout::{DEEPEST, HomeId, Layout};
use crate::tree::{Children, Names, Tree};

/// What compiling must know of a form.
pub(crate) struct Compiler<'a> {
    pub(crate) names: &'a Names,
    pub(crate) primary: &'a Tree,
    pub(crate) layout: &'a Layout,
    /// Children of the primary instance's nodes by parent and name.
    pub(crate) children: &'a Children,
    /// Slots by reference: most paths are written as one.
    pub(crate) references: &'a BTreeMap<Box<str>, u32>,
    /// Instances by id.
    pub(crate) instances: &'a BTreeMap<String, u32>,
    /// Namespace prefixes in force at the model, as numbers of names.
    pub(crate) namespaces: &'a BTreeMap<String, u32>,
    /// Itext numbers by id, and what each reads.
    pub(crate) itext: &'a BTreeMap<String, usize>,
    pub(crate) itext_reads: &'a [BTreeSet<Read>],
    pub(super) patterns: RefCell<BTreeMap<String, Result<Pattern, String>>>,
    /// How many nodes the paths of the form may still lead to.
    pub(super) nodes_left: Cell<usize>,
    /// Columns of lists that filters look values up in: instance, item and column.
    pub(super) looked_up: RefCell<BTreeSet<(u32, u32, u32)>>,
}

/// A form of 5,000 questions needs some ten thousand.
const NODES_MAX: usize = 20_000_000;

/// What an expression, or a predicate in it, is about.
#[derive(Clone)]
pub(super) struct Scope {
    /// Nodes of the primary instance that may be the context; none when it is in another instance or unknown.
    pub(super) context: Option<Vec<u32>>,
    /// Whether the context is exactly those nodes.
    pub(super) is_exact: bool,
    /// The home that the context is looked for in.
    pub(super) apex: HomeId,
    pub(super) current: Option<u32>,
}

#[derive(Default)]
pub(super) struct Notes {
    pub(super) reads: BTreeSet<Read>,
    /// What is read in other instances of a repeat around the node, picked by their number.
    pub(super) siblings: BTreeSet<Read>,
    /// Whether one of those may be another than the instance just before.
    pub(super) is_far: bool,
    pub(super) reads_texts: bool,
    pub(super) choice_names: BTreeSet<u32>,
    pub(super) is_worded: bool,
    pub(super) lost_paths: Vec<String>,
    pub(super) lost_patterns: Vec<String>,
}

impl Notes {
    /// What another part of the same expression reads as well.
    pub(super) fn add(&mut self, other: Notes) {
        self.reads.extend(other.reads);
        self.siblings.extend(other.siblings);
        self.is_far |= other.is_far;
        self.reads_texts |= other.reads_texts;
        self.choice_names.extend(other.choice_names);
        self.is_worded |= other.is_worded;
        self.lost_paths.extend(other.lost_paths);
        self.lost_patterns.extend(other.lost_patterns);
    }
}

impl<'a> Compiler<'a> {
    /// A compiler that knows instances, but no itext yet.
    pub(crate) fn new(
        names: &'a Names,
        (primary, layout): (&'a Tree, &'a Layout),
        (children, references): (&'a Children, &'a BTreeMap<Box<str>, u32>),
        instances: &'a BTreeMap<String, u32>,
        namespaces: &'a BTreeMap<String, u32>,
        itext: (&'a BTreeMap<String, usize>, &'a [BTreeSet<Read>]),
    ) -> Compiler<'a> {
        Compiler {
            names,
            primary,
            layout,
            children,
            references,
            instances,
            namespaces,
            itext: itext.0,
            itext_reads: itext.1,
            patterns: RefCell::default(),
            nodes_left: Cell::new(NODES_MAX),
            looked_up: RefCell::default(),
        }
    }

    /// Compiles an expression about a slot; without a slot, relative paths are resolved at evaluation.
    pub(crate) fn compile(&self, text: &str, slot: Option<u32>) -> Result<Compiled, String> {
        self.finish(&parse(text)?, &self.scope(slot))
    }

    /// Compiles an expression about an item of a question's itemset: its context is a node of the nodeset, not the
    /// question's.
    pub(crate) fn compile_for_item(
        &self,
        text: &str,
        slot: u32,
        nodeset: &Compiled,
    ) -> Result<Compiled, String> {
        let scope = self.scope(Some(slot));
        let items = self.end(&nodeset.expression, &scope);
        self.finish(
            &parse(text)?,
            &Scope {
                context: (!items.slots.is_empty()).then(|| items.slots.to_vec()),
                is_exact: false,
                apex: items.apex,
                current: scope.current,
            },
        )
    }

    pub(super) fn scope(&self, slot: Option<u32>) -> Scope {
        Scope {
            context: slot.map(|slot| vec![slot]),
            is_exact: slot.is_some(),
            apex: slot.map_or(DEEPEST, |slot| self.layout.home_of(slot)),
            current: slot,
        }
    }

    fn finish(&self, syntax: &Syntax, scope: &Scope) -> Result<Compiled, String> {
        let mut notes = Notes::default();
        let expression = self.expression(syntax, scope, &mut notes)?;
        let siblings = notes.siblings.difference(&notes.reads).copied().collect();
        notes.reads.append(&mut notes.siblings);
        Ok(Compiled {
            expression,
            reads: notes.reads.into_iter().collect(),
            siblings,
            is_far: notes.is_far,
            reads_texts: notes.reads_texts,
            choice_names: notes.choice_names.into_iter().collect(),
            is_worded: notes.is_worded,
            lost_paths: notes.lost_paths,
            lost_patterns: notes.lost_patterns,
        })
    }

    /// The columns that filters of the form look values up in.
    pub(crate) fn looked_up(&self) -> BTreeSet<(u32, u32, u32)> {
        self.looked_up.take()
    }

    /// The slots that a bind's nodeset or a control's ref stands for.
    pub(crate) fn slots(&self, text: &str, slot: Option<u32>) -> Result<Vec<u32>, String> {
        if let Some(&slot) = self.references.get(text.trim()) {
            return Ok(vec![slot]);
        }
        let Syntax::Path(path) = parse(text)? else {
            return Err(format!("“{}” is not a path", crate::problem::shorten(text)));
        };
        match self.path(&path, &self.scope(slot), &mut Notes::default())? {
            Expression::Slot(slot, _) => Ok(vec![slot]),
            Expression::Slots(slots, _) => Ok(slots.to_vec()),
            _ => Err(format!(
                "“{}” is not a path to a node of the form",
                crate::problem::shorten(text)
            )),
        }
    }

    /// The slot that an action sets, and the path to it when predicates choose among its nodes.
    pub(crate) fn target(
        &self,
        text: &str,
        slot: u32,
    ) -> Result<Option<(u32, Option<Compiled>)>, String> {
        let syntax = parse(text)?;
        let Syntax::Path(mut path) = syntax.clone() else {
            return Err(format!("“{}” is not a path", crate::problem::shorten(text)));
        };
        let is_plain = path.steps.iter().all(|step| step.predicates.is_empty());
        for step in &mut path.steps {
            step.predicates.clear();
        }
        let scope = self.scope(Some(slot));
        let target = match self.path(&path, &scope, &mut Notes::default())? {
            Expression::Slot(slot, _) => slot,
            Expression::Slots(slots, _) => match slots.first() {
                Some(&slot) => slot,
                None => return Ok(None),
            },
            _ => {
                return Err(format!(
                    "“{}” is not a path to a node of the form",
                    crate::problem::shorten(text)
                ));
            }
        };
        let filtered = if is_plain {
            None
        } else {
            Some(self.finish(&syntax, &scope)?)
        };
        Ok(Some((target, filtered)))
    }

    pub(super) fn expression(
        &self,
        syntax: &Syntax,
        scope: &Scope,
        notes: &mut Notes,
    ) -> Result<Expression, String> {
        Ok(match syntax {
            Syntax::Number(number) => Expression::Number(*number),
            Syntax::Literal(text) => Expression::Text(text.as_str().into()),
            Syntax::Negate(inner) => {
                Expression::Negate(Box::new(self.expression(inner, scope, notes)?))
            }
            Syntax::Path(path) => self.path(path, scope, notes)?,
            Syntax::Chain(first, rest) => {
                let first = self.expression(first, scope, notes)?;
                let mut links = Vec::with_capacity(rest.len());
                for (operator, operand) in rest {
                    links.push((*operator, self.expression(operand, scope, notes)?));
                }
                Expression::Chain(Box::new(first), links.into())
            }
            Syntax::Call(name, arguments) => self.call(name, arguments, scope, notes)?,
        })
    }

    pub(super) fn instance(&self, id: &str) -> Result<u32, String> {
        self.instances.get(id).copied().ok_or_else(|| {
            let id = crate::problem::shorten(id);
            format!("there is no instance “{id}”")
        })
    }
}
