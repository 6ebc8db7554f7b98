//! Keys by the names their makers gave them.

use std::fmt;
use std::str::FromStr;

macro_rules! keys {
    ($($name:ident: $meaning:literal,)*) => {
        /// A key of a Braille display, by the name on the device or in its manual.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Key {
            $(#[doc = $meaning] $name,)*
            /// A key the device reports but whose name we do not know: the number of its bit.
            Unnamed(u8),
        }

        impl Key {
            /// Every key that has a name, in order.
            pub const NAMED: &'static [Key] = &[$(Key::$name,)*];
        }

        impl fmt::Display for Key {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Key::$name => f.write_str(stringify!($name)),)*
                    Key::Unnamed(bit) => write!(f, "Key{bit}"),
                }
            }
        }
    };
}

keys! {
    Space: "The space bar.",
    Dot1: "Dot 1 of the Perkins keyboard.",
    Dot2: "Dot 2 of the Perkins keyboard.",
    Dot3: "Dot 3 of the Perkins keyboard.",
    Dot4: "Dot 4 of the Perkins keyboard.",
    Dot5: "Dot 5 of the Perkins keyboard.",
    Dot6: "Dot 6 of the Perkins keyboard.",
    Dot7: "Dot 7 of the Perkins keyboard.",
    Dot8: "Dot 8 of the Perkins keyboard.",
    F1: "Function key 1.",
    F2: "Function key 2.",
    F3: "Function key 3.",
    F4: "Function key 4.",
    F5: "Function key 5.",
    F6: "Function key 6.",
    F7: "Function key 7.",
    F8: "Function key 8.",
    Backward: "The panning key towards the beginning.",
    Forward: "The panning key towards the end.",
    LeftScrollUp: "The upper scroll key on the left.",
    LeftScrollDown: "The lower scroll key on the left.",
    RightScrollUp: "The upper scroll key on the right.",
    RightScrollDown: "The lower scroll key on the right.",
    LeftPadUp: "The left pad, up.",
    LeftPadDown: "The left pad, down.",
    LeftPadLeft: "The left pad, left.",
    LeftPadRight: "The left pad, right.",
    RightPadUp: "The right pad, up.",
    RightPadDown: "The right pad, down.",
    RightPadLeft: "The right pad, left.",
    RightPadRight: "The right pad, right.",
    F9: "Function key 9.",
    F10: "Function key 10.",
    F11: "Function key 11.",
    F12: "Function key 12.",
    F13: "Function key 13.",
    F14: "Function key 14.",
    F15: "Function key 15.",
    F16: "Function key 16.",
    LeftPadCentre: "The left pad, pressed.",
    RightPadCentre: "The right pad, pressed.",
    PanLeft: "The panning key towards the beginning, where it bears that name.",
    PanRight: "The panning key towards the end, where it bears that name.",
    Backspace: "The backspace key beside the dots.",
    Enter: "The enter key beside the dots.",
    SpaceLeft: "The left one of two space bars.",
    SpaceRight: "The right one of two space bars.",
    ThumbLeft: "The left thumb key.",
    ThumbRight: "The right thumb key.",
    ThumbPrevious: "The outer left thumb key.",
    ThumbNext: "The outer right thumb key.",
    ThumbUp: "The upper thumb key.",
    ThumbDown: "The lower thumb key.",
    ThumbHome: "The middle thumb key.",
    Display1: "Display key 1.",
    Display2: "Display key 2.",
    Display3: "Display key 3.",
    Display4: "Display key 4.",
    Display5: "Display key 5.",
    Display6: "Display key 6.",
    Command1: "Command key 1.",
    Command2: "Command key 2.",
    Command3: "Command key 3.",
    Command4: "Command key 4.",
    Command5: "Command key 5.",
    Command6: "Command key 6.",
    K1: "Key K1.",
    K2: "Key K2.",
    K3: "Key K3.",
    K4: "Key K4.",
    K5: "Key K5.",
    K6: "Key K6.",
    K7: "Key K7.",
    K8: "Key K8.",
    L1: "Key L1.",
    L2: "Key L2.",
    L3: "Key L3.",
    L4: "Key L4.",
    L5: "Key L5.",
    L6: "Key L6.",
    L7: "Key L7.",
    L8: "Key L8.",
    Left: "The arrow left.",
    Right: "The arrow right.",
    Up: "The arrow up.",
    Down: "The arrow down.",
    Up2: "The second arrow up.",
    Down2: "The second arrow down.",
    Up3: "The third arrow up.",
    Down3: "The third arrow down.",
    Escape: "The escape key.",
    Power: "The power key.",
    Control: "The control key.",
    Alt: "The alt key.",
    Windows: "The windows key.",
    Shift: "The shift key.",
    JoystickUp: "The joystick, up.",
    JoystickDown: "The joystick, down.",
    JoystickLeft: "The joystick, left.",
    JoystickRight: "The joystick, right.",
    JoystickPress: "The joystick, pressed.",
    LeftJoystickUp: "The left joystick, up.",
    LeftJoystickDown: "The left joystick, down.",
    LeftJoystickLeft: "The left joystick, left.",
    LeftJoystickRight: "The left joystick, right.",
    LeftJoystickPress: "The left joystick, pressed.",
    RightJoystickUp: "The right joystick, up.",
    RightJoystickDown: "The right joystick, down.",
    RightJoystickLeft: "The right joystick, left.",
    RightJoystickRight: "The right joystick, right.",
    RightJoystickPress: "The right joystick, pressed.",
    LeftButton: "The left button.",
    LeftRockerUp: "The left rocker, up.",
    LeftRockerDown: "The left rocker, down.",
    LeftWheelUp: "The left wheel, up.",
    LeftWheelDown: "The left wheel, down.",
    LeftWheelLeft: "The left wheel, left.",
    LeftWheelRight: "The left wheel, right.",
    LeftWheelPress: "The left wheel, pressed.",
    LeftShift: "The left shift key.",
    LeftSelector: "The left selector.",
    LeftBumperUp: "The left bumper, up.",
    LeftBumperDown: "The left bumper, down.",
    LeftControl: "The left control key.",
    LeftCentre: "The left middle key.",
    LeftSwitchRear: "The left switch, rear.",
    LeftSwitchFront: "The left switch, front.",
    LeftKeyRear: "The left key, rear.",
    LeftKeyFront: "The left key, front.",
    RightButton: "The right button.",
    RightRockerUp: "The right rocker, up.",
    RightRockerDown: "The right rocker, down.",
    RightWheelUp: "The right wheel, up.",
    RightWheelDown: "The right wheel, down.",
    RightWheelLeft: "The right wheel, left.",
    RightWheelRight: "The right wheel, right.",
    RightWheelPress: "The right wheel, pressed.",
    RightShift: "The right shift key.",
    RightSelector: "The right selector.",
    RightBumperUp: "The right bumper, up.",
    RightBumperDown: "The right bumper, down.",
    RightControl: "The right control key.",
    RightCentre: "The right middle key.",
    RightSwitchRear: "The right switch, rear.",
    RightSwitchFront: "The right switch, front.",
    RightKeyRear: "The right key, rear.",
    RightKeyFront: "The right key, front.",
    BarLeft1: "The easy access bar left, one step.",
    BarLeft2: "The easy access bar left, two steps.",
    BarRight1: "The easy access bar right, one step.",
    BarRight2: "The easy access bar right, two steps.",
    BarUp1: "The easy access bar up, one step.",
    BarUp2: "The easy access bar up, two steps.",
    BarDown1: "The easy access bar down, one step.",
    BarDown2: "The easy access bar down, two steps.",
    Switch1Left: "Switch 1, left.",
    Switch1Right: "Switch 1, right.",
    Switch2Left: "Switch 2, left.",
    Switch2Right: "Switch 2, right.",
    Switch3Left: "Switch 3, left.",
    Switch3Right: "Switch 3, right.",
    Switch4Left: "Switch 4, left.",
    Switch4Right: "Switch 4, right.",
    Switch5Left: "Switch 5, left.",
    Switch5Right: "Switch 5, right.",
    Switch6Left: "Switch 6, left.",
    Switch6Right: "Switch 6, right.",
    Attribute1: "Attribute key 1.",
    Attribute2: "Attribute key 2.",
    Attribute3: "Attribute key 3.",
    Attribute4: "Attribute key 4.",
    Status1: "Status key 1.",
    Status2: "Status key 2.",
    Status3: "Status key 3.",
    Status4: "Status key 4.",
    Status5: "Status key 5.",
    Status6: "Status key 6.",
    Home1: "Home key 1.",
    End1: "End key 1.",
    ExtraCursor1: "Extra cursor key 1.",
    Cursor1: "Cursor key 1.",
    Home2: "Home key 2.",
    End2: "End key 2.",
    ExtraCursor2: "Extra cursor key 2.",
    Cursor2: "Cursor key 2.",
    Prog1: "Programming key 1.",
    Prog2: "Programming key 2.",
    Tumbler1Left: "Tumbler 1, left.",
    Tumbler1Right: "Tumbler 1, right.",
    Tumbler2Left: "Tumbler 2, left.",
    Tumbler2Right: "Tumbler 2, right.",
    Etouch1: "Etouch key 1.",
    Etouch2: "Etouch key 2.",
    Etouch3: "Etouch key 3.",
    Etouch4: "Etouch key 4.",
    SpeechF1: "The speech pad, F1.",
    SpeechUp: "The speech pad, Up.",
    SpeechLeft: "The speech pad, Left.",
    SpeechDown: "The speech pad, Down.",
    SpeechRight: "The speech pad, Right.",
    SpeechF2: "The speech pad, F2.",
    NavF1: "The navigation pad, F1.",
    NavUp: "The navigation pad, Up.",
    NavLeft: "The navigation pad, Left.",
    NavDown: "The navigation pad, Down.",
    NavRight: "The navigation pad, Right.",
    NavF2: "The navigation pad, F2.",
    Smartpad1: "Smart pad key 1.",
    Smartpad2: "Smart pad key 2.",
    Smartpad3: "Smart pad key 3.",
    Smartpad4: "Smart pad key 4.",
    SmartpadUp: "The smart pad, up.",
    SmartpadDown: "The smart pad, down.",
    SmartpadLeft: "The smart pad, left.",
    SmartpadRight: "The smart pad, right.",
    SmartpadPress: "The smart pad, press.",
    Front1: "Front key 1.",
    Front2: "Front key 2.",
    Front3: "Front key 3.",
    Front4: "Front key 4.",
    Front5: "Front key 5.",
    Front6: "Front key 6.",
    Front7: "Front key 7.",
    Front8: "Front key 8.",
    Front9: "Front key 9.",
    Front10: "Front key 10.",
    Back1: "Back key 1.",
    Back2: "Back key 2.",
    Back3: "Back key 3.",
    Back4: "Back key 4.",
    Back5: "Back key 5.",
    Back6: "Back key 6.",
    Back7: "Back key 7.",
    Back8: "Back key 8.",
    Back9: "Back key 9.",
    Back10: "Back key 10.",
    Number0: "Number 0 of the number pad.",
    Number1: "Number 1 of the number pad.",
    Number2: "Number 2 of the number pad.",
    Number3: "Number 3 of the number pad.",
    Number4: "Number 4 of the number pad.",
    Number5: "Number 5 of the number pad.",
    Number6: "Number 6 of the number pad.",
    Number7: "Number 7 of the number pad.",
    Number8: "Number 8 of the number pad.",
    Number9: "Number 9 of the number pad.",
    Star: "The star of the number pad.",
    Hash: "The hash of the number pad.",
    LetterA: "Key A.",
    LetterB: "Key B.",
    LetterC: "Key C.",
    LetterD: "Key D.",
    LetterE: "Key E.",
    LetterF: "Key F.",
    LetterG: "Key G.",
    LetterH: "Key H.",
    LetterI: "Key I.",
    LetterJ: "Key J.",
    LetterK: "Key K.",
    LetterL: "Key L.",
    LetterM: "Key M.",
    B9: "Key B9.",
    B10: "Key B10.",
    B11: "Key B11.",
    B12: "Key B12.",
    B13: "Key B13.",
    B14: "Key B14.",
    Function: "The function key.",
    Cursor: "The cursor key.",
    Home: "The home key.",
    Braille: "The Braille key.",
    Attribute: "The attribute key.",
}

impl Key {
    /// Gives the bit of a dot key (Dot1 is bit 0), or nothing for other keys.
    pub fn dot_bit(self) -> Option<u8> {
        const DOTS: [Key; 8] = [
            Key::Dot1,
            Key::Dot2,
            Key::Dot3,
            Key::Dot4,
            Key::Dot5,
            Key::Dot6,
            Key::Dot7,
            Key::Dot8,
        ];
        let place = DOTS.iter().position(|dot| *dot == self)?;
        Some(1 << place)
    }

    /// Tells whether people hold it down while they press other keys one after the other.
    pub fn is_modifier(self) -> bool {
        matches!(
            self,
            Key::Space
                | Key::SpaceLeft
                | Key::SpaceRight
                | Key::Shift
                | Key::LeftShift
                | Key::RightShift
                | Key::Control
                | Key::LeftControl
                | Key::RightControl
                | Key::Alt
        )
    }

    /// Gives the space bar for either half of one, and any other key as it is.
    pub fn whole_space(self) -> Key {
        match self {
            Key::SpaceLeft | Key::SpaceRight => Key::Space,
            other => other,
        }
    }
}

/// A word that names no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no key is called '{0}'")]
pub struct UnknownKey(pub String);

impl FromStr for Key {
    type Err = UnknownKey;

    fn from_str(word: &str) -> Result<Key, UnknownKey> {
        let named = Key::NAMED.iter().find(|key| key.to_string() == word);
        let unnamed = || Some(Key::Unnamed(word.strip_prefix("Key")?.parse().ok()?));
        named
            .copied()
            .or_else(unnamed)
            .ok_or_else(|| UnknownKey(word.to_owned()))
    }
}
