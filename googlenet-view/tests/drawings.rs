//! Tests of the formats: snapshots of the small specs, and the same bytes in every run for all specs.

mod common;

use common::{root, spec, specs};
use googlenet_dsl::graph::{Graph, INPUT, Layer};
use googlenet_dsl::op::{Add, Concat, Dropout, Input};
use googlenet_dsl::tree::Item;
use googlenet_view::outline::{Outline, Part};
use googlenet_view::text::{Weight, width};
use googlenet_view::{ColorBy, Direction, Error, Plot};

#[test]
fn small_specs_are_kept() {
    for (name, text, compiled) in specs() {
        if !name.ends_with("_small") {
            continue;
        }
        let plot = Plot::new(&compiled.graph)
            .items(&compiled.items)
            .source(text);
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("{name}.svg"), plot.svg().expect("a drawing"));
            let turned = plot.clone().collapse().direction(Direction::LeftRight).color_by(ColorBy::Macs);
            insta::assert_snapshot!(format!("{name}.collapsed.svg"), turned.svg().expect("a drawing"));
            insta::assert_snapshot!(format!("{name}.dot"), plot.dot().expect("a drawing"));
            insta::assert_snapshot!(format!("{name}.mermaid"), plot.mermaid().expect("a drawing"));
        });
    }
}

#[test]
fn the_same_bytes_every_time() {
    for (name, text, compiled) in specs() {
        let plot = || {
            Plot::new(&compiled.graph)
                .items(&compiled.items)
                .source(text.clone())
        };
        assert_eq!(plot().svg(), plot().svg(), "{name}");
        assert_eq!(plot().html(), plot().html(), "{name}");
        assert_eq!(plot().dot(), plot().dot(), "{name}");
        assert_eq!(plot().mermaid(), plot().mermaid(), "{name}");
    }
}

/// At any resolution the pixels along the four edges of a PNG are white.
#[test]
#[cfg(feature = "png")]
fn a_png_is_white_to_its_edges() {
    let (_, compiled) = spec("nested_small");
    for dpi in [37, 96, 101] {
        let plot = Plot::new(&compiled.graph).items(&compiled.items);
        let bytes = plot.png(dpi).expect("a drawing");
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes))
            .read_info()
            .expect("a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        let frame = reader.next_frame(&mut pixels).expect("pixels");
        let (width, height) = (frame.width as usize, frame.height as usize);
        let edge = (0..width)
            .flat_map(|x| [(x, 0), (x, height - 1)])
            .chain((0..height).flat_map(|y| [(0, y), (width - 1, y)]));
        for (x, y) in edge {
            let at = (y * width + x) * 3;
            assert_eq!(pixels[at..at + 3], [255; 3], "{x}, {y} at {dpi} dpi");
        }
    }
}

/// The drawings in `assets/`, which the README shows, are those that this crate makes.
#[test]
fn the_drawings_of_the_readme() {
    let (_, compiled) = spec("inception_v1");
    let plot = Plot::new(&compiled.graph).items(&compiled.items);
    let module = plot.clone().expand("inception_3a");
    checked_in(
        "inception_v1_collapsed.svg",
        &plot.collapse().svg().expect("a drawing"),
    );
    checked_in("inception_v1_3a.svg", &module.svg().expect("a drawing"));
}

fn checked_in(name: &str, made: &str) {
    let path = root().join("assets").join(name);
    if std::env::var_os("GOOGLENET_UPDATE").is_some() {
        std::fs::write(&path, made).expect("written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let same = kept == made;
    assert!(
        same,
        "assets/{name} is not what the program makes; `GOOGLENET_UPDATE=1 cargo test` writes it anew"
    );
}

/// The SVG contains all texts, and none that the options omit.
#[test]
fn options_leave_out_what_they_say() {
    let (_, compiled) = spec("inception_v1");
    let plot = Plot::new(&compiled.graph).items(&compiled.items);
    let svg = |plot: &Plot| plot.svg().expect("a drawing");
    let all = svg(&plot);
    assert!(all.contains(">conv_3x3_reduce</text>") && all.contains(">28\u{d7}28\u{d7}256</text>"));
    let shapes = svg(&plot.clone().hide_shapes());
    assert!(
        shapes.contains(">conv_3x3_reduce</text>") && !shapes.contains("\u{d7}28\u{d7}256</text>")
    );
    let names = svg(&plot.clone().hide_names());
    assert!(
        !names.contains(">conv_3x3_reduce</text>")
            && names.contains(">conv 3\u{d7}3 \u{b7} relu</text>")
    );
    let macs = svg(&plot.clone().color_by(ColorBy::Macs));
    assert!(macs.contains(">346,816,512 MACs</text>") && macs.contains("fill=\"#e65a4a\""));
    let collapsed = svg(&plot.clone().collapse());
    assert!(collapsed.contains(">inception_5b</text>") && !collapsed.contains(">conv_1x1</text>"));
    let one = svg(&plot.clone().expand("inception_4c"));
    assert_eq!(one.matches(">conv_1x1</text>").count(), 1);
    let error = plot
        .expand("inception_4x")
        .svg()
        .expect_err("no such module");
    assert!(
        error.to_string().contains("did you mean `inception_4"),
        "{error}"
    );
}

/// The paths of layers give the same modules as the structure of the description.
#[test]
fn outlines_agree_with_the_files_groups() {
    for (name, _, compiled) in specs() {
        // The structure of the description includes the heads that exist only in training.
        let graph = compiled.graph.training();
        let outline = Outline::new(&graph);
        let mut paths = Vec::new();
        groups(&compiled.items, "", &mut paths);
        for (path, layers) in &paths {
            let Some(group) = outline.find_group(path) else {
                // A step whose layers follow one another is one card, and no module.
                let id = graph.find(path).expect("a layer");
                let card = &outline.cards[outline.card_of[id]];
                assert_eq!(card.layers.len(), *layers, "{name}: {path}");
                continue;
            };
            assert_eq!(
                outline.groups[group].layers.len(),
                *layers,
                "{name}: {path}"
            );
        }
        let known = outline
            .groups
            .iter()
            .all(|group| paths.iter().any(|(path, _)| *path == group.path));
        assert!(known, "{name}: a module that the file does not have");
        let mut seen = vec![0; graph.len()];
        for card in &outline.cards {
            for layer in card.layers.clone() {
                seen[layer] += 1;
            }
        }
        assert!(
            seen.iter().all(|times| *times == 1),
            "{name}: every layer on one card"
        );
        assert!(
            outline.top.contains(&Part::Card(0)),
            "{name}: the input is in no module"
        );
    }
}

fn groups(items: &[Item], prefix: &str, paths: &mut Vec<(String, usize)>) -> usize {
    let mut layers = 0;
    for item in items {
        layers += match item {
            Item::Layer { .. } => 1,
            Item::Group(group) => {
                let path = match prefix {
                    "" => group.field.clone(),
                    _ => format!("{prefix}.{}", group.field),
                };
                let place = paths.len();
                paths.push((path.clone(), 0));
                let inside = groups(&group.items, &path, paths)
                    + groups(&group.after, &path, paths)
                    + usize::from(group.join.is_some());
                paths[place].1 = inside;
                inside
            }
            _ => googlenet_dsl::no_other_variant!(Item, 2),
        };
    }
    layers
}

/// The table of widths is that of the font file.
#[test]
fn letters_are_as_wide_as_in_the_font() {
    for (weight, file) in [(Weight::Regular, "Regular"), (Weight::SemiBold, "SemiBold")] {
        let path = root().join(format!("googlenet-view/font/Inter-{file}.ttf"));
        let bytes = std::fs::read(path).expect("the font");
        let face = ttf_parser::Face::parse(&bytes, 0).expect("a font");
        assert!(face.weight().to_number() == weight.css());
        for letter in (' '..='~').chain("\u{d7}\u{b7}\u{2192}\u{2212}\u{2026}".chars()) {
            let glyph = face.glyph_index(letter).expect("the font has the letter");
            let advance = f64::from(face.glyph_hor_advance(glyph).expect("an advance"));
            assert_eq!(
                width(&letter.to_string(), 2048.0, weight),
                advance,
                "{letter:?}"
            );
        }
    }
}

fn layer(name: String, op: impl Into<googlenet_dsl::op::Op>, inputs: Vec<usize>) -> Layer {
    Layer {
        name: name.into(),
        op: op.into(),
        inputs: inputs.into(),
        line: 1,
        source: None,
    }
}

fn empty() -> Graph {
    let input = layer(INPUT.to_owned(), Input { size: [2, 2, 1] }, Vec::new());
    Graph::new("Large", input).expect("an input")
}

/// Every network, however large, is drawn or refused with an error.
#[test]
fn large_networks_are_drawn_or_refused() {
    // Sums of earlier sums: parallel parts that nest as deep as there are layers.
    let mut nested = empty();
    for at in 1..2000usize {
        let inputs = vec![at - 1, at.saturating_sub(3)];
        nested
            .push(layer(
                format!("s{at}"),
                Add {
                    scale: Vec::new().into(),
                },
                inputs,
            ))
            .expect("a sum");
    }
    assert!(nested.len() == 2000 && Plot::new(&nested).drawing().is_ok());
    // Each layer reads many of the earlier ones, so that there are more bends of wires than the limit.
    let mut dense = empty();
    for at in 1..600 {
        let inputs: Vec<usize> = (0..at).rev().step_by(1 + at / 64).collect();
        let op: googlenet_dsl::op::Op = match inputs.len() {
            1 => Dropout { rate: 0.5 }.into(),
            _ => Add {
                scale: Vec::new().into(),
            }
            .into(),
        };
        dense
            .push(layer(format!("s{at}"), op, inputs))
            .expect("a sum");
    }
    let error = Plot::new(&dense).drawing().expect_err("too many bends");
    assert!(matches!(error, Error::TooLarge { .. }), "{error}");
    let mut long = empty();
    for at in 1..20_001 {
        long.push(layer(format!("s{at}"), Dropout { rate: 0.5 }, vec![at - 1]))
            .expect("a layer");
    }
    let error = Plot::new(&long).svg().expect_err("too many layers");
    assert_eq!(
        error.to_string(),
        "the network is too large for a drawing: more than 20000 layers"
    );
    // Very many branches; the second time one more layer reads two of them, so that the level is drawn in ranks.
    for others in [0, 1] {
        let mut wide = empty();
        let drop = || Dropout { rate: 0.5 };
        for at in 1..=3000 {
            wide.push(layer(format!("s{at}"), drop(), vec![0]))
                .expect("a layer");
        }
        let sum = || Add {
            scale: Vec::new().into(),
        };
        for _ in 0..others {
            wide.push(layer("two".to_owned(), sum(), vec![1, 3000]))
                .expect("a sum");
        }
        wide.push(layer(
            "all".to_owned(),
            sum(),
            (1..=3000 + others).collect(),
        ))
        .expect("a sum");
        let drawing = Plot::new(&wide).drawing().expect("a drawing");
        assert_eq!(drawing.wires.iter().any(|wire| wire.in_ranks), others > 0);
    }
    // Modules that nest deeper than the limit.
    let mut deep = empty();
    for at in 1..200 {
        let path = vec!["m"; at].join(".") + &format!(".s{at}");
        deep.push(layer(path, Dropout { rate: 0.5 }, vec![at - 1]))
            .expect("a layer");
    }
    assert!(Plot::new(&deep).html().is_ok());
}

/// Names with special characters are escaped in every format.
#[test]
fn names_are_escaped() {
    let evil = "a\"<b>&'\\\n\u{0}</script>`#;--\u{fffe}";
    let mut graph = empty();
    graph
        .push(layer(evil.to_owned(), Concat {}, vec![0, 0]))
        .expect("a layer");
    let plot = Plot::new(&graph).source(evil);
    let svg = plot.svg().expect("a drawing");
    assert!(
        !svg.contains("<b>")
            && svg.contains("a&quot;&lt;b&gt;&amp;&#39;\\\u{fffd}\u{fffd}&lt;/script&gt;")
    );
    assert!(!plot.html().expect("a page").contains("<b>"));
    assert!(plot.dot().expect("a graph").contains(r#"a\"<b>&'\\"#));
    assert!(!plot.mermaid().expect("a chart").contains("<b>&"));
}
