//! Generation of what a generated struct, a network or a group, has for each of its layers: the field, its place below
//! the network, and its part of the expression that builds the network.

use super::Generator;
use super::names::{ident, type_name};
use crate::graph::LayerId;
use crate::tree::{Group, Item};
use proc_macro2::TokenStream;
use quote::quote;

/// Name of the field that holds the join behind a group's branches.
const JOIN: &str = crate::value::name::JOIN;

/// The members of a generated struct, in the order of the graph.
pub(super) trait Members {
    /// Calls `visit` with each single layer's field and id, and with each inner group.
    fn each<'m>(&'m self, visit: &mut dyn FnMut(Member<'m>));
}

#[derive(Clone, Copy)]
pub(super) enum Member<'m> {
    Layer(&'m str, LayerId),
    Group(&'m Group),
}

impl Members for [Item] {
    fn each<'m>(&'m self, visit: &mut dyn FnMut(Member<'m>)) {
        for item in self {
            visit(match item {
                Item::Layer { field, id } => Member::Layer(field, *id),
                Item::Group(group) => Member::Group(group),
            });
        }
    }
}

impl Members for Group {
    fn each<'m>(&'m self, visit: &mut dyn FnMut(Member<'m>)) {
        self.items.each(visit);
        if let Some(join) = self.join {
            visit(Member::Layer(JOIN, join));
        }
        self.after.each(visit);
    }
}

impl Generator<'_> {
    /// Generates the declarations of a struct's fields with their doc comments. `parent` is the path from the struct to
    /// the modules of its inner groups, `scope` that to the network's module; both are empty or end in `::`.
    pub(super) fn fields(
        &self,
        members: &(impl Members + ?Sized),
        parent: &TokenStream,
        scope: &TokenStream,
    ) -> TokenStream {
        let mut fields = TokenStream::new();
        members.each(&mut |member| {
            let (field, doc, ty) = match member {
                Member::Layer(field, id) => (field, self.layer_doc(id), self.layer_type(id, scope)),
                Member::Group(group) => {
                    let (module, ty) = (ident(&group.field), type_name(&group.field));
                    let path = quote!(#parent #module::#ty);
                    (group.field.as_str(), self.group_doc(group), path)
                }
            };
            let field = ident(field);
            fields.extend(quote! { #[doc = #doc] pub #field: #ty, });
        });
        fields
    }

    /// Generates the definitions of the modules of a struct's inner groups. `scope` is the path from where they are
    /// defined to the network's module.
    pub(super) fn modules(
        &self,
        members: &(impl Members + ?Sized),
        scope: &TokenStream,
    ) -> TokenStream {
        let inside = quote!(super::#scope);
        let mut modules = TokenStream::new();
        members.each(&mut |member| {
            if let Member::Group(group) = member {
                modules.extend(self.group_module(group, &inside));
            }
        });
        modules
    }

    /// Generates, for each layer below a struct, the place of the layer, from the value `of` on: `self.stem.conv.0`.
    pub(super) fn places(
        &self,
        members: &(impl Members + ?Sized),
        of: &TokenStream,
    ) -> Vec<TokenStream> {
        let mut places = Vec::new();
        members.each(&mut |member| match member {
            Member::Layer(field, _) => {
                let field = ident(field);
                places.push(quote!(#of.#field.0));
            }
            Member::Group(group) => {
                let field = ident(&group.field);
                places.extend(self.places(group, &quote!(#of.#field)));
            }
        });
        places
    }

    /// Generates the initializers `field: value` of a struct expression. `layers` are the names of the variables that
    /// hold the layers, in the order of the graph; those that are used are taken. `parent` is the path to the modules
    /// of inner groups, empty or ending in `::`.
    pub(super) fn build(
        &self,
        members: &(impl Members + ?Sized),
        parent: &TokenStream,
        layers: &mut dyn Iterator<Item = proc_macro2::Ident>,
    ) -> TokenStream {
        let runtime = &self.options.runtime;
        let mut build = TokenStream::new();
        members.each(&mut |member| match member {
            Member::Layer(field, id) => {
                let (field, layer) = (ident(field), layers.next());
                let constructor = self.layer_constructor(id);
                build.extend(
                    quote! { #field: #constructor(#layer, #runtime::__private::PhantomData), },
                );
            }
            Member::Group(group) => {
                let (field, ty) = (ident(&group.field), type_name(&group.field));
                let path = quote!(#parent #field::);
                let inner = self.build(group, &path, layers);
                build.extend(quote! { #field: #path #ty { #inner }, });
            }
        });
        build
    }
}
