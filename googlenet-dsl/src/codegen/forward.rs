//! Generation of the bodies of `forward` methods, which call the typed layers one after another and keep their results
//! in local variables.

use super::Generator;
use super::members::{Member, Members};
use super::names::{Locals, Names, ident};
use crate::graph::LayerId;
use crate::tree::{Form, Group};
use crate::value::When;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::HashMap;

impl Generator<'_> {
    /// Generates the body of a `forward` method that runs `members`. Its parameter is a reference to the result of
    /// layer `reads`; `names` decides how it and the local variables are called. It returns the results of the layers
    /// `outputs`: one value, or a tuple. Heads that exist in training only are left out.
    pub(super) fn forward_body(
        &self,
        members: &(impl Members + ?Sized),
        names: Names,
        reads: LayerId,
        outputs: &[LayerId],
    ) -> TokenStream {
        let parameter = names.parameter("input");
        let mut chain = ForwardChain {
            generator: self,
            locals: Locals::new(names),
            known: HashMap::from([(reads, quote!(#parameter))]),
            statements: TokenStream::new(),
        };
        chain.members(members, &mut Vec::new());
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
        quote! { #statements #result }
    }
}

struct ForwardChain<'g> {
    generator: &'g Generator<'g>,
    locals: Locals,
    /// For each layer whose result is in a local variable or the parameter, the expression of a reference to that
    /// result.
    known: HashMap<LayerId, TokenStream>,
    statements: TokenStream,
}

impl ForwardChain<'_> {
    fn members<'i>(&mut self, members: &'i (impl Members + ?Sized), path: &mut Vec<&'i str>) {
        members.each(&mut |member| match member {
            Member::Group(group) if group.form == Form::Head(When::Training) => {}
            Member::Layer(field, id) => {
                path.push(field);
                self.layer(id, path);
                path.pop();
            }
            Member::Group(group) => {
                path.push(&group.field);
                self.group(group, path);
                path.pop();
            }
        });
    }

    fn group<'i>(&mut self, group: &'i Group, path: &mut Vec<&'i str>) {
        if group.stands_alone() {
            let input = self.known[&group.input].clone();
            self.statement(path, group.output, input);
        } else {
            self.members(group, path);
        }
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
            .extend(quote! { let #local = self.#(#fields).*.forward(#argument); });
        self.known.insert(result, quote!(&#local));
    }
}
