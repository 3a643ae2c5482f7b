//! Tests of `googlenet train`: what becomes of its images.

use crate::learning::{self, place, train};
use googlenet_interop::npz::Writer;

#[test]
fn images_are_taken_as_they_are() {
    let place = place();
    place.put(
        "plain.yaml",
        learning::SPEC.replace("  augment: {shift: 1}\n", ""),
    );
    train(&place, "--data bars.npz -o run --epochs 1 --no-augment").good();
    let spec = String::from_utf8(place.get("run/bars.yaml")).expect("UTF-8");
    assert!(!spec.contains("augment"), "{spec}");
    train(&place, "--data bars.npz -o run --epochs 2 --resume").good();
    let words = "--threads 1 --quiet --data bars.npz --epochs 2";
    place
        .words(&format!("train plain.yaml {words} -o plain"))
        .good();
    place
        .words(&format!("train bars.yaml {words} -o moved"))
        .good();
    let weights = |run: &str| place.get(&format!("{run}/last.safetensors"));
    assert!(weights("run") == weights("plain"), "an option of the run");
    assert!(weights("run") != weights("moved"));
    let err = train(&place, "--data bars.npz -o moved --resume --no-augment").bad(1);
    assert!(
        err.starts_with("error: `--no-augment` is true, but the run was begun with false; help: "),
        "{err}"
    );
}

#[test]
fn a_share_for_validation_may_be_of_percent() {
    let place = place();
    for (share, run) in [("0.25", "number"), ("25%", "percent")] {
        train(
            &place,
            &format!("--data bars.npz --validation {share} -o {run} --epochs 1"),
        )
        .good();
    }
    for name in ["best.safetensors", "run.json", "bars.yaml"] {
        assert!(
            place.get(&format!("number/{name}")) == place.get(&format!("percent/{name}")),
            "{name}"
        );
    }
    let err = train(&place, "--data bars.npz --validation 250% -o other").bad(1);
    assert!(
        err.contains("expected a share for validation above 0 and below 1, got 2.5; help: "),
        "{err}"
    );
    let err = train(&place, "--data bars.npz --validation many% -o other").bad(1);
    assert!(err.contains("`many%`"), "{err}");
}

#[test]
fn floats_of_another_scale_are_told() {
    let place = place();
    for (name, factor) in [("large", 255.0), ("small", 1.0)] {
        let mut archive = Writer::new(Vec::new());
        let pixels = (0..6).flat_map(|number| learning::pixels(number % 3, number));
        let pixels: Vec<f32> = pixels
            .map(|pixel| f32::from(pixel) / 255.0 * factor)
            .collect();
        archive
            .array("images", &[6, 8, 8], &pixels)
            .expect("an array");
        archive
            .integers("labels", &[6], &[0, 1, 2, 0, 1, 2])
            .expect("an array");
        place.put(
            &format!("{name}.npz"),
            archive.finish().expect("an archive"),
        );
        let done = train(&place, &format!("--data {name}.npz --epochs 1 -o {name}"));
        let said = "warning: images of floats are taken as they are, and have values up to 249, where those of 8-bit images are \
                    up to 1.0; help: save them as the network reads them, or as `uint8`\n";
        let expected = if factor > 1.0 { said } else { "" };
        assert_eq!((done.status, &*done.err), (Some(0), expected));
    }
}
