//! Trains a small network of Inception modules, compiled by `googlenet_model!`, on 1,437 handwritten digits, as
//! `training` in its description says, and measures it on 360 digits that it has not seen.
//!
//!     cargo run --release --example train_digits [WEIGHTS]
//!
//! The weights are written to `target/uci_digits.safetensors` unless another path is given. On one instruction set they
//! are always the same bits, on any number of threads; `examples/data/uci_digits.safetensors` was written so with
//! AVX-512.

use googlenet_runtime::train::data::{
    Dataset, IdxFiles, Loader, LoaderOptions, Task, check_training,
};
use googlenet_runtime::train::{Metrics, Trainer, after_epochs, initialize_weights};
use googlenet_runtime::{Network, Tensor, TypedNetwork, googlenet_model};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

googlenet_model! {
    /// A small network of Inception modules for digits of 8x8 pixels.
    pub UciDigits = "../../specs/uci_digits.yaml";
}

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let output = std::env::args_os().nth(1);
    let output = PathBuf::from(output.unwrap_or_else(|| "target/uci_digits.safetensors".into()));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/uci_digits");
    let [Some(training), Some(test)] = IdxFiles::find(&folder) else {
        return Err(format!("no digits in {}", folder.display()).into());
    };
    let (digits, test) = (Dataset::idx(&training)?, Dataset::idx(&test)?);

    let mut model = UciDigits::zeroed();
    let settings = model.training();
    let task = Task::of(&model.graph(), model.preprocess(), &model.labels())?;
    check_training(&digits, None, &task, &settings.augment)?;
    initialize_weights(&mut model, settings.seed);
    let mut trainer = Trainer::builder(model).build()?;

    let begin = Instant::now();
    let epochs = settings.epochs;
    let told = after_epochs(|epoch| {
        let Metrics { loss, accuracy, .. } = epoch.result.training;
        println!(
            "epoch {:>2}/{epochs}: loss {loss:.4}, accuracy {:5.2} %",
            epoch.result.epoch + 1,
            100.0 * accuracy
        );
        ControlFlow::Continue(())
    });
    trainer.fit(&digits, None, told)?;
    let model = trainer.into_model();
    println!("trained in {:.1} s", begin.elapsed().as_secs_f64());

    tell(&confusion(&model, &test, &task)?);
    if let Some(folder) = output.parent() {
        std::fs::create_dir_all(folder)?;
    }
    model.save_weights(&output)?;
    println!("written to {}", output.display());
    Ok(())
}

/// Returns how many images of each class (row) the network takes for each class (column).
fn confusion(model: &UciDigits, images: &Dataset, task: &Task) -> Result<[[u32; 10]; 10]> {
    let mut confusion = [[0; 10]; 10];
    let mut session = model.session(1);
    let mut loader = Loader::new(images, task, LoaderOptions::in_order(32))?;
    while let Some(batch) = loader.next_batch()? {
        let images: Tensor<uci_digits::Input> = batch.images.try_into()?;
        let classes = session.run(&images)?;
        for (image, label) in batch.labels.iter().enumerate() {
            let (class, _) = classes.top(image, 1)[0];
            confusion[*label as usize][class] += 1;
        }
    }
    Ok(confusion)
}

/// Prints the accuracy, and which digits are taken for which others.
fn tell(confusion: &[[u32; 10]; 10]) {
    let images: u32 = confusion.iter().flatten().sum();
    let right: u32 = (0..10).map(|digit| confusion[digit][digit]).sum();
    println!(
        "digits that it has not seen: {right} of {images} right, {:.2} %",
        100.0 * f64::from(right) / f64::from(images)
    );
    let pairs = (0..10).flat_map(|digit| (0..10).map(move |class| (digit, class)));
    let mut wrong: Vec<(usize, usize)> = pairs
        .filter(|(digit, class)| digit != class && confusion[*digit][*class] > 0)
        .collect();
    wrong.sort_by_key(|(digit, class)| std::cmp::Reverse(confusion[*digit][*class]));
    for (digit, class) in wrong {
        println!("  {digit} taken for {class}: {}", confusion[digit][class]);
    }
}
