//! Tests of the README and the pages of the guide: transcripts of commands are run and compared, code blocks are
//! compiled or checked, links within the repository are followed.
//!
//! Rust blocks are doctests of the package `googlenet-guide`; all others are tested here. HTML comments directly above
//! a block say how it is tested:
//!
//! | comment | meaning |
//! |---|---|
//! | `<!-- not run: WHY -->` | with `ignore` behind the language: the block is not tested |
//! | `<!-- numbers vary -->` | numbers of a transcript are not compared; all else is |
//! | `<!-- numbers within: 0.001 -->` | numbers may differ by this part of the larger one, times in ms by anything |
//! | `<!-- needs: trained -->` | skipped unless `../shared/data/bvlc_googlenet` has the trained network |
//! | `<!-- needs: avx512 -->` | skipped unless the processor has AVX-512 and `GOOGLENET_ISA` is not set |
//! | `<!-- setup: COMMAND -->` | a shell command that runs before those of the transcript and is not shown |
//! | `<!-- with: YAML -->` | entries of a description that the block, a fragment of one, leaves out |
//! | `<!-- excerpt of: FILE -->` | the lines of the block are lines of that file of the repository, in this order |
//! | `<!-- file: FILE -->` | written to that file before commands run; equals `guide/FILE` if there is one |
//! | `<!-- compile error: FILE; OLD; NEW -->` | the error of rustc for the description FILE with NEW in place of OLD |
//! | `<!-- before: CODE -->` | Rust code that is put in front of the block |
//! | `<!-- python: keras -->` | a part of the script that `python.rs` runs with this package; also `torch` |
//!
//! Numbers behind the word `needs` are the memory of a session, and may differ by 15 %, as it depends on the instruction set.
//!
//! The transcripts of a page run one after the other in one folder, which has `specs/`, `assets/`, `examples/data/` and
//! the guide's own files. A line `…` stands for any number of lines, `…` inside a line for any text. A file that a
//! command writes under the name of a file in `guide/src/img/` or `assets/` must have the same content.

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

/// A Markdown page of the repository.
struct Page {
    /// Path with which the page is read and written.
    path: PathBuf,
    /// Path from the repository's root, for messages: `guide/src/run.md`.
    name: String,
    /// The whole text.
    text: String,
}

impl Page {
    /// Reads the page with the path `name` from the repository's root.
    ///
    /// # Panics
    /// The file cannot be read.
    fn read(name: &str) -> Page {
        let path = root().join(name);
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        Page {
            path,
            name: name.to_owned(),
            text,
        }
    }

    /// Returns the blocks of a language that are not marked `ignore`, in order.
    fn tested(&self, language: &str) -> Vec<Block> {
        let mut found = blocks(&self.text);
        found.retain(|block| block.language == language && !block.has("ignore"));
        found
    }
}

/// Reads the README and all pages of the guide, sorted by path.
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

/// Number of blocks of the README and the guide that are marked `ignore`, which the test below checks.
const NOT_RUN: usize = 8;

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
