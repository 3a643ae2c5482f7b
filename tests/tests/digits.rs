//! Tests of the trained network in the repository: `specs/uci_digits.yaml` with the weights that the example
//! `train_digits` wrote.

use googlenet_runtime::image::Classifier;
use googlenet_runtime::train::data::{
    Dataset, IdxFiles, Loader, LoaderOptions, Task, check_training,
};
use googlenet_runtime::{Network, Tensor, TypedNetwork, googlenet_model};
use googlenet_tests::root;

googlenet_model! {
    UciDigits = "../specs/uci_digits.yaml";
}

/// 96.5 % of the test images.
const ENOUGH: usize = 348;

/// Returns the images of training and of the test.
fn digits() -> [Dataset; 2] {
    let files = IdxFiles::find(root().join("examples/data/uci_digits"));
    files.map(|files| Dataset::idx(&files.expect("both files")).expect("images with labels"))
}

fn trained() -> UciDigits {
    UciDigits::load(root().join("examples/data/uci_digits.safetensors")).expect("the weights")
}

/// Returns the class that the network says for each image.
fn classes(model: &UciDigits, images: &Dataset) -> Vec<usize> {
    let task = Task::of(&model.graph(), model.preprocess(), &model.labels()).expect("a task");
    let mut session = model.session(1);
    let options = LoaderOptions::in_order(40).with_threads(0);
    let mut loader = Loader::new(images, &task, options).expect("a loader");
    let mut classes = Vec::new();
    while let Some(batch) = loader.next_batch().expect("a batch") {
        let images: Tensor<uci_digits::Input> = batch.images.try_into().expect("whole images");
        let said = session.run(&images).expect("a run");
        classes.extend((0..said.batch()).map(|image| said.top(image, 1)[0].0));
    }
    classes
}

fn right(classes: &[usize], images: &Dataset) -> usize {
    let labels = images.labels().map(|label| label as usize);
    labels.zip(classes).filter(|(a, b)| a == *b).count()
}

#[test]
fn the_data_fit_the_network() {
    let [training, test] = digits();
    assert_eq!((training.len(), test.len()), (1437, 360));
    let model = UciDigits::zeroed();
    let task = Task::of(&model.graph(), model.preprocess(), &model.labels()).expect("a task");
    let augment = model.training().augment;
    check_training(&training, Some(&test), &task, &augment).expect("images of all classes");
}

#[test]
fn the_trained_weights_read_digits_that_they_have_not_seen() {
    let [_, test] = digits();
    let right_ones = right(&classes(&trained(), &test), &test);
    println!("{right_ones} of {} right", test.len());
    assert!(right_ones >= ENOUGH, "{right_ones} of {} right", test.len());
    let untrained = right(&classes(&UciDigits::seeded(1), &test), &test);
    assert!(untrained < test.len() / 3, "{untrained} right by chance");
}

#[test]
fn images_and_arrays_are_read_alike() {
    let (model, [_, test]) = (trained(), digits());
    let mut classifier = Classifier::new(&model, 1).expect("a classifier");
    let classified: Vec<usize> = (0..test.len())
        .map(|index| {
            let image = test.image(index).expect("readable").expect("bytes");
            classifier.classify(&image, 1).expect("a class")[0].index
        })
        .collect();
    assert_eq!(classified, classes(&model, &test));
}

#[test]
fn the_weights_are_small_and_complete() {
    let path = root().join("examples/data/uci_digits.safetensors");
    let bytes = std::fs::metadata(path).expect("the weights").len();
    assert!(bytes < 200_000, "{bytes}");
    let values: usize = (trained().layers().into_iter())
        .flat_map(|layer| layer.weights())
        .map(|weight| weight.values().len())
        .sum();
    assert_eq!(values as u64, UciDigits::PARAMS);
}
