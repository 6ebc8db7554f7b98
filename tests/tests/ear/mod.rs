//! A small ear: which words are in a recording, by comparing how its spectrum moves with that of the same words
//! spoken alone. No dictionary and no training: it knows the words it is shown, as any listener of templates does.

use std::f32::consts::PI;
use std::process::Command;

/// Bands of the spectrum, spread as the ear hears: from 150 Hz to 6 kHz.
const BANDS: usize = 20;
/// Pieces of a sound a second.
const PIECES: usize = 66;

type Piece = [f32; BANDS];

/// How the spectrum of a sound moves: silence is left out, loudness taken away.
pub fn hear(samples: &[i16], rate: u32) -> Vec<Piece> {
    let step = rate as usize / PIECES;
    let length = step * 2;
    let window: Vec<f32> = (0..length)
        .map(|at| 0.5 - 0.5 * (2.0 * PI * at as f32 / length as f32).cos())
        .collect();
    let pieces = samples.windows(length).step_by(step);
    let audible = pieces.filter(|piece| piece.iter().any(|sample| sample.unsigned_abs() > 300));
    audible
        .map(|piece| {
            let piece: Vec<f32> = piece
                .iter()
                .zip(&window)
                .map(|(sample, window)| f32::from(*sample) * window)
                .collect();
            let mut bands = [0.0; BANDS];
            for (band, energy) in bands.iter_mut().enumerate() {
                *energy = energy_at(&piece, frequency(band) / rate as f32);
            }
            let mean = bands.iter().sum::<f32>() / BANDS as f32;
            bands.map(|energy| energy - mean)
        })
        .collect()
}

fn frequency(band: usize) -> f32 {
    // Mel: 2595 log10(1 + f / 700).
    let mel = |hertz: f32| 2595.0 * (1.0 + hertz / 700.0).log10();
    let (low, high) = (mel(150.0), mel(6000.0));
    let here = low + (high - low) * band as f32 / (BANDS - 1) as f32;
    700.0 * (10_f32.powf(here / 2595.0) - 1.0)
}

/// The energy of one frequency (Goertzel), as a logarithm.
fn energy_at(piece: &[f32], turns: f32) -> f32 {
    let turn = 2.0 * (2.0 * PI * turns).cos();
    let (mut one, mut two) = (0.0_f32, 0.0_f32);
    for sample in piece {
        (one, two) = (sample + turn * one - two, one);
    }
    let energy = one * one + two * two - turn * one * two;
    energy.max(1e6).ln()
}

/// How far words are from the stretch of a recording that is most like them; 0 is the very same.
pub fn distance(words: &[Piece], recording: &[Piece]) -> f32 {
    // The words may begin anywhere, and each piece of one stand for up to several of the other.
    let mut before = vec![0.0_f32; recording.len() + 1];
    for piece in words {
        let mut row = vec![f32::INFINITY; recording.len() + 1];
        for (at, heard) in recording.iter().enumerate() {
            let far = piece
                .iter()
                .zip(heard)
                .map(|(one, other)| (one - other).abs())
                .sum::<f32>()
                / BANDS as f32;
            let least = before[at].min(before[at + 1] + 0.5).min(row[at] + 0.5);
            row[at + 1] = least + far;
        }
        before = row;
    }
    let best = before.iter().copied().fold(f32::INFINITY, f32::min);
    best / words.len().max(1) as f32
}

/// How long espeak-ng takes for these words at its usual speed.
pub fn seconds(words: &str, language: &str) -> f32 {
    let samples = synthesized(words, language);
    // The silence behind the last word is no speech.
    let heard = samples
        .iter()
        .rposition(|sample| sample.unsigned_abs() > 300);
    heard.unwrap_or(0) as f32 / 22_050.0
}

/// The words as espeak-ng says them by itself.
pub fn spoken(words: &str, language: &str) -> Vec<Piece> {
    hear(&synthesized(words, language), 22_050)
}

fn synthesized(words: &str, language: &str) -> Vec<i16> {
    let file = tempfile::NamedTempFile::new().expect("a file");
    let said = Command::new("espeak-ng")
        .args(["-v", language, "-s", "170", "-w"])
        .arg(file.path())
        .arg("--")
        .arg(words)
        .status();
    assert!(
        said.is_ok_and(|status| status.success()),
        "espeak-ng is installed"
    );
    let bytes = std::fs::read(file.path()).expect("what it said");
    // Behind the head of a plain wave file.
    let pairs = bytes.get(44..).unwrap_or_default().chunks_exact(2);
    pairs
        .map(|pair| i16::from_le_bytes([pair[0], pair[1]]))
        .collect()
}
