//! Arrays, checks before training, the split.

use super::*;
use crate::train::data::{Loader, LoaderOptions, check_training};
use googlenet_dsl::value::training::Augment;
use googlenet_dsl::value::{Color, Preprocess, Resize};
use insta::assert_snapshot;

const SIZE: [usize; 3] = [4, 5, 1];

fn check(dataset: &Dataset, task: &Task) -> Result<(), Error> {
    dataset.check(task, &Augment::default())
}

#[test]
fn arrays_that_are_none_of_images_with_labels() {
    let mut messages: Vec<String> = Vec::new();
    let bytes_of = |len: usize, size, labels: &[u32]| of(Values::Bytes(vec![0; len]), size, labels);
    messages.push(said(bytes_of(0, SIZE, &[])));
    messages.push(said(bytes_of(0, [0, 5, 1], &[1])));
    messages.push(said(bytes_of(60, SIZE, &[1, 2])));
    messages.push(said(bytes_of(41, SIZE, &[1, 2])));
    let labels = Arrays::labels_of(&[1, -2]);
    messages.push(said(labels.map_err(|error| Error::Data {
        origin: Origin::Named("digits.npz".into()),
        error,
    })));
    messages.push(said(bytes_of(40, [usize::MAX, 2, 2], &[1, 2])));
    let mut floats = vec![0.5; 40];
    floats[33] = f32::NAN;
    messages.push(said(of(Values::Floats(floats), SIZE, &[1, 2])));
    assert_snapshot!(messages.join("\n"));
}

#[test]
fn what_does_not_fit_the_network() {
    let mut messages: Vec<String> = Vec::new();
    let labels = [0, 1, 2, 1];
    let grey = bytes(SIZE, &labels).expect("images");
    let colors = bytes([4, 5, 3], &labels).expect("images");
    let alpha = bytes([4, 5, 4], &labels).expect("images");
    let floats = of(Values::Floats(vec![0.5; 80]), SIZE, &labels).expect("images");
    for fits in [&grey, &colors] {
        check(fits, &task(SIZE, 3)).expect("three classes");
        check(fits, &task([7, 3, 3], 3)).expect("images are resized");
        assert!(fits.resizing(&task(SIZE, 3)).is_none());
        messages.extend(fits.resizing(&task([7, 3, 3], 3)));
    }
    check(&floats, &task(SIZE, 3)).expect("as the network reads them");
    messages.push(said(check(&grey, &task(SIZE, 2))));
    messages.push(said(check(&grey, &task(SIZE, 1))));
    messages.push(said(check(&alpha, &task(SIZE, 3))));
    messages.push(said(check(&grey, &task([4, 5, 2], 3))));
    messages.push(said(check(&floats, &task([4, 5, 3], 3))));
    messages.push(said(check(&floats, &task([5, 5, 1], 3))));
    let colored = Augment {
        color: 0.2,
        ..Augment::default()
    };
    grey.check(&task(SIZE, 3), &colored)
        .expect("bytes have colours");
    messages.push(said(floats.check(&task(SIZE, 3), &colored)));
    messages.push(said(check(&grey.part([]), &task(SIZE, 3))));
    let preprocess = Preprocess {
        resize: Resize::None,
        crop: [5, 5],
        color: Color::Grey,
        scale: 1.0,
        mean: vec![0.0].into(),
        std: vec![1.0].into(),
    };
    let shape = Shape::Map {
        height: 5,
        width: 5,
        channels: 1,
    };
    messages.push(said(check(&grey, &Task::new(shape, Some(preprocess), 3))));
    assert_snapshot!(messages.join("\n"));
}

#[test]
fn classes_without_images() {
    let mut messages: Vec<String> = Vec::new();
    let check = |training: &[u32], validation: &[u32], task: &Task| {
        let of = |labels| bytes(SIZE, labels).expect("images");
        check_training(
            &of(training),
            Some(&of(validation)),
            task,
            &Augment::default(),
        )
    };
    let four = task(SIZE, 4);
    check(&[0, 1, 2, 3, 3], &[3, 2, 1, 0], &four).expect("each class is there");
    messages.push(said(check(&[0, 1, 3], &[0, 1, 2, 3], &four)));
    messages.push(said(check(&[0, 3], &[0, 1, 2, 3], &four)));
    messages.push(said(check(&[0, 1, 2, 3], &[0, 1, 2], &four)));
    let names = ["ant", "bee", "cat", "dog"].map(str::to_owned);
    let named = four.with_labels(names.into());
    messages.push(said(check(&[0, 1, 2, 3], &[0], &named)));
    messages.push(said(check(&[0, 1, 2, 3], &[0, 4], &named)));
    assert_snapshot!(messages.join("\n"));
}

#[test]
fn a_share_of_each_class_is_kept() {
    let labels: Vec<u32> = (0..100)
        .map(|item| u32::from(item % 10 == 0) + 2 * u32::from(item % 50 == 1))
        .collect();
    let all = bytes(SIZE, &labels).expect("images");
    let (training, validation) = all.split(0.2, 5).expect("a fifth");
    let counts = |dataset: &Dataset| {
        [0, 1, 2].map(|class| dataset.labels().filter(|label| *label == class).count())
    };
    assert_eq!(counts(&all), [88, 10, 2]);
    assert_eq!(counts(&validation), [18, 2, 1]);
    assert_eq!(counts(&training), [70, 8, 1]);
    let mut places: Vec<usize> = [&training, &validation]
        .iter()
        .flat_map(|part| (0..part.len()).map(|index| part.place(index)))
        .collect();
    places.sort_unstable();
    assert!(places.into_iter().eq(0..100));
    let again = all.split(0.2, 5).expect("a fifth").1;
    assert_eq!(again.items, validation.items);
    assert_ne!(
        all.split(0.2, 6).expect("a fifth").1.items,
        validation.items
    );
    // The golden items were computed by a program in Python from the description of the generator.
    let of_class_one = (0..validation.len()).filter(|index| validation.label(*index) == 1);
    let of_class_one: Vec<usize> = of_class_one.map(|index| validation.place(index)).collect();
    assert_eq!(of_class_one, [40, 70]);
}

#[test]
fn shares_that_cannot_be_kept() {
    let mut messages: Vec<String> = Vec::new();
    let all = bytes(SIZE, &[0, 1, 1, 0, 2]).expect("images");
    messages.push(said(all.split(1.0, 0)));
    messages.push(said(all.split(f64::NAN, 0)));
    messages.push(said(all.split(0.5, 0)));
    assert_snapshot!(messages.join("\n"));
}

#[test]
fn bytes_are_normalised_and_floats_are_not() {
    let first = |dataset: &Dataset, task: &Task| {
        let options = LoaderOptions::in_order(2).with_threads(0);
        let mut loader = Loader::new(dataset, task, options).expect("a loader");
        let batch = loader.next_batch().expect("images").expect("a batch");
        assert_eq!((batch.labels, batch.indices), (&[1, 0][..], &[0, 1][..]));
        batch.images.to_vec()
    };
    let bytes = |channels| {
        let values = vec![0, 51, 102, 153, 204, 255, 0, 1, 2, 3, 4, 5];
        of(Values::Bytes(values), [6 / channels, 1, channels], &[1, 0]).expect("images")
    };
    let plain = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0];
    assert_eq!(first(&bytes(1), &task([6, 1, 1], 2))[..6], plain);
    assert_eq!(first(&bytes(3), &task([2, 1, 3], 2))[..6], plain);
    assert_eq!(first(&bytes(2), &task([3, 1, 2], 2))[..6], plain);
    // Grey to colours, and luma of colours.
    let grey = first(&bytes(1), &task([6, 1, 3], 2));
    assert_eq!(grey[3..9], [0.2, 0.2, 0.2, 0.4, 0.4, 0.4]);
    assert_eq!(
        first(&bytes(3), &task([2, 1, 1], 2)),
        [42.0, 195.0, 1.0, 4.0].map(|luma: f32| luma / 255.0)
    );
    let caffe = Preprocess {
        resize: Resize::None,
        crop: [2, 1],
        color: Color::Bgr,
        scale: 1.0,
        mean: vec![100.0, 50.0, 1.0].into(),
        std: vec![1.0, 2.0, 1.0].into(),
    };
    let shape = Shape::Map {
        height: 2,
        width: 1,
        channels: 3,
    };
    let bgr = first(&bytes(3), &Task::new(shape, Some(caffe.clone()), 2));
    assert_eq!(bgr[..6], [2.0, 0.5, -1.0, 155.0, 77.0, 152.0]);
    let floats = of(
        Values::Floats((0..12).map(|value| value as f32).collect()),
        [2, 1, 3],
        &[1, 0],
    );
    let as_they_are = first(&floats.expect("images"), &Task::new(shape, Some(caffe), 2));
    assert!(
        as_they_are
            .into_iter()
            .eq((0..12).map(|value| value as f32))
    );
}
