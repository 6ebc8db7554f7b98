//! The program as a library: command line, event loop, threads, wiring.
