//! An open line, of a serial port or a socket, that never blocks.

use std::collections::VecDeque;
use std::io;
use std::os::fd::{AsRawFd, OwnedFd, RawFd};
use std::path::Path;

use maru_wire::{Flow, Parity, Setting};
use serialport::{ClearBuffer, DataBits, ErrorKind, FlowControl, SerialPort, StopBits, TTYPort};

use super::BrailleFault;

/// More bytes than this do not wait to be written: a device that takes none is as good as gone.
const WAITING_MAX: usize = 16 * 1024;

/// What was opened, and the bytes that wait for room in it.
#[derive(Debug)]
pub(super) struct Line {
    end: End,
    waiting: VecDeque<u8>,
}

#[derive(Debug)]
enum End {
    /// A port that was opened at the right speed and parity.
    Serial(TTYPort),
    /// A socket to brltty.
    Socket(OwnedFd),
}

impl Line {
    /// Opens exactly this port, for us alone, 8 data bits, 1 stop bit.
    pub fn open(path: &Path, setting: Setting) -> Result<Line, BrailleFault> {
        let name = path.to_string_lossy().into_owned();
        let opened = serialport::new(name.clone(), setting.baud)
            .data_bits(DataBits::Eight)
            .parity(parity(setting.parity))
            .stop_bits(StopBits::One)
            .flow_control(flow_control(setting.flow))
            .open_native();
        let port = opened.map_err(|error| open_fault(name.clone(), path, &error))?;
        Line::of(End::Serial(port)).map_err(|error| BrailleFault::Unusable {
            path: name,
            cause: error.to_string(),
        })
    }

    /// Takes a socket that is connected.
    pub fn of_socket(socket: OwnedFd) -> io::Result<Line> {
        Line::of(End::Socket(socket))
    }

    fn of(end: End) -> io::Result<Line> {
        let line = Line {
            end,
            waiting: VecDeque::new(),
        };
        line.never_block()?;
        Ok(line)
    }

    /// Sets the line anew and drops the bytes that have not gone out: they were meant for the setting before.
    pub fn set(&mut self, setting: Setting) {
        let End::Serial(port) = &mut self.end else {
            return;
        };
        self.waiting.clear();
        let done = port
            .clear(ClearBuffer::Output)
            .and_then(|()| port.set_baud_rate(setting.baud))
            .and_then(|()| port.set_parity(parity(setting.parity)))
            .and_then(|()| port.set_flow_control(flow_control(setting.flow)));
        if let Err(error) = done {
            // Then nobody answers at this setting; another one may still do.
            tracing::debug!(%setting, %error, "the line cannot be set so");
        }
    }

    fn never_block(&self) -> io::Result<()> {
        // SAFETY: the descriptor is open as long as the port lives; no pointers are passed.
        unsafe {
            let flags = libc::fcntl(self.as_raw_fd(), libc::F_GETFL);
            let set = libc::fcntl(self.as_raw_fd(), libc::F_SETFL, flags | libc::O_NONBLOCK);
            if flags < 0 || set < 0 {
                return Err(io::Error::last_os_error());
            }
        }
        Ok(())
    }

    /// Reads what has come, which may be nothing. A line that was cut is an error.
    pub fn read(&self, room: &mut [u8]) -> io::Result<usize> {
        // SAFETY: the buffer is ours for the call and its length is given.
        let count = unsafe { libc::read(self.as_raw_fd(), room.as_mut_ptr().cast(), room.len()) };
        match usize::try_from(count) {
            Ok(0) => Err(io::Error::new(io::ErrorKind::UnexpectedEof, "end of file")),
            Ok(count) => Ok(count),
            Err(_) => not_now(io::Error::last_os_error()),
        }
    }

    /// Writes these bytes after those that wait; what finds no room waits.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.waiting.len().saturating_add(bytes.len()) > WAITING_MAX {
            let cause = "the device takes no bytes";
            return Err(io::Error::new(io::ErrorKind::WriteZero, cause));
        }
        self.waiting.extend(bytes);
        self.flush()
    }

    /// Writes as much of what waits as there is room for.
    pub fn flush(&mut self) -> io::Result<()> {
        while self.has_waiting() {
            let (front, _) = self.waiting.as_slices();
            // SAFETY: the slice is ours for the call and its length is given.
            let count =
                unsafe { libc::write(self.as_raw_fd(), front.as_ptr().cast(), front.len()) };
            let written = match usize::try_from(count) {
                Ok(count) => count,
                Err(_) => not_now(io::Error::last_os_error())?,
            };
            if written == 0 {
                return Ok(());
            }
            self.waiting.drain(..written);
        }
        Ok(())
    }

    /// Tells whether bytes wait for room.
    pub fn has_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if let End::Serial(port) = &self.end {
            // Closing a port waits for the bytes in it, up to half a minute if the device holds them back.
            let _ = port.clear(ClearBuffer::Output);
        }
    }
}

impl AsRawFd for Line {
    fn as_raw_fd(&self) -> RawFd {
        match &self.end {
            End::Serial(port) => port.as_raw_fd(),
            End::Socket(socket) => socket.as_raw_fd(),
        }
    }
}

fn parity(parity: Parity) -> serialport::Parity {
    match parity {
        Parity::None => serialport::Parity::None,
        Parity::Odd => serialport::Parity::Odd,
        Parity::Even => serialport::Parity::Even,
    }
}

fn flow_control(flow: Flow) -> FlowControl {
    match flow {
        Flow::None => FlowControl::None,
        Flow::RtsCts => FlowControl::Hardware,
    }
}

/// Takes "not just now" for no bytes; everything else is an error.
fn not_now(error: io::Error) -> io::Result<usize> {
    match error.kind() {
        io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted => Ok(0),
        _ => Err(error),
    }
}

fn open_fault(name: String, path: &Path, error: &serialport::Error) -> BrailleFault {
    let cause = error.to_string();
    match error.kind() {
        ErrorKind::Io(io::ErrorKind::PermissionDenied) => BrailleFault::Denied { path: name },
        _ if !path.exists() => BrailleFault::Missing { path: name },
        ErrorKind::Io(io::ErrorKind::ResourceBusy) | ErrorKind::NoDevice => {
            BrailleFault::Busy { path: name }
        }
        _ => BrailleFault::Unusable { path: name, cause },
    }
}
