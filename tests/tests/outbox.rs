//! A reference outbox against the real one: the real store and the real machine that sends, with a model of the city's
//! server, virtual time and faults by chance.
//!
//! `MARU_STEPS` sets how many steps are taken, `MARU_SEED` which. A longer run:
//! `MARU_STEPS=5000000 cargo test --release -p maru-tests --test outbox -- --nocapture`.

#[path = "outbox/reference.rs"]
mod reference;
#[path = "outbox/server.rs"]
mod server;
#[path = "outbox/world.rs"]
mod world;

use maru_tests::chance::Chance;
use world::World;

const STEPS: u64 = 100_000;
/// After so many steps everything is held against everything.
const AUDIT_EVERY: u64 = 100;

#[test]
fn the_outbox_does_what_the_reference_does_whatever_happens() {
    let steps = std::env::var("MARU_STEPS").ok();
    let steps = steps.map_or(STEPS, |text| text.parse().expect("MARU_STEPS is a number"));
    let chance = Chance::new();
    println!("again with MARU_SEED={}", chance.0);
    let mut world = World::new(chance);
    for step in 1..=steps {
        world.step();
        if step % AUDIT_EVERY == 0 {
            world.audit();
        }
    }
    world.settle_all();
    println!("{steps} steps: {}", world.tally());
    assert!(world.has_seen_everything(), "{}", world.tally());
}
