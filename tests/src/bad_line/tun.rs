//! The line as a program: what one TUN device sends comes out of the other, late, or not at all.

use super::{Line, NoLine, QUEUE_PACKETS, enter};
use std::{
    fs::{File, OpenOptions},
    io::{Read, Write},
    os::fd::AsRawFd,
    sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    thread,
    time::{Duration, Instant},
};

/// The longest packet of a TUN device with the usual length.
const PACKET_BYTES: usize = 2048;

/// What `TUNSETIFF` is told: the name of the device, and what it is.
#[repr(C)]
struct Request {
    name: [u8; libc::IFNAMSIZ],
    flags: libc::c_short,
    rest: [u8; 22],
}

/// Makes both devices, and starts the threads that carry packets; they end with the process.
pub(super) fn lay(line: Line) -> Result<(), NoLine> {
    let (city, home) = (device("city")?, device("home")?);
    let copy = |file: &File| file.try_clone().map_err(|error| NoLine(error.to_string()));
    carry(line, 1, copy(&home)?, copy(&city)?);
    carry(line, 2, city, home);
    Ok(())
}

/// A device named `line` in a namespace, on a thread of its own, for a thread does not come back from one.
fn device(namespace: &'static str) -> Result<File, NoLine> {
    let made = thread::spawn(move || -> Result<File, NoLine> {
        enter(namespace)?;
        let told = |error: std::io::Error| NoLine(format!("/dev/net/tun: {error}"));
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .open("/dev/net/tun")
            .map_err(told)?;
        let mut request = Request {
            name: [0; libc::IFNAMSIZ],
            flags: (libc::IFF_TUN | libc::IFF_NO_PI) as libc::c_short,
            rest: [0; 22],
        };
        request.name[..4].copy_from_slice(b"line");
        // SAFETY: the request is as long as the kernel's `ifreq`, and lives longer than the call.
        let done = unsafe { libc::ioctl(file.as_raw_fd(), libc::TUNSETIFF as _, &request) };
        match done {
            0 => Ok(file),
            _ => Err(told(std::io::Error::last_os_error())),
        }
    });
    let made = made.join();
    made.unwrap_or_else(|_| Err(NoLine("the thread of a device ended".to_owned())))
}

/// One way of the line: packets queue up for the wire, which takes its time for each, and arrive later.
fn carry(line: Line, seed: u64, mut from: File, to: File) {
    let (send, arrive) = sync_channel::<(Instant, Vec<u8>)>(QUEUE_PACKETS);
    thread::spawn(move || arrive_at(to, &arrive));
    thread::spawn(move || {
        let mut chance = seed;
        let mut free_at = Instant::now();
        let mut buffer = [0; PACKET_BYTES];
        loop {
            let Ok(count) = from.read(&mut buffer) else {
                // The device is down: the line is cut.
                thread::sleep(Duration::from_millis(1));
                continue;
            };
            if is_lost(&mut chance, line.loss_percent) {
                continue;
            }
            let seconds = count as f64 * 8.0 / line.bits_per_second as f64;
            let begins = free_at.max(Instant::now());
            let packet = buffer.get(..count).unwrap_or_default().to_vec();
            let over = begins + Duration::from_secs_f64(seconds);
            if !queue(&send, over + line.delay, packet) {
                continue;
            }
            free_at = over;
        }
    });
}

fn queue(send: &SyncSender<(Instant, Vec<u8>)>, at: Instant, packet: Vec<u8>) -> bool {
    !matches!(send.try_send((at, packet)), Err(TrySendError::Full(_)))
}

fn arrive_at(mut to: File, arrive: &Receiver<(Instant, Vec<u8>)>) {
    while let Ok((at, packet)) = arrive.recv() {
        thread::sleep(at.saturating_duration_since(Instant::now()));
        // A device that is down takes nothing.
        let _ = to.write(&packet);
    }
}

/// Chance that can be had again: splitmix64.
fn is_lost(chance: &mut u64, percent: f64) -> bool {
    *chance = chance.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *chance;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((mixed ^ (mixed >> 31)) % 1_000_000) as f64 / 10_000.0 < percent
}
