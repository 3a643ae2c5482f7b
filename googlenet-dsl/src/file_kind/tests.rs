use super::{FileKind as Kind, FileRole};

/// Returns the first bytes of files with their kinds.
fn examples() -> Vec<(Vec<u8>, Kind)> {
    let field = |number: u8, content: &[u8]| {
        let mut bytes = vec![number << 3 | 2, content.len() as u8];
        bytes.extend(content);
        bytes
    };
    let zip = |names: &[&str]| {
        let mut bytes = Vec::new();
        for name in names {
            bytes.extend(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\x03\0\0\0\x03\0\0\0");
            bytes.extend((name.len() as u16).to_le_bytes());
            bytes.extend([0, 0]);
            bytes.extend(name.as_bytes());
            bytes.extend(b"abc");
        }
        bytes
    };
    let node = [field(1, b"input"), field(2, b"Placeholder")].concat();
    let layer = [field(1, b"conv1/7x7_s2"), field(2, b"Convolution")].concat();
    let mut layer_field = vec![0xa2, 6, layer.len() as u8];
    layer_field.extend(&layer);
    let old_layer = [field(2, b"data"), field(3, b"conv1"), field(4, b"conv1")].concat();
    let onnx = |name: &[u8]| {
        [
            vec![8, 8],
            field(2, name),
            field(7, &field(1, b"\x0a\x01x")),
        ]
        .concat()
    };
    let mut cut = onnx(b"pytorch");
    cut.truncate(9);
    let text = |text: &str| text.as_bytes().to_vec();
    let mut bmp = text("BM");
    bmp.resize(14, 0);
    bmp.extend([40, 0, 0, 0]);
    let mut tar = text("folder/model.onnx");
    tar.resize(257, 0);
    tar.extend(b"ustar\x0000");
    let mut safetensors = 0x4d42_u64.to_le_bytes().to_vec();
    safetensors.extend(b"{\"conv.kernel\":");
    let utf16 = |text: &str| {
        text.encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<u8>>()
    };
    let ftyp = |brands: &[u8]| {
        let mut bytes = (brands.len() as u32 + 8).to_be_bytes().to_vec();
        bytes.extend(b"ftyp");
        bytes.extend(brands);
        bytes
    };
    vec![
        (vec![], Kind::Empty),
        (vec![0; 7], Kind::Zeros),
        (vec![0; 5000], Kind::Zeros),
        (safetensors, Kind::Safetensors),
        (text("\x14\0\0\0\0\0\0\0{\"a\":1}"), Kind::Safetensors),
        (b"\x89HDF\r\n\x1a\n\0".to_vec(), Kind::Hdf5),
        ([&[0; 512][..], b"\x89HDF\r\n\x1a\n\0"].concat(), Kind::Hdf5),
        (
            [&[b'#'; 2048][..], b"\x89HDF\r\n\x1a\n\0"].concat(),
            Kind::Hdf5,
        ),
        (
            [
                &b"MATLAB 7.3 MAT-file"[..],
                &[b' '; 493],
                b"\x89HDF\r\n\x1a\n\0",
            ]
            .concat(),
            Kind::Matlab,
        ),
        (
            zip(&["archive/data.pkl", "archive/byteorder"]),
            Kind::Pytorch,
        ),
        (
            zip(&["net/version", "net/data/0", "net/data.pkl"]),
            Kind::Pytorch,
        ),
        (zip(&["net/data/12", "net/data/0"]), Kind::Pytorch),
        (zip(&["net/data/", "net/data/a"]), Kind::Zip),
        (zip(&["metadata.json", "config.json"]), Kind::Keras),
        (zip(&["config.json", "model.weights.h5"]), Kind::Keras),
        (zip(&["arr_0.npy"]), Kind::Npz),
        (zip(&["a/b/readme.txt"]), Kind::Zip),
        (
            [&b"PK\x03\x04"[..], &[0; 60], b"net/data.pkl"].concat(),
            Kind::Pytorch,
        ),
        (b"PK\x05\x06\0\0".to_vec(), Kind::Zip),
        (
            b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.".to_vec(),
            Kind::OldPytorch,
        ),
        (
            b"\x80\x03\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.".to_vec(),
            Kind::OldPytorch,
        ),
        (
            b"\x80\x04\x95\x0d\0\0\0\0\0\0\0\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.".to_vec(),
            Kind::OldPytorch,
        ),
        (
            [&b"sys_info"[..], &[0; 249], b"ustar\x0000"].concat(),
            Kind::PytorchTar,
        ),
        (b"\x80\x04\x95\x1d\0\0".to_vec(), Kind::Pickle),
        (b"\x80\x02}q\0.".to_vec(), Kind::Pickle),
        (b"}q\0X\x01\0\0\0aq\x01K\x02s.".to_vec(), Kind::Pickle),
        (b"]q\0(K\x01K\x02e.".to_vec(), Kind::Pickle),
        (text("(dp0\nVa\np1\nI1\ns."), Kind::Pickle),
        (text("(lp0\nI1\na."), Kind::Pickle),
        (onnx(b"pytorch"), Kind::Onnx),
        (onnx("größer".as_bytes()), Kind::Onnx),
        (cut, Kind::Onnx),
        (
            [vec![8, 3], field(8, b"\x10\x07"), field(7, b"")].concat(),
            Kind::Onnx,
        ),
        (
            [vec![8, 4], field(2, &field(1, &field(1, b"image")))].concat(),
            Kind::CoreMl,
        ),
        (
            [vec![8, 1], field(2, &field(1, &field(2, b"\x0a\x03Add")))].concat(),
            Kind::SavedModel,
        ),
        (field(1, &node), Kind::TensorflowGraph),
        (
            [field(1, b"GoogleNet"), layer_field.clone()].concat(),
            Kind::Caffemodel,
        ),
        (layer_field, Kind::Caffemodel),
        (
            [field(1, b"CaffeNet"), field(2, &old_layer)].concat(),
            Kind::Caffemodel,
        ),
        (
            [vec![8, 1, 16, 3, 24, 8, 32, 8], field(5, &[0; 9])].concat(),
            Kind::CaffeMean,
        ),
        (b"\x1c\0\0\0TFL3".to_vec(), Kind::TfLite),
        (b"\0\0\0\0\x02\0\0\0\x05\0\0\0\0x".to_vec(), Kind::Darknet),
        (text("[net]\nbatch=1\n"), Kind::DarknetConfig),
        (
            text("<?xml version=\"1.0\"?>\n<net name=\"a\" version=\"11\">"),
            Kind::OpenVino,
        ),
        (
            text("{\"module\": \"keras\", \"class_name\": \"Functional\", \"config\": {}}"),
            Kind::KerasJson,
        ),
        (
            text(
                "{\"format\": \"layers-model\", \"modelTopology\": {\"class_name\": \"Model\", \"config\": {\"layers\": []}}}",
            ),
            Kind::TfJs,
        ),
        (
            text(
                "{\"metadata\": {}, \"weight_map\": {\"a\": \"model-00001-of-00002.safetensors\"}}",
            ),
            Kind::SafetensorsIndex,
        ),
        (text("PAR1\x15\x04"), Kind::Parquet),
        (text("ARROW1\0\0\x10"), Kind::Arrow),
        (text("tjgg\x03\0\0\0"), Kind::Ggml),
        ([&[0; 128][..], b"DICM\x02\0"].concat(), Kind::Dicom),
        (b"]\0\0\x80\0\xff\xff\xff\xff".to_vec(), Kind::Lzma),
        (
            b"\0\x05\x16\x07\0\x02\0\0Mac OS X".to_vec(),
            Kind::AppleDouble,
        ),
        (b"\0asm\x01\0\0\0".to_vec(), Kind::Executable),
        (b"\xff\xd8\xff\xe0".to_vec(), Kind::Jpeg),
        (bmp, Kind::Bmp),
        (text("RIFF\x08\0\0\0WEBPVP8 "), Kind::WebP),
        (text("GIF89a"), Kind::Gif),
        (ftyp(b"heic\0\0\0\0mif1heic"), Kind::Heic),
        (ftyp(b"mif1\0\0\0\0mif1avif"), Kind::Avif),
        (ftyp(b"avif\0\0\0\0"), Kind::Avif),
        (ftyp(b"isom\0\0\x02\0isommp41"), Kind::Video),
        (b"II*\0\x08\0\0\0".to_vec(), Kind::Tiff),
        (b"II*\0\x10\0\0\0CR\x02\0".to_vec(), Kind::CameraRaw),
        (b"\0\0\x01\0\x01\0\x10\x10\0\0\x01\0".to_vec(), Kind::Ico),
        (text("P6\n4 4\n255\n"), Kind::Netpbm),
        (text("%PDF-1.7"), Kind::Pdf),
        (b"\x1f\x8b\x08\0".to_vec(), Kind::Gzip),
        (text("BZh91AY&SY"), Kind::Bzip2),
        (tar, Kind::Tar),
        (b"\x7fELF\x02".to_vec(), Kind::Executable),
        (
            text("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 2\n"),
            Kind::LfsPointer,
        ),
        (text("\n<!DOCTYPE html>\n<html>"), Kind::Html),
        (
            text("<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"x\"><html xmlns=\"y\">"),
            Kind::Html,
        ),
        (
            text("<?xml version=\"1.0\"?>\n<Error><Code>AccessDenied</Code>"),
            Kind::Xml,
        ),
        (
            text("<svg xmlns=\"http://www.w3.org/2000/svg\">"),
            Kind::Svg,
        ),
        (
            text("name: \"tiny\"\nlayer {\n  name: \"a\"\n}\n"),
            Kind::Prototxt,
        ),
        (
            text("# comment\ninput: \"data\"\nlayers{ name: \"a\" }"),
            Kind::Prototxt,
        ),
        (
            text("net: \"a.prototxt\"\nbase_lr: 0.01\n"),
            Kind::CaffeSolver,
        ),
        (
            text("train_net: \"a.prototxt\"\ntest_iter: 10\n"),
            Kind::CaffeSolver,
        ),
        (
            text("format: 1\nname: A\ninput: {height: 3}\nlayers: {a: flatten}\n"),
            Kind::Description,
        ),
        (
            text("name: A\nlayers: {\n a: flatten}\n"),
            Kind::Description,
        ),
        (
            text("{format: 1, name: A, layers: {a: flatten}}"),
            Kind::Description,
        ),
        (text("{\"format\": 1, \"layers\": {}}"), Kind::Description),
        (text("{\"a\": 1}"), Kind::Json),
        (utf16("format: 1"), Kind::Utf16),
        (b"\xff\xfef\0".to_vec(), Kind::Utf16),
        (text("tench\ngoldfish\n"), Kind::Text),
        (text("layer: {dense: 3}\n"), Kind::Text),
    ]
}

#[test]
fn files_are_recognised_by_their_first_bytes() {
    for (bytes, kind) in examples() {
        let shown = bytes[..bytes.len().min(40)].escape_ascii();
        assert_eq!(Kind::of(&bytes), Some(kind), "{shown}");
    }
}

#[test]
fn bytes_of_no_kind_are_of_none() {
    let ramp: Vec<u8> = (1..=255).collect();
    let cases: [&[u8]; 8] = [
        &ramp,
        &[0xde, 0xad, 0xbe, 0xef],
        b"BM are my initials\x00\x01",
        b"\x08\x08\xff\xff\xff",
        &[8, 8, 0x12, 2, 1, 1],
        b"\x0a\x03abc\x12\x01",
        b"\x80\x02\xff",
        &[0x83, 0, 0, 0, 0, 0, 0, 0, b'x'],
    ];
    for bytes in cases {
        assert_eq!(Kind::of(bytes), None, "{}", bytes.escape_ascii());
    }
}

/// Every beginning of every example, and each with a byte changed, is looked at without a panic.
#[test]
fn any_bytes_are_looked_at() {
    for (bytes, _) in examples() {
        for end in 0..bytes.len().min(200) {
            let _ = Kind::of(&bytes[..end]);
            let mut changed = bytes.clone();
            changed[end] ^= 0xff;
            let _ = Kind::of(&changed);
        }
    }
}

#[test]
fn every_mistake_says_what_to_do() {
    for role in FileRole::ALL {
        for kind in Kind::ALL {
            let wrong = super::WrongFile { kind: *kind, role };
            let said = wrong.to_string();
            assert!(
                said.starts_with(kind.words()) && said.contains(role.words()),
                "{said}"
            );
            assert!(!wrong.help().is_empty() && !said.ends_with('.'), "{said}");
        }
    }
}

#[test]
fn what_is_expected_is_no_mistake() {
    let taken = |role: FileRole, first: &[u8]| role.mistake(first).is_none();
    assert!(taken(FileRole::Weights, b"\x14\0\0\0\0\0\0\0{\"a\""));
    assert!(taken(FileRole::Array, b"\x93NUMPY"));
    assert!(taken(FileRole::Description, b"conv: 3"));
    assert!(taken(FileRole::Prototxt, b"name: \"a\""));
    assert!(!taken(FileRole::Description, b"name: \"a\"\nlayer {"));
    assert!(!taken(FileRole::Prototxt, b"net: \"a\"\nbase_lr: 1\n"));
    assert!(!taken(FileRole::Caffemodel, b"name: \"a\""));
}

/// Words of a text may be those by which other kinds of files are told.
#[test]
fn texts_are_taken_whatever_their_words() {
    const BODY: &str = "format: 1\nname: A\ninput: {height: 3}\nlayers: {a: flatten}\n";
    let taken = |role: FileRole, text: &str| role.mistake(text.as_bytes()).map(|wrong| wrong.kind);
    let commented = |at: usize, word: &str| format!("#{}{word}\n", " ".repeat(at - 1));
    for (at, word) in [(257, "ustar"), (128, "DICM"), (4, "TFL3"), (4, "ftypheic")] {
        let comment = commented(at, word);
        let known = Kind::of(comment.as_bytes());
        assert!(known.is_some_and(|kind| kind != Kind::Text), "{word}");
        for text in [
            comment.clone() + BODY,
            format!("\u{feff}{}{BODY}", commented(at.max(8) - 3, word)),
            // The description begins behind what is looked at.
            comment.clone() + &"# größe\n".repeat(1000) + BODY,
        ] {
            assert_eq!(taken(FileRole::Description, &text), None, "{word}");
        }
        let prototxt = comment + "name: \"a\"\nlayer {\n}\n";
        assert_eq!(taken(FileRole::Prototxt, &prototxt), None, "{word}");
        assert_eq!(
            taken(FileRole::Description, &prototxt),
            Some(Kind::Prototxt),
            "{word}"
        );
    }
    let named = format!("#?RADIANCE\n{BODY}");
    assert_eq!(taken(FileRole::Description, &named), None);
    for (text, kind) in [
        ("<!DOCTYPE html>\n<html>", Kind::Html),
        ("7767517\n3 3\n", Kind::Ncnn),
        ("P3\n4 4\n255\n", Kind::Netpbm),
        ("%PDF-1.7\n", Kind::Pdf),
        ("(dp0\nVa\np1\nI1\ns.", Kind::Pickle),
        (
            "version https://git-lfs.github.com/spec/v1\n",
            Kind::LfsPointer,
        ),
    ] {
        assert_eq!(taken(FileRole::Description, text), Some(kind), "{text}");
    }
    let tar = [&b"specs/a.yaml"[..], &[0; 245], b"ustar\x0000"].concat();
    let wrong = FileRole::Description.mistake(&tar);
    assert_eq!(wrong.map(|wrong| wrong.kind), Some(Kind::Tar));
}
