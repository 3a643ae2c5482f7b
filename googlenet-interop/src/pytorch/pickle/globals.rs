//! The table of the functions and classes of Python that a pickle may name. None is called: what they would make is
//! made here, or left out.

use crate::tensors::Element;
use crate::wire::shown;

/// Type of the elements of a storage, and their size in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pytorch) struct Kind {
    pub(in crate::pytorch) element: Element,
    pub(in crate::pytorch) size: u8,
}

/// A function or class of Python that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pytorch) enum Global {
    /// A dictionary, made of nothing or of pairs.
    Dict,
    /// A view of a storage: storage, offset, sizes, strides.
    Tensor,
    /// A view of bytes, whose type comes as the seventh argument.
    TypedTensor,
    /// The first argument: a parameter of a tensor, a list with its type.
    First,
    /// A call of the first argument with those in the third one.
    Subclass,
    /// A tensor whose values are not read: what it is, and which argument has its sizes.
    Foreign(&'static str, Option<u8>),
    Storage(Kind),
    /// A storage of bytes.
    Bytes,
    Type(Kind),
    /// A class of plain data: objects of it hold no tensor.
    Plain,
    /// A class of a TorchScript archive.
    Script,
}

const fn kind(element: Element, size: u8) -> Kind {
    Kind { element, size }
}

const F32: Kind = kind(Element::F32, 4);
const F64: Kind = kind(Element::F64, 8);
const F16: Kind = kind(Element::F16, 2);
const BF16: Kind = kind(Element::BF16, 2);

const fn other(word: &'static str, size: u8) -> Kind {
    kind(Element::Other(word), size)
}

/// What a storage of bytes holds.
pub(super) const BYTES: Kind = other("uint8", 1);

const STORAGES: &[(&str, Kind)] = &[
    ("FloatStorage", F32),
    ("DoubleStorage", F64),
    ("HalfStorage", F16),
    ("BFloat16Storage", BF16),
    ("LongStorage", other("int64", 8)),
    ("IntStorage", other("int32", 4)),
    ("ShortStorage", other("int16", 2)),
    ("CharStorage", other("int8", 1)),
    ("ByteStorage", other("uint8", 1)),
    ("BoolStorage", other("bool", 1)),
    ("ComplexFloatStorage", other("complex64", 8)),
    ("ComplexDoubleStorage", other("complex128", 16)),
    ("QInt8Storage", other("qint8 (quantised)", 1)),
    ("QUInt8Storage", other("quint8 (quantised)", 1)),
    ("QInt32Storage", other("qint32 (quantised)", 4)),
    ("QUInt4x2Storage", other("quint4x2 (quantised)", 1)),
    ("QUInt2x4Storage", other("quint2x4 (quantised)", 1)),
];

const TYPES: &[(&str, Kind)] = &[
    ("float32", F32),
    ("float64", F64),
    ("float16", F16),
    ("bfloat16", BF16),
    ("int64", other("int64", 8)),
    ("int32", other("int32", 4)),
    ("int16", other("int16", 2)),
    ("int8", other("int8", 1)),
    ("uint8", other("uint8", 1)),
    ("uint16", other("uint16", 2)),
    ("uint32", other("uint32", 4)),
    ("uint64", other("uint64", 8)),
    ("bool", other("bool", 1)),
    ("complex32", other("complex32", 4)),
    ("complex64", other("complex64", 8)),
    ("complex128", other("complex128", 16)),
    ("float8_e4m3fn", other("float8_e4m3fn", 1)),
    ("float8_e5m2", other("float8_e5m2", 1)),
    ("float8_e4m3fnuz", other("float8_e4m3fnuz", 1)),
    ("float8_e5m2fnuz", other("float8_e5m2fnuz", 1)),
    ("float8_e8m0fnu", other("float8_e8m0fnu", 1)),
    ("float4_e2m1fn_x2", other("float4_e2m1fn_x2", 1)),
    ("qint8", other("qint8 (quantised)", 1)),
    ("quint8", other("quint8 (quantised)", 1)),
    ("qint32", other("qint32 (quantised)", 4)),
    ("quint4x2", other("quint4x2 (quantised)", 1)),
];

/// Modules with functions that do what no weights need.
const ACTING: &[&str] = &[
    "__builtin__",
    "asyncio",
    "bdb",
    "builtins",
    "code",
    "codeop",
    "commands",
    "ctypes",
    "functools",
    "importlib",
    "inspect",
    "io",
    "marshal",
    "multiprocessing",
    "nt",
    "ntpath",
    "operator",
    "os",
    "pathlib",
    "pdb",
    "pickle",
    "pip",
    "platform",
    "posix",
    "posixpath",
    "pty",
    "runpy",
    "shutil",
    "signal",
    "socket",
    "ssl",
    "subprocess",
    "sys",
    "tempfile",
    "threading",
    "timeit",
    "types",
    "urllib",
    "webbrowser",
];

impl Global {
    /// Returns what stands for a name of a module; `None` if it is not known.
    pub(super) fn of(module: &str, name: &str) -> Option<Global> {
        let found = |table: &[(&str, Kind)]| {
            let found = table.iter().find(|(known, _)| *known == name);
            found.map(|(_, kind)| *kind)
        };
        Some(match (module, name) {
            ("collections", "OrderedDict" | "defaultdict" | "Counter") => Global::Dict,
            ("builtins" | "__builtin__", "dict") => Global::Dict,
            ("torch._utils", "_rebuild_tensor" | "_rebuild_tensor_v2") => Global::Tensor,
            ("torch._utils", "_rebuild_tensor_v3") => Global::TypedTensor,
            ("torch._utils", "_rebuild_parameter" | "_rebuild_parameter_with_state") => {
                Global::First
            }
            ("torch._tensor", "_rebuild_from_type_v2") => Global::Subclass,
            ("torch.jit._pickle", name)
                if name.starts_with("build_") || name == "restore_type_tag" =>
            {
                Global::First
            }
            ("torch._utils", "_rebuild_qtensor") => Global::Foreign("quantised", Some(2)),
            ("torch._utils", "_rebuild_sparse_tensor" | "_rebuild_sparse_csr_tensor") => {
                Global::Foreign("sparse", None)
            }
            ("torch._utils", "_rebuild_nested_tensor") => Global::Foreign("nested", None),
            ("torch._utils", "_rebuild_meta_tensor_no_storage") => {
                Global::Foreign("meta (without values)", Some(1))
            }
            (
                "torch._utils",
                "_rebuild_device_tensor_from_numpy"
                | "_rebuild_device_tensor_from_cpu_tensor"
                | "_rebuild_xla_tensor",
            ) => Global::Foreign("of another device", None),
            ("torch._utils", "_rebuild_wrapper_subclass") => {
                Global::Foreign("of a class of its own", None)
            }
            ("torch", "Size") => Global::First,
            ("torch", "device" | "Generator" | "Tensor") => Global::Plain,
            ("torch.nn.parameter", "Parameter" | "Buffer") => Global::Plain,
            ("torch.storage", "UntypedStorage" | "_UntypedStorage") => Global::Bytes,
            ("torch", "UntypedStorage") => Global::Bytes,
            ("torch" | "torch.cuda", name) if name.ends_with("Storage") => {
                Global::Storage(found(STORAGES)?)
            }
            ("torch.serialization", "_get_layout") | ("torch.torch_version", "TorchVersion") => {
                Global::Plain
            }
            (
                "torch",
                "per_tensor_affine" | "per_channel_affine" | "strided" | "sparse_coo"
                | "sparse_csr",
            ) => Global::Plain,
            ("torch", _) => Global::Type(found(TYPES)?),
            ("_codecs", "encode") => Global::Plain,
            ("numpy", "dtype" | "ndarray") => Global::Plain,
            ("numpy", name) if is_number_of_numpy(name) => Global::Plain,
            ("numpy.core.multiarray" | "numpy._core.multiarray", "scalar" | "_reconstruct") => {
                Global::Plain
            }
            ("numpy.core.numeric" | "numpy._core.numeric", "_frombuffer") => Global::Plain,
            ("numpy.dtypes", name) if name.ends_with("DType") => Global::Plain,
            ("argparse", "Namespace") => Global::Plain,
            ("datetime", "datetime" | "date" | "time" | "timedelta" | "timezone") => Global::Plain,
            (
                "pathlib" | "pathlib._local",
                "PosixPath" | "WindowsPath" | "PurePosixPath" | "PureWindowsPath" | "Path",
            ) => Global::Plain,
            (
                "builtins" | "__builtin__",
                "set" | "frozenset" | "slice" | "range" | "complex" | "bytearray" | "int" | "float"
                | "str" | "bool" | "list" | "tuple" | "bytes" | "object",
            ) => Global::Plain,
            _ => return None,
        })
    }
}

fn is_number_of_numpy(name: &str) -> bool {
    let digits = name
        .trim_end_matches('_')
        .trim_end_matches(|letter: char| letter.is_ascii_digit());
    ["float", "int", "uint", "bool", "complex", "str", "bytes"].contains(&digits)
}

/// Returns why a function or class that is not in the table ends the reading, in words that follow the file's name.
/// `pickle` are the bytes that name it.
pub(super) fn refused(module: &str, name: &str, pickle: &[u8]) -> String {
    let full = format!("{}.{}", shown(module), shown(name));
    let root = module.split('.').next().unwrap_or(module);
    if ACTING.contains(&root) {
        return format!(
            "the file asks Python to call `{full}`, which no weights need: it is not read; help: take the weights from \
             another source, as this file may do harm where Python loads it"
        );
    }
    let has = |word: &[u8]| pickle.windows(word.len()).any(|part| part == word);
    if !(has(b"_parameters") && has(b"_modules")) {
        return format!(
            "the file holds an object of Python's `{full}`, which is no tensor: it is not read; help: save the weights \
             alone, with `torch.save(model.state_dict(), \"weights.pt\")`"
        );
    }
    format!(
        "the file is a whole module as Python objects (`{full}`), which only Python with the code of its classes can load; \
         expected its weights; help: load it there, and save them with `torch.save(model.state_dict(), \"weights.pt\")`"
    )
}
