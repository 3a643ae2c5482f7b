//! Where a description lies: the path that is opened, the one that messages show, and those of `include_bytes!`.

use crate::expression::Value;
use proc_macro2::{Span, TokenStream};
use quote::quote;
use std::env;
use std::path::{Component, Path, PathBuf, absolute};

/// The environment variable with a second folder for paths that are not found from the folder of the manifest.
const OVERRIDE: &str = "GOOGLENET_MANIFEST_DIR";

pub(crate) struct Place {
    /// The path to open.
    pub(crate) path: PathBuf,
    /// The path for messages.
    pub(crate) shown: String,
    /// The path for documentation, which no folder of the machine is part of.
    pub(crate) documented: String,
    /// What to say if the file is not there.
    pub(crate) help: Option<&'static str>,
    /// The path as the entry gives it.
    text: String,
    root: Root,
    variables: Vec<String>,
}

/// What the path of an entry is relative to.
enum Root {
    /// `CARGO_MANIFEST_DIR`, an absolute path.
    Manifest,
    Folder(String),
    /// The path is absolute.
    Nothing,
}

impl Place {
    /// Finds the file of an entry. `span` is that of a token of the caller's.
    pub(crate) fn find(value: Value, span: Span) -> Result<Place, String> {
        let Value { text, variables } = value;
        let given = PathBuf::from(&text);
        if given.is_absolute() {
            let shown = match given.exists() {
                true => shown(&given, span),
                false => text.clone(),
            };
            let name = given.file_name().and_then(|name| name.to_str());
            return Ok(Place {
                shown,
                documented: name.unwrap_or(&text).to_owned(),
                help: None,
                root: Root::Nothing,
                path: given,
                text,
                variables,
            });
        }
        let manifest = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let second = env::var_os(OVERRIDE).filter(|folder| !folder.is_empty());
        let second = second.and_then(|folder| absolute(folder).ok());
        let first = manifest.clone().unwrap_or_default();
        let is_trybuild = first.iter().any(|folder| folder == "trybuild");
        let help = match (&second, is_trybuild) {
            (Some(_), _) => {
                "paths are relative to the folder of Cargo.toml, or to GOOGLENET_MANIFEST_DIR"
            }
            (None, true) => {
                "for trybuild, set GOOGLENET_MANIFEST_DIR to the folder of your Cargo.toml"
            }
            (None, false) => "paths are relative to the folder of the crate's Cargo.toml",
        };
        let path = first.join(&given);
        let (path, root, shown) = match second {
            // As seen from that folder, so that messages in tests are the same on every machine.
            Some(folder) if !path.exists() => {
                let root = Root::Folder(unicode(&folder)?);
                (folder.join(given), root, text.clone())
            }
            _ => {
                let root = match manifest {
                    Some(folder) if folder.is_absolute() => {
                        unicode(&folder).map(|_| Root::Manifest)?
                    }
                    // Without cargo, paths are relative to the folder in which rustc runs.
                    _ => Root::Folder(unicode(&absolute(first.join(".")).unwrap_or(first))?),
                };
                let shown = shown(&path, span);
                (path, root, shown)
            }
        };
        Ok(Place {
            path,
            shown,
            documented: text.clone(),
            help: Some(help),
            text,
            root,
            variables,
        })
    }

    /// Returns constants that make rustc depend on the description, and on the variables that decide which file it is.
    pub(crate) fn track(&self) -> TokenStream {
        let (path, variables) = (self.include(&self.text), &self.variables);
        quote! {
            const _: &[::core::primitive::u8] = ::core::include_bytes!(#path);
            #(const _: &::core::primitive::str = ::core::env!(#variables);)*
            const _: ::core::option::Option<&::core::primitive::str> = ::core::option_env!(#OVERRIDE);
        }
    }

    /// Returns the path, for `include_bytes!`, of a file whose path is relative to the description's folder.
    pub(crate) fn beside(&self, path: &str) -> TokenStream {
        let end = self.text.rfind(['/', std::path::MAIN_SEPARATOR]);
        let folder = end.map_or("", |end| &self.text[..=end]);
        self.include(&format!("{folder}{path}"))
    }

    fn include(&self, path: &str) -> TokenStream {
        let full = match &self.root {
            Root::Manifest => {
                let path = format!("/{path}");
                return quote!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #path));
            }
            Root::Folder(folder) => format!("{folder}/{path}"),
            Root::Nothing => path.to_owned(),
        };
        quote!(#full)
    }
}

fn unicode(folder: &Path) -> Result<String, String> {
    let error = || {
        format!(
            "the path of the folder `{}` is not Unicode, so that `include_bytes!` cannot name files in it",
            folder.display()
        )
    };
    folder.to_str().map(str::to_owned).ok_or_else(error)
}

/// Returns a path as seen from the folder in which rustc runs, from which terminals and editors open it; an absolute
/// path if the file lies outside of that folder, or if rustc shows the caller's own files by absolute paths, as it does
/// for packages outside of the workspace.
fn shown(path: &Path, span: Span) -> String {
    let path = clean(&absolute(path).unwrap_or_else(|_| path.to_owned()));
    let caller = PathBuf::from(span.unwrap().file());
    let here = env::current_dir().unwrap_or_default();
    let from_here = path.strip_prefix(&here).ok();
    let seen = from_here.filter(|_| !caller.is_absolute()).unwrap_or(&path);
    seen.display().to_string()
}

/// Returns a path without `..`, unless a link makes that another file.
fn clean(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(clean.pop()),
            part => clean.push(part),
        }
    }
    match (path.canonicalize(), clean.canonicalize()) {
        (Ok(meant), Ok(found)) if meant != found => path.to_owned(),
        (Ok(_), Err(_)) => path.to_owned(),
        _ => clean,
    }
}
