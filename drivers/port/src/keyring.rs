//! The keyring of the desktop, for secrets: the Secret Service on the session bus (GNOME Keyring, KWallet, KeePassXC).
//!
//! Nobody is asked for anything: a keyring that is locked is as good as none, for its question would come in a window
//! that Maru neither speaks nor brailles. A kiosk without one is usual.
//!
//! The session is "plain": what passes is not encrypted once more on a bus that belongs to the same user alone.

use std::collections::HashMap;
use std::time::Duration;

use zbus::blocking::connection::Builder;
use zbus::blocking::{Connection, Proxy, proxy};
use zbus::proxy::CacheProperties;
use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value};

const SERVICE: &str = "org.freedesktop.secrets";
const PATH: &str = "/org/freedesktop/secrets";

/// A service that has to be started first may take a while; one that hangs is given up.
const PATIENCE: Duration = Duration::from_secs(10);

/// By what a secret is found; none of it is secret itself.
pub type Attributes<'a> = [(&'a str, &'a str)];

/// Why the keyring could not be used. It names no secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// There is no session bus, or nobody on it keeps secrets.
    #[error("there is no keyring: {0}")]
    None(String),
    /// It is there, and locked.
    #[error(
        "the keyring is locked: log in to the desktop with its password, or keep the secret in a file"
    )]
    Locked,
}

impl From<zbus::Error> for KeyringError {
    fn from(error: zbus::Error) -> KeyringError {
        KeyringError::None(error.to_string())
    }
}

/// A secret as it passes: session, parameters, value, content type.
type Passing = (OwnedObjectPath, Vec<u8>, Vec<u8>, String);

/// Keeps a secret, in the place of one that was kept by the same attributes.
pub fn keep(label: &str, attributes: &Attributes<'_>, secret: &[u8]) -> Result<(), KeyringError> {
    let keyring = Keyring::open()?;
    let collection: OwnedObjectPath = keyring.service()?.call("ReadAlias", &("default",))?;
    if collection.as_str() == "/" {
        return Err(KeyringError::None(
            "it has no default collection".to_owned(),
        ));
    }
    let collection = keyring.proxy(&collection, "org.freedesktop.Secret.Collection")?;
    if collection.get_property::<bool>("Locked")? {
        return Err(KeyringError::Locked);
    }
    let named: HashMap<&str, &str> = attributes.iter().copied().collect();
    let properties: HashMap<&str, Value<'_>> = HashMap::from([
        ("org.freedesktop.Secret.Item.Label", Value::from(label)),
        ("org.freedesktop.Secret.Item.Attributes", Value::from(named)),
    ]);
    let passing = (
        keyring.session.as_ref(),
        Vec::<u8>::new(),
        secret.to_vec(),
        "application/json",
    );
    let (_, prompt): (OwnedObjectPath, OwnedObjectPath) =
        collection.call("CreateItem", &(properties, passing, true))?;
    unasked(&prompt)
}

/// Finds a secret.
pub fn find(attributes: &Attributes<'_>) -> Result<Option<Vec<u8>>, KeyringError> {
    let keyring = Keyring::open()?;
    let items = keyring.items(attributes)?;
    let Some(item) = items.first() else {
        return Ok(None);
    };
    let item = keyring.proxy(item, "org.freedesktop.Secret.Item")?;
    let (_, _, secret, _): Passing = item.call("GetSecret", &(&keyring.session,))?;
    Ok(Some(secret))
}

/// Forgets a secret; one that is not there is forgotten already.
pub fn forget(attributes: &Attributes<'_>) -> Result<(), KeyringError> {
    let keyring = Keyring::open()?;
    for item in keyring.items(attributes)? {
        let item = keyring.proxy(&item, "org.freedesktop.Secret.Item")?;
        let prompt: OwnedObjectPath = item.call("Delete", &())?;
        unasked(&prompt)?;
    }
    Ok(())
}

/// What is done at once has no prompt; the others would ask in a window.
fn unasked(prompt: &OwnedObjectPath) -> Result<(), KeyringError> {
    if prompt.as_str() == "/" {
        Ok(())
    } else {
        Err(KeyringError::Locked)
    }
}

/// The service, and a session with it.
struct Keyring {
    connection: Connection,
    session: OwnedObjectPath,
}

impl Keyring {
    fn open() -> Result<Keyring, KeyringError> {
        let connection = Builder::session()?.method_timeout(PATIENCE).build()?;
        let mut keyring = Keyring {
            connection,
            session: OwnedObjectPath::from(ObjectPath::from_static_str_unchecked("/")),
        };
        let service = keyring.service()?;
        let (_, session): (OwnedValue, OwnedObjectPath) =
            service.call("OpenSession", &("plain", Value::from("")))?;
        drop(service);
        keyring.session = session;
        Ok(keyring)
    }

    fn service(&self) -> zbus::Result<Proxy<'static>> {
        let path = ObjectPath::from_static_str_unchecked(PATH);
        self.proxy(&path, "org.freedesktop.Secret.Service")
    }

    fn proxy(
        &self,
        path: &ObjectPath<'_>,
        interface: &'static str,
    ) -> zbus::Result<Proxy<'static>> {
        proxy::Builder::new(&self.connection)
            .destination(SERVICE)?
            .path(path.as_str().to_owned())?
            .interface(interface)?
            .cache_properties(CacheProperties::No)
            .build()
    }

    fn items(&self, attributes: &Attributes<'_>) -> Result<Vec<OwnedObjectPath>, KeyringError> {
        let named: HashMap<&str, &str> = attributes.iter().copied().collect();
        let (unlocked, locked): (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>) =
            self.service()?.call("SearchItems", &(named,))?;
        if unlocked.is_empty() && !locked.is_empty() {
            return Err(KeyringError::Locked);
        }
        Ok(unlocked)
    }
}
