//! Tests of what is recovered of networks of which only the flat steps are known, with names as PyTorch has them.

use super::{network_name, recover};
use crate::description::Preamble;
use crate::import::compose::compose;
use crate::import::concats;
use crate::import::network::FlatNetwork;
use crate::import::step::{Step, StepId};
use crate::import::verify::verify;
use crate::order::Order;
use googlenet_dsl::diagnostic::{Source, Style};
use googlenet_dsl::graph::{Graph, INPUT};
use googlenet_dsl::op::{Activation, Op};
use std::collections::HashMap;

/// Returns the network of a description as flat steps. `renamed` returns the names of layers in the file from their
/// paths, with `/` for `.`.
fn flat(text: &str, renamed: &dyn Fn(&str) -> String) -> (String, FlatNetwork) {
    let source = Source::new("test.yaml", text);
    let compiled = googlenet_dsl::compile(&source)
        .unwrap_or_else(|mistakes| panic!("{}", mistakes.render(Style::Plain)));
    let graph = &compiled.graph;
    let mut steps: Vec<Step> = Vec::new();
    let mut of: HashMap<usize, StepId> = HashMap::new();
    for id in graph.ids() {
        let name = graph.layer(id).name.to_string();
        if name == INPUT {
            of.insert(id, 0);
            continue;
        }
        let inputs: Vec<StepId> = graph.inputs(id).iter().map(|input| of[input]).collect();
        if let Some(step) = behind(graph, id, &name, &inputs, &mut steps) {
            of.insert(id, step);
            continue;
        }
        let op = graph.op(id).clone();
        let activation = op.activation();
        let mut step = Step::new(
            &name.replace('.', "/"),
            op,
            inputs,
            graph.shape(id),
            Order::natural(graph.shape(id).len()),
        );
        step.activation = match step.op {
            Op::Activate(_) => Activation::None,
            _ => activation,
        };
        steps.push(step);
        of.insert(id, steps.len());
    }
    for step in &mut steps {
        step.name = renamed(&step.name);
    }
    let outputs = graph.outputs();
    let input = graph.shape(0);
    let [height, width] = input.spatial();
    let network = FlatNetwork {
        input: [height, width, input.channels()].map(|size| size as u32),
        outputs: outputs.iter().map(|output| of[&output.layer]).collect(),
        steps,
        heads: Vec::new(),
    };
    (network_name(graph.name()), network)
}

/// Adds a normalisation or activation to the step that it stands behind, and returns that.
fn behind(
    graph: &Graph,
    id: usize,
    name: &str,
    inputs: &[StepId],
    steps: &mut [Step],
) -> Option<StepId> {
    let [input] = inputs[..] else { return None };
    let step = steps.get_mut(input.checked_sub(1)?)?;
    let (owner, own) = name.rsplit_once('.')?;
    if owner.replace('.', "/") != step.name {
        return None;
    }
    match (own, graph.op(id)) {
        ("batch_norm", Op::BatchNorm(norm)) => step.batch_norm = Some(norm.clone()),
        ("activation", Op::Activate(activate)) => step.activation = activate.function,
        _ => return None,
    }
    Some(input)
}

/// Returns the text that is recovered, which must compile to the network.
#[track_caller]
fn import_as(text: &str, renamed: &dyn Fn(&str) -> String) -> String {
    let (name, network) = flat(text, renamed);
    let network = concats::shortened(&network);
    let structure = recover(&network);
    let spec = compose(&Preamble::new(name), &network, &structure).text();
    verify(&spec, &network, &structure).unwrap_or_else(|reason| panic!("{spec}\n{reason}"));
    spec
}

#[track_caller]
fn import(text: &str) -> String {
    import_as(text, &str::to_owned)
}

/// Returns a description with these blocks and layers.
fn description(text: &str) -> String {
    format!("format: 1\nname: Net\ninput: {{height: 64, width: 64, channels: 16}}\n{text}")
}

/// Asserts that a description has these lines, in this order, however they are indented and aligned.
#[track_caller]
fn has(spec: &str, lines: &[&str]) {
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut all = spec.lines().map(words);
    for line in lines {
        assert!(all.any(|other| other == *line), "no line `{line}`:\n{spec}");
    }
}

const SQUEEZE: &str = "
  se:
    columns: [squeeze]
    layers:
      mean:   global_avg_pool
      pixel:  {reshape: [1, 1, -1]}
      less:   {conv: $squeeze, kernel: 1, activation: relu}
      gate:   {conv: $input.channels, kernel: 1, activation: hard_sigmoid}
      scaled: {multiply: [$input, gate]}
";

/// Returns a network of MobileNetV3's modules: with and without squeeze and excitation, with and without sum. `padding`
/// is that of a kernel of 3, of 5, and the word in between.
fn mobile(padding: [&str; 2]) -> String {
    let [three, five] = padding;
    let rows = [
        "block1: {plain: [3, 24, 24, 2, relu, THREE]}",
        "block2: {plain_sum: [3, 28, relu, THREE]}",
        "block3: {excited: [5, 32, 8, 40, 2, relu, FIVE]}",
        "block4: {excited_sum: [5, 36, 12, relu, FIVE]}",
        "block5: {excited_sum: [5, 36, 12, relu, FIVE]}",
        "block6: {plain: [3, 44, 80, 2, hard_swish, THREE]}",
        "block7: {plain_sum: [3, 52, hard_swish, THREE]}",
        "block8: {excited: [3, 56, 20, 112, 1, hard_swish, THREE]}",
        "block9: {excited_sum: [3, 60, 24, hard_swish, THREE]}",
    ];
    let rows = rows.join("\n  ");
    let rows = rows.replace("THREE", three).replace("FIVE", five);
    description(&format!(
        "blocks:{SQUEEZE}
  plain:
    columns: [kernel, wide, out, stride, act, pad]
    layers:
      expand:  {{conv: $wide, kernel: 1, activation: $act}}
      depth:   {{depthwise_conv: {{kernel: $kernel}}, stride: $stride, padding: $pad, activation: $act}}
      project: {{conv: $out, kernel: 1}}
  plain_sum:
    columns: [kernel, wide, act, pad]
    layers:
      expand:  {{conv: $wide, kernel: 1, activation: $act}}
      depth:   {{depthwise_conv: {{kernel: $kernel}}, padding: $pad, activation: $act}}
      project: {{conv: $input.channels, kernel: 1}}
      sum:     {{add: [$input, project]}}
  excited:
    columns: [kernel, wide, squeeze, out, stride, act, pad]
    layers:
      expand:  {{conv: $wide, kernel: 1, activation: $act}}
      depth:   {{depthwise_conv: {{kernel: $kernel}}, stride: $stride, padding: $pad, activation: $act}}
      se:      {{se: [$squeeze]}}
      project: {{conv: $out, kernel: 1}}
  excited_sum:
    columns: [kernel, wide, squeeze, act, pad]
    layers:
      expand:  {{conv: $wide, kernel: 1, activation: $act}}
      depth:   {{depthwise_conv: {{kernel: $kernel}}, padding: $pad, activation: $act}}
      se:      {{se: [$squeeze]}}
      project: {{conv: $input.channels, kernel: 1}}
      sum:     {{add: [$input, project]}}
layers:
  {rows}
"
    ))
}

#[test]
fn modules_with_squeeze_and_excitation_are_tables() {
    let spec = import(&mobile(["same", "same"]));
    let lines = [
        "depthwise_conv: {padding: same}",
        "separable:",
        "columns: [filters_expand, activation, filters_project]",
        "inverted_residual:",
        "columns: [filters_expand, activation, filters_project]",
        "- $input",
        "- expand: {conv: $filters_expand, kernel: 1, activation: $activation}",
        "depth: {depthwise_conv: {kernel: 3, activation: $activation}}",
        "project: {conv: $filters_project, kernel: 1}",
        "separable_2:",
        "columns: [filters, activation, kernel, stride, filters_se_less, filters_project]",
        "expand: {conv: $filters, kernel: 1, activation: $activation}",
        "depth: {depthwise_conv: {kernel: $kernel, stride: $stride, activation: $activation}}",
        "se:",
        "multiply:",
        "- depth",
        "- mean: global_avg_pool",
        "pixel: {reshape: [1, 1, -1]}",
        "less: {conv: $filters_se_less, kernel: 1, activation: relu}",
        "gate: {conv: $filters, kernel: 1, activation: hard_sigmoid}",
        "project: {conv: $filters_project, kernel: 1}",
        "inverted_residual_2:",
        "layers:",
        "block1: {separable: [24, relu, 24]}",
        "block2: {inverted_residual: [28, relu, 24]}",
        "block3: {separable_2: [32, relu, 5, 2, 8, 40]}",
        "block4: {inverted_residual_2: [36, relu, 5, 12, 40]}",
        "block5: {inverted_residual_2: [36, relu, 5, 12, 40]}",
        "block6: {separable: [44, hard_swish, 80]}",
        "block7: {inverted_residual: [52, hard_swish, 80]}",
        "block8: {separable_2: [56, hard_swish, 3, 1, 20, 112]}",
        "block9: {inverted_residual_2: [60, hard_swish, 3, 24, 112]}",
    ];
    has(&spec, &lines);
    assert!(!spec.contains("from: "), "{spec}");
}

#[test]
fn paddings_as_numbers_are_columns_beside_their_kernels() {
    let spec = import(&mobile(["1", "2"]));
    let lines = [
        "columns: [filters, activation, kernel, padding, stride, filters_se_less, filters_project]",
        "block3: {separable_2: [32, relu, 5, 2, 2, 8, 40]}",
        "block4: {inverted_residual_2: [36, relu, 5, 2, 12, 40]}",
        "block8: {separable_2: [56, hard_swish, 3, 1, 1, 20, 112]}",
    ];
    has(&spec, &lines);
    // A padding that does not follow from the kernel makes another module.
    let spec = import(&mobile(["1", "[1, 1, 3, 3]"]));
    assert!(!spec.contains("kernel, padding"), "{spec}");
}

#[test]
fn modules_that_cut_channels_apart_are_tables() {
    let text = description(
        "blocks:
  unit:
    columns: [first, last, half]
    layers:
      kept:  {slice: {channels: $first}}
      moved: {slice: {channels: $last}, from: $input}
      c1:    {conv: $half, kernel: 1, activation: relu}
      c2:    {depthwise_conv: {kernel: 3}, padding: same}
      cat:   {concat: [kept, c2]}
      mix:   {channel_shuffle: {groups: 2}}
layers:
  stem: {conv: 16, kernel: 1}
  mix:  {channel_shuffle: {groups: 2}}
  unit1: {unit: [[0, 8], [8, 16], 8]}
  unit2: {unit: [[0, 8], [8, 16], 8]}
  unit3: {unit: [[0, 8], [8, 16], 8]}
  wide: {conv: 24, kernel: 1}
  unit4: {unit: [[0, 12], [12, 24], 12]}
",
    );
    let spec = import(&text);
    let lines = [
        "shuffle:",
        "columns: [channels_kept, channels_moved, filters_c1]",
        "cat:",
        "- kept: {slice: {channels: $channels_kept}}",
        "- moved: {slice: {channels: $channels_moved}}",
        "mix: {channel_shuffle: {groups: 2}}",
        "mix: {channel_shuffle: {groups: 2}}",
        "unit: {shuffle: [[0, 8], [8, 16], 8], repeat: 3}",
        "unit4: {shuffle: [[0, 12], [12, 24], 12]}",
    ];
    has(&spec, &lines);
}

#[test]
fn whole_modules_are_blocks_though_parts_of_them_occur_once_more() {
    let text = description(&format!(
        "blocks:{SQUEEZE}
  mb:
    columns: [wide, squeeze, out]
    layers:
      expand:  {{conv: $wide, kernel: 1}}
      depth:   {{depthwise_conv: {{kernel: 3}}, padding: same}}
      se:      {{se: [$squeeze]}}
      project: {{conv: $out, kernel: 1}}
layers:
  dw: {{depthwise_conv: {{kernel: 3}}, padding: same}}
  se: {{se: [4]}}
  project: {{conv: 16, kernel: 1}}
  block1: {{mb: [24, 6, 20]}}
  block2: {{mb: [28, 7, 24]}}
  block3: {{mb: [32, 8, 28]}}
  block4: {{mb: [36, 9, 32]}}
"
    ));
    let lines = [
        "block1: {block: [24, 6, 20]}",
        "block2: {block: [28, 7, 24]}",
        "block3: {block: [32, 8, 28]}",
        "block4: {block: [36, 9, 32]}",
    ];
    let spec = import(&text).replace("separable: [", "block: [");
    has(&spec, &lines);
}

#[test]
fn parts_of_modules_are_in_branches_but_modules_are_not() {
    let text = description(
        "blocks:
  tower:
    layers:
      first: {conv: 16, kernel: 3, padding: same}
      r:     {residual: [], repeat: 4}
  residual:
    layers:
      conv1: {conv: 4, kernel: 1}
      conv2: {conv: $input.channels, kernel: 3, padding: same}
      sum:   {add: [$input, conv2], activation: relu}
  split:
    layers:
      reduce: {conv: 8, kernel: 1}
      both:   {concat: [{row: {conv: 4, kernel: [1, 3], padding: same}}, {column: {conv: 4, kernel: [3, 1], padding: same}}]}
layers:
  both:
    concat:
      - a: {tower: []}
      - b: {tower: []}
  last:
    concat:
      - left:  {split: []}
      - right: {conv: 3, kernel: 1}
        end:   {split: []}
",
    );
    let spec = import(&text);
    let lines = [
        "r:",
        "both_a_r: {r: [], repeat: 3}",
        "both_b_first: {conv: 16, kernel: 3, from: $input}",
        "both_b_r: {r: [], repeat: 3}",
        "last:",
        "concat:",
        "- left_reduce: {conv: 8, kernel: 1}",
        "left_both:",
        "concat:",
        "- row: {conv: 4, kernel: [1, 3]}",
        "- column: {conv: 4, kernel: [3, 1]}",
        "- right: {conv: 3, kernel: 1}",
        "end_reduce: {conv: 8, kernel: 1}",
        "end_both:",
    ];
    has(&spec, &lines);
}

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
fn networks_without_names_have_the_same_tables() {
    let text = description(&format!(
        "blocks:{SQUEEZE}
  mb:
    columns: [wide, squeeze]
    layers:
      expand:  {{conv: $wide, kernel: 1}}
      depth:   {{depthwise_conv: {{kernel: 3}}, padding: same}}
      se:      {{se: [$squeeze]}}
      project: {{conv: $input.channels, kernel: 1}}
      sum:     {{add: [$input, project], activation: relu}}
layers:
  block1: {{mb: [24, 6]}}
  block2: {{mb: [28, 7]}}
  block3: {{mb: [32, 8]}}
  block4: {{mb: [32, 8]}}
"
    ));
    let spec = import_as(&text, &|_| String::new());
    let lines = [
        "inverted_residual:",
        "columns: [filters, filters_2]",
        "add:",
        "- $input",
        "- conv: {conv: $filters, kernel: 1}",
        "conv_2: {depthwise_conv: {kernel: 3, padding: same}}",
        "product:",
        "multiply:",
        "- conv_2",
        "activation: relu",
        "block: {inverted_residual: [24, 6]}",
        "block_2: {inverted_residual: [28, 7]}",
        "block_3: {inverted_residual: [32, 8]}",
        "block_4: {inverted_residual: [32, 8]}",
    ];
    has(&spec, &lines);
}

#[test]
fn kernels_whose_padding_is_a_rule_need_no_column_for_it() {
    let text = description(
        "blocks:
  mb:
    columns: [kernel, wide]
    layers:
      expand:  {conv: $wide, kernel: 1}
      depth:   {depthwise_conv: {kernel: $kernel}, padding: same}
      project: {conv: $input.channels, kernel: 1}
      sum:     {add: [$input, project]}
layers:
  block1: {mb: [3, 24]}
  block2: {mb: [5, 28]}
  block3: {mb: [3, 32]}
",
    );
    let lines = [
        "columns: [filters_expand, kernel]",
        "depth: {depthwise_conv: {kernel: $kernel, padding: same}}",
        "block1: {inverted_residual: [24, 3]}",
        "block2: {inverted_residual: [28, 5]}",
        "block3: {inverted_residual: [32, 3]}",
    ];
    has(&import(&text), &lines);
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

#[test]
fn two_equal_rows_are_a_repeat_if_they_are_no_part_of_a_longer_table() {
    let table = |rows: &str| {
        import(&description(&format!(
            "blocks:
  part:
    columns: [wide]
    layers:
      conv1: {{conv: $wide, kernel: 1}}
      conv2: {{conv: 16, kernel: 3, padding: same}}
      sum:   {{add: [$input, conv2]}}
layers:
{rows}"
        )))
    };
    let alone = table(
        "  body_1: {part: [4]}\n  body_2: {part: [4]}\n  pool: {max_pool: 2, stride: 2}\n  last: {part: [6]}\n",
    );
    has(
        &alone,
        &["body: {residual: [4], repeat: 2}", "last: {residual: [6]}"],
    );
    let longer = table("  body_1: {part: [4]}\n  body_2: {part: [4]}\n  body_3: {part: [6]}\n");
    let lines = [
        "body_1: {body: [4]}",
        "body_2: {body: [4]}",
        "body_3: {body: [6]}",
    ];
    has(&longer.replace("residual: [", "body: ["), &lines);
}

#[test]
fn modules_of_two_steps_are_a_block_from_three_on() {
    let table = |rows: &str| {
        import(&description(&format!(
            "blocks:
  part:
    layers:
      conv: {{conv: 16, kernel: 3, padding: same}}
      sum:  {{add: [$input, conv], activation: relu}}
layers:
  first: {{conv: 16, kernel: 1}}
{rows}"
        )))
    };
    let rows = "  part_1: {part: []}\n  part_2: {part: []}\n";
    assert!(!table(rows).contains("blocks:"), "{}", table(rows));
    let three = table(&format!("{rows}  part_3: {{part: []}}\n"));
    has(&three, &["part: {part: [], repeat: 3}"]);
}

#[test]
fn stretches_of_one_block_do_not_overlap() {
    let text = description(
        "blocks:
  part:
    layers:
      conv1: {conv: 8, kernel: 3, padding: same}
      conv2: {conv: 16, kernel: 3, padding: same}
      sum:   {add: [$input, conv2]}
layers:
  a: {conv: 16, kernel: 1}
  b: {part: []}
  c: {conv: 16, kernel: 1}
  d: {part: []}
  e: {conv: 16, kernel: 1}
",
    );
    let spec = import_as(&text, &|_| String::new());
    has(&spec, &["layers:", "conv: {conv: 16, kernel: 1}", "sum:"]);
    has(
        &spec,
        &[
            "layers:",
            "block: residual",
            "block_2: residual",
            "conv: {conv: 16, kernel: 1}",
        ],
    );
}

#[test]
fn defaults_are_of_more_than_half() {
    let layers = |functions: [&str; 5]| {
        let layers = functions.iter().enumerate();
        let layers = layers.map(|(at, function)| {
            format!(
                "  c{at}: {{conv: {}, kernel: 3, activation: {function}}}\n",
                at + 2
            )
        });
        import(&description(&format!(
            "layers:\n{}",
            layers.collect::<String>()
        )))
    };
    let half = layers(["relu", "relu", "tanh", "tanh", "sigmoid"]);
    assert!(!half.contains("defaults:"), "{half}");
    let most = layers(["relu", "relu", "tanh", "relu", "sigmoid"]);
    has(
        &most,
        &[
            "defaults:",
            "conv: {activation: relu}",
            "c2: {conv: 4, kernel: 3, activation: tanh}",
        ],
    );
}

#[test]
fn strides_are_columns_where_padding_is_by_rule() {
    let text = description(
        "blocks:
  projection:
    columns: [filters, stride]
    add:
      - conv1: {conv: $filters, kernel: 3, stride: $stride, padding: same}
        conv2: {conv: $filters, kernel: 3, padding: same}
      - short: {conv: $filters, kernel: 1, stride: $stride}
layers:
  stage1: {projection: [8, 1]}
  stage2: {projection: [12, 2]}
  stage3: {projection: [20, 2]}
",
    );
    let lines = [
        "columns: [filters, stride]",
        "- conv1: {conv: $filters, kernel: 3, stride: $stride}",
        "conv2: {conv: $filters, kernel: 3}",
        "- short: {conv: $filters, kernel: 1, stride: $stride}",
        "stage1: {projection: [8, 1]}",
        "stage2: {projection: [12, 2]}",
        "stage3: {projection: [20, 2]}",
    ];
    has(&import(&text), &lines);
}

#[test]
fn look() {
    let Ok(files) = std::env::var("LOOK") else {
        return;
    };
    for file in files.split_whitespace() {
        let text = std::fs::read_to_string(file).expect("a file");
        println!("######## {file}\n{}", import(&text));
        if std::env::var("NAMELESS").is_ok() {
            println!("######## {file}\n{}", import_as(&text, &|_| String::new()));
        }
    }
}
