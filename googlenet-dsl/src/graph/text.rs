//! A definition as text with a line for each layer, output and head, which generated code holds and reads when the
//! network is first used.

use super::{Definition, Head, Layer, LayerId, Output};
use crate::grammar::{DefaultValue, Kind, OptionType, Setting, Settings};
use crate::op::{Input, Op, build, kind};
use crate::value::{Activation, ChannelOrder, Initializer, Padding, Parameter, Scale, When};
use std::borrow::Cow;
use std::fmt::Write;
use std::str::FromStr;

/// The word in front of an output's line, and in front of a head's. No layer's name begins like one of them.
const OUTPUT: &str = "=>";
const HEAD: &str = "*";
/// The beginning of the word with a layer's path in another file, the last one of its line.
const SOURCE: char = '@';
/// The word of the input's operation, which no kind has.
const INPUT: &str = "input";

impl Definition {
    /// Returns the definition without its name as text. A layer's line is its path, line in the description, inputs,
    /// kind, the settings that are not the kind's defaults, and its path in another file.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for layer in &*self.layers {
            let inputs: Vec<String> = layer.inputs.iter().map(LayerId::to_string).collect();
            let _ = write!(text, "{} {} [{}]", layer.name, layer.line, inputs.join(","));
            write_op(&mut text, &layer.op);
            if let Some(source) = &layer.source {
                let _ = write!(text, " {SOURCE}{}", escaped(source));
            }
            text.push('\n');
        }
        for Output { name, layer } in &*self.outputs {
            let _ = writeln!(text, "{OUTPUT} {name} {layer}");
        }
        for head in &*self.heads {
            let (when, Head { name, weight, .. }) = (head.when.as_str(), head);
            let (input, first, output) = (head.input, head.first, head.output);
            let _ = writeln!(
                text,
                "{HEAD} {name} {when} {weight} {input} {first} {output}"
            );
        }
        text
    }

    /// Reads the text that [`Definition::to_text`] writes; lines may be indented, and empty ones are skipped.
    ///
    /// # Errors
    /// Returns the first line that is not of this form.
    pub fn from_text(name: &'static str, text: &'static str) -> Result<Definition, &'static str> {
        let (mut layers, mut outputs, mut heads) = (Vec::new(), Vec::new(), Vec::new());
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let words: Vec<&'static str> = line.split_whitespace().collect();
            let read = match words[0] {
                OUTPUT => output(&words).map(|output| outputs.push(output)),
                HEAD => head(&words).map(|head| heads.push(head)),
                _ => layer(&words).map(|layer| layers.push(layer)),
            };
            read.ok_or(line)?;
        }
        Ok(Definition {
            name: name.into(),
            layers: layers.into(),
            outputs: outputs.into(),
            heads: heads.into(),
        })
    }
}

fn write_op(text: &mut String, op: &Op) {
    let Some(kind) = op.kind() else {
        if let Op::Input(Input { size }) = op {
            let _ = write!(text, " {INPUT} {}", list(size));
        }
        return;
    };
    text.push(' ');
    text.push_str(kind.name);
    let settings = op.settings();
    let (own, factors) = settings.split_at(kind.fields().count());
    for (field, setting) in kind.fields().zip(own) {
        if default(&field.default, own.first()) != Some(*setting) {
            let _ = write!(text, " {}={}", kind.name_of(field), word(setting));
        }
    }
    for factor in factors {
        let _ = write!(text, " {}", word(factor));
    }
}

/// Returns the value of a field that a line leaves out; `argument` is the main argument's.
fn default(default: &DefaultValue, argument: Option<&Setting>) -> Option<Setting> {
    match default {
        DefaultValue::Required => None,
        DefaultValue::Value(value) => Some(*value),
        DefaultValue::Argument => argument.copied(),
    }
}

fn list<T: ToString>(numbers: &[T]) -> String {
    let numbers: Vec<String> = numbers.iter().map(T::to_string).collect();
    numbers.join(",")
}

fn word(setting: &Setting) -> String {
    match setting {
        Setting::Count(count) => count.to_string(),
        Setting::Pair(pair) | Setting::Range(pair) => list(pair),
        Setting::Sizes(sizes) => list(sizes),
        Setting::ChannelOrder(order) => order.to_string(),
        Setting::Choice(word) => (*word).to_owned(),
        Setting::Scale(Scale::Factor(factors)) => list(factors),
        Setting::Scale(Scale::Size(size)) => format!("size:{}", list(size)),
        Setting::Initializer(initializer @ Initializer::TruncatedNormal { deviation }) => {
            format!("{initializer}:{deviation}")
        }
        Setting::Initializer(initializer) => initializer.to_string(),
        Setting::Real(real) => real.to_string(),
        Setting::Flag(flag) => flag.to_string(),
        Setting::Padding(Padding::Explicit(edges)) | Setting::Edges(edges) => list(edges),
        Setting::Padding(padding) => padding.to_string(),
        Setting::Activation(activation) => {
            let parameters = activation.parameters();
            let values: Vec<_> = parameters.iter().map(|(_, value)| value).collect();
            match values.is_empty() {
                true => activation.to_string(),
                false => format!("{activation}:{}", list(&values)),
            }
        }
    }
}

fn output(words: &[&'static str]) -> Option<Output> {
    let [_, name, layer] = words else { return None };
    Some(Output {
        name: Cow::Borrowed(name),
        layer: layer.parse().ok()?,
    })
}

fn head(words: &[&'static str]) -> Option<Head> {
    let [_, name, when, weight, input, first, output] = words else {
        return None;
    };
    Some(Head {
        name: Cow::Borrowed(name),
        when: When::from_str(when).ok()?,
        weight: weight.parse().ok()?,
        input: input.parse().ok()?,
        first: first.parse().ok()?,
        output: output.parse().ok()?,
    })
}

fn layer(words: &[&'static str]) -> Option<Layer> {
    let [name, line, inputs, keyword, settings @ ..] = words else {
        return None;
    };
    let (source, settings) = match settings.split_last() {
        Some((last, settings)) if last.starts_with(SOURCE) => (Some(plain(&last[1..])?), settings),
        _ => (None, settings),
    };
    let inputs = inputs.strip_prefix('[')?.strip_suffix(']')?;
    let inputs: Result<Vec<LayerId>, _> = inputs
        .split(',')
        .filter(|input| !input.is_empty())
        .map(LayerId::from_str)
        .collect();
    let op = match (*keyword, settings) {
        (INPUT, [size]) => Input {
            size: numbers(size)?,
        }
        .into(),
        (keyword, settings) => op(kind(keyword)?, settings)?,
    };
    Some(Layer {
        name: Cow::Borrowed(name),
        op,
        inputs: inputs.ok()?.into(),
        line: line.parse().ok()?,
        source,
    })
}

/// Returns a text as one word: blanks, `%` and what is no visible character of ASCII as hexadecimal numbers between `%`
/// and `;`.
fn escaped(text: &str) -> String {
    let mut word = String::new();
    for letter in text.chars() {
        match letter {
            '%' | '"' | '\\' => {
                let _ = write!(word, "%{:x};", u32::from(letter));
            }
            letter if letter.is_ascii_graphic() => word.push(letter),
            letter => {
                let _ = write!(word, "%{:x};", u32::from(letter));
            }
        }
    }
    word
}

/// Returns the text that [`escaped`] has made a word of; `None` if that made none.
fn plain(word: &'static str) -> Option<Cow<'static, str>> {
    if !word.contains('%') {
        return Some(Cow::Borrowed(word));
    }
    let mut parts = word.split('%');
    let mut text = parts.next()?.to_owned();
    for part in parts {
        let (number, rest) = part.split_once(';')?;
        text.push(char::from_u32(u32::from_str_radix(number, 16).ok()?)?);
        text.push_str(rest);
    }
    Some(Cow::Owned(text))
}

fn op(kind: &'static Kind, words: &[&str]) -> Option<Op> {
    let (named, factors): (Vec<&str>, Vec<&str>) =
        words.iter().partition(|word| word.contains('='));
    let mut named = named
        .iter()
        .filter_map(|word| word.split_once('='))
        .peekable();
    let mut values: Vec<Setting> = Vec::new();
    for field in kind.fields() {
        let name = kind.name_of(field);
        let value = match named.next_if(|(key, _)| *key == name) {
            Some((_, word)) => setting(&field.ty, word)?,
            None => default(&field.default, values.first())?,
        };
        values.push(value);
    }
    for factor in factors {
        values.push(Setting::Real(factor.parse().ok()?));
    }
    match named.next() {
        None => Some(build(&Settings::new(kind, values))),
        Some(_) => None,
    }
}

fn setting(ty: &OptionType, word: &str) -> Option<Setting> {
    Some(match ty {
        OptionType::Count => Setting::Count(word.parse().ok()?),
        OptionType::Pair | OptionType::PairFromZero => Setting::Pair(numbers(word)?),
        OptionType::Choice(choices) => {
            Setting::Choice(choices.iter().copied().find(|known| *known == word)?)
        }
        OptionType::Scale => Setting::Scale(match word.strip_prefix("size:") {
            Some(size) => Scale::Size(numbers(size)?),
            None => Scale::Factor(numbers(word)?),
        }),
        OptionType::Initializer => Setting::Initializer(match word.split_once(':') {
            Some(("truncated_normal", deviation)) => Initializer::TruncatedNormal {
                deviation: deviation.parse().ok()?,
            },
            Some(_) => return None,
            None => Initializer::from_str(word).ok()?,
        }),
        OptionType::Real { .. } => Setting::Real(word.parse().ok()?),
        OptionType::Flag | OptionType::Factors | OptionType::Layer(_) => {
            Setting::Flag(word.parse().ok()?)
        }
        OptionType::Padding => Setting::Padding(match Padding::from_str(word) {
            Ok(padding) => padding,
            Err(_) => Padding::Explicit(numbers(word)?),
        }),
        OptionType::Edges => Setting::Edges(numbers(word)?),
        OptionType::Range => Setting::Range(numbers(word)?),
        OptionType::Sizes => Setting::Sizes(numbers(word)?),
        OptionType::ChannelOrder => Setting::ChannelOrder(ChannelOrder::from_str(word).ok()?),
        OptionType::Activation => Setting::Activation(match word.split_once(':') {
            Some((word, values)) => {
                let activation = Activation::named(word)?;
                let known = activation.parameters();
                let words: Vec<&str> = values.split(',').collect();
                let value = |((_, known), word): (&(_, Parameter), &&str)| {
                    Some(match known {
                        Parameter::Number(_) => Parameter::Number(word.parse().ok()?),
                        Parameter::Flag(_) => Parameter::Flag(word.parse().ok()?),
                    })
                };
                let values: Option<Vec<Parameter>> = known.iter().zip(&words).map(value).collect();
                let fits = !known.is_empty() && words.len() == known.len();
                activation.with_parameters(&values?).filter(|_| fits)?
            }
            None => Activation::from_str(word).ok()?,
        }),
    })
}

fn numbers<T: FromStr, const N: usize>(word: &str) -> Option<[T; N]> {
    let numbers: Result<Vec<T>, _> = word.split(',').map(T::from_str).collect();
    numbers.ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
$input 4 [] input 32,24,3
a 5 [0] conv filters=12 kernel=3,5 stride=2,1 padding=1,2,3,4 bias=false activation=leaky_relu:0.1 l2=0.0001 initializer=truncated_normal:0.1
b.pool 6 [1] max_pool kernel=2,3 stride=1,1 dilation=2,1 @b/3x3%20;%25;%fc;
c 7 [2] zero_pad edges=0,1,2,3
c.activation 7 [3] activation function=leaky_relu:0.3
c.clip 7 [3] activation function=clip:-inf,6.5
c.gelu 7 [3] activation function=gelu:true
d 8 [3,4] add scale=true 1 -0.25
e 9 [7] activation function=softmax
f 10 [8] batch_norm epsilon=0.0000001 scale=false
=> f 9
* aux training 0.3 2 8 9
";

    fn read(text: String) -> Result<Definition, &'static str> {
        Definition::from_text("Name", text.leak())
    }

    #[test]
    fn what_is_read_is_written_again() {
        let read = read(TEXT.to_owned()).expect("a definition");
        assert_eq!(read.to_text(), TEXT);
        let Op::Conv(conv) = &read.layers[1].op else {
            panic!("{:?}", read.layers[1]);
        };
        assert_eq!(conv.window.dilation, [1, 1], "a default");
        assert_eq!((conv.l2, conv.bias), (1e-4, false));
        assert_eq!((&*read.heads[0].name, read.heads[0].first), ("aux", 8));
    }

    #[test]
    fn a_line_that_is_wrong_is_told() {
        for (right, wrong) in [
            ("kernel=3,5", "kernel=3"),
            ("filters=12 ", ""),
            ("stride=2,1", "strides=2,1"),
            ("[3,4]", "3,4"),
            ("leaky_relu:0.1", "relu:0.1"),
            ("clip:-inf,6.5", "clip:6.5"),
            ("clip:-inf,6.5", "clip:-inf,6.5,7"),
            ("clip:-inf,6.5", "clips"),
            ("gelu:true", "gelu:1"),
            ("truncated_normal:0.1", "he_normal:0.1"),
            ("max_pool", "maxpool"),
            ("training", "never"),
            ("=> f 9", "=> f seven"),
        ] {
            let text = TEXT.replace(right, wrong);
            let line = text.lines().find(|line| !TEXT.contains(line));
            assert_eq!(read(text.clone()).err(), line, "{wrong}");
        }
    }
}
