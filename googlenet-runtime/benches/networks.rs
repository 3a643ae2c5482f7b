//! Benchmarks of whole networks: `cargo bench -p googlenet-runtime --features dynamic --bench networks`.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use googlenet_runtime::{Network, dynamic};

use googlenet_runtime::weights::formula;
use std::path::Path;

fn networks(c: &mut Criterion) {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    for (spec, batch) in [
        ("inception_v1", 1),
        ("inception_v1", 8),
        ("inception_v3", 1),
        ("vgg16", 1),
    ] {
        let model = dynamic::Model::from_file(specs.join(format!("{spec}.yaml")));
        let model = model.unwrap_or_else(|error| panic!("{error}")).seeded(1);
        let mut group = c.benchmark_group(spec);
        group.sample_size(20);
        for threads in [1, 2] {
            let mut session = model.dyn_session(threads);
            session.set_batch(batch);
            let len = session.input_shape().len() * batch;
            let input: Vec<f32> = (0..len as u64).map(|i| formula(7, i) as f32).collect();
            let mut output = Vec::new();
            let name = format!("{threads} threads, {batch} images");
            group.bench_function(BenchmarkId::from_parameter(name), |bencher| {
                bencher.iter(|| session.run(&input, &mut output).expect("whole images"));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, networks);
criterion_main!(benches);
