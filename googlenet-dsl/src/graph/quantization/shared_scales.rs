//! Layers whose results share scale and zero point.

use super::moves::moves_values;
use crate::graph::{Graph, LayerId};

impl Graph {
    /// Returns whether each value of a layer's result is a value of one of its inputs as it is, or a zero of padding: maximum
    /// pooling, concats, views, copies of channels and pixels.
    ///
    /// # Panics
    /// Panics if there is no such layer.
    pub fn moves_values(&self, id: LayerId) -> bool {
        moves_values(self.op(id))
    }

    /// Returns, by id, the first layer with whose result a layer's result shares scale and zero point when maps are
    /// quantised; that layer itself if there is none before it. Values that are only moved
    /// ([`Graph::moves_values`]) are stored as they are read, so that what they come from and all that they come
    /// to have one scale.
    pub fn shared_scales(&self) -> Vec<LayerId> {
        let mut first: Vec<LayerId> = self.ids().collect();
        for id in self.ids().filter(|id| self.moves_values(*id)) {
            for input in self.inputs(id) {
                let (a, b) = (first[id], first[input]);
                let (kept, joined) = (a.min(b), a.max(b));
                for other in &mut first {
                    if *other == joined {
                        *other = kept;
                    }
                }
            }
        }
        first
    }
}
