//! Generation of the assertions at compile time that the shapes of typed layers fit.

use super::Generator;
use crate::grammar::Reads;
use crate::graph::LayerId;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::HashSet;

impl Generator<'_> {
    /// Generates one constant whose evaluation checks each type of layer once. Types that have one shape, such as a
    /// batch normalisation's, have nothing to check.
    pub(super) fn checks(&self) -> TokenStream {
        let graph = &self.compiled.graph;
        let training = graph.training();
        let mut known = HashSet::new();
        let mut checks = Vec::new();
        for id in training.ids().skip(1).filter(|id| self.has_rule(*id)) {
            let ty = self.layer_type(id, &TokenStream::new());
            if known.insert(ty.to_string()) {
                checks.push(quote! { <#ty>::CHECK });
            }
        }
        let count = checks.len();
        quote! { const _: [(); #count] = [#(#checks),*]; }
    }

    /// Returns `true` unless the layer has one input and no window, and keeps the shape.
    fn has_rule(&self, id: LayerId) -> bool {
        let graph = &self.compiled.graph;
        let op = graph.op(id);
        let branches = op.kind().is_some_and(|kind| kind.reads == Reads::Branches);
        branches || op.window().is_some() || graph.input_shapes(id) != [graph.shape(id)]
    }
}
