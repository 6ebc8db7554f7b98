//! `maru forms`: what was begun, finished and sent, for operators and helpers.

use crate::profile;
use clap::Subcommand;
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
    /// Write the very bytes of one
    Export {
        /// Its number, as `list` shows it
        record: i64,
        /// Where to; standard output if not given
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

pub(crate) fn run(folder: &Path, command: &FormsCommand) -> Result<(), String> {
    let (store, _) = Store::open(folder, &profile::now()).map_err(|error| error.to_string())?;
    match command {
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
