//! The manifest: which media files a form has.

use crate::content::parse_md5_name;
use crate::secret::Address;
use crate::xml;

const NAMESPACE: &str = "http://openrosa.org/xforms/xformsManifest";
const FILES_MAX: usize = 2000;
const NAME_BYTES_MAX: usize = 200;

/// One media file of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaFile {
    /// Its name as the form uses it; may hold folders, never leads out of its own.
    pub name: String,
    /// `md5:` and 32 digits of its bytes; empty while unknown.
    pub hash: String,
    /// Where it is.
    pub download_url: Address,
    /// Whether it is an entity list, which changes with every case the city writes.
    pub is_entity_list: bool,
    /// Where to ask what became of entities that left the list.
    pub integrity_url: Option<Address>,
}

/// Reads a manifest into the files to fetch and the names that were refused; `None` when the body is no manifest.
pub(crate) fn parse(body: &[u8]) -> Option<(Vec<MediaFile>, Vec<String>)> {
    let document = xml::parse(body)?;
    let root = document.root_element();
    if !xml::is(root, NAMESPACE, "manifest") {
        return None;
    }
    let mut files: Vec<MediaFile> = Vec::new();
    let mut refused = Vec::new();
    let listed = root
        .children()
        .filter(|node| xml::is(*node, NAMESPACE, "mediaFile"));
    for node in listed.take(FILES_MAX) {
        let text = |name| xml::child_text(node, NAMESPACE, name);
        let name = text("filename").unwrap_or_default();
        let address = text("downloadUrl").map(Address::from);
        let (true, Some(download_url)) = (check_media_name(&name), address) else {
            refused.push(
                name.chars()
                    .filter(|letter| !letter.is_control())
                    .take(80)
                    .collect(),
            );
            continue;
        };
        files.push(MediaFile {
            name,
            hash: text("hash")
                .and_then(|hash| parse_md5_name(&hash))
                .unwrap_or_default(),
            download_url,
            is_entity_list: node.attribute("type") == Some("entityList"),
            integrity_url: text("integrityUrl").map(Address::from),
        });
    }
    Some((files, refused))
}

/// Whether a media file's name stays within the folder of its form, on any system.
pub fn check_media_name(name: &str) -> bool {
    let is_plain = !name.is_empty()
        && name.len() <= NAME_BYTES_MAX
        && !name
            .chars()
            .any(|letter| letter.is_control() || matches!(letter, '\\' | ':'));
    is_plain
        && name
            .split('/')
            .all(|part| !matches!(part.trim(), "" | "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_files_and_refuses_names_that_lead_out() {
        let (files, refused) = parse(
            br#"<manifest xmlns="http://openrosa.org/xforms/xformsManifest">
  <mediaFile><filename>places/a.png</filename><hash>md5:00112233445566778899aabbccddeeff</hash>
    <downloadUrl>https://c/a.png</downloadUrl></mediaFile>
  <mediaFile type="entityList"><filename>cases.csv</filename><hash>?</hash>
    <downloadUrl>https://c/cases.csv</downloadUrl><integrityUrl>https://c/i</integrityUrl></mediaFile>
  <mediaFile><filename>../../.bashrc</filename><downloadUrl>https://c/x</downloadUrl></mediaFile>
  <mediaFile><filename>nowhere.png</filename></mediaFile>
</manifest>"#,
        )
        .unwrap();
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["places/a.png", "cases.csv"]);
        assert!(files[1].is_entity_list && files[1].hash.is_empty());
        assert_eq!(files[1].integrity_url, Some(Address::from("https://c/i")));
        assert_eq!(refused, ["../../.bashrc", "nowhere.png"]);
    }

    #[test]
    fn knows_names_that_lead_out() {
        for name in ["a.png", "Straße 1.mp3", "a/b/c.csv", "..a", "그림.png"] {
            assert!(check_media_name(name), "{name}");
        }
        let long = "x".repeat(300);
        for name in [
            "", ".", "..", "/a", "a/", "a//b", "a/../b", "a\\b", "C:a", "a\nb", ".. /a", &long,
        ] {
            assert!(!check_media_name(name), "{name}");
        }
    }
}
