//! What a person does with a form, and what follows.

mod common;

use std::sync::Arc;

use common::{Builder, Record, ambient};
use maru_form::{Answer, Control, Form, QuestionId, ResumeError, Session, ViolationKind};

fn household() -> Builder {
    Builder::new()
        .nodes("<name/><age/><adult/><work><job/><firm/></work><note/><ok/>")
        .bind(
            "/data/name",
            "required=\"true()\" jr:requiredMsg=\"We need a **name**.\"",
        )
        .bind(
            "/data/age",
            "type=\"int\" constraint=\". &gt;= 0 and . &lt; 150\" jr:constraintMsg=\"0 to 149\"",
        )
        .bind("/data/adult", "calculate=\"/data/age &gt; 17\"")
        .bind("/data/work", "relevant=\"/data/adult = 'true'\"")
        .bind("/data/work/firm", "relevant=\"/data/work/job != ''\"")
        .bind("/data/note", "readonly=\"true()\"")
        .inputs(&["/data/name", "/data/age"])
        .body("<group ref=\"/data/work\" appearance=\"field-list\"><label>Work</label>")
        .inputs(&["/data/work/job", "/data/work/firm"])
        .body("</group>")
        .inputs(&["/data/note"])
        .body("<trigger ref=\"/data/ok\"><label>Read</label></trigger>")
}

#[test]
fn asks_what_is_relevant_in_order() {
    let mut record = household().begin();
    assert_eq!(record.asks(), "name age note ok");
    record.types("/data/age", "30").unwrap();
    assert_eq!(record.asks(), "name age work/job note ok");
    record.types("/data/work/job", "cook").unwrap();
    assert_eq!(record.asks(), "name age work/job work/firm note ok");
    let groups = record.question("/data/work/firm").groups;
    assert_eq!(groups[0].label.plain(), "Work");
    assert!(groups[0].is_field_list);
    let job = QuestionId::from("/data/work/job");
    assert_eq!(
        record.0.next_after(Some(&job)).unwrap().as_str(),
        "/data/work/firm"
    );
    assert_eq!(
        record.0.previous_before(Some(&job)).unwrap().as_str(),
        "/data/age"
    );
    assert_eq!(record.0.previous_before(None).unwrap().as_str(), "/data/ok");
    assert_eq!(record.0.next_after(Some(&"/data/ok".into())), None);
}

#[test]
fn an_irrelevant_answer_is_not_sent_and_comes_back() {
    let mut record = household().begin();
    record.types("/data/age", "30").unwrap();
    record.types("/data/work/job", "cook").unwrap();
    record.types("/data/age", "5").unwrap();
    assert!(!record.0.submission().contains("work"));
    assert!(record.0.save().contains("<job>cook</job>"));
    assert_eq!(
        record.types("/data/work/job", "x"),
        Err(ViolationKind::NotRelevant)
    );
    record.types("/data/age", "18").unwrap();
    assert!(
        record
            .0
            .submission()
            .contains("<work><job>cook</job><firm/></work>")
    );
}

#[test]
fn what_breaks_a_rule_of_the_form_is_kept_and_told_in_its_words() {
    let mut record = household().begin();
    assert_eq!(
        record.types("/data/age", "200"),
        Err(ViolationKind::Constraint)
    );
    assert_eq!(record.value("/data/age"), "200");
    assert_eq!(
        record.types("/data/age", "many"),
        Err(ViolationKind::NotAnInteger)
    );
    assert_eq!(record.value("/data/age"), "");
    record.types("/data/age", "200").unwrap_err();
    let violations = record.0.violations();
    let told: Vec<_> = violations
        .iter()
        .map(|(id, violation)| (id.as_str(), violation.message.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            ("/data/name", Some("We need a name.")),
            ("/data/age", Some("0 to 149")),
        ]
    );
    record.types("/data/name", "Kim").unwrap();
    assert_eq!(record.clears("/data/name"), Err(ViolationKind::Required));
    assert_eq!(record.value("/data/name"), "");
}

#[test]
fn a_note_is_read_and_a_trigger_acknowledged() {
    let mut record = household().begin();
    assert_eq!(record.question("/data/note").control, Control::Note);
    assert_eq!(
        record.types("/data/note", "x"),
        Err(ViolationKind::ReadOnly)
    );
    record
        .0
        .set(&"/data/ok".into(), Answer::Acknowledged(true))
        .unwrap();
    assert_eq!(record.value("/data/ok"), "OK");
    assert_eq!(record.types("/data/ok", "x"), Err(ViolationKind::WrongKind));
    assert_eq!(
        record.types("/data/nowhere", "x"),
        Err(ViolationKind::NoSuchQuestion)
    );
}

fn cascade() -> Builder {
    Builder::new()
        .nodes("<city/><town/><many/>")
        .model(
            "<itext><translation lang=\"English (en)\" default=\"true()\"><text id=\"t-0\"><value>Jongno</value></text>\
             <text id=\"t-1\"><value>Haeundae</value></text><text id=\"t\"><value>Town in <output value=\" /data/city \"/></value>\
             <value form=\"guidance\">Where you sleep</value></text></translation><translation lang=\"Korean (ko)\">\
             <text id=\"t-0\"><value>종로</value></text><text id=\"t-1\"><value>-</value></text></translation></itext>\
             <instance id=\"towns\"><root><item><itextId>t-0</itextId><name>j</name><cf>s</cf></item>\
             <item><itextId>t-1</itextId><name>h</name><cf>b</cf></item></root></instance>",
        )
        .bind("/data/town", "required=\"true()\"")
        .body("<select1 ref=\"/data/city\"><label>City</label><item><label>Seoul</label><value>s</value></item><item><label>Busan</label><value>b</value></item></select1>")
        .body("<select1 ref=\"/data/town\"><label ref=\"jr:itext('t')\"/><hint ref=\"jr:itext('t')\"/><itemset nodeset=\"instance('towns')/root/item[cf= /data/city ]\"><value ref=\"name\"/><label ref=\"jr:itext(itextId)\"/></itemset></select1>")
        .body("<select ref=\"/data/many\"><label>Many</label><itemset nodeset=\"randomize(instance('towns')/root/item, 3)\"><value ref=\"name\"/><label ref=\"jr:itext(itextId)\"/></itemset></select>")
}

#[test]
fn choices_follow_the_answer_before_them() {
    let mut record = cascade().begin();
    assert_eq!(record.offers("/data/town"), "");
    record.chooses("/data/city", "s").unwrap();
    assert_eq!(record.offers("/data/town"), "j");
    assert_eq!(
        record.chooses("/data/town", "h"),
        Err(ViolationKind::NotAChoice)
    );
    record.chooses("/data/town", "j").unwrap();
    record.chooses("/data/city", "b").unwrap();
    assert_eq!(record.value("/data/town"), "");
    assert_eq!(
        record.0.violation(&"/data/town".into()).unwrap().kind,
        ViolationKind::Required
    );
    assert!(record.0.submission().contains("<town/>"));
    record.chooses("/data/city", "s").unwrap();
    assert_eq!(record.value("/data/town"), "j");
}

#[test]
fn a_list_may_hang_on_its_own_answer() {
    let items: String = ["a", "b", "none"]
        .map(|name| format!("<item><name>{name}</name></item>"))
        .concat();
    let itemset = |filter: &str| {
        format!(
            "<itemset nodeset=\"instance('i')/root/item[{filter}]\"><value ref=\"name\"/><label ref=\"name\"/></itemset>"
        )
    };
    let mut record = Builder::new()
        .nodes("<one/><many/><two/><chosen/>")
        .bind("/data/chosen", "calculate=\"/data/two\"")
        .model(&format!(
            "<instance id=\"i\"><root>{items}</root></instance>"
        ))
        .body(&format!(
            "<select1 ref=\"/data/one\">{}</select1>",
            itemset("name != /data/one")
        ))
        .body(&format!(
            "<select ref=\"/data/many\">{}</select>",
            itemset("name = 'none' or not(selected(/data/many, 'none'))")
        ))
        .body(&format!(
            "<select1 ref=\"/data/two\">{}</select1>",
            itemset("name != /data/chosen")
        ))
        .begin();
    record.chooses("/data/one", "b").unwrap();
    record.chooses("/data/two", "a").unwrap();
    record.chooses("/data/many", "a b none").unwrap();
    let resumed = Session::resume(record.0.form().clone(), &record.0.save(), ambient()).unwrap();
    for record in [record, Record(resumed)] {
        // Chosen, it is not offered; not chosen, it is: it stays.
        assert_eq!(record.value("/data/one"), "b");
        assert_eq!(record.value("/data/two"), "a");
        assert_eq!(record.value("/data/chosen"), "a");
        // "None of these" is alone.
        assert_eq!(record.value("/data/many"), "none");
    }
}

#[test]
fn several_are_chosen_each_once() {
    let mut record = cascade().begin();
    record.chooses("/data/many", "h j h").unwrap();
    assert_eq!(record.value("/data/many"), "h j");
    assert_eq!(
        record.chooses("/data/many", "h x"),
        Err(ViolationKind::NotAChoice)
    );
    assert!(
        record
            .choices("/data/many")
            .iter()
            .all(|choice| choice.selected)
    );
    assert_eq!(record.choices("/data/many").len(), 2);
}

#[test]
fn a_form_says_how_it_is_sent() {
    let loaded = Builder::new()
        .nodes("<a/>")
        .model(
            "<submission action=\"https://other.example/submission\" method=\"post\" \
             base64RsaPublicKey=\"MII B\" orx:auto-send=\"true\" orx:auto-delete=\"false\"/>",
        )
        .load();
    let submission = loaded.form.submission();
    assert_eq!(submission.public_key.as_deref(), Some("MIIB"));
    assert_eq!(
        (submission.auto_send, submission.auto_delete),
        (Some(true), Some(false))
    );
    assert_eq!(
        submission.action.as_deref(),
        Some("https://other.example/submission")
    );
}

#[test]
fn texts_are_in_the_language_chosen_or_else_in_the_default_one() {
    let mut record = cascade().begin();
    record.chooses("/data/city", "s").unwrap();
    let labels = |record: &common::Record| {
        let options = record.choices("/data/many");
        let mut labels: Vec<String> = options
            .into_iter()
            .map(|choice| choice.label.plain().to_string())
            .collect();
        labels.sort();
        labels.join(" ")
    };
    assert_eq!(record.label("/data/town"), "Town in s");
    assert_eq!(
        record.question("/data/town").guidance.unwrap().plain(),
        "Where you sleep"
    );
    assert_eq!(labels(&record), "Haeundae Jongno");
    let form = record.0.form().clone();
    assert_eq!(form.languages()[1].code.as_deref(), Some("ko"));
    assert_eq!(form.language_for("ko-KR"), Some(1));
    assert_eq!(form.language_for("vi"), None);
    record.0.set_language(form.language_for("ko"));
    assert_eq!(labels(&record), "Haeundae 종로");
    assert_eq!(record.label("/data/town"), "Town in s");
    record.0.set_language(None);
    assert_eq!(record.0.language(), Some(0));
}

#[test]
fn a_new_record_fills_in_what_it_knows() {
    let record = Builder::new()
        .nodes("<start/><end/><today/><device/><user/><later/><twice/>")
        .bind("/data/start", "type=\"dateTime\" jr:preload=\"timestamp\" jr:preloadParams=\"start\"")
        .bind("/data/end", "type=\"dateTime\" jr:preload=\"timestamp\" jr:preloadParams=\"end\"")
        .bind("/data/today", "type=\"date\" jr:preload=\"date\" jr:preloadParams=\"today\"")
        .bind("/data/device", "jr:preload=\"property\" jr:preloadParams=\"deviceid\"")
        .bind("/data/user", "jr:preload=\"property\" jr:preloadParams=\"username\"")
        .model("<setvalue ref=\"/data/later\" event=\"odk-instance-first-load\" value=\"today() + 1\"/>")
        .bind("/data/later", "type=\"date\"")
        .bind("/data/twice", "calculate=\"concat(/data/later, '!')\"")
        .inputs(&["/data/later"])
        .begin();
    assert_eq!(record.value("/data/start"), "2026-03-05T09:00:00.000+09:00");
    assert_eq!(record.value("/data/end"), "");
    assert!(
        record
            .0
            .submission()
            .contains("<end>2026-03-05T09:00:00.000+09:00</end>")
    );
    assert_eq!(record.value("/data/today"), "2026-03-05");
    assert_eq!(record.value("/data/device"), "kiosk-1");
    assert_eq!(record.value("/data/user"), "somebody");
    assert_eq!(record.value("/data/later"), "2026-03-06");
    assert_eq!(record.value("/data/twice"), "2026-03-06!");
    assert_eq!(
        record.0.instance_id().unwrap(),
        "uuid:0b2b6c3e-8f0c-4c59-9a43-6f6a6e8f2a11"
    );
}

#[test]
fn actions_hear_of_changes_and_of_each_other() {
    let mut record = Builder::new()
        .nodes("<a/><b/><c/>")
        .body("<input ref=\"/data/a\"><label>A</label><setvalue ref=\"/data/b\" event=\"xforms-value-changed\" value=\"concat(/data/a, 'x')\"/></input>")
        .body("<input ref=\"/data/b\"><label>B</label><setvalue ref=\"/data/c\" event=\"xforms-value-changed\">fixed</setvalue></input>")
        .begin();
    record.types("/data/a", "1").unwrap();
    assert_eq!(
        (record.value("/data/b"), record.value("/data/c")),
        ("1x".to_string(), "fixed".to_string())
    );
}

#[test]
fn what_is_set_at_first_load_is_a_change_too() {
    let mut record = Builder::new()
        .nodes("<day/><week/><told/>")
        .bind("/data/day", "type=\"date\"")
        .bind("/data/week", "type=\"date\"")
        .model("<setvalue ref=\"/data/day\" event=\"odk-instance-first-load\" value=\"today()\"/>")
        .body("<input ref=\"/data/day\"><setvalue ref=\"/data/week\" event=\"xforms-value-changed\" value=\"/data/day + 7\"/></input>")
        .body("<input ref=\"/data/week\"><setvalue ref=\"/data/told\" event=\"xforms-value-changed\" value=\"concat(/data/week, '!')\"/></input>")
        .begin();
    assert_eq!(record.value("/data/week"), "2026-03-12");
    assert_eq!(record.value("/data/told"), "2026-03-12!");
    record.types("/data/day", "2026-03-06").unwrap();
    assert_eq!(record.value("/data/told"), "2026-03-13!");
}

#[test]
fn what_is_set_or_calculated_is_stored_as_its_type_is_written() {
    let record = Builder::new()
        .nodes("<at/><begun/><where/><day/><said/>")
        .bind("/data/at", "type=\"time\" calculate=\"now()\"")
        .bind("/data/begun", "type=\"dateTime\"")
        .bind("/data/where", "type=\"geopoint\" calculate=\"'37.5 127'\"")
        .bind("/data/day", "type=\"date\"")
        .bind("/data/said", "calculate=\"format-date-time(/data/at, '%H:%M')\"")
        .model("<setvalue ref=\"/data/begun\" event=\"odk-instance-first-load\" value=\"today()\"/>")
        .model("<setvalue ref=\"/data/day\" event=\"odk-instance-first-load\">2026-03-05T23:00:00.000+09:00</setvalue>")
        .begin();
    assert_eq!(record.value("/data/at"), "09:00:00.000+09:00");
    assert_eq!(record.value("/data/begun"), "2026-03-05T00:00:00.000+09:00");
    assert_eq!(record.value("/data/where"), "37.5 127.0 0.0 0.0");
    assert_eq!(record.value("/data/day"), "2026-03-05");
    assert_eq!(record.value("/data/said"), "09:00");
}

#[test]
fn a_list_to_tick_counts_what_says_yes() {
    let nodes = "<r><yes>1</yes></r><r><yes/></r><r><yes>true</yes></r>";
    let cases = [
        (
            "checklist(2, 2, /data/one, /data/blank, /data/word, /data/no, /data/false)",
            "true",
        ),
        (
            "checklist(0, 0, /data/blank, /data/no, /data/false, /data/gone)",
            "true",
        ),
        ("checklist(2, 2, /data/r/yes)", "true"),
        ("checklist(3, -1, /data/r/yes, /data/one)", "true"),
        ("checklist(1, 1, /data/one > 0, /data/blank > 0)", "true"),
        (
            "weighted-checklist(5, 5, /data/one, 5, /data/blank, 7)",
            "true",
        ),
        ("weighted-checklist(11, 11, /data/r/yes, /data/w/n)", "true"),
    ];
    let mut form = Builder::new()
        .nodes(&format!("<one>1</one><blank/><word>fever</word><no>0</no><false>false</false><gone>1</gone>{nodes}"))
        .nodes("<w><n>1</n></w><w><n>5</n></w><w><n>10</n></w>")
        .bind("/data/gone", "relevant=\"false()\"");
    for (at, (expression, _)) in cases.iter().enumerate() {
        form = form.nodes(&format!("<c{at}/>")).bind(
            &format!("/data/c{at}"),
            &format!("calculate=\"{}\"", common::escape(expression)),
        );
    }
    let body = ["r", "w"].map(|name| format!("<repeat nodeset=\"/data/{name}\"/>"));
    let record = form.body(&body.concat()).begin();
    for (at, (expression, expected)) in cases.iter().enumerate() {
        assert_eq!(
            record.value(&format!("/data/c{at}")),
            *expected,
            "{expression}"
        );
    }
}

#[test]
fn a_calculated_answer_may_be_changed_until_its_reason_changes() {
    let mut record = Builder::new()
        .nodes("<a/><b/>")
        .bind("/data/b", "calculate=\"/data/a\"")
        .inputs(&["/data/a", "/data/b"])
        .begin();
    record.types("/data/a", "1").unwrap();
    record.types("/data/b", "mine").unwrap();
    let resumed = Session::resume(record.0.form().clone(), &record.0.save(), ambient()).unwrap();
    assert_eq!(resumed.question(&"/data/b".into()).unwrap().value, "mine");
    record.types("/data/a", "2").unwrap();
    assert_eq!(record.value("/data/b"), "2");
}

#[test]
fn a_saved_record_opens_with_its_own_form_only() {
    let mut record = household().begin();
    record
        .types("/data/name", "Kim <& \"Lee\" ]]> \n😀")
        .unwrap();
    record.types("/data/age", "30").unwrap();
    let saved = record.0.save();
    let mut again = Session::resume(record.0.form().clone(), &saved, ambient()).unwrap();
    assert_eq!(again.save(), saved);
    assert_eq!(again.questions(), record.0.questions());
    again
        .set(&"/data/age".into(), Answer::Text("3".into()))
        .unwrap();
    assert_eq!(again.questions().len(), 4);
    let other = Arc::new(cascade().load().form);
    assert!(matches!(
        Session::resume(other, &saved, ambient()),
        Err(ResumeError::UnknownNode(_))
    ));
    let newer = household().xml().replace("version=\"1\"", "version=\"2\"");
    let newer = Arc::new(Form::parse(&newer).unwrap().form);
    assert!(matches!(
        Session::resume(newer, &saved, ambient()),
        Err(ResumeError::OtherForm { .. })
    ));
    assert!(matches!(
        Session::resume(again.form().clone(), "rubbish", ambient()),
        Err(ResumeError::Unreadable(_))
    ));
}

#[test]
fn what_is_sent_keeps_attributes_and_namespaces() {
    let xml = household().xml().replace(
        "<meta><instanceID/></meta>",
        "<orx:meta><orx:instanceID/></orx:meta>",
    );
    let session = Session::new(Arc::new(Form::parse(&xml).unwrap().form), ambient());
    let sent = session.submission();
    assert!(sent.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?><data xmlns:orx=\"http://openrosa.org/xforms\" id=\"test\" version=\"1\">"), "{sent}");
    assert!(sent.ends_with("<orx:meta><orx:instanceID>uuid:0b2b6c3e-8f0c-4c59-9a43-6f6a6e8f2a11</orx:instanceID></orx:meta></data>"));
    let document = roxmltree::Document::parse(&sent).unwrap();
    assert!(
        document
            .descendants()
            .any(|node| node.has_tag_name(("http://openrosa.org/xforms", "instanceID")))
    );
}

#[test]
fn a_form_without_an_instance_id_is_given_one() {
    let loaded = Form::parse(&household().xml().replace("<meta><instanceID/></meta>", "")).unwrap();
    assert!(loaded.remarks[0].to_string().contains("instanceID"));
    let session = Session::new(Arc::new(loaded.form), ambient());
    assert!(
        session
            .submission()
            .contains("<orx:instanceID>uuid:0b2b6c3e")
    );
}
