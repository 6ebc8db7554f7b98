//! Entity lists: cases that the city writes, and that come to people as a file of a form.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::answer::{self, escaped};
use super::{City, CityServer, Words, lock};

/// One entity as the city has it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entity {
    id: String,
    label: String,
    version: u32,
    properties: BTreeMap<String, String>,
    is_deleted: bool,
}

/// One list, its properties in the order in which they were first written.
#[derive(Debug, Default)]
pub(crate) struct EntityList {
    columns: Vec<String>,
    entities: Vec<Entity>,
}

impl EntityList {
    /// The list as Central writes it: what was deleted is not in it.
    pub(crate) fn csv(&self) -> Vec<u8> {
        let columns = self
            .columns
            .iter()
            .map(|column| format!(",{}", cell(column)));
        let mut csv = format!("name,label,__version{}\n", columns.collect::<String>());
        for entity in self.entities.iter().filter(|entity| !entity.is_deleted) {
            let values = self.columns.iter().map(|column| {
                let value = entity.properties.get(column);
                format!(",{}", cell(value.map_or("", String::as_str)))
            });
            csv.push_str(&format!(
                "{},{},{}{}\n",
                cell(&entity.id),
                cell(&entity.label),
                entity.version,
                values.collect::<String>()
            ));
        }
        csv.into_bytes()
    }
}

fn cell(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

impl CityServer {
    /// Writes an entity: a new one, or some properties of one that is there. Its list, and the hash of the file,
    /// change with it.
    pub fn put_entity(&self, list: &str, id: &str, label: &str, properties: &[(&str, &str)]) {
        let mut lists = lock(&self.city.entities);
        let list = lists.entry(list.to_owned()).or_default();
        for (name, _) in properties {
            if !list.columns.iter().any(|column| column == name) {
                list.columns.push((*name).to_owned());
            }
        }
        let written = properties
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        match list.entities.iter_mut().find(|entity| entity.id == id) {
            Some(entity) => {
                entity.label = label.to_owned();
                entity.version += 1;
                entity.properties.extend(written);
            }
            None => list.entities.push(Entity {
                id: id.to_owned(),
                label: label.to_owned(),
                version: 1,
                properties: written.collect(),
                is_deleted: false,
            }),
        }
    }

    /// Deletes an entity; the list forgets it, `integrityUrl` does not.
    pub fn delete_entity(&self, list: &str, id: &str) {
        let mut lists = lock(&self.city.entities);
        let found = lists
            .get_mut(list)
            .into_iter()
            .flat_map(|list| &mut list.entities);
        found
            .filter(|entity| entity.id == id)
            .for_each(|entity| entity.is_deleted = true);
    }
}

/// What became of entities; ids that nobody knows are left out.
pub(crate) async fn integrity(
    State(city): State<Arc<City>>,
    Path(rest): Path<Words>,
    Query(query): Query<Words>,
) -> Response {
    let lists = lock(&city.entities);
    let name = rest.get("list").map_or("", String::as_str);
    let Some(list) = lists.get(name) else {
        let message = "Could not find the resource you were looking for.";
        return answer::json(StatusCode::NOT_FOUND, message);
    };
    let asked = query.get("id").map_or("", String::as_str);
    let known = asked
        .split(',')
        .filter_map(|id| list.entities.iter().find(|entity| entity.id == id));
    let told = known.map(|entity| {
        format!(
            "    <entity id=\"{}\">\n      <deleted>{}</deleted>\n    </entity>\n",
            escaped(&entity.id),
            entity.is_deleted
        )
    });
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<data>\n  <entities>\n{}  </entities>\n</data>",
        told.collect::<String>()
    );
    answer::xml(StatusCode::OK, body).into_response()
}
