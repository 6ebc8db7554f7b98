//! Performs the requests of the sync machine, exactly as they stand.

use crate::upload::Upload;
use maru_store::AttachmentFiles;
use maru_sync::{Failure, Method, Request, Response};
use std::{error::Error as _, time::Duration};

/// How long to wait for a connection: long enough for a modem line.
const CONNECT: Duration = Duration::from_secs(20);
/// How long to wait for the next bytes.
const READ: Duration = Duration::from_secs(60);

/// An HTTP client that follows no redirects and adds nothing: the machine decides.
///
/// It waits as if it were blocking, but on the asynchronous client: the blocking one does not hear a server that says
/// no before it has had the whole body.
pub struct Http {
    runtime: tokio::runtime::Runtime,
    client: reqwest::Client,
    patience: Duration,
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

    /// A client that waits only so long for an answer, besides the time that the body takes.
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
        Ok(Http {
            runtime,
            client,
            patience,
        })
    }

    /// Performs a request; the whole answer is read, up to its limit. Files in its body are read while they are sent.
    pub fn perform(&self, request: &Request, files: &AttachmentFiles) -> Result<Response, Failure> {
        std::thread::sleep(request.pause);
        self.runtime.block_on(self.exchange(request, files))
    }

    async fn exchange(
        &self,
        request: &Request,
        files: &AttachmentFiles,
    ) -> Result<Response, Failure> {
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Head => reqwest::Method::HEAD,
            Method::Post => reqwest::Method::POST,
        };
        let mut builder = self
            .client
            .request(method, &request.url)
            .timeout(self.time_for(request));
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        if request.method == Method::Post {
            builder = builder.body(reqwest::Body::wrap(Upload::new(&request.body, files)));
        }
        let response = builder.send().await.map_err(|error| failure(&error))?;
        let headers = response.headers().iter().map(|(name, value)| {
            (
                name.as_str().to_owned(),
                String::from_utf8_lossy(value.as_bytes()).into_owned(),
            )
        });
        let headers = headers.collect();
        let (status, final_url) = (response.status().as_u16(), response.url().to_string());
        let body = body(response, request.max_body).await?;
        Ok(Response {
            status,
            headers,
            body,
            final_url,
        })
    }

    /// Time for the answer, and for the body at the speed of a bad line (4 KiB a second).
    fn time_for(&self, request: &Request) -> Duration {
        self.patience + Duration::from_secs(request.body.len() / 4096)
    }
}

async fn body(mut response: reqwest::Response, max: usize) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    while let Some(bytes) = response.chunk().await.map_err(|_| Failure::CutShort)? {
        if body.len() + bytes.len() > max {
            return Err(Failure::TooLarge);
        }
        body.extend_from_slice(&bytes);
    }
    Ok(body)
}

/// Why there was no answer at all.
fn failure(error: &reqwest::Error) -> Failure {
    if error.is_timeout() {
        return Failure::TimedOut;
    }
    let mut cause = error.source();
    while let Some(inner) = cause {
        if inner.downcast_ref::<rustls::Error>().is_some()
            || inner.to_string().contains("certificate")
        {
            return Failure::Tls;
        }
        cause = inner.source();
    }
    // A body that could not be sent to its end too: whether the network or our own disk broke it off, nobody answered.
    Failure::NoAnswer
}
