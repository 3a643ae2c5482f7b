//! Tests of the NumPy files that `googlenet run` refuses.

use crate::common::{Workspace, array, header, npy, run, values};

#[test]
fn hostile_arrays_are_refused() {
    let good = array(&values(24), "(4, 3, 2)");
    let floats = &good[good.len() - 96..];
    let of = |ty: &str, shape: &str| npy(&header(ty, false, shape), floats);
    let text = |text: &str| npy(text, floats);
    let mut version = good.clone();
    version[6] = 9;
    let mut length = good.clone();
    length[8..10].copy_from_slice(&[0xff, 0xff]);
    let mut length_32 = good.clone();
    length_32[6] = 2;
    length_32[8..12].copy_from_slice(&[0xff; 4]);
    let mut more = good.clone();
    more.push(0);
    let huge = "(9223372036854775808, 4, 3, 2)";
    let overflow = "(4611686018427387904, 4611686018427387904)";
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("empty", vec![], "is empty; expected a NumPy array"),
        (
            "text",
            b"1.0, 2.0, 3.0".to_vec(),
            "is text; expected a NumPy array",
        ),
        (
            "magic only",
            good[..6].to_vec(),
            "it is cut off: the file ends in its header",
        ),
        (
            "no length",
            good[..9].to_vec(),
            "it is cut off: the file ends in its header",
        ),
        (
            "half a header",
            good[..40].to_vec(),
            "it is cut off: the file ends in its header",
        ),
        (
            "no values",
            good[..good.len() - 96].to_vec(),
            "it is cut off: the values of (4, 3, 2) take 96 bytes, the file holds 0",
        ),
        (
            "half a value",
            good[..good.len() - 2].to_vec(),
            "it is cut off: the values of (4, 3, 2) take 96 bytes, the file holds 94",
        ),
        ("a byte more", more, "take 96 bytes, the file holds 97"),
        ("version", version, "version 9.0 of the format is not known"),
        (
            "header of 64 KiB",
            length,
            "its header has 65535 bytes, expected at most 4096",
        ),
        (
            "header of 4 GiB",
            length_32,
            "its header has 4294967295 bytes",
        ),
        (
            "not UTF-8",
            npy("", b"").into_iter().chain([0xff]).collect(),
            "no NumPy array",
        ),
        (
            "many images",
            of("<f4", "(1000000000000, 4, 3, 2)"),
            "take 96000000000000 bytes",
        ),
        ("more images than memory", of("<f4", huge), "beyond 2^64"),
        ("a product that wraps", of("<f4", overflow), "beyond 2^64"),
        (
            "a size that wraps",
            of("<f4", "(18446744073709551616, 4, 3, 2)"),
            "beyond 2^64",
        ),
        (
            "bytes that wrap",
            of("<f4", "(192153584101141163, 4, 3, 2)"),
            "more than 2^64 bytes",
        ),
        ("negative", of("<f4", "(-1, 4, 3, 2)"), "`-` in its header"),
        ("no images", of("<f4", "(0, 4, 3, 2)"), "holds no image"),
        (
            "one axis",
            of("<f4", "(24,)"),
            "expected an array of (N, 4, 3, 2) or (4, 3, 2), got (24,)",
        ),
        ("a scalar", of("<f4", "()"), "got ()"),
        (
            "NCHW",
            of("<f4", "(1, 2, 4, 3)"),
            "got (1, 2, 4, 3), channels first; help: save `x.transpose(0, 2, 3, 1)`",
        ),
        (
            "five axes",
            of("<f4", "(1, 1, 4, 3, 2)"),
            "got (1, 1, 4, 3, 2)",
        ),
        (
            "no shape",
            text("{'descr': '<f4', 'fortran_order': False}"),
            "shape",
        ),
        ("shape of words", of("<f4", "('4', '3')"), "integer"),
        (
            "integers that fit no float",
            npy(&header("<i4", false, "(4, 3, 2)"), &[1, 0, 0, 1].repeat(24)),
            "the value at [0, 0, 0] is 16777217, which no 32-bit float holds; help: save `x.astype(\"float32\")`",
        ),
        (
            "complex",
            of("<c8", "(4, 3, 2)"),
            "got an array of complex64; help: save a real part",
        ),
        (
            "objects",
            of("|O", "(4, 3, 2)"),
            "got an array of Python objects; help: ",
        ),
        ("no type", of("float", "(4, 3, 2)"), "got an array of "),
        (
            "records",
            text("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (24,), }"),
            "got an array of records; help: save one of their fields",
        ),
        (
            "brackets",
            text(&"[".repeat(4000)),
            "nests more than 4 deep",
        ),
        ("braces", text(&"{".repeat(60)), "nests more than 4 deep"),
        ("code", text("__import__('os')"), "`_` in its header"),
    ];
    let place = Workspace::new();
    place.put("y.npy", "before");
    for (name, bytes, expected) in cases {
        place.put("x.npy", bytes);
        let err = run(&place, "--input x.npy --output y.npy").bad(1);
        assert!(
            err.starts_with("error: `x.npy`") && err.contains(expected),
            "{name}: {err}"
        );
    }
    assert_eq!(
        place.get("y.npy"),
        b"before",
        "a failure leaves what was there"
    );
    assert_eq!(
        place.names(),
        ["tiny.yaml", "x.npy", "y.npy"],
        "nothing else is left"
    );
}

/// Arrays of other types and orders give the result of the same values as 32-bit floats in C order.
#[test]
fn types_and_orders_are_read_alike() {
    let place = Workspace::new();
    let numbers: Vec<u8> = (0..24).collect();
    let result = |bytes: Vec<u8>| {
        place.put("x.npy", bytes);
        run(&place, "--input x.npy --output y.npy").good();
        place.get("y.npy")
    };
    let floats: Vec<f32> = numbers.iter().map(|number| f32::from(*number)).collect();
    let expected = result(array(&floats, "(4, 3, 2)"));
    let of = |ty: &str, bytes: Vec<u8>| npy(&header(ty, false, "(4L, 3L, 2L)"), &bytes);
    assert_eq!(result(of("|u1", numbers.clone())), expected);
    let wide = |value: &u8| i64::from(*value).to_be_bytes();
    assert_eq!(
        result(of(">i8", numbers.iter().flat_map(wide).collect())),
        expected
    );
    // The axes in reverse, the first counting fastest.
    let mut turned = vec![0; 24];
    for (at, number) in numbers.iter().enumerate() {
        let (row, column, channel) = (at / 6, at / 2 % 3, at % 2);
        turned[row + 4 * column + 12 * channel] = *number;
    }
    let fortran = npy(&header("|u1", true, "(4, 3, 2)"), &turned);
    assert_eq!(result(fortran), expected);
    let mut archive = googlenet_interop::npz::Writer::new(Vec::new());
    archive
        .array("x", &[1, 4, 3, 2], &floats)
        .expect("in order");
    let bytes = archive.finish().expect("in order");
    assert_eq!(result(bytes), expected);
    place.put("i.bmp", b"BM");
    let err = run(&place, "--image i.bmp --array y").bad(2);
    assert!(err.contains("cannot be used with"), "{err}");
    let err = run(&place, "--input x.npy --array y").bad(1);
    assert!(err.contains("it holds no array `y`"), "{err}");
}

#[test]
fn an_input_that_is_no_file_is_refused() {
    let place = Workspace::new();
    std::fs::create_dir(place.path("folder")).expect("a folder");
    assert_eq!(
        run(&place, "--input folder").bad(1),
        "error: `folder`: it is a folder\n"
    );
    assert!(
        run(&place, "--input nowhere.npy")
            .bad(1)
            .starts_with("error: `nowhere.npy`: ")
    );
}

#[cfg(unix)]
#[test]
fn an_endless_input_is_refused() {
    let place = Workspace::new();
    let err = run(&place, "--input /dev/zero").bad(1);
    assert_eq!(err, "error: `/dev/zero`: it is not a regular file\n");
}

/// A sparse file of many gigabytes is refused for the shape in its header.
#[cfg(unix)]
#[test]
fn a_large_file_takes_no_memory() {
    let place = Workspace::new();
    let write = |images: u64| {
        let bytes = npy(&header("<f4", false, &format!("({images}, 4, 3, 5)")), b"");
        let file = std::fs::File::create(place.path("x.npy")).expect("a file");
        file.set_len(bytes.len() as u64 + images * 240)
            .expect("a sparse file");
        std::os::unix::fs::FileExt::write_all_at(&file, &bytes, 0).expect("writing");
    };
    write(1 << 28);
    let err = run(&place, "--input x.npy").bad(1);
    assert!(err.contains("expected an array of (N, 4, 3, 2)"), "{err}");
}
