//! A Braille line that moves on by itself.

mod pages;

use maru_page::{
    Edit, Intent, Page,
    braille::Computer,
    reader::{Outcome, Reader},
};
use pages::{english, name_page};
use std::time::Duration;

fn at(page: &Page) -> Reader {
    let mut reader = Reader::new();
    reader.set_width(10);
    reader.show(page, &english(), &Computer, None);
    reader
}

/// What is passed on of an intent.
fn take(reader: &mut Reader, intent: Intent) -> Option<Intent> {
    let outcome = reader.take(intent, &english());
    reader.catch_up(&english(), &Computer);
    match outcome {
        Outcome::Done(_) => None,
        Outcome::Pass(intent) => Some(intent),
    }
}

#[test]
fn it_goes_from_the_focus_to_the_end_of_the_page_and_stands() {
    let mut reader = at(&name_page(Edit::default()));
    assert_eq!(reader.scrolls_in(), None);
    assert_eq!(take(&mut reader, Intent::Scroll), None);
    let mut felt = vec![reader.cells()];
    while reader.scrolls_in().is_some() {
        reader.scroll_on();
        felt.push(reader.cells());
        assert!(felt.len() < 100, "it ends");
    }
    // The last one stood out its time, then nothing came.
    let last = felt.pop();
    assert_eq!(felt.last(), last.as_ref());
    let mut by_hand = at(&name_page(Edit::default()));
    take(&mut by_hand, Intent::ReadPage);
    let mut panned = vec![by_hand.cells()];
    while take(&mut by_hand, Intent::PanRight).is_none() {
        panned.push(by_hand.cells());
    }
    // The heading is behind who is at the answer already.
    assert!(felt.len() > 2 && felt.len() < panned.len(), "{felt:?}");
    assert!(panned.ends_with(&felt), "{panned:?}");
}

#[test]
fn it_stays_as_long_as_its_cells_take_to_be_read() {
    let mut reader = at(&name_page(Edit::default()));
    take(&mut reader, Intent::Scroll);
    let cells = reader.cells();
    let read = cells.iter().rposition(|cell| *cell != 0).unwrap_or(0) + 1;
    for (speed, seconds) in [(1, read as f32), (5, read as f32 / 5.0), (0, read as f32)] {
        reader.set_scroll_speed(speed);
        let stays = Duration::from_secs_f32(seconds + 0.5);
        let given = reader.scrolls_in().unwrap_or_default();
        assert!(given.abs_diff(stays) < Duration::from_millis(1), "{speed}");
    }
}

#[test]
fn any_other_key_stops_it_and_it_goes_on_from_there() {
    let mut reader = at(&name_page(Edit::default()));
    take(&mut reader, Intent::Scroll);
    reader.scroll_on();
    let second = reader.cells();
    assert_eq!(take(&mut reader, Intent::Scroll), None);
    assert_eq!(reader.scrolls_in(), None);
    reader.scroll_on();
    assert_eq!(reader.cells(), second);
    take(&mut reader, Intent::Scroll);
    assert_eq!(reader.cells(), second);
    // Its own keys do not stop it.
    for (pressed, passed) in [
        (Intent::Faster, Some(Intent::ScrollFaster)),
        (Intent::Slower, Some(Intent::ScrollSlower)),
        (Intent::PanLeft, None),
        (Intent::PanRight, None),
    ] {
        assert_eq!(take(&mut reader, pressed.clone()), passed);
        assert!(reader.scrolls_in().is_some(), "{pressed:?}");
    }
    assert_eq!(take(&mut reader, Intent::Next), Some(Intent::Next));
    assert_eq!(reader.scrolls_in(), None);
    assert_eq!(take(&mut reader, Intent::Faster), Some(Intent::Faster));
}
