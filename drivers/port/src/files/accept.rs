//! Which files are accepted, as a form's `mediatype` and `accept` write it.

use std::path::Path;

/// Media types and endings: `image/*`, `application/pdf`, `.docx`; none accepts every file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accept(Vec<String>);

impl Accept {
    /// Reads a list of them, with commas or spaces between.
    pub fn parse(list: &str) -> Accept {
        let wanted = list.split([',', ' ', ';']).map(str::trim);
        let wanted = wanted.filter(|wanted| !wanted.is_empty());
        Accept(wanted.map(str::to_ascii_lowercase).collect())
    }

    /// Whether a file of this name and media type is accepted.
    pub fn takes(&self, path: &Path, media_type: &str) -> bool {
        self.is_met(|wanted| match wanted.strip_suffix('*') {
            Some(family) => media_type.starts_with(family),
            None if wanted.starts_with('.') => ends_in(path, wanted),
            None => media_type == wanted,
        })
    }

    /// Whether a file of this name may be accepted, so that it is worth looking into.
    pub(super) fn may_name(&self, path: &Path) -> bool {
        let guess = mime_guess::from_path(path).first_raw();
        self.is_met(|wanted| match (wanted.strip_prefix('.'), guess) {
            (Some(_), _) => ends_in(path, wanted),
            // A name that says nothing, as cameras and chats make them.
            (None, None) => true,
            (None, Some(guess)) => self.takes(path, guess),
        })
    }

    fn is_met(&self, by: impl Fn(&str) -> bool) -> bool {
        self.0.is_empty() || self.0.iter().any(|wanted| wanted == "*/*" || by(wanted))
    }
}

fn ends_in(path: &Path, ending: &str) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.to_ascii_lowercase().ends_with(ending)
}

/// The media type of a file, by its first bytes and its name.
///
/// | the bytes are | the name says | then |
/// |---|---|---|
/// | of a known format | anything | the format |
/// | an archive | a kind of document that is one | the document |
/// | unknown | picture, sound or film | unknown: those have heads |
/// | unknown | anything else | what the name says |
pub(super) fn media_type(path: &Path, head: &[u8]) -> String {
    let guess = mime_guess::from_path(path).first_raw();
    let has_head = |guess: &&str| {
        let family = guess.split('/').next().unwrap_or_default();
        ["image", "audio", "video"].contains(&family)
    };
    let found = infer::get(head).map(|kind| kind.mime_type());
    let named = guess.filter(|guess| !has_head(guess));
    let chosen = match (found, named) {
        (Some("application/zip" | "application/x-ole-storage"), Some(named)) => Some(named),
        (Some(found), _) => Some(found),
        (None, named) => named,
    };
    chosen.unwrap_or("application/octet-stream").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_files_by_their_heads_before_their_names() {
        let check = |name: &str, head: &[u8], expected: &str| {
            assert_eq!(media_type(Path::new(name), head), expected, "{name}");
        };
        check("a.jpg", b"\xff\xd8\xff\xe0....", "image/jpeg");
        check("KakaoTalk_1", b"\xff\xd8\xff\xe0....", "image/jpeg");
        check("a.jpg", b"<html>", "text/html");
        check("a.jpg", b"nothing", "application/octet-stream");
        check("a.png", b"%PDF-1.7", "application/pdf");
        check("a.txt", b"hello", "text/plain");
        check(
            "a.odt",
            b"PK\x03\x04",
            "application/vnd.oasis.opendocument.text",
        );
        check("a", b"", "application/octet-stream");
    }

    #[test]
    fn takes_what_the_form_asks_for() {
        let check = |list: &str, name: &str, media_type: &str, expected: bool| {
            let takes = Accept::parse(list).takes(Path::new(name), media_type);
            assert_eq!(takes, expected, "{list:?} {name} {media_type}");
        };
        check("image/*", "a.jpg", "image/jpeg", true);
        check("image/*", "a.pdf", "application/pdf", false);
        check("image/*", "a.x", "imagery/x", false);
        check(".PDF, image/png", "Letter.pdf", "application/pdf", true);
        check(".PDF, image/png", "a.png", "image/png", true);
        check(".PDF, image/png", "a.jpg", "image/jpeg", false);
        check("", "a", "application/octet-stream", true);
        check("*/*", "a", "application/octet-stream", true);
    }
}
