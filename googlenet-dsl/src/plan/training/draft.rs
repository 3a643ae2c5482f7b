//! Steps before the places of their regions are known, and the pass that places them.

use super::split::{End, Split};
use super::step::{TrainingKind, TrainingStep};
use super::{Kept, TrainingOptions, TrainingOutput, TrainingPlan};
use crate::graph::{Graph, LayerId};
use crate::op::Op;
use crate::plan::allocate::{self, Buffer};
use crate::plan::storage::{Storage, ValueSource};
use crate::plan::{
    ALIGN, Border, Channels, Fused, LANES, Layout, Place, Region, Step, StepKind, region,
};
use crate::shape::Shape;
use crate::value::DType;
use std::sync::Arc;

/// A region whose place is not known yet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Spot {
    /// Result of a layer of the split graph.
    Value(LayerId),
    /// Gradient of the result of a layer of the split graph.
    Gradient(LayerId),
    /// Consecutive blocks of channels of the gradients in the buffer of a layer: the first, and their number.
    GradientBlocks(LayerId, usize, usize),
    /// Memory of its own, an index of [`Drafts::own`].
    Own(usize),
}

/// A step whose regions have no places yet.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub kind: TrainingKind,
    /// First layer, in the split graph, of the chain that the step belongs to, and its last.
    pub first: LayerId,
    pub last: LayerId,
    pub op: Op,
    pub step_kind: StepKind,
    pub epilogue: Vec<Fused>,
    pub saved: Option<Spot>,
    pub sums: Option<Spot>,
    pub gradient: Option<Spot>,
    pub target: Option<Spot>,
    pub accumulate: bool,
    /// Whether the step reads the values of the operands, and of the result.
    pub reads_inputs: bool,
    pub reads_result: bool,
}

/// All steps so far, and what they are made from.
pub(super) struct Drafts<'g> {
    pub split: &'g Split,
    pub options: &'g TrainingOptions,
    pub storage: &'g [Storage],
    layouts: &'g [Arc<Layout>],
    pub forward: Vec<Draft>,
    pub backward: Vec<Draft>,
    /// Shape and layout of each [`Spot::Own`].
    own: Vec<(Shape, Arc<Layout>)>,
    /// Border of the gradients in the buffer of each layer.
    pub borders: Vec<Border>,
    /// For each buffer and each block of channels in it, whether a gradient has been written there.
    written: Vec<Vec<bool>>,
    /// For each output, whether its gradient is wanted, and whether it is added to another one.
    pub output_gradients: Vec<(bool, bool)>,
    /// What the forward step of each layer saves.
    pub saved: Vec<Option<Spot>>,
}

impl<'g> Drafts<'g> {
    pub(super) fn new(
        split: &'g Split,
        storage: &'g [Storage],
        layouts: &'g [Arc<Layout>],
        options: &'g TrainingOptions,
    ) -> Drafts<'g> {
        let count = split.graph.len();
        let blocks = |id: usize| match storage[id].buffer == id {
            true => vec![false; layouts[id].channels.blocks()],
            false => Vec::new(),
        };
        Drafts {
            split,
            options,
            storage,
            layouts,
            forward: Vec::new(),
            backward: Vec::new(),
            own: Vec::new(),
            borders: vec![[0; 4]; count],
            written: (0..count).map(blocks).collect(),
            output_gradients: Vec::new(),
            saved: vec![None; count],
        }
    }

    pub(super) fn graph(&self) -> &'g Graph {
        &self.split.graph
    }

    /// Returns `true` if the weights of a layer of the split graph stay as they are.
    pub(super) fn is_frozen(&self, id: LayerId) -> bool {
        self.options.is_frozen(self.split.origin[id])
    }

    /// Returns `true` if a layer of the split graph has weights that training changes.
    pub(super) fn learns(&self, id: LayerId) -> bool {
        let weights = self.graph().weights(id);
        !self.is_frozen(id) && weights.iter().any(|weight| weight.role.trainable())
    }

    /// Returns `true` if the layer runs as in inference.
    pub(super) fn runs_as_in_inference(&self, id: LayerId) -> bool {
        self.options.inference || self.is_frozen(id)
    }

    /// Adds memory for a map with the channels of the result of a layer.
    pub(super) fn add_map(&mut self, id: LayerId, dtype: DType, border: Border) -> Spot {
        let Storage { channels, size, .. } = &self.storage[id];
        let layout = Layout::apart(dtype, *size, border, channels.clone());
        self.own.push((self.graph().shape(id), layout.into()));
        Spot::Own(self.own.len() - 1)
    }

    /// Adds memory for `vectors` vectors with a value for each lane of the result of a layer.
    pub(super) fn add_vectors(&mut self, id: LayerId, vectors: usize) -> Spot {
        let channels = &self.storage[id].channels;
        let panels = match channels.lanes() {
            LANES => channels.blocks(),
            lanes => lanes.div_ceil(LANES),
        };
        let lanes = panels * LANES;
        let channels = Channels::blocked(vectors * lanes);
        let layout = Layout::new(DType::F32, [1, 1], [0; 4], channels);
        let shape = Shape::vector(vectors * lanes);
        self.own.push((shape, layout.into()));
        Spot::Own(self.own.len() - 1)
    }

    /// Returns the blocks of the result of a layer in its buffer, for each whether a gradient has been written there.
    fn blocks(&mut self, id: LayerId) -> (LayerId, usize, &mut [bool]) {
        let Storage {
            buffer,
            block,
            channels,
            ..
        } = &self.storage[id];
        let blocks = &mut self.written[*buffer][*block..][..channels.blocks()];
        (*buffer, *block, blocks)
    }

    /// Notes that a gradient of the result of a layer is about to be written. Returns `true` if it is added to others;
    /// what no other gradient has been written to is then cleared.
    pub(super) fn contribute(&mut self, id: LayerId) -> bool {
        let (_, _, blocks) = self.blocks(id);
        if blocks.iter().all(|written| !written) {
            blocks.fill(true);
            return false;
        }
        self.complete(id);
        true
    }

    /// Clears what no gradient of the result of a layer has been written to. Returns `false`, and clears nothing, if
    /// none has been.
    pub(super) fn complete(&mut self, id: LayerId) -> bool {
        let (buffer, first, blocks) = self.blocks(id);
        if blocks.iter().all(|written| !written) {
            return false;
        }
        let mut cleared = Vec::new();
        for (at, written) in blocks.iter_mut().enumerate() {
            if !*written {
                cleared.push(Spot::GradientBlocks(buffer, first + at, 1));
                *written = true;
            }
        }
        for target in cleared {
            let draft = Draft {
                target: Some(target),
                ..Draft::of(self, TrainingKind::Clear, id, id)
            };
            self.backward.push(draft);
        }
        true
    }
}

impl Draft {
    /// Creates a step of the chain from `first` to `last` that reads and writes nothing.
    pub(super) fn of(
        drafts: &Drafts<'_>,
        kind: TrainingKind,
        first: LayerId,
        last: LayerId,
    ) -> Draft {
        Draft {
            kind,
            first,
            last,
            op: drafts.graph().op(first).clone(),
            step_kind: StepKind::Forward,
            epilogue: Vec::new(),
            saved: None,
            sums: None,
            gradient: None,
            target: None,
            accumulate: false,
            reads_inputs: false,
            reads_result: false,
        }
    }

    /// Returns all regions whose contents the step reads or writes.
    fn touches(&self, graph: &Graph) -> Vec<Spot> {
        let inputs = graph.inputs(self.first).into_iter().map(Spot::Value);
        let inputs = inputs.filter(|_| self.reads_inputs);
        let result = self.reads_result.then_some(Spot::Value(self.last));
        let others = [self.saved, self.sums, self.gradient, self.target];
        let others = others.into_iter().flatten();
        inputs.chain(result).chain(others).collect()
    }
}

/// Places of all regions.
struct Places {
    offsets: Vec<usize>,
    gradient_layouts: Vec<Arc<Layout>>,
}

impl Drafts<'_> {
    /// Returns the index, among the buffers of values, gradients and own memory, of the buffer of a region.
    fn buffer(&self, spot: Spot) -> usize {
        let count = self.storage.len();
        match spot {
            Spot::Value(id) => self.storage[id].buffer,
            Spot::Gradient(id) => count + self.storage[id].buffer,
            Spot::GradientBlocks(buffer, ..) => count + buffer,
            Spot::Own(at) => 2 * count + at,
        }
    }

    /// Returns, for each buffer, the first and the last step that reads or writes it, counted over both passes with one
    /// more between them for the loss.
    fn lifetimes(&self) -> Vec<Option<(usize, usize)>> {
        let loss = self.forward.len();
        let mut lifetimes = vec![None; 2 * self.storage.len() + self.own.len()];
        let mut touch = |spot: Spot, at: usize| {
            let range = lifetimes[self.buffer(spot)].get_or_insert((at, at));
            *range = (range.0.min(at), range.1.max(at));
        };
        let between = self.backward.iter().enumerate();
        let backward = between.map(|(at, draft)| (loss + 1 + at, draft));
        for (at, draft) in self.forward.iter().enumerate().chain(backward) {
            for spot in draft.touches(self.graph()) {
                touch(spot, at);
            }
        }
        for (end, (wanted, _)) in self.split.ends.iter().zip(&self.output_gradients) {
            touch(Spot::Value(end.value), loss);
            if *wanted {
                touch(Spot::Gradient(end.value), loss);
            }
        }
        let kept = self.options.keep.iter().map(|id| self.split.result[*id]);
        let input = self.options.input_gradient.then_some(0);
        for id in kept.chain(input) {
            touch(Spot::Value(id), usize::MAX);
            touch(Spot::Gradient(id), usize::MAX);
        }
        lifetimes
    }

    fn gradient_layouts(&self) -> Vec<Arc<Layout>> {
        let layout = |id: usize| match self.storage[id].buffer == id {
            true => {
                let Storage { channels, size, .. } = &self.storage[id];
                let border = self.borders[id];
                Layout::new(self.options.dtype, *size, border, channels.clone()).into()
            }
            false => Arc::clone(&self.layouts[id]),
        };
        (0..self.storage.len()).map(layout).collect()
    }

    /// Places all regions, and makes the plan. `graph` is the network of training.
    pub(super) fn place(self, graph: &Graph) -> TrainingPlan {
        let gradient_layouts = self.gradient_layouts();
        let count = self.storage.len();
        let bytes = |buffer: usize| {
            let layout = match buffer.checked_sub(2 * count) {
                Some(own) => &self.own[own].1,
                None if buffer < count => &self.layouts[buffer],
                None => &gradient_layouts[buffer - count],
            };
            layout.bytes().next_multiple_of(ALIGN)
        };
        let is_external =
            |buffer: usize| buffer < count && self.storage[buffer].source == ValueSource::External;
        let lifetimes = self.lifetimes();
        let used = lifetimes.iter().enumerate();
        let buffers = used.filter_map(|(owner, range)| {
            let (first, last) = (*range)?;
            let bytes = bytes(owner);
            (!is_external(owner)).then_some(Buffer {
                owner,
                bytes,
                first,
                last,
            })
        });
        let (offsets, arena_bytes, _) = allocate::fit(buffers.collect(), lifetimes.len());
        let places = Places {
            offsets,
            gradient_layouts,
        };
        let step = |draft: &Draft| self.step(&places, draft);
        let ends = self.split.ends.iter().zip(&self.output_gradients);
        let outputs = ends.zip(graph.outputs());
        TrainingPlan {
            forward: self.forward.iter().map(step).collect(),
            backward: self.backward.iter().map(step).collect(),
            outputs: outputs
                .map(|((end, gradient), output)| TrainingOutput {
                    name: output.name.clone(),
                    ..self.output(&places, graph, end, *gradient)
                })
                .collect(),
            input_gradient: (self.options.input_gradient && self.written[0].contains(&true))
                .then(|| self.region(&places, Spot::Gradient(0))),
            kept: self.kept(&places),
            arena_bytes,
        }
    }

    fn kept(&self, places: &Places) -> Vec<Kept> {
        let kept = self.options.keep.iter().map(|layer| {
            let id = self.split.result[*layer];
            let written = &self.written[self.storage[id].buffer];
            Kept {
                layer: *layer,
                value: self.region(places, Spot::Value(id)),
                gradient: written
                    .contains(&true)
                    .then(|| self.region(places, Spot::Gradient(id))),
            }
        });
        kept.collect()
    }

    fn output(
        &self,
        places: &Places,
        graph: &Graph,
        end: &End,
        (wanted, accumulate): (bool, bool),
    ) -> TrainingOutput {
        let head = graph.heads().iter().find(|head| head.output == end.layer);
        TrainingOutput {
            name: "".into(),
            layer: end.layer,
            weight: head.map_or(1.0, |head| head.weight),
            activation: end.activation,
            value: self.region(places, Spot::Value(end.value)),
            gradient: wanted.then(|| self.region(places, Spot::Gradient(end.value))),
            accumulate,
        }
    }

    fn region(&self, places: &Places, spot: Spot) -> Region {
        let (graph, count) = (self.graph(), self.storage.len());
        let at = |offset: usize, shape: Shape, layout: Arc<Layout>| Region {
            place: Place::Arena,
            offset: offset + layout.origin_bytes(),
            shape,
            layout,
        };
        match spot {
            Spot::Value(id) => region(graph, self.storage, self.layouts, &places.offsets, id),
            Spot::Gradient(id) => {
                let offsets = &places.offsets[count..];
                let layouts = &places.gradient_layouts;
                let region = region(graph, self.storage, layouts, offsets, id);
                Region {
                    place: Place::Arena,
                    ..region
                }
            }
            Spot::GradientBlocks(buffer, first, blocks) => {
                let whole = &places.gradient_layouts[buffer];
                let lanes = whole.channels.lanes();
                let channels = match lanes == LANES {
                    true => Channels::blocked(blocks * LANES),
                    false => whole.channels.clone(),
                };
                let [height, width] = whole.size;
                let shape = Shape::map(height, width, channels.count());
                let offset = places.offsets[count + buffer];
                let offset = offset + whole.block_offset(first) * whole.dtype.size();
                at(offset, shape, whole.part(first, channels).into())
            }
            Spot::Own(own) => {
                let (shape, layout) = &self.own[own];
                at(places.offsets[2 * count + own], *shape, Arc::clone(layout))
            }
        }
    }

    fn step(&self, places: &Places, draft: &Draft) -> TrainingStep {
        let spot = |spot: Option<Spot>| spot.map(|spot| self.region(places, spot));
        let inputs = match (draft.step_kind, draft.first) {
            (StepKind::InPlace, _) => Vec::new(),
            (_, 0) => vec![Region::external(self.graph().shape(0))],
            (_, first) => {
                let inputs = self.graph().inputs(first).into_iter();
                let region = |id| self.region(places, Spot::Value(id));
                inputs.map(region).collect()
            }
        };
        let origin = |id: LayerId| self.split.origin[id];
        let first = origin(draft.first);
        let mut layers = vec![first];
        if origin(draft.last) != first {
            layers.push(origin(draft.last));
        }
        TrainingStep {
            kind: draft.kind,
            layer: first,
            step: Step {
                op: draft.op.clone(),
                kind: draft.step_kind,
                layers: layers.into(),
                epilogue: draft.epilogue.clone().into(),
                phase: 0,
                inputs: inputs.into(),
                outputs: [self.region(places, Spot::Value(draft.last))].into(),
            },
            saved: spot(draft.saved),
            sums: spot(draft.sums),
            gradient: spot(draft.gradient),
            target: spot(draft.target),
            accumulate: draft.accumulate,
            inference: self.runs_as_in_inference(draft.first),
        }
    }
}
