//! The outbox as it ought to be: a list in memory.

use maru_store::RecordState;
use std::collections::BTreeMap;

/// A record as it ought to be.
#[derive(Clone, Debug)]
pub struct Own {
    pub id: i64,
    pub instance_id: String,
    pub replaces: Option<String>,
    pub state: RecordState,
    pub xml: String,
    pub files: BTreeMap<String, Vec<u8>>,
    pub entity: Option<String>,
    /// In which order it was finalised.
    pub turn: usize,
    /// Whether it was refused once: then what comes behind it need not wait.
    pub was_refused: bool,
}

impl Own {
    /// The XML of it, with an answer.
    pub fn write(&self, answer: u64) -> String {
        let files: String = self
            .files
            .keys()
            .map(|name| format!("<file>{name}</file>"))
            .collect();
        let replaced = self.replaces.as_ref().map_or(String::new(), |old| {
            format!("<deprecatedID>{old}</deprecatedID>")
        });
        let entity = self.entity.as_ref().map_or(String::new(), |entity| {
            format!(
                "<e:entity xmlns:e=\"http://www.opendatakit.org/xforms/entities\" dataset=\"trees\" id=\"{entity}\" update=\"1\"/>"
            )
        });
        format!(
            "<d id=\"f\" version=\"1\"><meta><instanceID>{}</instanceID>{replaced}{entity}</meta><a>{answer}</a>{files}</d>",
            self.instance_id
        )
    }
}
