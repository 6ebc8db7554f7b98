//! Asking what became of entities that are in a list no more: deleted, or only out of this person's sight.
//!
//! The list's `integrityUrl` takes ids and answers for each that it knows whether it was deleted; ids that it does
//! not know are left out of the answer.

use std::collections::VecDeque;
use std::time::Duration;

use url::Url;

use crate::client::{Ask, Step};
use crate::event::SyncEvent;
use crate::exchange::{About, Method, Response};
use crate::trouble::{Reason, Trouble, sort};
use crate::xml;

/// How many ids one address holds, so that no proxy finds it too long.
const IDS_IN_ONE: usize = 50;
/// How many are asked about at all; nobody has more cases.
const IDS_MAX: usize = 2000;
const ANSWER_BYTES_MAX: usize = 1_000_000;

/// The job.
pub(crate) struct Checking {
    url: Url,
    ids: VecDeque<Vec<String>>,
    deleted: Vec<String>,
}

impl Checking {
    pub(crate) fn new(url: Url, ids: Vec<String>) -> Checking {
        let sound: Vec<String> = ids.into_iter().filter(|id| is_id(id)).collect();
        let ids = sound
            .chunks(IDS_IN_ONE)
            .take(IDS_MAX / IDS_IN_ONE)
            .map(<[String]>::to_vec);
        Checking {
            url,
            ids: ids.collect(),
            deleted: Vec::new(),
        }
    }

    pub(crate) fn ask(&self) -> Ask {
        let mut url = self.url.clone();
        if let Some(ids) = self.ids.front() {
            // Letters, digits and dashes: nothing to encode, and the commas stay as servers expect them.
            let asked = format!("id={}", ids.join(","));
            let query = match url.query() {
                Some(own) if !own.is_empty() => format!("{own}&{asked}"),
                _ => asked,
            };
            url.set_query(Some(&query));
        }
        Ask {
            pause: Duration::ZERO,
            ..Ask::new(Method::Get, url, ANSWER_BYTES_MAX, About::Entities)
        }
    }

    pub(crate) fn hear(&mut self, heard: Result<&Response, Reason>) -> Step {
        let asked = self.ids.pop_front().unwrap_or_default();
        let trouble = match heard {
            Ok(response) if response.status == 200 => match parse(&response.body) {
                Some(deleted) => {
                    let meant = deleted.into_iter().filter(|id| asked.contains(id));
                    self.deleted.extend(meant);
                    None
                }
                None => Some(Trouble::later(Reason::Portal)),
            },
            Ok(response) => Some(sort(response, None)),
            Err(reason) => Some(Trouble::later(reason)),
        };
        if trouble.is_none() && !self.ids.is_empty() {
            return Step::Again;
        }
        self.end(trouble)
    }

    /// Ends with what is known by now. Nothing is lost by trouble: an entity that is still missing is asked about
    /// when its list changes again.
    pub(crate) fn end(&self, trouble: Option<Trouble>) -> Step {
        Step::Done {
            events: vec![SyncEvent::EntitiesChecked {
                deleted: self.deleted.clone(),
            }],
            trouble,
        }
    }
}

fn is_id(id: &str) -> bool {
    (1..=64).contains(&id.len())
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// The ids that an answer calls deleted; `None` when it is no such answer.
fn parse(body: &[u8]) -> Option<Vec<String>> {
    let document = xml::parse(body)?;
    let root = document.root_element();
    let named = |name: &'static str| {
        move |node: &roxmltree::Node<'_, '_>| node.is_element() && node.tag_name().name() == name
    };
    let entities = root.children().find(named("entities"))?;
    let is_deleted = |entity: &roxmltree::Node<'_, '_>| {
        let told = entity.children().find(named("deleted"));
        told.and_then(|node| node.text()).map(str::trim) == Some("true")
    };
    let entities = entities.children().filter(named("entity"));
    let deleted = entities.filter(is_deleted);
    Some(
        deleted
            .filter_map(|entity| entity.attribute("id").map(str::to_owned))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_who_was_deleted() {
        let body = b"\n<data><entities><entity id=\"a\"><deleted>true</deleted></entity>\
            <entity id=\"b\"><deleted>false</deleted></entity><entity id=\"c\"/></entities></data>";
        assert_eq!(parse(body), Some(vec!["a".to_owned()]));
        assert_eq!(parse(b"<html/>"), None);
    }

    #[test]
    fn asks_for_ids_and_nothing_else() {
        let url = Url::parse("https://city.example/integrity?x=1").unwrap();
        let mut ids = vec!["a b".to_owned(), "x&y=".to_owned()];
        ids.extend((0..60).map(|number| format!("{number}-A")));
        let mut checking = Checking::new(url, ids);
        let asked = checking.ask().url.to_string();
        assert!(asked.starts_with("https://city.example/integrity?x=1&id=0-A,1-A,"));
        assert!(asked.ends_with(",49-A"), "{asked}");
        let answer = |deleted: &str| {
            Response {
            status: 200,
            headers: vec![],
            body: format!("<data><entities><entity id='{deleted}'><deleted>true</deleted></entity></entities></data>")
                .into_bytes(),
            final_url: String::new(),
        }
        };
        assert!(matches!(checking.hear(Ok(&answer("7-A"))), Step::Again));
        // Who was not asked about is not believed of.
        let Step::Done { events, trouble } = checking.hear(Ok(&answer("7-A"))) else {
            panic!("there is nothing more to ask");
        };
        assert_eq!(trouble, None);
        let deleted = vec!["7-A".to_owned()];
        assert_eq!(events, [SyncEvent::EntitiesChecked { deleted }]);
    }
}
