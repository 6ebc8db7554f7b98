//! Keys that a form may carry, and those that no answer may be encrypted with.

#![allow(clippy::unwrap_used, reason = "a test")]

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maru_seal::{KeyFault, PublicKey};
use proptest::prelude::*;

/// The demo city's.
const SETTINGS: &str = include_str!("../../../assets/city-src/forms/call_me_back/settings.csv");

fn demo() -> &'static str {
    SETTINGS.trim_end().rsplit(',').next().unwrap()
}

/// A value in DER: its tag, its length, its bytes.
fn der(tag: u8, bytes: &[u8]) -> Vec<u8> {
    let length = bytes.len();
    let mut out = vec![tag];
    if length < 128 {
        out.push(length as u8);
    } else {
        let digits = length.to_be_bytes();
        let digits: Vec<u8> = digits.into_iter().skip_while(|byte| *byte == 0).collect();
        out.push(0x80 | digits.len() as u8);
        out.extend(digits);
    }
    out.extend(bytes);
    out
}

/// A public key of these numbers, as X.509 has it; `kind` is the identifier of the algorithm.
fn public(kind: &[u8], modulus: &[u8], exponent: &[u8]) -> String {
    let whole = |number: &[u8]| {
        let is_negative = number.first().is_some_and(|byte| *byte >= 0x80);
        der(2, &[&[0][usize::from(!is_negative)..], number].concat())
    };
    let numbers = der(0x30, &[whole(modulus), whole(exponent)].concat());
    let algorithm = der(0x30, &[der(6, kind), der(5, &[])].concat());
    let key = der(3, &[&[0], numbers.as_slice()].concat());
    STANDARD.encode(der(0x30, &[algorithm, key].concat()))
}

const RSA: [u8; 9] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1];
const USUAL: [u8; 3] = [1, 0, 1];

/// An odd number of so many bits.
fn modulus(bits: usize) -> Vec<u8> {
    let mut number = vec![0xa5; bits / 8];
    number[0] = 0xff;
    number
}

#[test]
fn takes_a_key_as_servers_and_form_tools_write_it() {
    let key = PublicKey::parse(demo()).unwrap();
    assert_eq!(format!("{key:?}"), "PublicKey(2048 bits)");
    let broken = demo().as_bytes().chunks(64).map(|line| line.to_vec());
    let lines: Vec<Vec<u8>> = broken.collect();
    let lines = String::from_utf8(lines.join(&b"\n"[..])).unwrap();
    assert_eq!(PublicKey::parse(&lines), Ok(key.clone()));
    assert_eq!(PublicKey::parse(demo().trim_end_matches('=')), Ok(key));
    for bits in [2048, 4096, 8192] {
        let written = public(&RSA, &modulus(bits), &USUAL);
        assert!(PublicKey::parse(&written).is_ok(), "{bits}");
    }
}

#[test]
fn refuses_what_is_no_key_or_keeps_no_secret() {
    let fault = |written: &str| PublicKey::parse(written).unwrap_err();
    let of = |bits: usize, exponent: &[u8]| fault(&public(&RSA, &modulus(bits), exponent));
    assert_eq!(fault(""), KeyFault::NotRsa);
    assert_eq!(fault("secret key!"), KeyFault::NotBase64);
    assert_eq!(fault("-----BEGIN PUBLIC KEY-----"), KeyFault::NotBase64);
    assert_eq!(fault(&STANDARD.encode("a note")), KeyFault::NotRsa);
    assert_eq!(fault(&"A".repeat(2_000_000)), KeyFault::TooLong(2_000_000));
    assert_eq!(of(1024, &USUAL), KeyFault::TooShort(1024));
    assert_eq!(of(2040, &USUAL), KeyFault::TooShort(2040));
    assert_eq!(of(8200, &USUAL), KeyFault::TooManyBits(8200));
    // What is raised to the power of one is not changed; even powers cannot be taken back.
    assert_eq!(of(2048, &[1]), KeyFault::Unsound);
    assert_eq!(of(2048, &[0]), KeyFault::Unsound);
    assert_eq!(of(2048, &[2]), KeyFault::Unsound);
    assert_eq!(of(2048, &modulus(1024)), KeyFault::Unsound);
    let mut even = modulus(2048);
    even[255] = 0xa4;
    assert_eq!(fault(&public(&RSA, &even, &USUAL)), KeyFault::Unsound);
    // A key for elliptic curves, and one whose DER goes on behind its end.
    let curve = [0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1];
    assert_eq!(
        fault(&public(&curve, &modulus(2048), &USUAL)),
        KeyFault::NotRsa
    );
    let mut long = STANDARD.decode(demo()).unwrap();
    long.push(0);
    assert_eq!(fault(&STANDARD.encode(&long)), KeyFault::NotRsa);
    long.truncate(200);
    assert_eq!(fault(&STANDARD.encode(&long)), KeyFault::NotRsa);
}

/// The operator is told what to do, in a line.
#[test]
fn each_fault_says_what_to_change() {
    let faults = [
        KeyFault::TooLong(5000),
        KeyFault::NotBase64,
        KeyFault::NotRsa,
        KeyFault::TooShort(1024),
        KeyFault::TooManyBits(9000),
        KeyFault::Unsound,
    ];
    for fault in faults {
        let told = fault.to_string();
        assert!(told.contains(": make") || told.contains(": take"), "{told}");
    }
}

proptest! {
    #[test]
    fn nothing_that_a_form_carries_ends_the_program(at in 0_usize..294, byte: u8, end in 0_usize..295) {
        let mut der = STANDARD.decode(demo()).unwrap();
        der[at] = byte;
        der.truncate(end);
        let _ = PublicKey::parse(&STANDARD.encode(der));
    }

    #[test]
    fn no_text_is_taken_for_a_key(text in ".{0,400}") {
        prop_assert!(PublicKey::parse(&text).is_err());
    }
}
