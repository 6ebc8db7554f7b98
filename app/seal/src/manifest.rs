//! The XML that is sent in the place of the record's, and the text whose checksum says that all of it belongs together.

use crate::seal::Recipient;
use crate::{XML_NAME, sealed_name};

/// The specification's; older clients wrote another one.
const SUBMISSIONS: &str = "http://opendatakit.org/submissions";
const OPENROSA: &str = "http://openrosa.org/xforms";

/// A file that was encrypted, by the name it had before, and the MD5 of what it was before.
#[derive(Debug)]
pub(crate) struct Taken {
    pub(crate) name: String,
    pub(crate) md5: [u8; 16],
}

/// Returns the text that the signature is made of.
pub(crate) fn signed(recipient: &Recipient, encrypted_key: &str, files: &[Taken]) -> String {
    let mut text = String::new();
    let mut line = |words: &str| {
        text.push_str(words);
        text.push('\n');
    };
    line(&recipient.form_id);
    if let Some(version) = recipient.version() {
        line(version);
    }
    line(encrypted_key);
    line(&recipient.instance_id);
    for file in files {
        let md5: String = file.md5.iter().map(|byte| format!("{byte:02x}")).collect();
        line(&format!("{}::{md5}", file.name));
    }
    text
}

/// Writes the manifest; the files are those that were encrypted before the XML, in that order.
pub(crate) fn write(
    recipient: &Recipient,
    encrypted_key: &str,
    files: &[Taken],
    signature: &str,
) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><data xmlns=\"{SUBMISSIONS}\" id=\"{}\"",
        escaped(&recipient.form_id)
    );
    if let Some(version) = recipient.version() {
        out.push_str(&format!(" version=\"{}\"", escaped(version)));
    }
    out.push_str(" encrypted=\"yes\">");
    out.push_str(&format!(
        "<base64EncryptedKey>{encrypted_key}</base64EncryptedKey>\
         <meta xmlns=\"{OPENROSA}\"><instanceID>{}</instanceID></meta>",
        escaped(&recipient.instance_id)
    ));
    for file in files {
        let name = sealed_name(&file.name);
        out.push_str(&format!("<media><file>{}</file></media>", escaped(&name)));
    }
    out.push_str(&format!(
        "<encryptedXmlFile>{XML_NAME}</encryptedXmlFile>\
         <base64EncryptedElementSignature>{signature}</base64EncryptedElementSignature></data>"
    ));
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            other => out.push(other),
        }
    }
    out
}
