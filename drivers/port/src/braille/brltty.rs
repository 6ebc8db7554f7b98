//! The socket of brltty: where it is, how it is opened, and what is told to brltty of us.

use std::env;
use std::io::{self, ErrorKind};
use std::net::{TcpStream, ToSocketAddrs};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::time::Duration;

use maru_wire::brlapi::{Place, Server, TTY_VARIABLES, tty_path};

use super::BrailleFault;
use super::line::Line;

/// The variable that names the server, as for every client of BrlAPI.
const HOST: &str = "BRLAPI_HOST";

/// The variable that says how to prove oneself: `none`, or `keyfile:` and a path.
const AUTH: &str = "BRLAPI_AUTH";

/// Where brltty's key is, if the session does not say.
const KEY_FILE: &str = "/etc/brlapi.key";

/// How long another computer may take to answer at all.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);

/// The server that the session names; a name that makes no sense is none.
fn the_server() -> Server {
    let named = env::var(HOST).ok();
    named
        .and_then(|name| Server::parse(&name))
        .unwrap_or_default()
}

/// Tells whether brltty seems to be there: its socket is, or the session names a server in the network. It is not
/// asked.
pub fn listens() -> bool {
    match the_server() {
        Server::Local(path) => path.exists(),
        Server::Network { .. } => true,
    }
}

/// Opens the socket of this server, or of the session's.
pub(super) fn open(server: Option<&Server>) -> Result<Line, BrailleFault> {
    let server = server.cloned().unwrap_or_else(the_server);
    let socket = match &server {
        Server::Local(path) => UnixStream::connect(path).map(OwnedFd::from),
        Server::Network { host, port } => connect(host, *port).map(OwnedFd::from),
    };
    let line = socket.and_then(Line::of_socket);
    line.map_err(|error| fault(&server, &error))
}

fn connect(host: &str, port: u16) -> io::Result<TcpStream> {
    let mut last = io::Error::from(ErrorKind::NotFound);
    for address in (host, port).to_socket_addrs()? {
        match TcpStream::connect_timeout(&address, CONNECT_TIMEOUT) {
            Ok(stream) => {
                stream.set_nodelay(true)?;
                return Ok(stream);
            }
            Err(error) => last = error,
        }
    }
    Err(last)
}

fn fault(server: &Server, error: &io::Error) -> BrailleFault {
    let server = server.to_string();
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::ConnectionRefused => BrailleFault::NoBrltty { server },
        _ => BrailleFault::Unreachable {
            server,
            cause: error.to_string(),
        },
    }
}

/// What a client may know of itself: the key, if it can be read, and the tty of the session.
pub(super) fn place() -> Place {
    let [window_path, terminal] = TTY_VARIABLES.map(|name| env::var(name).ok());
    Place {
        key: key(env::var(AUTH).ok().as_deref()),
        ttys: tty_path(window_path.as_deref(), terminal.as_deref()),
    }
}

/// Reads the key of the first key file that `auth` names, or of the usual one.
fn key(auth: Option<&str>) -> Option<Vec<u8>> {
    let path = match auth {
        None | Some("") => KEY_FILE,
        Some(auth) => auth.split('+').find_map(|way| {
            way.strip_prefix("keyfile:")
                .or(way.starts_with('/').then_some(way))
        })?,
    };
    // What cannot be read is told when brltty asks for it.
    let mut key = std::fs::read(path).ok()?;
    key.truncate(KEY_MAX);
    Some(key)
}

/// No packet holds more.
const KEY_MAX: usize = 4_000;

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn the_key_is_that_of_the_file_that_the_session_names() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), b"secret").expect("written");
        let path = file.path().display();
        for (auth, found) in [
            (format!("keyfile:{path}"), true),
            (format!("none+keyfile:{path}"), true),
            (format!("{path}"), true),
            ("none".to_owned(), false),
            (format!("keyfile:{path}.gone"), false),
        ] {
            let wanted = found.then(|| b"secret".to_vec());
            assert_eq!(key(Some(&auth)), wanted, "{auth}");
        }
    }
}
