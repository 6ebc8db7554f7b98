//! How large the screen really is, so that a millimetre is a millimetre.

use x11rb::{connection::Connection, protocol::randr::ConnectionExt};

/// What is assumed where the screen does not tell.
pub const DPI_FALLBACK: f32 = 96.0;

/// The screen the window will stand on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Monitor {
    /// Physical dots per inch, as its maker told the X server.
    pub dpi: f32,
    /// Its size in pixels, where it is known.
    pub size: Option<(u32, u32)>,
}

/// Asks for the first monitor.
pub fn ask() -> Monitor {
    let unknown = Monitor {
        dpi: DPI_FALLBACK,
        size: None,
    };
    asked().unwrap_or(unknown)
}

fn asked() -> Option<Monitor> {
    let (connection, screen) = x11rb::connect(None).ok()?;
    let root = connection.setup().roots.get(screen)?.root;
    let reply = connection
        .randr_get_monitors(root, true)
        .ok()?
        .reply()
        .ok()?;
    let mut monitors = reply.monitors.iter();
    let monitor = monitors
        .clone()
        .find(|monitor| monitor.primary)
        .or(monitors.next())?;
    let dpi = per_inch(
        f32::from(monitor.width),
        monitor.width_in_millimeters as f32,
    );
    Some(Monitor {
        dpi: dpi.filter(|dpi| plausible(*dpi)).unwrap_or(DPI_FALLBACK),
        size: Some((u32::from(monitor.width), u32::from(monitor.height))),
    })
}

fn per_inch(pixels: f32, millimetres: f32) -> Option<f32> {
    (millimetres > 0.0).then(|| pixels * 25.4 / millimetres)
}

/// Projectors and cheap television sets tell nonsense, such as 16 by 9 millimetres.
fn plausible(dpi: f32) -> bool {
    (40.0..=400.0).contains(&dpi)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nonsense_is_not_believed() {
        assert!(plausible(per_inch(1366.0, 309.0).unwrap_or(0.0)));
        assert!(!plausible(per_inch(1920.0, 16.0).unwrap_or(0.0)));
        assert_eq!(per_inch(1920.0, 0.0), None);
    }
}
