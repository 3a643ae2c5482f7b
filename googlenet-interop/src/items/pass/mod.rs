//! Passes over the items of a graph, in this order: parts of a result that are joined again become one, spelled-out
//! functions are recognised, factors of sums and of channels become part of the operations around them, what only
//! further outputs depend on is put last, and items are put together to steps.

mod affine;
mod functions;
mod net;
mod order;
mod padded_means;
mod parts;
mod recognise;
mod samples;
mod scales;
mod steps;

pub(crate) use net::Net;
pub(crate) use steps::Made;

use super::refusals::Refusals;
use super::store::Store;

/// Runs all passes. Items that cannot be said are reported.
pub(crate) fn run(mut net: Net, store: &mut Store<'_>, refusals: &mut Refusals) -> Made {
    parts::rejoined(&mut net);
    recognise::bounds(&mut net);
    recognise::functions(&mut net);
    padded_means::counted(&mut net);
    scales::factors_of_sums(&mut net);
    let reversed = net.reversed;
    let normalisation = affine::channels(&mut net, store, refusals);
    functions::said(&mut net);
    order::heads_last(&mut net);
    let quantization = net.quantization;
    let (steps, weights, outputs) = steps::steps(net, refusals);
    Made {
        steps,
        weights,
        outputs,
        normalisation,
        quantization,
        reversed,
    }
}
