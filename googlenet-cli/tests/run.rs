//! Tests of `googlenet run`.

use crate::common::{self, HEADS, Workspace, array, header, npy, read, root, run, values};

/// Runs the network on a NumPy file of the given bytes, and returns the shape and the values of the output.
#[track_caller]
fn output(place: &Workspace, input: &[u8]) -> (Vec<u64>, Vec<f32>) {
    place.put("x.npy", input);
    assert_eq!(run(place, "--input x.npy --output y.npy").good(), "");
    read(&place.get("y.npy"))
}

#[test]
fn the_output_is_an_array_of_the_batch() {
    let place = Workspace::new();
    let input = values(72);
    let (shape, all) = output(&place, &array(&input, "(3, 4, 3, 2)"));
    assert_eq!(shape, [3, 3]);
    for (image, probabilities) in all.chunks_exact(3).enumerate() {
        assert!((probabilities.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        let one = array(&input[image * 24..][..24], "(4, 3, 2)");
        assert_eq!(
            output(&place, &one),
            (vec![1, 3], probabilities.to_vec()),
            "image {image}"
        );
    }
    assert_eq!(
        place.names(),
        ["tiny.yaml", "x.npy", "y.npy"],
        "nothing else is left"
    );
}

#[test]
fn every_form_of_the_same_floats_gives_the_same_result() {
    let place = Workspace::new();
    let input = values(24);
    let expected = output(&place, &array(&input, "(1, 4, 3, 2)"));
    let big: Vec<u8> = input.iter().flat_map(|value| value.to_be_bytes()).collect();
    let double = |value: &f32| f64::from(*value).to_le_bytes();
    let double: Vec<u8> = input.iter().flat_map(double).collect();
    for (ty, bytes) in [(">f4", &big), ("<f8", &double)] {
        let bytes = npy(&header(ty, false, "(1, 4, 3, 2)"), bytes);
        assert_eq!(output(&place, &bytes), expected, "{ty}");
    }
    let version_1 = array(&input, "(4, 3, 2)");
    for version in [2, 3] {
        let mut bytes = version_1.clone();
        bytes[6] = version;
        bytes.splice(10..10, [0, 0]);
        assert_eq!(output(&place, &bytes), expected, "version {version}");
    }
}

#[test]
fn threads_do_not_change_the_result() {
    let place = Workspace::new();
    place.put("x.npy", array(&values(48), "(2, 4, 3, 2)"));
    let outputs = ["1", "2", "3"].map(|threads| {
        let words = "run tiny.yaml --seed 3 --input x.npy --output y.npy --threads";
        let mut args: Vec<&str> = words.split_whitespace().collect();
        args.push(threads);
        place.run(&args).good();
        place.get("y.npy")
    });
    assert!(outputs.iter().all(|output| *output == outputs[0]));
}

#[test]
fn a_tap_of_a_step_gives_what_leaves_it() {
    let place = Workspace::new();
    place.put("tiny.yaml", HEADS);
    place.put("x.npy", array(&values(24), "(1, 4, 3, 2)"));
    let tap = |name: &str| {
        let words = format!("--input x.npy --tap {name} --output tap.npy");
        assert_eq!(run(&place, &words).good(), "");
        read(&place.get("tap.npy"))
    };
    let (step, alone) = (tap("conv"), tap("conv.conv"));
    assert_eq!(step, tap("conv.activation"));
    assert_eq!(step.0, alone.0);
    assert!(step.1.iter().all(|value| *value >= 0.0) && alone.1.iter().any(|value| *value < 0.0));
    assert_eq!(tap("mean"), tap("mean.mean"));
    let err = run(&place, "--input x.npy --tap conv.com --output z.npy").bad(1);
    assert!(err.contains("did you mean `conv.conv`?"), "{err}");
}

#[test]
fn a_tap_gives_that_layers_output() {
    let place = Workspace::new();
    let input = array(&values(48), "(2, 4, 3, 2)");
    let (_, classes) = output(&place, &input);
    let tap = |layer: &str| {
        let words = format!("--input x.npy --tap {layer} --output tap.npy");
        assert_eq!(run(&place, &words).good(), "");
        read(&place.get("tap.npy"))
    };
    let (shape, conv) = tap("conv");
    assert_eq!(shape, [2, 4, 3, 5]);
    assert!(conv.iter().all(|value| *value >= 0.0) && conv.iter().any(|value| *value > 0.0));
    let (shape, pool) = tap("pool");
    assert_eq!(shape, [2, 2, 1, 5]);
    let window = |image: usize, row: usize, channel: usize| {
        let at = |y: usize, x: usize| conv[((image * 4 + y) * 3 + x) * 5 + channel];
        let rows = [2 * row, 2 * row + 1];
        rows.iter()
            .flat_map(|y| [at(*y, 0), at(*y, 1)])
            .fold(f32::MIN, f32::max)
    };
    for (at, value) in pool.iter().enumerate() {
        assert_eq!(
            *value,
            window(at / 10, at / 5 % 2, at % 5),
            "the largest of the window at {at}"
        );
    }
    assert_eq!(tap("classes"), (vec![2, 3], classes));
    let err = run(&place, "--input x.npy --tap cnv --output z.npy").bad(1);
    assert_eq!(
        err,
        "error: the network has no layer `cnv`; did you mean `conv`?\n"
    );
    assert!(!place.path("z.npy").exists());
}

#[test]
fn without_an_output_file_the_likely_classes_are_printed() {
    let place = Workspace::new();
    let (_, classes) = output(&place, &array(&values(48), "(2, 4, 3, 2)"));
    let out = run(&place, "--input x.npy --top 2").good();
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].starts_with("2 images in "), "{out}");
    assert!(lines[0].ends_with(" ms on 1 thread, output 3"), "{out}");
    let mut expected = Vec::new();
    for (image, classes) in classes.chunks_exact(3).enumerate() {
        let mut order: Vec<usize> = (0..3).collect();
        order.sort_by(|a, b| classes[*b].total_cmp(&classes[*a]));
        expected.push(format!("image {image}"));
        let line = |class: &usize| format!("  class {class:>5}  {:.6}", classes[*class]);
        expected.extend(order[..2].iter().map(line));
    }
    assert_eq!(lines[1..], expected);
}

#[test]
fn a_map_is_not_printed() {
    let place = Workspace::new();
    let spec = "format: 1\nname: Map\ninput: {height: 4, width: 3, channels: 2}\n\
                layers:\n  conv: {conv: 5, kernel: 3}\n";
    place.put("tiny.yaml", spec);
    place.put("x.npy", array(&values(24), "(4, 3, 2)"));
    let out = run(&place, "--input x.npy").good();
    assert!(out.contains("write it with --output Y.npy"), "{out}");
    assert_eq!(output(&place, &place.get("x.npy")).0, [1, 2, 1, 5]);
}

#[test]
fn a_image_is_resized_to_the_input() {
    let place = Workspace::new();
    let spec = common::SPEC.replace("channels: 2", "channels: 3");
    place.put("tiny.yaml", spec);
    let image = root().join("assets/coffee_224.png");
    let image = image.to_str().expect("a path in UTF-8");
    assert!(
        run(&place, &format!("--image {image}"))
            .good()
            .starts_with("1 image in ")
    );
    run(&place, &format!("--image {image} --output y.npy")).good();
    assert_eq!(read(&place.get("y.npy")).0, [1, 3]);
    run(&place, &format!("--image {image} --max-pixels 50.2k")).good();
    let err = run(&place, &format!("--image {image} --max-pixels 50.1k")).bad(1);
    assert!(
        err.contains("224 x 224 has more than 50100 pixels; help: "),
        "{err}"
    );
}

#[test]
fn a_bad_image_is_the_users_mistake() {
    let place = Workspace::new();
    place.put("text.png", "no image");
    std::fs::create_dir(place.path("folder")).expect("a folder");
    for name in ["text.png", "nowhere.png", "folder", "tiny.yaml"] {
        let err = run(&place, &format!("--image {name} --output y.npy")).bad(1);
        assert!(err.starts_with("error: ") && err.contains(name), "{err}");
    }
    let image = root().join("assets/coffee_224.png");
    let image = image.to_str().expect("a path in UTF-8");
    let err = run(&place, &format!("--image {image}")).bad(1);
    assert!(err.contains("1 or 3 channels, got 4x3x2"), "{err}");
}

/// Returns a safetensors file of tensors with the given names and shapes, whose values are all 0.
fn safetensors(tensors: &[(&str, &[usize])]) -> Vec<u8> {
    let mut head = serde_json::Map::new();
    let mut end = 0;
    for (name, shape) in tensors {
        let start = end;
        end += shape.iter().product::<usize>() * 4;
        let tensor =
            serde_json::json!({"dtype": "F32", "shape": shape, "data_offsets": [start, end]});
        head.insert((*name).to_owned(), tensor);
    }
    let head = serde_json::Value::Object(head).to_string();
    let mut bytes = (head.len() as u64).to_le_bytes().to_vec();
    bytes.extend(head.as_bytes());
    bytes.resize(bytes.len() + end, 0);
    bytes
}

#[test]
fn weights_come_from_a_file() {
    let place = Workspace::new();
    place.put("x.npy", array(&values(24), "(4, 3, 2)"));
    let args = [
        "run",
        "tiny.yaml",
        "--weights",
        "w.safetensors",
        "--input",
        "x.npy",
    ];
    let tensors: [(&str, &[usize]); 4] = [
        ("conv.kernel", &[3, 3, 2, 5]),
        ("conv.bias", &[5]),
        ("classes.kernel", &[10, 3]),
        ("classes.bias", &[3]),
    ];
    place.put("w.safetensors", safetensors(&tensors));
    let done = place.run(&args);
    assert_eq!(
        (done.status, done.out.matches("  0.333333").count()),
        (Some(0), 3),
        "zero weights like all classes alike: {}",
        done.out
    );
    assert!(
        done.err
            .starts_with("warning: `w.safetensors` ends in 512 bytes of zeros"),
        "{}",
        done.err
    );

    let mut wrong = tensors;
    wrong[0].0 = "conf.kernel";
    wrong[2].1 = &[3, 10];
    place.put("w.safetensors", safetensors(&wrong));
    let err = place.run(&args).bad(1);
    for part in [
        "`w.safetensors`",
        "missing `conv.kernel`",
        "unknown `conf.kernel`",
        "`classes.kernel`",
    ] {
        assert!(err.contains(part), "{part} in {err}");
    }
    let names: Vec<String> = (0..40).map(|at| format!("other.{at}")).collect();
    let other: Vec<(&str, &[usize])> = names.iter().map(|name| (&**name, &[1usize][..])).collect();
    place.put("w.safetensors", safetensors(&[&wrong[..], &other].concat()));
    let err = place.run(&args).bad(1);
    assert_eq!(err.lines().count(), 13, "{err}");
    assert!(
        err.contains(
            "\n  and 33 more\nhelp: is it another network's file? `googlenet weights list"
        ),
        "{err}"
    );
    place.put("w.safetensors", safetensors(&other));
    let err = place.run(&args).bad(1);
    assert!(err.contains("by their shapes 0 of 2 modules fit"), "{err}");
    assert_eq!(err.matches("help: ").count(), 1, "{err}");
    place.put("w.safetensors", "no weights");
    assert!(
        place.run(&args).bad(1).contains(
            "`w.safetensors` is text; expected weights: safetensors, or a file of PyTorch"
        )
    );
    std::fs::remove_file(place.path("w.safetensors")).expect("removing a file");
    assert!(place.run(&args).bad(1).contains("`w.safetensors`"));
}

#[test]
fn a_broken_description_is_reported_as_check_does() {
    let place = Workspace::new();
    place.put("tiny.yaml", "format: 1\nname: 3\n");
    let err = run(&place, "--input x.npy").bad(1);
    assert!(err.starts_with("error[GN"), "{err}");
    assert_eq!(place.run(&["check", "tiny.yaml"]).bad(1), err);
}

#[test]
fn inputs_and_results_that_are_not_finite_are_errors() {
    let place = Workspace::new();
    let help = "\nhelp: `--allow-non-finite` goes on all the same\n";
    let mut input = values(48);
    input[24 + 7] = f32::NAN;
    input[24 + 9] = f32::INFINITY;
    place.put("x.npy", array(&input, "(2, 4, 3, 2)"));
    let err = run(&place, "--input x.npy --output y.npy").bad(1);
    assert_eq!(
        err,
        format!(
            "error: the input `x.npy` is not finite: NaN at [1, 1, 0, 1], the first of 2 such values{help}"
        )
    );
    let out = run(&place, "--input x.npy --top 1 --allow-non-finite");
    assert_eq!(out.status, Some(0), "{}", out.err);

    place.put("x.npy", array(&values(24), "(4, 3, 2)"));
    let export = ["export", "tiny.yaml", "--seed", "3", "-o", "w.safetensors"];
    place.run(&export).good();
    let mut bytes = place.get("w.safetensors");
    // A sum of finite values that is not.
    for at in 0..30 {
        common::spoil(&mut bytes, "classes.kernel", at, f32::MAX);
    }
    place.put("w.safetensors", &bytes);
    let weights = |more: &str| {
        let words = format!("run tiny.yaml --weights w.safetensors --input x.npy {more}");
        place.run(&words.split_whitespace().collect::<Vec<_>>())
    };
    let said = format!(
        "error: the output `classes` is not finite: NaN at [0, 0], the first of 3 such values{help}"
    );
    assert_eq!(weights("").bad(1), said);
    assert_eq!(weights("--output y.npy").bad(1), said);
    assert!(!place.path("y.npy").exists());
    let err = weights("--tap classes --output y.npy").bad(1);
    assert!(
        err.contains("the result of `classes` is not finite"),
        "{err}"
    );
    let out = weights("--allow-non-finite --top 2").good();
    assert_eq!(out.matches("NaN").count(), 2, "{out}");
    weights("--allow-non-finite --output y.npy").good();
    assert!(
        read(&place.get("y.npy"))
            .1
            .iter()
            .all(|value| value.is_nan())
    );
}

#[test]
fn classes_have_the_names_of_the_labels() {
    let place = Workspace::new();
    let spec = common::SPEC.replace("layers:", "labels: names.txt\nlayers:");
    place.put("tiny.yaml", spec);
    place.put("x.npy", array(&values(24), "(4, 3, 2)"));
    place
        .run(&["pack", "tiny.yaml", "--seed", "3", "-o", "w.packed"])
        .good();
    let lines = |args: &[&str]| -> Vec<String> {
        let out = place.run(args).good();
        out.lines().skip(1).map(str::to_owned).collect()
    };
    let seed = ["run", "tiny.yaml", "--seed", "3", "--input", "x.npy"];
    let packed = [
        "run",
        "tiny.yaml",
        "--packed",
        "w.packed",
        "--input",
        "x.npy",
    ];
    let bare = lines(&seed);
    place.put("names.txt", "ash\nbeech\u{1b}[2J\noak\n");
    for args in [seed, packed] {
        let named = lines(&args);
        assert_eq!(named.len(), 3);
        for (named, bare) in named.iter().zip(&bare) {
            let class = bare.split_whitespace().nth(1).expect("an index");
            let class: usize = class.parse().expect("a number");
            let name = ["ash", "beech\u{fffd}[2J", "oak"][class];
            assert_eq!(*named, format!("{bare}  {name}"));
        }
    }
}
