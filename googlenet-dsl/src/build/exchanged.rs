//! The question whether channels and sizes of the input are exchanged, where a kernel is larger than its input.

use super::{GraphBuilder, Input, Layer};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::graph::Graph;

/// The largest number of channels of a usual image.
const FEW: u32 = 4;

/// The input with its channels last, and the layers that fit with it, by their ids in the expansion.
pub(super) struct Exchanged {
    size: [u32; 3],
    fits: Vec<bool>,
}

impl GraphBuilder<'_> {
    /// Adds the question to the error of the next layer, if the layer would fit.
    pub(super) fn ask_exchanged(&mut self, error: Diagnostic) -> Diagnostic {
        let [height, width, channels] = self.expanded.input;
        if height > FEW || width.min(channels) <= FEW {
            return error;
        }
        if self.exchanged.is_none() {
            self.exchanged = Some(self.exchange([width, channels, height]));
        }
        let at = self.ids.len();
        let Some(Some(found)) = &self.exchanged else {
            return error;
        };
        if !found.fits.get(at).copied().unwrap_or(false) {
            return error;
        }
        let [rows, columns, planes] = found.size;
        let given = format!("height {height}, width {width}, {channels} channels");
        error.also(self.expanded.input_span, given).help(format!(
            "are channels and sizes exchanged? `input: {{height: {rows}, width: {columns}, channels: {planes}}}` fits"
        ))
    }

    /// Builds the network with another input.
    fn exchange(&self, size: [u32; 3]) -> Option<Exchanged> {
        let input = Layer {
            op: Input { size }.into(),
            ..self.graph.layer(0).clone()
        };
        let mut other = GraphBuilder {
            expanded: self.expanded,
            source: self.source,
            graph: Graph::new(self.expanded.name, input).ok()?,
            ids: vec![Some(0)],
            errors: Diagnostics::none(),
            exchanged: Some(None),
        };
        for layer in &self.expanded.layers {
            let id = other.layer(layer);
            other.ids.push(id);
        }
        let fits = other.ids.iter().map(Option::is_some).collect();
        Some(Exchanged { size, fits })
    }
}
