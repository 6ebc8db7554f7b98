//! Recordings: their bytes become sound here, without a program or a library of the computer's but ALSA.

mod alsa;
mod player;
mod stretch;

pub(super) use player::{Loudness, Player};

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use opus_decoder::OpusDecoder;
use symphonia::core::codecs::audio::well_known::CODEC_ID_OPUS;
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions};
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, TrackType};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::meta::MetadataOptions;
use symphonia::core::packet::Packet;

/// Opus is always decoded at this rate, samples a second.
const OPUS_RATE: u32 = 48_000;

/// A recording is not heard longer than this, in samples at any rate: ten minutes.
const SECONDS_MAX: u64 = 600;

/// Rates that make sense, samples a second.
const RATES: std::ops::RangeInclusive<u32> = 8_000..=96_000;

/// The bytes of a recording that can be played: Opus or Vorbis in Ogg, MP3, WAV, AAC in MP4.
#[derive(Clone)]
pub struct Recording(Arc<[u8]>);

/// Tells nothing of the bytes.
impl std::fmt::Debug for Recording {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Recording({} bytes)", self.0.len())
    }
}

impl PartialEq for Recording {
    fn eq(&self, other: &Recording) -> bool {
        self.0 == other.0
    }
}

impl Eq for Recording {}

impl Recording {
    /// A recording, if these bytes begin as one that can be played.
    pub fn new(bytes: Arc<[u8]>) -> Option<Recording> {
        let recording = Recording(bytes);
        let mut sound = recording.open()?;
        sound.next().is_some().then_some(recording)
    }

    /// Begins to decode it.
    pub(super) fn open(&self) -> Option<Sound> {
        guarded(|| Sound::open(Arc::clone(&self.0))).flatten()
    }
}

/// A decoder that breaks over hostile bytes ends the recording, not the program.
fn guarded<T>(decode: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(decode))
        .inspect_err(|_| tracing::warn!(code = "recording", "a recording broke its decoder"))
        .ok()
}

/// A recording while it is decoded: one channel, piece by piece.
pub(super) struct Sound {
    format: Box<dyn FormatReader>,
    track: u32,
    decoder: Decoder,
    rate: u32,
    /// Samples that the encoder put before the beginning.
    skip: usize,
    left: u64,
}

enum Decoder {
    Opus(Box<OpusDecoder>),
    Other(Box<dyn AudioDecoder>),
}

impl Sound {
    fn open(bytes: Arc<[u8]>) -> Option<Sound> {
        let stream = MediaSourceStream::new(Box::new(Cursor::new(bytes)), Default::default());
        let format = symphonia::default::get_probe()
            .probe(
                &Hint::new(),
                stream,
                FormatOptions::default(),
                MetadataOptions::default(),
            )
            .ok()?;
        let track = format.default_track(TrackType::Audio)?;
        let skip = track.delay.unwrap_or(0) as usize;
        let id = track.id;
        let parameters = track.codec_params.as_ref()?.audio()?;
        let (decoder, rate) = decoder(parameters)?;
        RATES.contains(&rate).then_some(())?;
        Some(Sound {
            format,
            track: id,
            decoder,
            rate,
            skip,
            left: u64::from(rate) * SECONDS_MAX,
        })
    }

    /// Samples a second.
    pub fn rate(&self) -> u32 {
        self.rate
    }

    fn samples(&mut self, packet: &Packet) -> Result<Vec<i16>, Error> {
        match &mut self.decoder {
            Decoder::Opus(decoder) => {
                let mut samples = vec![0; OpusDecoder::MAX_FRAME_SIZE_48K];
                let decoded = decoder.decode(&packet.data, &mut samples, false);
                samples.truncate(decoded.unwrap_or(0));
                Ok(samples)
            }
            Decoder::Other(decoder) => {
                let decoded = decoder.decode(packet)?;
                let channels = decoded.spec().channels().count().max(1);
                let mut samples: Vec<i16> = Vec::new();
                decoded.copy_to_vec_interleaved(&mut samples);
                let mixed = samples.chunks(channels).map(|frame| {
                    let sum: i32 = frame.iter().map(|sample| i32::from(*sample)).sum();
                    let count = i32::try_from(frame.len()).unwrap_or(1).max(1);
                    i16::try_from(sum / count).unwrap_or(0)
                });
                Ok(mixed.collect())
            }
        }
    }

    fn piece(&mut self) -> Option<Vec<i16>> {
        loop {
            let packet = self.format.next_packet().ok()??;
            if packet.track_id != self.track {
                continue;
            }
            let mut samples = match self.samples(&packet) {
                Ok(samples) => samples,
                // A packet that is damaged is a click; a stream that is, is the end.
                Err(Error::DecodeError(_)) => continue,
                Err(_) => return None,
            };
            let skipped = self.skip.min(samples.len());
            self.skip -= skipped;
            samples.drain(..skipped);
            self.left = self.left.checked_sub(samples.len() as u64)?;
            if !samples.is_empty() {
                return Some(samples);
            }
        }
    }
}

impl Iterator for Sound {
    type Item = Vec<i16>;

    fn next(&mut self) -> Option<Vec<i16>> {
        guarded(|| self.piece()).flatten()
    }
}

fn decoder(parameters: &AudioCodecParameters) -> Option<(Decoder, u32)> {
    if parameters.codec == CODEC_ID_OPUS {
        let decoder = OpusDecoder::new(OPUS_RATE, 1).ok()?;
        return Some((Decoder::Opus(Box::new(decoder)), OPUS_RATE));
    }
    let decoder = symphonia::default::get_codecs()
        .make_audio_decoder(parameters, &AudioDecoderOptions::default())
        .ok()?;
    Some((Decoder::Other(decoder), parameters.sample_rate?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A second of a tone of 440 Hz.
    const TONE: &[u8] = include_bytes!("../../../tests/common/tone.opus");

    fn decode(bytes: &[u8]) -> Option<Vec<i16>> {
        let sound = Recording(bytes.into()).open()?;
        Some(sound.flatten().collect())
    }

    /// How often a sound goes up through zero.
    fn periods(samples: &[i16]) -> usize {
        samples
            .windows(2)
            .filter(|pair| pair[0] < 0 && pair[1] >= 0)
            .count()
    }

    #[test]
    fn opus_is_decoded_as_it_was_recorded() {
        let samples = decode(TONE).expect("it can be decoded");
        let seconds = samples.len() as f64 / f64::from(OPUS_RATE);
        assert!((0.98..1.05).contains(&seconds), "{seconds} s");
        let tone = periods(&samples);
        assert!((430..=445).contains(&tone), "{tone} Hz");
    }

    #[test]
    fn wave_files_are_decoded_in_one_channel() {
        let left = (0..8_000_i16).map(|at| if at % 80 < 40 { 8_000 } else { -8_000 });
        let data: Vec<u8> = left
            .flat_map(|sample: i16| [sample, 0])
            .flat_map(i16::to_le_bytes)
            .collect();
        let mut wave =
            b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x02\0\x40\x1f\0\0\0\x7d\0\0\x04\0\x10\0data"
                .to_vec();
        wave.extend(u32::try_from(data.len()).expect("small").to_le_bytes());
        wave.extend(data);
        let size = u32::try_from(wave.len() - 8).expect("small").to_le_bytes();
        wave[4..8].copy_from_slice(&size);
        let samples = decode(&wave).expect("it can be decoded");
        assert_eq!((samples.len(), periods(&samples)), (8_000, 99));
        assert!(samples.iter().all(|sample| sample.abs() == 4_000));
    }

    #[test]
    fn what_is_no_recording_is_none() {
        for bytes in [&b""[..], b"OggS", b"<html>", &TONE[..100], &[0; 100_000]] {
            assert_eq!(Recording::new(bytes.into()), None);
        }
        assert!(Recording::new(TONE.into()).is_some());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn damaged_recordings_end_and_break_nothing(
            at in any::<prop::sample::Index>(),
            bytes in prop::collection::vec(any::<u8>(), 1..40),
        ) {
            let mut damaged = TONE.to_vec();
            let from = at.index(damaged.len());
            let to = (from + bytes.len()).min(damaged.len());
            damaged.splice(from..to, bytes);
            if let Some(samples) = decode(&damaged) {
                prop_assert!(samples.len() < 48_000 * 60);
            }
        }
    }
}
