//! The job that brings the forms: list, form, manifest, media.

use std::collections::{BTreeSet, VecDeque};

use url::Url;

use crate::account::Server;
use crate::client::{Ask, Step};
use crate::event::{FormProblem, Refreshed, SyncEvent};
use crate::exchange::{About, Method, Response};
use crate::form_list::{self, ListedForm, Listing};
use crate::secret::Address;
use crate::trouble::{Reason, Trouble, sort};
use crate::visit::{Errand, Visit};

/// The longest list, form or manifest that is read.
const TEXT_BYTES_MAX: usize = 10_000_000;
/// The longest media file that is read.
const MEDIA_BYTES_MAX: usize = 50_000_000;
/// How many forms are taken from all lists together, and how many lists of groups are read.
const FORMS_MAX: usize = 2000;
const GROUPS_MAX: usize = 100;

/// What the caller has on disk, so that only what is new is fetched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// The tag of the last complete refresh with this account.
    pub etag: Option<String>,
    /// The forms that are complete.
    pub forms: Vec<ListedForm>,
    /// The hashes of all media files, of whatever form.
    pub media_hashes: BTreeSet<String>,
}

/// Fetches the list, and then form by form what is new.
pub(crate) struct Refreshing {
    known: Known,
    etag: Option<String>,
    is_listed: bool,
    listed: Vec<ListedForm>,
    /// The lists of groups that are still to read, and all that were ever planned.
    groups: VecDeque<Url>,
    planned: BTreeSet<Url>,
    is_unchanged: bool,
    had_failure: bool,
    visits: VecDeque<Visit>,
}

impl Refreshing {
    pub(crate) fn new(known: Known) -> Refreshing {
        Refreshing {
            known,
            etag: None,
            is_listed: false,
            listed: Vec::new(),
            groups: VecDeque::new(),
            planned: BTreeSet::new(),
            is_unchanged: false,
            had_failure: false,
            visits: VecDeque::new(),
        }
    }

    pub(crate) fn ask(&self, server: &Server) -> Ask {
        let errand = self.visits.front().and_then(|visit| visit.errands.front());
        let (max_body, about, url) = match (errand, self.groups.front()) {
            (Some((Errand::Form | Errand::Manifest, url)), _) => {
                (TEXT_BYTES_MAX, About::Forms, url)
            }
            (Some((Errand::Media(file), url)), _) => {
                let hash = file.hash.clone();
                (MEDIA_BYTES_MAX, About::Media { hash }, url)
            }
            (None, Some(group)) => (TEXT_BYTES_MAX, About::Forms, group),
            (None, None) => {
                let url = server.below("formList");
                let mut ask = Ask::new(Method::Get, url, TEXT_BYTES_MAX, About::Forms);
                if let Some(etag) = &self.known.etag {
                    ask.headers.push(("If-None-Match".to_owned(), etag.clone()));
                }
                return ask;
            }
        };
        Ask::new(Method::Get, url.clone(), max_body, about)
    }

    pub(crate) fn hear(
        &mut self,
        heard: Result<Response, Reason>,
        server: &Server,
        events: &mut VecDeque<SyncEvent>,
    ) -> Step {
        let heard = if self.is_listed {
            self.hear_errand(heard, server, events)
        } else {
            self.hear_list(heard, server, events)
        };
        if let Err(trouble) = heard {
            return self.end(Err(trouble));
        }
        while self
            .visits
            .front()
            .is_some_and(|visit| visit.errands.is_empty())
        {
            if let Some(visit) = self.visits.pop_front() {
                let Visit {
                    form,
                    media,
                    missing,
                    ..
                } = visit;
                events.push_back(SyncEvent::FormComplete {
                    form,
                    media,
                    missing,
                });
            }
        }
        if !self.visits.is_empty() || !self.is_listed {
            return Step::Again;
        }
        let etag = if self.had_failure {
            None
        } else {
            self.etag.take()
        };
        self.end(Ok(Refreshed {
            etag,
            is_unchanged: self.is_unchanged,
        }))
    }

    /// Ends, whatever is still to fetch.
    pub(crate) fn end(&self, outcome: Result<Refreshed, Trouble>) -> Step {
        let trouble = outcome.as_ref().err().cloned();
        Step::Done {
            events: vec![SyncEvent::RefreshEnded { outcome }],
            trouble,
        }
    }

    fn hear_list(
        &mut self,
        heard: Result<Response, Reason>,
        server: &Server,
        events: &mut VecDeque<SyncEvent>,
    ) -> Result<(), Trouble> {
        let response = heard.map_err(Trouble::later)?;
        let group = self.groups.pop_front();
        let is_first = group.is_none();
        let (status, had_tag) = (response.status, self.known.etag.is_some());
        if status == 304 && had_tag && is_first {
            self.is_unchanged = true;
            self.etag = self.known.etag.clone();
            self.listed = self.known.forms.clone();
        } else if status == 200 && response.header("X-OpenRosa-Version").is_some() {
            let Listing { forms, groups } =
                form_list::parse(&response.body).ok_or(Trouble::later(Reason::Portal))?;
            if is_first {
                self.etag = response.header("ETag").map(str::to_owned);
            }
            let room = FORMS_MAX.saturating_sub(self.listed.len());
            let kept = forms.into_iter().take(room).map(|form| ListedForm {
                download_url: server.shortened(&form.download_url),
                manifest_url: form.manifest_url.map(|url| server.shortened(&url)),
                ..form
            });
            self.listed.extend(kept);
            self.plan_groups(&groups, server);
        } else {
            return Err(sort(&response, None));
        }
        if !self.groups.is_empty() {
            return Ok(());
        }
        if !self.planned.is_empty() {
            // The tag is that of the first list alone: what is in the groups may change behind it.
            self.etag = None;
        }
        let forms = std::mem::take(&mut self.listed);
        if !self.is_unchanged {
            events.push_back(SyncEvent::FormList {
                forms: forms.clone(),
            });
        }
        self.is_listed = true;
        for form in forms {
            self.plan_visit(form, server, events);
        }
        Ok(())
    }

    /// Plans to read the lists of groups, each once, for groups may name each other.
    fn plan_groups(&mut self, groups: &[Address], server: &Server) {
        for group in groups {
            let Some(url) = server.offered(group.as_str()) else {
                self.had_failure = true;
                continue;
            };
            if self.planned.len() < GROUPS_MAX && self.planned.insert(url.clone()) {
                self.groups.push_back(url);
            }
        }
    }

    /// Plans what a form needs: nothing, its manifest only (media change by themselves), or all.
    fn plan_visit(&mut self, form: ListedForm, server: &Server, events: &mut VecDeque<SyncEvent>) {
        let is_known = !form.hash.is_empty()
            && self.known.forms.iter().any(|old| {
                old.form_id == form.form_id && old.hash == form.hash && old.version == form.version
            });
        let mut wanted = VecDeque::new();
        if !is_known {
            wanted.push_back((Errand::Form, form.download_url.clone()));
        }
        if let Some(address) = &form.manifest_url {
            wanted.push_back((Errand::Manifest, address.clone()));
        }
        if wanted.is_empty() {
            return;
        }
        let resolve = |(errand, address): (Errand, Address)| {
            server.offered(address.as_str()).map(|url| (errand, url))
        };
        match wanted
            .into_iter()
            .map(resolve)
            .collect::<Option<VecDeque<_>>>()
        {
            Some(errands) => self.visits.push_back(Visit::new(form, errands)),
            None => {
                self.had_failure = true;
                let problem = FormProblem::BadAddress;
                events.push_back(SyncEvent::FormFailed {
                    form_id: form.form_id,
                    problem,
                });
            }
        }
    }

    fn hear_errand(
        &mut self,
        heard: Result<Response, Reason>,
        server: &Server,
        events: &mut VecDeque<SyncEvent>,
    ) -> Result<(), Trouble> {
        let Some(visit) = self.visits.front_mut() else {
            return Ok(());
        };
        let Some((errand, _)) = visit.errands.pop_front() else {
            return Ok(());
        };
        let is_media = matches!(errand, Errand::Media(_));
        let body = match heard {
            // Taken, not copied: it may be large.
            Ok(response) if response.status == 200 => Ok(response.body),
            Ok(response) => Err(FormProblem::Trouble(sort(&response, None))),
            Err(Reason::TooLarge) => Err(FormProblem::TooLarge),
            Err(reason) => Err(FormProblem::Trouble(Trouble::later(reason))),
        };
        let done = body.and_then(|body| visit.take(errand, body, &mut self.known, server, events));
        match done {
            Ok(()) => Ok(()),
            Err(FormProblem::WrongHash) if is_media && visit.ask_again() => Ok(()),
            Err(FormProblem::Trouble(trouble)) if is_worth_stopping_for(&trouble) => Err(trouble),
            Err(_) if is_media => {
                // The file is named in `missing` already: a form is better without a picture than not at all.
                self.had_failure = true;
                Ok(())
            }
            Err(problem) => {
                self.had_failure = true;
                let failed = self.visits.pop_front().map(|visit| visit.form.form_id);
                events.extend(failed.map(|form_id| SyncEvent::FormFailed { form_id, problem }));
                Ok(())
            }
        }
    }
}

/// Whether the next file would meet the same.
fn is_worth_stopping_for(trouble: &Trouble) -> bool {
    match trouble {
        Trouble::TryLater { .. } => true,
        Trouble::NeedsLogin { status } => *status == 401,
        Trouble::Refused { .. } => false,
    }
}
