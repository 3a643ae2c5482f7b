//! Determination of the number of channels of the network's input.

use super::caffemodel::Caffemodel;
use super::graph::{Graph, Operand};
use super::types;

/// Returns the number of channels of the input: as the prototxt states it, otherwise from the shape of the kernel (and
/// the groups) of the first convolution that reads the input and has a usable kernel in the weight file. If both are
/// missing, or there is no weight file, returns 3 and pushes a warning.
pub(super) fn channels(
    graph: &Graph<'_>,
    model: Option<&Caffemodel<'_>>,
    warnings: &mut Vec<String>,
) -> u32 {
    if let Some(channels) = graph.input.channels {
        return channels;
    }
    let first = graph
        .nodes
        .iter()
        .filter(|node| types::is_convolution(node.ty) && node.inputs.contains(&Operand::Input));
    let of_kernel = first.filter_map(|node| {
        let kernel = model?.layer(&node.layer.name)?.blobs.first()?;
        let groups = node.layer.view.message("convolution_param").whole("group");
        let groups = groups.map_or(1, |(groups, _)| groups);
        let channels = kernel.dims.get(1)?.checked_mul(groups)?;
        u32::try_from(channels)
            .ok()
            .filter(|channels| (1..=1_000_000).contains(channels))
    });
    of_kernel.into_iter().next().unwrap_or_else(|| {
        warnings.push("the prototxt does not tell the input's channels; 3 were assumed".into());
        3
    })
}
