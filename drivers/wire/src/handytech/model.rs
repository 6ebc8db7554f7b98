//! Which Handy Tech devices there are.

/// A model by the byte with which it says who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Model {
    /// The byte on the line.
    pub id: u8,
    /// The product's name, for people.
    pub name: &'static str,
    /// How many cells show text.
    pub cells: usize,
    /// How many cells in front of them show status.
    pub status: usize,
    pub(super) layout: Layout,
}

/// Which keys a model has, as far as their codes have different names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// Rockers and two halves of a space bar.
    Rockers,
    /// Two arrows and number pad.
    Modular,
    /// Two arrows, one space bar, escape and return.
    Wave,
    /// Six display keys only.
    Basic,
    /// Four keys in one byte.
    Bookworm,
}

const fn model(id: u8, name: &'static str, cells: usize, layout: Layout) -> Model {
    let status = if matches!(layout, Layout::Modular) {
        4
    } else {
        0
    };
    Model {
        id,
        name,
        cells,
        status,
        layout,
    }
}

impl Model {
    /// Every model.
    pub const ALL: [Model; 34] = [
        model(0x05, "Braille Wave 40", 40, Layout::Wave),
        model(0x36, "Modular Evolution 64", 64, Layout::Rockers),
        model(0x38, "Modular Evolution 88", 88, Layout::Rockers),
        model(0x3A, "Modular Connect 88", 88, Layout::Rockers),
        model(0x44, "Easy Braille 40", 40, Layout::Wave),
        model(0x54, "Active Braille 40", 40, Layout::Rockers),
        model(0x55, "Connect Braille 40", 40, Layout::Rockers),
        model(0x61, "Actilino 16", 16, Layout::Rockers),
        model(0x64, "Active Star 40", 40, Layout::Rockers),
        model(0x72, "Braillino 20", 20, Layout::Rockers),
        model(0x74, "Braille Star 40", 40, Layout::Rockers),
        model(0x78, "Braille Star 80", 80, Layout::Rockers),
        model(0x80, "Modular 20", 20, Layout::Modular),
        model(0x81, "Basic Braille 16", 16, Layout::Basic),
        model(0x82, "Basic Braille 20", 20, Layout::Basic),
        model(0x83, "Basic Braille 32", 32, Layout::Basic),
        model(0x84, "Basic Braille 40", 40, Layout::Basic),
        model(0x86, "Basic Braille 64", 64, Layout::Basic),
        model(0x87, "Basic Braille 80", 80, Layout::Basic),
        model(0x88, "Modular 80", 80, Layout::Modular),
        model(0x89, "Modular 40", 40, Layout::Modular),
        model(0x8A, "Basic Braille 48", 48, Layout::Basic),
        model(0x8B, "Basic Braille 160", 160, Layout::Basic),
        model(0x90, "Bookworm", 8, Layout::Bookworm),
        model(0x92, "Basic Braille Plus 20", 20, Layout::Rockers),
        model(0x93, "Basic Braille Plus 32", 32, Layout::Rockers),
        model(0x94, "Basic Braille Plus 40", 40, Layout::Rockers),
        model(0x96, "Basic Braille Plus 64", 64, Layout::Rockers),
        model(0x97, "Basic Braille Plus 80", 80, Layout::Rockers),
        model(0x9A, "Basic Braille Plus 48", 48, Layout::Rockers),
        model(0x9C, "Basic Braille Plus 84", 84, Layout::Rockers),
        model(0xA4, "Activator 40", 40, Layout::Rockers),
        model(0xA6, "Activator Pro 64", 64, Layout::Rockers),
        model(0xA8, "Activator Pro 80", 80, Layout::Rockers),
    ];

    /// Finds the model of a byte.
    pub fn of(id: u8) -> Option<Model> {
        Model::ALL.into_iter().find(|model| model.id == id)
    }

    /// Tells whether it speaks without envelopes.
    pub fn is_old(self) -> bool {
        matches!(
            self.id,
            0x05 | 0x72 | 0x74 | 0x78 | 0x80 | 0x88 | 0x89 | 0x90
        )
    }

    /// Gives the full name.
    pub(super) fn full_name(self) -> String {
        format!("Handy Tech {}", self.name)
    }
}
