//! Generation of the description's text from the steps of a network.

use super::compose::compose;
use super::concats;
use super::network::FlatNetwork;
use super::recover::{self, Structure};
use super::verify::verify;
use crate::description::Preamble;

/// Returns the text of a description, and the structure (blocks, branches, names) from which it was composed.
/// Concatenations that begin with all operands of another one read that instead. If the text with blocks and branches
/// does not compile to the network, one without them is returned, in which every step is a line of its own.
///
/// # Errors
/// Returns a message if the text without blocks and branches does not compile to the network, either.
pub(super) fn describe(
    preamble: &Preamble,
    network: &FlatNetwork,
) -> Result<(String, Structure), String> {
    let short = concats::shortened(network);
    let structure = recover::recover(&short);
    let text = compose(preamble, &short, &structure).text();
    if verify(&text, &short, &structure).is_ok() {
        return Ok((text, structure));
    }
    let structure = recover::flat(network);
    let text = compose(preamble, network, &structure).text();
    match verify(&text, network, &structure) {
        Ok(()) => Ok((text, structure)),
        Err(reason) => Err(format!(
            "no description could be generated that compiles to the imported network\n{reason}"
        )),
    }
}
