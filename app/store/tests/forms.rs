//! Forms and settings: what is offered, what is kept.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{LATER, NOW, open};
use maru_store::{FormSource, FormWrite, Store};
use maru_sync::{
    Address, Content, ListedForm, MediaFile, Reason, Refreshed, SyncEvent, Trouble, md5_name,
};
use serde_json::json;
use tempfile::TempDir;

fn form(version: &str, source: FormSource) -> FormWrite {
    FormWrite {
        form_id: "bus".to_owned(),
        version: version.to_owned(),
        title: format!("Bus card {version}"),
        xml: Content::from(format!("<form version='{version}'/>").into_bytes()),
        source,
        at: NOW.to_owned(),
    }
}

fn listed(version: &str) -> ListedForm {
    ListedForm {
        form_id: "bus".to_owned(),
        version: version.to_owned(),
        name: format!("Bus card {version}"),
        hash: md5_name(form(version, FormSource::Server).xml.as_bytes()),
        download_url: Address::from("https://city.example/bus.xml"),
        manifest_url: None,
    }
}

fn apply(store: &mut Store, event: SyncEvent) {
    store.apply(&event, LATER).unwrap();
}

fn download(store: &mut Store, version: &str) {
    let xml = form(version, FormSource::Server).xml;
    apply(
        store,
        SyncEvent::FormList {
            forms: vec![listed(version)],
        },
    );
    apply(
        store,
        SyncEvent::Form {
            form: listed(version),
            xml,
        },
    );
    apply(
        store,
        SyncEvent::FormComplete {
            form: listed(version),
            media: vec![],
            missing: vec![],
        },
    );
}

fn offered(store: &Store) -> Vec<String> {
    store
        .forms()
        .unwrap()
        .into_iter()
        .map(|summary| summary.version)
        .collect()
}

#[test]
fn offers_the_newest_and_keeps_the_old_for_its_drafts() {
    let folder = TempDir::new().unwrap();
    let (store, _) = open(&folder);
    let old = store.put_form(&form("1", FormSource::Pack)).unwrap();
    let new = store.put_form(&form("2", FormSource::Pack)).unwrap();
    assert_ne!(old, new);
    assert_eq!(store.put_form(&form("1", FormSource::Pack)).unwrap(), old);
    assert_eq!(offered(&store), ["2"]);
    assert_eq!(store.latest_form("bus").unwrap().unwrap().summary.hash, new);
    assert_eq!(store.form(&old).unwrap().unwrap().summary.version, "1");
    assert_eq!(store.latest_form("heat").unwrap(), None);
}

#[test]
fn offers_a_downloaded_form_only_when_all_of_it_is_here() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    download(&mut store, "1");
    let xml = form("2", FormSource::Server).xml;
    apply(
        &mut store,
        SyncEvent::FormList {
            forms: vec![listed("2")],
        },
    );
    apply(
        &mut store,
        SyncEvent::Form {
            form: listed("2"),
            xml,
        },
    );
    assert_eq!(offered(&store), ["1"]);
    let content = Content::from(b"png".as_slice());
    let file = MediaFile {
        name: "a.png".to_owned(),
        hash: md5_name(b"png"),
        download_url: Address::from("https://city.example/a.png"),
        is_entity_list: false,
        integrity_url: None,
    };
    let media = SyncEvent::Media {
        form_id: "bus".to_owned(),
        file: file.clone(),
        content: content.clone(),
    };
    apply(&mut store, media);
    apply(
        &mut store,
        SyncEvent::FormComplete {
            form: listed("2"),
            media: vec![file],
            missing: vec![],
        },
    );
    assert_eq!(offered(&store), ["2"]);
    assert_eq!(
        store.media(&listed("2").hash, "a.png").unwrap(),
        Some(content)
    );
    assert!(
        store
            .media_of(&listed("2").hash)
            .unwrap()
            .into_keys()
            .eq(["a.png"])
    );
    assert_eq!(store.media(&listed("1").hash, "a.png").unwrap(), None);

    // A file that could not be had this time stays as it was; one that the form has no more goes.
    let complete = |missing: &[&str]| SyncEvent::FormComplete {
        form: listed("2"),
        media: vec![],
        missing: missing.iter().map(|name| (*name).to_owned()).collect(),
    };
    apply(&mut store, complete(&["a.png", "it's.png"]));
    assert!(
        store
            .media_of(&listed("2").hash)
            .unwrap()
            .into_keys()
            .eq(["a.png"])
    );
    apply(&mut store, complete(&[]));
    assert!(store.media_of(&listed("2").hash).unwrap().is_empty());
}

#[test]
fn goes_back_with_the_server_and_drops_what_it_takes_away() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    download(&mut store, "1");
    download(&mut store, "2");
    assert_eq!(offered(&store), ["2"]);
    apply(
        &mut store,
        SyncEvent::FormList {
            forms: vec![listed("1")],
        },
    );
    assert_eq!(offered(&store), ["1"]);
    apply(&mut store, SyncEvent::FormList { forms: vec![] });
    assert_eq!(offered(&store), Vec::<String>::new());
    assert!(store.form(&listed("2").hash).unwrap().is_some());
}

#[test]
fn tells_the_sync_machine_what_is_here() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    store.put_form(&form("0", FormSource::Pack)).unwrap();
    download(&mut store, "1");
    let ended = |etag: Option<&str>| SyncEvent::RefreshEnded {
        outcome: Ok(Refreshed {
            etag: etag.map(str::to_owned),
            is_unchanged: false,
        }),
    };
    apply(&mut store, ended(Some("W/\"1\"")));
    let known = store.known().unwrap();
    assert_eq!(
        (known.etag.as_deref(), known.forms),
        (Some("W/\"1\""), vec![listed("1")])
    );
    apply(&mut store, ended(None));
    assert_eq!(store.known().unwrap().etag, None);
}

#[test]
fn keeps_settings_as_json() {
    let folder = TempDir::new().unwrap();
    let (store, _) = open(&folder);
    assert_eq!(store.setting("voice").unwrap(), None);
    let value = json!({ "rate": 40, "name": "Ji-won \"1\"" });
    store.set_setting("voice", &json!(1)).unwrap();
    store.set_setting("voice", &value).unwrap();
    drop(store);
    let (store, _) = open(&folder);
    assert_eq!(store.setting("voice").unwrap(), Some(value));
    store.remove_setting("voice").unwrap();
    assert_eq!(store.setting("voice").unwrap(), None);
}

#[test]
fn an_old_form_of_the_pack_that_is_kept_later_hides_none_of_the_citys() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    download(&mut store, "2");
    store.put_form(&form("1", FormSource::Pack)).unwrap();
    assert_eq!(offered(&store), ["2"]);
    let latest = store.latest_form("bus").unwrap().unwrap();
    assert_eq!(latest.summary.version, "2");
}

#[test]
fn a_refresh_that_is_cut_off_is_begun_anew() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    download(&mut store, "1");
    let ended = |etag: &str| SyncEvent::RefreshEnded {
        outcome: Ok(Refreshed {
            etag: Some(etag.to_owned()),
            is_unchanged: false,
        }),
    };
    apply(&mut store, ended("\"1\""));
    assert!(store.known().unwrap().etag.is_some());
    // The form is taken off the list; what the server lists next is as before, and so is its tag.
    apply(&mut store, SyncEvent::FormList { forms: vec![] });
    assert_eq!(store.known().unwrap().etag, None);
    download(&mut store, "1");
    apply(&mut store, ended("\"1\""));
    assert_eq!(offered(&store), ["1"]);
}

fn list(content: &[u8]) -> MediaFile {
    MediaFile {
        name: "cases.csv".to_owned(),
        hash: md5_name(content),
        download_url: Address::from("https://city.example/cases.csv"),
        is_entity_list: true,
        integrity_url: None,
    }
}

fn bring(store: &mut Store, content: &[u8]) {
    let media = SyncEvent::Media {
        form_id: "bus".to_owned(),
        file: list(content),
        content: Content::from(content),
    };
    apply(store, media);
}

#[test]
fn lists_that_no_form_has_any_more_go_when_the_refresh_is_over() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    let complete = |version: &str, content: &[u8]| SyncEvent::FormComplete {
        form: listed(version),
        media: vec![list(content)],
        missing: vec![],
    };
    let ended = |is_whole: bool| SyncEvent::RefreshEnded {
        outcome: match is_whole {
            true => Ok(Refreshed {
                etag: None,
                is_unchanged: false,
            }),
            false => Err(Trouble::TryLater {
                reason: Reason::TimedOut,
                retry_after: None,
            }),
        },
    };
    let known = |store: &Store| store.known().unwrap().media_hashes.len();
    download(&mut store, "1");
    bring(&mut store, b"name\nold\n");
    apply(&mut store, complete("1", b"name\nold\n"));
    download(&mut store, "2");
    for number in 0..5 {
        let content = format!("name\n{number}\n");
        bring(&mut store, content.as_bytes());
        apply(&mut store, complete("2", content.as_bytes()));
    }
    // What came for a form that is not complete yet need not come again.
    bring(&mut store, b"name\nnext\n");
    apply(&mut store, ended(false));
    assert_eq!(known(&store), 7);
    apply(&mut store, ended(true));
    assert_eq!(known(&store), 2);
    let kept = |version: &str| store.media(&listed(version).hash, "cases.csv").unwrap();
    assert_eq!(kept("1"), Some(Content::from(b"name\nold\n".as_slice())));
    assert_eq!(kept("2"), Some(Content::from(b"name\n4\n".as_slice())));
}

/// As bits that flipped leave them: text that is no UTF-8, and no JSON.
#[test]
fn a_form_or_setting_that_is_hurt_stops_nothing() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    download(&mut store, "1");
    bring(&mut store, b"name\n");
    apply(
        &mut store,
        SyncEvent::FormComplete {
            form: listed("1"),
            media: vec![list(b"name\n")],
            missing: vec![],
        },
    );
    for key in ["settings", "sync.form-list-etag", "voice"] {
        store.set_setting(key, &json!("x")).unwrap();
    }
    let other = FormWrite {
        form_id: "heat".to_owned(),
        ..form("7", FormSource::Server)
    };
    store.put_form(&other).unwrap();
    let hurt = rusqlite::Connection::open(folder.path().join("maru.db")).unwrap();
    hurt.execute_batch(
        "UPDATE form SET title = CAST(x'42ff' AS TEXT), download_url = CAST(x'68ff' AS TEXT) WHERE form_id = 'bus';
         UPDATE form_media SET name = CAST(x'63ff2e637376' AS TEXT);
         UPDATE setting SET value = CAST(x'22ff22' AS TEXT) WHERE key = 'settings';
         UPDATE setting SET value = '{' WHERE key = 'sync.form-list-etag';",
    )
    .unwrap();
    let forms = store.forms().unwrap();
    assert_eq!(forms.len(), 2);
    assert!(forms.iter().any(|form| form.title.starts_with('B')));
    let known = store.known().unwrap();
    assert_eq!((known.etag, known.forms.len()), (None, 1));
    assert_eq!(store.media_of(&listed("1").hash).unwrap().len(), 1);
    assert_eq!(store.setting("settings").unwrap(), None);
    assert_eq!(store.setting("voice").unwrap(), Some(json!("x")));
    let unreadable = store.unreadable_settings().unwrap();
    assert_eq!(unreadable, ["settings", "sync.form-list-etag"]);
    store.set_setting("settings", &json!(1)).unwrap();
    assert_eq!(store.setting("settings").unwrap(), Some(json!(1)));
}
