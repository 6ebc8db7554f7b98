//! Stand-ins for the world around Maru, and what the walks share.

pub mod brltty;
pub mod city_server;
pub mod desktop;
pub mod player;
pub mod process;
pub mod walk;
