//! Tensors that lie outside their storages.

use super::*;

#[test]
fn tensors_that_lie_outside_are_refused() {
    let max = "9223372036854775807";
    let of =
        |ty: &str, key: &str, len: &str| tensor_of(&storage(ty, key, len), "0", &["4"], &["1"]);
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (
            tensor("1", &["2", "2"], &["2", "1"]),
            "its values lie outside of its storage: [2, 2] in steps of [2, 1] from 1 on",
        ),
        (tensor("-1", &["2"], &["1"]), "its values lie outside"),
        (tensor(max, &["2"], &["1"]), "its values lie outside"),
        (tensor("0", &["5"], &["1"]), "its values lie outside"),
        (tensor("0", &["2"], &["4"]), "its values lie outside"),
        (tensor("0", &["2"], &[max]), "its values lie outside"),
        (
            tensor("0", &["2"], &["-1"]),
            "its strides are no integers from 0",
        ),
        (tensor("0", &["-2"], &["1"]), "its sizes are no integers"),
        (
            tensor("0", &["2"], &["1", "1"]),
            "it has 1 sizes and 2 strides",
        ),
        (
            tensor("0", &["4294967296", "4294967296"], &["0", "0"]),
            "beyond 2^64 bytes",
        ),
        (tensor("0", &["1"; 17], &["1"; 17]), "it has 17 axes"),
        (
            of("FloatStorage", "7", "4"),
            "the archive has no `a/data/7`",
        ),
        (
            of("FloatStorage", "../0", "4"),
            "the archive has no `a/data/../0`",
        ),
        (
            of("FloatStorage", "0", "5"),
            "its storage has 16 bytes, expected 5 values",
        ),
        (
            of("DoubleStorage", "0", "4"),
            "its storage has 16 bytes, expected 4 values",
        ),
        (of("FloatStorage", "0", max), "its storage has 16 bytes"),
        (of("FloatStorage", "0", "-4"), "a storage has no length"),
        (of("StrangeStorage", "0", "4"), "`torch.StrangeStorage`"),
        (
            of("FloatStorage", &"0".repeat(300), "4"),
            "the name of a storage has 300 bytes",
        ),
        (
            tensor_of(b"N", "0", &["4"], &["1"]),
            "a tensor has no storage",
        ),
        (
            tensor_of(
                &[&b"("[..], &text("storage"), b"tQ"].concat(),
                "0",
                &["4"],
                &["1"],
            ),
            "no storage",
        ),
        (
            tensor_of(
                &[&b"("[..], &text("storage"), b"N", &text("0"), b"NK\x04tQ"].concat(),
                "0",
                &["4"],
                &["1"],
            ),
            "a storage has no type",
        ),
        (
            b"ctorch._utils\n_rebuild_tensor_v2\n)R".to_vec(),
            "a call has 0 arguments",
        ),
        (
            b"ctorch._utils\n_rebuild_tensor_v3\n(NNNNNNNtR".to_vec(),
            "a tensor has no storage",
        ),
    ];
    for (at, (tensor, words)) in cases.iter().enumerate() {
        let message = refused(&zipped(&dict(tensor)));
        assert!(message.contains(words), "{at}: {message}");
    }
    // An expanded tensor is as large as it says, and takes no memory before its values are asked for.
    let expanded = zipped(&dict(&tensor("0", &["1000000", "1000000"], &["0", "0"])));
    let (opened, used) = most(|| open("w.pt", &expanded).map(drop));
    assert!(opened.is_ok() && used < 1 << 20, "{used}");
}
