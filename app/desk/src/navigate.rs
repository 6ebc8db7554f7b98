//! The intents that are the same on every page: moving, looks, voice, and the ways out.

use crate::{
    desk::Desk,
    event::Effect,
    filling::Then,
    screens::{self, Screen},
};
use maru_page::{Intent, Kind, Node, NodeId, Page, Step, edit::Motion, text::Text, voice_buttons};

impl Desk {
    /// What an intent does.
    pub(crate) fn dispatch(&mut self, intent: Intent) -> Vec<Effect> {
        let quit_failed = std::mem::take(&mut self.quit_failed);
        let page = self.page();
        let types = matches!(
            intent,
            Intent::Type(_) | Intent::Insert(_) | Intent::Dots(_)
        );
        self.counts &= matches!(intent, Intent::Dots(_));
        if !types && screens::drops_digits(self, &page) && goes_on(&intent, &page) {
            return Vec::new();
        }
        let in_field = page.focused().is_some_and(|node| node.edit().is_some());
        match intent {
            Intent::Next => self.step(&page, 1, |_| true),
            Intent::Previous => self.step(&page, -1, |_| true),
            Intent::Caret {
                motion: Motion::Right,
                ..
            } if !in_field => self.step(&page, 1, |_| true),
            Intent::Caret {
                motion: Motion::Left,
                ..
            } if !in_field => self.step(&page, -1, |_| true),
            Intent::NextControl => self.step(&page, 1, Node::is_control),
            Intent::PreviousControl => self.step(&page, -1, Node::is_control),
            Intent::First => self.focus(&page, page.nodes.first()),
            Intent::Last => self.focus(&page, page.nodes.last()),
            Intent::Focus(id) => self.focus(&page, page.node(&id)),
            Intent::LineBreak => {
                let has_lines = |node: &Node| {
                    matches!(
                        node.kind,
                        Kind::Field {
                            multiline: true,
                            ..
                        }
                    )
                };
                if !page.focused().is_some_and(has_lines) {
                    return self.dispatch(Intent::Activate);
                }
                self.edit(&page, Intent::Insert("\n".to_owned()));
            }
            // Enter on something to read is the page's main act; but nobody sends a form who looks it over, and nobody
            // has answered a question back who reads it.
            Intent::Activate if page.focused().is_some_and(|node| !node.is_control()) => {
                if matches!(self.screen(), Screen::Check | Screen::RemoveInstance(_)) {
                    self.only_read(page.focused());
                } else {
                    return self.dispatch(Intent::Proceed);
                }
            }
            Intent::Activate => return self.activate(&page, &page.focus.clone(), true),
            Intent::Select
                if page
                    .focused()
                    .is_some_and(|node| self.writes_in(&page, node)) =>
            {
                self.write(&page, 0);
            }
            Intent::Select if in_field => return self.dispatch(Intent::Type(" ".to_owned())),
            Intent::Select => return self.activate(&page, &page.focus.clone(), false),
            Intent::ActivateNode(id) => {
                // What is typed in or moved is not gone on with by touching it.
                let is_moved =
                    |node: &Node| matches!(node.kind, Kind::Field { .. } | Kind::Range { .. });
                if page.node(&id).is_some_and(|node| !is_moved(node)) {
                    self.focus(&page, page.node(&id));
                    return self.activate(&page, &id, page.focus == id);
                }
                self.focus(&page, page.node(&id));
            }
            Intent::Proceed => {
                if let Some(primary) = page.primary() {
                    return self.activate(&page, &primary.id.clone(), true);
                }
            }
            Intent::Dots(cell) if in_field => self.write(&page, cell),
            Intent::Dots(cell) => return self.dots_outside(&page, cell),
            Intent::Type(_) | Intent::Insert(_) | Intent::DeleteBack if !in_field => {
                return self.typed_outside(&page, intent);
            }
            Intent::Replace { node, text }
                if screens::replace_number(self, &page, &node, &text) => {}
            Intent::Type(_)
            | Intent::Insert(_)
            | Intent::DeleteBack
            | Intent::DeleteForward
            | Intent::Caret { .. }
            | Intent::Place { .. }
            | Intent::Replace { .. } => self.edit(&page, intent),
            Intent::Back => return self.back(),
            Intent::Home => return self.home(),
            Intent::Help => self.open(Screen::Help),
            Intent::Settings => self.open(Screen::Settings),
            Intent::Messages => self.open(Screen::Messages),
            Intent::LearnKeys => self.open_learning(),
            Intent::Emboss => self.open(Screen::Paper),
            Intent::Hangul => {
                self.hangul = !self.hangul;
                let id = if self.hangul {
                    "notice-hangul"
                } else {
                    "notice-latin"
                };
                self.tell(self.words().text(id), false);
            }
            Intent::Larger | Intent::Smaller | Intent::NextTheme => return self.adjust(&intent),
            Intent::ToggleVoice
            | Intent::Faster
            | Intent::Slower
            | Intent::Louder
            | Intent::Softer => return self.adjust_voice(&intent),
            // The reader's own, where there is a line.
            Intent::Scroll => self.tell(self.words().text("notice-no-display"), false),
            Intent::ScrollFaster | Intent::ScrollSlower => {
                self.settings.change_scroll(intent == Intent::ScrollFaster);
                return vec![Effect::SaveSettings(self.settings.clone())];
            }
            Intent::VoiceButtons => self.toggle_voice_buttons(),
            // A disk that cannot be written must not keep anybody here.
            Intent::Quit if quit_failed => return vec![Effect::Quit],
            Intent::Quit => return self.leave_question(Then::Quit),
            Intent::AdjustNode(id, step) => {
                self.focus(&page, page.node(&id));
                self.adjust_node(&page, &id, step);
            }
            Intent::Adjust(step) => self.adjust_node(&page, &page.focus, step),
            // The reader's own; here they mean nothing more.
            Intent::Stop
            | Intent::Pause
            | Intent::NextSentence
            | Intent::PreviousSentence
            | Intent::Repeat
            | Intent::Spell
            | Intent::WhereAmI
            | Intent::ReadPage
            | Intent::PanLeft
            | Intent::PanRight
            | Intent::ToCursor
            | Intent::Route(_) => {}
        }
        Vec::new()
    }

    /// Moves the focus, over what `stops` says; stays at the ends.
    fn step(&mut self, page: &Page, by: isize, stops: impl Fn(&Node) -> bool) {
        let from = page.focus_index();
        let target = if by > 0 {
            page.nodes.iter().skip(from + 1).find(|node| stops(node))
        } else {
            page.nodes.iter().take(from).rfind(|node| stops(node))
        };
        match target {
            Some(node) => self.focus(page, Some(node)),
            None => self.tell(
                self.words().text(if by > 0 {
                    "notice-last"
                } else {
                    "notice-first"
                }),
                false,
            ),
        }
    }

    pub(crate) fn focus(&mut self, page: &Page, node: Option<&Node>) {
        if let (Some(node), Some(place)) = (node, self.places.last_mut()) {
            place.focus = Some((page.id.0.clone(), node.id.clone()));
        }
    }

    /// Uses a node; `go_on` tells Enter from Space.
    pub(crate) fn activate(&mut self, page: &Page, id: &NodeId, go_on: bool) -> Vec<Effect> {
        let Some(node) = page.node(id).filter(|node| !node.state.disabled) else {
            return Vec::new();
        };
        if !node.is_control() {
            self.only_read(Some(node));
            return Vec::new();
        }
        match id.as_str() {
            "back" => self.back(),
            "help" => self.dispatch(Intent::Help),
            button if node.is_voice_button() => {
                let meant = voice_buttons::intent(button);
                meant.map_or_else(Vec::new, |intent| self.dispatch(intent))
            }
            _ => screens::activate(self, node, go_on),
        }
    }

    /// Tells who wants to use what is only read, among the answers or where something is to be removed, that nothing
    /// comes of it.
    fn only_read(&mut self, node: Option<&Node>) {
        let id = match (self.screen(), node.map(|node| &node.kind)) {
            (Screen::Check, Some(Kind::Row { .. })) => "notice-read-only-field",
            (Screen::Check, _) => "notice-nothing-sent",
            (Screen::RemoveInstance(_), _) => "notice-nothing-removed",
            _ => return,
        };
        self.tell(self.words().text(id), false);
    }

    fn adjust_node(&mut self, page: &Page, id: &NodeId, step: Step) {
        if let Some(node) = page.node(id) {
            screens::adjust(self, node, step);
        }
    }

    /// Typing where there is no box: a number between bounds takes it, a long list is looked through for it; else it
    /// is the number of a thing on the page.
    fn typed_outside(&mut self, page: &Page, intent: Intent) -> Vec<Effect> {
        let (Intent::Type(text) | Intent::Insert(text)) = &intent else {
            return self.look_for(page, intent);
        };
        if self.screen() == Screen::Question && screens::type_digit(self, page, text) {
            return Vec::new();
        }
        if page.node(&"find".into()).is_some() && !text.trim().is_empty() {
            return self.look_for(page, intent);
        }
        self.number(page, text)
    }

    /// A cell where there is no box: what is looked for in a long list, else a character.
    fn dots_outside(&mut self, page: &Page, cell: u8) -> Vec<Effect> {
        if let Some(find) = page.node(&"find".into()) {
            self.focus(page, Some(find));
            let page = self.page();
            self.write(&page, cell);
            return Vec::new();
        }
        match self.character(cell).map(String::from) {
            Some(letter) => self.typed_outside(page, Intent::Insert(letter)),
            None => Vec::new(),
        }
    }

    /// Goes on typing in the box above a long list, if there is one.
    fn look_for(&mut self, page: &Page, intent: Intent) -> Vec<Effect> {
        if let Some(find) = page.node(&"find".into()) {
            self.focus(page, Some(find));
            let page = self.page();
            self.edit(&page, intent);
        }
        Vec::new()
    }

    /// A digit is the number of a tile, choice or row.
    fn number(&mut self, page: &Page, text: &str) -> Vec<Effect> {
        let wanted = text.parse::<usize>().ok();
        let numbered = |node: &&Node| {
            wanted.is_some() && node.position.map(|position| position.index) == wanted
        };
        let Some(node) = page.nodes.iter().find(numbered) else {
            return Vec::new();
        };
        self.focus(page, Some(node));
        self.activate(page, &node.id, false)
    }

    /// Opens a page that is not opened twice.
    pub(crate) fn open(&mut self, screen: Screen) {
        if self.screen() != screen {
            self.places.retain(|place| place.screen != screen);
            self.go(screen);
        }
    }

    /// Whether a record is being locked just now, which is not left before it is done.
    fn stays_locking(&mut self) -> bool {
        let is_locking = self
            .places
            .iter()
            .any(|place| place.screen == Screen::Locking);
        if is_locking {
            self.tell(self.words().text("notice-locking"), false);
        }
        is_locking
    }

    fn back(&mut self) -> Vec<Effect> {
        if self.screen() == Screen::Locking && self.stays_locking() {
            return Vec::new();
        }
        if matches!(self.screen(), Screen::Question | Screen::Check) {
            return self.leave_question(Then::Back);
        }
        if self.can_go_back() {
            self.places.pop();
        } else {
            self.tell(self.words().text("notice-first-page"), false);
        }
        Vec::new()
    }

    fn home(&mut self) -> Vec<Effect> {
        if !self.settings.set_up || self.stays_locking() {
            return Vec::new();
        }
        self.leave_question(Then::Home)
    }

    fn adjust(&mut self, intent: &Intent) -> Vec<Effect> {
        let look = self.settings.look;
        match intent {
            Intent::Larger => self.settings.look = look.larger(),
            Intent::Smaller => self.settings.look = look.smaller(),
            _ => self.settings.look.theme = look.theme.next(),
        }
        let notice = self.adjusted(intent);
        self.tell(notice, false);
        vec![Effect::SaveSettings(self.settings.clone())]
    }

    fn adjusted(&self, intent: &Intent) -> Text {
        let words = self.words();
        match intent {
            Intent::Larger | Intent::Smaller => words.with(
                "notice-size",
                &[(
                    "percent",
                    usize::from(self.settings.look.text_percent).into(),
                )],
            ),
            _ => {
                let theme = words
                    .text(&format!("theme-{}", self.settings.look.theme.name()))
                    .shown;
                words.with("notice-theme", &[("theme", (&theme).into())])
            }
        }
    }
}

/// Whether somebody wants to go on with what stands on the page.
fn goes_on(intent: &Intent, page: &Page) -> bool {
    match intent {
        Intent::Activate | Intent::Proceed => true,
        Intent::ActivateNode(id) => page.primary().is_some_and(|node| node.id == *id),
        _ => false,
    }
}
