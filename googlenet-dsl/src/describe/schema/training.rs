//! The part of the JSON Schema for `training`.

use super::{Json, MAX_COUNT, object, reference, words};
use crate::value::training::{Flip, Loss, Optimizer, Schedule};
use crate::value::word::Word;

/// The limits of a number.
#[derive(Clone, Copy)]
enum Limits {
    AboveZero,
    FromZero,
    BelowOne,
    Inside,
    ToOne,
    Share,
    Degrees,
}

/// Returns the schema of the value of `training`. The schema does not check that options fit each other and the network.
pub(super) fn training() -> Json {
    let count = |description: &str, default: f64| {
        object! {
            "description": description,
            "type": "integer",
            "minimum": 1.0,
            "maximum": f64::from(MAX_COUNT),
            "default": default,
        }
    };
    object! {
        "description": "How the network is trained.",
        "type": "object",
        "additionalProperties": false,
        "properties": object! {
            "optimizer": optimizer(),
            "learning_rate": learning_rate(),
            "batch": count("Images of a step.", 32.0),
            "epochs": count("How often training goes through all images.", 10.0),
            "loss": loss(),
            "augment": augment(),
            "average": number("The share that a moving average of the weights keeps at each step.", Limits::Inside),
            "clip_norm": number("The largest norm of all gradients together.", Limits::AboveZero),
            "weight_decay": number("Decoupled weight decay; 0.004 with `adamw`, otherwise 0.", Limits::FromZero),
            "class_weights": object! {
                "description": "Factors of the loss by class, or `balanced`.",
                "anyOf": vec![
                    object! { "const": "balanced" },
                    object! { "type": "array", "minItems": 1.0, "items": number("", Limits::FromZero) },
                ],
            },
            "patience": object! {
                "description": "Epochs without a better validation after which training stops.",
                "type": "integer",
                "minimum": 1.0,
                "maximum": f64::from(MAX_COUNT),
            },
            "validation": number("The share of the images that is kept for validation.", Limits::Inside),
            "freeze": object! {
                "description": "Beginnings of the paths of layers that are not trained.",
                "anyOf": vec![
                    object! { "type": "string", "minLength": 1.0 },
                    object! { "type": "array", "items": object! { "type": "string", "minLength": 1.0 } },
                ],
            },
            "seed": object! {
                "description": "The seed of all that is random.",
                "type": "integer",
                "minimum": 0.0,
                "default": 0.0,
            },
        },
    }
}

fn optimizer() -> Json {
    let options = |optimizer: &Optimizer| {
        let mut all: Vec<(&str, Json)> = match optimizer {
            Optimizer::Sgd { .. } => vec![
                ("momentum", number("0.9 unless given.", Limits::BelowOne)),
                ("nesterov", object! { "type": "boolean", "default": false }),
            ],
            Optimizer::Adam { .. } | Optimizer::AdamW { .. } => vec![
                ("beta_1", number("0.9 unless given.", Limits::BelowOne)),
                ("beta_2", number("0.999 unless given.", Limits::BelowOne)),
                ("epsilon", number("1e-7 unless given.", Limits::AboveZero)),
            ],
            Optimizer::RmsProp { .. } => vec![
                ("rho", number("0.9 unless given.", Limits::BelowOne)),
                ("momentum", number("0 unless given.", Limits::BelowOne)),
                ("epsilon", number("1e-7 unless given.", Limits::AboveZero)),
            ],
        };
        if let Optimizer::AdamW { .. } = optimizer {
            let decay = number("0.004 unless given.", Limits::FromZero);
            all.push(("weight_decay", decay));
        }
        let all = all.into_iter().map(|(key, value)| (key.to_owned(), value));
        one(optimizer.as_str(), map(all.collect()))
    };
    let mut forms = vec![object! { "enum": words::<Optimizer>() }];
    forms.extend(Optimizer::ALL.iter().map(options));
    object! {
        "description": "How a step moves the weights; `sgd` with a momentum of 0.9 unless given.",
        "anyOf": forms,
    }
}

fn learning_rate() -> Json {
    let base = || number("", Limits::AboveZero);
    let epochs = |description: &str| number(description, Limits::AboveZero);
    let schedule = |word: &&str| {
        let options = match *word {
            "cosine" => vec![("final", number("0 unless given.", Limits::ToOne))],
            "step" => vec![
                ("every", epochs("Epochs from one fall to the next.")),
                ("factor", number("0.1 unless given.", Limits::AboveZero)),
            ],
            "poly" => vec![("power", number("1 unless given.", Limits::AboveZero))],
            "exponential" => vec![
                (
                    "rate",
                    number("The factor of `every` epochs.", Limits::AboveZero),
                ),
                ("every", epochs("1 unless given.")),
            ],
            _ => Vec::new(),
        };
        let required = match *word {
            "step" => vec!["step".into(), "every".into()],
            "exponential" => vec!["exponential".into(), "rate".into()],
            word => vec![word.into()],
        };
        let mut all = vec![((*word).to_owned(), base())];
        let options = options.into_iter();
        all.extend(options.map(|(key, value)| (key.to_owned(), value)));
        let warmup = "Epochs in which the rate grows to the base rate.";
        all.push(("warmup".to_owned(), number(warmup, Limits::FromZero)));
        object! {
            "type": "object",
            "required": required,
            "additionalProperties": false,
            "properties": Json::Object(all),
        }
    };
    let mut forms = vec![base()];
    forms.extend(Schedule::WORDS.iter().map(schedule));
    object! {
        "description": "The learning rate, or a schedule with its base rate; 0.01 with `sgd`, otherwise 0.001 unless given.",
        "anyOf": forms,
    }
}

fn loss() -> Json {
    let smoothing = || {
        let smoothing = number(
            "The share of labels that all classes are given.",
            Limits::BelowOne,
        );
        map(vec![("label_smoothing".to_owned(), smoothing)])
    };
    let mut forms = vec![object! { "enum": words::<Loss>() }];
    forms.extend(Loss::words().into_iter().map(|word| one(word, smoothing())));
    object! {
        "description": "The loss of all outputs; the one that fits the activation of each unless given.",
        "anyOf": forms,
    }
}

fn augment() -> Json {
    let pair = |description: &str, limits: Limits| {
        object! {
            "description": description,
            "type": "array",
            "items": number("", limits),
            "minItems": 2.0,
            "maxItems": 2.0,
        }
    };
    let entries = vec![
        (
            "flip".to_owned(),
            object! {
                "description": "How images are mirrored, each with a probability of one half.",
                "enum": words::<Flip>(),
            },
        ),
        (
            "area".to_owned(),
            pair(
                "The smallest and largest share of the image that is cut out.",
                Limits::Share,
            ),
        ),
        (
            "ratio".to_owned(),
            pair(
                "The smallest and largest ratio of its width to its height.",
                Limits::AboveZero,
            ),
        ),
        (
            "color".to_owned(),
            number(
                "How far brightness, contrast and saturation change.",
                Limits::ToOne,
            ),
        ),
        (
            "shift".to_owned(),
            object! {
                "description": "The most pixels by which the image is moved along each side.",
                "type": "integer",
                "minimum": 0.0,
                "maximum": f64::from(MAX_COUNT),
            },
        ),
        (
            "rotate".to_owned(),
            number(
                "The most degrees by which the image is turned.",
                Limits::Degrees,
            ),
        ),
    ];
    let Json::Object(mut schema) = map(entries) else {
        unreachable!("a map is an object");
    };
    let description = "How images are changed at random in training.";
    schema.insert(0, ("description".to_owned(), description.into()));
    Json::Object(schema)
}

/// Returns the schema of a number, or a fraction such as `3/4`.
fn number(description: &str, limits: Limits) -> Json {
    let bounds: &[(&str, f64)] = match limits {
        Limits::AboveZero => &[("exclusiveMinimum", 0.0)],
        Limits::FromZero => &[("minimum", 0.0)],
        Limits::BelowOne => &[("minimum", 0.0), ("exclusiveMaximum", 1.0)],
        Limits::Inside => &[("exclusiveMinimum", 0.0), ("exclusiveMaximum", 1.0)],
        Limits::ToOne => &[("minimum", 0.0), ("maximum", 1.0)],
        Limits::Share => &[("exclusiveMinimum", 0.0), ("maximum", 1.0)],
        Limits::Degrees => &[("minimum", 0.0), ("maximum", 180.0)],
    };
    let mut plain = vec![("type".to_owned(), Json::from("number"))];
    let bounds = bounds.iter();
    plain.extend(bounds.map(|(key, bound)| ((*key).to_owned(), Json::from(*bound))));
    let forms = vec![Json::Object(plain), reference("fraction")];
    match description {
        "" => object! { "anyOf": forms },
        description => object! { "description": description, "anyOf": forms },
    }
}

/// Returns the schema of a map with these keys, none of them required.
fn map(properties: Vec<(String, Json)>) -> Json {
    object! {
        "type": "object",
        "additionalProperties": false,
        "properties": Json::Object(properties),
    }
}

/// Returns the schema of a map with this one key.
fn one(key: &str, value: Json) -> Json {
    object! {
        "type": "object",
        "required": vec![key.into()],
        "additionalProperties": false,
        "properties": Json::Object(vec![(key.to_owned(), value)]),
    }
}
