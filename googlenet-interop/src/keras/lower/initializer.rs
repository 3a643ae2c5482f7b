//! Initializers of kernels.

use super::site::Settings;
use googlenet_dsl::value::Initializer;
use serde_json::Value as Json;

/// Returns how training draws the first values of a kernel; the usual way for initializers that descriptions do not have,
/// without a note, as the kernel's values come with the file.
pub(super) fn initializer(settings: Settings<'_>, key: &str) -> Initializer {
    let (class, config) = match settings.get(key) {
        Some(Json::String(class)) => (class.as_str(), None),
        Some(Json::Object(object)) => {
            let class = object.get("class_name").and_then(Json::as_str);
            (class.unwrap_or_default(), object.get("config"))
        }
        _ => return Initializer::DEFAULT,
    };
    let of = |key: &str| config.and_then(|config| config.get(key));
    let number = |key: &str| of(key).and_then(Json::as_f64);
    let word = |key: &str| of(key).and_then(Json::as_str).unwrap_or_default();
    let deviation = number("stddev").unwrap_or(0.05) as f32;
    match class {
        "HeNormal" | "he_normal" => Initializer::HeNormal,
        "TruncatedNormal" | "truncated_normal"
            if number("mean").unwrap_or(0.0) == 0.0 && deviation.is_finite() && deviation > 0.0 =>
        {
            Initializer::TruncatedNormal { deviation }
        }
        "VarianceScaling"
            if number("scale") == Some(2.0)
                && word("mode") == "fan_in"
                && matches!(word("distribution"), "normal" | "truncated_normal") =>
        {
            Initializer::HeNormal
        }
        _ => Initializer::DEFAULT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initializers_are_read_in_all_their_forms() {
        let of = |json: &str| {
            let map = serde_json::from_str(&format!("{{\"kernel_initializer\": {json}}}"));
            let map = map.expect("an object");
            let settings = Settings {
                map: &map,
                place: "place",
            };
            initializer(settings, "kernel_initializer")
        };
        let truncated = |deviation| Initializer::TruncatedNormal { deviation };
        for (json, expected) in [
            (r#""he_normal""#, Initializer::HeNormal),
            (
                r#"{"module": "keras.initializers", "class_name": "HeNormal", "config": {"seed": null}}"#,
                Initializer::HeNormal,
            ),
            (
                r#"{"class_name": "VarianceScaling", "config": {"scale": 2.0, "mode": "fan_in", "distribution": "truncated_normal"}}"#,
                Initializer::HeNormal,
            ),
            (
                r#"{"class_name": "VarianceScaling", "config": {"scale": 2.0, "mode": "fan_out", "distribution": "truncated_normal"}}"#,
                Initializer::GlorotUniform,
            ),
            (
                r#"{"class_name": "TruncatedNormal", "config": {"mean": 0.0, "stddev": 0.25}}"#,
                truncated(0.25),
            ),
            (
                r#"{"class_name": "TruncatedNormal", "config": {}}"#,
                truncated(0.05),
            ),
            (
                r#"{"class_name": "TruncatedNormal", "config": {"stddev": -1}}"#,
                Initializer::GlorotUniform,
            ),
            (r#"{"class_name": "Zeros"}"#, Initializer::GlorotUniform),
            ("7", Initializer::GlorotUniform),
            ("null", Initializer::GlorotUniform),
        ] {
            assert_eq!(of(json), expected, "{json}");
        }
    }
}
