//! The short number by which a person and the city speak of one form.

use std::fmt;

use md5::{Digest, Md5};

const DIGITS: usize = 8;

/// Eight digits, in two groups of four that can be read aloud.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Receipt(String);

impl Receipt {
    /// The digits without a space, as they are stored.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// The two groups.
    pub fn groups(&self) -> (&str, &str) {
        self.0.split_at(self.0.len() / 2)
    }

    /// Derives the number from the identity of the record; a higher `turn` gives another one, should it be taken.
    pub(crate) fn derive(instance_id: &str, turn: u32) -> Receipt {
        let digest = Md5::digest(format!("{turn}:{instance_id}"));
        let number = digest
            .iter()
            .take(8)
            .fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
        Receipt(format!(
            "{:0width$}",
            number % 10_u64.pow(DIGITS as u32),
            width = DIGITS
        ))
    }

    /// Takes what the database holds.
    pub(crate) fn stored(digits: String) -> Option<Receipt> {
        let is_whole = digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_whole.then_some(Receipt(digits))
    }
}

impl fmt::Display for Receipt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, second) = self.groups();
        write!(formatter, "{first} {second}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_the_same_for_the_same_record_and_eight_digits_for_all() {
        let receipt = Receipt::derive("uuid:1", 0);
        assert_eq!(receipt, Receipt::derive("uuid:1", 0));
        assert_ne!(receipt, Receipt::derive("uuid:1", 1));
        for number in 0..500 {
            let receipt = Receipt::derive(&format!("uuid:{number}"), 0);
            assert_eq!(Receipt::stored(receipt.digits().to_owned()), Some(receipt));
        }
    }

    #[test]
    fn reads_in_two_groups() {
        let receipt = Receipt::stored("00421234".to_owned()).unwrap();
        assert_eq!(receipt.to_string(), "0042 1234");
        assert_eq!(Receipt::stored("0042 123".to_owned()), None);
    }
}
