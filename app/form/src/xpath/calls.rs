//! Calls compiled: functions, and those that name nodes, texts, patterns or lists and so are more than functions.

use super::compile::{Compiler, Notes, Scope};
use super::expression::{
    Condition, End, Expression, Lookup, NodeTest, Origin, Read, Walk, WalkStep,
};
use super::functions;
use super::parse;
use super::pattern::{self, Pattern};
use super::syntax::{Axis, Operator, Path, Start, Syntax};
use crate::instance::Column;
use crate::layout::{HomeId, WHOLE};

/// A function's name without the prefix that all may have.
pub(super) fn local(name: &str) -> &str {
    name.strip_prefix("xpath:").unwrap_or(name)
}

impl Compiler<'_> {
    pub(super) fn call(
        &self,
        name: &str,
        arguments: &[Syntax],
        scope: &Scope,
        notes: &mut Notes,
    ) -> Result<Expression, String> {
        let known = local(name);
        match (known, arguments) {
            ("current", [_, ..]) => return Err("current() takes no arguments".to_string()),
            ("instance" | "current", _) => {
                let call = Syntax::Call(name.to_string(), arguments.to_vec());
                let start = Start::Expression(Box::new(call));
                return self.path(
                    &Path {
                        start,
                        steps: Vec::new(),
                    },
                    scope,
                    notes,
                );
            }
            ("jr:itext", [Syntax::Literal(id)]) => {
                notes.is_worded = true;
                if let Some(&number) = self.itext.get(id) {
                    notes
                        .reads
                        .extend(self.itext_reads.get(number).into_iter().flatten());
                    return Ok(Expression::Itext(number));
                }
            }
            ("jr:itext", _) => {
                notes.is_worded = true;
                notes.reads_texts = true;
            }
            ("position", [node]) => return self.position(node, scope, notes),
            ("jr:choice-name", [value, Syntax::Literal(path)]) => {
                let question = parse(path)?;
                return self.choice_name(value, &question, scope, notes);
            }
            // Without quotes it can mean nothing else.
            ("jr:choice-name", [value, question @ Syntax::Path(_)]) => {
                return self.choice_name(value, question, scope, notes);
            }
            ("indexed-repeat", [node, rest @ ..]) if !rest.is_empty() && rest.len() % 2 == 0 => {
                return self.indexed_repeat(node, rest, scope, notes);
            }
            ("indexed-repeat", _) => {
                return Err(
                    "indexed-repeat() needs a node, and then a repeat and a number in turns"
                        .to_string(),
                );
            }
            ("jr:choice-name", _) => {
                return Err("jr:choice-name() needs a value and the path of a question".to_string());
            }
            ("regex", [text, Syntax::Literal(written)]) => {
                let text = Box::new(self.expression(text, scope, notes)?);
                return Ok(Expression::Matches(text, self.pattern(written, notes)));
            }
            (
                "pulldata",
                [
                    Syntax::Literal(id),
                    Syntax::Literal(column),
                    Syntax::Literal(key),
                    value,
                ],
            ) => {
                return self.pulldata(id, column, key, value, scope, notes);
            }
            ("pulldata", [Syntax::Literal(id), column, key, value]) => {
                let instance = self.instance(id)?;
                let mut compiled = |argument| self.expression(argument, scope, notes);
                let arguments = [compiled(column)?, compiled(key)?, compiled(value)?];
                return Ok(Expression::PullData(instance, Box::new(arguments)));
            }
            ("pulldata", _) => {
                return Err(
                    "pulldata() needs the name of a list between quotes, two columns and a value"
                        .to_string(),
                );
            }
            _ => {}
        }
        let function = functions::find(known).ok_or_else(|| {
            format!(
                "the function {}() is not known",
                crate::problem::shorten(name)
            )
        })?;
        if arguments.len() < function.least || arguments.len() > function.most {
            return Err(format!(
                "{name}() does not take {} arguments",
                arguments.len()
            ));
        }
        let mut compiled = Vec::with_capacity(arguments.len());
        for argument in arguments {
            compiled.push(self.expression(argument, scope, notes)?);
        }
        Ok(Expression::Call(function, compiled.into()))
    }

    /// The place of a node does not hang on what is in it, but on the instances of the repeat around it.
    fn position(
        &self,
        node: &Syntax,
        scope: &Scope,
        notes: &mut Notes,
    ) -> Result<Expression, String> {
        let mut own = Notes::default();
        let compiled = self.expression(node, scope, &mut own)?;
        match compiled {
            Expression::Slot(slot, apex) => {
                let home = self.layout.home_of(slot);
                if home != WHOLE {
                    let slot = self.layout.home(home).slot;
                    notes.reads.insert(Read { slot, apex });
                }
            }
            // Which nodes they are may hang on anything.
            _ => notes.add(own),
        }
        let function = functions::find("position").ok_or("position() is not known")?;
        Ok(Expression::Call(function, Box::new([compiled])))
    }

    fn choice_name(
        &self,
        value: &Syntax,
        question: &Syntax,
        scope: &Scope,
        notes: &mut Notes,
    ) -> Result<Expression, String> {
        let value = Box::new(self.expression(value, scope, notes)?);
        let about = self.scope(scope.current);
        let Some(slot) = self.one_slot(question, &about, notes, "jr:choice-name()")? else {
            return Ok(Expression::Text("".into()));
        };
        notes.choice_names.insert(slot);
        notes.is_worded = true;
        Ok(Expression::ChoiceName(value, slot))
    }

    /// indexed-repeat(node, repeat, number, …): the node in that instance of each repeat that is named.
    fn indexed_repeat(
        &self,
        node: &Syntax,
        rest: &[Syntax],
        scope: &Scope,
        notes: &mut Notes,
    ) -> Result<Expression, String> {
        let asked_by = "indexed-repeat()";
        let Some(slot) = self.one_slot(node, scope, notes, asked_by)? else {
            return Ok(Expression::Slots(Box::default(), WHOLE));
        };
        let mut outermost = self.layout.home_of(slot);
        let mut numbers = Vec::new();
        let mut repeats = Vec::new();
        let mut is_far = false;
        for pair in rest.chunks(2) {
            let Some(repeat) = self.one_slot(&pair[0], scope, notes, asked_by)? else {
                return Ok(Expression::Slots(Box::default(), WHOLE));
            };
            let home = self
                .layout
                .repeat_at(repeat)
                .filter(|&home| self.layout.is_within(self.layout.home_of(slot), home));
            let Some(home) = home else {
                return Err(
                    "indexed-repeat() names a repeat that the node does not lie in".to_string(),
                );
            };
            outermost = self.layout.common(outermost, home);
            is_far |= !self.is_previous(&pair[1], home, scope);
            repeats.push(repeat);
            numbers.push((home, self.expression(&pair[1], scope, notes)?));
        }
        let around = self
            .layout
            .home(outermost)
            .outer
            .map_or(WHOLE, |(home, _)| home);
        let apex = match scope.current {
            Some(current) => self.layout.common(around, self.layout.home_of(current)),
            None => WHOLE,
        };
        // The repeats as well: another instance may have the number by now.
        let read = repeats.into_iter().chain([slot]);
        let read = read.map(|slot| Read { slot, apex });
        match self.is_sibling(&numbers, scope) {
            true => {
                notes.siblings.extend(read);
                notes.is_far |= is_far;
            }
            false => notes.reads.extend(read),
        }
        Ok(Expression::IndexedRepeat(slot, numbers.into()))
    }

    /// Whether any of some numbers picks from the instances of a repeat around the node.
    pub(super) fn is_sibling(&self, numbers: &[(HomeId, Expression)], scope: &Scope) -> bool {
        let around = scope
            .current
            .map_or(WHOLE, |slot| self.layout.home_of(slot));
        let mut homes = numbers.iter().map(|&(home, _)| home);
        homes.any(|home| self.layout.is_within(around, home))
    }

    /// The one slot that a path stands for; none when it leads nowhere, and its author is told.
    fn one_slot(
        &self,
        syntax: &Syntax,
        scope: &Scope,
        notes: &mut Notes,
        asked_by: &str,
    ) -> Result<Option<u32>, String> {
        let Syntax::Path(path) = syntax else {
            return Err(format!("{asked_by} needs paths"));
        };
        let mut own = Notes::default();
        match self.path(path, scope, &mut own)? {
            Expression::Slot(slot, _) => Ok(Some(slot)),
            Expression::Slots(slots, _) if slots.is_empty() => {
                notes.lost_paths.append(&mut own.lost_paths);
                Ok(None)
            }
            _ => Err(format!("{asked_by} needs paths to one node each")),
        }
    }

    /// pulldata('id', 'column', 'key', value) reads a row of an instance.
    fn pulldata(
        &self,
        id: &str,
        column: &str,
        key: &str,
        value: &Syntax,
        scope: &Scope,
        notes: &mut Notes,
    ) -> Result<Expression, String> {
        let instance = self.instance(id)?;
        let named = |name: &str| WalkStep {
            axis: Axis::Child,
            test: self
                .names
                .find(name)
                .map_or(NodeTest::Nothing, |local| NodeTest::Name {
                    local,
                    namespace: None,
                }),
            predicates: Box::default(),
            lookup: None,
            place: None,
        };
        // `@key` is an attribute of the row.
        let (axis, key) = match key.strip_prefix('@') {
            Some(key) => (Axis::Attribute, key),
            None => (Axis::Child, key),
        };
        let key_column = self.names.find(key).map(match axis {
            Axis::Attribute => Column::Attribute,
            _ => Column::Child,
        });
        let key = Walk {
            origin: Origin::Context,
            steps: Box::new([WalkStep { axis, ..named(key) }]),
            end: End::default(),
        };
        let mut value = self.expression(value, scope, notes)?;
        let lookup = key_column.map(|column| Lookup {
            conditions: Box::new([Condition {
                column,
                wanted: value.share(),
            }]),
            is_whole: true,
        });
        let equal = Expression::Chain(
            Box::new(Expression::Walk(Box::new(key))),
            Box::new([(Operator::Equal, value)]),
        );
        let item = WalkStep {
            predicates: Box::new([equal]),
            lookup,
            ..named("item")
        };
        let steps = Box::new([named("root"), item, named(column)]);
        Ok(Expression::Walk(Box::new(Walk {
            origin: Origin::Instance(instance),
            steps,
            end: End::default(),
        })))
    }

    /// A pattern that cannot be used lets every text through, and its author is told.
    fn pattern(&self, written: &str, notes: &mut Notes) -> Pattern {
        let mut patterns = self.patterns.borrow_mut();
        let compiled = patterns
            .entry(written.to_string())
            .or_insert_with(|| pattern::compile(written));
        match compiled {
            Ok(pattern) => pattern.clone(),
            Err(problem) => {
                notes.lost_patterns.push(problem.clone());
                Pattern::ANYTHING
            }
        }
    }
}
