//! The forms that can be begun, and what they are called.

use crate::{desk::Desk, event::Fault, files::FormFiles};
use maru_city::Action;
use maru_form::Form;
use maru_page::Text;
use std::{collections::BTreeMap, sync::Arc};

impl Desk {
    /// A file of a form's media, as the city pack has it.
    pub fn form_media(&self, form_id: &str, name: &str) -> Option<&[u8]> {
        let form = self.city.forms.get(form_id)?;
        form.media.get(name).map(Vec::as_slice)
    }

    /// What a form is called: as the city's service is, in the language in use, else by its own title.
    pub(crate) fn title_of(&self, form_id: &str, title: &str) -> Text {
        let is_its = |service: &&maru_city::Service| match &service.action {
            Action::Form(form) => form.as_str() == form_id,
        };
        let service = self.city.services.iter().find(is_its);
        let named = service.map_or(title, |service| service.names.best(&self.settings.language));
        Text::plain(named, self.words().lang())
    }

    /// A form as it is now: the city's newest, else the pack's. A form that cannot be read is told to both audiences.
    pub(crate) fn form(
        &mut self,
        form_id: &str,
        last_sent: Option<Vec<u8>>,
    ) -> Result<(Arc<Form>, String), Fault> {
        let arrived = self.arrived.get(form_id);
        let pack = self.city.forms.get(form_id).map(|file| &file.xml);
        let arrived = arrived.map(|(xml, files)| (xml, files.clone()));
        let sources = [arrived, pack.map(|xml| (xml, FormFiles::default()))];
        let mut cause = "the city pack has no such form".to_owned();
        for (xml, files) in sources.into_iter().flatten() {
            let last_sent = last_sent.clone();
            let files = FormFiles { last_sent, ..files };
            match self.read_form(form_id, xml, &files) {
                Ok(form) => return Ok((form, xml.clone())),
                Err(refusal) => cause = refusal,
            }
        }
        self.tell_with_phone("notice-form-broken");
        Err(Fault {
            code: "form-refused",
            subject: form_id.to_owned(),
            cause,
        })
    }

    /// A form with its lists; those that it does not bring along are the pack's.
    pub(crate) fn read_form(
        &self,
        form_id: &str,
        xml: &str,
        files: &FormFiles,
    ) -> Result<Arc<Form>, String> {
        let none = BTreeMap::new();
        let pack = self.city.forms.get(form_id);
        let pack = pack.map_or(&none, |file| &file.media);
        let loaded = Form::parse_with(xml, &|source| files.find(source, pack));
        let loaded = loaded.map_err(|refusal| refusal.to_string())?;
        Ok(Arc::new(loaded.form))
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
                .any(|xml| xml.contains(LAST_SAVED))
    }
}
