//! Tests that data sets in changed files end without a panic and within their memory limit, and that batches of arrays
//! allocate nothing.
#![cfg(feature = "train")]

mod held;
mod mutated;
mod stored;

use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::training::{Augment, Flip};
use googlenet_interop::datasets;
use googlenet_runtime::error::Origin;
use googlenet_runtime::train::data::{
    Arrays, Dataset, IdxFiles, Loader, LoaderOptions, Task, Values,
};
use held::{alone, cases, most};
use mutated::{Numbers, mutated};
use std::fs;
use std::io::Write;
use stored::{archive, npy};

/// Largest number of bytes that reading a data set of a few hundred bytes may allocate.
const LIMIT: usize = 4 << 20;
/// Number of changed files of each format; a longer run has `GOOGLENET_CASES` of them.
const CASES: usize = 1_500;

fn task() -> Task {
    let shape = Shape::Map {
        height: 6,
        width: 6,
        channels: 1,
    };
    Task::new(shape, None, 3)
}

/// Goes through all batches of a data set, if it fits the network.
fn train_on(dataset: &Dataset) -> bool {
    let augment = Augment {
        area: Some([0.3, 1.0]),
        shift: 1,
        ..Augment::default()
    };
    let options = LoaderOptions::new(2).with_epochs(1).with_threads(0);
    let Ok(mut loader) = Loader::new(dataset, &task(), options.with_augment(augment)) else {
        return false;
    };
    while let Some(batch) = loader
        .next_batch()
        .unwrap_or_else(|error| panic!("{error}"))
    {
        assert!(batch.images.iter().all(|value| value.is_finite()));
    }
    true
}

fn idx(sizes: &[u32], values: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0, 0, 8, sizes.len() as u8];
    bytes.extend(sizes.iter().flat_map(|size| size.to_be_bytes()));
    bytes.extend(values);
    bytes
}

#[test]
fn changed_idx_files_are_read_or_refused() {
    let _alone = alone();
    let mut numbers = Numbers(17);
    let folder = tempfile::tempdir().expect("a folder");
    let files = IdxFiles {
        images: folder.path().join("images"),
        labels: folder.path().join("labels"),
    };
    let images = idx(&[4, 6, 6], &(0..144).collect::<Vec<u8>>());
    let labels = idx(&[4], &[0, 2, 1, 0]);
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(&images).expect("to memory");
    let zipped = encoder.finish().expect("to memory");
    let mut trained = 0;
    for case in 0..cases(CASES) {
        let whole = if case % 2 == 0 { &images } else { &zipped };
        let (images, labels) = match case % 3 {
            0 => (whole.clone(), mutated(&labels, &mut numbers)),
            _ => (mutated(whole, &mut numbers), labels.clone()),
        };
        fs::write(&files.images, images).expect("a file");
        fs::write(&files.labels, labels).expect("a file");
        let (read, held) = most(|| Dataset::idx(&files));
        assert!(held < LIMIT, "case {case}: {held} bytes");
        trained += usize::from(read.is_ok_and(|dataset| train_on(&dataset)));
    }
    assert!(trained > 100, "{trained}");
}

#[test]
fn changed_archives_are_read_or_refused() {
    let _alone = alone();
    let mut numbers = Numbers(18);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("digits.npz");
    let values: Vec<u8> = (0..144).collect();
    let labels: Vec<u8> = [0_i64, 2, 1, 0]
        .iter()
        .flat_map(|label| label.to_le_bytes())
        .collect();
    let bytes = npy("|u1", &[4, 6, 6, 1], &values);
    let floats = npy("<f4", &[1, 6, 6, 1], &values);
    let (labels, label) = (npy("<i8", &[4], &labels), npy("<i8", &[1], &[0; 8]));
    let (mut read_well, mut trained) = (0, 0);
    for case in 0..cases(CASES) {
        let (images, labels) = if case % 2 == 0 {
            (&bytes, &labels)
        } else {
            (&floats, &label)
        };
        // Checksums are right where an array is changed, wrong where the archive is.
        let archive = match case % 3 {
            0 => archive(&[
                ("images", mutated(images, &mut numbers)),
                ("labels", labels.clone()),
            ]),
            1 => archive(&[
                ("images", images.clone()),
                ("labels", mutated(labels, &mut numbers)),
            ]),
            _ => {
                let archive = archive(&[("images", images.clone()), ("labels", labels.clone())]);
                mutated(&archive, &mut numbers)
            }
        };
        fs::write(&path, &archive).expect("a file");
        let (read, held) = most(|| datasets::read_npz(&path));
        assert!(held < LIMIT, "case {case}: {held} bytes");
        if let Ok(parts) = read {
            read_well += 1;
            trained += usize::from(train_on(&parts.training));
        }
    }
    assert!(read_well > 50 && trained > 40, "{read_well}, {trained}");
}

#[test]
fn batches_of_arrays_reuse_their_buffers() {
    let _alone = alone();
    let labels: Vec<u32> = (0..64).map(|item| item % 3).collect();
    let arrays = Arrays {
        values: Values::Bytes((0..64 * 36).map(|value| (value % 251) as u8).collect()),
        size: [6, 6, 1],
        labels,
    };
    let dataset = Dataset::arrays(arrays, Origin::Bytes).expect("images");
    let augment = Augment {
        flip: Flip::Both,
        color: 0.3,
        shift: 2,
        rotate: 10.0,
        ..Augment::default()
    };
    for threads in [0, 1, 2] {
        let options = LoaderOptions::new(10)
            .with_augment(augment.clone())
            .with_threads(threads);
        let mut loader = Loader::new(&dataset, &task(), options).expect("images");
        let mut batches = |count: usize| {
            for _ in 0..count {
                loader.next_batch().expect("images").expect("a batch");
            }
        };
        batches(50);
        let ((), held) = most(|| batches(200));
        // An image that is turned is in memory of its own for a moment, and how many batches wait depends on who is faster:
        // all 200 take 288,000 bytes.
        assert!(held < 32 << 10, "{threads} threads: {held} bytes");
    }
}
