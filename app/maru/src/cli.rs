//! The command line.

use crate::{
    app::AppOptions,
    courier, doctor, emboss, forms, headless, log, pack, profile, replay,
    sign_in::{self, Door, SignInArgs},
};
use clap::{Args, Parser, Subcommand};
use maru_port::braille::BrailleSpec;
use maru_store::Store;
use std::{path::PathBuf, process::ExitCode, sync::Arc};

/// The citizen's hall on the city: fill in its forms by eye, ear and finger, without a network; they are sent when
/// there is one.
#[derive(Parser)]
#[command(name = "maru", version, about, disable_help_subcommand = true)]
#[command(
    after_help = "Examples:\n  maru                                  open the window\n  maru --headless --no-speech < walk    act by words, read the four readings\n  maru --braille hims@/dev/ttyUSB0      with a Braille display\n  maru sync                             send what waits, once\n  maru sign-in                          tell the city's server who this computer is\n\nOperators' log: standard error; more of it with MARU_LOG=info or debug."
)]
struct Cli {
    #[command(flatten)]
    common: Common,
    /// Without a window: intents as words on standard input, one a line; after each, the four readings as JSON
    #[arg(long)]
    headless: bool,
    /// Fill the screen, for kiosks
    #[cfg(feature = "window")]
    #[arg(long)]
    fullscreen: bool,
    /// The window's size in pixels
    #[cfg(feature = "window")]
    #[arg(long, value_name = "WIDTHxHEIGHT", value_parser = size)]
    size: Option<(u32, u32)>,
    /// The screen's dots per inch, where it does not tell them itself
    #[cfg(feature = "window")]
    #[arg(long)]
    dpi: Option<f32>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Args, Clone)]
struct Common {
    /// The folder of the city pack
    #[arg(long, global = true, value_name = "FOLDER")]
    city: Option<PathBuf>,
    /// The folder of the person's data
    #[arg(long, global = true, value_name = "FOLDER")]
    data: Option<PathBuf>,
    /// The city's OpenRosa server, instead of the one that the pack names
    #[arg(long, global = true, value_name = "URL")]
    server: Option<String>,
    /// The language, such as ko or en; for `replay` the form's own, by its name
    #[arg(long, global = true, value_name = "LANGUAGE")]
    lang: Option<String>,
    /// A Braille display: its family and its serial port, or brlapi for the one that brltty drives
    #[arg(
        long,
        global = true,
        value_name = "FAMILY[:MODEL]@PATH|brlapi[@[HOST]:NUMBER]"
    )]
    braille: Option<BrailleSpec>,
    /// Several people use this computer: nothing of what one began, sent or set is shown to the next
    #[arg(long, global = true)]
    shared: bool,
    /// Without the network: nothing is sent and nothing fetched, whatever is finished
    #[arg(long, global = true)]
    offline: bool,
    /// Without Maru's own voice
    #[arg(long, global = true)]
    no_speech: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Open a form, apply steps, print the state after as JSON
    Replay(replay::ReplayArgs),
    /// Send what waits and fetch forms, once
    Sync,
    /// Sign in at the city's server; what is secret is asked for, or read line by line from standard input
    SignIn(SignInArgs),
    /// Forget what was told to sign in
    SignOut,
    /// The forms that were begun, finished and sent
    Forms {
        #[command(subcommand)]
        command: forms::FormsCommand,
    },
    /// Write a form, a filled form or a receipt as a file for Braille embossers (BRF)
    Emboss(emboss::EmbossArgs),
    /// What works here: voice, display, fonts, screen, store, server
    Doctor,
}

impl Common {
    fn options(&self) -> AppOptions {
        AppOptions {
            city: self.city.clone(),
            data: self.data.clone(),
            server: self.server.clone(),
            lang: self.lang.clone(),
            braille: self.braille.clone(),
            find_displays: Some("/".into()),
            no_speech: self.no_speech,
            shared: self.shared,
            offline: self.offline,
            ..AppOptions::default()
        }
    }

    fn folder(&self) -> PathBuf {
        self.data.clone().unwrap_or_else(profile::default_folder)
    }
}

#[cfg(feature = "window")]
fn size(text: &str) -> Result<(u32, u32), String> {
    let parsed = text
        .split_once('x')
        .and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
    parsed
        .filter(|(width, height)| *width >= 320 && *height >= 240)
        .ok_or_else(|| "write it as 1366x768".to_owned())
}

/// Runs the program. Bad usage ends with 64, as `sysexits.h` has it.
pub(crate) fn main() -> ExitCode {
    log::start();
    match Cli::try_parse() {
        Ok(cli) => run(&cli),
        Err(error) => {
            // Whoever closed the stream wants no help.
            let _ = error.print();
            if error.use_stderr() {
                ExitCode::from(64)
            } else {
                ExitCode::SUCCESS
            }
        }
    }
}

fn run(cli: &Cli) -> ExitCode {
    let options = cli.common.options();
    let done = match &cli.command {
        Some(Command::Replay(args)) => return replay::run(args, cli.common.lang.as_deref()),
        Some(Command::Sync) => sync(&cli.common),
        Some(Command::SignIn(args)) => {
            door(&cli.common).and_then(|door| sign_in::sign_in(&door, &cli.common.folder(), args))
        }
        Some(Command::SignOut) => {
            door(&cli.common).and_then(|door| sign_in::sign_out(&door, &cli.common.folder()))
        }
        Some(Command::Forms { command }) => {
            forms::run(cli.common.city.as_deref(), &cli.common.folder(), command)
        }
        Some(Command::Emboss(args)) => emboss::run(&cli.common.options(), args),
        Some(Command::Doctor) => doctor::run(&options).map_err(|error| error.to_string()),
        None if cli.headless => headless::run(&options).map_err(|error| error.to_string()),
        None => window(cli, &options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("maru: {error}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(feature = "window")]
fn window(cli: &Cli, options: &AppOptions) -> Result<(), String> {
    let window = maru_ui::Options {
        size: cli.size,
        fullscreen: cli.fullscreen,
        dpi: cli.dpi,
        ..Default::default()
    };
    crate::window::run(options, window)
}

#[cfg(not(feature = "window"))]
fn window(_cli: &Cli, _options: &AppOptions) -> Result<(), String> {
    Err("this build has no window; use --headless, or build with the feature `window`".to_owned())
}

/// The city's server, and how one signs in there.
fn door(common: &Common) -> Result<Door, String> {
    let (city, _) = pack::read(common.city.as_deref()).map_err(|error| error.to_string())?;
    let door = Door::find(&city, common.server.as_deref());
    door.ok_or_else(|| "the city pack names no server; name one with --server URL".to_owned())
}

fn sync(common: &Common) -> Result<(), String> {
    if common.offline {
        return Err("nothing is sent with --offline".to_owned());
    }
    let door = door(common)?;
    let folder = common.folder();
    // A Maru that is open sends by itself; two senders would send everything twice.
    let _lock = profile::lock(&folder).map_err(|error| error.to_string())?;
    // The data are ours now: what is damaged is mended here, and nowhere on the way.
    let opened = Store::open_quickly(&folder, &profile::now());
    let (store, report) = opened.map_err(|error| error.to_string())?;
    report.set_aside.iter().for_each(profile::log_set_aside);
    drop(store);
    let language = profile::language_of_computer(common.lang.as_deref());
    let sink = Arc::new(drop) as crate::incoming::Sink;
    let round = courier::round(&folder, &door, &language, &sink);
    let round = round.map_err(|error| error.to_string())?;
    println!(
        "delivered {}, refused {}, waiting {}, forms {}",
        round.delivered, round.refused, round.waiting, round.forms
    );
    match round.trouble {
        Some(code) => Err(format!("not all went through: {code}")),
        None => Ok(()),
    }
}
