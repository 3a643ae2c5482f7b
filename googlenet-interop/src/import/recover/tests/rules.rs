//! Rules of nesting, of blocks and repeats, and of defaults.

use super::{description, has, import, import_as};

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
fn modules_one_behind_the_other_are_no_longer_ones_that_overlap() {
    // Pairs of these modules occur five times, but overlap.
    let rows: String = (1..=6)
        .map(|at| format!("  part_{at}: {{part: []}}\n"))
        .collect();
    let text = description(&format!(
        "blocks:
  part:
    layers:
      conv: {{conv: 16, kernel: 3, padding: same}}
      sum:  {{add: [$input, conv], activation: relu}}
layers:
  first: {{conv: 16, kernel: 1}}
{rows}"
    ));
    let spec = import_as(&text, &|_| String::new());
    let lines = [
        "residual:",
        "add:",
        "- $input",
        "- conv: {conv: 16, kernel: 3, padding: same}",
        "block: {residual: [], repeat: 6}",
    ];
    has(&spec, &lines);
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
fn names_in_branches_leave_to_steps_outside_what_the_branches_read_by_name() {
    let layers = "conv: {conv: 8, kernel: 3, padding: same}
      pool: {avg_pool: 3, stride: 1, padding: same}
      both:
        concat:
          - padded: {zero_pad: 1, from: conv}
            right:  {conv: 4, kernel: 3}
          - left:   {conv: 4, kernel: 1}
          - middle: {conv: 8, kernel: 1}
            deep:
              multiply:
                - other: {conv: 8, kernel: 1, from: conv}
                - inner: {conv: 8, kernel: 1}
                - last:  {conv: 8, kernel: 1}
                - conv
";
    let text = |text: &str| description(&text.replace("LAYERS", layers));
    let alike = |name: &str| match name.rsplit('/').next() {
        Some("left" | "right" | "padded" | "middle" | "inner" | "other" | "last") => {
            "conv".to_owned()
        }
        _ => name.to_owned(),
    };
    let inside = [
        "concat:",
        "- conv_2: {zero_pad: 1, from: conv}",
        "conv_3: {conv: 4, kernel: 3}",
        "- conv: {conv: 4, kernel: 1}",
        "- conv_4: {conv: 8, kernel: 1}",
        "both_deep:",
        "multiply:",
        "- conv_2: {conv: 8, kernel: 1, from: conv}",
        "- conv: {conv: 8, kernel: 1}",
        "- conv_3: {conv: 8, kernel: 1}",
        "- conv",
    ];
    let alone = text(
        "layers:
      LAYERS",
    );
    has(&import_as(&alone, &alike), &inside);
    let blocks = text(
        "blocks:
  part:
    layers:
      LAYERS
layers:
  part1: {part: []}
  part2: {part: []}
",
    );
    let alike = |name: &str| match name.split_once('/') {
        Some((part, rest)) => format!("{part}/{}", alike(rest)),
        None => name.to_owned(),
    };
    has(&import_as(&blocks, &alike), &inside);
}
