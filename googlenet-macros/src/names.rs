//! The names of the modules that entries make, and names that meet each other.

use crate::entry::Entry;
use googlenet_dsl::codegen::module_name;
use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;

/// The structs and modules of the entries of a call so far, each with what it is.
#[derive(Default)]
pub(crate) struct Taken(Vec<(String, String)>);

impl Taken {
    /// Returns the name of the entry's module: the chosen one, or the struct's in snake case. Its span is the chosen
    /// name's or the struct's, where rustc then reports a module of that name beside the call, but counts as the
    /// macro's, so that lints of the caller's stay silent.
    ///
    /// # Errors
    /// The struct and the module have one name, or one of them has the name of another entry's.
    pub(crate) fn module(&mut self, entry: &Entry) -> syn::Result<Ident> {
        let name = entry.name.unraw().to_string();
        let place = entry.module.as_ref().unwrap_or(&entry.name).span();
        let wrong = |message: String| Err(syn::Error::new(place, message));
        let mut module = match &entry.module {
            Some(module) => module.clone(),
            None => {
                let derived = module_name(&name);
                let Ok(module) = syn::parse_str::<Ident>(&derived) else {
                    return wrong(format!(
                        "`{derived}` cannot be the name of a module: choose one, `{name} mod other = …`"
                    ));
                };
                module
            }
        };
        module.set_span(Span::call_site().located_at(place));
        let own = module.unraw().to_string();
        if own == name {
            return wrong(match (&entry.module, camel(&name)) {
                (None, Some((camel, module))) => format!(
                    "`{name}` is the name of its own module: write `{camel}`, whose module is `{module}`"
                ),
                _ => format!(
                    "`{name}` is the name of its own module: choose another, `{name} mod other = …`"
                ),
            });
        }
        let taken = |name: &str| self.0.iter().find(|(taken, _)| taken == name);
        if let Some((_, what)) = taken(&name) {
            let message = format!("`{name}` is {what} already");
            return Err(syn::Error::new(entry.name.span(), message));
        }
        if let Some((_, what)) = taken(&own) {
            return wrong(format!(
                "the module of `{name}` is `{own}`, which is {what} already: choose another, \
                 `{name} mod other = …`"
            ));
        }
        self.0.push((own, format!("the module of `{name}`")));
        self.0.push((name, "another network".to_owned()));
        Ok(module)
    }
}

/// Returns a name in camel case and the module of a network of that name, `ResNet` and `res_net` for `res_net`; `None`
/// for a name that has no such form.
fn camel(name: &str) -> Option<(String, String)> {
    let words = name.split('_').filter(|word| !word.is_empty());
    let camel: String = words
        .flat_map(|word| {
            let mut letters = word.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            first.chain(letters)
        })
        .collect();
    let module = module_name(&camel);
    let fits = syn::parse_str::<Ident>(&camel).is_ok() && module != camel;
    fits.then_some((camel, module))
}
