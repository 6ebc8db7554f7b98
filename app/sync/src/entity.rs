//! Which entities of the city's lists a submission writes.

use crate::xml;

const NAMESPACE: &str = "http://www.opendatakit.org/xforms/entities";

/// An entity of one of the city's lists.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entity {
    /// The list (dataset).
    pub list: String,
    /// Its identity there.
    pub id: String,
}

/// Returns the entities that a submission creates or changes; none when the bytes are not XML.
pub fn entities_in(submission: &[u8]) -> Vec<Entity> {
    let Some(document) = xml::parse_own(submission) else {
        return Vec::new();
    };
    let is_yes = |value: Option<&str>| {
        value.is_some_and(|value| !matches!(value.trim(), "" | "0" | "false"))
    };
    let written = document.descendants().filter(|node| {
        let acts = ["create", "update"];
        xml::is(*node, NAMESPACE, "entity") && acts.iter().any(|act| is_yes(node.attribute(*act)))
    });
    let mut entities: Vec<Entity> = written
        .filter_map(|node| {
            let named = |name| {
                node.attribute(name)
                    .map(str::trim)
                    .filter(|text| !text.is_empty())
            };
            Some(Entity {
                list: named("dataset")?.to_owned(),
                id: named("id")?.to_ascii_lowercase(),
            })
        })
        .collect();
    entities.sort();
    entities.dedup();
    entities
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_a_submission_writes_in_the_lists_of_the_city() {
        let xml = |attributes: &str| {
            format!(
                "<d xmlns:e='{NAMESPACE}'><meta><e:entity dataset='cases' id='A-1' {attributes}/></meta></d>"
            )
        };
        let expected = vec![Entity {
            list: "cases".to_owned(),
            id: "a-1".to_owned(),
        }];
        for writes in ["create='1'", "update='true' baseVersion='2'"] {
            assert_eq!(entities_in(xml(writes).as_bytes()), expected);
        }
        for nothing in ["", "create=''", "create='0' update='false'"] {
            assert_eq!(entities_in(xml(nothing).as_bytes()), []);
        }
        assert_eq!(entities_in(b"<d"), []);
    }
}
