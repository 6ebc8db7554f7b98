//! The buttons for the voice: what the keys do, for those who touch or point.

use crate::intent::Intent;

/// The button that shows and hides the others.
pub const MORE: &str = "voice";

/// The others: the name of the node, what it does, the message that labels it.
pub const BUTTONS: [(&str, Intent, &str); 12] = [
    ("voice-stop", Intent::Stop, "act-voice-stop"),
    ("voice-pause", Intent::Pause, "act-voice-pause"),
    ("voice-repeat", Intent::Repeat, "act-voice-repeat"),
    ("voice-read", Intent::ReadPage, "act-voice-read"),
    (
        "voice-sentence-back",
        Intent::PreviousSentence,
        "act-voice-sentence-back",
    ),
    (
        "voice-sentence-on",
        Intent::NextSentence,
        "act-voice-sentence-on",
    ),
    ("voice-slower", Intent::Slower, "act-voice-slower"),
    ("voice-faster", Intent::Faster, "act-voice-faster"),
    ("voice-softer", Intent::Softer, "act-voice-softer"),
    ("voice-louder", Intent::Louder, "act-voice-louder"),
    ("voice-where", Intent::WhereAmI, "act-voice-where"),
    ("voice-spell", Intent::Spell, "act-voice-spell"),
];

/// What the button of this name does.
pub fn intent(node: &str) -> Option<Intent> {
    if node == MORE {
        return Some(Intent::VoiceButtons);
    }
    let button = BUTTONS.iter().find(|(name, _, _)| *name == node);
    button.map(|(_, intent, _)| intent.clone())
}
