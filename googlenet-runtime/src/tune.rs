//! The tables of algorithms, measured on this machine.

use crate::kernel::{Isa, Tuner};
use googlenet_dsl::op::{Op, Operation};
use googlenet_dsl::plan::Plan;
use std::collections::BTreeMap;

/// A convolution that was measured.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Tuned {
    /// Its line of the table: the problem and the fastest way.
    pub line: String,
    /// All algorithms with their milliseconds, the fastest first.
    pub algorithms: Vec<(String, f64)>,
    /// How many are measured, this one included, of how many.
    pub done: [usize; 2],
}

/// Measures every convolution of some plans, each problem once, on one thread with the instruction set in use, and
/// calls `report` for each. Returns the lines of the table in order.
///
/// Each way is measured `repeats` times, in turns with the others, with weights that are not in any cache; its median
/// counts.
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
