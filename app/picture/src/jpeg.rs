//! JPEG (ITU-T T.81, annex B): segment by segment, the pixels untouched.

use crate::PictureError;
use crate::exif::CameraNotes;

const SOI: u8 = 0xd8;
const EOI: u8 = 0xd9;
const SOS: u8 = 0xda;
const APP1: u8 = 0xe1;
const EXIF: &[u8] = b"Exif\0\0";
/// The head of a JFIF segment without its thumbnail: identifier, version, units, densities.
const JFIF_BYTES: usize = 12;

/// What the head of a picture says.
pub(crate) struct Found {
    pub(crate) size: (u32, u32),
    pub(crate) exif: CameraNotes,
}

/// A marker, what belongs to it, and for a scan the coded pixels behind it.
struct Segment<'a> {
    marker: u8,
    content: &'a [u8],
    scan: &'a [u8],
}

pub(crate) fn read(bytes: &[u8]) -> Result<Found, PictureError> {
    let mut size = None;
    let mut exif = None;
    for segment in Segments::of(bytes) {
        let segment = segment?;
        match (segment.marker, segment.content) {
            (0xc0..=0xcf, [_, h1, h0, w1, w0, ..]) if is_frame(segment.marker) => {
                let number = |high: u8, low: u8| u32::from(u16::from_be_bytes([high, low]));
                size = size.or(Some((number(*w1, *w0), number(*h1, *h0))));
            }
            (APP1, content) => {
                let tiff = content.strip_prefix(EXIF);
                exif = exif.or_else(|| tiff.map(CameraNotes::read));
            }
            _ => {}
        }
    }
    Ok(Found {
        size: size.ok_or(PictureError::Damaged)?,
        exif: exif.unwrap_or_default(),
    })
}

/// Writes the picture again with nothing but what shows it, and this Exif. What stands behind its end goes too: there
/// phones keep a second picture with all its notes.
pub(crate) fn write(bytes: &[u8], exif: Option<&[u8]>) -> Result<Vec<u8>, PictureError> {
    let mut out = Vec::with_capacity(bytes.len());
    out.extend([0xff, SOI]);
    let mut exif = exif.map(|tiff| [EXIF, tiff].concat());
    for segment in Segments::of(bytes) {
        let segment = segment?;
        // JFIF wants to be the first, Exif comes next.
        if segment.marker != 0xe0
            && let Some(content) = exif.take()
        {
            push(&mut out, APP1, &content);
        }
        match shown(&segment) {
            Shown::Not => {}
            Shown::As(content) => push(&mut out, segment.marker, content),
            Shown::WithoutThumbnail(content) => {
                push(
                    &mut out,
                    segment.marker,
                    &[content, [0, 0].as_slice()].concat(),
                );
            }
        }
        out.extend(segment.scan);
    }
    out.extend([0xff, EOI]);
    Ok(out)
}

enum Shown<'a> {
    Not,
    As(&'a [u8]),
    WithoutThumbnail(&'a [u8]),
}

/// Whether a segment is needed to show the picture as it is.
fn shown<'a>(segment: &Segment<'a>) -> Shown<'a> {
    let content = segment.content;
    match segment.marker {
        // Frames, tables and scans.
        0xc0..=0xcf | 0xda..=0xdf => Shown::As(content),
        0xe0 if content.starts_with(b"JFIF\0") => match content.get(..JFIF_BYTES) {
            Some(head) => Shown::WithoutThumbnail(head),
            None => Shown::Not,
        },
        0xe2 if content.starts_with(b"ICC_PROFILE\0") => Shown::As(content),
        // Says whether the colours are YCbCr, RGB or CMYK.
        0xee if content.starts_with(b"Adobe") => Shown::As(content),
        _ => Shown::Not,
    }
}

fn push(out: &mut Vec<u8>, marker: u8, content: &[u8]) {
    // What was read from a segment fits into one; a place is some hundred bytes.
    let Ok(length) = u16::try_from(content.len() + 2) else {
        return;
    };
    out.extend([0xff, marker]);
    out.extend(length.to_be_bytes());
    out.extend(content);
}

/// Whether a marker is that of a frame, not of a table.
fn is_frame(marker: u8) -> bool {
    !matches!(marker, 0xc4 | 0xc8 | 0xcc)
}

/// The segments between the start and the end of the picture; a picture without an end is damaged.
struct Segments<'a> {
    rest: Option<&'a [u8]>,
}

impl<'a> Segments<'a> {
    fn of(bytes: &'a [u8]) -> Segments<'a> {
        Segments {
            rest: bytes.strip_prefix(&[0xff, SOI]),
        }
    }

    /// Returns the next segment, and `None` at the end of the picture.
    fn next_segment(&mut self, bytes: &'a [u8]) -> Option<Option<Segment<'a>>> {
        let start = bytes.iter().position(|byte| *byte == 0xff)?;
        let bytes = bytes.get(start..)?;
        let marker_at = bytes.iter().position(|byte| *byte != 0xff)?;
        let marker = *bytes.get(marker_at)?;
        let bytes = bytes.get(marker_at + 1..)?;
        let empty = Segment {
            marker: 0,
            content: &[],
            scan: &[],
        };
        match marker {
            EOI => return Some(None),
            // Stuffing, TEM, restarts out of place: no content.
            0x00 | 0x01 | 0xd0..=0xd8 => {
                self.rest = Some(bytes);
                return Some(Some(empty));
            }
            _ => {}
        }
        let (length, _) = bytes.split_first_chunk::<2>()?;
        let length = usize::from(u16::from_be_bytes(*length));
        let content = bytes.get(2..length)?;
        let behind = bytes.get(length..)?;
        let scan_bytes = if marker == SOS { scan_end(behind)? } else { 0 };
        let (scan, rest) = behind.split_at_checked(scan_bytes)?;
        self.rest = Some(rest);
        Some(Some(Segment {
            marker,
            content,
            scan,
        }))
    }
}

impl<'a> Iterator for Segments<'a> {
    type Item = Result<Segment<'a>, PictureError>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest.take()?;
        match self.next_segment(rest) {
            Some(segment) => segment.map(Ok),
            None => Some(Err(PictureError::Damaged)),
        }
    }
}

/// Finds the marker that ends coded pixels: one that is neither a stuffed byte nor a restart.
fn scan_end(bytes: &[u8]) -> Option<usize> {
    bytes.windows(2).position(
        |pair| matches!(pair, [0xff, second] if !matches!(second, 0x00 | 0xd0..=0xd7 | 0xff)),
    )
}
