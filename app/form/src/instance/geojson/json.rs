//! The JSON of features, borrowed from the file: each value stays as it is written until it is wanted.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

#[derive(Deserialize)]
pub(super) struct Collection<'a> {
    #[serde(rename = "type", borrow)]
    pub(super) kind: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) features: Option<&'a RawValue>,
}

#[derive(Deserialize)]
pub(super) struct Feature<'a> {
    #[serde(rename = "type", borrow)]
    pub(super) kind: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) id: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) geometry: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) properties: Option<Properties<'a>>,
}

/// In the order of the file.
pub(super) struct Properties<'a>(pub(super) Vec<(String, &'a RawValue)>);

#[derive(Deserialize)]
pub(super) struct Geometry<'a> {
    #[serde(rename = "type", borrow)]
    pub(super) kind: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) coordinates: Option<&'a RawValue>,
}

impl<'de: 'a, 'a> Deserialize<'de> for Properties<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Properties<'de>;

            fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
                out.write_str("properties")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut all = Vec::new();
                while let Some(property) = map.next_entry()? {
                    all.push(property);
                }
                Ok(Properties(all))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// A text without its quotes, a number or truth value as written, nothing for null; none for lists and objects.
pub(super) fn scalar(value: &RawValue) -> Option<Cow<'_, str>> {
    match value.get() {
        "null" => Some("".into()),
        text if text.starts_with('"') => serde_json::from_str(text).ok().map(Cow::Owned),
        nested if nested.starts_with(['{', '[']) => None,
        written => Some(written.into()),
    }
}

pub(super) fn text_is(value: Option<&RawValue>, text: &str) -> bool {
    value.and_then(scalar).is_some_and(|value| value == text)
}
