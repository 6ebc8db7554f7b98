//! The table of figures: what, measured, budget.

use std::{fmt, time::Duration};

/// The rows so far.
pub struct Table {
    rows: Vec<[String; 3]>,
}

impl Table {
    pub fn new() -> Table {
        Table { rows: Vec::new() }
    }

    /// A figure beside its budget; `-` where the design has none.
    pub fn row(&mut self, what: &str, measured: impl fmt::Display, budget: &str) {
        self.rows
            .push([what.to_owned(), measured.to_string(), budget.to_owned()]);
    }

    /// Many times the same thing: the middle one, and the one that only one in a hundred exceeds.
    pub fn spread(&mut self, what: &str, times: Vec<Duration>, budget: &str) {
        self.row(what, Spread::of(times), budget);
    }

    /// Something that cannot be measured here, and why.
    pub fn skipped(&mut self, what: &str, why: &str) {
        self.row(what, format_args!("not measured: {why}"), "");
    }
}

/// The median and the 99th percentile of some times.
pub struct Spread {
    median: Duration,
    late: Duration,
    count: usize,
}

impl Spread {
    pub fn of(mut times: Vec<Duration>) -> Spread {
        times.sort_unstable();
        let at = |hundredths: usize| {
            let last = times.len().saturating_sub(1);
            times
                .get((last * hundredths).div_ceil(100))
                .copied()
                .unwrap_or_default()
        };
        Spread {
            median: at(50),
            late: at(99),
            count: times.len(),
        }
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{} (p99 {}, n {})",
            Time(self.median),
            Time(self.late),
            self.count
        )
    }
}

/// A time in the unit that suits it.
pub struct Time(pub Duration);

impl fmt::Display for Time {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let micros = self.0.as_secs_f64() * 1e6;
        match micros {
            _ if micros < 1_000.0 => write!(out, "{micros:.0} µs"),
            _ if micros < 1_000_000.0 => write!(out, "{:.1} ms", micros / 1e3),
            _ => write!(out, "{:.2} s", micros / 1e6),
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = ["what", "measured", "budget"].map(str::to_owned);
        let width = |column: usize| {
            let rows = self.rows.iter().chain([&head]);
            rows.map(|row| row[column].chars().count())
                .max()
                .unwrap_or(0)
        };
        let (what, measured) = (width(0), width(1));
        let line = [
            "-".repeat(what),
            "-".repeat(measured),
            "-".repeat(width(2).max(6)),
        ];
        for [left, middle, right] in [&head, &line].into_iter().chain(&self.rows) {
            writeln!(out, "{left:<what$} | {middle:<measured$} | {right}")?;
        }
        Ok(())
    }
}
