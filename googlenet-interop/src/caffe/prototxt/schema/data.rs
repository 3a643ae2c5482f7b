//! Settings of layers of data, and of what is done to these.

use super::{SHAPE, Schema, Type, Unknown, many, one, schemas};

pub(super) static TRANSFORM: Schema = Schema {
    name: "`transform_param`",
    unknown: Unknown::PassedOver,
    fields: &[&[
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
    ]],
};

pub(super) static DATA: Schema = Schema {
    name: "the settings of a data layer",
    unknown: Unknown::PassedOver,
    fields: &[&[
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
    ]],
};

schemas! {
    DUMMY_DATA "`dummy_data_param`" [
        many("data_filler", Type::Any),
        many("shape", Type::Message(&SHAPE)),
        many("num", Type::Whole),
        many("channels", Type::Whole),
        many("height", Type::Whole),
        many("width", Type::Whole),
    ]
    INPUT "`input_param`" [many("shape", Type::Message(&SHAPE))]
    MEMORY_DATA "`memory_data_param`" [
        one("batch_size", Type::Whole),
        one("channels", Type::Whole),
        one("height", Type::Whole),
        one("width", Type::Whole),
    ]
}
