//! Central differences of the naive reference, and their comparison with gradients.

use super::harness::{Outcome, Setup, base_value, gradient_value};
use crate::kernel::Isa;
use crate::ops::{ReferenceLayer, ReferenceTraining, operator};
use crate::weights::formula;

/// Half of the distance of a central difference.
const STEP: f64 = 1e-6;

/// An operand or a weight tensor of a layer.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Variable {
    Input(usize),
    Weight(usize),
}

/// Results of the reference, and derivatives of the sum of its results' products with the gradient of the result.
pub(super) struct Differences {
    results: Vec<Vec<f64>>,
    derivatives: Vec<Derivative>,
}

/// A derivative along one direction.
struct Derivative {
    of: Variable,
    /// Indices of elements (of all images, for an operand) and their parts in the direction.
    direction: Vec<(usize, f64)>,
    value: f64,
}

impl Differences {
    pub(super) fn of(setup: &Setup<'_>) -> Differences {
        let layer = setup.layer;
        let (shapes, images) = (layer.input_shapes(), setup.images);
        let values = |slot: usize| {
            let len = shapes[slot].len();
            let value = move |at: usize| f64::from(setup.input(slot, at / len, at % len));
            (0..images * len).map(value).collect::<Vec<f64>>()
        };
        let mut inputs: Vec<Vec<f64>> = (0..shapes.len()).map(values).collect();
        let mut reference = ReferenceLayer::of(layer);
        let training = ReferenceTraining {
            seed: setup.seed(),
            inference: setup.inference,
        };
        let results = |reference: &ReferenceLayer<'_>, inputs: &[Vec<f64>]| {
            let image = |image: usize| {
                let part = |slot: usize| &inputs[slot][image * shapes[slot].len()..];
                let values = (0..shapes.len()).map(|slot| &part(slot)[..shapes[slot].len()]);
                values.collect::<Vec<&[f64]>>()
            };
            let images: Vec<Vec<&[f64]>> = (0..images).map(image).collect();
            operator(layer.op()).exact_in_training(reference, &images, training)
        };
        let mut variables: Vec<(Variable, usize)> = (0..shapes.len())
            .map(|slot| (Variable::Input(slot), images * shapes[slot].len()))
            .collect();
        for (at, weight) in layer.weights().iter().enumerate() {
            if weight.role().trainable() {
                variables.push((Variable::Weight(at), weight.len()));
            }
        }
        let mut derivatives = Vec::new();
        for (of, len) in variables {
            let random = |at: usize| formula(9, at as u64);
            let mut directions = vec![(0..len).map(|at| (at, random(at))).collect()];
            for sample in 0..setup.samples {
                let place = match sample {
                    0 => 0,
                    1 => len - 1,
                    _ => sample.wrapping_mul(7_919_777) % len,
                };
                directions.push(vec![(place, 1.0)]);
            }
            for direction in directions {
                let mut move_by = |step: f64| {
                    for (at, part) in &direction {
                        let values: &mut Vec<f64> = match of {
                            Variable::Input(slot) => &mut inputs[slot],
                            Variable::Weight(at) => &mut reference.weights_mut()[at],
                        };
                        values[*at] += part * step;
                    }
                    results(&reference, &inputs)
                };
                let above = move_by(STEP);
                let below = move_by(-2.0 * STEP);
                move_by(STEP);
                let gradients = (0..).map(|at| f64::from(gradient_value(at)));
                let ends = above.iter().flatten().zip(below.iter().flatten());
                let terms = ends
                    .zip(gradients)
                    .map(|((a, b), gradient)| (a - b) * gradient);
                derivatives.push(Derivative {
                    of,
                    direction,
                    value: terms.sum::<f64>() / (2.0 * STEP),
                });
            }
        }
        Differences {
            results: results(&reference, &inputs),
            derivatives,
        }
    }

    pub(super) fn compare(&self, setup: &Setup<'_>, isa: Isa, outcome: &Outcome, accumulate: bool) {
        let what = format!("{:?} on {}", setup.layer, isa.as_str());
        let all = self.results.iter().flatten();
        let scale = all.fold(1.0f64, |most, value| most.max(value.abs()));
        for (got, expected) in outcome.results.iter().zip(&self.results) {
            for (at, (got, expected)) in got.iter().zip(expected).enumerate() {
                assert!(
                    (f64::from(*got) - expected).abs() <= 1e-5 * scale,
                    "{what}: result {at} is {got}, expected {expected}"
                );
            }
        }
        let output = setup.layer.output_shape();
        let pixels = (setup.images * output.pixels()) as f64;
        for Derivative {
            of,
            direction,
            value,
        } in &self.derivatives
        {
            let (gradients, sum_error) = match of {
                Variable::Input(slot) => (&outcome.inputs[*slot], 0.0),
                Variable::Weight(at) => (&outcome.weights[*at], 1e-6 * pixels.sqrt()),
            };
            let base = |at: usize| match of {
                Variable::Input(slot) if accumulate => {
                    let len = setup.layer.input_shapes()[*slot].len();
                    f64::from(base_value(at / len + at % len))
                }
                _ => 0.0,
            };
            let (mut got, mut size) = (0.0, 0.0);
            for (at, part) in direction {
                let gradient = f64::from(gradients[*at]) - base(*at);
                got += part * gradient;
                size += (part * gradient).abs();
            }
            let error = (got - value).abs();
            assert!(
                error <= 2e-5 * size + sum_error + 1e-5,
                "{what}: the derivative by {of:?} along {} elements from {} on is {got}, expected {value}; accumulate: \
                 {accumulate}, {setup:?}",
                direction.len(),
                direction[0].0
            );
        }
    }
}

mod tests {
    use super::*;
    use crate::kernel::tests::harness::{Arrangement, layer};
    use googlenet_dsl::op;
    use googlenet_dsl::shape::Shape;

    #[test]
    fn wrong_gradients_and_results_are_found() {
        let op = op::BatchNorm {
            epsilon: 1e-3,
            momentum: 0.9,
            scale: true,
            center: true,
        };
        let shape = Shape::map(3, 4, 5);
        let layer = layer(op.into(), &[shape]);
        let setup = Setup::new(&layer, Arrangement::Plain, 0, 2);
        let differences = Differences::of(&setup);
        let (right, _) = setup.outcome(Isa::Portable);
        let passes = |outcome: &Outcome| {
            let compare = || differences.compare(&setup, Isa::Portable, outcome, false);
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(compare)).is_ok()
        };
        assert!(passes(&right));
        for at in [0, 1, 2] {
            let mut wrong = right.clone();
            let values = match at {
                0 => &mut wrong.results[1],
                1 => &mut wrong.inputs[0],
                _ => &mut wrong.weights[1],
            };
            values[3] += 2e-3;
            assert!(!passes(&wrong), "a wrong value in place {at}");
        }
    }
}
