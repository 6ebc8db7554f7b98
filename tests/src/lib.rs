//! Stand-ins for the world around Maru, and what the walks share.

pub mod authority;
pub mod city_server;
pub mod desktop;
pub mod process;
pub mod raw;
pub mod walk;
