//! What a finished record says of entities.

use std::collections::BTreeMap;

use roxmltree::Node;

use crate::parse::document;

/// What a record creates or changes of one entity.
#[derive(Clone, PartialEq, Eq)]
pub struct EntityChange {
    /// The list (`dataset`) that it is in.
    pub list: String,
    /// Its id.
    pub id: String,
    /// Whether it is made if it is not there.
    pub creates: bool,
    /// Whether it is changed if it is there.
    pub updates: bool,
    /// Its new label.
    pub label: Option<String>,
    /// The version that was changed.
    pub base_version: Option<u64>,
    /// The last version that came from the server before it was changed here.
    pub trunk_version: String,
    /// What the changes that were made here one after another have in common.
    pub branch_id: String,
    /// Its new properties, by name.
    pub properties: BTreeMap<String, String>,
}

/// Names alone: properties are answers.
impl std::fmt::Debug for EntityChange {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("EntityChange")
            .field("list", &self.list)
            .field("creates", &self.creates)
            .field("updates", &self.updates)
            .finish_non_exhaustive()
    }
}

/// What a record, as it is sent, makes of entities by its form; nothing where one of the two is no XML.
pub fn changes(form: &str, record: &str) -> Vec<EntityChange> {
    let (Ok(form), Ok(record)) = (document(form), document(record)) else {
        return Vec::new();
    };
    let properties = properties(form.root_element());
    let mut found = Vec::new();
    for meta in record.descendants().filter(|node| is(*node, "meta")) {
        let entities = meta.children().filter(|node| is(*node, "entity"));
        for entity in entities {
            if let Some(container) = meta.parent().filter(Node::is_element)
                && let Some(change) = change(entity, container, &properties)
            {
                found.push(change);
            }
        }
    }
    found
}

fn is(node: Node, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// By path of a node, without prefixes and places: the property that it is kept as (`entities:saveto`).
fn properties(form: Node) -> BTreeMap<String, String> {
    let binds = form.descendants().filter(|node| is(*node, "bind"));
    binds
        .filter_map(|bind| {
            let saveto = bind
                .attributes()
                .find(|attribute| attribute.name() == "saveto")?;
            let path = bind.attribute("nodeset")?.trim().split('/');
            let names: Vec<&str> = path
                .map(|step| step.rsplit(':').next().unwrap_or(step).trim())
                .collect();
            Some((names.join("/"), saveto.value().trim().to_owned()))
        })
        .collect()
}

fn change(
    entity: Node,
    container: Node,
    properties: &BTreeMap<String, String>,
) -> Option<EntityChange> {
    let text = |name: &str| {
        let found = entity
            .attributes()
            .find(|attribute| attribute.name() == name);
        found.map_or("", |attribute| attribute.value()).trim()
    };
    let is_true = |name: &str| matches!(text(name), "1" | "true");
    let label = entity.children().find(|node| is(*node, "label"));
    let label = label.map(own_text).filter(|label| !label.is_empty());
    let change = EntityChange {
        list: text("dataset").to_owned(),
        id: text("id").to_owned(),
        creates: is_true("create"),
        updates: is_true("update"),
        label,
        base_version: text("baseVersion").parse().ok(),
        trunk_version: text("trunkVersion").to_owned(),
        branch_id: text("branchId").to_owned(),
        properties: kept(container, properties),
    };
    let is_sound = !change.list.is_empty() && !change.id.is_empty();
    (is_sound && (change.creates || change.updates)).then_some(change)
}

/// The properties that stand in the part of a record that is about one entity; a repeat inside may be about others.
fn kept(container: Node, properties: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut kept = BTreeMap::new();
    let mut path: Vec<&str> = container
        .ancestors()
        .filter(Node::is_element)
        .map(|node| node.tag_name().name())
        .collect();
    path.push("");
    path.reverse();
    let mut open = vec![(container, path.join("/"))];
    while let Some((node, path)) = open.pop() {
        if let Some(property) = properties.get(&path) {
            kept.insert(property.clone(), own_text(node));
        }
        for child in node.children().filter(Node::is_element) {
            let is_another = child
                .children()
                .any(|meta| is(meta, "meta") && meta.children().any(|entity| is(entity, "entity")));
            if !is_another {
                open.push((child, format!("{path}/{}", child.tag_name().name())));
            }
        }
    }
    kept
}

fn own_text(node: Node) -> String {
    crate::tree::own_text(node).trim().to_owned()
}
