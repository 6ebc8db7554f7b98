//! PNG (third edition): chunk by chunk, the pixels untouched.

use crate::PictureError;
use crate::exif::CameraNotes;
use crate::jpeg::Found;

pub(crate) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// What is needed to show a picture, animated or not, in its colours.
const SHOWN: [&[u8; 4]; 16] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
    b"cICP", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

/// A chunk's type, its data, and all of it with length and checksum.
struct Chunk<'a> {
    kind: [u8; 4],
    data: &'a [u8],
    whole: &'a [u8],
}

pub(crate) fn read(bytes: &[u8]) -> Result<Found, PictureError> {
    let chunks = chunks(bytes).ok_or(PictureError::Damaged)?;
    let exif = chunks.iter().find(|chunk| &chunk.kind == b"eXIf");
    let size = chunks.first().and_then(|head| {
        let (width, rest) = head.data.split_first_chunk()?;
        let (height, _) = rest.split_first_chunk()?;
        let size = (u32::from_be_bytes(*width), u32::from_be_bytes(*height));
        (&head.kind == b"IHDR").then_some(size)
    });
    Ok(Found {
        size: size.ok_or(PictureError::Damaged)?,
        exif: exif.map_or_else(CameraNotes::default, |chunk| CameraNotes::read(chunk.data)),
    })
}

/// Writes the picture again with nothing but what shows it, and this Exif. What stands behind its end goes too.
pub(crate) fn write(bytes: &[u8], exif: Option<&[u8]>) -> Result<Vec<u8>, PictureError> {
    let chunks = chunks(bytes).ok_or(PictureError::Damaged)?;
    let mut out = Vec::with_capacity(bytes.len());
    out.extend(SIGNATURE);
    for chunk in chunks {
        if SHOWN.contains(&&chunk.kind) {
            out.extend(chunk.whole);
        }
        if let (b"IHDR", Some(tiff)) = (&chunk.kind, exif) {
            push(&mut out, b"eXIf", tiff);
        }
    }
    Ok(out)
}

fn push(out: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    let Ok(length) = u32::try_from(data.len()) else {
        return;
    };
    out.extend(length.to_be_bytes());
    out.extend(kind);
    out.extend(data);
    let checked = kind.iter().chain(data);
    out.extend(crc(checked).to_be_bytes());
}

/// The chunks up to the end; `None` when there is no end.
fn chunks(bytes: &[u8]) -> Option<Vec<Chunk<'_>>> {
    let mut rest = bytes.strip_prefix(SIGNATURE)?;
    let mut chunks = Vec::new();
    loop {
        let (length, behind) = rest.split_first_chunk::<4>()?;
        let (kind, _) = behind.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        // Length and type before the data, the checksum behind them.
        let (whole, behind) = rest.split_at_checked(length.checked_add(12)?)?;
        chunks.push(Chunk {
            kind: *kind,
            data: whole.get(8..8 + length)?,
            whole,
        });
        if kind == b"IEND" {
            return Some(chunks);
        }
        rest = behind;
    }
}

/// The checksum of ISO 3309 that PNG wants; for the few bytes of a place, bit by bit.
fn crc<'a>(bytes: impl Iterator<Item = &'a u8>) -> u32 {
    let step = |crc: u32, byte: &u8| {
        let round = |crc: u32, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1));
        (0..8).fold(crc ^ u32::from(*byte), round)
    };
    !bytes.fold(!0, step)
}
