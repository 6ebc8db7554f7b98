//! What a select or a rank offers now.

use std::collections::BTreeSet;

use super::Session;
use super::pending::Pending;
use crate::definition::{Choices, ControlKind, Itemset, Media};
use crate::instance::Key;
use crate::rich::Rich;
use crate::xpath::lookup::column_of;
use crate::xpath::value::NodeRef;
use crate::xpath::{Context, Evaluator};

/// A choice as it is offered, whatever is chosen.
pub(crate) struct Offer {
    pub(crate) value: String,
    pub(crate) label: Rich,
    pub(crate) media: Media,
}

impl<'a> Evaluator<'a> {
    /// The values offered for the question at a node; duplicates once.
    pub(crate) fn offered(&self, choices: &'a Choices, node: u32) -> Vec<String> {
        let mut values: Vec<String> = match choices {
            Choices::None => Vec::new(),
            Choices::Items(items) => items.iter().map(|item| item.value.to_string()).collect(),
            Choices::Itemset(itemset) => self
                .items(itemset, node)
                .into_iter()
                .map(|item| self.item_value(itemset, item, node))
                .collect(),
        };
        let mut seen = BTreeSet::new();
        values.retain(|value| !value.is_empty() && seen.insert(value.clone()));
        values
    }

    /// Whether a value is offered for the question at a node.
    pub(crate) fn offers(&self, choices: &'a Choices, node: u32, value: &str) -> bool {
        !value.is_empty()
            && match choices {
                Choices::None => false,
                Choices::Items(items) => items.iter().any(|item| &*item.value == value),
                Choices::Itemset(itemset) => self.item_of(itemset, node, value).is_some(),
            }
    }

    /// The first item offered whose value it is.
    fn item_of(&self, itemset: &'a Itemset, node: u32, value: &str) -> Option<NodeRef> {
        let items = self.items(itemset, node);
        let with_value = items.first().and_then(|&first| {
            let instance = self.form.instance(first.instance)?;
            let column = column_of(&itemset.value.expression)?;
            let parent = instance.parent(first.index)?;
            instance.lookup(parent, instance.name(first.index), column, Key::Text(value))
        });
        // An index finds the same items, if they are in document order and of one instance.
        if let Some(with_value) = with_value.filter(|_| items.is_sorted()) {
            let found = with_value.iter().find_map(|&index| {
                let item = NodeRef { index, ..items[0] };
                items.binary_search(&item).ok().map(|_| item)
            });
            if found.is_some() {
                return found;
            }
        }
        items
            .into_iter()
            .find(|&item| self.item_value(itemset, item, node) == value)
    }

    /// What is offered for the question at a node, with labels and pictures.
    pub(crate) fn offered_labels(&self, choices: &'a Choices, node: u32) -> Vec<Offer> {
        let mut offers: Vec<Offer> = match choices {
            Choices::None => Vec::new(),
            Choices::Items(items) => items
                .iter()
                .map(|item| {
                    let label = item
                        .label
                        .as_ref()
                        .map(|label| self.rich(label, &Context::of(node)));
                    let media = item.label.as_ref().map(|label| self.media(label));
                    Offer {
                        value: item.value.to_string(),
                        label: label.unwrap_or_else(|| Rich::new(&item.value)),
                        media: media.unwrap_or_default(),
                    }
                })
                .collect(),
            Choices::Itemset(itemset) => self
                .items(itemset, node)
                .into_iter()
                .map(|item| {
                    let value = self.item_value(itemset, item, node);
                    let label = self
                        .item_label(itemset, item, node)
                        .unwrap_or_else(|| Rich::new(&value));
                    let media = itemset.label.as_ref().map(|label| {
                        self.item_media(&label.expression, &Context::of_item(item, node))
                    });
                    Offer {
                        value,
                        label,
                        media: media.unwrap_or_default(),
                    }
                })
                .collect(),
        };
        let mut seen = BTreeSet::new();
        offers.retain(|offer| !offer.value.is_empty() && seen.insert(offer.value.clone()));
        offers
    }

    /// The label that the question at a node gives a value.
    pub(crate) fn choice_label(&self, node: u32, value: &str) -> Option<String> {
        let slot = self.state.slot(node);
        let question = &self.form.questions[*self.form.question_of_slot.get(&slot)?];
        let label = match &question.choices {
            Choices::None => return None,
            Choices::Items(items) => {
                let item = items.iter().find(|item| &*item.value == value)?;
                item.label
                    .as_ref()
                    .map(|label| self.rich(label, &Context::of(node)))?
            }
            Choices::Itemset(itemset) => {
                let item = self.item_of(itemset, node, value)?;
                self.item_label(itemset, item, node)?
            }
        };
        Some(label.source().to_string())
    }

    fn items(&self, itemset: &'a Itemset, node: u32) -> Vec<NodeRef> {
        let mut items = self.evaluate_nodes(&itemset.nodeset.expression, &Context::of(node));
        items.retain(|item| self.is_present(*item));
        items
    }

    fn item_value(&self, itemset: &'a Itemset, item: NodeRef, node: u32) -> String {
        self.evaluate_text(&itemset.value.expression, &Context::of_item(item, node))
            .trim()
            .to_string()
    }

    fn item_label(&self, itemset: &'a Itemset, item: NodeRef, node: u32) -> Option<Rich> {
        let label = itemset.label.as_ref()?;
        let text = self.evaluate_text(&label.expression, &Context::of_item(item, node));
        (!text.trim().is_empty()).then(|| Rich::new(&text))
    }
}

impl Session {
    /// Leaves out of an answer what its question does not offer now; tells whether the answer is another one.
    pub(super) fn withdraw_choices(&mut self, node: u32, pending: &mut Pending) -> bool {
        self.state.set_settled(node, false);
        let Some(left) = self.left_of_choices(node) else {
            return false;
        };
        let is_news = self.state.set_offered(node, left);
        if is_news {
            pending.changed(&self.form, &self.state, node);
        }
        is_news
    }

    /// Lets an answer be what was chosen, whether it is offered or not.
    pub(super) fn keep_choices(&mut self, node: u32, pending: &mut Pending) {
        self.state.set_settled(node, true);
        let chosen = self.state.value(node).to_string();
        if self.state.set_offered(node, chosen) {
            pending.changed(&self.form, &self.state, node);
        }
    }

    /// What of the chosen is offered; an irrelevant answer waits unchanged.
    fn left_of_choices(&self, node: u32) -> Option<String> {
        let form = &self.form;
        let question = &form.questions[*form.question_of_slot.get(&self.state.slot(node))?];
        let value = self.state.value(node);
        if value.is_empty() || !self.state.is_relevant(node) {
            return None;
        }
        let evaluator = self.evaluator();
        // Of several, each would have to be looked for among all.
        let is_long = value.split_ascii_whitespace().nth(8).is_some();
        let all: Option<BTreeSet<String>> = is_long.then(|| {
            evaluator
                .offered(&question.choices, node)
                .into_iter()
                .collect()
        });
        let is_offered = |value: &str| match &all {
            Some(all) => all.contains(value),
            None => evaluator.offers(&question.choices, node, value),
        };
        let all_offered = match question.kind {
            ControlKind::SelectMultiple | ControlKind::Rank => {
                value.split_ascii_whitespace().all(is_offered)
            }
            _ => is_offered(value),
        };
        if !all_offered && evaluator.is_exhausted() {
            return None;
        }
        Some(match question.kind {
            _ if all_offered => value.to_string(),
            ControlKind::SelectMultiple | ControlKind::Rank => {
                let kept: Vec<&str> = value
                    .split_ascii_whitespace()
                    .filter(|value| is_offered(value))
                    .collect();
                kept.join(" ")
            }
            _ => String::new(),
        })
    }
}
