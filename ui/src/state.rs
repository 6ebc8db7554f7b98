//! What the window remembers between two pages, and the way back to it from Slint's callbacks and other threads.

use crate::{
    access::Access,
    cells::Picture,
    follow::View,
    images::{FindImage, Images},
    metrics::{Room, Sizes},
    probe::Known,
    slint_window::{Band, MainWindow},
};
use accesskit::{ActionRequest, TreeUpdate};
use maru_page::{Intent, Look, Page, PageId, screen::Screen, tree};
use slint::{ComponentHandle, VecModel};
use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::{Rc, Weak},
    time::{Duration, Instant},
};

/// Told how long a page took to be drawn.
pub type FrameHook = Box<dyn Fn(Duration)>;

/// Told when people's keys begin or end to go to the window.
pub type FocusHook = Box<dyn Fn(bool)>;

/// The window's inside. Its borrows are short: none is held while Slint or the owner is called.
pub struct Inner {
    pub ui: MainWindow,
    pub bands: Rc<VecModel<Band>>,
    pub dpi: f32,
    pub shown: RefCell<Shown>,
    pub known: RefCell<Known>,
    pub access: RefCell<Access>,
    pub on_intent: Box<dyn Fn(Intent)>,
    pub find_image: RefCell<Option<FindImage>>,
    pub on_first_frame: RefCell<Option<Box<dyn FnOnce()>>>,
    pub on_frame: RefCell<Option<FrameHook>>,
    pub on_focus: RefCell<Option<FocusHook>>,
    /// Whether people's keys go to this window.
    pub has_focus: Cell<bool>,
    /// When the page that is not drawn yet was presented.
    pub presented: Cell<Option<Instant>>,
}

/// What is shown just now.
#[derive(Default)]
pub struct Shown {
    pub page: Option<Page>,
    pub screen: Option<Screen>,
    pub look: Look,
    pub sizes: Sizes,
    pub picture: Picture,
    /// The pictures on the page.
    pub images: Images,
    /// Where things stand, by index; in the content or fixed in the window.
    pub places: BTreeMap<usize, (bool, tree::Rect)>,
    /// Where the boxes of fields and ranges stand in the content, without their labels and hints.
    pub boxes: BTreeMap<usize, tree::Rect>,
    pub view: View,
    pub view_y: f32,
    /// Whether the view keeps to the focus; a turn of the wheel ends it until the next page.
    pub follows: bool,
    /// Whether the page was opened just now: the view is then as near to its top as shows the focus, however
    /// often things are put in their places.
    pub opens: bool,
    /// What the spare room was last shared out for.
    pub shared_for: Option<Sharing>,
    /// What assistive technology knows.
    pub published: Option<Published>,
    /// What an input method is composing.
    pub preedit: String,
}

/// The tree as it was published last, and where things stood then.
pub struct Published {
    pub tree: TreeUpdate,
    pub layout: tree::Layout,
}

/// As long as this stays the same, things keep their heights.
#[derive(Clone, Debug, PartialEq)]
pub struct Sharing {
    pub page: PageId,
    pub sizes: Sizes,
    pub bands: usize,
    pub has_notice: bool,
}

thread_local! {
    /// The window of this thread: Slint's event loop has but one, and other threads can only name it.
    static CURRENT: RefCell<Weak<Inner>> = const { RefCell::new(Weak::new()) };
}

/// Makes this the window that [`with`] and [`post`] mean.
pub fn set_current(inner: &Rc<Inner>) {
    CURRENT.with(|current| *current.borrow_mut() = Rc::downgrade(inner));
}

/// Does something with the window, if there still is one.
pub fn with(act: impl FnOnce(&Inner)) {
    let inner = CURRENT.with(|current| current.borrow().upgrade());
    if let Some(inner) = inner {
        act(&inner);
    }
}

/// Does something with the window from any thread, as soon as its event loop comes to it.
pub fn post(act: impl FnOnce(&Inner) + Send + 'static) {
    if let Err(error) = slint::invoke_from_event_loop(move || with(act)) {
        tracing::debug!(%error, "the window is gone");
    }
}

impl Inner {
    /// Hands an intent out, once Slint is done with the event that led to it.
    pub fn intend(&self, intent: Intent) {
        post(move |inner| (inner.on_intent)(intent));
    }

    /// What assistive technology asks for.
    pub fn asked(&self, request: &ActionRequest) {
        let intent = self
            .shown
            .borrow()
            .page
            .as_ref()
            .and_then(|page| tree::intent(page, request));
        if let Some(intent) = intent {
            (self.on_intent)(intent);
        }
    }

    /// The room there is now.
    pub fn room(&self, look: Look) -> Room {
        let window = self.ui.window();
        let (size, scale) = (window.size(), window.scale_factor().max(0.1));
        Room {
            width: size.width as f32 / scale,
            height: size.height as f32 / scale,
            mm: self.dpi / 25.4 / scale,
            text_percent: look.text_percent,
        }
    }

    /// A frame was drawn.
    pub fn frame(&self) {
        if let Some(first) = self.on_first_frame.take() {
            first();
        }
        if let Some(presented) = self.presented.take()
            && let Some(hook) = self.on_frame.borrow().as_ref()
        {
            hook(presented.elapsed());
        }
        self.tell_places();
    }
}
