//! Performs the requests of the sync machine, exactly as they stand.

use maru_sync::{Failure, Method, Request, Response};
use std::{error::Error as _, io::Read, time::Duration};

/// How long to wait for a connection: long enough for a modem line.
const CONNECT: Duration = Duration::from_secs(20);
/// How long to wait for the next bytes.
const READ: Duration = Duration::from_secs(60);

/// An HTTP client that follows no redirects and adds nothing: the machine decides.
pub struct Http {
    client: reqwest::blocking::Client,
}

impl Http {
    /// A client with the certificates of the system.
    pub fn new() -> Result<Http, reqwest::Error> {
        // Another part of the process may have installed it; any provider will do.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::blocking::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT)
            .timeout(None)
            .tcp_keepalive(READ)
            .user_agent(concat!("Maru/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Http { client })
    }

    /// Performs a request; the whole body is read, up to its limit.
    pub fn perform(&self, request: &Request) -> Result<Response, Failure> {
        std::thread::sleep(request.pause);
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Head => reqwest::Method::HEAD,
            Method::Post => reqwest::Method::POST,
        };
        let mut builder = self
            .client
            .request(method, &request.url)
            .timeout(time_for(request));
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        if request.method == Method::Post {
            builder = builder.body(request.body.as_bytes().to_vec());
        }
        let response = builder.send().map_err(|error| failure(&error))?;
        let headers = response.headers().iter().map(|(name, value)| {
            (
                name.as_str().to_owned(),
                String::from_utf8_lossy(value.as_bytes()).into_owned(),
            )
        });
        let headers = headers.collect();
        let (status, final_url) = (response.status().as_u16(), response.url().to_string());
        let body = body(response, request.max_body)?;
        Ok(Response {
            status,
            headers,
            body,
            final_url,
        })
    }
}

/// Time for the answer, and for the body at the speed of a bad line (4 KiB a second).
fn time_for(request: &Request) -> Duration {
    READ + Duration::from_secs(request.body.len() as u64 / 4096)
}

fn body(response: reqwest::blocking::Response, max: usize) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    let limit = u64::try_from(max).unwrap_or(u64::MAX).saturating_add(1);
    response
        .take(limit)
        .read_to_end(&mut body)
        .map_err(|_| Failure::CutShort)?;
    if body.len() > max {
        Err(Failure::TooLarge)
    } else {
        Ok(body)
    }
}

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
    if error.is_body() || error.is_decode() {
        Failure::CutShort
    } else {
        Failure::NoAnswer
    }
}
