//! Which display on which port, as a person writes it: `hims@/dev/ttyUSB0`, `seika:bdp@/dev/ttyS0`, or brltty's:
//! `brlapi`, `brlapi@:1`, `brlapi@kiosk:0`.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::brlapi::Server;
use crate::{Family, Machine, Moment, Setting};

/// A display: on a port of its own, or the one that brltty drives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BrailleSpec {
    /// On a serial line.
    Serial(SerialSpec),
    /// By brltty; `None` is the server that the session names (`BRLAPI_HOST`), or the first of this computer.
    BrlApi(Option<Server>),
}

/// The name of brltty's interface among those of the families.
const BRLAPI: &str = "brlapi";

/// A display on a serial line: its family, its model where that was named, and the one port to open for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SerialSpec {
    family: Family,
    model: Option<&'static str>,
    path: PathBuf,
}

/// Why a text names no display.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpecError {
    /// There is no `@` in it.
    #[error(
        "'{0}' names no display; write the family and the port, as in hims@/dev/ttyUSB0, or brlapi"
    )]
    Form(String),
    /// No family has this name.
    #[error("no family of displays is called '{0}'; known: {known}", known = families())]
    Family(String),
    /// The family has no model of this name.
    #[error("{} has no model '{model}' to be named; {}", family.name(), models(*family))]
    Model {
        /// The family.
        family: Family,
        /// The word that is no model.
        model: String,
    },
    /// The port is not a full path.
    #[error("'{0}' is no port; write its whole path, as in /dev/ttyUSB0")]
    Path(String),
    /// brltty cannot listen there.
    #[error("'{0}' is no place where brltty listens; write brlapi, brlapi@:1 or brlapi@HOST:0")]
    Server(String),
}

fn families() -> String {
    format!("{}, {BRLAPI}", Family::ALL.map(Family::name).join(", "))
}

fn models(family: Family) -> String {
    match family.models() {
        [] => format!("write {}@ and the port", family.name()),
        known => format!("known: {}", known.join(", ")),
    }
}

impl SerialSpec {
    /// Gives the family.
    pub fn family(&self) -> Family {
        self.family
    }

    /// Gives the model, if one was named.
    pub fn model(&self) -> Option<&'static str> {
        self.model
    }

    /// Gives the port.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives the setting at which the port is to be opened; the machine may ask for others later.
    pub fn setting(&self) -> Option<Setting> {
        self.family.settings(self.model).into_iter().next()
    }

    /// Makes the machine of the port that has just been opened.
    pub fn machine(&self, now: Moment) -> Machine {
        self.family.machine(self.model, now)
    }
}

impl FromStr for BrailleSpec {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<BrailleSpec, SpecError> {
        let (kind, server) = match text.trim().split_once('@') {
            Some((kind, server)) => (kind, Some(server)),
            None => (text.trim(), None),
        };
        if !kind.eq_ignore_ascii_case(BRLAPI) {
            return text.parse().map(BrailleSpec::Serial);
        }
        let read = |text: &str| Server::parse(text).ok_or(SpecError::Server(text.to_owned()));
        server.map(read).transpose().map(BrailleSpec::BrlApi)
    }
}

impl FromStr for SerialSpec {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<SerialSpec, SpecError> {
        let form = || SpecError::Form(text.to_owned());
        let (kind, path) = text.trim().split_once('@').ok_or_else(form)?;
        let (name, word) = match kind.split_once(':') {
            Some((name, word)) => (name, Some(word)),
            None => (kind, None),
        };
        let family = Family::of_name(name).ok_or_else(|| SpecError::Family(name.to_owned()))?;
        let model = word.map(|word| model_of(family, word)).transpose()?;
        if !path.starts_with('/') || path.contains('\0') {
            return Err(SpecError::Path(path.to_owned()));
        }
        let path = PathBuf::from(path);
        Ok(SerialSpec {
            family,
            model,
            path,
        })
    }
}

fn model_of(family: Family, word: &str) -> Result<&'static str, SpecError> {
    let mut known = family.models().iter().copied();
    let found = known.find(|model| model.eq_ignore_ascii_case(word));
    found.ok_or_else(|| SpecError::Model {
        family,
        model: word.to_owned(),
    })
}

impl fmt::Display for BrailleSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BrailleSpec::Serial(spec) => spec.fmt(f),
            BrailleSpec::BrlApi(None) => f.write_str(BRLAPI),
            BrailleSpec::BrlApi(Some(server)) => write!(f, "{BRLAPI}@{server}"),
        }
    }
}

impl fmt::Display for SerialSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.family.name())?;
        if let Some(model) = self.model {
            write!(f, ":{model}")?;
        }
        write!(f, "@{}", self.path.display())
    }
}

#[cfg(test)]
mod tests {
    use super::{BrailleSpec, SpecError};
    use crate::Family;

    #[test]
    fn reads_what_it_writes() {
        for (text, written) in [
            (" HIMS@/dev/ttyUSB0", "hims@/dev/ttyUSB0"),
            ("Seika:BDP@/dev/ttyS0", "seika:bdp@/dev/ttyS0"),
            (
                "baum@/dev/serial/by-id/usb-a:b",
                "baum@/dev/serial/by-id/usb-a:b",
            ),
            ("BrlAPI", "brlapi"),
            ("brlapi@:1", "brlapi@:1"),
            ("brlapi@kiosk", "brlapi@kiosk:0"),
        ] {
            let spec: BrailleSpec = text.parse().expect("a spec");
            assert_eq!(spec.to_string(), written);
        }
    }

    #[test]
    fn tells_what_is_wrong() {
        let fault = |text: &str| text.parse::<BrailleSpec>().expect_err("no spec");
        let form = SpecError::Form("/dev/ttyUSB0".to_owned());
        assert_eq!(fault("/dev/ttyUSB0"), form);
        let braille = SpecError::Family("braille".to_owned());
        assert_eq!(fault("braille@/dev/ttyS0"), braille);
        assert_eq!(fault("hims@ttyS0"), SpecError::Path("ttyS0".to_owned()));
        assert_eq!(fault("hims@"), SpecError::Path(String::new()));
        assert!(fault("hims@ttyS0").to_string().contains("/dev/ttyUSB0"));
        assert_eq!(fault("brlapi@:x"), SpecError::Server(":x".to_owned()));
        let model = SpecError::Model {
            family: Family::Seika,
            model: "9".to_owned(),
        };
        assert_eq!(fault("seika:9@/dev/ttyS0"), model);
        assert!(
            model.to_string().contains("known: ntk, bdp, pbc"),
            "{model}"
        );
        let told = fault("focus:@/dev/ttyS0").to_string();
        assert!(told.contains("write focus@ and the port"), "{told}");
        assert!(braille.to_string().contains("dotpad"), "{braille}");
    }
}
