//! Who may come in, and the log of who came.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest as _, Md5};

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
    /// A web user by session token.
    Bearer {
        /// The token.
        token: String,
    },
    /// A user by Digest, as KoboToolbox and Ona let one in; a nonce is good for five requests, each counted.
    Digest {
        /// The name.
        user: String,
        /// The password.
        password: String,
    },
}

impl Access {
    pub(crate) fn base_path(&self) -> String {
        match self {
            Access::AppUser { token } => format!("/v1/key/{token}/projects/1"),
            Access::Everybody
            | Access::WebUser { .. }
            | Access::Bearer { .. }
            | Access::Digest { .. } => "/v1/projects/1".to_owned(),
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
    let refusal = refusal(&city, &request).or_else(|| wants_version(&path, request.headers()));
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

fn refusal(city: &City, request: &Request) -> Option<Response> {
    let (path, headers) = (request.uri().path(), request.headers());
    match &city.access {
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
        Access::Bearer { token } => {
            let given = headers.get("authorization").map(|value| value.as_bytes());
            let is_known = given == Some(format!("Bearer {token}").as_bytes());
            (!is_known).then(not_known)
        }
        Access::Digest { user, password } => {
            let given = headers.get("authorization").map(|value| value.as_bytes());
            let given = given.map(|value| String::from_utf8_lossy(value).into_owned());
            let uri = request.uri().to_string();
            let mut nonces = lock(&city.nonces);
            nonces.judge(
                user,
                password,
                request.method().as_str(),
                &uri,
                given.as_deref(),
            )
        }
        Access::WebUser {
            user,
            password,
            is_behind_tls,
        } => {
            let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
            let is_tls = *is_behind_tls || text("x-forwarded-proto") == Some("https");
            let wanted = format!("Basic {}", STANDARD.encode(format!("{user}:{password}")));
            let is_known = is_tls && text("authorization") == Some(wanted.as_str());
            (!is_known).then(not_known)
        }
    }
}

/// Without a WWW-Authenticate header, as Central does it.
fn not_known() -> Response {
    answer::early(
        StatusCode::UNAUTHORIZED,
        "Could not authenticate with the provided credentials.",
    )
}

/// The nonces that were given out, and the highest count that came with each.
#[derive(Debug, Default)]
pub(crate) struct Nonces {
    given: Vec<u32>,
    /// How often somebody was not let in for another reason than a nonce that had grown old.
    wrong: u32,
}

/// For how many requests a nonce is good.
const NONCE_USES: u32 = 5;
const REALM: &str = "city \"hall\", odk";

impl Nonces {
    /// Refuses a request, or lets it through.
    fn judge(
        &mut self,
        user: &str,
        password: &str,
        method: &str,
        uri: &str,
        header: Option<&str>,
    ) -> Option<Response> {
        let value = |name: &str| {
            let rest = header?.split_once(&format!(" {name}="))?.1;
            let end = rest.find(',').unwrap_or(rest.len());
            Some(rest.get(..end)?.trim_matches('"').to_owned())
        };
        let nonce = value("nonce").and_then(|nonce| nonce.strip_prefix('n')?.parse::<usize>().ok());
        let count = value("nc").and_then(|count| u32::from_str_radix(&count, 16).ok());
        let known = nonce.and_then(|nonce| self.given.get_mut(nonce));
        let (Some(known), Some(count)) = (known, count) else {
            self.wrong += u32::from(header.is_some());
            return Some(self.challenge(false));
        };
        if count <= *known || count > NONCE_USES {
            return Some(self.challenge(true));
        }
        *known = count;
        let who = md5(&format!("{user}:{REALM}:{password}"));
        let what = md5(&format!("{method}:{uri}"));
        let named = |name| value(name).unwrap_or_default();
        let expected = md5(&format!(
            "{who}:{}:{}:{}:auth:{what}",
            named("nonce"),
            named("nc"),
            named("cnonce")
        ));
        let is_right = named("response") == expected
            && named("uri") == uri
            && named("opaque") == "seal"
            && named("username") == user;
        if is_right {
            return None;
        }
        self.wrong += 1;
        Some(self.challenge(false))
    }

    fn challenge(&mut self, is_stale: bool) -> Response {
        let nonce = format!("n{}", self.given.len());
        self.given.push(0);
        let realm = REALM.replace('"', "\\\"");
        let header = format!(
            "Digest realm=\"{realm}\", qop=\"auth\", nonce=\"{nonce}\", opaque=\"seal\", stale={is_stale}"
        );
        let mut response = not_known();
        let headers = response.headers_mut();
        // Kobo offers both, in two headers.
        headers.append(
            header::WWW_AUTHENTICATE,
            header::HeaderValue::from_static("Basic realm=\"city\""),
        );
        if let Ok(value) = header.parse() {
            headers.append(header::WWW_AUTHENTICATE, value);
        }
        response
    }
}

fn md5(text: &str) -> String {
    let digest = Md5::digest(text.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
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
