//! From the start of the process to the first page, told headless.

use crate::{scene::scene, table::Table};
use std::time::Instant;

pub fn measure(table: &mut Table) {
    let (_folder, launch) = scene();
    let mut times = Vec::new();
    for _ in 0..11 {
        let began = Instant::now();
        let maru = launch.headless();
        maru.told().expect("the first page");
        times.push(began.elapsed());
        maru.leave();
    }
    // The very first start makes the database, and finds the program's pages on the disk.
    let first = times.remove(0);
    table.row(
        "start to first page, headless, first ever",
        crate::table::Time(first),
        "0.5 s",
    );
    table.spread("start to first page, headless", times, "0.5 s");
}
