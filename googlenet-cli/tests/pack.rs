//! Tests of `googlenet pack`, and of the option `--packed` of other commands.

mod common;

use common::{HEADS, Workspace, array, values};

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
    let err = words(&place, &format!("run heads.yaml --packed w.packed {run}")).bad(1);
    assert!(
        err.contains("another network or layout: expected `conv + "),
        "{err}"
    );
    let err = words(
        &place,
        &format!("run tiny.yaml --packed w.safetensors {run}"),
    )
    .bad(1);
    assert!(
        err.contains("help: `googlenet pack` makes such files"),
        "{err}"
    );
    let err = words(&place, &format!("run tiny.yaml --packed none.packed {run}")).bad(1);
    assert!(err.contains("cannot use `none.packed`"), "{err}");
    words(&place, "pack heads.yaml --seed 3 -o h.packed").good();
    let err = words(
        &place,
        &format!("run heads.yaml --packed h.packed --tap conv {run}"),
    )
    .bad(1);
    assert!(err.contains("cannot tap `conv`"), "{err}");
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
        "pack tiny.yaml --seed 1",
        "pack tiny.yaml -o w2.packed",
        "pack tiny.yaml --seed 1 --weights w.safetensors -o w2.packed",
        "pack tiny.yaml --seed 1 --check w.packed -o w2.packed",
        "run tiny.yaml --seed 1 --packed w.packed --input x.npy",
        "bench tiny.yaml --weights w.safetensors --packed w.packed",
        "profile tiny.yaml --weights w.safetensors --packed w.packed",
    ] {
        words(&place, usage).bad(2);
    }
}
