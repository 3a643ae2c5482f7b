//! Test of the order of modules: a module may use only modules that are below it in its folder.
//!
//! `cargo test -p googlenet-tests --test floors` compares the table below with the tokens of all source files.
//!
//! The ignored test `knots` prints the order of a folder's modules with the knots among them, that is, modules that use
//! each other in a cycle. The first command is for the compiler's `src/op`, the second for all folders of the table:
//!
//! ```text
//! FLOORS=googlenet-dsl/src/op cargo test -p googlenet-tests --test floors -- --ignored --nocapture knots
//! cargo test -p googlenet-tests --test floors -- --ignored --nocapture knots
//! ```
//!
//! An arrow leads from a module to one that it uses. The uses are the paths that begin with `crate::`, `super::` or
//! `self::`, in items, bodies, attributes and macros; test code is ignored. A name that a `lib.rs`, `main.rs` or
//! `mod.rs` re-exports counts as a use of the module that defines the item. Items that a folder's own `mod.rs` defines
//! may be used by all modules of the folder. Items that a `lib.rs` or `main.rs` defines, except macros, are above all
//! modules. A path in a `macro_rules!` counts where the macro is defined.

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

/// Folders with their modules, lowest first. The modules in one string, separated by spaces, must not use each other.
#[rustfmt::skip]
const FLOORS: &[(&str, &[&str])] = &[
    ("googlenet-dsl/src", &[
        "variants", "file file_kind", "class_names float nearest number", "foreign", "diagnostic", "shape", "tokens", "value", "preprocess",
        "grammar", "op", "graph", "labels", "plan", "tree", "describe", "compiled", "codegen", "read", "spec", "lower", "expand",
        "build", "budget check_training resize", "check_labels compile",
    ]),
    ("googlenet-macros/src", &["expression", "entry", "condition names place", "network"]),
    ("googlenet-runtime/src", &[
        "notice processors replace splitmix", "graph", "error", "pixels tensor", "kernel", "layer", "ops", "layers", "session", "model", "weights", "pool",
        "measure tune", "profile", "quantize", "summary", "image", "train", "dynamic", "reference", "macros", "__private",
    ]),
    ("googlenet-runtime/src/train", &[
        "error metrics rule scores", "best data", "frozen store", "optimize program", "engine", "core initialize session", "state",
        "evaluate trainer", "callback", "epoch",
    ]),
    ("googlenet-runtime/src/train/data", &[
        "left_out random task", "augment dataset order", "arrays classes prepare", "check idx loader split",
        "folder idx_folder",
    ]),
    ("googlenet-runtime/src/kernel", &[
        "rounding share system", "arch", "vector_math", "element", "arena", "weights", "view", "number", "run", "activation", "softmax", "gram", "peak", "lrn",
        "pooling", "prelu", "lanes", "broadcast channel_means channels elementwise pixel_norm resize", "copies", "conv",
        "gradient",
    ]),
    ("googlenet-runtime/src/kernel/arch", &[
        "amx pairs points prefetch", "results simd", "tiles", "avx2 avx512 portable", "isa", "quads",
    ]),
    ("googlenet-runtime/src/kernel/conv", &[
        "segment", "panels", "partition", "quantized", "descriptor", "source_weights", "magnitudes transposed", "args", "tile", "fused_pool gathered", "direct grouped",
        "product winograd", "converted", "table", "choose", "algorithm", "primitive", "packed_weights run traffic", "tune",
    ]),
    ("googlenet-runtime/src/quantize", &[
        "bounds error first histogram kept moments patches quantization rounding warning", "entropy inputs mse noise percentile structure",
        "check group method weights", "compensation correction quantized report", "reading", "calibration file places simulation",
        "convert session", "given keep",
    ]),
    ("googlenet-runtime/src/pool", &[
        "share error", "ticket", "queue", "workers", "ordered",
    ]),
    ("googlenet-interop/src", &[
        "description npy order wire", "import npz", "datasets items names tensors", "hdf5", "caffe keras onnx pytorch", "open", "weights",
    ]),
    ("googlenet-interop/src/open", &[
        "file format options", "error report", "opened reader", "caffe keras onnx", "readers",
    ]),
    ("googlenet-interop/src/weights", &[
        "error file keras named own", "reader", "keras_file npz pytorch safetensors", "safetensors_index", "pair readers",
    ]),
    ("googlenet-interop/src/hdf5", &[
        "attributes limits source types", "shared", "dataset", "group", "file",
    ]),
    ("googlenet-interop/src/keras", &[
        "config file options variables", "container error graph", "weights", "lower", "import",
    ]),
    ("googlenet-interop/src/keras/config", &[
        "place", "call json", "model",
    ]),
    ("googlenet-interop/src/keras/graph", &[
        "input", "inline", "connect",
    ]),
    ("googlenet-interop/src/keras/container", &[
        "tensor text", "places", "h5 tfjs", "archive",
    ]),
    ("googlenet-interop/src/keras/lower", &[
        "site", "context initializer", "activation conv dense join norm outputs shaping training", "conv_transpose pad pool", "operation",
        "known",
    ]),
    ("googlenet-interop/src/weights/pair", &[
        "fit report", "naming", "known", "error modules paired passed_over", "by_name by_order part",
    ]),
    ("googlenet-interop/src/weights/pair/by_order", &[
        "assign behind layouts listed",
    ]),
    ("googlenet-interop/src/names", &[
        "site", "keras own torch",
    ]),
    ("googlenet-interop/src/pytorch", &[
        "pickle", "strided walk", "checkpoint", "taken", "archive legacy",
    ]),
    ("googlenet-interop/src/pytorch/pickle", &[
        "opcodes", "globals", "values", "machine",
    ]),
    ("googlenet-interop/src/pytorch/pickle/machine", &[
        "call stack storage tensor",
    ]),
    ("googlenet-interop/src/caffe", &[
        "error proto types", "prototxt", "caffemodel net", "graph mean weights", "channels lower options preprocess",
        "import",
    ]),
    ("googlenet-interop/src/caffe/prototxt", &[
        "lexer passed_over schema tree", "other scalar", "parser", "check", "view",
    ]),
    ("googlenet-interop/src/caffe/prototxt/schema", &[
        "data kinds layer_types", "layer",
    ]),
    ("googlenet-interop/src/caffe/graph", &[
        "input role", "nodes", "ends",
    ]),
    ("googlenet-interop/src/items", &[
        "constant data function refusals", "item store", "lower weights", "pass",
    ]),
    ("googlenet-interop/src/items/pass", &[
        "net", "affine functions order padded_means parts samples scales steps", "recognise",
    ]),
    ("googlenet-interop/src/tensors", &[
        "element", "array named",
    ]),
    ("googlenet-interop/src/import", &[
        "finite images mistake notes step values", "conversion network transform", "source", "concats recover tensors",
        "compose table verify weights", "describe imported", "quantized", "stages",
    ]),
    ("googlenet-interop/src/import/recover", &[
        "hole nest", "names", "fingerprint", "template", "repeat structure titles", "runs sources", "assign",
    ]),
    ("googlenet-interop/src/wire", &[
        "broken folder shown", "protobuf", "zip",
    ]),
    ("googlenet-interop/src/description", &[
        "option preamble", "text",
    ]),
    ("googlenet-interop/src/onnx", &[
        "keys names proto", "export importer",
    ]),
    ("googlenet-interop/src/onnx/export", &[
        "batch", "error", "order pads", "node", "tensor", "site", "types write", "builder", "op", "flatten quantized",
        "graph metadata",
    ]),
    ("googlenet-interop/src/onnx/importer", &[
        "file labels options", "constant error names view", "graph", "lower metadata", "input", "stages",
    ]),
    ("googlenet-view/src", &[
        "error options outline font", "text facts subject", "content", "layout", "drawing", "scene", "draw", "write",
        "plot report",
        "diff",
    ]),
    ("googlenet-view/src/report", &[
        "error words axis tint", "picture", "svg page", "confusion curves heat quantization",
    ]),
    ("googlenet-view/src/report/confusion", &[
        "score thumbnail", "grid", "map", "page",
    ]),
    ("googlenet-view/src/report/curves", &[
        "chart select", "draw", "page",
    ]),
    ("googlenet-cli/src", &[
        "json", "failure", "output", "input", "args", "command",
    ]),
    ("googlenet-cli/src/command", &[
        "data find network progress", "foreign report", "loading", "finite taps watch", "given",
        "bench check classify compare completions diff evaluate expand explain export features import man pack plot \
         profile quantize run schema summary train tune weights",
    ]),
    ("googlenet-cli/src/command/train", &[
        "interrupt log position progress run_folder settings share transfer", "described options steps", "images", "run", "report",
    ]),
];

/// Tolerated arrows from a lower module to a higher one, each as folder, from and to.
const KNOWN: &[(&str, &str, &str)] = &[];

/// Source folders of the crates of the workspace.
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
            ["examples", "examples/training", "guide", "tests"].contains(&member)
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

/// Returns `true` if `folder` is the folder `src` or inside it.
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
