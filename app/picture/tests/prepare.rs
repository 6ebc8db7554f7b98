//! Pictures as cameras make them, and as nobody should.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use exif::experimental::Writer;
use exif::{Field, In, Rational, Reader, Tag, Value};
use image::{DynamicImage, ImageEncoder, ImageFormat, Rgb, RgbImage};
use maru_picture::{Format, PIXELS_MAX, PictureError, Wishes, prepare};
use proptest::prelude::*;
use std::io::Cursor;

const SECRET: &str = "Hong Gil-dong's camera";

/// Red on the left, blue on the right, twice as wide as high.
fn pixels(width: u32) -> RgbImage {
    RgbImage::from_fn(width, width / 2, |x, _| {
        if x < width / 2 {
            Rgb([200, 10, 10])
        } else {
            Rgb([10, 10, 200])
        }
    })
}

/// What a camera notes: its owner, the place, and which way is up.
fn notes(orientation: u16) -> Vec<u8> {
    let degrees = |whole| {
        Value::Rational(vec![
            Rational {
                num: whole,
                denom: 1
            };
            3
        ])
    };
    let field = |tag, value| Field {
        tag,
        ifd_num: In::PRIMARY,
        value,
    };
    let ascii = |text: &str| Value::Ascii(vec![text.as_bytes().to_vec()]);
    let fields = [
        field(Tag::Artist, ascii(SECRET)),
        field(Tag::Orientation, Value::Short(vec![orientation])),
        field(Tag::GPSLatitudeRef, ascii("N")),
        field(Tag::GPSLatitude, degrees(37)),
        field(Tag::GPSLongitudeRef, ascii("E")),
        field(Tag::GPSLongitude, degrees(126)),
        field(Tag::GPSDateStamp, ascii("2026:11:23")),
    ];
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut out = Cursor::new(Vec::new());
    writer.write(&mut out, true).unwrap();
    out.into_inner()
}

fn jpeg(width: u32, orientation: u16) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, 95);
    encoder.set_exif_metadata(notes(orientation)).unwrap();
    let image = pixels(width);
    encoder.encode_image(&image).unwrap();
    // A comment and XMP behind the start; a second picture with its notes behind the end.
    let segment = |marker: u8, text: &str| {
        let length = u16::try_from(text.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], length.as_slice(), text.as_bytes()].concat()
    };
    let xmp = format!("http://ns.adobe.com/xap/1.0/\0<x>{SECRET}</x>");
    out.splice(2..2, [segment(0xfe, SECRET), segment(0xe1, &xmp)].concat());
    out.extend(SECRET.as_bytes());
    out
}

fn png(width: u32, orientation: u16) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut out);
    encoder.set_exif_metadata(notes(orientation)).unwrap();
    let image = pixels(width);
    encoder
        .write_image(
            &image,
            image.width(),
            image.height(),
            image::ExtendedColorType::Rgb8,
        )
        .unwrap();
    // The checksum of a text chunk is nobody's business who drops it.
    let text = format!("Author\0{SECRET}");
    let length = u32::try_from(text.len()).unwrap().to_be_bytes();
    let chunk = [length.as_slice(), b"tEXt", text.as_bytes(), &[0; 4]].concat();
    out.splice(33..33, chunk);
    out.extend(SECRET.as_bytes());
    out
}

/// A lossless WebP of one pixel, extended, with Exif and XMP.
fn webp(orientation: u16) -> Vec<u8> {
    let chunk = |kind: &[u8], data: &[u8]| {
        let length = u32::try_from(data.len()).unwrap().to_le_bytes();
        let pad = vec![0; data.len() % 2];
        [kind, &length, data, &pad].concat()
    };
    let pixel = [
        0x2f, 0, 0, 0, 0x10, 0x07, 0x10, 0x11, 0x11, 0x88, 0x88, 0xfe, 0x07, 0,
    ];
    let body = [
        b"WEBP".to_vec(),
        chunk(b"VP8X", &[0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        chunk(b"VP8L", &pixel),
        chunk(b"EXIF", &notes(orientation)),
        chunk(b"XMP ", SECRET.as_bytes()),
    ];
    chunk(b"RIFF", &body.concat())
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

/// The picture as a viewer shows it that heeds the orientation.
fn seen(bytes: &[u8]) -> DynamicImage {
    let format = image::guess_format(bytes).unwrap();
    let mut image = image::load_from_memory(bytes).unwrap();
    let exif = Reader::new().read_from_container(&mut Cursor::new(bytes));
    let number = exif.ok().and_then(|exif| {
        exif.get_field(Tag::Orientation, In::PRIMARY)?
            .value
            .get_uint(0)
    });
    if let (ImageFormat::Jpeg, Some(number)) = (format, number) {
        let number = u8::try_from(number).unwrap();
        image.apply_orientation(image::metadata::Orientation::from_exif(number).unwrap());
    }
    image
}

/// Which side is red.
fn red_side(image: &DynamicImage) -> &'static str {
    let image = image.to_rgb8();
    let (width, height) = image.dimensions();
    let is_red = |x, y| image.get_pixel(x, y)[0] > 100;
    let corners = [
        is_red(0, 0),
        is_red(width - 1, 0),
        is_red(0, height - 1),
        is_red(width - 1, height - 1),
    ];
    match corners {
        [true, false, true, false] => "left",
        [false, true, false, true] => "right",
        [true, true, false, false] => "top",
        [false, false, true, true] => "bottom",
        other => panic!("{other:?}"),
    }
}

/// Where red is seen after each of the orientations (CIPA DC-008, tag 274).
const ORIENTATIONS: [(u16, &str); 8] = [
    (1, "left"),
    (2, "right"),
    (3, "right"),
    (4, "left"),
    (5, "top"),
    (6, "top"),
    (7, "bottom"),
    (8, "bottom"),
];

#[test]
fn what_the_camera_noted_goes_and_the_picture_stays_upright() {
    for (orientation, side) in ORIENTATIONS {
        for pixels_max in [None, Some(40)] {
            for (format, bytes) in [
                (Format::Jpeg, jpeg(96, orientation)),
                (Format::Png, png(96, orientation)),
            ] {
                assert!(holds(&bytes, SECRET));
                let wishes = Wishes {
                    pixels_max,
                    keep_place: false,
                };
                let case = format!("{format:?}, {orientation}, {pixels_max:?}");
                let picture = prepare(bytes, &wishes).unwrap();
                assert_eq!(picture.format, format, "{case}");
                assert!(!holds(&picture.bytes, SECRET), "{case}");
                let exif = Reader::new().read_from_container(&mut Cursor::new(&picture.bytes));
                let left = exif.map_or(0, |exif| {
                    exif.fields().filter(|f| f.tag != Tag::Orientation).count()
                });
                assert_eq!(left, 0, "{case}");
                let image = seen(&picture.bytes);
                assert_eq!(red_side(&image), side, "{case}");
                let longer = image.width().max(image.height());
                assert_eq!(longer, pixels_max.unwrap_or(96), "{case}");
            }
        }
    }
}

#[test]
fn pixels_that_need_not_change_do_not_change() {
    for bytes in [jpeg(96, 6), png(96, 1)] {
        let before = image::load_from_memory(&bytes).unwrap();
        let wishes = Wishes {
            pixels_max: Some(96),
            keep_place: false,
        };
        let picture = prepare(bytes, &wishes).unwrap();
        assert_eq!(image::load_from_memory(&picture.bytes).unwrap(), before);
        let again = prepare(picture.bytes.clone(), &wishes).unwrap();
        assert_eq!(again.bytes, picture.bytes, "done once is done");
    }
}

#[test]
fn the_place_stays_only_when_it_is_wanted() {
    for pixels_max in [None, Some(40)] {
        for bytes in [jpeg(96, 6), png(96, 6)] {
            let wishes = Wishes {
                pixels_max,
                keep_place: true,
            };
            let picture = prepare(bytes, &wishes).unwrap();
            let exif = Reader::new()
                .read_from_container(&mut Cursor::new(&picture.bytes))
                .unwrap();
            let field = |tag| exif.get_field(tag, In::PRIMARY);
            let degrees = |tag| match &field(tag).unwrap().value {
                Value::Rational(parts) => parts[0].num,
                other => panic!("{other:?}"),
            };
            assert_eq!(
                (degrees(Tag::GPSLatitude), degrees(Tag::GPSLongitude)),
                (37, 126)
            );
            assert!(field(Tag::Artist).is_none() && field(Tag::GPSDateStamp).is_none());
            assert_eq!(red_side(&seen(&picture.bytes)), "top");
        }
    }
}

#[test]
fn webp_is_stripped_and_gif_passed_on() {
    let picture = prepare(webp(1), &Wishes::default()).unwrap();
    assert!(!holds(&picture.bytes, "EXIF") && !holds(&picture.bytes, SECRET));
    assert!(holds(&picture.bytes, "VP8L"));
    assert_eq!(picture.bytes[20], 0, "no note is announced");
    let turned = prepare(webp(6), &Wishes::default()).unwrap();
    assert!(holds(&turned.bytes, "EXIF") && !holds(&turned.bytes, SECRET));
    assert_eq!(turned.bytes[20], 0x08);
    let length = u32::from_le_bytes(*turned.bytes[4..].first_chunk().unwrap());
    assert_eq!(length as usize, turned.bytes.len() - 8);

    let gif = b"GIF89a\x01\0\x01\0\0\0\0;".to_vec();
    let picture = prepare(gif.clone(), &Wishes::default()).unwrap();
    assert_eq!((picture.format, picture.bytes), (Format::Gif, gif));
}

#[test]
fn refuses_what_is_no_picture_or_too_many_pixels() {
    let refused = |bytes: Vec<u8>| prepare(bytes, &Wishes::default()).unwrap_err();
    assert_eq!(refused(b"%PDF-1.7".to_vec()), PictureError::UnknownFormat);
    assert_eq!(refused(vec![]), PictureError::UnknownFormat);
    let mut huge = png(8, 1);
    huge[16..24].copy_from_slice(&[0, 0, 0x40, 0, 0, 0, 0x40, 0]);
    let size = PictureError::TooManyPixels {
        width: 0x4000,
        height: 0x4000,
    };
    assert_eq!(refused(huge), size);
    const { assert!(0x4000_u64 * 0x4000 > PIXELS_MAX) };
    let mut flat = png(8, 1);
    flat[16..20].fill(0);
    assert_eq!(refused(flat), PictureError::Damaged);
}

#[test]
fn a_file_that_was_cut_is_damaged_wherever_it_was_cut() {
    let small = Wishes {
        pixels_max: Some(20),
        keep_place: true,
    };
    for (bytes, end) in [
        (jpeg(48, 6), SECRET.len()),
        (png(48, 6), SECRET.len()),
        (webp(6), 0),
    ] {
        for length in 12..bytes.len() - end {
            let cut = bytes[..length].to_vec();
            for wishes in [Wishes::default(), small] {
                assert_eq!(
                    prepare(cut.clone(), &wishes),
                    Err(PictureError::Damaged),
                    "{length}"
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Hostile bytes are an error or a picture; they never take the program down, and give nothing away.
    #[test]
    fn hurt_pictures_never_take_the_program_down(
        kind in 0..3_usize,
        hurts in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        pixels_max in prop::option::of(0..60_u32),
        keep_place in any::<bool>(),
    ) {
        let mut bytes = vec![jpeg(48, 6), png(48, 6), webp(6)].swap_remove(kind);
        for (place, value) in hurts {
            let place = place.index(bytes.len());
            bytes[place] = value;
        }
        let wishes = Wishes { pixels_max, keep_place };
        if let Ok(picture) = prepare(bytes, &wishes) {
            prop_assert!(Format::of(&picture.bytes) == Some(picture.format));
        }
    }

    #[test]
    fn noise_behind_a_head_never_takes_the_program_down(
        kind in 0..3_usize,
        noise in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let heads: [&[u8]; 3] = [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x40\0\0\0WEBP"];
        let bytes = [heads[kind], &noise].concat();
        let _ = prepare(bytes, &Wishes { pixels_max: Some(1), keep_place: true });
    }
}
