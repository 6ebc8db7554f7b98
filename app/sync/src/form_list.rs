//! The form list: which forms the city offers.

use crate::content::parse_md5_name;
use crate::secret::Address;
use crate::xml;

const NAMESPACE: &str = "http://openrosa.org/xforms/xformsList";
const FORMS_MAX: usize = 1000;

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

/// Reads a form list; `None` when the body is none. A form without identifier or address is left out.
pub(crate) fn parse(body: &[u8]) -> Option<Vec<ListedForm>> {
    let document = xml::parse(body)?;
    let root = document.root_element();
    if !xml::is(root, NAMESPACE, "xforms") {
        return None;
    }
    let listed = root
        .children()
        .filter(|node| xml::is(*node, NAMESPACE, "xform"));
    let forms = listed.filter_map(|node| {
        let text = |name| xml::child_text(node, NAMESPACE, name);
        let form_id = text("formID")?;
        let hash = text("hash").and_then(|hash| parse_md5_name(&hash));
        Some(ListedForm {
            name: text("name").unwrap_or_else(|| form_id.clone()),
            version: text("version").unwrap_or_default(),
            hash: hash.unwrap_or_default(),
            download_url: Address::from(text("downloadUrl")?),
            manifest_url: text("manifestUrl").map(Address::from),
            form_id,
        })
    });
    Some(forms.take(FORMS_MAX).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_forms_and_leaves_out_what_cannot_be_fetched() {
        let forms = parse(
            br#"
<xforms xmlns="http://openrosa.org/xforms/xformsList">
  <xform><formID>bus</formID><name>Bus card</name><version>3</version>
    <hash>md5:00112233445566778899AABBCCDDEEFF</hash>
    <downloadUrl>https://c/bus.xml</downloadUrl><manifestUrl>https://c/bus/manifest</manifestUrl></xform>
  <xform><formID>heat</formID><downloadUrl>https://c/heat.xml</downloadUrl></xform>
  <xform><formID>lost</formID></xform>
  <xforms-group><groupID>g</groupID></xforms-group>
</xforms>"#,
        )
        .unwrap();
        assert_eq!(forms.len(), 2);
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
    fn is_not_felled_by_depth() {
        let deep = "<a>".repeat(400_000);
        assert_eq!(parse(deep.as_bytes()), None);
        let closed = format!("{}{}", "<a>".repeat(50_000), "</a>".repeat(50_000));
        assert_eq!(parse(closed.as_bytes()), None);
    }
}
