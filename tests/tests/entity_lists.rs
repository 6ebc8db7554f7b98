//! Lists that the city writes to: fetched anew with every write, old ones kept when the new one cannot be had, and
//! asked about when somebody has left them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::PathBuf;
use std::sync::Arc;

use maru::courier::{Manner, Post, Round};
use maru::incoming::Sink;
use maru::sign_in::Door;
use maru_store::Store;
use maru_tests::city_server::{Access, CityServer, Fault, FormOffer, On, Options};
use tempfile::TempDir;

const FORM: &str = r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>
<h:title>My cases</h:title><model><instance><data id="cases" version="1"><meta><instanceID/></meta></data></instance>
<instance id="cases" src="jr://file-csv/cases.csv"/></model></h:head><h:body/></h:html>"#;

struct Town {
    _folder: TempDir,
    home: PathBuf,
    city: CityServer,
    post: Post,
}

impl Town {
    fn new() -> Town {
        let folder = TempDir::new().unwrap();
        let home = folder.path().join("home");
        let mut options = Options::new(folder.path().join("city"));
        options.access = Access::AppUser {
            token: "tok!en$1".to_owned(),
        };
        // A server behind a proxy calls itself by another name.
        options.domain = Some("https://inside.example".to_owned());
        options.forms = vec![
            FormOffer::from_xml(FORM)
                .unwrap()
                .with_list("cases.csv", "cases"),
        ];
        let city = CityServer::start(options).unwrap();
        let account = Door::named(&city.base_url()).account(&home).unwrap();
        drop(Store::open(&home, "2026-03-05T06:00:00Z").unwrap());
        let post = Post::open(&home, account, "ko").unwrap();
        Town {
            _folder: folder,
            home,
            city,
            post,
        }
    }

    /// One round; returns the paths that were asked for, and how it went.
    fn round(&mut self) -> (Vec<String>, Round) {
        let before = self.city.requests().len();
        let sink: Sink = Arc::new(drop);
        let round = self.post.round(Manner::default(), &sink).unwrap();
        let asked = self.city.requests().split_off(before);
        (asked.into_iter().map(|one| one.path).collect(), round)
    }

    fn list(&self) -> Option<String> {
        let (store, _) = Store::open(&self.home, "2026-03-05T06:00:00Z").unwrap();
        let form = store.latest_form("cases").unwrap().unwrap();
        let csv = store.media(&form.summary.hash, "cases.csv").unwrap()?;
        Some(String::from_utf8(csv.into_vec()).unwrap())
    }
}

const LIST: &str = "/formList";
const MANIFEST: &str = "/forms/cases/manifest";
const CSV: &str = "/forms/cases/attachments/cases.csv";

#[test]
fn every_write_brings_the_list_anew() {
    let mut town = Town::new();
    let (asked, round) = town.round();
    assert_eq!(asked, [LIST, "/forms/cases.xml", MANIFEST]);
    assert_eq!(round.forms, 1);
    assert_eq!(
        town.list(),
        None,
        "nobody has written to it yet, and the form works without"
    );
    town.city
        .put_entity("cases", "a-1", "A, and more", &[("state", "received")]);
    let (asked, round) = town.round();
    assert_eq!(asked, [LIST, MANIFEST, CSV]);
    assert_eq!(round.forms, 1, "with another list it is another form");
    let written = "name,label,__version,state\na-1,\"A, and more\",1,received\n";
    assert_eq!(town.list().as_deref(), Some(written));
    let (asked, round) = town.round();
    assert_eq!(asked, [LIST, MANIFEST], "nothing was written");
    assert_eq!(round.forms, 0);
    town.city
        .put_entity("cases", "a-1", "A, and more", &[("state", "answered")]);
    town.round();
    assert!(town.list().unwrap().contains(",2,answered"));
}

#[test]
fn who_has_left_a_list_is_asked_about() {
    let mut town = Town::new();
    for id in ["a-1", "b-2", "c-3"] {
        town.city.put_entity("cases", id, id, &[]);
    }
    town.round();
    town.city.delete_entity("cases", "b-2");
    let (asked, round) = town.round();
    assert_eq!(asked, [LIST, MANIFEST, CSV, "/datasets/cases/integrity"]);
    assert_eq!(round.trouble, None);
    assert!(!town.list().unwrap().contains("b-2"));
    assert_eq!(town.round().0, [LIST, MANIFEST], "once is enough");
}

#[test]
fn an_old_list_is_better_than_none() {
    let mut town = Town::new();
    town.city.put_entity("cases", "a-1", "A", &[]);
    town.round();
    town.city.put_entity("cases", "a-1", "B", &[]);
    // The list and the manifest come, the file does not.
    town.city
        .plan_fault_after(2, Fault::RefusesInJson(404), On::Every, 1);
    town.round();
    assert!(town.list().unwrap().contains("a-1,A,1"));
    town.round();
    assert!(town.list().unwrap().contains("a-1,B,2"));
}
