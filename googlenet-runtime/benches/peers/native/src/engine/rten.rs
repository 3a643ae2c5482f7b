//! RTen, an inference engine written in Rust.

use super::Engine;
use crate::Result;
use rten::{Model, RunOptions, ThreadPool};
use rten_tensor::{AsView, NdTensor, Tensor};
use std::sync::Arc;

pub(crate) struct Rten {
    model: Model,
    options: RunOptions,
    inputs: Vec<NdTensor<f32, 4>>,
    result: Vec<f32>,
}

impl Rten {
    pub(crate) fn open(
        model: &str,
        shape: [usize; 4],
        threads: usize,
        inputs: &[Vec<f32>],
    ) -> Result<Rten> {
        let tensor = |values: &Vec<f32>| NdTensor::from_data(shape, values.clone());
        let mut options = RunOptions::default();
        options.thread_pool = Some(Arc::new(ThreadPool::with_num_threads(threads)));
        Ok(Rten {
            model: Model::load_file(model)?,
            options,
            inputs: inputs.iter().map(tensor).collect(),
            result: Vec::new(),
        })
    }
}

impl Engine for Rten {
    fn run(&mut self, input: usize) -> Result<()> {
        let value = self
            .model
            .run_one(self.inputs[input].view().into(), Some(self.options.clone()))?;
        let tensor: Tensor<f32> = value.try_into()?;
        self.result = tensor.to_vec();
        Ok(())
    }

    fn result(&mut self) -> Result<Vec<f32>> {
        Ok(self.result.clone())
    }
}
