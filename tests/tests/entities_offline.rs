//! What was registered without a connection can be chosen a minute later, and is in the list once when the city has it.

use maru_tests::{
    city_server::{CityServer, Fault, FormOffer, On, Options},
    process::{Launch, Process},
};
use serde_json::Value;

/// A form that registers a tree, and may name one that is there; in the place of the demo city's street light form.
const FORM: &str = r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"
 xmlns:odk="http://www.opendatakit.org/xforms" xmlns:entities="http://www.opendatakit.org/xforms/entities"><h:head><h:title>Trees</h:title>
<model odk:xforms-version="1.0.0" entities:entities-version="2024.1.0"><instance><data id="street_light" version="9999999999">
<near/><kind/><meta><instanceID/><entity dataset="trees" id="" create="1"><label/></entity></meta></data></instance>
<instance id="trees" src="jr://file-csv/trees.csv"/>
<bind nodeset="/data/kind" type="string" required="true()" entities:saveto="species"/>
<bind nodeset="/data/meta/entity/label" calculate="/data/kind"/>
<setvalue event="odk-instance-first-load" ref="/data/meta/entity/@id" value="uuid()"/>
<bind nodeset="/data/meta/instanceID" jr:preload="uid"/></model></h:head><h:body>
<select1 ref="/data/near"><label>Near which tree?</label><itemset nodeset="instance('trees')/root/item"><value ref="name"/><label ref="label"/></itemset></select1>
<input ref="/data/kind"><label>Which kind?</label></input></h:body></h:html>"#;

fn page(told: &Value) -> &str {
    told["page"].as_str().unwrap_or_default()
}

/// The form begun anew: its first question.
fn begin(maru: &mut Process) -> String {
    maru.acts(&["home", "activate sector-tell"]);
    let mut told = maru.acts(&["activate service-street-light"]);
    if page(&told).starts_with("begin-") {
        told = maru.acts(&["activate anew"]);
    }
    assert_eq!(page(&told), "question-/data/near", "{told}");
    told.to_string()
}

#[test]
fn what_was_registered_without_a_connection_can_be_chosen_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut options = Options::new(folder.path().join("city"));
    let form = FormOffer::from_xml(FORM).expect("a form");
    options.forms = vec![form.with_list("trees.csv", "trees")];
    let city = CityServer::start(options).expect("a server");
    city.put_entity("trees", "t-1", "The elm", &[("species", "elm")]);
    let launch = Launch::new(&folder.path().join("home")).server(&city.base_url());
    assert!(launch.run(&["sync"]).status.success());

    city.plan_fault(Fault::DropBefore, On::Posts, 1000);
    let mut maru = launch.headless();
    let mut told = maru.told().expect("the first page");
    while page(&told).starts_with("first-") {
        told = maru.act("proceed").expect("it tells");
    }
    let first = begin(&mut maru);
    assert!(first.contains("The elm") && !first.contains("Gingko"));
    maru.acts(&["proceed", "type Gingko", "proceed"]);
    maru.acts(&["activate send"]);
    let second = begin(&mut maru);
    assert!(second.contains("Gingko"), "{second}");
    maru.acts(&["back"]);

    // The city gets it; until its list has it, it stands there as before; then once.
    city.set_fault(Fault::None);
    maru.acts(&[
        "home",
        "activate my-forms",
        "activate record-1",
        "activate send-now",
    ]);
    maru.wait_for("The city has received your form");
    maru.acts(&["home"]);
    assert!(begin(&mut maru).contains("Gingko"));
    maru.leave();
    let stored = city.submissions();
    assert_eq!(stored.len(), 1);
    let xml = String::from_utf8_lossy(&stored[0].xml).into_owned();
    let (_, id) = xml.split_once("id=\"").expect("the form's id");
    let (_, id) = id.split_once(" id=\"").expect("the entity's id");
    let id = id.split('"').next().expect("its end");
    city.put_entity("trees", id, "Gingko biloba", &[("species", "Gingko")]);
    assert!(launch.run(&["sync"]).status.success());
    let mut maru = launch.headless();
    maru.told().expect("the first page");
    let third = begin(&mut maru);
    assert!(third.contains("Gingko biloba"), "{third}");
    assert_eq!(
        third.matches("Gingko").count(),
        second.matches("Gingko").count(),
        "{third}"
    );
    maru.leave();

    // What the city deletes is gone, though it was made here.
    city.delete_entity("trees", id);
    assert!(launch.run(&["sync"]).status.success());
    let mut maru = launch.headless();
    maru.told().expect("the first page");
    let fourth = begin(&mut maru);
    assert!(
        fourth.contains("The elm") && !fourth.contains("Gingko"),
        "{fourth}"
    );
    maru.leave();
}
