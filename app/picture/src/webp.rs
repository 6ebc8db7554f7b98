//! WebP (RFC 9649): chunk by chunk, the pixels untouched.

use crate::PictureError;
use crate::exif::CameraNotes;

/// The flags of `VP8X` that announce Exif and XMP.
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;

/// Writes the picture again without XMP and with what may stay of its Exif.
pub(crate) fn strip(bytes: &[u8], keep_place: bool) -> Result<Vec<u8>, PictureError> {
    let chunks = chunks(bytes).ok_or(PictureError::Damaged)?;
    let notes = chunks.iter().find(|(kind, _)| kind == b"EXIF");
    let notes =
        notes.map(|(_, data)| CameraNotes::read(data.strip_prefix(b"Exif\0\0").unwrap_or(data)));
    let exif = notes.and_then(|notes| notes.reduced(true, keep_place));
    let mut body = b"WEBP".to_vec();
    for (kind, data) in chunks {
        match (&kind, data) {
            (b"EXIF" | b"XMP ", _) => {}
            (b"VP8X", [flags, rest @ ..]) => {
                let kept = if exif.is_some() { HAS_EXIF } else { 0 };
                let flags = flags & !(HAS_EXIF | HAS_XMP) | kept;
                push(&mut body, kind, &[&[flags], rest].concat());
            }
            (b"VP8 " | b"VP8L" | b"ALPH" | b"ICCP" | b"ANIM" | b"ANMF", _) => {
                push(&mut body, kind, data)
            }
            _ => {}
        }
    }
    if let Some(tiff) = exif {
        push(&mut body, *b"EXIF", &tiff);
    }
    let mut out = Vec::with_capacity(body.len() + 8);
    push(&mut out, *b"RIFF", &body);
    Ok(out)
}

fn push(out: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    let Ok(length) = u32::try_from(data.len()) else {
        return;
    };
    out.extend(kind);
    out.extend(length.to_le_bytes());
    out.extend(data);
    if !data.len().is_multiple_of(2) {
        out.push(0);
    }
}

type Chunk<'a> = ([u8; 4], &'a [u8]);

/// The chunks of the picture; what stands behind its end is not among them.
fn chunks(bytes: &[u8]) -> Option<Vec<Chunk<'_>>> {
    let (_, bytes) = bytes.split_at_checked(4)?;
    let (length, bytes) = split_length(bytes)?;
    let mut rest = bytes.get(..length)?.strip_prefix(b"WEBP")?;
    let mut chunks = Vec::new();
    while let Some((kind, behind)) = rest.split_first_chunk::<4>() {
        let (length, behind) = split_length(behind)?;
        let (data, behind) = behind.split_at_checked(length)?;
        chunks.push((*kind, data));
        rest = behind.get(length % 2..).unwrap_or_default();
    }
    (!chunks.is_empty()).then_some(chunks)
}

fn split_length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    Some((usize::try_from(u32::from_le_bytes(*length)).ok()?, rest))
}
