//! Names of the file.

use super::{description, has, import_as};
use googlenet_dsl::diagnostic::Source;

#[test]
fn names_of_the_file_that_say_more_are_sources() {
    let text = description(
        "blocks:
  mixed:
    columns: [filters]
    concat:
      - x1: {conv: $filters, kernel: 1}
      - x3_reduce: {conv: 4, kernel: 1}
        x3: {conv: 8, kernel: 3, padding: same}
layers:
  conv_1: {conv: 16, kernel: 1}
  conv2_7x7: {conv: 16, kernel: 7, padding: same}
  type_conv: {conv: 16, kernel: 5, padding: same}
  odd: {conv: 16, kernel: 3, padding: same, stride: 2}
  mixed_5b: {mixed: [4]}
  mixed_5c: {mixed: [6]}
  pool: {max_pool: 3, stride: 2}
  deep: {conv: 9, kernel: 3, padding: same}
  step: {conv: 8, kernel: 3, padding: same, repeat: 3}
",
    );
    let renamed = |name: &str| match name {
        "conv_1" => "Conv_1".to_owned(),
        "conv2_7x7" => "conv2/7x7".to_owned(),
        "type_conv" => "type".to_owned(),
        "odd" => "Odd \"1\": x".to_owned(),
        "pool" => "12".to_owned(),
        "deep" => "deep.0-x:0".to_owned(),
        name => name
            .replace("mixed_", "Mixed_")
            .replace("/x3", "/3x3")
            .replace("/x1", "/1x1")
            .replace("step", "Step"),
    };
    let spec = import_as(&text, &renamed);
    let lines = [
        "mixed:",
        "columns: [filters_1x1]",
        "- conv_1x1: {conv: $filters_1x1, kernel: 1, source: 1x1}",
        "- conv_3x3_reduce: {conv: 4, kernel: 1, source: 3x3_reduce}",
        "conv_3x3: {conv: 8, kernel: 3, source: 3x3}",
        "conv_1: {conv: 16, kernel: 1, source: Conv_1}",
        "conv2_7x7: {conv: 16, kernel: 7}",
        "type_conv: {conv: 16, kernel: 5, source: type}",
        "odd_1_x: {conv: 16, kernel: 3, stride: 2, source: \"Odd \\\"1\\\": x\"}",
        "mixed_5b: {mixed: [4], source: Mixed_5b}",
        "mixed_5c: {mixed: [6], source: Mixed_5c}",
        "pool_12: {max_pool: 3, stride: 2, source: \"12\"}",
        "deep_0_x_0: {conv: 9, kernel: 3}",
        "step: {conv: 8, kernel: 3, repeat: 3, source: Step}",
    ];
    has(&spec, &lines);
    let source = Source::new("t", &spec);
    let compiled = googlenet_dsl::compile(&source).expect("it was compared");
    let graph = &compiled.graph;
    let sources = graph.ids().filter_map(|id| {
        let layer = graph.layer(id);
        Some(format!("{} {}", layer.name, layer.source.as_ref()?))
    });
    let sources: Vec<String> = sources.collect();
    for wanted in [
        "mixed_5b.conv_3x3_reduce Mixed_5b.3x3_reduce",
        "step_2 Step_2",
        "odd_1_x Odd \"1\": x",
    ] {
        assert!(sources.iter().any(|one| one == wanted), "{sources:?}");
    }
}

#[test]
fn names_that_differ_between_uses_and_modules_around_are_no_sources() {
    let text = description(
        "blocks:
  residual:
    layers:
      sum:
        add:
          - conv1: {conv: 4, kernel: 1}
            conv2: {conv: 16, kernel: 3, padding: same}
          - $input
layers:
  part1: {residual: []}
  part2: {residual: []}
",
    );
    let renamed = |name: &str| match name.strip_prefix("part1/") {
        Some(rest) => format!("part1/{}", rest.replace("conv2", "Conv_a")),
        None => name.replace("conv2", "Conv_b"),
    };
    let spec = import_as(&text, &renamed);
    let lines = [
        "part:",
        "- conv1: {conv: 4, kernel: 1}",
        "conv: {conv: 16, kernel: 3, padding: same}",
        "part1: part",
        "part2: part",
    ];
    has(&spec, &lines);
    assert!(!spec.contains("source"), "{spec}");
}
