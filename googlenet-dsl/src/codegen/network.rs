//! Generation of the struct of a whole network, with its methods and trait implementations, and of the module beside
//! it.

use super::Generator;
use super::names::{Names, ident};
use crate::graph::{LayerId, Output};
use crate::tree::Item;
use proc_macro2::{Delimiter, Group, Ident, Literal as Token, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

impl Generator<'_> {
    /// Generates the struct, its methods and its implementations of the runtime's traits `Network` and `TypedNetwork`.
    pub(super) fn network(&self) -> TokenStream {
        let options = self.options;
        let (runtime, name, visibility) = (&options.runtime, &options.name, &options.visibility);
        let attributes = &options.attributes;
        let graph = &self.compiled.graph;
        let module = &options.module;
        let items = self.compiled.items.as_slice();
        let fields = self.fields(items, &quote!(#module::), &quote!(#module::));
        let deprecated = self.uses_of_deprecated();
        let outputs: Vec<LayerId> = graph.outputs().iter().map(|output| output.layer).collect();
        let forward = self.forward_body(items, Names::Callers, 0, &outputs);
        let tensors = self.output_tensors();
        let network_impl = self.network_impl(items);
        let typed_impl = self.typed_impl(items);
        let parameter = |name| Names::Callers.parameter(name);
        let [seed, path, bytes, reader, prefix, threads, layer, input] = [
            "seed", "path", "bytes", "reader", "prefix", "threads", "name", "input",
        ]
        .map(parameter);
        let private = quote!(#runtime::__private);
        let [u64, f64, usize, str] = ["u64", "f64", "usize", "str"].map(primitive);
        let number = |number: u64| Token::u64_unsuffixed(number);
        let params = number(graph.total_params());
        let trainable = number(graph.trainable_params());
        let training = number(graph.training().trainable_params());
        let macs = number(graph.total_macs());
        let arena = number(self.compiled.plan.arena_bytes as u64);
        let training_arena = number(self.compiled.training_arena_bytes());
        let session = number(self.compiled.session_bytes());
        let doc = format!("The network `{}` of `{}`.", graph.name(), options.file);
        quote! {
            #attributes
            #[doc = ""]
            #[doc = #doc]
            #visibility struct #name { #fields }

            #deprecated
            impl #name {
                #[doc = "Number of parameters, moving statistics included."]
                pub const PARAMS: #u64 = #params;
                #[doc = "Number of trainable parameters."]
                pub const TRAINABLE_PARAMS: #u64 = #trainable;
                #[doc = "Number of trainable parameters, with those of heads that exist in training only."]
                pub const TRAINING_PARAMS: #u64 = #training;
                #[doc = "Multiply-accumulates for one image, those with padding included."]
                pub const MACS: #u64 = #macs;
                #[doc = "Bytes of the arena that a session holds for the activations of one image."]
                pub const ARENA_BYTES: #u64 = #arena;
                #[doc = "Bytes of the arena that training holds for the results and gradients of one image."]
                pub const TRAINING_ARENA_BYTES: #u64 = #training_arena;
                #[doc = "Bytes that a session of one thread holds at most beside packed weights, the arena included."]
                pub const SESSION_BYTES: #u64 = #session;

                #[doc = "Creates the network with pseudo-random weights; the same seed gives the same weights."]
                pub fn seeded(#seed: #u64) -> Self {
                    <Self as #runtime::TypedNetwork>::seeded(#seed)
                }

                #[doc = "Creates the network with the weights of a safetensors file."]
                #[doc = ""]
                #[doc = "# Errors"]
                #[doc = "The file cannot be read or does not fit; every tensor that does not is listed."]
                pub fn load<P: ::core::convert::AsRef<#private::std::path::Path>>(
                    #path: P,
                ) -> ::core::result::Result<Self, #runtime::Error> {
                    <Self as #runtime::TypedNetwork>::load(#path)
                }

                #[doc = "Creates the network with the weights of the bytes of a safetensors file."]
                #[doc = ""]
                #[doc = "# Errors"]
                #[doc = "The bytes do not fit; every tensor that does not is listed."]
                pub fn from_bytes(
                    #bytes: &[::core::primitive::u8],
                ) -> ::core::result::Result<Self, #runtime::Error> {
                    <Self as #runtime::TypedNetwork>::from_bytes(#bytes)
                }

                #[doc = "Creates the network with the weights of a reader of a safetensors file."]
                #[doc = ""]
                #[doc = "# Errors"]
                #[doc = "The reader fails or does not fit; every tensor that does not is listed."]
                pub fn from_reader<R: #private::std::io::Read>(
                    #reader: R,
                ) -> ::core::result::Result<Self, #runtime::Error> {
                    <Self as #runtime::TypedNetwork>::from_reader(#reader)
                }

                #[doc = "Replaces the weights by those of a safetensors file."]
                #[doc = ""]
                #[doc = "# Errors"]
                #[doc = "The file cannot be read or does not fit; the weights are then as they were."]
                pub fn load_weights<P: ::core::convert::AsRef<#private::std::path::Path>>(
                    &mut self,
                    #path: P,
                ) -> ::core::result::Result<(), #runtime::Error> {
                    #runtime::Network::load_weights(self, #path)
                }

                #[doc = "Loads the tensors whose names begin with `prefix`; the report lists the weights that were not changed."]
                #[doc = ""]
                #[doc = "# Errors"]
                #[doc = "The file cannot be read, or a tensor has another shape."]
                pub fn load_weights_prefixed<P: ::core::convert::AsRef<#private::std::path::Path>>(
                    &mut self,
                    #path: P,
                    #prefix: &#str,
                ) -> ::core::result::Result<#runtime::weights::LoadReport, #runtime::Error> {
                    #runtime::Network::load_weights_prefixed(self, #path, #prefix)
                }

                #[doc = "Writes the weights to a safetensors file."]
                #[doc = ""]
                #[doc = "# Errors"]
                #[doc = "The file cannot be written."]
                pub fn save_weights<P: ::core::convert::AsRef<#private::std::path::Path>>(
                    &self,
                    #path: P,
                ) -> ::core::result::Result<(), #runtime::Error> {
                    #runtime::Network::save_weights(self, #path)
                }

                #[doc = "Creates a session on `threads` threads, the caller's included."]
                pub fn session(&self, #threads: #usize) -> #runtime::Session<#module::Input, #module::Output> {
                    <Self as #runtime::TypedNetwork>::session(self, #threads)
                }

                #[doc = "Returns a builder of sessions: threads, batch, precision, taps."]
                pub fn session_builder(&self) -> #runtime::SessionBuilder<'_, Self> {
                    #runtime::SessionBuilder::new(self)
                }

                #[doc = "Returns the table of layers, which displays as Keras prints it."]
                pub fn summary() -> #runtime::summary::Summary {
                    #runtime::summary::Summary::new(&<Self as #runtime::TypedNetwork>::portable_graph())
                }

                #[doc = "Returns the table of layers, with those of heads that exist in training only."]
                pub fn training_summary() -> #runtime::summary::Summary {
                    #runtime::summary::Summary::new(&<Self as #runtime::TypedNetwork>::portable_graph().training())
                }

                #[doc = "Returns how the network is trained, as the description says, or the default."]
                pub fn training() -> #runtime::graph::training::Training {
                    #private::training(<Self as #runtime::TypedNetwork>::TRAINING)
                }

                #[doc = "Returns the layer with the path `name`; `None` if there is none."]
                pub fn layer(&self, #layer: &#str) -> ::core::option::Option<&#runtime::Layer> {
                    #runtime::Network::layer(self, #layer)
                }

                #[doc = "Returns the L2 penalty: the sum over all kernels of their L2 factor times their sum of squares."]
                pub fn l2_penalty(&self) -> #f64 {
                    #runtime::Network::l2_penalty(self)
                }

                #[doc = "Runs the network layer by layer on the calling thread; a session is faster."]
                #[inline]
                pub fn forward(
                    &self,
                    #input: &#runtime::Tensor<#module::Input>,
                ) -> #tensors {
                    #forward
                }
            }

            #deprecated
            impl ::core::clone::Clone for #name {
                fn clone(&self) -> Self {
                    #private::clone(self)
                }
            }

            #deprecated
            impl ::core::fmt::Debug for #name {
                fn fmt(&self, __formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    #private::debug(self, ::core::stringify!(#name), __formatter)
                }
            }

            #network_impl
            #typed_impl
        }
    }

    /// Generates `allow(deprecated)` for an implementation if the attributes of the struct deprecate it: they speak to
    /// those who use the network, not to its own code.
    fn uses_of_deprecated(&self) -> Option<TokenStream> {
        fn deprecate(tokens: TokenStream) -> bool {
            tokens.into_iter().any(|token| match token {
                TokenTree::Ident(ident) => ident == "deprecated",
                TokenTree::Group(group) => deprecate(group.stream()),
                _ => false,
            })
        }
        deprecate(self.options.attributes.clone()).then(|| quote!(#[allow(deprecated)]))
    }

    /// Generates the implementation of the runtime's trait `Network`.
    fn network_impl(&self, items: &[Item]) -> TokenStream {
        let (runtime, name) = (&self.options.runtime, &self.options.name);
        let deprecated = self.uses_of_deprecated();
        let settings = self.settings();
        let places = self.places(items, &quote!(self));
        quote! {
            #deprecated
            impl #runtime::__private::Sealed for #name {}

            #deprecated
            impl #runtime::Network for #name {
                fn graph(&self) -> #runtime::__private::dsl::graph::Graph {
                    <Self as #runtime::TypedNetwork>::portable_graph()
                }

                fn layers(&self) -> #runtime::__private::std::vec::Vec<&#runtime::Layer> {
                    #runtime::__private::layers([#(&#places),*])
                }

                fn layers_mut(&mut self) -> #runtime::__private::std::vec::Vec<#runtime::LayerMut<'_>> {
                    #runtime::__private::layers_mut([#(&mut #places),*])
                }

                #settings
            }
        }
    }

    /// Generates the implementation of the runtime's trait `TypedNetwork`.
    fn typed_impl(&self, items: &[Item]) -> TokenStream {
        let (runtime, name) = (&self.options.runtime, &self.options.name);
        let deprecated = self.uses_of_deprecated();
        let graph = &self.compiled.graph;
        let module = &self.options.module;
        let definition = graph.definition();
        let (title, text) = (&*definition.name, lines(&definition.to_text()));
        let u64 = primitive("u64");
        let number = |number: u64| Token::u64_unsuffixed(number);
        let params = number(graph.total_params());
        let trainable = number(graph.trainable_params());
        let training = number(graph.training().trainable_params());
        let macs = number(graph.total_macs());
        let arena = number(self.compiled.plan.arena_bytes as u64);
        let training_arena = number(self.compiled.training_arena_bytes());
        let session = number(self.compiled.session_bytes());
        let described = self.compiled.training.as_ref().map(|training| {
            let text = training.to_text();
            let str = primitive("str");
            quote!(const TRAINING: &'static #str = #text;)
        });
        let layers = ident("__layers");
        let locals: Vec<Ident> = (1..definition.layers.len())
            .map(|id| ident(&format!("__layer{id}")))
            .collect();
        let build = self.build(items, &quote!(#module::), &mut locals.iter().cloned());
        quote! {
            #deprecated
            impl #runtime::TypedNetwork for #name {
                type Input = #module::Input;
                type Output = #module::Output;
                const PARAMS: #u64 = #params;
                const TRAINABLE_PARAMS: #u64 = #trainable;
                const TRAINING_PARAMS: #u64 = #training;
                const MACS: #u64 = #macs;
                const ARENA_BYTES: #u64 = #arena;
                const TRAINING_ARENA_BYTES: #u64 = #training_arena;
                const SESSION_BYTES: #u64 = #session;
                #described

                fn definition() -> &'static #runtime::__private::dsl::graph::Definition {
                    static DEFINITION: #runtime::__private::Definition =
                        #runtime::__private::Definition::new(#title, #text);
                    DEFINITION.get()
                }

                fn from_layers(#layers: #runtime::layers::Layers) -> Self {
                    let [#(#locals),*] = #layers.take();
                    Self { #build }
                }
            }
        }
    }

    /// Generates the module beside the struct: the type aliases `Input` and `Output`, and a module for each group.
    pub(super) fn module(&self) -> TokenStream {
        let options = self.options;
        let visibility = &options.visibility;
        let graph = &self.compiled.graph;
        let module = &options.module;
        let input = self.types(&TokenStream::new()).shape(graph.shape(0));
        let output = self.output_type();
        let output_doc = self.output_doc();
        let modules = self.modules(self.compiled.items.as_slice(), &TokenStream::new());
        let checks = self.checks();
        let aliases = self.aliases();
        let doc = format!("The shapes and blocks of [`{}`].", options.name);
        let content = quote! {
            #[doc = "The shape of the network's input."]
            pub type Input = #input;
            #[doc = #output_doc]
            pub type Output = #output;
            #modules
            #checks
            #aliases
        };
        // rustc marks an item from its first token to its last one, where another has the same name.
        let keyword = quote_spanned!(module.span()=> mod);
        let mut body = Group::new(Delimiter::Brace, content);
        body.set_span(module.span());
        quote! {
            #[doc = #doc]
            #visibility #keyword #module #body
        }
    }

    /// Generates the aliases of all types that the code has used so far. They are private, so that documentation shows
    /// what they stand for.
    fn aliases(&self) -> TokenStream {
        let aliases = self.aliases.borrow();
        let alias = |(name, ty): (&String, &TokenStream)| {
            let name = ident(name);
            quote!(pub(super) type #name = #ty;)
        };
        aliases.iter().map(alias).collect()
    }

    /// Generates the type of the output's shape; a tuple of such types if there are several outputs.
    fn output_type(&self) -> TokenStream {
        let graph = &self.compiled.graph;
        let types = self.types(&TokenStream::new());
        let shape = |output: &Output| types.shape(graph.shape(output.layer));
        match graph.outputs() {
            [output] => shape(output),
            outputs => {
                let shapes = outputs.iter().map(shape);
                quote!((#(#shapes),*))
            }
        }
    }

    /// Generates the return type of `forward`: a tensor, or a tuple of tensors if there are several outputs.
    fn output_tensors(&self) -> TokenStream {
        let (runtime, module) = (&self.options.runtime, &self.options.module);
        match self.compiled.graph.outputs() {
            [_] => quote!(#runtime::Tensor<#module::Output>),
            _ => quote!(<#module::Output as #runtime::Outputs>::Tensors),
        }
    }

    fn output_doc(&self) -> String {
        let graph = &self.compiled.graph;
        match graph.outputs() {
            [_] => "The shape of the network's output.".to_owned(),
            outputs => {
                let name = |output: &Output| format!("`{}`", output.name);
                let names: Vec<String> = outputs.iter().map(name).collect();
                format!("The shapes of the network's outputs: {}.", names.join(", "))
            }
        }
    }
}

/// Generates the path of a primitive type, which the caller may have given to a type of its own.
fn primitive(name: &str) -> TokenStream {
    let name = ident(name);
    quote!(::core::primitive::#name)
}

/// Returns a literal of a text that is written with its line breaks, as a formatter prints it, and indented.
fn lines(text: &str) -> Token {
    let lines: String = text
        .lines()
        .map(|line| format!("\n            {line}"))
        .collect();
    let literal = format!("\"{lines}\n        \"");
    literal.parse().unwrap_or_else(|_| Token::string(text))
}
