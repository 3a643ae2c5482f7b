//! Compiles GoogLeNet by `googlenet_model!`, prints its table of layers, runs it on an image, and prints the time and
//! the five most likely classes.

use googlenet_runtime::{Tensor, googlenet_model, image};
use std::path::Path;
use std::time::Instant;

googlenet_model! {
    /// GoogLeNet for ImageNet.
    pub InceptionV1 = "../specs/inception_v1.yaml";
}

// `PARAMS`, like `MACS` and `ARENA_BYTES`, is a constant and can be checked at compile time.
const _: () = assert!(InceptionV1::PARAMS == 6_998_552);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("{}", InceptionV1::summary());

    let model = InceptionV1::seeded(42);
    let threads = std::thread::available_parallelism()?.get();
    let mut session = model.session(threads);

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/coffee_224.png");
    let image: Tensor<inception_v1::Input> = image::read_tensor(&path)?;
    session.run(&image)?; // The first run allocates what later runs reuse.
    let start = Instant::now();
    let probabilities = session.run(&image)?;
    let time = start.elapsed();

    println!();
    println!(
        "one image in {:.1} ms on {threads} threads",
        time.as_secs_f64() * 1e3
    );
    println!(
        "the weights are seeded, not trained, so the classes mean nothing; the five most likely:"
    );
    for (class, probability) in probabilities.top(0, 5) {
        println!("  class {class:>3}  {probability:.4}");
    }
    Ok(())
}
