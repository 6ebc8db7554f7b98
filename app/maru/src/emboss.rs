//! `maru emboss`: forms and records as files for Braille embossers, for operators and helpers.

use crate::{
    app::{App, AppOptions},
    incoming::Sink,
};
use clap::Args;
use maru_page::braille::emboss::Sheet;
use std::{io::Write, path::PathBuf, sync::Arc};

/// What to write, and how.
#[derive(Args)]
pub struct EmbossArgs {
    #[command(flatten)]
    what: What,
    /// How many cells a line and how many lines a sheet has
    #[arg(long, value_name = "CELLSxLINES", default_value = "40x25", value_parser = sheet)]
    paper: Sheet,
    /// Contracted Braille, in the languages that know it
    #[arg(long)]
    contracted: bool,
    /// Where to; standard output if not given
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct What {
    /// A form as nobody has filled it in yet, by its id
    #[arg(long, value_name = "FORM")]
    form: Option<String>,
    /// The answers of a record, by its number, as `maru forms list` shows it
    #[arg(long, value_name = "NUMBER")]
    record: Option<i64>,
    /// The receipt of a finished record
    #[arg(long, value_name = "NUMBER")]
    receipt: Option<i64>,
}

/// Sheets as people write them: 40x25.
fn sheet(text: &str) -> Result<Sheet, String> {
    let (cells, lines) = text.split_once('x').unwrap_or_default();
    let sheet = cells.parse().ok().zip(lines.parse().ok());
    let sheet = sheet.map(|(cells, lines)| Sheet { cells, lines });
    let fits =
        |sheet: &Sheet| (10..=200).contains(&sheet.cells) && (3..=200).contains(&sheet.lines);
    sheet
        .filter(fits)
        .ok_or_else(|| "write it as 40x25 or 32x25".to_owned())
}

pub(crate) fn run(options: &AppOptions, args: &EmbossArgs) -> Result<(), String> {
    let options = AppOptions {
        no_speech: true,
        offline: true,
        braille: None,
        find_displays: None,
        ..options.clone()
    };
    let sink: Sink = Arc::new(drop);
    let mut app = App::open(&options, &sink).map_err(|error| error.to_string())?;
    app.contract(args.contracted);
    let page = match (&args.what.form, args.what.record, args.what.receipt) {
        (Some(form), ..) => app.form_on_paper(form)?,
        (_, Some(number), _) => app.record_on_paper(number)?,
        (_, _, Some(number)) => app.receipt_on_paper(number)?,
        _ => return Err("name a form, a record or a receipt".to_owned()),
    };
    let brf = app.on_paper(&page, args.paper);
    let written = match &args.output {
        Some(path) => std::fs::write(path, brf),
        None => std::io::stdout().lock().write_all(brf.as_bytes()),
    };
    written.map_err(|error| format!("the file cannot be written: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_are_read_as_people_write_them() {
        assert_eq!(sheet("40x25"), Ok(Sheet::WIDE));
        assert_eq!(sheet("32x25"), Ok(Sheet::NARROW));
        for wrong in ["", "40", "0x0", "40x", "9999999x25", "-1x3"] {
            assert!(sheet(wrong).is_err(), "{wrong}");
        }
    }
}
