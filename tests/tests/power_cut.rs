//! The power fails at any moment, from the start of the program until the city has every form.
//!
//! A cut is `kill -9`: what the program had told is kept, what it had not told may or may not be. The pages that the
//! kernel holds outlive the process, so this proves the order of the steps, not the disk; the store's own tests do that.

mod citizen;

use citizen::{Citizen, End, export, list};
use maru_tests::{
    chance::Chance,
    city_server::{CityServer, Fault, FormOffer, On, Options},
    process::Launch,
    walk,
};
use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};
use tempfile::TempDir;

const HOUSEHOLDS: usize = 32;
const CUTS_EACH: usize = 3;
/// How many live at the same time; most of a life is waiting for the disk.
const AT_ONCE: usize = 4;

/// How many households there are: so many as `MARU_CUTS` needs, or few enough for every day.
fn households() -> usize {
    let cuts = std::env::var("MARU_CUTS").ok();
    let cuts = cuts.map(|text| text.parse::<usize>().expect("MARU_CUTS is a whole number"));
    cuts.map_or(HOUSEHOLDS, |cuts| cuts.div_ceil(CUTS_EACH).max(1))
}

/// A household and the city it sends to.
struct Household {
    _folder: TempDir,
    server: CityServer,
    maru: Launch,
}

impl Household {
    fn new() -> Household {
        let folder = tempfile::tempdir().expect("a folder");
        let mut options = Options::new(folder.path().join("city"));
        let form = std::fs::read(walk::city().join("forms/street_light.xml"));
        let form = FormOffer::from_xml(form.expect("the demo form")).expect("a form");
        options.forms = vec![form];
        let server = CityServer::start(options).expect("a server");
        let maru = Launch::new(&folder.path().join("home")).server(&server.base_url());
        Household {
            _folder: folder,
            server,
            maru,
        }
    }

    /// What the network does in this household.
    fn trouble(&self, kind: usize) {
        match kind % 6 {
            0 => {}
            1 => self.server.plan_fault(Fault::DropAfter, On::Posts, 3),
            2 => self.server.plan_fault(Fault::DropBefore, On::Posts, 2),
            3 => self.server.plan_fault(Fault::CutBody, On::Posts, 2),
            4 => self.server.plan_fault(Fault::Status(503), On::Posts, 2),
            _ => self
                .server
                .set_fault(Fault::Delay(Duration::from_millis(25))),
        }
    }

    /// Everything that was sent off is at the city, once, byte for byte.
    fn check_city(&self, citizen: &Citizen) {
        let sent = (0..8).any(|_| self.maru.run(&["sync"]).status.success());
        assert!(sent, "the city could not be reached in eight rounds");
        let stored = self.server.submissions();
        let records = list(&self.maru);
        assert_eq!(records.len(), citizen.finished.len(), "{records:?}");
        assert_eq!(stored.len(), records.len(), "{records:?}");
        for record in records {
            assert!(
                ["sent", "answered"].contains(&record.state.as_str()),
                "{record:?}"
            );
            let xml = export(&self.maru, &record.id);
            let same = stored.iter().filter(|stored| stored.xml == xml.as_bytes());
            assert_eq!(same.count(), 1, "{record:?}");
        }
    }
}

/// Lives until the power fails at a moment. Forms are begun, filled in and sent off for as long as it takes.
fn live_until(household: &Household, citizen: &mut Citizen, moment: Duration) {
    let mut maru = household.maru.headless();
    let plug = maru.plug();
    let end = thread::scope(|scope| {
        scope.spawn(move || {
            thread::sleep(moment);
            plug.pull();
        });
        citizen.live(&mut maru, usize::MAX)
    });
    assert_eq!(end, End::Cut);
}

/// How many forms were sent off, and in what state the power cuts met the last form.
#[derive(Default)]
struct Tally {
    forms: usize,
    met: BTreeMap<String, usize>,
}

/// A household whose power fails at these moments of its lives.
fn suffer(number: usize, seed: u64, moments: &[Duration], tally: &Mutex<Tally>) {
    let household = Household::new();
    household.trouble(number);
    let mut citizen = Citizen::new(seed.wrapping_add(number as u64));
    for moment in moments {
        live_until(&household, &mut citizen, *moment);
        let met = citizen.check_disk(&household.maru);
        *lock(tally).met.entry(met).or_default() += 1;
    }
    let all = citizen.finished.len() + 1;
    let mut maru = household.maru.headless();
    assert_eq!(citizen.live(&mut maru, all), End::Left);
    maru.leave();
    citizen.check_disk(&household.maru);
    household.check_city(&citizen);
    lock(tally).forms += citizen.finished.len();
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Another household may have failed; this one goes on.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[test]
fn whenever_the_power_fails_no_answer_is_lost_and_every_form_arrives_once() {
    let mut chance = Chance::new();
    let seed = chance.0;
    println!("again with MARU_SEED={seed}");

    let household = Household::new();
    let mut citizen = Citizen::new(seed);
    let began = Instant::now();
    let mut maru = household.maru.headless();
    assert_eq!(citizen.live(&mut maru, 1), End::Left);
    let life = began.elapsed();
    maru.leave();
    household.check_city(&citizen);
    println!("one life without a cut takes {life:?}");

    // The moments lie evenly over one and a half lives, each with some chance, and are dealt out like cards.
    let cuts = households() * CUTS_EACH;
    let step = life.mul_f64(1.5) / cuts as u32;
    let mut moments: Vec<Duration> = (0..cuts)
        .map(|index| step * index as u32 + step.mul_f64(chance.below(1000) as f64 / 1000.0))
        .collect();
    for index in (1..cuts).rev() {
        moments.swap(index, chance.below(index as u64 + 1) as usize);
    }
    let hands = Mutex::new(moments.chunks(CUTS_EACH).enumerate());
    let tally = Mutex::new(Tally::default());
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some((number, moments)) = next(&hands) {
                    suffer(number, seed, moments, &tally);
                }
            });
        }
    });
    let Tally { forms, met } = tally.into_inner().unwrap_or_else(PoisonError::into_inner);
    println!(
        "{cuts} cuts, {forms} forms, each of them at the city once; the cuts met the last form as {met:?}"
    );
    let drafts = met.get("draft").copied().unwrap_or(0);
    assert!(
        drafts > 0 && drafts < cuts,
        "not spread over a life: {met:?}"
    );
}

/// The next of some things that several threads share.
fn next<T>(things: &Mutex<impl Iterator<Item = T>>) -> Option<T> {
    lock(things).next()
}

#[test]
fn a_second_maru_on_the_same_data_says_so_and_touches_nothing() {
    let household = Household::new();
    let first = household.maru.headless();
    first.told().expect("the first page");
    for words in [vec!["--headless"], vec!["sync"]] {
        let second = household.maru.run(&words);
        assert_eq!(second.status.code(), Some(1), "{words:?}");
        let said = String::from_utf8_lossy(&second.stderr).into_owned();
        assert!(said.contains("Maru is already open"), "{said}");
        assert!(second.stdout.is_empty(), "{second:?}");
    }
    assert!(list(&household.maru).is_empty(), "looking is allowed");
    // Killed and gone: the kernel has let go of the data.
    drop(first);
    assert!(household.maru.run(&["sync"]).status.success());
}
