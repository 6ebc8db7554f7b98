//! Which items have a given value in a column, without going through all of them.
//!
//! An index belongs to the items of one name under one parent, to one column, and to texts or numbers. It is made
//! when it is first asked for, by sorting: hostile values cannot make that slow, as they could a hash.

use std::cmp::Ordering;
use std::sync::OnceLock;

use jiff::tz::TimeZone;

use super::Instance;
use crate::xpath::moment::Moment;
use crate::xpath::value::text_number;

/// More columns than a form compares in one list; so what the indexes take stays in proportion to the list.
const INDEXES_MAX: usize = 16;

/// What of an item is compared, by its local name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Child(u32),
    Attribute(u32),
}

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Key<'k> {
    /// This very text.
    Text(&'k str),
    /// A text that stands for this number, as XPath reads it.
    Number(f64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Target {
    parent: u32,
    item: u32,
    column: Column,
    is_number: bool,
}

/// The indexes made so far: a chain to which links are only added, so that what it holds can be lent out.
#[derive(Debug, Default)]
pub(super) struct Indexes {
    first: OnceLock<Box<Link>>,
}

#[derive(Debug)]
struct Link {
    target: Target,
    index: Index,
    next: OnceLock<Box<Link>>,
}

#[derive(Debug)]
enum Index {
    /// By a node that has the text.
    Texts(Groups<u32>),
    Numbers(Groups<f64>),
    /// A value's number depends on where the person is.
    Local,
}

/// Items in document order by key: each key with the place where its items begin.
#[derive(Debug)]
struct Groups<K> {
    keys: Vec<(K, u32)>,
    items: Vec<u32>,
}

impl Indexes {
    pub(super) fn lookup(
        &self,
        instance: &Instance,
        parent: u32,
        item: u32,
        column: Column,
        wanted: Key<'_>,
    ) -> Option<&[u32]> {
        let target = Target {
            parent,
            item,
            column,
            is_number: matches!(wanted, Key::Number(_)),
        };
        match (self.find(instance, target)?, wanted) {
            (Index::Texts(groups), Key::Text(wanted)) => {
                Some(groups.find(|&node| instance.text(node).cmp(wanted)))
            }
            (Index::Numbers(groups), Key::Number(wanted)) => {
                Some(groups.find(|number| number.total_cmp(&unsigned_zero(wanted))))
            }
            _ => None,
        }
    }

    fn find(&self, instance: &Instance, target: Target) -> Option<&Index> {
        let mut place = &self.first;
        for _ in 0..INDEXES_MAX {
            let link = place.get_or_init(|| {
                Box::new(Link {
                    target,
                    index: Index::new(instance, target),
                    next: OnceLock::new(),
                })
            });
            if link.target == target {
                return Some(&link.index);
            }
            place = &link.next;
        }
        None
    }
}

impl Index {
    fn new(instance: &Instance, target: Target) -> Index {
        let values = values(instance, target);
        if !target.is_number {
            return Index::Texts(by_text(instance, &values));
        }
        match by_number(instance, &values) {
            Some(numbers) => Index::Numbers(numbers),
            None => Index::Local,
        }
    }
}

/// Each node of the column with its item, in document order.
fn values(instance: &Instance, target: Target) -> Vec<(u32, u32)> {
    let (name, is_attribute) = match target.column {
        Column::Child(name) => (name, false),
        Column::Attribute(name) => (name, true),
    };
    let mut values = Vec::new();
    for item in instance.children(target.parent) {
        if instance.name(item) == target.item {
            let of_column = |&node: &u32| {
                instance.name(node) == name && instance.is_attribute(node) == is_attribute
            };
            let nodes = instance.members(item).filter(of_column);
            values.extend(nodes.map(|node| (node, item)));
        }
    }
    values
}

fn by_text(instance: &Instance, values: &[(u32, u32)]) -> Groups<u32> {
    type Entry = (u128, u32, u32);
    let mut entries: Vec<Entry> = values
        .iter()
        .map(|&(node, item)| (start(instance.text(node)), node, item))
        .collect();
    let compare = |one: &Entry, other: &Entry| {
        let is_whole = one.0 & 0xff == 0;
        one.0.cmp(&other.0).then_with(|| match is_whole {
            true => Ordering::Equal,
            false => instance.text(one.1).cmp(instance.text(other.1)),
        })
    };
    entries.sort_by(compare);
    Groups::new(entries, compare, |&(_, node, item)| (node, item))
}

/// A text's first 16 bytes, which order it before most others without a look at the rest. XML has no zero byte: so
/// when the last one is zero this is the whole text.
fn start(text: &str) -> u128 {
    let mut bytes = [0; 16];
    for (byte, &from) in bytes.iter_mut().zip(text.as_bytes()) {
        *byte = from;
    }
    u128::from_be_bytes(bytes)
}

/// None when a value is a time without an offset: its number is known only where the person is.
fn by_number(instance: &Instance, values: &[(u32, u32)]) -> Option<Groups<f64>> {
    let mut entries: Vec<(f64, u32)> = Vec::new();
    for &(node, item) in values {
        let text = instance.text(node);
        let number = text_number(text, &TimeZone::UTC);
        if matches!(Moment::parse(text), Some(Moment::Instant(_, None))) {
            return None;
        }
        if !number.is_nan() {
            entries.push((unsigned_zero(number), item));
        }
    }
    let compare = |one: &(f64, u32), other: &(f64, u32)| one.0.total_cmp(&other.0);
    entries.sort_by(compare);
    Some(Groups::new(entries, compare, |&entry| entry))
}

/// XPath holds 0 and -0 for equal.
fn unsigned_zero(number: f64) -> f64 {
    number + 0.0
}

impl<K> Groups<K> {
    /// Groups sorted entries; an item that has a key twice is listed once.
    fn new<E>(
        entries: Vec<E>,
        compare: impl Fn(&E, &E) -> Ordering,
        split: impl Fn(&E) -> (K, u32),
    ) -> Groups<K> {
        let mut keys: Vec<(K, u32)> = Vec::new();
        let mut items: Vec<u32> = Vec::with_capacity(entries.len());
        let mut last: Option<&E> = None;
        for entry in &entries {
            let (key, item) = split(entry);
            if last.is_none_or(|last| compare(last, entry).is_ne()) {
                keys.push((key, items.len() as u32));
            } else if items.last() == Some(&item) {
                continue;
            }
            items.push(item);
            last = Some(entry);
        }
        keys.shrink_to_fit();
        Groups { keys, items }
    }

    /// The items of one key; the order says how a key lies to it.
    fn find(&self, order: impl Fn(&K) -> Ordering) -> &[u32] {
        let Ok(at) = self.keys.binary_search_by(|(key, _)| order(key)) else {
            return &[];
        };
        let start = self.keys[at].1 as usize;
        let end = self
            .keys
            .get(at + 1)
            .map_or(self.items.len(), |&(_, next)| next as usize);
        &self.items[start..end]
    }
}
