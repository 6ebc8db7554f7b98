//! Forms and settings: what is offered, what is kept.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{LATER, NOW, open};
use maru_store::{FormSource, FormWrite, Store};
use maru_sync::{Address, Content, ListedForm, MediaFile, Refreshed, SyncEvent, md5_name};
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
    assert_eq!(store.media_names(&listed("2").hash).unwrap(), ["a.png"]);
    assert_eq!(store.media(&listed("1").hash, "a.png").unwrap(), None);

    // A file that could not be had this time stays as it was; one that the form has no more goes.
    let complete = |missing: &[&str]| SyncEvent::FormComplete {
        form: listed("2"),
        media: vec![],
        missing: missing.iter().map(|name| (*name).to_owned()).collect(),
    };
    apply(&mut store, complete(&["a.png", "it's.png"]));
    assert_eq!(store.media_names(&listed("2").hash).unwrap(), ["a.png"]);
    apply(&mut store, complete(&[]));
    assert!(store.media_names(&listed("2").hash).unwrap().is_empty());
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
