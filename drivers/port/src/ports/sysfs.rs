//! Reading what the kernel tells of serial ports below `/sys/class/tty`.

use std::fs;
use std::path::{Path, PathBuf};

use maru_wire::Family;

use super::{Place, Port};

/// No computer that people sit at has more ports; what comes after these is left out.
const PORTS_MAX: usize = 64;

/// A device chooses its own name: it gets so many characters.
const NAME_MAX: usize = 60;

/// The kernel's word for a socket of the mainboard at which there is no chip.
const NO_CHIP: &str = "0";

/// Lists the ports of the computer whose file system begins here. `name_of` gives the name of a Bluetooth device by
/// its address.
pub(super) fn ports_below(root: &Path, name_of: &dyn Fn(&str) -> Option<String>) -> Vec<Port> {
    let Ok(entries) = fs::read_dir(root.join("sys/class/tty")) else {
        return Vec::new();
    };
    let links = links(&root.join("dev/serial/by-id"));
    let mut ports: Vec<(Place, usize, String, Port)> = entries
        .flatten()
        .filter_map(|entry| {
            let tty = entry.file_name().into_string().ok()?;
            let found = port(&entry.path(), &tty, name_of)?;
            let node = root.join("dev").join(&tty);
            let stable = links.iter().find(|(_, target)| *target == node);
            let path = stable.map_or(node, |(link, _)| link.clone());
            // ttyUSB10 comes behind ttyUSB2.
            let order = (found.place, tty.len(), tty);
            Some((order.0, order.1, order.2, Port { path, ..found }))
        })
        .collect();
    ports.sort_by(|a, b| (a.0, a.1, &a.2).cmp(&(b.0, b.1, &b.2)));
    ports.truncate(PORTS_MAX);
    ports.into_iter().map(|(_, _, _, port)| port).collect()
}

/// The names that stay, each with the port it leads to.
fn links(folder: &Path) -> Vec<(PathBuf, PathBuf)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let link = |entry: fs::DirEntry| Some((entry.path(), fs::canonicalize(entry.path()).ok()?));
    let mut links: Vec<_> = entries.filter_map(link).collect();
    links.sort();
    links
}

fn port(folder: &Path, tty: &str, name_of: &dyn Fn(&str) -> Option<String>) -> Option<Port> {
    let of = |place, name, family| Port {
        path: PathBuf::new(),
        tty: tty.to_owned(),
        place,
        name,
        family,
    };
    if tty.starts_with("rfcomm") {
        let name = text(folder, "address").and_then(|address| name_of(&address));
        let name = shown(&name.unwrap_or_default());
        let family = Family::of_bluetooth_name(&name);
        return Some(of(Place::Bluetooth, name, family));
    }
    // Terminals and consoles have no device behind them.
    let device = fs::canonicalize(folder.join("device")).ok()?;
    if let Some(usb) = usb_device(&device) {
        let id = |name| u16::from_str_radix(&text(usb, name)?, 16).ok();
        let family = Family::of_usb(id("idVendor")?, id("idProduct")?);
        let words = ["manufacturer", "product"].map(|name| text(usb, name));
        let name = shown(&words.into_iter().flatten().collect::<Vec<_>>().join(" "));
        return Some(of(Place::Usb, name, family));
    }
    let has_chip = text(folder, "type").is_some_and(|kind| kind != NO_CHIP);
    has_chip.then(|| of(Place::BuiltIn, String::new(), None))
}

/// The USB device that a port is part of.
fn usb_device(device: &Path) -> Option<&Path> {
    let is_usb = |folder: &&Path| folder.join("idVendor").is_file();
    // The port, its interface, the device.
    device.ancestors().take(4).find(is_usb)
}

fn text(folder: &Path, name: &str) -> Option<String> {
    let text = fs::read_to_string(folder.join(name)).ok()?;
    Some(text.trim().to_owned())
}

/// What a device calls itself, as it may be shown and said.
fn shown(name: &str) -> String {
    let sound = name.chars().filter(|letter| !letter.is_control());
    let sound: String = sound.take(NAME_MAX).collect();
    sound.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::ports_below;
    use crate::ports::Place;
    use maru_wire::Family;
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::path::Path;

    /// A file system with one port; `facts` are files of its USB device.
    fn plug(root: &Path, tty: &str, bus: &str, facts: &[(&str, &str)]) {
        let device = root.join("sys/devices").join(bus);
        let port = device.join("interface").join(tty);
        fs::create_dir_all(&port).expect("folders");
        for (name, content) in facts {
            fs::write(device.join(name), format!("{content}\n")).expect("a fact");
        }
        let class = root.join("sys/class/tty").join(tty);
        fs::create_dir_all(&class).expect("a folder");
        symlink(&port, class.join("device")).expect("a link");
        fs::create_dir_all(root.join("dev/serial/by-id")).expect("a folder");
        fs::write(root.join("dev").join(tty), "").expect("a node");
    }

    fn built_in(root: &Path, tty: &str, kind: &str) {
        plug(root, tty, &format!("platform-{tty}"), &[]);
        let class = root.join("sys/class/tty").join(tty);
        fs::write(class.join("type"), kind).expect("a fact");
    }

    #[test]
    fn ports_are_told_by_what_the_system_knows() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = &fs::canonicalize(folder.path()).expect("it is there");
        assert!(ports_below(root, &|_| None).is_empty());
        let chip = [
            ("idVendor", "0403"),
            ("idProduct", "6001"),
            ("manufacturer", "FTDI"),
            ("product", "FT232R USB\u{7} UART"),
        ];
        plug(root, "ttyUSB10", "usb1", &chip);
        plug(root, "ttyUSB2", "usb2", &chip[..2]);
        let braillex = [("idVendor", "0403"), ("idProduct", "f208")];
        plug(root, "ttyACM0", "usb3", &braillex);
        let broken = [("idVendor", "zz"), ("idProduct", "6001")];
        plug(root, "ttyUSB4", "usb4", &broken);
        built_in(root, "ttyS0", "4");
        built_in(root, "ttyS1", "0");
        fs::create_dir_all(root.join("sys/class/tty/tty1")).expect("a console");
        let radio = root.join("sys/class/tty/rfcomm0");
        fs::create_dir_all(&radio).expect("a folder");
        fs::write(radio.join("address"), "00:11:22:33:44:55\n").expect("a fact");
        let stable = root.join("dev/serial/by-id/usb-FTDI_FT232R-port0");
        symlink(root.join("dev/ttyUSB10"), &stable).expect("a link");

        let names = |address: &str| {
            assert_eq!(address, "00:11:22:33:44:55");
            Some("BrailleSense U2".to_owned())
        };
        let found = ports_below(root, &names);
        let told: Vec<_> = found
            .iter()
            .map(|port| {
                let path = port.path.strip_prefix(root).expect("below the root");
                let path = path.display().to_string();
                (path, port.place, port.name.as_str(), port.family)
            })
            .collect();
        let expected = [
            ("dev/ttyACM0", Place::Usb, "", Some(Family::Papenmeier)),
            ("dev/ttyUSB2", Place::Usb, "", None),
            (
                "dev/serial/by-id/usb-FTDI_FT232R-port0",
                Place::Usb,
                "FTDI FT232R USB UART",
                None,
            ),
            (
                "dev/rfcomm0",
                Place::Bluetooth,
                "BrailleSense U2",
                Some(Family::Hims),
            ),
            ("dev/ttyS0", Place::BuiltIn, "", None),
        ];
        let expected =
            expected.map(|(path, place, name, family)| (path.to_owned(), place, name, family));
        assert_eq!(told, expected);
    }

    #[test]
    fn a_name_is_short_and_can_be_said() {
        let folder = tempfile::tempdir().expect("a folder");
        let long = "x".repeat(500);
        let facts = [
            ("idVendor", "10c4"),
            ("idProduct", "ea60"),
            ("product", long.as_str()),
        ];
        plug(folder.path(), "ttyUSB0", "usb1", &facts);
        let found = ports_below(folder.path(), &|_| None);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].name.len(), super::NAME_MAX);
        assert_eq!(found[0].family, None, "a bare chip belongs to nobody");
    }
}
