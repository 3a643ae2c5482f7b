//! Tests that the packed values of some fixed layers, kept in `packing/`, change only together with the version of the
//! packing. Files of packed weights show by this version alone whether they hold the values that the running program
//! would pack.

use googlenet_runtime::dynamic::Model;
use googlenet_runtime::{Isa, PackedNetwork, Precision};
use googlenet_tests::{Fact, Facts, facts_of_each_isa, give_facts, packed_steps, root};
use xxhash_rust::xxh3::xxh3_64;

/// Description with a layer for each algorithm, and for each way in which a layer's weights are packed.
const LAYERS: &str = "\
format: 1
name: Packing
input: {height: 64, width: 60, channels: 3}
defaults: {conv: {padding: same}}
layers:
  folded:    {conv: 70, kernel: 7, stride: 2, batch_norm: true}   # strides become channels
  pooled:    {conv: 33, kernel: 3}
  pool:      {max_pool: 2, stride: 2}
  tiles:     {conv: 50, kernel: 3}
  row:       {conv: 24, kernel: [1, 7]}                           # in parts
  column:    {conv: 32, kernel: [5, 1], batch_norm: true}
  grouped:   {conv: 40, kernel: 3, groups: 2}
  depthwise: {conv: 40, kernel: 3, groups: 40}
  dilated:   {conv: 17, kernel: 3, dilation: 2}
  picture:   {conv: 9, kernel: 3, from: $input, batch_norm: true}
  strided:   {conv: 40, kernel: 3, stride: 2, from: dilated, bias: false}
  joined:
    concat:
      - left:  {conv: 5, kernel: 1}
      - right: {conv: 20, kernel: 1}
  segments:  {conv: 18, kernel: 3}
  norm:      {batch_norm: {epsilon: 0.01}, from: joined}
  small:     {max_pool: 4, stride: 4}
  flatten:   flatten
  map:       {dense: 23}
  vector:    {dense: 50}
outputs: [pool, picture, segments, vector]
";

const HEAD: &str = "Made by `GOOGLENET_UPDATE=1 cargo test -p googlenet-tests --test packing`.";

#[test]
fn values_of_a_packing_are_of_its_version() {
    for (isa, facts) in facts_of_each_isa("packed_on_an_instruction_set") {
        let path = format!("tests/packing/{}.txt", isa.as_str());
        let kept = std::fs::read_to_string(root().join(&path)).unwrap_or_default();
        let changed = facts.changed(&Facts::read(&kept));
        assert!(
            changed.is_empty(),
            "{path}: other values are packed under the same version:\n{}\n\
             help: raise `PACKING` in googlenet-runtime, so that older files of packed weights are refused, and renew \
             the file",
            changed.join("\n")
        );
        facts.checked_in(&path, HEAD);
    }
}

#[test]
#[ignore = "run by values_of_a_packing_are_of_its_version, in a process for each instruction set"]
fn packed_on_an_instruction_set() {
    give_facts(|facts| {
        let model = Model::from_text("packing.yaml", LAYERS);
        let model = model
            .unwrap_or_else(|mistakes| panic!("{mistakes}"))
            .seeded(7);
        let packed = PackedNetwork::new(model.clone());
        let mut file = Vec::new();
        packed.write(&mut file).expect("memory");
        let version = u32::from_le_bytes(std::array::from_fn(|byte| file[12 + byte]));
        for &precision in Precision::ALL {
            for (step, weights) in packed_steps(&model, precision) {
                let (name, word) = (step.layers.join(" + "), precision.as_str());
                let (isa, algorithm, len) = (Isa::chosen().as_str(), step.algorithm, step.weights);
                facts.add(
                    format!("packing {version}, {isa}, {word}, {name}, {algorithm}, {len} values"),
                    Fact::Exact(format!("{:016x}", xxh3_64(&weights))),
                );
            }
        }
    });
}
