//! Which Papenmeier devices there are.

/// A model by the byte with which it says who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Model {
    /// The byte on the line.
    pub id: u8,
    /// The product's name, for people.
    pub name: &'static str,
    /// How many cells show text.
    pub cells: usize,
    /// How many cells show status; they come first.
    pub status: usize,
    pub(super) kind: Kind,
}

/// What a model speaks, and which keys it has by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The memory, with nine front keys.
    Front9,
    /// The memory, with thirteen front keys.
    Front13,
    /// The memory, with the easy access bar.
    Bar,
    /// Nibbles, first revision.
    Nibbles1,
    /// Nibbles, second revision.
    Nibbles2,
}

const fn model(id: u8, name: &'static str, cells: usize, status: usize, kind: Kind) -> Model {
    Model {
        id,
        name,
        cells,
        status,
        kind,
    }
}

impl Model {
    /// Every model.
    pub const ALL: [Model; 27] = [
        model(0, "Compact 486", 40, 0, Kind::Front9),
        model(1, "2D Lite", 40, 13, Kind::Front9),
        model(2, "Compact", 40, 0, Kind::Front9),
        model(3, "2D Screen", 80, 22, Kind::Front13),
        model(6, "IB 80", 80, 4, Kind::Front9),
        model(64, "EL2D-40", 40, 13, Kind::Bar),
        model(65, "EL2D-66", 66, 13, Kind::Bar),
        model(66, "EL80", 80, 2, Kind::Bar),
        model(67, "EL2D-80", 80, 20, Kind::Bar),
        model(68, "EL40P", 40, 0, Kind::Bar),
        model(69, "Elba 32", 32, 0, Kind::Bar),
        model(70, "Elba 20", 20, 0, Kind::Bar),
        model(85, "EL40s", 40, 0, Kind::Nibbles1),
        model(86, "EL80-II", 80, 2, Kind::Nibbles1),
        model(87, "EL66s", 66, 0, Kind::Nibbles1),
        model(88, "EL80s", 80, 0, Kind::Nibbles1),
        model(89, "Trio", 40, 0, Kind::Nibbles2),
        model(90, "EL70s", 70, 0, Kind::Nibbles1),
        model(91, "EL2D-80s", 80, 20, Kind::Nibbles1),
        model(92, "Elba (Trio) 20", 20, 0, Kind::Nibbles2),
        model(93, "Elba (Trio) 32", 32, 0, Kind::Nibbles2),
        model(95, "EL40c", 40, 0, Kind::Nibbles1),
        model(96, "EL60c", 60, 0, Kind::Nibbles1),
        model(97, "EL80c", 80, 0, Kind::Nibbles1),
        model(98, "Live", 40, 0, Kind::Nibbles2),
        model(99, "Live+", 40, 0, Kind::Nibbles2),
        model(100, "Live 20", 20, 0, Kind::Nibbles2),
    ];

    /// Finds the model of a byte.
    pub fn of(id: u8) -> Option<Model> {
        Model::ALL.into_iter().find(|model| model.id == id)
    }

    /// Tells whether it speaks in nibbles.
    pub fn speaks_nibbles(self) -> bool {
        matches!(self.kind, Kind::Nibbles1 | Kind::Nibbles2)
    }

    /// Gives the full name.
    pub(super) fn identity(self) -> crate::protocol::Identity {
        crate::protocol::Identity {
            model: format!("Papenmeier BRAILLEX {}", self.name),
            cells: self.cells,
        }
    }
}
