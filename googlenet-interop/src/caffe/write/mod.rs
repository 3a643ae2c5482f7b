//! A network's structure as the text of a description.

mod call;
mod defaults;
mod text;

use super::lower::Network;
use super::recover::Structure;

/// What stands in a description beside its layers.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) name: String,
    /// Further lines behind `input`.
    pub(super) lines: Vec<String>,
}

/// Writes a description.
pub(super) fn write(header: &Header, network: &Network, structure: &Structure) -> String {
    let defaults = defaults::Defaults::of(network, structure);
    text::Writer::new(network, structure, &defaults).file(header)
}
