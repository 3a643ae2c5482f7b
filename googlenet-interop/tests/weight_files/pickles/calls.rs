//! Calls of functions of Python.

use super::*;

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
