//! A full outbox to a city's server on this machine, and what a large file costs in memory.

use crate::{
    memory::Status,
    table::{Table, Time},
};
use maru_store::{DraftWrite, RecordId, Store};
use maru_tests::{
    city_server::{CityServer, FormOffer, Options},
    process::Launch,
    walk,
};
use std::{
    io::Read,
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};
use tempfile::TempDir;

const FORMS: usize = 1000;
const FILE_BYTES: u64 = 100_000_000;
const NOW: &str = "2026-11-23T09:00:00Z";

pub fn measure(table: &mut Table) {
    let many = Scene::new();
    for number in 0..FORMS {
        many.queue(number, None);
    }
    let (took, peak) = many.sync();
    assert_eq!(many.server.submissions().len(), FORMS);
    table.row("send 1,000 queued forms over the loopback", Time(took), "-");
    table.row("memory at most while it does", peak, "60 MB");

    let large = Scene::new();
    large.queue(0, Some(FILE_BYTES));
    let (took, peak) = large.sync();
    assert_eq!(large.server.submissions().len(), 1);
    table.row("send a form with a file of 100 MB", Time(took), "-");
    table.row("memory at most while it does", peak, "60 MB");
}

/// A household and its city.
struct Scene {
    _folder: TempDir,
    home: PathBuf,
    version: String,
    server: CityServer,
}

impl Scene {
    fn new() -> Scene {
        let folder = tempfile::tempdir().unwrap();
        let xml = std::fs::read(walk::city().join("forms/street_light.xml")).unwrap();
        let form = FormOffer::from_xml(xml).unwrap();
        let version = form.version.clone();
        let mut options = Options::new(folder.path().join("city"));
        options.forms = vec![form];
        Scene {
            home: folder.path().join("home"),
            version,
            server: CityServer::start(options).unwrap(),
            _folder: folder,
        }
    }

    fn queue(&self, number: usize, file_bytes: Option<u64>) {
        let (mut store, _) = Store::open(&self.home, NOW).unwrap();
        let Scene { version, .. } = self;
        let file = file_bytes.map_or("", |_| "<photo>large.bin</photo>");
        let xml = format!(
            "<data id=\"street_light\" version=\"{version}\"><what><kind>other</kind></what>{file}\
             <meta><instanceID>uuid:{number}</instanceID></meta></data>"
        );
        let draft = DraftWrite {
            instance_id: format!("uuid:{number}"),
            form_hash: "md5:0".to_owned(),
            form_id: "street_light".to_owned(),
            version: version.clone(),
            title: "Street light".to_owned(),
            xml: xml.as_bytes().into(),
            at_question: None,
            pending: None,
            replaces: None,
            at: NOW.to_owned(),
        };
        let id: RecordId = store.save_draft(&draft).unwrap();
        if let Some(bytes) = file_bytes {
            let mut content = std::io::repeat(7).take(bytes);
            let kind = "application/octet-stream";
            store.attach(id, "large.bin", kind, &mut content).unwrap();
        }
        store.finalise(id, xml.as_bytes(), NOW).unwrap();
    }

    /// Sends all of it; tells how long that took, and how much memory the program had at most.
    fn sync(&self) -> (Duration, String) {
        let launch = Launch::new(&self.home).server(&self.server.base_url());
        let mut command = launch.command();
        command.arg("sync").stdout(Stdio::null());
        let began = Instant::now();
        let mut child = command.spawn().unwrap();
        let mut peak = String::new();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if Path::new(&format!("/proc/{}/status", child.id())).exists() {
                // One that has just ended has no memory any more.
                let told = Status::of(child.id()).peak;
                if told != "?" {
                    peak = told;
                }
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        assert!(status.success());
        (began.elapsed(), peak)
    }
}
