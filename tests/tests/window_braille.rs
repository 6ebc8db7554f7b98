//! The street light form with Braille keys alone: no hand leaves the display.

use maru_tests::desktop::visit::Visit;

/// Goes on to a choice, uses it and goes on.
fn choose(visit: &mut Visit, label: &str) {
    visit.chords_to("Space+Dot4", label);
    visit.chord("Dot8").chord("Dot8");
}

#[test]
fn a_street_light_is_reported_by_braille_keys_alone_though_the_display_is_unplugged_meanwhile() {
    let mut visit = Visit::first_start("window-braille", "en");
    visit.chord("Dot8");
    visit.chords_to("Space+Dot4", "Next");
    visit.chord("Dot8").chord("Dot8");
    assert_eq!(visit.expected.page(), "home");
    visit.chord("Dot8").chord("Dot8");

    // Panning goes along the question's line and back; a routing key uses what is under it.
    visit
        .chord("RightScrollDown")
        .chord("RightScrollDown")
        .chord("RightScrollUp");
    visit.chord("Space+Dot4").chord("Space+Dot1").route(5);
    assert_eq!(visit.expected.focused(), "A street light");
    assert!(
        visit.expected.heard().contains("chosen"),
        "{}",
        visit.expected.heard()
    );
    visit.chord("Dot8");
    choose(&mut visit, "goes on and off");

    let place = visit.expected.page();
    visit.unplug();
    assert!(
        visit.expected.heard().contains("Your place is kept"),
        "{}",
        visit.expected.heard()
    );
    visit.plug_in();
    assert_eq!(visit.expected.page(), place);
    choose(&mut visit, "No");

    for _ in 0..3 {
        choose(&mut visit, "");
    }
    // 12-3457, the last digit taken back, and 6: numbers by their sign.
    visit.type_cells("⠼⠁⠃⠤⠼⠉⠙⠑⠛").chord("Dot7").type_cells("⠋");
    assert!(
        visit.expected.seen().contains("[12-3456|]"),
        "{}",
        visit.expected.seen()
    );
    visit.chord("Space+Dot3").chord("Space+Dot6").chord("Dot8");
    choose(&mut visit, "");
    choose(&mut visit, "No");
    assert_eq!(visit.expected.page(), "check", "{}", visit.expected.seen());
    visit.chords_to("Space+Dot4", "Save and send");
    let (_, stored) = visit.send(|visit| {
        visit.display().press(&[maru_wire::Key::Dot8]);
    });
    let xml = String::from_utf8(stored.xml).expect("text");
    assert!(xml.contains(">12-3456<"), "{xml}");
}
