//! Compiles GoogLeNet by `googlenet_model!`, prints its table of layers, runs it on an image, and prints the time and
//! the five most likely classes. Then a small network with trained weights reads handwritten digits.

use googlenet_runtime::{Tensor, googlenet_model, image};
use std::fs;
use std::path::Path;
use std::time::Instant;

googlenet_model! {
    /// GoogLeNet for ImageNet.
    pub InceptionV1 = "../specs/inception_v1.yaml";

    /// A small network of Inception modules for digits of 8x8 pixels.
    pub UciDigits = "../specs/uci_digits.yaml";
}

// `PARAMS`, like `MACS` and `ARENA_BYTES`, is a constant and can be checked at compile time.
const _: () = assert!(InceptionV1::PARAMS == 6_998_552);

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    println!("{}", InceptionV1::summary());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    run_googlenet(&folder.join("../assets/coffee_224.png"))?;
    read_digits(&folder.join("data"))
}

fn run_googlenet(path: &Path) -> Result<()> {
    let model = InceptionV1::seeded(42);
    let threads = std::thread::available_parallelism()?.get();
    let mut session = model.session(threads);

    let image: Tensor<inception_v1::Input> = image::read_tensor(path)?;
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

/// Reads 360 digits with the weights that `train_digits` trained, and shows the first of each class.
fn read_digits(data: &Path) -> Result<()> {
    // Files of the MNIST form: a header of 16 and of 8 bytes, then a byte for each pixel and for each label.
    let images = fs::read(data.join("uci_digits/test-images-idx3-ubyte"))?;
    let labels = fs::read(data.join("uci_digits/test-labels-idx1-ubyte"))?;
    let (images, labels) = (&images[16..], &labels[8..]);

    let model = UciDigits::load(data.join("uci_digits.safetensors"))?;
    let values: Vec<f32> = images
        .iter()
        .map(|value| f32::from(*value) / 255.0)
        .collect();
    let mut session = model.session(1);
    let probabilities = session.run(&Tensor::new(values)?)?;
    let digits: Vec<Digit<'_>> = (images.chunks_exact(64).zip(labels).enumerate())
        .map(|(image, (pixels, label))| Digit {
            pixels,
            label: (*label).into(),
            read: probabilities.top(image, 1)[0],
        })
        .collect();

    println!();
    println!("UciDigits is trained. It reads digits that it has not seen:");
    let first = |label| digits.iter().find(|digit| digit.label == label);
    let shown: Vec<&Digit<'_>> = (0..10).filter_map(first).collect();
    for row in shown.chunks(5) {
        println!();
        draw(row);
    }
    println!();
    let right = digits.iter().filter(|digit| digit.is_right()).count();
    let share = 100.0 * right as f64 / digits.len() as f64;
    println!(
        "of {} such digits it reads {right} right, {share:.1} %",
        digits.len()
    );
    Ok(())
}

/// A digit with what the network takes it for.
struct Digit<'d> {
    /// Eight rows of eight values, from 0 for paper to 255 for ink.
    pixels: &'d [u8],
    label: usize,
    /// The most likely class with its probability.
    read: (usize, f32),
}

impl Digit<'_> {
    fn is_right(&self) -> bool {
        self.read.0 == self.label
    }
}

/// Prints digits side by side, each over its label and what it is read as.
fn draw(digits: &[&Digit<'_>]) {
    const SHADES: [&str; 5] = ["  ", "░░", "▒▒", "▓▓", "██"];
    let shade = |value: &u8| SHADES[usize::from(*value) * SHADES.len() / 256];
    let print = |line: &dyn Fn(&Digit<'_>) -> String| {
        let cells: String = digits
            .iter()
            .map(|digit| format!("{:<16}", line(digit)))
            .collect();
        println!("{}", cells.trim_end());
    };
    for row in 0..8 {
        print(&|digit| digit.pixels[8 * row..][..8].iter().map(shade).collect());
    }
    print(&|digit| format!("  label {}", digit.label));
    print(&|digit| {
        let (class, probability) = digit.read;
        let wrong = if digit.is_right() { "" } else { " wrong" };
        format!("  read {class}, {:.0} %{wrong}", 100.0 * probability)
    });
}
