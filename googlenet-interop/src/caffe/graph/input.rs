//! The input of the network: its sizes and the preparation of images, from a declared input or a data layer.

use crate::caffe::error::GIVE_SIZE;
use crate::caffe::net::{Declared, Layer, dims};
use crate::caffe::prototxt::View;
use crate::import::mistake::{Mistake, Mistakes};
use googlenet_dsl::diagnostic::Span;

/// The input of the network: the sizes of an image, and the preparation of images.
#[derive(Debug, Clone)]
pub(in crate::caffe) struct Input {
    /// Place in the prototxt at which mistakes about the input are reported: that of the declared input's name, or of
    /// the data layer's type.
    pub(in crate::caffe) span: Span,
    /// Number of channels, 1 to 1,000,000; `None` if the prototxt does not state it.
    pub(in crate::caffe) channels: Option<u32>,
    /// Height in pixels, 1 to 1,000,000.
    pub(in crate::caffe) height: u32,
    /// Width in pixels, 1 to 1,000,000.
    pub(in crate::caffe) width: u32,
    /// `true` if height and width are 1, which stands for sizes that are set when the network is run, and the caller
    /// gives none.
    pub(in crate::caffe) is_open: bool,
    /// Preparation of images as the data layer states it. A declared input has the default: no mean, no scale,
    /// `decodes` is `false`.
    pub(in crate::caffe) transform: DataTransform,
}

/// Preparation of images by a data layer: `(value - mean) * scale`, with values from 0 to 255.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::caffe) struct DataTransform {
    /// Values of the layer's fields `mean_value`, which are subtracted: none, one for all channels, or one per channel.
    /// Their number is not checked. A mean in a file is not read.
    pub(in crate::caffe) mean: Vec<f64>,
    /// Factor that is applied after the subtraction; `None` if it is absent or 1.
    pub(in crate::caffe) scale: Option<f64>,
    /// `true` if the type of the layer reads image files or a database of images, whose channels Caffe has in the order
    /// blue, green, red.
    pub(in crate::caffe) decodes: bool,
}

/// The declared inputs and data layers that have been found so far, of which one becomes the network's input.
#[derive(Debug, Default)]
pub(super) struct Candidates<'a> {
    /// The first input that the prototxt declares outside of layers; `None` if it declares none.
    declared: Option<&'a Declared>,
    /// The first data layer that inference uses, or the first one of all if inference uses none. `None` if an input is
    /// declared, or if no such layer has been found yet.
    layer: Option<&'a Layer<'a>>,
    /// The first data layer that only training uses, in a network that also has a data layer for inference; otherwise
    /// `None`. The input has its sizes if `layer` states none.
    training: Option<&'a Layer<'a>>,
}

impl<'a> Candidates<'a> {
    pub(super) fn declare(&mut self, declared: &'a Declared, first: bool) {
        if first {
            self.declared = Some(declared);
        }
    }

    /// Returns `true` if neither a declared input nor a data layer of `layer` has been found; `training` does not
    /// count.
    pub(super) fn is_empty(&self) -> bool {
        self.declared.is_none() && self.layer.is_none()
    }

    /// Adds a data layer, which is kept only if it is the first. Returns `true` in that case.
    pub(super) fn add(&mut self, layer: &'a Layer<'a>) -> bool {
        let first = self.layer.is_none();
        self.layer.get_or_insert(layer);
        first
    }

    pub(super) fn training(&mut self, layer: &'a Layer<'a>) {
        self.training.get_or_insert(layer);
    }

    /// Returns the network's input: the first declared input, or else the first data layer, with the height and width
    /// `given` if there are some. Returns `None` after
    /// reporting a mistake: no input, sizes that are missing, out of range or not four. Pushes a warning if the mean is
    /// in a file.
    pub(super) fn choose(
        &self,
        given: Option<[u32; 2]>,
        mistakes: &mut Mistakes,
        warnings: &mut Vec<String>,
    ) -> Option<Input> {
        let (span, dims, transform) = match (self.declared, self.layer) {
            (Some(declared), _) => (
                declared.span,
                declared.dims.clone(),
                DataTransform::default(),
            ),
            (None, Some(layer)) => {
                let transform = transform(layer, warnings);
                let own = sizes(layer);
                let sizes = own.or_else(|| self.training.and_then(sizes));
                let sizes = sizes.or_else(|| given.map(|_| vec![1, UNKNOWN, 1, 1]));
                let Some(sizes) = sizes else {
                    let title = format!("the data layer {:?} does not tell its size", layer.name);
                    let mistake = layer.mistake(title, "height and width are not stated");
                    mistakes.push(mistake.help(GIVE_SIZE));
                    return None;
                };
                (layer.type_span, sizes, transform)
            }
            (None, None) => {
                let mistake = Mistake::of_file("the network has no input");
                mistakes.push(mistake.help("give an `Input` layer, or `input` and `input_shape`"));
                return None;
            }
        };
        let [_, channels, height, width] = dims[..] else {
            let title = "the input is no batch of images";
            let label = format!("expected 4 sizes (N, C, H, W), got {}", dims.len());
            mistakes.push(Mistake::new(title, span, label));
            return None;
        };
        let is_open = given.is_none() && [height, width].iter().all(|size| (-1..=1).contains(size));
        let [height, width] = given.map_or([height, width], |given| given.map(i64::from));
        let size = |size: i64| {
            u32::try_from(size)
                .ok()
                .filter(|size| (1..=1_000_000).contains(size))
        };
        let (Some(height), Some(width)) = (size(height), size(width)) else {
            let label = format!("height {height}, width {width}");
            let mistake = Mistake::new("the input's sizes are out of range", span, label);
            mistakes.push(mistake.help(match is_open {
                true => GIVE_SIZE,
                false => "sizes go from 1 to 1000000",
            }));
            return None;
        };
        if channels != UNKNOWN && size(channels).is_none() {
            let label = format!("{channels} channels");
            let mistake = Mistake::new("the input's sizes are out of range", span, label);
            mistakes.push(mistake.help("sizes go from 1 to 1000000"));
            return None;
        }
        Some(Input {
            span,
            channels: size(channels),
            height,
            width,
            is_open,
            transform,
        })
    }
}

/// Placeholder among the sizes of a data layer for a number of channels that it does not state.
const UNKNOWN: i64 = -1;

/// Returns the sizes that a data layer states: its shape as written (any number of sizes), or its N, C, H, W. Layers
/// that read files or databases state height and width only by a crop or a new size; N is then 1, and C is [`UNKNOWN`]
/// unless other settings tell it. `None` if sizes are missing.
fn sizes(layer: &Layer<'_>) -> Option<Vec<i64>> {
    let view = layer.view;
    let shape_of = |param: View<'_>| param.messages("shape").next().map(|(shape, _)| dims(shape));
    match layer.ty.as_str() {
        "Input" => shape_of(view.message("input_param")),
        "DummyData" => {
            let param = view.message("dummy_data_param");
            let old = || {
                let names = ["num", "channels", "height", "width"];
                names
                    .iter()
                    .map(|name| Some(param.whole(name)?.0))
                    .collect()
            };
            shape_of(param).or_else(old)
        }
        "MemoryData" => {
            let param = view.message("memory_data_param");
            let names = ["batch_size", "channels", "height", "width"];
            names
                .iter()
                .map(|name| Some(param.whole(name)?.0))
                .collect()
        }
        _ => {
            let transform = view.message("transform_param");
            let data = data_param(layer);
            let crop = transform.whole("crop_size").or(data.whole("crop_size"));
            let height = transform
                .whole("crop_h")
                .or(crop)
                .or(data.whole("new_height"))?;
            let width = transform
                .whole("crop_w")
                .or(crop)
                .or(data.whole("new_width"))?;
            let means = transform.reals("mean_value").len();
            let grey =
                transform.flag("force_gray") == Some(true) || data.flag("is_color") == Some(false);
            let channels = match means {
                2.. => means as i64,
                _ if grey => 1,
                _ if transform.flag("force_color") == Some(true) || layer.ty == "ImageData" => 3,
                _ => UNKNOWN,
            };
            Some(vec![1, channels, height.0, width.0])
        }
    }
}

fn data_param<'a>(layer: &Layer<'a>) -> View<'a> {
    let name = match layer.ty.as_str() {
        "ImageData" => "image_data_param",
        _ => "data_param",
    };
    layer.view.message(name)
}

/// Converts a 32-bit float to the 64-bit float with the same shortest decimal form: `0.1_f32` to 0.1, not to
/// 0.10000000149.
fn decimal(value: f32) -> f64 {
    value.to_string().parse().unwrap_or(f64::from(value))
}

fn transform(layer: &Layer<'_>, warnings: &mut Vec<String>) -> DataTransform {
    let param = layer.view.message("transform_param");
    let data = data_param(layer);
    if let Some((file, _)) = param.text("mean_file").or(data.text("mean_file")) {
        warnings.push(format!(
            "the mean of {:?} is in {file:?}, which is not read; give that file, or its values, with `--mean`",
            layer.name
        ));
    }
    let scale = param.real("scale").or(data.real("scale"));
    DataTransform {
        mean: param
            .reals("mean_value")
            .iter()
            .map(|mean| decimal(mean.0))
            .collect(),
        scale: scale
            .map(|(scale, _)| decimal(scale))
            .filter(|scale| *scale != 1.0),
        decodes: matches!(
            layer.ty.as_str(),
            "Data" | "ImageData" | "WindowData" | "AnnotatedData"
        ),
    }
}
