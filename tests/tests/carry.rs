//! From the outbox on the disk, through a bad network, to the city: exactly once.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod town;

use std::time::Duration;

use maru_store::RecordState;
use maru_sync::{Content, Submission};
use maru_tests::city_server::{Fault, On};
use town::{NOW, Town};

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
        arrived: std::collections::BTreeSet::new(),
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
