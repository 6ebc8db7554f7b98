//! `maru forms`: what was begun, finished and sent, for operators and helpers.

use crate::{app::form_files, copy, entities::OwnChanges, pack, profile};
use clap::Subcommand;
use maru_form::{Ambient, Control, Form, Session, Source};
use maru_seal::PublicKey;
use maru_store::{RecordId, RecordState, Store, StoreError};
use std::{
    collections::BTreeMap,
    io::Write,
    path::{Path, PathBuf},
    sync::Arc,
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
        #[arg(long, value_name = "FILE", conflicts_with = "folder")]
        output: Option<PathBuf>,
        /// A folder, in which a new one gets the bytes and all files of the form
        #[arg(long, value_name = "FOLDER")]
        folder: Option<PathBuf>,
    },
    /// Write the questions and answers of one to standard output, in its form's own words
    Show {
        /// Its number, as `list` shows it
        record: i64,
    },
    /// Put one that the city refused back into the queue
    Retry {
        /// Its number, as `list` shows it
        record: i64,
    },
    /// Delete one for good, its files included
    Delete {
        /// Its number, as `list` shows it
        record: i64,
        /// Even one that waits to be sent: the city will never have it
        #[arg(long)]
        force: bool,
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
    // Maru may be open: what is damaged is left to it.
    let store = match Store::open_beside(folder) {
        Ok((store, _)) => store,
        Err(StoreError::Absent { .. }) if matches!(command, FormsCommand::List) => return Ok(()),
        Err(error) => return Err(error.to_string()),
    };
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
        FormsCommand::Export {
            record,
            output,
            folder: None,
        } => {
            let bytes = store
                .export(RecordId(*record))
                .map_err(|error| format!("form {record}: {error}"))?;
            let written = match output {
                Some(path) => std::fs::write(path, bytes.as_bytes()),
                None => std::io::stdout().lock().write_all(bytes.as_bytes()),
            };
            written.map_err(|error| format!("form {record} cannot be written: {error}"))
        }
        FormsCommand::Export {
            record,
            folder: Some(into),
            ..
        } => {
            let name = format!("form {record}");
            let copied = copy::copy(&store, RecordId(*record), into, &name, None);
            let copied = copied.map_err(|error| format!("form {record}: {error}"))?;
            println!("{}", into.join(copied.folder).display());
            if copied.missing.is_empty() {
                return Ok(());
            }
            let missing = copied.missing.join(", ");
            Err(format!(
                "form {record}: files that cannot be read are missing: {missing}"
            ))
        }
        FormsCommand::Show { record } => show(&store, *record),
        FormsCommand::Retry { record } => {
            let retried = store.mark_retry(RecordId(*record), &profile::now(), None);
            retried.map_err(|error| format!("form {record}: {error}"))
        }
        FormsCommand::Delete { record, force } => {
            let deleted = store.delete(RecordId(*record), *force);
            deleted.map_err(|error| match error {
                StoreError::WrongState {
                    state: RecordState::Ready,
                    ..
                } => format!(
                    "form {record} waits to be sent, and the city does not have it; --force deletes it all the same"
                ),
                error => format!("form {record}: {error}"),
            })
        }
    }
}

/// A line for each question that is asked: its label, and its answer.
fn show(store: &Store, id: i64) -> Result<(), String> {
    let fails = |error: StoreError| format!("form {id}: {error}");
    let record = store.record(RecordId(id)).map_err(fails)?;
    let record = record.ok_or_else(|| format!("there is no form {id}"))?;
    if record.summary.is_sealed {
        return Err(format!("form {id} is encrypted: only the city can read it"));
    }
    let hash = &record.summary.form_hash;
    let form = store.form(hash).map_err(fails)?;
    let form = form.ok_or_else(|| format!("the form that {id} was filled in with is not here"))?;
    let now = jiff::Zoned::now();
    let lists = OwnChanges::default()
        .read(store, now.timestamp())
        .and_then(|own| form_files(store, hash, &own))
        .map_err(fails)?
        .lists;
    let list = |source: Source<'_>| match source {
        Source::File(name) => lists.get(name).cloned(),
        Source::LastSaved => None,
    };
    let xml = String::from_utf8_lossy(form.xml.as_bytes());
    let form = Form::parse_with(&xml, &list).map_err(|refusal| refusal.to_string())?;
    let saved = String::from_utf8_lossy(record.xml.as_bytes());
    let ambient = Ambient {
        now,
        uuid: String::new(),
        seed: 0,
        device_id: String::new(),
        properties: BTreeMap::new(),
        place: None,
    };
    let session = Session::look_at(Arc::new(form.form), &saved, ambient);
    let session = session.map_err(|error| format!("form {id}: {error}"))?;
    let mut out = std::io::stdout().lock();
    for question in session.questions() {
        let Some(question) = session.question(&question) else {
            continue;
        };
        if question.control == Control::Note {
            continue;
        }
        let chosen = session.answer_text(&question.id);
        let answer = chosen.unwrap_or_else(|| question.value.clone());
        // Whoever closed the stream wants no more.
        if writeln!(
            out,
            "{}\t{}",
            question.label.plain(),
            answer.replace('\n', " ")
        )
        .is_err()
        {
            break;
        }
    }
    Ok(())
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
