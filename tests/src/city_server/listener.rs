//! Connections that can be cut, at once or in the middle of an answer.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

const WHOLE: u8 = 0;
const CUT_IN_BODY: u8 = 1;
const CUT: u8 = 2;

/// The knife to one connection; a handler finds it as connection information.
#[derive(Debug, Clone)]
pub(crate) struct Cutter(Arc<AtomicU8>);

impl Cutter {
    /// Lets no further byte out.
    pub(crate) fn cut(&self) {
        self.0.store(CUT, Ordering::SeqCst);
    }

    /// Lets the headers and half of the body out.
    pub(crate) fn cut_in_body(&self) {
        self.0.store(CUT_IN_BODY, Ordering::SeqCst);
    }
}

impl Connected<IncomingStream<'_, CuttingListener>> for Cutter {
    fn connect_info(stream: IncomingStream<'_, CuttingListener>) -> Cutter {
        stream.io().cutter.clone()
    }
}

/// Accepts connections that can be cut.
pub(crate) struct CuttingListener(pub(crate) TcpListener);

impl Listener for CuttingListener {
    type Io = CuttableStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (CuttableStream, SocketAddr) {
        loop {
            match self.0.accept().await {
                Ok((inner, address)) => {
                    let cutter = Cutter(Arc::new(AtomicU8::new(WHOLE)));
                    return (CuttableStream { inner, cutter }, address);
                }
                // Out of handles, most likely: the next one may be free in a moment.
                Err(_) => tokio::time::sleep(std::time::Duration::from_millis(50)).await,
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// A connection with its knife.
pub(crate) struct CuttableStream {
    inner: TcpStream,
    cutter: Cutter,
}

impl AsyncRead for CuttableStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_read(context, buffer)
    }
}

impl AsyncWrite for CuttableStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let allowed = match self.cutter.0.load(Ordering::SeqCst) {
            WHOLE => bytes,
            CUT_IN_BODY => {
                self.cutter.cut();
                let head = bytes
                    .windows(4)
                    .position(|window| window == b"\r\n\r\n")
                    .map_or(0, |end| end + 4);
                bytes
                    .get(..head + (bytes.len() - head) / 2)
                    .unwrap_or(bytes)
            }
            _ => return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into())),
        };
        Pin::new(&mut self.inner).poll_write(context, allowed)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }
}
