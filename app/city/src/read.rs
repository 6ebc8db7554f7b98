//! A whole pack, read.

use crate::city::City;
use crate::files::PackFiles;
use crate::load::Loader;
use crate::manifest::{self, Outcome};
use crate::problem::PackError;
use crate::{forms, prompts, services, words};

/// A city that was read, and what its author should know.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The city; what was dropped is not in it.
    pub city: City,
    /// What was dropped or noted, by file and line.
    pub remarks: Vec<PackError>,
}

impl City {
    /// Reads a pack.
    ///
    /// # Errors
    ///
    /// All problems of a pack that cannot be used, by file and line; at least one of them refuses it.
    pub fn read(files: &dyn PackFiles) -> Result<Read, Vec<PackError>> {
        let mut loader = Loader::new(files);
        let outcome = manifest::read(&mut loader);
        let languages = match &outcome {
            Outcome::Whole(manifest) => manifest.languages.clone(),
            Outcome::Broken(languages) => languages.clone(),
            Outcome::Unreadable => return Err(loader.problems.finish()),
        };
        let forms = forms::read(&mut loader);
        let (sectors, services) = services::read(&mut loader, &languages, &forms);
        let words = words::read(&mut loader, &languages);
        let prompts = prompts::read(&mut loader, &languages);
        match outcome {
            Outcome::Whole(manifest) if !loader.problems.refused() => Ok(Read {
                city: City {
                    id: manifest.id,
                    format: manifest::FORMAT,
                    languages: manifest.languages,
                    names: manifest.names,
                    phone: manifest.phone,
                    telephones: manifest.telephones,
                    colours: manifest.colours,
                    server: manifest.server,
                    sectors,
                    services,
                    forms,
                    words,
                    prompts,
                },
                remarks: loader.problems.finish(),
            }),
            _ => Err(loader.problems.finish()),
        }
    }
}
