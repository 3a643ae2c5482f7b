//! Safetensors files of any program.

use super::error::WeightsError;
use super::file::{WeightFile, WeightFormat};
use super::reader::WeightReader;
use crate::open::ModelFile;
use crate::tensors::{Array, Element, NamedTensor};
use googlenet_dsl::file_kind::FileKind;
use safetensors::{Dtype, SafeTensors};
use std::borrow::Cow;
use std::path::Path;

pub(super) struct Safetensors;

impl WeightReader for Safetensors {
    fn reads(&self, kind: FileKind) -> bool {
        kind == FileKind::Safetensors
    }

    fn open<'a>(
        &self,
        file: &ModelFile<'a>,
        _folder: Option<&Path>,
    ) -> Result<WeightFile<'a>, WeightsError> {
        let wrong = |reason: String| WeightsError::unreadable(file.name, reason);
        let parsed = SafeTensors::deserialize(file.bytes);
        let parsed = parsed.map_err(|error| wrong(error.to_string()))?;
        let header = SafeTensors::read_metadata(file.bytes);
        let (_, header) = header.map_err(|error| wrong(error.to_string()))?;
        let mut tensors = Vec::new();
        for name in header.offset_keys() {
            let view = parsed
                .tensor(&name)
                .map_err(|error| wrong(error.to_string()))?;
            let element = element(view.dtype());
            let bytes = Cow::Borrowed(view.data());
            let array = Array::new(view.shape().to_vec(), element, bytes);
            let array = array.map_err(|reason| wrong(format!("the tensor {name:?}: {reason}")))?;
            tensors.push(NamedTensor {
                name,
                element,
                stored: Box::new(array),
            });
        }
        Ok(WeightFile {
            name: file.name.to_owned(),
            format: WeightFormat::Safetensors,
            tensors,
            warnings: Vec::new(),
        })
    }
}

fn element(dtype: Dtype) -> Element {
    match dtype {
        Dtype::F32 => Element::F32,
        Dtype::F64 => Element::F64,
        Dtype::F16 => Element::F16,
        Dtype::BF16 => Element::BF16,
        Dtype::BOOL => Element::Other("bool"),
        Dtype::I64 => Element::Other("int64"),
        Dtype::I32 => Element::Other("int32"),
        Dtype::I16 => Element::Other("int16"),
        Dtype::I8 => Element::Other("int8"),
        Dtype::U64 => Element::Other("uint64"),
        Dtype::U32 => Element::Other("uint32"),
        Dtype::U16 => Element::Other("uint16"),
        Dtype::U8 => Element::Other("uint8"),
        _ => Element::Other("a type of less than 16 bits"),
    }
}
