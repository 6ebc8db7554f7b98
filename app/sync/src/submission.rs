//! What is sent: a finished form, frozen, with its files.

use crate::content::Content;
use crate::manifest::check_media_name;
use crate::xml;

/// One file that belongs to a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, exactly as the submission's XML gives it.
    pub name: String,
    /// Its media type, as `image/jpeg`.
    pub media_type: String,
    /// Its bytes.
    pub content: Content,
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
        let document = xml::parse(self.xml.as_bytes()).ok_or(SubmissionError::NotXml)?;
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
        let is_sendable = |file: &Attachment| {
            let is_type = file.media_type.bytes().all(|byte| byte.is_ascii_graphic());
            check_media_name(&file.name) && is_type && file.media_type.contains('/')
        };
        if !self.attachments.iter().all(is_sendable) {
            return Err(SubmissionError::BadAttachment);
        }
        Ok(())
    }

    /// Groups the files into POSTs that keep below what the server takes at once.
    ///
    /// Each POST carries the XML. A file that is too big by itself travels alone, for the figure is advice.
    pub(crate) fn batches(&self, bytes_max: u64) -> Vec<std::ops::Range<usize>> {
        const HEADERS_BYTES: u64 = 600;
        let own_bytes = self.xml.len() as u64 + HEADERS_BYTES;
        let mut batches = Vec::new();
        let (mut start, mut total) = (0, own_bytes);
        for (index, file) in self.attachments.iter().enumerate() {
            let bytes = file.content.len() as u64 + HEADERS_BYTES;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn submission(xml: &str, sizes: &[usize]) -> Submission {
        let file = |(index, size): (usize, &usize)| Attachment {
            name: format!("{index}.png"),
            media_type: "image/png".to_owned(),
            content: Content::from(vec![0; *size]),
        };
        Submission {
            instance_id: "uuid:1".to_owned(),
            xml: Content::from(xml.as_bytes()),
            attachments: sizes.iter().enumerate().map(file).collect(),
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
        assert_eq!(many.batches(10_000), [0..2, 2..3, 3..4, 4..5]);
        assert_eq!(many.batches(u64::MAX), vec![0..5]);
        assert_eq!(submission("<d/>", &[]).batches(1), vec![0..0]);
    }
}
