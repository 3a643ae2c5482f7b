//! Generation of a description from the steps of a network.

use super::compose::compose;
use super::network::FlatNetwork;
use super::recover::{self, Structure};
use super::verify::verify;
use crate::description::Preamble;

/// Returns the text of a description, and the structure with the names of the layers. If the text with blocks and
/// branches does not compile to the network, it is replaced by one in which every step stands by itself.
///
/// # Errors
/// The text in which every step stands by itself does not compile to the network, either.
pub(super) fn describe(
    preamble: &Preamble,
    network: &FlatNetwork,
) -> Result<(String, Structure), String> {
    let structure = recover::recover(network);
    let text = compose(preamble, network, &structure).text();
    if verify(&text, network, &structure).is_ok() {
        return Ok((text, structure));
    }
    let structure = recover::flat(network);
    let text = compose(preamble, network, &structure).text();
    match verify(&text, network, &structure) {
        Ok(()) => Ok((text, structure)),
        Err(reason) => Err(format!(
            "the description of the network would not be in order\n{reason}"
        )),
    }
}
