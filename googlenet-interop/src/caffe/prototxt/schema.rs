//! The fields of Caffe's messages that an import uses, or knows and ignores: names, types, and whether they repeat.

/// The type of a field's value in the prototxt.
#[derive(Debug, Clone, Copy)]
pub(super) enum Type {
    /// A signed integer of 64 bits.
    Whole,
    /// A finite 32-bit floating-point number.
    Real,
    /// A boolean: `true` or `false`, or one of their other forms, such as `1`.
    Flag,
    /// A quoted string.
    Text,
    /// A word of an enumeration, or its number, which is the index of the word in the list.
    Word(&'static [&'static str]),
    /// A layer type in the form before 2015: a word (`CONVOLUTION`) or a number.
    OfLayer,
    /// A nested message with the fields of a schema.
    Message(&'static Schema),
    /// Any value, unchecked, as an import ignores it: a setting of training, for example.
    Any,
}

/// A field that a message may have.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: &'static str,
    pub(super) ty: Type,
    /// `true` if the field may occur several times in a message.
    pub(super) repeated: bool,
}

/// The fields that messages of one type may have.
#[derive(Debug)]
pub(super) struct Schema {
    /// Name of the message as error messages print it, with backquotes where it is the name of a field.
    pub(super) name: &'static str,
    pub(super) fields: &'static [Entry],
    pub(super) unknown: Unknown,
}

/// What is made of a field that a message does not have in Caffe. Forks of Caffe have further fields, most of which say
/// how something is computed, and not what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unknown {
    /// It is a mistake: the message says what is computed.
    Refused,
    /// It is passed over if it has one value and its name resembles no known one.
    ScalarPassedOver,
    /// It is passed over unless its name resembles a known one: only the preparation of data and training read it.
    PassedOver,
    /// It is passed over unless its name resembles one that the layer itself may have: layers that are not Caffe's own
    /// have settings (`…_param`) that are not listed.
    OfLayer,
}

const fn one(name: &'static str, ty: Type) -> Entry {
    Entry {
        name,
        ty,
        repeated: false,
    }
}

const fn many(name: &'static str, ty: Type) -> Entry {
    Entry {
        name,
        ty,
        repeated: true,
    }
}

const PHASES: Type = Type::Word(&["TRAIN", "TEST"]);

macro_rules! schemas {
    ($($constant:ident $name:literal [$($entry:expr),* $(,)?])*) => {
        $(pub(super) static $constant: Schema =
            Schema { name: $name, fields: &[$($entry),*], unknown: Unknown::Refused };)*
    };
}

/// The fields of a whole prototxt.
pub(super) static NET: Schema = Schema {
    name: "the network",
    unknown: Unknown::ScalarPassedOver,
    fields: &[
        one("name", Type::Text),
        many("input", Type::Text),
        many("input_shape", Type::Message(&SHAPE)),
        many("input_dim", Type::Whole),
        one("force_backward", Type::Any),
        one("state", Type::Message(&STATE)),
        one("debug_info", Type::Any),
        many("layer", Type::Message(&LAYER)),
        many("layers", Type::Message(&LAYER_V1)),
    ],
};

static LAYER: Schema = Schema {
    name: "`layer`",
    unknown: Unknown::OfLayer,
    fields: &[
        one("name", Type::Text),
        one("type", Type::Text),
        many("bottom", Type::Text),
        many("top", Type::Text),
        one("phase", PHASES),
        many("loss_weight", Type::Real),
        many("param", Type::Any),
        many("blobs", Type::Any),
        many("propagate_down", Type::Any),
        many("include", Type::Message(&RULE)),
        many("exclude", Type::Message(&RULE)),
        one("transform_param", Type::Message(&TRANSFORM)),
        one("batch_norm_param", Type::Message(&BATCH_NORM)),
        one("concat_param", Type::Message(&CONCAT)),
        one("convolution_param", Type::Message(&CONVOLUTION)),
        one("data_param", Type::Message(&DATA)),
        one("dropout_param", Type::Message(&DROPOUT)),
        one("dummy_data_param", Type::Message(&DUMMY_DATA)),
        one("eltwise_param", Type::Message(&ELTWISE)),
        one("flatten_param", Type::Message(&FLATTEN)),
        one("image_data_param", Type::Message(&DATA)),
        one("inner_product_param", Type::Message(&INNER_PRODUCT)),
        one("input_param", Type::Message(&INPUT)),
        one("lrn_param", Type::Message(&LRN)),
        one("memory_data_param", Type::Message(&MEMORY_DATA)),
        one("pooling_param", Type::Message(&POOLING)),
        one("relu_param", Type::Message(&RELU)),
        one("scale_param", Type::Message(&SCALE)),
        one("softmax_param", Type::Message(&SOFTMAX)),
        one("bias_param", Type::Message(&BIAS)),
        one("clip_param", Type::Message(&CLIP)),
        one("elu_param", Type::Message(&ELU)),
        one("interp_param", Type::Message(&INTERP)),
        one("power_param", Type::Message(&POWER)),
        one("prelu_param", Type::Message(&PRELU)),
        one("reshape_param", Type::Message(&RESHAPE)),
        one("shuffle_channel_param", Type::Message(&SHUFFLE)),
        one("slice_param", Type::Message(&SLICE)),
        one("swish_param", Type::Message(&SWISH)),
        one("upsample_param", Type::Message(&UPSAMPLE)),
        one("loss_param", Type::Any),
        one("accuracy_param", Type::Any),
        one("argmax_param", Type::Any),
        one("contrastive_loss_param", Type::Any),
        one("bn_param", Type::Message(&BN)),
        one("crop_param", Type::Message(&CROP)),
        one("embed_param", Type::Any),
        one("exp_param", Type::Any),
        one("hdf5_data_param", Type::Any),
        one("hdf5_output_param", Type::Any),
        one("hinge_loss_param", Type::Any),
        one("infogain_loss_param", Type::Any),
        one("log_param", Type::Any),
        one("mvn_param", Type::Any),
        one("parameter_param", Type::Any),
        one("python_param", Type::Any),
        one("recurrent_param", Type::Any),
        one("reduction_param", Type::Message(&REDUCTION)),
        one("se_lu_param", Type::Message(&SELU)),
        one("selu_param", Type::Message(&SELU)),
        one("sigmoid_param", Type::Any),
        one("spp_param", Type::Any),
        one("tanh_param", Type::Any),
        one("threshold_param", Type::Any),
        one("tile_param", Type::Message(&TILE)),
        one("window_data_param", Type::Any),
        one("annotated_data_param", Type::Any),
        one("detection_evaluate_param", Type::Any),
        one("detection_output_param", Type::Any),
        one("multibox_loss_param", Type::Any),
        one("norm_param", Type::Any),
        one("permute_param", Type::Any),
        one("prior_box_param", Type::Any),
        one("video_data_param", Type::Any),
    ],
};

static LAYER_V1: Schema = Schema {
    name: "`layers`",
    unknown: Unknown::OfLayer,
    fields: &[
        one("name", Type::Text),
        one("type", Type::OfLayer),
        many("bottom", Type::Text),
        many("top", Type::Text),
        many("loss_weight", Type::Real),
        many("param", Type::Any),
        many("blob_share_mode", Type::Any),
        many("blobs", Type::Any),
        many("blobs_lr", Type::Any),
        many("weight_decay", Type::Any),
        many("include", Type::Message(&RULE)),
        many("exclude", Type::Message(&RULE)),
        one("transform_param", Type::Message(&TRANSFORM)),
        one("concat_param", Type::Message(&CONCAT)),
        one("convolution_param", Type::Message(&CONVOLUTION)),
        one("data_param", Type::Message(&DATA)),
        one("dropout_param", Type::Message(&DROPOUT)),
        one("dummy_data_param", Type::Message(&DUMMY_DATA)),
        one("eltwise_param", Type::Message(&ELTWISE)),
        one("image_data_param", Type::Message(&DATA)),
        one("inner_product_param", Type::Message(&INNER_PRODUCT)),
        one("lrn_param", Type::Message(&LRN)),
        one("memory_data_param", Type::Message(&MEMORY_DATA)),
        one("pooling_param", Type::Message(&POOLING)),
        one("relu_param", Type::Message(&RELU)),
        one("softmax_param", Type::Message(&SOFTMAX)),
        one("power_param", Type::Message(&POWER)),
        one("slice_param", Type::Message(&SLICE)),
        one("accuracy_param", Type::Any),
        one("argmax_param", Type::Any),
        one("contrastive_loss_param", Type::Any),
        one("exp_param", Type::Any),
        one("hdf5_data_param", Type::Any),
        one("hdf5_output_param", Type::Any),
        one("hinge_loss_param", Type::Any),
        one("infogain_loss_param", Type::Any),
        one("loss_param", Type::Any),
        one("mvn_param", Type::Any),
        one("sigmoid_param", Type::Any),
        one("tanh_param", Type::Any),
        one("threshold_param", Type::Any),
        one("window_data_param", Type::Any),
    ],
};

static TRANSFORM: Schema = Schema {
    name: "`transform_param`",
    unknown: Unknown::PassedOver,
    fields: &[
        one("scale", Type::Real),
        one("mirror", Type::Flag),
        one("crop_size", Type::Whole),
        one("crop_h", Type::Whole),
        one("crop_w", Type::Whole),
        one("mean_file", Type::Text),
        many("mean_value", Type::Real),
        one("force_color", Type::Flag),
        one("force_gray", Type::Flag),
        one("resize_param", Type::Any),
        one("noise_param", Type::Any),
        one("distort_param", Type::Any),
        one("expand_param", Type::Any),
        one("emit_constraint", Type::Any),
    ],
};

static DATA: Schema = Schema {
    name: "the settings of a data layer",
    unknown: Unknown::PassedOver,
    fields: &[
        one("source", Type::Text),
        one("backend", Type::Any),
        one("batch_size", Type::Whole),
        one("rand_skip", Type::Whole),
        one("scale", Type::Real),
        one("mean_file", Type::Text),
        one("crop_size", Type::Whole),
        one("mirror", Type::Flag),
        one("force_encoded_color", Type::Flag),
        one("prefetch", Type::Whole),
        one("shuffle", Type::Flag),
        one("new_height", Type::Whole),
        one("new_width", Type::Whole),
        one("is_color", Type::Flag),
        one("root_folder", Type::Text),
    ],
};

schemas! {
    SHAPE "a shape" [many("dim", Type::Whole)]
    STATE "`state`" [one("phase", PHASES), one("level", Type::Whole), many("stage", Type::Text)]
    RULE "a rule" [
        one("phase", PHASES),
        one("min_level", Type::Whole),
        one("max_level", Type::Whole),
        many("stage", Type::Text),
        many("not_stage", Type::Text),
    ]
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
    DUMMY_DATA "`dummy_data_param`" [
        many("data_filler", Type::Any),
        many("shape", Type::Message(&SHAPE)),
        many("num", Type::Whole),
        many("channels", Type::Whole),
        many("height", Type::Whole),
        many("width", Type::Whole),
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
    INPUT "`input_param`" [many("shape", Type::Message(&SHAPE))]
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
    MEMORY_DATA "`memory_data_param`" [
        one("batch_size", Type::Whole),
        one("channels", Type::Whole),
        one("height", Type::Whole),
        one("width", Type::Whole),
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

/// The layer types of the form before 2015, each as its word and its number in Caffe's enumeration, and the type name
/// that is used since.
pub(crate) const LAYER_TYPES_V1: &[(&str, i64, &str)] = &[
    ("NONE", 0, "None"),
    ("ABSVAL", 35, "AbsVal"),
    ("ACCURACY", 1, "Accuracy"),
    ("ARGMAX", 30, "ArgMax"),
    ("BNLL", 2, "BNLL"),
    ("CONCAT", 3, "Concat"),
    ("CONTRASTIVE_LOSS", 37, "ContrastiveLoss"),
    ("CONVOLUTION", 4, "Convolution"),
    ("DATA", 5, "Data"),
    ("DECONVOLUTION", 39, "Deconvolution"),
    ("DROPOUT", 6, "Dropout"),
    ("DUMMY_DATA", 32, "DummyData"),
    ("EUCLIDEAN_LOSS", 7, "EuclideanLoss"),
    ("ELTWISE", 25, "Eltwise"),
    ("EXP", 38, "Exp"),
    ("FLATTEN", 8, "Flatten"),
    ("HDF5_DATA", 9, "HDF5Data"),
    ("HDF5_OUTPUT", 10, "HDF5Output"),
    ("HINGE_LOSS", 28, "HingeLoss"),
    ("IM2COL", 11, "Im2col"),
    ("IMAGE_DATA", 12, "ImageData"),
    ("INFOGAIN_LOSS", 13, "InfogainLoss"),
    ("INNER_PRODUCT", 14, "InnerProduct"),
    ("LRN", 15, "LRN"),
    ("MEMORY_DATA", 29, "MemoryData"),
    ("MULTINOMIAL_LOGISTIC_LOSS", 16, "MultinomialLogisticLoss"),
    ("MVN", 34, "MVN"),
    ("POOLING", 17, "Pooling"),
    ("POWER", 26, "Power"),
    ("RELU", 18, "ReLU"),
    ("SIGMOID", 19, "Sigmoid"),
    ("SIGMOID_CROSS_ENTROPY_LOSS", 27, "SigmoidCrossEntropyLoss"),
    ("SILENCE", 36, "Silence"),
    ("SOFTMAX", 20, "Softmax"),
    ("SOFTMAX_LOSS", 21, "SoftmaxWithLoss"),
    ("SPLIT", 22, "Split"),
    ("SLICE", 33, "Slice"),
    ("TANH", 23, "TanH"),
    ("WINDOW_DATA", 24, "WindowData"),
    ("THRESHOLD", 31, "Threshold"),
];
