//! Finding one's Braille display, as the desk knows of it.

#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::{Person, files};
use maru_desk::{Event, Port, PortPlace};

fn port(tty: &str, place: PortPlace, name: &str) -> Port {
    Port {
        path: format!("/dev/{tty}"),
        tty: tty.to_owned(),
        place,
        name: name.to_owned(),
        family: None,
    }
}

/// A person who is asked where a display of HIMS is plugged in.
fn at_the_ports() -> Person {
    let mut person = Person::at_home("en", &files());
    person.does(&[
        "settings",
        "activate setting-braille",
        "activate maker-hims",
    ]);
    person.tell(Event::Ports {
        ports: vec![
            port("ttyS0", PortPlace::BuiltIn, ""),
            port("ttyUSB0", PortPlace::Usb, ""),
            port("ttyUSB1", PortPlace::Usb, "FT232R"),
            port("rfcomm0", PortPlace::Bluetooth, ""),
        ],
        brltty: false,
    });
    assert_eq!(person.page().id.0, "find-port", "{}", person.seen());
    person
}

#[test]
fn a_port_is_called_once_by_what_the_system_calls_it() {
    let mut person = at_the_ports();
    for row in [
        "Serial socket of the computer: ttyS0",
        "USB, a device without a name: ttyUSB0",
        "FT232R (USB): ttyUSB1",
        "Bluetooth, a device without a name: rfcomm0",
    ] {
        person.sees(row);
    }
    // Where nothing stands beside it the name has it.
    person.does(&["activate port-ttyUSB0"]);
    person.sees("USB, a device without a name (ttyUSB0)");
}

#[test]
fn a_display_that_is_unplugged_when_it_was_found_is_not_found_any_more() {
    let mut person = at_the_ports();
    person.does(&["activate port-ttyUSB1"]);
    let ready = Event::BrailleReady {
        model: "Braille EDGE".to_owned(),
        cells: 40,
    };
    person.tell(ready.clone());
    person.sees("Braille EDGE");
    person.tell(Event::BrailleGone);
    assert!(!person.seen().contains("0 cells"), "{}", person.seen());
    assert!(
        person.page().node(&"again".into()).is_some(),
        "{}",
        person.seen()
    );
    person.tell(ready);
    person.sees("Braille EDGE");
    person.does(&["proceed", "home"]);
    assert_eq!(person.page().id.0, "home");
}
