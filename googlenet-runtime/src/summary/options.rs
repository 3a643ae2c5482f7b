//! The options of layers, as their operations give them, whatever the kind.

use googlenet_dsl::grammar::{OptionType, Setting};
use googlenet_dsl::op::Op;
use googlenet_dsl::value::{Activation, Padding, Parameter, Scale};
use std::fmt::Write;

/// Options of a layer that have no field of their own in its row, such as `rate` of `dropout`, in the order of the
/// reference page; main arguments have their names in lists of options, such as `filters`. `Display` writes them as
/// descriptions do. For serde a map of their values.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Options {
    named: Vec<(&'static str, Value)>,
}

/// The value of an option: a setting, or a list of numbers.
#[derive(Debug, Clone, PartialEq)]
enum Value {
    One(Setting),
    Numbers(Vec<f32>),
}

/// The options that have fields of their own in rows. Each is `None` for a layer without the option.
#[derive(Default)]
pub(super) struct Windows {
    pub(super) kernel: Option<[u32; 2]>,
    pub(super) stride: Option<[u32; 2]>,
    pub(super) dilation: Option<[u32; 2]>,
    pub(super) padding: Option<Padding>,
    pub(super) groups: Option<u32>,
    pub(super) bias: Option<bool>,
    pub(super) activation: Option<Activation>,
}

impl Windows {
    /// Takes an option that has a field here, and returns `true`; `false` for other options.
    fn take(&mut self, name: &str, setting: Setting) -> bool {
        match (name, setting) {
            ("kernel", Setting::Pair(pair)) => self.kernel = Some(pair),
            ("stride", Setting::Pair(pair)) => self.stride = Some(pair),
            ("dilation", Setting::Pair(pair)) => self.dilation = Some(pair),
            ("groups", Setting::Count(groups)) => self.groups = Some(groups),
            ("bias", Setting::Flag(bias)) => self.bias = Some(bias),
            (_, Setting::Padding(padding)) => self.padding = Some(padding),
            (_, Setting::Edges(edges)) => self.padding = Some(Padding::Explicit(edges)),
            (_, Setting::Activation(activation)) => self.activation = Some(activation),
            _ => return false,
        }
        true
    }
}

impl Options {
    /// Returns the options of an operation: those with fields of their own, and the others.
    pub(super) fn of(op: &Op) -> (Windows, Options) {
        let (mut windows, mut options) = (Windows::default(), Options::default());
        let Some(kind) = op.kind() else {
            return (windows, options);
        };
        let settings = op.settings();
        let factors = settings.iter().skip(kind.fields().count());
        let factors = factors.filter_map(|factor| match factor {
            Setting::Real(factor) => Some(*factor),
            _ => None,
        });
        let factors: Vec<f32> = factors.collect();
        for (field, setting) in kind.fields().zip(&settings) {
            let name = kind.name_of(field);
            match field.ty {
                // The compiler makes this option a layer of its own.
                OptionType::Layer(_) => {}
                _ if kind.leaves_out(field, setting) => {}
                OptionType::Factors if factors.is_empty() => {}
                OptionType::Factors => options.named.push((name, Value::Numbers(factors.clone()))),
                _ if windows.take(name, *setting) => {}
                _ => options.named.push((name, Value::One(*setting))),
            }
        }
        for (name, value) in windows
            .activation
            .map_or(Vec::new(), Activation::parameters)
        {
            let setting = match value {
                // A bound that is not there.
                Parameter::Number(number) if number.is_infinite() => continue,
                Parameter::Number(number) => Setting::Real(number),
                Parameter::Flag(flag) => Setting::Flag(flag),
                _ => googlenet_dsl::no_other_variant!(Parameter, 2),
            };
            options.named.push((name, Value::One(setting)));
        }
        (windows, options)
    }
}

/// Returns sizes with -1 for the one that follows from the others.
fn signed(sizes: [u32; 3]) -> [i64; 3] {
    sizes.map(|size| if size == 0 { -1 } else { size.into() })
}

impl std::fmt::Display for Options {
    /// Writes the options with commas between them: `filters: 64, l2: 0.0001`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, (name, value)) in self.named.iter().enumerate() {
            let comma = if at > 0 { ", " } else { "" };
            write!(f, "{comma}{name}: {value}")?;
        }
        Ok(())
    }
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::One(Setting::Count(count)) => count.fmt(f),
            Value::One(Setting::Real(real)) => real.fmt(f),
            Value::One(Setting::Flag(flag)) => flag.fmt(f),
            Value::One(Setting::Pair(pair)) => write!(f, "{pair:?}"),
            Value::One(Setting::Edges(edges)) => write!(f, "{edges:?}"),
            Value::One(Setting::Padding(padding)) => padding.fmt(f),
            Value::One(Setting::Activation(activation)) => activation.fmt(f),
            Value::One(Setting::Range(range)) => write!(f, "{range:?}"),
            Value::One(Setting::Sizes(sizes)) => write!(f, "{:?}", signed(*sizes)),
            Value::One(Setting::ChannelOrder(order)) => order.fmt(f),
            Value::One(Setting::Choice(word)) => f.write_str(word),
            Value::One(Setting::Initializer(initializer)) => f.write_str(&initializer.written()),
            Value::One(Setting::Scale(Scale::Factor(factors))) => write!(f, "{factors:?}"),
            Value::One(Setting::Scale(Scale::Size(size))) => write!(f, "{{size: {size:?}}}"),
            Value::One(other) => write!(f, "{other:?}"),
            Value::Numbers(numbers) => {
                let mut text = String::new();
                for (at, number) in numbers.iter().enumerate() {
                    let comma = if at > 0 { ", " } else { "" };
                    write!(text, "{comma}{number}")?;
                }
                write!(f, "[{text}]")
            }
        }
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Options {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.named.iter().map(|(name, value)| (name, value)))
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Value {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::One(Setting::Count(count)) => count.serialize(serializer),
            Value::One(Setting::Real(real)) => real.serialize(serializer),
            Value::One(Setting::Flag(flag)) => flag.serialize(serializer),
            Value::One(Setting::Pair(pair)) => pair.serialize(serializer),
            Value::One(Setting::Edges(edges)) => edges.serialize(serializer),
            Value::One(Setting::Range(range)) => range.serialize(serializer),
            Value::One(Setting::Sizes(sizes)) => signed(*sizes).serialize(serializer),
            Value::One(_) => serializer.collect_str(self),
            Value::Numbers(numbers) => numbers.serialize(serializer),
        }
    }
}
