//! The one way from a statement's name to its text.

/// Returns the text of `sql/<name>.sql`.
macro_rules! sql {
    ($name:literal) => {
        include_str!(concat!("../sql/", $name, ".sql"))
    };
}

pub(crate) use sql;
