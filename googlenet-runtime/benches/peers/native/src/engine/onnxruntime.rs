//! ONNX Runtime with all graph optimisations.

use super::{Engine, library};
use crate::Result;
use ort::session::Session;
use ort::session::builder::GraphOptimizationLevel;
use ort::value::Tensor;

pub(crate) struct OnnxRuntime {
    session: Session,
    inputs: Vec<Tensor<f32>>,
    result: Vec<f32>,
}

impl OnnxRuntime {
    pub(crate) fn open(
        model: &str,
        shape: [usize; 4],
        threads: usize,
        inputs: &[Vec<f32>],
    ) -> Result<OnnxRuntime> {
        let environment = ort::init_from(library()?)?.build()?;
        let session = Session::builder(&environment)?
            .with_optimization_level(GraphOptimizationLevel::All)
            .map_err(|error| error.to_string())?
            .with_intra_threads(threads)
            .map_err(|error| error.to_string())?
            .commit_from_file(model)?;
        let tensor = |values: &Vec<f32>| Tensor::from_array((shape, values.clone()));
        let inputs = inputs.iter().map(tensor).collect::<ort::Result<Vec<_>>>()?;
        Ok(OnnxRuntime {
            session,
            inputs,
            result: Vec::new(),
        })
    }
}

impl Engine for OnnxRuntime {
    fn run(&mut self, input: usize) -> Result<()> {
        let outputs = self.session.run(ort::inputs![&self.inputs[input]])?;
        let (_, values) = outputs[0].try_extract_tensor::<f32>()?;
        self.result.clear();
        self.result.extend_from_slice(values);
        Ok(())
    }

    fn result(&mut self) -> Result<Vec<f32>> {
        Ok(self.result.clone())
    }
}
