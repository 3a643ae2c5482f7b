//! Tests of files of a wrong kind, and of files that are cut off, wherever a file is given.

use crate::common::{self, Workspace, array, root, values};

const PROTOTXT: &str = "name: \"a\"\nlayer { name: \"a\" type: \"Input\" }\n";
const LFS: &str = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n";

/// Returns a file's content of each kind, and the words that every message has about it.
fn kinds() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let zip = |name: &str| {
        let mut bytes = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
        bytes.extend((name.len() as u16).to_le_bytes());
        bytes.extend([0, 0]);
        bytes.extend(name.as_bytes());
        bytes
    };
    let onnx = b"\x08\x08\x12\x07pytorch\x1a\x052.1.0:\x04\x12\x02g1".to_vec();
    let mut caffemodel = b"\x0a\x01a\xa2\x06\x10\x0a\x05conv1\x12\x07Pooling".to_vec();
    caffemodel.extend([0xa2, 6, 0]);
    vec![
        (
            "h5",
            b"\x89HDF\r\n\x1a\n\0\0\0\0\0\0\0\0".to_vec(),
            "an HDF5 file, as Keras saves (.h5)",
        ),
        (
            "pt",
            zip("archive/data.pkl"),
            "a zip archive, as PyTorch saves (.pt)",
        ),
        ("keras", zip("metadata.json"), "a Keras archive (.keras)"),
        ("onnx", onnx, "an ONNX model"),
        ("pointer", LFS.into(), "a pointer of Git LFS; "),
        ("html", "<!doctype html><html>".into(), "an HTML page; "),
        (
            "gz",
            b"\x1f\x8b\x08\0\0\0\0\0\0\x03xyz".to_vec(),
            "a gzip-compressed file; ",
        ),
        ("gif", b"GIF89a\x01\0\x01\0".to_vec(), "a GIF image; "),
        (
            "png",
            b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec(),
            "a PNG image; ",
        ),
        ("caffemodel", caffemodel, "a caffemodel; "),
        ("prototxt", PROTOTXT.into(), "a prototxt of Caffe; "),
        ("yaml", common::SPEC.into(), "a network description; "),
        (
            "safetensors",
            b"\x02\0\0\0\0\0\0\0{}".to_vec(),
            "a safetensors file; ",
        ),
        (
            "packed",
            [&b"\x89GNPACK\n"[..], &[1; 99]].concat(),
            "packed weights",
        ),
        (
            "npy",
            array(&values(24), "(4, 3, 2)"),
            "a NumPy array (.npy); ",
        ),
        ("empty", Vec::new(), "empty"),
        ("zeros", vec![0; 5000], "all zeros at its beginning; "),
        (
            "exe",
            b"\x7fELF\x02\x01\x01\0\0\0\0\0".to_vec(),
            "a program; ",
        ),
    ]
}

/// A command that a file is given to, and the kinds that it takes, or that have messages of their own.
struct Door {
    words: &'static str,
    takes: &'static [&'static str],
}

const DOORS: [Door; 8] = [
    Door {
        words: "weights import tiny.yaml FILE -o out",
        takes: &["safetensors", "pt", "h5", "keras"],
    },
    Door {
        words: "check FILE",
        takes: &["yaml", "empty", "onnx", "prototxt", "h5", "keras"],
    },
    Door {
        words: "run tiny.yaml --weights FILE --input x.npy",
        takes: &["safetensors", "pt", "h5", "keras"],
    },
    Door {
        words: "run tiny.yaml --packed FILE --input x.npy",
        takes: &["packed"],
    },
    Door {
        words: "run tiny.yaml --seed 1 --input FILE",
        takes: &["npy"],
    },
    Door {
        words: "classify tiny.yaml --seed 1 FILE",
        takes: &["png", "empty"],
    },
    Door {
        words: "import FILE net.caffemodel -o out",
        takes: &["prototxt", "onnx", "caffemodel", "h5", "keras"],
    },
    Door {
        words: "import net.prototxt FILE -o out",
        takes: &["caffemodel"],
    },
];

#[test]
fn files_of_a_wrong_kind_are_named_at_every_door() {
    let place = Workspace::new();
    place.put("x.npy", array(&values(24), "(4, 3, 2)"));
    place.put(
        "grey.yaml",
        common::SPEC.replace("channels: 2", "channels: 1"),
    );
    let net = "layer { name: \"d\" type: \"Input\" top: \"d\" input_param { shape { dim: [1, 3, 4, 4] } } }\n\
               layer { name: \"p\" type: \"Softmax\" bottom: \"d\" top: \"p\" }\n";
    place.put("net.prototxt", net);
    place.put("net.caffemodel", "");
    for (ending, bytes, words) in kinds() {
        let file = format!("file.{ending}");
        place.put(&file, &bytes);
        for door in DOORS.iter().filter(|door| !door.takes.contains(&ending)) {
            let line = door
                .words
                .replace("FILE", &file)
                .replace("classify tiny", "classify grey");
            let ended = place.run(&line.split(' ').collect::<Vec<_>>());
            assert_eq!(
                (ended.status, ended.out.as_str()),
                (Some(1), ""),
                "{line}: {}",
                ended.err
            );
            let err = ended.err;
            assert!(err.contains(words), "{line}: {err}");
            assert_eq!(err.matches("help: ").count(), 1, "{line}: {err}");
            let named = err.contains(&format!("`{file}`")) || err.contains(&format!("--> {file}"));
            assert!(named, "{line}: {err}");
            assert!(!err.contains("panicked"), "{err}");
        }
    }
    assert!(!place.path("out").exists());
}

#[test]
fn what_to_do_is_said() {
    let place = Workspace::new();
    place.put("x.npy", array(&values(24), "(4, 3, 2)"));
    for (ending, bytes, _) in kinds() {
        place.put(&format!("file.{ending}"), bytes);
    }
    let cases = [
        (
            "weights import tiny.yaml file.png -o w.safetensors",
            "error: `file.png` is a PNG image; expected weights: safetensors, or a file of PyTorch, Keras, TensorFlow.js or \
             NumPy; help: give images with `--image`, or to `googlenet classify`\n",
        ),
        (
            "pack tiny.yaml --weights file.pointer -o w.packed",
            "error: `file.pointer` is a pointer of Git LFS; expected weights: safetensors, or a file of PyTorch, Keras, \
             TensorFlow.js or NumPy; help: fetch the file itself with `git lfs pull`\n",
        ),
        (
            "bench tiny.yaml --packed file.safetensors",
            "error: `file.safetensors` is a safetensors file; expected packed weights, as `googlenet pack` writes; help: \
             give it with `--weights`, or pack it: `googlenet pack SPEC --weights FILE -o FILE.packed`\n",
        ),
        (
            "import file.h5 -o out",
            "error: `file.h5`: it is cut off, or damaged: HDF5 format error: unexpected EOF: need 24 bytes, have 16; help: fetch or \
             copy the file again\n",
        ),
        (
            "import file.caffemodel -o out",
            "error: `file.caffemodel` is a caffemodel; expected a network, and these are weights alone; help: give the \
             file of their network, too\n",
        ),
        (
            "summary file.caffemodel",
            "error: `file.caffemodel` is a caffemodel; expected a network, and these are weights alone; help: give the \
             file of their network, too\n",
        ),
        (
            "import file.onnx file.caffemodel -o out",
            "error: `file.caffemodel` is one file too many: a model of ONNX is one file, got 2; help: give one model at \
             a time\n",
        ),
        (
            "run tiny.yaml --seed 1 --input file.png",
            "error: `file.png` is a PNG image; expected a NumPy array (.npy, .npz); help: give images with `--image`, or \
             to `googlenet classify`\n",
        ),
        (
            "run tiny.yaml --seed 1 --image file.gif",
            "error: `file.gif` is a GIF image; expected a JPEG, PNG, WebP or BMP image; help: save it as PNG or JPEG\n",
        ),
    ];
    for (line, expected) in cases {
        let err = place.run(&line.split(' ').collect::<Vec<_>>()).bad(1);
        assert_eq!(err, expected, "{line}");
    }
    let net = "layer { name: \"d\" type: \"Input\" top: \"d\" input_param { shape { dim: [1, 3, 4, 4] } } }\n\
               layer { name: \"p\" type: \"Softmax\" bottom: \"d\" top: \"p\" }\n";
    place.put("net.prototxt", net);
    let err = place.run(&["import", "net.prototxt", "-o", "out"]).bad(2);
    assert!(
        err.contains("`net.prototxt` has no weights; help: give the file with its weights, too"),
        "{err}"
    );
}

#[test]
fn files_that_are_cut_off_say_so_first() {
    let place = Workspace::new();
    place.put("x.npy", array(&values(24), "(4, 3, 2)"));
    place.run(&["export", "tiny.yaml", "--seed", "1", "-o", "w.safetensors"]);
    place
        .run(&["pack", "tiny.yaml", "--seed", "1", "-o", "w.packed"])
        .good();
    let half = |name: &str| {
        let bytes = place.get(name);
        place.put(&format!("half.{name}"), &bytes[..bytes.len() / 2]);
    };
    ["w.safetensors", "w.packed", "x.npy"]
        .into_iter()
        .for_each(half);
    let header = place.get("w.safetensors")[..50].to_vec();
    place.put("header.safetensors", header);
    let cases = [
        (
            "--weights half.w.safetensors --input x.npy",
            "a weight file: it is cut off: its tensors take",
        ),
        (
            "--weights header.safetensors --input x.npy",
            "a weight file: it is cut off: its header has",
        ),
        (
            "--packed half.w.packed --input x.npy",
            "packed weights: it is cut off: expected",
        ),
        (
            "--seed 1 --input half.x.npy",
            "`half.x.npy`: it is cut off: ",
        ),
    ];
    for (words, expected) in cases {
        let line = format!("run tiny.yaml {words}");
        let err = place.run(&line.split(' ').collect::<Vec<_>>()).bad(1);
        assert!(err.contains(expected), "{err}");
    }
}

/// Copies that take the space of a file first and do not finish have its length.
#[test]
fn weight_files_that_end_in_zeros_are_told() {
    let place = Workspace::new();
    place.put("x.npy", array(&values(24), "(4, 3, 2)"));
    place.run(&["export", "tiny.yaml", "--seed", "1", "-o", "w.safetensors"]);
    let whole = place.get("w.safetensors");
    let data = 8 + u64::from_le_bytes(whole[..8].try_into().expect("eight bytes")) as usize;
    let zeros = |name: &str, from: usize| {
        let mut bytes = whole.clone();
        bytes[from..].fill(0);
        place.put(name, bytes);
    };
    zeros("data.safetensors", data);
    zeros("header.safetensors", 40);
    let told = format!(
        "warning: `data.safetensors` ends in {} bytes of zeros, which begin in `",
        whole.len() - data
    );
    for command in ["run", "pack", "export"] {
        let args: &[&str] = match command {
            "run" => &["--input", "x.npy"],
            "pack" => &["-o", "w.packed"],
            _ => &["-o", "w.onnx"],
        };
        let run =
            |file: &str| place.run(&[&[command, "tiny.yaml", "--weights", file], args].concat());
        let ended = run("data.safetensors");
        assert_eq!(ended.status, Some(0), "{}", ended.err);
        assert!(ended.err.contains(&told), "{command}: {}", ended.err);
        let ended = run("w.safetensors");
        assert!(!ended.err.contains("zeros"), "{command}: {}", ended.err);
        let err = run("header.safetensors").bad(1);
        let cut = format!(
            "it is cut off: its header of {} bytes is zeros from byte 40 on; help: ",
            data - 8
        );
        assert!(err.contains(&cut), "{err}");
    }
}

#[test]
fn the_inputs_of_the_repository_are_of_their_kinds() {
    use googlenet_dsl::file_kind::FileKind;
    let of = |path: &str| FileKind::of(&std::fs::read(root().join(path)).expect("a file"));
    assert_eq!(of("specs/inception_v1.yaml"), Some(FileKind::Description));
    assert_eq!(of("assets/coffee_224.png"), Some(FileKind::Png));
    assert_eq!(of("README.md"), Some(FileKind::Text));
    let place = Workspace::new();
    place.run(&["export", "tiny.yaml", "--seed", "1", "-o", "tiny.onnx"]);
    assert_eq!(FileKind::of(&place.get("tiny.onnx")), Some(FileKind::Onnx));
}
