//! What reaches the desk, and what it asks of the world.

use crate::{
    displays::{DisplayTrouble, Port},
    files::{AttachTrouble, Attached, FormFiles, Place},
    papers::{EmbossTrouble, Embossed},
    records::{Record, RecordEffect, RecordEvent},
    settings::{ChosenVoice, Settings},
};
use maru_page::{Intent, Page, braille::emboss::Sheet};
use maru_seal::Recipient;

/// What the world knows and the desk must not find out by itself.
#[derive(Clone, Debug)]
pub struct World {
    /// The time, with its zone.
    pub now: jiff::Zoned,
    /// A new identity, for a record that may be begun now.
    pub uuid: String,
    /// Chance, for forms that ask for it.
    pub seed: u64,
    /// The name of this computer towards the city.
    pub device_id: String,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// A person wants something.
    Intent(Intent),
    /// A draft is on disk, under this number.
    Saved {
        /// The record's number.
        record: i64,
    },
    /// It could not be written.
    SaveFailed(SaveTrouble),
    /// The settings could not be written.
    SettingsNotKept,
    /// A draft, or the form it was begun with, could not be fetched.
    DraftUnreadable,
    /// A draft was fetched.
    DraftOpened {
        /// The record's number.
        record: i64,
        /// The form's id.
        form_id: String,
        /// The form it was begun with.
        form_xml: String,
        /// What belongs to that form, as far as the pack does not have it.
        files: FormFiles,
        /// The files of the record.
        attached: Vec<Attached>,
        /// What was saved.
        saved: String,
        /// The question it was left at.
        at_question: Option<String>,
        /// What was typed and not yet accepted, as the draft wrote it.
        pending: Option<String>,
    },
    /// A record was finished: its bytes are frozen.
    Finalised {
        /// The record's number.
        record: i64,
    },
    /// The records are these now.
    Records(Vec<Record>),
    /// Something happened to one of them.
    Record(RecordEvent),
    /// What could not be saved may be saved now.
    TryAgain,
    /// Nobody has pressed a key for a while, on a computer that people share.
    Unused,
    /// Somebody wants to leave the program on such a computer: it is there for the next.
    MayNotLeave,
    /// The disk cannot be written: what was saved before can be read.
    DiskIsReadOnly,
    /// The city sent a form, or a newer one.
    FormArrived {
        /// The form's id.
        form_id: String,
        /// The form.
        xml: String,
        /// Its lists in files.
        files: FormFiles,
    },
    /// The record of a form that was sent last from here, if there is one.
    LastSent {
        /// The form's id.
        form_id: String,
        /// What was sent.
        xml: Option<Vec<u8>>,
    },
    /// The files that a person may choose from.
    Files {
        /// The number of the record that they were looked for, if it had one then.
        record: Option<i64>,
        /// The question that they were looked for.
        question: String,
        /// What is plugged in first, in each place the newest first.
        places: Vec<Place>,
    },
    /// A file is on disk with the record.
    Attached {
        /// The record's number.
        record: i64,
        /// The question that it answers.
        question: String,
        /// The file.
        file: Attached,
    },
    /// It is not.
    AttachFailed {
        /// The record's number.
        record: i64,
        /// The question that it was to answer.
        question: String,
        /// Why.
        trouble: AttachTrouble,
    },
    /// A file for an embosser is written, or not.
    Embossed(Result<Embossed, EmbossTrouble>),
    /// Whether there is a way to the city.
    Network(Network),
    /// It could not be tried to send anything: something is wrong at this end.
    SendFailed,
    /// A long form is on its way.
    Progress {
        /// The record's number.
        record: i64,
        /// How much of it is over; never 100, for that the city says.
        percent: u8,
    },
    /// A Braille display is there, with so many cells.
    BrailleReady {
        /// What it calls itself.
        model: String,
        /// Its cells.
        cells: usize,
    },
    /// The Braille display is gone.
    BrailleGone,
    /// Words are felt in computer Braille, because the tables of their language are not installed.
    NoBrailleTables,
    /// There is no Braille display yet.
    BrailleFailed(DisplayTrouble),
    /// Whoever started Maru named the Braille display: it is not chosen on a page.
    BrailleNamed,
    /// The serial ports are these now.
    Ports {
        /// Those there are.
        ports: Vec<Port>,
        /// Whether brltty runs here.
        brltty: bool,
    },
    /// Keys of the Braille display were pressed that mean nothing.
    UnknownKeys,
    /// There is no voice on this computer.
    NoVoice,
    /// There is a voice now.
    Voice,
    /// The voice speaks, but no sound comes out of this computer.
    NoSound,
    /// No voice of this computer speaks this language.
    NoVoiceFor {
        /// Its tag.
        language: String,
    },
    /// The voices of this computer that speak a language.
    Voices {
        /// Its tag.
        language: String,
        /// The voices.
        voices: Vec<ChosenVoice>,
    },
    /// A screen reader was started (or ended): Maru's own voice keeps silent beside it.
    ScreenReader(bool),
    /// The store was set aside because it was damaged, and a new one begun.
    StoreReplaced,
    /// The store was damaged; what could be read of it is in a new one.
    StoreMended {
        /// How many records that is.
        records: usize,
        /// Whether nothing was met that could not be read.
        is_whole: bool,
    },
    /// The city pack could not be read whole.
    PackTrouble,
}

/// The way to the city.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// Nobody knows yet.
    Unknown,
    /// There is none.
    Offline,
    /// The city answers.
    Online,
    /// This computer must sign in first.
    NeedsLogin,
    /// The city's proof of who it is does not fit this computer's date.
    WrongClock,
    /// There is one, but it is paid by the byte: large forms wait for a person's word.
    Costly,
}

/// Why a save failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveTrouble {
    /// The disk is full.
    DiskFull,
    /// The disk cannot be written.
    ReadOnly,
    /// Anything else.
    Other,
}

/// A draft to be written.
#[derive(Clone, PartialEq, Eq)]
pub struct DraftWrite {
    /// Its number, if it has one.
    pub record: Option<i64>,
    /// Its identity towards the city.
    pub instance_id: String,
    /// The form.
    pub form_id: String,
    /// The form's version.
    pub version: Option<String>,
    /// The form's title.
    pub title: String,
    /// The form itself: a draft is bound to the very form it was begun with.
    pub form_xml: String,
    /// The answers.
    pub xml: String,
    /// Where it stands.
    pub at_question: Option<String>,
    /// Text that was typed there and not yet accepted.
    pub pending: Option<String>,
    /// The record whose answers these were, when it is not on disk yet.
    pub corrects: Option<i64>,
    /// The identity of the record that this one takes the place of.
    pub replaces: Option<String>,
}

/// Tells nothing of the answers.
impl std::fmt::Debug for DraftWrite {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("DraftWrite")
            .field("record", &self.record)
            .field("form_id", &self.form_id)
            .field("at_question", &self.at_question)
            .finish_non_exhaustive()
    }
}

/// A file to be put with a draft.
#[derive(Clone, PartialEq, Eq)]
pub struct Attach {
    /// The record's number.
    pub record: i64,
    /// The question that it answers.
    pub question: String,
    /// Where the file is, as [`Event::Files`] told it.
    pub path: String,
    /// What it is to be called in the record, without an ending.
    pub stem: String,
    /// How long the longer side of a picture may be.
    pub pixels_max: Option<u32>,
    /// Whether the place where a picture was taken may stay in it.
    pub keep_place: bool,
}

/// Tells nothing of what the file is called.
impl std::fmt::Debug for Attach {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Attach")
            .field("record", &self.record)
            .finish_non_exhaustive()
    }
}

/// What the world is asked to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Write a draft; answered by [`Event::Saved`] or [`Event::SaveFailed`].
    SaveDraft(DraftWrite),
    /// Fetch a draft; answered by [`Event::DraftOpened`].
    OpenDraft(i64),
    /// Freeze a record's bytes and queue it, encrypted if it has a recipient; answered by [`Event::Finalised`] or
    /// [`Event::SaveFailed`].
    Finalise {
        /// The record's number.
        record: i64,
        /// What will be sent: to the byte, or encrypted.
        bytes: String,
        /// For whom it is encrypted; none for a form that carries no key.
        recipient: Option<Recipient>,
    },
    /// Do something with a record.
    Record(RecordEffect),
    /// Use these settings, and keep them where they are one person's own.
    SaveSettings(Settings),
    /// Find the voices of this computer for a language; answered by [`Event::Voices`].
    ListVoices(String),
    /// Send what waits, if there is a way.
    Send,
    /// Send it now, whatever it costs: a person asks for it.
    SendNow,
    /// Find the record of a form that was sent last from here; answered by [`Event::LastSent`].
    FindLastSent {
        /// The form's id.
        form_id: String,
    },
    /// Look for files that a question takes; answered by [`Event::Files`].
    ListFiles {
        /// The record's number, if it has one yet.
        record: Option<i64>,
        /// The question.
        question: String,
        /// Media types and endings, as the form has them.
        accept: String,
    },
    /// Put a file with a draft; answered by [`Event::Attached`] or [`Event::AttachFailed`].
    Attach(Attach),
    /// Take a file away from a draft that does not name it any more.
    Detach {
        /// The record's number.
        record: i64,
        /// What the file is called in the record.
        name: String,
    },
    /// Write a page for a Braille embosser; answered by [`Event::Embossed`].
    Emboss {
        /// What the file is to be called, without an ending.
        name: String,
        /// The page.
        page: Box<Page>,
        /// The sheets.
        sheet: Sheet,
    },
    /// Look the serial ports up, without opening any; answered by [`Event::Ports`].
    ListPorts,
    /// Use this Braille display, named by its family and port as `--braille` has it; none is the one that is found by
    /// itself.
    UseDisplay(Option<String>),
    /// Tell the operator.
    Fault(Fault),
    /// Leave.
    Quit,
}

/// What the operator is told; never an answer or a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// A stable code.
    pub code: &'static str,
    /// The form or device it is about.
    pub subject: String,
    /// The cause.
    pub cause: String,
}
