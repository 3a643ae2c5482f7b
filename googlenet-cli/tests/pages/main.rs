//! README and guide: every transcript is run, every snippet compiled, every link followed.
//!
//! Rust blocks are doctests of the package `googlenet-guide`; all others are tested here. Comments directly above a block
//! say how:
//!
//! | comment | meaning |
//! |---|---|
//! | `<!-- not run: WHY -->` | with `ignore` behind the language: the block is not tested |
//! | `<!-- numbers vary -->` | numbers of a transcript differ from run to run; all else is compared |
//! | `<!-- numbers within: 0.001 -->` | numbers of a transcript may differ by so much of their size, times by anything |
//! | `<!-- needs: trained -->` | run where the trained network is beside the project; `avx512`: on such a processor |
//! | `<!-- setup: COMMAND -->` | runs first and is not shown |
//! | `<!-- with: YAML -->` | what a fragment of a description leaves out |
//! | `<!-- excerpt of: FILE -->` | its lines stand in that file, in this order |
//! | `<!-- file: FILE -->` | the block is that file of the folder in which the page's commands run |
//! | `<!-- compile error: FILE; OLD; NEW -->` | what rustc says of a description in which OLD has become NEW |
//! | `<!-- before: CODE -->` | Rust code that comes first |
//!
//! In a transcript the commands of a page run one after the other in one folder, which has `specs/`, `assets/` and the
//! guide's own files. A line `…` stands for any lines, `…` inside a line for any text. What a command writes under the
//! name of a drawing in `guide/src/img/` must be that drawing.

#![cfg(unix)]

#[path = "../../../guide/blocks.rs"]
mod blocks;
#[path = "../common/mod.rs"]
mod common;
mod console;
mod descriptions;
mod folder;
mod links;
mod manifests;
mod python;
mod speed;

use blocks::{Block, blocks};
use common::root;
use std::path::PathBuf;

/// A page with its place in the repository.
struct Page {
    path: PathBuf,
    /// The path as messages have it.
    name: String,
    text: String,
}

impl Page {
    fn read(name: &str) -> Page {
        let path = root().join(name);
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        Page {
            path,
            name: name.to_owned(),
            text,
        }
    }

    /// The blocks of a language that are tested.
    fn tested(&self, language: &str) -> Vec<Block> {
        let mut found = blocks(&self.text);
        found.retain(|block| block.language == language && !block.has("ignore"));
        found
    }
}

/// The README and all pages of the guide.
fn pages() -> Vec<Page> {
    let mut names = vec!["README.md".to_owned()];
    for entry in std::fs::read_dir(root().join("guide/src")).expect("the guide is there") {
        let name = entry.expect("an entry").file_name();
        let name = name.to_string_lossy();
        if name.ends_with(".md") {
            names.push(format!("guide/src/{name}"));
        }
    }
    names.sort();
    names.iter().map(|name| Page::read(name)).collect()
}

/// How many blocks of README and guide are not tested.
const NOT_RUN: usize = 3;

#[test]
fn every_block_is_tested_or_says_why_not() {
    let mut tested = std::collections::BTreeMap::<String, usize>::new();
    let mut ignored = Vec::new();
    for page in pages() {
        for block in blocks(&page.text) {
            let place = format!("{}:{}", page.name, block.line);
            if block.has("ignore") {
                let reason = block.note("not run").unwrap_or_default();
                assert!(reason.len() > 10, "{place}: why is it not run?");
                ignored.push(format!("{place}: {reason}"));
                continue;
            }
            match block.language.as_str() {
                "console" | "python" | "rust" | "toml" | "yaml" => {}
                "text" if block.note("compile error").is_some() => {}
                other => panic!("{place}: blocks of `{other}` are not tested"),
            }
            *tested.entry(block.language).or_default() += 1;
        }
    }
    println!("tested: {tested:?}, not run: {ignored:#?}");
    assert_eq!(ignored.len(), NOT_RUN, "{ignored:#?}");
    assert!(tested.values().sum::<usize>() > 60, "{tested:?}");
}

#[test]
fn every_command_is_listed() {
    let page = Page::read("guide/src/commands.md");
    let help = folder::Folder::new().shell("googlenet --help");
    let commands = help.split("Commands:\n").nth(1).expect("commands");
    let commands = commands.lines().take_while(|line| !line.is_empty());
    let names: Vec<&str> = commands
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(names.len() >= 16, "{names:?}");
    for name in names {
        let row = format!("| `googlenet {name} ");
        let listed =
            page.text.contains(&row) || page.text.contains(&format!("| `googlenet {name}`"));
        assert!(listed, "{name} has no row in {}", page.name);
    }
}
