//! The files around a pickle: archives, and the form before PyTorch 1.6.

use super::*;

#[test]
fn broken_archives_and_old_files_are_refused() {
    let pickle = dict(&good());
    let bomb = vec![0x78; 64];
    let file = |name, packed, size| File {
        packed,
        method: 8,
        size,
        ..File::stored(name, &[])
    };
    let pkl = File::stored("a/data.pkl", &pickle);
    let state = bytes("pytorch/state.pt");
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (
            state[..state.len() - 30].to_vec(),
            "it has no directory at its end",
        ),
        (state[..2000].to_vec(), "it has no directory at its end"),
        (
            stored(&[("a/constants.pkl", b"")]),
            "the archive has no `data.pkl`",
        ),
        (
            stored(&[("a/code.py", b""), ("a/b/c/data.pkl", &pickle)]),
            "the archive has no `data.pkl`",
        ),
        (
            stored(&[("a/model.json", b"{}"), ("a/constants.pkl", b"")]),
            "before 1.4",
        ),
        (
            stored(&[("a/data.pkl", &pickle)]),
            "the archive has no `a/data/0`",
        ),
        (
            stored(&[("a/data.pkl", &pickle), ("a/data/0", &DATA[..15])]),
            "its storage has 15 bytes, expected 4 values",
        ),
        (
            stored(&[
                ("a/data.pkl", &pickle),
                ("a/data/0", &DATA),
                ("a/byteorder", b"middle"),
            ]),
            "neither little nor big",
        ),
        (
            written(&[pkl, file("a/data/0", &bomb, u32::MAX)]),
            "cannot become the 4294967295",
        ),
        (
            written(&[file("a/data.pkl", &vec![0; 1 << 16], 40 << 20)]),
            "its pickle has 41943040 bytes",
        ),
        (
            written(&[File {
                flags: 1,
                ..File::stored("a/data.pkl", &pickle)
            }]),
            "it is encrypted",
        ),
        (
            written(&[File {
                checksum: 1,
                ..File::stored("a/data.pkl", &pickle)
            }]),
            "its checksum is another one",
        ),
        (old(&pickle, &[]), "it ends early"),
        (
            old(&pickle, &storages(4)[..14]),
            "its storage `0` ends early",
        ),
        (
            old(&pickle, &storages(4)[..30]),
            "its storage `0` ends early",
        ),
        (old(&pickle, &storages(5)), "its storage `0` ends early"),
        (
            old(&pickle, &storages(1 << 62)),
            "its storage `0` ends early",
        ),
        (
            old(&pickle, &storages(u64::MAX)),
            "its storage `0` ends early",
        ),
        (
            old(&pickle, &storages(3)),
            "its storage has 12 bytes, expected 4 values",
        ),
        (old(&pickle, b"\x80\x02]."), "the file has no storage `0`"),
        (
            old(&pickle, b"\x80\x02K\x01."),
            "its list of storages is none",
        ),
        (
            old(&pickle, b"\x80\x02](Ne."),
            "the name of a storage is no text",
        ),
        (
            old(&pickle, b"\x80\x02]X\x01\x00\x00\x001a.\0\0\0\0\0\0\0\0"),
            "its storage `1` is of no tensor",
        ),
        (
            b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02K\x01.".to_vec(),
            "its version is not known",
        ),
        (
            b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.".to_vec(),
            "it ends early",
        ),
    ];
    assert!(cases.len() >= 25);
    for (at, (file, words)) in cases.iter().enumerate() {
        let message = refused(file);
        assert!(message.contains(words), "{at}: {message}");
    }
    let mut tar = b"sys_info".to_vec();
    tar.resize(257, 0);
    tar.extend(b"ustar\x0000");
    tar.resize(1024, 0);
    assert_eq!(
        refused(&tar),
        "`w.pt` is a tar archive, as PyTorch before 0.1.10 saved (.pt); expected weights: safetensors, or a file of \
         PyTorch, Keras, TensorFlow.js or NumPy; help: load it with an old PyTorch, and save it again: `torch.save(torch.load(FILE), \"weights.pt\")`"
    );
}
