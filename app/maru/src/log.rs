//! The operators' log: standard error, codes and causes, never an answer or a name.

use tracing_subscriber::EnvFilter;

/// Starts the log; warnings and errors, or what `MARU_LOG` asks for.
pub(crate) fn start() {
    let filter = EnvFilter::try_from_env("MARU_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(false);
    // Tests start it more than once.
    let _ = log.try_init();
}
