//! liblouis with a table that cannot be read to its end. Alone in its process: the library finds its tables by the
//! environment.

use maru_port::louis::{Answer, Worker};
use std::ffi::CString;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};

const UEB: &str = "en-ueb-g1.ctb";

/// Where Debian has the tables.
const TABLES: &str = "/usr/share/liblouis/tables";

fn make_pipe(path: &Path) {
    let name = CString::new(path.as_os_str().as_bytes()).expect("a path");
    // SAFETY: the name ends with a NUL.
    assert_eq!(unsafe { libc::mkfifo(name.as_ptr(), 0o600) }, 0);
}

/// The cells of a text, once the table was read.
fn translated(worker: &Worker, table: &'static str, told: &Receiver<()>) -> Vec<u8> {
    loop {
        match worker.translate(table, "a") {
            Answer::Done(line) => return line.cells,
            Answer::NotYet => told.recv().expect("it is told"),
            Answer::Never => panic!("{table} is sound"),
        }
    }
}

#[test]
fn a_table_that_hangs_is_waited_for_once() {
    let folder = tempfile::tempdir().expect("a folder");
    // Who opens a pipe waits until somebody writes into it.
    let pipe = folder.path().join("hangs.ctb");
    make_pipe(&pipe);
    let path = format!("{},{TABLES}", folder.path().display());
    // SAFETY: this is the only test of the process, and nothing else runs in it yet.
    unsafe { std::env::set_var("LOUIS_TABLEPATH", path) };
    let (send, told) = channel();
    let worker = Worker::start(false, move || {
        let _ = send.send(());
    });
    let worker = worker.expect("liblouis is installed");
    assert_eq!(translated(&worker, UEB, &told), [0x01]);

    assert_eq!(worker.ask_for("hangs.ctb"), None);
    // Each of these would wait for two seconds.
    for _ in 0..1_000 {
        assert_eq!(worker.translate(UEB, "a"), Answer::Never);
        assert_eq!(worker.back_translate(UEB, &[0x01]), Answer::Never);
    }

    drop(std::fs::OpenOptions::new().write(true).open(&pipe));
    told.recv().expect("it was read at last");
    // What is told behind it comes when all that was wanted before is done.
    assert_eq!(worker.ask_for("sw-ke-g1.utb"), None);
    told.recv().expect("it is told");
    assert_eq!(translated(&worker, UEB, &told), [0x01]);
    // There was nothing in it, which is no fault.
    assert_eq!(worker.ask_for("hangs.ctb"), Some(true));
}
