//! Bytes to messages and back, one machine per device family
