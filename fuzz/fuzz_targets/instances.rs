#![no_main]
#![allow(dead_code, reason = "each target uses its part of what they share")]

#[path = "../../app/form/tests/fuzzing/mod.rs"]
mod fuzzing;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzzing::instances(bytes));
