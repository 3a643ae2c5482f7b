//! Generation of the struct of a group of layers (a block, a join with branches, a step with appended layers, or a
//! head), and of the module around it.

use super::Generator;
use super::names::ident;
use crate::graph::LayerId;
use crate::tokens::shape_type;
use crate::tree::{Form, Group, Item};
use crate::value::When;
use proc_macro2::TokenStream;
use quote::quote;

/// Code for the layers and inner groups of a generated struct, which is a network or a group.
pub(super) struct Members {
    /// The declarations of the struct's fields, one for each layer or inner group, with doc comments.
    pub(super) fields: TokenStream,
    /// The initializers `field: value` of a struct expression, which take the layers from the iterator `layers` in the
    /// order of the graph.
    pub(super) build: TokenStream,
    /// Statements that push a reference to every layer onto the vector `layers`, in the order of the graph.
    pub(super) collect: TokenStream,
    /// Statements that push a `LayerMut` of every layer onto the vector `layers`, in the order of the graph.
    pub(super) collect_mut: TokenStream,
    /// Assertions at compile time that the shapes of the typed layers fit.
    pub(super) checks: TokenStream,
    /// The definitions of the inner groups' modules, each with the struct of its group.
    pub(super) modules: TokenStream,
}

impl Generator<'_> {
    /// Generates the members of a struct that holds `items`, then the layer `join` in the field `join`, then the items
    /// `after`. `parent` is the path from the struct to the modules of its inner groups, empty or ending in `::`.
    pub(super) fn members(
        &self,
        items: &[Item],
        join: Option<LayerId>,
        after: &[Item],
        parent: &TokenStream,
    ) -> Members {
        let mut members = Members {
            fields: TokenStream::new(),
            build: TokenStream::new(),
            collect: TokenStream::new(),
            collect_mut: TokenStream::new(),
            checks: TokenStream::new(),
            modules: TokenStream::new(),
        };
        let layer = |members: &mut Members, field: &str, id: LayerId| {
            let (field, ty, doc) = (ident(field), self.layer_type(id), self.layer_doc(id));
            members
                .fields
                .extend(quote! { #[doc = #doc] pub #field: #ty, });
            members.build.extend(quote! { #field: layers.next(), });
            members
                .collect
                .extend(quote! { layers.push(&self.#field); });
            members
                .collect_mut
                .extend(quote! { layers.push(self.#field.layer_mut()); });
            members
                .checks
                .extend(quote! { const _: () = <#ty>::CHECK; });
        };
        let item = |members: &mut Members, item: &Item| match item {
            Item::Layer { field, id } => layer(members, field, *id),
            Item::Group(group) => {
                let (field, doc) = (ident(&group.field), self.group_doc(group));
                members
                    .fields
                    .extend(quote! { #[doc = #doc] pub #field: #parent #field::Block, });
                members
                    .build
                    .extend(quote! { #field: #parent #field::Block::from_layers(layers), });
                members
                    .collect
                    .extend(quote! { self.#field.collect(layers); });
                members
                    .collect_mut
                    .extend(quote! { self.#field.collect_mut(layers); });
                members.modules.extend(self.group_module(group));
            }
        };
        items.iter().for_each(|one| item(&mut members, one));
        if let Some(join) = join {
            layer(&mut members, "join", join);
        }
        after.iter().for_each(|one| item(&mut members, one));
        members
    }

    fn group_module(&self, group: &Group) -> TokenStream {
        let graph = &self.compiled.graph;
        let runtime = &self.options.runtime;
        let name = ident(&group.field);
        let doc = self.group_doc(group);
        let input = shape_type(runtime, graph.shape(group.input));
        let output = shape_type(runtime, graph.shape(group.output));
        let Members {
            fields,
            build,
            collect,
            collect_mut,
            checks,
            modules,
        } = self.members(&group.items, group.join, &group.after, &TokenStream::new());
        let forward = group.stands_alone().then(|| {
            let body = self.forward_body(
                &group.items,
                group.join,
                &group.after,
                group.input,
                &[group.output],
            );
            quote! {
                #[doc = "Runs the layers on the calling thread."]
                pub fn forward(&self, input: &#runtime::Tensor<Input>) -> #runtime::Tensor<Output> {
                    #body
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
                #[derive(::core::fmt::Debug, ::core::clone::Clone)]
                pub struct Block { #fields }

                impl Block {
                    #forward

                    #[doc(hidden)]
                    pub fn from_layers(layers: &mut #runtime::layers::Layers) -> Self {
                        Self { #build }
                    }

                    #[doc(hidden)]
                    pub fn collect<'a>(&'a self, layers: &mut ::std::vec::Vec<&'a #runtime::Layer>) {
                        #collect
                    }

                    #[doc(hidden)]
                    pub fn collect_mut<'a>(&'a mut self, layers: &mut ::std::vec::Vec<#runtime::LayerMut<'a>>) {
                        #collect_mut
                    }
                }

                #checks
                #modules
            }
        }
    }

    pub(super) fn layer_type(&self, id: LayerId) -> TokenStream {
        let graph = &self.compiled.graph;
        graph.op(id).rust_type(
            &self.options.runtime,
            &graph.input_shapes(id),
            graph.shape(id),
        )
    }

    fn layer_doc(&self, id: LayerId) -> String {
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

    fn group_doc(&self, group: &Group) -> String {
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
