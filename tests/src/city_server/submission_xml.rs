//! What a server reads of a form and of a submission.

use roxmltree::{Document, Node};

/// What is read of a submission.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) form_id: String,
    pub(crate) version: String,
    pub(crate) instance_id: Option<String>,
    pub(crate) deprecated_id: Option<String>,
}

/// Reads the head of a submission; a broken one has an empty head, as for Central.
pub(crate) fn head(xml: &[u8]) -> Head {
    let Some(document) = parse(xml) else {
        return Head::default();
    };
    let root = document.root_element();
    let text = |name| attribute(root, name).unwrap_or_default();
    let meta = child(root, "meta");
    let in_meta = |name| meta.and_then(|meta| child(meta, name)).and_then(text_of);
    Head {
        form_id: text("id"),
        version: text("version"),
        instance_id: in_meta("instanceID").or_else(|| attribute(root, "instanceID")),
        deprecated_id: in_meta("deprecatedID"),
    }
}

/// Returns the names of the files that stand in the binary fields of a submission; of an encrypted one, those that its
/// manifest names.
pub(crate) fn expected_files(form_xml: &[u8], submission_xml: &[u8]) -> Vec<String> {
    let (Some(form), Some(submission)) = (parse(form_xml), parse(submission_xml)) else {
        return vec![];
    };
    if attribute(submission.root_element(), "encrypted").as_deref() == Some("yes") {
        let named = submission
            .descendants()
            .filter(|node| ["file", "encryptedXmlFile"].contains(&node.tag_name().name()));
        return named.filter_map(text_of).collect();
    }
    let binds = form
        .descendants()
        .filter(|node| node.tag_name().name() == "bind");
    let binary = binds.filter(|bind| bind.attribute("type") == Some("binary"));
    let paths: Vec<&str> = binary
        .filter_map(|bind| bind.attribute("nodeset"))
        .collect();
    let fields = submission
        .descendants()
        .filter(|node| node.is_element() && paths.contains(&path(*node).as_str()));
    fields.filter_map(text_of).collect()
}

/// Reads identifier, version and title of a form.
pub(crate) fn form_identity(xml: &[u8]) -> Option<(String, String, Option<String>)> {
    let document = parse(xml)?;
    let named = |name: &'static str| {
        document
            .descendants()
            .find(move |node| node.tag_name().name() == name)
    };
    let root = named("instance")?.children().find(Node::is_element)?;
    let form_id = attribute(root, "id")?;
    Some((
        form_id,
        attribute(root, "version").unwrap_or_default(),
        named("title").and_then(text_of),
    ))
}

fn parse(xml: &[u8]) -> Option<Document<'_>> {
    Document::parse(std::str::from_utf8(xml).ok()?.trim_start()).ok()
}

/// An attribute with or without a namespace.
fn attribute(node: Node<'_, '_>, name: &str) -> Option<String> {
    node.attributes()
        .find(|attribute| attribute.name() == name)
        .map(|attribute| attribute.value().to_owned())
}

fn child<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    node.children()
        .find(|child| child.tag_name().name() == name)
}

fn text_of(node: Node<'_, '_>) -> Option<String> {
    node.text()
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

fn path(node: Node<'_, '_>) -> String {
    let mut names: Vec<&str> = node
        .ancestors()
        .filter(Node::is_element)
        .map(|node| node.tag_name().name())
        .collect();
    names.reverse();
    format!("/{}", names.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_head_with_or_without_prefixes() {
        let xml = b"\n<d id='bus' version='3' xmlns:o='http://openrosa.org/xforms'><o:meta>\
            <o:instanceID> uuid:1 </o:instanceID><o:deprecatedID/></o:meta></d>";
        let expected = Head {
            form_id: "bus".to_owned(),
            version: "3".to_owned(),
            instance_id: Some("uuid:1".to_owned()),
            deprecated_id: None,
        };
        assert_eq!(head(xml), expected);
        assert_eq!(head(b"<d id='bus'>"), Head::default());
    }

    #[test]
    fn expects_the_files_that_a_manifest_names() {
        let manifest = b"<data id='bus' encrypted='yes'><media><file>a.png.enc</file></media>\
            <encryptedXmlFile>submission.xml.enc</encryptedXmlFile></data>";
        let expected = ["a.png.enc", "submission.xml.enc"];
        assert_eq!(expected_files(b"<m/>", manifest), expected);
    }

    #[test]
    fn expects_the_files_of_binary_fields_only() {
        let form = b"<m><bind nodeset='/d/g/photo' type='binary'/><bind nodeset='/d/name' type='string'/></m>";
        let submission =
            b"<d><g><photo>a.png</photo></g><g><photo>b.png</photo></g><name>c.png</name></d>";
        assert_eq!(expected_files(form, submission), ["a.png", "b.png"]);
    }
}
