//! Values that contain themselves, or are shared again and again.

use super::*;

/// What contains itself or is shared again and again is walked once.
#[test]
fn knots_of_values_end() {
    let list = |inside: &[u8]| [b"\x80\x02]q\x00(", &good()[..], inside, b"e."].concat();
    let message = refused(&zipped(&list(b"h\x00")));
    assert!(message.contains("`1` contains itself"), "{message}");
    let message = refused(&zipped(&list(b"](h\x00h\x00e")));
    assert!(message.contains("contains itself"), "{message}");
    let dict = [
        &b"\x80\x02}q\x00("[..],
        &text("a"),
        &good(),
        &text("b"),
        b"h\x00u.",
    ]
    .concat();
    let message = refused(&zipped(&dict));
    assert!(message.contains("`b` contains itself"), "{message}");
    // Lists of the list before, twice: 2^levels ways to the tensor.
    let doubled = |levels: u32| {
        let mut pickle = [b"\x80\x02]", &good()[..], b"ar\x00\x00\x00\x00"].concat();
        for level in 0..levels {
            let get = [b"j", &level.to_le_bytes()[..]].concat();
            pickle.extend([b"](", &get[..], &get, b"er", &(level + 1).to_le_bytes()].concat());
        }
        pickle.push(b'.');
        zipped(&pickle)
    };
    let file = doubled(50);
    let opened = open("w.pt", &file).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(opened.tensors().count(), 1);
    let told = opened.warnings().concat();
    assert!(
        told.contains("passed over 42 parts that are there under another name"),
        "{told}"
    );
    let message = refused(&doubled(2000));
    assert!(message.contains("is nested more than 64 deep"), "{message}");
    let deep = [
        &b"\x80\x02"[..],
        &b"]".repeat(100_000),
        &good(),
        &b"a".repeat(100_000),
        b".",
    ]
    .concat();
    let message = refused(&zipped(&deep));
    assert!(message.contains("is nested more than 64 deep"), "{message}");
    let long = [&b"\x80\x02}"[..], &text(&"n".repeat(5000)), &good(), b"s."].concat();
    let message = refused(&zipped(&long));
    assert!(message.contains("has more than 1024 bytes"), "{message}");
    let twice = [
        &b"\x80\x02}("[..],
        &text("a"),
        &good(),
        &text("a"),
        &good(),
        b"u.",
    ]
    .concat();
    let message = refused(&zipped(&twice));
    assert!(
        message.contains("the tensor `a`: the file has it twice"),
        "{message}"
    );
    // One tensor under very many names.
    let mut shared = [&b"\x80\x02}("[..], &text("a"), &good(), b"q\x00"].concat();
    for name in 0..200_000 {
        shared.extend([&text(&name.to_string())[..], b"h\x00"].concat());
    }
    shared.extend(b"u.");
    let message = refused(&zipped(&shared));
    assert!(message.contains("more than 65536 tensors"), "{message}");
}
