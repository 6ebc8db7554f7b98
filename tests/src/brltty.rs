//! The real brltty, without a terminal and without hardware.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The TCP port of server number 0.
const PORT: u16 = 4_101;

/// A brltty of this test alone; it ends with it.
pub struct Brltty(Child);

impl Brltty {
    /// Starts brltty as server of this number, with a display of this driver, such as `hw`, at `folder/braille`; `None`
    /// if it is not installed.
    pub fn start(folder: &Path, number: u16, auth: &str, driver: &str) -> Option<Brltty> {
        let at = |name: &str| folder.join(name).display().to_string();
        let api = format!("auth={auth},host=127.0.0.1:{number}");
        let device = format!("serial:{}", at("braille"));
        std::fs::create_dir_all(folder.join("writable")).expect("a folder");
        let started = Command::new("brltty")
            .args([
                "-n",
                "-e",
                "-f",
                "/dev/null",
                "-F",
                "/dev/null",
                "-x",
                "no",
                "-s",
                "no",
            ])
            .args(["-b", driver, "-d", &device, "-A", &api])
            .args(["-P", &at("pid"), "-W", &at("writable")])
            // That of EuroBraille takes an older language for a serial line, unless it is told.
            .args((driver == "eu").then_some("-Bprotocol=esys"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        match started {
            Ok(child) => Some(Brltty(child)),
            Err(error) => {
                println!("brltty cannot be started ({error}): nothing is proven");
                None
            }
        }
    }
}

impl Drop for Brltty {
    fn drop(&mut self) {
        // Its end is what is wanted, whoever brings it about.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A number of a server whose port nobody has.
pub fn free_number() -> u16 {
    let listener = (0..1_000).find_map(|number| {
        let place = (std::process::id() as u16 % 1_000) + number;
        TcpListener::bind(("127.0.0.1", PORT + place)).ok()
    });
    let address = listener.expect("a free port").local_addr().expect("bound");
    address.port() - PORT
}
