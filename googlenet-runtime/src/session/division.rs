//! What threads divide among themselves where that depends on the steps before: convolutions that read a map before any
//! other step does, and poolings in front of them. It changes who computes what, and no result.

use super::steps::PackedStep;
use crate::kernel::PackedWeights;
use googlenet_dsl::op::Op;
use googlenet_dsl::plan::Place;

/// Sets the division of convolutions that are the first to read their input, by its size and that of their weights, and
/// lets threads divide whole rows of poolings whose result is first read by pixels. `list` has the steps in the order in
/// which they run.
pub(super) fn divide(list: &mut [PackedStep]) {
    for at in 0..list.len() {
        let Some(writers) = unread(list, at) else {
            continue;
        };
        let Some(PackedWeights::Conv(primitive)) = &mut list[at].packed else {
            continue;
        };
        primitive.is_first_reader();
        let by_pixels = primitive.divides_pixels();
        if let [writer] = writers[..] {
            let is_pool = matches!(list[writer].plan.op, Op::MaxPool(_) | Op::AvgPool(_));
            list[writer].whole_rows = is_pool && by_pixels;
        }
    }
}

/// Returns the indices of the steps that have written the first input of the step with the index `at`; `None` if another
/// step has read some of it since, or if it is the caller's.
fn unread(list: &[PackedStep], at: usize) -> Option<Vec<usize>> {
    let input = list[at].plan.inputs.first()?;
    if input.place != Place::Arena {
        return None;
    }
    let (mut writers, mut written) = (Vec::new(), 0);
    for before in (0..at).rev() {
        let step = &list[before].plan;
        let mut read = step.inputs.iter();
        if !step.is_in_place() && read.any(|read| !read.is_disjoint(input)) {
            return None;
        }
        for output in step
            .outputs
            .iter()
            .filter(|output| !output.is_disjoint(input))
        {
            writers.push(before);
            written += output.shape.len();
        }
        if written >= input.shape.len() {
            break;
        }
    }
    Some(writers)
}
