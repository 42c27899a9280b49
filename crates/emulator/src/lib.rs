//! A local Kore.ai XO Platform: the REST endpoints, the RTM socket, sessions, history, a demo bot and switchable faults.
//! It is a backend to develop against and a counterpart to test any client of the platform with; README.md says how.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod api;
mod bot;
mod clock;
mod config;
mod control;
mod conversation;
mod faults;
mod frame;
mod jwt;
mod message;
mod payloads;
mod platform;
mod server;
mod site;
mod socket;
mod static_site;
mod traffic;
mod upgrade;

pub use config::{CLIENT_ID, CLIENT_SECRET, Config, Pace};
pub use payloads::PayloadError;
pub use server::{Emulator, StartError};
