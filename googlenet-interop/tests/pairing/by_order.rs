//! Pairing by shape and order, and what it refuses.

use super::{Tensor, bad, counted, file, good, has, layout, network, paired};
use googlenet_interop::{Convention, PairRule};

/// Two convolutions of the same shapes, one behind the other.
const CHAIN: &str = "input: {height: 4, width: 4, channels: 2}
layers:
  a: {conv: 2, kernel: 1}
  b: {conv: 2, kernel: 1}
  m: global_avg_pool
  c: {dense: 3}
";

fn module(name: &str, dims: &[usize], first: usize) -> [Tensor; 2] {
    let channels = dims[0];
    [
        counted(&format!("{name}.weight"), dims, first),
        counted(&format!("{name}.bias"), &[channels], first + 50),
    ]
}

fn chain(names: [&str; 3]) -> Vec<Tensor> {
    let [a, b, c] = names;
    [
        module(a, &[2, 2, 1, 1], 0),
        module(b, &[2, 2, 1, 1], 100),
        module(c, &[3, 2], 200),
    ]
    .concat()
}

#[test]
fn a_chain_is_taken_in_the_order_of_the_file() {
    for names in [["z", "y", "x"], ["features.9", "features.10", "x"]] {
        let (values, report) = good(&chain(names), &network(CHAIN));
        has(&values, "a.bias", &[50.0, 51.0]);
        has(&values, "a.kernel", &[0.0, 2.0, 1.0, 3.0]);
        has(&values, "b.bias", &[150.0, 151.0]);
        has(&values, "c.bias", &[250.0, 251.0, 252.0]);
        assert_eq!(report.rules, [(PairRule::Order, 4), (PairRule::Shape, 2)]);
        let notes = report.notes().join("\n");
        assert!(
            notes.contains("4 tensors paired by their order in the file"),
            "{notes}"
        );
    }
}

#[test]
fn a_file_that_is_sorted_by_name_has_no_order() {
    let mut tensors = chain(["second", "first", "x"]);
    tensors.sort();
    let error = bad(&tensors, &network(CHAIN));
    assert!(error.contains("the file is sorted by name"), "{error}");
    assert!(error.contains("`first` and `second`"), "{error}");
    // Numbers are an order, though not that of letters.
    let mut tensors = chain(["l.9", "l.10", "x"]);
    tensors.sort();
    let (values, _) = good(&tensors, &network(CHAIN));
    has(&values, "a.bias", &[50.0, 51.0]);
}

/// A block with a shortcut, whose normalisations have the same shapes.
const BLOCK: &str = "input: {height: 4, width: 4, channels: 2}
layers:
  sum:
    add:
      - short: {conv: 4, kernel: 1, bias: false, batch_norm: true}
      - one:   {conv: 4, kernel: 3, padding: same, bias: false, batch_norm: true}
        two:   {conv: 4, kernel: 3, padding: same, bias: false, batch_norm: true}
";

fn norm(name: &str, first: usize) -> Vec<Tensor> {
    let parts = ["weight", "bias", "running_mean", "running_var"];
    let parts = parts.iter().zip((first..).step_by(10));
    parts
        .map(|(part, first)| counted(&format!("{name}.{part}"), &[4], first))
        .collect()
}

fn block(order: [usize; 3], short: &[usize]) -> Vec<Tensor> {
    let all: [Vec<Tensor>; 3] = [
        [
            vec![counted("down.0.weight", short, 0)],
            norm("down.1", 100),
        ]
        .concat(),
        [
            vec![counted("conv1.weight", &[4, 2, 3, 3], 0)],
            norm("bn1", 200),
        ]
        .concat(),
        [
            vec![counted("conv2.weight", &[4, 4, 3, 3], 0)],
            norm("bn2", 300),
        ]
        .concat(),
    ];
    order.iter().flat_map(|at| all[*at].clone()).collect()
}

#[test]
fn normalisations_stay_behind_their_convolutions() {
    // torchvision registers the shortcut behind the block.
    for order in [[0, 1, 2], [1, 2, 0], [2, 0, 1]] {
        let (values, _) = good(&block(order, &[4, 2, 1, 1]), &network(BLOCK));
        has(
            &values,
            "sum.short.batch_norm.gamma",
            &[100.0, 101.0, 102.0, 103.0],
        );
        has(
            &values,
            "sum.one.batch_norm.gamma",
            &[200.0, 201.0, 202.0, 203.0],
        );
        has(
            &values,
            "sum.two.batch_norm.beta",
            &[310.0, 311.0, 312.0, 313.0],
        );
    }
}

#[test]
fn branches_that_can_be_exchanged_are_refused() {
    let spec = BLOCK.replace("conv: 4, kernel: 1", "conv: 4, kernel: 3, padding: same");
    let model = network(&spec);
    // In the network's order the shapes agree one by one.
    let (values, _) = good(&block([0, 1, 2], &[4, 2, 3, 3]), &model);
    has(
        &values,
        "sum.short.batch_norm.gamma",
        &[100.0, 101.0, 102.0, 103.0],
    );
    let error = bad(&block([1, 2, 0], &[4, 2, 3, 3]), &model);
    assert!(
        error.contains("modules of the same shapes can be exchanged"),
        "{error}"
    );
    assert!(
        error.contains("`conv1` and `down.0` may be `sum.short` and `sum.one`"),
        "{error}"
    );
    assert!(
        error.contains("help: give the layers the file's names as `source`"),
        "{error}"
    );
}

#[test]
fn layouts_that_both_fit_are_refused() {
    let model =
        network("input: {height: 5, width: 5, channels: 3}\nlayers:\n  a: {conv: 3, kernel: 3}\n");
    let tensors = [
        counted("x.filters", &[3, 3, 3, 3], 0),
        counted("x.offsets", &[3], 0),
    ];
    let named = [
        counted("arr_0", &[3, 3, 3, 3], 0),
        counted("arr_1", &[3], 0),
    ];
    let error = bad(&named, &model);
    assert!(
        error.contains("`arr_0` [3, 3, 3, 3] has that shape in both layouts"),
        "{error}"
    );
    assert!(
        error.contains("`--layout torchvision` or `--layout keras`"),
        "{error}"
    );
    let (torch, _) =
        paired(&file(&named), &model, &layout(Convention::Torchvision)).expect("a layout");
    let (keras, _) = paired(&file(&named), &model, &layout(Convention::Keras)).expect("a layout");
    assert_eq!(f32::from_bits(torch["a.kernel"][1]), 27.0);
    assert_eq!(f32::from_bits(keras["a.kernel"][1]), 1.0);
    // Parts of names that no program has are no roles.
    bad(&tensors, &model);
}

#[test]
fn square_dense_layers_are_turned_where_names_tell() {
    let model = network(
        "input: {height: 1, width: 1, channels: 2}\nlayers:\n  f: flatten\n  a: {dense: 2}\n",
    );
    let of = |part: &str| {
        [
            counted(&format!("x.{part}"), &[2, 2], 0),
            counted("x.bias", &[2], 9),
        ]
    };
    has(
        &good(&of("weight"), &model).0,
        "a.kernel",
        &[0.0, 2.0, 1.0, 3.0],
    );
    has(
        &good(&of("kernel"), &model).0,
        "a.kernel",
        &[0.0, 1.0, 2.0, 3.0],
    );
    let list = [counted("arr_0", &[2, 2], 0), counted("arr_1", &[2], 9)];
    bad(&list, &model);
}

#[test]
fn layers_that_are_counted_by_class_are_taken_by_kind() {
    let model = network(
        "input: {height: 4, width: 4, channels: 2}
layers:
  a: {conv: 2, kernel: 1, bias: false, batch_norm: true}
  b: {conv: 2, kernel: 1, bias: false, batch_norm: {scale: false}}
  m: global_avg_pool
  c: {dense: 2}
",
    );
    let tensors = [
        counted("layers/batch_normalization/vars/0", &[2], 0),
        counted("layers/batch_normalization/vars/1", &[2], 2),
        counted("layers/batch_normalization/vars/2", &[2], 4),
        counted("layers/batch_normalization/vars/3", &[2], 6),
        counted("layers/batch_normalization_1/vars/0", &[2], 8),
        counted("layers/batch_normalization_1/vars/1", &[2], 10),
        counted("layers/batch_normalization_1/vars/2", &[2], 12),
        counted("layers/conv2d/vars/0", &[1, 1, 2, 2], 14),
        counted("layers/conv2d_1/vars/0", &[1, 1, 2, 2], 18),
        counted("layers/dense/vars/0", &[2, 2], 22),
        counted("layers/dense/vars/1", &[2], 26),
    ];
    let (values, _) = paired(&file(&tensors), &model, &layout(Convention::Keras)).expect("fits");
    has(&values, "a.batch_norm.moving_variance", &[6.0, 7.0]);
    has(&values, "b.batch_norm.beta", &[8.0, 9.0]);
    has(&values, "b.kernel", &[18.0, 19.0, 20.0, 21.0]);
}

#[test]
fn a_list_is_taken_where_nothing_can_be_exchanged() {
    let (dense, bias) = ([2, 3], [3]);
    let mut list = vec![
        counted("arr_0", &[1, 1, 2, 2], 0),
        counted("arr_1", &[2], 10),
        counted("arr_2", &[1, 1, 2, 2], 20),
        counted("arr_3", &[2], 30),
        counted("arr_4", &dense, 40),
        counted("arr_5", &bias, 50),
    ];
    let (values, _) = good(&list, &network(CHAIN));
    has(&values, "b.kernel", &[20.0, 21.0, 22.0, 23.0]);
    has(&values, "c.bias", &[50.0, 51.0, 52.0]);
    list.swap(0, 1);
    list[0].0 = "arr_0".into();
    list[1].0 = "arr_1".into();
    let error = bad(&list, &network(CHAIN));
    assert!(error.contains("`arr_0`: expected"), "{error}");
}

#[test]
fn a_file_of_another_network_says_how_much_fits() {
    let mut tensors = chain(["z", "y", "x"]);
    tensors[0] = counted("z.weight", &[5, 2, 1, 1], 0);
    let error = bad(&tensors, &network(CHAIN));
    assert_eq!(
        error,
        "the weights of `w.safetensors` do not fit the network: its names are not those of the description, and by \
         their shapes 2 of 3 modules fit\n  `a` and others: expected 2 of [2, 2, 1, 1] [2], got 1\n\
         help: is it another network's file? `googlenet weights list SPEC` lists what the network has"
    );
    assert!(
        bad(&[("x".into(), "I64", vec![], vec![0; 8])], &network(CHAIN))
            .contains("no tensor of floats")
    );
}
