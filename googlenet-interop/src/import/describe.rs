//! Steps as a description.

use super::network::FlatNetwork;
use super::preamble::Preamble;
use super::recover::{self, Structure};
use super::verify::verify;
use super::write::write;

/// The text of a description, with the names of the layers. Where blocks and branches cannot be trusted, each step
/// stands by itself.
///
/// # Errors
/// The text would not be in order.
pub(crate) fn describe(
    preamble: &Preamble,
    network: &FlatNetwork,
) -> Result<(String, Structure), String> {
    let structure = recover::recover(network);
    let text = write(preamble, network, &structure);
    if verify(&text, network, &structure).is_ok() {
        return Ok((text, structure));
    }
    let structure = recover::flat(network);
    let text = write(preamble, network, &structure);
    match verify(&text, network, &structure) {
        Ok(()) => Ok((text, structure)),
        Err(reason) => Err(format!(
            "the description of the network would not be in order\n{reason}"
        )),
    }
}
