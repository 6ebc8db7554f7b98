//! Target `instances`: any bytes as the list that a select takes its choices from.
//!
//! The first line names the file, `list.csv`, `list.geojson` or `list.xml`; the rest is what is in it. XML is tried
//! within the form as well, where it may be any instance.

use super::{check_record, check_resume, fill_in, load_with};

/// Opens a form with the list, and chooses from it.
pub fn instances(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (name, content) = text.split_once('\n').unwrap_or((&text, ""));
    let (source, within) = match name.trim() {
        "list.csv" => ("jr://file-csv/list.csv", ""),
        "list.geojson" => ("jr://file/list.geojson", ""),
        "list.xml" => ("jr://file/list.xml", content),
        _ => return,
    };
    let content = bytes
        .splitn(2, |&byte| byte == b'\n')
        .nth(1)
        .unwrap_or_default();
    run(&form(&format!(" src=\"{source}\""), ""), content);
    if !within.is_empty() {
        run(&form("", within), &[]);
    }
}

fn run(xml: &str, content: &[u8]) {
    let Some(mut session) = load_with(xml, &|_| Some(content.to_vec())) else {
        return;
    };
    check_record(&session);
    fill_in(&mut session, &["a", "2"]);
    check_record(&session);
    check_resume(&session);
}

fn form(source: &str, content: &str) -> String {
    format!(
        r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>T</h:title><model>
<instance><data id="fuzz"><key/><pick/><many/><told/><count/></data></instance>
<instance id="list"{source}>{content}</instance>
<bind nodeset="/data/told" calculate="instance('list')/root/item[name = /data/key]/label"/>
<bind nodeset="/data/count" calculate="count(instance('list')/root/item)"/></model></h:head>
<h:body><input ref="/data/key"/>
<select1 ref="/data/pick"><itemset nodeset="instance('list')/root/item[/data/key = '' or name = /data/key]"><value ref="name"/><label ref="label"/></itemset></select1>
<select ref="/data/many"><itemset nodeset="randomize(instance('list')/root/item, 42)"><value ref="id"/><label ref="geometry"/></itemset></select></h:body></h:html>"#
    )
}
