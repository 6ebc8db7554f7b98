//! What a process holds and does when nobody touches it, as the kernel counts.

use crate::{
    scene::{scene, with_form},
    table::Table,
};
use std::{thread, time::Duration};

/// How long nobody touches it.
const IDLE: Duration = Duration::from_secs(5);

pub fn measure(table: &mut Table) {
    let (_folder, launch) = scene();
    let maru = with_form(&launch);
    let status = Status::of(maru.id());
    table.row("memory at most, headless, form open", status.peak, "60 MB");
    table.row("memory now, headless, form open", status.now, "60 MB");
    table.row("threads, headless", status.threads, "-");
    thread::sleep(Duration::from_secs(1));
    table.row(
        "CPU in 5 s when nobody touches it, headless",
        ticks_in(maru.id(), IDLE),
        "0 ticks",
    );
    maru.leave();
}

/// What `/proc/PID/status` tells.
pub struct Status {
    pub peak: String,
    pub now: String,
    pub threads: String,
}

impl Status {
    pub fn of(process: u32) -> Status {
        let text = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
        let field = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name));
            line.unwrap_or_default()
                .trim_start_matches(':')
                .trim()
                .to_owned()
        };
        let megabytes = |name: &str| {
            let kilobytes = field(name).trim_end_matches(" kB").parse::<f64>();
            kilobytes.map_or_else(|_| "?".to_owned(), |kb| format!("{:.1} MB", kb / 1024.0))
        };
        Status {
            peak: megabytes("VmHWM"),
            now: megabytes("VmRSS"),
            threads: field("Threads"),
        }
    }
}

/// The clock ticks (a hundredth of a second each) that a process uses in a time, all threads together.
pub fn ticks_in(process: u32, time: Duration) -> String {
    let before = ticks(process);
    thread::sleep(time);
    format!("{} ticks", ticks(process) - before)
}

fn ticks(process: u32) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    // The name before the bracket may hold anything; utime and stime are the 12th and 13th field behind it.
    let (_, rest) = text.rsplit_once(')').unwrap();
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let number = |index: usize| fields[index].parse::<u64>().unwrap();
    number(11) + number(12)
}
