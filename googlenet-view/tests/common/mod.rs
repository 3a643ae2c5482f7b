//! Networks that the tests draw: all specs, and random graphs.
#![allow(dead_code, reason = "every test file uses a part")]

use googlenet_dsl::diagnostic::Source;
use googlenet_dsl::graph::{Graph, INPUT, Layer, LayerId};
use googlenet_dsl::op::{Activation, Add, Concat, Conv, Input, Op, Padding, Window};
use googlenet_dsl::{Compiled, compile};
use std::path::PathBuf;

/// Returns the root folder of the workspace.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Returns the path below `specs/` and the compiled network of each description in its folders of other tools'
/// networks.
pub(crate) fn collections() -> Vec<(String, Compiled)> {
    let mut all = Vec::new();
    for folder in ["torchvision", "keras"] {
        let place = root().join("specs").join(folder);
        for entry in std::fs::read_dir(place).expect("the folder is there") {
            let path = entry.expect("an entry").path();
            let name = path.file_stem().expect("a name").to_string_lossy();
            let name = format!("{folder}/{name}");
            let compiled = spec(&name).1;
            all.push((name, compiled));
        }
    }
    all
}

/// Returns the name, the text and the compiled network of each description in `specs/`, those in folders not included,
/// sorted by name.
pub(crate) fn specs() -> Vec<(String, String, Compiled)> {
    let mut specs = Vec::new();
    for entry in std::fs::read_dir(root().join("specs")).expect("the specs are there") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|end| end == "yaml") {
            let name = path
                .file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            let (text, compiled) = spec(&name);
            specs.push((name, text, compiled));
        }
    }
    specs.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(specs.len() >= 7, "{} specs", specs.len());
    specs
}

/// Returns the text and the compiled network of one description in `specs/`.
pub(crate) fn spec(name: &str) -> (String, Compiled) {
    let path = root().join("specs").join(format!("{name}.yaml"));
    let text = std::fs::read_to_string(&path).expect("a spec");
    let source = Source::open(&path, name).expect("a text");
    let compiled = compile(&source).unwrap_or_else(|mistakes| panic!("{name}: {mistakes:?}"));
    (text, compiled)
}

/// Reproducible random numbers (SplitMix64).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 33) as usize % bound
    }
}

/// Generator of random graphs whose maps are all 9 x 9 pixels large.
pub(crate) struct Writer {
    pub(crate) graph: Graph,
    pub(crate) random: Random,
    prefix: Vec<String>,
    count: usize,
}

impl Writer {
    pub(crate) fn new(seed: u64) -> Writer {
        let input = Layer {
            name: INPUT.into(),
            op: Input { size: [9, 9, 4] }.into(),
            inputs: Vec::new().into(),
            line: 0,
            source: None,
        };
        Writer {
            graph: Graph::new("Random", input).expect("an input"),
            random: Random(seed),
            prefix: Vec::new(),
            count: 0,
        }
    }

    fn push(&mut self, op: impl Into<Op>, inputs: Vec<LayerId>) -> LayerId {
        self.count += 1;
        // Names of very different lengths, so that boxes have different widths.
        let name = format!(
            "step_{}{}",
            "x".repeat(self.random.below(4).pow(2)),
            self.count
        );
        self.push_as(name, op, inputs)
    }

    fn push_as(&mut self, name: String, op: impl Into<Op>, inputs: Vec<LayerId>) -> LayerId {
        let mut path = self.prefix.clone();
        path.push(name);
        let layer = Layer {
            name: path.join(".").into(),
            op: op.into(),
            inputs: inputs.into(),
            line: 1,
            source: None,
        };
        self.graph.push(layer).expect("shapes that fit")
    }

    fn conv(&mut self, input: LayerId) -> LayerId {
        let conv = Conv {
            filters: 4,
            window: Window {
                kernel: [3, 3],
                stride: [1, 1],
                dilation: [1, 1],
                padding: Padding::Same,
                ceil: false,
            },
            groups: 1,
            bias: true,
            activation: [Activation::None, Activation::Relu][self.random.below(2)],
            l2: 0.0,
            initializer: Default::default(),
        };
        self.push(conv, vec![input])
    }

    /// Adds a chain of convolutions, modules and branches that are joined, and returns the last layer.
    pub(crate) fn series(&mut self, mut at: LayerId, depth: usize) -> LayerId {
        for _ in 0..=self.random.below(3) {
            // Larger graphs take long to check without showing new problems.
            let deeper = depth < 4 && self.graph.len() < 40;
            at = match self.random.below(if deeper { 5 } else { 2 }) {
                0 | 1 => self.conv(at),
                2 => {
                    self.count += 1;
                    self.prefix.push(format!("module{}", self.count));
                    let end = self.series(at, depth + 1);
                    self.prefix.pop();
                    end
                }
                kind => {
                    let mut ends = Vec::new();
                    let branches = 2 + self.random.below(3);
                    for branch in 0..branches {
                        // A branch may be the bare input, but not the first one, so that at least one has layers.
                        let bare = branch > 0 && self.random.below(4) == 0;
                        ends.push(if bare { at } else { self.series(at, depth + 1) });
                    }
                    let turn = self.random.below(branches);
                    ends.rotate_left(turn);
                    self.join(kind, ends)
                }
            };
        }
        at
    }

    /// Joins branches by a sum (`kind` 3), or by a concat and a convolution that reduces the channels to 4, so that all
    /// maps have the same shape.
    fn join(&mut self, kind: usize, ends: Vec<LayerId>) -> LayerId {
        if kind == 3 {
            return self.push(
                Add {
                    scale: Vec::new().into(),
                },
                ends,
            );
        }
        let concat = self.push(Concat {}, ends);
        self.conv(concat)
    }

    /// Adds a chain of modules and convolutions from which heads part that end in outputs of their own.
    pub(crate) fn trunk_with_heads(&mut self) {
        let mut at = 0;
        let mut from = Vec::new();
        for _ in 0..3 + self.random.below(5) {
            self.prefix.push(format!("module{}", self.count));
            at = self.series(at, 3);
            self.prefix.pop();
            if self.random.below(2) == 0 {
                from.push(at);
            }
            at = self.conv(at);
        }
        for source in from {
            let head = self.random.below(2) == 0;
            if head {
                self.prefix.push(format!("head{}", self.count));
            }
            let mut end = source;
            for _ in 0..=self.random.below(6) {
                end = self.conv(end);
            }
            if head {
                self.prefix.pop();
            }
        }
    }

    /// Adds layers that read any earlier layers, in modules that begin and end anywhere.
    pub(crate) fn anything(&mut self) {
        for _ in 0..5 + self.random.below(30) {
            match self.random.below(6) {
                0 if self.prefix.len() < 3 => {
                    self.count += 1;
                    self.prefix.push(format!("m{}", self.count));
                }
                1 => {
                    self.prefix.pop();
                }
                _ => {}
            }
            let known = self.graph.len();
            let reads = 1 + self.random.below(4);
            let inputs: Vec<LayerId> = (0..reads)
                .map(|_| {
                    let near = self.random.below(3) > 0;
                    let back = self.random.below(if near { known.min(4) } else { known });
                    known - 1 - back
                })
                .collect();
            if inputs.len() == 1 {
                self.conv(inputs[0]);
            } else {
                self.push(
                    Add {
                        scale: Vec::new().into(),
                    },
                    inputs,
                );
            }
        }
    }
}
