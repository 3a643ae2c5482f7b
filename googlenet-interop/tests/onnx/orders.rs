//! Tests of the orders of flattened maps: kernels of dense layers take them, and maps are transposed where the order is
//! observable.

use super::{check, network};

#[test]
fn dense_kernels_take_the_order_of_what_is_flattened() {
    // Layers of a network, and the number of maps that must be transposed as their order is observable.
    for (layers, turned) in [
        ("  f: flatten\n  d: {dense: 4}\n", 0),
        (
            "  c: {conv: 4, kernel: 3}\n  f: flatten\n  d: {dropout: 0.5}\n  a: {activation: tanh}\n  n: batch_norm\n  o: {dense: 3}\n",
            0,
        ),
        (
            "  c: {concat: [{a: {conv: 4, kernel: 3}}, {p: {max_pool: 3, stride: 1}}]}\n  f: flatten\n  d: {dense: 4}\n",
            0,
        ),
        (
            "  p: {avg_pool: 2}\n  f: flatten\n  s: {activation: softmax}\n  d: {dense: 4}\n",
            0,
        ),
        (
            "  c: {concat: [{a: {conv: 4, kernel: 3}, f: flatten}, {m: global_max_pool}, {g: flatten}]}\n  d: {dense: 4}\n",
            0,
        ),
        ("  g: global_avg_pool\n  d: {dense: 4}\n", 0),
        ("  p: {max_pool: [7, 6]}\n  f: flatten\n", 0),
        ("  c: {conv: 1, kernel: 1}\n  f: flatten\n", 0),
        (
            "  s: {add: [{a: {conv: 4, kernel: 3}, f: flatten}, {b: {conv: 4, kernel: 3}, g: flatten}]}\n  d: {dense: 4}\n",
            0,
        ),
        (
            "  c: {conv: 4, kernel: 3}\n  f: flatten\n  l: {lrn: {size: 3, alpha: 2}}\n  d: {dense: 4}\n",
            1,
        ),
        (
            "  g: global_max_pool\n  l: {lrn: {size: 3, alpha: 2}}\n  d: {dense: 4}\n",
            0,
        ),
        ("  f: flatten\n", 1),
        (
            "  f: flatten\n  g: flatten\n  a: {activation: softmax}\n",
            1,
        ),
        (
            "  s: {add: [{f: flatten}, {g: global_max_pool, d: {dense: 126}}]}\n  o: {dense: 4}\n",
            1,
        ),
        (
            "  s: {add: [{a: {conv: 6, kernel: 1}, f: flatten}, {b: {conv: 12, kernel: 1, stride: [1, 2]}, g: flatten}]}\n  o: {dense: 4}\n",
            2,
        ),
        (
            "  c: {concat: [{a: {conv: 2, kernel: 3}, f: flatten}, {g: flatten}]}\n  n: batch_norm\n",
            2,
        ),
        (
            "  f: flatten\n  s: {add: [{d: {dense: 126}}, {e: {dense: 126}}, f]}\n  o: {dense: 4}\n",
            1,
        ),
        (
            "  c: {conv: 4, kernel: 3}\n  f: flatten\n  l: layer_norm\n  n: l2_norm\n  s: channel_scale\n  o: {dense: 3}\n",
            0,
        ),
        (
            "  s: {multiply: [{f: flatten}, {g: global_max_pool, d: {dense: 126}}]}\n  o: {dense: 4}\n",
            1,
        ),
        ("  f: flatten\n  s: {slice: {channels: [2, 9]}}\n", 1),
        (
            "  f: flatten\n  s: {channel_shuffle: {groups: 3}}\n  d: {dense: 4}\n",
            2,
        ),
        ("  f: flatten\n  r: {reshape: [1, 1, -1]}\n", 1),
        ("  f: flatten\n  r: {reshape: [7, 9, 2]}\n", 2),
        ("  r: {reshape: [9, 7, 2]}\n", 2),
        ("  g: global_max_pool\n  r: {reshape: [1, 1, -1]}\n", 0),
        ("  l: layer_norm\n", 2),
    ] {
        assert_eq!(check(&network(layers), "Transpose"), turned, "{layers}");
    }
}

#[test]
fn vectors_of_many_maps_are_turned_instead() {
    // Each vector is a concatenation of the vector before it and a further flattened map.
    let vectors = |count: usize| {
        let first = "  c: {conv: 2, kernel: 1, stride: 2}\n  v0: flatten\n".to_owned();
        let more = (1..count).map(|at| {
            format!(
                "  v{at}: {{concat: [v{}, {{f{at}: {{flatten: , from: c}}}}]}}\n",
                at - 1
            )
        });
        first + &more.collect::<String>() + "  d: {dense: 2}\n"
    };
    assert_eq!(check(&network(&vectors(64)), "Transpose"), 0);
    assert_eq!(check(&network(&vectors(65)), "Transpose"), 65);
}
