//! Data of the tests.

use googlenet_view::report::{Confusion, Curves, Epoch};

/// A name that would end or begin elements, attributes and scripts.
pub(crate) const EVIL: &str = "</script><b a=\"'\">&amp;\u{1}{{dark}}";

/// Reproducible random numbers from 0 to 1 (SplitMix64).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// A training of `count` epochs that learns.
pub(crate) fn training(count: u64) -> Curves {
    let mut random = Random(count);
    let epoch = |number: u64| {
        let time = number as f64 / count as f64;
        let loss = 2.0 * (-4.0 * time).exp() + 0.05 * random.share();
        let accuracy = 1.0 - 0.4 * loss;
        Epoch {
            epoch: number,
            step: number * 45,
            learning_rate: 0.05 * (1.0 - time),
            loss,
            validation_loss: Some(loss * 1.25),
            accuracy,
            validation_accuracy: Some(accuracy * 0.875),
            images_per_second: 3540.0,
            seconds: 0.5,
        }
    };
    Curves {
        title: "Digits".to_owned(),
        about: vec![("optimizer".to_owned(), "sgd".to_owned())],
        epochs: (1..=count).map(epoch).collect(),
        best: None,
    }
}

/// A matrix of classes with these names, of which about one image in four is wrong.
pub(crate) fn matrix(names: Vec<String>, images: usize) -> Confusion {
    let classes = names.len();
    let mut random = Random(classes as u64);
    let mut matrix = Confusion::new(names);
    for image in 0..images {
        let label = image % classes;
        let prediction = match random.share() < 0.75 {
            true => label,
            false => (random.share() * classes as f64) as usize,
        };
        matrix.add(label, prediction);
    }
    matrix
}

/// Names of classes.
pub(crate) fn names(count: usize) -> Vec<String> {
    (0..count).map(|class| format!("class {class}")).collect()
}
