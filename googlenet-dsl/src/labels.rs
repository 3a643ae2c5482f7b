//! How many class names a network takes.

use crate::graph::{Graph, LayerId};
use crate::op::Op;
use crate::shape::Shape;
use crate::value::Activation;
use crate::value::training::Loss;
use std::ops::RangeInclusive;

/// Returns the numbers of lines that a file of class names (`labels` of a description) may have: as many as the first
/// output has values. Beside a single value that a sigmoid makes, the probability of one class of two, there may be two
/// lines: the first names the class whose probability is 1 less the value, the second the class whose probability the
/// value is. `None` if the first output is no vector.
pub fn expected_lines(graph: &Graph) -> Option<RangeInclusive<usize>> {
    let layer = graph.outputs()[0].layer;
    match graph.shape(layer) {
        Shape::Vector { features } => {
            let loss = Loss::for_activation(activation_of(graph, layer));
            Some(features..=loss.classes(features))
        }
        _ => None,
    }
}

/// Returns the layer whose operation makes the values of a layer's result: the layer itself or, through layers that
/// only view their input (flatten, reshape, slice, dropout), the one before them.
pub fn maker(graph: &Graph, layer: LayerId) -> LayerId {
    let mut layer = layer;
    let moves = |layer| {
        let needs = graph.op(layer).plan_needs();
        needs.is_view || needs.part.is_some()
    };
    while moves(layer) {
        layer = graph.inputs(layer)[0];
    }
    layer
}

/// Returns the activation that makes the values of a layer's result, also through layers that only view their input;
/// [`Activation::None`] if the layer that makes them has none.
pub fn activation_of(graph: &Graph, layer: LayerId) -> Activation {
    match graph.op(maker(graph, layer)) {
        Op::Softmax(_) => Activation::Softmax,
        op => op.activation(),
    }
}

#[cfg(all(test, feature = "reader"))]
mod tests {
    use super::*;

    #[track_caller]
    fn lines(layers: &str) -> Option<RangeInclusive<usize>> {
        let head = "format: 1\nname: Test\ninput: {height: 2, width: 2, channels: 3}\nlayers:\n";
        let compiled = crate::compile_text("test.yaml", format!("{head}{layers}"));
        expected_lines(&compiled.expect("a description").graph)
    }

    #[track_caller]
    fn expect(layers: &str, expected: RangeInclusive<usize>) {
        let layers = format!("  mean: global_avg_pool\n{layers}");
        assert_eq!(lines(&layers), Some(expected), "{layers}");
    }

    #[test]
    fn a_single_sigmoid_may_name_both_classes() {
        expect("  last: {dense: 1, activation: sigmoid}\n", 1..=2);
        expect(
            "  last: {dense: 1}\n  then: {activation: sigmoid}\n  end: {dropout: 0.5}\n",
            1..=2,
        );
        expect("  last: {dense: 1}\n", 1..=1);
        expect("  last: {dense: 1, activation: softmax}\n", 1..=1);
        expect("  last: {dense: 2, activation: sigmoid}\n", 2..=2);
        expect("  last: {dense: 7, activation: softmax}\n", 7..=7);
        assert_eq!(
            lines("  map: {conv: 1, kernel: 1, activation: sigmoid}\n"),
            None
        );
    }
}
