//! Pickles that are broken, or ask for what no weights need.

use super::archive::{File, stored, written};
use super::held::{LIMIT, most};
use super::{bytes, open};

/// Four floats.
const DATA: [u8; 16] = [0; 16];

/// Returns an archive of PyTorch with this pickle and one storage.
fn zipped(pickle: &[u8]) -> Vec<u8> {
    stored(&[
        ("a/data.pkl", pickle),
        ("a/data/0", &DATA),
        ("a/version", b"3\n"),
    ])
}

/// Returns a file as before PyTorch 1.6 with this pickle, and the storages `rest` behind it.
fn old(pickle: &[u8], rest: &[u8]) -> Vec<u8> {
    let begin = b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M\xe9\x03.\x80\x02}.";
    [begin, pickle, rest].concat()
}

/// The list of one storage, and its length and values.
fn storages(len: u64) -> Vec<u8> {
    [
        &b"\x80\x02]X\x01\x00\x00\x000a."[..],
        &len.to_le_bytes(),
        &DATA,
    ]
    .concat()
}

fn text(text: &str) -> Vec<u8> {
    [
        &b"X"[..],
        &(text.len() as u32).to_le_bytes(),
        text.as_bytes(),
    ]
    .concat()
}

/// The opcodes that make the storage `key` of this type and length.
fn storage(ty: &str, key: &str, len: &str) -> Vec<u8> {
    let global = format!("ctorch\n{ty}\n");
    [
        &b"("[..],
        &text("storage"),
        global.as_bytes(),
        &text(key),
        &text("cpu"),
        format!("I{len}\n").as_bytes(),
        b"tQ",
    ]
    .concat()
}

/// The opcodes that make a tensor of a storage, with texts of integers.
fn tensor_of(storage: &[u8], offset: &str, sizes: &[&str], strides: &[&str]) -> Vec<u8> {
    let tuple = |items: &[&str]| {
        let items: String = items.iter().map(|item| format!("I{item}\n")).collect();
        [b"(", items.as_bytes(), b"t"].concat()
    };
    let begin = b"ctorch._utils\n_rebuild_tensor_v2\n(";
    let offset = format!("I{offset}\n");
    let end = b"\x89ccollections\nOrderedDict\n)RtR";
    [
        &begin[..],
        storage,
        offset.as_bytes(),
        &tuple(sizes),
        &tuple(strides),
        end,
    ]
    .concat()
}

fn tensor(offset: &str, sizes: &[&str], strides: &[&str]) -> Vec<u8> {
    tensor_of(&storage("FloatStorage", "0", "4"), offset, sizes, strides)
}

fn good() -> Vec<u8> {
    tensor("0", &["2", "2"], &["2", "1"])
}

/// The pickle of a dictionary with the entry `a`.
fn dict(value: &[u8]) -> Vec<u8> {
    [&b"\x80\x02}"[..], &text("a"), value, b"s."].concat()
}

/// The pickle of a dictionary with a tensor and, behind it, what these opcodes make.
fn beside(opcodes: &[u8]) -> Vec<u8> {
    [
        &b"\x80\x02}("[..],
        &text("a"),
        &good(),
        &text("b"),
        opcodes,
        b"u.",
    ]
    .concat()
}

fn refused(file: &[u8]) -> String {
    let (opened, used) = most(|| open("w.pt", file).map(drop));
    assert!(used <= LIMIT, "{used} bytes for {}", file.len());
    let message = opened.expect_err("broken");
    assert!(!message.contains('\n'), "{message}");
    message
}

#[test]
fn the_pickles_of_these_tests_are_in_order() {
    for file in [
        zipped(&dict(&good())),
        old(&dict(&good()), &storages(4)),
        zipped(&beside(b"N")),
    ] {
        let opened = open("w.pt", &file).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(opened.values("a"), Some(vec![0.0; 4]));
    }
}

/// Whatever opcodes ask for a function of Python, and wherever: nothing is called.
#[test]
fn calls_are_refused() {
    let long = text("echo harm");
    let calls: Vec<(Vec<u8>, &str)> = vec![
        ([b"cos\nsystem\n(", &long[..], b"tR"].concat(), "os.system"),
        (
            [b"cposix\nsystem\n", &long[..], b"\x85R"].concat(),
            "posix.system",
        ),
        (
            [b"cnt\nsystem\n", &long[..], b"\x85R"].concat(),
            "nt.system",
        ),
        (
            [&text("os")[..], &text("system"), b"\x93", &long, b"\x85R"].concat(),
            "os.system",
        ),
        (
            [b"\x8c\x02os\x8c\x06system\x93", &long[..], b"\x85R"].concat(),
            "os.system",
        ),
        (
            [b"S'os'\nS'system'\n\x93", &long[..], b"\x85R"].concat(),
            "os.system",
        ),
        ([b"(", &long[..], b"ios\nsystem\n"].concat(), "os.system"),
        ([b"(cos\nsystem\n", &long[..], b"o"].concat(), "os.system"),
        (
            [b"cos\nsystem\n", &long[..], b"\x85\x81"].concat(),
            "os.system",
        ),
        (
            [b"cos\nsystem\n", &long[..], b"\x85}\x92"].concat(),
            "os.system",
        ),
        (
            [b"cbuiltins\neval\n", &long[..], b"\x85R"].concat(),
            "builtins.eval",
        ),
        (
            [b"c__builtin__\nexec\n", &long[..], b"\x85R"].concat(),
            "__builtin__.exec",
        ),
        (
            b"cbuiltins\ngetattr\n(ccollections\nOrderedDict\n".to_vec(),
            "builtins.getattr",
        ),
        (b"csubprocess\nPopen\n)R}b".to_vec(), "subprocess.Popen"),
        (b"cos.path\njoin\n)R".to_vec(), "os.path.join"),
        (b"crunpy\n_run_code\n)R".to_vec(), "runpy._run_code"),
        (b"cfunctools\npartial\n)R".to_vec(), "functools.partial"),
        (b"coperator\nattrgetter\n)R".to_vec(), "operator.attrgetter"),
        (b"cpathlib\nos.system\n)R".to_vec(), "pathlib.os.system"),
    ];
    for (call, name) in &calls {
        for file in [
            zipped(&dict(call)),
            zipped(&beside(call)),
            old(&dict(call), &storages(4)),
            old(&beside(call), &[]),
        ] {
            assert_eq!(
                refused(&file),
                format!(
                    "`w.pt`: the file asks Python to call `{name}`, which no weights need: it is not read; help: take the \
                     weights from another source, as this file may do harm where Python loads it"
                )
            );
        }
    }
    let others: Vec<(Vec<u8>, &str)> = vec![
        (b"\x82\x01)R".to_vec(), "registry of extensions"),
        (b"\x83\x01\x01)R".to_vec(), "registry of extensions"),
        (b"\x84\x01\x01\x01\x01)R".to_vec(), "registry of extensions"),
        (
            b"cmodels.net\nNet\n)\x81".to_vec(),
            "an object of Python's `models.net.Net`",
        ),
        (
            b"ctorch.hub\nload\n)R".to_vec(),
            "an object of Python's `torch.hub.load`",
        ),
        (
            b"ctorch\nload\n)R".to_vec(),
            "an object of Python's `torch.load`",
        ),
        (
            b"ctorch.storage\n_load_from_bytes\n)R".to_vec(),
            "an object of Python's `torch.storage._load_from_bytes`",
        ),
        (
            b"c__torch__\nNet\n)\x81".to_vec(),
            "an object of Python's `__torch__.Net`",
        ),
        (
            b"cnumpy.testing\nrunstring\n)R".to_vec(),
            "an object of Python's `numpy.testing.runstring`",
        ),
        (
            b"ctorch._tensor\n_rebuild_from_type_v2\n(cbuiltins\nlist\nN)tR".to_vec(),
            "made by what makes none",
        ),
        (b"K\x01)R".to_vec(), "it calls what is no function"),
        (
            b"ctorch\nFloatStorage\n)R".to_vec(),
            "it calls a type of elements",
        ),
        (
            b"ctorch._utils\n_rebuild_tensor_v2\nK\x01R".to_vec(),
            "the arguments of a call are no tuple",
        ),
    ];
    for (call, words) in &others {
        let message = refused(&zipped(&beside(call)));
        assert!(message.contains(words), "{words}: {message}");
    }
}

#[test]
fn broken_pickles_are_refused() {
    let many = |begin: &[u8], one: &[u8], count: usize| [begin, &one.repeat(count)].concat();
    let huge = |code: &[u8]| [b"\x80\x02", code].concat();
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (Vec::new(), "it ends early"),
        (b"\x80\x02".to_vec(), "it ends early"),
        (b"\x80\x02.".to_vec(), "a value is missing"),
        (b"\x80\x09}.".to_vec(), "protocol 9 is not known"),
        (b"\x80\x02\xff.".to_vec(), "0xff is no opcode"),
        (huge(b"X\xff\xff\xff\xffa"), "it ends early"),
        (
            huge(b"\x8d\xff\xff\xff\xff\xff\xff\xff\x7fa"),
            "it ends early",
        ),
        (huge(b"\x8b\xff\xff\xff\xffa"), "it ends early"),
        (huge(b"\x8a\xffa"), "it ends early"),
        (huge(b"B\xff\xff\xff\x7fa"), "it ends early"),
        (
            huge(b"\x8e\xff\xff\xff\xff\xff\xff\xff\xff"),
            "it ends early",
        ),
        (
            huge(b"\x96\xff\xff\xff\xff\xff\xff\xff\xff"),
            "it ends early",
        ),
        (huge(b"I12x\n."), "`12x` is no integer"),
        (huge(b"Snone\n."), "`none` is no string"),
        (huge(b"cos"), "it ends early"),
        (huge(b"c\xff\n\xff\n."), "is no UTF-8"),
        (huge(b"K\x01K\x02\x93."), "the name of a class is no text"),
        (huge(b"\x87."), "a value is missing"),
        (huge(b"K\x01(0\x85."), "it holds no weights"),
        (huge(b"K\x01(\x85."), "a value is missing"),
        (huge(b"t."), "a mark is missing"),
        (huge(b"}(K\x01u."), "a key has no value"),
        (
            huge(b"K\x01K\x02a."),
            "items are appended to what is no list",
        ),
        (
            huge(b"]K\x01K\x02s."),
            "entries are set in what is no dictionary",
        ),
        (huge(b"h\x05."), "nothing was kept as 5"),
        (huge(b"g99999999999\n."), "is no index"),
        (huge(b"K\x01Q."), "it refers to what is no storage"),
        (huge(b"P0\n."), "outside of it as text"),
        (
            many(b"\x80\x02]", b"2", 1_200_000),
            "has more than 1000000 steps",
        ),
        (
            many(b"\x80\x02", b"(", 1_200_000),
            "has more than 1000000 steps",
        ),
        (
            many(b"\x80\x02", b"]", 600_000),
            "has more than 500000 values",
        ),
        (
            (0..600_000_u32).fold(b"\x80\x02]".to_vec(), |mut all, at| {
                all.push(b'r');
                all.extend(at.to_le_bytes());
                all
            }),
            "keeps more than 500000 values",
        ),
        (b"\x80\x02K\x01.".to_vec(), "it holds no weights"),
        (b"\x80\x02}.".to_vec(), "it holds no weights"),
    ];
    assert!(cases.len() >= 25);
    for (at, (pickle, words)) in cases.iter().enumerate() {
        let message = refused(&zipped(pickle));
        assert!(message.contains(words), "{at}: {message}");
    }
    // Cut off anywhere, a pickle is broken.
    let whole = dict(&good());
    for end in 0..whole.len() {
        refused(&zipped(&whole[..end]));
        refused(&old(&whole[..end], &storages(4)));
    }
}

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
