//! What is neither answer nor chance: the form's version, the device, and who is signed in.

use super::{Function, function};
use crate::xpath::value::Value;

pub(super) static TABLE: &[Function] = &[
    function("version", 0, 0, |evaluator, _, _| {
        Value::Text(evaluator.form.version().unwrap_or_default().into())
    }),
    // The names of jr:preloadParams; one that is not known is empty.
    function("property", 1, 1, |evaluator, arguments, context| {
        let name = evaluator.evaluate_text(&arguments[0], context);
        let value = match name.trim() {
            "deviceid" => Some(&evaluator.ambient.device_id),
            other => evaluator.ambient.properties.get(other),
        };
        Value::Text(value.map(String::as_str).unwrap_or_default().into())
    }),
];
