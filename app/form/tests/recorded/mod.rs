//! Comparing what a replay ends with to what was recorded.

use std::collections::BTreeMap;

use serde_json::Value;

/// Leaves of an instance with what differs between runs masked: ids, times, and the meta block, which some engines
/// add.
fn leaves(xml: &str) -> Option<Vec<(String, String)>> {
    // One recording holds a character that XML cannot carry; it is left out as Maru leaves it out.
    let xml = xml.replace("&#0;", "");
    let document = roxmltree::Document::parse(&xml).ok()?;
    let mut leaves = Vec::new();
    let is_meta = |node: &roxmltree::Node| node.tag_name().name() == "meta";
    for node in document.descendants().filter(|node| node.is_element()) {
        if node
            .children()
            .any(|child| child.is_element() && !is_meta(&child))
        {
            continue;
        }
        let mut path: Vec<&str> = node
            .ancestors()
            .filter(|node| node.is_element())
            .map(|node| node.tag_name().name())
            .collect();
        path.reverse();
        let path = path.join("/");
        if !path.contains("/meta") {
            leaves.push((path, mask(node.text().unwrap_or_default())));
        }
    }
    Some(leaves)
}

fn mask(text: &str) -> String {
    let text = text.trim();
    let is_uuid =
        |text: &str| text.len() == 36 && text.bytes().filter(|byte| *byte == b'-').count() == 4;
    if is_uuid(text.trim_start_matches("uuid:")) {
        return "UUID".to_string();
    }
    let digits_as_zero: String = text
        .chars()
        .map(|character| {
            if character.is_ascii_digit() {
                '0'
            } else {
                character
            }
        })
        .collect();
    // Only the recording day itself differs; other dates are facts of the scenario.
    let is_recent = ["2025-", "2026-"].iter().any(|year| text.starts_with(year));
    if is_recent && digits_as_zero.starts_with("0000-00-00T") {
        "TIME".to_string()
    } else {
        text.to_string()
    }
}

/// The moment of the day in UTC that `23:14:00.000+02:00` tells: JavaRosa rewrites times, the specification does not.
fn clock(text: &str) -> Option<i32> {
    let at = text.find(['Z', '+', '-']).filter(|&at| at >= 5)?;
    let number = |part: &str| part.parse::<f64>().ok();
    let mut parts = text[..at].split(':').map(number);
    let seconds =
        parts.next()?? * 3600.0 + parts.next()?? * 60.0 + parts.next().unwrap_or(Some(0.0))?;
    let offset = match text[at..].trim_start_matches(['+', '-', 'Z']) {
        "" => 0.0,
        offset => {
            let (hours, minutes) = offset.split_once(':').unwrap_or((offset, "0"));
            number(hours)? * 3600.0 + number(minutes)? * 60.0
        }
    };
    let sign = if text[at..].starts_with('-') {
        -1.0
    } else {
        1.0
    };
    Some((seconds - sign * offset).rem_euclid(86_400.0) as i32)
}

/// Leaf by leaf; numbers may be written differently (the reference engines store the decimal 89 as 89.0).
pub fn agrees(found: &str, expected: &str) -> bool {
    let (Some(found), Some(expected)) = (leaves(found), leaves(expected)) else {
        return false;
    };
    let same = |found: &str, expected: &str| match (found.parse::<f64>(), expected.parse::<f64>()) {
        (Ok(found), Ok(expected)) => found == expected,
        _ => found == expected || (clock(found).is_some() && clock(found) == clock(expected)),
    };
    let mut pairs = found.iter().zip(&expected);
    found.len() == expected.len()
        && pairs.all(|(found, expected)| found.0 == expected.0 && same(&found.1, &expected.1))
}

/// Node by node: is it relevant, read-only, required, valid as in the recording?
#[derive(Default)]
pub struct States {
    pub same: usize,
    pub other: Vec<String>,
}

impl States {
    pub fn compare(&mut self, report: &Value, scenario: &Value) {
        let nodes = report["nodes"].as_array().into_iter().flatten();
        let found: BTreeMap<&str, &Value> = nodes
            .filter_map(|node| Some((node["ref"].as_str()?, node)))
            .collect();
        for expected in scenario["expect"]["nodes"].as_array().into_iter().flatten() {
            let Some(node) = expected["ref"]
                .as_str()
                .and_then(|reference| found.get(reference))
            else {
                continue;
            };
            for key in [
                "relevant",
                "readonly",
                "required",
                "constraint_valid",
                "options",
            ] {
                // A recording says nothing of the validity of what is not asked.
                if expected[key].is_null() || node[key].is_null() {
                    continue;
                }
                if values(&expected[key]) == node[key] {
                    self.same += 1;
                } else {
                    self.other.push(format!(
                        "{} {} {key}: {}",
                        scenario["id"], expected["ref"], node[key]
                    ));
                }
            }
        }
    }
}

/// Recorded options are pairs of value and label; a replay tells the values.
fn values(recorded: &Value) -> Value {
    match recorded.as_array() {
        Some(options) => options.iter().map(|option| option[0].clone()).collect(),
        None => recorded.clone(),
    }
}
