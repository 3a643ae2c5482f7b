//! Tests of the NumPy files that `googlenet run` refuses.

mod common;

use common::{Workspace, array, header, npy, run, values};

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
        ("empty", vec![], "the file ends in its first bytes"),
        ("text", b"1.0, 2.0, 3.0".to_vec(), "it does not begin with"),
        (
            "magic only",
            good[..6].to_vec(),
            "the file ends in its header",
        ),
        (
            "no length",
            good[..9].to_vec(),
            "the file ends in its header",
        ),
        (
            "half a header",
            good[..40].to_vec(),
            "the file ends in its header",
        ),
        (
            "no values",
            good[..good.len() - 96].to_vec(),
            "take 96 bytes, the file holds 0",
        ),
        (
            "half a value",
            good[..good.len() - 2].to_vec(),
            "take 96 bytes, the file holds 94",
        ),
        ("a byte more", more, "take 96 bytes, the file holds 97"),
        ("version", version, "version 9.0 is not known"),
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
        ("NCHW", of("<f4", "(1, 2, 4, 3)"), "got (1, 2, 4, 3)"),
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
            "integers",
            of("<i4", "(4, 3, 2)"),
            "expected 32- or 64-bit floats, got `<i4`",
        ),
        (
            "half floats",
            of("<f2", "(4, 3, 2)"),
            "expected 32- or 64-bit floats, got `<f2`",
        ),
        (
            "complex",
            of("<c8", "(4, 3, 2)"),
            "expected 32- or 64-bit floats, got `<c8`",
        ),
        (
            "objects",
            of("|O", "(4, 3, 2)"),
            "expected 32- or 64-bit floats, got `|O`",
        ),
        ("no type", of("float", "(4, 3, 2)"), "no NumPy array"),
        (
            "records",
            text("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (24,), }"),
            "expected 32- or 64-bit floats, got records",
        ),
        (
            "brackets",
            text(&"[".repeat(4000)),
            "nests more than 4 deep",
        ),
        ("braces", text(&"{".repeat(60)), "nests more than 4 deep"),
        ("code", text("__import__('os')"), "`_` in its header"),
        (
            "Fortran order",
            npy(&header("<f4", true, "(4, 3, 2)"), floats),
            "expected C order, got Fortran order",
        ),
    ];
    let place = Workspace::new();
    place.put("y.npy", "before");
    for (name, bytes, expected) in cases {
        place.put("x.npy", bytes);
        let err = run(&place, "--input x.npy --output y.npy").bad(1);
        assert!(
            err.starts_with("error: `x.npy`: ") && err.contains(expected),
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

#[test]
fn an_input_that_is_no_file_is_refused() {
    let place = Workspace::new();
    std::fs::create_dir(place.path("folder")).expect("a folder");
    assert_eq!(
        run(&place, "--input folder").bad(1),
        "error: `folder`: it is not a regular file\n"
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
