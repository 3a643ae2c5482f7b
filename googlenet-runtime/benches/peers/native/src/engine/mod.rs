//! The engines, one file each.

mod onnxruntime;
mod openvino;
mod rten;

use crate::Result;

/// A network in an engine, with inputs that are given once, in the engine's own form.
pub(crate) trait Engine {
    /// Runs one of the inputs.
    fn run(&mut self, input: usize) -> Result<()>;

    /// What the last run made; of several results the first.
    fn result(&mut self) -> Result<Vec<f32>>;
}

/// Loads a model.
pub(crate) fn open(
    engine: &str,
    model: &str,
    shape: [usize; 4],
    threads: usize,
    inputs: &[Vec<f32>],
) -> Result<Box<dyn Engine>> {
    Ok(match engine {
        "onnxruntime" => Box::new(onnxruntime::OnnxRuntime::open(
            model, shape, threads, inputs,
        )?),
        "openvino-f32" => Box::new(openvino::OpenVino::open(
            model, shape, threads, "f32", inputs,
        )?),
        "openvino-bf16" => Box::new(openvino::OpenVino::open(
            model, shape, threads, "bf16", inputs,
        )?),
        "rten" => Box::new(rten::Rten::open(model, shape, threads, inputs)?),
        _ => return Err(format!("there is no engine {engine}").into()),
    })
}

/// The path of the engine's shared library.
fn library() -> Result<String> {
    Ok(std::env::var("PEER_LIBRARY").map_err(|_| "PEER_LIBRARY names no shared library")?)
}
