//! Exif (CIPA DC-008): read for the orientation and the place, written with those alone.

use exif::experimental::Writer;
use exif::{Exif, Field, In, Reader, Tag, Value};
use image::metadata::Orientation;
use std::io::Cursor;

/// Where the picture was taken, without when and by which satellites.
const PLACE: [Tag; 9] = [
    Tag::GPSVersionID,
    Tag::GPSLatitudeRef,
    Tag::GPSLatitude,
    Tag::GPSLongitudeRef,
    Tag::GPSLongitude,
    Tag::GPSAltitudeRef,
    Tag::GPSAltitude,
    Tag::GPSMapDatum,
    Tag::GPSHPositioningError,
];

/// What a camera wrote, as far as it can be read; what cannot be read is not there.
#[derive(Default)]
pub(crate) struct CameraNotes(Option<Exif>);

impl CameraNotes {
    /// Reads a TIFF structure.
    pub(crate) fn read(tiff: &[u8]) -> CameraNotes {
        CameraNotes(Reader::new().read_raw(tiff.to_vec()).ok())
    }

    pub(crate) fn orientation(&self) -> Orientation {
        self.field(Tag::Orientation)
            .and_then(|field| field.value.get_uint(0))
            .and_then(|number| Orientation::from_exif(u8::try_from(number).ok()?))
            .unwrap_or(Orientation::NoTransforms)
    }

    pub(crate) fn is_upright(&self) -> bool {
        self.orientation() == Orientation::NoTransforms
    }

    /// Writes a TIFF structure with what may stay; `None` when that is nothing.
    pub(crate) fn reduced(&self, keep_orientation: bool, keep_place: bool) -> Option<Vec<u8>> {
        let orientation = Field {
            tag: Tag::Orientation,
            ifd_num: In::PRIMARY,
            value: Value::Short(vec![u16::from(self.orientation().to_exif())]),
        };
        let place = PLACE.into_iter().filter_map(|tag| self.field(tag));
        let mut fields: Vec<&Field> = place.filter(|_| keep_place).collect();
        if keep_orientation && !self.is_upright() {
            fields.push(&orientation);
        }
        let mut writer = Writer::new();
        for field in &fields {
            writer.push_field(field);
        }
        let mut tiff = Cursor::new(Vec::new());
        let is_written = !fields.is_empty() && writer.write(&mut tiff, false).is_ok();
        is_written.then(|| tiff.into_inner())
    }

    fn field(&self, tag: Tag) -> Option<&Field> {
        self.0.as_ref()?.get_field(tag, In::PRIMARY)
    }
}
