//! Finding out who a device is, as data.

/// One question put to a device: what is sent, how often, and how long its answer may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Probe<Expected> {
    /// What a right answer tells.
    pub expected: Expected,
    /// How many times it is asked at most.
    pub tries: u8,
    /// How long each answer may take, in milliseconds.
    pub wait_ms: u64,
}
