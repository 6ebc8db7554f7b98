//! A model of the city's server, by Central's rules, without a network: it is asked and answers.

use maru_store::AttachmentFiles;
use maru_sync::{Failure, Method, Piece, Request, Response, md5_name};
use std::{collections::BTreeMap, io::Read};

pub const BASE: &str = "http://city.test/v1/projects/1";
const FORM_XML: &str = "<form/>";

/// What goes wrong with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    None,
    /// Nobody is reached.
    Lost,
    /// It is carried out, and the answer never arrives.
    AnswerLost,
    /// It is carried out, and the answer ends in its middle.
    CutShort,
    Tls,
    Portal,
    Status(u16),
    /// Seen of Central when posts race.
    SpuriousConflict,
    /// Another host.
    Elsewhere,
}

pub const FAULTS: [Fault; 12] = [
    Fault::Lost,
    Fault::AnswerLost,
    Fault::AnswerLost,
    Fault::CutShort,
    Fault::Tls,
    Fault::Portal,
    Fault::Status(503),
    Fault::Status(429),
    Fault::Status(401),
    Fault::SpuriousConflict,
    Fault::Elsewhere,
    Fault::Status(413),
];

/// A submission as the server has it.
#[derive(Debug)]
pub struct Stored {
    pub xml: Vec<u8>,
    pub files: BTreeMap<String, Option<Vec<u8>>>,
    pub replaced: bool,
    pub number: usize,
}

#[derive(Default)]
pub struct Server {
    pub stored: BTreeMap<String, Stored>,
    pub is_closed: bool,
    /// What the city says of records.
    pub cases: BTreeMap<String, (String, String)>,
    pub posts: usize,
}

impl Server {
    /// Carries out a request, with what goes wrong on the way.
    pub fn ask(
        &mut self,
        request: &Request,
        files: &AttachmentFiles,
        fault: Fault,
    ) -> Result<Response, Failure> {
        let is_post = request.method == Method::Post;
        match fault {
            Fault::Lost => return Err(Failure::NoAnswer),
            Fault::Tls => return Err(Failure::Tls),
            Fault::Portal => return Ok(answer(request, 200, "<html>log in</html>")),
            Fault::Status(413) if !is_post => {}
            Fault::Status(status) => return Ok(answer(request, status, "<html>proxy</html>")),
            Fault::SpuriousConflict if is_post => return Ok(said(request, 409, "deleted")),
            Fault::Elsewhere => {
                let mut moved = answer(request, 302, "");
                let to = ("Location".to_owned(), "http://elsewhere.test/".to_owned());
                moved.headers.push(to);
                return Ok(moved);
            }
            Fault::SpuriousConflict | Fault::None | Fault::AnswerLost | Fault::CutShort => {}
        }
        let response = self.carry_out(request, files);
        match fault {
            Fault::AnswerLost => Err(Failure::TimedOut),
            Fault::CutShort => Err(Failure::CutShort),
            _ => Ok(response),
        }
    }

    fn carry_out(&mut self, request: &Request, files: &AttachmentFiles) -> Response {
        let path = request.url.strip_prefix(BASE).unwrap_or_default();
        match (request.method, path) {
            (Method::Head, "/submission") => {
                let mut ready = answer(request, 204, "");
                // So little that files are split.
                let most = "1500".to_owned();
                ready
                    .headers
                    .push(("X-OpenRosa-Accept-Content-Length".to_owned(), most));
                ready
            }
            (Method::Post, "/submission") => self.take(request, files),
            (Method::Get, "/formList") => answer(request, 200, &list()),
            (Method::Get, "/form.xml") => answer(request, 200, FORM_XML),
            (Method::Get, "/manifest") => answer(request, 200, &self.manifest()),
            (Method::Get, "/cases.csv") => answer(request, 200, &self.csv()),
            _ => answer(request, 404, "{}"),
        }
    }

    fn take(&mut self, request: &Request, folder: &AttachmentFiles) -> Response {
        self.posts += 1;
        let (xml, sent) = parts(request, folder);
        let text = String::from_utf8(xml.clone()).expect("a submission is text");
        let id = between(&text, "<instanceID>", "</instanceID>").expect("an identity");
        if self.is_closed {
            return said(request, 409, "not currently accepting submissions");
        }
        if let Some(known) = self.stored.get(id) {
            if known.xml != xml {
                return said(request, 409, "different XML");
            }
        } else {
            if let Some(old) = between(&text, "<deprecatedID>", "</deprecatedID>") {
                match self.stored.get_mut(old) {
                    None => return said(request, 404, "does not exist"),
                    Some(old) if old.replaced => return said(request, 409, "out of date"),
                    Some(old) => old.replaced = true,
                }
            }
            let named = text.split("<file>").skip(1);
            let named = named.filter_map(|rest| rest.split('<').next());
            let stored = Stored {
                xml,
                files: named.map(|name| (name.to_owned(), None)).collect(),
                replaced: false,
                number: self.stored.len(),
            };
            self.stored.insert(id.to_owned(), stored);
        }
        let stored = self.stored.get_mut(id).expect("it is there now");
        for (name, bytes) in sent {
            if let Some(place) = stored.files.get_mut(&name) {
                *place = Some(bytes);
            }
        }
        said(request, 201, "full submission upload was successful!")
    }

    fn csv(&self) -> String {
        let rows = self.cases.iter().map(|(id, (state, answer))| {
            let id = id.trim_start_matches("uuid:");
            format!("{id},A case,1,{state},{answer}\n")
        });
        "name,label,__version,state,answer\n".to_owned() + &rows.collect::<String>()
    }

    fn manifest(&self) -> String {
        let hash = md5_name(self.csv().as_bytes());
        format!(
            "<manifest xmlns=\"http://openrosa.org/xforms/xformsManifest\"><mediaFile type=\"entityList\">\
             <filename>cases.csv</filename><hash>{hash}</hash><downloadUrl>{BASE}/cases.csv</downloadUrl></mediaFile></manifest>"
        )
    }
}

fn list() -> String {
    let hash = md5_name(FORM_XML.as_bytes());
    format!(
        "<xforms xmlns=\"http://openrosa.org/xforms/xformsList\"><xform><formID>f</formID><name>F</name><version>1</version>\
         <hash>{hash}</hash><downloadUrl>{BASE}/form.xml</downloadUrl><manifestUrl>{BASE}/manifest</manifestUrl></xform></xforms>"
    )
}

/// The XML of a POST, and its files by name.
fn parts(request: &Request, folder: &AttachmentFiles) -> (Vec<u8>, Vec<(String, Vec<u8>)>) {
    let (mut xml, mut files, mut head) = (Vec::new(), Vec::new(), String::new());
    for (at, piece) in request.body.pieces().iter().enumerate() {
        match piece {
            Piece::Bytes(bytes) if at == 1 => xml = bytes.as_bytes().to_vec(),
            Piece::Bytes(bytes) => head = String::from_utf8_lossy(bytes.as_bytes()).into_owned(),
            Piece::File(file) => {
                let name = head
                    .rsplit("filename=\"")
                    .next()
                    .and_then(|rest| rest.split('"').next());
                let mut bytes = Vec::new();
                let mut opened = folder.open(file).expect("a frozen file is there");
                opened.read_to_end(&mut bytes).expect("and can be read");
                files.push((name.expect("a name").to_owned(), bytes));
            }
        }
    }
    (xml, files)
}

pub fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<&'a str> {
    text.split_once(open)?
        .1
        .split_once(close)
        .map(|found| found.0)
}

fn said(request: &Request, status: u16, words: &str) -> Response {
    let body = format!(
        "<OpenRosaResponse xmlns=\"http://openrosa.org/http/response\"><message>{words}</message></OpenRosaResponse>"
    );
    answer(request, status, &body)
}

fn answer(request: &Request, status: u16, body: &str) -> Response {
    Response {
        status,
        headers: vec![("X-OpenRosa-Version".to_owned(), "1.0".to_owned())],
        body: body.as_bytes().to_vec(),
        final_url: request.url.clone(),
    }
}
