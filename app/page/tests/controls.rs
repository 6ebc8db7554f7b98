//! Numbers, orders and pictures: seen, heard, felt, and told to assistive technology.

mod pages;

use accesskit::{
    Action, ActionData, ActionRequest, Node as Access, NodeId as AccessId, Role as AccessRole,
    Toggled, TreeId,
};
use maru_page::{
    Edit, Intent, Kind, Lang, Node, NodeId, Page, Step, Text,
    braille::{self, Computer, First, Translate},
    edit::Motion,
    node::Input,
    reader::{Outcome, Reader, Readings},
    screen,
    speech::{self, Manner, Reason},
    tree::{self, Layout},
};
use pages::{english, field, image_page, name_page, page, range_page, rank_page, text};

fn said(page: &Page, reason: &Reason) -> String {
    let said = speech::present(page, &english(), Manner::default(), reason);
    said.iter()
        .map(|utterance| format!("{}: {}", utterance.lang, utterance.text))
        .collect::<Vec<_>>()
        .join(" / ")
}

fn felt(page: &Page) -> String {
    braille::unicode(&braille::focused(page, &english(), &Computer, First::default()).cells)
}

fn cells(text: &str) -> String {
    braille::unicode(&Computer.translate(text, &Lang::new("en")).cells)
}

/// The line of the node with the focus.
fn seen(page: &Page) -> String {
    let lines = screen::present(page, &english()).lines();
    let focused = lines.iter().find_map(|line| line.strip_prefix("> "));
    focused.expect("the focus is drawn").to_owned()
}

fn node(page: &Page, id: &str) -> Access {
    let number = AccessId(NodeId::new(id).number());
    let tree = tree::present(page, &english(), &Layout::default());
    let found = tree.nodes.into_iter().find(|(own, _)| *own == number);
    found.expect("the node is in the tree").1
}

/// A box for several lines.
fn lines_page(text: &str) -> Page {
    let mut page = name_page(Edit::new(text));
    if let Some(Kind::Field { multiline, .. }) = page.nodes.get_mut(2).map(|node| &mut node.kind) {
        *multiline = true;
    }
    page
}

#[test]
fn a_line_break_is_said_where_it_is_written_and_else_enter_is_meant() {
    let words = english();
    let mut reader = Reader::new();
    let field = lines_page("a");
    assert_eq!(
        maru_page::gestures::keyboard("Shift+Return", field.focused()),
        Some(Intent::LineBreak)
    );
    let told = "en: What is your name? text box of several lines, a, required. As on your card";
    assert_eq!(said(&field, &Reason::FocusMoved), told);
    let told = cells("What is your name? lines a");
    assert!(felt(&field).starts_with(&told), "{}", felt(&field));
    assert_eq!("line-break".parse(), Ok(Intent::LineBreak));
    reader.show(&field, &words, &Computer, None);
    let spoken = |readings: Readings| -> Vec<String> {
        let said = readings.speech.into_iter();
        said.map(|utterance| utterance.text).collect()
    };
    let written = reader.show(
        &lines_page("a\n"),
        &words,
        &Computer,
        Some(&Intent::LineBreak),
    );
    assert_eq!(spoken(written), ["new line"]);
    // Who tries again to go on is told again why it does not.
    let mut refused = name_page(Edit::new("1"));
    refused.nodes[2].state.refused = Some(text("Please write letters."));
    reader.show(&refused, &words, &Computer, Some(&Intent::Activate));
    let again = spoken(reader.show(&refused, &words, &Computer, Some(&Intent::LineBreak)));
    assert!(again[0].starts_with("Please write letters."), "{again:?}");
}

#[test]
fn each_kind_is_seen_heard_and_felt() {
    let both = [Some(1), None, Some(2)];
    let undescribed = Text::plain("", &Lang::new("en"));
    for (page, seen_as, said_as, felt_as) in [
        (
            range_page(Some(7.0)),
            " (-) 0 [7 points] 10 (+)",
            "en: How much pain? slider, 7 points, from 0 to 10",
            "How much pain? - 7 points + 0-10",
        ),
        (
            range_page(None),
            " (-) 0 [not chosen yet] 10 (+)",
            "en: How much pain? slider, not chosen yet, from 0 to 10",
            "How much pain? - not chosen yet + 0-10",
        ),
        (
            rank_page(both, "bike"),
            "<2> Bike",
            "en: Bike, place 2 of 3",
            "Bike 2/3",
        ),
        (
            rank_page(both, "train"),
            "< > Train",
            "en: Train, no place yet, 2 of 3",
            "Train -/3",
        ),
        (
            image_page(text("A map of the ward")),
            "[picture A map of the ward]",
            "en: picture: A map of the ward",
            "picture A map of the ward",
        ),
        (
            image_page(Text::plain("구청 지도", &Lang::new("ko"))),
            "[picture 구청 지도]",
            "en: picture: / ko: 구청 지도",
            "picture 구청 지도",
        ),
        (
            image_page(undescribed),
            "[picture ]",
            "en: picture: without a description",
            "picture without a description",
        ),
    ] {
        assert_eq!(seen(&page), seen_as);
        assert_eq!(said(&page, &Reason::FocusMoved), said_as);
        assert_eq!(felt(&page), cells(felt_as), "{said_as}");
    }
}

#[test]
fn a_change_is_told_by_its_value_alone_and_at_the_end_again() {
    let words = english();
    let mut reader = Reader::new();
    let adjust = |step| Some(Intent::Adjust(step));
    let typed = |digit: &str| Some(Intent::Type(digit.into()));
    for (page, cause, told) in [
        (
            range_page(Some(9.0)),
            None,
            Some("How much pain? slider, 9 points, from 0 to 10"),
        ),
        (
            range_page(Some(10.0)),
            adjust(Step::More),
            Some("10 points"),
        ),
        (
            range_page(Some(10.0)),
            adjust(Step::More),
            Some("10 points"),
        ),
        (range_page(Some(10.0)), typed("1"), Some("1")),
        (range_page(Some(10.0)), typed("x"), None),
        (range_page(Some(10.0)), Some(Intent::Stop), None),
    ] {
        let readings = reader.show(&page, &words, &Computer, cause.as_ref());
        let said = readings.speech.first().map(|said| said.text.as_str());
        assert_eq!(said, told, "{cause:?}");
    }
    let ranks = |places| rank_page(places, "bike");
    reader.show(&ranks([Some(1), Some(2), Some(3)]), &words, &Computer, None);
    let up = adjust(Step::More);
    let readings = reader.show(
        &ranks([Some(1), Some(3), Some(2)]),
        &words,
        &Computer,
        up.as_ref(),
    );
    assert_eq!(readings.speech[0].text, "place 2 of 3");
}

#[test]
fn how_many_are_found_is_told_behind_the_letter_that_was_typed() {
    let words = english();
    let mut reader = Reader::new();
    let typed = Intent::Type("s".into());
    for (text, hint, cause, told) in [
        (
            "",
            "1500 in all",
            None,
            "What is your name? required. text box, empty. 1500 in all",
        ),
        ("s", "23 of 1500 found", Some(&typed), "s. 23 of 1500 found"),
        ("ss", "23 of 1500 found", Some(&typed), "s"),
        (
            "s",
            "30 of 1500 found",
            Some(&Intent::DeleteBack),
            "s, deleted. 30 of 1500 found",
        ),
    ] {
        let mut page = name_page(Edit::new(text));
        page.nodes[2].hint = Some(pages::text(hint));
        let readings = reader.show(&page, &words, &Computer, cause);
        let said: Vec<_> = readings
            .speech
            .iter()
            .map(|said| said.text.as_str())
            .collect();
        assert_eq!(said.join(". "), told);
    }
}

#[test]
fn a_place_can_be_moved_up_and_down_only_where_there_is_one() {
    let up_down = |places| {
        let screen = screen::present(&rank_page(places, "bus"), &english());
        let shapes = screen.body.into_iter().map(|item| match item.shape {
            screen::Shape::Rank { up, down, .. } => (up, down),
            other => panic!("{other:?}"),
        });
        shapes.collect::<Vec<_>>()
    };
    assert_eq!(
        up_down([Some(1), None, Some(2)]),
        [(false, true), (false, false), (true, false)]
    );
}

#[test]
fn caret_keys_of_a_display_change_numbers_and_places() {
    let words = english();
    let mut reader = Reader::new();
    let mut read_only = range_page(Some(5.0));
    read_only.nodes[1].state.read_only = true;
    let caret = |motion| Intent::Caret {
        motion,
        extend: false,
    };
    let range = range_page(Some(5.0));
    let rank = rank_page([Some(1), None, Some(2)], "bus");
    for (page, motion, meant) in [
        (&range, Motion::Right, Intent::Adjust(Step::More)),
        (&range, Motion::Start, Intent::Adjust(Step::Least)),
        (&rank, Motion::Left, Intent::Adjust(Step::More)),
        (&rank, Motion::End, Intent::Adjust(Step::Least)),
        (&read_only, Motion::Left, caret(Motion::Left)),
    ] {
        reader.show(page, &words, &Computer, None);
        assert_eq!(reader.take(caret(motion), &words), Outcome::Pass(meant));
    }
}

#[test]
fn the_routing_keys_above_the_signs_change_the_number() {
    let words = english();
    let mut reader = Reader::new();
    reader.set_width(40);
    reader.show(&range_page(Some(5.0)), &words, &Computer, None);
    let mut moved = range_page(Some(7.0));
    reader.show(&moved, &words, &Computer, Some(&Intent::Next));
    let shown = braille::unicode(&reader.cells());
    let at = |sign: &str| {
        let byte = shown.find(&cells(sign)).expect("the sign is on the line");
        shown[..byte].chars().count() + 1
    };
    let step = |step| Outcome::Pass(Intent::AdjustNode("answer".into(), step));
    let (less, more) = (at(" - "), at(" + "));
    assert_eq!(reader.take(Intent::Route(less), &words), step(Step::Less));
    assert_eq!(reader.take(Intent::Route(more), &words), step(Step::More));
    moved.nodes[1].state.read_only = true;
    assert!(!felt(&moved).contains(&cells(" + ")));
}

#[test]
fn assistive_technology_reads_and_changes_them() {
    let slider = node(&range_page(Some(7.0)), "answer");
    assert_eq!(slider.role(), AccessRole::Slider);
    assert_eq!(
        (slider.min_numeric_value(), slider.max_numeric_value()),
        (Some(0.0), Some(10.0))
    );
    assert_eq!(
        (slider.numeric_value(), slider.value()),
        (Some(7.0), Some("7 points"))
    );
    assert_eq!(
        (slider.numeric_value_step(), slider.numeric_value_jump()),
        (Some(1.0), Some(1.0))
    );
    assert_eq!(node(&range_page(None), "answer").numeric_value(), None);
    let bus = node(&rank_page([Some(1), None, Some(2)], "bus"), "bus");
    assert_eq!(
        (bus.role(), bus.toggled(), bus.description()),
        (
            AccessRole::Button,
            Some(Toggled::True),
            Some("place 1 of 3")
        )
    );
    let image = node(&image_page(text("A map")), "image");
    assert_eq!(
        (image.role(), image.label()),
        (AccessRole::Image, Some("A map"))
    );

    let page = range_page(Some(7.0));
    let mut fixed = page.clone();
    fixed.nodes[1].state.read_only = true;
    let ask = |page, action, data| {
        let request = ActionRequest {
            action,
            target_tree: TreeId::ROOT,
            target_node: AccessId(NodeId::new("answer").number()),
            data,
        };
        tree::intent(page, &request)
    };
    let adjust = |step| Some(Intent::AdjustNode("answer".into(), step));
    let three = || Some(ActionData::NumericValue(3.5));
    let replace = Intent::Replace {
        node: "answer".into(),
        text: "3.5".into(),
    };
    assert_eq!(ask(&page, Action::Increment, None), adjust(Step::More));
    assert_eq!(ask(&page, Action::Decrement, None), adjust(Step::Less));
    assert_eq!(ask(&page, Action::SetValue, three()), Some(replace));
    for (action, data) in [(Action::Increment, None), (Action::SetValue, three())] {
        assert_eq!(ask(&fixed, action, data), None);
    }
}

#[test]
fn a_number_stands_only_where_its_digit_is_obeyed() {
    let choice = |at: usize, of: usize| {
        let id = format!("choice-{at}");
        let kind = Kind::Choice { selected: false };
        Node::new(id.as_str(), kind, text("A town")).at(at, of)
    };
    let numbers = |nodes: Vec<Node>| -> Vec<usize> {
        let screen = screen::present(&page(nodes, "choice-1"), &english());
        let numbers = screen.body.iter().filter_map(|item| item.number);
        numbers.collect()
    };
    let twelve: Vec<Node> = (1..=12).map(|at| choice(at, 12)).collect();
    assert_eq!(numbers(twelve.clone()), (1..=9).collect::<Vec<_>>());
    // Where there is a box, digits are typed into it.
    let find = field(Edit::default(), Input::Words);
    assert!(numbers([vec![find], twelve].concat()).is_empty());
    // What is only read is used by no digit; and of two that have a number, the first is meant.
    let value = text("yes");
    let kind = Kind::Row {
        value,
        active: false,
        icon: None,
    };
    let read = Node::new("row", kind, text("An answer")).at(1, 1);
    let other = Node {
        id: "other".into(),
        ..choice(2, 2)
    };
    assert_eq!(numbers(vec![read, choice(2, 2), other]), [2]);
}
