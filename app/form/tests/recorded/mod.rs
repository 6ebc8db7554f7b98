//! Comparing what a replay ends with to what was recorded.

use std::collections::BTreeMap;

use serde_json::Value;

/// Leaves of an instance with what differs between runs masked: ids, times, and ids that one engine adds.
fn leaves(xml: &str) -> Option<Vec<(String, String)>> {
    let document = roxmltree::Document::parse(xml).ok()?;
    let mut leaves = Vec::new();
    for node in document.descendants().filter(|node| node.is_element()) {
        if node.children().any(|child| child.is_element()) {
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

/// Leaf by leaf; numbers may be written differently (the reference engines store the decimal 89 as 89.0).
pub fn agrees(found: &str, expected: &str) -> bool {
    let (Some(found), Some(expected)) = (leaves(found), leaves(expected)) else {
        return false;
    };
    let same = |found: &str, expected: &str| match (found.parse::<f64>(), expected.parse::<f64>()) {
        (Ok(found), Ok(expected)) => found == expected,
        _ => found == expected,
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

/// Why a scenario ends elsewhere when a step of it was not taken.
pub fn known_difference(report: &Value) -> Option<&'static str> {
    let mut results = report["sets"]
        .as_array()?
        .iter()
        .filter_map(|set| set["result"].as_str());
    results.find_map(|result| match result {
        "not supported: file" => Some("files are not supported yet"),
        "WrongKind" => Some("the control is not supported yet"),
        "NotADate" | "NotATime" | "NotADateTime" => {
            Some("nonsense is not stored, the old answer stays")
        }
        _ => None,
    })
}
