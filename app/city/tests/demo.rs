//! The demo city of `assets/city`, read from disk.

// The crate reads no files; this test stands in for the program, which does.
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use maru_city::{Action, Audience, City, PackFiles, limits};

/// A folder on disk, for this test; the program brings its own.
struct Folder(PathBuf);

impl PackFiles for Folder {
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        std::fs::read(self.0.join(path)).ok()
    }

    fn list(&self, under: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut open = vec![under.to_owned()];
        while let Some(folder) = open.pop() {
            let Ok(entries) = std::fs::read_dir(self.0.join(&folder)) else {
                continue;
            };
            for entry in entries.flatten() {
                let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => open.push(path),
                    Ok(_) => found.push(path),
                    Err(_) => {}
                }
            }
        }
        found
    }
}

fn demo() -> maru_city::Read {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/city");
    City::read(&Folder(folder)).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

#[test]
fn the_demo_city_is_read_without_a_remark() {
    let read = demo();
    assert_eq!(read.remarks, []);
    let city = read.city;
    assert_eq!((city.id.as_str(), city.format), ("haneul", 1));
    assert_eq!(city.names.best("ko"), "하늘시");
    assert_eq!(city.names.best("en-GB"), "Haneul City");
    assert_eq!(city.phone.number, "120");
    assert!(city.colours.accent.is_some() && city.colours.accent_on_dark.is_some());
    assert!(city.server.is_some());
    let words: Vec<&str> = city.words.keys().map(|lang| lang.as_str()).collect();
    assert_eq!(words, ["en", "ko"]);
}

#[test]
fn every_demo_form_has_a_tile_and_every_tile_a_form() {
    let city = demo().city;
    let opened: BTreeSet<&str> = city
        .services
        .iter()
        .map(|service| match &service.action {
            Action::Form(id) => id.as_str(),
        })
        .collect();
    let there: BTreeSet<&str> = city.forms.keys().map(|id| id.as_str()).collect();
    assert_eq!(opened, there);
    assert_eq!(there.len(), 7);
    for (id, form) in &city.forms {
        assert!(form.xml.contains(&format!("id=\"{id}\"")), "{id}");
    }
}

#[test]
fn demo_pages_fit_and_visitors_see_only_what_is_for_them() {
    let city = demo().city;
    for audience in Audience::ALL {
        let sectors: Vec<_> = city.sectors_for(audience).collect();
        assert!((1..=limits::TILES_MAX).contains(&sectors.len()));
        for sector in sectors {
            let tiles = city.services_for(&sector.id, audience).count();
            assert!((1..=limits::TILES_MAX).contains(&tiles), "{}", sector.id);
        }
    }
    let for_visitors: Vec<&str> = city
        .sectors_for(Audience::Visitors)
        .map(|sector| sector.id.as_str())
        .collect();
    assert_eq!(for_visitors, ["tell"]);
}

#[test]
fn the_demo_uses_only_icons_that_are_drawn() {
    const DRAWN: [&str; 18] = [
        "speak", "help", "learn", "lamp", "computer", "repair", "braille", "phone", "lottery",
        "road", "home", "forms", "settings", "check", "warning", "person", "document", "bell",
    ];
    let city = demo().city;
    let sectors = city.sectors.iter().map(|sector| &sector.icon);
    let services = city.services.iter().map(|service| &service.icon);
    for icon in sectors.chain(services) {
        assert!(DRAWN.contains(&icon.as_str()), "{icon}");
    }
}
