//! What the machine tells its caller.

use crate::content::Content;
use crate::form_list::ListedForm;
use crate::manifest::MediaFile;
use crate::trouble::{Outcome, Trouble};

/// Something that happened; keep it on disk before asking for the next request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyncEvent {
    /// The list came and is different from the one known.
    FormList {
        /// All forms on offer now; one that is missing here is no longer offered.
        forms: Vec<ListedForm>,
    },
    /// A form came, and is what the list promised. Its media follow; [`SyncEvent::FormComplete`] ends them.
    Form {
        /// The form; its hash is that of the bytes.
        form: ListedForm,
        /// The form's XML.
        xml: Content,
    },
    /// A media file came, and is what the manifest promised.
    Media {
        /// The form it was fetched for.
        form_id: String,
        /// The file; its hash is that of the bytes.
        file: MediaFile,
        /// Its bytes.
        content: Content,
    },
    /// All there is of a form is here: it may be offered to people.
    FormComplete {
        /// The form.
        form: ListedForm,
        /// All its media files, those that were known before included.
        media: Vec<MediaFile>,
        /// Names of files that could not be had; the form can be used without, or with those it had before.
        missing: Vec<String>,
    },
    /// A form could not be had; the others go on.
    FormFailed {
        /// Which form.
        form_id: String,
        /// Why.
        problem: FormProblem,
    },
    /// The refresh is over.
    RefreshEnded {
        /// How.
        outcome: Result<Refreshed, Trouble>,
    },
    /// It was asked what became of entities that left a list.
    EntitiesChecked {
        /// Those that were deleted; of the others nothing is known.
        deleted: Vec<String>,
    },
    /// Some of a submission's files arrived, and more are to follow: see
    /// [`Submission::arrived`](crate::Submission::arrived).
    FilesArrived {
        /// Of which submission.
        instance_id: String,
        /// Their names.
        names: Vec<String>,
    },
    /// A submission's turn is over.
    Submission {
        /// Which.
        instance_id: String,
        /// Whether it arrived.
        outcome: Outcome,
    },
}

/// A refresh that came to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refreshed {
    /// Keep it for the next refresh. `None` when a form failed, so that the next refresh asks for all again.
    pub etag: Option<String>,
    /// Whether the server said that nothing in the list had changed.
    pub is_unchanged: bool,
}

/// Why a single form could not be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormProblem {
    /// The bytes are not those that the list promised.
    WrongHash,
    /// The answer is not a manifest.
    NoManifest,
    /// The list gave an address that cannot be fetched.
    BadAddress,
    /// It is longer than any honest form.
    TooLarge,
    /// The server did not give it.
    Trouble(Trouble),
}

impl FormProblem {
    /// A stable code for the operator.
    pub fn code(&self) -> &'static str {
        match self {
            FormProblem::WrongHash => "wrong-hash",
            FormProblem::NoManifest => "no-manifest",
            FormProblem::BadAddress => "bad-address",
            FormProblem::TooLarge => "too-large",
            FormProblem::Trouble(trouble) => trouble.code(),
        }
    }
}
