//! The city's end of encryption: opens what a server was sent, with an independent tool written from the specification.

use crate::city_server::Stored;
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// A submission in plain.
#[derive(Debug)]
pub struct Opened {
    /// The form's identifier, as the manifest has it.
    pub form_id: String,
    /// Its version.
    pub version: Option<String>,
    /// The identity of the record.
    pub instance_id: String,
    /// The files in the order in which they were encrypted; the XML is the last.
    pub files: Vec<(String, Vec<u8>)>,
}

impl Opened {
    /// The record's own XML.
    pub fn xml(&self) -> String {
        let (_, bytes) = self.files.last().expect("the XML is always there");
        String::from_utf8(bytes.clone()).expect("XML is text")
    }
}

/// The private key of the demo city.
pub fn demo_key() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("keys/demo_city_private.pem")
}

/// Opens a submission with a private key; what is not exactly as the specification has it is an error.
pub fn open(stored: &Stored, key: &Path) -> Result<Opened, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let (sent, plain) = (folder.path().join("sent"), folder.path().join("plain"));
    fs::create_dir(&sent).map_err(|error| error.to_string())?;
    let manifest = ("manifest.xml".to_owned(), Some(stored.xml.clone()));
    for (name, bytes) in stored.attachments.iter().chain([&manifest]) {
        let bytes = bytes.as_ref().ok_or(format!("{name} was not sent"))?;
        fs::write(sent.join(name), bytes).map_err(|error| error.to_string())?;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/decrypt/odk_decrypt.py");
    let told = Command::new("python3")
        .args([&script, key, &sent, &plain])
        .output()
        .map_err(|error| format!("python3 does not start: {error}"))?;
    if !told.status.success() {
        return Err(String::from_utf8_lossy(&told.stderr).into_owned());
    }
    let told: Value = serde_json::from_slice(&told.stdout).map_err(|error| error.to_string())?;
    let word = |name: &str| told[name].as_str().map(str::to_owned);
    let names = told["files"].as_array().into_iter().flatten();
    let files = names.filter_map(Value::as_str).map(|name| {
        let bytes = fs::read(plain.join(name)).map_err(|error| error.to_string())?;
        Ok((name.to_owned(), bytes))
    });
    Ok(Opened {
        form_id: word("form_id").ok_or("no form")?,
        version: word("version"),
        instance_id: word("instance_id").ok_or("no identity")?,
        files: files.collect::<Result<_, String>>()?,
    })
}
