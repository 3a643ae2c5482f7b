//! Names and layouts of each convention, against values that were worked out by hand.

use super::{Tensor, bad, counted, file, floats, good, has, network, paired};
use googlenet_interop::{PairOptions, PairRule};

/// A convolution, a normalisation, and a dense layer behind a flattened map of 1x2 pixels and 2 channels.
const TORCH: &str = "input: {height: 1, width: 3, channels: 1}
names: torchvision
layers:
  a:    {conv: 2, kernel: [1, 2], batch_norm: {epsilon: 0.001}, source: [stem.conv, stem.bn]}
  flat: flatten
  c:    {dense: 1, source: head.fc}
";

fn of_torch(prefix: &str) -> Vec<Tensor> {
    let name = |name: &str| format!("{prefix}{name}");
    vec![
        floats(
            &name("stem.conv.weight"),
            &[2, 1, 1, 2],
            &[1.0, 2.0, 3.0, 4.0],
        ),
        counted(&name("stem.bn.weight"), &[2], 5),
        counted(&name("stem.bn.bias"), &[2], 7),
        counted(&name("stem.bn.running_mean"), &[2], 9),
        counted(&name("stem.bn.running_var"), &[2], 11),
        (
            name("stem.bn.num_batches_tracked"),
            "I64",
            vec![],
            vec![0; 8],
        ),
        floats(&name("head.fc.weight"), &[1, 4], &[10.0, 20.0, 30.0, 40.0]),
        floats(&name("head.fc.bias"), &[1], &[50.0]),
    ]
}

#[test]
fn torchvision_names_are_turned() {
    for prefix in ["", "module.", "module._orig_mod.", "model.backbone."] {
        let (values, report) = good(&of_torch(prefix), &network(TORCH));
        has(&values, "a.kernel", &[1.0, 3.0, 2.0, 4.0]);
        has(&values, "a.batch_norm.gamma", &[5.0, 6.0]);
        has(&values, "a.batch_norm.beta", &[7.0, 8.0]);
        has(&values, "a.batch_norm.moving_mean", &[9.0, 10.0]);
        has(&values, "a.batch_norm.moving_variance", &[11.0, 12.0]);
        // PyTorch flattens channel by channel, this project pixel by pixel.
        has(&values, "c.kernel", &[10.0, 30.0, 20.0, 40.0]);
        has(&values, "c.bias", &[50.0]);
        assert_eq!(report.prefix, prefix);
        assert_eq!(report.rules, [(PairRule::Name, 7)]);
        assert_eq!(report.passed_over.len(), 1);
        assert!(
            report.to_string().contains("7 by the names of PyTorch"),
            "{report}"
        );
        let notes = report.notes().join("\n");
        assert!(
            notes.contains("of integers, which no inference reads"),
            "{notes}"
        );
    }
}

#[test]
fn every_operation_of_pytorch() {
    let model = network(
        "input: {height: 2, width: 2, channels: 4}
layers:
  grouped: {conv: 4, kernel: 1, groups: 2, bias: false}
  up:      {conv_transpose: 2, kernel: [1, 2], stride: [1, 2], bias: false}
  slope:   prelu
  norm:    {layer_norm: {}}
  scale:   {channel_scale: {center: false}}
",
    );
    let (values, _) = good(
        &[
            counted("grouped.weight", &[4, 2, 1, 1], 0),
            counted("up.weight", &[4, 2, 1, 2], 0),
            counted("slope.weight", &[2], 1),
            counted("norm.weight", &[2], 3),
            counted("norm.bias", &[2], 5),
            counted("scale", &[2, 1, 1], 7),
        ],
        &model,
    );
    has(
        &values,
        "grouped.kernel",
        &[0.0, 2.0, 4.0, 6.0, 1.0, 3.0, 5.0, 7.0],
    );
    // Weight (in, out, row, column) is 4 in + 2 out + column.
    let expected: Vec<f32> = (0..2)
        .flat_map(|column| {
            (0..2)
                .flat_map(move |out| (0..4).map(move |input| (4 * input + 2 * out + column) as f32))
        })
        .collect();
    has(&values, "up.kernel", &expected);
    has(&values, "slope.alpha", &[1.0, 2.0]);
    has(&values, "norm.gamma", &[3.0, 4.0]);
    has(&values, "norm.beta", &[5.0, 6.0]);
    has(&values, "scale.gamma", &[7.0, 8.0]);
}

#[test]
fn every_operation_of_keras() {
    let model = network(
        "input: {height: 4, width: 4, channels: 2}
names: keras
layers:
  dw:    {depthwise_conv: {kernel: [1, 2], multiplier: 2}, source: conv_dw}
  sep:   {separable_conv: 3, kernel: 1, source: block1_sepconv1}
  up:    {conv_transpose: 2, kernel: 1, stride: 1, bias: false}
  slope: prelu
  bn:    {batch_norm: {scale: false}}
  flat:  flatten
  fc:    {dense: 1, source: predictions}
",
    );
    for (dw, colon) in [("depthwise_kernel", ":0"), ("kernel", "")] {
        let (values, report) = good(
            &[
                counted(&format!("conv_dw/{dw}{colon}"), &[1, 2, 2, 2], 0),
                counted(&format!("conv_dw/bias{colon}"), &[4], 20),
                counted("block1_sepconv1/depthwise_kernel", &[1, 1, 4, 1], 30),
                counted("block1_sepconv1/pointwise_kernel", &[1, 1, 4, 3], 40),
                counted("block1_sepconv1/bias", &[3], 60),
                counted("up/kernel", &[1, 1, 2, 3], 70),
                counted("slope/alpha", &[1, 1, 2], 80),
                counted("bn/beta", &[2], 90),
                counted("bn/moving_mean", &[2], 92),
                counted("bn/moving_variance", &[2], 94),
                counted("predictions/kernel", &[24, 1], 100),
                counted("predictions/bias", &[1], 200),
            ],
            &model,
        );
        // The filters of a channel lie side by side, in both layouts.
        let expected: Vec<f32> = (0..8).map(|at| at as f32).collect();
        has(&values, "dw.kernel", &expected);
        has(&values, "sep.kernel", &[30.0, 31.0, 32.0, 33.0]);
        has(&values, "sep.pointwise.bias", &[60.0, 61.0, 62.0]);
        has(&values, "up.kernel", &[70.0, 71.0, 72.0, 73.0, 74.0, 75.0]);
        has(&values, "slope.alpha", &[80.0, 81.0]);
        has(&values, "bn.moving_variance", &[94.0, 95.0]);
        let expected: Vec<f32> = (100..124).map(|at| at as f32).collect();
        has(&values, "fc.kernel", &expected);
        assert_eq!(report.rules, [(PairRule::Name, 12)], "{report}");
    }
}

#[test]
fn other_elements_are_widened_or_rounded() {
    let model = network(
        "input: {height: 1, width: 1, channels: 2}\nlayers:\n  f: flatten\n  a: {dense: 2}\n",
    );
    let half = |values: &[u16]| {
        values
            .iter()
            .flat_map(|bits| bits.to_le_bytes())
            .collect::<Vec<u8>>()
    };
    let (values, report) = good(
        &[
            (
                "a.kernel".into(),
                "F16",
                vec![2, 2],
                half(&[0x3c00, 0xc000, 0x0001, 0x7bff]),
            ),
            ("a.bias".into(), "BF16", vec![2], half(&[0x3fc0, 0xbf80])),
        ],
        &model,
    );
    has(&values, "a.kernel", &[1.0, -2.0, 2f32.powi(-24), 65504.0]);
    has(&values, "a.bias", &[1.5, -1.0]);
    assert_eq!((report.widened, report.rounded), (2, 0));
    assert_eq!(report.rules, [(PairRule::OwnName, 2)]);
    let doubles = [0.1_f64, 1e-3]
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect();
    let (values, report) = good(
        &[
            counted("a.kernel", &[2, 2], 0),
            ("a.bias".into(), "F64", vec![2], doubles),
        ],
        &model,
    );
    has(&values, "a.bias", &[0.1, 1e-3]);
    assert!(
        report
            .notes()
            .join("\n")
            .contains("1 tensor of float64: values are rounded")
    );
}

#[test]
fn what_does_not_fit_is_named_with_its_shapes() {
    let mut tensors = of_torch("");
    tensors[6] = counted("head.fc.weight", &[3, 4], 0);
    tensors[7] = counted("head.fc.biases", &[1], 0);
    let error = bad(&tensors, &network(TORCH));
    assert_eq!(
        error,
        "the weights of `w.safetensors` do not fit the network: 5 of 7 fit by the names of PyTorch\n  \
         `head.fc.weight`: expected [1, 4], got [3, 4] (for `c.kernel`)\n  \
         `head.fc.bias` [1] is missing; there is `head.fc.biases` (for `c.bias`)\n\
         help: does the description have as many filters and classes as the network that was trained?"
    );
    // A kernel in the layout of Keras under the name of PyTorch.
    let mut tensors = of_torch("");
    tensors[0] = counted("stem.conv.weight", &[1, 2, 1, 2], 0);
    assert!(
        bad(&tensors, &network(TORCH)).contains("the axes are in the order of another program")
    );
}

#[test]
fn shapes_pair_what_has_other_names() {
    let mut tensors = of_torch("");
    tensors[6] = floats("top.weight", &[1, 4], &[10.0, 20.0, 30.0, 40.0]);
    tensors[7] = floats("top.bias", &[1], &[50.0]);
    let (values, report) = good(&tensors, &network(TORCH));
    has(&values, "a.kernel", &[1.0, 3.0, 2.0, 4.0]);
    has(&values, "c.kernel", &[10.0, 30.0, 20.0, 40.0]);
    assert_eq!(report.rules, [(PairRule::Name, 5), (PairRule::Shape, 2)]);
    assert!(report.passed_over.iter().all(|passed| passed.is_usual));
}

#[test]
fn shapes_do_not_contradict_names() {
    let model = network(
        "input: {height: 1, width: 1, channels: 2}
names: torchvision
layers:
  a: {conv: 2, kernel: 1}
  b: {conv: 2, kernel: 1}
  c: {conv: 3, kernel: 1}
",
    );
    let module = |name: &str, filters: usize| {
        let weight = counted(&format!("{name}.weight"), &[filters, 2, 1, 1], 0);
        [weight, counted(&format!("{name}.bias"), &[filters], 0)]
    };
    let tensors = |names: [&str; 3]| {
        let filters = names.into_iter().zip([2, 2, 3]);
        let modules = filters.flat_map(|(name, filters)| module(name, filters));
        modules.collect::<Vec<Tensor>>()
    };
    let (_, report) = good(&tensors(["a", "b", "last"]), &model);
    assert_eq!(report.rules, [(PairRule::Name, 4), (PairRule::Shape, 2)]);
    let error = bad(&tensors(["b", "a", "last"]), &model);
    assert!(
        error.contains("`c.weight` [3, 2, 1, 1] is missing"),
        "{error}"
    );
    assert!(error.contains("`source` in the description"), "{error}");
}

#[test]
fn heads_of_training_may_be_absent() {
    let model = network(
        "input: {height: 2, width: 2, channels: 1}
names: torchvision
layers:
  a: {conv: 2, kernel: 1}
  m: global_avg_pool
  c: {dense: 2}
heads:
  aux: {from: a, when: training, weight: 0.3, layers: {pool: global_avg_pool, fc: {dense: 2}}}
",
    );
    let mut tensors = vec![
        counted("a.weight", &[2, 1, 1, 1], 0),
        counted("a.bias", &[2], 0),
        counted("c.weight", &[2, 2], 0),
        counted("c.bias", &[2], 0),
    ];
    let (values, report) = good(&tensors, &model);
    assert_eq!(values.len(), 4);
    assert_eq!(report.left_out, ["aux"]);
    tensors.push(counted("aux.fc.weight", &[2, 2], 0));
    let error = bad(&tensors, &model);
    assert!(error.contains("`aux.fc.bias` [2] is missing"), "{error}");
    tensors.push(counted("aux.fc.bias", &[2], 0));
    assert_eq!(good(&tensors, &model).0.len(), 6);
}

#[test]
fn what_only_training_reads_is_passed_over() {
    let mut tensors = of_torch("model.");
    tensors.extend(of_torch("ema."));
    tensors.push(counted("optimizer.exp_avg.0", &[4], 0));
    let (values, report) = good(&tensors, &network(TORCH));
    assert_eq!(values.len(), 7);
    let notes = report.notes().join("\n");
    assert!(
        notes.contains("passed over 1 tensor of an optimiser"),
        "{notes}"
    );
    assert!(notes.contains("second copy of weights"), "{notes}");
}

#[test]
fn a_file_of_a_larger_network_is_refused() {
    let mut tensors = of_torch("");
    tensors.extend((0..4).map(|at| counted(&format!("layer.{at}.weight"), &[2, 2, 1, 1], 0)));
    let model = network(TORCH);
    let error = bad(&tensors, &model);
    assert!(
        error.contains("of a larger network than Small: of its 11 tensors"),
        "{error}"
    );
    let options = PairOptions {
        as_is: true,
        ..PairOptions::default()
    };
    let (values, _) = paired(&file(&tensors), &model, &options).expect("taken as it is");
    assert_eq!(values.len(), 7);
}
