//! A question that is answered by a file: what is attached now, and the files that were found to choose from.

use super::{asked::Asked, bring};
use crate::{
    build::Build,
    desk::Desk,
    event::Effect,
    files::{FoundFile, Place, PlaceKind},
    filling::Filling,
    screens::{Screen, tail},
};
use maru_page::{Icon, ImageId, Kind, Node, Text, Words, dates};

/// So many files of all places stand on the page, the newest of each first.
const FILES_MAX: usize = 40;

pub(super) fn push(build: &mut Build, asked: &Asked<'_>) {
    let (question, words) = (&asked.question, asked.words());
    build.paragraph("hint", asked.hint.clone());
    if question.appearance.iter().any(|own| own == "signature") && !question.read_only {
        build.paragraph("signature", words.text("file-signature"));
    }
    let accept = question.upload.as_ref().map_or("", |upload| &upload.accept);
    let is_picture = accept
        .split([',', ' '])
        .any(|one| one.starts_with("image/"));
    let has_one = !question.value.is_empty();
    attached(build, asked, is_picture);
    if question.read_only {
        return;
    }
    let shared = asked.desk.shared;
    let find = match (asked.filling.found.is_some(), has_one, is_picture) {
        (true, _, _) => "file-look-again",
        (false, true, _) => "file-find-other",
        (false, false, true) if shared => "file-find-picture-shared",
        (false, false, false) if shared => "file-find-shared",
        (false, false, true) => "file-find-picture",
        (false, false, false) => "file-find",
    };
    let kind = Kind::Button {
        role: maru_page::Role::Secondary,
        icon: Some(if is_picture { Icon::Photo } else { Icon::File }),
    };
    let mut node = Node::new("find-files", kind, words.text(find));
    node.state.busy = asked.filling.looks_for_files;
    node.state.required = question.required && !has_one;
    node.state.refused = asked.refused.clone();
    build.push(node);
    if asked.filling.looks_for_files {
        build.paragraph("looking", words.text("file-looking"));
    }
    if has_one {
        build.secondary("remove-file", words.text("file-remove"), Icon::Remove);
    }
    build.focus(if has_one { "next" } else { "find-files" });
    if let Some(places) = &asked.filling.found {
        found(build, asked, places, is_picture);
    }
}

/// What is attached now: the picture itself, or what kind of file it is.
fn attached(build: &mut Build, asked: &Asked<'_>, is_picture: bool) {
    let (name, words) = (&asked.question.value, asked.words());
    if asked.filling.attaching.is_some() {
        let mut node = Node::new("attached", Kind::Paragraph, words.text("file-attaching"));
        node.state.busy = true;
        build.push(node);
        return;
    }
    if name.is_empty() {
        build.paragraph("attached", words.text("file-none"));
        return;
    }
    build.paragraph("attached", described(name, asked.filling, words));
    if let Some(record) = asked.filling.record.filter(|_| is_picture) {
        let image = ImageId(format!("record/{record}/{name}"));
        let label = words.text("file-picture-attached");
        build.push(Node::new("preview", Kind::Image { image }, label));
    }
}

/// A file of the record, by its size and, as long as that is known, by what the person knows it by: its name in the
/// record was made up and says nothing.
pub(in crate::screens) fn described(name: &str, filling: &Filling, words: &Words) -> Text {
    let Some(bytes) = filling.attached.get(name) else {
        return words.text("file-attached-unknown");
    };
    let size = size_in_words(*bytes, words).shown;
    let size = ("size", (&size).into());
    match filling.chosen.get(name) {
        Some(chosen) => words.with("file-attached-named", &[("name", chosen.into()), size]),
        None => words.with("file-attached", &[size]),
    }
}

/// The files by the place where they lie; each is a row to be chosen.
fn found(build: &mut Build, asked: &Asked<'_>, places: &[Place], is_picture: bool) {
    let words = asked.words();
    if is_picture {
        let checked = asked.filling.keep_place;
        let label = words.text("file-keep-place");
        build.push(Node::new("keep-place", Kind::Check { checked }, label));
    }
    let total: usize = places.iter().map(|place| place.files.len()).sum();
    let of = total.min(FILES_MAX);
    let mut number = 0;
    for (at, place) in places.iter().enumerate() {
        if place.files.is_empty() || number >= of {
            continue;
        }
        build.subheading(&format!("place-{at}"), place_name(place, words));
        for file in place.files.iter().take(of - number) {
            number += 1;
            let kind = Kind::Row {
                value: about(file, asked),
                active: true,
                icon: Some(if is_picture { Icon::Photo } else { Icon::File }),
            };
            let id = format!("file-{number}");
            let label = Text::plain(&file.name, words.lang());
            let mut node = Node::new(id.as_str(), kind, label).at(number, of);
            let attaching = asked.filling.attaching.as_ref();
            node.state.busy = attaching.is_some_and(|attaching| attaching.path == file.path);
            build.push(node);
        }
    }
    if total > of {
        let args = [("count", (total - of).into())];
        build.paragraph("more-files", words.with("file-more", &args));
    }
}

/// What a place is called.
pub(in crate::screens) fn place_name(place: &Place, words: &Words) -> Text {
    match place.kind {
        PlaceKind::Removable => words.with("place-removable", &[("name", (&place.name).into())]),
        PlaceKind::Pictures => words.text("place-pictures"),
        PlaceKind::Documents => words.text("place-documents"),
        PlaceKind::Downloads => words.text("place-downloads"),
    }
}

/// When a file last changed, and how large it is.
fn about(file: &FoundFile, asked: &Asked<'_>) -> Text {
    let words = asked.words();
    let at = dates::moment(&file.changed_at, &asked.desk.world.now, words);
    let size = size_in_words(file.size, words);
    let join = |of: fn(&Text) -> &str| format!("{}, {}", of(&at), of(&size));
    Text {
        spoken: Some(join(Text::speech)),
        ..Text::plain(join(|text| &text.shown), words.lang())
    }
}

/// A size as people read it, rounded up.
pub(crate) fn size_in_words(bytes: u64, words: &Words) -> Text {
    let count = |unit: u64| usize::try_from(bytes.div_ceil(unit)).unwrap_or(usize::MAX);
    match bytes {
        0..1_000_000 => words.with("size-kilobytes", &[("count", count(1_000).into())]),
        _ => words.with("size-megabytes", &[("count", count(1_000_000).into())]),
    }
}

/// The nth file on the page.
fn nth(places: &[Place], number: usize) -> Option<&FoundFile> {
    let mut files = places.iter().flat_map(|place| &place.files);
    files.nth(number.checked_sub(1)?)
}

pub(super) fn activate(desk: &mut Desk, node: &Node) -> Option<Vec<Effect>> {
    match node.id.as_str() {
        "find-files" => return Some(desk.list_files()),
        "remove-file" => return Some(desk.remove_file()),
        "keep-place" => {
            let filling = desk.filling.as_mut()?;
            filling.keep_place = !filling.keep_place;
            return Some(Vec::new());
        }
        _ => {}
    }
    let number = tail(node, "file-")?.parse().ok()?;
    let places = desk.filling.as_ref()?.found.as_deref()?;
    let path = nth(places, number)?.path.clone();
    Some(desk.attach(path))
}

/// Brings the focus to the first file that was found; else to where one goes on. Another page in front keeps its own.
pub(crate) fn show(desk: &mut Desk) {
    let is_open = desk.screen() == Screen::Question;
    let is_upload =
        |filling: &Filling| filling.question().is_some_and(|open| open.upload.is_some());
    if !is_open || !desk.filling.as_ref().is_some_and(is_upload) {
        return;
    }
    let page = super::page(desk);
    let first = page.nodes.iter().find(|node| node.id.as_str() == "file-1");
    match first {
        Some(first) => desk.focus(&page, Some(first)),
        None if page.node(&"remove-file".into()).is_some() => drop(bring(desk, "next")),
        None => drop(bring(desk, "find-files")),
    }
}
