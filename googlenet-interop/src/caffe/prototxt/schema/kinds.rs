//! Settings of layers that compute, one message for each kind.

use super::{SHAPE, Schema, Type, Unknown, many, one, schemas};

schemas! {
    BATCH_NORM "`batch_norm_param`" [
        one("use_global_stats", Type::Flag),
        one("moving_average_fraction", Type::Real),
        one("eps", Type::Real),
        one("engine", Type::Any),
        one("scale_bias", Type::Flag),
        one("scale_filler", Type::Any),
        one("bias_filler", Type::Any),
    ]
    CONCAT "`concat_param`" [one("axis", Type::Whole), one("concat_dim", Type::Whole)]
    CONVOLUTION "`convolution_param`" [
        one("num_output", Type::Whole),
        one("bias_term", Type::Flag),
        many("pad", Type::Whole),
        many("kernel_size", Type::Whole),
        many("stride", Type::Whole),
        many("dilation", Type::Whole),
        many("hole", Type::Whole),
        one("hole_h", Type::Whole),
        one("hole_w", Type::Whole),
        one("pad_h", Type::Whole),
        one("pad_w", Type::Whole),
        one("kernel_h", Type::Whole),
        one("kernel_w", Type::Whole),
        one("stride_h", Type::Whole),
        one("stride_w", Type::Whole),
        one("group", Type::Whole),
        one("weight_filler", Type::Any),
        one("bias_filler", Type::Any),
        one("engine", Type::Any),
        one("axis", Type::Whole),
        one("force_nd_im2col", Type::Any),
        one("cudnn_convolution_algo_seeker", Type::Any),
        one("conv_algos_override", Type::Any),
    ]
    BN "`bn_param`" [
        one("eps", Type::Real),
        one("momentum", Type::Real),
        one("frozen", Type::Any),
        one("bn_mode", Type::Any),
        one("engine", Type::Any),
        one("scale_filler", Type::Any),
        one("shift_filler", Type::Any),
        one("slope_filler", Type::Any),
        one("bias_filler", Type::Any),
    ]
    CROP "`crop_param`" [one("axis", Type::Whole), many("offset", Type::Whole)]
    CLIP "`clip_param`" [one("min", Type::Real), one("max", Type::Real)]
    BIAS "`bias_param`" [one("axis", Type::Whole), one("num_axes", Type::Whole), one("filler", Type::Any)]
    DROPOUT "`dropout_param`" [
        one("dropout_ratio", Type::Real),
        one("scale_train", Type::Flag),
        one("engine", Type::Any),
        one("random_seed", Type::Any),
    ]
    ELTWISE "`eltwise_param`" [
        one("operation", Type::Word(&["PROD", "SUM", "MAX"])),
        many("coeff", Type::Real),
        one("stable_prod_grad", Type::Any),
    ]
    ELU "`elu_param`" [one("alpha", Type::Real), one("lambda", Type::Real)]
    FLATTEN "`flatten_param`" [one("axis", Type::Whole), one("end_axis", Type::Whole)]
    INNER_PRODUCT "`inner_product_param`" [
        one("num_output", Type::Whole),
        one("bias_term", Type::Flag),
        one("weight_filler", Type::Any),
        one("bias_filler", Type::Any),
        one("axis", Type::Whole),
        one("transpose", Type::Flag),
    ]
    INTERP "`interp_param`" [
        one("height", Type::Whole),
        one("width", Type::Whole),
        one("zoom_factor", Type::Whole),
        one("shrink_factor", Type::Whole),
        one("pad_beg", Type::Whole),
        one("pad_end", Type::Whole),
    ]
    LRN "`lrn_param`" [
        one("local_size", Type::Whole),
        one("alpha", Type::Real),
        one("beta", Type::Real),
        one("norm_region", Type::Word(&["ACROSS_CHANNELS", "WITHIN_CHANNEL"])),
        one("k", Type::Real),
        one("engine", Type::Any),
    ]
    POOLING "`pooling_param`" [
        one("pool", Type::Word(&["MAX", "AVE", "STOCHASTIC"])),
        one("pad", Type::Whole),
        one("pad_h", Type::Whole),
        one("pad_w", Type::Whole),
        one("kernel_size", Type::Whole),
        one("kernel_h", Type::Whole),
        one("kernel_w", Type::Whole),
        one("stride", Type::Whole),
        one("stride_h", Type::Whole),
        one("stride_w", Type::Whole),
        one("engine", Type::Any),
        one("global_pooling", Type::Flag),
        one("round_mode", Type::Word(&["CEIL", "FLOOR"])),
        one("ceil_mode", Type::Flag),
        one("torch_pooling", Type::Flag),
    ]
    POWER "`power_param`" [one("power", Type::Real), one("scale", Type::Real), one("shift", Type::Real)]
    PRELU "`prelu_param`" [one("channel_shared", Type::Flag), one("filler", Type::Any)]
    REDUCTION "`reduction_param`" [
        one("operation", Type::Word(&["", "SUM", "ASUM", "SUMSQ", "MEAN"])),
        one("axis", Type::Whole),
        one("coeff", Type::Real),
    ]
    RELU "`relu_param`" [one("negative_slope", Type::Real), one("engine", Type::Any)]
    RESHAPE "`reshape_param`" [
        one("shape", Type::Message(&SHAPE)),
        one("axis", Type::Whole),
        one("num_axes", Type::Whole),
    ]
    SCALE "`scale_param`" [
        one("axis", Type::Whole),
        one("num_axes", Type::Whole),
        one("filler", Type::Any),
        one("bias_term", Type::Flag),
        one("bias_filler", Type::Any),
    ]
    SELU "`selu_param`" [one("alpha", Type::Real), one("lambda", Type::Real)]
    SHUFFLE "`shuffle_channel_param`" [one("group", Type::Whole)]
    SLICE "`slice_param`" [
        one("axis", Type::Whole),
        one("slice_dim", Type::Whole),
        many("slice_point", Type::Whole),
    ]
    SOFTMAX "`softmax_param`" [one("axis", Type::Whole), one("engine", Type::Any)]
    SWISH "`swish_param`" [one("beta", Type::Real)]
    TILE "`tile_param`" [one("axis", Type::Whole), one("tiles", Type::Whole)]
    UPSAMPLE "`upsample_param`" [one("scale", Type::Whole)]
}
