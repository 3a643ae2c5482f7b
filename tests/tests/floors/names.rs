//! Modules of a crate, and resolution of paths to the modules that define the items.

use crate::scan::{Import, Module, Scan, Written, absolute, scan};
use proc_macro2::TokenStream;
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

/// Maximum number of re-exports that are followed from a path to the item. A longer chain is reported as a cycle.
const MAX_CHAIN: usize = 32;

/// Paths, modules and re-exports in the source of a crate, without its tests.
#[derive(Debug, Default)]
pub(crate) struct Crate {
    /// Paths found in the source, each with its file, relative to `src`.
    pub(crate) paths: Vec<(String, Written)>,
    /// Names in the modules whose re-exports are followed: the root, `mod.rs` files, and modules that are inline in
    /// them.
    folders: BTreeMap<Module, Names>,
    /// Modules that define the macros with `#[macro_export]`, by the macro's name. Such a macro is an item of the root.
    exported_macros: BTreeMap<String, Module>,
}

/// Names of a module: its child modules, and its imports with the paths that each name stands for.
#[derive(Debug, Default)]
struct Names {
    children: BTreeSet<String>,
    imports: BTreeMap<String, Vec<Vec<String>>>,
}

impl Crate {
    /// Scans the source files of a crate, given as their paths relative to `src` and their texts.
    ///
    /// # Errors
    /// Returns an error if a file cannot be split into tokens, or if a `super` leads out of the crate.
    pub(crate) fn read(files: &[(String, String)]) -> Result<Crate, String> {
        let mut scans = Vec::new();
        for (file, text) in files {
            let module = module_of(file);
            let tokens = TokenStream::from_str(text).map_err(|e| format!("{file}: {e}"))?;
            let scan = scan(&module, tokens).map_err(|e| format!("{file}: {e}"))?;
            scans.push((file, module, scan));
        }
        let tests: Vec<Module> = scans.iter().flat_map(|(.., s)| s.tests.clone()).collect();
        let is_test = |module: &Module| tests.iter().any(|test| module.starts_with(test));
        scans.retain(|(_, module, _)| !is_test(module));

        let mut read = Crate::default();
        for (file, module, scan) in scans {
            let macros = scan.exported_macros.iter();
            (read.exported_macros).extend(macros.map(|name| (name.clone(), module.clone())));
            if is_folder(file) {
                read.add_names(module, &scan);
            }
            let paths = scan.paths.into_iter();
            read.paths
                .extend(paths.map(|written| (file.clone(), written)));
        }
        Ok(read)
    }

    fn add_names(&mut self, module: Module, scan: &Scan) {
        self.folders.entry(module).or_default();
        for module in &scan.modules {
            let (name, parent) = module.split_last().expect("a module has a name");
            let names = self.folders.entry(parent.to_vec()).or_default();
            names.children.insert(name.clone());
        }
        for Import { module, name, path } in &scan.imports {
            let names = self.folders.entry(module.clone()).or_default();
            let paths = names.imports.entry(name.clone()).or_default();
            paths.push(path.clone());
        }
    }

    /// Returns the names of a folder's child modules, or `None` if the module is not a folder.
    pub(crate) fn children(&self, folder: &[String]) -> Option<&BTreeSet<String>> {
        Some(&self.folders.get(folder)?.children)
    }

    /// Returns all modules that have child modules.
    pub(crate) fn folders(&self) -> impl Iterator<Item = &Module> {
        let parents = |(module, names): (_, &Names)| (!names.children.is_empty()).then_some(module);
        self.folders.iter().filter_map(parents)
    }

    /// Returns the modules that define what a path names. The set is empty for items of other crates and for macros
    /// that the root defines. A name may stand for several things, all of which an import brings in; the set then has
    /// the modules of all of them.
    ///
    /// # Errors
    /// Returns an error if a name may come from a glob import, if re-exports lead back to themselves, or if a `super`
    /// leads out of the crate.
    pub(crate) fn homes(&self, path: &[String]) -> Result<BTreeSet<Module>, String> {
        let mut homes = BTreeSet::new();
        self.follow(path, &mut homes, 0)?;
        Ok(homes)
    }

    fn follow(
        &self,
        path: &[String],
        homes: &mut BTreeSet<Module>,
        chain: usize,
    ) -> Result<(), String> {
        if chain > MAX_CHAIN {
            return Err(format!("`{}` leads back to itself", path.join("::")));
        }
        let mut module = Module::new();
        for (place, name) in path.iter().enumerate() {
            let Some(names) = self.folders.get(&module) else {
                break;
            };
            let rest = &path[place + 1..];
            let imports = names.imports.get(name).map_or(&[][..], Vec::as_slice);
            let is_child = names.children.contains(name);
            // Within a path, a name that is a child module stands for this module only. At the end of a path it may
            // also stand for an imported item.
            if !is_child || rest.is_empty() {
                for import in imports {
                    if let Some(mut import) = self.inside(&module, name, import)? {
                        import.extend_from_slice(rest);
                        self.follow(&import, homes, chain + 1)?;
                    }
                }
            }
            if is_child {
                module.push(name.clone());
                continue;
            }
            if !imports.is_empty() {
                return Ok(());
            }
            if let (true, Some(home)) = (module.is_empty(), self.exported_macros.get(name)) {
                homes.extend((!home.is_empty()).then(|| home.clone()));
                return Ok(());
            }
            if names.imports.contains_key("*") {
                return Err(format!(
                    "`{}` may come out of a glob in `{}`: name what it exports",
                    path.join("::"),
                    [&["crate".to_string()], module.as_slice()]
                        .concat()
                        .join("::"),
                ));
            }
            break;
        }
        homes.insert(module);
        Ok(())
    }

    /// Returns the path of an import from the root of the crate, or `None` if the import is from another crate.
    /// `import` is the path as written, and `name` the name that it has in `module`.
    fn inside(
        &self,
        module: &[String],
        name: &str,
        import: &[String],
    ) -> Result<Option<Vec<String>>, String> {
        let first = &import[0];
        let names = &self.folders[module];
        let is_anchored = matches!(first.as_str(), "crate" | "super" | "self");
        let is_own =
            names.children.contains(first) || (first != name && names.imports.contains_key(first));
        (is_anchored || is_own)
            .then(|| absolute(module, import))
            .transpose()
    }
}

fn is_folder(file: &str) -> bool {
    let name = file.rsplit('/').next();
    matches!(name, Some("lib.rs" | "main.rs" | "mod.rs"))
}

fn module_of(file: &str) -> Module {
    let mut module: Module = file.split('/').map(str::to_string).collect();
    let name = module.pop().expect("a file has a name");
    if !is_folder(file) {
        module.push(name.trim_end_matches(".rs").to_string());
    }
    module
}
