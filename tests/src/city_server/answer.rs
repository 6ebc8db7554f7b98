//! The bodies and headers of answers.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

const XML: HeaderValue = HeaderValue::from_static("text/xml; charset=utf-8");

const ACCEPT_BYTES: HeaderName = HeaderName::from_static("x-openrosa-accept-content-length");

/// The headers that every good OpenRosa answer carries.
const OPENROSA: [(HeaderName, HeaderValue); 3] = [
    (
        HeaderName::from_static("x-openrosa-version"),
        HeaderValue::from_static("1.0"),
    ),
    (ACCEPT_BYTES, HeaderValue::from_static("100000000")),
    (header::CONTENT_LANGUAGE, HeaderValue::from_static("en")),
];

/// A good answer with an XML body.
pub(crate) fn xml(status: StatusCode, body: String) -> Response {
    (status, OPENROSA, [(header::CONTENT_TYPE, XML)], body).into_response()
}

/// A good answer without a body.
pub(crate) fn empty(status: StatusCode) -> Response {
    (status, OPENROSA).into_response()
}

/// Submissions are taken, of so many bytes in one POST.
pub(crate) fn ready(accept_bytes: u64) -> Response {
    let mut response = empty(StatusCode::NO_CONTENT);
    let headers = response.headers_mut();
    headers.insert(ACCEPT_BYTES, HeaderValue::from(accept_bytes));
    response
}

/// The submission is stored, or was.
pub(crate) fn received() -> Response {
    xml(
        StatusCode::CREATED,
        openrosa_response("", "full submission upload was successful!"),
    )
}

/// A submission is not taken.
pub(crate) fn refused(status: StatusCode, message: &str) -> Response {
    xml(status, openrosa_response("error", message))
}

/// An answer made before the endpoint begins: none of the OpenRosa headers.
pub(crate) fn early(status: StatusCode, message: &str) -> Response {
    (
        status,
        [(header::CONTENT_TYPE, XML)],
        openrosa_response("error", message),
    )
        .into_response()
}

/// A fault outside OpenRosa's part of the server.
pub(crate) fn json(status: StatusCode, message: &str) -> Response {
    let body = serde_json::json!({ "message": message, "code": f64::from(status.as_u16()) + 0.1 });
    (
        status,
        [(header::CONTENT_TYPE, "application/json")],
        body.to_string(),
    )
        .into_response()
}

/// Begins with a line feed and has no XML declaration, as Central's does.
fn openrosa_response(nature: &str, message: &str) -> String {
    format!(
        "\n<OpenRosaResponse xmlns=\"http://openrosa.org/http/response\" items=\"0\">\n    \
         <message nature=\"{nature}\">{}</message>\n</OpenRosaResponse>",
        escaped(message)
    )
}

/// Writes text so that it can stand in XML.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
