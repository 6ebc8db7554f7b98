//! A picture as it is drawn: upright, no larger than the page, or a clear refusal.

use image::{ImageFormat, RgbaImage};
use maru_picture::{PictureError, draw};
use std::io::Cursor;

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    RgbaImage::from_pixel(width, height, image::Rgba([10, 20, 30, 255]))
        .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
        .expect("a picture");
    bytes
}

#[test]
fn a_picture_is_drawn_no_larger_than_the_page() {
    let drawn = draw(png(40, 20), 100).expect("it is drawn");
    assert_eq!((drawn.width, drawn.height), (40, 20));
    assert_eq!(drawn.rgba[..4], [10, 20, 30, 255]);
    let drawn = draw(png(40, 20), 10).expect("it is drawn");
    assert_eq!((drawn.width, drawn.height), (10, 5));
    assert_eq!(drawn.rgba.len(), 10 * 5 * 4);
}

#[test]
fn what_is_no_picture_is_not_drawn() {
    let mut cut = png(40, 20);
    cut.truncate(60);
    for bytes in [Vec::new(), b"GIF89a".to_vec(), b"hello".to_vec(), cut] {
        let refused = draw(bytes, 100).err();
        assert!(
            matches!(
                refused,
                Some(PictureError::UnknownFormat | PictureError::Damaged)
            ),
            "{refused:?}"
        );
    }
}
