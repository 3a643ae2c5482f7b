//! Services of the operating system: mapped memory and files, threads, and environment variables.

mod environment;
mod map;
mod pages;
mod threads;

pub(super) use environment::variable;
pub(crate) use map::{Map, map};
pub(super) use pages::Pages;
pub(crate) use threads::{Barrier, Pool};
