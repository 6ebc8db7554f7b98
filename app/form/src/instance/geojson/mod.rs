//! GeoJSON (RFC 7946) as `root/item/property`, as JavaRosa has it: the geometry first, then the properties in the
//! order of the file, then the feature's own id, which replaces a property of that name.
//!
//! A place is written `latitude longitude 0 0`, a line or an area's outer ring as places with `; ` between them.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use serde_json::value::RawValue;

mod json;
use json::{Collection, Feature, Geometry, scalar, text_is};

use super::rows::Rows;
use super::{Instance, Namer, Read, counted};
use crate::problem::shorten;
use crate::tree::Names;

/// Larger than any outline a form needs; what is kept while one feature is read is a multiple of it.
const FEATURE_BYTES_MAX: usize = 10_000_000;

/// Longitude, latitude, and perhaps more, which ODK's engines do not read.
type Position = Vec<f64>;

/// Reads a collection of features.
pub(super) fn read(bytes: &[u8], names: &mut Names) -> Result<Read, String> {
    const NO_COLLECTION: &str =
        "it is no FeatureCollection with features; save it as GeoJSON again";
    let text = super::text_of(bytes)?;
    let collection: Collection = serde_json::from_str(text).map_err(|error| {
        if error.is_data() {
            NO_COLLECTION.to_string()
        } else {
            format!("it is not well-formed JSON: {error}; save it as GeoJSON again")
        }
    })?;
    let features = collection
        .features
        .filter(|_| text_is(collection.kind, "FeatureCollection"))
        .ok_or(NO_COLLECTION)?;
    let mut namer = Namer::new(names);
    let (root, item) = (namer.intern("root")?, namer.intern("item")?);
    let mut reader = Reader {
        geometry: namer.intern("geometry")?,
        id: namer.intern("id")?,
        namer,
        rows: Rows::default(),
        nested: LeftOut::default(),
        holes: LeftOut::default(),
        feature: 0,
        problem: None,
    };
    let mut list = serde_json::Deserializer::from_str(features.get());
    if list.deserialize_seq(&mut reader).is_err() {
        return Err(reader.problem.unwrap_or(NO_COLLECTION.to_string()));
    }
    let remarks = [
        reader.namer.remark(),
        reader.rows.remark(),
        reader.nested.remark(
            ("property is", "properties are"),
            "left out; write each as a text or a number",
        ),
        reader.holes.remark(
            ("area is", "areas are"),
            "read without the holes; nothing needs to be done if the outline will do",
        ),
    ];
    Ok(Read {
        remarks: remarks.into_iter().flatten().collect(),
        instance: Instance::new(reader.rows.into_shape(root, item)?),
    })
}

struct Reader<'n> {
    namer: Namer<'n>,
    geometry: u32,
    id: u32,
    rows: Rows,
    nested: LeftOut,
    holes: LeftOut,
    /// Which feature is read, from 1.
    feature: usize,
    problem: Option<String>,
}

/// Something left out: where first, and how often.
#[derive(Default)]
struct LeftOut {
    first: usize,
    count: usize,
}

impl LeftOut {
    fn add(&mut self, feature: usize) {
        if self.count == 0 {
            self.first = feature;
        }
        self.count += 1;
    }

    fn remark(&self, (one, many): (&str, &str), what: &str) -> Option<String> {
        let count = counted(self.count, one, many);
        (self.count > 0).then(|| format!("feature {}: {count} {what}", self.first))
    }
}

impl<'de> Visitor<'de> for &mut Reader<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a list of features")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut features: A) -> Result<(), A::Error> {
        while let Some(feature) = features.next_element::<&RawValue>()? {
            self.feature += 1;
            if let Err(problem) = self.add(feature.get()) {
                self.problem = Some(problem);
                return Err(A::Error::custom("told in words"));
            }
        }
        Ok(())
    }
}

impl Reader<'_> {
    fn add(&mut self, feature: &str) -> Result<(), String> {
        if feature.len() > FEATURE_BYTES_MAX {
            return Err(self.wrong("it is larger than 10 MB", "simplify its geometry"));
        }
        let feature: Feature = serde_json::from_str(feature)
            .ok()
            .filter(|feature: &Feature| text_is(feature.kind, "Feature"))
            .ok_or_else(|| self.wrong("it is no Feature", "save it as GeoJSON again"))?;
        let mut cells: Vec<(u32, Cow<str>)> = Vec::new();
        if let Some(geometry) = feature.geometry {
            cells.push((self.geometry, self.place(geometry)?.into()));
        }
        for (name, value) in feature.properties.map_or(Vec::new(), |all| all.0) {
            match scalar(value) {
                Some(value) => cells.push((self.namer.intern(&name)?, value)),
                None => self.nested.add(self.feature),
            }
        }
        if let Some(id) = feature.id {
            let id = scalar(id).ok_or_else(|| {
                self.wrong("its id is neither text nor number", "write it as a text")
            })?;
            match cells.iter_mut().find(|(name, _)| *name == self.id) {
                Some((_, value)) => *value = id,
                None => cells.push((self.id, id)),
            }
        }
        self.rows
            .push(cells.iter().map(|(name, value)| (*name, &**value)))
    }

    /// A geometry as ODK writes places.
    fn place(&mut self, geometry: &RawValue) -> Result<String, String> {
        const KINDS: &str = "use points, lines and areas, each a feature of its own";
        let geometry: Option<Geometry> = serde_json::from_str(geometry.get()).ok();
        let (kind, coordinates) = geometry
            .and_then(|geometry| Some((scalar(geometry.kind?)?, geometry.coordinates?.get())))
            .ok_or_else(|| self.wrong("its geometry has no type or no coordinates", KINDS))?;
        let places = match &*kind {
            "Point" => serde_json::from_str(coordinates).map(|point: Position| vec![point]),
            "LineString" => serde_json::from_str(coordinates),
            "Polygon" => serde_json::from_str(coordinates).map(|rings: Vec<Vec<Position>>| {
                if rings.len() > 1 {
                    self.holes.add(self.feature);
                }
                rings.into_iter().next().unwrap_or_default()
            }),
            other => {
                return Err(self.wrong(&format!("its geometry is a {}", shorten(other)), KINDS));
            }
        };
        places
            .ok()
            .and_then(|places| written(&places))
            .ok_or_else(|| {
                let problem = format!("its coordinates are not degrees of a {kind}");
                let cure = "write longitude, then latitude, as numbers in WGS 84 (EPSG:4326)";
                self.wrong(&problem, cure)
            })
    }

    fn wrong(&self, problem: &str, cure: &str) -> String {
        format!("feature {}: {problem}; {cure}", self.feature)
    }
}

/// Places on the Earth as ODK writes them; none when one is elsewhere, as in the metres of a map's own grid.
fn written(places: &[Position]) -> Option<String> {
    // A tenth of a micrometre; without it 1e-300 would be written out in full.
    let degrees = |number: f64| (number * 1e12).round() / 1e12 + 0.0;
    let written = places.iter().map(|place| match place[..] {
        [longitude, latitude, ..] if latitude.abs() <= 90.0 && longitude.abs() <= 360.0 => {
            Some(format!("{} {} 0 0", degrees(latitude), degrees(longitude)))
        }
        _ => None,
    });
    Some(written.collect::<Option<Vec<String>>>()?.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each item as `name=text` with `|` between.
    fn items(text: &str) -> Vec<String> {
        let mut names = Names::default();
        let instance = read(text.as_bytes(), &mut names).unwrap().instance;
        let item = |item| {
            let cells: Vec<String> = instance
                .children(item)
                .map(|cell| {
                    format!(
                        "{}={}",
                        names.name(instance.name(cell)),
                        instance.text(cell)
                    )
                })
                .collect();
            cells.join("|")
        };
        instance.children(0).map(item).collect()
    }

    fn collection(features: &str) -> String {
        format!(r#"{{"features":[{features}],"type":"FeatureCollection","bbox":[1,2]}}"#)
    }

    #[test]
    fn features_become_items() {
        for (feature, expected) in [
            (
                r#""id":"top","geometry":{"type":"Point","coordinates":[102,0.50,7]},"properties":{"id":"low","name":"A \"b\" 한"}"#,
                "geometry=0.5 102 0 0|id=top|name=A \"b\" 한",
            ),
            (
                r#""id":67,"geometry":{"coordinates":[[1,2],[-3.5,-4e-300]],"type":"LineString"},"properties":{"n":1.0,"t":true,"x":null}"#,
                "geometry=2 1 0 0; 0 -3.5 0 0|n=1.0|t=true|x=|id=67",
            ),
            (
                r#""geometry":{"type":"Polygon","coordinates":[[[1,2],[3,4],[1,2]]]},"properties":null"#,
                "geometry=2 1 0 0; 4 3 0 0; 2 1 0 0",
            ),
            (
                r#""geometry":{"type":"Polygon","coordinates":[]}"#,
                "geometry=",
            ),
            (
                r#""geometry":null,"properties":{"name":"a","name":"b"}"#,
                "name=a|name=b",
            ),
        ] {
            let text = collection(&format!(r#"{{"type":"Feature",{feature}}}"#));
            assert_eq!(items(&text), [expected]);
        }
        assert_eq!(items(&collection("")), [""; 0]);
    }

    #[test]
    fn features_need_not_be_alike() {
        let text = collection(
            r#"{"type":"Feature","properties":{"a":1}},{"type":"Feature","properties":{}},{"type":"Feature","properties":{"b":2,"a":3}}"#,
        );
        assert_eq!(items(&text), ["a=1", "", "b=2|a=3"]);
    }

    #[test]
    fn what_is_left_out_is_said() {
        let text = collection(
            r#"{"type":"Feature","properties":{"a b":1,"list":[1],"object":{}}},
               {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[1,2]],[[3,4]]]}}"#,
        );
        let remarks = read(text.as_bytes(), &mut Names::default())
            .unwrap()
            .remarks;
        assert_eq!(remarks.len(), 3);
        for (said, expected) in remarks.iter().zip([
            "1 column name",
            "feature 1: 2 properties",
            "feature 2: 1 area",
        ]) {
            assert!(said.starts_with(expected), "{said}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_said_with_its_feature_and_cure() {
        let geometry = |geometry: &str| {
            collection(&format!(
                r#"{{"type":"Feature"}},{{"type":"Feature","geometry":{geometry}}}"#
            ))
        };
        for (text, problem) in [
            (String::new(), "it is not well-formed JSON: EOF"),
            ("{}".to_string(), "it is no FeatureCollection"),
            ("[]".to_string(), "it is no FeatureCollection"),
            (
                r#"{"type":"FeatureCollection","features":{}}"#.to_string(),
                "it is no FeatureCollection",
            ),
            (
                r#"{"type":"Feature","features":[]}"#.to_string(),
                "it is no FeatureCollection",
            ),
            (
                format!("{}x", collection("")),
                "it is not well-formed JSON: trailing",
            ),
            (collection("7"), "feature 1: it is no Feature; "),
            (
                collection(r#"{"type":"Feature","properties":[]}"#),
                "feature 1: it is no Feature; ",
            ),
            (
                collection(r#"{"type":"Feature","id":[]}"#),
                "feature 1: its id is neither",
            ),
            (geometry("{}"), "feature 2: its geometry has no type"),
            (
                geometry(r#"{"type":"MultiPoint","coordinates":[]}"#),
                "feature 2: its geometry is a MultiPoint; use points",
            ),
            (
                geometry(r#"{"type":"Point","coordinates":[1]}"#),
                "feature 2: its coordinates are not degrees of a Point; ",
            ),
            (
                geometry(r#"{"type":"Point","coordinates":["1","2"]}"#),
                "feature 2: its coordinates",
            ),
            (
                geometry(r#"{"type":"Point","coordinates":[953900.5,1952030.2]}"#),
                "feature 2: its coordinates",
            ),
            (
                collection(&format!(
                    r#"{{"type":"Feature","id":"{}"}}"#,
                    "x".repeat(FEATURE_BYTES_MAX)
                )),
                "feature 1: it is larger than 10 MB; ",
            ),
            (
                geometry(r#"{"type":"LineString","coordinates":[1,2]}"#),
                "feature 2: its coordinates",
            ),
        ] {
            let error = read(text.as_bytes(), &mut Names::default()).unwrap_err();
            assert!(error.starts_with(problem), "{text}: {error}");
        }
    }
}
