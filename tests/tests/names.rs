//! Tests of the names that layers have elsewhere: the key `names`, and what `source` makes of steps, blocks, joins,
//! heads, repetitions and the layers of options.

use googlenet_dsl::compile_text;
use googlenet_dsl::value::Names;

/// Returns the names of layers with weights, in order, as `path source`.
fn names(keys: &str) -> Vec<String> {
    let text = format!("format: 1\nname: A\ninput: {{height: 8, width: 8, channels: 4}}\n{keys}");
    let compiled = compile_text("a.yaml", text).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let graph = compiled.graph.training();
    let with_weights = graph.ids().filter(|id| !graph.weights(*id).is_empty());
    let named = with_weights.map(|id| {
        let layer = graph.layer(id);
        format!(
            "{} {}",
            layer.name,
            layer.source.as_deref().unwrap_or("none")
        )
    });
    named.collect()
}

#[test]
fn the_tool_is_that_of_the_file() {
    let of = |key: &str| {
        let text = format!(
            "format: 1\nname: A\ninput: {{height: 8, width: 8, channels: 4}}\n{key}layers: {{a: flatten}}"
        );
        compile_text("a.yaml", text).expect("a network").names
    };
    assert_eq!(of(""), None);
    assert_eq!(of("names: torchvision\n"), Some(Names::Torchvision));
    assert_eq!(of("names: keras\n"), Some(Names::Keras));
}

#[test]
fn without_names_a_source_is_what_it_says() {
    let found = names(
        "
blocks:
  two: {layers: {a: {conv: 4, kernel: 1, source: _x}, b: {conv: 4, kernel: 1, batch_norm: true}}}
layers:
  plain: {conv: 4, kernel: 1}
  first: {two: [], source: /y1, repeat: 2}
  other: {two: []}
",
    );
    let expected = [
        "plain none",
        "first_1.a /y1_1._x",
        "first_1.b /y1_1.b",
        "first_1.b.batch_norm /y1_1.b.batch_norm",
        "first_2.a /y1_2._x",
        "first_2.b /y1_2.b",
        "first_2.b.batch_norm /y1_2.b.batch_norm",
        "other.a other._x",
        "other.b none",
        "other.b.batch_norm none",
    ];
    assert_eq!(found, expected);
}

#[test]
fn modules_are_joined_by_dots() {
    let found = names(
        r#"
names: torchvision
defaults: {conv: {batch_norm: true, source: [.conv, .bn]}}
blocks:
  cell:
    layers:
      a: {conv: 4, kernel: 1}
      b: {conv: 4, kernel: 1, source: "1.0"}
      c: {conv: 4, kernel: 1, source: [conv3, bn3]}
      sum:
        source: ""
        add: [$input, {d: {conv: 4, kernel: 1, batch_norm: false}}, c]
layers:
  stem: {conv: 4, kernel: 1, source: Conv2d_1a}
  cell: {cell: [], source: layer1.1, repeat: 2}
  out: {dense: 2, from: flat, source: classifier.6}
"#
        .replace("  out:", "  flat: flatten\n  out:")
        .as_str(),
    );
    let mut expected = vec!["stem Conv2d_1a.conv", "stem.batch_norm Conv2d_1a.bn"];
    expected.extend([
        "cell_1.a layer1.1.a.conv",
        "cell_1.a.batch_norm layer1.1.a.bn",
        "cell_1.b layer1.1.1.0.conv",
        "cell_1.b.batch_norm layer1.1.1.0.bn",
        "cell_1.c layer1.1.conv3",
        "cell_1.c.batch_norm layer1.1.bn3",
        "cell_1.sum.d layer1.1.d.conv",
        "cell_2.a layer1.2.a.conv",
        "cell_2.a.batch_norm layer1.2.a.bn",
        "cell_2.b layer1.2.1.0.conv",
        "cell_2.b.batch_norm layer1.2.1.0.bn",
        "cell_2.c layer1.2.conv3",
        "cell_2.c.batch_norm layer1.2.bn3",
        "cell_2.sum.d layer1.2.d.conv",
        "out classifier.6",
    ]);
    assert_eq!(found, expected);
}

#[test]
fn layers_of_keras_are_joined_by_lines_and_numbered() {
    let found = names(
        r#"
names: keras
defaults:
  separable_conv: {batch_norm: true, source: ["", "", _bn]}
blocks:
  middle:
    layers:
      sepconv1: {separable_conv: 4, kernel: 1}
      shortcut: {conv: 4, kernel: 1, batch_norm: true, from: $input, source: [/conv2d, /batch_normalization]}
      sum:      {add: [sepconv1, shortcut]}
layers:
  block: {middle: [], source: block9, repeat: 2}
  last:  {conv: 4, kernel: 1, repeat: 2, source: [Conv_1, Conv_1_bn], batch_norm: true}
  more:  {conv: 4, kernel: 1, source: /conv2d}
"#,
    );
    let expected = [
        "block_1.sepconv1 block9_sepconv1",
        "block_1.sepconv1.pointwise block9_sepconv1",
        "block_1.sepconv1.batch_norm block9_sepconv1_bn",
        "block_1.shortcut conv2d",
        "block_1.shortcut.batch_norm batch_normalization",
        "block_2.sepconv1 block10_sepconv1",
        "block_2.sepconv1.pointwise block10_sepconv1",
        "block_2.sepconv1.batch_norm block10_sepconv1_bn",
        "block_2.shortcut conv2d_1",
        "block_2.shortcut.batch_norm batch_normalization_1",
        "last_1 Conv_1",
        "last_1.batch_norm Conv_1_bn_1",
        "last_2 Conv_2",
        "last_2.batch_norm Conv_1_bn_2",
        "more conv2d_2",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_head_has_a_name_elsewhere() {
    let found = names(
        "
names: torchvision
layers: {a: {conv: 4, kernel: 1}, b: {conv: 4, kernel: 1}}
heads:
  aux1: {from: a, source: AuxLogits, layers: {c: {conv: 4, kernel: 1, source: conv0}}}
  aux2: {from: a, layers: {c: {conv: 4, kernel: 1, source: /whole}}}
",
    );
    assert_eq!(
        found,
        ["a a", "b b", "aux1.c AuxLogits.conv0", "aux2.c whole"]
    );
}

#[test]
fn names_are_in_generated_code_as_sources() {
    let text = "format: 1\nname: A\ninput: {height: 8, width: 8, channels: 4}\nnames: keras\nlayers: {a: {conv: 4, kernel: 1, source: [Conv]}}";
    let compiled = compile_text("a.yaml", text).expect("a network");
    let definition = compiled.graph.definition().to_text();
    assert!(definition.contains("@Conv\n"), "{definition}");
}
