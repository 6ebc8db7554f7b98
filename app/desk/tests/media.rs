//! Pictures, recordings and films of questions and choices: shown, or told where they cannot be.

#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::{PNG, Person, form};
use maru_desk::{Event, FormFiles};
use maru_page::{ImageId, Kind};

/// A form of one question about `/data/a` and one behind it.
fn one(model: &str, control: &str) -> String {
    form(
        "<a/><after/>",
        model,
        &format!(r#"{control}<input ref="/data/after"><label>Anything else?</label></input>"#),
    )
}

/// A question with this medium.
fn with(medium: &str, file: &str) -> String {
    let model = format!(
        r#"<itext><translation lang="en"><text id="q"><value>Which lamp?</value>
        <value form="{medium}">jr://media/{file}</value></text></translation></itext>"#
    );
    one(
        &model,
        r#"<input ref="/data/a"><label ref="jr:itext('q')"/></input>"#,
    )
}

const UNSHOWN: &str = "A picture belongs here, but it cannot be shown.";

#[test]
fn a_picture_is_named_by_its_form_and_told_by_its_question() {
    let person = Person::filling_with("en", &with("image", "lamp.png"), &[("lamp.png", PNG)]);
    let page = person.page();
    let picture = page.node(&"picture".into()).unwrap();
    let image = ImageId("form/street_light/lamp.png".to_owned());
    assert_eq!(picture.kind, Kind::Image { image });
    assert_eq!(picture.label.shown, "shown with this question");
    assert!(!person.seen().contains(UNSHOWN), "{}", person.seen());
}

#[test]
fn a_picture_that_cannot_be_shown_is_not_said_to_be_there() {
    let svg: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
    for (file, media) in [
        ("lamp.png", None),
        ("lamp.png", Some(&b"no picture"[..])),
        ("map.svg", Some(svg)),
    ] {
        let media = media.map(|bytes| (file, bytes));
        let person = Person::filling_with("en", &with("image", file), media.as_slice());
        person.sees(UNSHOWN);
        assert!(!person.seen().contains("[picture"), "{}", person.seen());
    }
    let person = Person::filling("ko", &with("image", "lamp.png"));
    person.sees("여기에 그림이 있지만 보여 드릴 수 없습니다.");
}

#[test]
fn of_a_form_that_the_city_sent_the_names_of_pictures_are_believed() {
    for (file, shown) in [("lamp.jpeg", true), ("map.svg", false)] {
        let mut person = Person::at_home("en", &common::files());
        person.tell(Event::FormArrived {
            form_id: "street_light".to_owned(),
            xml: with("image", file),
            files: FormFiles::default(),
        });
        person.opens("tell", "street-light");
        assert_eq!(!person.seen().contains(UNSHOWN), shown, "{}", person.seen());
    }
}

#[test]
fn a_film_is_told_by_the_name_of_its_file() {
    let person = Person::filling("en", &with("video", "lamp.mp4"));
    person.sees("A film belongs here, but it cannot be shown: lamp.mp4");
    let person = Person::filling("ko", &with("video", "lamp.mp4"));
    person.sees("여기에 동영상이 있지만 보여 드릴 수 없습니다: lamp.mp4");
}

#[test]
fn what_a_choice_cannot_show_is_told_with_it() {
    let model = r#"<itext><translation lang="en"><text id="bus"><value>Bus</value>
        <value form="image">jr://images/bus.png</value><value form="video">jr://video/bus.mp4</value></text>
        </translation></itext>"#;
    for control in ["select1", "select", "odk:rank"] {
        let control = format!(
            r#"<{control} xmlns:odk="http://www.opendatakit.org/xforms" ref="/data/a"><label>How?</label>
            <item><label ref="jr:itext('bus')"/><value>b</value></item>
            <item><label>On foot</label><value>f</value></item></{control}>"#
        );
        let page = Person::filling("en", &one(model, &control)).page();
        let hint = |id: &str| {
            let hint = page.node(&id.into()).unwrap().hint.clone();
            hint.map(|hint| hint.shown)
        };
        let told = format!("{UNSHOWN} A film belongs here, but it cannot be shown: bus.mp4");
        assert_eq!(hint("choice-1"), Some(told));
        assert_eq!(hint("choice-2"), None);
    }
}

#[test]
fn choices_show_their_pictures_to_the_eye_alone() {
    let model = r#"<itext><translation lang="en"><text id="bus"><value>Bus</value><value form="image">jr://images/bus.png</value></text>
        </translation></itext>"#;
    let control = r#"<select1 ref="/data/a"><label>How do you come?</label><item><label ref="jr:itext('bus')"/><value>b</value></item>
        <item><label>On foot</label><value>f</value></item></select1>"#;
    let mut person = Person::filling_with("en", &one(model, control), &[("bus.png", PNG)]);
    person.sees("( ) Bus [picture]");
    let page = person.page();
    let choice = page.node(&"choice-1".into()).unwrap();
    assert_eq!(
        choice.picture.as_ref().unwrap().0,
        "form/street_light/bus.png"
    );
    assert!(page.node(&"choice-2".into()).unwrap().picture.is_none());
    // It is no node of its own: ear and finger go from choice to choice.
    assert_eq!(
        page.nodes
            .iter()
            .filter(|node| node.label.shown == "Bus")
            .count(),
        1
    );
    person.does(&["activate choice-1", "proceed"]);
    assert!(person.xml().contains("<a>b</a>"));
}

#[test]
fn choices_have_their_recordings() {
    let model = r#"<itext><translation lang="en"><text id="bus"><value>Bus</value><value form="audio">jr://audio/bus.ogg</value></text></translation></itext>"#;
    let control = r#"<select1 ref="/data/a"><label>How do you come?</label><item><label ref="jr:itext('bus')"/><value>b</value></item>
        <item><label>On foot</label><value>f</value></item></select1>"#;
    let page = Person::filling("en", &one(model, control)).page();
    let sound = |id: &str| {
        let label = &page.node(&id.into()).unwrap().label;
        label.sound.as_ref().map(|sound| sound.0.clone())
    };
    assert_eq!(
        sound("choice-1").as_deref(),
        Some("form/street_light/bus.ogg")
    );
    assert_eq!(sound("choice-2"), None);
}
