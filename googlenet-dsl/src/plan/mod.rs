//! The planned form: which layers run, in which order, and where each result lies in one arena.

mod alias;
mod allocate;

use crate::graph::{Graph, LayerId};
use crate::shape::Shape;

/// Results start at multiples of so many `f32` values (64 bytes).
pub const ALIGNMENT: usize = 16;

/// How a network runs: computed for one picture, the same on every machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What to do, in order.
    pub steps: Vec<Step>,
    /// Where each layer's result lies, by [`LayerId`].
    pub regions: Vec<Region>,
    /// Size of the arena for one picture, in `f32` values.
    pub arena_len: usize,
}

/// One step of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The layer whose operation runs.
    pub layer: LayerId,
    /// What it reads, by slot.
    pub inputs: Vec<Region>,
    /// Where its result goes.
    pub output: Region,
}

/// Where a picture's values lie: pixel `p`, channel `c` at `offset + p * pixel_stride + c`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// The memory that holds it.
    pub place: Place,
    /// First value, in `f32` values.
    pub offset: usize,
    /// Values from one pixel to the next; more than the channels inside a concat.
    pub pixel_stride: usize,
    /// The shape of what lies there.
    pub shape: Shape,
}

/// The memories of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The caller's picture.
    Input,
    /// The session's arena.
    Arena,
}

impl Region {
    /// One past the last value.
    pub fn end(&self) -> usize {
        self.offset + (self.shape.pixels() - 1) * self.pixel_stride + self.shape.channels()
    }

    /// Whether the values lie without gaps.
    pub fn is_dense(&self) -> bool {
        self.shape.pixels() == 1 || self.pixel_stride == self.shape.channels()
    }
}

impl Plan {
    /// Plans a network.
    pub fn new(graph: &Graph) -> Plan {
        let storage = alias::storage(graph);
        let steps: Vec<LayerId> = graph.ids().filter(|id| storage[*id].computed).collect();
        let (offsets, arena_len) = allocate::offsets(graph, &storage, &steps);
        let regions: Vec<Region> = graph
            .ids()
            .map(|id| region(graph, &storage, &offsets, id))
            .collect();
        let steps = steps
            .into_iter()
            .map(|layer| Step {
                layer,
                inputs: graph
                    .inputs(layer)
                    .into_iter()
                    .map(|input| regions[input])
                    .collect(),
                output: regions[layer],
            })
            .collect();
        Plan {
            steps,
            regions,
            arena_len,
        }
    }

    /// Size of the arena for one picture, in bytes.
    pub fn arena_bytes(&self) -> u64 {
        self.arena_len as u64 * size_of::<f32>() as u64
    }
}

fn region(graph: &Graph, storage: &[alias::Storage], offsets: &[usize], id: LayerId) -> Region {
    let storage = storage[id];
    let shape = graph.shape(id);
    let place = if storage.buffer == 0 {
        Place::Input
    } else {
        Place::Arena
    };
    let pixel_stride = match shape {
        Shape::Map { .. } => storage.pixel_stride,
        Shape::Vector { features } => features,
    };
    Region {
        place,
        offset: offsets[storage.buffer] + storage.channel,
        pixel_stride,
        shape,
    }
}
