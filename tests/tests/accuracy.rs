//! Tests of the errors of networks' steps against their bounds.

use googlenet_runtime::weights::formula;
use googlenet_runtime::{Network, Precision, dynamic, reference};
use googlenet_tests::root;

/// Returns pseudo-random values, of which one in 50 is a thousand times as large.
fn heavy_tailed(len: usize) -> Vec<f32> {
    let value = |at: u64| formula(3, at) as f32 * if at.is_multiple_of(50) { 1000.0 } else { 1.0 };
    (0..len as u64).map(value).collect()
}

#[test]
fn every_step_of_the_small_networks_keeps_its_bound() {
    let mut bounded = 0;
    for name in [
        "activations",
        "heads",
        "maps",
        "moves",
        "nested",
        "normal",
        "residual",
        "windows",
    ] {
        let path = root().join("specs").join(format!("{name}_small.yaml"));
        let model = dynamic::Model::from_file(path).expect("the spec is in order");
        let model = model.seeded(5);
        let input = heavy_tailed(model.graph().shape(0).len() * 2);
        for precision in [Precision::Fast, Precision::Strict] {
            let accuracy = reference::accuracy(&model, &input, 2, precision).expect("two images");
            assert_eq!(accuracy.images, 2);
            let broken: Vec<_> = accuracy.broken().collect();
            assert!(broken.is_empty(), "{name} {precision:?}: {broken:?}");
            let steps = accuracy.steps.iter();
            bounded += steps.filter(|step| step.of_bound.is_some()).count();
            for output in &accuracy.outputs {
                assert!(output.of_largest < 1e-4, "{name}: {output:?}");
            }
        }
    }
    assert!(bounded > 100, "{bounded}");
}
