//! Pictures of the page: found by name, as pixels, and kept for as long as they are shown.

use crate::state::Inner;
use maru_page::{ImageId, screen::Shape};
use slint::{Image, Rgba8Pixel, SharedPixelBuffer};
use std::collections::BTreeMap;

/// A decoded picture. Who hands it in reads the file, and decides how large a picture may be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Four bytes a pixel, row by row: red, green, blue, opacity.
    pub rgba: Vec<u8>,
}

/// Finds a picture by its name.
pub type FindImage = Box<dyn Fn(&ImageId) -> Option<Pixels>>;

/// The pictures of the page that is shown; `None` for those that were not found.
pub type Images = BTreeMap<ImageId, Option<Image>>;

impl Inner {
    /// Finds what the page shows and lets go of the rest.
    pub fn find_images(&self) -> Images {
        let mut known = std::mem::take(&mut self.shown.borrow_mut().images);
        let ids: Vec<ImageId> = {
            let shown = self.shown.borrow();
            let items = shown.screen.iter().flat_map(|screen| &screen.body);
            let ids = items.filter_map(|item| match &item.shape {
                Shape::Image(id) => Some(id.clone()),
                _ => item.picture.clone(),
            });
            ids.collect()
        };
        let find = self.find_image.borrow();
        let images: Images = ids
            .into_iter()
            .map(|id| {
                let image = known.remove(&id).unwrap_or_else(|| {
                    let pixels = find.as_ref().and_then(|find| find(&id));
                    pixels.and_then(|pixels| image(&pixels))
                });
                (id, image)
            })
            .collect();
        self.shown.borrow_mut().images.clone_from(&images);
        images
    }
}

/// The picture as Slint draws it; `None` if the bytes are not as many as the size wants.
fn image(pixels: &Pixels) -> Option<Image> {
    let wanted = u128::from(pixels.width) * u128::from(pixels.height) * 4;
    let fits = wanted > 0 && pixels.rgba.len() as u128 == wanted;
    fits.then(|| {
        let buffer = SharedPixelBuffer::<Rgba8Pixel>::clone_from_slice(
            &pixels.rgba,
            pixels.width,
            pixels.height,
        );
        Image::from_rgba8(buffer)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_that_do_not_fill_their_size_are_no_picture() {
        for (width, height, bytes, is_one) in [
            (2, 1, 8, true),
            (2, 1, 7, false),
            (0, 5, 0, false),
            (u32::MAX, u32::MAX, 4, false),
        ] {
            let rgba = vec![0; bytes];
            let pixels = Pixels {
                width,
                height,
                rgba,
            };
            assert_eq!(image(&pixels).is_some(), is_one, "{width} {height}");
        }
    }
}
