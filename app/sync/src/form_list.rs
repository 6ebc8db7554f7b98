//! The form list: which forms the city offers.

use crate::content::parse_md5_name;
use crate::secret::Address;
use crate::xml;

const NAMESPACE: &str = "http://openrosa.org/xforms/xformsList";
const FORMS_MAX: usize = 1000;
const GROUPS_MAX: usize = 50;
const NAME_BYTES_MAX: usize = 500;
const NAME_LETTERS_MAX: usize = 200;

/// One form as the server lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedForm {
    /// The form's identifier, the same for all its versions.
    pub form_id: String,
    /// The version; empty when the form has none.
    pub version: String,
    /// The name shown to people.
    pub name: String,
    /// `md5:` and 32 digits of the form's XML; empty when the server gave none that can be checked.
    pub hash: String,
    /// Where the form is.
    pub download_url: Address,
    /// Where the list of its media files is, if it has any.
    pub manifest_url: Option<Address>,
}

/// A page of the form list: forms, and where more of it is.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Listing {
    pub(crate) forms: Vec<ListedForm>,
    /// Groups of forms, each with a list of its own.
    pub(crate) groups: Vec<Address>,
}

/// Reads a form list; `None` when the body is none. A form without address, or with an identifier that no honest form
/// has, is left out.
pub(crate) fn parse(body: &[u8]) -> Option<Listing> {
    let document = xml::parse(body)?;
    let root = document.root_element();
    if !xml::is(root, NAMESPACE, "xforms") {
        return None;
    }
    let named = |name: &'static str| {
        let children = root.children();
        children.filter(move |node| xml::is(*node, NAMESPACE, name))
    };
    let forms = named("xform").filter_map(|node| {
        let text = |name| xml::child_text(node, NAMESPACE, name);
        let form_id = text("formID").filter(|id| is_plain(id))?;
        let hash = text("hash").and_then(|hash| parse_md5_name(&hash));
        Some(ListedForm {
            name: shown(&text("name").unwrap_or_else(|| form_id.clone())),
            version: text("version")
                .filter(|version| is_plain(version))
                .unwrap_or_default(),
            hash: hash.unwrap_or_default(),
            download_url: Address::from(text("downloadUrl")?),
            manifest_url: text("manifestUrl").map(Address::from),
            form_id,
        })
    });
    let groups = named("xforms-group")
        .filter_map(|node| xml::child_text(node, NAMESPACE, "listUrl"))
        .map(Address::from);
    Some(Listing {
        forms: forms.take(FORMS_MAX).collect(),
        groups: groups.take(GROUPS_MAX).collect(),
    })
}

/// Whether a name is short and holds nothing that could hide in a page or a log.
fn is_plain(text: &str) -> bool {
    text.len() <= NAME_BYTES_MAX && !text.chars().any(char::is_control)
}

/// A name as it can be shown and spoken: one line, not endless.
fn shown(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let letters = words.join(" ");
    letters
        .chars()
        .filter(|letter| !letter.is_control())
        .take(NAME_LETTERS_MAX)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_forms_and_leaves_out_what_cannot_be_fetched() {
        let Listing { forms, groups } = parse(
            br#"
<xforms xmlns="http://openrosa.org/xforms/xformsList">
  <xform><formID>bus</formID><name>Bus card</name><version>3</version>
    <hash>md5:00112233445566778899AABBCCDDEEFF</hash>
    <downloadUrl>https://c/bus.xml</downloadUrl><manifestUrl>https://c/bus/manifest</manifestUrl></xform>
  <xform><formID>heat</formID><downloadUrl>https://c/heat.xml</downloadUrl></xform>
  <xform><formID>lost</formID></xform>
  <xform><formID>a&#10;b</formID><downloadUrl>https://c/x</downloadUrl></xform>
  <xforms-group><groupID>g</groupID></xforms-group>
  <xforms-group><groupID>h</groupID><listUrl>https://c/formList/h</listUrl></xforms-group>
</xforms>"#,
        )
        .unwrap();
        assert_eq!(forms.len(), 2);
        assert_eq!(groups, [Address::from("https://c/formList/h")]);
        assert_eq!(forms[0].hash, "md5:00112233445566778899aabbccddeeff");
        assert_eq!(
            forms[0].manifest_url,
            Some(Address::from("https://c/bus/manifest"))
        );
        assert_eq!(
            (forms[1].name.as_str(), forms[1].version.as_str()),
            ("heat", "")
        );
        assert_eq!(forms[1].manifest_url, None);
    }

    #[test]
    fn takes_a_web_page_for_no_list() {
        assert_eq!(parse(b"<html xmlns='http://www.w3.org/1999/xhtml'/>"), None);
        assert_eq!(parse(b"{\"message\":\"hello\"}"), None);
        assert_eq!(parse(&[0xff, 0xfe, 0x00]), None);
    }

    #[test]
    fn shows_names_on_one_line_and_not_without_end() {
        assert_eq!(shown(" Bus\n  card\u{7} "), "Bus card");
        assert_eq!(shown(&"가".repeat(9000)).chars().count(), 200);
    }

    #[test]
    fn is_not_felled_by_bombs() {
        let entities =
            (1..20).map(|n| format!("<!ENTITY e{n} \"{}\">", format!("&e{};", n - 1).repeat(10)));
        let bomb = format!(
            "<!DOCTYPE x [<!ENTITY e0 \"ha\">{}]><xforms xmlns='{NAMESPACE}'>&e19;</xforms>",
            entities.collect::<String>()
        );
        assert_eq!(parse(bomb.as_bytes()), None);
        let outside = format!(
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><xforms xmlns='{NAMESPACE}'>&e;</xforms>"
        );
        assert_eq!(parse(outside.as_bytes()), None);
    }

    #[test]
    fn is_not_felled_by_depth() {
        let deep = "<a>".repeat(400_000);
        assert_eq!(parse(deep.as_bytes()), None);
        let closed = format!("{}{}", "<a>".repeat(50_000), "</a>".repeat(50_000));
        assert_eq!(parse(closed.as_bytes()), None);
    }
}
