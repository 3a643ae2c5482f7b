//! Tests of `googlenet pack`, and of the option `--packed` of other commands.

use crate::common::{self, HEADS, Workspace, array, values};

fn words<'a>(place: &Workspace, words: &'a str) -> common::Finished {
    place.run(&words.split_whitespace().collect::<Vec<&'a str>>())
}

fn place() -> Workspace {
    let place = Workspace::new();
    place.put("heads.yaml", HEADS);
    place.put("x.npy", array(&values(24), "(1, 4, 3, 2)"));
    words(&place, "export tiny.yaml --seed 3 -o w.safetensors").good();
    let packed = "pack tiny.yaml --weights w.safetensors -o w.packed";
    assert_eq!(words(&place, packed).good(), "");
    place
}

#[test]
fn packed_weights_run_to_the_same_bits() {
    let place = place();
    for (weights, output) in [
        ("--seed 3", "seed.npy"),
        ("--weights w.safetensors", "weights.npy"),
        ("--packed w.packed", "packed.npy"),
    ] {
        let run = format!("run tiny.yaml {weights} --input x.npy --output {output}");
        words(&place, &run).good();
        assert_eq!(place.get(output), place.get("seed.npy"), "{weights}");
        let tap = format!("run tiny.yaml {weights} --input x.npy --tap pool --output tap-{output}");
        words(&place, &tap).good();
        let tapped = place.get(&format!("tap-{output}"));
        assert_eq!(tapped, place.get("tap-seed.npy"), "{weights}");
    }
    words(&place, "pack tiny.yaml --seed 3 -o again.packed").good();
    assert_eq!(place.get("again.packed"), place.get("w.packed"));
    let checksum = |weights: &str| {
        let bench = format!("bench tiny.yaml {weights} --seconds 0.01 --json");
        let json: serde_json::Value =
            serde_json::from_str(&words(&place, &bench).good()).expect("JSON");
        json["checksum"].clone()
    };
    assert_eq!(checksum("--packed w.packed"), checksum("--seed 3"));
    words(&place, "profile tiny.yaml --packed w.packed --runs 1").good();
}

#[test]
fn a_check_reads_the_weights() {
    let place = place();
    let said = words(&place, "pack tiny.yaml --check w.packed").good();
    assert!(
        said.starts_with("w.packed: ") && said.ends_with("in order\n"),
        "{said}"
    );
    let said = words(&place, "pack tiny.yaml --check w.packed --seed 3").good();
    assert!(said.contains(" of seed 3, "), "{said}");
    let err = words(&place, "pack tiny.yaml --check w.packed --seed 4").bad(1);
    assert!(
        err.contains("other packed weights than those of seed 4"),
        "{err}"
    );
    let mut bytes = place.get("w.packed");
    *bytes.last_mut().expect("a byte") ^= 1;
    place.put("damaged.packed", &bytes);
    let err = words(&place, "pack tiny.yaml --check damaged.packed").bad(1);
    assert!(err.contains("checksum of the weights: expected"), "{err}");
}

#[test]
fn what_does_not_fit_is_an_error() {
    let place = place();
    let run = "--input x.npy --output y.npy";
    let all = "--input x.npy --output y.npz";
    let err = words(&place, &format!("run heads.yaml --packed w.packed {all}")).bad(1);
    assert!(
        err.contains("packed for another network: expected `conv + "),
        "{err}"
    );
    let err = words(&place, &format!("run tiny.yaml --weights w.packed {run}")).bad(1);
    assert_eq!(
        err,
        "error: `w.packed` is a file of packed weights; expected weights: safetensors, or a file of PyTorch, Keras, \
         TensorFlow.js or NumPy; help: give packed weights with `--packed`, in Rust to `PackedNetwork::open`\n"
    );
    let err = words(
        &place,
        &format!("run tiny.yaml --packed w.safetensors {run}"),
    )
    .bad(1);
    assert!(
        err.contains("or pack it: `googlenet pack SPEC --weights FILE -o FILE.packed`"),
        "{err}"
    );
    let err = words(&place, &format!("run tiny.yaml --packed none.packed {run}")).bad(1);
    assert!(err.contains("cannot use `none.packed`"), "{err}");
    words(&place, "pack heads.yaml --seed 3 -o h.packed").good();
    let err = words(
        &place,
        &format!("run heads.yaml --packed h.packed --tap conv.conv {run}"),
    )
    .bad(1);
    assert!(err.contains("cannot tap `conv.conv`"), "{err}");
    let other = place
        .command(&["pack", "tiny.yaml", "--check", "w.packed"])
        .env("GOOGLENET_ISA", "portable")
        .output();
    let other = common::Finished::of(other.expect("the binary starts"));
    if googlenet_runtime::Isa::chosen() != googlenet_runtime::Isa::Portable {
        let err = other.bad(1);
        assert!(
            err.contains("instruction set: expected portable, got"),
            "{err}"
        );
    }
    assert!(!place.path("y.npy").exists());
    for usage in [
        "pack tiny.yaml",
        "pack tiny.yaml -o w2.packed",
        "pack tiny.yaml --seed 1 --weights w.safetensors -o w2.packed",
        "pack tiny.yaml --seed 1 --check w.packed -o w2.packed",
        "run tiny.yaml --seed 1 --packed w.packed --input x.npy",
        "bench tiny.yaml --weights w.safetensors --packed w.packed",
        "profile tiny.yaml --weights w.safetensors --packed w.packed",
        "run tiny.yaml --seed 1 --verify --input x.npy",
    ] {
        words(&place, usage).bad(2);
    }
}

#[test]
fn damaged_weights_are_found_where_it_is_asked() {
    let place = place();
    let mut bytes = place.get("w.packed");
    *bytes.last_mut().expect("a byte") ^= 1;
    place.put("damaged.packed", &bytes);
    let run = "run tiny.yaml --packed damaged.packed --input x.npy";
    assert!(words(&place, run).good().contains("class"));
    let err = words(&place, &format!("{run} --verify")).bad(1);
    assert!(
        err.contains("cannot use `damaged.packed` as packed weights: checksum of the weights"),
        "{err}"
    );
    let verified = "run tiny.yaml --packed w.packed --verify --input x.npy";
    words(&place, verified).good();
}

#[test]
fn what_is_not_finite_is_not_packed() {
    let place = place();
    let help = "\nhelp: `--allow-non-finite` goes on all the same\n";
    let mut bytes = place.get("w.safetensors");
    common::spoil(&mut bytes, "classes.bias", 1, f32::NAN);
    place.put("nan.safetensors", &bytes);
    let weights = "--weights nan.safetensors";
    let said = format!(
        "error: the weights of `nan.safetensors` are not all finite\n  `classes.bias`: NaN at [1]{help}"
    );
    for command in [
        format!("pack tiny.yaml {weights} -o nan.packed"),
        format!("run tiny.yaml {weights} --input x.npy --output y.npy"),
        format!("run tiny.yaml {weights} --input x.npy --tap conv --output y.npy"),
        format!("bench tiny.yaml {weights} --seconds 0.01"),
        format!("profile tiny.yaml {weights} --runs 1"),
        format!("export tiny.yaml {weights} -o y.onnx"),
        format!("export tiny.yaml {weights} -o y.safetensors"),
        format!("pack tiny.yaml --check w.packed {weights}"),
    ] {
        assert_eq!(words(&place, &command).bad(1), said, "{command}");
    }
    let written = ["nan.packed", "y.npy", "y.onnx", "y.safetensors"];
    assert!(written.iter().all(|name| !place.path(name).exists()));

    let pack = format!("pack tiny.yaml {weights} -o nan.packed --allow-non-finite");
    words(&place, &pack).good();
    let err = words(&place, "pack tiny.yaml --check nan.packed").bad(1);
    assert_eq!(
        err,
        format!(
            "error: the weights of `nan.packed` are not all finite\n  `classes`: NaN once packed{help}"
        )
    );
    words(
        &place,
        "pack tiny.yaml --check nan.packed --allow-non-finite",
    )
    .good();
    for command in [
        format!("bench tiny.yaml {weights} --seconds 0.01 --allow-non-finite"),
        format!("profile tiny.yaml {weights} --runs 1 --allow-non-finite"),
        format!("export tiny.yaml {weights} -o y.onnx --allow-non-finite"),
    ] {
        words(&place, &command).good();
    }

    // Weights that are finite alone.
    words(&place, "export heads.yaml --seed 3 -o h.safetensors").good();
    let mut bytes = place.get("h.safetensors");
    common::spoil(&mut bytes, "conv.batch_norm.moving_variance", 0, -1.0);
    place.put("h.safetensors", &bytes);
    let err = words(
        &place,
        "pack heads.yaml --weights h.safetensors -o h.packed",
    )
    .bad(1);
    assert!(
        err.starts_with(
            "error: the weights of the network are not all finite\n  `conv + conv.batch_norm"
        ) && err.contains("NaN once packed, the first of ")
            && err.ends_with(help),
        "{err}"
    );
    assert!(!place.path("h.packed").exists());
}

#[test]
fn packed_weights_of_little_memory_are_their_own() {
    let place = Workspace::new();
    let text = "format: 1\nname: N\ninput: {height: 28, width: 28, channels: 3}\nlayers:\n  \
                first: {conv: 96, kernel: 1}\n  second: {conv: 128, kernel: 3, padding: same}\n";
    place.put("n.yaml", text);
    let size = |memory: &str| {
        let file = format!("{memory}.packed");
        words(
            &place,
            &format!("pack n.yaml --seed 3 --memory {memory} -o {file}"),
        )
        .good();
        place.get(&file).len()
    };
    assert!(size("low") < size("high"));
    let run =
        |memory: &str| format!("bench n.yaml --packed low.packed --seconds 0.01 --memory {memory}");
    words(&place, &run("low")).good();
    let err = words(&place, &run("high")).bad(1);
    let told = "packed for memory `low` or precision `strict`, asked for precision `fast` and memory `high`; help: ";
    assert!(err.contains(told), "{err}");
    let err = words(&place, "bench n.yaml --memory least").bad(2);
    assert!(err.contains("expected `high` or `low`"), "{err}");
    words(&place, "bench n.yaml --training --memory low").bad(2);
    let needs = |memory: &str| {
        let summary = words(&place, &format!("summary n.yaml --json --memory {memory}")).good();
        let json: serde_json::Value = serde_json::from_str(&summary).expect("JSON");
        assert_eq!(json["memory"], memory);
        json["needs_bytes"].as_u64().expect("bytes")
    };
    assert!(needs("low") < needs("high"));
    let text = words(&place, "summary n.yaml --format text --memory low").good();
    assert!(text.contains(" in all, memory low\n"), "{text}");
}

#[test]
fn weights_of_bf16_are_packed_for_processors_with_or_without_tiles() {
    let place = place();
    let run = |amx: &str, line: &str| {
        let mut command = place.command(&line.split_whitespace().collect::<Vec<&str>>());
        let out = command
            .env("GOOGLENET_AMX", amx)
            .output()
            .expect("it starts");
        let err = String::from_utf8_lossy(&out.stderr).into_owned();
        out.status.success().then_some(()).ok_or(err)
    };
    let pack = |amx: &str| {
        let line = format!("pack tiny.yaml --seed 3 --dtype bf16 -o {amx}.packed");
        run(amx, &line).expect("it packs");
        place.get(&format!("{amx}.packed"))
    };
    let result = |amx: &str, weights: &str| {
        let line = format!("run tiny.yaml {weights} --dtype bf16 --input x.npy --output y.npy");
        run(amx, &line).map(|()| place.get("y.npy"))
    };
    let files = ["on", "off"].map(pack);
    for amx in ["on", "off"] {
        let expected = result(amx, "--seed 3").expect("it runs");
        for packed in ["on", "off"] {
            let got = result(amx, &format!("--packed {packed}.packed"));
            match amx == packed || files[0] == files[1] {
                true => assert!(got.as_ref() == Ok(&expected), "{amx}: {got:?}"),
                false => {
                    let err = got.expect_err("other algorithms");
                    assert!(err.contains("packed with other algorithms"), "{err}");
                }
            }
        }
    }
    let err = words(
        &place,
        "run tiny.yaml --packed on.packed --input x.npy -o y.npy",
    )
    .bad(1);
    assert!(
        err.contains("bf16") && !err.contains("another network"),
        "{err}"
    );
}
