//! Writing the multipart body of a submission.

use crate::body::{Body, Piece};
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
    pub(crate) body: Body,
}

/// Writes one POST: the XML, byte for byte, and some of its files.
pub(crate) fn write(xml: &Content, files: &[Attachment], more_follow: bool) -> Multipart {
    let boundary = boundary(xml, files);
    let mut text = part_head(&boundary, XML_PART, Some(("submission.xml", "text/xml")));
    let mut pieces = Vec::with_capacity(2 + 2 * files.len());
    let mut turn_to = |text: &mut String, piece: Piece| {
        pieces.push(Piece::Bytes(std::mem::take(text).into_bytes().into()));
        pieces.push(piece);
        text.push_str("\r\n");
    };
    turn_to(&mut text, Piece::Bytes(xml.clone()));
    if more_follow {
        text.push_str(&incomplete_part(&boundary));
    }
    for file in files {
        text.push_str(&file_head(&boundary, file));
        turn_to(&mut text, Piece::File(file.file.clone()));
    }
    text.push_str(&end(&boundary));
    pieces.push(Piece::Bytes(text.into_bytes().into()));
    Multipart {
        content_type: format!("multipart/form-data; boundary={boundary}"),
        body: Body::from(pieces),
    }
}

/// How long a POST without files is that says that more follow.
pub(crate) fn bytes_without_files(xml: &Content) -> u64 {
    write(xml, &[], true).body.len()
}

/// By how much a file makes a POST longer.
pub(crate) fn bytes_of_file(file: &Attachment) -> u64 {
    let boundary = boundary(&Content::default(), &[]);
    let around = file_head(&boundary, file).len() as u64 + 2;
    file.file.size.saturating_add(around)
}

fn file_head(boundary: &str, file: &Attachment) -> String {
    part_head(boundary, &file.name, Some((&file.name, &file.media_type)))
}

fn incomplete_part(boundary: &str) -> String {
    part_head(boundary, INCOMPLETE_PART, None) + "yes\r\n"
}

fn end(boundary: &str) -> String {
    format!("--{boundary}--\r\n")
}

/// What stands before the bytes of a part; a file has a name and a media type.
fn part_head(boundary: &str, name: &str, file: Option<(&str, &str)>) -> String {
    let name = quoted(name);
    let mut head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"");
    if let Some((file_name, media_type)) = file {
        let file_name = quoted(file_name);
        head.push_str(&format!(
            "; filename=\"{file_name}\"\r\nContent-Type: {media_type}"
        ));
    }
    head + "\r\n\r\n"
}

/// Writes a name as browsers do (HTML, "multipart form data"): raw UTF-8, with what would end the header escaped.
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Makes a boundary from the content, so that the same POST is the same bytes.
///
/// It occurs in no file: it is a digest of, among others, the file's own hash, which nobody can put into a file
/// beforehand. In what is short enough to look at, it is looked for.
fn boundary(xml: &Content, files: &[Attachment]) -> String {
    let mut digest = Md5::new_with_prefix(xml.as_bytes());
    for file in files {
        digest.update(&file.file.hash);
    }
    let mut seed = digest.finalize();
    loop {
        let boundary = format!("maru-{}", hex(&seed));
        let is_within = |bytes: &[u8]| {
            bytes
                .windows(boundary.len())
                .any(|window| window == boundary.as_bytes())
        };
        let is_taken =
            is_within(xml.as_bytes()) || files.iter().any(|file| is_within(file.name.as_bytes()));
        if !is_taken {
            return boundary;
        }
        seed = Md5::digest(seed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::FileRef;

    fn file(name: &str, hash: char) -> Attachment {
        Attachment {
            name: name.to_owned(),
            media_type: "image/png".to_owned(),
            file: FileRef {
                hash: hash.to_string().repeat(64),
                size: 5,
            },
        }
    }

    /// The body with a file shown as its size in brackets.
    fn shown(body: &Body) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Bytes(bytes) => String::from_utf8(bytes.as_bytes().to_vec()).unwrap(),
            Piece::File(file) => format!("[{}]", file.size),
        };
        body.pieces().iter().map(piece).collect()
    }

    #[test]
    fn writes_the_bytes_as_they_are_and_files_in_their_place() {
        let xml = Content::from(b"<data>\n</data>\n".as_slice());
        let multipart = write(&xml, &[file("a\"b.png", '1'), file("c.png", '2')], true);
        let (_, boundary) = multipart.content_type.split_once("boundary=").unwrap();
        let expected = "--B\r\nContent-Disposition: form-data; name=\"xml_submission_file\"; \
             filename=\"submission.xml\"\r\nContent-Type: text/xml\r\n\r\n<data>\n</data>\n\r\n\
             --B\r\nContent-Disposition: form-data; name=\"*isIncomplete*\"\r\n\r\nyes\r\n\
             --B\r\nContent-Disposition: form-data; name=\"a%22b.png\"; filename=\"a%22b.png\"\r\n\
             Content-Type: image/png\r\n\r\n[5]\r\n\
             --B\r\nContent-Disposition: form-data; name=\"c.png\"; filename=\"c.png\"\r\n\
             Content-Type: image/png\r\n\r\n[5]\r\n--B--\r\n";
        assert_eq!(shown(&multipart.body).replace(boundary, "B"), expected);
        let bytes = shown(&multipart.body).len() as u64 + 2 * 5 - 2 * 3;
        assert_eq!(multipart.body.len(), bytes);
    }

    #[test]
    fn the_boundary_follows_the_content_and_never_occurs_in_it() {
        let xml = Content::from(b"<data/>".as_slice());
        let first = boundary(&xml, &[file("a", '1')]);
        assert_eq!(boundary(&xml, &[file("a", '1')]), first);
        assert_ne!(boundary(&xml, &[file("a", '2')]), first);
        let named = boundary(&xml, &[file(&format!("{first}.png"), '1')]);
        assert_ne!(named, first);
    }
}
