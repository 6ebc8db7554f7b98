//! Every fault of the city's stand-in, and what it comes to: `docs/faults.md` is written from what happens here.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use maru::courier::{Manner, Post};
use maru::http::Http;
use maru::incoming::Sink;
use maru::sign_in::Door;
use maru::{App, AppOptions, Incoming};
use maru_page::{Kind, Page};
use maru_store::{DraftWrite, RecordId, Store};
use maru_tests::city_server::{Access, CityServer, Fault, FormOffer, FormState, On, Options};
use maru_tests::walk::{NOWHERE, city, root, still_world};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

const NOW: &str = "2026-03-05T06:00:00Z";
const FORM: &str = "street_light";

/// Longer than an answer of the stand-in takes, shorter than its delays.
const PATIENCE: Duration = Duration::from_secs(2);

/// How many are suffered at once: most of the time is waiting.
const AT_ONCE: usize = 8;

/// What goes wrong.
enum Wrong {
    /// This, with so many requests of a kind.
    Fault(Fault, On, u32),
    /// The form is closed.
    Closed,
    /// The server knows another version only.
    OtherVersion,
    /// Nobody is there.
    Nobody,
    /// The token is not known.
    Stranger,
}

/// Each with what happened, in words.
static CASES: [(&str, Wrong); 24] = [
    ("nobody answers", Wrong::Nobody),
    (
        "the connection ends before the form is looked at",
        Wrong::Fault(Fault::DropBefore, On::Posts, 1),
    ),
    (
        "the city stores the form, and the connection ends before the receipt",
        Wrong::Fault(Fault::DropAfter, On::Posts, 1),
    ),
    (
        "the receipt is cut in its middle",
        Wrong::Fault(Fault::CutBody, On::Posts, 1),
    ),
    (
        "the city takes too long",
        Wrong::Fault(Fault::Delay(Duration::from_secs(8)), On::Posts, 1),
    ),
    (
        "the log-in page of a public network answers",
        Wrong::Fault(Fault::Portal, On::Every, 1),
    ),
    (
        "the log-in page comes between question and form",
        Wrong::Fault(Fault::Portal, On::Posts, 1),
    ),
    (
        "a receipt comes with status 200",
        Wrong::Fault(Fault::ReceiptWith200, On::Posts, 1),
    ),
    (
        "another host is named as the place to go",
        Wrong::Fault(Fault::SendsElsewhere, On::Posts, 1),
    ),
    (
        "the city is busy (503)",
        Wrong::Fault(Fault::Status(503), On::Posts, 1),
    ),
    (
        "the city asks to be left alone for a minute (503, Retry-After)",
        Wrong::Fault(Fault::RetryAfter(60), On::Posts, 1),
    ),
    (
        "the city stumbles (500)",
        Wrong::Fault(Fault::Status(500), On::Posts, 1),
    ),
    (
        "too many requests (429)",
        Wrong::Fault(Fault::Status(429), On::Posts, 1),
    ),
    (
        "a proxy wants a log-in (407)",
        Wrong::Fault(Fault::Status(407), On::Posts, 1),
    ),
    ("the token is not known (403)", Wrong::Stranger),
    (
        "this form may not be sent with this token (401)",
        Wrong::Fault(Fault::RefusesInJson(401), On::Posts, 1),
    ),
    (
        "a conflict that is none, once (409)",
        Wrong::Fault(Fault::SpuriousConflict, On::Posts, 1),
    ),
    (
        "a conflict that stays (409)",
        Wrong::Fault(Fault::SpuriousConflict, On::Posts, 2),
    ),
    ("the form is closed (409)", Wrong::Closed),
    (
        "the city does not know this version (404)",
        Wrong::OtherVersion,
    ),
    (
        "the city refuses, in JSON (400)",
        Wrong::Fault(Fault::RefusesInJson(400), On::Posts, 1),
    ),
    (
        "the city has no room left (402)",
        Wrong::Fault(Fault::Refuses(402), On::Posts, 1),
    ),
    (
        "the form is too large for a proxy (413)",
        Wrong::Fault(Fault::Status(413), On::Posts, 1),
    ),
    (
        "the record is locked (423)",
        Wrong::Fault(Fault::Refuses(423), On::Posts, 1),
    ),
];

/// What a fault came to.
#[derive(PartialEq, Eq)]
struct Seen {
    told: String,
    code: String,
    state: String,
    held: usize,
    held_later: usize,
    state_later: String,
}

/// Sends one form through it, once, and once more when it is over.
fn suffer(wrong: &Wrong, lang: &str) -> Seen {
    let folder = TempDir::new().unwrap();
    let home = folder.path().join("home");
    let server = start(folder.path(), wrong);
    let id = queue(&home);
    let (send, news) = mpsc::channel();
    let sink: Sink = Arc::new(move |incoming| drop(send.send(incoming)));
    let options = AppOptions {
        city: Some(city()),
        data: Some(home.clone()),
        lang: Some(lang.to_owned()),
        no_speech: true,
        server: Some(NOWHERE.to_owned()),
        world: still_world,
        ..AppOptions::default()
    };
    let mut app = App::open(&options, &sink).unwrap();
    for act in ["proceed", "proceed", "proceed", "activate my-forms"] {
        app.intent(act.parse().unwrap());
    }
    app.intent(format!("activate record-{}", id.0).parse().unwrap());
    let base_url = server.base_url();
    match wrong {
        Wrong::Fault(fault, on, times) => server.plan_fault(*fault, *on, *times),
        Wrong::Closed => server.set_form_state(FORM, FormState::Closed),
        Wrong::OtherVersion | Wrong::Nobody | Wrong::Stranger => {}
    }
    let url = match wrong {
        Wrong::Nobody => "http://127.0.0.1:9/v1".to_owned(),
        Wrong::Stranger => base_url.replace("tok!en$1", "other"),
        _ => base_url.clone(),
    };
    let round = |url: &str| {
        let account = Door::named(url).account(&home).unwrap();
        let http = Http::with_patience(PATIENCE).unwrap();
        let mut post = Post::with(http, &home, account, lang).unwrap();
        post.round(Manner::default(), &sink).unwrap();
    };
    let state = || {
        let (store, _) = Store::open(&home, NOW).unwrap();
        let summary = store.record(id).unwrap().unwrap().summary;
        (summary.state.as_str().to_owned(), summary.last_error)
    };
    let take = |app: &mut App, news: &mpsc::Receiver<Incoming>| {
        // Until the store is known to be sound its own courier sends nothing: the rounds here are the only ones.
        let news = news.try_iter();
        for one in news.filter(|one| !matches!(one, Incoming::Checked(_))) {
            app.incoming(one);
        }
    };
    round(&url);
    take(&mut app, &news);
    let (was, code) = state();
    let (told, held) = (told(app.page()), server.submissions().len());
    server.set_fault(Fault::None);
    round(&base_url);
    take(&mut app, &news);
    Seen {
        told,
        code: code.unwrap_or_default(),
        state: was,
        held,
        held_later: server.submissions().len(),
        state_later: state().0,
    }
}

fn start(folder: &Path, wrong: &Wrong) -> CityServer {
    let mut options = Options::new(folder.join("city"));
    options.access = Access::AppUser {
        token: "tok!en$1".to_owned(),
    };
    let xml = std::fs::read_to_string(city().join(format!("forms/{FORM}.xml"))).unwrap();
    let mut form = FormOffer::from_xml(xml).unwrap();
    if matches!(wrong, Wrong::OtherVersion) {
        form.version = "1900".to_owned();
    }
    options.forms = vec![form];
    CityServer::start(options).unwrap()
}

/// A finished form that waits.
fn queue(home: &Path) -> RecordId {
    let xml = std::fs::read_to_string(city().join(format!("forms/{FORM}.xml"))).unwrap();
    let version = FormOffer::from_xml(xml).unwrap().version;
    let (mut store, _) = Store::open(home, NOW).unwrap();
    let xml = format!(
        "<data id=\"{FORM}\" version=\"{version}\"><what><kind>other</kind></what>\
         <meta><instanceID>uuid:1</instanceID></meta></data>"
    );
    let id = store
        .save_draft(&DraftWrite {
            instance_id: "uuid:1".to_owned(),
            form_hash: "md5:0".to_owned(),
            form_id: FORM.to_owned(),
            version,
            title: "Street light".to_owned(),
            xml: xml.as_bytes().into(),
            at_question: None,
            pending: None,
            replaces: None,
            at: NOW.to_owned(),
        })
        .unwrap();
    store.finalise(id, xml.as_bytes(), NOW).unwrap();
    id
}

/// What stands on the page of the record: its title, its state, the city's own words.
fn told(page: &Page) -> String {
    let mut told = vec![format!("**{}**", page.title.shown)];
    for node in &page.nodes {
        match (&node.kind, node.id.as_str()) {
            (Kind::Paragraph, _) => told.push(node.label.shown.clone()),
            (Kind::Row { value, .. }, "message") => {
                told.push(format!("{}: {}", node.label.shown, value.shown));
            }
            _ => {}
        }
    }
    told.join(" ")
}

/// Each case in both languages, in the order of the cases.
fn suffer_all() -> Vec<[Seen; 2]> {
    let next = AtomicUsize::new(0);
    let done: Mutex<BTreeMap<usize, [Seen; 2]>> = Mutex::default();
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::SeqCst);
                    let Some((_, wrong)) = CASES.get(index) else {
                        return;
                    };
                    let seen = ["en", "ko"].map(|lang| suffer(wrong, lang));
                    done.lock().unwrap().insert(index, seen);
                }
            });
        }
    });
    done.into_inner().unwrap().into_values().collect()
}

#[test]
fn every_fault_is_told_and_none_loses_or_doubles_a_form() {
    let mut table = String::from(
        "# What goes wrong between Maru and the city\n\n\
         Written by `tests/tests/faults.rs` from what happens: one finished form is sent through each fault, and once \
         more when the fault is over.\n\
         The first figure is how many forms the city holds right after the fault, the second how many it holds in the \
         end; no form is ever there twice.\n\
         The code is what stands in the operator's log and in `maru forms list`; in brackets, where the form then \
         stands.\n\n\
         | what happens | the citizen is told | the operator is told | the city holds |\n| --- | --- | --- | --- |\n",
    );
    for ((what, _), [english, korean]) in CASES.iter().zip(suffer_all()) {
        assert_eq!(
            (&english.code, english.held_later),
            (&korean.code, korean.held_later)
        );
        let is_refused = english.state == "refused";
        assert_eq!(
            english.held_later,
            usize::from(!is_refused || english.held > 0),
            "{what}: {}",
            english.state_later
        );
        let kept = if is_refused { "refused" } else { "sent" };
        assert_eq!(english.state_later, kept, "{what}");
        let code = match english.code.as_str() {
            "" => "-",
            code => code,
        };
        let Seen { told, state, .. } = &english;
        writeln!(
            table,
            "| {what} | {told}<br>{} | {code} ({state}) | {}, {} |",
            korean.told, english.held, english.held_later
        )
        .unwrap();
    }
    let path = root().join("docs/faults.md");
    if std::env::var_os("MARU_WRITE_DOCS").is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == table,
        "docs/faults.md is old: MARU_WRITE_DOCS=1 cargo test -p maru-tests --test faults\n{table}"
    );
}
