//! Steps with the weights that they share.

use crate::Layer;
use crate::kernel::{self, Arena, Packed, Product, Share, Target};
use crate::ops::{Task, operator};
use googlenet_dsl::op::{Activation, Op};
use googlenet_dsl::plan::{Region, Work};

/// Steps in the order in which they run, and their weights in one arena in that order.
pub(crate) struct Steps {
    list: Vec<Step>,
    weights: Arena,
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
    /// The next step with weights.
    next: Option<usize>,
}

impl Steps {
    /// Packs the weights.
    pub(crate) fn new(parts: Vec<Part<'_>>, target: Target) -> Steps {
        let mut list: Vec<Step> = parts.iter().map(|part| Step::new(part, target)).collect();
        let mut len = 0;
        for step in &mut list {
            if let Some(Packed::Product(product)) = &mut step.packed {
                product.place(len);
                len += product.len();
            }
        }
        let mut next = None;
        for (at, step) in list.iter_mut().enumerate().rev() {
            step.next = next;
            if matches!(step.packed, Some(Packed::Product(_))) {
                next = Some(at);
            }
        }
        let mut weights = Arena::new(len);
        let mut rest = weights.values_mut();
        for (step, part) in list.iter().zip(&parts) {
            if let (Some(op), Some(Packed::Product(product))) = (&step.op, &step.packed) {
                let (values, behind) = rest.split_at_mut(product.len());
                operator(op).fill(&part.chain, product, values);
                rest = behind;
            }
        }
        Steps { list, weights }
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

    /// Bytes of packed weights.
    pub(crate) fn weight_bytes(&self) -> usize {
        self.weights.len() * size_of::<f32>()
    }
}

impl Step {
    fn new(part: &Part<'_>, target: Target) -> Step {
        let op = part.chain.first().map(|layer| layer.op().clone());
        let last = part.chain.last().map(|layer| layer.op().activation());
        let packed = op.as_ref().filter(|_| part.work == Work::Compute);
        let packed = packed
            .and_then(|op| operator(op).pack(&part.chain, &part.inputs, &part.output, target));
        Step {
            op,
            work: part.work,
            inputs: part.inputs.clone(),
            output: part.output.clone(),
            packed,
            activation: last.unwrap_or(Activation::None),
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
