//! Tests of the padding of exported windows against the padding rule, with random windows.

use super::{check, export};
use crate::interpreter;
use googlenet_interop::onnx::Batch;
use googlenet_runtime::{Network, dynamic};
use proptest::prelude::*;

/// A convolution or pooling of a map of 7 x 6 x 4.
#[derive(Debug, Clone)]
struct Sliding {
    kind: usize,
    kernel: [usize; 2],
    stride: [usize; 2],
    dilation: [usize; 2],
    /// Padding above, on the left, below and on the right; `None` for `same`.
    edges: Option<[usize; 4]>,
    ceil: bool,
    count_padding: bool,
    groups: usize,
}

impl Sliding {
    fn any() -> impl Strategy<Value = Sliding> {
        let shape = ([1..6usize, 1..5], [1..5usize, 1..4], [1..4usize, 1..3]);
        let edges = proptest::option::of([0..4usize, 0..3, 0..4, 0..3]);
        let rest = (any::<bool>(), any::<bool>(), 0..3usize);
        (0..3usize, shape, edges, rest).prop_map(
            |(kind, (kernel, stride, dilation), edges, rest)| {
                let (ceil, count_padding, groups) = rest;
                let is_conv = kind == 0;
                Sliding {
                    kind,
                    kernel,
                    stride,
                    dilation: if is_conv { dilation } else { [1, 1] },
                    edges,
                    ceil: ceil && !is_conv,
                    count_padding: count_padding && kind == 2,
                    groups: if is_conv { 1 << groups } else { 1 },
                }
            },
        )
    }

    fn layers(&self) -> String {
        let kind = ["conv: 4, kernel:", "max_pool:", "avg_pool:"][self.kind];
        let padding = self
            .edges
            .map_or("same".to_owned(), |edges| format!("{edges:?}"));
        let more = match self.kind {
            0 => format!("dilation: {:?}, groups: {}", self.dilation, self.groups),
            1 => format!("ceil: {}", self.ceil),
            _ => format!("ceil: {}, count_padding: {}", self.ceil, self.count_padding),
        };
        let (kernel, stride) = (self.kernel, self.stride);
        format!("  w: {{{kind} {kernel:?}, stride: {stride:?}, padding: {padding}, {more}}}\n")
    }

    /// Returns the padding before and after the input along an axis, and the extent that the last window covers beyond
    /// it.
    fn rule(&self, at: usize, outputs: usize) -> [usize; 3] {
        let size = [7, 6][at];
        let covered =
            (outputs - 1) * self.stride[at] + (self.kernel[at] - 1) * self.dilation[at] + 1;
        match self.edges {
            // TensorFlow's rule for `same`: as much as the last window needs, the odd row or column at the end.
            None => {
                let total = covered.saturating_sub(size);
                [total / 2, total - total / 2, 0]
            }
            Some(edges) => {
                let (before, after) = (edges[at], edges[at + 2]);
                [before, after, covered.saturating_sub(before + size + after)]
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn windows_are_those_of_the_rule(window in Sliding::any()) {
        let text = format!(
            "format: 1\nname: Test\ninput: {{height: 7, width: 6, channels: 4}}\nlayers:\n{}",
            window.layers()
        );
        // Windows that the compiler refuses are skipped: a kernel larger than its input, padding as large as the
        // window.
        let network = dynamic::Model::from_text("test.yaml", &text);
        prop_assume!(network.is_ok());
        let network = network.expect("a network").seeded(3);
        let graph = network.graph();
        let [rows, columns] = [0, 1].map(|at| window.rule(at, graph.shape(1).spatial()[at]));
        let padded = check(&network, "Pad");
        let body = export(&network, Batch::Any).graph.unwrap_or_default();
        let node = body.node.last().expect("a node");
        let counted = interpreter::int(node, "count_include_pad", 0);
        let pads: Vec<usize> = interpreter::ints(node, "pads", &[]).iter().map(|size| *size as usize).collect();
        let beyond = [0, 0, rows[2], columns[2]];
        if window.count_padding && beyond != [0; 4] {
            prop_assert_eq!((padded, counted, pads), (1, 0, beyond.to_vec()), "{}", text);
        } else {
            let all = [rows[0], columns[0], rows[1] + rows[2], columns[1] + columns[2]];
            prop_assert_eq!((padded, counted == 1, pads), (0, window.count_padding, all.to_vec()), "{}", text);
        }
    }
}
