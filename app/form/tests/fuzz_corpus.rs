//! What the fuzzer has been shown or has found: every input of `fuzz/corpus/`, run by the same targets.

#![allow(
    clippy::disallowed_methods,
    reason = "the test reads the corpus and looks at the clock; the crate does neither"
)]

mod fuzzing;

use std::path::Path;
use std::time::{Duration, Instant};

use fuzzing::TARGETS;

const INPUTS_MAX: usize = 150;
const BYTES_MAX: usize = 4096;

/// No small input may take longer, on a slow machine without optimisation.
const LONGEST: Duration = Duration::from_secs(20);

#[test]
fn the_fuzz_corpus_still_passes() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    for (name, target) in TARGETS {
        let mut inputs: Vec<_> = std::fs::read_dir(corpus.join(name))
            .unwrap_or_else(|error| panic!("no corpus for {name}: {error}"))
            .map(|entry| entry.expect("a readable entry").path())
            .collect();
        inputs.sort();
        assert!(
            (10..=INPUTS_MAX).contains(&inputs.len()),
            "{name} has {} inputs",
            inputs.len()
        );
        for input in &inputs {
            let bytes = std::fs::read(input).expect("a readable input");
            assert!(
                bytes.len() <= BYTES_MAX,
                "{} is too long to keep",
                input.display()
            );
            println!("{}", input.display());
            let started = Instant::now();
            target(&bytes);
            let took = started.elapsed();
            assert!(took < LONGEST, "{} took {took:?}", input.display());
        }
    }
}
