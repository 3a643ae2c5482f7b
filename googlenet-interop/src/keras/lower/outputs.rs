//! The outputs of the network.

use super::context::{Lower, Lowering, Stop, Value, refuse};
use super::site::Site;
use crate::items::{ItemId, ItemKind, Refusals};
use crate::keras::graph::Graph;

impl Lowering<'_, '_> {
    /// Returns the items that are the network's outputs.
    pub(super) fn outputs(&mut self, graph: &Graph<'_>, refusals: &mut Refusals) -> Vec<ItemId> {
        let mut outputs = Vec::new();
        for output in &graph.outputs {
            let value = match self.result(*output) {
                Ok(value) => value,
                Err(Stop::Refused(reason)) => {
                    refusals.graph(reason);
                    continue;
                }
                Err(Stop::Silent) => continue,
            };
            let Some(node) = output.node else {
                refusals.graph("an output of the network is its input");
                continue;
            };
            let site = Site::of(graph, &graph.nodes[node]);
            let item = self.output(&site, value, &outputs);
            match item {
                Ok(item) => outputs.push(item),
                Err(Stop::Refused(reason)) => refusals.node(site.operator(), site.path(), reason),
                Err(Stop::Silent) => {}
            }
        }
        outputs
    }

    fn output(&mut self, site: &Site<'_, '_>, value: Value, others: &[ItemId]) -> Lower<ItemId> {
        if !self.order(value.item).is_natural() {
            return refuse(
                "it is an output, and a map that was flattened channels first, whose order cannot be said",
            );
        }
        let item = match value.sizes.len() {
            1 => self.vector_of(site, &value)?,
            3 => self.map_of(site, &value)?,
            _ => value.item,
        };
        // A description's outputs are layers, each its own.
        Ok(match item == 0 || others.contains(&item) {
            true => self.nothing(site, item),
            false => item,
        })
    }

    /// Appends a layer that does nothing.
    fn nothing(&mut self, site: &Site<'_, '_>, item: ItemId) -> ItemId {
        let nothing = ItemKind::Op(googlenet_dsl::op::Activation::None.into());
        self.map(site, nothing, item)
    }
}
