//! Tests that every word of the table is met where it stands for something, and that what it advises exists.

use super::places::{PLACES, head, in_file, in_layers};
use super::*;
use crate::compile_text;
use crate::op::KINDS as ALL_KINDS;
use crate::value::Activation;

const TOOLS: &[&str] = &[
    "",
    "Caffe",
    "Darknet",
    "Keras",
    "MXNet",
    "ONNX",
    "OpenCV",
    "Pillow",
    "PyTorch",
    "TensorFlow",
    "torchinfo",
];

/// Returns titles and helps of the mistakes in a description.
pub(super) fn mistakes(text: &str) -> Vec<(String, String)> {
    let Err(mistakes) = compile_text("x.yaml", text) else {
        return Vec::new();
    };
    let all = mistakes.iter();
    all.map(|mistake| {
        (
            mistake.title.clone(),
            mistake.help.clone().unwrap_or_default(),
        )
    })
    .collect()
}

fn is_unknown(word: &str, what: &str, texts: &[String]) -> bool {
    let title = format!("unknown {what} `{word}`");
    let unknown = |text: &String| {
        mistakes(text)
            .iter()
            .any(|(got, _)| got.starts_with(&title))
    };
    texts.iter().all(unknown)
}

#[test]
fn words_are_sorted_and_of_known_tools() {
    let letters = |word: &str| -> String {
        let kept = word
            .chars()
            .filter(|letter| !['-', '_', ' '].contains(letter));
        kept.map(|letter| letter.to_ascii_lowercase()).collect()
    };
    for (_, table, _) in PLACES {
        for pair in table.windows(2) {
            let [one, next] = [pair[0].word, pair[1].word];
            assert!((letters(one), one) < (letters(next), next), "{one} {next}");
        }
        for foreign in *table {
            assert!(
                TOOLS.contains(&foreign.tool),
                "{}: {}",
                foreign.word,
                foreign.tool
            );
        }
    }
}

#[test]
fn every_word_is_met_with_its_advice() {
    let mut faults = Vec::new();
    for (what, table, texts) in PLACES {
        for foreign in *table {
            let texts = texts(foreign.word);
            let helps: Vec<String> = texts
                .iter()
                .flat_map(|text| mistakes(text))
                .map(|(_, help)| help)
                .collect();
            let met = |wanted: &str| helps.iter().any(|help| help.contains(wanted));
            let fits = match foreign.advice {
                Advice::Is(here) | Advice::IsOrSay { here, .. } => here.iter().all(|here| {
                    let argument = ALL_KINDS.iter().find(|kind| kind.argument_name == *here);
                    let argument = argument.map(|kind| format!("`{}: 1`", kind.name));
                    let own_step = format!("make a step of its own of it: `name: {here}`");
                    met(&foreign.question(here))
                        || met(&foreign.question(&format!("x: {here}")))
                        || met(&format!("x: {{{here}: {{"))
                        || argument.is_some_and(|argument| met(&argument))
                        || met(&own_step)
                }),
                Advice::Say { text, .. } => text.split('{').all(|part| {
                    let blanks = ["name}", "value}", "inverse}", "giga}", "mega}"];
                    let mut blanks = blanks.iter();
                    met(blanks
                        .find_map(|blank| part.strip_prefix(blank))
                        .unwrap_or(part))
                }),
                Advice::NoActivation => {
                    let all = Activation::ALL.iter();
                    let all: Vec<String> = all.map(|known| format!("`{known}`")).collect();
                    met(&format!(
                        "`{}` here; the activations are {}",
                        foreign.word,
                        all.join(", ")
                    ))
                }
            };
            if !fits {
                faults.push(format!("{what} `{}`: {helps:?}", foreign.word));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_advised_word_is_known() {
    for (what, table, texts) in PLACES {
        for foreign in *table {
            for here in foreign.advice.words() {
                let is_argument = ALL_KINDS.iter().any(|kind| kind.argument_name == *here);
                let known = is_argument || !is_unknown(here, what, &texts(here));
                assert!(known, "{what} `{}` is said to be `{here}`", foreign.word);
            }
        }
    }
}

/// The whole steps that an advice writes, in backquotes.
#[test]
fn every_advised_step_compiles() {
    let mut steps = 0;
    for foreign in KINDS.iter().chain(OPTIONS) {
        let Advice::Say { text, .. } = foreign.advice else {
            continue;
        };
        for form in text.split('`').skip(1).step_by(2) {
            let form = form.replace("{value}", "3").replace(": C", ": 6");
            let Some(step) = form
                .strip_prefix("{name}")
                .and_then(|rest| rest.split_once(": "))
            else {
                continue;
            };
            let flat = ["", "  flat: flatten\n"][usize::from(step.1.contains("dense"))];
            let text = format!("{}layers:\n{flat}  x: {}\n", head(""), step.1);
            assert_eq!(mistakes(&text), Vec::new(), "{}: {form}", foreign.word);
            steps += 1;
        }
    }
    assert!(steps >= 20, "{steps}");
}

#[test]
fn words_are_found_whatever_their_case_and_module() {
    for word in [
        "Conv2D",
        "conv2d",
        "CONV_2D",
        "conv-2d",
        "tf.keras.layers.Conv2D",
    ] {
        let found = find(KINDS, word).map(|foreign| foreign.word);
        assert_eq!(found, Some("Conv2D"), "{word}");
    }
    for word in ["Conv2d", "nn.Conv2d", "torch.nn.Conv2d"] {
        let found = find(KINDS, word).map(|foreign| foreign.tool);
        assert_eq!(found, Some("PyTorch"), "{word}");
    }
    for word in ["1.5", ".", "nn.", "", "conv2", "a.b"] {
        assert!(find(KINDS, word).is_none(), "{word}");
    }
}

#[test]
fn options_of_a_kind_of_another_tool_are_checked_at_once() {
    let step = "{Conv2D: 8, kernel_size: 3, strides: 2, padding: SAME}";
    let expected = [
        ("unknown kind `Conv2D`", "did you mean `conv`"),
        ("unknown value `SAME` of `padding`", "did you mean `same`?"),
        (
            "unknown option `kernel_size` in `conv`",
            "did you mean `kernel`",
        ),
        (
            "unknown option `strides` in `conv`",
            "did you mean `stride`",
        ),
    ];
    let found = mistakes(&in_layers(step));
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (title, help) in expected {
        let said = |(got, helped): &(String, String)| got == title && helped.starts_with(help);
        assert!(found.iter().any(said), "{title} in {found:?}");
    }
    // A kind without an argument is told once, and a word alone has no options.
    for step in ["{BatchNorm2d: 6}", "{BatchNormalization: true}", "Conv2D"] {
        assert_eq!(mistakes(&in_layers(step)).len(), 1, "{step}");
    }
    let found = mistakes(&in_layers("{LRN: {local_size: 5}}"));
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn a_depthwise_convolution_keeps_its_kernel() {
    for (step, help) in [
        (
            "{depthwise_conv: 6, kernel: 5}",
            "leave the argument out: `depthwise_conv: {}`",
        ),
        (
            "{DepthwiseConv2D: 6, kernel_size: [5, 1]}",
            "did you mean `x: {depthwise_conv: {kernel: [5, 1]}}`",
        ),
        (
            "{DepthwiseConv2D: [5, 1], strides: 2}",
            "did you mean `x: {depthwise_conv: {kernel: [5, 1]}}`",
        ),
        (
            "{depthwise_conv: 7}",
            "write `{depthwise_conv: {kernel: 7}}`",
        ),
    ] {
        let found = mistakes(&in_layers(step));
        assert!(found[0].1.starts_with(help), "{step}: {found:?}");
    }
}

#[test]
fn helps_keep_what_the_user_has_written() {
    let input = |sizes: &str| format!("{}input: {sizes}\nlayers: {{x: flatten}}\n", head("input"));
    let list = |item: &str| format!("{}layers:\n  - {item}\n", head(""));
    let key = |text: &str| in_file(text);
    for (text, help) in [
        (
            in_layers("{conv: 8, kernel: 3, no_bias: true}"),
            "write `bias: false`",
        ),
        (
            in_layers("{conv: 8, kernel: 3, no_bias: false}"),
            "write `bias: true`",
        ),
        (key("preprocess: {raw_scale: 255}"), "leave this key out"),
        (key("budget: {params: \"1,5M\"}"), "write `1.5M`"),
        (key("budget: {gmacs: 1.5}"), "write `macs: 1.5G`"),
        (key("budget: {mmacs: 300M}"), "write `macs: 300M`"),
        (key("budget: {mflops: 300}"), "did you mean `macs: 300M`?"),
        (
            key("published: {GFLOPs: 1.5}"),
            "did you mean `macs: 1.5G`?",
        ),
        (
            input("{size: 28, channels: 1}"),
            "write `input: {height: 28, width: 28, channels: 1}`",
        ),
        (
            input("{shape: [28, 20], c: 1}"),
            "write `input: {height: 28, width: 20, channels: 1}`",
        ),
        (
            input("{size: 28}"),
            "write `input: {height: 28, width: 28, channels: 3}`",
        ),
        (
            list("Conv2D: {filters: 64, kernel_size: 3}"),
            "`conv1: {conv: 64, kernel: 3}`",
        ),
        (
            list("{Conv2D: 64, kernel_size: 3}"),
            "`conv1: {conv: 64, kernel: 3}`",
        ),
        (
            list("stem: {conv: 64, kernel: 3}"),
            "`stem: {conv: 64, kernel: 3}`",
        ),
        (list("join: {add: [a, b]}"), "`join: {add: [a, b]}`"),
        (list("Concatenate: [a, b]"), "`concat1: {concat: [a, b]}`"),
        (
            list("bn: {batch_norm: {epsilon: 0.1}}"),
            "`bn: {batch_norm: {epsilon: 0.1}}`",
        ),
        (list("LRN: {local_size: 5}"), "`lrn1: {lrn: {size: 5}}`"),
        (list("BatchNorm2d: 6"), "`batch_norm1: batch_norm`"),
        (
            in_layers("{MaxPool: {kernel_shape: [3, 3], ceil_mode: 1, auto_pad: SAME_UPPER}}"),
            "`{max_pool: [3, 3], ceil: true, padding: same}`",
        ),
        (
            in_layers("{Conv: {kernel_shape: 3, auto_pad: NOTSET, pads: [1, 1, 1, 1]}}"),
            "`{conv: (filters), kernel: 3, padding: [1, 1, 1, 1]}`",
        ),
        (
            in_layers("{Conv: {kernel_shape: 3, pads: 1, auto_pad: SAME_UPPER}}"),
            "`{conv: (filters), kernel: 3, padding: 1}`",
        ),
        (
            in_layers("{UpSampling2D: {size: [2, 2], interpolation: bilinear}}"),
            "`{upsample: [2, 2], mode: bilinear}`",
        ),
        (
            in_layers("{Upsample: {size: [8, 8], mode: linear, align_corners: true}}"),
            "`{upsample: {size: [8, 8]}, mode: bilinear, coordinates: align_corners}`",
        ),
        (
            in_layers("{DepthToSpace: {blocksize: 3, mode: CRD}}"),
            "`{depth_to_space: 3, order: crd}`",
        ),
        (
            in_layers("{PixelShuffle: {upscale_factor: 2}}"),
            "write `depth_to_space: 2` with",
        ),
        (
            in_layers("{Slice: [0, 3]}"),
            "`x: {slice: {channels: [0, 3]}}`",
        ),
        (
            in_layers("ChannelShuffle"),
            "`x: {channel_shuffle: {groups: …}}`",
        ),
        (in_layers("GELU"), "write `x: {activation: gelu}`"),
        (
            in_layers("{conv: 8, kernel: 3, gelu: true}"),
            "write `activation: gelu`",
        ),
        (
            in_layers("{activation: softsign}"),
            "there is no `softsign` here; the activations are `none`, `relu`, ",
        ),
        (
            in_layers("{conv: 8, kernel: 3, rrelu: true}"),
            "there is no `rrelu` here; the activations are `none`, `relu`, ",
        ),
        (
            in_layers("{dropout: {keep_prob: 0.8}}"),
            "beside the kind: `{dropout: 0.2}`",
        ),
        (
            in_layers("{conv: {filters: 8, kernel_size: 3, no_bias: true, dtype: f32}}"),
            "beside the kind: `{conv: 8, kernel: 3, bias: false}`",
        ),
    ] {
        let found = mistakes(&text);
        assert!(
            found.iter().any(|(_, said)| said.contains(help)),
            "{help}: {found:?}"
        );
    }
}
