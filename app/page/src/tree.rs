//! The page for assistive technology: an AccessKit tree, and its requests as intents.
//!
//! What AT-SPI does not carry yet (heading levels, invalid) is said in the description as well.

use crate::{
    Intent,
    node::{Input, Kind, Node, NodeId, Role as Act},
    page::Page,
    range::Step,
    speech,
    words::Words,
};
use accesskit::{
    Action, ActionData, ActionRequest, Invalid, Live, Node as Access, NodeId as AccessId, Role,
    Toggled, TreeId, TreeInfo, TreeUpdate,
};
use std::collections::BTreeMap;

mod runs;

/// A rectangle in physical pixels, from the top left of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Rect {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// Where the picture put things.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// The window itself.
    pub window: Rect,
    /// Each node that was drawn.
    pub nodes: BTreeMap<NodeId, Rect>,
    /// The letters of a field: where each begins in its node, and how wide it is.
    pub letters: BTreeMap<NodeId, Vec<(f32, f32)>>,
}

/// The window's own node.
pub const ROOT: AccessId = AccessId(0);

/// The page for assistive technology, whole.
pub fn present(page: &Page, words: &Words, layout: &Layout) -> TreeUpdate {
    let mut nodes = Vec::new();
    let mut root = Access::new(Role::Window);
    root.set_label(page.title.shown.clone());
    root.set_language(page.lang.tag());
    root.set_bounds(bounds(layout.window));
    let mut children = Vec::new();
    let mut rest = page.nodes.as_slice();
    while let Some(first) = rest.first() {
        let group = group_role(first);
        let count = group.map_or(1, |_| {
            rest.iter()
                .take_while(|node| group_role(node) == group)
                .count()
        });
        let (members, behind) = rest.split_at(count);
        rest = behind;
        for node in members {
            nodes.extend(access(node, words, layout));
        }
        match group {
            Some(role) => {
                let (id, group) = container(role, members, page);
                children.push(id);
                nodes.push((id, group));
            }
            None => children.extend(members.iter().map(|node| access_id(&node.id))),
        }
    }
    if let Some(notice) = &page.notice {
        let id = access_id(&format!("notice-{}", notice.serial).as_str().into());
        let mut status = Access::new(if notice.urgent {
            Role::Alert
        } else {
            Role::Status
        });
        status.set_live(if notice.urgent {
            Live::Assertive
        } else {
            Live::Polite
        });
        status.set_label(notice.text.shown.clone());
        children.push(id);
        nodes.push((id, status));
    }
    root.set_children(children);
    nodes.push((ROOT, root));
    TreeUpdate {
        nodes,
        tree: Some(TreeInfo::new(ROOT)),
        tree_id: TreeId::ROOT,
        focus: page.focused().map_or(ROOT, |node| access_id(&node.id)),
    }
}

fn access_id(id: &NodeId) -> AccessId {
    AccessId(id.number())
}

fn bounds(rect: Rect) -> accesskit::Rect {
    let (x, y) = (f64::from(rect.x), f64::from(rect.y));
    accesskit::Rect::new(x, y, x + f64::from(rect.width), y + f64::from(rect.height))
}

/// Nodes of one kind that follow one another are a list, so that "3 of 8" can be told.
fn group_role(node: &Node) -> Option<Role> {
    node.position?;
    match node.kind {
        Kind::Tile { .. } | Kind::Row { .. } => Some(Role::List),
        Kind::Choice { .. } => Some(Role::RadioGroup),
        Kind::Check { .. } | Kind::Rank { .. } => Some(Role::Group),
        Kind::Heading { .. }
        | Kind::Paragraph
        | Kind::Field { .. }
        | Kind::Button { .. }
        | Kind::Range { .. }
        | Kind::Image { .. }
        | Kind::Progress { .. } => None,
    }
}

fn container(role: Role, members: &[Node], page: &Page) -> (AccessId, Access) {
    let first = members.first().map_or("", |node| node.id.as_str());
    let id = access_id(&NodeId::new(format!("group-of-{first}")));
    let mut group = Access::new(role);
    group.set_label(page.title.shown.clone());
    group.set_size_of_set(members.len());
    if page
        .nodes
        .iter()
        .any(|node| matches!(node.kind, Kind::Heading { level: 1 }) && node.state.required)
    {
        group.set_required();
    }
    group.set_children(
        members
            .iter()
            .map(|node| access_id(&node.id))
            .collect::<Vec<_>>(),
    );
    (id, group)
}

/// A node and what hangs below it.
fn access(node: &Node, words: &Words, layout: &Layout) -> Vec<(AccessId, Access)> {
    let mut access = Access::new(role(node));
    let mut below = Vec::new();
    match &node.kind {
        Kind::Heading { level } => {
            access.set_label(node.label.shown.clone());
            access.set_level(usize::from(*level));
        }
        Kind::Paragraph => access.set_value(node.label.shown.clone()),
        Kind::Tile { .. } | Kind::Button { .. } => access.set_label(node.label.shown.clone()),
        Kind::Choice { selected: on } | Kind::Check { checked: on } => {
            access.set_label(node.label.shown.clone());
            access.set_toggled(Toggled::from(*on));
        }
        Kind::Row { value, active, .. } => {
            let both = format!("{}: {}", node.label.shown, value.shown);
            if *active {
                access.set_label(both);
            } else {
                access.set_value(both);
            }
        }
        Kind::Field { edit, input, .. } => {
            access.set_label(node.label.shown.clone());
            below = runs::attach(&mut access, node, edit, *input == Input::Secret, layout);
        }
        Kind::Progress { done, of } => {
            access.set_label(node.label.shown.clone());
            access.set_min_numeric_value(0.0);
            access.set_max_numeric_value(*of as f64);
            access.set_numeric_value(*done as f64);
        }
        Kind::Range { value, scale, text } => {
            access.set_label(node.label.shown.clone());
            access.set_min_numeric_value(scale.least());
            access.set_max_numeric_value(scale.most());
            access.set_numeric_value_step(scale.step());
            access.set_numeric_value_jump(scale.jump());
            match value {
                Some(value) => {
                    access.set_numeric_value(*value);
                    access.set_value(text.shown.clone());
                }
                None => access.set_value(words.text("range-none").shown),
            }
        }
        Kind::Rank { place } => {
            access.set_label(node.label.shown.clone());
            access.set_toggled(Toggled::from(place.is_some()));
        }
        Kind::Image { .. } if node.label.is_empty() => {
            access.set_label(words.text("image-undescribed").shown);
        }
        Kind::Image { .. } => access.set_label(node.label.shown.clone()),
    }
    state(&mut access, node, words);
    actions(&mut access, node);
    if node.label.lang != *words.lang() {
        access.set_language(node.label.lang.tag());
    }
    if let Some(rect) = layout.nodes.get(&node.id) {
        access.set_bounds(bounds(*rect));
    }
    below.push((access_id(&node.id), access));
    below
}

fn role(node: &Node) -> Role {
    match &node.kind {
        Kind::Heading { .. } => Role::Heading,
        Kind::Paragraph => Role::Label,
        Kind::Tile { .. } | Kind::Button { .. } => Role::Button,
        Kind::Choice { .. } => Role::RadioButton,
        Kind::Check { .. } => Role::CheckBox,
        Kind::Row { active: true, .. } => Role::Button,
        Kind::Row { active: false, .. } => Role::Label,
        Kind::Field {
            input: Input::Secret,
            ..
        } => Role::PasswordInput,
        Kind::Field {
            multiline: true, ..
        } => Role::MultilineTextInput,
        Kind::Field { .. } => Role::TextInput,
        Kind::Progress { .. } => Role::ProgressIndicator,
        Kind::Range { .. } => Role::Slider,
        Kind::Rank { .. } => Role::Button,
        Kind::Image { .. } => Role::Image,
    }
}

fn state(access: &mut Access, node: &Node, words: &Words) {
    if node.state.required {
        access.set_required();
    }
    if node.state.disabled {
        access.set_disabled();
    }
    if node.state.read_only {
        access.set_read_only();
    }
    if node.state.busy {
        access.set_busy();
    }
    if let Some(position) = node.position {
        access.set_position_in_set(position.index.saturating_sub(1));
    }
    let mut description = Vec::new();
    if let Kind::Heading { level } = node.kind {
        description.push(
            words
                .with(
                    "role-heading-level",
                    &[("level", usize::from(level).into())],
                )
                .shown,
        );
    }
    // A button has no value of its own that AT-SPI would carry.
    if let Kind::Rank { place } = node.kind {
        description.push(speech::rank_place(place, node, words).shown);
    }
    if let Some(reason) = &node.state.refused {
        access.set_invalid(Invalid::True);
        description.push(
            words
                .with("state-refused", &[("reason", (&reason.shown).into())])
                .shown,
        );
    }
    description.extend(node.hint.iter().map(|hint| hint.shown.clone()));
    if !description.is_empty() {
        access.set_description(description.join(" "));
    }
    if matches!(
        node.kind,
        Kind::Button {
            role: Act::Primary,
            ..
        }
    ) {
        access.set_keyboard_shortcut("Ctrl+Enter");
    }
}

fn actions(access: &mut Access, node: &Node) {
    access.add_action(Action::Focus);
    if node.state.disabled {
        return;
    }
    match &node.kind {
        Kind::Field { .. } if !node.state.read_only => {
            access.add_action(Action::SetValue);
            access.add_action(Action::SetTextSelection);
            access.add_action(Action::ReplaceSelectedText);
        }
        Kind::Field { .. } => access.add_action(Action::SetTextSelection),
        Kind::Heading { .. }
        | Kind::Paragraph
        | Kind::Progress { .. }
        | Kind::Image { .. }
        | Kind::Row { active: false, .. } => {}
        Kind::Range { .. } => {
            if node.is_adjustable() {
                access.add_action(Action::Increment);
                access.add_action(Action::Decrement);
                access.add_action(Action::SetValue);
            }
        }
        Kind::Rank { place } => {
            access.add_action(Action::Click);
            if node.is_adjustable() && place.is_some() {
                access.add_action(Action::Increment);
                access.add_action(Action::Decrement);
            }
        }
        Kind::Tile { .. }
        | Kind::Choice { .. }
        | Kind::Check { .. }
        | Kind::Row { .. }
        | Kind::Button { .. } => {
            access.add_action(Action::Click);
        }
    }
}

/// What assistive technology asks for, as an intent. Requests for nodes that are gone are nothing.
pub fn intent(page: &Page, request: &ActionRequest) -> Option<Intent> {
    let owner = |node: &&Node| {
        access_id(&node.id) == request.target_node
            || node
                .edit()
                .is_some_and(|edit| runs::owns(node, edit, request.target_node))
    };
    let node = page.nodes.iter().find(owner)?;
    let id = node.id.clone();
    match (request.action, &request.data) {
        (Action::Click, _) => Some(Intent::ActivateNode(id)),
        (Action::Focus, _) => Some(Intent::Focus(id)),
        (Action::Increment, _) if node.is_adjustable() => Some(Intent::AdjustNode(id, Step::More)),
        (Action::Decrement, _) if node.is_adjustable() => Some(Intent::AdjustNode(id, Step::Less)),
        (Action::SetValue, data) if node.is_adjustable() => {
            let text = match data {
                Some(ActionData::NumericValue(number)) => number.to_string(),
                Some(ActionData::Value(text)) => text.to_string(),
                _ => return None,
            };
            let is_range = matches!(node.kind, Kind::Range { .. });
            is_range.then_some(Intent::Replace { node: id, text })
        }
        (Action::SetValue, Some(ActionData::Value(text))) => node.edit().map(|_| Intent::Replace {
            node: id,
            text: text.to_string(),
        }),
        (Action::ReplaceSelectedText, Some(ActionData::Value(text))) => {
            node.edit().map(|_| Intent::Insert(text.to_string()))
        }
        (Action::SetTextSelection, Some(ActionData::SetTextSelection(selection))) => {
            let edit = node.edit()?;
            let anchor = runs::letter(node, edit, &selection.anchor)?;
            let caret = runs::letter(node, edit, &selection.focus)?;
            Some(Intent::Place {
                node: id,
                anchor,
                caret,
            })
        }
        _ => None,
    }
}
