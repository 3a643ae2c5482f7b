//! Batches in order.

use super::*;
use crate::train::data::{Loader, LoaderOptions, order};
use googlenet_dsl::value::training::{Augment, Flip};

/// A batch in words: step, epoch, whether it is the last of it, indices and a checksum of the inputs.
type Seen = (u64, u64, bool, Vec<u32>, u64);

fn all(dataset: &Dataset, task: &Task, options: LoaderOptions) -> Vec<Seen> {
    let mut loader = Loader::new(dataset, task, options).expect("a loader");
    let mut seen = Vec::new();
    while let Some(batch) = loader.next_batch().expect("images") {
        assert_eq!(batch.images.len(), batch.labels.len() * task.values());
        let labels = batch
            .indices
            .iter()
            .map(|index| dataset.label(*index as usize));
        assert!(batch.labels.iter().copied().eq(labels));
        let bits: Vec<u8> = batch
            .images
            .iter()
            .flat_map(|value| value.to_le_bytes())
            .collect();
        let sum = xxhash_rust::xxh3::xxh3_64(&bits);
        seen.push((
            batch.step,
            batch.epoch,
            batch.is_last,
            batch.indices.to_vec(),
            sum,
        ));
    }
    assert!(loader.next_batch().expect("the end").is_none());
    seen
}

fn options() -> LoaderOptions {
    let augment = Augment {
        flip: Flip::Both,
        area: Some([0.3, 1.0]),
        color: 0.2,
        shift: 2,
        rotate: 10.0,
        ..Augment::default()
    };
    LoaderOptions::new(4)
        .with_augment(augment)
        .with_seed(9)
        .with_epochs(3)
}

fn dataset() -> Dataset {
    let labels: Vec<u32> = (0..18).map(|item| item % 5).collect();
    bytes([9, 8, 3], &labels).expect("images")
}

#[test]
fn batches_do_not_depend_on_threads() {
    let (dataset, task) = (dataset(), task([7, 7, 3], 5));
    let alone = all(&dataset, &task, options().with_threads(0));
    assert_eq!(alone.len(), 15);
    for threads in [1, 2, 3, 8] {
        for _ in 0..10 {
            assert_eq!(all(&dataset, &task, options().with_threads(threads)), alone);
        }
    }
}

#[test]
fn epochs_go_through_all_items_in_their_orders() {
    let seen = all(&dataset(), &task([7, 7, 3], 5), options());
    for (epoch, batches) in seen.chunks(5).enumerate() {
        let sizes: Vec<usize> = batches.iter().map(|batch| batch.3.len()).collect();
        assert_eq!(sizes, [4, 4, 4, 4, 2]);
        assert!(batches.iter().all(|batch| batch.1 == epoch as u64));
        assert!(
            batches
                .iter()
                .map(|batch| batch.2)
                .eq([false, false, false, false, true])
        );
        let items = batches.iter().flat_map(|batch| batch.3.clone());
        assert!(items.eq(order(18, 9, epoch as u64)));
    }
    assert!(seen.iter().map(|batch| batch.0).eq(0..15));
    let in_order = all(&dataset(), &task([7, 7, 3], 5), LoaderOptions::in_order(7));
    let items = in_order.iter().flat_map(|batch| batch.3.clone());
    assert!(items.eq(0..18));
}

#[test]
fn a_loader_goes_on_in_the_middle() {
    let (dataset, task) = (dataset(), task([7, 7, 3], 5));
    let whole = all(&dataset, &task, options());
    for step in [0, 3, 5, 14, 15, 99] {
        let rest = all(
            &dataset,
            &task,
            options().with_first_step(step).with_threads(2),
        );
        assert_eq!(rest, whole[(step as usize).min(15)..]);
    }
}

#[test]
fn a_loader_can_be_dropped_at_any_time() {
    let (dataset, task) = (dataset(), task([7, 7, 3], 5));
    for batches in 0..6 {
        let options = LoaderOptions::new(4).with_threads(3);
        let mut loader = Loader::new(&dataset, &task, options).expect("a loader");
        for _ in 0..batches {
            assert!(loader.next_batch().expect("images").is_some());
        }
        assert_eq!(loader.steps(), 5);
    }
}

#[test]
fn a_loader_checks_its_data() {
    let loader = Loader::new(&dataset(), &task([7, 7, 3], 4), options());
    insta::assert_snapshot!(said(loader));
}
