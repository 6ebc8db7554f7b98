use super::*;
use crate::metrics::{Room, sizes};
use maru_page::{Lang, screen::RangeShape};
use unicode_segmentation::UnicodeSegmentation;

struct Tens;

impl Measure for Tens {
    fn width(&mut self, text: &str) -> f32 {
        text.graphemes(true).count() as f32 * 10.0
    }
}

fn item(id: &str, shape: Shape) -> Item {
    Item {
        id: id.into(),
        shape,
        label: format!("label of {id}"),
        hint: None,
        state: None,
        refused: None,
        number: None,
        focused: false,
        disabled: false,
        picture: None,
    }
}

fn screen(body: Vec<Item>) -> Screen {
    Screen {
        voice: Vec::new(),
        title: "title".into(),
        lang: Lang::new("en"),
        back: None,
        help: Some(item(
            "help",
            Shape::Button {
                primary: false,
                icon: Some(Icon::Help),
            },
        )),
        body,
        primary: None,
        notice: None,
    }
}

fn drawn(body: Vec<Item>, width: f32, text_percent: u16, preedit: &str) -> Picture {
    let sizes = sizes(Room {
        width,
        height: 768.0,
        mm: 96.0 / 25.4,
        text_percent,
    });
    picture(&screen(body), &sizes, preedit, &Images::new(), &mut Tens)
}

fn field(shown: &str, caret: usize, selection: Range<usize>) -> Shape {
    Shape::Field(FieldShape {
        shown: shown.into(),
        caret,
        selection,
        building: 0..0,
        multiline: false,
        read_only: false,
    })
}

fn tiles() -> Vec<Item> {
    let tiles = (1..=3).map(|number| item(&format!("tile-{number}"), Shape::Tile(Icon::Road)));
    std::iter::once(item("title", Shape::Heading(1)))
        .chain(tiles)
        .collect()
}

#[test]
fn tiles_stand_in_pairs_where_there_is_room() {
    let pairs: Vec<bool> = drawn(tiles(), 1366.0, 100, "")
        .bands
        .iter()
        .map(|band| band.pair)
        .collect();
    assert_eq!(pairs, [false, true, false]);
    assert_eq!(drawn(tiles(), 1366.0, 400, "").bands.len(), 4);
}

#[test]
fn a_number_a_place_and_a_lost_picture_are_drawn() {
    let range = RangeShape {
        value: "7".into(),
        part: Some(0.7),
        least: "0".into(),
        most: "10".into(),
        can_less: true,
        can_more: false,
    };
    let rank = |place| Shape::Rank {
        place,
        up: false,
        down: true,
    };
    let body = vec![
        item("range", Shape::Range(range)),
        item("placed", rank(Some(2))),
        item("unplaced", rank(None)),
        item("image", Shape::Image(ImageId("lost.png".into()))),
    ];
    let picture = drawn(body, 1366.0, 100, "");
    let cells: Vec<&Cell> = picture.bands.iter().map(|band| &band.first).collect();
    assert_eq!((cells[0].part, cells[0].can_more), (0.7, false));
    assert_eq!((cells[1].number, cells[1].on), (2, true));
    assert_eq!((cells[2].number, cells[2].on), (0, false));
    assert_eq!(cells[3].picture_width, 0.0, "its words stand for it");
}

#[test]
fn a_picture_is_scaled_into_the_column() {
    for (width, height) in [(4000, 10), (10, 4000), (20, 20)] {
        let id = ImageId("map.png".into());
        let buffer = slint::SharedPixelBuffer::<slint::Rgba8Pixel>::new(width, height);
        let images = Images::from([(id.clone(), Some(slint::Image::from_rgba8(buffer)))]);
        let sizes = sizes(Room {
            width: 1366.0,
            height: 768.0,
            mm: 96.0 / 25.4,
            text_percent: 100,
        });
        let body = vec![item("image", Shape::Image(id))];
        let picture = picture(&screen(body), &sizes, "", &images, &mut Tens);
        let cell = &picture.bands[0].first;
        assert!(cell.picture_width <= picture.column && cell.picture_height <= picture.column);
        let ratio = cell.picture_width / cell.picture_height;
        let own = width as f32 / height as f32;
        assert!(
            (ratio / own - 1.0).abs() < 0.01,
            "{width} {height}: {ratio}"
        );
        assert!(cell.picture_width <= 2.0 * width as f32);
    }
}

#[test]
fn every_cell_names_its_node() {
    let picture = drawn(tiles(), 1366.0, 100, "");
    let help = picture.help.expect("help is drawn");
    assert_eq!(picture.ids[help.index as usize].as_str(), "help");
    assert_eq!(
        picture.ids[picture.bands[1].second.index as usize].as_str(),
        "tile-2"
    );
}

#[test]
fn caret_and_selection_stand_where_the_text_is() {
    let mut typed = item("name", field("abc", 2, 0..2));
    typed.focused = true;
    let picture = drawn(vec![typed], 1366.0, 100, "");
    let view = &picture.bands[0].first.r#box;
    assert_eq!(
        (view.caret_line, view.caret_x, view.marked),
        (0, 20.0, true)
    );
    assert_eq!((view.from_x, view.to_x), (0.0, 20.0));
    assert_eq!(picture.focus, Some(0));
}

#[test]
fn what_braille_keys_are_building_is_underlined() {
    let mut shape = field("abc", 3, 3..3);
    let Shape::Field(built) = &mut shape else {
        panic!("a field")
    };
    built.building = 1..3;
    let mut typed = item("name", shape);
    typed.focused = true;
    let picture = drawn(vec![typed], 1366.0, 100, "");
    let view = &picture.bands[0].first.r#box;
    assert!(view.marked && view.underlined);
    assert_eq!((view.from_x, view.to_x, view.caret_x), (10.0, 30.0, 30.0));
}

#[test]
fn what_an_input_method_composes_is_shown_at_the_caret() {
    let mut typed = item("name", field("ab", 1, 1..1));
    typed.focused = true;
    let picture = drawn(vec![typed], 1366.0, 100, "ㅎ");
    let view = &picture.bands[0].first.r#box;
    assert_eq!(
        (view.lines.as_str(), view.caret_x, view.marked),
        ("aㅎb", 20.0, true)
    );
}

#[test]
fn a_long_text_is_broken_into_lines_and_an_empty_one_has_height() {
    let long = "x".repeat(200) + "\n";
    let picture = drawn(
        vec![item("story", field(&long, 201, 201..201))],
        1366.0,
        100,
        "",
    );
    let view = &picture.bands[0].first.r#box;
    assert!(view.count > 2 && view.lines.ends_with("\n "));
    assert_eq!((view.caret_line, view.caret_x), (view.count - 1, 0.0));
}

#[test]
fn a_notice_is_taller_the_more_it_says() {
    let sizes = sizes(Room {
        width: 1366.0,
        height: 768.0,
        mm: 96.0 / 25.4,
        text_percent: 100,
    });
    let height = |notice: Option<String>| {
        let mut screen = screen(vec![]);
        screen.notice = notice;
        let picture = picture(&screen, &sizes, "", &Images::new(), &mut Tens);
        notice_height(&picture, &sizes, &mut Tens)
    };
    assert_eq!(height(None), 0.0);
    let (short, long) = (
        height(Some("Saved.".into())),
        height(Some("Saved. ".repeat(100))),
    );
    assert!(short > sizes.body && long > 3.0 * short, "{short} {long}");
}

#[test]
fn korean_words_are_kept_whole() {
    assert_eq!(keep_words("마루 홀"), "마\u{2060}루 홀");
    assert_eq!(keep_words("the hall"), "the hall");
}

#[test]
fn icons_are_embedded_in_the_order_of_the_page() {
    let source = include_str!("../../slint/icons.slint");
    let embedded: Vec<&str> = source
        .lines()
        .filter_map(|line| {
            line.trim()
                .strip_prefix("@image-url(\"../../assets/icons/")?
                .strip_suffix(".svg\"),")
        })
        .collect();
    let named: Vec<&str> = Icon::ALL.iter().map(|(_, name)| *name).collect();
    assert_eq!(embedded, named);
    for (property, icon) in [
        ("check", Icon::Check),
        ("next", Icon::Next),
        ("warning", Icon::Warning),
        ("bell", Icon::Bell),
        ("add", Icon::Add),
        ("remove", Icon::Remove),
        ("up", Icon::Up),
        ("down", Icon::Down),
    ] {
        assert!(
            source.contains(&format!("<int> {property}: {};", icon_index(icon))),
            "{property}"
        );
    }
}

#[test]
fn icons_are_one_family() {
    for (_, name) in Icon::ALL {
        let path = format!("{}/../assets/icons/{name}.svg", env!("CARGO_MANIFEST_DIR"));
        let icon = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        for rule in [
            "viewBox=\"0 0 24 24\"",
            "fill=\"none\"",
            "stroke-width=\"2\"",
            "stroke-linecap=\"round\"",
        ] {
            assert!(icon.contains(rule), "{name} lacks {rule}");
        }
    }
}
