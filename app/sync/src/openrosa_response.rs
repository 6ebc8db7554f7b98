//! The body that makes a 201 a success.

use crate::trouble::ServerMessage;
use crate::xml;

const NAMESPACE: &str = "http://openrosa.org/http/response";

/// A body that is an OpenRosaResponse.
pub(crate) struct OpenRosaResponse {
    pub(crate) message: Option<ServerMessage>,
}

impl OpenRosaResponse {
    /// Reads a body; `None` when it is anything else, a cut one included.
    pub(crate) fn parse(body: &[u8]) -> Option<OpenRosaResponse> {
        let document = xml::parse(body)?;
        let root = document.root_element();
        if !xml::is(root, NAMESPACE, "OpenRosaResponse") {
            return None;
        }
        let text = xml::child_text(root, NAMESPACE, "message").unwrap_or_default();
        Some(OpenRosaResponse {
            message: ServerMessage::new(&text),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "\n<OpenRosaResponse xmlns=\"http://openrosa.org/http/response\" items=\"0\">\
        <message nature=\"\">full submission upload was successful!</message></OpenRosaResponse>";

    #[test]
    fn reads_the_message_of_a_body_that_starts_with_a_line_feed() {
        let response = OpenRosaResponse::parse(GOOD.as_bytes()).unwrap();
        assert_eq!(
            response.message.unwrap().as_str(),
            "full submission upload was successful!"
        );
    }

    #[test]
    fn takes_no_part_of_a_body_for_the_whole() {
        for end in 0..GOOD.len() {
            assert!(
                OpenRosaResponse::parse(&GOOD.as_bytes()[..end]).is_none(),
                "cut at {end}"
            );
        }
    }

    #[test]
    fn takes_nothing_else_for_an_answer() {
        for body in [
            "",
            "<html><body>Log in</body></html>",
            "<OpenRosaResponse><message>hello</message></OpenRosaResponse>",
            "<!DOCTYPE a [<!ENTITY b \"c\">]><OpenRosaResponse xmlns=\"http://openrosa.org/http/response\"/>",
        ] {
            assert!(OpenRosaResponse::parse(body.as_bytes()).is_none(), "{body}");
        }
    }
}
