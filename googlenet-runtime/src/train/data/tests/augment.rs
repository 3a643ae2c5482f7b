//! Images changed at random, as batches have them.

use super::*;
use crate::train::data::{Loader, LoaderOptions};
use googlenet_dsl::value::training::{Augment, Flip};

fn augment() -> Augment {
    Augment {
        flip: Flip::Both,
        area: Some([0.35, 1.0]),
        color: 0.3,
        shift: 1,
        rotate: 20.0,
        ..Augment::default()
    }
}

/// Returns the inputs of the items of an epoch, item by item.
fn inputs(
    dataset: &Dataset,
    task: &Task,
    augment: &Augment,
    seed: u64,
    epoch: u64,
) -> Vec<Vec<f32>> {
    let options = LoaderOptions::new(1)
        .with_augment(augment.clone())
        .with_seed(seed);
    let options = options
        .with_threads(0)
        .with_first_step(epoch * dataset.len() as u64);
    let mut loader = Loader::new(dataset, task, options).expect("a loader");
    let mut inputs = vec![Vec::new(); dataset.len()];
    for _ in 0..dataset.len() {
        let batch = loader.next_batch().expect("images").expect("a batch");
        assert_eq!(batch.epoch, epoch);
        inputs[batch.indices[0] as usize] = batch.images.to_vec();
    }
    inputs
}

#[test]
fn a_changed_image_is_fixed_for_ever() {
    let mut messages: Vec<String> = Vec::new();
    let dataset = bytes([5, 6, 1], &[0, 0]).expect("images");
    let inputs = inputs(&dataset, &task([4, 4, 1], 1), &augment(), 3, 1);
    let bytes = |input: &Vec<f32>| {
        input
            .iter()
            .map(|value| (value * 255.0).round() as u8)
            .collect::<Vec<u8>>()
    };
    messages.push(format!("{:?}", bytes(&inputs[0])));
    messages.push(format!("{:?}", bytes(&inputs[1])));
    insta::assert_snapshot!(messages.join("\n"));
}

#[test]
fn items_change_by_seed_and_epoch_but_not_by_what_else_is_there() {
    let dataset = bytes([8, 8, 3], &[0; 6]).expect("images");
    let task = task([6, 6, 3], 1);
    let first = inputs(&dataset, &task, &augment(), 1, 0);
    assert_eq!(first, inputs(&dataset, &task, &augment(), 1, 0));
    assert_ne!(first, inputs(&dataset, &task, &augment(), 2, 0));
    assert_ne!(first, inputs(&dataset, &task, &augment(), 1, 1));
    let part = dataset.part([1, 4]);
    let of_part = inputs(&part, &task, &augment(), 1, 0);
    assert_eq!(of_part, [first[1].clone(), first[4].clone()]);
}

#[test]
fn each_change_is_drawn_by_itself() {
    let dataset = bytes([6, 6, 1], &[0; 40]).expect("images");
    let task = task([6, 6, 1], 1);
    let still = inputs(&dataset, &task, &Augment::default(), 1, 0);
    let flipped = |flip| {
        let flip = Augment {
            flip,
            ..Augment::default()
        };
        let flipped = inputs(&dataset, &task, &flip, 1, 0);
        let changed = flipped
            .iter()
            .zip(&still)
            .map(|(flipped, still)| flipped != still);
        changed.collect::<Vec<bool>>()
    };
    let (horizontal, vertical) = (flipped(Flip::Horizontal), flipped(Flip::Vertical));
    let count = |changed: &[bool]| changed.iter().filter(|changed| **changed).count();
    assert!((12..=28).contains(&count(&horizontal)) && (12..=28).contains(&count(&vertical)));
    assert_ne!(horizontal, vertical);
    let either = horizontal
        .iter()
        .zip(&vertical)
        .map(|(one, other)| *one || *other);
    assert!(flipped(Flip::Both).into_iter().eq(either));
}

#[test]
fn shifts_reach_as_far_as_they_may() {
    let mut values = [0; 25];
    values[12] = 255;
    let dataset = of(Values::Bytes(values.repeat(300)), [5, 5, 1], &[0; 300]).expect("images");
    let augment = Augment {
        shift: 2,
        ..Augment::default()
    };
    let mut counts = [0; 25];
    for input in inputs(&dataset, &task([5, 5, 1], 1), &augment, 1, 0) {
        let place = input
            .iter()
            .position(|value| *value == 1.0)
            .expect("the white pixel");
        counts[place] += 1;
    }
    assert!(
        counts.iter().all(|count| (3..=26).contains(count)),
        "{counts:?}"
    );
}

#[test]
fn floats_are_cut_and_resized_too() {
    let values: Vec<f32> = (0..2 * 36).map(|value| value as f32 / 8.0 - 4.0).collect();
    let floats = of(Values::Floats(values), [6, 6, 1], &[0, 0]).expect("images");
    let cut = Augment {
        area: Some([0.2, 0.6]),
        ..Augment::default()
    };
    let changed = inputs(&floats, &task([6, 6, 1], 1), &cut, 1, 0);
    for (input, range) in changed.iter().zip([-4.0..=0.375, 0.5..=4.875]) {
        assert!(input.iter().all(|value| range.contains(value)), "{input:?}");
        // The values of each row and each column go up, as those of the image do.
        assert!(input.chunks(6).all(|row| row.is_sorted()));
        assert!((0..6).all(|column| input.iter().skip(column).step_by(6).is_sorted()));
    }
}
