//! Tests of training from the weights of another network.

use crate::learning::{self, archive, place, train};
use serde_json::Value;

/// Returns the bytes of a tensor in a safetensors file.
fn tensor(bytes: &[u8], name: &str) -> Vec<u8> {
    let len = u64::from_le_bytes(bytes[..8].try_into().expect("8 bytes")) as usize;
    let header: Value = serde_json::from_slice(&bytes[8..8 + len]).expect("a header");
    let offsets = header[name]["data_offsets"].as_array().expect("a tensor");
    let [begin, end] = [0, 1].map(|at| offsets[at].as_u64().expect("an offset") as usize);
    bytes[8 + len..][begin..end].to_vec()
}

#[test]
fn a_network_begins_with_the_layers_that_it_shares_and_frozen_ones_stay() {
    let place = place();
    train(&place, "--data bars.npz --epochs 1 -o first").good();
    place.put("bars.yaml", learning::SPEC.replace("dense: 3", "dense: 2"));
    place.put("two.npz", archive(16, 2));
    let done = train(
        &place,
        "--data two.npz --epochs 1 -o second --from first/last.safetensors --freeze conv",
    );
    assert_eq!(done.status, Some(0), "{}", done.err);
    let said = "warning: 2 weight tensors begin at random: `classes.kernel` [64, 2], of which the file has [64, 3]; \
                `classes.bias` [2], of which the file has [3]\n";
    assert_eq!(done.err, said);
    let (first, second) = (
        place.get("first/last.safetensors"),
        place.get("second/last.safetensors"),
    );
    for name in ["conv.kernel", "conv.bias"] {
        assert!(
            tensor(&first, name) == tensor(&second, name),
            "{name} is frozen"
        );
    }
    train(&place, "--data two.npz --epochs 1 -o third").good();
    assert!(
        tensor(&first, "conv.kernel")
            != tensor(&place.get("third/last.safetensors"), "conv.kernel")
    );
}

#[test]
fn only_the_layers_that_are_named_are_taken() {
    let place = place();
    train(&place, "--data bars.npz --epochs 1 -o first").good();
    // With a learning rate of next to nothing weights stay as they begin.
    let words = "--data bars.npz --epochs 1 --lr 1e-30 --optimizer adam";
    train(&place, &format!("{words} -o fresh")).good();
    train(
        &place,
        &format!("{words} -o some --from first/last.safetensors --only conv"),
    )
    .good();
    let get = |run: &str, name: &str| tensor(&place.get(&format!("{run}/last.safetensors")), name);
    assert!(get("some", "conv.kernel") == get("first", "conv.kernel"));
    assert!(get("some", "classes.kernel") == get("fresh", "classes.kernel"));
    let told = place.words(
        "train bars.yaml --data bars.npz --epochs 1 -o told --threads 1 --from first/last.safetensors --only conv",
    );
    assert!(
        told.err.contains(
            "2 of 4 weight tensors come from first/last.safetensors, 2 begin at random\n"
        ),
        "{}",
        told.err
    );
    for (words, said) in [
        (
            "--from none.safetensors",
            "cannot read `none.safetensors`: there is no such file",
        ),
        (
            "--from first/last.safetensors --only cnv",
            "no weight that `first/last.safetensors` has begins with `cnv`",
        ),
        ("--from bars.yaml", "`bars.yaml` is"),
    ] {
        let err = train(&place, &format!("--data bars.npz -o no {words}")).bad(1);
        assert!(err.contains(said), "{words}: {err}");
    }
}
