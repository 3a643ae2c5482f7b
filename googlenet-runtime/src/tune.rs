//! Measurement of all convolutions of networks on this machine, for the tables from which algorithms are chosen.

use crate::kernel::{Isa, Tuner};
use googlenet_dsl::op::{Op, Operation};
use googlenet_dsl::plan::Plan;
use std::collections::BTreeMap;

/// The measured algorithms of one convolution, and the progress of the whole measurement.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Tuned {
    /// Line to be added to the kernels' table of algorithms: the sizes of the convolution, then the name of the
    /// algorithm that [`tune()`] chooses for it.
    pub line: String,
    /// Names of all measured algorithms with their median times in milliseconds for one image, the fastest first.
    pub algorithms: Vec<(String, f64)>,
    /// Progress: number of different convolutions measured so far, this one included, then the number of all different
    /// convolutions of the plans.
    pub done: [usize; 2],
}

/// Measures the convolutions of several plans (dense layers, and convolutions of single channels, for which there is one
/// algorithm, are left out) on one thread, with the instruction set of [`Isa::chosen`], and calls `report` after each.
/// Convolutions that agree in window, channels, groups, map size and whether a pooling is fused are measured once.
/// Returns the lines of the table, sorted and without duplicates.
///
/// Each algorithm is measured `repeats` times (once if that is 0), in turn with the other algorithms, with weights that are
/// in the caches as far as they fit, as in a network the step before prefetches them. The medians are compared; of algorithms within 3 % of the fastest one, the one with the fewest
/// packed weights is chosen.
pub fn tune(plans: &[Plan], repeats: usize, mut report: impl FnMut(&Tuned)) -> Vec<String> {
    let mut tuner = Tuner::new(Isa::chosen(), repeats);
    let mut problems = BTreeMap::new();
    for plan in plans {
        for step in &plan.steps {
            let Op::Conv(conv) = &step.op else {
                continue;
            };
            let window = conv.window;
            let input = step.inputs[0].layout.channels.count();
            if conv.groups > 1 && conv.groups as usize == input {
                continue;
            }
            let pool = step.max_pool();
            let map = conv.infer(&[step.inputs[0].shape]);
            let map = map.expect("a planned convolution fits its input").spatial();
            let key = (
                [window.kernel, window.stride, window.dilation],
                [input, conv.filters as usize, conv.groups as usize],
                map,
                pool.is_some(),
            );
            problems
                .entry(key)
                .or_insert((window, conv.groups as usize, pool, step));
        }
    }
    let all = problems.len();
    let mut lines = Vec::new();
    for (at, (window, groups, pool, step)) in problems.into_values().enumerate() {
        let (input, output) = (&step.inputs[0], step.output());
        let (line, algorithms) = tuner.measure(window, groups, pool, input, output);
        report(&Tuned {
            line: line.clone(),
            algorithms,
            done: [at + 1, all],
        });
        lines.push(line);
    }
    lines.sort();
    lines.dedup();
    lines
}
