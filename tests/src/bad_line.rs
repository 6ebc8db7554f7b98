//! A bad line between two network namespaces, each with a TCP of its own: slow, far, lossy, and cut now and then.
//!
//! The kernel's netem makes the line bad where the kernel has it (`tc qdisc … netem`); else two TUN devices with a
//! program between them, which holds packets up, loses and drops them by the same figures. Both need the rights to
//! make network namespaces, which `unshare` gives to anybody where the system allows it.

mod namespace;
mod tun;

use std::{fmt, process::Command, time::Duration};

pub use namespace::{command, enter};

/// The two ends.
pub const CITY: &str = "10.77.0.1";
const HOME: &str = "10.77.0.2";
/// So many packets wait on a side before the next one is dropped.
const QUEUE_PACKETS: usize = 100;

/// How bad it is, on each way.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// Bits in a second.
    pub bits_per_second: u64,
    /// From one end to the other.
    pub delay: Duration,
    /// Of a hundred packets, how many are lost.
    pub loss_percent: f64,
}

impl fmt::Display for Line {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{} kbit/s, {} ms there and back, {} % of packets lost",
            self.bits_per_second / 1000,
            self.delay.as_millis() * 2,
            self.loss_percent
        )
    }
}

/// What makes the line bad.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maker {
    /// The kernel's netem, on a pair of veth devices.
    Netem,
    /// A program between two TUN devices.
    Tun,
}

/// Why there is no line.
#[derive(Debug, thiserror::Error)]
#[error("no line can be laid here: {0}")]
pub struct NoLine(pub String);

impl Line {
    /// Lays the line between the namespaces `city` and `home`. The process must be alone with its network and its
    /// mounts: see [`inside`].
    pub fn lay(self) -> Result<Maker, NoLine> {
        // `ip` wants to write the names of namespaces here.
        command("mount", &["-t", "tmpfs", "tmpfs", "/run"])?;
        command("ip", &["netns", "add", "city"])?;
        command("ip", &["netns", "add", "home"])?;
        let ends = ["peer", "name", "line", "netns", "home"];
        let veth = ["link", "add", "line", "netns", "city", "type", "veth"];
        let netem = command("ip", &[&veth[..], &ends].concat())
            .and_then(|()| self.netem("city"))
            .and_then(|()| self.netem("home"));
        let maker = match netem {
            Ok(()) => Maker::Netem,
            Err(error) => {
                eprintln!("bad line: without netem ({error}): by TUN devices");
                let _ = command("ip", &["-n", "city", "link", "del", "line"]);
                tun::lay(self)?;
                Maker::Tun
            }
        };
        for (namespace, address) in [("city", CITY), ("home", HOME)] {
            let address = format!("{address}/24");
            command(
                "ip",
                &["-n", namespace, "addr", "add", &address, "dev", "line"],
            )?;
            command("ip", &["-n", namespace, "link", "set", "line", "up"])?;
            command("ip", &["-n", namespace, "link", "set", "lo", "up"])?;
        }
        Ok(maker)
    }

    fn netem(self, namespace: &str) -> Result<(), NoLine> {
        let rate = format!("{}bit", self.bits_per_second);
        let delay = format!("{}ms", self.delay.as_millis());
        let loss = format!("{}%", self.loss_percent);
        let queue = QUEUE_PACKETS.to_string();
        let add = [
            "-n", namespace, "qdisc", "add", "dev", "line", "root", "netem",
        ];
        let figures = [
            "limit", &queue, "rate", &rate, "delay", &delay, "loss", &loss,
        ];
        command("tc", &[&add[..], &figures].concat())
    }
}

/// Cuts the line for so long.
pub fn cut(length: Duration) -> Result<(), NoLine> {
    command("ip", &["-n", "home", "link", "set", "line", "down"])?;
    std::thread::sleep(length);
    command("ip", &["-n", "home", "link", "set", "line", "up"])
}

/// How many bytes went out at home, and how many came in, with the heads of their packets.
pub fn carried() -> Result<(u64, u64), NoLine> {
    let told = Command::new("ip")
        .args(["-n", "home", "-s", "-j", "link", "show", "dev", "line"])
        .output()
        .map_err(|error| NoLine(error.to_string()))?;
    let told: serde_json::Value =
        serde_json::from_slice(&told.stdout).map_err(|error| NoLine(error.to_string()))?;
    let bytes = |way: &str| told[0]["stats64"][way]["bytes"].as_u64();
    bytes("tx")
        .zip(bytes("rx"))
        .ok_or_else(|| NoLine("ip tells no figures".to_owned()))
}

/// How this program is run alone with its network: by `unshare`, as an ordinary user if the system lets it. Tells why
/// not, if neither way works.
pub fn inside(program: &std::ffi::OsStr) -> Result<Command, NoLine> {
    let ways: [&[&str]; 2] = [
        &["--user", "--map-root-user", "--net", "--mount"],
        &["--net", "--mount"],
    ];
    let mut reasons = Vec::new();
    for way in ways {
        // What is tried is what will be needed: a mount, and a device in a namespace of its own.
        let tried = Command::new("unshare")
            .args(way)
            .args([
                "sh",
                "-ec",
                "mount -t tmpfs tmpfs /run && ip netns add try && tc -V >/dev/null",
            ])
            .output();
        match tried {
            Ok(tried) if tried.status.success() => {
                let mut command = Command::new("unshare");
                command.args(way).arg(program);
                return Ok(command);
            }
            Ok(tried) => reasons.push(String::from_utf8_lossy(&tried.stderr).trim().to_owned()),
            Err(error) => reasons.push(format!("unshare: {error}")),
        }
    }
    Err(NoLine(reasons.join("; ")))
}
