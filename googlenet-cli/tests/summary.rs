//! Tests of `summary` with folded modules and further columns, and of its data for programs.

use crate::common::{self, HEADS, Workspace};
use serde_json::{Value, json};

const MODULES: &str = "\
format: 1
name: Modules
input: {height: 8, width: 6, channels: 4}
blocks:
  mixed_pair:
    columns: [left]
    concat:
      - narrow: {conv: $left, kernel: 1, activation: {leaky_relu: 0.3}}
      - wide:   {conv: 6, kernel: [3, 1], padding: [1, 0], groups: 2, batch_norm: true}
layers:
  pad:    {zero_pad: [1, 2, 3, 4]}
  first:  {mixed_pair: [2]}
  drop:   {dropout: 0.4}
  pool:   {max_pool: 2, padding: [0, 1, 1, 0]}
";

fn json(place: &Workspace, words: &str) -> Value {
    let words: Vec<&str> = words.split_whitespace().collect();
    serde_json::from_str(&place.run(&words).good()).expect("JSON")
}

#[test]
fn depth_folds_modules_in_every_style() {
    let place = Workspace::new();
    place.put("modules.yaml", MODULES);
    let out = |words: &str| {
        let words: Vec<&str> = words.split_whitespace().collect();
        place
            .run(&[&["summary", "modules.yaml"], &words[..]].concat())
            .good()
    };
    assert!(out("--depth 1").contains("\nfirst (MixedPair)            (None, 12, 12, 8)         "));
    let text = out("--depth 1 --format text --columns macs");
    assert!(
        text.lines()
            .any(|line| line.starts_with("first    mixed_pair  12x12x8  ")),
        "{text}"
    );
    assert!(!text.contains("narrow"), "{text}");
    assert!(out("--depth 2 --format markdown").contains("| first.wide | conv | 12x12x6 | "));
    assert!(out("--depth 1 --format csv").contains("\nfirst,first,mixed_pair,12x12x8,"));
    let data = json(&place, "summary modules.yaml --format json --depth 1");
    let row = &data["layers"][2];
    assert_eq!(row["module"], true);
    assert_eq!(
        (&row["kind"], &row["layer_count"]),
        (&json!("mixed_pair"), &json!(4))
    );
    assert_eq!(row["inputs"], json!(["pad"]));
    assert_eq!(row["line"], 12);
    let err = place
        .run(&["summary", "modules.yaml", "--depth", "0"])
        .bad(2);
    assert!(err.contains("--depth"), "{err}");
}

#[test]
fn the_data_has_all_options_and_weights() {
    let place = Workspace::new();
    place.put("modules.yaml", MODULES);
    let data = json(&place, "summary modules.yaml --format json");
    let row = |name: &str| {
        let rows = data["layers"].as_array().expect("rows");
        rows.iter()
            .find(|row| row["name"] == name)
            .expect("a row")
            .clone()
    };
    let wide = row("first.wide");
    assert_eq!(wide["kernel"], json!([3, 1]));
    assert_eq!(wide["stride"], json!([1, 1]));
    assert_eq!(wide["dilation"], json!([1, 1]));
    assert_eq!(wide["padding"], json!([1, 0, 1, 0]));
    assert_eq!(wide["groups"], 2);
    assert_eq!(wide["bias"], false);
    assert_eq!(wide["activation"], "none");
    assert_eq!(
        wide["weights"],
        json!([{
            "name": "kernel", "shape": [3, 1, 2, 6], "axes": ["height", "width", "in/groups", "out"],
            "values": 36, "trainable": true,
        }])
    );
    let norm = row("first.wide.batch_norm");
    assert_eq!(
        (&norm["params"], &norm["trainable_params"]),
        (&json!(24), &json!(12))
    );
    assert_eq!(norm["kernel"], Value::Null);
    let narrow = row("first.narrow");
    assert_eq!(narrow["activation"], "leaky_relu");
    assert_eq!(
        narrow["options"],
        json!({"filters": 2, "l2": 0.0, "slope": 0.3})
    );
    assert_eq!(row("drop")["options"], json!({"rate": 0.4}));
    assert_eq!(row("pad")["padding"], json!([1, 2, 3, 4]));
    assert_eq!(row("pool")["receptive_field_stride"], json!([2, 2]));
    // A row of zeros above for the kernel and one for the layer of zeros; 2 columns, and one of the pool.
    assert_eq!(row("pool")["receptive_field_offset"], json!([-2, -3]));
    assert_eq!(row("pool")["is_output"], true);
    assert_eq!(
        data["kinds"],
        json!({"conv": 2, "zero_pad": 1, "batch_norm": 1, "concat": 1, "dropout": 1, "max_pool": 1})
    );
    for total in ["weight_bytes", "arena_bytes", "needs_bytes"] {
        assert!(
            data[total].as_u64().is_some_and(|bytes| bytes > 0),
            "{total}"
        );
    }
    assert!(data["needs_bytes"].as_u64() > data["arena_bytes"].as_u64());
    assert_eq!(data["precision"], "fast");
}

#[test]
fn texts_count_kinds_and_mark_outputs() {
    let place = Workspace::new();
    place.put("heads.yaml", HEADS);
    let many = "layers: {flatten: flatten, a: {dense: 3}, b: {dense: 3}, c: {dense: 3}}\n";
    let head = common::SPEC.split("layers:").next().expect("a head");
    place.put("many.yaml", format!("{head}{many}"));
    for style in ["text", "markdown"] {
        let out = place
            .run(&["summary", "heads.yaml", "--format", style])
            .good();
        let lines: Vec<&str> = out.lines().collect();
        let has = |start: &str| lines.iter().any(|line| line.starts_with(start));
        let bar = if style == "text" { "" } else { "| " };
        assert!(
            has(&format!("{bar}classes * ")) && has(&format!("{bar}conv.activation * ")),
            "{out}"
        );
        assert!(
            has(&format!("{bar}pool ")) && has("7 layers: 1 conv, 1 batch_norm, "),
            "{out}"
        );
        assert!(
            out.contains(
                "\n7 layers: 1 conv, 1 batch_norm, 1 activation, 1 max_pool, 1 flatten, 1 dense, 1 global_avg_pool\n"
            ),
            "{out}"
        );
        let columns = ["summary", "many.yaml", "--format", style];
        let many = place.run(&columns).good();
        assert!(many.contains("\n4 layers: 3 dense, 1 flatten\n"), "{many}");
        assert!(
            has("weights 572 B, activations ") && out.contains(" in all\n"),
            "{out}"
        );
        let last = "outputs (*), in this order: classes, conv.activation, mean.mean";
        assert_eq!(lines.last(), Some(&last));
        let one = place
            .run(&["summary", "tiny.yaml", "--format", style])
            .good();
        assert!(
            !one.contains('*') && one.contains("4 layers: 1 conv, "),
            "{one}"
        );
    }
}

#[test]
fn columns_show_what_they_are_called() {
    let place = Workspace::new();
    place.put("modules.yaml", MODULES);
    let words = "summary modules.yaml --format markdown --columns \
        kernel,stride,padding,groups,dilation,bias,activation,options,weights,line";
    let words: Vec<&str> = words.split_whitespace().collect();
    let out = place.run(&words).good();
    let row = |name: &str| {
        let start = format!("| {name} | ");
        let row = out.lines().find_map(|line| line.strip_prefix(&start));
        let row = row.unwrap_or_else(|| panic!("{name} in {out}"));
        let cells = row.trim_end_matches('|').split('|').map(str::trim);
        cells.skip(3).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        row("Layer"),
        [
            "Kernel",
            "Stride",
            "Padding",
            "Groups",
            "Dilation",
            "Bias",
            "Activation",
            "Options",
            "Weights",
            "Line"
        ]
    );
    assert_eq!(
        row("first.wide"),
        [
            "3x1",
            "1x1",
            "[1, 0, 1, 0]",
            "2",
            "1x1",
            "false",
            "none",
            "filters: 6, l2: 0",
            "kernel 3x1x2x6",
            "9"
        ]
    );
    let pool = row("pool");
    assert_eq!(pool[..4], ["2x2", "2x2", "[0, 1, 1, 0]", ""]);
    assert_eq!(pool[9], "14");
    assert_eq!(
        row("first.narrow")[6..8],
        ["leaky_relu 0.3", "filters: 2, l2: 0, slope: 0.3"]
    );
}

#[test]
fn sizes_of_results_follow_the_element_type() {
    let place = Workspace::new();
    let summary = |dtype: &str| -> Value {
        let out = place
            .run(&["summary", "tiny.yaml", "--dtype", dtype, "--json"])
            .good();
        serde_json::from_str(&out).expect("JSON")
    };
    let [wide, low] = ["f32", "bf16"].map(summary);
    let bytes =
        |summary: &Value, at: usize| summary["layers"][at]["bytes"].as_u64().expect("bytes");
    // The input is the caller's.
    assert_eq!(bytes(&low, 0), bytes(&wide, 0));
    let mut sum = bytes(&low, 0);
    let layers = wide["layers"].as_array().expect("layers").len();
    for at in 1..layers {
        // The result of the network stays in f32.
        let times = if at + 1 == layers { 1 } else { 2 };
        assert_eq!(times * bytes(&low, at), bytes(&wide, at), "layer {at}");
        sum += bytes(&low, at);
    }
    assert_eq!(low["activation_bytes"], sum);
    assert_eq!(low["dtype"], "bf16");
    for key in ["params", "macs", "weight_bytes"] {
        assert_eq!(low[key], wide[key], "{key}");
    }
    let text = place
        .run(&[
            "summary",
            "tiny.yaml",
            "--dtype",
            "bf16",
            "--format",
            "text",
        ])
        .good();
    assert!(text.contains(", results bf16"), "{text}");
}
