//! The picture as pixels.

use slint::{Rgba8Pixel, SharedPixelBuffer};
use std::io;

/// The window as it is drawn, pixel by pixel.
pub struct Snapshot {
    pixels: SharedPixelBuffer<Rgba8Pixel>,
}

impl Snapshot {
    pub(crate) fn new(pixels: SharedPixelBuffer<Rgba8Pixel>) -> Snapshot {
        Snapshot { pixels }
    }

    /// The width in pixels.
    pub fn width(&self) -> u32 {
        self.pixels.width()
    }

    /// The height in pixels.
    pub fn height(&self) -> u32 {
        self.pixels.height()
    }

    /// Row by row, four bytes each: red, green, blue, alpha.
    pub fn rgba(&self) -> &[u8] {
        self.pixels.as_bytes()
    }

    /// Writes the picture as PNG.
    pub fn write_png(&self, out: impl io::Write) -> io::Result<()> {
        let mut encoder = png::Encoder::new(out, self.width(), self.height());
        encoder.set_color(png::ColorType::Rgba);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(self.rgba())?;
        Ok(writer.finish()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_png_holds_the_pixels() {
        let mut pixels = SharedPixelBuffer::<Rgba8Pixel>::new(2, 1);
        pixels.make_mut_slice()[1] = Rgba8Pixel::new(1, 2, 3, 255);
        let mut file = Vec::new();
        Snapshot::new(pixels)
            .write_png(&mut file)
            .expect("memory takes it");
        let mut reader = png::Decoder::new(io::Cursor::new(file))
            .read_info()
            .expect("a PNG");
        let mut read = vec![0; 8];
        reader.next_frame(&mut read).expect("one frame");
        assert_eq!(read[4..], [1, 2, 3, 255]);
    }
}
