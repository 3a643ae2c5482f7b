//! Generation of the bodies of `forward` methods, which call the typed layers one after another and keep their results
//! in local variables.

use super::Generator;
use super::names::{Locals, ident};
use crate::graph::LayerId;
use crate::tree::{Form, Group, Item};
use crate::value::When;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::HashMap;

const PARAMETER: &str = "input";

impl Generator<'_> {
    /// Generates the body of a `forward` method that runs `items`, then the layer `join`, then the items `after`. Its
    /// parameter `input` is a reference to the result of layer `reads`. It returns the results of the layers `outputs`:
    /// one value, or a tuple. Heads that exist in training only are left out.
    pub(super) fn forward_body(
        &self,
        items: &[Item],
        join: Option<LayerId>,
        after: &[Item],
        reads: LayerId,
        outputs: &[LayerId],
    ) -> TokenStream {
        let parameter = ident(PARAMETER);
        let mut chain = ForwardChain {
            generator: self,
            locals: Locals::new(PARAMETER),
            known: HashMap::from([(reads, quote!(#parameter))]),
            statements: Vec::new(),
        };
        chain.items(items, &mut Vec::new());
        if let Some(join) = join {
            chain.layer(join, &["join"]);
        }
        chain.items(after, &mut Vec::new());
        let statements = chain.statements;
        let result = |output: &LayerId| match chain.known.get(output) {
            // The expression is `&local`; without its `&` it moves the variable out.
            Some(result) if *output != reads => result.clone().into_iter().skip(1).collect(),
            _ => quote!(::core::clone::Clone::clone(#parameter)),
        };
        let results: Vec<TokenStream> = outputs.iter().map(result).collect();
        let result = match results.as_slice() {
            [result] => quote!(#result),
            results => quote!((#(#results),*)),
        };
        quote! { #(#statements)* #result }
    }
}

struct ForwardChain<'g> {
    generator: &'g Generator<'g>,
    locals: Locals,
    /// For each layer whose result is in a local variable or the parameter, the expression of a reference to that
    /// result.
    known: HashMap<LayerId, TokenStream>,
    statements: Vec<TokenStream>,
}

impl ForwardChain<'_> {
    fn items<'i>(&mut self, items: &'i [Item], path: &mut Vec<&'i str>) {
        for item in items {
            match item {
                Item::Group(group) if group.form == Form::Head(When::Training) => {}
                Item::Layer { field, id } => {
                    path.push(field);
                    self.layer(*id, path);
                    path.pop();
                }
                Item::Group(group) => {
                    path.push(&group.field);
                    self.group(group, path);
                    path.pop();
                }
            }
        }
    }

    fn group<'i>(&mut self, group: &'i Group, path: &mut Vec<&'i str>) {
        if group.stands_alone() {
            let input = self.known[&group.input].clone();
            self.statement(path, group.output, input);
            return;
        }
        self.items(&group.items, path);
        if let Some(join) = group.join {
            path.push("join");
            self.layer(join, path);
            path.pop();
        }
        self.items(&group.after, path);
    }

    fn layer(&mut self, id: LayerId, path: &[&str]) {
        let graph = &self.generator.compiled.graph;
        let inputs: Vec<TokenStream> = graph
            .inputs(id)
            .iter()
            .map(|input| self.known[input].clone())
            .collect();
        let reads_list = graph
            .op(id)
            .kind()
            .is_some_and(|kind| kind.reads == crate::grammar::Reads::Branches);
        let argument = match reads_list {
            true => inputs
                .iter()
                .rev()
                .fold(quote!(()), |rest, first| quote!((#first, #rest))),
            false => quote!(#(#inputs),*),
        };
        self.statement(path, id, argument);
    }

    fn statement(&mut self, path: &[&str], result: LayerId, argument: TokenStream) {
        let local = self.locals.name(path);
        let fields = path.iter().map(|field| ident(field));
        self.statements
            .push(quote! { let #local = self.#(#fields).*.forward(#argument); });
        self.known.insert(result, quote!(&#local));
    }
}
