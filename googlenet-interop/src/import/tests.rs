//! Tests of the import stages that all formats share, with a minimal format: a list of named tensors in memory.

use super::network::FlatNetwork;
use super::source::WeightSource;
use super::step::{FLATTEN, INPUT, Step, StepId};
use super::tensors::{Fault, Tensors};
use super::transform::Transform;
use super::values::{Stored, Values};
use super::{Failure, Imported, Lowered, finish};
use crate::description::Preamble;
use crate::order::{self, Order};
use googlenet_dsl::op::{Activation, BatchNorm, Dense, Flatten, Op};
use googlenet_dsl::shape::Shape;

#[derive(Debug, Clone)]
struct Named {
    name: &'static str,
    dims: Vec<usize>,
    values: Vec<f32>,
}

impl Stored for Named {
    fn dims(&self) -> Vec<usize> {
        self.dims.clone()
    }

    fn fits(&self, shape: &[usize]) -> bool {
        let own = self.dims.iter().filter(|size| **size != 1);
        own.eq(shape.iter().filter(|size| **size != 1))
    }

    fn values(&self) -> Values<'_> {
        Values::Own(self.values.clone())
    }
}

struct File(Vec<Named>);

impl Tensors for File {
    type Ref = &'static str;
    type Tensor = Named;
    type Misfit = String;

    fn holder<'r>(&self, name: &'r &'static str) -> &'r str {
        name
    }

    fn holders(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|tensor| tensor.name)
    }

    fn tensor(&self, name: &&'static str) -> Option<Named> {
        self.0.iter().find(|tensor| tensor.name == *name).cloned()
    }

    fn misfit(&self, fault: Fault<'_, &'static str, Named>) -> String {
        match fault {
            Fault::Missing { holder, nearest } => format!("no {holder}, but {nearest:?}"),
            Fault::Shape { source, tensor } => {
                format!(
                    "{}: {:?}, got {:?}",
                    tensor.name, source.stored, tensor.dims
                )
            }
            Fault::Divisor { source, values } => format!("{} by {values} values", source.tensor),
        }
    }

    fn unused(&self, names: &[&str]) -> String {
        format!("nobody asks for {}", names.join(", "))
    }
}

fn tensor(name: &'static str, dims: &[usize], values: &[f32]) -> Named {
    Named {
        name,
        dims: dims.to_vec(),
        values: values.to_vec(),
    }
}

/// Returns a lowered network: a map of two pixels and two channels is normalised, flattened, and read by a dense layer
/// of one unit.
fn lowered() -> Lowered<&'static str> {
    let mut steps: Vec<Step> = Vec::new();
    let input = Shape::map(1, 2, 2);
    let mut push = |name: &str, op: Op, reads: StepId| {
        let before = reads.checked_sub(1).map(|at| &steps[at]);
        let shape = before.map_or(input, |step| step.shape);
        let natural = Order::natural(2);
        let read = before.map_or(&natural, |step| &step.order);
        let made = op.infer(&[shape]).expect("it fits");
        let order = order::of_result(&op, &[shape], &[read], made);
        steps.push(Step::new(name, op, vec![reads], made, order));
    };
    let norm = BatchNorm {
        epsilon: 1e-5,
        momentum: 0.9,
        scale: false,
        center: false,
    };
    let dense = Dense {
        units: 1,
        bias: true,
        activation: Activation::None,
        l2: 0.0,
        initializer: Default::default(),
    };
    push("norm", norm.into(), INPUT);
    push(FLATTEN, Flatten {}.into(), 1);
    push("fc", dense.into(), 2);
    let order = steps[1].order.clone();
    let statistics = ["moving_mean", "moving_variance"]
        .map(|name| WeightSource::new(1, name, name, vec![2]).divided("factor"));
    let kernel = WeightSource::new(3, "kernel", "fc.weight", vec![1, 4])
        .then(Transform::Permute(vec![1, 0]))
        .then(Transform::Order { axis: 0, order });
    let bias = WeightSource::new(3, "bias", "fc.bias", vec![1]);
    // The weights of a later step come first, as a lowering need not sort them.
    let mut weights = vec![kernel, bias];
    weights.extend(statistics);
    Lowered {
        network: FlatNetwork {
            quantization: None,
            input: [1, 2, 2],
            steps,
            outputs: vec![3],
            heads: Vec::new(),
        },
        weights,
    }
}

fn import(tensors: Vec<Named>) -> Result<Imported<'static>, Failure<String>> {
    let preamble = || Ok(Preamble::new("Named".to_owned()));
    finish(&lowered(), &File(tensors), preamble, Vec::new())
}

fn file(factor: f32) -> Vec<Named> {
    vec![
        tensor("factor", &[], &[factor]),
        tensor("moving_mean", &[2], &[4.0, 8.0]),
        tensor("moving_variance", &[2], &[2.0, 6.0]),
        tensor("fc.weight", &[1, 4, 1, 1], &[0.0, 1.0, 2.0, 3.0]),
        tensor("fc.bias", &[1], &[5.0]),
    ]
}

#[test]
fn steps_and_tensors_are_all_that_an_import_takes() {
    for (factor, mean) in [(4.0, [1.0, 2.0]), (0.0, [0.0, 0.0])] {
        let mut file = file(factor);
        file.push(tensor("step", &[1], &[7.0]));
        let imported = import(file).expect("in order");
        let lines = "\
layers:
  norm:    {batch_norm: {epsilon: 0.00001, momentum: 0.9, scale: false, center: false}}
  flatten: flatten
  fc:      {dense: 1}
";
        assert!(imported.spec().ends_with(lines), "{}", imported.spec());
        assert_eq!(imported.warnings(), ["nobody asks for step"]);
        let names: Vec<&str> = imported.weights().map(|(name, _)| name).collect();
        let wanted = [
            "norm.moving_mean",
            "norm.moving_variance",
            "fc.kernel",
            "fc.bias",
        ];
        assert_eq!(names, wanted);
        let shapes: Vec<&[usize]> = imported.weights().map(|(_, shape)| shape).collect();
        assert_eq!(shapes, [&[2][..], &[2], &[4, 1], &[1]]);
        let bytes = |values: &[f32]| -> Vec<u8> {
            values
                .iter()
                .flat_map(|value| value.to_le_bytes())
                .collect()
        };
        assert_eq!(imported.tensors[0].1.bytes(), bytes(&mean));
        // The order is channel by channel in the file, and pixel by pixel in the result.
        assert_eq!(imported.tensors[2].1.bytes(), bytes(&[0.0, 2.0, 1.0, 3.0]));
    }
}

#[test]
fn all_that_does_not_fit_is_told_in_the_order_of_the_steps() {
    let mut file = file(1.0);
    file[0] = tensor("factor", &[2], &[1.0, 1.0]);
    file[2].name = "moving_varianze";
    file[3].dims = vec![2, 2];
    let Err(Failure::Weights(misfits)) = import(file) else {
        panic!("it does not fit")
    };
    let wanted = [
        "moving_mean by 2 values",
        "no moving_variance, but Some(\"moving_varianze\")",
        "fc.weight: [1, 4], got [2, 2]",
    ];
    assert_eq!(misfits, wanted);
}
