//! Scanner that finds module declarations, imports and paths in the tokens of a file.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};

/// Path of a module, as names from the root of its crate.
pub(crate) type Module = Vec<String>;

/// Path in the source that begins with `crate`, `super` or `self`.
#[derive(Debug, Clone)]
pub(crate) struct Written {
    /// Module that contains the path.
    pub(crate) from: Module,
    pub(crate) line: usize,
    /// Names of the path from the root of the crate, with re-exports not followed.
    pub(crate) path: Vec<String>,
}

/// Name that a `use` declaration brings into a module.
#[derive(Debug)]
pub(crate) struct Import {
    pub(crate) module: Module,
    /// Name in the importing module; `*` for a glob.
    pub(crate) name: String,
    /// Imported path as written.
    pub(crate) path: Vec<String>,
}

/// Keywords of items, which may contain commas. What follows `#[cfg(test)]` ends at a comma if it has none of these
/// keywords: it is a field, a variant or a match arm.
const ITEMS: [&str; 9] = [
    "const", "enum", "fn", "impl", "static", "struct", "trait", "type", "use",
];

/// Modules, imports, paths and macros found in a file.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    pub(crate) paths: Vec<Written>,
    pub(crate) imports: Vec<Import>,
    /// Modules that the file declares, inline or as files.
    pub(crate) modules: Vec<Module>,
    /// Modules declared with `#[cfg(test)]`, whose files are not scanned for arrows.
    pub(crate) tests: Vec<Module>,
    /// Names of macros with `#[macro_export]`, which are items of the root of the crate wherever they are defined.
    pub(crate) exported_macros: Vec<String>,
}

/// Scans the tokens of the file of `module`.
///
/// # Errors
/// Returns an error if a `super` leads out of the crate.
pub(crate) fn scan(module: &[String], tokens: TokenStream) -> Result<Scan, String> {
    let mut scan = Scan::default();
    scan.walk(tokens, module, true)?;
    Ok(scan)
}

/// Leaf of the tree of a `use` declaration: the name that it imports, with its path.
struct Leaf {
    line: usize,
    path: Vec<String>,
    name: String,
}

impl Scan {
    /// Scans tokens in `module`. `items` is `true` if they are the items of the module itself, and `false` in a body or
    /// macro, whose imports are not names of the module.
    fn walk(&mut self, tokens: TokenStream, module: &[String], items: bool) -> Result<(), String> {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut exported = false;
        let mut i = 0;
        while i < tokens.len() {
            if is_test(&tokens, i) {
                i = self.skip_item(&tokens, i + 2, module);
                continue;
            }
            match &tokens[i] {
                TokenTree::Ident(word) if word == "mod" => {
                    if let Some(name) = ident(&tokens, i + 1) {
                        let inner = child(module, name);
                        match tokens.get(i + 2) {
                            Some(TokenTree::Punct(end)) if end.as_char() == ';' => {
                                self.modules.push(inner);
                            }
                            Some(TokenTree::Group(body)) if is_braced(body) => {
                                self.modules.push(inner.clone());
                                self.walk(body.stream(), &inner, true)?;
                                i += 2;
                            }
                            _ => {}
                        }
                    }
                }
                TokenTree::Ident(word) if word == "use" && !is_punct(&tokens, i + 1, '<') => {
                    let end = (i..tokens.len())
                        .find(|&i| is_punct(&tokens, i, ';'))
                        .unwrap_or(tokens.len());
                    self.import(&tokens[i + 1..end], module, items)?;
                    i = end;
                }
                TokenTree::Ident(word) if word == "macro_rules" => {
                    if let (true, Some(name)) = (exported, ident(&tokens, i + 2)) {
                        self.exported_macros.push(name.to_string());
                    }
                    exported = false;
                }
                TokenTree::Ident(word) if is_anchor(word) && is_colons(&tokens, i + 1) => {
                    let (path, next) = path(&tokens, i);
                    self.found(module, word.span().start().line, &path)?;
                    i = next;
                    continue;
                }
                TokenTree::Group(group) => {
                    exported |= is_attribute(group, |text| text == "macro_export");
                    self.walk(group.stream(), module, false)?;
                }
                _ => {}
            }
            i += 1;
        }
        Ok(())
    }

    fn import(&mut self, tree: &[TokenTree], module: &[String], items: bool) -> Result<(), String> {
        let mut leaves = Vec::new();
        use_tree(tree, &[], &mut leaves);
        for Leaf { line, path, name } in leaves {
            if matches!(path[0].as_str(), "crate" | "super" | "self") {
                self.found(module, line, &path)?;
            }
            if items {
                self.imports.push(Import {
                    module: module.to_vec(),
                    name,
                    path,
                });
            }
        }
        Ok(())
    }

    fn found(&mut self, module: &[String], line: usize, path: &[String]) -> Result<(), String> {
        self.paths.push(Written {
            from: module.to_vec(),
            line,
            path: absolute(module, path)?,
        });
        Ok(())
    }

    /// Returns the index of the token after the item that begins at index `i`. A module that the item declares is
    /// recorded as a module of tests.
    fn skip_item(&mut self, tokens: &[TokenTree], mut i: usize, module: &[String]) -> usize {
        let mut ends_with_comma = true;
        while i < tokens.len() {
            match &tokens[i] {
                TokenTree::Ident(word) if word == "mod" => {
                    if let Some(name) = ident(tokens, i + 1) {
                        self.tests.push(child(module, name));
                    }
                }
                TokenTree::Ident(word) if ITEMS.iter().any(|item| word == item) => {
                    ends_with_comma = false;
                }
                TokenTree::Punct(end) if ends_with_comma && end.as_char() == ',' => return i + 1,
                TokenTree::Punct(end) if end.as_char() == ';' => return i + 1,
                TokenTree::Group(body) if is_braced(body) => return i + 1,
                _ => {}
            }
            i += 1;
        }
        i
    }
}

/// Returns the path from the root of the crate for a path written in `module`.
///
/// # Errors
/// Returns an error if a `super` leads out of the crate.
pub(crate) fn absolute(module: &[String], path: &[String]) -> Result<Vec<String>, String> {
    let mut base = module.to_vec();
    let mut rest = path;
    while let Some((first, behind)) = rest.split_first() {
        match first.as_str() {
            "crate" => base.clear(),
            "self" => {}
            "super" => {
                base.pop()
                    .ok_or_else(|| format!("`{}` leaves the crate", path.join("::")))?;
            }
            _ => break,
        }
        rest = behind;
    }
    base.extend_from_slice(rest);
    Ok(base)
}

/// Returns the names of the path that begins at index `i`, and the index of the token after the path.
fn path(tokens: &[TokenTree], mut i: usize) -> (Vec<String>, usize) {
    let mut path = Vec::new();
    while let Some(word) = ident(tokens, i) {
        path.push(plain(word));
        i += 1;
        if !(is_colons(tokens, i) && ident(tokens, i + 2).is_some()) {
            break;
        }
        i += 2;
    }
    (path, i)
}

/// Appends all leaves of the tree of a `use` declaration to `leaves`. `tokens` are those of the tree without the
/// semicolon, and `front` is the path before the tree.
fn use_tree(tokens: &[TokenTree], front: &[String], leaves: &mut Vec<Leaf>) {
    for branch in tokens.split(|token| matches!(token, TokenTree::Punct(p) if p.as_char() == ',')) {
        let begin = if is_colons(branch, 0) {
            2
        } else {
            usize::from(is_punct(branch, 0, '$'))
        };
        let (words, mut i) = path(branch, begin);
        let mut full = front.to_vec();
        full.extend(words);
        if is_colons(branch, i) {
            i += 2;
        }
        match branch.get(i) {
            Some(TokenTree::Group(group)) => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                use_tree(&inner, &full, leaves);
            }
            Some(star @ TokenTree::Punct(p)) if p.as_char() == '*' => leaves.push(Leaf {
                line: star.span().start().line,
                path: full,
                name: "*".into(),
            }),
            renamed => {
                if full.last().is_some_and(|last| last == "self") && full.len() > 1 {
                    full.pop();
                }
                let (Some(last), false) = (full.last(), i == begin) else {
                    continue;
                };
                let name = match renamed {
                    Some(_) => ident(branch, i + 1).map_or_else(|| "_".into(), plain),
                    None => last.clone(),
                };
                leaves.push(Leaf {
                    line: branch[begin].span().start().line,
                    path: full,
                    name,
                });
            }
        }
    }
}

/// Returns `true` if the attribute `#[cfg(test)]`, or `#[cfg(all(test, …))]`, begins at index `i`.
fn is_test(tokens: &[TokenTree], i: usize) -> bool {
    let Some(TokenTree::Group(group)) = tokens.get(i + 1) else {
        return false;
    };
    let is = |text: &str| text == "cfg(test)" || text.starts_with("cfg(all(test,");
    is_punct(tokens, i, '#') && is_attribute(group, is)
}

fn is_attribute(group: &Group, is: impl Fn(&str) -> bool) -> bool {
    group.delimiter() == Delimiter::Bracket && is(&group.stream().to_string().replace(' ', ""))
}

fn is_anchor(word: &Ident) -> bool {
    word == "crate" || word == "super" || word == "self"
}

fn is_braced(group: &Group) -> bool {
    group.delimiter() == Delimiter::Brace
}

fn is_punct(tokens: &[TokenTree], i: usize, char: char) -> bool {
    matches!(tokens.get(i), Some(TokenTree::Punct(p)) if p.as_char() == char)
}

fn is_colons(tokens: &[TokenTree], i: usize) -> bool {
    is_punct(tokens, i, ':') && is_punct(tokens, i + 1, ':')
}

fn ident(tokens: &[TokenTree], i: usize) -> Option<&Ident> {
    match tokens.get(i) {
        Some(TokenTree::Ident(word)) => Some(word),
        _ => None,
    }
}

fn plain(word: &Ident) -> String {
    word.to_string().trim_start_matches("r#").to_string()
}

pub(crate) fn child(module: &[String], name: impl ToString) -> Module {
    let mut child = module.to_vec();
    child.push(name.to_string());
    child
}
