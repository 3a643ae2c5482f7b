//! GoogLeNet through the macro, with trained weights: says what pictures show.
//!
//!     cargo run --release --example classify -- WEIGHTS [--labels FILE] PICTURE…

use googlenet_runtime::picture::{Classifier, Picture};
use googlenet_runtime::{Labels, googlenet_model};
use std::path::Path;

googlenet_model! {
    /// GoogLeNet as Caffe's model zoo has it; `preprocess` of the file says how it sees pictures.
    pub GooglenetPaper = "../specs/googlenet_paper.yaml";
}

const USAGE: &str = "usage: classify WEIGHTS [--labels FILE] PICTURE…";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let labels = match args.iter().position(|arg| arg == "--labels") {
        Some(at) if at + 1 < args.len() => args.drain(at..at + 2).nth(1),
        Some(_) => return Err(USAGE.into()),
        None => None,
    };
    let [weights, pictures @ ..] = args.as_slice() else {
        return Err(USAGE.into());
    };
    if pictures.is_empty() {
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
    // One picture alone is `model.classify(&picture)`, with the trait `googlenet_runtime::picture::Classify`.
    for path in pictures {
        println!("{path}");
        for class in classifier.classify(&Picture::open(path)?, 5)? {
            let label = class.label.unwrap_or_default();
            println!("  {:.6}  {:>3}  {label}", class.probability, class.index);
        }
    }
    Ok(())
}
