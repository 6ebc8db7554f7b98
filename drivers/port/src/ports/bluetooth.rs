//! The names of Bluetooth devices, as the system's Bluetooth service (BlueZ) has them.

use std::collections::HashMap;
use std::time::Duration;

use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::blocking::fdo::{DBusProxy, ObjectManagerProxy};
use zbus::zvariant::OwnedValue;

const SERVICE: &str = "org.bluez";
const DEVICE: &str = "org.bluez.Device1";

/// The service answers at once or not at all.
const PATIENCE: Duration = Duration::from_millis(500);

/// Gives the name of the device with this address, if the service runs and knows it. The service is not started.
pub(super) fn name_of(address: &str) -> Option<String> {
    match ask(address) {
        Ok(name) => name,
        Err(error) => {
            tracing::debug!(%error, "nothing is known of Bluetooth devices");
            None
        }
    }
}

fn ask(address: &str) -> zbus::Result<Option<String>> {
    let connection: Connection = Builder::system()?.method_timeout(PATIENCE).build()?;
    let service = zbus::names::BusName::try_from(SERVICE)?;
    if !DBusProxy::new(&connection)?.name_has_owner(service)? {
        return Ok(None);
    }
    let manager = ObjectManagerProxy::new(&connection, SERVICE, "/")?;
    for interfaces in manager.get_managed_objects()?.into_values() {
        for (interface, facts) in interfaces {
            let is_it = |found: String| found.eq_ignore_ascii_case(address);
            if interface.as_str() == DEVICE && text(&facts, "Address").is_some_and(is_it) {
                return Ok(text(&facts, "Name"));
            }
        }
    }
    Ok(None)
}

fn text(facts: &HashMap<String, OwnedValue>, name: &str) -> Option<String> {
    let value = facts.get(name)?;
    value.downcast_ref::<&str>().ok().map(str::to_owned)
}
