//! The modules of a crate, and where the item of a path is defined.

use crate::scan::{Import, Module, Scan, Written, absolute, scan};
use proc_macro2::TokenStream;
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

/// So many re-exports may lead to an item.
const MAX_CHAIN: usize = 32;

/// The program of a crate, without its tests.
#[derive(Debug, Default)]
pub(crate) struct Crate {
    /// Each path, with the file in which it stands.
    pub(crate) paths: Vec<(String, Written)>,
    /// The modules whose re-exports are followed: the root, `mod.rs` files and what is inline there.
    folders: BTreeMap<Module, Names>,
    /// Where the macros are defined that stand at the root.
    exported_macros: BTreeMap<String, Module>,
}

/// The names of a module.
#[derive(Debug, Default)]
struct Names {
    children: BTreeSet<String>,
    imports: BTreeMap<String, Vec<Vec<String>>>,
}

impl Crate {
    /// Reads files, given with their paths below `src`.
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

    /// The modules below a folder, `None` where it is no folder.
    pub(crate) fn children(&self, folder: &[String]) -> Option<&BTreeSet<String>> {
        Some(&self.folders.get(folder)?.children)
    }

    /// All folders with modules in them.
    pub(crate) fn folders(&self) -> impl Iterator<Item = &Module> {
        let parents = |(module, names): (_, &Names)| (!names.children.is_empty()).then_some(module);
        self.folders.iter().filter_map(parents)
    }

    /// The modules in which what a path names is defined: none where it is another crate's, or a macro of the root. A name may stand for
    /// several things, and an import brings all of them.
    ///
    /// # Errors
    /// A name comes out of a glob.
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
            // A path goes through the module of that name; where it ends it names the item as well.
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

    /// What a module imports under a name, from the root of the crate; `None` where it is another crate's.
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
