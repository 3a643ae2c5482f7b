//! What the section `training` of a description says, and what the default is.

use googlenet_dsl::graph::Graph;
use googlenet_dsl::labels::activation_of;
use googlenet_dsl::value::training::{
    Augment, ClassWeights, Flip, LearningRate, Loss, Optimizer, Schedule, Training,
};
use googlenet_dsl::value::{Activation, Initializer};
use googlenet_dsl::{CompileOptions, Compiled, compile_text};

const HEAD: &str = "\
format: 1
name: Small
input: {height: 8, width: 8, channels: 3}
layers:
  stem:    {conv: 4, kernel: 3, batch_norm: true, activation: relu}
  mean:    global_avg_pool
  classes: {dense: 3, activation: softmax}
";

#[track_caller]
fn compiled(text: &str) -> Compiled {
    compile_text("small.yaml", text).unwrap_or_else(|mistakes| panic!("{text}\n{mistakes}"))
}

#[track_caller]
fn training(section: &str) -> Training {
    let text = format!("{HEAD}training: {section}\n");
    compiled(&text).training.expect("a section")
}

#[test]
fn a_description_without_the_section_has_the_default() {
    assert_eq!(compiled(HEAD).training, None);
    assert_eq!(training("{}"), Training::default());
    let default = Training::default();
    assert_eq!(
        default.optimizer,
        Optimizer::Sgd {
            momentum: 0.9,
            nesterov: false
        }
    );
    assert_eq!(default.learning_rate, LearningRate::constant(0.01));
    assert_eq!((default.batch, default.epochs, default.seed), (32, 10, 0));
    assert!(default.augment.is_none());
}

#[test]
fn the_section_of_the_reference_page_is_read() {
    let section = "
  optimizer: {sgd: {momentum: 0.9, nesterov: true}}
  learning_rate: {cosine: 0.05, warmup: 2}
  batch: 16
  epochs: 30
  loss: {cross_entropy: {label_smoothing: 0.1}}
  augment: {flip: horizontal, area: [0.35, 1], ratio: [3/4, 4/3], color: 0.2, shift: 2, rotate: 10}
  average: 0.999
  clip_norm: 1
  weight_decay: 0.0001
  class_weights: [1, 1/2, 0]
  validation: 0.1
  patience: 5
  freeze: [stem.b, mean]
  seed: 9007199254740992";
    let expected = Training {
        optimizer: Optimizer::Sgd {
            momentum: 0.9,
            nesterov: true,
        },
        learning_rate: LearningRate {
            base: 0.05,
            schedule: Schedule::Cosine { last: 0.0 },
            warmup: 2.0,
        },
        batch: 16,
        epochs: 30,
        loss: Some(Loss::CrossEntropy {
            label_smoothing: 0.1,
        }),
        augment: Augment {
            flip: Flip::Horizontal,
            area: Some([0.35, 1.0]),
            ratio: Augment::RATIO,
            color: 0.2,
            shift: 2,
            rotate: 10.0,
        },
        average: Some(0.999),
        clip_norm: Some(1.0),
        weight_decay: 0.0001,
        class_weights: Some(ClassWeights::Given(vec![1.0, 0.5, 0.0])),
        validation: Some(0.1),
        patience: Some(5),
        freeze: vec!["stem.b".to_owned(), "mean".to_owned()],
        seed: 1 << 53,
    };
    let found = training(section);
    assert_eq!(found, expected);
    assert!(found.freezes("stem.batch_norm") && !found.freezes("stem.conv"));
}

#[test]
fn optimizers_have_the_options_of_keras_unless_others_are_given() {
    let adam = Optimizer::Adam {
        beta_1: 0.9,
        beta_2: 0.999,
        epsilon: 1e-7,
    };
    for (section, optimizer, rate, decay) in [
        ("{optimizer: adam}", adam, 0.001, 0.0),
        (
            "{optimizer: {adam: {}}, weight_decay: 0.1}",
            adam,
            0.001,
            0.1,
        ),
        (
            "{optimizer: adamw}",
            Optimizer::AdamW {
                beta_1: 0.9,
                beta_2: 0.999,
                epsilon: 1e-7,
            },
            0.001,
            0.004,
        ),
        (
            "{optimizer: {adamw: {weight_decay: 0.05, beta_1: 0.8}}, learning_rate: 0.002}",
            Optimizer::AdamW {
                beta_1: 0.8,
                beta_2: 0.999,
                epsilon: 1e-7,
            },
            0.002,
            0.05,
        ),
        (
            "{optimizer: {adamw: {epsilon: 0.1}}, weight_decay: 0}",
            Optimizer::AdamW {
                beta_1: 0.9,
                beta_2: 0.999,
                epsilon: 0.1,
            },
            0.001,
            0.0,
        ),
        (
            "{optimizer: {rmsprop: {momentum: 0.9}}}",
            Optimizer::RmsProp {
                rho: 0.9,
                momentum: 0.9,
                epsilon: 1e-7,
            },
            0.001,
            0.0,
        ),
        (
            "{optimizer: {sgd: {momentum: 0}}}",
            Optimizer::Sgd {
                momentum: 0.0,
                nesterov: false,
            },
            0.01,
            0.0,
        ),
    ] {
        let found = training(section);
        assert_eq!(found.optimizer, optimizer, "{section}");
        assert_eq!(
            found.learning_rate,
            LearningRate::constant(rate),
            "{section}"
        );
        assert_eq!(found.weight_decay, decay, "{section}");
    }
}

#[test]
fn schedules_have_their_options() {
    for (value, base, schedule, warmup) in [
        ("1/64", 0.015625, Schedule::Constant, 0.0),
        ("{constant: 0.1, warmup: 0.5}", 0.1, Schedule::Constant, 0.5),
        (
            "{cosine: 0.1, final: 0.01}",
            0.1,
            Schedule::Cosine { last: 0.01 },
            0.0,
        ),
        (
            "{step: 0.01, every: 8, factor: 0.96}",
            0.01,
            Schedule::Step {
                every: 8.0,
                factor: 0.96,
            },
            0.0,
        ),
        (
            "{warmup: 1, step: 0.1, every: 0.5}",
            0.1,
            Schedule::Step {
                every: 0.5,
                factor: 0.1,
            },
            1.0,
        ),
        (
            "{poly: 0.01, power: 0.5}",
            0.01,
            Schedule::Poly { power: 0.5 },
            0.0,
        ),
        ("{poly: 0.01}", 0.01, Schedule::Poly { power: 1.0 }, 0.0),
        (
            "{exponential: 0.01, rate: 0.96}",
            0.01,
            Schedule::Exponential {
                rate: 0.96,
                every: 1.0,
            },
            0.0,
        ),
    ] {
        let found = training(&format!("{{learning_rate: {value}}}")).learning_rate;
        let expected = LearningRate {
            base,
            schedule,
            warmup,
        };
        assert_eq!(found, expected, "{value}");
    }
}

/// A `shift` is smaller than the sides of the input, also of a smaller one that the caller gives.
#[test]
fn a_shift_is_within_the_input() {
    let text = format!("{HEAD}training: {{augment: {{shift: 7}}}}\n");
    let shift = |size: [u32; 2]| {
        let options = CompileOptions::new().input_size(size);
        let compiled = options.compile_text("small.yaml", text.as_str());
        let training = compiled.expect("a network").training;
        training.expect("a section").augment.shift
    };
    assert_eq!([shift([8, 8]), shift([64, 64]), shift([6, 9])], [7, 7, 5]);
}

#[test]
fn words_alone_are_enough() {
    let found = training("{loss: cross_entropy, class_weights: balanced, freeze: stem}");
    assert_eq!(found.loss, Some(Loss::ALL[0]));
    assert_eq!(found.class_weights, Some(ClassWeights::Balanced));
    assert_eq!(found.freeze, ["stem"]);
}

/// The activation of an output, also behind layers that only view it, decides about the loss.
#[test]
fn the_loss_fits_the_activation_of_the_output() {
    let of = |layers: &str| -> Graph {
        let (head, _) = HEAD.split_once("  classes").expect("a last layer");
        compiled(&format!("{head}{layers}")).graph
    };
    for (layers, activation, loss) in [
        (
            "  a: {dense: 2, activation: softmax}\n",
            Activation::Softmax,
            Loss::ALL[0],
        ),
        (
            "  a: {dense: 2}\n  b: {activation: softmax}\n",
            Activation::Softmax,
            Loss::ALL[0],
        ),
        ("  a: {dense: 2}\n", Activation::None, Loss::ALL[0]),
        (
            "  a: {dense: 2, activation: sigmoid}\n",
            Activation::Sigmoid,
            Loss::ALL[1],
        ),
        (
            "  a: {dense: 2}\n  b: {activation: sigmoid}\n  c: {dropout: 0.5}\n",
            Activation::Sigmoid,
            Loss::ALL[1],
        ),
    ] {
        let graph = of(layers);
        let found = activation_of(&graph, graph.outputs()[0].layer);
        assert_eq!(found, activation, "{layers}");
        assert_eq!(Loss::for_activation(found), loss, "{layers}");
        assert!(loss.fits(found));
    }
}

/// One value with binary cross entropy is for two classes, with a sigmoid and as a score.
#[test]
fn a_single_value_has_two_classes_where_the_loss_is_binary() {
    let [cross_entropy, binary] = [Loss::ALL[0], Loss::ALL[1]];
    assert_eq!([1, 2, 3].map(|values| binary.classes(values)), [2, 2, 3]);
    assert_eq!(
        [1, 2, 3].map(|values| cross_entropy.classes(values)),
        [1, 2, 3]
    );
    let (head, _) = HEAD.split_once("  classes").expect("a last layer");
    for (last, loss, classes) in [
        ("dense: 1, activation: sigmoid", "", 2),
        ("dense: 1", "loss: binary_cross_entropy, ", 2),
        ("dense: 1", "", 1),
        ("dense: 2, activation: sigmoid", "", 2),
    ] {
        for given in 1..=3 {
            let weights = vec!["1"; given].join(", ");
            let text = format!(
                "{head}  last: {{{last}}}\ntraining: {{{loss}class_weights: [{weights}]}}\n"
            );
            let compiled = compile_text("small.yaml", text.as_str());
            assert_eq!(compiled.is_ok(), given == classes, "{text}");
        }
    }
}

/// Kinds with a kernel take an initializer, from `defaults` and from columns of blocks, too.
#[test]
fn layers_have_their_initializers() {
    let text = "\
format: 1
name: Small
input: {height: 8, width: 8, channels: 4}
defaults:
  conv: {initializer: he_normal}
blocks:
  unit:
    columns: [first]
    layers:
      a: {conv: 4, kernel: 1, initializer: $first}
layers:
  conv:  {conv: 4, kernel: 3}
  apart: {separable_conv: 4, kernel: 1, initializer: {truncated_normal: 0.1}}
  depth: {depthwise_conv: {kernel: 1}, initializer: truncated_normal}
  up:    {conv_transpose: 4, kernel: 1, initializer: he_normal}
  unit:  {unit: [{truncated_normal: 0.2}]}
  mean:  global_avg_pool
  dense: {dense: 3, initializer: glorot_uniform}
  usual: {dense: 3}
";
    let truncated = |deviation| Initializer::TruncatedNormal { deviation };
    let graph = compiled(text).graph;
    for (name, expected) in [
        ("conv", Initializer::HeNormal),
        ("apart", truncated(0.1)),
        ("apart.pointwise", truncated(0.1)),
        ("depth", truncated(0.05)),
        ("up", Initializer::HeNormal),
        ("unit.a", truncated(0.2)),
        ("mean", Initializer::GlorotUniform),
        ("dense", Initializer::GlorotUniform),
        ("usual", Initializer::GlorotUniform),
    ] {
        let names: Vec<_> = graph.ids().map(|id| &graph.layer(id).name).collect();
        let id = graph
            .find(name)
            .unwrap_or_else(|| panic!("{name} in {names:?}"));
        assert_eq!(graph.op(id).initializer(), expected, "{name}");
    }
}

/// Trainings at random become text and the same trainings again where a description says them.
#[test]
fn what_a_description_says_comes_back_from_its_text() {
    for section in [
        "{optimizer: {rmsprop: {rho: 0.95, momentum: 0.1}}, learning_rate: {poly: 1/3, power: 0.5, warmup: 1/3}}",
        "{optimizer: adamw, augment: {area: [1/3, 1], rotate: 15}, average: 0.9999, patience: 3}",
        "{loss: {cross_entropy: {label_smoothing: 0.1}}, class_weights: [0.1, 0.2, 1/3], freeze: [stem], seed: 7}",
    ] {
        let found = training(section);
        assert_eq!(
            Training::from_text(&found.to_text()),
            Ok(found),
            "{section}"
        );
    }
}
