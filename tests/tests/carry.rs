//! From the outbox on the disk, through a bad network, to the city: exactly once.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

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

const FORM: &str = r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>
<h:title>Bus card</h:title><model><instance><data id="bus" version="1"><photo/><meta><instanceID/></meta></data></instance>
<bind nodeset="/data/photo" type="binary"/></model></h:head><h:body/></h:html>"#;
const NOW: &str = "2026-11-23T09:00:00Z";

/// Performs requests over real HTTP, with short patience.
struct Network(reqwest::blocking::Client);

impl Network {
    fn new() -> Network {
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

    fn perform(&self, request: &Request) -> Result<Response, Failure> {
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

    fn run(&self, client: &mut Client) -> Vec<SyncEvent> {
        let mut events = Vec::new();
        while let Some(request) = client.next_request() {
            let answer = self.perform(&request);
            client.answer(request.id, answer);
            events.extend(std::iter::from_fn(|| client.poll_event()));
        }
        events
    }
}

struct Town {
    _folder: TempDir,
    server: CityServer,
    store: Store,
    client: Client,
    network: Network,
}

impl Town {
    fn new() -> Town {
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

    fn finalise(&mut self, instance_id: &str) -> RecordId {
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
    fn send_all(&mut self) {
        for id in self.store.ready_to_send().unwrap() {
            let outgoing = self.store.outgoing(id).unwrap();
            self.store.mark_sending(id, NOW).unwrap();
            self.client.send(outgoing.submission).unwrap();
        }
        for event in self.network.run(&mut self.client) {
            self.store.apply(&event, NOW).unwrap();
        }
    }

    fn state(&self, id: RecordId) -> (RecordState, Option<String>) {
        let summary = self.store.record(id).unwrap().unwrap().summary;
        (summary.state, summary.last_error)
    }
}

/// Sends through a fault that ends after a few requests; the record waits, then arrives once.
fn check(fault: Fault, on: On, code: &str) {
    let mut town = Town::new();
    let id = town.finalise("uuid:1");
    town.server.plan_fault(fault, on, 3);
    town.send_all();
    assert_eq!(
        town.state(id),
        (RecordState::Ready, Some(code.to_owned())),
        "{fault:?}"
    );
    for _ in 0..6 {
        town.send_all();
    }
    assert_eq!(town.state(id), (RecordState::Sent, None), "{fault:?}");
    let stored = town.server.submissions();
    assert_eq!(stored.len(), 1, "{fault:?}");
    assert_eq!(stored[0].xml, town.store.export(id).unwrap().into_vec());
}

#[test]
fn arrives_once_though_the_connection_drops_before_the_city_looks() {
    check(Fault::DropBefore, On::Posts, "no-answer");
    check(Fault::DropBefore, On::Every, "no-answer");
}

#[test]
fn arrives_once_though_the_receipt_is_lost_again_and_again() {
    check(Fault::DropAfter, On::Posts, "no-answer");
}

#[test]
fn arrives_once_though_the_receipt_is_cut() {
    check(Fault::CutBody, On::Posts, "cut-short");
}

#[test]
fn arrives_once_though_the_city_is_slow() {
    check(
        Fault::Delay(Duration::from_millis(1500)),
        On::Posts,
        "timed-out",
    );
}

#[test]
fn arrives_once_though_the_city_is_busy() {
    check(Fault::Status(503), On::Posts, "busy");
    check(Fault::Status(502), On::Every, "busy");
}

#[test]
fn arrives_once_though_a_portal_says_yes_to_everything() {
    check(Fault::Portal, On::Every, "portal");
    check(Fault::Portal, On::Posts, "portal");
}

#[test]
fn a_spurious_conflict_is_overcome_alone_and_a_true_one_is_shown() {
    let mut town = Town::new();
    let id = town.finalise("uuid:1");
    town.server
        .plan_fault(Fault::SpuriousConflict, On::Posts, 1);
    town.send_all();
    assert_eq!(town.state(id), (RecordState::Sent, None));

    let other = town.finalise("uuid:2");
    town.server
        .plan_fault(Fault::SpuriousConflict, On::Posts, 2);
    town.send_all();
    assert_eq!(
        town.state(other),
        (RecordState::Refused, Some("refused-409".to_owned()))
    );
    let message = town
        .store
        .record(other)
        .unwrap()
        .unwrap()
        .summary
        .server_message
        .unwrap();
    assert!(
        message
            .as_str()
            .starts_with("This submission has been deleted")
    );
}

#[test]
fn a_program_that_ended_while_sending_sends_again_and_it_is_there_once() {
    let mut town = Town::new();
    let id = town.finalise("uuid:1");
    let outgoing = town.store.outgoing(id).unwrap();
    town.store.mark_sending(id, NOW).unwrap();
    town.client.send(outgoing.submission).unwrap();
    // The answer comes, and the power fails before it is written down.
    town.network.run(&mut town.client);
    assert_eq!(town.server.submissions().len(), 1);
    assert_eq!(town.store.recover().unwrap(), 1);
    town.send_all();
    assert_eq!(town.state(id), (RecordState::Sent, None));
    assert_eq!(town.server.submissions().len(), 1);
}

#[test]
fn one_that_the_city_refuses_holds_up_no_other() {
    let mut town = Town::new();
    let good = town.finalise("uuid:good");
    let wrong = town.finalise("uuid:wrong");
    // The server has other bytes under this identity.
    let xml =
        "<data id=\"bus\" version=\"1\"><meta><instanceID>uuid:wrong</instanceID></meta></data>";
    let submission = Submission {
        instance_id: "uuid:wrong".to_owned(),
        xml: Content::from(xml.as_bytes()),
        attachments: vec![],
    };
    town.client.send(submission).unwrap();
    town.network.run(&mut town.client);
    town.send_all();
    assert_eq!(town.state(good), (RecordState::Sent, None));
    assert_eq!(
        town.state(wrong),
        (RecordState::Refused, Some("refused-409".to_owned()))
    );
    town.store.delete(wrong, false).unwrap();
}

#[test]
fn files_arrive_with_their_submission() {
    let mut town = Town::new();
    let xml = "<data id=\"bus\" version=\"1\"><photo>사진 1.png</photo><meta><instanceID>uuid:1</instanceID></meta></data>";
    let bytes: Vec<u8> = (0..=255).cycle().take(300_000).collect();
    let photo = Attachment {
        name: "사진 1.png".to_owned(),
        media_type: "image/png".to_owned(),
        content: Content::from(bytes.clone()),
    };
    let submission = Submission {
        instance_id: "uuid:1".to_owned(),
        xml: Content::from(xml.as_bytes()),
        attachments: vec![photo],
    };
    town.client.send(submission).unwrap();
    let events = town.network.run(&mut town.client);
    assert!(
        matches!(
            events.as_slice(),
            [SyncEvent::Submission { outcome: Ok(_), .. }]
        ),
        "{events:?}"
    );
    assert_eq!(
        town.server.submissions()[0].attachments,
        [("사진 1.png".to_owned(), Some(bytes))]
    );
}

#[test]
fn forms_come_with_their_media_and_come_again_only_when_they_change() {
    let mut town = Town::new();
    let refresh = |town: &mut Town| {
        town.client.refresh(town.store.known().unwrap());
        let before = town.server.requests().len();
        for event in town.network.run(&mut town.client) {
            town.store.apply(&event, NOW).unwrap();
        }
        town.server
            .requests()
            .split_off(before)
            .into_iter()
            .map(|request| (request.path, request.status))
            .collect::<Vec<_>>()
    };
    let asked = |paths: &[(&str, u16)]| {
        paths
            .iter()
            .map(|(path, status)| ((*path).to_owned(), *status))
            .collect::<Vec<_>>()
    };
    let first = [
        ("/formList", 200),
        ("/forms/bus.xml", 200),
        ("/forms/bus/manifest", 200),
        ("/forms/bus/attachments/a.png", 200),
    ];
    assert_eq!(refresh(&mut town), asked(&first));
    let form = town.store.latest_form("bus").unwrap().unwrap();
    assert_eq!(
        (form.xml.as_bytes(), form.summary.title.as_str()),
        (FORM.as_bytes(), "Bus card")
    );
    assert_eq!(
        town.store.media(&form.summary.hash, "a.png").unwrap(),
        Some(Content::from(b"picture".as_slice()))
    );

    assert_eq!(
        refresh(&mut town),
        asked(&[("/formList", 304), ("/forms/bus/manifest", 200)])
    );

    let newer = FORM.replace("version=\"1\"", "version=\"2\"");
    town.server
        .publish(FormOffer::from_xml(newer.clone()).unwrap());
    assert_eq!(
        refresh(&mut town),
        asked(&[("/formList", 200), ("/forms/bus.xml", 200)])
    );
    assert_eq!(
        town.store
            .latest_form("bus")
            .unwrap()
            .unwrap()
            .xml
            .as_bytes(),
        newer.as_bytes()
    );
    assert!(
        town.store.form(&form.summary.hash).unwrap().is_some(),
        "the old version stays for its drafts"
    );
}

#[test]
fn a_refresh_cut_anywhere_is_made_good_by_the_next() {
    for cut in 0..4 {
        let mut town = Town::new();
        town.client.refresh(town.store.known().unwrap());
        let mut count = 0;
        while let Some(request) = town.client.next_request() {
            town.server.set_fault(if count == cut {
                Fault::CutBody
            } else {
                Fault::None
            });
            count += 1;
            let answer = town.network.perform(&request);
            town.client.answer(request.id, answer);
            while let Some(event) = town.client.poll_event() {
                town.store.apply(&event, NOW).unwrap();
            }
        }
        assert_eq!(
            town.store.latest_form("bus").unwrap(),
            None,
            "nothing is offered by halves (cut {cut})"
        );
        town.server.set_fault(Fault::None);
        town.client.refresh(town.store.known().unwrap());
        for event in town.network.run(&mut town.client) {
            town.store.apply(&event, NOW).unwrap();
        }
        let form = town.store.latest_form("bus").unwrap().unwrap();
        assert!(
            town.store
                .media(&form.summary.hash, "a.png")
                .unwrap()
                .is_some(),
            "cut {cut}"
        );
    }
}
