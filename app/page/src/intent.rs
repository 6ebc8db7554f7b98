//! What a person wants, whatever they pressed.

use crate::{edit::Motion, node::NodeId};

/// What a person wants. Gestures of keyboards, Braille keys, keypads, touch and assistive technology all end here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// To the next thing on the page.
    Next,
    /// To the previous thing on the page.
    Previous,
    /// To the next thing that can be used.
    NextControl,
    /// To the previous thing that can be used.
    PreviousControl,
    /// To the first thing on the page.
    First,
    /// To the last thing on the page.
    Last,
    /// To this very thing.
    Focus(NodeId),
    /// Use what has the focus.
    Activate,
    /// Use this very thing (touch, mouse, assistive technology).
    ActivateNode(NodeId),
    /// Select or check without going on (Space).
    Select,
    /// Do the page's main act.
    Proceed,
    /// One page back.
    Back,
    /// The help page.
    Help,
    /// The first page.
    Home,
    /// The access settings.
    Settings,
    /// Typed text; on a page of tiles or choices a digit is its number.
    Type(String),
    /// Delete the selection or the letter before the caret.
    DeleteBack,
    /// Delete the selection or the letter behind the caret.
    DeleteForward,
    /// Move the caret.
    Caret {
        /// Where to.
        motion: Motion,
        /// Whether the selection grows with it.
        extend: bool,
    },
    /// Put the caret (and the start of the selection) at letters of a field.
    Place {
        /// Which field.
        node: NodeId,
        /// Where the selection begins.
        anchor: usize,
        /// Where the caret stands.
        caret: usize,
    },
    /// Replace all of a field's text (assistive technology).
    Replace {
        /// Which field.
        node: NodeId,
        /// The new text.
        text: String,
    },
    /// Switch between Hangul and Latin letters on the keyboard.
    Hangul,
    /// Larger text.
    Larger,
    /// Smaller text.
    Smaller,
    /// The next colour theme.
    NextTheme,
    /// Own voice on or off.
    ToggleVoice,
    /// Silence.
    Stop,
    /// Say it again.
    Repeat,
    /// Say where I am.
    WhereAmI,
    /// Read the whole page.
    ReadPage,
    /// Faster speech.
    Faster,
    /// Slower speech.
    Slower,
    /// Move the Braille window back.
    PanLeft,
    /// Move the Braille window on.
    PanRight,
    /// The routing key above this cell (from 0).
    Route(usize),
    /// Leave the program.
    Quit,
}
