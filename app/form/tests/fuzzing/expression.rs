//! Expressions of right grammar, made of bytes: text that a fuzzer mutates seldom gets past the parser.

use arbitrary::{Result, Unstructured};

use super::functions::FUNCTIONS;

const DEPTH_MAX: u32 = 5;

const LEAVES: [&str; 28] = [
    "/data/a",
    "/data/b",
    "/data/c",
    "/data/pick",
    "/data/g/d",
    "/data/g/*",
    "/data/r/v",
    "/data/r[2]/v",
    "randomize(/data/r)/v",
    "(/data/r | /data/g)/*",
    "instance('s')/root[item]/item/n",
    "../../r/v",
    "count(/data/r)",
    "indexed-repeat(/data/r/v, /data/r, 2)",
    "/data/none",
    "../a",
    ".",
    "..",
    "''",
    "'x y'",
    "'2026-03-05T09:00:00Z'",
    "'한 글 😀'",
    "0",
    "-1.5",
    "1000000000000",
    "true()",
    "instance('s')/root/item/name",
    "'1 1 0 0; 1 2 0 0; 2 2 0 0'",
];
const OPERATORS: [&str; 13] = [
    "+", "-", "*", "div", "mod", "=", "!=", "<", ">=", "and", "or", "|", "<=",
];
const PLACES: [char; 7] = ['=', '?', '!', '*', '[', '"', '~'];
const ANSWERS: [&str; 6] = ["", "1", "-3.5", "x y", "2026-03-05", "한"];

/// Expressions in some places, and some answers; what the bytes do not say is left away.
pub fn lines(bytes: &[u8]) -> String {
    let mut choices = Unstructured::new(bytes);
    let mut lines = String::new();
    for _ in 0..choices.int_in_range(1..=3).unwrap_or(1) {
        let (Ok(place), Ok(expression)) =
            (choices.choose(&PLACES), expression(&mut choices, DEPTH_MAX))
        else {
            break;
        };
        lines.push_str(&format!("{place}{expression}\n"));
    }
    for name in ["a", "b", "a", "c", "b"] {
        if let Ok(answer) = choices.choose(&ANSWERS) {
            lines.push_str(&format!("{name} {answer}\n"));
        }
    }
    lines
}

fn expression(choices: &mut Unstructured, depth: u32) -> Result<String> {
    if depth == 0 || choices.is_empty() {
        return Ok(choices.choose(&LEAVES).unwrap_or(&"1").to_string());
    }
    let inner = |choices: &mut Unstructured| expression(choices, depth - 1);
    Ok(match choices.int_in_range(0..=9u8)? {
        0 | 1 => choices.choose(&LEAVES)?.to_string(),
        2 => format!(
            "({} {} {})",
            inner(choices)?,
            choices.choose(&OPERATORS)?,
            inner(choices)?
        ),
        3 => format!("-{}", inner(choices)?),
        4 => format!(
            "instance('s')/root/item[{}]/{}",
            inner(choices)?,
            choices.choose(&["name", "n", "*"])?
        ),
        5 => format!("/data/g/*[{}]", inner(choices)?),
        6 => format!("instance('s')/root[{}]/item/name", inner(choices)?),
        7 => format!("(/data/r[{}])/v", inner(choices)?),
        _ => {
            let (name, count) = choices.choose(FUNCTIONS)?;
            let arguments = (0..*count)
                .map(|_| inner(choices))
                .collect::<Result<Vec<_>>>()?;
            format!("{name}({})", arguments.join(", "))
        }
    })
}
