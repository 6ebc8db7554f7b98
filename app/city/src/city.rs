//! A city as its pack describes it: only valid ones can be built.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;

use crate::colour::Colours;
use crate::text::{Lang, Names, best_of};

/// Everything Maru knows of one city.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct City {
    /// Stable name of the pack in files and logs.
    pub id: String,
    /// Version of the pack format, now always 1.
    pub format: u32,
    /// The languages the city speaks, its first language first; never empty.
    pub languages: Vec<Lang>,
    /// What the city is called.
    pub names: Names,
    /// The telephone shown and spoken with Help on every page.
    pub phone: Phone,
    /// Further telephones, in the order of the pack.
    pub telephones: Vec<Phone>,
    /// The city's colours, where it has any that are readable.
    pub colours: Colours,
    /// Where filled-in forms go; without one they stay on this computer.
    pub server: Option<Server>,
    /// The first level of tiles, in the order of the pack; each has a service.
    pub sectors: Vec<Sector>,
    /// The second level of tiles, in the order of the pack; sector and form of each exist.
    pub services: Vec<Service>,
    /// The forms of the pack.
    pub forms: BTreeMap<FormId, FormFile>,
    /// Words that add to or replace Maru's own.
    pub words: BTreeMap<Lang, Vec<FtlFile>>,
}

impl City {
    /// The declared language that fits a tag such as `en-GB` best; the city's first one when none does.
    pub fn language_for(&self, tag: &str) -> Option<&Lang> {
        best_of(self.languages.iter(), tag).or(self.languages.first())
    }

    /// The sector with this id.
    pub fn sector(&self, id: &str) -> Option<&Sector> {
        self.sectors.iter().find(|sector| sector.id == id)
    }

    /// The service with this id.
    pub fn service(&self, id: &str) -> Option<&Service> {
        self.services.iter().find(|service| service.id == id)
    }

    /// The services of one sector for one kind of visitor, in the order of the pack.
    pub fn services_for<'a>(
        &'a self,
        sector: &'a str,
        audience: Audience,
    ) -> impl Iterator<Item = &'a Service> + 'a {
        self.services
            .iter()
            .filter(move |one| one.sector == sector && one.audience.contains(&audience))
    }

    /// The sectors which have something for one kind of visitor, in the order of the pack.
    pub fn sectors_for(&self, audience: Audience) -> impl Iterator<Item = &Sector> {
        self.sectors
            .iter()
            .filter(move |sector| self.services_for(&sector.id, audience).next().is_some())
    }
}

/// A telephone of the city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// The number as it is dialled and shown.
    pub number: String,
    /// Who answers.
    pub names: Names,
    /// When they answer, in words.
    pub hours: Option<Names>,
}

/// The OpenRosa server of a city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Base address, without a final slash: `/formList` and `/submission` follow it.
    pub url: String,
    /// How Maru shows who it is.
    pub sign_in: SignIn,
}

/// How one signs in to a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignIn {
    /// Everybody may send.
    None,
    /// Name and password with each request, over https only.
    Basic,
    /// Name and password, answered to the server's challenge.
    Digest,
    /// A session token with each request, over https only.
    Bearer,
    /// An address that is itself the secret, as ODK Central gives each app user one; over https only.
    Address,
}

impl SignIn {
    /// The way as `city.toml` writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            SignIn::None => "none",
            SignIn::Basic => "basic",
            SignIn::Digest => "digest",
            SignIn::Bearer => "bearer",
            SignIn::Address => "address",
        }
    }

    /// Whether what is shown to the server must not be readable on the way.
    pub fn needs_https(self) -> bool {
        matches!(self, SignIn::Basic | SignIn::Bearer | SignIn::Address)
    }
}

/// A first-level tile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sector {
    /// Stable name, unique among sectors.
    pub id: String,
    /// Name of the icon.
    pub icon: String,
    /// What the tile says.
    pub names: Names,
    /// What one finds behind it.
    pub descriptions: Option<Names>,
}

/// A second-level tile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Stable name, unique among services.
    pub id: String,
    /// The sector it belongs to.
    pub sector: String,
    /// Name of the icon.
    pub icon: String,
    /// What the tile says.
    pub names: Names,
    /// What it is for.
    pub descriptions: Option<Names>,
    /// Whom it is for; never empty, in the order of [`Audience`].
    pub audience: Vec<Audience>,
    /// What choosing it does.
    pub action: Action,
}

/// A kind of visitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// People who live here.
    Residents,
    /// People who run a shop or a firm.
    Businesses,
    /// People who are visiting.
    Visitors,
}

impl Audience {
    /// All of them, in order.
    pub const ALL: [Audience; 3] = [
        Audience::Residents,
        Audience::Businesses,
        Audience::Visitors,
    ];
}

/// What choosing a service does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Opens this form of the pack.
    Form(FormId),
}

/// The id of a form: letters, digits, `_`, `-` and `.`, and safe as a file name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FormId(String);

impl FormId {
    /// Reads an id; `None` when it could not be a file name everywhere.
    pub fn parse(text: &str) -> Option<FormId> {
        let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.');
        let is_name = !text.is_empty()
            && text.len() <= 100
            && text.bytes().all(fits)
            && !text.starts_with('.')
            && !text.ends_with('.')
            && !text.contains("..");
        is_name.then(|| FormId(text.to_owned()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FormId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Borrow<str> for FormId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// A form as it lies in the pack; `maru-form` reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormFile {
    /// The XForm document.
    pub xml: String,
    /// Its media files by the name the form uses, which may hold folders but never leaves them.
    pub media: BTreeMap<String, Vec<u8>>,
}

/// A Fluent file of the pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FtlFile {
    /// Its path inside the pack, for messages.
    pub name: String,
    /// Its text.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_ids_are_file_names() {
        assert!(FormId::parse("street_light.v2").is_some());
        for wrong in ["", ".", "..", "a/b", "a..b", ".a", "a ", "거리"] {
            assert_eq!(FormId::parse(wrong), None, "{wrong}");
        }
    }
}
