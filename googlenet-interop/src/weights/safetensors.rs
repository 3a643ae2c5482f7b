//! Safetensors files of any program.

use super::error::WeightsError;
use super::file::{WeightFile, WeightFormat};
use super::reader::WeightReader;
use crate::open::ModelFile;
use crate::tensors::{Array, Element, NamedTensor};
use googlenet_dsl::file_kind::FileKind;
use safetensors::Dtype;
use safetensors::tensor::Metadata;
use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;

/// Fixed part of the largest size of a header, in bytes; an eighth of the file's size is added to it. A header with
/// short names takes up to twelve times its size in memory.
const MAX_BYTES: u64 = 4 << 20;

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
        let entries = entries(file.bytes).map_err(wrong)?;
        let tensors = entries.into_iter().map(|entry| {
            let bytes = Cow::Borrowed(&file.bytes[entry.range.clone()]);
            entry.tensor(bytes)
        });
        Ok(WeightFile {
            name: file.name.to_owned(),
            format: WeightFormat::Safetensors,
            tensors: tensors.collect::<Result<_, _>>().map_err(wrong)?,
            warnings: Vec::new(),
        })
    }
}

/// A tensor of a file.
pub(super) struct Entry {
    pub(super) name: String,
    element: Element,
    dims: Vec<usize>,
    /// Where the values are in the file, in bytes.
    pub(super) range: Range<usize>,
}

impl Entry {
    /// Returns the tensor of these bytes, which are those of its range.
    ///
    /// # Errors
    /// A reason that names the tensor, if they are of another number.
    pub(super) fn tensor(self, bytes: Cow<'_, [u8]>) -> Result<NamedTensor<'_>, String> {
        let array = Array::new(self.dims, self.element, bytes);
        let array = array.map_err(|reason| format!("the tensor {:?}: {reason}", self.name))?;
        Ok(NamedTensor {
            name: self.name,
            element: self.element,
            stored: Box::new(array),
        })
    }
}

/// Returns the tensors of a file in the order in which they lie in it. The header is checked as a whole: the tensors
/// lie one behind the other, have the sizes of their shapes and types, and fill the file.
///
/// # Errors
/// A reason in words that follow the file's name.
pub(super) fn entries(bytes: &[u8]) -> Result<Vec<Entry>, String> {
    let file = bytes.len() as u64;
    let Some((length, rest)) = bytes.split_first_chunk::<8>() else {
        return Err(format!("it is cut off: it has {file} bytes"));
    };
    let length = u64::from_le_bytes(*length);
    let header = usize::try_from(length)
        .ok()
        .and_then(|length| rest.split_at_checked(length));
    let Some((header, data)) = header else {
        return Err(format!(
            "it is cut off: its header is said to have {length} bytes, the file has {file}; help: fetch or copy the file \
             again"
        ));
    };
    if length > MAX_BYTES + file / 8 {
        return Err(format!(
            "its header has {length} bytes, too many for a file of {file}"
        ));
    }
    let metadata: Metadata = serde_json::from_slice(header).map_err(|error| {
        // The message may have a name of the file.
        let reason = error.to_string().replace(char::is_control, " ");
        format!("its header is damaged: {reason}")
    })?;
    if metadata.data_len() != data.len() {
        let cut_off = match metadata.data_len() > data.len() {
            true => "it is cut off: ",
            false => "",
        };
        return Err(format!(
            "{cut_off}its tensors are {} bytes, the file has {} for them; help: fetch or copy the file again",
            metadata.data_len(),
            data.len()
        ));
    }
    let first = bytes.len() - data.len();
    let mut entries: Vec<Entry> = (metadata.tensors().into_iter())
        .map(|(name, info)| Entry {
            name,
            element: element(info.dtype),
            dims: info.shape.clone(),
            range: first + info.data_offsets.0..first + info.data_offsets.1,
        })
        .collect();
    entries.sort_by(|a, b| {
        (a.range.start, a.range.end, &a.name).cmp(&(b.range.start, b.range.end, &b.name))
    });
    Ok(entries)
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
        Dtype::C64 => Element::Other("complex64"),
        Dtype::F8_E5M2 => Element::Other("float8_e5m2"),
        Dtype::F8_E4M3 => Element::Other("float8_e4m3fn"),
        Dtype::F8_E8M0 => Element::Other("float8_e8m0fnu"),
        Dtype::F8_E4M3FNUZ => Element::Other("float8_e4m3fnuz"),
        Dtype::F8_E5M2FNUZ => Element::Other("float8_e5m2fnuz"),
        _ => Element::Other("a type of less than 8 bits"),
    }
}
