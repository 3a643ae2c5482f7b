//! Tests of the memory that sessions and the packing of weights allocate.

use googlenet_runtime::quantize::{Calibration, QuantizeOptions};
use googlenet_runtime::{Isa, Network, Tensor, TypedNetwork, TypedPacked, googlenet_model};
use googlenet_tests::counted::Counted;

googlenet_model! {
    InceptionV1 = "../specs/inception_v1.yaml";
    HeadsSmall = "../specs/heads_small.yaml";
}

#[global_allocator]
static ALLOCATOR: Counted = Counted;

/// Tests that sessions allocate nothing from the second run on, and that packing holds few source weights at a time.
/// This is a single test because the counters are those of the whole process.
#[test]
fn nothing_is_allocated_from_the_second_run_on() {
    let model = InceptionV1::seeded(1);
    // The first session packs the weights, which later sessions share. This is not part of the measurement.
    drop(model.session(1));
    let input: Tensor<inception_v1::Input> = Tensor::from_fn(2, |at| (at % 255) as f32 / 255.0);
    for threads in [1, 2, 4] {
        let (mut session, largest) = Counted::largest_during(|| {
            let mut session = model.session(threads);
            session.tap("inception_4c").expect("a layer");
            session.run(&input).expect("two images");
            session
        });
        let arena = InceptionV1::ARENA_BYTES as usize;
        assert!(
            largest <= arena,
            "nothing larger than the arena holds activations"
        );
        assert_eq!(session.arena_bytes(), arena);
        let mut best = [(0, 0.0); 5];
        let ((), [count, _]) = Counted::during(|| {
            for _ in 0..3 {
                let classes = session.run(&input).expect("two images");
                assert_eq!(classes.top_into(1, &mut best).len(), 5);
            }
        });
        assert_eq!(count, 0, "{threads} threads");
    }

    assert_eq!(model.session_bytes(), InceptionV1::SESSION_BYTES);
    let model = HeadsSmall::seeded(1);
    assert_eq!(model.session_bytes(), HeadsSmall::SESSION_BYTES);
    let input: Tensor<heads_small::Input> = Tensor::from_fn(2, |at| (at % 7) as f32);
    let (mut session, mut executor) = (model.session(1), model.dyn_session(1));
    let mut results = Vec::new();
    session.run(&input).expect("two images");
    let all = &mut results;
    executor.run_all(input.as_slice(), all).expect("two images");
    let ((), [count, _]) = Counted::during(|| {
        for _ in 0..3 {
            session.run(&input).expect("two images");
            executor.run_all(input.as_slice(), all).expect("two images");
        }
    });
    assert_eq!(count, 0, "several outputs");

    let options = QuantizeOptions::default();
    let mut calibration = Calibration::new(&model, &options).expect("finite weights");
    let image = &input.as_slice()[..input.as_slice().len() / 2];
    calibration.observe(image).expect("an image");
    let (quantized, _) = calibration.finish().expect("an image");
    for threads in [1, 2] {
        let builder = model.session_builder().threads(threads);
        let mut session = builder.build_quantized(&quantized).expect("its own");
        session.run(&input).expect("two images");
        let ((), [count, _]) = Counted::during(|| {
            for _ in 0..3 {
                session.run(&input).expect("two images");
            }
        });
        assert_eq!(count, 0, "integers, {threads} threads");
    }

    let folder = tempfile::tempdir().expect("a folder");
    let [source, path] = ["w.safetensors", "w.packed"].map(|name| folder.path().join(name));
    model.save_weights(&source).expect("saved");
    TypedPacked::new(model).save(&path).expect("saved");
    let packed = TypedPacked::<HeadsSmall>::open(&path).expect("fits");
    for threads in [1, 2] {
        let mut session = packed.session(threads);
        session.run(&input).expect("two images");
        let ((), [count, _]) = Counted::during(|| {
            for _ in 0..3 {
                session.run(&input).expect("two images");
            }
        });
        assert_eq!(count, 0, "mapped weights, {threads} threads");
    }

    // While the source weights (27 MiB) are packed, each thread holds those of one layer at a time. None are held
    // afterwards.
    let source = folder.path().join("large.safetensors");
    InceptionV1::seeded(1).save_weights(&source).expect("saved");
    let largest = 4 * 1024 * 1001;
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let before = Counted::held();
    let load = || TypedPacked::<InceptionV1>::load(&source).expect("fits");
    let (packed, most) = Counted::most_during(load);
    let held = Counted::held() - before;
    assert!(
        most < (threads + 1) * largest,
        "{most} bytes while packing on {threads} threads"
    );
    assert!(held < 1 << 20, "{held} bytes beside the packed weights");
    assert!(packed.weight_bytes() > InceptionV1::PARAMS as usize * 4);
    let told = InceptionV1::zeroed().packed_bytes(Isa::chosen());
    assert_eq!(packed.weight_bytes() as u64, told);
}
