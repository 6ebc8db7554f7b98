//! Fetching the list, the forms and their media.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{BASE, client, drive, openrosa, plain};
use maru_sync::{
    Address, Failure, FormProblem, Known, ListedForm, Refreshed, Request, Response, SyncEvent,
    md5_name,
};

const XML: &str = "<h:html xmlns:h='http://www.w3.org/1999/xhtml'/>";

fn list(entries: &str) -> String {
    format!("<xforms xmlns=\"http://openrosa.org/xforms/xformsList\">{entries}</xforms>")
}

fn entry(form_id: &str, hash: &str, with_manifest: bool) -> String {
    let manifest = format!("<manifestUrl>{BASE}/forms/{form_id}/manifest</manifestUrl>");
    format!(
        "<xform><formID>{form_id}</formID><name>Form {form_id}</name><version>1</version><hash>{hash}</hash>\
         <downloadUrl>{BASE}/forms/{form_id}.xml</downloadUrl>{}</xform>",
        if with_manifest { &manifest } else { "" }
    )
}

fn manifest(files: &[(&str, &str)]) -> String {
    let file = |(name, hash): &(&str, &str)| {
        format!(
            "<mediaFile><filename>{name}</filename><hash>{hash}</hash>\
             <downloadUrl>{BASE}/media/{name}</downloadUrl></mediaFile>"
        )
    };
    let files: String = files.iter().map(file).collect();
    format!("<manifest xmlns=\"http://openrosa.org/xforms/xformsManifest\">{files}</manifest>")
}

fn listed(form_id: &str, with_manifest: bool) -> ListedForm {
    ListedForm {
        form_id: form_id.to_owned(),
        version: "1".to_owned(),
        name: format!("Form {form_id}"),
        hash: md5_name(XML.as_bytes()),
        // Kept without the account's own address, which holds a token.
        download_url: Address::from(format!("./forms/{form_id}.xml")),
        manifest_url: with_manifest.then(|| Address::from(format!("./forms/{form_id}/manifest"))),
    }
}

/// Refreshes against a server made of (end of the address, status, body); returns the events and what was asked.
fn refresh(known: Known, answers: &[(&str, u16, String)]) -> (Vec<SyncEvent>, Vec<String>) {
    let mut asked = Vec::new();
    let mut client = client();
    client.refresh(known);
    let events = drive(
        &mut client,
        |request: &Request| -> Result<Response, Failure> {
            let path = request.url.strip_prefix(BASE).unwrap().to_owned();
            asked.push(path.clone());
            let (_, status, body) = answers
                .iter()
                .find(|(end, ..)| path == *end)
                .ok_or(Failure::NoAnswer)?;
            Ok(openrosa(request, *status, &[("ETag", "W/\"7\"")], body))
        },
    );
    (events, asked)
}

fn ended(events: &[SyncEvent]) -> &Refreshed {
    match events.last() {
        Some(SyncEvent::RefreshEnded {
            outcome: Ok(refreshed),
        }) => refreshed,
        other => panic!("{other:?}"),
    }
}

#[test]
fn fetches_what_is_new_and_proves_it() {
    let picture = md5_name(b"picture");
    let old = md5_name(b"old picture");
    let answers = [
        (
            "/formList",
            200,
            list(
                &(entry("bus", &md5_name(XML.as_bytes()), true)
                    + &entry("heat", &md5_name(XML.as_bytes()), false)),
            ),
        ),
        ("/forms/bus.xml", 200, XML.to_owned()),
        (
            "/forms/bus/manifest",
            200,
            manifest(&[("a.png", &picture), ("old.png", &old), ("../x", &old)]),
        ),
        ("/media/a.png", 200, "picture".to_owned()),
    ];
    let known = Known {
        etag: None,
        forms: vec![listed("heat", false)],
        media_hashes: [old].into(),
    };
    let (events, asked) = refresh(known, &answers);
    assert_eq!(
        asked,
        [
            "/formList",
            "/forms/bus.xml",
            "/forms/bus/manifest",
            "/media/a.png"
        ]
    );
    let [list, form, media, complete, _] = events.as_slice() else {
        panic!("{events:?}")
    };
    assert!(matches!(list, SyncEvent::FormList { forms } if forms.len() == 2));
    assert!(
        matches!(form, SyncEvent::Form { form, xml } if *form == listed("bus", true) && xml.as_bytes() == XML.as_bytes())
    );
    assert!(
        matches!(media, SyncEvent::Media { file, content, .. } if file.name == "a.png" && content.as_bytes() == b"picture")
    );
    let SyncEvent::FormComplete { media, missing, .. } = complete else {
        panic!("{complete:?}")
    };
    let names: Vec<&str> = media.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(
        (names, missing.as_slice()),
        (vec!["old.png", "a.png"], ["../x".to_owned()].as_slice())
    );
    assert_eq!(ended(&events).etag.as_deref(), Some("W/\"7\""));
}

#[test]
fn asks_cheaply_when_nothing_changed_and_still_looks_after_media() {
    let mut client = client();
    let known = Known {
        etag: Some("W/\"7\"".to_owned()),
        forms: vec![listed("bus", true), listed("heat", false)],
        media_hashes: [md5_name(b"old")].into(),
    };
    client.refresh(known);
    let mut asked = Vec::new();
    let events = drive(&mut client, |request| {
        asked.push(request.url.strip_prefix(BASE).unwrap().to_owned());
        Ok(match asked.len() {
            1 => {
                assert!(
                    request
                        .headers
                        .contains(&("If-None-Match".to_owned(), "W/\"7\"".to_owned()))
                );
                openrosa(request, 304, &[], "")
            }
            2 => openrosa(
                request,
                200,
                &[],
                &manifest(&[("cases.csv", &md5_name(b"new"))]),
            ),
            _ => plain(request, 200, &[], "new"),
        })
    });
    assert_eq!(
        asked,
        ["/formList", "/forms/bus/manifest", "/media/cases.csv"]
    );
    assert!(matches!(&events[0], SyncEvent::Media { content, .. } if content.as_bytes() == b"new"));
    assert_eq!(
        ended(&events),
        &Refreshed {
            etag: Some("W/\"7\"".to_owned()),
            is_unchanged: true
        }
    );
}

#[test]
fn a_form_that_is_not_what_was_promised_is_not_taken_and_holds_up_no_other() {
    let answers = [
        (
            "/formList",
            200,
            list(
                &(entry("bad", &md5_name(b"other"), false)
                    + &entry("gone", "md5:?", true)
                    + &entry("good", &md5_name(XML.as_bytes()), false)),
            ),
        ),
        ("/forms/bad.xml", 200, XML.to_owned()),
        ("/forms/gone.xml", 404, "{}".to_owned()),
        ("/forms/good.xml", 200, XML.to_owned()),
    ];
    let (events, _) = refresh(Known::default(), &answers);
    let failed: Vec<(&str, &str)> = events
        .iter()
        .filter_map(|event| match event {
            SyncEvent::FormFailed { form_id, problem } => Some((form_id.as_str(), problem.code())),
            _ => None,
        })
        .collect();
    assert_eq!(failed, [("bad", "wrong-hash"), ("gone", "refused")]);
    assert!(events.iter().any(
        |event| matches!(event, SyncEvent::FormComplete { form, .. } if form.form_id == "good")
    ));
    assert_eq!(
        ended(&events).etag,
        None,
        "the next refresh asks for all again"
    );
}

#[test]
fn a_form_goes_without_a_picture_that_cannot_be_had() {
    let answers = [
        (
            "/formList",
            200,
            list(&entry("bus", &md5_name(XML.as_bytes()), true)),
        ),
        ("/forms/bus.xml", 200, XML.to_owned()),
        (
            "/forms/bus/manifest",
            200,
            manifest(&[
                ("gone.png", &md5_name(b"1")),
                ("wrong.png", &md5_name(b"2")),
            ]),
        ),
        ("/media/gone.png", 404, "{}".to_owned()),
        ("/media/wrong.png", 200, "3".to_owned()),
    ];
    let (events, _) = refresh(Known::default(), &answers);
    let complete = events.iter().find_map(|event| match event {
        SyncEvent::FormComplete { media, missing, .. } => Some((media.len(), missing.clone())),
        _ => None,
    });
    assert_eq!(
        complete,
        Some((0, vec!["gone.png".to_owned(), "wrong.png".to_owned()]))
    );
}

#[test]
fn takes_a_portals_page_for_no_list() {
    for (status, body) in [(200, "<html>Log in</html>"), (304, ""), (204, "")] {
        let (events, _) = refresh(Known::default(), &[("/formList", status, body.to_owned())]);
        let [
            SyncEvent::RefreshEnded {
                outcome: Err(trouble),
            },
        ] = events.as_slice()
        else {
            panic!("{events:?}")
        };
        assert_eq!(trouble.code(), "portal", "{status}");
    }
    let mut client = client();
    client.refresh(Known::default());
    let events = drive(&mut client, |request| {
        Ok(plain(request, 200, &[], &list("")))
    });
    assert!(matches!(
        events.as_slice(),
        [SyncEvent::RefreshEnded { outcome: Err(_) }]
    ));
}

#[test]
fn stops_when_the_network_goes_and_keeps_what_came() {
    let answers = [
        (
            "/formList",
            200,
            list(
                &(entry("a", &md5_name(XML.as_bytes()), false)
                    + &entry("b", &md5_name(XML.as_bytes()), false)),
            ),
        ),
        ("/forms/a.xml", 200, XML.to_owned()),
    ];
    let (events, _) = refresh(Known::default(), &answers);
    assert!(matches!(&events[2], SyncEvent::FormComplete { form, .. } if form.form_id == "a"));
    let Some(SyncEvent::RefreshEnded {
        outcome: Err(trouble),
    }) = events.last()
    else {
        panic!("{events:?}")
    };
    assert_eq!(trouble.code(), "no-answer");
}

#[test]
fn refuses_more_bytes_than_any_honest_form_has() {
    let mut client = client();
    client.refresh(Known::default());
    let events = drive(&mut client, |request| {
        if request.url.ends_with("/formList") {
            return Ok(openrosa(request, 200, &[], &list(&entry("big", "", false))));
        }
        assert_eq!(request.max_body, 10_000_000);
        Ok(plain(request, 200, &[], &"x".repeat(10_000_001)))
    });
    assert!(events.iter().any(|event| matches!(
        event,
        SyncEvent::FormFailed {
            problem: FormProblem::TooLarge,
            ..
        }
    )));
}

#[test]
fn submissions_go_before_a_refresh() {
    let mut client = client();
    client.refresh(Known::default());
    client.refresh(Known::default());
    client.send(common::submission("uuid:1")).unwrap();
    let first = client.next_request().unwrap();
    assert!(first.url.ends_with("/submission"));
}

#[test]
fn reads_the_lists_of_groups_once_each() {
    let hash = md5_name(XML.as_bytes());
    let group = |path: &str| {
        format!("<xforms-group><groupID>g</groupID><listUrl>{BASE}{path}</listUrl></xforms-group>")
    };
    let answers = [
        (
            "/formList",
            200,
            list(&(entry("a", &hash, false) + &group("/list/g"))),
        ),
        (
            "/list/g",
            200,
            // A group that names itself and its parent.
            list(&(entry("b", &hash, false) + &group("/list/g") + &group("/list/h"))),
        ),
        ("/list/h", 200, list(&entry("c", &hash, false))),
        ("/forms/a.xml", 200, XML.to_owned()),
        ("/forms/b.xml", 200, XML.to_owned()),
        ("/forms/c.xml", 200, XML.to_owned()),
    ];
    let (events, asked) = refresh(Known::default(), &answers);
    assert_eq!(asked[..3], ["/formList", "/list/g", "/list/h"]);
    let SyncEvent::FormList { forms } = &events[0] else {
        panic!("{events:?}")
    };
    let ids: Vec<&str> = forms.iter().map(|form| form.form_id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "c"]);
    assert_eq!(
        ended(&events).etag,
        None,
        "a tag tells nothing of the groups"
    );

    // A group that is not there withdraws no form.
    let (events, _) = refresh(Known::default(), &answers[..1]);
    assert!(matches!(
        events.as_slice(),
        [SyncEvent::RefreshEnded { outcome: Err(_) }]
    ));
}

#[test]
fn a_list_that_was_written_to_meanwhile_is_asked_for_anew() {
    let mut client = client();
    client.refresh(Known {
        etag: Some("W/\"7\"".to_owned()),
        forms: vec![listed("bus", true)],
        media_hashes: [].into(),
    });
    let mut manifests = 0;
    let events = drive(&mut client, |request| {
        let path = request.url.strip_prefix(BASE).unwrap();
        Ok(match path {
            "/formList" => openrosa(request, 304, &[], ""),
            "/forms/bus/manifest" => {
                manifests += 1;
                let hash = md5_name(format!("version {manifests}").as_bytes());
                let files = [("a.png", md5_name(b"a")), ("cases.csv", hash)];
                let files = files.each_ref().map(|(name, hash)| (*name, hash.as_str()));
                openrosa(request, 200, &[], &manifest(&files))
            }
            "/media/a.png" => plain(request, 200, &[], "a"),
            _ => plain(request, 200, &[], "version 2"),
        })
    });
    let brought: Vec<&str> = events
        .iter()
        .filter_map(|event| match event {
            SyncEvent::Media { file, .. } => Some(file.name.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(brought, ["a.png", "cases.csv"], "nothing is fetched twice");
    assert!(events.iter().any(|event| matches!(
        event,
        SyncEvent::FormComplete { media, missing, .. } if media.len() == 2 && missing.is_empty()
    )));
}

#[test]
fn thousands_of_files_that_are_here_are_not_asked_for() {
    let mut client = client();
    let hashes: Vec<String> = (0..3000).map(|n: u32| md5_name(&n.to_le_bytes())).collect();
    let forms = (0..100).map(|n| listed(&format!("f{n}"), true)).collect();
    client.refresh(Known {
        etag: Some("W/\"7\"".to_owned()),
        forms,
        media_hashes: hashes.iter().cloned().collect(),
    });
    let files: Vec<(String, &str)> = (0..30)
        .map(|n| (format!("{n}.png"), hashes[n].as_str()))
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, hash)| (name.as_str(), *hash))
        .collect();
    let mut count = 0;
    while let Some(request) = client.next_request() {
        count += 1;
        let answer = if count == 1 {
            openrosa(&request, 304, &[], "")
        } else {
            openrosa(&request, 200, &[], &manifest(&files))
        };
        client.answer(request.id, Ok(answer));
        while client.poll_event().is_some() {}
    }
    assert_eq!(count, 101, "the list, and a manifest for each form");
}

#[test]
fn what_points_elsewhere_is_not_fetched() {
    let elsewhere =
        entry("a", "md5:?", false).replace("https://city.example", "https://evil.example");
    let elsewhere = elsewhere.replace("/v1/key/tok!en/projects/1", "");
    let mut answers = vec![(
        "/formList",
        200,
        list(&(elsewhere + &entry("bus", &md5_name(XML.as_bytes()), true))),
    )];
    let away = "<mediaFile><filename>a.png</filename><downloadUrl>http://10.0.0.1/admin</downloadUrl></mediaFile>";
    answers.push(("/forms/bus.xml", 200, XML.to_owned()));
    answers.push((
        "/forms/bus/manifest",
        200,
        format!("<manifest xmlns=\"http://openrosa.org/xforms/xformsManifest\">{away}</manifest>"),
    ));
    let (events, asked) = refresh(Known::default(), &answers);
    assert_eq!(
        asked,
        ["/formList", "/forms/bus.xml", "/forms/bus/manifest"]
    );
    assert!(events.contains(&SyncEvent::FormFailed {
        form_id: "a".to_owned(),
        problem: FormProblem::BadAddress
    }));
    assert!(events.iter().any(
        |event| matches!(event, SyncEvent::FormComplete { missing, .. } if missing == &["a.png"])
    ));
}

#[test]
fn says_which_language_people_use() {
    let mut client = client();
    client.refresh(Known::default());
    client.set_language("ko");
    let request = client.next_request().unwrap();
    let header = ("Accept-Language".to_owned(), "ko".to_owned());
    assert!(request.headers.contains(&header));
    client.set_language("ko\r\nX-Evil: 1");
    client.answer(request.id, Err(Failure::NoAnswer));
    client.refresh(Known::default());
    assert!(
        !client
            .next_request()
            .unwrap()
            .headers
            .iter()
            .any(|(name, _)| name == "Accept-Language")
    );
}

#[test]
fn asks_what_became_of_entities() {
    let mut client = client();
    let url = Address::from(format!("{BASE}/forms/bus/integrity"));
    assert!(client.check_entities(&url, vec!["aa".to_owned(), "bb".to_owned()]));
    assert!(!client.check_entities(&Address::from("https://evil.example/i"), vec![]));
    let events = drive(&mut client, |request| {
        assert_eq!(request.url, format!("{BASE}/forms/bus/integrity?id=aa,bb"));
        let body =
            "<data><entities><entity id=\"bb\"><deleted>true</deleted></entity></entities></data>";
        Ok(plain(request, 200, &[], body))
    });
    let deleted = vec!["bb".to_owned()];
    assert_eq!(events, [SyncEvent::EntitiesChecked { deleted }]);
}
