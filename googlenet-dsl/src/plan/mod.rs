//! The planned form: which layers run together, in which order, and where each result lies in one arena.

mod allocate;
mod border;
mod fuse;
mod layout;
mod schedule;
mod storage;

pub use border::reach;
pub use fuse::MOST_POOLED_ROWS;
pub use layout::{Block, Border, Channels, LANES, Layout};

use crate::graph::{Graph, LayerId};
use crate::op::Op;
use crate::shape::Shape;
use border::border;
use std::sync::Arc;
use storage::{Origin, Storage};

/// How a network runs: computed for one picture, the same on every machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What to do, phase by phase.
    pub steps: Vec<Step>,
    /// Where each layer's result lies, by [`LayerId`]; `None` for layers whose results are not stored.
    pub regions: Vec<Option<Region>>,
    /// The phase after which each layer's result is there, by [`LayerId`]; `None` for what the caller gives. For a
    /// layer whose result is not stored, the phase of its step.
    pub ready: Vec<Option<usize>>,
    /// Size of the arena for one picture, in `f32` values.
    pub arena_len: usize,
}

/// One step of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The layers that it computes: the operation of the first, to which the others are applied where it is stored.
    pub layers: Vec<LayerId>,
    /// What is done.
    pub work: Work,
    /// When: steps of one phase do not read each other's results, and no two write one place.
    pub phase: usize,
    /// What it reads, by slot.
    pub inputs: Vec<Region>,
    /// Where its result goes.
    pub output: Region,
}

/// What a step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// The operation, all but a softmax. That of layer 0 takes the caller's picture.
    Compute,
    /// The softmax of the last layer's result, in place.
    Softmax,
}

/// Where a picture's values lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// The memory that holds it.
    pub place: Place,
    /// The first channel of the first pixel, in `f32` values.
    pub offset: usize,
    /// The shape of what lies there.
    pub shape: Shape,
    /// Its layout. A flattened map keeps the map's.
    pub layout: Arc<Layout>,
}

/// The memories of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The caller's picture.
    Input,
    /// The session's arena.
    Arena,
    /// Memory for results that are wanted beside the network's.
    Aside,
}

impl Region {
    /// What the caller gives: NHWC.
    pub fn given(shape: Shape) -> Region {
        let channels = Channels::interleaved(shape.channels());
        Region {
            place: Place::Input,
            offset: 0,
            shape,
            layout: Layout::new(shape.spatial(), [0; 4], channels).into(),
        }
    }

    /// All values that belong to the region, those of its border included.
    pub fn span(&self) -> std::ops::Range<usize> {
        let start = self.offset.wrapping_sub(self.layout.origin());
        start..start.wrapping_add(self.layout.len())
    }

    /// Whether two regions share no value.
    pub fn is_apart(&self, other: &Region) -> bool {
        let (a, b) = (self.span(), other.span());
        self.place != other.place || a.end <= b.start || b.end <= a.start
    }

    /// Whether the values of two regions have one order.
    pub fn is_alike(&self, other: &Region) -> bool {
        let (a, b) = (&self.layout, &other.layout);
        a.size == b.size && a.channels == b.channels
    }
}

impl Plan {
    /// Plans a network.
    pub fn new(graph: &Graph) -> Plan {
        let chains = fuse::chains(graph);
        let storage = storage::storage(graph, &chains);
        let layouts = storage::layouts(graph, &storage);
        let tasks = schedule::schedule(graph, &storage, chains);
        let (offsets, arena_len) = allocate::offsets(graph, &storage, &layouts, &tasks);
        let region = |id| region(graph, &storage, &layouts, &offsets, id);
        let steps = tasks.into_iter().map(|task| {
            let (first, last) = (task.layers[0], task.layers[task.layers.len() - 1]);
            let sources = graph.inputs(first);
            let inputs = match (task.work, first) {
                (Work::Softmax, _) => Vec::new(),
                (Work::Compute, 0) => vec![Region::given(graph.shape(0))],
                (Work::Compute, _) => sources.into_iter().map(region).collect(),
            };
            Step {
                layers: task.layers,
                work: task.work,
                phase: task.phase,
                inputs,
                output: region(last),
            }
        });
        let steps: Vec<Step> = steps.collect();
        let stored = |id: &LayerId| storage[*id].origin != Origin::Passed;
        Plan {
            ready: ready(graph, &storage, &steps),
            regions: graph
                .ids()
                .map(|id| stored(&id).then(|| region(id)))
                .collect(),
            steps,
            arena_len,
        }
    }

    /// Size of the arena for one picture, in bytes.
    pub fn arena_bytes(&self) -> u64 {
        self.arena_len as u64 * size_of::<f32>() as u64
    }

    /// The regions of one layer alone: its inputs one behind the other in the arena, then its result; and the arena's
    /// length.
    pub fn alone(op: &Op, inputs: &[Shape], output: Shape) -> (Vec<Region>, Region, usize) {
        let mut next = 0;
        let mut place = |shape: Shape, border: Border| {
            let layout = Layout::new(shape.spatial(), border, Channels::blocked(shape.channels()));
            let region = Region {
                place: Place::Arena,
                offset: next + layout.origin(),
                shape,
                layout: layout.into(),
            };
            next += region.layout.len().next_multiple_of(LANES);
            region
        };
        let inputs = inputs.iter().map(|shape| place(*shape, border(op, *shape)));
        let inputs = inputs.collect();
        let output = place(output, [0; 4]);
        (inputs, output, next)
    }
}

/// The phase after which each layer's result is there.
fn ready(graph: &Graph, storage: &[Storage], steps: &[Step]) -> Vec<Option<usize>> {
    let mut ready: Vec<Option<usize>> = vec![None; graph.len()];
    for step in steps {
        for layer in &step.layers {
            ready[*layer] = ready[*layer].max(Some(step.phase));
        }
    }
    for id in graph.ids() {
        if matches!(storage[id].origin, Origin::View | Origin::Branches) {
            let inputs = graph.inputs(id).into_iter();
            ready[id] = inputs.filter_map(|input| ready[input]).max();
        }
    }
    ready
}

fn region(
    graph: &Graph,
    storage: &[Storage],
    layouts: &[Arc<Layout>],
    offsets: &[usize],
    id: LayerId,
) -> Region {
    let Storage {
        buffer,
        block,
        channels,
        ..
    } = &storage[id];
    let layout = match layouts[*buffer].channels == *channels {
        true => Arc::clone(&layouts[*buffer]),
        false => Arc::new(Layout {
            channels: channels.clone(),
            ..(*layouts[*buffer]).clone()
        }),
    };
    let place = match storage[*buffer].origin {
        Origin::Given => Place::Input,
        _ => Place::Arena,
    };
    Region {
        place,
        offset: offsets[*buffer] + block * layout.block_stride + layout.origin(),
        shape: graph.shape(id),
        layout,
    }
}
