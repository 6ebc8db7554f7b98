//! `services.toml`: the tiles.

use std::collections::BTreeMap;

use crate::city::{Action, Audience, FormFile, FormId, Sector, Service};
use crate::files::limits;
use crate::load::Loader;
use crate::manifest::identity;
use crate::problem::{Effect, Problems, quoted};
use crate::section::{Section, parse};
use crate::text::Lang;

const FILE: &str = "services.toml";

/// Reads sectors and services; each service leads to one of `forms`.
pub(crate) fn read(
    loader: &mut Loader,
    languages: &[Lang],
    forms: &BTreeMap<FormId, FormFile>,
) -> (Vec<Sector>, Vec<Service>) {
    let refused_before = loader.problems.refused();
    let Some(file) = loader.text(FILE, limits::MANIFEST_BYTES_MAX, Effect::Refused) else {
        if loader.problems.refused() == refused_before {
            let what = "the file is missing, so there are no tiles";
            loader.file_problem(Effect::Noted, FILE, what, "add services.toml");
        }
        return Default::default();
    };
    let problems = &mut loader.problems;
    let Some(document) = parse(&file, problems) else {
        return Default::default();
    };
    let root = Section::root(&file, document.get_ref()).costing(Effect::Dropped);
    root.expect_keys(&["sector", "service"], problems);

    let mut sectors: Vec<(Section, Sector)> = Vec::new();
    for section in root.sections("sector", limits::ENTRIES_MAX, problems) {
        let Some(read) = sector(&section, languages, problems) else {
            continue;
        };
        if sectors.iter().any(|(_, known)| known.id == read.id) {
            problems.push(twice(&section, "sector", &read.id));
        } else {
            sectors.push((section, read));
        }
    }
    let mut services: Vec<(Section, Service)> = Vec::new();
    for section in root.sections("service", limits::ENTRIES_MAX, problems) {
        let Some(read) = service(&section, languages, &sectors, forms, problems) else {
            continue;
        };
        if services.iter().any(|(_, known)| known.id == read.id) {
            problems.push(twice(&section, "service", &read.id));
        } else {
            services.push((section, read));
        }
    }
    drop_empty(&mut sectors, &services, problems);
    note_full_pages(&sectors, &services, problems);
    (
        sectors.into_iter().map(|(_, sector)| sector).collect(),
        services.into_iter().map(|(_, service)| service).collect(),
    )
}

fn twice(section: &Section, kind: &str, id: &str) -> crate::PackError {
    let what = format!("the {kind} {} is there twice", quoted(id));
    section.problem("id", Effect::Dropped, what, "give each its own id")
}

fn sector(section: &Section, languages: &[Lang], problems: &mut Problems) -> Option<Sector> {
    section.expect_keys(&["id", "icon", "name", "description"], problems);
    let id = identity(section, problems);
    let icon = icon(section, problems);
    let names = section.names("name", languages, limits::NAME_CHARS_MAX, problems);
    let chars_max = limits::DESCRIPTION_CHARS_MAX;
    let descriptions = section.optional_names("description", languages, chars_max, problems);
    Some(Sector {
        id: id?,
        icon: icon?,
        names: names?,
        descriptions,
    })
}

fn service(
    section: &Section,
    languages: &[Lang],
    sectors: &[(Section, Sector)],
    forms: &BTreeMap<FormId, FormFile>,
    problems: &mut Problems,
) -> Option<Service> {
    let known = [
        "id",
        "sector",
        "icon",
        "name",
        "description",
        "audience",
        "form",
    ];
    section.expect_keys(&known, problems);
    let id = identity(section, problems);
    let icon = icon(section, problems);
    let names = section.names("name", languages, limits::NAME_CHARS_MAX, problems);
    let chars_max = limits::DESCRIPTION_CHARS_MAX;
    let descriptions = section.optional_names("description", languages, chars_max, problems);
    let audience = audience(section, problems);
    let sector = section.text("sector", "\"a-sector\"", problems);
    let sector = sector.filter(|id| {
        let exists = sectors.iter().any(|(_, sector)| sector.id == *id);
        if !exists {
            let what = format!("there is no sector {}", quoted(id));
            let cure = "name the id of a [[sector]] of this file";
            problems.push(section.problem("sector", Effect::Dropped, what, cure));
        }
        exists
    });
    let form = section
        .text("form", "\"form_id\"", problems)
        .and_then(|id| {
            let found = forms.keys().find(|form| form.as_str() == id);
            if found.is_none() {
                let what = format!("there is no usable form {}", quoted(id));
                let cure = "put it into the folder forms as <form>.xml";
                problems.push(section.problem("form", Effect::Dropped, what, cure));
            }
            found
        });
    Some(Service {
        id: id?,
        sector: sector?.to_owned(),
        icon: icon?,
        names: names?,
        descriptions,
        audience: audience?,
        action: Action::Form(form?.clone()),
    })
}

fn icon(section: &Section, problems: &mut Problems) -> Option<String> {
    let icon = section.text("icon", "\"help\"", problems)?;
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if !icon.is_empty() && icon.len() <= 40 && icon.bytes().all(fits) {
        return Some(icon.to_owned());
    }
    let what = format!("{} is not the name of an icon", quoted(icon));
    problems.push(section.problem("icon", Effect::Dropped, what, "use a name such as help"));
    None
}

/// Whom a service is for: everybody, unless the pack says otherwise.
fn audience(section: &Section, problems: &mut Problems) -> Option<Vec<Audience>> {
    let cure = "use \"residents\", \"businesses\", \"visitors\", or leave audience out for all";
    if !section.has("audience") {
        return Some(Audience::ALL.to_vec());
    }
    let listed = section.texts("audience", problems)?;
    let mut audience = Vec::new();
    for (place, word) in listed {
        match word {
            "residents" => audience.push(Audience::Residents),
            "businesses" => audience.push(Audience::Businesses),
            "visitors" => audience.push(Audience::Visitors),
            other => {
                let what = format!("the audience {} is unknown", quoted(other));
                problems.push(section.problem_in_list(place, Effect::Noted, what, cure));
            }
        }
    }
    audience.sort_unstable();
    audience.dedup();
    if audience.is_empty() {
        let what = "the service is for nobody";
        problems.push(section.problem("audience", Effect::Dropped, what, cure));
        return None;
    }
    if !audience.contains(&Audience::Residents) {
        let what = "no page leads to the service: Maru's pages are for residents";
        let cure = "add \"residents\", or leave audience out for all";
        problems.push(section.problem("audience", Effect::Noted, what, cure));
    }
    Some(audience)
}

fn drop_empty(
    sectors: &mut Vec<(Section, Sector)>,
    services: &[(Section, Service)],
    problems: &mut Problems,
) {
    sectors.retain(|(section, sector)| {
        let has_service = services.iter().any(|(_, one)| one.sector == sector.id);
        if !has_service {
            let what = format!("the sector {} has no service", quoted(&sector.id));
            let cure = "add a [[service]] to it or take it out";
            problems.push(section.problem("id", Effect::Dropped, what, cure));
        }
        has_service
    });
}

/// Notes a page that one kind of visitor would see with more tiles than fit.
fn note_full_pages(
    sectors: &[(Section, Sector)],
    services: &[(Section, Service)],
    problems: &mut Problems,
) {
    let max = limits::TILES_MAX;
    if let Some((section, _)) = sectors.get(max) {
        let what = format!("there are more than {max} sectors");
        problems.push(section.problem("id", Effect::Noted, what, "join some of them"));
    }
    for (_, sector) in sectors {
        let crowded = Audience::ALL.iter().find_map(|audience| {
            let mut for_them = services
                .iter()
                .filter(|(_, one)| one.sector == sector.id && one.audience.contains(audience));
            for_them.nth(max)
        });
        if let Some((section, _)) = crowded {
            let what = format!(
                "the sector {} has more than {max} services",
                quoted(&sector.id)
            );
            let cure = "move some to another sector";
            problems.push(section.problem("id", Effect::Noted, what, cure));
        }
    }
}
