//! What a person answers, and why an answer may not stand.

/// An answer as a person gives it.
#[derive(Clone, PartialEq, Eq)]
pub enum Answer {
    /// For an input or a range: text in its type's lexical form, `12`, `3.5`, `2026-03-05`; numbers may carry spaces.
    Text(String),
    /// The value of one choice.
    Choice(String),
    /// The values of several choices; for a rank, of all, in order.
    Choices(Vec<String>),
    /// The name of a file that lies beside the record.
    File(String),
    /// Whether a trigger ("OK") was acknowledged.
    Acknowledged(bool),
    /// Nothing: the answer is taken back.
    Clear,
}

/// Shows the kind only: answers never enter a log.
impl std::fmt::Debug for Answer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Answer::Text(_) => "Text(…)",
            Answer::Choice(_) => "Choice(…)",
            Answer::Choices(_) => "Choices(…)",
            Answer::File(_) => "File(…)",
            Answer::Acknowledged(_) => "Acknowledged(…)",
            Answer::Clear => "Clear",
        })
    }
}

/// Why an answer may not stand.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind:?}")]
pub struct Violation {
    /// The rule that is broken.
    pub kind: ViolationKind,
    /// The form's own words in the session's language, when it has some.
    pub message: Option<String>,
}

impl ViolationKind {
    /// Whether a text is not of the type that the question asks for.
    pub fn is_of_type(self) -> bool {
        use ViolationKind::*;
        matches!(
            self,
            NotANumber
                | NotAnInteger
                | TooLarge
                | NotABoolean
                | NotADate
                | NotATime
                | NotADateTime
                | NotAPlace
                | NotALine
                | NotAnArea
        )
    }
}

impl From<ViolationKind> for Violation {
    fn from(kind: ViolationKind) -> Violation {
        Violation {
            kind,
            message: None,
        }
    }
}

/// The rules that an answer can break.
///
/// | kind | the answer is stored |
/// |---|---|
/// | Required, Constraint | yes: nothing typed is lost |
/// | a text that does not fit its type | no, and the old answer goes: it is no longer what the person says |
/// | all others | no: the old answer stays |
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ViolationKind {
    /// Nothing is answered where the form asks for an answer.
    Required,
    /// The form's own condition does not hold.
    Constraint,
    /// The text is no number.
    NotANumber,
    /// The text is no whole number.
    NotAnInteger,
    /// The number is larger than can be kept, or has more digits.
    TooLarge,
    /// The text is neither `true` nor `false`.
    NotABoolean,
    /// The text is no day of the calendar.
    NotADate,
    /// The text is no time of day.
    NotATime,
    /// The text is no day with a time.
    NotADateTime,
    /// The text is no place: latitude and longitude in degrees.
    NotAPlace,
    /// The text is no line: two places or more.
    NotALine,
    /// The text is no area: three places or more.
    NotAnArea,
    /// The name is none that a file can have, or has a folder in it.
    NotAFileName,
    /// Not everything has a place in the order.
    NotAllRanked,
    /// The value is not among the choices offered now.
    NotAChoice,
    /// The answer is of a kind that this question does not take.
    WrongKind,
    /// The question may only be read.
    ReadOnly,
    /// The question is not asked now.
    NotRelevant,
    /// The record cannot hold another instance.
    TooManyInstances,
    /// The form has no such question.
    NoSuchQuestion,
}
