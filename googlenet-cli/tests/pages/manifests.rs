//! Tests of the Cargo manifests on pages: Cargo resolves them against the crates of this repository without warnings,
//! and packages that list their files contain the ones that they need.

use super::common::root;
use super::pages;
use std::process::Command;
use tempfile::TempDir;

#[test]
fn cargo_takes_the_manifests() {
    let root = root().canonicalize().expect("the workspace");
    for page in pages() {
        for block in page.tested("toml") {
            let place = format!("{}:{}", page.name, block.line);
            let folder = TempDir::new().expect("a folder");
            let put = |name: &str, text: &str| {
                std::fs::write(folder.path().join(name), text).expect("written");
            };
            let mut text = block.text.clone();
            if !text.contains("[package]") {
                text += "\n[package]\nname = \"fragment\"\nedition = \"2024\"\n";
            }
            // Paths of a checkout, and the published crates, are replaced by those of this repository.
            text = text.replace("../googlenet/", &format!("{}/", root.display()));
            text += "\n[workspace]\n[patch.crates-io]\n";
            for name in ["dsl", "macros", "runtime"] {
                let path = root.join(format!("googlenet-{name}"));
                text += &format!("googlenet-{name} = {{ path = {path:?} }}\n");
            }
            put("Cargo.toml", &text);
            std::fs::create_dir(folder.path().join("src")).expect("a folder");
            put("src/lib.rs", "");
            for name in ["leaves.yaml", "README.md"] {
                put(name, "");
            }
            std::fs::copy(root.join("Cargo.lock"), folder.path().join("Cargo.lock"))
                .expect("copied");
            let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
            let run = |words: &[&str]| {
                let output = Command::new(&cargo)
                    .args(words)
                    .current_dir(folder.path())
                    .output();
                let output = output.expect("cargo starts");
                let err = String::from_utf8_lossy(&output.stderr);
                assert!(output.status.success(), "{place}: {err}");
                // A part of a manifest without the runtime does not use the patches.
                let unused = !block.text.contains("[dependencies]");
                assert!(unused || !err.contains("warning"), "{place}: {err}");
                String::from_utf8(output.stdout).expect("UTF-8")
            };
            // Packages of other targets may never have been fetched.
            let target = format!("--filter-platform={}", target());
            run(&["metadata", "--offline", "--format-version", "1", &target]);
            if block.text.contains("include = ") {
                let files = run(&["package", "--list", "--allow-dirty", "--offline"]);
                for name in ["leaves.yaml", "src/lib.rs"] {
                    assert!(files.lines().any(|file| file == name), "{place}: {files}");
                }
            }
        }
    }
}

/// Returns the target that this machine's programs are compiled for.
fn target() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("-vV").output();
    let text = String::from_utf8(output.expect("rustc starts").stdout).expect("UTF-8");
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("the target").to_owned()
}
