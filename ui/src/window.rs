//! The window as its owner sees it.

use crate::{
    access::Access,
    images::Pixels,
    monitor, pointer,
    slint_window::{MainWindow, Page as PageView},
    snapshot::Snapshot,
    state::{self, Inner},
    system,
};
use accesskit::{Node, Role, TreeId, TreeInfo, TreeUpdate};
use maru_page::{ImageId, Intent, Look, Page, Words, tree};
use slint::{ComponentHandle, ModelRc, PhysicalSize, PlatformError, VecModel};
use std::{cell::Cell, rc::Rc, time::Duration};

/// How to open a window.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Its title until the first page has one.
    pub title: String,
    /// Its size in physical pixels; else it asks for 1366 by 768.
    pub size: Option<(u32, u32)>,
    /// Whether it fills the screen.
    pub fullscreen: bool,
    /// The physical dots per inch of the screen; else the screen is asked.
    pub dpi: Option<f32>,
}

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    /// There is no display, or it does not answer.
    #[error("no window could be opened; is there a display (DISPLAY={display})?")]
    Display {
        /// The display that was asked for.
        display: String,
        /// What Slint says.
        #[source]
        cause: PlatformError,
    },
    /// The picture cannot be taken or the event loop ended badly.
    #[error("the window failed")]
    Platform(#[from] PlatformError),
}

/// The window. It lives on the thread that opened it; other threads reach it by its [`Proxy`].
pub struct Window {
    inner: Rc<Inner>,
}

impl Window {
    /// Opens the window. What people do in it arrives at `on_intent`, on this thread, while [`Window::run`] runs.
    pub fn open(
        options: Options,
        on_intent: impl Fn(Intent) + 'static,
    ) -> Result<Window, WindowError> {
        let no_display = |cause| WindowError::Display {
            display: std::env::var("DISPLAY").unwrap_or_default(),
            cause,
        };
        let selected = slint::BackendSelector::new()
            .backend_name("winit".into())
            .renderer_name("software".into())
            .select();
        // A process chooses once; its second window gets what the first one chose, so only both failing is a failure.
        let ui = MainWindow::new().map_err(|error| no_display(selected.err().unwrap_or(error)))?;
        let bands = Rc::new(VecModel::default());
        let page = ui.global::<PageView>();
        page.set_bands(ModelRc::from(bands.clone()));
        page.set_title(options.title.as_str().into());
        pointer::connect(&page);
        let monitor = monitor::ask();
        // Without a window manager nobody else makes a window fill the screen.
        let whole = monitor.size.filter(|_| options.fullscreen);
        let (width, height) = options.size.or(whole).unwrap_or((1366, 768));
        ui.window().set_size(PhysicalSize::new(width, height));
        ui.window().set_fullscreen(options.fullscreen);
        let inner = Rc::new(Inner {
            ui,
            bands,
            dpi: options.dpi.unwrap_or(monitor.dpi),
            shown: Default::default(),
            known: Default::default(),
            access: Access::new(empty_tree(&options.title)).into(),
            on_intent: Box::new(on_intent),
            find_image: Default::default(),
            on_first_frame: Default::default(),
            on_frame: Default::default(),
            on_focus: Default::default(),
            has_focus: Cell::new(true),
            presented: Cell::new(None),
        });
        state::set_current(&inner);
        system::listen(&inner);
        Ok(Window { inner })
    }

    /// Shows a page.
    pub fn present(&self, page: &Page, words: &Words, look: Look) {
        self.inner.present(page, words, look);
    }

    /// Has pictures found by this: each once, when a page shows it. Without it their words stand for them.
    pub fn on_image(&self, find: impl Fn(&ImageId) -> Option<Pixels> + 'static) {
        *self.inner.find_image.borrow_mut() = Some(Box::new(find));
    }

    /// Shows the window and handles its events until [`Window::quit`].
    pub fn run(&self) -> Result<(), WindowError> {
        self.inner.ui.show()?;
        Ok(slint::run_event_loop_until_quit()?)
    }

    /// Ends [`Window::run`].
    pub fn quit(&self) {
        if let Err(error) = slint::quit_event_loop() {
            tracing::debug!(%error, "the event loop has ended already");
        }
    }

    /// A way to this window's thread, for other threads.
    pub fn proxy(&self) -> Proxy {
        Proxy(())
    }

    /// Has this called once, when the first frame is on the screen.
    pub fn on_first_frame(&self, act: impl FnOnce() + 'static) {
        *self.inner.on_first_frame.borrow_mut() = Some(Box::new(act));
    }

    /// Has this called after each frame that shows a new page, with the time since that page was presented.
    pub fn on_frame(&self, act: impl Fn(Duration) + 'static) {
        *self.inner.on_frame.borrow_mut() = Some(Box::new(act));
    }

    /// Has this called when people turn to another window, and when they come back.
    pub fn on_focus(&self, act: impl Fn(bool) + 'static) {
        *self.inner.on_focus.borrow_mut() = Some(Box::new(act));
    }

    /// Draws the window into memory, all of it, whether or not the screen shows it.
    pub fn snapshot(&self) -> Result<Snapshot, WindowError> {
        Ok(Snapshot::new(self.inner.ui.window().take_snapshot()?))
    }

    /// Where things were drawn.
    pub fn layout(&self) -> tree::Layout {
        self.inner.layout()
    }

    /// The physical dots per inch that sizes are worked out from.
    pub fn dpi(&self) -> f32 {
        self.inner.dpi
    }

    /// Asks for another size, in physical pixels.
    pub fn resize(&self, width: u32, height: u32) {
        self.inner
            .ui
            .window()
            .set_size(PhysicalSize::new(width, height));
    }
}

/// A way to the window's thread.
#[derive(Clone, Debug)]
pub struct Proxy(());

impl Proxy {
    /// Has this run on the window's thread. `false` if its event loop is gone.
    pub fn post(&self, act: impl FnOnce() + Send + 'static) -> bool {
        slint::invoke_from_event_loop(act).is_ok()
    }
}

/// What assistive technology finds before the first page.
fn empty_tree(title: &str) -> TreeUpdate {
    let mut root = Node::new(Role::Window);
    root.set_label(title);
    TreeUpdate {
        nodes: vec![(tree::ROOT, root)],
        tree: Some(TreeInfo::new(tree::ROOT)),
        tree_id: TreeId::ROOT,
        focus: tree::ROOT,
    }
}
