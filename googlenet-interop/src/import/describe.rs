//! Steps as a description.

use super::compose::compose;
use super::network::FlatNetwork;
use super::recover::{self, Structure};
use super::verify::verify;
use crate::description::Preamble;

/// The text of a description, with the names of the layers. Where blocks and branches cannot be trusted, each step
/// stands by itself.
///
/// # Errors
/// The text would not be in order.
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
