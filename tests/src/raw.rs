//! A server that answers with whatever bytes one likes, over TCP or TLS: for what no honest server does.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio_rustls::TlsAcceptor;

/// What is done with a request.
#[derive(Debug, Clone)]
pub enum Reply {
    /// These bytes, and the end of the connection.
    Bytes(Vec<u8>),
    /// These bytes, and then others without end.
    Endless {
        /// What comes first.
        head: Vec<u8>,
        /// What comes again and again.
        block: Vec<u8>,
    },
    /// These bytes, and then a byte now and then.
    Drip {
        /// What comes first.
        head: Vec<u8>,
        /// How long between two bytes.
        every: Duration,
    },
    /// Nothing, and the connection stays open.
    Silence,
}

/// A running server; it ends when this is dropped.
#[derive(Debug)]
pub struct RawServer {
    address: SocketAddr,
    counts: Arc<Counts>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Counts {
    connections: AtomicU64,
    sent: AtomicU64,
}

/// What a connection is for.
#[derive(Clone)]
enum Service {
    Answer(Arc<dyn Fn(&str) -> Reply + Send + Sync>),
    Front(SocketAddr),
}

impl RawServer {
    /// Answers each request by its head: the first line and the headers.
    pub fn start(
        tls: Option<Arc<ServerConfig>>,
        answer: impl Fn(&str) -> Reply + Send + Sync + 'static,
    ) -> RawServer {
        RawServer::serve(tls, Service::Answer(Arc::new(answer)))
    }

    /// Stands before another server as its TLS.
    pub fn in_front_of(server: SocketAddr, tls: Arc<ServerConfig>) -> RawServer {
        RawServer::serve(Some(tls), Service::Front(server))
    }

    fn serve(tls: Option<Arc<ServerConfig>>, service: Service) -> RawServer {
        let socket = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        socket.set_nonblocking(true).expect("a socket can be asked");
        let address = socket.local_addr().expect("a bound socket has an address");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let counts = Arc::new(Counts::default());
        let (stop, stopped) = oneshot::channel();
        let counted = Arc::clone(&counts);
        let thread = std::thread::spawn(move || {
            runtime.block_on(async {
                let listener = TcpListener::from_std(socket).expect("the socket is bound");
                tokio::select! {
                    () = accept(listener, tls, service, counted) => {}
                    _ = stopped => {}
                }
            });
        });
        RawServer {
            address,
            counts,
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// How often somebody came.
    pub fn connections(&self) -> u64 {
        self.counts.connections.load(Ordering::SeqCst)
    }

    /// How many bytes of endless answers somebody took.
    pub fn bytes_sent(&self) -> u64 {
        self.counts.sent.load(Ordering::SeqCst)
    }
}

impl Drop for RawServer {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

async fn accept(
    listener: TcpListener,
    tls: Option<Arc<ServerConfig>>,
    service: Service,
    counts: Arc<Counts>,
) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            continue;
        };
        counts.connections.fetch_add(1, Ordering::SeqCst);
        let (tls, service, counts) = (tls.clone(), service.clone(), Arc::clone(&counts));
        tokio::spawn(async move {
            // Whoever breaks off has had enough; that is what many of these are for.
            let _ = match tls {
                None => answer(stream, service, counts).await,
                Some(config) => match TlsAcceptor::from(config).accept(stream).await {
                    Ok(stream) => answer(stream, service, counts).await,
                    Err(error) => Err(error),
                },
            };
        });
    }
}

async fn answer(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    service: Service,
    counts: Arc<Counts>,
) -> std::io::Result<()> {
    let answer = match service {
        Service::Front(server) => {
            let mut inside = TcpStream::connect(server).await?;
            return copy_bidirectional(&mut stream, &mut inside).await.map(drop);
        }
        Service::Answer(answer) => answer,
    };
    let head = head(&mut stream).await?;
    match answer(&head) {
        Reply::Bytes(bytes) => {
            stream.write_all(&bytes).await?;
            stream.shutdown().await
        }
        Reply::Endless { head, block } => {
            stream.write_all(&head).await?;
            loop {
                stream.write_all(&block).await?;
                stream.flush().await?;
                counts.sent.fetch_add(block.len() as u64, Ordering::SeqCst);
            }
        }
        Reply::Drip { head, every } => {
            stream.write_all(&head).await?;
            loop {
                stream.write_all(b"x").await?;
                stream.flush().await?;
                tokio::time::sleep(every).await;
            }
        }
        Reply::Silence => {
            let mut rest = Vec::new();
            stream.read_to_end(&mut rest).await.map(drop)
        }
    }
}

/// Reads up to the empty line; a body is left unread.
async fn head(stream: &mut (impl AsyncRead + Unpin)) -> std::io::Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}
