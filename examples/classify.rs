//! Classifies images by GoogLeNet, compiled by `googlenet_model!`, with trained weights: prints the five most likely
//! classes of each image.
//!
//!     cargo run --release --example classify -- WEIGHTS [--labels FILE] IMAGE…

use googlenet_runtime::image::{Classifier, Image};
use googlenet_runtime::{Labels, googlenet_model};
use std::path::Path;

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
        let file = Path::new(&file);
        let name = file.file_name().ok_or(USAGE)?.to_string_lossy();
        classifier = classifier.with_labels(&Labels::File {
            folder: file.parent().unwrap_or(Path::new("")).to_owned(),
            path: name.into_owned(),
        })?;
    }
    // For a single image there is `model.classify(&image)`, of the trait `googlenet_runtime::image::Classify`.
    for path in images {
        println!("{path}");
        for class in classifier.classify(&Image::open(path)?, 5)? {
            let label = class.label.unwrap_or_default();
            println!("  {:.6}  {:>3}  {label}", class.probability, class.index);
        }
    }
    Ok(())
}
