//! Files of the IDX format.

use super::*;
use crate::error::DataError;
use crate::train::data::IdxFiles;
use crate::train::data::idx::{self, Idx};
use flate2::Compression;
use flate2::write::GzEncoder;
use insta::assert_snapshot;
use std::fs;
use std::io::Write;

fn idx(kind: u8, sizes: &[u32], values: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0, 0, kind, sizes.len() as u8];
    bytes.extend(sizes.iter().flat_map(|size| size.to_be_bytes()));
    bytes.extend(values);
    bytes
}

fn zipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("to memory");
    encoder.finish().expect("to memory")
}

fn read(bytes: &[u8]) -> Result<Idx, DataError> {
    let file = tempfile::NamedTempFile::new().expect("a file");
    fs::write(file.path(), bytes).expect("a file");
    idx::open(file.path())
}

fn refused(bytes: &[u8]) -> String {
    read(bytes).expect_err("no IDX file").to_string()
}

#[test]
fn the_four_files_of_mnist_are_found_and_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let write =
        |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("a file");
    assert_eq!(IdxFiles::find(folder.path()), [None, None]);
    let images: Vec<u8> = (0..12).map(|value| 20 * value).collect();
    write("train-images-idx3-ubyte", &idx(8, &[2, 2, 3], &images));
    assert_eq!(IdxFiles::find(folder.path()), [None, None]);
    write(
        "train-labels.idx1-ubyte.gz",
        &zipped(&idx(8, &[2], &[4, 1])),
    );
    write(
        "t10k-images-idx3-ubyte.gz",
        &zipped(&idx(8, &[1, 2, 3], &images[..6])),
    );
    write("t10k-labels-idx1-ubyte", &idx(0x0C, &[1], &[0, 0, 0, 9]));
    let [training, test] = IdxFiles::find(folder.path());
    let training = Dataset::idx(&training.expect("two files")).expect("images");
    assert!(training.labels().eq([4, 1]));
    assert_eq!((training.len(), training.name(1).as_ref()), (2, "image 1"));
    let test = Dataset::idx(&test.expect("two files")).expect("images");
    assert!(test.labels().eq([9]));
}

#[test]
fn all_types_of_values_are_read() {
    let labels = |kind, bytes: &[u8]| read(&idx(kind, &[2], bytes)).and_then(|idx| idx.labels());
    assert_eq!(labels(0x08, &[3, 200]).expect("labels"), [3, 200]);
    assert_eq!(labels(0x09, &[3, 255]).expect("labels"), [3, -1]);
    assert_eq!(labels(0x0B, &[1, 0, 255, 254]).expect("labels"), [256, -2]);
    assert_eq!(
        labels(0x0C, &[0, 1, 0, 0, 0, 0, 0, 5]).expect("labels"),
        [65_536, 5]
    );
    let floats: Vec<u8> = [1.5_f32, -2.0]
        .iter()
        .flat_map(|value| value.to_be_bytes())
        .collect();
    let doubles: Vec<u8> = [1.5_f64, -2.0]
        .iter()
        .flat_map(|value| value.to_be_bytes())
        .collect();
    for (kind, bytes) in [(0x0D, floats), (0x0E, doubles)] {
        let images = read(&idx(kind, &[1, 2, 1], &bytes)).and_then(Idx::images);
        let Ok((size, Values::Floats(values))) = images else {
            panic!("floats");
        };
        assert_eq!((size, values), ([2, 1, 1], vec![1.5, -2.0]));
        assert!(labels(kind, &bytes).is_err());
    }
    let images = read(&idx(8, &[1, 1, 2, 3], &[1, 2, 3, 4, 5, 6])).and_then(Idx::images);
    assert!(matches!(images, Ok(([1, 2, 3], Values::Bytes(_)))));
}

#[test]
fn other_files_are_refused() {
    let mut messages: Vec<String> = Vec::new();
    let whole = idx(8, &[2, 2, 3], &[7; 12]);
    messages.push(refused(b""));
    messages.push(refused(b"\0\0\x08"));
    messages.push(refused(b"PK\x03\x04 an archive of arrays"));
    messages.push(refused(b"\x93NUMPY\x01\0"));
    messages.push(refused(b"label,pixel1\n"));
    messages.push(refused(&idx(7, &[1], &[1])));
    messages.push(refused(&idx(8, &[], &[])));
    messages.push(refused(&whole[..9]));
    messages.push(refused(&whole[..20]));
    messages.push(refused(&[&whole[..], &[1]].concat()));
    messages.push(refused(&idx(0x0E, &[u32::MAX, u32::MAX, 7], &[])));
    messages.push(refused(&zipped(&idx(8, &[60_000, 28, 28], &[0; 50]))));
    messages.push(refused(&zipped(&idx(8, &[50, 28, 28], &[0; 50]))));
    messages.push(refused(&zipped(&whole)[..20]));
    let mut damaged = zipped(&whole);
    let last = damaged.len() - 6;
    damaged[last] ^= 1;
    messages.push(refused(&damaged));
    let said =
        |images: Result<_, DataError>| images.map(|_| ()).expect_err("it is refused").to_string();
    messages.push(said(
        read(&idx(8, &[2], &[1, 2]))
            .and_then(Idx::images)
            .map(|_| ()),
    ));
    messages.push(said(
        read(&idx(9, &[1, 1, 1], &[1]))
            .and_then(Idx::images)
            .map(|_| ()),
    ));
    messages.push(said(read(&whole).and_then(|idx| idx.labels()).map(|_| ())));
    let there = idx::open(std::path::Path::new("/there/is/none"));
    messages.push(there.expect_err("no file").to_string());
    assert_snapshot!(messages.join("\n"));
}

#[test]
fn errors_name_their_file() {
    let mut messages: Vec<String> = Vec::new();
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    fs::write(path("images"), idx(8, &[2, 1, 1], &[1, 2])).expect("a file");
    fs::write(path("labels"), idx(8, &[3], &[1, 2, 3])).expect("a file");
    fs::write(path("broken"), idx(8, &[3], &[1, 2])).expect("a file");
    let said = |images, labels| {
        let (images, labels) = (path(images), path(labels));
        let said = said(Dataset::idx(&IdxFiles { images, labels }));
        said.replace(&folder.path().display().to_string(), "DIR")
    };
    messages.push(said("images", "labels"));
    messages.push(said("images", "broken"));
    messages.push(said("none", "labels"));
    assert_snapshot!(messages.join("\n"));
}
