//! The JSON Schema of network descriptions, generated from the table of layer kinds.

mod activation;
mod initializer;
mod preprocess;
mod training;

use super::json::{Json, object};
use crate::grammar::{DefaultValue, Field, Kind, MAX_COUNT, OptionType, Reads, Setting};
use crate::graph::MAX_OUTPUTS;
use crate::op::KINDS;
use crate::value::word::Word;
use crate::value::{ChannelOrder, DType, Names, Padding, Scale, When};

const NAME: &str = "^[a-z][a-z0-9_]{0,63}$";
const NETWORK_NAME: &str = "^[A-Z][A-Za-z0-9]{0,63}$";
const COLUMN: &str = "^\\$[a-z][a-z0-9_]*$";

/// Returns the JSON Schema (draft 2020-12) of network descriptions as text, for completion and validation in editors.
/// It does not cover all rules of the language, such as those about references and shapes.
#[must_use]
pub fn schema() -> String {
    let joins = || KINDS.iter().filter(|kind| kind.reads == Reads::Branches);
    let defaults = KINDS
        .iter()
        .filter(|kind| !kind.options.is_empty())
        .map(|kind| {
            let options = kind
                .options
                .iter()
                .map(|field| (field.name.to_owned(), literal(field)));
            let source = (kind.reads == Reads::One)
                .then(|| ("source".to_owned(), reference("source_default")));
            let options = options.chain(source).collect();
            let entry = object! {
                "description": format!("Defaults of `{}`.", kind.name).as_str(),
                "type": "object",
                "properties": Json::Object(options),
                "additionalProperties": false,
            };
            (kind.name.to_owned(), entry)
        });
    let size = || object! { "type": "integer", "minimum": 1.0, "maximum": f64::from(MAX_COUNT) };
    let amount = |pattern: &str| {
        object! { "anyOf": vec![
            object! { "type": "number", "minimum": 0.0 },
            object! { "type": "string", "pattern": pattern },
        ] }
    };
    let step = std::iter::once(reference("word"))
        .chain(
            KINDS
                .iter()
                .map(|kind| reference(&format!("step_{}", kind.name))),
        )
        .chain([reference("step_block")]);
    let mut definitions = vec![
        (
            "name".to_owned(),
            object! { "type": "string", "pattern": NAME },
        ),
        (
            "column".to_owned(),
            object! { "description": "A column of the block around.", "type": "string", "pattern": COLUMN },
        ),
        (
            "reference".to_owned(),
            object! {
                "description": "`$input`, or the name of an earlier step.",
                "type": "string",
                "pattern": "^(\\$input|[a-z][a-z0-9_]*)$",
            },
        ),
        (
            "repeat".to_owned(),
            object! {
                "description": "How often the step stands, each on the one before, as name_1, name_2, …",
                "type": "integer",
                "minimum": 1.0,
                "maximum": f64::from(MAX_COUNT),
            },
        ),
        (
            "source".to_owned(),
            object! {
                "description": "The name of the step elsewhere; with `names` it may be a list of those of its layers with weights.",
                "anyOf": vec![
                    object! { "type": "string", "maxLength": 200.0 },
                    object! { "type": "array", "minItems": 1.0, "items": object! { "type": "string", "maxLength": 200.0 } },
                ],
            },
        ),
        (
            "source_default".to_owned(),
            object! {
                "description": "The names of the layers with weights of each step, which continue the step's own.",
                "type": "array",
                "minItems": 1.0,
                "items": object! { "type": "string", "pattern": "^([._/].{0,199})?$" },
            },
        ),
        (
            "chain".to_owned(),
            object! {
                "description": "Steps, each on the one before.",
                "type": "object",
                "minProperties": 1.0,
                "propertyNames": reference("name"),
                "additionalProperties": reference("step"),
            },
        ),
        (
            "branches".to_owned(),
            object! {
                "type": "array",
                "minItems": 2.0,
                "maxItems": 64.0,
                "items": object! { "anyOf": vec![reference("chain"), reference("reference")] },
            },
        ),
        (
            "word".to_owned(),
            object! { "description": "A kind or block without argument and options.", "type": "string" },
        ),
        (
            "step".to_owned(),
            object! { "anyOf": step.collect::<Vec<_>>() },
        ),
        ("edges".to_owned(), edges()),
        (
            "fraction".to_owned(),
            object! {
                "description": "A fraction of two numbers, such as 3/4.",
                "type": "string",
                "pattern": "^[0-9.]+ ?/ ?[0-9.]+$",
            },
        ),
        ("activation".to_owned(), activation::activation()),
        ("initializer".to_owned(), initializer::initializer()),
        ("step_block".to_owned(), block_step()),
        ("block".to_owned(), block(joins())),
        ("head".to_owned(), head()),
    ];
    definitions.extend(
        KINDS
            .iter()
            .map(|kind| (format!("step_{}", kind.name), kind_step(kind))),
    );
    let root = object! {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Network description",
        "description": "A convolutional network as a list of layers, for the macro googlenet_model!.",
        "type": "object",
        "required": vec!["format".into(), "name".into(), "input".into(), "layers".into()],
        "additionalProperties": false,
        "properties": object! {
            "format": object! { "description": "The version of the language.", "const": 1.0 },
            "name": object! { "description": "The network's name.", "type": "string", "pattern": NETWORK_NAME },
            "input": object! {
                "description": "The sizes of the image.",
                "type": "object",
                "required": vec!["height".into(), "width".into(), "channels".into()],
                "additionalProperties": false,
                "properties": object! { "height": size(), "width": size(), "channels": size() },
            },
            "preprocess": preprocess::preprocess(),
            "labels": object! {
                "description": "The file with the names of the classes, one a line, relative to this file and inside its folder.",
                "type": "string",
                "minLength": 1.0,
                "maxLength": 1024.0,
            },
            "precision": object! {
                "description": "`strict` computes convolutions as sums of products; `fast`, the default, also by transforms.",
                "enum": vec!["fast".into(), "strict".into()],
            },
            "dtype": object! {
                "description": "The type of the elements of results: `f32`, the default, or `bf16`, which takes half the memory and is faster on processors that have instructions for it.",
                "enum": DType::COMPUTED.iter().map(|dtype| dtype.as_str().into()).collect::<Vec<Json>>(),
            },
            "names": object! {
                "description": "Whose names of layers and tensors `source` gives.",
                "enum": words::<Names>(),
            },
            "defaults": object! {
                "description": "Options for every layer of a kind that does not say otherwise.",
                "type": "object",
                "additionalProperties": false,
                "properties": Json::Object(defaults.collect()),
            },
            "blocks": object! {
                "description": "Templates that steps use like kinds.",
                "type": "object",
                "propertyNames": reference("name"),
                "additionalProperties": reference("block"),
            },
            "layers": reference("chain"),
            "heads": object! {
                "description": "Chains that read steps of the network, such as auxiliary classifiers.",
                "type": "object",
                "propertyNames": reference("name"),
                "additionalProperties": reference("head"),
            },
            "outputs": object! {
                "description": "The steps whose results are the network's; the last one where nothing is said.",
                "type": "array",
                "minItems": 1.0,
                "maxItems": MAX_OUTPUTS as f64,
                "uniqueItems": true,
                "items": reference("name"),
            },
            "budget": object! {
                "description": "Limits; a network that breaks one does not compile.",
                "type": "object",
                "additionalProperties": false,
                "properties": object! {
                    "params": amount("^[0-9.]+ ?[kMG]$"),
                    "macs": amount("^[0-9.]+ ?[kMG]$"),
                    "arena": amount("^[0-9.]+ ?[KMG]iB$"),
                    "memory": amount("^[0-9.]+ ?[KMG]iB$"),
                },
            },
            "published": object! {
                "description": "The figures that a paper gives of the network, to compare with its own.",
                "type": "object",
                "additionalProperties": false,
                "properties": object! {
                    "params": amount("^[0-9.]+ ?[kMG]$"),
                    "macs": amount("^[0-9.]+ ?[kMG]$"),
                    "source": object! { "description": "Where the figures stand.", "type": "string" },
                },
            },
            "training": training::training(),
        },
        "$defs": Json::Object(definitions),
    };
    root.print()
}

fn reference(name: &str) -> Json {
    object! { "$ref": format!("#/$defs/{name}").as_str() }
}

/// Returns the schema of a step of a built-in kind, written as a map: the kind with its argument, and its options.
fn kind_step(kind: &Kind) -> Json {
    let argument = match (&kind.argument, kind.reads) {
        (Some(field), _) => value(field),
        (None, Reads::Branches) => reference("branches"),
        (None, Reads::One) => {
            object! { "anyOf": vec![object! { "type": "null" }, options(kind)] }
        }
    };
    // An option without a default is not required here, as `defaults` may give it.
    let required: Vec<Json> = vec![kind.name.into()];
    let mut properties = vec![(kind.name.to_owned(), argument)];
    properties.extend(
        kind.options
            .iter()
            .map(|field| (field.name.to_owned(), value(field))),
    );
    properties.push(("from".to_owned(), reference("reference")));
    properties.push(("repeat".to_owned(), reference("repeat")));
    properties.push(("source".to_owned(), reference("source")));
    object! {
        "description": kind.doc,
        "type": "object",
        "required": required,
        "additionalProperties": false,
        "properties": Json::Object(properties),
    }
}

/// Returns the schema of a step that uses a block: a key that is not a kind, whose value is the list or map of column
/// values, and `from`, `repeat` and `source`.
fn block_step() -> Json {
    let kinds: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
    let row = object! { "anyOf": vec![
        object! { "type": "array" },
        object! { "type": "object", "propertyNames": reference("name") },
        object! { "type": "null" },
    ] };
    object! {
        "description": "A block with its row: a list in the order of its columns, or a map by column.",
        "type": "object",
        "minProperties": 1.0,
        "maxProperties": 4.0,
        "propertyNames": object! {
            "pattern": NAME,
            "not": object! { "enum": kinds.into_iter().map(Json::from).collect::<Vec<_>>() },
        },
        "properties": object! {
            "from": reference("reference"),
            "repeat": reference("repeat"),
            "source": reference("source"),
        },
        "additionalProperties": row,
    }
}

fn block<'k>(joins: impl Iterator<Item = &'k &'static Kind>) -> Json {
    let columns = object! {
        "description": "The names of the row's values.",
        "type": "array",
        "minItems": 1.0,
        "uniqueItems": true,
        "items": reference("name"),
    };
    let mut properties = vec![
        ("columns".to_owned(), columns),
        ("layers".to_owned(), reference("chain")),
    ];
    let mut bodies = vec![object! { "required": vec!["layers".into()] }];
    for kind in joins {
        properties.push((kind.name.to_owned(), reference("branches")));
        properties.extend(
            kind.options
                .iter()
                .map(|field| (field.name.to_owned(), value(field))),
        );
        bodies.push(object! { "required": vec![kind.name.into()] });
    }
    object! {
        "description": "A template: columns, and `layers` or a kind that joins branches.",
        "type": "object",
        "properties": Json::Object(properties),
        "additionalProperties": false,
        "oneOf": bodies,
    }
}

fn head() -> Json {
    let when = object! {
        "description": "When the head is there; its result is an output of the network where that is always.",
        "enum": words::<When>(),
        "default": When::DEFAULT.as_str(),
    };
    let weight = object! {
        "description": "The factor of the head's loss in training.",
        "type": "number",
        "minimum": 0.0,
        "default": 1.0,
    };
    object! {
        "description": "A chain that reads a step of the network.",
        "type": "object",
        "required": vec!["from".into(), "layers".into()],
        "additionalProperties": false,
        "properties": object! {
            "from": reference("reference"),
            "when": when,
            "weight": weight,
            "source": object! { "description": "The name of the head elsewhere.", "type": "string", "maxLength": 200.0 },
            "layers": reference("chain"),
        },
    }
}

/// Returns the schema of a field's value in a step: a literal, a column such as `$filters`, or for counts
/// `$input.channels`.
fn value(field: &Field) -> Json {
    let mut kinds = vec![literal(field), reference("column")];
    if field.ty == OptionType::Count {
        kinds.push(object! { "description": "The channels of the block's input.", "const": "$input.channels" });
    }
    object! { "description": field.doc, "anyOf": kinds }
}

/// Returns the schema of a literal of a field's type, with the field's default if it has a fixed one.
fn literal(field: &Field) -> Json {
    let count = || object! { "type": "integer", "minimum": 1.0, "maximum": f64::from(MAX_COUNT) };
    let mut schema = match field.ty {
        OptionType::Count => count(),
        OptionType::Pair => object! { "anyOf": vec![
            count(),
            object! { "type": "array", "items": count(), "minItems": 2.0, "maxItems": 2.0 },
        ] },
        OptionType::Real { min, below: None } => {
            object! { "type": "number", "minimum": f64::from(min) }
        }
        OptionType::Real {
            min,
            below: Some(below),
        } => {
            object! { "type": "number", "minimum": f64::from(min), "exclusiveMaximum": f64::from(below) }
        }
        OptionType::Factors => {
            let factor =
                object! { "anyOf": vec![object! { "type": "number" }, reference("column")] };
            object! { "type": "array", "items": factor, "minItems": 2.0, "maxItems": 64.0 }
        }
        OptionType::Layer(kind) => {
            object! { "anyOf": vec![object! { "type": "boolean" }, options(kind)] }
        }
        OptionType::Flag => object! { "type": "boolean" },
        OptionType::Edges => reference("edges"),
        OptionType::Padding => object! { "anyOf": vec![
            object! { "enum": words::<Padding>() },
            reference("edges"),
        ] },
        OptionType::Activation => reference("activation"),
        OptionType::Range => object! {
            "type": "array",
            "items": object! { "type": "integer", "minimum": 0.0, "maximum": f64::from(MAX_COUNT) },
            "minItems": 2.0,
            "maxItems": 2.0,
        },
        OptionType::Sizes => object! {
            "type": "array",
            "items": object! { "anyOf": vec![count(), object! { "const": -1.0 }] },
            "minItems": 3.0,
            "maxItems": 3.0,
        },
        OptionType::ChannelOrder => object! { "enum": words::<ChannelOrder>() },
        OptionType::Choice(choices) => {
            object! { "enum": choices.iter().map(|word| Json::from(*word)).collect::<Vec<_>>() }
        }
        OptionType::Initializer => reference("initializer"),
        OptionType::PairFromZero => {
            let count =
                || object! { "type": "integer", "minimum": 0.0, "maximum": f64::from(MAX_COUNT) };
            object! { "anyOf": vec![
                count(),
                object! { "type": "array", "items": count(), "minItems": 2.0, "maxItems": 2.0 },
            ] }
        }
        OptionType::Scale => {
            let factor = || object! { "type": "number", "exclusiveMinimum": 0.0 };
            let list = |item: Json| object! { "type": "array", "items": item, "minItems": 2.0, "maxItems": 2.0 };
            object! { "anyOf": vec![
                factor(),
                list(factor()),
                object! {
                    "type": "object",
                    "required": vec!["size".into()],
                    "additionalProperties": false,
                    "properties": object! { "size": object! { "anyOf": vec![count(), list(count())] } },
                },
            ] }
        }
    };
    if field.ty == OptionType::Factors {
        return schema;
    }
    if let (Json::Object(entries), DefaultValue::Value(setting)) = (&mut schema, field.default) {
        entries.push(("default".to_owned(), default(setting)));
    }
    schema
}

/// Returns the schema of a map from the names of a kind's options to their values, as in
/// `{batch_norm: {center: false}}`.
fn options(kind: &Kind) -> Json {
    let options = kind
        .options
        .iter()
        .map(|field| (field.name.to_owned(), value(field)));
    object! {
        "type": "object",
        "additionalProperties": false,
        "properties": Json::Object(options.collect()),
    }
}

/// Returns the schema of padding that is given in numbers: the rows and columns that are added at the four edges of a
/// map.
fn edges() -> Json {
    let count = || object! { "type": "integer", "minimum": 0.0, "maximum": f64::from(MAX_COUNT) };
    let list =
        |len: f64| object! { "type": "array", "items": count(), "minItems": len, "maxItems": len };
    object! {
        "description": "Rows and columns at each edge: a number, [height, width], or [top, left, bottom, right].",
        "anyOf": vec![count(), list(2.0), list(4.0)],
    }
}

/// Returns the words that a description may use for the values of the type `T`, as JSON texts.
fn words<T: Word>() -> Vec<Json> {
    T::words().into_iter().map(Json::from).collect()
}

fn default(setting: Setting) -> Json {
    let sizes = |sizes: &[u32]| {
        sizes
            .iter()
            .map(|size| Json::from(f64::from(*size)))
            .collect::<Vec<_>>()
            .into()
    };
    match setting {
        Setting::Count(count) => f64::from(count).into(),
        Setting::Pair([height, width]) if height == width => f64::from(height).into(),
        Setting::Pair(pair) => sizes(&pair),
        Setting::Real(real) => f64::from(real).into(),
        Setting::Flag(flag) => flag.into(),
        Setting::Activation(activation) => activation.as_str().into(),
        Setting::Range(range) => sizes(&range),
        Setting::Sizes(all) => sizes(&all),
        Setting::ChannelOrder(order) => order.as_str().into(),
        Setting::Choice(word) => word.into(),
        Setting::Initializer(initializer) => initializer.as_str().into(),
        Setting::Scale(Scale::Factor(factors)) => {
            Vec::from(factors.map(|factor| Json::from(f64::from(factor)))).into()
        }
        Setting::Scale(Scale::Size(size)) => object! { "size": sizes(&size) },
        Setting::Padding(Padding::Explicit(edges)) | Setting::Edges(edges) => sizes(&edges),
        Setting::Padding(padding) => padding.as_str().unwrap_or_default().into(),
    }
}
