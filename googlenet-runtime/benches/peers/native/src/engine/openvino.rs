//! OpenVINO on the CPU, with the performance hint for latency.

use super::{Engine, library};
use crate::Result;
use openvino::{
    Core, DeviceType, ElementType, InferRequest, PartialShape, RwPropertyKey, Shape, Tensor,
};

pub(crate) struct OpenVino {
    request: InferRequest,
    inputs: Vec<Tensor>,
}

impl OpenVino {
    pub(crate) fn open(
        model: &str,
        shape: [usize; 4],
        threads: usize,
        precision: &str,
        inputs: &[Vec<f32>],
    ) -> Result<OpenVino> {
        openvino_sys::library::load_from(library()?)?;
        let mut core = Core::new_with_config("")?;
        let threads = threads.to_string();
        for (key, value) in [
            (RwPropertyKey::HintPerformanceMode, "LATENCY"),
            (RwPropertyKey::HintInferencePrecision, precision),
            (RwPropertyKey::InferenceNumThreads, &threads),
        ] {
            core.set_property(&DeviceType::CPU, &key, value)?;
        }
        let mut model = core.read_model_from_file(model, "")?;
        let shape = shape.map(|size| size as i64);
        model.reshape_single_input(&PartialShape::new_static(4, &shape)?)?;
        let mut compiled = core.compile_model(&model, DeviceType::CPU)?;
        let tensor = |values: &Vec<f32>| -> Result<Tensor> {
            let mut tensor = Tensor::new(ElementType::F32, &Shape::new(&shape)?)?;
            tensor.get_data_mut::<f32>()?.copy_from_slice(values);
            Ok(tensor)
        };
        Ok(OpenVino {
            request: compiled.create_infer_request()?,
            inputs: inputs.iter().map(tensor).collect::<Result<_>>()?,
        })
    }
}

impl Engine for OpenVino {
    fn run(&mut self, input: usize) -> Result<()> {
        self.request.set_input_tensor(&self.inputs[input])?;
        Ok(self.request.infer()?)
    }

    fn result(&mut self) -> Result<Vec<f32>> {
        Ok(self
            .request
            .get_output_tensor_by_index(0)?
            .get_data::<f32>()?
            .to_vec())
    }
}
