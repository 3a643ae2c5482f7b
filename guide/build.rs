//! Build script of the guide's doctests: writes a Markdown file for the README and for each page of the guide, with the
//! page's Rust blocks as complete programs, and `pages.rs`, a module per file with the file as its documentation.

#[path = "blocks.rs"]
mod blocks;

use blocks::Block;
use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=blocks.rs");
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=../README.md");
    let out = env::var("OUT_DIR").expect("a folder");
    let mut pages = vec![("readme".to_owned(), "../README.md".into())];
    for entry in fs::read_dir("src").expect("the pages") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|end| end == "md") {
            let name = path.file_stem().expect("a name").to_string_lossy();
            pages.push((name.replace('-', "_").to_lowercase(), path));
        }
    }
    pages.sort();
    let mut modules = String::new();
    for (name, path) in pages {
        let page = fs::read_to_string(&path).expect("a page");
        let made = Path::new(&out).join(format!("{name}.md"));
        fs::write(&made, doctests(&page)).expect("written");
        modules += &format!("#[doc = include_str!({made:?})] pub mod {name} {{}}\n");
    }
    fs::write(Path::new(&out).join("pages.rs"), modules).expect("written");
}

/// Returns a Markdown page with the Rust blocks of `page` that are not marked `ignore`, where possible on the same
/// lines as in `page`, so that errors name lines of the page.
fn doctests(page: &str) -> String {
    let mut made = String::new();
    for block in blocks::blocks(page) {
        if block.language == "rust" && !block.has("ignore") {
            // `block.line` counts from 1 and is the line behind the fence.
            let lines = made.lines().count();
            made += &"\n".repeat(block.line.saturating_sub(lines + 2));
            made += &doctest(&block);
        }
    }
    made
}

/// Returns a block as the fenced block of a complete program. A block without functions and networks becomes the body
/// of `main`, in a temporary folder with the files that pages mention; of a block with tests, `main` calls them. The
/// code of the block's comment `before` comes first.
fn doctest(block: &Block) -> String {
    let flags: Vec<&str> = block.flags.iter().map(String::as_str).collect();
    let fence = ["rust"].iter().chain(&flags).copied();
    let fence = fence.collect::<Vec<_>>().join(",");
    // Descriptions in `specs/` have paths from the repository's root on pages, and from `guide` here. Inner doc
    // comments become plain ones, as `use` comes before them here.
    let code = block.text.replace("= \"specs/", "= \"../specs/");
    let code = code.replace("//!", "//");
    let before = block.note("before").unwrap_or_default();
    let before = before.replace('\n', " ");
    let names = "use googlenet_guide::*; ";
    let code = if code.contains("fn main") {
        format!("{names}{before}{code}")
    } else if code.contains("fn ") || code.contains("googlenet_model!") {
        // Tests with snapshots (`insta`) are compiled but not called, as the files with the snapshots are missing here.
        let tests = code.split("#[test]\nfn ").skip(1);
        let tests = tests.filter(|test| !test.contains("insta::"));
        let calls: String = tests
            .filter_map(|test| test.split_once("()"))
            .map(|(name, _)| format!("{name}();"))
            .collect();
        let code = code.replace("#[test]", "#[allow(dead_code)]");
        format!("{names}{before}{code}fn main() {{ {calls} }}\n")
    } else {
        format!(
            "{names}fn main() -> Result<(), Box<dyn std::error::Error>> {{ \
             let _place = Place::new()?; {before} {code}Ok(()) }}\n"
        )
    };
    format!("```{fence}\n{code}```\n")
}
