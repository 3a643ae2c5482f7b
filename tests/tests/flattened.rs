//! Tests of what reads flattened maps of one pixel, against the naive reference.

use googlenet_runtime::{Network, dynamic::Model, reference};
use googlenet_tests::{formula_input, relative_difference};

/// Steps that read a vector, and end with the step `last`.
const LAST: &[&str] = &[
    "last: batch_norm",
    "last: {batch_norm: {scale: false}}",
    "last: channel_scale",
    "last: prelu",
    "last: {prelu: {shared: true}}",
    "last: layer_norm",
    "last: l2_norm",
    "last: {activation: softmax}",
    "last: {activation: tanh}",
    "last: {channel_shuffle: {groups: 1}}",
    "last: {slice: {channels: [1, 3]}}",
    "last: {dense: 5}",
    "other: batch_norm\n  last: {multiply: [flat, other]}",
    "other: prelu\n  last: {maximum: [flat, other]}",
    "other: channel_scale\n  last: {add: [flat, other]}",
    "again: {reshape: [1, 1, -1]}\n  last: {conv: 4, kernel: 1}",
];

#[test]
fn pixels_of_any_layout_are_read_as_vectors() {
    let means = [
        "mean: {avg_pool: 5}",
        "vector: global_avg_pool\n  mean: {reshape: [1, 1, -1]}",
    ];
    for last in LAST {
        for (mean, channels) in means
            .iter()
            .flat_map(|mean| [3, 16, 20].map(|channels| (mean, channels)))
        {
            let text = format!(
                "format: 1\nname: Flat\ninput: {{height: 5, width: 5, channels: 2}}\nlayers:\n  first: {{conv: 4, \
                 kernel: 1}}\n  {mean}\n  pixel: {{conv: {channels}, kernel: 1}}\n  flat: flatten\n  {last}\n"
            );
            check(&text);
        }
    }
}

fn check(text: &str) {
    const LEN: usize = 5 * 5 * 2;
    let model = Model::from_text("flat.yaml", text);
    let model = model
        .unwrap_or_else(|mistakes| panic!("{text}\n{mistakes}"))
        .seeded(4);
    let input = formula_input(3 * LEN);
    let expected: Vec<Vec<f32>> = input
        .chunks_exact(LEN)
        .map(|image| reference::run(&model, image).pop().expect("a layer"))
        .collect();
    for (threads, batch) in [(1, 1), (2, 1), (1, 3), (2, 3)] {
        let mut session = model.dyn_session(threads);
        session.set_batch(batch);
        for images in [1, 3] {
            let mut output = Vec::new();
            session
                .run(&input[..images * LEN], &mut output)
                .expect("whole images");
            let difference = relative_difference(&output, &expected[..images].concat());
            assert!(
                difference < 1e-5,
                "by {difference:e}, {threads} threads, batches of {batch}\n{text}"
            );
        }
    }
}
