//! A display without hardware, of any family, at the end of a pseudo-terminal.
//!
//! For demonstrations, for support staff and for tests: everything on the program's side is the real thing,
//! only the device is made of memory. `socat` or a second Maru may look at the same path.

use std::fs::File;
use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use maru_wire::hims::{self, Model};
use maru_wire::simulated::{Faults, FaultyLine, SimulatedDisplay};
use maru_wire::{Family, Key};

use crate::clock;
use crate::wake::{Bell, wait};

/// A simulated display that is plugged in under a path. Dropping it pulls the plug.
#[derive(Debug)]
pub struct PtyDisplay {
    link: PathBuf,
    inside: Arc<Inside>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Inside {
    bell: Bell,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    display: SimulatedDisplay,
    /// What the display says goes over this line.
    line: FaultyLine,
    to_send: Vec<u8>,
    unplugged: bool,
}

impl PtyDisplay {
    /// Plugs the display in: `link` becomes a symbolic link to the terminal, in place of an older link.
    pub fn plug(link: &Path, display: SimulatedDisplay) -> io::Result<PtyDisplay> {
        let (master, slave, path) = open_pty()?;
        if link.is_symlink() {
            std::fs::remove_file(link)?;
        }
        std::os::unix::fs::symlink(path, link)?;
        let inside = Arc::new(Inside {
            bell: Bell::new()?,
            state: Mutex::new(State {
                display,
                line: FaultyLine::default(),
                to_send: Vec::new(),
                unplugged: false,
            }),
            changed: Condvar::new(),
        });
        let shared = Arc::clone(&inside);
        let thread = std::thread::Builder::new()
            .name("simulated display".to_owned())
            // The other end stays open here, too, so that a program may come and go.
            .spawn(move || shared.serve(&File::from(master), slave))?;
        Ok(PtyDisplay {
            link: link.to_owned(),
            inside,
            thread: Some(thread),
        })
    }

    /// Plugs in a HIMS display of this model with its usual number of cells.
    pub fn plug_model(link: &Path, model: Model) -> io::Result<PtyDisplay> {
        PtyDisplay::plug(link, hims::display(model, model.usual_cells()))
    }

    /// Plugs in a usual display of this family.
    pub fn plug_family(link: &Path, family: Family) -> io::Result<PtyDisplay> {
        PtyDisplay::plug(link, family.simulated())
    }

    /// Presses these keys together and lets them go; tells whether the model has them all.
    pub fn press(&self, keys: &[Key]) -> bool {
        let packet = self.inside.lock().display.press(keys);
        let known = packet.is_some();
        self.send_raw(&packet.unwrap_or_default());
        known
    }

    /// Presses the routing key above a cell, counted from 0.
    pub fn route(&self, cell: u8) {
        let packet = self.inside.lock().display.route(usize::from(cell));
        self.send_raw(&packet);
    }

    /// Puts a line with these faults between the display and the program; what is on its way is lost.
    pub fn set_faults(&self, faults: Faults) {
        self.inside.lock().line = FaultyLine::new(faults);
        self.inside.bell.ring();
    }

    /// Acknowledges cells from now on, where its family does so, or does not.
    pub fn acknowledge(&self, acknowledges: bool) {
        self.inside.lock().display.acknowledge(acknowledges);
    }

    /// Sends bytes that no display would send: noise, halves, damage.
    pub fn send_raw(&self, bytes: &[u8]) {
        self.inside.lock().to_send.extend(bytes);
        self.inside.bell.ring();
    }

    /// Gives the cells that a finger would feel; dot n is bit n-1.
    pub fn cells(&self) -> Vec<u8> {
        self.inside.lock().display.cells().to_vec()
    }

    /// Gives the cells as Unicode Braille.
    pub fn text(&self) -> String {
        self.inside.lock().display.text()
    }

    /// Waits until something holds of the display, and tells whether it came to hold in time.
    pub fn wait_until(
        &self,
        patience: Duration,
        holds: impl Fn(&SimulatedDisplay) -> bool,
    ) -> bool {
        let end = Instant::now() + patience;
        let mut state = self.inside.lock();
        while !holds(&state.display) {
            let Some(left) = end.checked_duration_since(Instant::now()) else {
                return false;
            };
            let waited = self.inside.changed.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }
}

impl Drop for PtyDisplay {
    fn drop(&mut self) {
        // A name that is not ours any more stays; the rest of unplugging cannot fail.
        let _ = std::fs::remove_file(&self.link);
        self.inside.lock().unplugged = true;
        self.inside.bell.ring();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Inside {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How long until the display says something by itself or something arrives; for ever if nothing does.
    fn millis_to_wait(&self) -> Option<u64> {
        let state = self.lock();
        let wakes = [state.display.wake_at(), state.line.wake_at()];
        let first = wakes.into_iter().flatten().min();
        first.map(|moment| moment.since(clock::now()))
    }

    fn serve(&self, master: &File, slave: OwnedFd) {
        use std::io::{Read, Write};
        let mut room = [0; 512];
        let port = Some((master.as_raw_fd(), false));
        while let Ok(happened) = wait(&self.bell, port, self.millis_to_wait()) {
            if happened.rung {
                self.bell.hush();
            }
            let mut state = self.lock();
            if state.unplugged {
                break;
            }
            let now = clock::now();
            let alone = state.display.handle_timeout(now);
            state.line.say(&alone, now);
            let sent = std::mem::take(&mut state.to_send);
            state.line.say(&sent, now);
            if happened.readable {
                let mut master = master;
                let Ok(count) = master.read(&mut room) else {
                    break;
                };
                let answer = state.display.handle_bytes(&room[..count], now);
                state.line.say(&answer, now);
            }
            let answer = state.line.arrived(now);
            drop(state);
            let mut master = master;
            if master.write_all(&answer).is_err() {
                break;
            }
            self.changed.notify_all();
        }
        drop(slave);
    }
}

/// Opens a pseudo-terminal that passes bytes on untouched: its two ends and the name of the second.
fn open_pty() -> io::Result<(OwnedFd, OwnedFd, PathBuf)> {
    let (mut master, mut slave) = (-1, -1);
    let mut name = [0_u8; 128];
    // SAFETY: all pointers are to our own variables; a pty's name ("/dev/pts/N") is far shorter than the room
    // for it; the descriptors are owned only if the call says that they are open.
    let (master, slave) = unsafe {
        let mut raw: libc::termios = std::mem::zeroed();
        libc::cfmakeraw(&raw mut raw);
        raw.c_cflag |= libc::CS8 | libc::CREAD | libc::CLOCAL;
        let answer = libc::openpty(
            &raw mut master,
            &raw mut slave,
            name.as_mut_ptr().cast(),
            &raw const raw,
            std::ptr::null(),
        );
        if answer < 0 {
            return Err(io::Error::last_os_error());
        }
        // Programs started later must not keep the line open when the display is unplugged.
        for end in [master, slave] {
            libc::fcntl(end, libc::F_SETFD, libc::FD_CLOEXEC);
        }
        (OwnedFd::from_raw_fd(master), OwnedFd::from_raw_fd(slave))
    };
    let end = name.iter().position(|byte| *byte == 0).unwrap_or(0);
    let name = String::from_utf8_lossy(&name[..end]).into_owned();
    Ok((master, slave, PathBuf::from(name)))
}
