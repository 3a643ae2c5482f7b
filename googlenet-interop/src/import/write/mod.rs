//! A network's structure as the text of a description.

mod call;
mod defaults;
mod text;

use crate::import::network::FlatNetwork;
use crate::import::preamble::Preamble;
use crate::import::recover::Structure;

/// Writes a description.
pub(super) fn write(preamble: &Preamble, network: &FlatNetwork, structure: &Structure) -> String {
    let defaults = defaults::Defaults::of(network, structure);
    text::Writer::new(network, structure, &defaults).file(preamble)
}
