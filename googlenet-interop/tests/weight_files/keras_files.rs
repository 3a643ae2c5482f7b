//! Files that Keras wrote, in all its forms.

use crate::kit::{Expected, assert_bits, assert_holds, fixture, opened, values};
use googlenet_interop::{Element, WeightFormat};

/// The tensors of the small model by the names of their layers.
const SMALL: [Expected; 8] = [
    ("conv/kernel", &[3, 3, 3, 4], 0, false),
    ("conv/bias", &[4], 1, false),
    ("norm/gamma", &[4], 2, false),
    ("norm/beta", &[4], 3, false),
    ("norm/moving_mean", &[4], 4, false),
    ("norm/moving_variance", &[4], 5, true),
    ("fc/kernel", &[4, 5], 6, false),
    ("fc/bias", &[5], 7, false),
];
/// And by their numbers in the layers, in the order of the places of their objects.
const NUMBERED: [Expected; 8] = [
    ("norm/vars/0", &[4], 2, false),
    ("norm/vars/1", &[4], 3, false),
    ("norm/vars/2", &[4], 4, false),
    ("norm/vars/3", &[4], 5, true),
    ("conv/vars/0", &[3, 3, 3, 4], 0, false),
    ("conv/vars/1", &[4], 1, false),
    ("fc/vars/0", &[4, 5], 6, false),
    ("fc/vars/1", &[5], 7, false),
];

#[test]
fn keras_2() {
    for (file, expected, warnings) in [
        ("keras2.h5", &SMALL[..], 0),
        ("keras2_weights.h5", &SMALL[..], 0),
        ("keras2_trained.h5", &SMALL[..2], 1),
    ] {
        let bytes = fixture(file);
        let read = opened(&bytes).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert_eq!(read.format(), WeightFormat::KerasH5);
        assert_holds(&read, Element::F32, expected);
        assert_eq!(
            read.warnings().len(),
            warnings,
            "{file}: {:?}",
            read.warnings()
        );
    }
    let bytes = fixture("keras2_trained.h5");
    assert_eq!(
        opened(&bytes).expect("read").warnings(),
        ["the state of the optimiser (`optimizer_weights`) is passed over"]
    );
}

#[test]
fn keras_2_model_in_a_model() {
    let bytes = fixture("keras2_nested.h5");
    let expected: [Expected; 7] = [
        ("stem/kernel", &[1, 1, 3, 4], 0, false),
        ("stem/bias", &[4], 1, false),
        ("conv_a/kernel", &[3, 3, 4, 4], 2, false),
        ("conv_a/bias", &[4], 3, false),
        ("conv_b/kernel", &[1, 1, 4, 4], 4, false),
        ("fc/kernel", &[4, 3], 5, false),
        ("fc/bias", &[3], 6, false),
    ];
    assert_holds(&opened(&bytes).expect("read"), Element::F32, &expected);
}

#[test]
fn keras_2_lists_in_parts() {
    let bytes = fixture("keras2_long.h5.gz");
    let expected: [Expected; 2] = [
        ("conv/kernel", &[1, 1, 1, 1], 0, false),
        ("conv/bias", &[1], 1, false),
    ];
    assert_holds(&opened(&bytes).expect("read"), Element::F32, &expected);
}

#[test]
fn keras_3_in_the_form_of_2() {
    let bytes = fixture("keras3.h5");
    let read = opened(&bytes).expect("read");
    let names: Vec<&str> = read.tensors().map(|(name, ..)| name).collect();
    for (name, (expected, dims, n, positive)) in names.iter().zip(SMALL) {
        assert_eq!(*name, format!("small/{expected}"));
        assert_bits(&read, name, &values(n, dims, positive));
    }
    assert_eq!(names.len(), SMALL.len());
}

#[test]
fn keras_3() {
    for (file, format) in [
        ("keras3.weights.h5", WeightFormat::KerasH5),
        ("keras3.keras", WeightFormat::Keras),
        ("keras3_deflated.keras", WeightFormat::Keras),
    ] {
        let bytes = fixture(file);
        let read = opened(&bytes).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert_eq!(read.format(), format);
        assert_holds(&read, Element::F32, &NUMBERED);
        assert!(read.warnings().is_empty(), "{file}: {:?}", read.warnings());
    }
}

#[test]
fn keras_3_model_in_a_model() {
    let bytes = fixture("keras3_nested.weights.h5");
    let expected: [Expected; 7] = [
        ("stem/vars/0", &[1, 1, 3, 4], 0, false),
        ("stem/vars/1", &[4], 1, false),
        ("fc/vars/0", &[4, 3], 5, false),
        ("fc/vars/1", &[3], 6, false),
        ("conv_a/vars/0", &[3, 3, 4, 4], 2, false),
        ("conv_a/vars/1", &[4], 3, false),
        ("conv_b/vars/0", &[1, 1, 4, 4], 4, false),
    ];
    assert_holds(&opened(&bytes).expect("read"), Element::F32, &expected);
}

#[test]
fn bfloat16() {
    let bytes = fixture("keras3_brain.weights.h5");
    let expected: [Expected; 2] = [
        ("layers/dense/vars/0", &[3, 2], 0, false),
        ("layers/dense/vars/1", &[2], 1, false),
    ];
    assert_holds(&opened(&bytes).expect("read"), Element::BF16, &expected);
}
