//! Who may come in, and the log of who came.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::answer;
use super::{City, lock};

/// Who may come in.
#[derive(Debug, Clone)]
pub enum Access {
    /// Everybody, below `/v1/projects/1`. Central has no such thing; it is for showing around.
    Everybody,
    /// An app user, whose token stands in the path.
    AppUser {
        /// The token.
        token: String,
    },
    /// A web user by Basic; only over https, or when a proxy says that it was.
    WebUser {
        /// The name.
        user: String,
        /// The password.
        password: String,
        /// Takes every request as one that came over https, for tests on the loopback.
        is_behind_tls: bool,
    },
}

impl Access {
    pub(crate) fn base_path(&self) -> String {
        match self {
            Access::AppUser { token } => format!("/v1/key/{token}/projects/1"),
            Access::Everybody | Access::WebUser { .. } => "/v1/projects/1".to_owned(),
        }
    }
}

/// One request that came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// GET, HEAD or POST.
    pub method: String,
    /// The path below the project.
    pub path: String,
    /// How many bytes came with it.
    pub bytes: u64,
    /// How it was answered, as far as the server knows.
    pub status: u16,
}

/// Lets in who may come in with the headers that are wanted, and notes the answer.
pub(crate) async fn guard(State(city): State<Arc<City>>, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let length = request.headers().get(header::CONTENT_LENGTH);
    let bytes = length.and_then(|value| value.to_str().ok()?.parse().ok());
    let full_path = request.uri().path().to_owned();
    let path = full_path
        .split_once("/projects/1")
        .map_or(full_path.as_str(), |(_, rest)| rest)
        .to_owned();
    let refusal = refusal(&city.access, &full_path, request.headers())
        .or_else(|| wants_version(&path, request.headers()));
    let response = match refusal {
        Some(refusal) => refusal,
        None => next.run(request).await,
    };
    lock(&city.log).push(Logged {
        method: method.to_string(),
        path,
        bytes: bytes.unwrap_or(0),
        status: response.status().as_u16(),
    });
    response
}

fn refusal(access: &Access, path: &str, headers: &HeaderMap) -> Option<Response> {
    match access {
        Access::AppUser { token } => {
            let is_known = path.starts_with(&format!("/v1/key/{token}/"));
            (!is_known).then(|| {
                answer::early(
                    StatusCode::FORBIDDEN,
                    "The authenticated actor does not have rights to perform that action.",
                )
            })
        }
        _ if path.starts_with("/v1/key/") => Some(answer::early(
            StatusCode::FORBIDDEN,
            "The authenticated actor does not have rights to perform that action.",
        )),
        Access::Everybody => None,
        Access::WebUser {
            user,
            password,
            is_behind_tls,
        } => {
            let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
            let is_tls = *is_behind_tls || text("x-forwarded-proto") == Some("https");
            let wanted = format!("Basic {}", STANDARD.encode(format!("{user}:{password}")));
            let is_known = is_tls && text("authorization") == Some(wanted.as_str());
            // Without a WWW-Authenticate header, as Central does it.
            (!is_known).then(|| {
                answer::early(
                    StatusCode::UNAUTHORIZED,
                    "Could not authenticate with the provided credentials.",
                )
            })
        }
    }
}

fn wants_version(path: &str, headers: &HeaderMap) -> Option<Response> {
    let is_openrosa = path == "/formList" || path == "/submission" || path.ends_with("/manifest");
    let version = headers
        .get("x-openrosa-version")
        .map(|value| value.as_bytes());
    let message = match version {
        _ if !is_openrosa => return None,
        Some(b"1.0") => return None,
        Some(_) => "X-OpenRosa-Version header must be set to 1.0.",
        None => "Required X-OpenRosa-Version header missing.",
    };
    Some(answer::early(StatusCode::BAD_REQUEST, message))
}
