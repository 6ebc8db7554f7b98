//! brltty's display while the person goes to another window and comes back.
//!
//! Without brltty installed the test says so and proves nothing.

use maru_port::braille::{Family, simulated::PtyDisplay};
use maru_tests::brltty::{Brltty, free_number};
use maru_tests::desktop::Desktop;
use maru_tests::desktop::program::{Maru, Start};
use maru_tests::walk::Walk;
use maru_wire::Key;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn the_display_is_given_back_while_another_window_has_the_keyboard() {
    let folder = tempfile::tempdir().expect("a folder");
    let link = folder.path().join("braille");
    let device = PtyDisplay::plug_family(&link, Family::Hims).expect("a pty");
    let number = free_number().wrapping_add(50);
    let Some(_brltty) = Brltty::start(folder.path(), number, "none", "hm") else {
        return;
    };
    let mut expected = Walk::first_start("en");
    expected.braille_display(device.cells().len());
    let ours = expected.felt();
    let shows_ours = || device.wait_until(PATIENCE, |display| display.text() == ours);

    let desktop = Desktop::start();
    let start = Start {
        lang: "en",
        server: None,
        braille: None,
    };
    let spec = format!("brlapi@127.0.0.1:{number}");
    let maru = Maru::start_with(&desktop, &start, &["--braille", &spec, "--no-speech"]);
    assert!(shows_ours(), "{}", device.text());
    for _ in 0..2 {
        desktop.screen().focus_nothing();
        let is_left = device.wait_until(PATIENCE, |display| display.text() != ours);
        assert!(is_left, "the display is still Maru's");
        // Keys are brltty's now: they bring up what it has itself, and move nothing here.
        let is_theirs = (0..30).any(|_| {
            assert!(device.press(&[Key::LeftScrollDown]));
            device.wait_until(Duration::from_secs(1), |display| {
                display.cells().iter().any(|cell| *cell != 0)
            })
        });
        assert!(is_theirs && device.text() != ours, "{}", device.text());
        desktop.screen().focus_window_of(maru.id());
        assert!(shows_ours(), "{}", device.text());
    }
}
