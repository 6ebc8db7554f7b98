//! `maru forms`: what was begun, finished and sent, for operators and helpers.

use crate::{pack, profile};
use clap::Subcommand;
use maru_form::{Form, Source};
use maru_seal::PublicKey;
use maru_store::{RecordId, Store};
use std::{
    io::Write,
    path::{Path, PathBuf},
};

/// What to do with them.
#[derive(Subcommand)]
pub enum FormsCommand {
    /// List them: number, state, receipt number, form, version, when they last changed
    List,
    /// Read every form of the city pack, with its lists in files, and tell what is wrong with it
    Check,
    /// Write the very bytes of one
    Export {
        /// Its number, as `list` shows it
        record: i64,
        /// Where to; standard output if not given
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

pub(crate) fn run(
    city: Option<&Path>,
    folder: &Path,
    command: &FormsCommand,
) -> Result<(), String> {
    if let FormsCommand::Check = command {
        return check(city);
    }
    let (store, _) = Store::open(folder, &profile::now()).map_err(|error| error.to_string())?;
    match command {
        FormsCommand::Check => Ok(()),
        FormsCommand::List => {
            for record in store.records().map_err(|error| error.to_string())? {
                let receipt = record
                    .receipt
                    .map_or_else(|| "-".to_owned(), |receipt| receipt.to_string());
                println!(
                    "{}\t{}\t{}\t{}\t{}\t{}",
                    record.id.0,
                    record.state.as_str(),
                    receipt,
                    record.form_id,
                    record.version,
                    record.updated_at
                );
            }
            Ok(())
        }
        FormsCommand::Export { record, output } => {
            let bytes = store
                .export(RecordId(*record))
                .map_err(|error| format!("form {record}: {error}"))?;
            let written = match output {
                Some(path) => std::fs::write(path, bytes.as_bytes()),
                None => std::io::stdout().lock().write_all(bytes.as_bytes()),
            };
            written.map_err(|error| format!("form {record} cannot be written: {error}"))
        }
    }
}

/// One line for each form, and one for each remark on it; an error if any cannot be filled in here.
fn check(city: Option<&Path>) -> Result<(), String> {
    let (city, _) = pack::read(city).map_err(|error| error.to_string())?;
    let mut refused = 0;
    for (id, file) in &city.forms {
        let list = |source: Source<'_>| match source {
            Source::File(name) => file.media.get(name).cloned(),
            Source::LastSaved => None,
        };
        match Form::parse_with(&file.xml, &list) {
            Ok(loaded) => {
                let key = loaded.form.submission().public_key.as_deref();
                match key.map(PublicKey::parse).transpose() {
                    Ok(None) => println!("{id}\tcan be filled in"),
                    Ok(Some(_)) => {
                        println!("{id}\tcan be filled in, and is encrypted when finished")
                    }
                    Err(fault) => {
                        refused += 1;
                        println!("{id}\tcannot be filled in: {fault}");
                    }
                }
                for remark in loaded.remarks {
                    println!("{id}\t{remark}");
                }
            }
            Err(refusal) => {
                refused += 1;
                println!("{id}\tcannot be filled in: {refusal}");
            }
        }
    }
    match refused {
        0 => Ok(()),
        refused => Err(format!(
            "{refused} of {} forms cannot be filled in",
            city.forms.len()
        )),
    }
}
