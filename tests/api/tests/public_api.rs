//! Public items of the libraries, compared with the lists in this folder.
//!
//! The lists are made from rustdoc's JSON, whose format belongs to a version of rustdoc: with a rustdoc of another format the
//! test prints that it is skipped. `GOOGLENET_UPDATE=1` rewrites the lists.

use public_api::Builder;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

const CRATES: [&str; 5] = [
    "googlenet-dsl",
    "googlenet-macros",
    "googlenet-runtime",
    "googlenet-interop",
    "googlenet-view",
];

#[test]
fn public_items_are_as_listed() {
    let mut differences = String::new();
    for name in CRATES {
        let Some(items) = public_items(name) else {
            return;
        };
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("{name}.txt"));
        if std::env::var_os("GOOGLENET_UPDATE").is_some() {
            std::fs::write(&path, &items).expect("the list can be written");
            continue;
        }
        let listed = std::fs::read_to_string(&path).unwrap_or_default();
        differences += &differing(name, &listed, &items);
    }
    assert!(
        differences.is_empty(),
        "public items changed:\n{differences}help: if the change is intended, run this test with GOOGLENET_UPDATE=1 and \
         say in CHANGELOG.md what users have to change"
    );
}

/// Returns the public items of a crate with all features, one in each line; `None`, after a message, if rustdoc has another
/// JSON format than the library that reads it.
fn public_items(name: &str) -> Option<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let target = target(&root);
    let status = Command::new(env!("CARGO"))
        .args(["rustdoc", "--quiet", "--package", name, "--all-features", "--lib"])
        .arg("--target-dir")
        .arg(&target)
        .args(["--", "-Zunstable-options", "--output-format", "json", "--cap-lints", "allow"])
        .current_dir(&root)
        .env("RUSTC_BOOTSTRAP", "1")
        .status();
    assert!(status.expect("cargo runs").success(), "rustdoc fails on {name}");
    let json = target.join("doc").join(format!("{}.json", name.replace('-', "_")));
    let text = std::fs::read_to_string(&json).expect("rustdoc wrote it");
    let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let (got, known) = (&value["format_version"], rustdoc_types::FORMAT_VERSION);
    if *got != known {
        println!("skipped: rustdoc writes format {got} of its JSON, and this test reads format {known}");
        return None;
    }
    let api = Builder::from_rustdoc_json(&json)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build();
    let api = api.unwrap_or_else(|error| panic!("{name}: {error}"));
    Some(api.items().map(|item| format!("{item}\n")).collect())
}

/// A target folder of its own: the compiler is run in another mode than for all other builds.
fn target(root: &Path) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    target.join("api")
}

/// Returns the lines that were removed and added; an item may be listed several times.
fn differing(name: &str, listed: &str, items: &str) -> String {
    let only_in = |sign: char, a: &str, b: &str| -> String {
        let mut others: BTreeMap<&str, usize> = BTreeMap::new();
        b.lines().for_each(|line| *others.entry(line).or_default() += 1);
        let lines = a.lines().filter(|line| match others.get_mut(line) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        lines.map(|line| format!("  {sign} {line}\n")).collect()
    };
    let lines = only_in('-', listed, items) + &only_in('+', items, listed);
    match lines.is_empty() {
        true => lines,
        false => format!("{name}\n{lines}"),
    }
}
