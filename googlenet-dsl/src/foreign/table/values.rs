//! Words of other tools for words that are values.

use crate::foreign::{Foreign, is, say};

/// Words of `activation`.
#[rustfmt::skip]
pub(crate) const ACTIVATIONS: &[Foreign] = &[
    say("abs", "", "there is no `abs` here"),
    say("celu", "PyTorch", "there is no `celu` here"),
    say("clamp", "PyTorch", "write the bounds: `{clip: [0, 6]}`"),
    is("clipped_relu", "", &["relu6"]),
    say("exponential", "Keras", "there is no `exponential` here"),
    is("exponential_linear", "", &["elu"]),
    say("gelu_approximate", "", "write `{gelu: {approximate: true}}`"),
    is("gelu_erf", "", &["gelu"]),
    is("gelu_exact", "", &["gelu"]),
    say("gelu_fast", "", "write `{gelu: {approximate: true}}`"),
    say("gelu_new", "", "write `{gelu: {approximate: true}}`"),
    say("gelu_tanh", "", "write `{gelu: {approximate: true}}`"),
    say("glu", "PyTorch", "there is no `glu` here"),
    is("hard_silu", "Keras", &["hard_swish"]),
    say("hardtanh", "PyTorch", "write the bounds: `{clip: [-1, 1]}`"),
    is("h_sigmoid", "", &["hard_sigmoid"]),
    is("h_swish", "", &["hard_swish"]),
    is("identity", "PyTorch", &["none"]),
    is("leaky", "Darknet", &["leaky_relu"]),
    is("leaky_rectify", "", &["leaky_relu"]),
    is("linear", "Keras", &["none"]),
    is("logistic", "", &["sigmoid"]),
    say("log_sigmoid", "PyTorch", "there is no `log_sigmoid` here"),
    is("log_softmax", "PyTorch", &["softmax"]),
    is("lrelu", "", &["leaky_relu"]),
    say("maxout", "", "there is no `maxout` here"),
    say("mish", "PyTorch", "there is no `mish` here"),
    is("no", "", &["none"]),
    is("off", "", &["none"]),
    say("power", "Caffe", "there is no `power` here"),
    say("prelu", "PyTorch", "`prelu` has weights and is a step of its own behind this one: `name: prelu`"),
    say("quick_gelu", "", "there is no `quick_gelu` here"),
    is("rectified_linear", "", &["relu"]),
    is("rectifier", "", &["relu"]),
    is("rectify", "", &["relu"]),
    say("relu1", "", "write the bounds: `{clip: [0, 1]}`"),
    say("selu", "Keras", "there is no `selu` here"),
    is("sigm", "", &["sigmoid"]),
    is("silu", "PyTorch", &["swish"]),
    is("softmax2d", "PyTorch", &["softmax"]),
    is("softmax_loss", "Caffe", &["softmax"]),
    say("softmin", "PyTorch", "there is no `softmin` here"),
    say("softsign", "Keras", "there is no `softsign` here"),
    say("sqrt", "", "there is no `sqrt` here"),
];

/// Words of `padding`.
#[rustfmt::skip]
pub(crate) const PADDINGS: &[Foreign] = &[
    is("auto", "", &["same"]),
    say("causal", "Keras", "padding is zeros: there is no `causal`"),
    say("circular", "PyTorch", "padding is zeros: there is no `circular`"),
    say("full", "", "write the numbers: `padding: 2` for a kernel of 3"),
    is("half", "", &["same"]),
    is("keep", "", &["same"]),
    say("mirror", "", "padding is zeros: a `zero_pad` before the layer has `mode: reflect`"),
    is("no", "", &["valid"]),
    is("none", "", &["valid"]),
    is("NOTSET", "ONNX", &["valid"]),
    say("reflect", "PyTorch", "padding is zeros: a `zero_pad` before the layer has `mode: reflect`"),
    say("replicate", "PyTorch", "padding is zeros: a `zero_pad` before the layer has `mode: edge`"),
    is("SAME_UPPER", "ONNX", &["same"]),
    say("symmetric", "TensorFlow", "padding is zeros: there is no `symmetric`"),
    is("yes", "", &["same"]),
    is("zero", "", &["valid"]),
];

/// Words of `color`.
#[rustfmt::skip]
pub(crate) const COLORS: &[Foreign] = &[
    is("bgra", "", &["bgr"]),
    is("black_and_white", "", &["grey"]),
    say("cmyk", "", "networks read `rgb`, `bgr` or `grey`; files of other colours are converted"),
    is("color", "", &["rgb"]),
    is("colour", "", &["rgb"]),
    is("gray", "", &["grey"]),
    is("grayscale", "", &["grey"]),
    is("greyscale", "", &["grey"]),
    say("hsv", "", "networks read `rgb`, `bgr` or `grey`; files of other colours are converted"),
    is("l", "Pillow", &["grey"]),
    say("lab", "", "networks read `rgb`, `bgr` or `grey`; files of other colours are converted"),
    is("luma", "", &["grey"]),
    is("luminance", "", &["grey"]),
    is("mono", "", &["grey"]),
    is("rgb24", "", &["rgb"]),
    is("rgba", "", &["rgb"]),
    is("srgb", "", &["rgb"]),
    say("ycbcr", "", "networks read `rgb`, `bgr` or `grey`; files of other colours are converted"),
    say("yuv", "", "networks read `rgb`, `bgr` or `grey`; files of other colours are converted"),
];

/// Words of `precision`.
#[rustfmt::skip]
pub(crate) const PRECISIONS: &[Foreign] = &[
    is("accurate", "", &["strict"]),
    is("approximate", "", &["fast"]),
    say("bf16", "", "values are 32-bit floats: `precision` is `fast` or `strict`"),
    say("bfloat16", "", "values are 32-bit floats: `precision` is `fast` or `strict`"),
    is("default", "", &["fast"]),
    say("double", "", "values are 32-bit floats: `precision` is `fast` or `strict`"),
    is("exact", "", &["strict"]),
    say("float16", "", "values are 32-bit floats: `precision` is `fast` or `strict`"),
    is("float32", "", &["strict"]),
    say("float64", "", "values are 32-bit floats: `precision` is `fast` or `strict`"),
    say("fp16", "", "values are 32-bit floats: `precision` is `fast` or `strict`"),
    is("fp32", "", &["strict"]),
    is("full", "", &["strict"]),
    say("half", "", "values are 32-bit floats: `precision` is `fast` or `strict`"),
    is("high", "", &["strict"]),
    is("highest", "", &["strict"]),
    say("int8", "", "values are 32-bit floats: `precision` is `fast` or `strict`"),
    is("low", "", &["fast"]),
    is("medium", "", &["fast"]),
    say("mixed", "", "values are 32-bit floats: `precision` is `fast` or `strict`"),
    say("mixed_float16", "", "values are 32-bit floats: `precision` is `fast` or `strict`"),
    is("normal", "", &["fast"]),
    is("precise", "", &["strict"]),
    is("speed", "", &["fast"]),
];

/// Words of `when`.
#[rustfmt::skip]
pub(crate) const WHEN: &[Foreign] = &[
    is("all", "", &["always"]),
    is("both", "", &["always"]),
    is("eval", "PyTorch", &["always"]),
    is("fit", "", &["training"]),
    is("inference", "", &["always"]),
    is("prediction", "", &["always"]),
    is("test", "Caffe", &["always"]),
    is("train", "Caffe", &["training"]),
    is("TRAIN_ONLY", "", &["training"]),
    is("true", "", &["always"]),
];
