//! Recording of facts on each instruction set. A process uses a single instruction set, so the test binary starts
//! itself again for each of them.

use crate::Facts;
use googlenet_runtime::dynamic::Model;
use googlenet_runtime::{Isa, Network, PackedNetwork, PlannedStep, Precision, planned};
use std::path::Path;
use std::process::Command;

/// Environment variable with the path of the file that a child process writes its facts to.
const TARGET: &str = "GOOGLENET_FACTS";

/// Runs the ignored test `test` of the calling test binary once for each instruction set that this processor supports,
/// each time in a process of its own, and returns the facts that the test records with [`give_facts`]. Prints the names
/// of the instruction sets that the processor lacks.
///
/// # Panics
/// Panics if a process cannot be started, or if the test fails or records no facts.
pub fn facts_of_each_isa(test: &str) -> Vec<(Isa, Facts)> {
    let program = std::env::current_exe().expect("the test has a path");
    let name = program.file_name().expect("a name").to_string_lossy();
    let target = std::env::temp_dir().join(format!("{name}-{}.facts", std::process::id()));
    let [present, missing]: [Vec<Isa>; 2] = [true, false].map(|wanted| {
        Isa::ALL
            .iter()
            .copied()
            .filter(|isa| isa.is_available() == wanted)
            .collect()
    });
    for isa in missing {
        println!("skipped: {}, which this processor lacks", isa.as_str());
    }
    let facts = |isa: Isa| {
        let output = Command::new(&program)
            .args(["--exact", test, "--include-ignored"])
            .env("GOOGLENET_ISA", isa.as_str())
            .env_remove("GOOGLENET_TILE")
            .env(TARGET, &target)
            .output()
            .expect("the test starts itself");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "on {}: {said}", isa.as_str());
        let text = std::fs::read_to_string(&target).expect("the test gave its facts");
        std::fs::remove_file(&target).expect("it was this test's");
        (isa, Facts::read(&text))
    };
    present.into_iter().map(facts).collect()
}

/// Records facts about the instruction set in use for [`facts_of_each_isa`], in a process started by that function. In
/// any other process `make` is not called and nothing is recorded.
///
/// # Panics
/// Panics if the facts cannot be written to the file for them.
pub fn give_facts(make: impl FnOnce(&mut Facts)) {
    let Some(target) = std::env::var_os(TARGET) else {
        return;
    };
    let mut facts = Facts::default();
    make(&mut facts);
    std::fs::write(Path::new(&target), facts.lines()).expect("the facts can be written");
}

/// Returns the steps of a network that have weights, in the order in which they run, each with the bytes of its packed
/// weights for the instruction set in use. The padding between the weights of two steps is left out.
///
/// # Panics
/// Panics if the weights of the steps do not have the length of all packed weights together.
pub fn packed_steps(model: &Model, precision: Precision) -> Vec<(PlannedStep, Vec<u8>)> {
    let packed = PackedNetwork::with_precision(model.clone(), precision);
    let mut file = Vec::new();
    packed.write(&mut file).expect("memory");
    let mut rest = &file[file.len() - packed.weight_bytes()..];
    let mut steps = planned(&model.graph(), &model.plan(), Isa::chosen(), precision);
    steps.retain(|step| step.weights > 0);
    let own = |step: PlannedStep| {
        let len = step.weights * size_of::<f32>();
        let (own, behind) = rest.split_at(len.next_multiple_of(64));
        rest = behind;
        (step, own[..len].to_vec())
    };
    let steps = steps.into_iter().map(own).collect();
    assert!(rest.is_empty(), "steps have all the weights");
    steps
}
