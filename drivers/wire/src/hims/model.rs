//! Which HIMS devices there are.

/// The two letters by which a device knows itself asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// A note-taker of the Braille Sense family.
    Sx,
    /// A note-taker with a typewriter keyboard.
    Qx,
    /// A note-taker with four scroll keys, or a Smart Beetle.
    Lx,
    /// A Braille Sense with two panning keys.
    Bs,
    /// A Braille EDGE.
    Be,
}

impl Identity {
    /// Every identity, in the order in which they are asked for.
    pub const ALL: [Identity; 5] = [
        Identity::Sx,
        Identity::Qx,
        Identity::Lx,
        Identity::Bs,
        Identity::Be,
    ];

    /// Gives the letters on the line.
    pub const fn letters(self) -> [u8; 2] {
        match self {
            Identity::Sx => *b"SX",
            Identity::Qx => *b"QX",
            Identity::Lx => *b"LX",
            Identity::Bs => *b"BS",
            Identity::Be => *b"BE",
        }
    }

    /// Finds the identity of these letters.
    pub fn from_letters(letters: [u8; 2]) -> Option<Identity> {
        Identity::ALL
            .into_iter()
            .find(|identity| identity.letters() == letters)
    }
}

/// A kind of device, as far as its keys differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Model {
    /// A Braille Sense with four scroll keys.
    BrailleSense,
    /// A Braille Sense with a typewriter keyboard and four scroll keys.
    BrailleSenseQwerty,
    /// A Braille Sense with two panning keys.
    BrailleSenseTwoKeys,
    /// A Smart Beetle.
    SmartBeetle,
    /// A Braille EDGE.
    BrailleEdge,
    /// A SyncBraille.
    SyncBraille,
    /// A Braille Sense eMotion in its legacy mode, as its owner says.
    Emotion,
}

impl Model {
    /// Every model that tells itself.
    pub const ALL: [Model; 6] = [
        Model::BrailleSense,
        Model::BrailleSenseQwerty,
        Model::BrailleSenseTwoKeys,
        Model::SmartBeetle,
        Model::BrailleEdge,
        Model::SyncBraille,
    ];

    /// Gives the model of a device by its letters, if it has any, and its cell count, if it told one.
    pub fn identify(identity: Option<Identity>, count: Option<u8>) -> Model {
        match identity {
            None => Model::SyncBraille,
            Some(Identity::Lx) if count == Some(SMART_BEETLE_CELLS) => Model::SmartBeetle,
            Some(Identity::Sx | Identity::Lx) => Model::BrailleSense,
            Some(Identity::Qx) => Model::BrailleSenseQwerty,
            Some(Identity::Bs) => Model::BrailleSenseTwoKeys,
            Some(Identity::Be) => Model::BrailleEdge,
        }
    }

    /// Gives the letters to which the model answers; a SyncBraille has none.
    pub fn identity(self) -> Option<Identity> {
        match self {
            Model::BrailleSense => Some(Identity::Sx),
            Model::BrailleSenseQwerty => Some(Identity::Qx),
            Model::BrailleSenseTwoKeys => Some(Identity::Bs),
            Model::SmartBeetle => Some(Identity::Lx),
            Model::BrailleEdge => Some(Identity::Be),
            Model::SyncBraille | Model::Emotion => None,
        }
    }

    /// Gives the product's name, for people.
    pub fn name(self) -> &'static str {
        match self {
            Model::BrailleSense => "HIMS Braille Sense",
            Model::BrailleSenseQwerty => "HIMS Braille Sense QWERTY",
            Model::BrailleSenseTwoKeys => "HIMS Braille Sense (two panning keys)",
            Model::SmartBeetle => "HIMS Smart Beetle",
            Model::BrailleEdge => "HIMS Braille EDGE",
            Model::SyncBraille => "HIMS SyncBraille",
            Model::Emotion => "HIMS Braille Sense eMotion",
        }
    }

    /// Gives the number of cells to take when the device does not tell.
    pub fn usual_cells(self) -> u8 {
        match self {
            Model::BrailleSense
            | Model::BrailleSenseQwerty
            | Model::BrailleSenseTwoKeys
            | Model::SyncBraille => 32,
            Model::Emotion => 40,
            Model::SmartBeetle => SMART_BEETLE_CELLS,
            Model::BrailleEdge => 40,
        }
    }
}

const SMART_BEETLE_CELLS: u8 = 14;
