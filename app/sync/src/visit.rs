//! One form underway: what of it is still to fetch, and what has come.

use std::collections::VecDeque;

use url::Url;

use crate::account::Server;
use crate::content::{Content, md5_name};
use crate::event::{FormProblem, SyncEvent};
use crate::form_list::ListedForm;
use crate::manifest::{self, MediaFile};
use crate::refresh::Known;

/// A form underway, and what of it is still to fetch.
pub(crate) struct Visit {
    pub(crate) form: ListedForm,
    pub(crate) errands: VecDeque<(Errand, Url)>,
    pub(crate) media: Vec<MediaFile>,
    pub(crate) missing: Vec<String>,
    manifest: Option<Url>,
    has_asked_again: bool,
}

/// One thing to fetch.
pub(crate) enum Errand {
    /// The form itself.
    Form,
    /// The list of its media files.
    Manifest,
    /// One of them.
    Media(MediaFile),
}

impl Visit {
    pub(crate) fn new(form: ListedForm, errands: VecDeque<(Errand, Url)>) -> Visit {
        let is_manifest = |(errand, _): &&(Errand, Url)| matches!(errand, Errand::Manifest);
        let manifest = errands.iter().find(is_manifest).map(|(_, url)| url.clone());
        Visit {
            form,
            errands,
            media: Vec::new(),
            missing: Vec::new(),
            manifest,
            has_asked_again: false,
        }
    }

    /// A file is not what the manifest said: an entity list may have been written to between the two. Plans to read
    /// the manifest once more; `false` when that was done already.
    pub(crate) fn ask_again(&mut self) -> bool {
        let Some(url) = self.manifest.clone().filter(|_| !self.has_asked_again) else {
            return false;
        };
        self.has_asked_again = true;
        self.errands.clear();
        self.media.clear();
        self.missing.clear();
        self.errands.push_back((Errand::Manifest, url));
        true
    }

    /// Takes the body of one errand, and plans what follows from it.
    pub(crate) fn take(
        &mut self,
        errand: Errand,
        body: Vec<u8>,
        known: &mut Known,
        server: &Server,
        events: &mut VecDeque<SyncEvent>,
    ) -> Result<(), FormProblem> {
        match errand {
            Errand::Form => {
                let hash = md5_name(&body);
                if !self.form.hash.is_empty() && self.form.hash != hash {
                    return Err(FormProblem::WrongHash);
                }
                self.form.hash = hash;
                let form = self.form.clone();
                events.push_back(SyncEvent::Form {
                    form,
                    xml: Content::from(body),
                });
            }
            Errand::Manifest => {
                let (files, refused) = manifest::parse(&body).ok_or(FormProblem::NoManifest)?;
                self.missing.extend(refused);
                for file in files {
                    self.plan_media(file, known, server);
                }
            }
            Errand::Media(mut file) => {
                let hash = md5_name(&body);
                if !file.hash.is_empty() && file.hash != hash {
                    return Err(FormProblem::WrongHash);
                }
                file.hash = hash;
                self.missing.retain(|name| *name != file.name);
                self.media.push(file.clone());
                known.media_hashes.insert(file.hash.clone());
                let form_id = self.form.form_id.clone();
                events.push_back(SyncEvent::Media {
                    form_id,
                    file,
                    content: Content::from(body),
                });
            }
        }
        Ok(())
    }

    /// Counts a file as missing until it is here.
    fn plan_media(&mut self, file: MediaFile, known: &Known, server: &Server) {
        if known.media_hashes.contains(&file.hash) {
            self.media.push(file);
            return;
        }
        self.missing.push(file.name.clone());
        if let Some(url) = server.offered(file.download_url.as_str()) {
            self.errands.push_back((Errand::Media(file), url));
        }
    }
}
