//! Serial ports, speech-dispatcher, liblouis, threads, the clock
