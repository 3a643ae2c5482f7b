//! The variables of the classes of layers, in the order in which Keras has them.

use serde_json::{Map, Value};

/// Returns the names of the variables of a layer, those that training changes first; none for classes without variables
/// and for those that are not known.
pub(super) fn variables(class: &str, settings: &Map<String, Value>) -> Vec<&'static str> {
    let flag = |key: &str| settings.get(key).and_then(Value::as_bool).unwrap_or(true);
    let with = |names: &[(&'static str, bool)]| {
        let own = names.iter().filter(|(_, is_there)| *is_there);
        own.map(|(name, _)| *name).collect()
    };
    match class {
        "Conv2D" | "Convolution2D" | "Conv2DTranspose" | "Convolution2DTranspose" | "Dense" => {
            with(&[("kernel", true), ("bias", flag("use_bias"))])
        }
        "DepthwiseConv2D" | "DepthwiseConvolution2D" => {
            with(&[("depthwise_kernel", true), ("bias", flag("use_bias"))])
        }
        "SeparableConv2D" | "SeparableConvolution2D" => with(&[
            ("depthwise_kernel", true),
            ("pointwise_kernel", true),
            ("bias", flag("use_bias")),
        ]),
        "BatchNormalization" | "SyncBatchNormalization" => with(&[
            ("gamma", flag("scale")),
            ("beta", flag("center")),
            ("moving_mean", true),
            ("moving_variance", true),
        ]),
        "LayerNormalization" => with(&[("gamma", flag("scale")), ("beta", flag("center"))]),
        "PReLU" => vec!["alpha"],
        "LayerScale" => vec!["gamma"],
        "Normalization" => match settings.get("mean") {
            None | Some(Value::Null) => vec!["mean", "variance", "count"],
            Some(_) => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Returns the number of the variables of a class that training changes, where its layers are to be trained.
pub(super) fn trained(class: &str, names: &[&str]) -> usize {
    match class {
        "Normalization" => 0,
        _ => {
            let moving = |name: &&&str| !name.starts_with("moving_");
            names.iter().filter(moving).count()
        }
    }
}
