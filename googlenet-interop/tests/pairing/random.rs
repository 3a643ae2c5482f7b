//! Random networks: their weights come back by name, and renamed by order or not at all, but never as others.

use super::round_trip::written;
use super::{Tensor, bits, file, network, paired};
use googlenet_interop::{Convention, PairOptions};
use googlenet_runtime::dynamic;
use proptest::prelude::*;
use safetensors::SafeTensors;

/// Returns a description from random numbers: convolutions of few sizes, so that many have the same, in chains, sums
/// and concatenations.
fn description(numbers: &[u32]) -> String {
    let mut numbers = numbers.iter().copied();
    let mut pick = |below: u32| numbers.next().unwrap_or(0) % below;
    let mut text = "input: {height: 4, width: 4, channels: 2}\nlayers:\n".to_owned();
    let step = |pick: &mut dyn FnMut(u32) -> u32, filters: u32| match pick(5) {
        0 => format!("{{conv: {filters}, kernel: 1}}"),
        1 => format!("{{conv: {filters}, kernel: 1, bias: false, batch_norm: true}}"),
        2 => format!("{{conv: {filters}, kernel: 3, padding: same, batch_norm: {{scale: false}}}}"),
        3 => format!("{{separable_conv: {filters}, kernel: 3, padding: same}}"),
        _ => format!("{{conv: {filters}, kernel: 1, groups: 2, activation: relu}}"),
    };
    for at in 0..=pick(4) {
        match pick(4) {
            0 => {
                let joins = ["add", "concat"][pick(2) as usize];
                text += &format!("  j{at}:\n    {joins}:\n");
                for branch in 0..2 {
                    let filters = [2, 4][if joins == "add" { 0 } else { pick(2) as usize }];
                    text += &format!("      - x{branch}: {}\n", step(&mut pick, 4));
                    text += &format!("        y{branch}: {}\n", step(&mut pick, filters));
                }
            }
            1 => text += &format!("  s{at}: prelu\n"),
            _ => {
                let filters = 2 + 2 * pick(2);
                text += &format!("  s{at}: {}\n", step(&mut pick, filters));
            }
        }
    }
    text + "  flat: flatten\n  d: {dense: 4}\n  e: {dense: 4}\n"
}

/// Returns the tensors of a file with the modules, in their order, under other names.
fn renamed(bytes: &[u8], separator: char, name: impl Fn(usize) -> String) -> Vec<Tensor> {
    let parsed = SafeTensors::deserialize(bytes).expect("a file of ours");
    let mut modules: Vec<String> = Vec::new();
    let (_, header) = SafeTensors::read_metadata(bytes).expect("a file of ours");
    let tensors = header.offset_keys().into_iter().map(|name| {
        let view = parsed.tensor(&name).expect("is there");
        (name, view)
    });
    let tensors = tensors.filter(|(_, view)| view.dtype() == safetensors::Dtype::F32);
    let tensors = tensors.map(|(full, view)| {
        let (module, last) = full.rsplit_once(separator).expect("a module");
        let at = modules
            .iter()
            .position(|known| known == module)
            .unwrap_or_else(|| {
                modules.push(module.to_owned());
                modules.len() - 1
            });
        (
            format!("{}.{last}", name(at)),
            "F32",
            view.shape().to_vec(),
            view.data().to_vec(),
        )
    });
    tensors.collect()
}

fn check(model: &dynamic::Model) -> Result<[usize; 2], TestCaseError> {
    let expected = bits(model);
    let mut came = [0; 2];
    for (convention, separator) in [(Convention::Torchvision, '.'), (Convention::Keras, '/')] {
        let out = written(model, convention);
        let options = PairOptions::default();
        match paired(&out, model, &options) {
            Ok((values, _)) => prop_assert!(values == expected, "{convention} by name"),
            Err(error) => prop_assert!(false, "{convention} by name: {error}"),
        }
        // Names that are in no order of letters, and names that are, whose modules the file has in that order.
        let scattered = renamed(&out, separator, |at| format!("m{}", "z".repeat(40 - at)));
        let mut sorted = renamed(&out, separator, |at| {
            let word = (at * 7919 + 13) % 1000;
            let letter = |digit: usize| char::from(b'a' + (digit % 10) as u8);
            [
                letter(word / 100),
                letter(word / 10),
                letter(word),
                letter(at),
                letter(at / 10),
            ]
            .iter()
            .collect()
        });
        sorted.sort();
        for (at, tensors) in [scattered, sorted].iter().enumerate() {
            if let Ok((values, report)) = paired(&file(tensors), model, &options) {
                came[at] += 1;
                let differ = expected
                    .iter()
                    .filter(|(name, bits)| values.get(*name) != Some(bits));
                let differ: Vec<&String> = differ.map(|(name, _)| name).collect();
                prop_assert!(
                    differ.is_empty(),
                    "{convention} by order {at}: {differ:?}: {report}"
                );
            }
        }
    }
    Ok(came)
}

#[test]
fn weights_come_back_or_are_refused() {
    let cases = std::env::var("GOOGLENET_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    let config = ProptestConfig {
        cases: cases.unwrap_or(200),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let mut runner = proptest::test_runner::TestRunner::new_with_rng(
        config,
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    let numbers = proptest::collection::vec(any::<u32>(), 40);
    let came = std::cell::Cell::new([0; 2]);
    let run = runner.run(&numbers, |numbers| {
        let text = description(&numbers);
        let [a, b] = check(&network(&text).seeded(7))
            .map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        let [before_a, before_b] = came.get();
        came.set([before_a + a, before_b + b]);
        Ok(())
    });
    run.unwrap_or_else(|error| panic!("{error}"));
    let [scattered, sorted] = came.get();
    assert!(
        scattered > 100 && sorted > 0,
        "too many are refused: {scattered} and {sorted} came back"
    );
}
