//! Results that stay in `f32` where others are quantised.

use crate::graph::{Graph, LayerId};
use crate::op::Op;

impl Graph {
    /// Returns, by id, whether a layer's result stays in `f32` when maps are quantised: outputs that no other layer reads,
    /// and what such outputs are the softmax of or hold as it is.
    pub fn float_results(&self) -> Vec<bool> {
        let groups = self.shared_scales();
        let mut float = vec![true; self.len()];
        loop {
            let stays = |id: LayerId| {
                let mut readers = self.readers(id).into_iter();
                readers.all(|reader| {
                    let is_same = groups[reader] == groups[id];
                    is_same || float[reader] && matches!(self.op(reader), Op::Softmax(_))
                })
            };
            let mut of_group = vec![true; self.len()];
            for id in self.ids() {
                of_group[groups[id]] &= stays(id);
            }
            let next: Vec<bool> = self.ids().map(|id| of_group[groups[id]]).collect();
            if next == float {
                return float;
            }
            float = next;
        }
    }
}
