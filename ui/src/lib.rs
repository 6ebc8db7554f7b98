//! The window: Slint components on one set of tokens
