//! Tests of everything that is generated from the descriptions in `specs/`, its folders not included: summaries,
//! expansions, the JSON Schema, and tables of the documentation.

use googlenet_dsl::codegen::expand_pretty;
use googlenet_dsl::describe::{reference, schema};
use googlenet_dsl::diagnostic::{Code, Source};
use googlenet_dsl::number::{bytes, grouped};
use googlenet_dsl::op::KINDS;
use googlenet_dsl::{Compiled, compile, compile_text};
use googlenet_runtime::summary::{Column, Style, Summary, Totals, WeightList};
use googlenet_tests::{checked_in, root};

fn specs() -> Vec<(String, Compiled)> {
    let mut specs = Vec::new();
    for entry in std::fs::read_dir(root().join("specs")).expect("the specs are there") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|end| end == "yaml") {
            let name = path
                .file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            let source = Source::open(&path, &name).expect("a text");
            let compiled =
                compile(&source).unwrap_or_else(|mistakes| panic!("{name}: {mistakes:?}"));
            specs.push((name, compiled));
        }
    }
    specs.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(specs.len() >= 3);
    specs
}

#[test]
fn summaries() {
    for (name, compiled) in specs() {
        let summary = Summary::new(&compiled.graph);
        let columns = [Column::Macs, Column::Activations];
        insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "snapshots/summary", omit_expression => true }, {
            insta::assert_snapshot!(format!("{name}.keras"), summary.table(Style::Keras, &[]));
            insta::assert_snapshot!(format!("{name}.keras_columns"), summary.table(Style::Keras, &columns));
            insta::assert_snapshot!(format!("{name}.spec"), summary.table(Style::Spec, &columns));
            insta::assert_snapshot!(format!("{name}.markdown"), summary.table(Style::Markdown, &[]));
            insta::assert_snapshot!(format!("{name}.csv"), summary.table(Style::Csv, &[]));
            if !compiled.graph.heads().is_empty() {
                let training = Summary::new(&compiled.graph.training());
                insta::assert_snapshot!(format!("{name}.training"), training.table(Style::Keras, &[]));
            }
        });
    }
}

#[test]
fn small_summaries_with_all_columns_folds_and_weights() {
    for (name, compiled) in specs() {
        let (graph, items) = (&compiled.graph, &compiled.items);
        let summary =
            Summary::new(&graph.training()).with_plan(graph, &compiled.plan, compiled.precision);
        insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "snapshots/summary", omit_expression => true }, {
            if name == "inception_v1" {
                let folded = Summary::new(graph).fold(1, items);
                insta::assert_snapshot!(format!("{name}.folded.keras"), folded.table(Style::Keras, &[]));
            }
            if name.ends_with("_small") {
                // What a network needs in all depends on the processor.
                let text = summary.table(Style::Spec, Column::ALL);
                let text: String = text.lines().filter(|line| !line.contains(" in all")).map(|line| format!("{line}\n")).collect();
                insta::assert_snapshot!(format!("{name}.all_columns"), text);
                let columns = [Column::Trainable, Column::Macs, Column::Activations, Column::Inputs, Column::Weights, Column::Line];
                let folded = Summary::new(&graph.training()).fold(1, items);
                insta::assert_snapshot!(format!("{name}.folded"), folded.table(Style::Markdown, &columns));
                insta::assert_snapshot!(format!("{name}.folded.csv"), folded.table(Style::Csv, &[]));
                insta::assert_snapshot!(format!("{name}.weights"), WeightList::new(&graph.training()).table(Style::Spec));
            }
        });
    }
}

#[test]
fn folding_loses_nothing() {
    for (name, compiled) in specs() {
        let summary = Summary::new(&compiled.graph.training());
        let deepest = |name: &str| 1 + name.matches('.').count();
        let depth = summary.layers.iter().map(|row| deepest(&row.name)).max();
        for (items, depth) in (0..=depth.expect("an input"))
            .flat_map(|depth| [(&compiled.items[..], depth), (&[][..], depth)])
        {
            let folded = summary.fold(depth, items);
            let what = format!("{name} at {depth}");
            let rows = &folded.layers;
            assert!(
                rows.iter().all(|row| deepest(&row.name) <= depth.max(1)),
                "{what}"
            );
            let sum = |of: fn(&googlenet_runtime::summary::Row) -> u64| -> u64 {
                rows.iter().map(of).sum()
            };
            assert_eq!(sum(|row| row.params), summary.params, "{what}");
            assert_eq!(
                sum(|row| row.trainable_params),
                summary.trainable_params,
                "{what}"
            );
            assert_eq!(sum(|row| row.macs), summary.macs, "{what}");
            assert_eq!(sum(|row| row.bytes), summary.activation_bytes, "{what}");
            assert_eq!(
                sum(|row| row.layer_count as u64),
                summary.layers.len() as u64,
                "{what}"
            );
            let values = |row: &googlenet_runtime::summary::Row| {
                row.weights.iter().map(|tensor| tensor.values).sum::<u64>()
            };
            assert!(rows.iter().all(|row| values(row) == row.params), "{what}");
            for (at, row) in rows.iter().enumerate() {
                let before: Vec<&str> = rows[..at].iter().map(|row| row.name.as_str()).collect();
                assert_eq!(row.inputs.is_empty(), at == 0, "{what}: {}", row.name);
                assert!(
                    row.inputs
                        .iter()
                        .all(|input| before.contains(&input.as_str())),
                    "{what}: {}",
                    row.name
                );
                assert_eq!(
                    folded.outputs.contains(&row.name),
                    row.is_output,
                    "{what}: {}",
                    row.name
                );
            }
            assert_eq!(folded.outputs.len(), summary.outputs.len(), "{what}");
            let table = folded.table(Style::Keras, &[]);
            let lines = table
                .lines()
                .filter(|line| line.contains("(None, "))
                .count();
            assert_eq!(lines, rows.len(), "{what}");
        }
        let all = summary.fold(usize::MAX, &compiled.items);
        assert_eq!(all, summary, "{name}");
    }
}

#[test]
fn a_chain_has_keras_narrow_table() {
    let text = "format: 1\nname: Chain\ninput: {height: 8, width: 8, channels: 1}\nlayers:\n  \
                c: {conv: 4, kernel: 3, activation: relu}\n  p: {max_pool: 2}\n  f: flatten\n  d: {dense: 10}\n";
    let compiled = compile_text("chain.yaml", text).expect("a network");
    insta::assert_snapshot!(Summary::new(&compiled.graph), @r"
    _________________________________________________________________
    Layer (type)                 Output Shape              Param #   
    =================================================================
    input_1 (InputLayer)         (None, 8, 8, 1)           0         
    _________________________________________________________________
    conv2d_1 (Conv2D)            (None, 6, 6, 4)           40        
    _________________________________________________________________
    max_pooling2d_1 (MaxPooling2 (None, 3, 3, 4)           0         
    _________________________________________________________________
    flatten_1 (Flatten)          (None, 36)                0         
    _________________________________________________________________
    dense_1 (Dense)              (None, 10)                370       
    =================================================================
    Total params: 410
    Trainable params: 410
    Non-trainable params: 0
    _________________________________________________________________
    ");
}

/// Names of the descriptions whose expansions are checked in and compiled. Expansions of larger networks would test
/// nothing else.
const EXPANDED: [&str; 10] = [
    "activations_small",
    "heads_small",
    "inception_v1",
    "labels_small",
    "maps_small",
    "moves_small",
    "nested_small",
    "normal_small",
    "residual_small",
    "windows_small",
];

#[test]
fn expansions_are_checked_in() {
    for (name, compiled) in specs() {
        let code = expand_pretty(&compiled, &format!("specs/{name}.yaml"));
        assert_eq!(
            code,
            expand_pretty(&compiled, &format!("specs/{name}.yaml")),
            "the same every time"
        );
        if EXPANDED.contains(&name.as_str()) {
            checked_in(&format!("tests/expanded/{name}.rs"), &code);
            if let Some(labels) = &compiled.labels {
                let text = std::fs::read_to_string(root().join("specs").join(labels));
                checked_in(
                    &format!("tests/expanded/{labels}"),
                    &text.expect("the labels"),
                );
            }
        }
        if name.ends_with("_small") {
            insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "snapshots/expand", omit_expression => true }, {
                insta::assert_snapshot!(name, code);
            });
        }
    }
}

#[test]
fn specs_are_short() {
    for (name, _) in specs() {
        let text = std::fs::read_to_string(root().join("specs").join(format!("{name}.yaml")))
            .expect("the spec");
        assert!(text.lines().count() <= 130, "{name}");
    }
}

#[test]
fn the_schema_is_checked_in() {
    let schema = schema();
    let json: serde_json::Value = serde_json::from_str(&schema).expect("JSON");
    for kind in KINDS {
        let step = &json["$defs"][format!("step_{}", kind.name)]["properties"];
        assert!(step[kind.name].is_object(), "{}", kind.name);
        for field in kind.options {
            assert!(
                step[field.name].is_object(),
                "{} of {}",
                field.name,
                kind.name
            );
        }
    }
    checked_in("specs/schema.json", &schema);
}

#[test]
fn the_reference_stands_on_the_formats_page() {
    const BEGIN: &str = "<!-- kinds: made by `googlenet schema --format markdown` -->\n";
    const END: &str = "<!-- end of kinds -->";
    let page = std::fs::read_to_string(root().join("specs/README.md")).expect("the page is there");
    let (before, rest) = page.split_once(BEGIN).expect("the mark before the kinds");
    let (_, after) = rest.split_once(END).expect("the mark behind the kinds");
    checked_in(
        "specs/README.md",
        &format!("{before}{BEGIN}\n{}\n{END}{after}", reference()),
    );
}

/// Names of the networks in the table of the README, in its order. Networks whose names end in `_small` are for tests
/// only.
const NETWORKS: [&str; 10] = [
    "inception_v1",
    "googlenet_paper",
    "googlenet_torchvision",
    "vgg16",
    "bn_inception",
    "inception_v3",
    "inception_v4",
    "inception_resnet_v2",
    "inception_v1_digits",
    "uci_digits",
];

#[test]
fn the_networks_stand_in_the_readme() {
    const BEGIN: &str = "<!-- networks: made by `cargo test` -->\n";
    const END: &str = "<!-- end of networks -->";
    let specs = specs();
    let named = specs.iter().filter(|(name, _)| !name.ends_with("_small"));
    assert_eq!(named.count(), NETWORKS.len(), "every network is listed");
    let mut table = "| spec | layers | parameters | multiply-accumulates | arena |\n\
         |---|---:|---:|---:|---:|\n"
        .to_owned();
    for name in NETWORKS {
        let found = specs.iter().find(|(known, _)| known == name);
        let (_, compiled) = found.expect("a spec");
        let totals = Totals::new(&compiled.graph, &compiled.plan);
        let macs = match totals.macs as f64 / 1e9 {
            giga if giga >= 1.0 => format!("{giga:.2} G"),
            giga => format!("{:.2} M", giga * 1e3),
        };
        table += &format!(
            "| [`{name}.yaml`](specs/{name}.yaml) | {} | {} | {macs} | {} |\n",
            totals.layers,
            grouped(totals.params),
            bytes(totals.arena_bytes)
        );
    }
    let page = std::fs::read_to_string(root().join("README.md")).expect("the README is there");
    let (before, rest) = page.split_once(BEGIN).expect("the mark before");
    let (_, after) = rest.split_once(END).expect("the mark behind");
    checked_in("README.md", &format!("{before}{BEGIN}{table}{END}{after}"));
}

#[test]
fn every_code_stands_on_the_formats_page() {
    let page = std::fs::read_to_string(root().join("specs/README.md")).expect("the page is there");
    for (code, rule) in Code::ALL {
        let row = format!("| {code} | {rule} |");
        assert!(
            page.contains(&row),
            "`{row}` is missing from specs/README.md"
        );
    }
}
