//! Going into a namespace, and telling `ip` and `tc` what to do.

use super::NoLine;
use std::{fs::File, os::fd::AsRawFd, process::Command};

/// Runs a tool; what it complains of is the reason why there is no line.
pub fn command(program: &str, arguments: &[&str]) -> Result<(), NoLine> {
    let told = Command::new(program).args(arguments).output();
    let told = told.map_err(|error| NoLine(format!("{program}: {error}")))?;
    if told.status.success() {
        return Ok(());
    }
    let complaint = String::from_utf8_lossy(&told.stderr).trim().to_owned();
    Err(NoLine(format!(
        "{program} {}: {complaint}",
        arguments.join(" ")
    )))
}

/// From here on, this thread and those that it starts see the network of this namespace.
pub fn enter(namespace: &str) -> Result<(), NoLine> {
    let path = format!("/run/netns/{namespace}");
    let file = File::open(&path).map_err(|error| NoLine(format!("{path}: {error}")))?;
    // SAFETY: the file is open during the call, which changes nothing but this thread's network.
    let done = unsafe { libc::setns(file.as_raw_fd(), libc::CLONE_NEWNET) };
    if done == 0 {
        return Ok(());
    }
    let error = std::io::Error::last_os_error();
    Err(NoLine(format!("setns {namespace}: {error}")))
}
