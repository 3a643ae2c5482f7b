//! Scales of a plan of quantised maps.

use super::{Plan, Region, Step};
use crate::graph::{Graph, LayerId};
use crate::op::{Epilogue, Op};
use crate::value::DType;
use std::sync::Arc;

impl Plan {
    /// Returns this plan of `graph` with scales and zero points in the layouts of all 8-bit integers without sign. `scales` are
    /// those of the results, by [`LayerId`]; a result without one keeps the scale 1 and the zero point 0. `f32` values
    /// that convolutions and dense layers read have them there, too: those with which they are quantised as they are read.
    ///
    /// # Panics
    /// Panics if there is no entry for a layer that is stored.
    #[must_use]
    pub fn with_scales(mut self, graph: &Graph, scales: &[Option<(f32, i16)>]) -> Plan {
        let scaled = |region: &mut Region, layer: LayerId, is_read: bool| {
            let is_image = layer == 0 && region.layout.dtype == DType::F32;
            if let Some((scale, zero_point)) = scales[layer]
                && (region.layout.dtype == DType::U8 || is_image || is_read)
            {
                let layout = (*region.layout).clone().with_scale(scale);
                region.layout = Arc::new(layout.with_zero_point(zero_point));
            }
        };
        for step in &mut self.steps {
            let inputs = inputs(graph, step);
            let is_product = matches!(step.op, Op::Conv(_) | Op::Dense(_));
            for (at, (region, layer)) in step.inputs.iter_mut().zip(inputs).enumerate() {
                scaled(region, layer, is_product && at == 0);
            }
            let last = step.layers[step.layers.len() - 1];
            step.outputs
                .iter_mut()
                .for_each(|region| scaled(region, last, false));
        }
        for (layer, region) in self.regions.iter_mut().enumerate() {
            if let Some(region) = region {
                scaled(region, layer, false);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Layer;
    use crate::op::{AvgPool, Flatten, GlobalAvgPool, Input, Padding, Softmax, Window};
    use crate::plan::{Place, PlanOptions, StepKind};

    fn graph(last: Op) -> Graph {
        let input = Layer::of_test(Input { size: [4, 4, 40] }, &[]);
        let mut graph = Graph::new("Test", input).expect("an input");
        let window = Window::new([2, 2], [1, 1], Padding::Same);
        let pool = AvgPool {
            window,
            count_padding: false,
        };
        let mut push =
            |op: Op, input: LayerId| graph.push(Layer::of_test(op, &[input])).expect("fits");
        let first = push(pool.clone().into(), 0);
        let second = push(pool.into(), first);
        let last = push(last, second);
        push(Softmax {}.into(), last);
        graph
    }

    #[test]
    fn outputs_are_floats_where_their_steps_can_write_them() {
        for (last, is_float) in [
            (GlobalAvgPool {}.into(), true),
            // The values are those of the average pooling before it.
            (Flatten {}.into(), false),
        ] {
            let graph = graph(last);
            for dtype in [DType::Bf16, DType::U8] {
                let plan = Plan::for_inference(&graph, &PlanOptions::default().with_dtype(dtype));
                let of = |id: LayerId| plan.regions[id].as_ref().expect("stored").layout.dtype;
                assert_eq!([of(1), of(4)], [dtype, DType::F32]);
                assert_eq!(of(3) == DType::F32, is_float);
                let softmax = plan.steps.last().expect("steps");
                assert_eq!(softmax.kind, StepKind::Forward);
            }
        }
    }

    #[test]
    fn layouts_of_integers_have_the_scales_of_their_layers() {
        let graph = graph(GlobalAvgPool {}.into());
        let plan = Plan::for_inference(&graph, &PlanOptions::default().with_dtype(DType::U8));
        let scales: Vec<Option<(f32, i16)>> = graph
            .ids()
            .map(|id| Some((2.0 + id as f32, 100 + id as i16)))
            .collect();
        let plan = plan.with_scales(&graph, &scales);
        let scale = |region: &Region| (region.layout.scale, region.layout.zero_point);
        for step in &plan.steps {
            let last = step.layers[step.layers.len() - 1];
            let output = step.output();
            let own = match output.layout.dtype {
                DType::U8 => (2.0 + last as f32, 100 + last as i16),
                _ => (1.0, 0),
            };
            assert_eq!(scale(output), own);
            assert_eq!(plan.regions[last].as_ref(), Some(output));
            let input = &step.inputs[0];
            if input.place == Place::Arena && input.layout.dtype == DType::U8 {
                let before = graph.inputs(step.layers[0])[0];
                assert_eq!(plan.regions[before].as_ref(), Some(input));
            }
        }
    }
}
