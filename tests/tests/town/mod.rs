//! A household with its outbox, a network, and a city.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(dead_code, unused_imports, reason = "not every test file uses all")]

use std::path::PathBuf;
use std::time::Duration;

use maru::http::Http;
use maru_store::{AttachmentFiles, DraftWrite, RecordId, RecordState, Store, StoreError};
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
pub struct Network {
    http: Http,
    files: AttachmentFiles,
}

impl Network {
    pub fn new(files: AttachmentFiles) -> Network {
        let http = Http::with_patience(Duration::from_millis(700)).unwrap();
        Network { http, files }
    }

    pub fn perform(&self, request: &Request) -> Result<Response, Failure> {
        let mut request = request.clone();
        // A test does not wait as long as a person can.
        request.pause = request.pause.min(Duration::from_millis(50));
        self.http.perform(&request, &self.files)
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
    folder: TempDir,
    pub server: CityServer,
    pub store: Store,
    pub client: Client,
    pub network: Network,
}

impl Town {
    pub fn new() -> Town {
        Town::taking(100_000_000)
    }

    /// A city that says that it takes so many bytes in one POST.
    pub fn taking(accept_bytes: u64) -> Town {
        let folder = TempDir::new().unwrap();
        let mut options = Options::new(folder.path().join("city"));
        options.access = Access::AppUser {
            token: "tok!en$1".to_owned(),
        };
        options.accept_bytes = accept_bytes;
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
            network: Network::new(store.attachment_files()),
            folder,
            server,
            store,
            client,
        }
    }

    /// The folder of the household's data.
    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// Begins a draft.
    pub fn begin(&self, instance_id: &str) -> RecordId {
        self.save(instance_id, "<data/>")
    }

    fn save(&self, instance_id: &str, xml: &str) -> RecordId {
        self.try_save(instance_id, xml).unwrap()
    }

    /// Saves a draft under an identity, if the store lets it.
    pub fn try_save(&self, instance_id: &str, xml: &str) -> Result<RecordId, StoreError> {
        let draft = DraftWrite {
            instance_id: instance_id.to_owned(),
            form_hash: "md5:0".to_owned(),
            form_id: "bus".to_owned(),
            version: "1".to_owned(),
            title: "Bus card".to_owned(),
            xml: Content::from(xml.as_bytes()),
            at_question: None,
            pending: None,
            replaces: None,
            at: NOW.to_owned(),
        };
        self.store.save_draft(&draft)
    }

    pub fn finalise(&mut self, instance_id: &str) -> RecordId {
        self.finalise_with(instance_id, &[])
    }

    /// Finalises a record with these files: names and bytes.
    pub fn finalise_with(&mut self, instance_id: &str, files: &[(String, Vec<u8>)]) -> RecordId {
        let photos = files
            .iter()
            .map(|(name, _)| format!("<photo>{name}</photo>"));
        let photos = match files {
            [] => "<photo/>".to_owned(),
            _ => photos.collect(),
        };
        let xml = format!(
            "<data id=\"bus\" version=\"1\">{photos}<meta><instanceID>{instance_id}</instanceID></meta></data>"
        );
        let id = self.save(instance_id, &xml);
        for (name, bytes) in files {
            let mut bytes = bytes.as_slice();
            self.store
                .attach(id, name, "image/png", &mut bytes)
                .unwrap();
        }
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
