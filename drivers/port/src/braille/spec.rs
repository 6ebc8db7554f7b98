//! Which display on which port, as a person writes it: `hims@/dev/ttyUSB0`.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use maru_wire::{Device, Moment, hims};

/// A family of displays that speak the same protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// HIMS and Selvas: Braille Sense, Smart Beetle, Braille EDGE, SyncBraille.
    Hims,
}

impl Family {
    /// Every family.
    pub const ALL: [Family; 1] = [Family::Hims];

    /// Gives the name that stands before the `@`.
    pub fn name(self) -> &'static str {
        match self {
            Family::Hims => "hims",
        }
    }

    /// Gives the speed of the line in bits per second.
    pub(super) fn baud(self) -> u32 {
        match self {
            Family::Hims => hims::BAUD,
        }
    }

    /// Makes the machine for a port that has just been opened.
    pub(super) fn machine(self, now: Moment) -> Box<dyn Device> {
        match self {
            Family::Hims => Box::new(hims::Machine::new(now)),
        }
    }
}

/// A display: its family and the one port to open for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrailleSpec {
    family: Family,
    path: PathBuf,
}

/// Why a text names no display.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpecError {
    /// There is no `@` in it.
    #[error("'{0}' names no display; write the family and the port, as in hims@/dev/ttyUSB0")]
    Form(String),
    /// No family has this name.
    #[error("no family of displays is called '{0}'; known: hims")]
    Family(String),
    /// The port is not a full path.
    #[error("'{0}' is no port; write its whole path, as in /dev/ttyUSB0")]
    Path(String),
}

impl BrailleSpec {
    /// Gives the family.
    pub fn family(&self) -> Family {
        self.family
    }

    /// Gives the port.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl FromStr for BrailleSpec {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<BrailleSpec, SpecError> {
        let form = || SpecError::Form(text.to_owned());
        let (name, path) = text.trim().split_once('@').ok_or_else(form)?;
        let family = Family::ALL
            .into_iter()
            .find(|family| family.name().eq_ignore_ascii_case(name))
            .ok_or_else(|| SpecError::Family(name.to_owned()))?;
        if !path.starts_with('/') || path.contains('\0') {
            return Err(SpecError::Path(path.to_owned()));
        }
        let path = PathBuf::from(path);
        Ok(BrailleSpec { family, path })
    }
}

impl fmt::Display for BrailleSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.family.name(), self.path.display())
    }
}

#[cfg(test)]
mod tests {
    use super::{BrailleSpec, SpecError};

    #[test]
    fn reads_what_it_writes() {
        let spec: BrailleSpec = " HIMS@/dev/ttyUSB0".parse().expect("a spec");
        assert_eq!(spec.to_string(), "hims@/dev/ttyUSB0");
    }

    #[test]
    fn tells_what_is_wrong() {
        let fault = |text: &str| text.parse::<BrailleSpec>().expect_err("no spec");
        assert_eq!(
            fault("/dev/ttyUSB0"),
            SpecError::Form("/dev/ttyUSB0".to_owned())
        );
        assert_eq!(
            fault("baum@/dev/ttyS0"),
            SpecError::Family("baum".to_owned())
        );
        assert_eq!(fault("hims@ttyS0"), SpecError::Path("ttyS0".to_owned()));
        assert_eq!(fault("hims@"), SpecError::Path(String::new()));
        assert!(fault("hims@ttyS0").to_string().contains("/dev/ttyUSB0"));
    }
}
