//! Stand-ins for the world around Maru, and what the walks share.

pub mod authority;
pub mod bad_line;
pub mod brltty;
pub mod chance;
pub mod city_server;
pub mod decrypt;
pub mod desktop;
pub mod player;
pub mod process;
pub mod raw;
pub mod walk;
