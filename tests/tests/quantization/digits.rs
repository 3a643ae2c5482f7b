//! The digits network in 8 bits.

use super::{noise, options, quantize};
use googlenet_runtime::Network as _;
use googlenet_runtime::dynamic::Model;
use googlenet_runtime::quantize::{Method, QuantizeOptions, Quantized, Simulation, Stored};
use googlenet_runtime::train::data::{Dataset, IdxFiles, Loader, LoaderOptions, Task};
use googlenet_tests::root;

pub(super) fn digits() -> Model {
    let model = Model::from_file(root().join("specs/uci_digits.yaml")).expect("it compiles");
    let weights = root().join("examples/data/uci_digits.safetensors");
    model.load(weights).expect("weights of this network")
}

/// Returns the images of training or of the test, as the network reads them.
pub(super) fn images(model: &Model, is_test: bool) -> Vec<Vec<f32>> {
    let files = IdxFiles::find(root().join("examples/data/uci_digits"));
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

/// Calibrates on every seventh image of training.
pub(super) fn quantized(model: &Model, options: &QuantizeOptions) -> Quantized {
    let images: Vec<Vec<f32>> = images(model, false).into_iter().step_by(7).collect();
    quantize(model, options, &images).expect("finite results").0
}

fn largest(values: &[f32]) -> usize {
    let order = |a: &usize, b: &usize| values[*a].total_cmp(&values[*b]).then(b.cmp(a));
    (0..values.len()).max_by(order).expect("values")
}

/// Returns how many of the 360 images of the test have the class of `f32`.
fn agreeing(model: &Model, quantized: &Quantized) -> usize {
    let simulation = Simulation::new(model, quantized);
    let mut session = model.dyn_session(1);
    let mut output = Vec::new();
    let images = images(model, true);
    assert_eq!(images.len(), 360);
    let agree = |image: &&Vec<f32>| {
        session.run(image, &mut output).expect("one image");
        largest(&output) == largest(&simulation.output(image))
    };
    images.iter().filter(agree).count()
}

#[test]
fn classes_are_those_of_f32() {
    let model = digits();
    for (method, least) in [
        (Method::MinMax, 357),
        (Method::Percentile, 357),
        (Method::Entropy, 350),
        (Method::Mse, 357),
        (Method::Auto, 357),
    ] {
        for correct_bias in [false, true] {
            let mut options = options(method);
            options.correct_bias = correct_bias;
            let agreeing = agreeing(&model, &quantized(&model, &options));
            println!("{method}, {correct_bias}: {agreeing} of 360");
            assert!(agreeing >= least, "{method}: {agreeing} of 360");
        }
    }
}

#[test]
fn layers_that_are_kept_stay_in_f32() {
    let model = digits();
    let mut options = options(Method::MinMax);
    options.keep_f32 = vec!["conv1".to_owned(), "linear".to_owned()];
    let kept = quantized(&model, &options);
    let names = |quantized: &Quantized| -> Vec<String> {
        quantized
            .weights
            .iter()
            .map(|weights| weights.name.clone())
            .collect()
    };
    options.keep_f32.clear();
    let mut all = names(&quantized(&model, &options));
    all.retain(|name| name != "conv1_3x3" && name != "linear");
    assert_eq!(names(&kept), all);
    let floats: Vec<&str> = kept
        .floats
        .iter()
        .map(|weight| weight.name.as_str())
        .collect();
    assert!(
        floats.contains(&"conv1_3x3.kernel") && floats.contains(&"conv1_3x3.batch_norm.gamma"),
        "{floats:?}"
    );
    assert!(agreeing(&model, &kept) >= 357);
}

/// What is stored of a step differs from `f32` by what the report says, and outputs are floats.
#[test]
fn results_are_near_those_of_f32() {
    let model = digits();
    let quantized = quantized(&model, &options(Method::MinMax));
    let simulation = Simulation::new(&model, &quantized);
    let graph = model.graph();
    let groups = graph.shared_scales();
    for (at, image) in images(&model, true)
        .iter()
        .enumerate()
        .take(4)
        .chain(noise(5, 1, 64).iter().enumerate())
    {
        let image: Vec<f32> = image.iter().map(|value| value.abs()).collect();
        let exact = googlenet_runtime::reference::run(&model, &image);
        let stored = simulation.run(&image);
        assert_eq!(stored.len(), graph.len());
        for id in graph.ids().skip(1) {
            match &stored[id] {
                Stored::Nothing => {}
                Stored::Float(_) => assert!(graph.float_results()[id], "{id}"),
                Stored::Quantized(_, quantization) => {
                    assert_eq!(Some(*quantization), quantized.results[groups[id]]);
                    let squares = |values: &mut dyn Iterator<Item = f32>| {
                        values.map(|value| f64::from(value).powi(2)).sum::<f64>()
                    };
                    let values = stored[id].values();
                    let noise = squares(&mut values.iter().zip(&exact[id]).map(|(a, b)| a - b));
                    let signal = squares(&mut exact[id].iter().copied());
                    assert!(
                        noise < 0.03 * signal,
                        "{at} {}: {noise} of {signal}",
                        graph.result_name(id)
                    );
                }
            }
        }
    }
}
