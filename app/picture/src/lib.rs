//! Pictures before they are sent: without what the camera wrote beside the pixels, upright, no larger than wanted.
//!
//! [`prepare`] takes a file's bytes and gives the bytes to send. Laws:
//!
//! - **Only what is needed to show the picture stays**: pixels, colour profile, which way is up. Where it was taken
//!   stays only when the person wants that.
//! - **Pixels that need not change do not change**: a picture that is small enough is never encoded again.
//! - **Memory is bounded by the pixels that the head of the file announces**, and those by [`PIXELS_MAX`].
//!
//! What it is not: it reads no files and knows no forms. It is a filter against giving away by accident, not a judge of
//! what can be seen in the picture. GIF is passed on as it is; an animated PNG that is scaled keeps its first frame.

mod exif;
mod jpeg;
mod png;
mod scale;
mod webp;

/// The most pixels a picture may have; three bytes each while it is scaled, nine for a progressive JPEG.
pub const PIXELS_MAX: u64 = 100_000_000;

/// What is wanted of a picture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wishes {
    /// The most pixels on the longer side (`orx:max-pixels`).
    pub pixels_max: Option<u32>,
    /// Whether the place where it was taken may stay in it.
    pub keep_place: bool,
}

/// The formats that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JPEG (ITU-T T.81).
    Jpeg,
    /// PNG (third edition).
    Png,
    /// WebP; stripped, never scaled.
    Webp,
    /// GIF; passed on as it is.
    Gif,
}

impl Format {
    /// Knows a format by its first bytes.
    pub fn of(bytes: &[u8]) -> Option<Format> {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Some(Format::Jpeg),
            [
                b'R',
                b'I',
                b'F',
                b'F',
                _,
                _,
                _,
                _,
                b'W',
                b'E',
                b'B',
                b'P',
                ..,
            ] => Some(Format::Webp),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Format::Gif),
            _ => bytes.starts_with(png::SIGNATURE).then_some(Format::Png),
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Jpeg => "image/jpeg",
            Format::Png => "image/png",
            Format::Webp => "image/webp",
            Format::Gif => "image/gif",
        }
    }

    /// How a file's name ends.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Jpeg => "jpg",
            Format::Png => "png",
            Format::Webp => "webp",
            Format::Gif => "gif",
        }
    }
}

/// A picture to send.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its format, the one that it came in.
    pub format: Format,
    /// The file's bytes.
    pub bytes: Vec<u8>,
}

/// Why a picture cannot be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// Neither JPEG, PNG, WebP nor GIF.
    #[error("the file is no picture of a known format: send a JPEG or PNG")]
    UnknownFormat,
    /// The file ends too early or contradicts itself.
    #[error("the picture is damaged: take or copy it again")]
    Damaged,
    /// More bytes than whoever reads it takes into memory.
    #[error("the picture has too many bytes: take a smaller one")]
    TooManyBytes,
    /// More pixels than [`PIXELS_MAX`].
    #[error("the picture has {width} by {height} pixels, which is too many: take a smaller one")]
    TooManyPixels {
        /// From left to right.
        width: u32,
        /// From top to bottom.
        height: u32,
    },
}

/// A picture as it is drawn.
pub struct Drawn {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Four bytes a pixel, row by row: red, green, blue, opacity.
    pub rgba: Vec<u8>,
}

/// The pixels of a JPEG or PNG, upright, at most so many on the longer side.
pub fn draw(bytes: Vec<u8>, pixels_max: u32) -> Result<Drawn, PictureError> {
    // What is prepared is small enough, and nothing is announced that is not there.
    let wishes = Wishes {
        pixels_max: Some(pixels_max),
        keep_place: false,
    };
    scale::draw(&prepare(bytes, &wishes)?)
}

/// Strips a picture, and scales it down if it is larger than wanted.
pub fn prepare(bytes: Vec<u8>, wishes: &Wishes) -> Result<Picture, PictureError> {
    let format = Format::of(&bytes).ok_or(PictureError::UnknownFormat)?;
    let bytes = match format {
        Format::Jpeg => {
            let found = jpeg::read(&bytes)?;
            check_size(found.size)?;
            if is_too_large(found.size, wishes) {
                scale::jpeg(&bytes, wishes, &found.exif)?
            } else {
                jpeg::write(
                    &bytes,
                    found.exif.reduced(true, wishes.keep_place).as_deref(),
                )?
            }
        }
        Format::Png => {
            let found = png::read(&bytes)?;
            check_size(found.size)?;
            // Few programs look for the orientation in a PNG, so its pixels are turned.
            if is_too_large(found.size, wishes) || !found.exif.is_upright() {
                scale::png(&bytes, wishes, &found.exif)?
            } else {
                png::write(
                    &bytes,
                    found.exif.reduced(false, wishes.keep_place).as_deref(),
                )?
            }
        }
        Format::Webp => webp::strip(&bytes, wishes.keep_place)?,
        Format::Gif => bytes,
    };
    Ok(Picture { format, bytes })
}

fn is_too_large((width, height): (u32, u32), wishes: &Wishes) -> bool {
    wishes
        .pixels_max
        .is_some_and(|max| width.max(height) > max.max(1))
}

fn check_size((width, height): (u32, u32)) -> Result<(), PictureError> {
    match u64::from(width) * u64::from(height) {
        0 => Err(PictureError::Damaged),
        pixels if pixels > PIXELS_MAX => Err(PictureError::TooManyPixels { width, height }),
        _ => Ok(()),
    }
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "Picture({:?}, {} bytes)",
            self.format,
            self.bytes.len()
        )
    }
}
