//! `maru sign-in` and `maru sign-out`, for the person who sets Maru up.

use super::{Credential, Door, SignInError, keep};
use crate::http::Http;
use clap::{Args, ValueEnum};
use maru_city::SignIn;
use maru_store::AttachmentFiles;
use maru_sync::{Client, Known, SyncEvent, Trouble};
use std::{
    io::{self, BufRead, IsTerminal, Write},
    path::Path,
};

/// How to sign in, and where to keep it.
#[derive(Args)]
pub struct SignInArgs {
    /// How the server wants it; what the city pack says if not given
    #[arg(long = "as", value_enum, value_name = "WAY")]
    way: Option<Way>,
    /// Keep the secret in a file that only its owner may read, even where there is a keyring
    #[arg(long)]
    in_file: bool,
    /// Do not try it at the server first
    #[arg(long)]
    unchecked: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Way {
    /// A name and a password, over https
    Basic,
    /// A name and a password that never cross the network
    Digest,
    /// A session token, over https
    Bearer,
    /// An address with a token in it, as ODK Central gives to app users
    Address,
}

/// Asks for what is secret on standard input, tries it, and keeps it.
pub(crate) fn sign_in(door: &Door, folder: &Path, args: &SignInArgs) -> Result<(), String> {
    let way = match (args.way, door.sign_in) {
        (Some(way), _) => way,
        (None, SignIn::Basic) => Way::Basic,
        (None, SignIn::Digest) => Way::Digest,
        (None, SignIn::Bearer) => Way::Bearer,
        (None, SignIn::Address) => Way::Address,
        (None, SignIn::None) => {
            return Err(
                "the city pack says that nobody needs to sign in; say how with --as basic, digest, bearer or address"
                    .to_owned(),
            );
        }
    };
    let credential = ask(way).map_err(|error| error.to_string())?;
    let account = door.account_with(credential.clone());
    let account = account.map_err(|error| error.to_string())?;
    // Also what cannot be tried must be an account.
    let client = Client::new(account).map_err(|error| error.to_string())?;
    if !args.unchecked {
        try_out(client, folder)?;
    }
    let went = keep::keep(folder, &door.place(), credential, args.in_file);
    match went.map_err(|error| error.to_string())? {
        keep::Where::Keyring => println!("signed in at {}; kept in the keyring", door.place()),
        keep::Where::File(reason) => println!(
            "signed in at {}; kept in a file that only you can read ({reason})",
            door.place()
        ),
    }
    Ok(())
}

/// Forgets it.
pub(crate) fn sign_out(door: &Door, folder: &Path) -> Result<(), String> {
    match keep::forget(folder, &door.place()) {
        Ok(true) => println!("signed out at {}", door.place()),
        Ok(false) => println!("nobody was signed in at {}", door.place()),
        Err(error @ SignInError::Keyring(_)) => return Err(error.to_string()),
        Err(error) => return Err(error.to_string()),
    }
    Ok(())
}

fn ask(way: Way) -> io::Result<Credential> {
    Ok(match way {
        Way::Basic => Credential::Basic {
            user: line("User name: ")?,
            password: hidden("Password: ")?,
        },
        Way::Digest => Credential::Digest {
            user: line("User name: ")?,
            password: hidden("Password: ")?,
        },
        Way::Bearer => Credential::Bearer {
            token: hidden("Token: ")?,
        },
        Way::Address => Credential::Address {
            url: hidden("Address of the app user: ")?.trim().to_owned(),
        },
    })
}

/// A line of standard input; a person is told what is wanted.
fn line(prompt: &str) -> io::Result<String> {
    if io::stdin().is_terminal() {
        eprint!("{prompt}");
        io::stderr().flush()?;
    }
    let mut text = String::new();
    io::stdin().lock().read_line(&mut text)?;
    let text = text.trim_end_matches(['\n', '\r']).to_owned();
    if text.is_empty() {
        let what = format!(
            "nothing was given for \"{}\"",
            prompt.trim_end_matches([':', ' '])
        );
        return Err(io::Error::new(io::ErrorKind::InvalidInput, what));
    }
    Ok(text)
}

/// The same without showing what is typed.
fn hidden(prompt: &str) -> io::Result<String> {
    if !io::stdin().is_terminal() {
        return line(prompt);
    }
    rpassword::prompt_password(prompt)
}

/// Asks for the form list; nothing is kept. A server that cannot be reached now is no reason to forget the secret.
fn try_out(mut client: Client, folder: &Path) -> Result<(), String> {
    match forms_on_offer(&mut client, folder)? {
        Ok(count) => {
            println!("the server lets this computer in; {count} forms on offer");
            Ok(())
        }
        Err(Trouble::NeedsLogin { status }) => Err(format!(
            "the server does not let this computer in ({status}): check what you typed; nothing was kept"
        )),
        Err(trouble) => {
            println!("the server could not be asked now ({})", trouble.code());
            Ok(())
        }
    }
}

/// How many forms a server offers, or what is in the way; nothing is kept.
pub(crate) fn forms_on_offer(
    client: &mut Client,
    folder: &Path,
) -> Result<Result<usize, Trouble>, String> {
    let http = Http::new().map_err(|error| error.to_string())?;
    let files = AttachmentFiles::below(folder);
    client.refresh(Known::default());
    while let Some(request) = client.next_request() {
        client.answer(request.id, http.perform(&request, &files));
        while let Some(event) = client.poll_event() {
            match event {
                SyncEvent::FormList { forms } => return Ok(Ok(forms.len())),
                SyncEvent::RefreshEnded {
                    outcome: Err(trouble),
                } => return Ok(Err(trouble)),
                _ => {}
            }
        }
    }
    Ok(Ok(0))
}
