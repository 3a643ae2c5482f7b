//! The path of an entry: a string literal, or `concat!` and `env!` of such.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use std::env::{self, VarError};
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Lit, LitStr, Token};

const EXPECTED: &str = "expected a string literal, `concat!(…)` or `env!(…)`";

/// A path as it is written. It is evaluated apart from parsing, as variables need not be set for an entry that is off.
#[derive(Clone)]
pub(crate) enum Expression {
    Literal(Lit),
    Macro(syn::Macro),
}

/// The value of an expression.
#[derive(Default)]
pub(crate) struct Value {
    pub(crate) text: String,
    /// The environment variables that it depends on.
    pub(crate) variables: Vec<String>,
}

impl Parse for Expression {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Lit) {
            return input.parse().map(Expression::Literal);
        }
        let error = input.error(EXPECTED);
        input.parse().map(Expression::Macro).map_err(|_| error)
    }
}

impl ToTokens for Expression {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Expression::Literal(literal) => literal.to_tokens(tokens),
            Expression::Macro(call) => call.to_tokens(tokens),
        }
    }
}

impl Expression {
    /// The place for errors about the path.
    pub(crate) fn span(&self) -> Span {
        match self {
            Expression::Literal(literal) => literal.span(),
            Expression::Macro(call) => call
                .path
                .segments
                .last()
                .map_or_else(Span::call_site, |name| name.ident.span()),
        }
    }

    /// Evaluates the path, as rustc does for `include_str!`.
    pub(crate) fn value(&self) -> syn::Result<Value> {
        let mut value = Value::default();
        match self {
            Expression::Literal(Lit::Str(text)) => value.text = text.value(),
            Expression::Literal(literal) => return Err(syn::Error::new(literal.span(), EXPECTED)),
            Expression::Macro(_) => self.append(&mut value)?,
        }
        Ok(value)
    }

    fn append(&self, value: &mut Value) -> syn::Result<()> {
        let wrong = |message: &str| Err(syn::Error::new(self.span(), message));
        let call = match self {
            Expression::Literal(literal) => {
                value.text += &match literal {
                    Lit::Str(text) => text.value(),
                    Lit::Char(letter) => letter.value().to_string(),
                    Lit::Bool(word) => word.value.to_string(),
                    Lit::Int(number) if number.suffix().is_empty() => {
                        number.base10_digits().to_owned()
                    }
                    _ => return wrong("expected a string, a character, a whole number or a bool"),
                };
                return Ok(());
            }
            Expression::Macro(call) => call,
        };
        let name = call.path.segments.last().map(|name| name.ident.to_string());
        let tokens = call.tokens.clone();
        match name.as_deref() {
            Some("concat") => {
                let parts = Punctuated::<Expression, Token![,]>::parse_terminated;
                for part in parts.parse2(tokens)? {
                    part.append(value)?;
                }
                Ok(())
            }
            Some("env") => {
                let variable = variable.parse2(tokens)?;
                value.text += &variable.read()?;
                value.variables.push(variable.name.value());
                Ok(())
            }
            _ => wrong(EXPECTED),
        }
    }
}

/// The arguments of `env!`.
struct Variable {
    name: LitStr,
    /// What to say where it is not set.
    message: Option<LitStr>,
}

fn variable(input: ParseStream<'_>) -> syn::Result<Variable> {
    let name = input.parse()?;
    let mut message = None;
    if input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
        message = Some(input.parse()?);
        input.parse::<Option<Token![,]>>()?;
    }
    Ok(Variable { name, message })
}

impl Variable {
    fn read(&self) -> syn::Result<String> {
        let name = self.name.value();
        let message = match env::var(&name) {
            Ok(value) => return Ok(value),
            Err(VarError::NotUnicode(_)) => {
                format!("the environment variable `{name}` is not Unicode")
            }
            Err(VarError::NotPresent) => match &self.message {
                Some(message) => message.value(),
                None => {
                    let hint = match name.as_str() {
                        "OUT_DIR" => ", as cargo sets it only for packages with a build script",
                        _ => "",
                    };
                    format!(
                        "the environment variable `{name}` is not set while the crate is compiled{hint}"
                    )
                }
            },
        };
        Err(syn::Error::new(self.name.span(), message))
    }
}
