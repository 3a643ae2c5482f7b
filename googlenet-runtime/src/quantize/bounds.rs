//! Limits of results that follow from the operations and from the limits of what they read, whatever the weights.

use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::op::{Elementwise, Op};

/// Limits of a result of which nothing is known.
pub(super) const UNKNOWN: [f32; 2] = [f32::NEG_INFINITY, f32::INFINITY];

/// Returns limits between which all values of a layer's result lie, as far as they follow from `inputs`, the limits of what
/// it reads; an infinite one where nothing follows.
pub(super) fn bounds(graph: &Graph, id: LayerId, inputs: &[[f32; 2]]) -> [f32; 2] {
    let op = graph.op(id);
    let before = match op {
        Op::Softmax(_) => [0.0, 1.0],
        // Zeros of padding count among the values.
        Op::AvgPool(_) | Op::ZeroPad(_) => with_zero(union(inputs)),
        _ if graph.moves_values(id) => union(inputs),
        Op::GlobalAvgPool(_) | Op::Activate(_) => union(inputs),
        Op::Maximum(_) => {
            let most = |at: usize| {
                inputs
                    .iter()
                    .map(|limits| limits[at])
                    .fold(f32::NEG_INFINITY, f32::max)
            };
            [most(0), most(1)]
        }
        Op::Add(add) => {
            let of = |(at, [low, high]): (usize, &[f32; 2])| {
                let factor = add.scale.get(at).copied().unwrap_or(1.0);
                sorted([low * factor, high * factor])
            };
            let sum = |[a, b]: [f32; 2], [c, d]: [f32; 2]| [a + c, b + d];
            inputs.iter().enumerate().map(of).fold([0.0; 2], sum)
        }
        Op::Multiply(_) => inputs.iter().fold([1.0; 2], |[a, b], [c, d]| {
            let ends = [a * c, a * d, b * c, b * d];
            let least = ends.into_iter().fold(f32::INFINITY, f32::min);
            [least, ends.into_iter().fold(f32::NEG_INFINITY, f32::max)]
        }),
        // The divisor is at least `k^beta`.
        Op::Lrn(lrn) if lrn.k >= 1.0 => with_zero(union(inputs)),
        _ => UNKNOWN,
    };
    let before = match before.iter().any(|end| end.is_nan()) {
        true => UNKNOWN,
        false => before,
    };
    let function = op.activation().elementwise();
    function.map_or([0.0, 1.0], |function| behind(function, before))
}

/// Returns the smallest limits that contain all of `limits`.
pub(super) fn union(limits: &[[f32; 2]]) -> [f32; 2] {
    let both = |[a, b]: [f32; 2], [c, d]: &[f32; 2]| [a.min(*c), b.max(*d)];
    match limits.split_first() {
        None => UNKNOWN,
        Some((first, rest)) => rest.iter().fold(*first, both),
    }
}

fn with_zero([low, high]: [f32; 2]) -> [f32; 2] {
    [low.min(0.0), high.max(0.0)]
}

fn sorted([a, b]: [f32; 2]) -> [f32; 2] {
    [a.min(b), a.max(b)]
}

/// Returns limits of a function's values for arguments between `low` and `high`.
fn behind(function: Elementwise, [low, high]: [f32; 2]) -> [f32; 2] {
    let positive = high.max(0.0);
    match function {
        Elementwise::None => [low, high],
        Elementwise::Relu => [low.max(0.0), positive],
        Elementwise::Relu6 => [low.clamp(0.0, 6.0), high.clamp(0.0, 6.0)],
        Elementwise::Clip {
            low: least,
            high: most,
        } => [low.max(least).min(most), high.max(least).min(most)],
        Elementwise::LeakyRelu { slope } => {
            let negative = slope * low.min(0.0);
            with_zero(sorted([negative, negative.max(positive)]))
        }
        Elementwise::Elu { alpha } => with_zero([-alpha, positive.max(-alpha)]),
        Elementwise::Sigmoid | Elementwise::HardSigmoid { .. } => [0.0, 1.0],
        Elementwise::Tanh => [-1.0, 1.0],
        // The smallest values are -0.2785, -0.375 and -0.17.
        Elementwise::Swish | Elementwise::Gelu { .. } => [-0.28, positive],
        Elementwise::HardSwish => [-0.375, positive],
        Elementwise::Softplus => [0.0, positive + 0.7],
        _ => googlenet_dsl::no_other_variant!(Elementwise, 13),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_of_unknown_values() {
        assert_eq!(behind(Elementwise::Sigmoid, UNKNOWN), [0.0, 1.0]);
        assert_eq!(behind(Elementwise::Relu6, UNKNOWN), [0.0, 6.0]);
        assert_eq!(behind(Elementwise::Relu, UNKNOWN), [0.0, f32::INFINITY]);
        assert_eq!(
            behind(Elementwise::LeakyRelu { slope: 0.5 }, [-2.0, 3.0]),
            [-1.0, 3.0]
        );
        assert_eq!(
            behind(
                Elementwise::Clip {
                    low: -1.0,
                    high: 1.0
                },
                [-8.0, 0.5]
            ),
            [-1.0, 0.5]
        );
    }
}
