//! Tests of the choice of a convolution's algorithm: that of its line in the measured table, or that of the nearest
//! line.

use googlenet_runtime::dynamic::Model;
use googlenet_runtime::graph::Op;
use googlenet_runtime::{Algorithms, Isa, Memory, Network, Precision, planned};
use googlenet_tests::root;

/// Line of a table of measured algorithms: the sizes of a convolution, and its fastest algorithm. `size` is the height
/// and width of the convolution's output; `pooled` is `true` if a maximum pooling is fused with the convolution.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    kernel: [usize; 2],
    stride: [usize; 2],
    inputs: usize,
    outputs: usize,
    size: [usize; 2],
    pooled: bool,
    /// Words that name the algorithm and its sizes, such as `direct 32` or `winograd 32 4x4 512`.
    way: Vec<String>,
}

fn pair(text: &str) -> [usize; 2] {
    let (a, b) = text.split_once('x').expect("a pair");
    [a, b].map(|number| number.parse().expect("a number"))
}

fn lines(isa: Isa) -> Vec<Line> {
    let folder = root().join("googlenet-runtime/src/kernel/conv/table");
    let text = std::fs::read_to_string(folder.join(isa.as_str()).with_extension("txt"));
    let text = text.expect("the table is there");
    let line = |text: &str| {
        let words: Vec<&str> = text.split(' ').collect();
        let (kernel, stride) = words[0].split_once('/').expect("a window");
        let number = |at: usize| words[at].parse().expect("a number");
        let pooled = words[4] == "pooled";
        let way = &words[4 + usize::from(pooled)..];
        Line {
            kernel: pair(kernel),
            stride: pair(stride),
            inputs: number(1),
            outputs: number(2),
            size: pair(words[3]),
            pooled,
            way: way.iter().map(|word| String::from(*word)).collect(),
        }
    };
    let written = text.lines().filter(|line| !line.starts_with('#'));
    let lines: Vec<Line> = written.map(line).collect();
    assert!(lines.len() > 100);
    lines
}

/// Returns the name of the algorithm that is chosen for a convolution with the sizes of `line`, in a network made for
/// the purpose.
fn chosen(line: &Line, isa: Isa, algorithms: impl Into<Algorithms>) -> String {
    let [height, width] = [0, 1].map(|at| line.size[at] * line.stride[at]);
    let ([a, b], [c, d]) = (line.kernel, line.stride);
    // A strided convolution of few channels is folded only if its input is interleaved, as the network's input is. All
    // others read the result of a layer before them, which lies in channel blocks.
    let folded = line.stride != [1, 1] && line.inputs < 16;
    let (channels, before) = match folded {
        true => (line.inputs, String::new()),
        false => (
            1,
            format!("  before: {{conv: {}, kernel: 1}}\n", line.inputs),
        ),
    };
    let pool = match line.pooled {
        true => "  pool: {max_pool: 2, stride: 2}\n",
        false => "",
    };
    let text = format!(
        "format: 1\nname: One\ninput: {{height: {height}, width: {width}, channels: {channels}}}\nlayers:\n{before}  \
         conv: {{conv: {}, kernel: [{a}, {b}], stride: [{c}, {d}], padding: same}}\n{pool}",
        line.outputs
    );
    let model = Model::from_text("one.yaml", &text).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let mut steps = planned(&model.graph(), &model.plan(), isa, algorithms).into_iter();
    let step = steps.find(|step| step.layers[0] == "conv");
    step.expect("a step").algorithm
}

/// Returns `true` if `name` is the name of the line's algorithm with the panels or tile of the line, limited by the
/// sizes of the convolution. Other parts of the name do not come from the line and are not compared.
fn is_named(line: &Line, name: &str) -> bool {
    let panels = line.way[1].parse::<usize>().expect("a number") / LANES;
    match &*line.way[0] {
        "direct" => {
            // One panel more than a full group is divided into `panels - 1` and 2 panels, so that no group has a single
            // panel.
            let all = line.outputs.div_ceil(LANES);
            let most = match panels > 2 && all == panels + 1 {
                true => panels - 1,
                false => panels.min(all),
            };
            name.starts_with("direct ") && name.contains(&format!("x{} by ", most * LANES))
        }
        _ => {
            let tile = pair(&line.way[2]);
            let [rows, columns] = [0, 1].map(|at| match line.kernel[at] {
                1 => 1,
                _ => tile[at].min(line.size[at]),
            });
            let tile = format!("{rows}x{columns} by ");
            ["winograd ", "winograd folded "]
                .iter()
                .any(|word| name.starts_with(&format!("{word}{tile}")))
        }
    }
}

/// Number of output channels of a panel.
const LANES: usize = 16;

const TABLES: [Isa; 2] = [Isa::Avx2, Isa::Avx512];

fn tables() -> impl Iterator<Item = (Isa, Vec<Line>)> {
    let there = TABLES.into_iter().filter(|_| cfg!(target_arch = "x86_64"));
    there.map(|isa| (isa, lines(isa)))
}

#[test]
fn a_problem_of_the_table_gets_its_line() {
    for (isa, lines) in tables() {
        for line in lines {
            let got = chosen(&line, isa, Precision::Fast);
            assert!(
                is_named(&line, &got),
                "{}: {line:?}, got {got}",
                isa.as_str()
            );
            for algorithms in [Precision::Strict.into(), Algorithms::from(Memory::Low)] {
                let got = chosen(&line, isa, algorithms);
                assert!(
                    got.starts_with("direct "),
                    "{}, {algorithms:?}: {line:?}, got {got}",
                    isa.as_str()
                );
            }
        }
    }
}

#[test]
fn low_memory_packs_no_more_weights_than_there_are() {
    let mut saved = 0;
    for name in [
        "inception_v1",
        "heads_small",
        "windows_small",
        "torchvision/mobilenet_v2",
    ] {
        let path = root().join("specs").join(name).with_extension("yaml");
        let model = Model::from_file(path).unwrap_or_else(|mistakes| panic!("{mistakes}"));
        let (graph, plan) = (model.graph(), model.plan());
        for isa in Isa::ALL {
            let [high, low] =
                [Memory::High, Memory::Low].map(|memory| planned(&graph, &plan, *isa, memory));
            for (step, usual) in low.iter().zip(&high) {
                assert!(step.weights <= usual.weights, "{step:?}, {usual:?}");
                saved += usual.weights - step.weights;
                let layer = graph
                    .ids()
                    .find(|id| *graph.layer(*id).name == step.layers[0]);
                let layer = layer.expect("a layer of the graph");
                let whole = match graph.op(layer) {
                    Op::Conv(conv) => conv.groups == 1,
                    op => matches!(op, Op::Dense(_)),
                };
                if whole {
                    let outputs = graph.shape(layer).channels();
                    let filled = outputs.next_multiple_of(LANES);
                    let most = graph.params(layer) as usize * filled / outputs + filled;
                    assert!(step.weights <= most, "{step:?}, expected at most {most}");
                }
            }
        }
    }
    assert!(saved > 0);
}

/// Tests convolutions with one input channel more than a line of the table, for which the table has no line. Lines that
/// have another line nearby, and lines of few channels, are skipped.
#[test]
fn other_problems_get_the_nearest_line() {
    for (isa, lines) in tables() {
        let mut seen = [0; 2];
        for line in &lines {
            let beside = Line {
                inputs: line.inputs + 1,
                ..line.clone()
            };
            let near = |other: &Line| {
                let ratio = other.inputs as f64 / line.inputs as f64;
                let own = Line {
                    inputs: line.inputs,
                    way: line.way.clone(),
                    ..other.clone()
                };
                own == *line && (0.9..1.1).contains(&ratio)
            };
            if line.inputs < 16 || lines.iter().filter(|line| near(line)).count() > 1 {
                continue;
            }
            let got = chosen(&beside, isa, Precision::Fast);
            assert!(
                is_named(line, &got),
                "{}: {beside:?}, got {got}",
                isa.as_str()
            );
            seen[usize::from(line.way[0] == "winograd")] += 1;
        }
        assert!(
            seen.iter().all(|seen| *seen > 20),
            "{}: {seen:?}",
            isa.as_str()
        );
    }
}

/// Tests that Winograd is not chosen if it would save too few multiplications, even if it is the algorithm of the
/// nearest line.
#[test]
fn a_map_of_one_pixel_is_not_transformed() {
    for (isa, lines) in tables() {
        let seven = |line: &&Line| {
            line.kernel == [3, 3] && line.stride == [1, 1] && line.size == [7, 7] && !line.pooled
        };
        let line = lines
            .iter()
            .find(|line| seven(line) && line.way[0] == "winograd");
        let one = Line {
            size: [1, 1],
            ..line.expect("a map of 7x7 that is transformed").clone()
        };
        let got = chosen(&one, isa, Precision::Fast);
        assert!(got.starts_with("direct "), "{}: got {got}", isa.as_str());
    }
}

#[test]
fn the_only_reader_of_a_map_divides_pixels_if_its_weights_are_few() {
    // Each map is written by several threads; 14x14 outputs are fewer than those from which on pixels are divided
    // whoever reads them.
    let text = "format: 1
name: One
input: {height: 14, width: 14, channels: 16}
layers:
  many: {conv: 256, kernel: 1}
  only: {conv: 64, kernel: 1}
  wide: {conv: 512, kernel: 1}
  large: {conv: 64, kernel: 3, padding: same}
  joined:
    concat:
    - pooled: {conv: 256, kernel: 1}
      pool: {max_pool: 3, stride: 1, padding: same}
      projection: {conv: 64, kernel: 1}
    - other: {conv: 32, kernel: 1}
  split:
    concat:
    - a: {conv: 64, kernel: 1}
    - b: {conv: 64, kernel: 1}
";
    let model = Model::from_text("one.yaml", text).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    for isa in Isa::ALL {
        let steps = planned(&model.graph(), &model.plan(), *isa, Precision::Strict);
        let by_pixels = |name: &str| {
            let step = steps.iter().find(|step| step.layers[0] == name);
            let step = step.unwrap_or_else(|| panic!("no step {name}"));
            step.algorithm.ends_with(" by pixels")
        };
        // The caller's input is read by all threads alike.
        assert!(!by_pixels("many"));
        assert!(by_pixels("only"));
        assert!(!by_pixels("wide") && !by_pixels("large"));
        assert!(by_pixels("joined.projection"));
        // Both read the map.
        assert!(!by_pixels("split.a") && !by_pixels("split.b"));
    }
}
