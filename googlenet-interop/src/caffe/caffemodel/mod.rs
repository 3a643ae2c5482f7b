//! Reading of a weight file: layers with their blobs, whose values stay in the file's bytes until they are converted.
//!
//! The file is decoded field by field, so that errors have a byte offset and a layer, and so that the memory that
//! decoding takes is bounded: decoded as one message, a file of empty layers takes a hundred bytes for each two bytes
//! of the file.

mod blob;

pub(super) use blob::Blob;

use super::error::{Error, broken};
use crate::wire::Broken;
use crate::wire::protobuf::{Piece, WireValue};
use std::collections::HashMap;

/// Largest number of layers in a weight file, including those without blobs.
const MAX_LAYERS: usize = 65_536;
/// Largest number of blobs in a layer.
const MAX_BLOBS: usize = 64;
/// Largest length of a layer's name in bytes.
const MAX_NAME: usize = 1024;

/// The layers of a weight file that have blobs.
#[derive(Debug)]
pub(super) struct Caffemodel<'a> {
    /// The layers in the order of the file, each with at least one blob; no two have the same name.
    layers: Vec<StoredLayer<'a>>,
    /// Index in `layers` of each layer, by its name.
    by_name: HashMap<String, usize>,
}

/// A layer of a weight file. Its blobs are in the order of the file and have no names; their meaning follows from the
/// index (0 is the kernel of a convolution, 1 its bias).
#[derive(Debug)]
pub(super) struct StoredLayer<'a> {
    pub(super) name: String,
    pub(super) blobs: Vec<Blob<'a>>,
}

/// Field numbers in the message of a layer, which depend on the form of the layer.
struct LayerFields {
    /// Field number of the layer's name.
    name: u32,
    /// Field number of the layer's blobs.
    blobs: u32,
}

/// Field numbers of a layer in the network's field `layer`.
const NEW: LayerFields = LayerFields { name: 1, blobs: 7 };
/// Field numbers of a layer in the network's field `layers`, the form of files before 2015.
const OLD: LayerFields = LayerFields { name: 4, blobs: 6 };
/// Field number, in a layer of the field `layers`, of a nested layer of Caffe's first form, which is not supported.
const FIRST_FORM: u32 = 1;

impl<'a> Caffemodel<'a> {
    /// Decodes a weight file without copying values.
    ///
    /// # Errors
    /// [`Error::Caffemodel`] if the file is malformed, is in another format, exceeds a limit, has no layers, or has
    /// blobs in two layers of the same name.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Caffemodel<'a>, Error> {
        let file = Piece::of_file(bytes, "Caffe");
        let (mut layers, mut by_name) = (Vec::new(), HashMap::new());
        let mut count = 0;
        for field in file.fields() {
            let field = field.map_err(|reason| broken(reason, None))?;
            let (numbers, body) = match (field.number, field.value) {
                (100, WireValue::Bytes(body)) => (&NEW, body),
                (2, WireValue::Bytes(body)) => (&OLD, body),
                (1 | 2 | 100, WireValue::Varint(_) | WireValue::Four(_) | WireValue::Eight(_)) => {
                    let reason =
                        format!("field {} of the network has the wrong type", field.number);
                    return Err(broken(Broken::new(field.offset, reason), None));
                }
                _ => continue,
            };
            count += 1;
            if count > MAX_LAYERS {
                let reason = format!("more than {MAX_LAYERS} layers");
                return Err(broken(Broken::new(field.offset, reason), None));
            }
            let layer = layer(body, numbers)?;
            if layer.blobs.is_empty() {
                continue;
            }
            if by_name.insert(layer.name.clone(), layers.len()).is_some() {
                let second = Broken::new(body.offset, "a second layer of that name has weights");
                return Err(broken(second, Some(&layer.name)));
            }
            layers.push(layer);
        }
        if count == 0 {
            let none = Broken::new(0, "the file holds no layers; is it a weight file of Caffe?");
            return Err(broken(none, None));
        }
        Ok(Caffemodel { layers, by_name })
    }

    /// Returns the layer of a name; `None` if the file has no such layer, or the layer has no blobs.
    pub(super) fn layer(&self, name: &str) -> Option<&StoredLayer<'a>> {
        self.by_name.get(name).map(|at| &self.layers[*at])
    }

    /// Returns the layers that have blobs, in the order of the file.
    pub(super) fn layers(&self) -> &[StoredLayer<'a>] {
        &self.layers
    }
}

fn layer<'a>(body: Piece<'a>, numbers: &LayerFields) -> Result<StoredLayer<'a>, Error> {
    let mut name = String::new();
    let mut blobs = Vec::new();
    for field in body.fields() {
        let field = field.map_err(|reason| broken(reason, Some(&name)))?;
        let fail = |reason: String| broken(Broken::new(field.offset, reason), Some(&name));
        match (field.number, field.value) {
            (number, WireValue::Bytes(text)) if number == numbers.name => {
                if text.bytes.len() > MAX_NAME {
                    let len = text.bytes.len();
                    return Err(fail(format!(
                        "a name of {len} bytes, expected at most {MAX_NAME}"
                    )));
                }
                let Ok(text) = std::str::from_utf8(text.bytes) else {
                    return Err(fail("a name that is no UTF-8 text".into()));
                };
                name = text.to_owned();
            }
            (number, WireValue::Bytes(blob)) if number == numbers.blobs => {
                if blobs.len() == MAX_BLOBS {
                    return Err(fail(format!("more than {MAX_BLOBS} blobs")));
                }
                blobs.push(Blob::read(blob).map_err(|reason| broken(reason, Some(&name)))?);
            }
            (FIRST_FORM, WireValue::Bytes(_)) if numbers.name != FIRST_FORM => {
                let reason = "a layer of Caffe's first form; `upgrade_net_proto_binary` of Caffe brings it to today's";
                return Err(fail(reason.into()));
            }
            (number, _) if number == numbers.name || number == numbers.blobs => {
                return Err(fail(format!(
                    "field {number} of a layer has the wrong type"
                )));
            }
            _ => {}
        }
    }
    Ok(StoredLayer { name, blobs })
}
