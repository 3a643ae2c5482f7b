use super::{Writer, parse};
use crate::npy::header;
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use googlenet_dsl::shape::Shape;
use std::io::{Cursor, Write};

const SHAPE: Shape = Shape::Map {
    height: 1,
    width: 2,
    channels: 3,
};

fn two(large: Option<u64>) -> Vec<u8> {
    let mut archive = Writer::new(Vec::new());
    if let Some(large) = large {
        archive = archive.with_large(large);
    }
    archive
        .array(
            "a",
            &[2, 1, 2, 3],
            &(0_u8..12).map(f32::from).collect::<Vec<_>>(),
        )
        .expect("in order");
    archive.array("größe.b", &[6], &[0.5; 6]).expect("in order");
    archive
        .strings("paths", &["cat.jpg", "größe 🐈"])
        .expect("in order");
    archive.finish().expect("memory")
}

fn read(bytes: &[u8], array: Option<&str>) -> Result<Vec<f32>, String> {
    parse(Cursor::new(bytes), SHAPE, array)
}

#[test]
fn what_is_written_is_read_back() {
    let expected: Vec<f32> = (0_u8..12).map(f32::from).collect();
    for large in [None, Some(0), Some(200)] {
        let bytes = two(large);
        assert_eq!(read(&bytes, Some("a")), Ok(expected.clone()), "{large:?}");
        assert_eq!(bytes, two(large), "the same bytes");
    }
}

#[test]
fn an_array_that_is_streamed_is_the_same_bytes() {
    for count in [0_usize, 12, 100_000] {
        let values: Vec<f32> = (0..count).map(|value| value as f32 * 0.1).collect();
        let bytes: Vec<u8> = values
            .iter()
            .flat_map(|value| value.to_le_bytes())
            .collect();
        let mut held = Writer::new(Vec::new());
        held.array("a", &[count], &values).expect("in order");
        held.array("b", &[1], &[0.5]).expect("in order");
        let mut streamed = Writer::new(Vec::new());
        let mut from = Cursor::new(&bytes);
        from.set_position(bytes.len() as u64);
        streamed
            .array_from("a", &[count], &mut from)
            .expect("in order");
        for wrong in [count + 1, count.wrapping_sub(1), usize::MAX] {
            let refused = streamed.array_from("c", &[wrong], &mut from);
            assert!(refused.is_err(), "{wrong}");
        }
        assert!(streamed.array_from("a", &[count], &mut from).is_err());
        streamed.array("b", &[1], &[0.5]).expect("in order");
        assert_eq!(
            streamed.finish().expect("memory"),
            held.finish().expect("memory")
        );
    }
}

#[test]
fn arrays_are_chosen_by_name() {
    let bytes = two(None);
    let error = read(&bytes, None).expect_err("several");
    assert_eq!(
        error,
        "it holds 3 arrays; help: choose one, such as with `--array a`\n  `a` (2, 1, 2, 3) of float32\n  `größe.b` (6,) \
         of float32\n  `paths` (2,) of strings"
    );
    let error = read(&bytes, Some("path")).expect_err("none");
    assert!(
        error.starts_with("it holds no array `path`; did you mean `paths`?\n  `a`"),
        "{error}"
    );
    let error = read(&bytes, Some("größe.b")).expect_err("another shape");
    assert!(
        error.starts_with("the array `größe.b`: expected an array of"),
        "{error}"
    );
    let error = read(&bytes, Some("paths")).expect_err("strings");
    assert!(error.contains("got an array of strings; help: "), "{error}");
}

#[test]
fn names_and_sizes_are_checked() {
    let mut archive = Writer::new(Vec::new());
    assert!(archive.array("", &[1], &[0.0]).is_err());
    assert!(archive.array("a", &[2], &[0.0]).is_err());
    assert!(archive.array("a", &[1], &[0.0]).is_ok());
    assert!(archive.array("a", &[1], &[0.0]).is_err());
}

/// A byte changed anywhere, or an end cut off, is an error or leaves the values as they are.
#[test]
fn damage_is_an_error() {
    let good = two(None);
    let values = read(&good, Some("a"));
    for at in 0..good.len() {
        let mut bytes = good.clone();
        bytes[at] ^= 0x41;
        let got = read(&bytes, Some("a"));
        assert!(got.is_err() || got == values, "byte {at}");
        assert!(read(&good[..at], Some("a")).is_err(), "{at} bytes");
    }
}

/// Returns an archive with an array of `images` images of zeros as 64-bit floats, compressed, whose bytes are there for
/// `there` images.
fn zeros(images: u64, there: usize) -> Vec<u8> {
    let header = header::of("<f8", &[images, 1, 2, 3]);
    let size = header.len() as u64 + images * 48;
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
    let mut sum = Crc::new();
    for part in std::iter::once(&header[..]).chain(std::iter::repeat_n(&[0; 48][..], there)) {
        packed.write_all(part).expect("memory");
        sum.update(part);
    }
    let packed = packed.finish().expect("memory");
    // Sizes of 64 bits stand in a field of their own.
    let len = packed.len() as u64;
    let sizes = [&[1, 0, 16, 0][..], &size.to_le_bytes(), &len.to_le_bytes()].concat();
    let fields = [
        &[45, 0, 0, 0, 8, 0, 0, 0, 33, 0][..],
        &sum.sum().to_le_bytes(),
        &[255; 8],
        &[5, 0, 20, 0],
    ]
    .concat();
    let local = [b"PK\x03\x04", &fields[..], b"a.npy", &sizes, &packed].concat();
    let entry = [b"PK\x01\x02\x2d\0", &fields[..], &[0; 14], b"a.npy", &sizes].concat();
    let [at, entry_len] = [local.len(), entry.len()].map(|len| (len as u32).to_le_bytes());
    let end = [
        b"PK\x05\x06",
        &[0, 0, 0, 0, 1, 0, 1, 0][..],
        &entry_len,
        &at,
        &[0, 0],
    ]
    .concat();
    [local, entry, end].concat()
}

#[test]
fn values_may_be_packed_as_often_as_zeros_are() {
    let images = 1_500_000;
    let bytes = zeros(images, images as usize);
    assert!(bytes.len() * 250 < images as usize * 48);
    let values = read(&bytes, None).expect("images of zeros");
    assert_eq!(values.len(), images as usize * 6);
    assert!(values.iter().all(|value| *value == 0.0));
}

/// No memory is taken for more values than there are, whatever number a file says.
#[test]
fn values_that_are_not_there_are_missed() {
    let error = read(&zeros(1 << 56, 100), None).expect_err("cut off");
    assert!(
        error.starts_with("the array `a`: it is damaged: "),
        "{error}"
    );
}

#[test]
fn numbers_of_any_type_and_sizes_are_read() {
    use super::{Numbers, names, read_numbers};
    let place = tempfile::tempdir().expect("a folder");
    let path = place.path().join("data.npz");
    let entry = |descr: &str, dims: &[u64], values: &[u8]| {
        [header::of(descr, dims), values.to_vec()].concat()
    };
    let entries = [
        ("images", entry("|u1", &[2, 1, 3], &[0, 1, 2, 3, 4, 255])),
        (
            "labels",
            entry("<i8", &[2], &[1_i64, -2].map(i64::to_le_bytes).concat()),
        ),
        ("mask", entry("|b1", &[2], &[1, 0])),
        (
            "floats",
            entry(
                "<f8",
                &[1, 2],
                &[0.5_f64, -1.5].map(f64::to_le_bytes).concat(),
            ),
        ),
        ("large", entry("<u8", &[1], &u64::MAX.to_le_bytes())),
        ("short", entry("|u1", &[7], &[1, 2])),
        ("texts", entry("<U1", &[1], &[65, 0, 0, 0])),
    ];
    let mut zip = rawzip::ZipArchiveWriter::new(Vec::new());
    for (name, bytes) in &entries {
        let (mut file, config) = zip
            .new_file(format!("{name}.npy").as_str())
            .start()
            .expect("an entry");
        let mut writer = config.wrap(&mut file);
        writer.write_all(bytes).expect("bytes");
        let (_, descriptor) = writer.finish().expect("an end");
        file.finish(descriptor).expect("an end");
    }
    std::fs::write(&path, zip.finish().expect("an archive")).expect("a file");
    assert_eq!(
        names(&path).expect("names"),
        entries.each_ref().map(|(name, _)| *name)
    );
    let read = |name| read_numbers(&path, name).map(|array| (array.dims, array.values));
    assert_eq!(
        read("images"),
        Ok((vec![2, 1, 3], Numbers::Bytes(vec![0, 1, 2, 3, 4, 255])))
    );
    assert_eq!(
        read("labels"),
        Ok((vec![2], Numbers::Integers(vec![1, -2])))
    );
    assert_eq!(read("mask"), Ok((vec![2], Numbers::Integers(vec![1, 0]))));
    assert_eq!(
        read("floats"),
        Ok((vec![1, 2], Numbers::Floats(vec![0.5, -1.5])))
    );
    for (name, said) in [
        ("large", "value 0 is 2^63 or more"),
        (
            "short",
            "the values of (7,) take 7 bytes, the archive holds 2",
        ),
        ("texts", "expected numbers, got an array of strings"),
        ("image", "it holds no array `image`; did you mean `images`?"),
    ] {
        let error = read(name).expect_err(name);
        assert!(error.contains(said), "{name}: {error}");
    }
}
