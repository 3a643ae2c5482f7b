//! Convolutions that read the network's input, which keep their weights in `f32` unless nothing else would be quantised.

use super::{network, noise, options, quantize};
use googlenet_runtime::quantize::{Kept, Method, QuantizationReport, QuantizeError, Quantized};

/// Quantises a network as by default, but for `keep`.
fn by_default(
    layers: &str,
    keep: &[&str],
    quantize_first: bool,
) -> Result<(Quantized, QuantizationReport), QuantizeError> {
    let model = network([8, 8, 4], layers).seeded(3);
    let mut options = options(Method::MinMax);
    options.quantize_first = quantize_first;
    options.keep_f32 = keep.iter().map(|name| (*name).to_owned()).collect();
    quantize(&model, &options, &noise(1, 3, 256))
}

/// Returns the layers that keep their weights, and why.
fn kept(layers: &str, keep: &[&str]) -> Vec<(String, Kept)> {
    let (quantized, report) = by_default(layers, keep, false).expect("finite results");
    let of = report.layers.iter();
    let kept: Vec<(String, Kept)> = of
        .filter_map(|layer| Some((layer.layers[0].clone(), layer.weights?.kept?)))
        .collect();
    let names: Vec<&str> = (quantized.float_layers.iter())
        .map(|id| quantized.layers[*id].as_str())
        .collect();
    assert!(kept.iter().map(|(name, _)| name).eq(names), "{kept:?}");
    for weights in &quantized.weights {
        let is_kept = |(name, _): &(String, Kept)| *name == weights.name;
        assert!(!kept.iter().any(is_kept), "{}", weights.name);
    }
    kept
}

fn first(names: &[&str]) -> Vec<(String, Kept)> {
    let one = |name: &&str| ((*name).to_owned(), Kept::Input);
    names.iter().map(one).collect()
}

#[test]
fn convolutions_that_read_the_input_stay_in_f32() {
    let chain =
        "one: {conv: 4, kernel: 3}\n  two: {conv: 4, kernel: 1}\n  three: {conv: 2, kernel: 1}\n";
    assert_eq!(kept(chain, &[]), first(&["one"]));
    let (all, report) = by_default(chain, &[], true).expect("finite results");
    assert_eq!(all.weights.len(), 3);
    let mut weights = report.layers.iter().filter_map(|layer| layer.weights);
    assert!(weights.all(|weights| weights.is_quantized && weights.kept.is_none()));

    let asked = [first(&["one"]), vec![("two".to_owned(), Kept::Asked)]];
    assert_eq!(kept(chain, &["two"]), asked.concat());
    let both = [("one".to_owned(), Kept::Asked)];
    assert_eq!(kept(chain, &["one"]), both);
}

#[test]
fn reasons_are_words_and_phrases() {
    for kept in Kept::ALL {
        assert_eq!(kept.as_str().parse(), Ok(kept));
        assert_eq!(kept.to_string(), kept.as_str());
        assert!(kept.reason() != kept.as_str(), "{kept}");
    }
    let error = "inputs".parse::<Kept>().expect_err("no word");
    assert_eq!(error.what(), "reason");
}

/// Values that are only moved are those of the input, sums and normalisations of them are not.
#[test]
fn moved_values_are_those_of_the_input() {
    let moved = "\
  flat: {space_to_depth: 2}
  a: {conv: 4, kernel: 1}
  b: {conv: 4, kernel: 3, padding: same, from: flat}
  both: {concat: [flat, a, b]}
  last: {conv: 2, kernel: 1}
";
    assert_eq!(kept(moved, &[]), first(&["a", "b"]));
    let normalised =
        "  norm: {lrn: {size: 3}}\n  conv: {conv: 4, kernel: 1}\n  last: {conv: 2, kernel: 1}\n";
    assert_eq!(kept(normalised, &[]), []);
    let grouped = "  deep: {depthwise_conv: {kernel: 3}}\n  conv: {conv: 4, kernel: 1}\n  last: {conv: 2, kernel: 1}\n";
    assert_eq!(kept(grouped, &[]), []);
}

/// Dense layers that read the input hold most of a network's weights, and networks without other layers would stay as they are.
#[test]
fn what_would_leave_little_to_quantise_is_quantised() {
    let dense = "flat: flatten\n  hidden: {dense: 8, activation: relu}\n  classes: {dense: 3}\n";
    assert_eq!(kept(dense, &[]), []);
    assert_eq!(kept("flat: flatten\n  classes: {dense: 3}\n", &[]), []);
    assert_eq!(kept("conv: {conv: 3, kernel: 3}\n", &[]), []);
    let last = [("last".to_owned(), Kept::Asked)];
    let two = "conv: {conv: 3, kernel: 3}\n  last: {conv: 2, kernel: 1}\n";
    assert_eq!(kept(two, &["last"]), last);
    let error = by_default(two, &["conv", "last"], false).expect_err("nothing is left");
    assert!(matches!(error, QuantizeError::NothingToQuantize), "{error}");
}
