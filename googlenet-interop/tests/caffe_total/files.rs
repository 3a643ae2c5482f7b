//! The files that are changed.

use googlenet_interop::caffe::proto::{BlobProto, BlobShape, LayerParameter, NetParameter};
use prost::Message;

pub(crate) const TEXT: &str = r#"name: "small" # with a remark
layer { name: "data" type: "Data" top: "data" top: "label" include { phase: TRAIN }
  transform_param { mirror: true crop_size: 9 mean_value: 104 mean_value: 117 mean_value: 123 } }
layer { name: "data" type: "Input" top: "data" include { phase: TEST }
  input_param { shape { dim: 1 dim: 3 dim: 9 dim: 9 } } }
layer { name: "m1/1x1" type: "Convolution" bottom: "data" top: "m1/1x1" convolution_param { num_output: 2 kernel_size: 1 } }
layer { name: "m1/relu" type: "ReLU" bottom: "m1/1x1" top: "m1/1x1" relu_param { negative_slope: 0.5 } }
layer { name: "m1/3x3" type: "Convolution" bottom: "data" top: "m1/3x3" convolution_param { num_output: 3 kernel_h: 3 kernel_w: 3 pad: 1 } }
layer { name: "m1/out" type: "Concat" bottom: "m1/1x1" bottom: "m1/3x3" top: "m1/out" }
layer { name: "m2/1x1" type: "Convolution" bottom: "m1/out" top: "m2/1x1" convolution_param { num_output: 4 kernel_size: 1 } }
layer { name: "m2/relu" type: "ReLU" bottom: "m2/1x1" top: "m2/1x1" relu_param { negative_slope: 0.5 } }
layer { name: "m2/3x3" type: "Convolution" bottom: "m1/out" top: "m2/3x3" convolution_param { num_output: 5 kernel_h: 3 kernel_w: 3 pad: 1 } }
layer { name: "m2/out" type: "Concat" bottom: "m2/1x1" bottom: "m2/3x3" top: "m2/out" }
layer { name: "norm" type: "BatchNorm" bottom: "m2/out" top: "m2/out" batch_norm_param { eps: 1e-4 } }
layer { name: "aux/ip" type: "InnerProduct" bottom: "m1/out" top: "aux/ip" inner_product_param { num_output: 2 } }
layer { name: "aux/loss" type: "SoftmaxWithLoss" bottom: "aux/ip" bottom: "label" top: "aux/loss" loss_weight: 0.3 include { phase: TRAIN } }
layer { name: "lrn" type: "LRN" bottom: "m2/out" top: "lrn" lrn_param { local_size: 3 alpha: 0.1 } }
layer { name: "sum" type: "Eltwise" bottom: "lrn" bottom: "m2/out" top: "sum" eltwise_param { operation: SUM coeff: [1, -0.5] } }
layer { name: "pool" type: "Pooling" bottom: "sum" top: "pool" pooling_param { pool: AVE kernel_size: 3 stride: 2 } }
layer { name: "drop" type: "Dropout" bottom: "pool" top: "pool" dropout_param { dropout_ratio: 0.4 } }
layer { name: "ip" type: "InnerProduct" bottom: "pool" top: "ip" inner_product_param { num_output: 2 } }
layer { name: "prob" type: "Softmax" bottom: "ip" top: "prob" }
"#;

/// Layers of all further types, with fields of forks.
pub(crate) const TYPES: &str = r#"default_forward_type: FLOAT16
input: "data" input_shape { dim: 1 dim: 3 dim: 8 dim: 8 }
layer { name: "power" type: "Power" bottom: "data" top: "power" power_param { scale: 0.5 shift: 1 } }
layer { name: "scale" type: "Scale" bottom: "power" top: "scale" scale_param { bias_term: true } }
layer { name: "c" type: "Convolution" bottom: "scale" top: "c" convolution_param { num_output: 4 kernel_size: 1 bias_term: false } }
layer { name: "bias" type: "Bias" bottom: "c" top: "c" }
layer { name: "cut" type: "Slice" bottom: "c" top: "left" top: "right" slice_param { slice_point: 2 } }
layer { name: "abs" type: "AbsVal" bottom: "left" top: "abs" }
layer { name: "elu" type: "ELU" bottom: "right" top: "elu" elu_param { alpha: 0.5 } }
layer { name: "join" type: "Concat" bottom: "abs" bottom: "elu" top: "join" }
layer { name: "mix" type: "ShuffleChannel" bottom: "join" top: "mix" shuffle_channel_param { group: 2 } }
layer { name: "dw" type: "DepthwiseConvolution" bottom: "mix" top: "dw" convolution_param { num_output: 4 kernel_size: 3 pad: 1 } }
layer { name: "bn" type: "BatchNorm" bottom: "dw" top: "dw" batch_norm_param { scale_bias: true } }
layer { name: "act" type: "PReLU" bottom: "dw" top: "dw" }
layer { name: "gap" type: "Pooling" bottom: "dw" top: "gap" pooling_param { pool: AVE global_pooling: true } }
layer { name: "down" type: "InnerProduct" bottom: "gap" top: "down" inner_product_param { num_output: 4 } }
layer { name: "prob" type: "Sigmoid" bottom: "down" top: "down" }
layer { name: "axpy" type: "Axpy" bottom: "down" bottom: "dw" bottom: "mix" top: "axpy" }
layer { name: "max" type: "Eltwise" bottom: "axpy" bottom: "mix" top: "max" eltwise_param { operation: MAX } }
layer { name: "swish" type: "Swish" bottom: "max" top: "max" swish_param { beta: 0.5 } }
layer { name: "pool" type: "Pooling" bottom: "max" top: "pool" pooling_param { kernel_size: 9 stride: 4 ceil_mode: true } }
layer { name: "up" type: "Deconvolution" bottom: "pool" top: "up" convolution_param { num_output: 2 kernel_size: 2 stride: 2 group: 2 } }
layer { name: "wide" type: "Interp" bottom: "up" top: "wide" interp_param { zoom_factor: 2 } }
layer { name: "wider" type: "Upsample" bottom: "wide" top: "wider" upsample_param { scale: 2 } }
layer { name: "flat" type: "Reshape" bottom: "wider" top: "flat" reshape_param { shape { dim: 0 dim: -1 } } }
layer { name: "map" type: "Reshape" bottom: "flat" top: "map" reshape_param { shape { dim: 0 dim: 4 dim: 3 dim: -1 } } }
layer { name: "clip" type: "Clip" bottom: "map" top: "clip" clip_param { min: -1 max: 1 } }
layer { name: "square" type: "Power" bottom: "clip" top: "square" power_param { power: 2 } }
layer { name: "tile" type: "Tile" bottom: "square" top: "tile" tile_param { tiles: 2 } }
layer { name: "crop" type: "Crop" bottom: "tile" bottom: "square" top: "crop" crop_param { axis: 1 offset: 1 offset: 0 offset: 0 } }
layer { name: "lrn" type: "LRN" bottom: "crop" top: "lrn" lrn_param { local_size: 3 norm_region: WITHIN_CHANNEL } }
layer { name: "norm" type: "BN" bottom: "lrn" top: "norm" bn_param { slope_filler { value: 1 } eps: 0.1 } }
layer { name: "selu" type: "SELU" bottom: "norm" top: "selu" selu_param { alpha: 1.5 lambda: 1.1 } }
layer { name: "mish" type: "Mish" bottom: "selu" top: "mish" }
layer { name: "hole" type: "Convolution" bottom: "mish" top: "hole" convolution_param { num_output: 2 kernel_size: 3 pad: 2 hole: 2 } }
layer { name: "sum" type: "Reduction" bottom: "hole" top: "sum" reduction_param { operation: ASUM axis: 2 coeff: 0.5 } }
layer { name: "best" type: "ArgMax" bottom: "sum" top: "best" }
layer { name: "none" type: "Silence" bottom: "join" }
"#;

pub(crate) fn model_of_types() -> Vec<u8> {
    let layers = [
        layer("scale", &[&[3], &[3]]),
        layer("c", &[&[4, 3, 1, 1]]),
        layer("bias", &[&[4]]),
        layer("dw", &[&[4, 1, 3, 3], &[4]]),
        layer("bn", &[&[4], &[4], &[1], &[4], &[4]]),
        layer("act", &[&[4]]),
        layer("down", &[&[4, 4], &[4]]),
        layer("up", &[&[4, 1, 2, 2], &[2]]),
        layer("norm", &[&[1, 4, 1, 1], &[1, 4, 1, 1], &[4], &[4]]),
        layer("hole", &[&[2, 4, 3, 3], &[2]]),
    ];
    NetParameter {
        layer: layers.to_vec(),
        ..NetParameter::default()
    }
    .encode_to_vec()
}

pub(crate) fn blob(dims: &[i64]) -> BlobProto {
    let len = dims.iter().product::<i64>() as usize;
    BlobProto {
        shape: Some(BlobShape { dim: dims.to_vec() }),
        data: (0..len).map(|at| (at as f32 * 0.7).sin()).collect(),
        ..BlobProto::default()
    }
}

pub(crate) fn layer(name: &str, shapes: &[&[i64]]) -> LayerParameter {
    LayerParameter {
        name: Some(name.into()),
        r#type: Some("Some".into()),
        blobs: shapes.iter().map(|dims| blob(dims)).collect(),
        ..LayerParameter::default()
    }
}

pub(crate) fn model() -> Vec<u8> {
    let layers = [
        layer("m1/1x1", &[&[2, 3, 1, 1], &[2]]),
        layer("m1/3x3", &[&[3, 3, 3, 3], &[3]]),
        layer("m2/1x1", &[&[4, 5, 1, 1], &[4]]),
        layer("m2/3x3", &[&[5, 5, 3, 3], &[5]]),
        layer("norm", &[&[9], &[9], &[1]]),
        layer("aux/ip", &[&[2, 405], &[2]]),
        layer("ip", &[&[2, 144], &[2]]),
    ];
    NetParameter {
        name: Some("small".into()),
        layer: layers.to_vec(),
        ..NetParameter::default()
    }
    .encode_to_vec()
}
