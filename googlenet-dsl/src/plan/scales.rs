//! Scales of a plan of quantised maps.

use super::{Plan, Region, Step};
use crate::graph::{Graph, LayerId};
use crate::op::Epilogue;
use crate::value::DType;
use std::sync::Arc;

impl Plan {
    /// Returns this plan of `graph` with scales and zero points in the layouts of all 8-bit integers without sign. `scales` are
    /// those of the results, by [`LayerId`]; a result without one keeps the scale 1 and the zero point 0. A network's
    /// input in the caller's memory has them, too: those with which it is quantised where it is read.
    ///
    /// # Panics
    /// Panics if there is no entry for a layer that is stored.
    #[must_use]
    pub fn with_scales(mut self, graph: &Graph, scales: &[Option<(f32, i16)>]) -> Plan {
        let scaled = |region: &mut Region, layer: LayerId| {
            let is_image = layer == 0 && region.layout.dtype == DType::F32;
            if let Some((scale, zero_point)) = scales[layer]
                && (region.layout.dtype == DType::U8 || is_image)
            {
                let layout = (*region.layout).clone().with_scale(scale);
                region.layout = Arc::new(layout.with_zero_point(zero_point));
            }
        };
        for step in &mut self.steps {
            let inputs = inputs(graph, step);
            for (region, layer) in step.inputs.iter_mut().zip(inputs) {
                scaled(region, layer);
            }
            let last = step.layers[step.layers.len() - 1];
            step.outputs
                .iter_mut()
                .for_each(|region| scaled(region, last));
        }
        for (layer, region) in self.regions.iter_mut().enumerate() {
            if let Some(region) = region {
                scaled(region, layer);
            }
        }
        self
    }
}

/// Returns the layers whose results a step reads, in the order of its inputs.
fn inputs(graph: &Graph, step: &Step) -> Vec<LayerId> {
    let first = step.layers[0];
    if first == 0 {
        return vec![0];
    }
    let mut inputs = graph.inputs(first);
    let mut fused = step.epilogue.iter();
    if let Some(sum) = fused.find(|fused| matches!(fused.epilogue, Epilogue::Add { .. })) {
        let mut operands = graph.inputs(sum.layer).into_iter();
        inputs.extend(operands.find(|operand| !step.layers.contains(operand)));
    }
    inputs
}
