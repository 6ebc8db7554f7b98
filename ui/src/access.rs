//! Carries the page's accessibility tree to AT-SPI, and the requests of assistive technology back.

use crate::state;
use accesskit::{ActionHandler, ActionRequest, ActivationHandler, DeactivationHandler, TreeUpdate};
use accesskit_unix::Adapter;
use std::sync::{Arc, Mutex, PoisonError};

/// The tree as it is now, for whoever starts to listen.
type Current = Arc<Mutex<TreeUpdate>>;

/// The door to AT-SPI. Its handlers are called on threads of its own; they only read the tree or post.
pub struct Access {
    adapter: Adapter,
    current: Current,
}

impl Access {
    /// Opens the door with a tree to begin with.
    pub fn new(first: TreeUpdate) -> Access {
        let current = Arc::new(Mutex::new(first));
        let adapter = Adapter::new(Activation(current.clone()), Actions, Deactivation);
        Access { adapter, current }
    }

    /// Publishes the tree of the page as it is now.
    pub fn publish(&mut self, tree: TreeUpdate) {
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = tree.clone();
        self.adapter.update_if_active(|| tree);
    }

    /// Tells whether the window has the focus.
    pub fn focus(&mut self, is_focused: bool) {
        self.adapter.update_window_focus_state(is_focused);
    }

    /// Tells where the window stands on the screen, with and without its frame.
    pub fn stand(&mut self, outer: accesskit::Rect, inner: accesskit::Rect) {
        self.adapter.set_root_window_bounds(outer, inner);
    }
}

struct Activation(Current);

impl ActivationHandler for Activation {
    fn request_initial_tree(&mut self) -> Option<TreeUpdate> {
        Some(
            self.0
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone(),
        )
    }
}

struct Actions;

impl ActionHandler for Actions {
    fn do_action(&mut self, request: ActionRequest) {
        state::post(move |inner| inner.asked(&request));
    }
}

/// The tree is kept while nobody listens: it is needed as soon as somebody does.
struct Deactivation;

impl DeactivationHandler for Deactivation {
    fn deactivate_accessibility(&mut self) {}
}
