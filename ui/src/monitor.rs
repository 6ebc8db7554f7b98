//! How large the screen really is, so that a millimetre is a millimetre.

use x11rb::{connection::Connection, protocol::randr::ConnectionExt};

/// What is assumed where the screen does not tell.
pub const DPI_FALLBACK: f32 = 96.0;

/// The physical dots per inch of the first monitor, as its maker told the X server.
pub fn dpi() -> f32 {
    asked()
        .filter(|dpi| plausible(*dpi))
        .unwrap_or(DPI_FALLBACK)
}

fn asked() -> Option<f32> {
    let (connection, screen) = x11rb::connect(None).ok()?;
    let root = connection.setup().roots.get(screen)?.root;
    let reply = connection
        .randr_get_monitors(root, true)
        .ok()?
        .reply()
        .ok()?;
    let monitor = reply
        .monitors
        .iter()
        .find(|monitor| monitor.primary)
        .or(reply.monitors.first())?;
    per_inch(
        f32::from(monitor.width),
        monitor.width_in_millimeters as f32,
    )
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
