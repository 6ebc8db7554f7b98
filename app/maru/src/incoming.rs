//! What reaches the loop from the threads around it.

use maru_port::{
    braille::BrailleEvent,
    files::{FoundFile, Place},
    voice::VoiceEvent,
};
use maru_store::StoreError;
use std::sync::Arc;

/// Something that happened outside.
#[derive(Debug)]
pub enum Incoming {
    /// At the Braille display.
    Braille(BrailleEvent),
    /// Serial ports came or went.
    Ports,
    /// At the voice.
    Voice(VoiceEvent),
    /// A screen reader started or ended.
    ScreenReader(bool),
    /// On the way to the city.
    News(News),
    /// Among the files of this computer.
    Files(Files),
    /// What could not be saved may be saved now.
    TryAgain,
    /// The time may be over after which somebody who does nothing is taken to be gone.
    Unused,
    /// What stands on the Braille line has stayed long enough, if nothing else was felt since.
    ScrollOn {
        /// What was felt then, counted.
        felt: u64,
    },
    /// All pages of the store were looked at.
    Checked(Result<(), StoreError>),
    /// A Braille table was read, or turned out to be of no use.
    BrailleTable,
    /// A record was encrypted and frozen, or not.
    Sealed {
        /// The record's number.
        record: i64,
        /// Whether it is done.
        done: Result<(), StoreError>,
    },
}

/// What became of an errand among files.
#[derive(Debug)]
pub enum Files {
    /// What a person may choose from.
    Found {
        /// The number of the record that it was looked for, if it had one.
        record: Option<i64>,
        /// The question.
        question: String,
        /// The files of each place.
        found: Vec<(Place, Vec<FoundFile>)>,
    },
    /// Where a copy can be put.
    CopyPlaces(Vec<Place>),
    /// A copy was made in a folder of this name, or not.
    Copied(Result<crate::copy::Copied, maru_desk::CopyTrouble>),
    /// A file was put with a draft, or not.
    Attached {
        /// The record's number.
        record: i64,
        /// The question that the file answers.
        question: String,
        /// The file, or what was in the way.
        done: Result<maru_desk::Attached, maru_desk::AttachTrouble>,
    },
    /// A file for an embosser was written, or not.
    Embossed(Result<maru_desk::Embossed, maru_desk::EmbossTrouble>),
}

/// What the courier tells.
#[derive(Debug)]
pub enum News {
    /// A record changed its state.
    Records,
    /// Whether there is a way.
    Network(maru_desk::Network),
    /// It could not even be tried.
    Failed,
    /// How far a long transfer is.
    Progress {
        /// The record's identity towards the city.
        instance_id: String,
        /// How much of it is over.
        percent: u8,
    },
    /// A form came, whole.
    Form {
        /// Its id.
        form_id: String,
        /// Its XML.
        xml: String,
        /// Its lists in files.
        files: maru_desk::FormFiles,
    },
}

/// Where the threads put what happened; never blocks.
pub type Sink = Arc<dyn Fn(Incoming) + Send + Sync>;
