//! What threads divide among themselves where that depends on other steps: convolutions that alone read a map, and
//! poolings in front of them. It changes who computes what, and no result.

use super::steps::PackedStep;
use crate::kernel::PackedWeights;
use googlenet_dsl::op::Op;
use googlenet_dsl::plan::{Place, Region};

/// Sets the division of convolutions whose input no other step reads, by its size and that of their weights, and lets
/// threads divide whole rows of poolings that are read so by pixels. `list` has the steps in the order in which they
/// run.
///
/// Where several steps divided by channels read a map, each thread fetches all of it once, whoever is the first; so
/// these stay as they are.
pub(super) fn divide(list: &mut [PackedStep]) {
    for at in 0..list.len() {
        let Some(writers) = writers_for_it_alone(list, at) else {
            continue;
        };
        let Some(PackedWeights::Conv(primitive)) = &mut list[at].packed else {
            continue;
        };
        primitive.set_only_reader();
        let by_pixels = primitive.divides_pixels();
        if let [writer] = writers[..] {
            let is_pool = matches!(list[writer].plan.op, Op::MaxPool(_) | Op::AvgPool(_));
            list[writer].whole_rows = is_pool && by_pixels;
        }
    }
}

/// Returns the indices of the steps that have written the first input of the step with the index `at`; `None` if other
/// steps read some of it, too, or if it is the caller's.
fn writers_for_it_alone(list: &[PackedStep], at: usize) -> Option<Vec<usize>> {
    let input = list[at].plan.inputs.first()?;
    if input.place != Place::Arena {
        return None;
    }
    let touches = |regions: &[Region]| regions.iter().any(|region| !region.is_disjoint(input));
    let (mut writers, mut written) = (Vec::new(), 0);
    for before in (0..at).rev() {
        let step = &list[before].plan;
        if !step.is_in_place() && touches(&step.inputs) {
            return None;
        }
        if touches(&step.outputs) {
            writers.push(before);
            let outputs = step
                .outputs
                .iter()
                .filter(|output| !output.is_disjoint(input));
            written += outputs.map(|output| output.shape.len()).sum::<usize>();
        }
        if written >= input.shape.len() {
            break;
        }
    }
    // Memory that is written again holds another map from there on.
    let mut behind = list[at + 1..].iter().map(|step| &step.plan);
    let next = behind.find(|step| touches(&step.inputs) || touches(&step.outputs));
    let is_read = next.is_some_and(|step| touches(&step.inputs));
    (!is_read).then_some(writers)
}
