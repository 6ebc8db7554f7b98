//! What is sent: a finished form, frozen, with its files.

use std::collections::BTreeSet;
use std::ops::Range;

use roxmltree::Node;

use crate::body::FileRef;
use crate::content::Content;
use crate::manifest::check_media_name;
use crate::multipart;
use crate::xml;

/// One file that belongs to a submission. Its bytes stay where they are until they are sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, exactly as the submission's XML gives it.
    pub name: String,
    /// Its media type, as `image/jpeg`.
    pub media_type: String,
    /// Its bytes, by hash.
    pub file: FileRef,
}

/// A finished form to send. The bytes never change between attempts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// The identity that makes sending twice harmless; the same as `meta/instanceID` in the XML.
    pub instance_id: String,
    /// The XML, frozen.
    pub xml: Content,
    /// The files that the XML names.
    pub attachments: Vec<Attachment>,
    /// The names of those files that arrived when it was sent before: they are not sent again, for over a bad line a
    /// large submission would never come to its end.
    pub arrived: BTreeSet<String>,
}

/// Why a submission cannot be planned. It names no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SubmissionError {
    /// The bytes are not XML.
    #[error("the submission is not well-formed XML: finalise the form again")]
    NotXml,
    /// Without this identity in the XML a server makes one up, and a second attempt becomes a second record.
    #[error("the submission's XML does not hold its instanceID: finalise the form again")]
    WrongInstanceId,
    /// A file has a name or type that cannot stand in a header.
    #[error("an attachment has a name or type that cannot be sent: rename it")]
    BadAttachment,
    /// The same submission is already waiting or on its way.
    #[error("the submission is already being sent")]
    AlreadyQueued,
}

impl Submission {
    /// Checks what a server will not: see [`SubmissionError`].
    pub(crate) fn check(&self) -> Result<(), SubmissionError> {
        let document = xml::parse_own(self.xml.as_bytes()).ok_or(SubmissionError::NotXml)?;
        let root = document.root_element();
        let meta = root
            .children()
            .filter(|node| node.tag_name().name() == "meta");
        let within = meta.flat_map(|meta| meta.children());
        let named = within.filter(|node| node.tag_name().name() == "instanceID");
        let ids: Vec<&str> = named
            .filter_map(|node| node.text())
            .map(str::trim)
            .collect();
        if self.instance_id.is_empty() || ids != [self.instance_id.as_str()] {
            return Err(SubmissionError::WrongInstanceId);
        }
        if !self.attachments.iter().all(Attachment::is_sendable) {
            return Err(SubmissionError::BadAttachment);
        }
        Ok(())
    }

    /// Returns the ids of the entities that it writes.
    pub(crate) fn entities(&self) -> BTreeSet<String> {
        let Some(document) = xml::parse_own(self.xml.as_bytes()) else {
            return BTreeSet::new();
        };
        let nodes = document
            .descendants()
            .filter(|node| node.is_element() && node.tag_name().name() == "entity");
        nodes
            .filter_map(|node| node.attribute("id"))
            .map(|id| id.trim().to_ascii_lowercase())
            .filter(|id| !id.is_empty())
            .collect()
    }

    /// Groups the files from one on into POSTs that keep below what the server takes at once, each with the XML.
    ///
    /// A file that is too big by itself travels alone, for the figure is advice. The same files and the same figure
    /// are always grouped alike.
    pub(crate) fn batches(&self, from: usize, bytes_max: u64) -> Vec<Range<usize>> {
        let own_bytes = multipart::bytes_without_files(&self.xml);
        let mut batches = Vec::new();
        let (mut start, mut total) = (from, own_bytes);
        for (index, file) in self.attachments.iter().enumerate().skip(from) {
            let bytes = multipart::bytes_of_file(file);
            if index > start && total.saturating_add(bytes) > bytes_max {
                batches.push(start..index);
                (start, total) = (index, own_bytes);
            }
            total = total.saturating_add(bytes);
        }
        batches.push(start..self.attachments.len());
        batches
    }
}

impl Attachment {
    /// Whether its name and type can stand in a header, and on the disk of any system.
    pub fn is_sendable(&self) -> bool {
        let is_type = self
            .media_type
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'"');
        check_media_name(&self.name) && is_type && self.media_type.contains('/')
    }
}

/// Returns those of some names that are the whole text of an element of a submission: the files that it has.
///
/// `None` when the bytes are not XML.
pub fn names_in<'a>(xml: &[u8], names: impl IntoIterator<Item = &'a str>) -> Option<Vec<&'a str>> {
    let document = xml::parse_own(xml)?;
    let texts: BTreeSet<&str> = document
        .descendants()
        .filter_map(|node| node.text())
        .map(str::trim)
        .collect();
    let is_named = |name: &&str| texts.contains(name.trim());
    Some(names.into_iter().filter(is_named).collect())
}

/// Returns the files that an encrypted submission names, its own XML among them; none when it is not encrypted.
pub fn sealed_files_in(xml: &[u8]) -> Vec<String> {
    let Some(document) = xml::parse_own(xml) else {
        return Vec::new();
    };
    let root = document.root_element();
    if root.attribute("encrypted") != Some("yes") {
        return Vec::new();
    }
    let of_media = |node: &Node<'_, '_>| {
        let parent = node.parent_element();
        parent.is_some_and(|parent| parent.tag_name().name() == "media")
    };
    let is_file = |node: &Node<'_, '_>| match node.tag_name().name() {
        "file" => of_media(node),
        name => name == "encryptedXmlFile",
    };
    let files = root.descendants().filter(is_file);
    files
        .map(|node| node.text().unwrap_or_default().trim().to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn submission(xml: &str, sizes: &[u64]) -> Submission {
        let file = |(index, size): (usize, &u64)| Attachment {
            name: format!("{index}.png"),
            media_type: "image/png".to_owned(),
            file: FileRef {
                hash: format!("{index:064x}"),
                size: *size,
            },
        };
        Submission {
            instance_id: "uuid:1".to_owned(),
            xml: Content::from(xml.as_bytes()),
            attachments: sizes.iter().enumerate().map(file).collect(),
            arrived: BTreeSet::new(),
        }
    }

    #[test]
    fn wants_its_own_identity_in_the_xml() {
        let check = |xml| submission(xml, &[]).check();
        assert_eq!(
            check("<d><meta><instanceID>uuid:1</instanceID></meta></d>"),
            Ok(())
        );
        let prefixed = "<d xmlns:o='http://openrosa.org/xforms'><o:meta><o:instanceID>uuid:1\
             </o:instanceID></o:meta></d>";
        assert_eq!(check(prefixed), Ok(()));
        let wrong = Err(SubmissionError::WrongInstanceId);
        assert_eq!(
            check("<d><meta><instanceID>uuid:2</instanceID></meta></d>"),
            wrong
        );
        assert_eq!(check("<d><meta><instanceID/></meta></d>"), wrong);
        assert_eq!(check("<d><instanceID>uuid:1</instanceID></d>"), wrong);
        assert_eq!(check("<d>"), Err(SubmissionError::NotXml));
    }

    #[test]
    fn refuses_files_that_would_break_a_header() {
        let mut bad = submission("<d><meta><instanceID>uuid:1</instanceID></meta></d>", &[1]);
        bad.attachments[0].media_type = "image/png\r\nX-Evil: 1".to_owned();
        assert_eq!(bad.check(), Err(SubmissionError::BadAttachment));
    }

    #[test]
    fn splits_files_by_what_the_server_takes() {
        let many = submission("<d/>", &[4000, 4000, 4000, 90_000, 10]);
        assert_eq!(many.batches(0, 10_000), [0..2, 2..3, 3..4, 4..5]);
        assert_eq!(many.batches(0, u64::MAX), vec![0..5]);
        assert_eq!(submission("<d/>", &[]).batches(0, 1), vec![0..0]);
        assert_eq!(
            submission("<d/>", &[9, u64::MAX, 9]).batches(0, u64::MAX - 1),
            [0..1, 1..2, 2..3]
        );
    }

    #[test]
    fn a_post_is_exactly_as_long_as_it_was_reckoned() {
        let two = submission("<d/>", &[4000, 5000]);
        let whole = multipart::write(&two.xml, &two.attachments, true)
            .body
            .len();
        assert_eq!(two.batches(0, whole), vec![0..2]);
        assert_eq!(two.batches(0, whole - 1), [0..1, 1..2]);
    }

    #[test]
    fn knows_the_entities_it_writes() {
        let xml = "<d><meta><entity dataset='a' id=' B-1 '/></meta><r><meta><entity id='c'/></meta></r>\
             <entity/></d>";
        let found: Vec<String> = submission(xml, &[]).entities().into_iter().collect();
        assert_eq!(found, ["b-1", "c"]);
    }

    #[test]
    fn a_large_submission_of_our_own_is_sent_as_any_other() {
        let many = "<a>x</a>".repeat(120_000);
        let attributes: String = (0..80).map(|n| format!(" a{n}='x'")).collect();
        let xml = format!(
            "<d{attributes}>{many}<photo>a.jpg</photo><meta><instanceID>uuid:1</instanceID><entity id='E'/></meta></d>"
        );
        let large = submission(&xml, &[]);
        assert_eq!(large.check(), Ok(()));
        assert_eq!(large.entities().len(), 1);
        assert_eq!(
            names_in(xml.as_bytes(), ["a.jpg", "b.jpg"]),
            Some(vec!["a.jpg"])
        );
    }

    #[test]
    fn knows_the_files_of_an_encrypted_submission() {
        let xml = |encrypted: &str| {
            format!(
                "<data xmlns='s'{encrypted}><media><file>a&amp;b.jpg.enc</file></media><media><file>c.enc</file></media>\
                 <file>no</file><encryptedXmlFile>submission.xml.enc</encryptedXmlFile></data>"
            )
        };
        let files = ["a&b.jpg.enc", "c.enc", "submission.xml.enc"];
        assert_eq!(sealed_files_in(xml(" encrypted='yes'").as_bytes()), files);
        for plain in [xml("").as_bytes(), b"<d"] {
            assert!(sealed_files_in(plain).is_empty());
        }
    }

    #[test]
    fn knows_the_files_that_the_xml_names() {
        let xml = b"<d><photo> a.jpg </photo><note>b.jpg is better</note><r><photo>c&amp;d.jpg</photo></r></d>";
        let named = names_in(xml, ["a.jpg", "b.jpg", "c&d.jpg", ""]);
        assert_eq!(named, Some(vec!["a.jpg", "c&d.jpg"]));
        assert_eq!(names_in(b"<d>", ["a.jpg"]), None);
    }
}
