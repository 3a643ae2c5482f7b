//! Generation of the struct of a group of layers (a block, a join with branches, a step with appended layers, or a
//! head), and of the module around it.

use super::Generator;
use super::names::{Names, ident, type_name};
use crate::graph::LayerId;
use crate::tree::{Form, Group};
use crate::value::When;
use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

impl Generator<'_> {
    /// Generates the module of a group: the aliases `Input` and `Output`, the struct with its `forward`, and the
    /// modules of inner groups. `scope` is the path from inside of it to the network's module.
    pub(super) fn group_module(&self, group: &Group, scope: &TokenStream) -> TokenStream {
        let graph = &self.compiled.graph;
        let runtime = &self.options.runtime;
        let (name, ty) = (ident(&group.field), type_name(&group.field));
        let shapes = [group.input, group.output].map(|id| graph.shape(id));
        let debug = format!("{ty} ({} to {})", shapes[0], shapes[1]);
        let doc = self.group_doc(group);
        let types = self.types(scope);
        let [input, output] = shapes.map(|shape| types.shape(shape));
        let fields = self.fields(group, &TokenStream::new(), scope);
        let modules = self.modules(group, scope);
        let forward = group.stands_alone().then(|| {
            let body = self.forward_body(group, Names::Own, group.input, &[group.output]);
            quote! {
                impl #ty {
                    #[doc = "Runs the layers on the calling thread."]
                    #[inline]
                    pub fn forward(&self, input: &#runtime::Tensor<Input>) -> #runtime::Tensor<Output> {
                        #body
                    }
                }
            }
        });
        quote! {
            #[doc = #doc]
            pub mod #name {
                #[doc = "The shape of the block's input."]
                pub type Input = #input;
                #[doc = "The shape of the block's output."]
                pub type Output = #output;

                #[doc = #doc]
                #[derive(::core::clone::Clone)]
                pub struct #ty { #fields }

                impl ::core::fmt::Debug for #ty {
                    #[inline]
                    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                        f.write_str(#debug)
                    }
                }

                #forward
                #modules
            }
        }
    }

    pub(super) fn layer_type(&self, id: LayerId, scope: &TokenStream) -> TokenStream {
        let graph = &self.compiled.graph;
        graph
            .op(id)
            .rust_type(&self.types(scope), &graph.input_shapes(id), graph.shape(id))
    }

    /// Returns the path of a layer's tuple struct without its types, as a constructor.
    pub(super) fn layer_constructor(&self, id: LayerId) -> TokenStream {
        let is_generic =
            |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '<');
        let ty = self.layer_type(id, &TokenStream::new()).into_iter();
        ty.take_while(|token| !is_generic(token)).collect()
    }

    pub(super) fn layer_doc(&self, id: LayerId) -> String {
        let graph = &self.compiled.graph;
        let inputs: Vec<String> = graph
            .input_shapes(id)
            .iter()
            .map(ToString::to_string)
            .collect();
        let kind = graph.op(id).kind().map_or("input", |kind| kind.name);
        let (line, file) = (graph.layer(id).line, &self.options.file);
        format!(
            "`{kind}`, {} to {}; line {line} of `{file}`.",
            inputs.join(" and "),
            graph.shape(id)
        )
    }

    pub(super) fn group_doc(&self, group: &Group) -> String {
        let graph = &self.compiled.graph;
        let (input, output) = (graph.shape(group.input), graph.shape(group.output));
        let what = match &group.form {
            Form::Block(block) => format!("Block `{block}` as `{}`", group.field),
            Form::Branches => format!("Branches of `{}`", group.field),
            Form::Step => format!(
                "Step `{}` with the layers that its options append",
                group.field
            ),
            Form::Head(When::Always) => format!("Head `{}`", group.field),
            Form::Head(When::Training) => format!("Head `{}`, in training only", group.field),
        };
        format!(
            "{what}, {input} to {output}; line {} of `{}`.",
            group.line, self.options.file
        )
    }
}
