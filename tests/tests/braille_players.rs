//! The whole app with a display of every family at the end of a pseudo-terminal: the same walk passes on all of them,
//! whatever happens to the line meanwhile.

use maru_port::braille::Family;
use maru_tests::player::{Player, keys};
use maru_wire::simulated::Faults;

/// Runs something for every family at once.
fn on_all(walk: impl Fn(Family) + Sync) {
    std::thread::scope(|scope| {
        let walk = &walk;
        let walks = Family::ALL.map(|family| (family, scope.spawn(move || walk(family))));
        for (family, walked) in walks {
            assert!(walked.join().is_ok(), "{} did not get there", family.name());
        }
    });
}

/// From the first page to the first question of the street light form.
fn to_the_form(player: &mut Player) {
    player.activate().go_to("Next").activate().activate();
    assert_eq!(player.page(), "home", "{}", player.told);
    // What the focus comes to lies under the first cell; a routing key opens it.
    let keys = keys(player.family);
    player.press(keys.next).press(keys.previous).route(0);
    assert_eq!(player.page(), "services-tell", "{}", player.told);
    player.activate();
    assert!(player.page().starts_with("question-"), "{}", player.told);
}

#[test]
fn a_street_light_is_reported_by_the_keys_of_every_display() {
    on_all(|family| {
        let mut player = Player::at_first_page(family);
        to_the_form(&mut player);
        let keys = keys(family);
        // Along the line and back, down the page and up.
        player.press(keys.pan_right).press(keys.pan_left);
        player.press(keys.next).press(keys.previous);

        player.choose("A street light").choose("goes on and off");
        let place = (player.page().to_owned(), player.focused());
        player.unplug();
        assert_eq!(player.page(), place.0, "the place is kept");
        player.plug_in();
        assert_eq!((player.page().to_owned(), player.focused()), place);

        player.choose("No");
        for _ in 0..3 {
            player.choose("");
        }
        // The number of the pole may stay away, for not every display can type.
        player.go_to("Next").activate();
        player.choose("").choose("No");
        assert_eq!(player.page(), "check", "{}", player.told);
        player.go_to("Save and send").activate();
        assert!(player.page().starts_with("record"), "{}", player.told);
        player.leave();
    });
}

#[test]
fn faults_of_the_line_cost_patience_and_nothing_else() {
    on_all(|family| {
        let mut player = Player::at_first_page(family);
        to_the_form(&mut player);
        let keys = keys(family);
        let place = player.page().to_owned();

        // Noise, half of what a key says, and bytes that trickle in.
        player.display().send_raw(&[0x55; 2_000]);
        player.display().send_raw(&[0xFA, 0xFD, 0xFE]);
        player.half_press(keys.next);
        std::thread::sleep(std::time::Duration::from_millis(1_500));
        player.feel();
        assert_eq!(player.page(), place, "{}", player.told);
        let none = Faults::default();
        player.display().set_faults(Faults {
            trickle_ms: Some(15),
            ..none
        });
        player.press(keys.next).press(keys.previous);
        player.display().set_faults(none);

        // Nothing of what is written is acknowledged.
        player.display().acknowledge(false);
        player.press(keys.next).press(keys.next);
        player.display().acknowledge(true);
        player.press(keys.previous).press(keys.previous);

        // A flood, of what the display says most often.
        let flood: Vec<u8> = (0..=255).cycle().take(200_000).collect();
        player.display().send_raw(&flood);
        std::thread::sleep(std::time::Duration::from_millis(500));
        player.feel();
        player.leave();
    });
}

#[test]
fn what_comes_late_or_answers_at_the_second_asking_is_used() {
    on_all(|family| {
        let mut player = Player::at_first_page(family);
        player.unplug();
        // Plugged in again, but still silent.
        player.plug_in_silent();
        std::thread::sleep(std::time::Duration::from_millis(2_500));
        player.display().set_faults(Faults::default());
        player.feel();
        let keys = keys(family);
        player.press(keys.next).press(keys.previous);
        // While nothing changes the display is kept, and its keys are heard at once.
        std::thread::sleep(std::time::Duration::from_secs(5));
        player.press(keys.next);
    });
}
