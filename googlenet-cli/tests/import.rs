//! Tests of `googlenet import`.

use crate::common::{self, Workspace};
use googlenet_interop::caffe::proto::{BlobProto, BlobShape, LayerParameter, NetParameter};
use prost::Message;

const NET: &str = r#"name: "tiny net"
layer { name: "data" type: "Input" top: "data" input_param { shape { dim: 1 dim: 3 dim: 4 dim: 4 } } }
layer { name: "conv" type: "Convolution" bottom: "data" top: "conv" convolution_param { num_output: 2 kernel_size: 3 } }
layer { name: "fc" type: "InnerProduct" bottom: "conv" top: "fc" inner_product_param { num_output: 2 } }
layer { name: "prob" type: "Softmax" bottom: "fc" top: "prob" }
"#;

fn model(filters: i64) -> Vec<u8> {
    let blob = |dim: &[i64]| BlobProto {
        shape: Some(BlobShape { dim: dim.to_vec() }),
        data: vec![0.25; dim.iter().product::<i64>() as usize],
        ..BlobProto::default()
    };
    let layer = |name: &str, kernel: &[i64], bias: i64| LayerParameter {
        name: Some(name.into()),
        blobs: vec![blob(kernel), blob(&[bias])],
        ..LayerParameter::default()
    };
    let layer = vec![
        layer("conv", &[filters, 3, 3, 3], filters),
        layer("fc", &[2, 4 * filters], 2),
    ];
    NetParameter {
        layer,
        ..NetParameter::default()
    }
    .encode_to_vec()
}

fn place() -> Workspace {
    let place = Workspace::new();
    place.put("net.prototxt", NET);
    place.put("net.caffemodel", model(2));
    place
}

fn words(more: &str) -> Vec<&str> {
    let mut words = vec!["import", "net.prototxt", "net.caffemodel", "-o", "out"];
    words.extend(more.split_whitespace());
    words
}

fn written(place: &Workspace) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(place.path("out")) else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

fn spec(place: &Workspace) -> String {
    String::from_utf8(place.get("out/TinyNet.yaml")).expect("text")
}

#[test]
fn import_writes_two_files_that_run_takes() {
    let place = place();
    let out = place.run(&words("--color bgr")).good();
    let report = "\
TinyNet from Caffe: 3 layers, 74 parameters, 232 MACs
  input 4x4x3, output fc 2
  4 tensors
  written to out/TinyNet.yaml, out/TinyNet.safetensors
";
    assert_eq!(out, report);
    assert_eq!(written(&place), ["TinyNet.safetensors", "TinyNet.yaml"]);
    assert_eq!(
        place.names(),
        ["net.caffemodel", "net.prototxt", "out", "tiny.yaml"]
    );
    let lines = "\
layers:
  conv:    {conv: 2, kernel: 3}
  flatten: flatten
  fc:      {dense: 2, activation: softmax}
";
    assert!(spec(&place).ends_with(lines), "{}", spec(&place));
    let x = common::array(&common::values(48), "(1, 4, 4, 3)");
    place.put("x.npy", x);
    let run = "run out/TinyNet.yaml --weights out/TinyNet.safetensors --input x.npy --output y.npy";
    place.run(&run.split(' ').collect::<Vec<_>>()).good();
    let (shape, values) = common::read(&place.get("y.npy"));
    assert_eq!((shape, values), (vec![1, 2], vec![0.5, 0.5]));
}

#[test]
fn files_that_are_there_are_kept_unless_forced() {
    let place = place();
    place.run(&words("--color bgr")).good();
    let before = place.get("out/TinyNet.safetensors");
    place.put("net.caffemodel", model(3));
    place.put(
        "net.prototxt",
        NET.replace("num_output: 2 kernel", "num_output: 3 kernel"),
    );
    let err = place.run(&words("")).bad(1);
    assert!(
        err.contains("`out/TinyNet.yaml` is there already") && err.contains("--force"),
        "{err}"
    );
    assert_eq!(place.get("out/TinyNet.safetensors"), before);
    place.run(&words("--color bgr --force")).good();
    assert!(spec(&place).contains("conv: 3"));
    assert_ne!(place.get("out/TinyNet.safetensors"), before);
    let ended = place.run(&words("--color bgr --name other_net"));
    assert_eq!(ended.status, Some(0));
    assert_eq!(
        ended.err,
        "warning: the network is called `OtherNet`, not `other_net`: names of networks are letters and digits, words \
         with a capital\n"
    );
    assert_eq!(
        written(&place),
        [
            "OtherNet.safetensors",
            "OtherNet.yaml",
            "TinyNet.safetensors",
            "TinyNet.yaml"
        ]
    );
}

#[test]
fn preprocessing_and_labels_go_into_the_description() {
    let place = place();
    place.put("words.txt", "cat\ndog\n");
    let line = "--mean 104,117.5,123 --color bgr --resize 5 --labels words.txt";
    place.run(&words(line)).good();
    assert_eq!(place.get("out/words.txt"), b"cat\ndog\n");
    let text = spec(&place);
    let line = "preprocess: {resize: 5, crop: 4, color: bgr, mean: [104, 117.5, 123]}\nlabels: words.txt\n";
    assert!(text.contains(line), "{text}");
    // A file inside the output folder is named relative to it, and not copied.
    std::fs::create_dir(place.path("out/names")).expect("a folder");
    place.put("out/names/classes.txt", "cat\ndog\n");
    place
        .run(&words("--force --color bgr --labels out/names/classes.txt"))
        .good();
    assert!(spec(&place).contains("\nlabels: names/classes.txt\n"));
    assert!(!written(&place).contains(&"classes.txt".to_owned()));
    place.run(&words("--force --labels ..")).bad(2);
    place.run(&words("--force --mean 1,x")).bad(2);
    place.run(&words("--force --mean 256")).bad(2);
    place.run(&words("--force --color cmyk")).bad(2);
}

#[test]
fn labels_are_copied_so_that_classify_works() {
    let place = place();
    std::fs::create_dir(place.path("elsewhere")).expect("a folder");
    place.put("elsewhere/words.txt", "cat\ndog\n");
    let line = "--color bgr --labels elsewhere/words.txt";
    let report = place.run(&words(&format!("{line} --json"))).good();
    let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    assert_eq!(report["labels"], "out/words.txt");
    let names = ["TinyNet.safetensors", "TinyNet.yaml", "words.txt"];
    assert_eq!(written(&place), names);
    let image = common::root().join("assets/coffee_224.png");
    place.put("x.png", std::fs::read(image).expect("the image is there"));
    let classify = "classify out/TinyNet.yaml --weights out/TinyNet.safetensors x.png --json";
    let ended = place.run(&classify.split(' ').collect::<Vec<_>>());
    assert!(ended.out.contains("\"label\":\"cat\""), "{ended:?}");
    // The same content may be there, other content may not.
    std::fs::remove_file(place.path("out/TinyNet.yaml")).expect("it is there");
    std::fs::remove_file(place.path("out/TinyNet.safetensors")).expect("it is there");
    place.run(&words(line)).good();
    let other = format!("{line} --name Other");
    place.put("elsewhere/words.txt", "dog\ncat\n");
    let err = place.run(&words(&other)).bad(1);
    assert!(
        err.contains("`out/words.txt` is there already, with other labels")
            && err.contains("--force"),
        "{err}"
    );
    assert_eq!(written(&place), names);
    assert_eq!(place.get("out/words.txt"), b"cat\ndog\n");
    place.run(&words(&format!("{other} --force"))).good();
    assert_eq!(place.get("out/words.txt"), b"dog\ncat\n");
    place.run(&words("--color bgr --force --json")).good();
}

#[test]
fn labels_that_do_not_fit_write_nothing() {
    let place = place();
    place.put("words.txt", "cat\ndog\ncow\n");
    let err = place.run(&words("--color bgr --labels words.txt")).bad(1);
    assert!(
        err.contains("`words.txt`: expected 2 lines, one for each class, got 3"),
        "{err}"
    );
    place.put("TinyNet.yaml", "cat\ndog\n");
    let err = place
        .run(&words("--color bgr --labels TinyNet.yaml"))
        .bad(1);
    assert!(err.contains("the place of another file"), "{err}");
    assert!(!place.path("out").exists());
    // A copy that cannot be made takes back the weights.
    place.put("words.txt", "cat\ndog\n");
    std::fs::create_dir_all(place.path("out/words.txt/there")).expect("a folder");
    place
        .run(&words("--color bgr --force --labels words.txt"))
        .bad(1);
    assert_eq!(written(&place), ["words.txt"]);
}

#[test]
fn means_with_spaces_between_them_are_told() {
    let place = place();
    let first = |line: &str| {
        let mut all = vec!["import", "--mean"];
        all.extend(line.split(' '));
        place.run(&all).bad(2)
    };
    for err in [
        place.run(&words("--mean 104 117 123")).bad(2),
        place.run(&words("--mean=104 117 123 --color bgr")).bad(2),
        place.run(&words("--mean 104, 117, 123")).bad(2),
        first("104 117 123 net.prototxt net.caffemodel -o out"),
    ] {
        assert_eq!(
            err,
            "error: `--mean` takes one word, got 3; help: write its numbers with commas and no spaces, \
             `--mean 104,117,123`\n"
        );
    }
    let err = place.run(&words("--mean 104 --nothing")).bad(2);
    assert!(err.contains("'--nothing'"), "{err}");
    let help = place.run(&words("--help --mean 104 117")).good();
    assert!(help.contains("commas between them"), "{help}");
}

#[test]
fn images_that_nobody_describes_are_told() {
    let place = place();
    let ended = place.run(&words(""));
    assert_eq!(ended.status, Some(0));
    assert!(
        ended
            .err
            .starts_with("warning: no preprocessing is given: images are used as RGB from 0 to 1")
            && ended.err.contains("--color"),
        "{}",
        ended.err
    );
    // Means of three channels have Caffe's order: blue, green, red.
    place.run(&words("--force --mean 104,117,123")).good();
    let line = "preprocess: {color: bgr, mean: [104, 117, 123]}\n";
    assert!(spec(&place).contains(line), "{}", spec(&place));
}

#[test]
fn failures_write_nothing() {
    let place = place();
    let err = place.run(&words("--labels words.txt")).bad(1);
    assert!(err.contains("`words.txt`: there is no such file"), "{err}");
    place.put("net.caffemodel", &model(2)[..100]);
    let err = place.run(&words("")).bad(1);
    assert!(
        err.contains("`net.caffemodel`: the file is cut off: byte"),
        "{err}"
    );
    place.put("net.caffemodel", model(3));
    let err = place.run(&words("")).bad(1);
    assert!(
        err.contains("weights of \"conv\"") && err.contains("bias of \"conv\""),
        "{err}"
    );
    place.put("net.prototxt", NET.replace("Softmax", "Softmox"));
    let err = place.run(&words("")).bad(1);
    assert!(
        err.contains("--> net.prototxt:5:28") && err.contains("did you mean `Softmax`?"),
        "{err}"
    );
    let err = place
        .run(&["import", "none", "net.caffemodel", "-o", "out"])
        .bad(1);
    assert!(err.contains("cannot read `none`"), "{err}");
    place.run(&["import", "net.prototxt", "-o", "out"]).bad(1);
    place.put("net.prototxt", NET);
    place.run(&["import", "net.prototxt", "-o", "out"]).bad(2);
    place
        .run(&["import", "net.prototxt", "net.caffemodel"])
        .bad(2);
    assert_eq!(written(&place), [] as [String; 0]);
    assert!(!place.path("out").exists());
    place.put("net.prototxt", NET);
    place.put("net.caffemodel", model(2));
    let err = place
        .run(&["import", "net.prototxt", "net.caffemodel", "-o", "-"])
        .bad(2);
    assert!(err.contains("help: give a folder"), "{err}");
    assert!(!place.path("-").exists());
    // The output folder cannot be created, as a file has its name.
    place.put("out", "a file");
    let err = place.run(&words("")).bad(1);
    assert!(err.contains("cannot make `out`"), "{err}");
}

#[test]
fn weights_that_are_not_finite_are_refused() {
    let place = place();
    let mut net = NetParameter::decode(&model(2)[..]).expect("a network");
    net.layer[0].blobs[1].data[1] = f32::NAN;
    place.put("net.caffemodel", net.encode_to_vec());
    let err = place.run(&words("--color bgr")).bad(1);
    assert_eq!(
        err,
        "error: the weights of `net.caffemodel` are not all finite\n  `conv.bias`: NaN at [1]\n\
         help: `--allow-non-finite` goes on all the same\n"
    );
    assert_eq!(written(&place), [""; 0]);
    place.run(&words("--color bgr --allow-non-finite")).good();
    assert_eq!(written(&place), ["TinyNet.safetensors", "TinyNet.yaml"]);
}

#[test]
fn shells_complete_the_command() {
    let place = Workspace::new();
    for shell in ["bash", "zsh", "fish"] {
        let script = place.run(&["completions", shell]).good();
        assert!(
            script.contains("import") && script.contains("labels"),
            "{shell}"
        );
    }
    let help = place.run(&["import", "--help"]).good();
    assert!(
        help.contains("googlenet import deploy.prototxt bvlc_googlenet.caffemodel -o imported"),
        "{help}"
    );
}

#[test]
fn all_mistakes_of_a_prototxt_are_told_as_json() {
    let place = place();
    let net = NET.replace("kernel_size", "kernel_sise");
    let net = net.replace(
        "inner_product_param { num_output",
        "inner_product_param { num_outputs",
    );
    place.put("net.prototxt", net);
    let text = place.run(&words("")).bad(1);
    let ended = place.run(&words("--json"));
    assert_eq!((ended.status, ended.err.as_str()), (Some(1), ""));
    let error: serde_json::Value = serde_json::from_str(&ended.out).expect("JSON");
    let error = &error["error"];
    let all = error["diagnostics"].as_array().expect("a list");
    assert_eq!(all.len(), 2, "{error}");
    assert_eq!(text.matches("error: ").count(), 2, "{text}{error}");
    for mistake in all {
        let message = mistake["message"].as_str().expect("a message");
        let place = format!("net.prototxt:{}:{}", mistake["line"], mistake["column"]);
        assert!(
            text.contains(message) && text.contains(&place),
            "{text}{mistake}"
        );
    }
    for name in ["message", "help", "file", "line", "column"] {
        assert_eq!(error[name], all[0][name], "{name}");
    }
    assert_eq!(error["more"], 0);
}

/// A mean file as `compute_image_mean` writes it: 6x6 pixels of 100 to 135 in each of three channels.
fn mean_file() -> Vec<u8> {
    BlobProto {
        num: Some(1),
        channels: Some(3),
        height: Some(6),
        width: Some(6),
        data: (0..108).map(|at| 100.0 + (at % 36) as f32).collect(),
        ..BlobProto::default()
    }
    .encode_to_vec()
}

#[test]
fn a_mean_file_gives_its_means_or_each_pixels_own() {
    let place = place();
    place.put("mean.binaryproto", mean_file());
    let ended = place.run(&words("--mean mean.binaryproto"));
    assert_eq!(ended.status, Some(0), "{ended:?}");
    assert_eq!(
        ended.err,
        "warning: the mean of each channel of `mean.binaryproto` is subtracted; its 6x6 pixels differ from it by up to \
         17.5; help: `--mean-pixels` subtracts each pixel's own\n"
    );
    let line = "preprocess: {color: bgr, mean: [117.5, 117.5, 117.5]}\n";
    assert!(spec(&place).contains(line), "{}", spec(&place));
    let ended = place.run(&words("--mean mean.binaryproto --mean-pixels --force"));
    assert_eq!((ended.status, ended.err.as_str()), (Some(0), ""));
    let text = spec(&place);
    assert!(
        text.contains("preprocess: {resize: 6, crop: 4, color: bgr}\n"),
        "{text}"
    );
    assert!(text.contains("reshape: [1, 1, 48]"), "{text}");
    let image = common::root().join("assets/coffee_224.png");
    place.put("x.png", std::fs::read(image).expect("the image is there"));
    let line = "classify out/TinyNet.yaml --weights out/TinyNet.safetensors x.png --crops 10";
    let out = place.run(&line.split(' ').collect::<Vec<_>>()).good();
    assert!(out.starts_with("x.png\n  0.5"), "{out}");
    // A grey picture does not suit, a caffemodel is none, and a name that does not exist is told.
    let err = place.run(&words("--mean net.caffemodel --force")).bad(1);
    assert!(
        err.contains("`net.caffemodel` is a caffemodel; expected a mean file of Caffe"),
        "{err}"
    );
    let err = place
        .run(&words("--mean nothing.binaryproto --force"))
        .bad(1);
    assert!(
        err.contains("cannot use the mean `nothing.binaryproto`"),
        "{err}"
    );
    let err = place.run(&words("--mean 104 --mean-pixels --force")).bad(2);
    assert!(err.contains("`--mean-pixels` needs a mean file"), "{err}");
    place.run(&words("--mean-pixels --force")).bad(2);
}

#[test]
fn a_size_that_is_left_open_is_given() {
    let place = place();
    let open = NET.replace("dim: 4 dim: 4", "dim: 1 dim: 1");
    place.put("net.prototxt", open);
    let err = place.run(&words("--color bgr")).bad(1);
    assert!(err.contains("the size of the input is not stated"), "{err}");
    assert_eq!(err.matches("--input-size HxW").count(), 1, "{err}");
    place.run(&words("--color bgr --input-size 4x4")).good();
    assert!(spec(&place).contains("input: {height: 4, width: 4, channels: 3}"));
}
