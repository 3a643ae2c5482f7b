use crate::graph::{Graph, Layer, LayerId, Output};
use crate::op::{
    Activate, Activation, Add, AvgPool, Concat, Conv, Coordinates, Dense, Dropout, Flatten,
    GlobalAvgPool, Input, Interpolation, MaxPool, Maximum, Multiply, Op, Padding, Rounding, Scale,
    Slice, Softmax, Upsample, Window,
};

struct Net(Graph);

impl Net {
    fn new() -> Net {
        let input = Layer::of_test(Input { size: [8, 8, 4] }, &[]);
        Net(Graph::new("Test", input).expect("an input"))
    }

    fn push(&mut self, op: impl Into<Op>, inputs: &[LayerId]) -> LayerId {
        self.0.push(Layer::of_test(op, inputs)).expect("it fits")
    }

    fn conv(&mut self, activation: Activation, input: LayerId) -> LayerId {
        let conv = Conv {
            filters: 4,
            window: Window::new([3, 3], [1, 1], Padding::Same),
            groups: 1,
            bias: true,
            activation,
            l2: 0.0,
            initializer: Default::default(),
        };
        self.push(conv, &[input])
    }

    fn activate(&mut self, function: Activation, input: LayerId) -> LayerId {
        self.push(Activate { function }, &[input])
    }
}

fn pool() -> MaxPool {
    MaxPool {
        window: Window::new([2, 2], [1, 1], Padding::Same),
    }
}

fn dense(activation: Activation) -> Dense {
    Dense {
        units: 3,
        bias: true,
        activation,
        l2: 0.0,
        initializer: Default::default(),
    }
}

#[test]
fn functions_and_what_only_moves_or_averages_keep_the_sign() {
    let mut net = Net::new();
    let linear = net.conv(Activation::None, 0);
    let relu = net.conv(Activation::Relu, 0);
    let after = net.activate(Activation::Sigmoid, linear);
    let tanh = net.activate(Activation::Tanh, relu);
    let (low, high) = (-1.0, 6.0);
    let clipped = net.activate(Activation::Clip { low, high }, linear);
    let negative = net.activate(Activation::Clip { low, high: -0.5 }, relu);
    let average = AvgPool {
        window: Window::new([2, 2], [1, 1], Padding::Same),
        count_padding: true,
    };
    let pooled = net.push(average, &[tanh]);
    let pooled_linear = net.push(pool(), &[linear]);
    let both = net.push(Concat {}, &[relu, pooled]);
    let mixed = net.push(Concat {}, &[relu, linear]);
    let sum = net.push(
        Add {
            scale: Default::default(),
        },
        &[relu, pooled],
    );
    let difference = net.push(
        Add {
            scale: vec![1.0, -0.5].into(),
        },
        &[relu, pooled],
    );
    let product = net.push(Multiply {}, &[relu, linear]);
    let largest = net.push(Maximum {}, &[relu, linear]);
    let known = net.0.non_negative(false);
    for id in [relu, after, tanh, pooled, both, sum, largest] {
        assert!(known[id], "{id}");
    }
    for id in [
        0,
        linear,
        clipped,
        negative,
        pooled_linear,
        mixed,
        difference,
        product,
    ] {
        assert!(!known[id], "{id}");
    }
}

#[test]
fn the_sign_of_the_input_is_the_callers_word() {
    let mut net = Net::new();
    let pooled = net.push(pool(), &[0]);
    assert_eq!(net.0.non_negative(true), [true, true]);
    assert!(!net.0.non_negative(false)[pooled]);
}

#[test]
fn branches_of_a_concat_and_what_is_moved_share_a_scale() {
    let mut net = Net::new();
    let first = net.conv(Activation::Relu, 0);
    let left = net.conv(Activation::Relu, first);
    let right = net.conv(Activation::Relu, first);
    let pooled = net.push(pool(), &[right]);
    let joined = net.push(Concat {}, &[left, pooled]);
    let half = net.push(Slice { channels: [0, 4] }, &[joined]);
    let mean = net.push(GlobalAvgPool {}, &[half]);
    let dropped = net.push(Dropout { rate: 0.5 }, &[mean]);
    let scales = net.0.shared_scales();
    assert_eq!(scales[first], first);
    for id in [left, right, pooled, joined, half] {
        assert_eq!(scales[id], left, "{id}");
    }
    assert_eq!([scales[mean], scales[dropped]], [mean, mean]);
}

#[test]
fn only_the_nearest_pixels_are_moved() {
    for (mode, shares) in [
        (Interpolation::Nearest, true),
        (Interpolation::Bilinear, false),
    ] {
        let mut net = Net::new();
        let upsample = Upsample {
            scale: Scale::Factor([2.0, 2.0]),
            mode,
            coordinates: Coordinates::DEFAULT,
            rounding: Rounding::DEFAULT,
        };
        let larger = net.push(upsample, &[0]);
        assert_eq!(net.0.shared_scales()[larger] == 0, shares);
    }
}

#[test]
fn outputs_and_the_values_of_their_softmax_stay_floats() {
    let mut net = Net::new();
    let conv = net.conv(Activation::Relu, 0);
    let flat = net.push(Flatten {}, &[conv]);
    let scores = net.push(dense(Activation::None), &[flat]);
    let dropped = net.push(Dropout { rate: 0.5 }, &[scores]);
    let softmax = net.push(Softmax {}, &[dropped]);
    let float = net.0.float_results();
    assert_eq!(
        float,
        [false, false, false, true, true, true],
        "{flat} {softmax}"
    );
}

#[test]
fn an_output_that_others_read_is_quantised() {
    let mut net = Net::new();
    let conv = net.conv(Activation::Relu, 0);
    let pooled = net.push(pool(), &[conv]);
    let last = net.conv(Activation::None, conv);
    let output = |layer: LayerId| Output {
        name: "output".into(),
        layer,
    };
    let graph = net
        .0
        .with_results(vec![output(conv), output(pooled), output(last)], Vec::new());
    assert_eq!(graph.float_results(), [false, false, false, true]);
}
