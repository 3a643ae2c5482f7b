//! Test that training, and the loaders that prepare its batches, allocate nothing after the first ones.

use googlenet_runtime::dynamic::{Model, Trainer};
use googlenet_runtime::error::Origin;
use googlenet_runtime::train::data::{Arrays, Dataset, Loader, LoaderOptions, Values};
use googlenet_runtime::train::{Augment, Flip, Optimizer, Training, initialize_weights};
use googlenet_tests::counted::Counted;

#[global_allocator]
static ALLOCATOR: Counted = Counted;

const SPEC: &str = "
format: 1
name: Small
input: {height: 12, width: 12, channels: 3}
defaults:
  conv: {padding: same, activation: relu, batch_norm: true, l2: 0.0001}
layers:
  stem: {conv: 16, kernel: 3}
  pool: {max_pool: 3, stride: 2, padding: same}
  split:
    concat:
      - one: {conv: 8, kernel: 1}
      - reduce: {conv: 4, kernel: 1}
        three: {conv: 8, kernel: 3}
      - pooled: {avg_pool: 3, stride: 1, padding: same}
        after: {conv: 5, kernel: 1}
  norm: {lrn: {size: 5}}
  mean: global_avg_pool
  drop: {dropout: 0.4}
  classes: {dense: 5, activation: softmax}
heads:
  aux:
    from: pool
    when: training
    weight: 0.3
    layers:
      flat: flatten
      classes: {dense: 5, activation: softmax}
";

const IMAGES: usize = 24;
const BATCH: usize = 8;

fn images() -> Dataset {
    let bytes = 0..IMAGES * 12 * 12 * 3;
    let arrays = Arrays {
        values: Values::Bytes(bytes.map(|at| (at * 31 % 251) as u8).collect()),
        size: [12, 12, 3],
        labels: (0..IMAGES as u32).map(|image| image % 5).collect(),
    };
    Dataset::arrays(arrays, Origin::Bytes).expect("images")
}

/// Trains with a loader of `loading` threads, two epochs before allocations are counted and two while. Returns the number
/// of allocations and their bytes for an image.
fn counted(optimizer: Optimizer, augment: Augment, threads: usize, loading: usize) -> [f64; 2] {
    let mut model = Model::from_text("small.yaml", SPEC).unwrap_or_else(|error| panic!("{error}"));
    initialize_weights(&mut model, 1);
    let training = Training {
        optimizer,
        batch: BATCH as u32,
        average: Some(0.9),
        clip_norm: Some(1.0),
        weight_decay: 1e-4,
        ..Training::default()
    };
    let built = Trainer::builder(model)
        .training(training)
        .threads(threads)
        .build();
    let mut trainer = built.expect("a trainer");
    let task = trainer.task().expect("a task");
    let options = LoaderOptions::new(BATCH)
        .with_augment(augment)
        .with_threads(loading);
    let mut loader = Loader::new(&images(), &task, options).expect("a loader");
    let mut epochs = |count: usize| {
        for _ in 0..count * IMAGES / BATCH {
            let batch = loader.next_batch().expect("a batch").expect("without end");
            trainer.step(batch.images, batch.labels).expect("a step");
            assert!(loader.take_problems().is_empty());
        }
    };
    epochs(2);
    let ((), all) = Counted::during(|| epochs(2));
    all.map(|all| all as f64 / (2 * IMAGES) as f64)
}

#[test]
fn nothing_is_allocated_from_the_second_step_on() {
    let moved = Augment {
        flip: Flip::Both,
        shift: 2,
        rotate: 15.0,
        color: 0.3,
        ..Augment::default()
    };
    for (at, optimizer) in Optimizer::ALL.iter().enumerate() {
        for threads in [1, 2] {
            let loading = (at + threads) % 3;
            let all = counted(*optimizer, moved.clone(), threads, loading);
            assert_eq!(
                all, [0.0; 2],
                "{optimizer}, {threads} threads, {loading} that load"
            );
        }
    }
    // A part that is cut out has a size of its own, for which resizing makes tables.
    let cut = Augment {
        area: Some([0.3, 1.0]),
        ..moved
    };
    let [count, bytes] = counted(Optimizer::ALL[0], cut, 1, 0);
    assert!(
        count > 0.0 && count < 100.0 && bytes < 8192.0,
        "{count} allocations, {bytes} bytes an image"
    );
}
