//! Floors: a module uses what is below it in its folder and nothing above.
//!
//! `cargo test -p googlenet-tests --test floors` compares the table below with the tokens of all files.
//!
//! Who cuts a knot asks for its arrows, here of the compiler's `src/op` and of all folders of the table:
//!
//! ```text
//! FLOORS=googlenet-dsl/src/op cargo test -p googlenet-tests --test floors -- --ignored --nocapture knots
//! cargo test -p googlenet-tests --test floors -- --ignored --nocapture knots
//! ```
//!
//! Arrows are paths that begin with `crate::`, `super::` or `self::`, in items, bodies, attributes and macros alike; code
//! of tests is left out. A name that a `lib.rs`, `main.rs` or `mod.rs` re-exports leads to the module that has the item.
//! What a folder's own `mod.rs` defines is free to its modules; what a `lib.rs` or `main.rs` defines, macros aside, is
//! above all of them. A path in a `macro_rules!` counts where the macro is defined.

#[path = "floors/arrows.rs"]
mod arrows;
#[path = "floors/names.rs"]
mod names;
#[path = "floors/scan.rs"]
mod scan;
#[path = "floors/tests.rs"]
mod tests;

use googlenet_tests::root;
use names::Crate;
use scan::Module;
use std::fs;
use std::path::Path;

/// Folders with their modules, lowest first. Modules of one row do not use each other.
#[rustfmt::skip]
const FLOORS: &[(&str, &[&str])] = &[
    ("googlenet-dsl/src", &[
        "variants", "file", "nearest", "number", "diagnostic", "shape", "tokens", "value", "dtype precision preprocess",
        "grammar", "op", "graph", "plan", "tree", "describe", "compiled", "codegen", "read", "spec", "lower", "expand",
        "build", "budget", "compile",
    ]),
    ("googlenet-macros/src", &[]),
    ("googlenet-runtime/src", &[
        "replace", "error", "tensor", "kernel", "layer", "ops", "session", "model", "tune", "summary", "dynamic",
        "image", "reference", "macros", "__private",
    ]),
    ("googlenet-runtime/src/kernel", &[
        "system", "arch", "element", "arena", "weights", "view", "run", "activation", "softmax", "peak", "lrn", "pooling",
        "copies elementwise", "conv",
    ]),
    ("googlenet-runtime/src/kernel/arch", &[
        "prefetch", "simd", "tiles", "avx2 avx512 portable", "isa",
    ]),
    ("googlenet-runtime/src/kernel/conv", &[
        "segment", "panels", "partition", "descriptor", "source_weights", "args", "tile", "fused_pool", "direct",
        "winograd", "table", "choose", "algorithm", "primitive", "packed_weights", "tune",
    ]),
    ("googlenet-runtime/src/session/pool", &[
        "share error", "ticket", "queue", "workers", "ordered",
    ]),
    ("googlenet-interop/src", &[
        "description npy order wire", "import", "caffe onnx",
    ]),
    ("googlenet-interop/src/caffe", &[
        "error", "options proto", "prototxt", "caffemodel net", "graph weights", "channels lower preprocess", "import",
    ]),
    ("googlenet-interop/src/import", &[
        "mistake step values", "network transform", "source", "recover tensors", "compose verify weights",
        "describe imported", "stages",
    ]),
    ("googlenet-interop/src/import/recover", &[
        "nest", "names", "fingerprint", "template", "repeat structure", "assign",
    ]),
    ("googlenet-interop/src/wire", &[
        "broken", "protobuf",
    ]),
    ("googlenet-interop/src/description", &[
        "option preamble", "text",
    ]),
    ("googlenet-interop/src/onnx", &[
        "batch", "error names", "order pads", "proto", "node", "tensor", "site", "types write", "builder", "op",
        "flatten", "graph",
    ]),
    ("googlenet-view/src", &[
        "error options outline text", "facts", "content", "layout", "drawing", "scene", "draw", "write", "plot",
        "diff",
    ]),
    ("googlenet-cli/src", &[
        "args", "failure", "output", "command",
    ]),
    ("googlenet-cli/src/command", &[
        "report", "watch",
        "bench check classify compare completions diff expand export import pack plot profile run schema \
         summary tune",
    ]),
];

/// Arrows up that are there for now: folder, from, to.
const KNOWN: &[(&str, &str, &str)] = &[];

/// The crates of the workspace.
const CRATES: [&str; 6] = [
    "googlenet-dsl/src",
    "googlenet-macros/src",
    "googlenet-runtime/src",
    "googlenet-interop/src",
    "googlenet-view/src",
    "googlenet-cli/src",
];

#[test]
fn no_arrow_goes_up() {
    let mut faults = Vec::new();
    for src in CRATES {
        let read = read(src);
        assert!(
            FLOORS.iter().any(|(folder, _)| *folder == src),
            "{src}: not in the table"
        );
        for (folder, rows) in FLOORS.iter().filter(|(folder, _)| is_in(folder, src)) {
            let known: Vec<(&str, &str)> = (KNOWN.iter())
                .filter(|(known, ..)| known == folder)
                .map(|(_, from, to)| (*from, *to))
                .collect();
            let found = arrows::faults(&read, src, &module(folder, src), rows, &known);
            faults.extend(found.unwrap_or_else(|fault| vec![fault]));
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn the_table_is_of_the_workspace() {
    let of_a_crate = |folder: &str| CRATES.iter().any(|src| is_in(folder, src));
    for (folder, _) in FLOORS {
        assert!(of_a_crate(folder), "{folder}: in no crate of the table");
    }
    for (folder, ..) in KNOWN {
        let in_table = FLOORS.iter().any(|(floors, _)| floors == folder);
        assert!(in_table, "{folder}: known arrows of no folder of the table");
    }
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let members = manifest.lines().find(|line| line.starts_with("members"));
    for member in members.unwrap().split('"').skip(1).step_by(2) {
        assert!(
            ["examples", "tests"].contains(&member)
                || CRATES.contains(&format!("{member}/src").as_str()),
            "{member}: not in the table"
        );
    }
}

#[test]
#[ignore = "prints"]
fn knots() {
    let asked = std::env::var("FLOORS").ok();
    let mut printed = 0;
    for src in CRATES {
        let read = read(src);
        for module in read.folders() {
            let folder = arrows::folder_name(src, module);
            let wanted = match &asked {
                Some(asked) => *asked == folder,
                None => FLOORS.iter().any(|(floors, _)| *floors == folder),
            };
            if wanted {
                println!("{}", arrows::knots(&read, src, module).unwrap());
                printed += 1;
            }
        }
    }
    assert!(printed > 0, "no folder `{}`", asked.unwrap_or_default());
}

/// Whether a folder is the `src` or below it.
fn is_in(folder: &str, src: &str) -> bool {
    Path::new(folder).starts_with(src)
}

fn module(folder: &str, src: &str) -> Module {
    let below = folder[src.len()..].split('/');
    below
        .filter(|name| !name.is_empty())
        .map(str::to_string)
        .collect()
}

fn read(src: &str) -> Crate {
    let mut files = Vec::new();
    collect(&root().join(src), "", &mut files);
    Crate::read(&files).unwrap_or_else(|e| panic!("{src}/{e}"))
}

fn collect(folder: &Path, front: &str, files: &mut Vec<(String, String)>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    for entry in entries {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            collect(&path, &format!("{front}{name}/"), files);
        } else if name.ends_with(".rs") {
            files.push((format!("{front}{name}"), fs::read_to_string(&path).unwrap()));
        }
    }
}
