//! A list with what was changed here merged in.

use std::collections::{BTreeMap, BTreeSet};

use csv::StringRecord;

use super::EntityChange;

/// The columns that a list of entities has by itself, in the order in which servers write them; the last two are ours.
const OWN: [&str; 5] = ["name", "label", "__version", "__trunkVersion", "__branchId"];

/// Whether a file is a list of entities, not any list: only that has versions.
const MARKS: [&str; 2] = ["name", "__version"];

/// A list with the changes merged in that it does not have yet, in CSV; `None` when the file is no list of entities.
///
/// `changes` are those of this list, in the order in which they were made; `deleted` are the ids that the city deleted.
/// `branch` makes the id of a new branch, a UUID. A list that nobody has written to yet is an empty file.
pub fn merged(
    file: &[u8],
    changes: &[&EntityChange],
    deleted: &BTreeSet<String>,
    branch: &mut dyn FnMut() -> String,
) -> Option<Vec<u8>> {
    let mut list = List::read(file)?;
    for row in &mut list.rows {
        let version = row.get("__version").cloned().unwrap_or_default();
        row.entry("__trunkVersion".to_owned()).or_insert(version);
        row.entry("__branchId".to_owned())
            .or_insert_with(&mut *branch);
    }
    let (mut created, mut updated): (Vec<&EntityChange>, Vec<&EntityChange>) =
        changes.iter().partition(|change| change.creates);
    created.retain(|change| !deleted.contains(&change.id));
    updated.sort_by_key(|change| change.base_version);
    for change in created {
        match list.position(&change.id) {
            None => list.create(change, branch),
            Some(at) if change.updates => list.update(at, change),
            Some(_) => {}
        }
    }
    for change in updated {
        if let Some(at) = list.position(&change.id) {
            list.update(at, change);
        }
    }
    list.write()
}

type Row = BTreeMap<String, String>;

/// A list, read.
struct List {
    columns: Vec<String>,
    rows: Vec<Row>,
    places: BTreeMap<String, usize>,
}

impl List {
    /// `None` when it is no list of entities, or not to be read as a whole.
    fn read(file: &[u8]) -> Option<List> {
        let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file);
        let head = reader.headers().ok()?.clone();
        let mut columns: Vec<String> = head.iter().map(|name| name.trim().to_owned()).collect();
        let has = |columns: &[String], name: &str| columns.iter().any(|column| column == name);
        if !head.is_empty() && !MARKS.iter().all(|name| has(&columns, name)) {
            return None;
        }
        let rows: Vec<StringRecord> = reader.records().collect::<Result<_, _>>().ok()?;
        let rows: Vec<Row> = rows
            .iter()
            .map(|row| {
                let cells = columns.iter().zip(row);
                cells
                    .map(|(name, cell)| (name.clone(), cell.to_owned()))
                    .collect()
            })
            .collect();
        for name in OWN {
            if !has(&columns, name) {
                columns.push(name.to_owned());
            }
        }
        let name = |row: &Row| row.get("name").map(|id| id.trim().to_owned());
        let places = rows
            .iter()
            .enumerate()
            .filter_map(|(at, row)| Some((name(row)?, at)))
            .collect();
        Some(List {
            columns,
            rows,
            places,
        })
    }

    fn position(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    fn create(&mut self, change: &EntityChange, branch: &mut dyn FnMut() -> String) {
        let branch_id = match change.branch_id.as_str() {
            "" => branch(),
            own => own.to_owned(),
        };
        let row = [
            ("name", change.id.clone()),
            ("__version", "1".to_owned()),
            ("__branchId", branch_id),
        ];
        self.places.insert(change.id.clone(), self.rows.len());
        self.rows
            .push(row.map(|(name, cell)| (name.to_owned(), cell)).into());
        self.fill(self.rows.len() - 1, change);
    }

    /// A version that the list has already was made of this change, or of one that came before it.
    fn update(&mut self, at: usize, change: &EntityChange) {
        let Some(row) = self.rows.get_mut(at) else {
            return;
        };
        let version = row
            .get("__version")
            .and_then(|version| version.trim().parse::<u64>().ok())
            .unwrap_or(0);
        if change.base_version.is_some_and(|base| base < version) {
            return;
        }
        let next = version.saturating_add(1);
        row.insert("__version".to_owned(), next.to_string());
        if !change.branch_id.is_empty() {
            row.insert("__branchId".to_owned(), change.branch_id.clone());
            row.insert("__trunkVersion".to_owned(), change.trunk_version.clone());
        }
        self.fill(at, change);
    }

    fn fill(&mut self, at: usize, change: &EntityChange) {
        let label = change.label.iter().map(|label| ("label", label));
        let properties = change.properties.iter();
        let properties = properties.filter(|(name, _)| !OWN.contains(&name.as_str()));
        for (name, cell) in label.chain(properties.map(|(name, cell)| (name.as_str(), cell))) {
            if !self.columns.iter().any(|column| column == name) {
                self.columns.push(name.to_owned());
            }
            if let Some(row) = self.rows.get_mut(at) {
                row.insert(name.to_owned(), cell.clone());
            }
        }
    }

    fn write(&self) -> Option<Vec<u8>> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&self.columns).ok()?;
        for row in &self.rows {
            let cells = self
                .columns
                .iter()
                .map(|name| row.get(name).map_or("", String::as_str));
            writer.write_record(cells).ok()?;
        }
        writer.into_inner().ok()
    }
}
