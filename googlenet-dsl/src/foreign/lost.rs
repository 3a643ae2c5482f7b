//! Tests that helps lose nothing of what another tool writes, such as the bound of a ReLU.

use super::places::in_layers;
use super::tests::mistakes;

#[test]
fn helps_lose_no_parameter() {
    let mut faults = Vec::new();
    for (step, help) in [
        ("{activation: {relu: 6}}", "write `relu6`"),
        ("{activation: {relu: {max_value: 6}}}", "write `relu6`"),
        (
            "{activation: {ReLU: {max_value: 4}}}",
            "write `{clip: [0, 4]}`",
        ),
        ("{activation: {relu: 0.1}}", "write `{leaky_relu: 0.1}`"),
        ("{relu: 4}", "write `x: {activation: {clip: [0, 4]}}`"),
        (
            "{activation: {relu: {negative_slope: 0.1}}}",
            "write `{leaky_relu: 0.1}`",
        ),
        ("{activation: {relu: true}}", "write `relu`"),
        ("{activation: {swish: 1.5}}", "`swish` has no beta here"),
        (
            "{activation: {silu: {beta: 1.5}}}",
            "`swish` has no beta here",
        ),
        ("{activation: {swish: {beta: 1}}}", "write `swish`"),
        ("{swish: 1.5}", "`swish` has no beta here"),
        (
            "{activation: {softplus: {beta: 2}}}",
            "`softplus` has no beta here",
        ),
        ("{activation: {tanh: 2}}", "`tanh` has no parameter here"),
        (
            "{activation: log_softmax}",
            "there is no `log_softmax` here",
        ),
        ("LogSoftmax", "there is no `log_softmax` here"),
        ("{activation: leaky}", "write `{leaky_relu: 0.1}`"),
        ("{activation: {leaky: 0.3}}", "write `{leaky_relu: 0.3}`"),
        (
            "{activation: lrelu}",
            "write the slope: `{leaky_relu: 0.01}`",
        ),
        ("{chunk: 2}", "write a step for each part"),
        (
            "{AdaptiveAvgPool2d: [7, 7]}",
            "`global_avg_pool` makes one pixel",
        ),
        (
            "{AdaptiveMaxPool2d: {output_size: 7}}",
            "`global_max_pool` makes one pixel",
        ),
        (
            "{AdaptiveAvgPool2d: [1, 1]}",
            "did you mean `global_avg_pool`",
        ),
        ("{AdaptiveAvgPool2d: 1}", "did you mean `x: global_avg_pool"),
        ("{reshape: [1, 6, 9, 9]}", "write `[9, 9, 6]`"),
        ("{reshape: [1, 9, 9, 6]}", "write `[9, 9, 6]`"),
        ("{reshape: {shape: [1, 1, -1]}}", "`{reshape: [1, 1, -1]}`"),
        ("{scale: {bias_term: true}}", "`channel_scale`"),
        ("instance_norm", "the normalisations here are"),
        (
            "{reflect_pad: 2}",
            "write `x: {zero_pad: 2, mode: reflect}`",
        ),
        ("bias_add", "write `x: {channel_scale: {scale: false}}`"),
        (
            "{activation: {gelu: {approximate: tanh}}}",
            "write `{gelu: {approximate: true}}`",
        ),
        ("{activation: {gelu: {approximate: none}}}", "write `gelu`"),
        (
            "{activation: {clip: [-.inf, 1]}}",
            "write `{clip: {high: 1}}`",
        ),
        (
            "{activation: {clip: [.nan, 1]}}",
            "write `{clip: {high: 1}}`",
        ),
        (
            "{activation: {clip: {low: 0, high: .inf}}}",
            "write `{clip: {low: 0}}`",
        ),
        ("{activation: {selu: 1}}", "write `{elu: 1.6732632}`"),
        (
            "{activation: {hardtanh: [-2, 2]}}",
            "write `{clip: [-2, 2]}`",
        ),
        ("{activation: {prelu: 0.2}}", "`prelu` has weights"),
    ] {
        let found = mistakes(&in_layers(step));
        if !found.iter().any(|(_, said)| said.contains(help)) {
            faults.push(format!("{step}: {help}: {found:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
