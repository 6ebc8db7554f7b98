//! From the start of the process to the first page, told headless.

use crate::{scene::scene, table::Table};
use maru_store::{DraftWrite, Store};
use std::{path::Path, time::Instant};

const NOW: &str = "2026-11-23T09:00:00Z";
/// More than a household sends in a lifetime; a kiosk in some years.
const RECORDS: usize = 10_000;

pub fn measure(table: &mut Table) {
    let (_folder, launch) = scene();
    let mut times = Vec::new();
    for _ in 0..11 {
        let began = Instant::now();
        let maru = launch.headless();
        maru.told().expect("the first page");
        times.push(began.elapsed());
        maru.leave();
    }
    // The very first start makes the database, and finds the program's pages on the disk.
    let first = times.remove(0);
    table.row(
        "start to first page, headless, first ever",
        crate::table::Time(first),
        "0.5 s",
    );
    table.spread("start to first page, headless", times, "0.5 s");
    let (folder, launch) = scene();
    launch.headless().leave();
    fill(&launch.data);
    let mut times = Vec::new();
    for _ in 0..11 {
        let began = Instant::now();
        let maru = launch.headless();
        maru.told().expect("the first page");
        times.push(began.elapsed());
        maru.leave();
    }
    drop(folder);
    table.spread(
        "start to first page, headless, 10,000 records",
        times,
        "0.5 s",
    );
}

/// Ten thousand records of the size of a filled-in demo form, most of them sent.
fn fill(data: &Path) {
    let (mut store, _) = Store::open(data, NOW).expect("a store");
    for number in 0..RECORDS {
        let instance_id = format!("uuid:{number}");
        let xml = format!(
            "<data id=\"street_light\"><meta><instanceID>{instance_id}</instanceID></meta><text>{}</text></data>",
            "x".repeat(900)
        );
        let draft = DraftWrite {
            instance_id,
            form_hash: "md5:0".to_owned(),
            form_id: "street_light".to_owned(),
            version: "1".to_owned(),
            title: "Street light".to_owned(),
            xml: xml.as_bytes().into(),
            at_question: None,
            pending: None,
            replaces: None,
            at: NOW.to_owned(),
        };
        let id = store.save_draft(&draft).expect("a draft");
        if number % 20 > 0 {
            store.finalise(id, xml.as_bytes(), NOW).expect("finished");
            store.mark_sending(id, NOW).expect("under way");
            store.mark_sent(id, NOW, None).expect("sent");
        }
    }
}
