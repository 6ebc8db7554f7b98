//! What a network, a proxy or a tired server does to requests.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::answer;
use super::listener::Cutter;
use super::{City, lock};

/// Something that goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// The connection ends before the request is looked at.
    DropBefore,
    /// The request is carried out, and the connection ends before the answer.
    DropAfter,
    /// The answer takes so long.
    Delay(Duration),
    /// A proxy answers with this status.
    Status(u16),
    /// The server asks to be left alone for so many seconds.
    RetryAfter(u32),
    /// The server itself refuses, in OpenRosa's words: "no" and a reason.
    Refuses(u16),
    /// The server refuses in JSON, as ODK Central does outside OpenRosa.
    RefusesInJson(u16),
    /// Another host is named as the place to go.
    SendsElsewhere,
    /// A receipt comes with status 200: the spec does not take that for one.
    ReceiptWith200,
    /// The log-in page of a public network answers, with status 200.
    Portal,
    /// The answer ends in the middle of its body.
    CutBody,
    /// A submission is not stored, and called deleted (seen of Central when posts race).
    SpuriousConflict,
}

/// The requests that a fault meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// All.
    Every,
    /// Submissions only.
    Posts,
}

/// A fault, how many requests pass before it, and how often it still happens.
#[derive(Debug)]
pub(crate) struct FaultPlan {
    spared: u32,
    fault: Fault,
    on: On,
    times: Option<u32>,
}

impl Default for FaultPlan {
    fn default() -> FaultPlan {
        FaultPlan::always(Fault::None)
    }
}

impl FaultPlan {
    pub(crate) fn always(fault: Fault) -> FaultPlan {
        FaultPlan {
            spared: 0,
            fault,
            on: On::Every,
            times: None,
        }
    }

    pub(crate) fn times(spared: u32, fault: Fault, on: On, times: u32) -> FaultPlan {
        FaultPlan {
            spared,
            fault,
            on,
            times: Some(times),
        }
    }

    fn take(&mut self, method: &Method) -> Fault {
        if self.on == On::Posts && method != Method::POST {
            return Fault::None;
        }
        if self.spared > 0 {
            self.spared -= 1;
            return Fault::None;
        }
        match &mut self.times {
            None => self.fault,
            Some(0) => Fault::None,
            Some(left) => {
                *left -= 1;
                self.fault
            }
        }
    }
}

/// Lets a request through, or does to it what is planned.
pub(crate) async fn meddle(
    State(city): State<Arc<City>>,
    ConnectInfo(cutter): ConnectInfo<Cutter>,
    request: Request,
    next: Next,
) -> Response {
    let fault = lock(&city.fault).take(request.method());
    let is_post = request.method() == Method::POST;
    match fault {
        Fault::None => next.run(request).await,
        Fault::Delay(delay) => {
            tokio::time::sleep(delay).await;
            next.run(request).await
        }
        Fault::DropBefore => {
            cutter.cut();
            StatusCode::BAD_GATEWAY.into_response()
        }
        Fault::DropAfter => {
            let response = next.run(request).await;
            cutter.cut();
            response
        }
        Fault::CutBody => {
            let response = next.run(request).await;
            cutter.cut_in_body();
            response
        }
        Fault::Status(status) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (
                status,
                [(header::CONTENT_TYPE, "text/html")],
                "<html><body>proxy</body></html>",
            )
                .into_response()
        }
        Fault::RetryAfter(seconds) => (
            StatusCode::SERVICE_UNAVAILABLE,
            [(header::RETRY_AFTER, seconds.to_string())],
        )
            .into_response(),
        Fault::Refuses(status) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
            answer::refused(status, "The city says no.")
        }
        Fault::RefusesInJson(status) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
            answer::json(status, "The city says no.")
        }
        Fault::SendsElsewhere => (
            StatusCode::TEMPORARY_REDIRECT,
            [(header::LOCATION, "http://elsewhere.example/submission")],
        )
            .into_response(),
        Fault::ReceiptWith200 if is_post => {
            let mut response = answer::received();
            *response.status_mut() = StatusCode::OK;
            response
        }
        Fault::ReceiptWith200 => next.run(request).await,
        Fault::Portal => {
            let page = "<html><body><form>Please log in to the network</form></body></html>";
            (StatusCode::OK, [(header::CONTENT_TYPE, "text/html")], page).into_response()
        }
        Fault::SpuriousConflict if is_post => answer::refused(
            StatusCode::CONFLICT,
            "This submission has been deleted. You may not resubmit it.",
        ),
        Fault::SpuriousConflict => next.run(request).await,
    }
}
