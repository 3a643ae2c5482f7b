//! Classifies images by GoogLeNet, compiled by `googlenet_model!`, with trained weights: prints the five most likely
//! classes of each image.
//!
//!     cargo run --release --example classify -- WEIGHTS [--labels FILE] IMAGE…

use googlenet_runtime::image::{Classifier, Image};
use googlenet_runtime::{Labels, googlenet_model};

googlenet_model! {
    /// GoogLeNet as in Caffe's model zoo; `preprocess` in the file describes how an image becomes the network's input.
    pub GooglenetPaper = "../specs/googlenet_paper.yaml";
}

const USAGE: &str = "usage: classify WEIGHTS [--labels FILE] IMAGE…";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let labels = match args.iter().position(|arg| arg == "--labels") {
        Some(at) if at + 1 < args.len() => args.drain(at..at + 2).nth(1),
        Some(_) => return Err(USAGE.into()),
        None => None,
    };
    let [weights, images @ ..] = args.as_slice() else {
        return Err(USAGE.into());
    };
    if images.is_empty() {
        return Err(USAGE.into());
    }

    let model = GooglenetPaper::load(weights)?;
    let threads = std::thread::available_parallelism()?.get();
    let mut classifier = Classifier::new(&model, threads)?;
    if let Some(file) = labels {
        let labels = Labels::from_bytes(std::fs::read(&file)?);
        classifier = classifier
            .with_labels(&labels)
            .map_err(|error| error.named(file))?;
    }
    // For a single image there is `model.classify(&image)`, of the trait `googlenet_runtime::image::Classify`.
    for path in images {
        println!("{path}");
        for class in classifier.classify(&Image::open(path)?, 5)? {
            let name = class.name();
            println!("  {:.6}  {:>3}  {name}", class.probability, class.index);
        }
    }
    Ok(())
}
