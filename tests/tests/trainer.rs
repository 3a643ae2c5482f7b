//! Tests of trainers over data sets: epochs, callbacks, evaluation, states, and the single sigmoid of two classes.

use googlenet_runtime::dynamic::{Model, Trainer};
use googlenet_runtime::error::Origin;
use googlenet_runtime::train::data::{Arrays, Dataset, Loader, LoaderOptions, Task, Values};
use googlenet_runtime::train::{
    Augment, Callback, ClassWeights, EpochEnd, EpochMetrics, Flip, LearningRate, Loss, Metrics,
    Optimizer, ResumeOptions, StepEnd, TrainError, Training, after_epochs, after_steps,
    initialize_weights,
};
use googlenet_runtime::weights::formula;
use googlenet_runtime::{Network, TypedNetwork, googlenet_model};
use std::ops::ControlFlow;

googlenet_model!(pub Digits = "../specs/inception_v1_digits.yaml";);

const HEAD: &str = "format: 1\nname: Small\ninput: {height: 8, width: 8, channels: 1}\nlayers:\n";
const LAYERS: &str = "  conv: {conv: 8, kernel: 3, padding: same, activation: relu, batch_norm: {momentum: 0.8}}\n  mean: global_avg_pool\n  \
                      drop: {dropout: 0.2}\n";

fn model(last: &str) -> Model {
    let text = format!("{HEAD}{LAYERS}  classes: {{{last}}}\n");
    let mut model = Model::from_text("small.yaml", &text).unwrap_or_else(|error| panic!("{error}"));
    initialize_weights(&mut model, 3);
    model
}

/// Pictures of noise, with a bright row in the second class and a bright column in the third.
fn images(count: usize, classes: usize) -> Dataset {
    let (mut values, mut labels) = (Vec::new(), Vec::new());
    for image in 0..count {
        let class = image % classes;
        let noise = |at: usize| (40.0 * (formula(5, (64 * image + at) as u64) + 1.0)) as u8;
        let mut picture: Vec<u8> = (0..64).map(noise).collect();
        for at in 0..8 {
            match class {
                1 => picture[3 * 8 + at] = 255,
                2 => picture[at * 8 + 4] = 255,
                _ => {}
            }
        }
        values.extend(picture);
        labels.push(class as u32);
    }
    let arrays = Arrays {
        values: Values::Bytes(values),
        size: [8, 8, 1],
        labels,
    };
    Dataset::arrays(arrays, Origin::Bytes).expect("images")
}

fn training() -> Training {
    Training {
        learning_rate: LearningRate::constant(0.1),
        batch: 8,
        epochs: 3,
        seed: 7,
        augment: Augment {
            flip: Flip::Both,
            shift: 1,
            rotate: 5.0,
            ..Augment::default()
        },
        average: Some(0.9),
        ..Training::default()
    }
}

fn trainer(training: Training, threads: usize) -> Trainer {
    let builder = Trainer::builder(model("dense: 3, activation: softmax"));
    let built = builder.training(training).threads(threads).build();
    built.expect("a trainer")
}

fn weights(model: &impl Network) -> Vec<u32> {
    let layers = model.layers();
    let values = layers.iter().flat_map(|layer| layer.weights());
    let bits = values.flat_map(|weight| weight.values().iter().map(|value| value.to_bits()));
    bits.collect()
}

/// Trains by hand what `fit` trains.
fn by_hand(images: &Dataset, training: &Training) -> (Vec<u32>, Vec<Metrics>) {
    let mut trainer = trainer(training.clone(), 1);
    trainer.set_epoch_images(images.len() as u64);
    let options = LoaderOptions::new(8)
        .with_augment(training.augment.clone())
        .with_seed(training.seed)
        .with_epochs(3);
    let task = trainer.task().expect("a task");
    let mut loader = Loader::new(images, &task, options).expect("a loader");
    let mut all = Vec::new();
    while let Some(batch) = loader.next_batch().expect("a batch") {
        let metrics = trainer.step(batch.images, batch.labels).expect("a step");
        all.push(metrics);
    }
    (weights(trainer.model()), all)
}

#[test]
fn epochs_are_the_steps_of_a_loader() {
    let (images, training) = (images(27, 3), training());
    let (expected, steps) = by_hand(&images, &training);
    let mut seen = Vec::new();
    let mut epochs = trainer(training.clone(), 2);
    for epoch in 0..3 {
        assert_eq!(epochs.epochs(), epoch);
        let follow = after_steps(|step: &mut StepEnd<'_, Model>| {
            assert_eq!((step.epoch, step.batches), (epoch, 4));
            assert_eq!(step.trainer.steps(), 4 * epoch + step.batch + 1);
            seen.push(step.metrics);
            ControlFlow::Continue(())
        });
        let metrics = epochs.epoch(&images, follow).expect("an epoch");
        let own = &steps[4 * epoch as usize..][..4];
        let all = own
            .iter()
            .fold(Metrics::default(), |all, step| all.and(*step));
        assert_eq!((metrics, metrics.images), (all, 27));
    }
    assert_eq!(seen, steps);
    assert_eq!(weights(&epochs.into_model()), expected);

    let mut fitted = trainer(training, 3);
    let results = fitted.fit(&images, None, ()).expect("a training");
    assert_eq!(results.len(), 3);
    assert_eq!(weights(fitted.model()), expected);
    assert!(fitted.fit(&images, None, ()).expect("nothing").is_empty());
}

/// Writes down what it is called with, and asks to stop at a step.
#[derive(Default)]
struct Recorder {
    calls: Vec<String>,
    stop_at: Option<u64>,
}

impl Callback<Model> for Recorder {
    fn step(&mut self, step: &mut StepEnd<'_, Model>) -> ControlFlow<()> {
        self.calls.push(format!("{}.{}", step.epoch, step.batch));
        match self.stop_at == Some(step.trainer.steps()) {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    }

    fn epoch(&mut self, end: &mut EpochEnd<'_, Model>) -> ControlFlow<()> {
        let EpochMetrics {
            epoch, validation, ..
        } = end.result;
        let of = if validation.is_some() {
            " with validation"
        } else {
            ""
        };
        self.calls.push(format!("epoch {epoch}{of}"));
        assert_eq!(end.trainer.epochs(), epoch + 1);
        assert!(end.trainer.model().layer("classes").is_some());
        ControlFlow::Continue(())
    }
}

#[test]
fn callbacks_follow_steps_and_epochs_and_may_stop() {
    let images = images(16, 3);
    let mut recorder = Recorder::default();
    let mut others = 0;
    let mut count = after_epochs(|_: &mut EpochEnd<'_, Model>| {
        others += 1;
        ControlFlow::Continue(())
    });
    let mut all: [&mut dyn Callback<Model>; 2] = [&mut recorder, &mut count];
    let mut trainer = trainer(training(), 1);
    let results = trainer.fit(&images, Some(&images), &mut all[..]);
    assert_eq!(results.expect("a training").len(), 3);
    drop(count);
    let expected = [
        "0.0",
        "0.1",
        "epoch 0 with validation",
        "1.0",
        "1.1",
        "epoch 1 with validation",
        "2.0",
        "2.1",
        "epoch 2 with validation",
    ];
    assert_eq!(
        (recorder.calls, others),
        (expected.map(str::to_owned).to_vec(), 3)
    );

    let mut trainer = self::trainer(training(), 1);
    let mut recorder = Recorder {
        stop_at: Some(3),
        ..Recorder::default()
    };
    let results = trainer
        .fit(&images, None, &mut recorder)
        .expect("a training");
    assert_eq!(recorder.calls, ["0.0", "0.1", "epoch 0", "1.0"]);
    assert_eq!(
        (results.len(), trainer.epochs(), trainer.steps()),
        (1, 1, 3)
    );

    // An epoch that a step ended does not count; one whose last step asked to stop does.
    recorder.stop_at = Some(5);
    recorder.calls.clear();
    trainer.epoch(&images, &mut recorder).expect("an epoch");
    assert_eq!(recorder.calls, ["1.0", "1.1", "epoch 1"]);
    assert_eq!(trainer.epochs(), 2);
}

#[test]
fn a_state_goes_on_within_an_epoch() {
    let (images, training) = (images(27, 3), training());
    let (expected, _) = by_hand(&images, &training);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("state.safetensors");
    let mut first = trainer(training.clone(), 1);
    first.epoch(&images, ()).expect("an epoch");
    let mut before = Metrics::default();
    let stop = after_steps(|step: &mut StepEnd<'_, Model>| {
        before = step.epoch_metrics;
        if step.batch < 1 {
            return ControlFlow::Continue(());
        }
        step.trainer.save_state(&path, "here").expect("saved");
        ControlFlow::Break(())
    });
    first.epoch(&images, stop).expect("a part of an epoch");

    let mut second = trainer(training.clone(), 2);
    assert_eq!(second.load_state(&path).expect("a state"), "here");
    assert_eq!((second.epochs(), second.steps()), (1, 6));
    second.set_epoch_images(27);
    let options = LoaderOptions::new(8)
        .with_augment(training.augment.clone())
        .with_seed(training.seed)
        .with_first_step(6);
    let task = second.task().expect("a task");
    let mut loader = Loader::new(&images, &task, options).expect("a loader");
    let metrics = second.epoch_of(&mut loader, before, ()).expect("the rest");
    assert_eq!((metrics.images, second.epochs()), (27, 2));
    second.epoch(&images, ()).expect("an epoch");
    assert_eq!(weights(second.model()), expected);
}

#[test]
fn patience_ends_a_training_whose_validation_becomes_no_better() {
    let images = images(12, 3);
    let training = Training {
        learning_rate: LearningRate::constant(1e-30),
        patience: Some(2),
        epochs: 9,
        average: None,
        augment: Augment::default(),
        ..training()
    };
    // Without batch normalisation, whose statistics move, nothing changes.
    let text = format!("{HEAD}  flat: flatten\n  classes: {{dense: 3, activation: softmax}}\n");
    let mut model = Model::from_text("flat.yaml", &text).expect("a network");
    initialize_weights(&mut model, 1);
    let built = Trainer::builder(model).training(training).build();
    let mut trainer = built.expect("a trainer");
    let results = trainer.fit(&images, Some(&images), ()).expect("a training");
    assert_eq!(results.len(), 3);
    assert!(!results[2].is_better_than(&results[0]));
}

/// Trains with patience until an epoch is no better; the trainer has the weights of the best one then. One that goes on from
/// a state has the same.
#[test]
fn the_best_weights_are_restored_also_after_a_state() {
    let images = images(30, 3);
    let training = Training {
        learning_rate: LearningRate::constant(0.8),
        patience: Some(2),
        epochs: 40,
        ..training()
    };
    let trainer = |restores: bool| {
        let builder = Trainer::builder(model("dense: 3, activation: softmax"));
        let builder = builder.training(training.clone()).threads(2);
        builder
            .restore_best_weights(restores)
            .build()
            .expect("a trainer")
    };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("state.safetensors");
    let mut seen = Vec::new();
    let record = after_epochs(|end: &mut EpochEnd<'_, Model>| {
        seen.push((weights(end.trainer.model()), end.is_best));
        ControlFlow::Continue(())
    });
    let mut first = trainer(true);
    let results = first.fit(&images, Some(&images), record);
    let results = results.expect("a training");
    let best = first.best_epoch().expect("an epoch");
    assert!(first.is_out_of_patience() && results.len() < 40);
    assert_eq!(results.len() as u64, best.epoch + 3);
    assert_eq!(results[best.epoch as usize], best);
    let is_best = |epoch: usize| {
        let mut before = results[..epoch].iter();
        before.all(|result| results[epoch].is_better_than(result))
    };
    assert!((0..results.len()).all(|epoch| seen[epoch].1 == is_best(epoch)));
    assert_eq!(weights(first.model()), seen[best.epoch as usize].0);
    assert_ne!(weights(first.model()), seen[best.epoch as usize + 2].0);
    assert!(first.bytes() > trainer(false).bytes());

    let mut last = trainer(false);
    last.fit(&images, Some(&images), ()).expect("a training");
    assert_eq!(weights(last.model()), seen[best.epoch as usize + 2].0);

    // Ended behind the best epoch, and on.
    let mut ended = trainer(true);
    let save = after_epochs(|end: &mut EpochEnd<'_, Model>| {
        if end.result.epoch < best.epoch + 1 {
            return ControlFlow::Continue(());
        }
        end.trainer.save_state(&path, "").expect("saved");
        ControlFlow::Break(())
    });
    ended.fit(&images, Some(&images), save).expect("a part");
    let mut again = trainer(true);
    again.load_state(&path).expect("a state");
    assert_eq!(again.best_epoch(), Some(best));
    assert_eq!(
        again.fit(&images, Some(&images), ()).expect("the rest"),
        results[best.epoch as usize + 2..]
    );
    assert_eq!(weights(again.model()), seen[best.epoch as usize].0);
    let rest = again.fit(&images, Some(&images), ());
    assert!(rest.expect("nothing is left").is_empty());

    // A state without the best weights is for a trainer that does not keep them.
    last.save_state(&path, "").expect("saved");
    let refused = trainer(true)
        .load_state(&path)
        .expect_err("no best weights");
    assert!(
        refused
            .to_string()
            .contains("expected the weights of the best epoch"),
        "{refused}"
    );
    trainer(false).load_state(&path).expect("the same");
}

/// Lowers the learning rate after a step, and changes the class weights after an epoch.
struct Changes(u64);

impl Callback<Model> for Changes {
    fn step(&mut self, step: &mut StepEnd<'_, Model>) -> ControlFlow<()> {
        if step.trainer.steps() == self.0 {
            step.trainer.set_learning_rate_factor(0.25);
        }
        ControlFlow::Continue(())
    }

    fn epoch(&mut self, end: &mut EpochEnd<'_, Model>) -> ControlFlow<()> {
        if end.result.epoch == 0 {
            let weights = vec![1.0, 2.0, 0.5];
            end.trainer.set_class_weights(weights).expect("three");
        }
        ControlFlow::Continue(())
    }
}

#[test]
fn what_callbacks_change_is_in_the_state() {
    let images = images(27, 3);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("state.safetensors");
    let mut rates = Vec::new();
    let rate = after_steps(|step: &mut StepEnd<'_, Model>| {
        rates.push(step.metrics.learning_rate);
        ControlFlow::Continue(())
    });
    let mut whole = trainer(training(), 2);
    let all: Vec<Box<dyn Callback<Model> + '_>> = vec![Box::new(Changes(2)), Box::new(rate)];
    whole.fit(&images, None, all).expect("a training");
    let expected = [[0.1; 2].as_slice(), &[0.25 * 0.1; 10]].concat();
    assert_eq!(rates, expected);
    assert_eq!(whole.learning_rate(), 0.25 * 0.1);

    let save = after_epochs(|end: &mut EpochEnd<'_, Model>| {
        end.trainer.save_state(&path, "").expect("saved");
        ControlFlow::Break(())
    });
    let both: [Box<dyn Callback<Model> + '_>; 2] = [Box::new(Changes(2)), Box::new(save)];
    let mut begun = trainer(training(), 1);
    begun.fit(&images, None, both).expect("an epoch");
    let mut rest = trainer(training(), 1);
    rest.load_state(&path).expect("a state");
    assert_eq!((rest.learning_rate_factor(), rest.epochs()), (0.25, 1));
    rest.fit(&images, None, ()).expect("the rest");
    assert_eq!(weights(rest.model()), weights(whole.model()));
    let mut plain = trainer(training(), 2);
    plain.fit(&images, None, ()).expect("a training");
    assert_ne!(weights(plain.model()), weights(whole.model()));
}

#[test]
fn a_state_of_another_training_is_refused_by_the_first_key_that_differs() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("state.safetensors");
    let begun = trainer(training(), 1);
    begun.save_state(&path, "").expect("saved");
    let refused = |change: &dyn Fn(&mut Training)| {
        let mut other = training();
        change(&mut other);
        let error = trainer(other, 1).load_state(&path).expect_err("it differs");
        let text = error.to_string();
        let (_, said) = text.split_once(": ").expect("a path");
        said.lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(
        refused(&|other| {
            other.learning_rate = LearningRate::constant(0.2);
            other.augment = Augment::default();
        }),
        "expected `learning_rate: {constant: 0.1}`, with which the training began, got `learning_rate: {constant: 0.2}`"
    );
    assert_eq!(
        refused(&|other| other.augment = Augment::default()),
        "expected `augment: {flip: both, rotate: 5, shift: 1}`, with which the training began, got no `augment`"
    );
    assert_eq!(
        refused(&|other| other.weight_decay = 0.01),
        "expected no `weight_decay`, with which the training began, got `weight_decay: 0.01`"
    );
    assert_eq!(
        refused(&|other| other.freeze = vec!["conv".to_owned()]),
        "expected no `freeze`, with which the training began, got `freeze: [\"conv\"]`"
    );
    for change in [
        (|other| other.batch = 9) as fn(&mut Training),
        |other| other.seed = 1,
        |other| other.average = None,
        |other| other.clip_norm = Some(1.0),
        |other| other.class_weights = Some(ClassWeights::Balanced),
    ] {
        assert!(refused(&change).starts_with("expected "));
    }
    let rate = Training {
        learning_rate: LearningRate::constant(0.2),
        epochs: 9,
        patience: Some(3),
        validation: Some(0.5),
        ..training()
    };
    let mut other = trainer(rate, 1);
    let options = ResumeOptions::new().other_learning_rate(true);
    other.load_state_with(&path, options).expect("another rate");
    assert_eq!(other.learning_rate(), 0.2);

    let text = format!("{HEAD}{LAYERS}  classes: {{dense: 3, activation: softmax}}\n");
    let model = Model::from_text("other.yaml", &text.replace("name: Small", "name: Other"));
    let built = Trainer::builder(model.expect("a network"))
        .training(training())
        .build();
    let error = built
        .expect("a trainer")
        .load_state(&path)
        .expect_err("another network");
    assert!(
        error
            .to_string()
            .contains("expected the state of `Other`, got that of `Small`"),
        "{error}"
    );
}

#[test]
fn an_evaluation_is_that_of_the_trained_model() {
    let images = images(30, 3);
    let training = Training {
        epochs: 40,
        average: None,
        augment: Augment::default(),
        ..training()
    };
    let mut trainer = trainer(training, 2);
    let results = trainer.fit(&images, None, ()).expect("a training");
    let last = results.last().expect("an epoch").training;
    assert!(last.accuracy > 0.8, "{last:?}");
    let evaluated = trainer.evaluate(&images).expect("an evaluation");
    assert_eq!(evaluated.images, 30);
    assert!(evaluated.accuracy > 0.8, "{evaluated:?}");
    let model = trainer.into_model();
    let mut session = model.dyn_session(1);
    let (mut right, mut loss, mut output) = (0, 0.0, Vec::new());
    let options = LoaderOptions::in_order(1);
    let task = Task::of(&model.graph(), model.preprocess(), &model.labels());
    let mut loader = Loader::new(&images, &task.expect("a task"), options).expect("a loader");
    while let Some(batch) = loader.next_batch().expect("a batch") {
        session.run(batch.images, &mut output).expect("a result");
        let label = batch.labels[0] as usize;
        loss -= f64::from(output[label]).ln() / 30.0;
        right += usize::from(output.iter().all(|other| *other <= output[label]));
    }
    assert_eq!(evaluated.accuracy, right as f64 / 30.0);
    assert!(
        (evaluated.loss - loss).abs() < 1e-6,
        "{} {loss}",
        evaluated.loss
    );
}

#[test]
fn class_weights_are_balanced_unless_they_are_given() {
    let all = images(24, 3);
    let unequal = all.part((0..24).filter(|image| image % 3 == 0 || image % 6 == 1));
    let balanced = unequal.balanced_weights(3);
    assert_eq!(balanced, [0.5, 1.0, 4.0]);
    let run = |class_weights: Option<ClassWeights>, given: Option<Vec<f32>>| {
        let mut trainer = trainer(
            Training {
                class_weights,
                ..training()
            },
            1,
        );
        if let Some(given) = given {
            trainer.set_class_weights(given).expect("three");
        }
        trainer.epoch(&unequal, ()).expect("an epoch").loss
    };
    let of_balanced = run(Some(ClassWeights::Balanced), None);
    assert_eq!(of_balanced, run(None, Some(balanced)));
    let of_ones = run(Some(ClassWeights::Balanced), Some(vec![1.0; 3]));
    assert_eq!(of_ones, run(None, None));
    assert_ne!(of_balanced, of_ones);
}

#[test]
fn a_typed_network_trains_as_its_description_says() {
    let mut model = Digits::zeroed();
    initialize_weights(&mut model, 1);
    let trainer = googlenet_runtime::train::Trainer::builder(model)
        .threads(1)
        .build();
    let mut trainer = trainer.expect("a trainer");
    assert_eq!(*trainer.training(), Digits::training());
    let metrics = trainer
        .epoch(&images(4, 3), ())
        .expect("images are resized to 28x28");
    assert_eq!((metrics.images, trainer.epochs()), (4, 1));
}

/// One value with a sigmoid, of an input of two values: the loss is the binary cross-entropy of the second class.
#[test]
fn a_single_sigmoid_learns_two_classes() {
    let text = "format: 1\nname: One\ninput: {height: 1, width: 1, channels: 2}\nlayers:\n  flat: flatten\n  is_it: {dense: 1, \
                activation: sigmoid}\n";
    let mut model = Model::from_text("one.yaml", text).expect("a network");
    let mut layer = model.layer_mut("is_it").expect("a layer");
    layer.set_weight("kernel", vec![0.5, -0.25]).expect("two");
    layer.set_weight("bias", vec![0.1]).expect("one");
    let training = Training {
        learning_rate: LearningRate::constant(0.5),
        optimizer: Optimizer::Sgd {
            momentum: 0.0,
            nesterov: false,
        },
        class_weights: Some(ClassWeights::Given(vec![1.0, 3.0])),
        ..Training::default()
    };
    let built = Trainer::builder(model)
        .training(training)
        .threads(2)
        .build();
    let mut trainer = built.expect("a trainer");
    assert_eq!(
        (trainer.classes(), trainer.task().expect("a task").classes()),
        (2, 2)
    );
    let images = [1.0, 2.0, -2.0, 1.0, 3.0, 1.0];
    let labels = [1, 0, 1];
    // Scores 0.1, -1.15, 1.35; probabilities of the second class by the sigmoid.
    let scores = [0.1_f64, -1.15, 1.35];
    let weights = [3.0, 1.0, 3.0];
    let sigmoid = |score: f64| 1.0 / (1.0 + (-score).exp());
    let (mut loss, mut gradient) = (0.0, [0.0; 3]);
    for image in 0..3 {
        let (p, y) = (sigmoid(scores[image]), f64::from(labels[image]));
        loss -= weights[image] * (y * p.ln() + (1.0 - y) * (1.0 - p).ln()) / 3.0;
        let slope = weights[image] * (p - y) / 3.0;
        gradient[0] += slope * f64::from(images[2 * image]);
        gradient[1] += slope * f64::from(images[2 * image + 1]);
        gradient[2] += slope;
    }
    let metrics = trainer.step(&images, &labels).expect("a step");
    assert!(
        (metrics.loss - loss).abs() < 1e-6,
        "{} {loss}",
        metrics.loss
    );
    assert_eq!((metrics.accuracy, metrics.top_5), (1.0, 1.0));
    let near = |got: f32, expected: f64| (f64::from(got) - expected).abs() < 1e-6;
    let of_kernel = trainer.gradient("is_it.kernel").expect("it learns");
    assert!(
        near(of_kernel[0], gradient[0]) && near(of_kernel[1], gradient[1]),
        "{of_kernel:?}"
    );
    assert!(near(
        trainer.gradient("is_it.bias").expect("it learns")[0],
        gradient[2]
    ));

    let wrong = trainer
        .step(&images, &[1, 0, 2])
        .expect_err("no such class");
    assert!(
        matches!(
            wrong,
            TrainError::Label {
                image: 2,
                label: 2,
                classes: 2,
                ..
            }
        ),
        "{wrong}"
    );
    let metrics = trainer.step(&images, &[0, 1, 0]).expect("a step");
    assert_eq!(metrics.accuracy, 0.0);
}

#[test]
fn a_single_value_without_activation_is_the_score_of_the_second_class() {
    let images = images(24, 2);
    for (last, loss) in [
        ("dense: 1, activation: sigmoid", None),
        ("dense: 1", Some(Loss::ALL[1])),
    ] {
        let training = Training {
            loss,
            epochs: 30,
            augment: Augment::default(),
            average: None,
            ..training()
        };
        let built = Trainer::builder(model(last))
            .training(training)
            .threads(2)
            .build();
        let mut trainer = built.expect("a trainer");
        trainer.fit(&images, None, ()).expect("a training");
        let evaluated = trainer.evaluate(&images).expect("an evaluation");
        assert!(evaluated.accuracy > 0.8, "{last}: {evaluated:?}");
        assert!(evaluated.loss < 0.6, "{last}: {evaluated:?}");
    }
}
