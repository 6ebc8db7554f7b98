//! The family of pictures that stand beside words.

/// The pictures there are; drawn by us as one family, `assets/icons/<name>.svg`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)] // the names say it all
pub enum Icon {
    Add,
    Back,
    Bell,
    Braille,
    Check,
    Computer,
    Document,
    Down,
    Ear,
    Eye,
    File,
    Forms,
    Hand,
    Help,
    Home,
    Lamp,
    Learn,
    Lottery,
    Next,
    Person,
    Phone,
    Photo,
    Place,
    Remove,
    Repair,
    Road,
    Send,
    Settings,
    Speak,
    Up,
    Waiting,
    Warning,
}

impl Icon {
    /// Every icon with its name, which is also the name of its file and the one that city packs use.
    pub const ALL: [(Icon, &'static str); 32] = [
        (Icon::Add, "add"),
        (Icon::Back, "back"),
        (Icon::Bell, "bell"),
        (Icon::Braille, "braille"),
        (Icon::Check, "check"),
        (Icon::Computer, "computer"),
        (Icon::Document, "document"),
        (Icon::Down, "down"),
        (Icon::Ear, "ear"),
        (Icon::Eye, "eye"),
        (Icon::File, "file"),
        (Icon::Forms, "forms"),
        (Icon::Hand, "hand"),
        (Icon::Help, "help"),
        (Icon::Home, "home"),
        (Icon::Lamp, "lamp"),
        (Icon::Learn, "learn"),
        (Icon::Lottery, "lottery"),
        (Icon::Next, "next"),
        (Icon::Person, "person"),
        (Icon::Phone, "phone"),
        (Icon::Photo, "photo"),
        (Icon::Place, "place"),
        (Icon::Remove, "remove"),
        (Icon::Repair, "repair"),
        (Icon::Road, "road"),
        (Icon::Send, "send"),
        (Icon::Settings, "settings"),
        (Icon::Speak, "speak"),
        (Icon::Up, "up"),
        (Icon::Waiting, "waiting"),
        (Icon::Warning, "warning"),
    ];

    /// The name of the icon.
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(icon, _)| *icon == self)
            .map_or("document", |(_, name)| name)
    }

    /// The icon of that name, as a city pack gives it.
    pub fn named(name: &str) -> Option<Icon> {
        Self::ALL
            .iter()
            .find(|(_, own)| *own == name)
            .map(|(icon, _)| *icon)
    }
}
