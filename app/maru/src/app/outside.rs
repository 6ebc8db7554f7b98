//! What happens outside of the person's own acts: devices, the network, files and clocks.

use super::{App, displays, keeping::records};
use crate::{
    gestures,
    incoming::{Incoming, News},
};
use maru_desk::Event;
use maru_page::Intent;
use maru_port::braille::BrailleEvent;

impl App {
    /// Something happened outside. Returns whether anything is to be drawn anew.
    pub fn incoming(&mut self, incoming: Incoming) -> bool {
        match incoming {
            Incoming::Braille(event) => return self.braille(event),
            Incoming::Voice(event) => {
                if !self.heard(event) {
                    return false;
                }
            }
            Incoming::ScreenReader(running) => self.screen_reader(running),
            Incoming::Ports => self.ports_changed(),
            Incoming::News(news) => {
                if !self.news(news) {
                    return false;
                }
            }
            Incoming::BrailleTable => {
                self.reader.write_again(self.desk.words(), &self.tables);
                self.feel();
                return false;
            }
            Incoming::Files(files) => {
                let event = self.files(files);
                self.update(event);
                self.errand_is_over();
            }
            Incoming::ScrollOn { felt } => {
                self.scroll_on(felt);
                return false;
            }
            Incoming::TryAgain => self.try_again(),
            Incoming::Unused => {
                if !self.may_be_unused() {
                    return false;
                }
            }
            Incoming::Checked(found) => self.checked(found),
            Incoming::Sealed { record, done } => {
                self.sealed(record, done);
                self.errand_is_over();
            }
        }
        self.show(None)
    }

    /// The courier tells something. Returns whether it is about anything here.
    fn news(&mut self, news: News) -> bool {
        match news {
            News::Records => {
                self.forget_log();
                records(&self.store)
                    .into_iter()
                    .for_each(|news| self.update(news));
                for form in self.lists_changed() {
                    self.update(form);
                }
            }
            News::Network(network) => self.update(Event::Network(network)),
            News::Failed => self.update(Event::SendFailed),
            News::Progress {
                instance_id,
                percent,
            } => match self.store.id_of_instance(&instance_id) {
                Ok(Some(record)) => self.update(Event::Progress {
                    record: record.0,
                    percent,
                }),
                Ok(None) | Err(_) => return false,
            },
            News::Form {
                form_id,
                xml,
                mut files,
            } => {
                self.own.merge(&mut files.lists);
                self.update(Event::FormArrived {
                    form_id,
                    xml,
                    files,
                });
            }
        }
        true
    }

    fn braille(&mut self, event: BrailleEvent) -> bool {
        match event {
            BrailleEvent::Connected { model, cells } => {
                self.reader.set_width(cells);
                self.update(Event::BrailleReady { model, cells });
                self.show(None);
                true
            }
            BrailleEvent::Pressed {
                command: Some(command),
                ..
            } => self.pressed(gestures::intent(command)),
            BrailleEvent::Pressed { command: None, .. } => {
                self.said.clear();
                self.update(Event::UnknownKeys);
                self.show(None)
            }
            BrailleEvent::Routing(cell) => self.pressed(Intent::Route(cell)),
            BrailleEvent::Disconnected { reason } => {
                tracing::warn!(code = "braille-gone", "{reason}");
                self.update(Event::BrailleGone);
                self.show(None)
            }
            BrailleEvent::Failed { reason } => {
                tracing::warn!(code = "braille", "{reason}");
                self.update(Event::BrailleFailed(displays::trouble(&reason)));
                self.show(None)
            }
        }
    }

    pub(super) fn screen_reader(&mut self, running: bool) {
        self.display_beside_screen_reader(running);
        self.update(Event::ScreenReader(running));
        if let Some(voice) = self.voice.as_ref().filter(|_| !self.desk.speaks()) {
            voice.stop();
        }
    }
}
