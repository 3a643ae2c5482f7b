//! Generation of a constant expression for the portable graph of a network.

use crate::graph::{Definition, Head, Layer, Output};
use crate::tokens::{Constant, borrowed};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

impl Constant for Layer {
    fn constant(&self) -> TokenStream {
        let Layer {
            name,
            op,
            inputs,
            line,
        } = self;
        let (op, inputs) = (
            op.constant(),
            borrowed(inputs.iter().map(Constant::constant)),
        );
        let line = line.constant();
        quote! {
            dsl::graph::Layer { name: ::std::borrow::Cow::Borrowed(#name), op: #op, inputs: #inputs, line: #line }
        }
    }
}

impl Constant for Output {
    fn constant(&self) -> TokenStream {
        let Output { name, layer } = self;
        let layer = layer.constant();
        quote!(dsl::graph::Output { name: ::std::borrow::Cow::Borrowed(#name), layer: #layer })
    }
}

impl Constant for Head {
    fn constant(&self) -> TokenStream {
        let Head {
            name,
            when,
            weight,
            input,
            first,
            output,
        } = self;
        let when = Ident::new(&format!("{when:?}"), Span::call_site());
        let [input, first, output] = [input, first, output].map(Constant::constant);
        let weight = weight.constant();
        quote! {
            dsl::graph::Head {
                name: ::std::borrow::Cow::Borrowed(#name),
                when: dsl::graph::When::#when,
                weight: #weight,
                input: #input,
                first: #first,
                output: #output,
            }
        }
    }
}

impl Constant for Definition {
    fn constant(&self) -> TokenStream {
        let Definition {
            name,
            layers,
            outputs,
            heads,
        } = self;
        let layers = borrowed(layers.iter().map(Constant::constant));
        let outputs = borrowed(outputs.iter().map(Constant::constant));
        let heads = borrowed(heads.iter().map(Constant::constant));
        quote! {
            dsl::graph::Definition {
                name: ::std::borrow::Cow::Borrowed(#name),
                layers: #layers,
                outputs: #outputs,
                heads: #heads,
            }
        }
    }
}
