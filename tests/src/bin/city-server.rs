//! A city's server for showing Maru around, on the loopback, and for trying how Maru bears a bad network.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Parser, ValueEnum};
use maru_tests::city_server::{Access, CityServer, Fault, FormOffer, Options, Stored};

/// Offers the forms of a folder and prints a line for each submission (never its answers).
#[derive(Parser)]
struct Arguments {
    /// Where submissions are kept.
    #[arg(long)]
    dir: PathBuf,
    /// The port on 127.0.0.1; 0 for any that is free.
    #[arg(long, default_value_t = 8383)]
    port: u16,
    /// A folder of forms: NAME.xml, with NAME-media/ beside it.
    #[arg(long)]
    forms: PathBuf,
    /// Lets in an app user with this token only.
    #[arg(long)]
    token: Option<String>,
    /// What goes wrong with every request.
    #[arg(long, value_enum)]
    fault: Option<FaultName>,
}

#[derive(Clone, Copy, ValueEnum)]
enum FaultName {
    /// The connection ends before anything is stored.
    DropBefore,
    /// Stored, and the connection ends before the answer.
    DropAfter,
    /// Ten seconds until the answer.
    Delay,
    /// 503.
    Busy,
    /// The log-in page of a public network.
    Portal,
    /// The answer ends in its middle.
    CutBody,
    /// 409 for a submission that is none.
    Conflict,
}

impl FaultName {
    fn fault(self) -> Fault {
        match self {
            FaultName::DropBefore => Fault::DropBefore,
            FaultName::DropAfter => Fault::DropAfter,
            FaultName::Delay => Fault::Delay(Duration::from_secs(10)),
            FaultName::Busy => Fault::Status(503),
            FaultName::Portal => Fault::Portal,
            FaultName::CutBody => Fault::CutBody,
            FaultName::Conflict => Fault::SpuriousConflict,
        }
    }
}

fn main() -> std::io::Result<()> {
    let arguments = Arguments::parse();
    let forms = read_forms(&arguments.forms)?;
    println!("{} forms from {}", forms.len(), arguments.forms.display());
    let mut options = Options::new(&arguments.dir);
    options.port = arguments.port;
    options.forms = forms;
    options.on_stored = Some(tell);
    if let Some(token) = arguments.token {
        options.access = Access::AppUser { token };
    }
    let server = CityServer::start(options)?;
    if let Some(fault) = arguments.fault {
        server.set_fault(fault.fault());
    }
    println!("the city listens at {}", server.base_url());
    loop {
        std::thread::park();
    }
}

fn tell(stored: &Stored) {
    let Stored {
        form_id,
        version,
        instance_id,
        attachments,
        ..
    } = stored;
    println!(
        "submission: form {form_id}, version {version}, {instance_id}, {} files named",
        attachments.len()
    );
}

/// Reads NAME.xml and NAME-media/ of a folder, in the order of their names.
fn read_forms(folder: &Path) -> std::io::Result<Vec<FormOffer>> {
    let mut forms = Vec::new();
    for path in sorted(folder)? {
        if path.extension().is_none_or(|ending| ending != "xml") {
            continue;
        }
        let Some(form) = FormOffer::from_xml(std::fs::read(&path)?) else {
            eprintln!("{}: no form: it has no instance with an id", path.display());
            continue;
        };
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let media = read_media(&path.with_file_name(format!("{stem}-media")))?;
        forms.push(form.with_media(media));
    }
    Ok(forms)
}

fn read_media(folder: &Path) -> std::io::Result<Vec<(String, Vec<u8>)>> {
    if !folder.is_dir() {
        return Ok(vec![]);
    }
    let files = sorted(folder)?.into_iter().filter(|path| path.is_file());
    let named = files.filter_map(|path| Some((path.file_name()?.to_str()?.to_owned(), path)));
    named
        .map(|(name, path)| Ok((name, std::fs::read(path)?)))
        .collect()
}

fn sorted(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut paths: Vec<PathBuf> = entries.collect::<Result<_, _>>()?;
    paths.sort();
    Ok(paths)
}
