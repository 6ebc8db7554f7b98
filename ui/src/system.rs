//! What the window system tells besides Slint: focus, place, input methods, the Hangul key and finished frames.

use crate::state::{self, Inner};
use i_slint_backend_winit::{
    EventResult, WinitWindowAccessor,
    winit::{
        event::{ElementState, Ime, KeyEvent, WindowEvent},
        keyboard::{Key, KeyCode, NamedKey, NativeKey, PhysicalKey},
        window::Window as WinitWindow,
    },
};
use maru_page::Intent;
use slint::{CloseRequestResponse, ComponentHandle};

/// Listens to the window system.
pub fn listen(inner: &Inner) {
    let window = inner.ui.window();
    window.on_winit_window_event(|_, event| {
        let mut result = EventResult::Propagate;
        state::with(|inner| result = inner.told(event));
        result
    });
    window.on_close_requested(|| {
        state::with(|inner| inner.intend(Intent::Quit));
        CloseRequestResponse::KeepWindowShown
    });
}

/// X's name for the key that switches between Hangul and Latin letters; the event loop has no name for it.
const XKB_HANGUL: u32 = 0xFF31;

fn is_hangul(event: &KeyEvent) -> bool {
    match &event.logical_key {
        Key::Named(key) => *key == NamedKey::HangulMode,
        Key::Unidentified(NativeKey::Xkb(symbol)) => *symbol == XKB_HANGUL,
        Key::Unidentified(_) => event.physical_key == PhysicalKey::Code(KeyCode::Lang1),
        Key::Character(_) | Key::Dead(_) => false,
    }
}

impl Inner {
    fn told(&self, event: &WindowEvent) -> EventResult {
        match event {
            // Slint draws as soon as this returns, so what is posted now comes after the frame.
            WindowEvent::RedrawRequested => state::post(Inner::frame),
            WindowEvent::Focused(is_focused) => {
                self.access.borrow_mut().focus(*is_focused);
                if self.has_focus.replace(*is_focused) != *is_focused {
                    state::post(Inner::tell_focus);
                }
            }
            WindowEvent::Moved(_) | WindowEvent::Resized(_) => self.tell_place(),
            WindowEvent::Ime(ime) => return self.composed(ime),
            WindowEvent::KeyboardInput { event, .. } if is_hangul(event) => {
                if event.state == ElementState::Pressed {
                    self.pressed_named("Hangul");
                }
                return EventResult::PreventDefault;
            }
            _ => {}
        }
        EventResult::Propagate
    }

    /// An input method's text is typed when it is done, and shown while it is being composed.
    fn composed(&self, ime: &Ime) -> EventResult {
        let preedit = match ime {
            Ime::Commit(text) => {
                self.intend(Intent::Type(text.clone()));
                ""
            }
            Ime::Preedit(text, _) => text.as_str(),
            Ime::Enabled | Ime::Disabled => "",
        };
        if self.shown.borrow().preedit != preedit {
            self.shown.borrow_mut().preedit = preedit.to_owned();
            state::post(Inner::draw);
        }
        EventResult::PreventDefault
    }

    /// Input methods are let in where text is typed, and nowhere else.
    pub fn allow_input_method(&self, is_allowed: bool) {
        self.ui
            .window()
            .with_winit_window(|window| window.set_ime_allowed(is_allowed));
    }

    /// Has the window drawn now. Slint would wait for the screen's next refresh, which a key press need not.
    pub fn draw_soon(&self) {
        self.ui
            .window()
            .with_winit_window(|window| window.request_redraw());
    }

    fn tell_focus(&self) {
        if let Some(hook) = self.on_focus.borrow().as_ref() {
            hook(self.has_focus.get());
        }
    }

    fn tell_place(&self) {
        let place = self.ui.window().with_winit_window(|window: &WinitWindow| {
            let (outer, inner) = (window.outer_position().ok()?, window.inner_position().ok()?);
            let rect = |x: i32, y: i32, width: u32, height: u32| {
                let (x, y) = (f64::from(x), f64::from(y));
                accesskit::Rect::new(x, y, x + f64::from(width), y + f64::from(height))
            };
            let (whole, content) = (window.outer_size(), window.inner_size());
            Some((
                rect(outer.x, outer.y, whole.width, whole.height),
                rect(inner.x, inner.y, content.width, content.height),
            ))
        });
        if let Some((outer, inner)) = place.flatten() {
            self.access.borrow_mut().stand(outer, inner);
        }
    }
}
