//! What the city says of a record, as it stands in the city's own lists.

use std::fmt;

use rusqlite::{Row, TransactionBehavior, named_params};

use crate::error::StoreError;
use crate::open::Store;
use crate::record::read_text;
use crate::statement::sql;

/// What the city says of a record.
#[derive(Clone, PartialEq, Eq)]
pub struct Case {
    /// How far it is, in the city's own word, such as `in_progress`.
    pub state: String,
    /// What the city answered, for the person.
    pub words: Option<String>,
    /// When that was noted here.
    pub at: String,
}

/// An answer is as private as a question.
impl fmt::Debug for Case {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Case")
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

/// A case as a list of the city has it.
#[derive(Clone, PartialEq, Eq)]
pub struct CaseWrite {
    /// The identity of the record that it is about.
    pub instance_id: String,
    /// How far it is.
    pub state: String,
    /// What the city answered.
    pub words: Option<String>,
    /// Whether that is its answer.
    pub is_answered: bool,
}

impl fmt::Debug for CaseWrite {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("CaseWrite")
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Returns the identities of the records that the city has, and may say something of.
    pub fn with_the_city(&self) -> Result<Vec<String>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached(sql!("record/with_the_city"))?;
        let read = |row: &Row<'_>| Ok(read_text(row, "instance_id")?.unwrap_or_default());
        let ids = statement.query_map([], read)?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// Keeps what the city says; returns how many records are told of something new. A case of a record that is not
    /// here, or not sent, is passed over.
    pub fn note_cases(&mut self, cases: &[CaseWrite], at: &str) -> Result<usize, StoreError> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut note = transaction.prepare_cached(sql!("record/note_case"))?;
        let mut changed = 0;
        for case in cases {
            changed += note.execute(named_params! {
                ":instance_id": case.instance_id,
                ":state": case.state,
                ":words": case.words,
                ":is_answered": case.is_answered,
                ":at": at,
            })?;
        }
        drop(note);
        transaction.commit()?;
        Ok(changed)
    }
}

pub(crate) fn read_case(row: &Row<'_>) -> rusqlite::Result<Option<Case>> {
    let Some(state) = read_text(row, "case_state")? else {
        return Ok(None);
    };
    Ok(Some(Case {
        state,
        words: read_text(row, "case_words")?,
        at: read_text(row, "case_at")?.unwrap_or_default(),
    }))
}
