//! Decoding, turning upright, scaling down and encoding again.

use crate::exif::CameraNotes;
use crate::{Drawn, Format, Picture, PictureError, Wishes};
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{PngDecoder, PngEncoder};
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{
    DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, ImageResult, Limits,
};
use std::io::Cursor;

/// Of 100; print and screen show no difference above it.
const JPEG_QUALITY: u8 = 90;
/// What a decoder may ask for at once: the largest picture with four bytes a pixel, and some room.
const DECODER_BYTES_MAX: u64 = 512 * 1024 * 1024;

pub(crate) fn jpeg(
    bytes: &[u8],
    wishes: &Wishes,
    exif: &CameraNotes,
) -> Result<Vec<u8>, PictureError> {
    let scale = || -> ImageResult<Vec<u8>> {
        let (image, profile) = decode(JpegDecoder::new(Cursor::new(bytes))?, wishes, exif)?;
        let is_grey = matches!(image, DynamicImage::ImageLuma8(_));
        let image = if is_grey {
            image
        } else {
            DynamicImage::ImageRgb8(image.into_rgb8())
        };
        let mut out = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut out, JPEG_QUALITY);
        dress(&mut encoder, profile, is_grey, exif, wishes);
        image.write_with_encoder(encoder)?;
        Ok(out)
    };
    scale().map_err(|_| PictureError::Damaged)
}

pub(crate) fn png(
    bytes: &[u8],
    wishes: &Wishes,
    exif: &CameraNotes,
) -> Result<Vec<u8>, PictureError> {
    let scale = || -> ImageResult<Vec<u8>> {
        let (image, profile) = decode(PngDecoder::new(Cursor::new(bytes))?, wishes, exif)?;
        let mut out = Vec::new();
        let mut encoder = PngEncoder::new(&mut out);
        dress(
            &mut encoder,
            profile,
            !image.color().has_color(),
            exif,
            wishes,
        );
        image.write_with_encoder(encoder)?;
        Ok(out)
    };
    scale().map_err(|_| PictureError::Damaged)
}

/// Decodes a picture, turns it upright and scales it down; gives its colour profile too.
fn decode(
    mut decoder: impl ImageDecoder,
    wishes: &Wishes,
    exif: &CameraNotes,
) -> ImageResult<(DynamicImage, Option<Vec<u8>>)> {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(DECODER_BYTES_MAX);
    decoder.set_limits(limits)?;
    let profile = decoder.icc_profile()?;
    let mut image = DynamicImage::from_decoder(decoder)?;
    if let Some(max) = wishes.pixels_max {
        image = scaled(image, max.max(1));
    }
    image.apply_orientation(exif.orientation());
    Ok((image, profile))
}

/// The pixels of a picture that is no larger than is drawn.
pub(crate) fn draw(picture: &Picture) -> Result<Drawn, PictureError> {
    let format = match picture.format {
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Png => ImageFormat::Png,
        Format::Webp | Format::Gif => return Err(PictureError::UnknownFormat),
    };
    let reader = ImageReader::with_format(Cursor::new(&picture.bytes), format);
    let mut decoder = reader.into_decoder().map_err(|_| PictureError::Damaged)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(|_| PictureError::Damaged)?;
    image.apply_orientation(orientation);
    let image = image.into_rgba8();
    Ok(Drawn {
        width: image.width(),
        height: image.height(),
        rgba: image.into_raw(),
    })
}

fn scaled(mut image: DynamicImage, max: u32) -> DynamicImage {
    let longer = |image: &DynamicImage| image.width().max(image.height());
    // The good filter keeps floating-point rows; a quick one first keeps them few.
    let twice = max.saturating_mul(2);
    if longer(&image) > twice.saturating_mul(2) {
        image = image.thumbnail(twice, twice);
    }
    if longer(&image) > max {
        image = image.resize(max, max, FilterType::CatmullRom);
    }
    image
}

/// Adds the profile, if it speaks of colours as they are now (bytes 16 to 19, ICC.1), and the place.
fn dress(
    encoder: &mut impl ImageEncoder,
    profile: Option<Vec<u8>>,
    is_grey: bool,
    exif: &CameraNotes,
    wishes: &Wishes,
) {
    let wanted: &[u8] = if is_grey { b"GRAY" } else { b"RGB " };
    let profile = profile.filter(|profile| profile.get(16..20) == Some(wanted));
    // An encoder that takes neither shows the picture without.
    if let Some(profile) = profile {
        let _ = encoder.set_icc_profile(profile);
    }
    if let Some(tiff) = exif.reduced(false, wishes.keep_place) {
        let _ = encoder.set_exif_metadata(tiff);
    }
}
