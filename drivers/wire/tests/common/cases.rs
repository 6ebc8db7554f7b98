//! One display of each kind that differs on the line.

use maru_wire::simulated::SimulatedDisplay;
use maru_wire::{
    Machine, Moment, albatross, alva, baum, dotpad, eurobraille, focus, handytech, hims, humanware,
    papenmeier, seika,
};

/// A display and the machine that fits it.
pub struct Case {
    pub name: &'static str,
    pub machine: fn(Moment) -> Machine,
    pub display: fn() -> SimulatedDisplay,
    /// Keys and chords that it has; the first one is a panning key.
    pub keys: &'static [&'static str],
}

macro_rules! case {
    ($name:literal, $machine:expr, $display:expr, $($keys:literal)*) => {
        Case { name: $name, machine: $machine, display: || $display, keys: &[$($keys),*] }
    };
}

fn handy(id: u8) -> SimulatedDisplay {
    handytech::display(handytech::Model::of(id).expect("a model"))
}

fn braillex(id: u8) -> SimulatedDisplay {
    papenmeier::display(papenmeier::Model::of(id).expect("a model"))
}

pub const CASES: &[Case] = &[
    case!("hims", hims::machine, hims::display(hims::Model::BrailleEdge, 40), "LeftScrollUp" "Space+Dot1" "Dot8"),
    case!(
        "hims_sync",
        hims::machine,
        hims::display(hims::Model::SyncBraille, 32),
        "RightScrollDown"
    ),
    case!("handytech_old", handytech::machine, handy(0x89), "Left" "Dot1+Dot2+Dot5" "Status1"),
    case!("handytech_new", handytech::machine, handy(0x54), "SpaceLeft" "SpaceLeft+Dot1" "RightRockerUp" "JoystickPress"),
    case!("handytech_basic", handytech::machine, handy(0x84), "Display2" "Display1+Display3"),
    case!("handytech_bookworm", handytech::machine, handy(0x90), "Backward" "Escape"),
    case!("baum", baum::machine, baum::display("VarioConnect 40", 40, true), "Display2" "Space+Dot1" "JoystickPress" "Front1" "Dot7"),
    case!(
        "baum_named",
        baum::machine,
        baum::display("SVario 84", 84, false),
        "Display5"
    ),
    case!("baum_refreshabraille", baum::machine, baum::display("Refreshabraille 18", 18, true), "JoystickLeft" "Space+Dot4"),
    case!("humanware", humanware::machine, humanware::display(0, 32, 0), "ThumbLeft" "Space+Dot1" "JoystickPress" "Command2"),
    case!("humanware_starting", humanware::machine, humanware::display(0x12, 40, 3), "ThumbRight" "Dot8"),
    case!("focus", focus::machine, focus::display("Focus 40", 40), "PanLeft" "Space+Dot1" "RightRockerUp" "LeftWheelDown" "LeftShift+PanRight"),
    case!(
        "focus_old",
        focus::machine,
        focus::display("Focus 84", 84),
        "PanRight"
    ),
    case!("seika_notetaker", seika::machine, seika::notetaker_display(40), "LeftButton" "Space+Dot1" "RightJoystickUp" "Backspace"),
    case!("seika_40", seika::machine, seika::desktop_display(false), "K1" "K2+K3" "K5"),
    case!("seika_80", seika::machine, seika::desktop_display(true), "K8" "K4"),
    case!("albatross", albatross::machine, albatross::display(0x80), "Left" "Right" "Cursor1" "Home1+Cursor1" "RightWheelUp"),
    case!(
        "albatross_status",
        albatross::machine,
        albatross::display(0x23),
        "LeftWheelLeft"
    ),
    case!("papenmeier_front", papenmeier::machine, braillex(1), "Backward" "Function+Cursor" "Up"),
    case!("papenmeier_bar", papenmeier::machine, braillex(67), "BarLeft1" "BarUp1+BarUp2" "RightKeyFront"),
    case!("papenmeier_nibbles", papenmeier::machine, braillex(88), "BarRight1" "BarDown1" "LeftKeyRear"),
    case!("papenmeier_trio", papenmeier::machine, braillex(89), "BarLeft1" "Space+Dot1" "ThumbLeft" "RightKeyRear"),
    case!("eurobraille", eurobraille::machine, eurobraille::esys_display(0x08, 40), "Switch1Left" "Space+Dot1" "RightJoystickPress"),
    case!("eurobraille_iris", eurobraille::machine, eurobraille::esys_display(0x02, 40), "Left" "L1+L8" "Dot8"),
    case!("eurobraille_clio", eurobraille::machine, eurobraille::clio_display(), "LetterE" "Space+Dot1" "Number2"),
    case!("alva_satellite", alva::machine, alva::abt_display(0x0E).expect("a model"), "Left" "NavUp" "Cursor1"),
    case!("alva_bc", alva::machine, alva::bc_display(0), "ThumbLeft" "Space+Dot1" "Etouch3" "SmartpadUp"),
    case!(
        "alva_bc_status",
        alva::machine,
        alva::bc_display(3),
        "ThumbRight"
    ),
    case!("dotpad", dotpad::machine, dotpad::display(20, true), "PanLeft" "Space+Dot1" "F1" "LeftScrollUp"),
    case!(
        "dotpad_field",
        dotpad::machine,
        dotpad::display(30, false),
        "PanRight"
    ),
];
