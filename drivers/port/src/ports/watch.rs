//! Hearing when ports come and go, without looking again and again.

use std::ffi::CString;
use std::fs::File;
use std::io::{self, Read};
use std::os::fd::{AsRawFd, FromRawFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use crate::wake::{Bell, wait};

/// The system names a new port, sets its rights and links it: only then is it looked at.
const SETTLE_MS: u64 = 700;

/// The beginnings of the names of serial ports.
const NAMES: [&[u8]; 4] = [b"ttyUSB", b"ttyACM", b"ttyS", b"rfcomm"];

/// The bytes in front of a name that the kernel tells.
const HEAD: usize = std::mem::size_of::<libc::inotify_event>();

/// An open wish to hear when serial ports come or go. Dropping it ends the wish.
#[derive(Debug)]
pub struct PortWatch {
    inside: Arc<Inside>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Inside {
    bell: Bell,
    closing: AtomicBool,
}

impl PortWatch {
    /// Begins to watch the ports of the computer whose file system begins at `root`. `sink` is called on a thread of
    /// its own, once for all that came and went together.
    pub fn start(root: &Path, sink: impl Fn() + Send + 'static) -> io::Result<PortWatch> {
        let news = listen(&root.join("dev"))?;
        let inside = Arc::new(Inside {
            bell: Bell::new()?,
            closing: AtomicBool::new(false),
        });
        let shared = Arc::clone(&inside);
        let thread = std::thread::Builder::new()
            .name("ports".to_owned())
            .spawn(move || {
                if let Err(error) = shared.watch(&news, &sink) {
                    tracing::warn!(%error, "ports that come later are not heard of");
                }
            })?;
        Ok(PortWatch {
            inside,
            thread: Some(thread),
        })
    }
}

impl Drop for PortWatch {
    fn drop(&mut self) {
        self.inside.closing.store(true, Ordering::Release);
        self.inside.bell.ring();
        if let Some(thread) = self.thread.take() {
            // It waits for nothing but this; a sink that panicked has been reported by then.
            let _ = thread.join();
        }
    }
}

impl Inside {
    fn watch(&self, news: &File, sink: &dyn Fn()) -> io::Result<()> {
        let mut is_due = false;
        loop {
            let millis = is_due.then_some(SETTLE_MS);
            let happened = wait(&self.bell, Some((news.as_raw_fd(), false)), millis)?;
            if self.closing.load(Ordering::Acquire) {
                return Ok(());
            }
            if happened.readable {
                is_due |= read_names(news)?;
            } else if is_due {
                is_due = false;
                sink();
            }
        }
    }
}

/// Has the kernel tell what is made and removed in a folder.
fn listen(folder: &Path) -> io::Result<File> {
    let folder = CString::new(folder.as_os_str().as_bytes())?;
    let what = libc::IN_CREATE | libc::IN_DELETE | libc::IN_MOVED_TO | libc::IN_MOVED_FROM;
    // SAFETY: the string lives through the call; the descriptor is owned only if the call says that it is open.
    unsafe {
        let fd = libc::inotify_init1(libc::IN_CLOEXEC | libc::IN_NONBLOCK);
        if fd < 0 {
            return Err(io::Error::last_os_error());
        }
        let news = File::from_raw_fd(fd);
        if libc::inotify_add_watch(fd, folder.as_ptr(), what) < 0 {
            return Err(io::Error::last_os_error());
        }
        Ok(news)
    }
}

/// Reads what the kernel has told and says whether a port is among it.
fn read_names(mut news: &File) -> io::Result<bool> {
    let mut room = [0; 4_096];
    let count = match news.read(&mut room) {
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => 0,
        read => read?,
    };
    let (mut rest, mut is_port) = (&room[..count], false);
    while let Some((name, more)) = next_name(rest) {
        is_port |= NAMES.iter().any(|begin| name.starts_with(begin));
        rest = more;
    }
    Ok(is_port)
}

/// The name of the first event, and what comes behind it: the length of a name is the last number of its head.
fn next_name(events: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = events.get(HEAD - 4..HEAD)?.first_chunk()?;
    let end = HEAD.checked_add(usize::try_from(u32::from_ne_bytes(*length)).ok()?)?;
    Some((events.get(HEAD..end)?, events.get(end..)?))
}

#[cfg(test)]
mod tests {
    use super::PortWatch;
    use std::fs;
    use std::sync::mpsc::channel;
    use std::time::Duration;

    #[test]
    fn what_comes_together_is_told_once_and_only_of_ports() {
        let folder = tempfile::tempdir().expect("a folder");
        let (send, told) = channel();
        let ports = folder.path().join("dev");
        fs::create_dir(&ports).expect("a folder");
        let watch = PortWatch::start(folder.path(), move || {
            let _ = send.send(());
        });
        let watch = watch.expect("a watch");
        fs::write(ports.join("sda1"), "").expect("a file");
        assert!(told.recv_timeout(Duration::from_secs(2)).is_err());
        for name in ["ttyUSB0", "ttyUSB1"] {
            fs::write(ports.join(name), "").expect("a file");
        }
        let patience = Duration::from_secs(20);
        told.recv_timeout(patience).expect("they are told of");
        assert!(told.recv_timeout(Duration::from_secs(2)).is_err());
        fs::remove_file(ports.join("ttyUSB0")).expect("it was there");
        told.recv_timeout(patience).expect("its going is told of");
        drop(watch);
        assert!(told.recv_timeout(patience).is_err(), "nobody watches");
    }
}
