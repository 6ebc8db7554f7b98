//! Taking submissions, by Central's rules.

use std::sync::Arc;

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use md5::{Digest, Md5};

use super::archive::Stored;
use super::forms::{FormOffer, FormState};
use super::submission_xml::{self, Head};
use super::{City, Words, answer, lock};

/// The answer to HEAD (and GET): submissions are taken here.
pub(crate) async fn may_submit(State(city): State<Arc<City>>) -> Response {
    answer::ready(city.accept_bytes)
}

/// The answer to POST.
pub(crate) async fn submit(
    State(city): State<Arc<City>>,
    Query(query): Query<Words>,
    headers: HeaderMap,
    multipart: Result<Multipart, MultipartRejection>,
) -> Response {
    if headers.contains_key(header::CONTENT_ENCODING) {
        return answer::json(
            StatusCode::BAD_REQUEST,
            "Multipart form content failed to parse.",
        );
    }
    let Ok(multipart) = multipart else {
        return missing_part();
    };
    let Some(parts) = read(multipart).await else {
        return answer::json(
            StatusCode::BAD_REQUEST,
            "Multipart form content failed to parse.",
        );
    };
    let is_xml = |part: &&Part| part.name == "xml_submission_file" && part.file_name.is_some();
    let Some(xml) = parts.iter().find(is_xml).map(|part| part.bytes.clone()) else {
        return missing_part();
    };
    let device_id = query.get("deviceID").map(String::as_str);
    match receive(&city, &xml, &parts, device_id) {
        Ok(()) => answer::received(),
        Err(refusal) => answer::refused(refusal.0, &refusal.1),
    }
}

fn missing_part() -> Response {
    let message = "Required multipart POST field xml_submission_file missing.";
    answer::refused(StatusCode::BAD_REQUEST, message)
}

struct Part {
    name: String,
    file_name: Option<String>,
    bytes: Vec<u8>,
}

/// Reads all parts; `None` when the body ends too early or is no multipart.
async fn read(mut multipart: Multipart) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    loop {
        let field = match multipart.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => return Some(parts),
            Err(_) => return None,
        };
        let name = field.name().unwrap_or("").to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let bytes = field.bytes().await.ok()?.to_vec();
        parts.push(Part {
            name,
            file_name,
            bytes,
        });
    }
}

struct Refusal(StatusCode, String);

fn refuse<T>(status: StatusCode, message: &str) -> Result<T, Refusal> {
    Err(Refusal(status, message.to_owned()))
}

/// Keeps a submission and its files, or says why not.
fn receive(
    city: &City,
    xml: &[u8],
    parts: &[Part],
    device_id: Option<&str>,
) -> Result<(), Refusal> {
    let broken =
        |error: rusqlite::Error| Refusal(StatusCode::INTERNAL_SERVER_ERROR, error.to_string());
    let head = submission_xml::head(xml);
    let form = find_form(city, &head)?;
    let mut archive = lock(&city.archive);
    let instance_id = match &head.instance_id {
        Some(instance_id) => instance_id.clone(),
        None => made_up(xml, archive.count().map_err(broken)?),
    };
    match archive.find(&instance_id).map_err(broken)? {
        Some((known, _)) if known == xml => {}
        Some(_) => {
            let message = "A submission already exists with this ID, but with different XML. Please check for duplicates.";
            return refuse(StatusCode::CONFLICT, message);
        }
        None => {
            let replaces = head.deprecated_id.as_deref();
            match replaces
                .map(|old| archive.find(old))
                .transpose()
                .map_err(broken)?
            {
                Some(None) => {
                    return refuse(
                        StatusCode::NOT_FOUND,
                        "The submission to be edited does not exist.",
                    );
                }
                Some(Some((_, true))) => {
                    return refuse(
                        StatusCode::CONFLICT,
                        "The submission to be edited is now out of date.",
                    );
                }
                Some(Some((_, false))) | None => {}
            }
            let expected = submission_xml::expected_files(&form.xml, xml);
            let stored = Stored {
                instance_id: instance_id.clone(),
                form_id: head.form_id,
                version: head.version,
                xml: xml.to_vec(),
                attachments: expected.into_iter().map(|name| (name, None)).collect(),
            };
            archive.add(&stored, device_id, replaces).map_err(broken)?;
            if let Some(tell) = city.on_stored {
                tell(&stored);
            }
        }
    }
    for part in parts {
        if let Some(name) = &part.file_name {
            archive
                .attach(&instance_id, name, &part.bytes)
                .map_err(broken)?;
        }
    }
    Ok(())
}

fn find_form(city: &City, head: &Head) -> Result<FormOffer, Refusal> {
    let forms = lock(&city.forms);
    let of_id: Vec<&FormOffer> = forms
        .iter()
        .filter(|form| form.form_id == head.form_id)
        .collect();
    let found = of_id.iter().rev().find(|form| form.version == head.version);
    match found {
        Some(form) if form.state == FormState::Closed => refuse(
            StatusCode::CONFLICT,
            "This form is not currently accepting submissions.",
        ),
        Some(form) => Ok((*form).clone()),
        None => {
            let message = format!("The form version '{}' does not exist.", head.version);
            refuse(StatusCode::NOT_FOUND, &message)
        }
    }
}

/// Central makes up an identity for a submission without one, another each time: sent twice, it is stored twice.
fn made_up(xml: &[u8], count: u64) -> String {
    let digest = Md5::new()
        .chain_update(count.to_le_bytes())
        .chain_update(xml)
        .finalize();
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("uuid:{hex}")
}
