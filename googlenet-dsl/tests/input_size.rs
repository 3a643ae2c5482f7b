//! Tests of another size of the input than the description's.

use googlenet_dsl::diagnostic::{Code, Severity};
use googlenet_dsl::value::Resize;
use googlenet_dsl::{CompileOptions, Compiled, Diagnostics};

const FREE: &str = "\
format: 1
name: Free
input: {height: 8, width: 10, channels: 3}
preprocess: {resize: 12, crop: [8, 10]}
published: {params: 1k}
blocks:
  pair: {columns: [n], layers: {a: {conv: $n, kernel: 3}, b: {conv: $n, kernel: 1}}}
layers:
  first:   {pair: [4]}
  second:  {pair: [6]}
  mean:    global_avg_pool
  classes: {dense: 5}
";

const FLAT: &str = "\
format: 1
name: Flat
input: {height: 8, width: 8, channels: 2}
layers:
  conv:    {conv: 4, kernel: 3}
  pool:    {max_pool: 6}
  flatten: flatten
  classes: {dense: 5}
  more:    {dense: 3}
";

fn compiled(text: &str, options: CompileOptions) -> Result<Compiled, Diagnostics> {
    options.compile_text("net.yaml", text)
}

fn sized(text: &str, size: [u32; 2]) -> Result<Compiled, Diagnostics> {
    compiled(text, CompileOptions::new().input_size(size))
}

#[test]
fn shapes_follow_the_size() {
    let network = sized(FREE, [16, 40]).expect("it follows");
    let shapes: Vec<String> = network
        .graph
        .ids()
        .map(|id| network.graph.shape(id).to_string())
        .collect();
    let expected = [
        "16x40x3", "14x38x4", "14x38x4", "12x36x6", "12x36x6", "6", "5",
    ];
    assert_eq!(shapes, expected);
    // Its own size is no other one.
    let same = sized(FREE, [8, 10]).expect("its size");
    let plain = compiled(FREE, CompileOptions::new()).expect("a network");
    assert_eq!(same.plan, plain.plan);
    assert_eq!(same.preprocess, plain.preprocess);
    assert!(same.published.is_some() && network.published.is_none());
}

#[test]
fn images_follow_the_size() {
    let resized = |text: &str, size| {
        let network = sized(text, size).expect("it follows");
        let preprocess = network.preprocess.expect("it is given");
        assert_eq!(preprocess.crop, size);
        preprocess.resize
    };
    // 12 for a longer side of 10.
    assert_eq!(resized(FREE, [16, 20]), Resize::Shorter(24));
    assert_eq!(resized(FREE, [6, 5]), Resize::Shorter(8));
    assert_eq!(resized(FREE, [30, 5]), Resize::Shorter(36));
    let exact = FREE.replace("resize: 12", "resize: [9, 11]");
    assert_eq!(resized(&exact, [16, 30]), Resize::Exact([18, 33]));
    let none = FREE.replace("resize: 12, ", "");
    assert_eq!(resized(&none, [16, 30]), Resize::None);
    let plain = FREE.replace("resize: 12, crop: [8, 10]", "color: bgr");
    assert_eq!(resized(&plain, [16, 30]), Resize::Exact([16, 30]));
    let too_large = sized(FREE, [9000, 9000]).expect_err("images of more than 100 million pixels");
    let first = too_large.iter().next().expect("a mistake");
    assert_eq!(first.code, Code::RESIZE_MISMATCH);
}

#[test]
fn weights_that_cannot_follow_are_told_at_their_line() {
    let mistakes = sized(FLAT, [20, 8]).expect_err("a dense layer behind a flattened map");
    assert_eq!(mistakes.len(), 1);
    let expected = "\
error[GN0214]: `classes` has other weights with an input of 20x8
 --> net.yaml:8:13
  |
8 |   classes: {dense: 5}
  |             ^^^^^ its kernel is 12x5 here, 4x5 with the file's 8x8
  |
  = help: weights of the file's size do not fit; `global_avg_pool` instead of `flatten` takes maps of any size";
    assert_eq!(mistakes.to_string(), expected);
    let options = CompileOptions::new().lenient(true).input_size([20, 8]);
    let network = compiled(FLAT, options).expect("a warning");
    let warning = network.warnings.iter().next().expect("a warning");
    assert_eq!(
        (warning.code, warning.severity),
        (Code::WEIGHTS_FOLLOW_INPUT, Severity::Warning)
    );
    // Another size whose map is as large leaves the weights.
    sized(FLAT, [13, 9]).expect("the pool gives one pixel");
}

#[test]
fn layers_that_cannot_follow_are_told_at_their_line() {
    let mistakes = sized(FLAT, [7, 8]).expect_err("the map is smaller than the window");
    let first = mistakes.iter().next().expect("a mistake");
    assert_eq!(first.code, Code::KERNEL_TOO_LARGE);
    let place = first.primary.as_ref().expect("a place").span;
    assert_eq!(mistakes.file().line(place.start), 6);
    let text = mistakes.to_string();
    assert!(
        text.contains("= note: the input is 7x8 here, 8x8 in the file"),
        "{text}"
    );
    assert_eq!(mistakes.len(), 1, "{text}");
}

#[test]
fn sizes_that_are_none_are_mistakes_of_the_input() {
    for (size, code) in [
        ([0, 5], Code::NOT_POSITIVE),
        ([5, 1_000_001], Code::TOO_BIG),
        ([1_000_000, 1_000_000], Code::INPUT_TOO_LARGE),
    ] {
        let mistakes = sized(FLAT, size).expect_err("no size");
        let first = mistakes.iter().next().expect("a mistake");
        assert_eq!(first.code, code);
        let place = first.primary.as_ref().expect("a place").span;
        assert_eq!(mistakes.file().line(place.start), 3);
    }
}

#[test]
fn budgets_are_about_the_size_of_the_file() {
    let text = format!("{FREE}budget: {{macs: 1}}\n");
    let mistakes = compiled(&text, CompileOptions::new()).expect_err("it breaks its budget");
    assert!(mistakes.iter().any(|one| one.code == Code::BUDGET_MACS));
    sized(&text, [80, 80]).expect("nothing is said of this size");
}
