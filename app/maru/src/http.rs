//! Performs the requests of the sync machine, exactly as they stand, several side by side if it wants that.

mod partial;
mod pulse;

use crate::upload::Upload;
use maru_store::AttachmentFiles;
use maru_sync::{About, Client, Failure, Method, Request, RequestId, Response};
use partial::{Partial, Partials};
pub(crate) use pulse::Pulse;
pub use pulse::{Moved, Watcher};
use reqwest::header::{DATE, HeaderValue, RANGE};
use std::{collections::HashMap, error::Error as _, path::Path, sync::Arc, time::Duration};
use tokio::{
    task::{Id, JoinSet},
    time::Instant,
};

/// How long to wait for a connection: long enough for a modem line.
const CONNECT: Duration = Duration::from_secs(20);
/// How long to wait while nothing moves.
const READ: Duration = Duration::from_secs(60);
/// The slowest answer that is waited for: whoever sends less in the long run sends it to keep us waiting.
const BYTES_PER_SECOND_MIN: u64 = 256;

/// An HTTP client that follows no redirects and adds nothing that changes a request: the machine decides.
///
/// It waits as if it were blocking, but on the asynchronous client: the blocking one does not hear a server that says
/// no before it has had the whole body.
pub struct Http {
    runtime: tokio::runtime::Runtime,
    line: Line,
}

/// What every request needs.
#[derive(Clone)]
struct Line {
    client: reqwest::Client,
    patience: Duration,
    partials: Option<Partials>,
    watcher: Option<Watcher>,
}

/// Why there is no HTTP client.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// The client.
    #[error(transparent)]
    Client(#[from] reqwest::Error),
    /// What drives it.
    #[error(transparent)]
    Runtime(#[from] std::io::Error),
}

impl Http {
    /// A client with the certificates of the system.
    pub fn new() -> Result<Http, HttpError> {
        Http::with_patience(READ)
    }

    /// A client that waits only so long while nothing moves.
    pub fn with_patience(patience: Duration) -> Result<Http, HttpError> {
        // Another part of the process may have installed it; any provider will do.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT)
            .tcp_keepalive(READ)
            .user_agent(concat!("Maru/", env!("CARGO_PKG_VERSION")))
            .build()?;
        let line = Line {
            client,
            patience,
            partials: None,
            watcher: None,
        };
        Ok(Http { runtime, line })
    }

    /// Keeps what came of a file below this folder when it is cut off, so that the next try goes on from there if the
    /// server lets it.
    pub fn resume_below(&mut self, folder: &Path) {
        self.line.partials = Some(Partials::below(folder));
    }

    /// Tells how far a transfer is; called on the thread that performs it, and often.
    pub fn watch(&mut self, watcher: Watcher) {
        self.line.watcher = Some(watcher);
    }

    /// Performs a request; the whole answer is read, up to its limit. Files in its body are read while they are sent.
    pub fn perform(&self, request: &Request, files: &AttachmentFiles) -> Result<Response, Failure> {
        let exchange = exchange(self.line.clone(), request.clone(), files.clone());
        self.runtime.block_on(exchange)
    }

    /// Turns the machine until it has nothing more to ask; after each answer `heard` takes what it tells, before the
    /// next request goes out. What is out when `heard` fails is broken off.
    pub fn turn<E>(
        &self,
        client: &mut Client,
        files: &AttachmentFiles,
        mut heard: impl FnMut(&mut Client) -> Result<(), E>,
    ) -> Result<(), E> {
        self.runtime.block_on(async {
            let mut out: JoinSet<Result<Response, Failure>> = JoinSet::new();
            let mut names: HashMap<Id, RequestId> = HashMap::new();
            loop {
                while let Some(request) = client.next_request() {
                    let (line, files) = (self.line.clone(), files.clone());
                    let id = request.id;
                    names.insert(out.spawn(exchange(line, request, files)).id(), id);
                }
                let (task, result) = match out.join_next_with_id().await {
                    None => return Ok(()),
                    Some(Ok((task, result))) => (task, result),
                    // Only an exchange that panicked ends so; what it was about waits for its next turn.
                    Some(Err(error)) => {
                        tracing::error!(code = "exchange", "{error}");
                        (error.id(), Err(Failure::NoAnswer))
                    }
                };
                if let Some(id) = names.remove(&task) {
                    client.answer(id, result);
                }
                heard(client)?;
            }
        })
    }
}

/// One request and its answer, given up when nothing moves for too long.
async fn exchange(
    line: Line,
    request: Request,
    files: AttachmentFiles,
) -> Result<Response, Failure> {
    tokio::time::sleep(request.pause).await;
    let pulse = Arc::new(Pulse::new(request.about.clone(), line.watcher.clone()));
    let patience = line.patience;
    let grace = patience + time_in_buffers(request.body.len());
    let talk = talk(line, request, files, Arc::clone(&pulse));
    tokio::pin!(talk);
    loop {
        if let Ok(done) = tokio::time::timeout(patience / 4, talk.as_mut()).await {
            return done;
        }
        let limit = if pulse.is_sending() { grace } else { patience };
        if pulse.silence() > limit {
            return Err(Failure::TimedOut);
        }
    }
}

/// How long the end of a body may lie in the buffers of the system after it was handed over, on a bad line (4 KiB a
/// second).
fn time_in_buffers(body_bytes: u64) -> Duration {
    Duration::from_secs(body_bytes.min(4 << 20) / 4096)
}

async fn talk(
    line: Line,
    request: Request,
    files: AttachmentFiles,
    pulse: Arc<Pulse>,
) -> Result<Response, Failure> {
    let method = match request.method {
        Method::Get => reqwest::Method::GET,
        Method::Head => reqwest::Method::HEAD,
        Method::Post => reqwest::Method::POST,
    };
    let mut builder = line.client.request(method, &request.url);
    for (name, value) in &request.headers {
        // As bytes, for a name may have other letters than ASCII.
        let value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| Failure::NoAnswer)?;
        builder = builder.header(name, value);
    }
    builder = builder.header(DATE, http_date());
    let mut partial = match (&request.about, &line.partials) {
        (About::Media { hash }, Some(partials)) => partials.open(hash, request.max_body),
        _ => None,
    };
    if let Some(partial) = partial.as_ref().filter(|partial| partial.len() > 0) {
        builder = builder.header(RANGE, format!("bytes={}-", partial.len()));
    }
    if request.method == Method::Post {
        pulse.begin_sending(request.body.len());
        let upload = Upload::new(&request.body, &files).watched(Arc::clone(&pulse));
        builder = builder.body(reqwest::Body::wrap(upload));
    }
    let response = builder.send().await.map_err(|error| failure(&error))?;
    pulse.begin_reading(response.content_length());
    let headers = response.headers().iter().map(|(name, value)| {
        (
            name.as_str().to_owned(),
            String::from_utf8_lossy(value.as_bytes()).into_owned(),
        )
    });
    let headers = headers.collect();
    let (mut status, final_url) = (response.status().as_u16(), response.url().to_string());
    match status {
        200 | 206 => {}
        // It has grown beyond what is there now: the next try begins anew.
        416 => partial.take().into_iter().for_each(Partial::forget),
        // The answer is not the file.
        _ => partial = None,
    }
    let begun = partial::begun(&response, partial.as_mut());
    if status == 206 && !begun.is_empty() {
        status = 200;
    }
    let body = body(
        response,
        begun,
        request.max_body,
        line.patience,
        &pulse,
        partial,
    )
    .await?;
    Ok(Response {
        status,
        headers,
        body,
        final_url,
    })
}

async fn body(
    mut response: reqwest::Response,
    begun: Vec<u8>,
    max: usize,
    patience: Duration,
    pulse: &Pulse,
    mut partial: Option<Partial>,
) -> Result<Vec<u8>, Failure> {
    let mut body = begun;
    let (start, before) = (Instant::now(), body.len());
    while let Some(bytes) = response.chunk().await.map_err(|_| Failure::CutShort)? {
        if body.len() + bytes.len() > max {
            partial.into_iter().for_each(Partial::forget);
            return Err(Failure::TooLarge);
        }
        body.extend_from_slice(&bytes);
        pulse.moved(bytes.len() as u64);
        if let Some(partial) = &mut partial {
            partial.keep(&body);
        }
        let late = start.elapsed().saturating_sub(patience).as_secs();
        if ((body.len() - before) as u64) < late * BYTES_PER_SECOND_MIN {
            return Err(Failure::TimedOut);
        }
    }
    // Whole: what it is worth the machine decides. What was kept of it is not needed any more.
    partial.into_iter().for_each(Partial::forget);
    Ok(body)
}

/// Now, as HTTP writes it. OpenRosa wants it of every request.
fn http_date() -> String {
    let now = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC);
    now.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// Why there was no answer at all.
fn failure(error: &reqwest::Error) -> Failure {
    if error.is_timeout() {
        return Failure::TimedOut;
    }
    let mut cause = error.source();
    while let Some(inner) = cause {
        match tls(inner) {
            Some(rustls::Error::InvalidCertificate(problem)) => return certificate(problem),
            Some(_) => return Failure::Tls,
            None => {}
        }
        cause = inner.source();
    }
    // A body that could not be sent to its end too: whether the network or our own disk broke it off, nobody answered.
    Failure::NoAnswer
}

/// The TLS error that an error is, or that stands inside errors of the system, which do not name it as their source.
fn tls<'a>(mut error: &'a (dyn std::error::Error + 'static)) -> Option<&'a rustls::Error> {
    loop {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        error = error.downcast_ref::<std::io::Error>()?.get_ref()?;
    }
}

/// A certificate that is good but for the date may tell more of this computer's clock than of the city.
fn certificate(problem: &rustls::CertificateError) -> Failure {
    use rustls::CertificateError as Problem;
    match problem {
        Problem::Expired
        | Problem::ExpiredContext { .. }
        | Problem::NotValidYet
        | Problem::NotValidYetContext { .. } => Failure::Clock,
        _ => Failure::Tls,
    }
}
