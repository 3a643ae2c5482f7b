//! A network prepared for drawing: its layers grouped into boxes, the texts of the boxes, and the layout as
//! expressions.

use crate::content::Content;
use crate::error::Error;
use crate::facts::Cost;
use crate::layout::{Contents, Layout, lay_out};
use crate::options::Options;
use crate::outline::Outline;
use googlenet_dsl::graph::Graph;
use googlenet_dsl::number::grouped;
use googlenet_dsl::tree::Item;

/// Largest number of layers, the input included, of a network that is drawn.
const MAX_LAYERS: usize = 20_000;

/// Network, texts and layout of a drawing before it is decided which modules are collapsed.
#[derive(Debug)]
pub(crate) struct Scene {
    pub(crate) graph: Graph,
    pub(crate) outline: Outline,
    pub(crate) contents: Contents,
    pub(crate) layout: Layout,
    pub(crate) options: Options,
    /// Cost of each layer, indexed by layer.
    pub(crate) costs: Vec<Cost>,
}

impl Scene {
    pub(crate) fn new(graph: &Graph, items: &[Item], options: &Options) -> Result<Scene, Error> {
        if graph.len() > MAX_LAYERS {
            return Err(Error::TooLarge {
                what: "layers",
                most: MAX_LAYERS,
            });
        }
        let mut outline = Outline::new(graph);
        outline.name_blocks(items);
        let costs: Vec<Cost> = graph.ids().map(|id| Cost::of(graph, id)).collect();
        let contents = Contents {
            cards: (0..outline.cards.len())
                .map(|card| Content::of_card(graph, &outline, &costs, card, options))
                .collect(),
            groups: (0..outline.groups.len())
                .map(|group| Content::of_group(graph, &outline, &costs, group, options))
                .collect(),
            titles: outline
                .groups
                .iter()
                .map(|group| {
                    let block = group.block.clone().unwrap_or_default();
                    match options.names {
                        true => [group.name.clone(), block],
                        false => [block, String::new()],
                    }
                })
                .collect(),
        };
        let layout = lay_out(graph, &outline, &contents, options.direction)?;
        Ok(Scene {
            graph: graph.clone(),
            outline,
            contents,
            layout,
            options: options.clone(),
            costs,
        })
    }

    /// Returns one line of text with the numbers of layers (without the input), parameters and multiply-accumulates of
    /// the network.
    pub(crate) fn totals(&self) -> String {
        let total = Cost::sum(&self.costs, self.graph.ids());
        let layers = self.graph.len() - 1;
        let (params, macs) = (grouped(total.params), grouped(total.macs));
        format!("{layers} layers \u{b7} {params} parameters \u{b7} {macs} MACs")
    }
}
