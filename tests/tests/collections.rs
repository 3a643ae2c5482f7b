//! Tests of the descriptions in `specs/torchvision/` and `specs/keras/`: that they compile, what they say of names,
//! parameters and images, and their table in `specs/README.md`, arenas included. A drawing of each is tested, and the
//! plans of two. What runs or packs networks, makes weights of them, or keeps snapshots does without these, which are
//! large and hold nothing that others have not. `scripts/torchvision_weights.py` and `scripts/keras_weights.py` compare
//! their results with those of the tools.

use googlenet_dsl::number::{bytes, grouped};
use googlenet_dsl::value::Names;
use googlenet_dsl::{Compiled, compile_file};
use googlenet_runtime::summary::Totals;
use googlenet_tests::{checked_in, root};
use std::collections::BTreeMap;

struct Described {
    /// Path below `specs/`.
    path: String,
    text: String,
    compiled: Compiled,
}

fn folder(folder: &str) -> Vec<Described> {
    let place = root().join("specs").join(folder);
    let mut all = Vec::new();
    for entry in std::fs::read_dir(place).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|end| end == "yaml") {
            let name = path.file_name().expect("a name").to_string_lossy();
            all.push(Described {
                path: format!("{folder}/{name}")
                    .trim_start_matches('/')
                    .to_owned(),
                text: std::fs::read_to_string(&path).expect("a text"),
                compiled: compile_file(&path).unwrap_or_else(|mistakes| panic!("{mistakes}")),
            });
        }
    }
    all.sort_by(|a, b| a.path.cmp(&b.path));
    all
}

fn collections() -> [(Names, Vec<Described>); 2] {
    let of = |names: Names, count: usize| {
        let all = folder(names.as_str());
        assert_eq!(all.len(), count, "{names}");
        (names, all)
    };
    [of(Names::Torchvision, 12), of(Names::Keras, 5)]
}

/// Returns the names elsewhere of all tensors, with their sizes.
fn tensors(compiled: &Compiled) -> Vec<String> {
    let graph = compiled.graph.training();
    let mut all = Vec::new();
    for id in graph.ids() {
        for weight in graph.weights(id) {
            let source = graph.layer(id).source.as_ref().expect("a name");
            all.push(format!("{source} {} {:?}", weight.name, weight.shape));
        }
    }
    all.sort();
    all
}

#[test]
fn all_say_whose_names_and_images_are_theirs() {
    for (names, all) in collections() {
        for Described {
            path,
            text,
            compiled,
        } in all
        {
            assert_eq!(compiled.names, Some(names), "{path}");
            assert!(compiled.preprocess.is_some(), "{path}");
            assert!(text.lines().count() <= 130, "{path}");
        }
    }
}

#[test]
fn parameters_are_those_of_the_tools() {
    for (names, all) in collections() {
        for Described { path, compiled, .. } in all {
            let published = compiled.published.as_ref().expect("figures");
            // PyTorch counts no moving means and variances, and heads of training.
            let params = match names {
                Names::Torchvision => compiled.graph.training().trainable_params(),
                _ => compiled.graph.total_params(),
            };
            assert_eq!(published.params, Some(params), "{path}");
            if names == Names::Torchvision {
                // They are rounded to a million.
                let given = published.macs.expect("multiply-accumulates");
                let off = compiled.graph.total_macs().abs_diff(given);
                assert!(off <= 500_000, "{path}: {off}");
            }
        }
    }
}

#[test]
fn no_two_have_tensors_of_the_same_names_and_sizes() {
    let mut seen = BTreeMap::new();
    let all = collections().into_iter().flat_map(|(_, all)| all);
    let named = all.chain(folder("")).filter(|d| d.compiled.names.is_some());
    for Described { path, compiled, .. } in named {
        if let Some(other) = seen.insert(tensors(&compiled), path.clone()) {
            panic!("{path} and {other}");
        }
    }
    assert!(seen.len() >= 19, "{}", seen.len());
}

#[test]
fn all_stand_on_the_formats_page() {
    const BEGIN: &str = "<!-- networks of other tools: made by `cargo test` -->\n";
    const END: &str = "<!-- end of networks of other tools -->";
    let mut table =
        "| file | layers | parameters | multiply-accumulates | arena |\n|---|---:|---:|---:|---:|\n".to_owned();
    for Described { path, compiled, .. } in collections().into_iter().flat_map(|(_, all)| all) {
        let totals = Totals::new(&compiled.graph, &compiled.plan);
        let macs = match totals.macs as f64 / 1e9 {
            giga if giga >= 1.0 => format!("{giga:.2} G"),
            giga => format!("{:.1} M", giga * 1e3),
        };
        table += &format!(
            "| [`{path}`]({path}) | {} | {} | {macs} | {} |\n",
            totals.layers,
            grouped(totals.params),
            bytes(totals.arena_bytes)
        );
    }
    let page = std::fs::read_to_string(root().join("specs/README.md")).expect("the page is there");
    let (before, rest) = page.split_once(BEGIN).expect("the mark before");
    let (_, after) = rest.split_once(END).expect("the mark behind");
    checked_in(
        "specs/README.md",
        &format!("{before}{BEGIN}{table}{END}{after}"),
    );
}
