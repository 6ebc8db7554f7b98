//! The forms that can be begun, and what they are called.

use crate::{desk::Desk, event::Fault, files::FormFiles};
use maru_city::Action;
use maru_form::{Form, Source};
use maru_page::Text;
use maru_seal::{KeyFault, PublicKey};
use std::{collections::BTreeMap, sync::Arc};

/// A form that can be filled in.
pub(crate) struct Opening {
    pub(crate) form: Arc<Form>,
    /// The city's key, when nobody but the city may read what is finished.
    pub(crate) key: Option<PublicKey>,
}

/// Why a form cannot be filled in.
#[derive(Debug)]
pub(crate) enum Unopened {
    /// What the form engine refuses.
    Form(String),
    /// Answers shall be encrypted, and cannot be.
    Key(KeyFault),
}

impl Unopened {
    /// As the operator is told.
    pub(crate) fn fault(self, code: &'static str, subject: String) -> Fault {
        let (code, cause) = match self {
            Unopened::Form(cause) => (code, cause),
            Unopened::Key(fault) => ("form-key", fault.to_string()),
        };
        Fault {
            code,
            subject,
            cause,
        }
    }
}

/// Whether a form may carry a key; what it was answered is then filled in nowhere again.
fn may_be_sealed(xml: &str) -> bool {
    xml.contains("base64RsaPublicKey")
}

impl Desk {
    /// A file of a form's media, as the city pack has it.
    pub fn form_media(&self, form_id: &str, name: &str) -> Option<&[u8]> {
        let form = self.city.forms.get(form_id)?;
        form.media.get(name).map(Vec::as_slice)
    }

    /// Whether a picture of a form can be shown, as far as that is known here: the files that came from the city's
    /// server are not, but their names tell what they are.
    pub(crate) fn shows(&self, form_id: &str, name: &str) -> bool {
        if self.arrived.contains_key(form_id) {
            let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
            return ["png", "jpg", "jpeg"].contains(&ending.to_ascii_lowercase().as_str());
        }
        let begins = [&b"\x89PNG\r\n\x1a\n"[..], b"\xff\xd8\xff"];
        self.form_media(form_id, name)
            .is_some_and(|bytes| begins.iter().any(|begin| bytes.starts_with(begin)))
    }

    /// What a form is called: as the city's service is, in the language in use, else by its own title.
    pub(crate) fn title_of(&self, form_id: &str, title: &str) -> Text {
        let is_its = |service: &&maru_city::Service| match &service.action {
            Action::Form(form) => form.as_str() == form_id,
        };
        let service = self.city.services.iter().find(is_its);
        service.map_or_else(
            || Text::plain(title, self.words().lang()),
            |service| self.named(&service.names),
        )
    }

    /// A form as it is now: the city's newest, else the pack's. A form that cannot be read is told to both audiences.
    pub(crate) fn form(
        &mut self,
        form_id: &str,
        last_sent: Option<Vec<u8>>,
    ) -> Result<(Opening, String), Fault> {
        let arrived = self.arrived.get(form_id);
        let pack = self.city.forms.get(form_id).map(|file| &file.xml);
        let arrived = arrived.map(|(xml, files)| (xml, files.clone()));
        let sources = [arrived, pack.map(|xml| (xml, FormFiles::default()))];
        let mut cause = Unopened::Form("the city pack has no such form".to_owned());
        for (xml, files) in sources.into_iter().flatten() {
            let last_sent = last_sent.clone();
            let files = FormFiles { last_sent, ..files };
            match self.read_form(form_id, xml, &files) {
                Ok(opening) => return Ok((opening, xml.clone())),
                Err(refusal) => {
                    let is_key = matches!(refusal, Unopened::Key(_));
                    cause = refusal;
                    // An older form might send in plain what the city wants encrypted.
                    if is_key {
                        break;
                    }
                }
            }
        }
        let told = match cause {
            Unopened::Key(_) => "notice-form-key",
            Unopened::Form(_) => "notice-form-broken",
        };
        self.tell_with_phone(told);
        Err(cause.fault("form-refused", form_id.to_owned()))
    }

    /// A form with its lists; those that it does not bring along are the pack's.
    pub(crate) fn read_form(
        &self,
        form_id: &str,
        xml: &str,
        files: &FormFiles,
    ) -> Result<Opening, Unopened> {
        let none = BTreeMap::new();
        let pack = self.city.forms.get(form_id);
        let pack = pack.map_or(&none, |file| &file.media);
        let loaded = Form::parse_with(xml, &|source| match source {
            Source::LastSaved if may_be_sealed(xml) => None,
            source => files.find(source, pack),
        });
        let form = loaded
            .map_err(|refusal| Unopened::Form(refusal.to_string()))?
            .form;
        let key = form.submission().public_key.as_deref();
        let key = key.map(PublicKey::parse).transpose();
        Ok(Opening {
            key: key.map_err(Unopened::Key)?,
            form: Arc::new(form),
        })
    }

    /// Whether a form asks for the record that was sent last.
    pub(crate) fn asks_for_last_sent(&self, form_id: &str) -> bool {
        const LAST_SAVED: &str = "jr://instance/last-saved";
        let arrived = self.arrived.get(form_id).map(|(xml, _)| xml);
        let pack = self.city.forms.get(form_id).map(|file| &file.xml);
        let sources = [arrived, pack];
        !self.shared
            && sources
                .into_iter()
                .flatten()
                .any(|xml| xml.contains(LAST_SAVED) && !may_be_sealed(xml))
    }
}
