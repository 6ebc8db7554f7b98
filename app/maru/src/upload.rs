//! The body of a request as a stream: no file of it is ever in memory as a whole.

use crate::http::Pulse;
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use maru_store::AttachmentFiles;
use maru_sync::{Body, Piece};
use std::{
    collections::VecDeque,
    fs::File,
    io::{self, Read, Take},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

/// How much of a file is in memory at once.
const CHUNK_BYTES: usize = 64 * 1024;

/// Reads a body from its first byte to its last; each file is opened when its turn comes.
///
/// A file that is gone or shorter than it was breaks the stream off, so that no server takes it for whole. The disk is
/// read at once, without waiting its turn: the thread that sends does nothing else.
pub struct Upload {
    waiting: VecDeque<Piece>,
    files: AttachmentFiles,
    current: Option<Take<File>>,
    bytes_left: u64,
    pulse: Option<Arc<Pulse>>,
}

impl Upload {
    /// Begins with the first byte; the files are those of this folder.
    pub fn new(body: &Body, files: &AttachmentFiles) -> Upload {
        Upload {
            waiting: body.pieces().iter().cloned().collect(),
            files: files.clone(),
            current: None,
            bytes_left: body.len(),
            pulse: None,
        }
    }

    /// Tells of each stretch that goes.
    pub(crate) fn watched(mut self, pulse: Arc<Pulse>) -> Upload {
        self.pulse = Some(pulse);
        self
    }

    /// Returns some bytes, at most [`CHUNK_BYTES`] of a file; `None` at the end.
    fn next_chunk(&mut self) -> io::Result<Option<Bytes>> {
        loop {
            if let Some(file) = &mut self.current {
                let mut chunk = Vec::with_capacity(CHUNK_BYTES);
                file.by_ref()
                    .take(CHUNK_BYTES as u64)
                    .read_to_end(&mut chunk)?;
                if !chunk.is_empty() {
                    return Ok(Some(chunk.into()));
                }
                if file.limit() > 0 {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                self.current = None;
            }
            match self.waiting.pop_front() {
                Some(Piece::Bytes(bytes)) => return Ok(Some(bytes.into_vec().into())),
                Some(Piece::File(file)) => {
                    self.current = Some(self.files.open(&file)?.take(file.size));
                }
                None => return Ok(None),
            }
        }
    }
}

impl http_body::Body for Upload {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let chunk = self.next_chunk().transpose();
        if let Some(Ok(bytes)) = &chunk {
            self.bytes_left = self.bytes_left.saturating_sub(bytes.len() as u64);
            if let Some(pulse) = &self.pulse {
                pulse.moved(bytes.len() as u64);
            }
        }
        Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.bytes_left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes_left)
    }
}
