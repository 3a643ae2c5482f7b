//! Tests that the compiler is total: for any input it terminates, does not panic and keeps within its limit of memory.

use googlenet_dsl::diagnostic::{Diagnostics, Source, Style};
use googlenet_dsl::{CompileOptions, compile};
use googlenet_tests::counted::Counted;
use googlenet_tests::{cases, mutated, root};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

#[global_allocator]
static ALLOCATOR: Counted = Counted;

const LIMIT: usize = 76 << 20;

/// Number of inputs of random bytes, and of random words; a longer run has `GOOGLENET_CASES` of them.
const CASES: u32 = 400;

/// Number of mutated descriptions; a longer run has `GOOGLENET_CASES` of them.
const MUTATIONS: u32 = 3 * CASES;

/// Compiles a description and renders its errors. Returns the number of errors as the error value.
fn check(bytes: &[u8]) -> Result<(), usize> {
    let compiled = Source::from_bytes("attempt.yaml", bytes).and_then(|source| compile(&source));
    let Err(mistakes) = compiled else {
        return Ok(());
    };
    let lenient = CompileOptions::new().lenient(true);
    let lenient =
        Source::from_bytes("attempt.yaml", bytes).and_then(|source| lenient.compile(&source));
    let lenient = lenient.map_or_else(|errors| errors, |compiled| compiled.warnings);
    assert_eq!(
        lenient.len(),
        mistakes.len(),
        "the same mistakes, some of them as warnings"
    );
    let text = mistakes.render(Style::Plain);
    assert!(
        text.len() <= 1 << 20 && !text.contains('\u{1b}'),
        "short, and without the file's escapes"
    );
    Err(mistakes.len())
}

/// Compiles bytes that may or may not be a description, and checks the limits of memory and of the number of errors.
fn attempt(bytes: &[u8]) -> Result<(), TestCaseError> {
    let (result, most) = Counted::most_during(|| check(bytes));
    assert!(result.is_ok() || result.is_err_and(|count| (1..=Diagnostics::LIMIT).contains(&count)));
    prop_assert!(
        most <= LIMIT,
        "{} bytes for {} bytes of text",
        most,
        bytes.len()
    );
    Ok(())
}

fn specs() -> Vec<Vec<u8>> {
    let mut specs = Vec::new();
    for folder in ["specs", "specs/invalid"] {
        for entry in std::fs::read_dir(root().join(folder)).expect("the folder is there") {
            let path = entry.expect("an entry").path();
            if path.is_file() && path.extension().is_some_and(|end| end == "yaml") {
                let bytes = std::fs::read(path).expect("read");
                // Larger files would slow the mutations down and test nothing else.
                if bytes.len() <= 16 << 10 {
                    specs.push(bytes);
                }
            }
        }
    }
    specs.sort();
    specs
}

/// Returns a strategy for words and punctuation with a meaning in descriptions, and for some random bytes.
fn token() -> impl Strategy<Value = Vec<u8>> {
    let words = [
        "conv",
        "concat",
        "add",
        "multiply",
        "slice: {channels: [0, 2]}",
        "reshape: [1, 1, -1]",
        "space_to_depth: 2",
        "order: crd",
        "depthwise_conv",
        "separable_conv: 4",
        "conv_transpose: 3",
        "upsample: 2",
        "mode: reflect",
        "padding: same_lower",
        "source: 3x3",
        "$input",
        "$input.channels",
        "$f",
        "kernel",
        "padding: same",
        "from",
        "blocks:",
        "layers:",
        "heads:",
        "outputs:",
        "columns:",
        "preprocess:",
        "labels: a/b",
        "resize",
        "crop",
        "color: bgr",
        "mean",
        "std",
        "1/255",
        "../",
        "{",
        "}",
        "[",
        "]",
        ":",
        ": ",
        "- ",
        ",",
        "\n",
        "\n  ",
        "\n    ",
        "&a ",
        "*a",
        "!t ",
        "0",
        "-1",
        "1e9",
        "1.5",
        ".inf",
        "\"",
        "'",
        "|",
        ">",
        "? ",
        "---\n",
        "#",
        "%",
        "\t",
        "\r\n",
        "\u{feff}",
        "é",
        "\u{0}",
        "<<: ",
    ];
    prop_oneof![
        4 => proptest::sample::select(words.to_vec()).prop_map(|word| word.as_bytes().to_vec()),
        1 => proptest::collection::vec(any::<u8>(), 0..8),
    ]
}

/// Tests random bytes, random words, and mutated descriptions. This is a single test because the counters of the
/// allocator are those of the whole process.
#[test]
fn no_input_breaks_the_compiler() {
    the_largest_networks_stay_within_the_limits();
    runner(CASES)
        .run(&proptest::collection::vec(any::<u8>(), 0..2_000), |bytes| {
            attempt(&bytes)
        })
        .expect("random bytes");

    let tokens = proptest::collection::vec(token(), 0..400);
    runner(CASES)
        .run(&tokens, |tokens| attempt(&tokens.concat()))
        .expect("random words");

    let changes = proptest::collection::vec((any::<usize>(), any::<u8>(), token()), 1..6);
    let strategy = (proptest::sample::select(specs()), changes);
    runner(MUTATIONS)
        .run(&strategy, |(spec, changes)| {
            attempt(&mutated(spec, &changes))
        })
        .expect("mutations");

    let large = |part: &str| part.repeat((64 << 10) / part.len());
    for part in [
        "[", "{", "- ", "a: ", "? ", "[a,", "{a: b, ", "&a ", "*a ", "\"", "'", "a", "é", "\t",
        "\r", "#", "!", "- a\n", "\0",
    ] {
        attempt(large(part).as_bytes()).expect("within the limits");
        attempt(part.repeat((1 << 20) / part.len()).as_bytes()).expect("within the limits");
    }
}

fn runner(number: u32) -> TestRunner {
    TestRunner::new(Config {
        cases: cases(number),
        failure_persistence: None,
        ..Config::default()
    })
}

fn the_largest_networks_stay_within_the_limits() {
    let head = "format: 1\nname: Large\ninput: {height: 4, width: 4, channels: 3}\n";
    let mut multiplied =
        format!("{head}blocks:\n  b0:\n    layers:\n      a_layer: {{conv: 4, kernel: 1}}\n");
    for at in 1..=15 {
        multiplied += &format!(
            "  b{at}:\n    layers:\n      left: b{}\n      right: b{}\n",
            at - 1,
            at - 1
        );
    }
    multiplied += "layers:\n  whole: b15\n  more: b14\n";
    attempt(multiplied.as_bytes()).expect("within the limits");

    // The sums at the end read all results in reverse order, so that all of them are live at the same time.
    let mut far = format!("{head}layers:\n  a0: {{conv: 3, kernel: 1}}\n");
    for at in 1..8_000 {
        far += &format!("  a{at}: {{conv: 3, kernel: 1}}\n");
    }
    far += "  s0: {add: [a7999, a7998]}\n";
    for at in 1..7_999 {
        far += &format!("  s{at}: {{add: [s{}, a{}]}}\n", at - 1, 7_998 - at);
    }
    attempt(far.as_bytes()).expect("within the limits");
}
