//! Tables of filters and repeated modules: what a person would write for a network.

use super::round_trip::{export, narrow, network};
use super::torch::Torch;
use super::{good, layers, load, run};
use googlenet_runtime::Network;
use std::collections::BTreeMap;

/// The uses of one block: their rows, without columns whose values are all equal.
type Table = Vec<Vec<String>>;

/// Returns the tables of the main chain of a description, in the order of their first rows. Repeated rows stand as
/// often as they are repeated; blocks that are used once are left out.
fn tables(spec: &str) -> Vec<Table> {
    let (_, layers) = spec.split_once("\nlayers:\n").expect("layers");
    let mut order: Vec<String> = Vec::new();
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    let blocks = spec.split_once("\nblocks:\n").map_or("", |found| found.1);
    let is_block = |name: &str| {
        blocks.contains(&format!("\n  {name}:")) || blocks.starts_with(&format!("  {name}:"))
    };
    for line in layers
        .lines()
        .take_while(|line| !line.starts_with(|c: char| c.is_alphabetic()))
    {
        let code = line.split(" #").next().unwrap_or(line);
        let Some((_, value)) = code.split_once(": ") else {
            continue;
        };
        let value = value.trim().trim_start_matches('{').trim_end_matches('}');
        let (block, rest) = value.split_once(':').unwrap_or((value, ""));
        if !code.starts_with("  ") || code.starts_with("   ") || !is_block(block) {
            continue;
        }
        let row = rest
            .split_once('[')
            .and_then(|found| found.1.split_once(']'));
        let row: Vec<String> = row.map_or(Vec::new(), |(row, _)| {
            let cells = row.split(',').map(|cell| cell.trim().to_owned());
            cells.filter(|cell| !cell.is_empty()).collect()
        });
        let times = rest
            .split_once("repeat: ")
            .map_or(1, |found| found.1.trim().parse().expect("a number"));
        if !order.iter().any(|known| known == block) {
            order.push(block.to_owned());
        }
        let table = tables.entry(block.to_owned()).or_default();
        table.extend(std::iter::repeat_n(row, times));
    }
    let tables = order.iter().map(|block| &tables[block]);
    tables
        .filter(|table| table.len() > 1)
        .map(|table| {
            let varies = |at: &usize| table.iter().any(|row| row[*at] != table[0][*at]);
            let kept: Vec<usize> = (0..table[0].len()).filter(varies).collect();
            let row = |row: &Vec<String>| kept.iter().map(|at| row[*at].clone()).collect();
            table.iter().map(row).collect()
        })
        .collect()
}

#[track_caller]
fn has(spec: &str, lines: &[&str]) {
    for line in lines {
        let found = spec
            .lines()
            .any(|other| other.split_whitespace().collect::<Vec<_>>().join(" ") == *line);
        assert!(found, "no line `{line}`:\n{spec}");
    }
}

#[test]
fn tables_come_back() {
    for (name, rows) in [
        ("bn_inception", 9),
        ("googlenet_paper", 9),
        ("googlenet_torchvision", 9),
        ("inception_resnet_v2", 40),
        ("inception_v1", 9),
        ("inception_v3", 9),
        ("inception_v4", 14),
        ("vgg16", 5),
    ] {
        let text = narrow(&format!("{name}.yaml"));
        let bytes = export(&network(&text));
        let imported = good(&bytes);
        let wanted = tables(&text);
        let count: usize = wanted.iter().map(Vec::len).sum();
        assert_eq!(count, rows, "{name}: {wanted:?}");
        assert_eq!(tables(imported.spec()), wanted, "{}", imported.spec());
    }
}

#[test]
fn identical_modules_are_repeated() {
    let v4 = export(&network(&narrow("inception_v4.yaml")));
    let v4 = good(&v4);
    let lines = [
        "inception_a: {inception_a: [], repeat: 4}",
        "inception_b: {inception_b: [], repeat: 7}",
        "inception_c: {inception_c: [], repeat: 3}",
    ];
    has(v4.spec(), &lines);
    let residual = export(&network(&narrow("inception_resnet_v2.yaml")));
    let residual = good(&residual);
    let lines = [
        "block35: {block35: [], repeat: 10}",
        "block17: {block17: [], repeat: 20}",
        "block8: {block8: [0.2, relu], repeat: 9}",
        "block8_10: {block8: [1, none]}",
    ];
    has(residual.spec(), &lines);
    for imported in [v4, residual] {
        assert!(imported.spec().lines().count() < 100, "{}", imported.spec());
    }
}

#[test]
fn squeezenet_is_a_table() {
    let mut net = Torch::new("SqueezeNet", 3, 63);
    net.conv("features.0", 16, 3, 2, 0).relu();
    let modules = [
        (0, 0),
        (4, 16),
        (4, 16),
        (0, 0),
        (8, 32),
        (8, 32),
        (0, 0),
        (12, 48),
        (12, 48),
        (16, 64),
        (16, 64),
    ];
    for (at, (squeeze, expand)) in modules.into_iter().enumerate() {
        let at = at + 2;
        if squeeze == 0 {
            net.max_pool(3, 2, 0);
        } else {
            let name = |part: &str| format!("features.{at}.{part}");
            net.conv(&name("squeeze"), squeeze, 1, 1, 0).relu();
            let squeezed = net.at();
            let one = net.conv(&name("expand1x1"), expand, 1, 1, 0).relu().at();
            let three = net
                .from(&squeezed)
                .conv(&name("expand3x3"), expand, 3, 1, 1)
                .relu()
                .at();
            net.concat(&name("concat"), &[one, three]);
        }
    }
    net.conv("classifier.1", 10, 1, 1, 0).relu();
    let bytes = net.pooled().bytes();
    let imported = good(&bytes);
    let rows: Vec<Table> = vec![
        [
            [4, 16],
            [4, 16],
            [8, 32],
            [8, 32],
            [12, 48],
            [12, 48],
            [16, 64],
            [16, 64],
        ]
        .iter()
        .map(|row| row.iter().map(u32::to_string).collect())
        .collect(),
    ];
    assert_eq!(tables(imported.spec()), rows, "{}", imported.spec());
    has(
        imported.spec(),
        &[
            "columns: [filters_squeeze, filters_expand]",
            "features_12: {module: [16, 64]}",
        ],
    );
}

/// Builds a residual network of blocks of two convolutions, or of three if they are bottlenecks; `counts` are the
/// numbers of blocks of each stage.
fn resnet(name: &str, counts: [usize; 4], bottleneck: bool, norm: bool) -> Torch {
    let mut net = Torch::new(name, 3, 64);
    net.normalised = norm;
    net.conv("conv1", 8, 7, 2, 3).relu().max_pool(3, 2, 1);
    let mut channels = 8;
    for (stage, count) in counts.into_iter().enumerate() {
        let filters = 8 << stage;
        let out = if bottleneck { 4 * filters } else { filters };
        for block in 0..count {
            let stride = if block == 0 && stage > 0 { 2 } else { 1 };
            let part = |part: &str| format!("layer{}.{block}.{part}", stage + 1);
            let before = net.at();
            if bottleneck {
                net.conv(&part("conv1"), filters, 1, 1, 0).relu();
                net.conv(&part("conv2"), filters, 3, stride, 1).relu();
                net.conv(&part("conv3"), out, 1, 1, 0);
            } else {
                net.conv(&part("conv1"), filters, 3, stride, 1).relu();
                net.conv(&part("conv2"), out, 3, 1, 1);
            }
            let residual = net.at();
            let shortcut = match stride != 1 || channels != out {
                true => net
                    .from(&before)
                    .conv(&part("downsample.0"), out, 1, stride, 0)
                    .at(),
                false => before,
            };
            net.add(&part("Add"), &residual, &shortcut).relu();
            channels = out;
        }
    }
    net.pooled().dense("fc", channels, 10);
    net
}

#[test]
fn residual_networks_are_tables() {
    for norm in [true, false] {
        let net = resnet("ResNet50", [3, 4, 6, 3], true, norm);
        let bytes = net.bytes();
        let imported = good(&bytes);
        let spec = imported.spec();
        has(
            spec,
            &[
                "layer1_0: {projection: [8, 1, 32]}",
                "layer1: {residual: [8, 32], repeat: 2}",
                "layer2_0: {projection: [16, 2, 64]}",
                "layer2: {residual: [16, 64], repeat: 3}",
                "layer3_0: {projection: [32, 2, 128]}",
                "layer3: {residual: [32, 128], repeat: 5}",
                "layer4_0: {projection: [64, 2, 256]}",
                "layer4: {residual: [64, 256], repeat: 2}",
            ],
        );
        assert!(spec.lines().count() < 50, "{spec}");
        let defaults = spec.lines().find(|line| line.starts_with("  conv: "));
        let wanted = match norm {
            true => "  conv: {batch_norm: {epsilon: 0.00001, momentum: 0.9}, activation: relu}",
            false => "  conv: {activation: relu}",
        };
        assert_eq!(defaults, Some(wanted), "{spec}");
    }
    let net = resnet("ResNet18", [2, 2, 2, 2], false, true);
    let bytes = net.bytes();
    let imported = good(&bytes);
    has(
        imported.spec(),
        &[
            "layer1: {residual: [8], repeat: 2}",
            "layer2_0: {projection: [16]}",
            "layer2_1: {residual: [16]}",
            "layer3_0: {projection: [32]}",
            "layer3_1: {residual: [32]}",
            "layer4_0: {projection: [64]}",
            "layer4_1: {residual: [64]}",
        ],
    );
    // Copies have the weights of the modules that they stand for.
    let network = load(&imported);
    let graph = network.graph();
    let names: Vec<String> = graph
        .ids()
        .map(|id| graph.layer(id).name.to_string())
        .collect();
    assert!(
        names.iter().any(|name| name == "layer1_2.conv2"),
        "{names:?}"
    );
}

#[test]
fn dense_networks_are_repeats() {
    for growing in [true, false] {
        let mut net = Torch::new("DenseNet", 3, 32);
        net.conv("features.conv0", 16, 3, 2, 1)
            .relu()
            .max_pool(3, 2, 1);
        let mut channels = 16;
        for (block, count) in [4, 6, 5].into_iter().enumerate() {
            let mut parts = vec![net.at()];
            for layer in 1..=count {
                let part = |part: &str| {
                    format!("features.denseblock{}.denselayer{layer}.{part}", block + 1)
                };
                let all = match parts.len() {
                    1 => parts[0].clone(),
                    _ => net.concat(&part("Concat"), &parts).at(),
                };
                if !growing {
                    parts = vec![all.clone()];
                }
                net.from(&all).norm(&part("norm1"), channels).relu();
                net.conv(&part("conv1"), 16, 1, 1, 0).relu();
                parts.push(net.conv(&part("conv2"), 4, 3, 1, 1).at());
                channels += 4;
            }
            net.concat(&format!("features.denseblock{}.Concat", block + 1), &parts);
            if block < 2 {
                let part = |part: &str| format!("features.transition{}.{part}", block + 1);
                channels /= 2;
                net.norm(&part("norm"), 2 * channels).relu();
                net.conv(&part("conv"), channels, 1, 1, 0)
                    .average_pool(2, 2);
            }
        }
        net.pooled().dense("classifier", channels, 10);
        let bytes = net.bytes();
        let imported = good(&bytes);
        let spec = imported.spec();
        assert_eq!(spec.matches("repeat: ").count(), 3, "{spec}");
        for count in [4, 6, 5] {
            assert!(spec.contains(&format!("repeat: {count}}}")), "{spec}");
        }
        let input: Vec<f32> = super::build::random(3, 3 * 32 * 32);
        let network = load(&imported);
        let ours = run(&network, &input);
        assert!(ours[0].iter().all(|value| value.is_finite()));
    }
}

#[test]
fn equal_steps_are_repeated_but_not_across_what_others_read() {
    let mut net = Torch::new("Deep", 4, 16);
    for at in 0..9 {
        net.conv(&format!("body.{at}"), 4, 3, 1, 1).relu();
        if at == 3 {
            net.output();
        }
    }
    let bytes = net.bytes();
    let imported = good(&bytes);
    let wanted = "\
  body_0: {conv: 4, kernel: 3, repeat: 4}
  body_4: {conv: 4, kernel: 3, repeat: 5}

outputs: [body_0, body_4]
";
    assert_eq!(
        layers(&imported).trim_start(),
        wanted,
        "{}",
        imported.spec()
    );
    let network = load(&imported);
    let outputs = run(&network, &super::build::random(3, 4 * 16 * 16));
    assert_eq!(outputs.len(), 2);
}

#[test]
fn modules_with_a_reader_elsewhere_are_not_repeated() {
    let mut net = Torch::new("Skip", 8, 16);
    let mut middle = String::new();
    for at in 0..6 {
        let before = net.at();
        let part = |part: &str| format!("body.{at}.{part}");
        net.conv(&part("conv1"), 4, 3, 1, 1).relu();
        let residual = net.conv(&part("conv2"), 8, 3, 1, 1).at();
        net.add(&part("Add"), &residual, &before).relu();
        if at == 2 {
            middle = net.at();
        }
    }
    let last = net.at();
    let left = net.conv("left", 8, 1, 1, 0).at();
    let right = net.from(&last).conv("right", 8, 3, 1, 1).at();
    net.concat("end", &[middle, left, right]);
    let bytes = net.bytes();
    let imported = good(&bytes);
    let lines = [
        "body_0: {residual: [], repeat: 3}",
        "body_3: {residual: [], repeat: 3}",
        "- body_0",
    ];
    has(imported.spec(), &lines);
}

#[test]
fn heads_between_modules_do_not_hide_their_table() {
    let mut net = Torch::new("GoogLeNet", 3, 64);
    net.normalised = true;
    net.conv("conv1.conv", 8, 7, 2, 3).relu();
    let modules = [
        ("3a", [4, 3, 8, 2, 4, 4]),
        ("3b", [8, 4, 8, 3, 5, 3]),
        ("", [0; 6]),
        ("4a", [6, 3, 9, 2, 4, 5]),
        ("4b", [5, 4, 9, 3, 5, 5]),
        ("4c", [4, 5, 8, 3, 6, 6]),
        ("4d", [4, 6, 8, 4, 6, 6]),
        ("4e", [8, 7, 9, 4, 7, 8]),
        ("", [0; 6]),
        ("5a", [9, 5, 9, 3, 8, 6]),
        ("5b", [7, 6, 9, 5, 8, 8]),
    ];
    let mut channels = 8;
    for (name, [one, reduce3, three, reduce5, five, pool]) in modules {
        if name.is_empty() {
            net.max_pool(3, 2, 1);
            continue;
        }
        let before = net.at();
        let part = |part: &str| format!("inception{name}.{part}.conv");
        let branches = [
            net.conv(&part("branch1"), one, 1, 1, 0).relu().at(),
            net.from(&before)
                .conv(&part("branch2.0"), reduce3, 1, 1, 0)
                .relu()
                .conv(&part("branch2.1"), three, 3, 1, 1)
                .relu()
                .at(),
            net.from(&before)
                .conv(&part("branch3.0"), reduce5, 1, 1, 0)
                .relu()
                .conv(&part("branch3.1"), five, 3, 1, 1)
                .relu()
                .at(),
            net.from(&before)
                .max_pool(3, 1, 1)
                .conv(&part("branch4.1"), pool, 1, 1, 0)
                .relu()
                .at(),
        ];
        let made = net.concat(&format!("inception{name}"), &branches).at();
        channels = one + three + five + pool;
        let head = match name {
            "4a" => "aux1",
            "4d" => "aux2",
            _ => continue,
        };
        net.average_pool(4, 4)
            .conv(&format!("{head}.conv.conv"), 5, 1, 1, 0)
            .relu();
        net.flatten()
            .dense(&format!("{head}.fc1"), 5 * 4 * 4, 12)
            .relu()
            .dense(&format!("{head}.fc2"), 12, 10)
            .output();
        net.from(&made);
    }
    net.pooled().dense("fc", channels, 10);
    let bytes = net.bytes();
    let imported = good(&bytes);
    let tables = imported.tables();
    let rows: Vec<usize> = tables.iter().map(|table| table.rows).collect();
    assert!(rows.contains(&9), "{rows:?} {}", imported.spec());
}
