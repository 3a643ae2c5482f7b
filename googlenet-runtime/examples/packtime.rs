use googlenet_runtime::{Network, PackedNetwork, dynamic::Model};
use std::time::Instant;
fn main() {
    let t = Instant::now();
    let model = Model::from_file(std::env::args().nth(1).unwrap()).unwrap();
    println!("compile {:?}", t.elapsed());
    let w = std::env::args().nth(2).unwrap();
    let p = std::env::args().nth(3).unwrap();
    let graph = model.graph();
    for _ in 0..std::env::args().nth(4).map_or(6, |n| n.parse().unwrap()) {
        let t = Instant::now();
        let packed = PackedNetwork::load_weights(&graph, &w).unwrap();
        let a = t.elapsed();
        let t = Instant::now();
        let mapped = PackedNetwork::load(&graph, &p).unwrap();
        let b = t.elapsed();
        let t = Instant::now();
        mapped.verify().unwrap();
        let c = t.elapsed();
        let t = Instant::now();
        mapped.verify().unwrap();
        let c2 = t.elapsed();
        if std::env::args().nth(4).is_some() {
            continue;
        }
        let m = Model::from_graph(graph.clone()).load(&w).unwrap();
        let t = Instant::now();
        let own = PackedNetwork::new(m);
        let d = t.elapsed();
        println!(
            "load_weights {a:?} load packed {b:?} verify {c:?} again {c2:?} pack in memory {d:?} {}",
            own.weight_bytes() == packed.weight_bytes()
        );
    }
}
