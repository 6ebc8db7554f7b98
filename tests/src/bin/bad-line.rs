//! Sends a full outbox over a bad line, and tells what came of it beside what the line can do.
//!
//! Ends with 77 where no such line can be laid, and says why: that is no success.

use std::{
    fs,
    path::Path,
    process::ExitCode,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use clap::Parser;
use maru::{
    courier::{Manner, Post},
    incoming::Sink,
};
use maru_seal::{Chance, PublicKey, Recipient};
use maru_store::{DraftWrite, RecordState, Store};
use maru_sync::{Account, Auth};
use maru_tests::{
    bad_line::{self, Line, NoLine},
    city_server::{CityServer, FormOffer, Options},
    decrypt, walk,
};

/// Sends a full outbox over a bad line.
#[derive(Parser, Clone)]
struct Arguments {
    /// How many forms wait.
    #[arg(long, default_value_t = 1000)]
    forms: usize,
    /// Every so many forms one is encrypted, with a file; 0 for none.
    #[arg(long, default_value_t = 10)]
    sealed_every: usize,
    /// The bytes of that file.
    #[arg(long, default_value_t = 20_000)]
    file_bytes: usize,
    /// Kilobits in a second.
    #[arg(long, default_value_t = 1000)]
    rate: u64,
    /// Milliseconds there and back.
    #[arg(long, default_value_t = 300)]
    round_trip: u64,
    /// Of a hundred packets, how many are lost.
    #[arg(long, default_value_t = 2.0)]
    loss: f64,
    /// How often the line is cut for two seconds.
    #[arg(long, default_value_t = 0)]
    cuts: u32,
    /// Set by the program itself, once it is alone with its network.
    #[arg(long, hide = true)]
    inside: bool,
}

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = if arguments.inside {
        run(&arguments)
    } else {
        go_inside()
    };
    match done {
        Ok(code) => code,
        Err(error) if error.is::<NoLine>() => {
            eprintln!("NOT RUN: {error}");
            ExitCode::from(77)
        }
        Err(error) => {
            eprintln!("bad-line: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs this program again, alone with its network.
fn go_inside() -> Result<ExitCode, Failure> {
    let own = std::env::current_exe()?;
    let mut command = bad_line::inside(own.as_os_str())?;
    for proxy in ["http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"] {
        command.env_remove(proxy);
    }
    let status = command
        .args(std::env::args_os().skip(1))
        .arg("--inside")
        .status()?;
    Ok(status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .map_or(ExitCode::FAILURE, ExitCode::from))
}

fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let line = Line {
        bits_per_second: arguments.rate * 1000,
        delay: Duration::from_millis(arguments.round_trip / 2),
        loss_percent: arguments.loss,
    };
    let maker = line.lay()?;
    println!("line: {line}, made by {maker:?}");
    let folder = tempfile::tempdir()?;
    let home = folder.path().join("home");
    let form = fs::read(walk::city().join("forms/call_me_back.xml"))?;
    let form = FormOffer::from_xml(form).ok_or("the demo form has no id")?;
    fill(&home, &form, arguments)?;
    let server = start_city(folder.path().join("city"), form)?;
    let (before, _) = bad_line::carried()?;
    let began = Instant::now();
    let is_over = Arc::new(AtomicBool::new(false));
    let cutter = cut_now_and_then(arguments.cuts, is_over.clone());
    let account = Account {
        base_url: server.base_url().into(),
        auth: Auth::None,
    };
    let house = home.clone();
    let sender =
        thread::spawn(move || send_all(&house, &account).map_err(|error| error.to_string()));
    let rounds = sender.join().map_err(|_| "the sender ended")??;
    let took = began.elapsed();
    is_over.store(true, Ordering::Relaxed);
    let cuts = cutter.join().map_err(|_| "the cutter ended")?;
    let (after, _) = bad_line::carried()?;
    check(&home, &server, arguments)?;
    let wire = (after - before) as f64;
    let limit = wire * 8.0 / line.bits_per_second as f64;
    println!(
        "{} forms in {:.1} s and {rounds} rounds, {cuts} cuts; {} requests",
        arguments.forms,
        took.as_secs_f64(),
        server.requests().len()
    );
    println!(
        "{:.0} kB went out; the line itself needs {limit:.1} s for them ({:.0} % of the time taken)",
        wire / 1000.0,
        100.0 * limit / took.as_secs_f64()
    );
    println!("each form arrived once, byte for byte; what was encrypted opens with the city's key");
    Ok(ExitCode::SUCCESS)
}

fn start_city(dir: std::path::PathBuf, form: FormOffer) -> Result<CityServer, Failure> {
    let started = thread::spawn(move || -> Result<CityServer, String> {
        bad_line::enter("city").map_err(|error| error.to_string())?;
        let mut options = Options::new(dir);
        options.host = bad_line::CITY.parse().map_err(|_| "no address")?;
        options.forms = vec![form];
        CityServer::start(options).map_err(|error| error.to_string())
    });
    Ok(started.join().map_err(|_| "the city ended")??)
}

/// Finishes so many forms.
fn fill(home: &Path, form: &FormOffer, arguments: &Arguments) -> Result<(), Failure> {
    let (mut store, _) = Store::open(home, NOW)?;
    let key = include_str!("../../../assets/city-src/forms/call_me_back/settings.csv");
    let key = PublicKey::parse(key.trim_end().rsplit(',').next().unwrap_or_default())?;
    for number in 0..arguments.forms {
        let instance_id = format!("uuid:00000000-0000-4000-8000-{number:012}");
        let every = arguments.sealed_every;
        let is_sealed = every > 0 && number % every == every - 1;
        let photo = if is_sealed {
            "<photo>photo.jpg</photo>"
        } else {
            ""
        };
        let xml = format!(
            "<data id=\"{}\" version=\"{}\"><about><details>{}</details>{photo}</about>\
             <meta><instanceID>{instance_id}</instanceID></meta></data>",
            form.form_id,
            form.version,
            "What I want to talk about. ".repeat(30)
        );
        let id = store.save_draft(&DraftWrite {
            instance_id: instance_id.clone(),
            form_hash: "md5:0".to_owned(),
            form_id: form.form_id.clone(),
            version: form.version.clone(),
            title: "A call".to_owned(),
            xml: xml.as_bytes().into(),
            at_question: None,
            pending: None,
            replaces: None,
            at: NOW.to_owned(),
        })?;
        if !is_sealed {
            store.finalise(id, xml.as_bytes(), NOW)?;
            continue;
        }
        store.attach(
            id,
            "photo.jpg",
            "image/jpeg",
            &mut photo_of(number, arguments).as_slice(),
        )?;
        let recipient = Recipient {
            key: key.clone(),
            form_id: form.form_id.clone(),
            version: Some(form.version.clone()),
            instance_id,
        };
        let chance = Chance::draw(getrandom::fill)?;
        store.finalise_sealed(id, xml.as_bytes(), (&recipient, chance), NOW)?;
    }
    Ok(())
}

fn photo_of(number: usize, arguments: &Arguments) -> Vec<u8> {
    let byte = |index: usize| (index.wrapping_mul(31).wrapping_add(number * 7) >> 2) as u8;
    (0..arguments.file_bytes).map(byte).collect()
}

/// Sends until nothing waits any more; tells how many rounds it took.
fn send_all(home: &Path, account: &Account) -> Result<u32, Failure> {
    bad_line::enter("home")?;
    let sink: Sink = Arc::new(drop);
    // One that goes again and again, as the courier does.
    let mut post = Post::open(home, account.clone(), "en")?;
    for round in 1..=1000 {
        let done = post.round(Manner::default(), &sink)?;
        if done.refused > 0 {
            return Err(format!("the city refused {} forms", done.refused).into());
        }
        if done.waiting == 0 {
            return Ok(round);
        }
        thread::sleep(Duration::from_millis(500));
    }
    Err("after a thousand rounds forms still wait".into())
}

fn cut_now_and_then(cuts: u32, is_over: Arc<AtomicBool>) -> thread::JoinHandle<u32> {
    thread::spawn(move || {
        let mut count = 0;
        for _ in 0..cuts {
            thread::sleep(Duration::from_secs(2));
            if is_over.load(Ordering::Relaxed) || bad_line::cut(Duration::from_secs(2)).is_err() {
                break;
            }
            count += 1;
        }
        count
    })
}

/// Each form is at the city once, as it was finished; what was encrypted opens.
fn check(home: &Path, server: &CityServer, arguments: &Arguments) -> Result<(), Failure> {
    let (store, _) = Store::open(home, NOW)?;
    let stored = server.submissions();
    let records = store.records()?;
    if stored.len() != arguments.forms || records.len() != arguments.forms {
        return Err(format!(
            "{} forms waited, the city holds {}",
            records.len(),
            stored.len()
        )
        .into());
    }
    for (count, record) in records.iter().enumerate() {
        let at_city = stored
            .iter()
            .find(|stored| stored.instance_id == record.instance_id);
        let at_city = at_city.ok_or("a form is missing at the city")?;
        if record.state != RecordState::Sent || at_city.xml != store.export(record.id)?.as_bytes() {
            return Err(format!(
                "record {} is {:?}, or other bytes arrived",
                record.id.0, record.state
            )
            .into());
        }
        // To open them all would take longer than to send them.
        if record.is_sealed && count % 7 == 0 {
            let opened = decrypt::open(at_city, &decrypt::demo_key())?;
            let number: usize = record
                .instance_id
                .rsplit('-')
                .next()
                .unwrap_or_default()
                .parse()?;
            if opened.files.first().map(|(_, bytes)| bytes) != Some(&photo_of(number, arguments)) {
                return Err(format!("the file of record {} is another one", record.id.0).into());
            }
        }
    }
    Ok(())
}

const NOW: &str = "2026-11-23T09:00:00Z";
