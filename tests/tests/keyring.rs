//! The desktop's keyring holds what was signed in with: GNOME Keyring on a bus of this test's own.

use maru_tests::city_server::{Access, CityServer, Options};
use maru_tests::process::Launch;
use std::process::Command;
use tempfile::TempDir;

/// Unlocks a keyring of this person, and then does what follows. The daemon ends with its bus.
const UNLOCKED: &str =
    "printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null\n";

struct Home {
    folder: TempDir,
    _city: CityServer,
    launch: Launch,
}

impl Home {
    fn new() -> Home {
        let folder = TempDir::new().expect("a folder");
        let mut options = Options::new(folder.path().join("city"));
        options.access = Access::Digest {
            user: "ann".to_owned(),
            password: "sesame".to_owned(),
        };
        let city = CityServer::start(options).expect("the city starts");
        let launch = Launch::new(&folder.path().join("home")).server(&city.base_url());
        Home {
            folder,
            _city: city,
            launch,
        }
    }

    /// Runs a script on a bus of its own; `$MARU` is the program with its options.
    fn on_a_bus(&self, script: &str) -> (bool, String) {
        let maru = self.launch.command();
        let words = std::iter::once(maru.get_program())
            .chain(maru.get_args())
            .map(|word| format!("'{}'", word.to_string_lossy()));
        let words: Vec<String> = words.collect();
        let mut command = Command::new("dbus-run-session");
        command.args(["--", "sh", "-ec"]);
        command.arg(format!(
            "maru() {{ {} \"$@\"; }}\n{script}",
            words.join(" ")
        ));
        let home = self.folder.path();
        command
            .env("HOME", home)
            .env("XDG_DATA_HOME", home.join("share"))
            .env("XDG_RUNTIME_DIR", home)
            .env_remove("DISPLAY");
        let done = command
            .output()
            .expect("the Debian package dbus is installed");
        let said = [done.stdout, done.stderr].concat();
        (
            done.status.success(),
            String::from_utf8_lossy(&said).into_owned(),
        )
    }

    fn file(&self) -> String {
        let path = self.folder.path().join("home/sign-in");
        std::fs::read_to_string(path).unwrap_or_default()
    }
}

#[test]
fn keeps_finds_and_forgets_what_was_signed_in_with() {
    let home = Home::new();
    let (is_good, said) = home.on_a_bus(&format!(
        "{UNLOCKED} printf 'ann\\nsesame\\n' | maru sign-in --as digest; maru sync; maru sync"
    ));
    assert!(is_good, "{said}");
    assert!(said.contains("kept in the keyring"), "{said}");
    assert!(home.file().contains("keyring") && !home.file().contains("sesame"));

    // The next day, on another bus, with the keyring of yesterday.
    let (is_good, said) = home.on_a_bus(&format!("{UNLOCKED} maru sync"));
    assert!(is_good, "{said}");

    // Without a keyring nobody is let in, and nobody is asked in a window that cannot be heard.
    let (is_good, said) = home.on_a_bus("maru sync");
    assert!(!is_good && said.contains("needs-login"), "{said}");

    // Kept in a file in its place, it is in the keyring no more, even for somebody who looks there.
    let (is_good, said) = home.on_a_bus(&format!(
        "{UNLOCKED} cp \"$HOME/home/sign-in\" \"$HOME/before\"\n\
         printf 'ann\\nsesame\\n' | maru sign-in --as digest --in-file; maru sync\n\
         cp \"$HOME/home/sign-in\" \"$HOME/after\"; cp \"$HOME/before\" \"$HOME/home/sign-in\"\n\
         if maru sync; then exit 1; fi; cp \"$HOME/after\" \"$HOME/home/sign-in\"; maru sync"
    ));
    assert!(is_good && said.contains("needs-login"), "{said}");

    let (is_good, said) = home.on_a_bus(&format!("{UNLOCKED} maru sign-out; ! maru sync"));
    assert!(is_good, "{said}");
    assert_eq!(home.file(), "{}");
}
