//! What reaches the loop from the threads around it.

use maru_port::{braille::BrailleEvent, voice::VoiceEvent};
use std::sync::Arc;

/// Something that happened outside.
#[derive(Debug)]
pub enum Incoming {
    /// At the Braille display.
    Braille(BrailleEvent),
    /// At the voice.
    Voice(VoiceEvent),
    /// A screen reader started or ended.
    ScreenReader(bool),
    /// On the way to the city.
    News(News),
}

/// What the courier tells.
#[derive(Debug)]
pub enum News {
    /// A record changed its state.
    Records,
    /// Whether there is a way.
    Network(maru_desk::Network),
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
