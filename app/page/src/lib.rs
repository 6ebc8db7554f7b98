//! The page, its words and its four presenters
