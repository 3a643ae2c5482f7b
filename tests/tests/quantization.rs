//! Quantisation of the digits network, whose int8 form is computed by simulation.

use googlenet_runtime::Network as _;
use googlenet_runtime::dynamic::Model;
use googlenet_runtime::quantize::{
    Calibration, Method, QuantizationReport, QuantizeOptions, Quantized, Simulation,
};
use googlenet_runtime::train::data::{Dataset, IdxFiles, Loader, LoaderOptions, Task};
use googlenet_tests::root;

fn digits() -> Model {
    let model = Model::from_file(root().join("specs/uci_digits.yaml")).expect("it compiles");
    let weights = root().join("examples/data/uci_digits.safetensors");
    model.load(weights).expect("weights of this network")
}

/// Returns the images of training or of the test, as the network reads them.
fn images(model: &Model, is_test: bool) -> Vec<Vec<f32>> {
    let files = IdxFiles::find(&root().join("examples/data/uci_digits"));
    let files = files[usize::from(is_test)].clone().expect("the digits");
    let dataset = Dataset::idx(&files).expect("images with labels");
    let graph = model.graph();
    let task = Task::of(&graph, model.preprocess(), &model.labels()).expect("ten classes");
    let mut loader = Loader::new(&dataset, &task, LoaderOptions::in_order(64)).expect("a loader");
    let mut images = Vec::new();
    while let Some(batch) = loader.next_batch().expect("a batch") {
        images.extend(batch.images.chunks(64).map(<[f32]>::to_vec));
    }
    images
}

fn quantized(model: &Model, method: Method, keep: &[&str]) -> (Quantized, QuantizationReport) {
    let mut options = QuantizeOptions::default();
    options.method = method;
    options.keep_f32 = keep.iter().map(|name| (*name).to_owned()).collect();
    options.input_is_non_negative = true;
    let mut calibration = Calibration::new(model, &options).expect("a network to quantise");
    let images = images(model, false);
    loop {
        for image in images.iter().step_by(7) {
            calibration.observe(image).expect("finite results");
        }
        if !calibration.next_pass().expect("images") {
            break calibration.finish().expect("images");
        }
    }
}

fn largest(values: &[f32]) -> usize {
    let order = |a: &usize, b: &usize| values[*a].total_cmp(&values[*b]).then(b.cmp(a));
    (0..values.len()).max_by(order).expect("values")
}

#[test]
fn classes_are_those_of_f32() {
    let model = digits();
    let images = images(&model, true);
    assert_eq!(images.len(), 360);
    let mut session = model.dyn_session(1);
    let mut output = Vec::new();
    for method in Method::ALL {
        let (quantized, report) = quantized(&model, method, &[]);
        let simulation = Simulation::new(&model, &quantized);
        let mut agree = 0;
        for image in &images {
            session.run(image, &mut output).expect("one image");
            agree += usize::from(largest(&output) == largest(&simulation.output(image)));
        }
        println!("{method}: {agree} of {}", images.len());
        for layer in &report.layers {
            println!("{layer:?}");
        }
        for warning in &report.warnings {
            println!("{warning}");
        }
    }
}
