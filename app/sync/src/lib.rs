//! The OpenRosa client as a machine without I/O
