//! The engines that are measured, one module for each.

mod onnxruntime;
mod openvino;
mod rten;

use crate::Result;

/// A network loaded into an engine, with a fixed list of inputs that were converted to the engine's own tensors.
pub(crate) trait Engine {
    /// Runs the network on the input with the index `input`.
    fn run(&mut self, input: usize) -> Result<()>;

    /// Returns the values of the first output of the last run.
    fn result(&mut self) -> Result<Vec<f32>>;
}

/// Loads the ONNX file `model` into the engine with this name. `shape` is NCHW; each input has as many values.
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

/// Returns the path of the engine's shared library, from the environment variable `PEER_LIBRARY`.
fn library() -> Result<String> {
    Ok(std::env::var("PEER_LIBRARY").map_err(|_| "PEER_LIBRARY names no shared library")?)
}
