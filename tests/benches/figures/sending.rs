//! A full outbox to a city's server on this machine.

use crate::table::{Table, Time};
use maru_store::{DraftWrite, Store};
use maru_tests::{
    city_server::{CityServer, FormOffer, Options},
    process::Launch,
    walk,
};
use std::time::Instant;

const FORMS: usize = 100;
const NOW: &str = "2026-11-23T09:00:00Z";

pub fn measure(table: &mut Table) {
    let folder = tempfile::tempdir().unwrap();
    let xml = std::fs::read(walk::city().join("forms/street_light.xml")).unwrap();
    let form = FormOffer::from_xml(xml).unwrap();
    let version = form.version.clone();
    let mut options = Options::new(folder.path().join("city"));
    options.forms = vec![form];
    let server = CityServer::start(options).unwrap();
    let home = folder.path().join("home");
    queue(&home, &version);
    let launch = Launch::new(&home).server(&server.base_url());
    let began = Instant::now();
    let sent = launch.run(&["sync"]);
    let took = began.elapsed();
    assert!(sent.status.success(), "{sent:?}");
    assert_eq!(server.submissions().len(), FORMS);
    table.row("send 100 queued forms over the loopback", Time(took), "-");
}

fn queue(home: &std::path::Path, version: &str) {
    let (mut store, _) = Store::open(home, NOW).unwrap();
    for number in 0..FORMS {
        let xml = format!(
            "<data id=\"street_light\" version=\"{version}\"><what><kind>other</kind></what>\
             <meta><instanceID>uuid:{number}</instanceID></meta></data>"
        );
        let draft = DraftWrite {
            instance_id: format!("uuid:{number}"),
            form_hash: "md5:0".to_owned(),
            form_id: "street_light".to_owned(),
            version: version.to_owned(),
            title: "Street light".to_owned(),
            xml: xml.as_bytes().into(),
            at_question: None,
            pending: None,
            at: NOW.to_owned(),
        };
        let id = store.save_draft(&draft).unwrap();
        store.finalise(id, xml.as_bytes(), NOW).unwrap();
    }
}
