//! A private record: what it costs to encrypt it when it is finished.

use crate::{
    memory::Status,
    table::{Table, Time},
};
use maru_seal::{Chance, PublicKey, Recipient};
use maru_store::{DraftWrite, RecordId, Store};
use std::{io::Read, time::Instant};

const NOW: &str = "2026-11-23T09:00:00Z";
const KEY: &str = include_str!("../../../assets/city-src/forms/call_me_back/settings.csv");
/// The largest file that is put with a record.
const FILM_BYTES: u64 = 100_000_000;

pub fn measure(table: &mut Table) {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, _) = Store::open(folder.path(), NOW).unwrap();
    let answers = draft(&store, 1);
    let took = seal(&mut store, answers, 1);
    table.row("encrypt a finished record without files", took, "100 ms");
    let film = draft(&store, 2);
    let mut bytes = std::io::repeat(7).take(FILM_BYTES);
    let name = "film.mp4";
    store.attach(film, name, "video/mp4", &mut bytes).unwrap();
    let took = seal(&mut store, film, 2);
    table.row(
        "encrypt a finished record with 100 MB, on its thread",
        took,
        "-",
    );
    let peak = Status::of(std::process::id()).peak;
    table.row("memory at most then, of the bench", peak, "-");
}

fn xml(number: u32) -> String {
    format!(
        "<data id=\"bus\"><a>film.mp4</a><b>{}</b><meta><instanceID>uuid:{number}</instanceID></meta></data>",
        "answer ".repeat(500)
    )
}

fn draft(store: &Store, number: u32) -> RecordId {
    let draft = DraftWrite {
        instance_id: format!("uuid:{number}"),
        form_hash: "md5:0".to_owned(),
        form_id: "bus".to_owned(),
        version: String::new(),
        title: "Bus card".to_owned(),
        xml: xml(number).into_bytes().into(),
        at_question: None,
        pending: None,
        replaces: None,
        at: NOW.to_owned(),
    };
    store.save_draft(&draft).unwrap()
}

fn seal(store: &mut Store, record: RecordId, number: u32) -> Time {
    let recipient = Recipient {
        key: PublicKey::parse(KEY.trim_end().rsplit(',').next().unwrap()).unwrap(),
        form_id: "bus".to_owned(),
        version: None,
        instance_id: format!("uuid:{number}"),
    };
    let chance = Chance::draw(getrandom::fill).unwrap();
    let began = Instant::now();
    store
        .finalise_sealed(record, xml(number).as_bytes(), (&recipient, chance), NOW)
        .unwrap();
    Time(began.elapsed())
}
