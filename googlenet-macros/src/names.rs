//! The names of the modules that entries make, and names that meet each other.

use crate::entry::Entry;
use googlenet_dsl::codegen::module_name;
use proc_macro2::Ident;
use syn::ext::IdentExt;

/// The structs and modules of the entries of a call so far, each with what it is.
#[derive(Default)]
pub(crate) struct Taken(Vec<(String, String)>);

impl Taken {
    /// Returns the name of the entry's module: the chosen one, or the struct's in snake case, at the place of the
    /// struct's name, where rustc then reports a module of that name beside the call.
    ///
    /// # Errors
    /// The struct and the module have one name, or one of them has the name of another entry's.
    pub(crate) fn module(&mut self, entry: &Entry) -> syn::Result<Ident> {
        let name = entry.name.unraw().to_string();
        let wrong = |message: String| {
            let place = entry.module.as_ref().unwrap_or(&entry.name);
            Err(syn::Error::new(place.span(), message))
        };
        let module = match &entry.module {
            Some(module) => module.clone(),
            None => {
                let derived = module_name(&name);
                let Ok(mut module) = syn::parse_str::<Ident>(&derived) else {
                    return wrong(format!(
                        "`{derived}` cannot be the name of a module: choose one, `{name} mod other = …`"
                    ));
                };
                module.set_span(entry.name.span());
                module
            }
        };
        let meant = module.unraw().to_string();
        if meant == name {
            return wrong(match (&entry.module, camel(&name)) {
                (None, Some(camel)) => format!("write `{camel}`; `{name}` becomes the module"),
                _ => format!(
                    "the network `{name}` and its module have one name: choose another for the module, \
                     `{name} mod other = …`"
                ),
            });
        }
        let taken = |name: &str| self.0.iter().find(|(taken, _)| taken == name);
        if let Some((_, what)) = taken(&name) {
            let message = format!("`{name}` is the name of {what} already");
            return Err(syn::Error::new(entry.name.span(), message));
        }
        if let Some((_, what)) = taken(&meant) {
            return wrong(format!(
                "the module of `{name}` is `{meant}`, which is the name of {what} already: choose another, \
                 `{name} mod other = …`"
            ));
        }
        self.0.push((name.clone(), format!("a network, `{name}`,")));
        self.0.push((meant, format!("the module of `{name}`")));
        Ok(module)
    }
}

/// Returns a name in camel case, `ResNet` for `res_net`; `None` for a name that has no such form.
fn camel(name: &str) -> Option<String> {
    let words = name.split('_').filter(|word| !word.is_empty());
    let camel: String = words
        .flat_map(|word| {
            let mut letters = word.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            first.chain(letters)
        })
        .collect();
    let fits = syn::parse_str::<Ident>(&camel).is_ok() && module_name(&camel) != camel;
    fits.then_some(camel)
}
