//! Writing the multipart body of a submission.

use crate::content::{Content, hex};
use crate::submission::Attachment;
use md5::{Digest, Md5};

/// The name of the part that holds the submission.
const XML_PART: &str = "xml_submission_file";
/// The part by which a client says that more files of the same submission follow.
const INCOMPLETE_PART: &str = "*isIncomplete*";

/// A body and the header that says how to read it.
pub(crate) struct Multipart {
    pub(crate) content_type: String,
    pub(crate) body: Content,
}

/// Writes one POST: the XML, byte for byte, and some of its files.
pub(crate) fn write(xml: &Content, files: &[Attachment], more_follow: bool) -> Multipart {
    let boundary = boundary(xml, files);
    let room: usize = files.iter().map(|file| file.content.len() + 300).sum();
    let mut body = Vec::with_capacity(xml.len() + room + 600);
    part(
        &mut body,
        &boundary,
        XML_PART,
        Some("submission.xml"),
        Some("text/xml"),
        xml.as_bytes(),
    );
    if more_follow {
        part(&mut body, &boundary, INCOMPLETE_PART, None, None, b"yes");
    }
    for file in files {
        let bytes = file.content.as_bytes();
        part(
            &mut body,
            &boundary,
            &file.name,
            Some(&file.name),
            Some(&file.media_type),
            bytes,
        );
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    Multipart {
        content_type: format!("multipart/form-data; boundary={boundary}"),
        body: Content::from(body),
    }
}

fn part(
    body: &mut Vec<u8>,
    boundary: &str,
    name: &str,
    file_name: Option<&str>,
    media_type: Option<&str>,
    bytes: &[u8],
) {
    let mut head = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"",
        quoted(name)
    );
    if let Some(file_name) = file_name {
        head.push_str(&format!("; filename=\"{}\"", quoted(file_name)));
    }
    if let Some(media_type) = media_type {
        head.push_str(&format!("\r\nContent-Type: {media_type}"));
    }
    head.push_str("\r\n\r\n");
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n");
}

/// Writes a name as browsers do (HTML, "multipart form data"): raw UTF-8, with what would end the header escaped.
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Makes a boundary from the content, so that the same submission is the same bytes, and never one that occurs in it.
fn boundary(xml: &Content, files: &[Attachment]) -> String {
    let mut seed = Md5::digest(xml.as_bytes());
    loop {
        let boundary = format!("maru-{}", hex(&seed));
        let is_within = |bytes: &[u8]| {
            bytes
                .windows(boundary.len())
                .any(|window| window == boundary.as_bytes())
        };
        let is_taken = is_within(xml.as_bytes())
            || files
                .iter()
                .any(|file| is_within(file.content.as_bytes()) || is_within(file.name.as_bytes()));
        if !is_taken {
            return boundary;
        }
        seed = Md5::digest(seed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_the_bytes_as_they_are() {
        let xml = Content::from(b"<data>\n</data>\n".as_slice());
        let files = [Attachment {
            name: "a\"b.png".to_owned(),
            media_type: "image/png".to_owned(),
            content: Content::from(b"\r\n--\0".as_slice()),
        }];
        let multipart = write(&xml, &files, true);
        let boundary = multipart
            .content_type
            .split_once("boundary=")
            .unwrap()
            .1
            .to_owned();
        let body = String::from_utf8(multipart.body.into_vec()).unwrap();
        let expected = "--B\r\nContent-Disposition: form-data; name=\"xml_submission_file\"; \
             filename=\"submission.xml\"\r\nContent-Type: text/xml\r\n\r\n<data>\n</data>\n\r\n\
             --B\r\nContent-Disposition: form-data; name=\"*isIncomplete*\"\r\n\r\nyes\r\n\
             --B\r\nContent-Disposition: form-data; name=\"a%22b.png\"; filename=\"a%22b.png\"\r\n\
             Content-Type: image/png\r\n\r\n\r\n--\0\r\n--B--\r\n";
        assert_eq!(body.replace(&boundary, "B"), expected);
    }

    #[test]
    fn the_boundary_never_occurs_in_the_content() {
        let xml = Content::from(b"<data/>".as_slice());
        let first = boundary(&xml, &[]);
        let second = format!("maru-{}", hex(&Md5::digest(Md5::digest(xml.as_bytes()))));
        let file = |text: String| Attachment {
            name: "a".to_owned(),
            media_type: "text/plain".to_owned(),
            content: Content::from(text.into_bytes()),
        };
        let files = [file(format!("xx{first}")), file(format!("{second}yy"))];
        let third = boundary(&xml, &files);
        assert!(third != first && third != second);
        assert_eq!(boundary(&xml, &files), third);
    }
}
