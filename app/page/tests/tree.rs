//! One page, read by assistive technology.

mod pages;

use accesskit::{
    Action, ActionData, ActionRequest, NodeId as AccessId, Role as AccessRole, TextPosition,
    TextSelection, TreeId,
};
use maru_page::{
    Edit, Intent, NodeId,
    tree::{self, Layout},
};
use pages::{english, name_page};
use proptest::prelude::*;

#[test]
fn the_tree_says_what_the_page_says() {
    let words = english();
    let page = name_page(Edit::new("Kim Minsu"));
    let tree = tree::present(&page, &words, &Layout::default());
    let find = |id: &str| {
        let number = AccessId(NodeId::new(id).number());
        tree.nodes
            .iter()
            .find(|(own, _)| *own == number)
            .map(|(_, node)| node)
            .expect("the node is in the tree")
    };
    assert_eq!(tree.focus, AccessId(NodeId::new("answer").number()));
    let heading = find("title");
    assert_eq!(
        (heading.role(), heading.level(), heading.label()),
        (AccessRole::Heading, Some(1), Some("What is your name?"))
    );
    let answer = find("answer");
    assert_eq!(
        (answer.role(), answer.value(), answer.is_required()),
        (AccessRole::TextInput, Some("Kim Minsu"), true)
    );
    assert_eq!(answer.description(), Some("As on your card"));
    let run = find("answer/line-0");
    assert_eq!(run.word_starts(), [0, 4]);
    assert_eq!(
        answer
            .text_selection()
            .map(|selection| selection.focus.character_index),
        Some(9)
    );
}

#[test]
fn what_assistive_technology_asks_for_is_an_intent() {
    let page = name_page(Edit::new("Kim"));
    let number = |id: &str| AccessId(NodeId::new(id).number());
    let ask = |action, target, data| {
        tree::intent(
            &page,
            &ActionRequest {
                action,
                target_tree: TreeId::ROOT,
                target_node: target,
                data,
            },
        )
    };
    assert_eq!(
        ask(Action::Click, number("next"), None),
        Some(Intent::ActivateNode("next".into()))
    );
    assert_eq!(
        ask(Action::Focus, number("back"), None),
        Some(Intent::Focus("back".into()))
    );
    let value = Some(ActionData::Value("Lee".into()));
    assert_eq!(
        ask(Action::SetValue, number("answer"), value),
        Some(Intent::Replace {
            node: "answer".into(),
            text: "Lee".into()
        })
    );
    let at = |index| TextPosition {
        node: number("answer/line-0"),
        character_index: index,
    };
    let selection = Some(ActionData::SetTextSelection(TextSelection {
        anchor: at(1),
        focus: at(99),
    }));
    assert_eq!(
        ask(Action::SetTextSelection, number("answer"), selection),
        Some(Intent::Place {
            node: "answer".into(),
            anchor: 1,
            caret: 3
        })
    );
    assert_eq!(ask(Action::Click, AccessId(7), None), None);
}

proptest! {
    /// The characters of a field's runs are its text, whatever was typed.
    #[test]
    fn runs_hold_the_text(typed in "\\PC{0,20}", caret in 0_usize..25) {
        let mut edit = Edit::new(typed.clone());
        edit.place(caret, false);
        let tree = tree::present(&name_page(edit), &english(), &Layout::default());
        let runs = tree.nodes.iter().filter(|(_, node)| node.role() == AccessRole::TextRun);
        let mut whole = String::new();
        for (_, run) in runs {
            let length: usize = run.character_lengths().iter().map(|length| usize::from(*length)).sum();
            prop_assert_eq!(Some(length), run.value().map(str::len));
            whole.push_str(run.value().unwrap_or_default());
        }
        prop_assert_eq!(whole, typed);
    }
}
