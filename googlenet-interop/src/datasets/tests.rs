#[path = "../../tests/stored/mod.rs"]
mod stored;

use super::{Parts, open, read_npz};
use googlenet_dsl::shape::Shape;
use googlenet_runtime::Error;
use googlenet_runtime::train::data::{Loader, LoaderOptions, Task};
use std::fs;
use stored::{archive, npy};

fn task(channels: usize) -> Task {
    let shape = Shape::Map {
        height: 2,
        width: 3,
        channels,
    };
    Task::new(shape, None, 10)
}

fn read(arrays: &[(&str, Vec<u8>)]) -> Result<Parts, Error> {
    read_bytes(&archive(arrays))
}

fn read_bytes(bytes: &[u8]) -> Result<Parts, Error> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("digits.npz");
    fs::write(&path, bytes).expect("a file");
    read_npz(path)
}

/// Returns the message of an error without the folder.
#[track_caller]
fn said(read: Result<Parts, Error>) -> String {
    let error = read.expect_err("it is refused").to_string();
    let (start, end) = (
        error.find('`').expect("a path"),
        error.find("digits.npz").expect("a path"),
    );
    format!("{}`{}", &error[..start], &error[end..])
}

fn images() -> Vec<u8> {
    npy(
        "|u1",
        &[2, 2, 3],
        &[0, 51, 102, 153, 204, 255, 1, 2, 3, 4, 5, 6],
    )
}

fn labels() -> Vec<u8> {
    npy("|u1", &[2], &[7, 1])
}

fn inputs(parts: &Parts, task: &Task) -> Vec<f32> {
    let options = LoaderOptions::in_order(2);
    let mut loader = Loader::new(&parts.training, task, options).expect("images");
    loader
        .next_batch()
        .expect("images")
        .expect("a batch")
        .images
        .to_vec()
}

#[test]
fn images_and_labels_of_all_types_are_read() {
    let parts = read(&[("images", images()), ("labels", labels())]).expect("images");
    assert!(parts.training.labels().eq([7, 1]));
    assert_eq!(
        inputs(&parts, &task(1))[..6],
        [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
    );
    let reversed = |bytes: &[u8], size: usize| {
        let values = bytes.chunks(size).flat_map(|value| value.iter().rev());
        values.copied().collect::<Vec<u8>>()
    };
    let types: [(&str, usize, Vec<u8>); 5] = [
        ("i1", 1, vec![7, 1]),
        (
            "i2",
            2,
            [7_i16, 1]
                .iter()
                .flat_map(|label| label.to_le_bytes())
                .collect(),
        ),
        (
            "u4",
            4,
            [7_u32, 1]
                .iter()
                .flat_map(|label| label.to_le_bytes())
                .collect(),
        ),
        (
            "i8",
            8,
            [7_i64, 1]
                .iter()
                .flat_map(|label| label.to_le_bytes())
                .collect(),
        ),
        (
            "u8",
            8,
            [7_u64, 1]
                .iter()
                .flat_map(|label| label.to_le_bytes())
                .collect(),
        ),
    ];
    for (name, size, bytes) in types {
        for (descr, bytes) in [
            (format!("<{name}"), bytes.clone()),
            (format!(">{name}"), reversed(&bytes, size)),
        ] {
            for dims in [&[2][..], &[2, 1]] {
                let labels = npy(&descr, dims, &bytes);
                let parts = read(&[("images", images()), ("labels", labels)]).expect("images");
                assert!(parts.training.labels().eq([7, 1]), "{descr}");
            }
        }
    }
    let values: Vec<f32> = (0..12).map(|value| value as f32 / 4.0 - 1.0).collect();
    let floats: Vec<u8> = values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect();
    let doubles: Vec<u8> = values
        .iter()
        .flat_map(|value| f64::from(*value).to_le_bytes())
        .collect();
    for (descr, bytes) in [("<f4", floats), ("<f8", doubles)] {
        let images = npy(descr, &[2, 2, 3, 1], &bytes);
        let parts = read(&[("images", images), ("labels", labels())]).expect("images");
        assert_eq!(inputs(&parts, &task(1)), values);
    }
}

#[test]
fn arrays_in_the_order_of_fortran_are_turned() {
    let turned = |bytes: Vec<u8>| {
        let text = String::from_utf8_lossy(&bytes[10..])
            .find("False")
            .expect("a header")
            + 10;
        [&bytes[..text], b"True ", &bytes[text + 5..]].concat()
    };
    let stored = npy(
        "|u1",
        &[2, 2, 3],
        &[0, 1, 153, 4, 51, 2, 204, 5, 102, 3, 255, 6],
    );
    let parts = read(&[("images", turned(stored)), ("labels", labels())]).expect("images");
    let plain = read(&[("images", images()), ("labels", labels())]).expect("images");
    assert_eq!(inputs(&parts, &task(1)), inputs(&plain, &task(1)));
}

#[test]
fn parts_have_the_names_that_others_give_them() {
    let part = |label| npy("|u1", &[2], &[label, 0]);
    let names = [
        ["x_train", "y_train", "x_val", "y_val", "x_test", "y_test"],
        [
            "train_images",
            "train_labels",
            "val_images",
            "val_labels",
            "test_images",
            "test_labels",
        ],
    ];
    for [images_1, labels_1, images_2, labels_2, images_3, labels_3] in names {
        let parts = read(&[
            (images_1, images()),
            (labels_1, part(1)),
            (images_2, images()),
            (labels_2, part(2)),
            (images_3, images()),
            (labels_3, part(3)),
        ]);
        let parts = parts.expect("three parts");
        assert_eq!(parts.training.label(0), 1);
        assert_eq!(parts.validation.expect("a part").label(0), 2);
        assert_eq!(parts.test.expect("a part").label(0), 3);
    }
}

#[test]
fn other_arrays_are_refused() {
    let mut messages: Vec<String> = Vec::new();
    let mut refuse = |images: Vec<u8>, labels: Vec<u8>| {
        messages.push(said(read(&[("images", images), ("labels", labels)])));
    };
    refuse(npy("|u1", &[2, 6], &[0; 12]), labels());
    refuse(npy("|u1", &[2, 3, 8, 8], &[0; 384]), labels());
    refuse(npy("|u1", &[0, 8, 8], &[]), npy("|u1", &[0], &[]));
    refuse(npy("<i4", &[2, 1, 3], &[0; 24]), labels());
    refuse(npy("<U4", &[2, 1, 1], &[0; 32]), labels());
    refuse(npy("|u1", &[1, 2, 3], &[0; 6]), labels());
    refuse(npy("|u1", &[2, 2, 3], &[0; 11]), labels());
    refuse(npy("|u1", &[1 << 40, 1 << 20, 8], &[0; 11]), labels());
    refuse(images(), npy("|u1", &[2, 10], &[0; 20]));
    refuse(images(), npy("|u1", &[], &[0]));
    refuse(images(), npy("<f4", &[2], &[0; 8]));
    refuse(images(), npy("<i8", &[2], &[0xff; 16]));
    refuse(images(), npy("<u8", &[2], &[0xff; 16]));
    let others = read(&[("data", images()), ("target", labels())]);
    messages.push(said(others));
    let mut damaged = archive(&[("images", images()), ("labels", labels())]);
    damaged[150] ^= 1;
    for bytes in [&damaged[..], &damaged[..300], b"", b"label,pixel1\n"] {
        messages.push(said(read_bytes(bytes)));
    }
    insta::assert_snapshot!(messages.join("\n"));
}

#[test]
fn the_format_is_told_by_the_content() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let idx = |sizes: &[u32], values: &[u8]| {
        let mut bytes = vec![0, 0, 8, sizes.len() as u8];
        bytes.extend(sizes.iter().flat_map(|size| size.to_be_bytes()));
        bytes.extend(values);
        bytes
    };
    let len = |name: &str| {
        let parts = open(path(name), &task(1), 1).unwrap_or_else(|error| panic!("{error}"));
        [Some(parts.training), parts.validation, parts.test]
            .map(|part| part.map_or(0, |part| part.len()))
    };
    let images_of_idx = idx(&[2, 2, 3], &[9; 12]);
    fs::create_dir(path("mnist")).expect("a folder");
    for (name, bytes) in [
        (
            "digits",
            archive(&[("images", images()), ("labels", labels())]),
        ),
        ("mnist/t10k-images-idx3-ubyte", images_of_idx.clone()),
        ("mnist/t10k-labels-idx1-ubyte", idx(&[2], &[1, 2])),
        ("lonely-images-idx3-ubyte", images_of_idx.clone()),
        ("data.csv", b"label,pixel1\n".to_vec()),
    ] {
        fs::write(path(name), bytes).expect("a file");
    }
    assert_eq!(len("digits"), [2, 0, 0]);
    assert_eq!(len("mnist"), [2, 0, 0]);
    assert_eq!(len("mnist/t10k-images-idx3-ubyte"), [2, 0, 0]);
    fs::write(
        path("mnist/train-images-idx3-ubyte"),
        idx(&[1, 2, 3], &[9; 6]),
    )
    .expect("a file");
    fs::write(path("mnist/train-labels-idx1-ubyte"), idx(&[1], &[5])).expect("a file");
    assert_eq!(len("mnist"), [1, 0, 2]);
    let said = |name: &str| {
        let error = open(path(name), &task(1), 1).expect_err("it is refused");
        error
            .to_string()
            .replace(&folder.path().display().to_string(), "DIR")
    };
    let names = ["lonely-images-idx3-ubyte", "data.csv", "none", ""];
    insta::assert_snapshot!(names.map(said).join("\n"));
}
