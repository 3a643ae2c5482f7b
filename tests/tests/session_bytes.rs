//! Tests that the bytes that a session holds stay below the bound `SESSION_BYTES`, on every instruction set, and that
//! packed weights have the size that is told before they are packed.

use googlenet_dsl::plan::{Plan, PlanOptions};
use googlenet_runtime::dynamic::Model;
use googlenet_runtime::quantize::{Calibration, QuantizeOptions, Quantized};
use googlenet_runtime::{DType, DynSession, Isa, Network, PackedNetwork, planned};
use googlenet_tests::counted::Counted;
use googlenet_tests::{Fact, facts_of_each_isa, give_facts, root};
use std::fs;
use std::sync::Arc;

/// Size from which on arenas and packed weights come from the operating system instead of the allocator.
const MAPPED: usize = 1 << 20;

/// Number of parameters above which a network is left out, as filling and packing its weights takes most of the time; a
/// longer run, which has `GOOGLENET_CASES` in its environment, has all networks.
const LARGE: u64 = 20_000_000;

/// End of the names of networks that are quantised.
const IN_8_BITS: &str = " in 8 bits";

/// Scratch memory for products of 8-bit integers that the bound has for all instruction sets, and only some take.
const BLOCKS: usize = 1 << 20;

/// Number of parameters up to which networks are also quantised.
const SMALL: u64 = 2_000_000;

/// Network of 730 parameters.
const TINY: &str = "\
format: 1
name: Tiny
input: {height: 32, width: 32, channels: 1}
precision: strict
defaults:
  conv: {padding: same, activation: relu}
layers:
  c1: {conv: 4, kernel: 3, stride: 2}
  c2: {conv: 8, kernel: 3, stride: 2}
  c3: {conv: 8, kernel: 3, stride: 2, groups: 8}
  c4: {conv: 16, kernel: 1}
  gap: global_avg_pool
  out: {dense: 10, activation: softmax}
";

/// Network with kernels, groups, strides and a pooling that specs lack.
const MIXED: &str = "\
format: 1
name: Mixed
input: {height: 40, width: 37, channels: 3}
layers:
  stem:   {conv: 48, kernel: 5, stride: 2, padding: same, activation: relu}
  pool:   {max_pool: 3, stride: 2}
  wide:   {conv: 80, kernel: [1, 7], padding: same}
  shared: {conv: 160, kernel: 3, groups: 5, padding: same}
  depth:  {conv: 160, kernel: 3, groups: 160, padding: same}
  far:    {conv: 24, kernel: 3, dilation: 4, padding: same}
  large:  {conv: 20, kernel: 9, padding: same}
  joined:
    concat:
    - left:  {conv: 5, kernel: 3, padding: same}
    - right: {conv: 20, kernel: 1}
  norm:   batch_norm
  flat:   flatten
  out:    {dense: 10}
";

/// Network of `bf16` whose windows reach hundreds of times as far as its maps.
const DISTANT: &str = "\
format: 1
name: Distant
dtype: bf16
input: {height: 20, width: 20, channels: 3}
layers:
  image:  {conv: 40, kernel: 3, dilation: 800, padding: same}
  taps:   {conv: 24, kernel: 3, dilation: 900, padding: same}
  depth:  {conv: 24, kernel: 3, dilation: 700, groups: 24, padding: same}
  groups: {conv: 48, kernel: 3, dilation: 600, groups: 4, padding: same}
  steps:  {conv: 16, kernel: 3, stride: 500, padding: 1000}
  out:    {conv: 8, kernel: 1}
";

/// Network whose products of 8-bit integers are of all kinds: by Winograd's transforms, of few channels, with windows that
/// reach over the edge by more than any border, and with more inputs than a block of pixels has room for.
const INTEGERS: &str = "\
format: 1
name: Integers
input: {height: 40, width: 37, channels: 3}
layers:
  stem:  {conv: 40, kernel: 7, stride: 2, padding: same, activation: relu}
  plain: {conv: 64, kernel: 3, padding: same, activation: relu}
  wide:  {conv: 16, kernel: 3, padding: same, activation: relu}
  far:   {conv: 24, kernel: 3, dilation: 9, padding: same, activation: relu}
  more:  {conv: 200, kernel: 1, activation: relu}
  long:  {conv: 24, kernel: 9, padding: same, activation: relu}
  small: {max_pool: 3, stride: 3}
  last:  {conv: 32, kernel: 3, padding: same, activation: relu}
  flat:  flatten
  out:   {dense: 10}
";

/// Size that a session of [`DISTANT`] may have at most.
const DISTANT_BYTES: usize = 2 << 20;

#[global_allocator]
static ALLOCATOR: Counted = Counted;

#[test]
fn a_session_holds_what_is_told_at_most() {
    for (isa, facts) in facts_of_each_isa("held_on_an_instruction_set") {
        let isa = isa.as_str();
        let mut count = 0;
        for line in facts.lines().lines() {
            let (name, numbers) = line.split_once(" = ").expect("a fact");
            let numbers: Vec<usize> = numbers
                .split(' ')
                .filter_map(|number| number.parse().ok())
                .collect();
            let [held, bound, arena, scratch, told, packed] = numbers[..] else {
                panic!("six numbers in {line}");
            };
            println!(
                "{isa} {name}: {held} held, {bound} told ({:.2}), arena {arena}, scratch {scratch}, packed {packed}",
                bound as f64 / held as f64
            );
            count += 1;
            let unused = match name.ends_with(IN_8_BITS) {
                true => BLOCKS,
                false => 0,
            };
            assert!(held <= bound, "{name} on {isa}: {held} of {bound} bytes");
            assert!(
                bound <= 64 << 10 || bound <= 3 * held + unused,
                "{name} on {isa}: {bound} bytes told, {held} held"
            );
            assert_eq!(told, packed, "{name} on {isa}: packed weights");
            assert!(
                name != "distant" || bound <= DISTANT_BYTES,
                "{name} on {isa}: {bound} bytes told"
            );
        }
        assert!(count > 15, "{count} networks on {isa}");
    }
}

#[test]
#[ignore = "run by a_session_holds_what_is_told_at_most, in a process for each instruction set"]
fn held_on_an_instruction_set() {
    give_facts(|facts| {
        for (name, text) in networks() {
            let model = Model::from_text(&name, &text);
            let model = model.unwrap_or_else(|mistakes| panic!("{mistakes}"));
            if model.graph().total_params() > LARGE && std::env::var_os("GOOGLENET_CASES").is_none()
            {
                continue;
            }
            // Weights that were never set take memory when they are first read.
            let model = model.seeded(1);
            let isa = Isa::chosen();
            let (graph, precision) = (model.graph(), model.precision());
            // The tables of algorithms are of the process.
            drop(planned(&graph, &model.plan(), isa, precision));
            let told = model.packed_bytes(isa) as usize;
            let bound = model.session_bytes();
            let input = vec![0.5; graph.shape(0).len()];
            // The model holds its plan, which the session shares; that of a compiled network is the session's own.
            let numbers = measured(&input, told, || {
                let plan = Arc::new(Plan::for_inference(&graph, &PlanOptions::default()));
                (model.dyn_session(1), plan)
            });
            let quantized = (graph.total_params() <= SMALL).then(|| in_8_bits(&model, &input));
            let algorithms = model.algorithms().with_dtype(DType::U8);
            let packed = PackedNetwork::new(model).weight_bytes();
            let line = |numbers: [usize; 3], bound: u64, told: usize, packed: usize| {
                let [held, arena, scratch] = numbers;
                let numbers = [held, bound as usize, arena, scratch, told, packed];
                Fact::Exact(numbers.map(|number| number.to_string()).join(" "))
            };
            facts.add(name.clone(), line(numbers, bound, told, packed));
            let Some(quantized) = quantized else {
                continue;
            };
            let pack = || PackedNetwork::quantized(&graph, &quantized, algorithms);
            let packed = pack().expect("of the network").weight_bytes();
            let numbers = measured(&input, packed, || {
                let network = pack().expect("of the network");
                (network.dyn_session(1), network)
            });
            let options = PlanOptions::default().with_dtype(DType::U8);
            let options = options.with_float_layers(quantized.float_layers.clone());
            let plan = Plan::for_inference(&graph, &options);
            let bound = plan.session_bytes(&graph, algorithms);
            facts.add(
                format!("{name}{IN_8_BITS}"),
                line(numbers, bound, packed, packed),
            );
        }
    });
}

/// Returns the bytes that a session holds besides its `packed` bytes of weights, and those of its arena and of its scratch
/// memory among them. `session` creates the session, with what it shares.
fn measured<T>(
    input: &[f32],
    packed: usize,
    session: impl FnOnce() -> (DynSession, T),
) -> [usize; 3] {
    let before = Counted::held();
    let (mut session, shared) = session();
    let mut results = Vec::new();
    session.run_all(input, &mut results).expect("an image");
    let live = Counted::held() - before;
    let (arena, scratch) = (session.arena_bytes(), session.scratch_bytes());
    let own = [arena, scratch]
        .into_iter()
        .filter(|bytes| *bytes >= MAPPED);
    let counted = if packed < MAPPED { packed } else { 0 };
    let held = live - counted + own.sum::<usize>() + size_of_val(&session);
    drop(shared);
    [held, arena, scratch]
}

/// Returns a network in 8 bits, calibrated on one image.
fn in_8_bits(model: &Model, image: &[f32]) -> Quantized {
    let mut calibration =
        Calibration::new(model, &QuantizeOptions::default()).expect("finite weights");
    calibration.observe(image).expect("finite results");
    calibration.finish().expect("an image").0
}

/// Returns the names and texts of all specs, those in folders not included, and of the networks above.
fn networks() -> Vec<(String, String)> {
    let mut networks = vec![
        ("tiny".to_owned(), TINY.to_owned()),
        ("mixed".to_owned(), MIXED.to_owned()),
        ("distant".to_owned(), DISTANT.to_owned()),
        ("integers".to_owned(), INTEGERS.to_owned()),
    ];
    for entry in fs::read_dir(root().join("specs")).expect("specs") {
        let path = entry.expect("a file").path();
        if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            let name = path.file_stem().expect("a name").to_string_lossy();
            let text = fs::read_to_string(&path).expect("a text");
            networks.push((name.into_owned(), text));
        }
    }
    networks.sort();
    networks
}
