//! Values as constant expressions. Paths begin at `dsl`, which the surrounding code brings into scope.

use crate::graph::{Definition, Head, Layer, Output};
use crate::op::Window;
use crate::preprocess::{Preprocess, Resize};
use proc_macro2::{Ident, Literal as Token, Span, TokenStream};
use quote::quote;

/// A value as a constant expression.
pub(crate) trait Literal {
    /// The expression.
    fn literal(&self) -> TokenStream;
}

macro_rules! numbers {
    ($($ty:ident: $suffixed:ident),*) => {
        $(impl Literal for $ty {
            fn literal(&self) -> TokenStream {
                let token = Token::$suffixed(*self);
                quote!(#token)
            }
        })*
    };
}

numbers!(u32: u32_unsuffixed, usize: usize_unsuffixed, f32: f32_unsuffixed, f64: f64_unsuffixed);

impl Literal for bool {
    fn literal(&self) -> TokenStream {
        quote!(#self)
    }
}

impl<T: Literal, const N: usize> Literal for [T; N] {
    fn literal(&self) -> TokenStream {
        let items = self.iter().map(Literal::literal);
        quote!([#(#items),*])
    }
}

fn borrowed(items: impl Iterator<Item = TokenStream>) -> TokenStream {
    quote!(::std::borrow::Cow::Borrowed(&[#(#items),*]))
}

impl Literal for std::borrow::Cow<'static, [f64]> {
    fn literal(&self) -> TokenStream {
        borrowed(self.iter().map(Literal::literal))
    }
}

impl Literal for Preprocess {
    fn literal(&self) -> TokenStream {
        let Preprocess {
            resize,
            crop,
            color,
            scale,
            mean,
            std,
        } = self;
        let resize = match resize {
            Resize::None => quote!(None),
            Resize::Shorter(side) => {
                let side = side.literal();
                quote!(Shorter(#side))
            }
            Resize::Exact(size) => {
                let size = size.literal();
                quote!(Exact(#size))
            }
        };
        let color = Ident::new(&format!("{color:?}"), Span::call_site());
        let (crop, scale) = (crop.literal(), scale.literal());
        let (mean, std) = (mean.literal(), std.literal());
        quote! {
            dsl::preprocess::Preprocess {
                resize: dsl::preprocess::Resize::#resize,
                crop: #crop,
                color: dsl::preprocess::Color::#color,
                scale: #scale,
                mean: #mean,
                std: #std,
            }
        }
    }
}

impl Literal for std::borrow::Cow<'static, [f32]> {
    fn literal(&self) -> TokenStream {
        borrowed(self.iter().map(Literal::literal))
    }
}

impl Literal for Window {
    fn literal(&self) -> TokenStream {
        let Window {
            kernel,
            stride,
            dilation,
            padding,
            ceil,
        } = self;
        let (kernel, stride, padding) = (kernel.literal(), stride.literal(), padding.literal());
        if *dilation == [1, 1] && !ceil {
            return quote!(dsl::op::Window::new(#kernel, #stride, #padding));
        }
        let (dilation, ceil) = (dilation.literal(), ceil.literal());
        quote! {
            dsl::op::Window { kernel: #kernel, stride: #stride, dilation: #dilation, padding: #padding, ceil: #ceil }
        }
    }
}

impl Literal for Layer {
    fn literal(&self) -> TokenStream {
        let Layer {
            name,
            op,
            inputs,
            line,
        } = self;
        let (op, inputs) = (op.literal(), borrowed(inputs.iter().map(Literal::literal)));
        let line = line.literal();
        quote! {
            dsl::graph::Layer { name: ::std::borrow::Cow::Borrowed(#name), op: #op, inputs: #inputs, line: #line }
        }
    }
}

impl Literal for Output {
    fn literal(&self) -> TokenStream {
        let Output { name, layer } = self;
        let layer = layer.literal();
        quote!(dsl::graph::Output { name: ::std::borrow::Cow::Borrowed(#name), layer: #layer })
    }
}

impl Literal for Head {
    fn literal(&self) -> TokenStream {
        let Head {
            name,
            when,
            weight,
            input,
            first,
            output,
        } = self;
        let when = Ident::new(&format!("{when:?}"), Span::call_site());
        let [input, first, output] = [input, first, output].map(Literal::literal);
        let weight = weight.literal();
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

impl Literal for Definition {
    fn literal(&self) -> TokenStream {
        let Definition {
            name,
            layers,
            outputs,
            heads,
        } = self;
        let layers = borrowed(layers.iter().map(Literal::literal));
        let outputs = borrowed(outputs.iter().map(Literal::literal));
        let heads = borrowed(heads.iter().map(Literal::literal));
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
