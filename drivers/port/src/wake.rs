//! Waking a thread that waits for a file descriptor, by another one.

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::{AsRawFd, FromRawFd, RawFd};

/// Something one thread rings and another waits for together with a port.
#[derive(Debug)]
pub(crate) struct Bell(File);

impl Bell {
    /// Makes a bell that nobody has rung.
    pub fn new() -> io::Result<Bell> {
        // SAFETY: eventfd takes no pointers; its answer is checked before it is owned, and nobody else owns it.
        unsafe {
            let fd = libc::eventfd(0, libc::EFD_CLOEXEC | libc::EFD_NONBLOCK);
            if fd < 0 {
                return Err(io::Error::last_os_error());
            }
            Ok(Bell(File::from_raw_fd(fd)))
        }
    }

    /// Wakes whoever waits, now or the next time.
    pub fn ring(&self) {
        // It fails only when the count is full, and then it has been rung already.
        let _ = (&self.0).write(&1_u64.to_ne_bytes());
    }

    /// Makes it silent again.
    pub fn hush(&self) {
        let _ = (&self.0).read(&mut [0; 8]);
    }
}

impl AsRawFd for Bell {
    fn as_raw_fd(&self) -> RawFd {
        self.0.as_raw_fd()
    }
}

/// What happened to a descriptor while we waited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Happened {
    /// The bell was rung.
    pub rung: bool,
    /// There are bytes to read, or the other side is gone, which reading will tell.
    pub readable: bool,
    /// The other side is gone or the descriptor is broken; bytes may still be left to read.
    pub gone: bool,
    /// There is room to write.
    pub writable: bool,
}

/// Waits for the bell, for a port, or for a number of milliseconds; for ever if there is none.
pub(crate) fn wait(
    bell: &Bell,
    port: Option<(RawFd, bool)>,
    millis: Option<u64>,
) -> io::Result<Happened> {
    let watch = |fd, events| libc::pollfd {
        fd,
        events,
        revents: 0,
    };
    let (fd, wants_room) = port.unwrap_or((-1, false));
    let room = if wants_room { libc::POLLOUT } else { 0 };
    let mut watched = [
        watch(bell.as_raw_fd(), libc::POLLIN),
        watch(fd, libc::POLLIN | room),
    ];
    // A wait longer than fits is cut into several; the caller asks again anyway.
    let timeout = millis.map_or(-1, |millis| i32::try_from(millis).unwrap_or(i32::MAX));
    // SAFETY: the array lives through the call and its length is given.
    let count = unsafe { libc::poll(watched.as_mut_ptr(), 2, timeout) };
    if count < 0 {
        let error = io::Error::last_os_error();
        let interrupted = error.kind() == io::ErrorKind::Interrupted;
        return interrupted.then(Happened::default).ok_or(error);
    }
    let [bell_now, port_now] = watched.map(|one| one.revents);
    Ok(Happened {
        rung: bell_now != 0,
        gone: port_now & (libc::POLLHUP | libc::POLLERR | libc::POLLNVAL) != 0,
        readable: port_now & !libc::POLLOUT != 0,
        writable: port_now & libc::POLLOUT != 0,
    })
}
