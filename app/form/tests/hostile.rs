//! Forms that mean harm: each is refused in words, or opened and walked, whatever it holds. What would take hours or
//! fill the memory fails here by the test's own end.

mod common;

use common::{Builder, ambient};
use maru_form::{Answer, Form, Session, Source};
use std::fmt::Write;
use std::sync::Arc;

/// Opens a form and looks at what a person would see of it; or tells the refusal, which has words.
fn open(xml: &str) -> Result<Session, String> {
    let loaded = Form::parse_with(xml, &|_| None).map_err(|refusal| {
        let told = refusal.to_string();
        assert!(told.len() < 1_000, "{}", &told[..1_000]);
        told
    })?;
    for remark in loaded.remarks.iter().take(100) {
        assert!(remark.to_string().len() < 1_000);
    }
    let session = Session::new(Arc::new(loaded.form), ambient());
    let first = session.next_after(None);
    let last = session.previous_before(None);
    for id in first.iter().chain(&last) {
        let question = session.question(id).expect("a question that is asked");
        assert!(question.label.plain().len() < 2_000_000);
        session.choices(id);
        session.answer_text(id);
    }
    session.violations();
    Ok(session)
}

fn refusal(xml: &str) -> String {
    match open(xml) {
        Err(refusal) => refusal,
        Ok(_) => panic!("it is not refused"),
    }
}

#[test]
fn entities_are_refused_before_they_are_replaced() {
    let mut laughs = String::from("<!DOCTYPE h [<!ENTITY a0 \"ha\">");
    for at in 1..30 {
        let before = at - 1;
        write!(laughs, "<!ENTITY a{at} \"&a{before};&a{before};\">").expect("a string");
    }
    for xml in [
        format!("{laughs}]><html>&a29;</html>"),
        "<!DOCTYPE h SYSTEM \"file:///etc/passwd\"><html/>".to_string(),
        "<!DOCTYPE h [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><html>&x;</html>".to_string(),
    ] {
        assert!(refusal(&xml).contains("document type"), "{xml}");
    }
}

#[test]
fn deep_elements_are_refused_with_name_and_line() {
    for depth in [300, 10_000, 300_000] {
        let deep = format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
        let nodes = Builder::new().nodes(&deep).inputs(&["/data/a"]).xml();
        let told = refusal(&nodes);
        assert!(told.contains("<a> is nested more than"), "{told}");
        assert!(told.contains("line 4"), "{told}");
        let groups = format!("{}{}", "<group>".repeat(depth), "</group>".repeat(depth));
        assert!(refusal(&Builder::new().body(&groups).xml()).contains("<group>"));
        let label = format!(
            "<input ref=\"/data/x\"><label>{}x{}</label></input>",
            "<b>".repeat(depth),
            "</b>".repeat(depth)
        );
        assert!(refusal(&Builder::new().nodes("<x/>").body(&label).xml()).contains("<b>"));
    }
}

#[test]
fn deep_expressions_are_refused_with_element_and_line() {
    let depth = 10_000;
    for expression in [
        format!("{}1{}", "(".repeat(depth), ")".repeat(depth)),
        format!("{}1{}", "not(".repeat(depth), ")".repeat(depth)),
        format!("/data{}{}", "[/data".repeat(depth), "]".repeat(depth)),
        format!("{}1", "-".repeat(depth)),
        "(".repeat(depth),
        "/data[".repeat(depth),
        format!("{}'", "concat('".repeat(depth)),
    ] {
        let form = Builder::new()
            .nodes("<a/>")
            .bind("/data/a", &format!("calculate=\"{expression}\""));
        let told = match open(&form.inputs(&["/data/a"]).xml()) {
            Err(told) => told,
            // A row of minus signs needs no depth.
            Ok(_) if expression.starts_with('-') => continue,
            Ok(_) => panic!("{} is not refused", &expression[..20]),
        };
        assert!(
            told.contains("<bind nodeset=\"/data/a\">") && told.contains("line 5"),
            "{told}"
        );
    }
}

#[test]
fn megabytes_in_one_attribute_are_read_or_refused() {
    let many = |part: &str, by: &str| vec![part; 1_000_000 / (part.len() + by.len())].join(by);
    for expression in [
        many("1", " + "),
        many("/data/a", " | "),
        format!("concat({})", many("'x'", ",")),
        format!("/data/{}", many("..", "/")),
        format!("/data{}", many("[1]", "")),
        format!("'{}'", many("x", "")),
        format!("regex('a', '{}')", many("(a*)*", "")),
        format!("regex('a', '{}')", many("a{1000}", "")),
        format!("selected('{}', 'a')", many("b", " ")),
        many("x", "x"),
    ] {
        let expression = expression.replace("/data/a", "/data/b");
        let form = Builder::new()
            .nodes("<a/><b/>")
            .bind("/data/a", &format!("calculate=\"{expression}\""));
        // Whether it is refused does not matter: it ends.
        let _ = open(&form.inputs(&["/data/a", "/data/b"]).xml());
    }
    let long = many("x", "");
    for body in [
        format!("<input ref=\"/data/a\" appearance=\"{long}\"/>"),
        format!("<input ref=\"/data/{long}\"/>"),
        format!("<input ref=\"/data/a\" query=\"{long}\"/>"),
        format!("<upload ref=\"/data/a\" mediatype=\"{long}\"/>"),
        format!(
            "<range ref=\"/data/a\" start=\"{}\" end=\"1\"/>",
            many("1", "")
        ),
        format!("<{long} ref=\"/data/a\"/>"),
        format!("<input ref=\"/data/a\"><label ref=\"jr:itext('{long}')\"/></input>"),
        format!(
            "<input ref=\"/data/a\"><label>{}</label></input>",
            many("**[a](b)", "_")
        ),
    ] {
        let _ = open(&Builder::new().nodes("<a/>").body(&body).xml());
    }
}

#[test]
fn circles_of_any_length_are_refused() {
    const LENGTH: usize = 20_000;
    for attribute in ["calculate", "relevant"] {
        let (mut nodes, mut form) = (String::new(), Builder::new());
        for at in 0..LENGTH {
            write!(nodes, "<a{at}/>").expect("a string");
            let next = (at + 1) % LENGTH;
            form = form.bind(
                &format!("/data/a{at}"),
                &format!("{attribute}=\"/data/a{next} = 1\""),
            );
        }
        let told = refusal(&form.nodes(&nodes).inputs(&["/data/a0"]).xml());
        assert!(
            told.contains("in a circle") && told.contains("line"),
            "{told}"
        );
    }
}

#[test]
fn a_million_nodes_are_read_or_refused() {
    let wide = "<a/>".repeat(900_000);
    let _ = open(&Builder::new().nodes(&wide).inputs(&["/data/a"]).xml());
    let told = refusal(&Builder::new().nodes(&"<a/>".repeat(1_100_000)).xml());
    assert!(told.contains("too many nodes"), "{told}");
    // Long names around many nodes would be written once for each.
    let name = "n".repeat(20_000);
    let (open_all, close_all) = (
        format!("<{name}>").repeat(100),
        format!("</{name}>").repeat(100),
    );
    let nodes = format!("{open_all}{}{close_all}", "<x/>".repeat(200_000));
    let told = refusal(&Builder::new().nodes(&nodes).xml());
    assert!(told.contains("names are too long"), "{told}");
}

#[test]
fn as_many_problems_as_elements_are_told() {
    let body = format!("\n{}", "<hr/>\n".repeat(200_000));
    let xml = Builder::new()
        .nodes("<a/>")
        .body(&body)
        .inputs(&["/data/a"])
        .xml();
    let loaded = Form::parse(&xml).expect("it opens");
    assert_eq!(loaded.remarks.len(), 200_000);
    let last = loaded.remarks.last().expect("a remark");
    assert_eq!(last.0.line, loaded.remarks[0].0.line + 199_999);
}

#[test]
fn many_languages_of_many_texts_need_no_memory() {
    let texts: String = (0..50_000)
        .map(|at| format!("<text id=\"{at}\"/>"))
        .collect();
    let languages: String = (0..50_000)
        .map(|at| format!("<translation lang=\"l{at}\"/>"))
        .collect();
    let itext = format!("<itext><translation lang=\"en\">{texts}</translation>{languages}</itext>");
    let form = Builder::new().nodes("<a/>").model(&itext);
    let session = open(&form.inputs(&["/data/a"]).xml()).expect("it opens");
    assert_eq!(session.form().languages().len(), 50_001);
}

#[test]
fn many_choices_chosen_many_times_end() {
    let items: String = (0..50_000)
        .map(|at| format!("<item><value>v{at}</value></item>"))
        .collect();
    let chosen: Vec<String> = (0..50_000).rev().map(|at| format!("v{at}")).collect();
    let xml = Builder::new()
        .nodes(&format!("<a>{}</a><n/>", chosen.join(" ")))
        .bind("/data/n", "calculate=\"count-selected(/data/a)\"")
        .body(&format!("<select ref=\"/data/a\">{items}</select>"))
        .xml();
    let mut session = open(&xml).expect("it opens");
    assert_eq!(
        session.set(&"/data/a".into(), Answer::Choices(chosen)),
        Ok(())
    );
}

#[test]
fn repeats_in_repeats_that_ask_for_thousands_stop() {
    let depth = 8;
    let mut nodes = String::new();
    let (mut body, mut reference, mut end) = (String::new(), "/data".to_string(), String::new());
    for at in 0..depth {
        write!(nodes, "<r{at}>").expect("a string");
        write!(reference, "/r{at}").expect("a string");
        write!(body, "<repeat nodeset=\"{reference}\" jr:count=\"9999\">").expect("a string");
        end.push_str("</repeat>");
    }
    nodes.push_str("<q/>");
    write!(body, "<input ref=\"{reference}/q\"/>{end}").expect("a string");
    for at in (0..depth).rev() {
        write!(nodes, "</r{at}>").expect("a string");
    }
    // Instances are made until the record is full, outermost first.
    assert!(open(&Builder::new().nodes(&nodes).body(&body).xml()).is_ok());
}

#[test]
fn rows_of_actions_and_texts_that_feed_each_other_end() {
    let mut form = Builder::new().nodes("<a>x</a><b/>");
    for (from, to) in [("a", "b"), ("b", "a")] {
        form = form.body(&format!(
            "<input ref=\"/data/{from}\">{}</input>",
            format!("<setvalue event=\"xforms-value-changed\" ref=\"/data/{to}\" value=\"concat(/data/a, /data/b)\"/>").repeat(10)
        ));
    }
    let mut session = open(&form.xml()).expect("it opens");
    let _ = session.set(&"/data/a".into(), Answer::Text("y".repeat(1_000)));
    assert!(session.save().len() < 100_000_000);
}

#[test]
fn lists_that_mean_harm_are_told() {
    let xml = Builder::new()
        .nodes("<a/>")
        .model("<instance id=\"l\" src=\"jr://file-csv/l.csv\"/>")
        .body("<select1 ref=\"/data/a\"><itemset nodeset=\"instance('l')/root/item[name = /data/a]\"><value ref=\"name\"/><label ref=\"label\"/></itemset></select1>")
        .xml();
    for list in [
        format!(
            "{}\n{}",
            vec!["a"; 1_000_000].join(","),
            vec!["1"; 1_000_000].join(",")
        ),
        format!("name,label\n{}", "\"".repeat(5_000_001)),
        format!("name,label\n{}", "a,b\n".repeat(5_000_000)),
        "\u{0}".repeat(1_000_000),
        String::new(),
    ] {
        let files = |source: Source| match source {
            Source::File(_) => Some(list.clone().into_bytes()),
            Source::LastSaved => None,
        };
        match Form::parse_with(&xml, &files) {
            Err(refusal) => assert!(refusal.to_string().contains("l.csv"), "{refusal}"),
            Ok(loaded) => {
                let session = Session::new(Arc::new(loaded.form), ambient());
                session.choices(&"/data/a".into());
            }
        }
    }
}

#[test]
fn one_bind_for_many_nodes_is_no_more_than_many_binds() {
    const NODES: usize = 3_000;
    let nodes: String = (0..NODES).map(|at| format!("<a{at}/>")).collect();
    for attribute in ["relevant", "jr:constraintMsg", "jr:preloadParams"] {
        let bind = |length: usize| {
            let long = vec!["1"; length / 2].join("+");
            let attributes = format!("jr:preload=\"property\" {attribute}=\"{long}\"");
            Builder::new().nodes(&nodes).bind("/data/*", &attributes)
        };
        let told = refusal(&bind(10_000).xml());
        assert!(
            told.contains("name fewer nodes") && told.contains("<bind nodeset=\"/data/*\">"),
            "{told}"
        );
        assert!(open(&bind(100).xml()).is_ok());
    }
}

#[test]
fn instances_that_each_concern_all_others_are_pending_once() {
    const TOTALS: usize = 20;
    let (mut nodes, mut form) = (String::new(), Builder::new());
    for at in 0..TOTALS {
        write!(nodes, "<c{at}/>").expect("a string");
        let total = "calculate=\"if(/data/q = 'x', sum(/data/r/v), position(..))\"";
        form = form.bind(
            &format!("/data/r/c{at}"),
            &total.replace("/data/r/v", "../../r/v"),
        );
    }
    let xml = form
        .nodes(&format!("<q/><n>0</n><r jr:template=\"\"><v/><s/>{nodes}</r>"))
        .inputs(&["/data/q", "/data/n"])
        .body(
            "<group ref=\"/data/r\"><repeat nodeset=\"/data/r\" jr:count=\"/data/n\"><input ref=\"/data/r/v\"/>\
             <select1 ref=\"/data/r/s\"><itemset nodeset=\"/data/r[v != '']\"><value ref=\"v\"/></itemset></select1>\
             </repeat></group>",
        )
        .xml();
    let mut session = open(&xml).expect("it opens");
    assert_eq!(
        session.set(&"/data/n".into(), Answer::Text("10000".into())),
        Ok(())
    );
    let last = "/data/r[10000]/v".into();
    assert_eq!(session.set(&last, Answer::Text("1".into())), Ok(()));
    assert!(session.save().contains("<c19>10000</c19>"));
}

#[test]
fn what_is_nested_is_understood_once() {
    let nested = |inner: &str, around: &[&str; 2], levels: usize| {
        let [before, after] = around.map(|part| part.repeat(levels));
        format!("{before}{inner}{after}")
    };
    let list = "instance('l')/root/item";
    for expression in [
        nested("/data/b", &["position(", ")"], 200),
        nested("/data/b", &["pulldata('l', 'n', 'n', ", ")"], 200),
        nested("1", &["/data[position() = ", "]/b"], 100),
        nested("1", &["/data[position(/data/b[", "]) - 1]"], 60),
        nested(
            "1",
            &["indexed-repeat(/data/r/v, /data/r, position(", ") - 1)"],
            60,
        ),
        nested("1", &[&format!("{list}[n = "), "]/n"], 100),
        nested("1", &[&format!("{list}[n = 1 and n = "), "]/n"], 80),
        nested("/data/r", &["(", ")/../r"], 200),
    ] {
        let xml = Builder::new()
            .nodes("<a/><b>1</b><r><v/></r>")
            .model("<instance id=\"l\"><root><item><n>1</n></item></root></instance>")
            .bind("/data/a", &format!("calculate=\"{expression}\""))
            .inputs(&["/data/b"])
            .body("<group ref=\"/data/r\"><repeat nodeset=\"/data/r\"><input ref=\"/data/r/v\"/></repeat></group>")
            .xml();
        let opened = open(&xml);
        assert!(opened.is_ok(), "{}: {:?}", &expression[..40], opened.err());
    }
    for call in [
        "current(1)",
        "current(current(1))",
        "instance(1)",
        "xpath:instance(1)",
    ] {
        let form = Builder::new().nodes("<a/>");
        let xml = form.bind("/data/a", &format!("calculate=\"{call}\"")).xml();
        assert!(refusal(&xml).contains("calculate"), "{call}");
    }
}

#[test]
fn two_long_lists_are_compared_as_far_as_it_may_cost() {
    const LENGTH: usize = 5_000;
    let mut form = Builder::new().nodes("<equal/><other/><left/><less/>");
    for (id, from) in [("a", 0), ("b", LENGTH - 10)] {
        let items: String = (from..from + LENGTH)
            .map(|at| format!("<item><k>{at}</k></item>"))
            .collect();
        form = form.model(&format!(
            "<instance id=\"{id}\"><root>{items}</root></instance>"
        ));
    }
    let (a, b) = ("instance('a')/root/item", "instance('b')/root/item");
    let record = form
        .bind(
            "/data/left",
            &format!("calculate=\"count({a}[k = {b}/k])\""),
        )
        .bind(
            "/data/equal",
            &format!("calculate=\"string({a}/k = {b}/k)\""),
        )
        .bind(
            "/data/other",
            &format!("calculate=\"string({a}/k != {b}/k)\""),
        )
        .bind(
            "/data/less",
            &format!("calculate=\"concat({b}/k &lt; {a}[k &lt; 4000]/k, '!')\""),
        )
        .begin();
    assert_eq!(record.value("/data/left"), "10");
    assert_eq!(record.value("/data/equal"), "true");
    assert_eq!(record.value("/data/other"), "true");
    // Each pair costs, and none holds: nothing is left for the exclamation mark.
    assert_eq!(record.value("/data/less"), "false");
}

#[test]
fn as_many_texts_as_calculations_that_may_show_any_need_no_memory() {
    let (mut nodes, mut texts, mut form) = (String::new(), String::new(), Builder::new());
    for at in 0..20_000 {
        write!(nodes, "<a{at}/>").expect("a string");
        write!(
            texts,
            "<text id=\"t{at}\"><value><output value=\"/data/a{at}\"/></value></text>"
        )
        .expect("a string");
        form = form.bind(&format!("/data/a{at}"), "calculate=\"jr:itext(/data/q)\"");
    }
    let itext = format!("<itext><translation lang=\"en\">{texts}</translation></itext>");
    let xml = form
        .nodes(&format!("<q/>{nodes}"))
        .model(&itext)
        .inputs(&["/data/q"])
        .xml();
    let mut session = open(&xml).expect("it opens");
    let _ = session.set(&"/data/q".into(), Answer::Text("t7".into()));
}
