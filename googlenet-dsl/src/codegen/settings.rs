//! Generation of the methods that return what a description says beside its layers.

use super::Generator;
use crate::tokens::Constant;
use crate::value::{DType, Precision};
use proc_macro2::TokenStream;
use quote::quote;

impl Generator<'_> {
    /// Generates the methods `preprocess`, `labels`, `precision`, `dtype` and `training` of the trait `Network`, each only if the
    /// description asks for another value than the trait's default.
    pub(super) fn settings(&self) -> TokenStream {
        let options = self.options;
        let runtime = &options.runtime;
        let preprocess = self.compiled.preprocess.as_ref().map(|preprocess| {
            let preprocess = preprocess.constant();
            quote! {
                fn preprocess(&self) -> ::core::option::Option<#runtime::graph::Preprocess> {
                    use #runtime::__private::{dsl, std};
                    ::core::option::Option::Some(#preprocess)
                }
            }
        });
        let labels = self.compiled.labels.as_ref().map(|path| {
            let file = options.labels.clone().unwrap_or_else(|| quote!(#path));
            quote! {
                fn labels(&self) -> #runtime::Labels {
                    #runtime::Labels::Embedded {
                        path: #runtime::__private::std::borrow::Cow::Borrowed(#path),
                        text: #runtime::__private::std::borrow::Cow::Borrowed(::core::include_bytes!(#file)),
                    }
                }
            }
        });
        let precision = match self.compiled.precision {
            // `Fast` is the trait's default.
            Precision::Fast => None,
            Precision::Strict => Some(quote! {
                fn precision(&self) -> #runtime::Precision {
                    #runtime::Precision::Strict
                }
            }),
        };
        let dtype = match self.compiled.dtype {
            DType::Bf16 => Some(quote! {
                fn dtype(&self) -> #runtime::DType {
                    #runtime::DType::Bf16
                }
            }),
            // `F32` is the trait's default, and no description asks for other types.
            _ => None,
        };
        let training = self.compiled.training.as_ref().map(|_| {
            quote! {
                fn training(&self) -> #runtime::graph::training::Training {
                    #runtime::__private::training(<Self as #runtime::TypedNetwork>::TRAINING)
                }
            }
        });
        quote!(#preprocess #labels #precision #dtype #training)
    }
}
