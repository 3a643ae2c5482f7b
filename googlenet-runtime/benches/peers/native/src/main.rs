//! Runs an ONNX file in another inference engine, once or repeatedly, as a native program without an interpreter.
//!
//!     peer machine
//!     peer ENGINE MODEL --shape N,C,H,W --threads T --input X.f32 --output Y.f32
//!     peer ENGINE MODEL --shape N,C,H,W --threads T --seconds S
//!
//! ENGINE is `onnxruntime`, `openvino-f32`, `openvino-bf16` or `rten`. All but `rten` load the shared library that the
//! environment variable `PEER_LIBRARY` names. Files of values are raw little-endian 32-bit floats, NCHW. With
//! `--seconds` the run times are measured and reported in the same way as by `googlenet bench --json`: with the same
//! number of warm-up runs, and several inputs in turn. `machine` reports throughput and latency of the machine's cores.

mod engine;
mod machine;
mod measure;

use engine::Engine;
use std::error::Error;
use std::time::Duration;

pub(crate) type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Command-line options.
struct Options {
    engine: String,
    model: String,
    shape: [usize; 4],
    threads: usize,
    seconds: Option<Duration>,
    input: Option<String>,
    output: Option<String>,
}

fn main() -> Result<()> {
    if std::env::args().nth(1).as_deref() == Some("machine") {
        println!("{}", machine::report());
        return Ok(());
    }
    let options = Options::read()?;
    let len: usize = options.shape.iter().product();
    if let Some(seconds) = options.seconds {
        let inputs = measure::inputs(len);
        let mut engine = open(&options, &inputs)?;
        println!(
            "{}",
            measure::measure(engine.as_mut(), inputs.len(), seconds, &options)?
        );
        return Ok(());
    }
    let (input, output) = options
        .input
        .as_deref()
        .zip(options.output.as_deref())
        .ok_or("expected --input and --output")?;
    let bytes = std::fs::read(input)?;
    let values: Vec<f32> = bytes
        .as_chunks::<4>()
        .0
        .iter()
        .map(|bytes| f32::from_le_bytes(*bytes))
        .collect();
    if values.len() != len {
        return Err(format!("expected {len} values in {input}, got {}", values.len()).into());
    }
    let mut engine = open(&options, &[values])?;
    engine.run(0)?;
    let result: Vec<u8> = engine
        .result()?
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect();
    std::fs::write(output, result)?;
    Ok(())
}

fn open(options: &Options, inputs: &[Vec<f32>]) -> Result<Box<dyn Engine>> {
    engine::open(
        &options.engine,
        &options.model,
        options.shape,
        options.threads,
        inputs,
    )
}

impl Options {
    fn read() -> Result<Options> {
        let mut words = std::env::args().skip(1);
        let mut options = Options {
            engine: words.next().ok_or("expected an engine")?,
            model: words.next().ok_or("expected a model")?,
            shape: [1, 3, 224, 224],
            threads: 1,
            seconds: None,
            input: None,
            output: None,
        };
        while let Some(name) = words.next() {
            let value = words
                .next()
                .ok_or_else(|| format!("expected a value behind {name}"))?;
            match name.as_str() {
                "--shape" => {
                    let sizes: std::result::Result<Vec<usize>, _> =
                        value.split(',').map(str::parse).collect();
                    options.shape = sizes?.try_into().map_err(|_| "expected four sizes")?;
                }
                "--threads" => options.threads = value.parse()?,
                "--seconds" => options.seconds = Some(Duration::try_from_secs_f64(value.parse()?)?),
                "--input" => options.input = Some(value),
                "--output" => options.output = Some(value),
                _ => return Err(format!("there is no option {name}").into()),
            }
        }
        Ok(options)
    }
}
