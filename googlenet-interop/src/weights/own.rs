//! Weight files that need no pairing: safetensors of 32-bit floats under the names of this project.

use googlenet_dsl::graph::Graph;
use safetensors::Dtype;
use safetensors::tensor::Metadata;
use std::io::Read;

/// Largest size of a header in bytes, that of the safetensors library.
const MAX_HEADER: u64 = 100_000_000;

/// Returns whether a safetensors file, of which the beginning is read, holds 32-bit floats under this project's names:
/// whether half of the weights in inference and more are there. A file whose header cannot be read may be one.
pub fn has_own_names(file: &mut impl Read, graph: &Graph) -> bool {
    let mut len = [0; 8];
    if file.read_exact(&mut len).is_err() {
        return true;
    }
    let len = u64::from_le_bytes(len);
    let mut header = Vec::new();
    let read = file.take(len.min(MAX_HEADER)).read_to_end(&mut header);
    if read.is_err() || header.len() as u64 != len {
        return true;
    }
    let Ok(header) = serde_json::from_slice::<Metadata>(&header) else {
        return true;
    };
    let tensors = header.tensors();
    let weights = graph.ids().flat_map(|id| {
        let name = &graph.layer(id).name;
        let weights = graph.weights(id).into_iter();
        weights.map(move |weight| format!("{name}.{}", weight.name))
    });
    let (mut all, mut own, mut narrow) = (0, 0, 0);
    for weight in weights {
        all += 1;
        if let Some(info) = tensors.get(&weight) {
            own += 1;
            narrow += usize::from(info.dtype != Dtype::F32);
        }
    }
    narrow == 0 && 2 * own >= all
}
