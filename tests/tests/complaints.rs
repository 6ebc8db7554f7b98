//! What users of other clients complain of, and what became of it here.
//!
//! | complaint | held by |
//! |---|---|
//! | the form list is slow with thousands of files or versions | `thousands_of_files_that_are_here_are_not_asked_for` in `app/sync/tests/refreshing.rs` |
//! | one identity with other bytes, after sending failed half-way and somebody edited | `what_went_half_way_is_never_another_record` |
//! | duplicates after sending again; "sent" though files are missing | `again_and_again_is_once_with_all_files`, `tests/tests/carry.rs`, `tests/tests/power_cut.rs` |
//! | sending does not try again, or sends when it is switched off | `offline_means_it`, `app/maru/src/courier/patience.rs` |
//! | "sending failed" without the reason | `docs/faults.md` |
//! | a new version takes the old one, or its files, from a draft; or is not fetched | `a_draft_keeps_its_version_and_its_files` |

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod town;

use maru_store::RecordState;
use maru_tests::city_server::{Fault, FormOffer, On};
use maru_tests::process::Launch;
use town::{FORM, NOW, Town};

fn photos() -> Vec<(String, Vec<u8>)> {
    let names = ["1.png", "2.png", "3.png"];
    let photo = |(byte, name): (usize, &str)| (name.to_owned(), vec![byte as u8; 60_000]);
    names.into_iter().enumerate().map(photo).collect()
}

#[test]
fn what_went_half_way_is_never_another_record() {
    let mut town = Town::taking(70_000);
    let id = town.finalise_with("uuid:1", &photos());
    let frozen = town.store.export(id).unwrap();
    town.server
        .plan_fault_after(1, Fault::DropBefore, On::Posts, 1);
    town.send_all();
    assert_eq!(town.state(id).0, RecordState::Ready);
    assert!(
        town.try_save("uuid:1", "<data/>").is_err(),
        "what is finished is frozen"
    );
    town.send_all();
    assert_eq!(town.state(id), (RecordState::Sent, None));
    let [stored] = <[_; 1]>::try_from(town.server.submissions()).unwrap();
    assert_eq!(stored.xml, frozen.into_vec());
}

#[test]
fn again_and_again_is_once_with_all_files() {
    let mut town = Town::taking(70_000);
    let id = town.finalise_with("uuid:1", &photos());
    // The city stores what comes, and the receipt is lost: after the first file, after the second, after each.
    town.server.plan_fault(Fault::DropAfter, On::Posts, 5);
    for _ in 0..8 {
        if town.state(id).0 != RecordState::Sent {
            town.send_all();
        }
    }
    assert_eq!(town.state(id), (RecordState::Sent, None));
    let [stored] = <[_; 1]>::try_from(town.server.submissions()).unwrap();
    let expected = photos()
        .into_iter()
        .map(|(name, bytes)| (name, Some(bytes)));
    assert_eq!(stored.attachments, expected.collect::<Vec<_>>());
}

#[test]
fn offline_means_it() {
    let town = Town::new();
    let mut launch = Launch::new(&town.home().join("visit")).server(&town.server.base_url());
    launch.arguments.push("--offline".to_owned());
    let mut maru = launch.headless();
    maru.told().expect("the first page");
    maru.act("wait 0.5").expect("it goes on");
    maru.leave();
    assert!(!launch.run(&["sync"]).status.success());
    assert!(town.server.requests().is_empty());
    launch.arguments.pop();
    assert!(launch.run(&["sync"]).status.success());
    assert!(!town.server.requests().is_empty());
}

#[test]
fn a_draft_keeps_its_version_and_its_files() {
    let mut town = Town::new();
    let fetch = |town: &mut Town| {
        town.client.refresh(town.store.known().unwrap());
        for event in town.network.run(&mut town.client) {
            town.store.apply(&event, NOW).unwrap();
        }
        town.store.latest_form("bus").unwrap().unwrap()
    };
    let old = fetch(&mut town);
    let newer = FORM.replace("version=\"1\"", "version=\"2\"");
    let media = vec![("a.png".to_owned(), b"another picture".to_vec())];
    let newer = FormOffer::from_xml(newer).unwrap().with_media(media);
    town.server.publish(newer);
    let new = fetch(&mut town);
    assert_eq!(
        (old.summary.version, new.summary.version),
        ("1".to_owned(), "2".to_owned())
    );
    let picture = |hash: &str| {
        let found = town.store.media(hash, "a.png").unwrap();
        found.unwrap().into_vec()
    };
    assert_eq!(picture(&old.summary.hash), b"picture");
    assert_eq!(picture(&new.summary.hash), b"another picture");
    assert_eq!(
        town.store.form(&old.summary.hash).unwrap().unwrap().xml,
        old.xml
    );
}
