//! From the city, through a bad network, into the store: forms and their media.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod town;

use maru_sync::Content;
use maru_tests::city_server::{Fault, FormOffer};
use town::{FORM, NOW, Town};

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
