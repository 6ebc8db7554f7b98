//! Where brltty listens, as a person writes it: nothing, `:1`, `kiosk.local:0`; and which tty is ours.

use std::fmt;
use std::path::{Path, PathBuf};

/// Where brltty makes its local sockets, each named by its number.
const FOLDER: &str = "/var/lib/BrlAPI";

/// The TCP port of server number 0.
const PORT: u16 = 4_101;

/// The variables of a session that tell its tty, in the order of [`tty_path`]'s arguments.
pub const TTY_VARIABLES: [&str; 2] = ["WINDOWPATH", "XDG_VTNR"];

/// A place where brltty listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Server {
    /// A socket of this computer.
    Local(PathBuf),
    /// A port of a computer in the network.
    Network {
        /// Its name or address.
        host: String,
        /// The port.
        port: u16,
    },
}

impl Default for Server {
    /// The first server of this computer.
    fn default() -> Server {
        Server::numbered(0)
    }
}

impl Server {
    fn numbered(number: u16) -> Server {
        Server::Local(Path::new(FOLDER).join(number.to_string()))
    }

    /// Reads `HOST`, `HOST:NUMBER` or `:NUMBER`, as `BRLAPI_HOST` has it, or the path of a socket.
    pub fn parse(text: &str) -> Option<Server> {
        if text.starts_with('/') {
            return (!text.contains('\0')).then(|| Server::Local(PathBuf::from(text)));
        }
        let (host, number) = match text.rsplit_once(':') {
            Some((host, number)) => (host, number.parse().ok()?),
            None => (text, 0),
        };
        if host.is_empty() {
            return Some(Server::numbered(number));
        }
        let port = PORT.checked_add(number)?;
        // An IPv6 address has to stand in brackets, which the number behind it makes clear.
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let is_sound = !bare.is_empty() && !host.chars().any(|c| c.is_whitespace() || c == '@');
        (is_sound && (bare != host || !host.contains(':'))).then(|| Server::Network {
            host: bare.to_owned(),
            port,
        })
    }
}

impl fmt::Display for Server {
    /// Writes it as [`Server::parse`] reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Server::Local(path) => {
                let number = path.strip_prefix(FOLDER).ok().and_then(Path::to_str);
                match number.filter(|number| number.parse::<u16>().is_ok()) {
                    Some(number) => write!(f, ":{number}"),
                    None => write!(f, "{}", path.display()),
                }
            }
            Server::Network { host, port } if host.contains(':') => {
                write!(f, "[{host}]:{}", port.saturating_sub(PORT))
            }
            Server::Network { host, port } => write!(f, "{host}:{}", port.saturating_sub(PORT)),
        }
    }
}

/// Gives the path of ttys from what the session says: `WINDOWPATH`, or `XDG_VTNR` where that is not set.
///
/// None is the root, which has the focus where there are no virtual terminals. The window is not in it: few sessions
/// run the program that tells brltty which window has the focus, so that a client leaves by itself.
pub fn tty_path(window_path: Option<&str>, terminal: Option<&str>) -> Vec<u32> {
    let numbers = |text: &str| -> Option<Vec<u32>> {
        let words = text.split([':', ' ']).filter(|word| !word.is_empty());
        words.map(|word| word.parse().ok()).collect()
    };
    let said = [window_path, terminal].into_iter().flatten();
    let mut paths = said.filter_map(numbers);
    let mut path = paths.find(|path| !path.is_empty()).unwrap_or_default();
    path.truncate(TTYS_MAX);
    path
}

/// Nobody runs that many consoles inside each other.
const TTYS_MAX: usize = 16;

#[cfg(test)]
mod tests {
    use super::{Server, tty_path};

    #[test]
    fn reads_what_it_writes() {
        for (text, written) in [
            ("", ":0"),
            (":0", ":0"),
            (":3", ":3"),
            ("kiosk", "kiosk:0"),
            ("127.0.0.1:7", "127.0.0.1:7"),
            ("[::1]:2", "[::1]:2"),
            ("/run/brl/0", "/run/brl/0"),
            ("/var/lib/BrlAPI/4", ":4"),
        ] {
            let server = Server::parse(text).expect(text);
            assert_eq!(server.to_string(), written);
            assert_eq!(Server::parse(written), Some(server));
        }
        for text in [
            "kiosk:x",
            "a b",
            ":70000",
            "kiosk:65000",
            "::1",
            "[]:1",
            "/a\0",
        ] {
            assert_eq!(Server::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn the_tty_is_where_the_session_says() {
        for (window_path, terminal, path) in [
            (None, None, &[][..]),
            (Some("7"), Some("2"), &[7]),
            (Some("7:1"), None, &[7, 1]),
            (Some(""), Some("2"), &[2]),
            (Some("seven"), Some("2"), &[2]),
            (None, Some("-1"), &[]),
        ] {
            assert_eq!(tty_path(window_path, terminal), path);
        }
    }
}
