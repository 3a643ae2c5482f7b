//! Steps with the weights that they share.

use crate::Layer;
use crate::kernel::{self, Packed, Product, Share, Target, Weights};
use crate::ops::{Task, operator};
use googlenet_dsl::op::{Activation, Op};
use googlenet_dsl::plan::{LANES, Region, Work};
use std::fmt::Write;
use xxhash_rust::xxh3::xxh3_64;

/// Steps in the order in which they run, and their weights in one arena in that order.
pub(crate) struct Steps {
    list: Vec<Step>,
    weights: Weights,
}

/// What a step is made of.
pub(crate) struct Part<'l> {
    /// The layers that it computes; empty where it takes the caller's values.
    pub(crate) chain: Vec<&'l Layer>,
    pub(crate) work: Work,
    pub(crate) inputs: Vec<Region>,
    pub(crate) output: Region,
}

/// A step ready to run.
pub(crate) struct Step {
    /// The operation; `None` where the caller's values are taken.
    pub(crate) op: Option<Op>,
    pub(crate) work: Work,
    pub(crate) inputs: Vec<Region>,
    pub(crate) output: Region,
    pub(crate) packed: Option<Packed>,
    activation: Activation,
    /// The next step with a product.
    next: Option<usize>,
}

impl Steps {
    /// Steps that know how their weights are to lie, and have none yet.
    pub(crate) fn without_weights(parts: &[Part<'_>], target: Target) -> Steps {
        let mut list: Vec<Step> = parts.iter().map(|part| Step::new(part, target)).collect();
        let mut len = 0;
        for packed in list.iter_mut().filter_map(|step| step.packed.as_mut()) {
            packed.place(len);
            len += packed.len().next_multiple_of(LANES);
        }
        let mut seam = 0;
        for step in &mut list {
            if let Some(Packed::Product(product)) = &mut step.packed {
                product.place_seam(seam);
                seam += product.seam_len();
            }
        }
        let mut next = None;
        for (at, step) in list.iter_mut().enumerate().rev() {
            step.next = next;
            if step.product().is_some() {
                next = Some(at);
            }
        }
        Steps {
            list,
            weights: Weights::none(),
        }
    }

    /// Number of values that the weights take.
    pub(crate) fn weights_len(&self) -> usize {
        let packed = self.list.iter().filter_map(|step| step.packed.as_ref());
        packed
            .map(|packed| packed.len().next_multiple_of(LANES))
            .sum()
    }

    /// Takes weights that were packed before.
    ///
    /// # Panics
    /// They are fewer or more.
    pub(crate) fn set_weights(&mut self, weights: Weights) {
        let len = weights.values().len();
        assert_eq!(
            len,
            self.weights_len(),
            "the weights are those of the steps"
        );
        self.weights = weights;
    }

    /// All that the packed weights depend on beside the source weights, the instruction set included: a line for each
    /// step that has some, with a hash of what is too long to be read.
    pub(crate) fn description(&self, parts: &[Part<'_>]) -> String {
        let mut text = String::new();
        for (step, part) in self.list.iter().zip(parts) {
            let Some(packed) = &step.packed else {
                continue;
            };
            let names: Vec<&str> = part.chain.iter().map(|layer| layer.name()).collect();
            let ops: Vec<&Op> = part.chain.iter().map(|layer| layer.op()).collect();
            let layout = match packed {
                Packed::Product(product) => product.layout(),
                Packed::Affine { .. } => format!("{:?}", step.output.layout),
            };
            let key = xxh3_64(format!("{ops:?} {layout}").as_bytes());
            let _ = writeln!(
                text,
                "{}: {}, {} values, {key:016x}",
                names.join(" + "),
                step.algorithm(),
                packed.len()
            );
        }
        text
    }

    /// All packed weights.
    pub(crate) fn weights(&self) -> &Weights {
        &self.weights
    }

    pub(crate) fn list(&self) -> &[Step] {
        &self.list
    }

    /// Runs a thread's share of a step.
    pub(crate) fn run(&self, at: usize, share: &Share<'_>) {
        let step = &self.list[at];
        if step.work == Work::Softmax {
            return kernel::softmax(share, &step.output);
        }
        kernel::clear_border(share, &step.output);
        let Some(op) = &step.op else {
            return kernel::copy(share, &step.inputs[0], &step.output);
        };
        let task = Task {
            inputs: &step.inputs,
            output: &step.output,
            activation: step.activation,
            packed: step.packed.as_ref(),
            weights: &self.weights,
            next: step.next.and_then(|next| self.list[next].product()),
        };
        operator(op).run(share, &task);
    }

    /// Values of memory that each thread needs beside the run's.
    pub(crate) fn scratch_len(&self) -> usize {
        let products = self.list.iter().filter_map(Step::product);
        products.map(Product::scratch_len).max().unwrap_or(0)
    }

    /// Values of memory that each boundary between threads needs.
    pub(crate) fn seam_len(&self) -> usize {
        self.list
            .iter()
            .filter_map(Step::product)
            .map(Product::seam_len)
            .sum()
    }

    /// Bytes of packed weights.
    pub(crate) fn weight_bytes(&self) -> usize {
        self.weights_len() * size_of::<f32>()
    }
}

impl Step {
    fn new(part: &Part<'_>, target: Target) -> Step {
        let op = part.chain.first().map(|layer| layer.op().clone());
        // One at most is not none: what stands behind an activation in a chain has none itself.
        let mut activations = part.chain.iter().map(|layer| layer.op().activation());
        let activation = activations.find(|activation| *activation != Activation::None);
        let packed = op.as_ref().filter(|_| part.work == Work::Compute);
        let packed = packed
            .and_then(|op| operator(op).pack(&part.chain, &part.inputs, &part.output, target));
        Step {
            op,
            work: part.work,
            inputs: part.inputs.clone(),
            output: part.output.clone(),
            packed,
            activation: activation.unwrap_or(Activation::None),
            next: None,
        }
    }

    /// The step's product, where it is one.
    pub(crate) fn product(&self) -> Option<&Product> {
        match &self.packed {
            Some(Packed::Product(product)) => Some(product),
            _ => None,
        }
    }

    pub(crate) fn is_softmax(&self) -> bool {
        self.work == Work::Softmax
    }

    /// The kind of the operation.
    pub(crate) fn kind(&self) -> &'static str {
        let op = self.op.as_ref();
        match op.and_then(|op| op.kind()) {
            _ if self.is_softmax() => "softmax",
            Some(kind) => kind.name,
            None => "input",
        }
    }

    /// How the step is done.
    pub(crate) fn algorithm(&self) -> String {
        match (&self.packed, &self.op) {
            (Some(Packed::Product(product)), _) => product.algorithm(),
            (_, None) => "copy".to_owned(),
            _ => "by rows".to_owned(),
        }
    }
}
