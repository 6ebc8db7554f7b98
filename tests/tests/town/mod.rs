//! A household with its outbox, a network, and a city.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(dead_code, unused_imports, reason = "not every test file uses all")]

use std::io::Read as _;
use std::sync::Once;
use std::time::Duration;

use maru_store::{DraftWrite, RecordId, RecordState, Store};
use maru_sync::{
    Account, Attachment, Auth, Client, Content, Failure, Method, Request, Response, Submission,
    SyncEvent,
};
use maru_tests::city_server::{Access, CityServer, Fault, FormOffer, On, Options};
use tempfile::TempDir;

pub const FORM: &str = r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>
<h:title>Bus card</h:title><model><instance><data id="bus" version="1"><photo/><meta><instanceID/></meta></data></instance>
<bind nodeset="/data/photo" type="binary"/></model></h:head><h:body/></h:html>"#;
pub const NOW: &str = "2026-11-23T09:00:00Z";

/// Performs requests over real HTTP, with short patience.
pub struct Network(reqwest::blocking::Client);

impl Network {
    pub fn new() -> Network {
        static PROVIDER: Once = Once::new();
        PROVIDER.call_once(|| {
            let _ = rustls::crypto::ring::default_provider().install_default();
        });
        let client = reqwest::blocking::Client::builder()
            .timeout(Duration::from_millis(700))
            .redirect(reqwest::redirect::Policy::none())
            .build();
        Network(client.unwrap())
    }

    pub fn perform(&self, request: &Request) -> Result<Response, Failure> {
        // A test does not wait as long as a person can.
        std::thread::sleep(request.pause.min(Duration::from_millis(50)));
        let builder = match request.method {
            Method::Get => self.0.get(&request.url),
            Method::Head => self.0.head(&request.url),
            Method::Post => self
                .0
                .post(&request.url)
                .body(request.body.as_bytes().to_vec()),
        };
        let add = |builder: reqwest::blocking::RequestBuilder, (name, value): &(String, String)| {
            builder.header(name, value)
        };
        let sent = request.headers.iter().fold(builder, add).send();
        let mut answer = sent.map_err(|error| {
            if error.is_timeout() {
                Failure::TimedOut
            } else {
                Failure::NoAnswer
            }
        })?;
        let header =
            |(name, value): (&reqwest::header::HeaderName, &reqwest::header::HeaderValue)| {
                (
                    name.to_string(),
                    String::from_utf8_lossy(value.as_bytes()).into_owned(),
                )
            };
        let headers = answer.headers().iter().map(header).collect();
        let (status, final_url) = (answer.status().as_u16(), answer.url().to_string());
        let mut body = Vec::new();
        answer
            .by_ref()
            .take(request.max_body as u64 + 1)
            .read_to_end(&mut body)
            .map_err(|_| Failure::CutShort)?;
        Ok(Response {
            status,
            headers,
            body,
            final_url,
        })
    }

    pub fn run(&self, client: &mut Client) -> Vec<SyncEvent> {
        let mut events = Vec::new();
        while let Some(request) = client.next_request() {
            let answer = self.perform(&request);
            client.answer(request.id, answer);
            events.extend(std::iter::from_fn(|| client.poll_event()));
        }
        events
    }
}

pub struct Town {
    _folder: TempDir,
    pub server: CityServer,
    pub store: Store,
    pub client: Client,
    pub network: Network,
}

impl Town {
    pub fn new() -> Town {
        let folder = TempDir::new().unwrap();
        let mut options = Options::new(folder.path().join("city"));
        options.access = Access::AppUser {
            token: "tok!en$1".to_owned(),
        };
        let media = vec![("a.png".to_owned(), b"picture".to_vec())];
        options.forms = vec![FormOffer::from_xml(FORM).unwrap().with_media(media)];
        let server = CityServer::start(options).unwrap();
        let (store, _) = Store::open(&folder.path().join("home"), NOW).unwrap();
        let client = Client::new(Account {
            base_url: server.base_url().into(),
            auth: Auth::None,
        })
        .unwrap();
        Town {
            _folder: folder,
            server,
            store,
            client,
            network: Network::new(),
        }
    }

    pub fn finalise(&mut self, instance_id: &str) -> RecordId {
        let xml = format!(
            "<data id=\"bus\" version=\"1\"><photo/><meta><instanceID>{instance_id}</instanceID></meta></data>"
        );
        let draft = DraftWrite {
            instance_id: instance_id.to_owned(),
            form_hash: "md5:0".to_owned(),
            form_id: "bus".to_owned(),
            version: "1".to_owned(),
            title: "Bus card".to_owned(),
            xml: Content::from(xml.as_bytes()),
            at_question: None,
            pending: None,
            at: NOW.to_owned(),
        };
        let id = self.store.save_draft(&draft).unwrap();
        self.store.finalise(id, xml.as_bytes(), NOW).unwrap();
        id
    }

    /// One round of the outbox: all that waits, once.
    pub fn send_all(&mut self) {
        for id in self.store.ready_to_send().unwrap() {
            let outgoing = self.store.outgoing(id).unwrap();
            self.store.mark_sending(id, NOW).unwrap();
            self.client.send(outgoing.submission).unwrap();
        }
        for event in self.network.run(&mut self.client) {
            self.store.apply(&event, NOW).unwrap();
        }
    }

    pub fn state(&self, id: RecordId) -> (RecordState, Option<String>) {
        let summary = self.store.record(id).unwrap().unwrap().summary;
        (summary.state, summary.last_error)
    }
}
