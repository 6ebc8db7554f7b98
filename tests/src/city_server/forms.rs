//! The forms on offer: list, form, manifest, media.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use md5::{Digest, Md5};

use super::answer::{self, escaped};
use super::entities;
use super::submission_xml;
use super::{City, Words, lock};

/// One version of a form.
#[derive(Debug, Clone)]
pub struct FormOffer {
    /// The form's identifier.
    pub form_id: String,
    /// The version; may be empty.
    pub version: String,
    /// The name in the list.
    pub name: String,
    /// The form itself.
    pub xml: Vec<u8>,
    /// File names and bytes.
    pub media: Vec<(String, Vec<u8>)>,
    /// File names, and the entity list that each of them is.
    pub lists: Vec<(String, String)>,
    /// Whether it takes submissions.
    pub state: FormState,
}

/// Whether a form is offered and takes submissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormState {
    /// Offered, and taken.
    Open,
    /// Not in the list any more, and still taken.
    Closing,
    /// Neither.
    Closed,
}

impl FormOffer {
    /// Offers a form under the identifier, version and title that stand in its XML; `None` when they do not.
    pub fn from_xml(xml: impl Into<Vec<u8>>) -> Option<FormOffer> {
        let xml = xml.into();
        let (form_id, version, title) = submission_xml::form_identity(&xml)?;
        let name = title.unwrap_or_else(|| form_id.clone());
        Some(FormOffer {
            form_id,
            version,
            name,
            xml,
            media: vec![],
            lists: vec![],
            state: FormState::Open,
        })
    }

    /// The same with an entity list as a file.
    pub fn with_list(mut self, file: &str, list: &str) -> FormOffer {
        self.lists.push((file.to_owned(), list.to_owned()));
        self
    }

    /// The same with media files.
    pub fn with_media(mut self, media: Vec<(String, Vec<u8>)>) -> FormOffer {
        self.media = media;
        self
    }
}

/// The newest version of each form.
fn newest(city: &City) -> Vec<FormOffer> {
    let forms = lock(&city.forms);
    let is_newest = |index: usize, form: &FormOffer| {
        !forms
            .iter()
            .skip(index + 1)
            .any(|later| later.form_id == form.form_id)
    };
    let newest = forms
        .iter()
        .enumerate()
        .filter(|(index, form)| is_newest(*index, form));
    newest.map(|(_, form)| form.clone()).collect()
}

fn find(city: &City, form_id: &str) -> Option<FormOffer> {
    newest(city)
        .into_iter()
        .find(|form| form.form_id == form_id)
}

fn md5(bytes: &[u8]) -> String {
    Md5::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn is_unchanged(headers: &HeaderMap, tag: &str) -> bool {
    headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|given| given.as_bytes() == tag.as_bytes())
}

pub(crate) async fn form_list(
    State(city): State<Arc<City>>,
    Query(query): Query<Words>,
    headers: HeaderMap,
) -> Response {
    let wanted = query.get("formID").cloned();
    let mut body = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n  <xforms xmlns=\"http://openrosa.org/xforms/xformsList\">\n",
    );
    let offered = newest(&city)
        .into_iter()
        .filter(|form| form.state == FormState::Open);
    for form in offered.filter(|form| wanted.as_ref().is_none_or(|id| *id == form.form_id)) {
        body.push_str(&entry(&city.base_url, &form));
    }
    body.push_str("  </xforms>");
    let tag = format!("W/\"{}\"", md5(body.as_bytes()));
    let mut response = if is_unchanged(&headers, &tag) {
        answer::empty(StatusCode::NOT_MODIFIED)
    } else {
        answer::xml(StatusCode::OK, body)
    };
    if let Ok(tag) = tag.parse() {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

fn entry(base_url: &str, form: &FormOffer) -> String {
    let id = escaped(&form.form_id);
    let mut entry = format!(
        "    <xform>\n      <formID>{id}</formID>\n      <name>{}</name>\n      <version>{}</version>\n      \
         <hash>md5:{}</hash>\n      <downloadUrl>{base_url}/forms/{id}.xml</downloadUrl>\n",
        escaped(&form.name),
        escaped(&form.version),
        md5(&form.xml),
    );
    if !form.media.is_empty() || !form.lists.is_empty() {
        entry.push_str(&format!(
            "      <manifestUrl>{base_url}/forms/{id}/manifest</manifestUrl>\n"
        ));
    }
    entry.push_str("    </xform>\n");
    entry
}

pub(crate) async fn form(State(city): State<Arc<City>>, Path(rest): Path<Words>) -> Response {
    let file = rest.get("file").map_or("", String::as_str);
    let found = file
        .strip_suffix(".xml")
        .and_then(|form_id| find(&city, form_id));
    match found {
        Some(form) if form.state == FormState::Closed => {
            answer::json(StatusCode::FORBIDDEN, "The form is closed.")
        }
        Some(form) => ([(header::CONTENT_TYPE, "application/xml")], form.xml).into_response(),
        None => not_found(),
    }
}

pub(crate) async fn manifest(State(city): State<Arc<City>>, Path(rest): Path<Words>) -> Response {
    let form_id = rest.get("form_id").map_or("", String::as_str);
    let Some(form) = find(&city, form_id) else {
        return not_found();
    };
    let mut body = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n  <manifest xmlns=\"http://openrosa.org/xforms/xformsManifest\">\n",
    );
    for (name, bytes) in &form.media {
        body.push_str(&format!(
            "    <mediaFile>\n      <filename>{name}</filename>\n      <hash>md5:{}</hash>\n      \
             <downloadUrl>{}/forms/{}/attachments/{name}</downloadUrl>\n    </mediaFile>\n",
            md5(bytes),
            city.base_url,
            escaped(form_id),
            name = escaped(name),
        ));
    }
    let lists = lock(&city.entities);
    for (name, list) in &form.lists {
        // A list that nobody has written to yet is not there, as a file that nobody uploaded.
        let Some(csv) = lists.get(list).map(entities::EntityList::csv) else {
            continue;
        };
        body.push_str(&format!(
            "    <mediaFile type=\"entityList\">\n      <filename>{name}</filename>\n      <hash>md5:{}</hash>\n      \
             <downloadUrl>{base}/forms/{}/attachments/{name}</downloadUrl>\n      \
             <integrityUrl>{base}/datasets/{}/integrity</integrityUrl>\n    </mediaFile>\n",
            md5(&csv),
            escaped(form_id),
            escaped(list),
            name = escaped(name),
            base = city.base_url,
        ));
    }
    body.push_str("  </manifest>");
    answer::xml(StatusCode::OK, body)
}

pub(crate) async fn media(
    State(city): State<Arc<City>>,
    Path(rest): Path<Words>,
    headers: HeaderMap,
) -> Response {
    let text = |key| rest.get(key).map_or("", String::as_str);
    let Some(form) = find(&city, text("form_id")) else {
        return not_found();
    };
    let list = form.lists.iter().find(|(name, _)| name == text("name"));
    let csv = list.and_then(|(_, list)| Some(lock(&city.entities).get(list)?.csv()));
    let file = form
        .media
        .into_iter()
        .find(|(name, _)| name == text("name"));
    let Some(bytes) = csv.or(file.map(|(_, bytes)| bytes)) else {
        return not_found();
    };
    let tag = format!("\"{}\"", md5(&bytes));
    if is_unchanged(&headers, &tag) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response();
    }
    let disposition = (header::CONTENT_DISPOSITION, "attachment".to_owned());
    ([disposition, (header::ETAG, tag)], bytes).into_response()
}

fn not_found() -> Response {
    answer::json(
        StatusCode::NOT_FOUND,
        "Could not find the resource you were looking for.",
    )
}
