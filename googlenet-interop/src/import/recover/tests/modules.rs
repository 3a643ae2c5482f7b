//! Modules of public networks.

use super::{description, has, import, import_as};

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
fn names_lose_what_all_steps_of_a_module_share() {
    let text = description(
        "blocks:
  bneck:
    columns: [exp, out, s]
    layers:
      expand:  {conv: $exp, kernel: 1}
      depth:   {depthwise_conv: {kernel: 3, stride: $s, padding: same}}
      pooled:  {global_avg_pool: {}}
      map:     {reshape: [1, 1, -1]}
      less:    {conv: 8, kernel: 1}
      gate:    {conv: $exp, kernel: 1, activation: hard_sigmoid}
      scaled:  {multiply: [depth, gate]}
      project: {conv: $out, kernel: 1}
layers:
  stem: {conv: 16, kernel: 3}
  b1: {bneck: [16, 16, 2]}
  b2: {bneck: [72, 24, 1]}
",
    );
    let schemes = [
        ("b1.expand", "b", "b"),
        ("layer1.0/expand", "layer", "separable"),
        ("block1/expand", "block", "separable"),
        ("stage2_unit1_expand", "stage2_unit", "stage2_unit"),
        ("block_1_expand", "block_", "separable"),
    ];
    for (scheme, stem, block) in schemes {
        for made in [
            None,
            Some(""),
            Some("pixel"),
            Some("Reshape_17"),
            Some("reshape"),
        ] {
            let renamed = |name: &str| match (name.split_once('/'), made) {
                (None, _) => name.to_owned(),
                (Some((_, "map")), Some(made)) => match name.starts_with("b1") {
                    true => made.to_owned(),
                    false => made.replace("17", "35"),
                },
                (Some((part, rest)), _) => scheme
                    .replace(&format!("{stem}1"), &format!("{stem}{}", &part[1..]))
                    .replace("expand", rest),
            };
            let spec = import_as(&text, &renamed).replace(&format!("  {block}:"), "  bneck:");
            let tail = if scheme.contains(".0") { "_0" } else { "" };
            let uses = [
                format!("{stem}1{tail}: {{{block}: [16, 2, 16]}}"),
                format!("{stem}2{tail}: {{{block}: [72, 1, 24]}}"),
            ];
            let lines = [
                "bneck:",
                "columns: [filters, stride, filters_project]",
                "expand: {conv: $filters, kernel: 1}",
                "depth: {depthwise_conv: {kernel: 3, stride: $stride, padding: same}}",
                "scaled:",
                "- depth",
                "- pooled: global_avg_pool",
                "less: {conv: 8, kernel: 1}",
                "gate: {conv: $filters, kernel: 1, activation: hard_sigmoid}",
                "project: {conv: $filters_project, kernel: 1}",
                &uses[0],
                &uses[1],
            ];
            has(&spec, &lines);
        }
    }
}

#[test]
fn words_for_operations_are_no_modules() {
    let text = description(
        "blocks:
  part:
    columns: [wide]
    layers:
      conv_a: {conv: $wide, kernel: 1}
      conv_b: {conv: 16, kernel: 3, padding: same}
      sum:    {add: [$input, conv_b]}
layers:
  part1: {part: [4]}
  part2: {part: [6]}
",
    );
    let unnamed = |name: &str| match name.split_once('/') {
        Some((part, "sum")) => part.replace("part", "add_"),
        Some((_, rest)) => rest.to_owned(),
        None => name.to_owned(),
    };
    let lines = [
        "- $input",
        "- conv_a: {conv: $filters_conv_a, kernel: 1}",
        "conv_b: {conv: 16, kernel: 3, padding: same}",
        "add_1: {add_block: [4]}",
        "add_2: {add_block: [6]}",
    ];
    has(&import_as(&text, &unnamed), &lines);
}
