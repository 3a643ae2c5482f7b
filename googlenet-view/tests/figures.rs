//! Tests of figures for slides and papers: one module alone, folded runs, sizes, titles, legends, themes and PDF.

mod common;

use common::spec;
use googlenet_dsl::compile_text;
use googlenet_view::{Background, ColorBy, Error, Legend, Plot, Theme};
use std::collections::BTreeSet;

fn plot(name: &str) -> Plot {
    let (text, compiled) = spec(name);
    Plot::new(&compiled.graph)
        .items(&compiled.items)
        .source(text)
}

/// Returns the paths of all boxes and expanded modules.
fn paths(plot: &Plot) -> Vec<String> {
    let drawing = plot.drawing().expect("a drawing");
    let boxes = drawing.boxes.into_iter().map(|shown| shown.path);
    let modules = drawing.modules.into_iter().map(|module| module.path);
    boxes.chain(modules).collect()
}

fn refused(plot: &Plot) -> String {
    plot.drawing().expect_err("no such module").to_string()
}

#[test]
fn a_module_is_drawn_with_its_inputs() {
    let whole = plot("inception_v1");
    let module = whole.clone().module("inception_3b");
    let drawn = paths(&module);
    assert_eq!(drawn.len(), 10, "{drawn:?}");
    assert_eq!(drawn[0], "inception_3a");
    let others = drawn[1..]
        .iter()
        .all(|path| path.starts_with("inception_3b"));
    assert!(others, "{drawn:?}");
    let first = module.drawing().expect("a drawing").boxes.remove(0);
    assert!(!first.is_module && first.layers == (0..1));
    let svg = module.svg().expect("a drawing");
    assert!(svg.contains("<title>InceptionV1 \u{b7} inception_3b</title>"));
    assert!(svg.contains("<desc>8 layers \u{b7} 388,736 parameters"));
    // A block is its first use. What is asked for is not collapsed.
    let block = paths(&whole.clone().module("inception").collapse());
    assert!(block.contains(&"inception_3a.conv_1x1".to_owned()));
    assert!(module.dot().expect("text").contains("conv_5x5_reduce"));
    assert!(module.mermaid().expect("text").contains("conv_5x5_reduce"));
    let page = module.html().expect("a page");
    assert!(page.contains("inception_3b") && !page.contains("\"family\":\"module\""));
}

#[test]
fn a_module_may_read_several_layers_or_vectors() {
    let text = "\
format: 1
name: Vectors
input: {height: 4, width: 4, channels: 3}
blocks:
  twice:
    layers:
      a: {dense: 8}
      b: {dense: 8}
layers:
  flat: flatten
  one: twice
  two: twice
";
    let network = compile_text("vectors.yaml", text).expect("a network");
    let vectors = Plot::new(&network.graph).items(&network.items);
    let drawing = vectors.module("two").drawing().expect("a drawing");
    assert_eq!(drawing.boxes.len(), 3);
    let shown: Vec<String> = drawing
        .texts(&drawing.boxes[0])
        .into_iter()
        .map(|text| text.text)
        .collect();
    assert_eq!(shown, ["one.b", "8"]);
    // One input for each layer that is read, all outside of the module.
    for name in ["nested_small", "heads_small"] {
        let (_, compiled) = spec(name);
        let groups = googlenet_view::outline::Outline::new(&compiled.graph).groups;
        for group in groups {
            let plot = Plot::new(&compiled.graph).module(&*group.path);
            let graph = plot.drawn().expect("a network");
            let inputs = graph.ids().filter(|id| graph.inputs(*id).is_empty());
            let mut reads: BTreeSet<usize> = BTreeSet::new();
            for id in group.layers.clone() {
                reads.extend(compiled.graph.inputs(id));
            }
            reads.retain(|id| !group.layers.contains(id));
            assert_eq!(inputs.count(), reads.len(), "{name}: {}", group.path);
        }
    }
}

#[test]
fn unknown_modules_are_guessed() {
    for (network, name, meant) in [
        ("inception_v1", "3a", "inception_3a"),
        ("inception_v1", "inception_3x", "inception_3a"),
        ("inception_v1", "incepton", "inception"),
        ("inception_resnet_v2", "block35_11", "block35_1"),
        ("inception_resnet_v2", "block", "block8"),
    ] {
        for plot in [plot(network).module(name), plot(network).expand(name)] {
            let error = refused(&plot);
            let hint = format!("there is no module `{name}`; help: did you mean `{meant}`?");
            assert_eq!(error, hint);
        }
    }
    // Without the names of blocks, `block17` is only the beginning of paths.
    let (_, compiled) = spec("inception_resnet_v2");
    let error = refused(&Plot::new(&compiled.graph).expand("block17"));
    assert!(error.ends_with("did you mean `block17_1`?"), "{error}");
    assert_eq!(
        refused(&plot("inception_v1").module("relu")),
        "there is no module `relu`"
    );
    let error = plot("googlenet_paper").module("loss1").drawing();
    assert!(matches!(error, Err(Error::OnlyInTraining { .. })));
    let training = plot("googlenet_paper").training().module("loss1");
    assert_eq!(paths(&training)[0], "inception_4a");
}

#[test]
fn equal_modules_in_a_row_are_folded() {
    let whole = plot("inception_resnet_v2");
    let folded = whole.clone().fold().collapse();
    let drawing = folded.drawing().expect("a drawing");
    let titles: Vec<String> = drawing
        .boxes
        .iter()
        .filter(|shown| shown.is_folded)
        .map(|shown| drawing.texts(shown).remove(0).text)
        .collect();
    // The last `block8` has no activation.
    assert_eq!(
        titles,
        [
            "block35_1\u{2026}10 \u{d7} 10",
            "block17_1\u{2026}20 \u{d7} 20",
            "block8_1\u{2026}9 \u{d7} 9"
        ]
    );
    let drawn = paths(&folded);
    assert!(drawn.contains(&"block8_10".to_owned()) && !drawn.contains(&"block8_9".to_owned()));
    let totals = |plot: &Plot| {
        let heading = plot.drawing().expect("a drawing").heading();
        heading[1].text.clone()
    };
    assert_eq!(totals(&folded), totals(&whole));
    // What is folded is expanded by its own name, too.
    let expanded = paths(&whole.clone().fold().expand("block35_7"));
    assert!(
        expanded.contains(&"block35_1.sum".to_owned()),
        "{expanded:?}"
    );
    for text in [folded.dot(), folded.mermaid(), folded.html()] {
        assert!(text.expect("text").contains("block17_1\u{2026}20"));
    }
    // Modules of other sizes are not equal.
    let other = plot("inception_v1").fold();
    assert_eq!(paths(&other), paths(&plot("inception_v1")));
}

#[test]
fn only_what_reads_nothing_else_is_folded() {
    let folds = |layers: &str| {
        let text = format!(
            "\
format: 1
name: Chain
input: {{height: 8, width: 8, channels: 4}}
layers:
{layers}"
        );
        let network = compile_text("chain.yaml", &text).expect("a network");
        let drawing = Plot::new(&network.graph)
            .items(&network.items)
            .fold()
            .drawing();
        let boxes = drawing.expect("a drawing").boxes;
        let folded = boxes.iter().filter(|shown| shown.is_folded);
        folded.map(|shown| shown.path.clone()).collect::<Vec<_>>()
    };
    let conv = |name: &str, rest: &str| format!("  {name}: {{conv: 4, kernel: 1{rest}}}\n");
    let chain = |rest: [&str; 3]| {
        let names = ["a", "b", "c"];
        let lines = names.iter().zip(rest).map(|(name, rest)| conv(name, rest));
        lines.collect::<String>()
    };
    let same = chain(["", "", ""]);
    assert_eq!(folds(&same), ["a"]);
    let last = chain([", activation: relu", "", ""]);
    assert_eq!(folds(&last), ["b"]);
    // The first of the equal ones reads more channels.
    let more = same.replace("a: {conv: 4", "a: {conv: 5");
    assert_eq!(folds(&format!("{more}{}", conv("d", ""))), ["c"]);
    // The sum reads a result in the middle of the chain.
    let read = format!("{same}  sum: {{add: [b, c]}}\n");
    assert_eq!(folds(&read), ["a"]);
    let read = format!("{same}  sum: {{add: [a, c]}}\n");
    assert_eq!(folds(&read), ["b"]);
}

/// Letters are outlines, which need no font and no fitting, and every outline that is used is there.
#[test]
fn text_is_outlines() {
    let svg = plot("inception_v1").svg().expect("a drawing");
    assert!(!svg.contains("textLength") && !svg.contains("<style"));
    let between = |begin: &str| -> BTreeSet<String> {
        let parts = svg.split(begin).skip(1);
        parts
            .map(|part| part.split('"').next().unwrap_or_default().to_owned())
            .collect()
    };
    let (defined, used) = (between(" id=\""), between("xlink:href=\"#"));
    assert!(used.is_subset(&defined), "{:?}", used.difference(&defined));
    assert!(used.len() > 50 && svg.contains("fill-opacity=\"0\""));
    // Another font has letters that this one lacks.
    let title = "\u{795e}\u{7d4c}";
    let svg = plot("labels_small").title(title).svg().expect("a drawing");
    let shown = svg.find(&format!(">{title}</text>")).expect("the title");
    assert!(svg[..shown].rfind("<text fill=\"#0f172a\"") > svg[..shown].rfind("<use"));
}

#[test]
fn sizes_titles_and_legends() {
    let plot = plot("inception_v1").collapse();
    let drawing = plot.drawing().expect("a drawing");
    let svg = plot.clone().width(800).svg().expect("a drawing");
    let height = drawing.height * 800.0 / drawing.width;
    assert!(svg.contains(&format!(" width=\"800\" height=\"{}", height as u32)));
    assert!(svg.contains(&format!("viewBox=\"0 0 {} ", drawing.width)));
    let heading = |plot: &Plot| {
        let texts = plot.drawing().expect("a drawing").heading();
        texts.into_iter().map(|text| text.text).collect::<Vec<_>>()
    };
    let titled = heading(&plot.clone().title("Figure 1"));
    assert_eq!(titled[0], "Figure 1");
    assert!(titled.contains(&"module".to_owned()));
    let bare = plot.clone().title("").legend(Legend::Never);
    assert!(heading(&bare).is_empty());
    assert!(heading(&bare.clone().color_by(ColorBy::Macs)).is_empty());
    let bare = bare.drawing().expect("a drawing");
    assert!(bare.height < drawing.height - 60.0);
    let mermaid = plot.mermaid().expect("text");
    assert!(mermaid.contains(":::module") && !mermaid.contains("legend"));
    for plot in [plot.clone(), plot.color_by(ColorBy::Macs)] {
        let plot = plot.legend(Legend::Always).title("A \"title\"");
        let dot = plot.dot().expect("text");
        assert!(dot.contains("cluster_legend") && dot.contains("label=\"A \\\"title\\\"\""));
        let mermaid = plot.mermaid().expect("text");
        assert!(mermaid.starts_with("---\ntitle: \"A \\\"title\\\"\"\n---\nflowchart TB\n"));
        assert!(mermaid.contains("subgraph legend"));
    }
}

/// A legend that is wider than boxes and title has several rows, and makes no drawing wider.
#[test]
fn long_legends_are_wrapped() {
    let narrow = plot("inception_resnet_v2").fold().collapse().title("V2");
    let bare = narrow.clone().legend(Legend::Never);
    let [with, without] = [&narrow, &bare].map(|plot| plot.drawing().expect("a drawing"));
    assert_eq!(with.width, without.width);
    let heading = with.heading();
    let words = &heading[2..];
    let [first, last] = [&words[0], &words[words.len() - 1]];
    assert!(words.len() == 7 && last.y > first.y);
    assert_eq!(with.height - without.height, 24.0 + last.y - first.y);
    for word in words {
        assert!(word.x + word.width() <= with.width - 24.0, "{}", word.text);
    }
    // A row ends where the next word has no room.
    let rows = words.windows(2).filter(|pair| pair[0].y < pair[1].y);
    for pair in rows {
        assert_eq!(pair[1].x, first.x);
        assert!(pair[0].x + pair[0].width() + 30.0 + pair[1].width() > with.width - 24.0);
    }
    let costs = narrow.color_by(ColorBy::Macs).drawing();
    let heading = costs.expect("a drawing").heading();
    assert_eq!([heading[2].x, heading[2].y], [heading[0].x, heading[3].y]);
}

#[test]
fn themes_and_backgrounds() {
    let plot = plot("labels_small");
    let svg = |plot: &Plot| plot.svg().expect("a drawing");
    let background = |svg: &str| {
        let rect = svg.lines().find(|line| line.starts_with("<rect width="));
        rect.and_then(|rect| rect.split("fill=\"").nth(1))
            .map(|rest| rest[..7].to_owned())
    };
    assert_eq!(background(&svg(&plot)).as_deref(), Some("#ffffff"));
    let dark = plot.clone().theme(Theme::Dark);
    assert_eq!(background(&svg(&dark)).as_deref(), Some("#0b1120"));
    let clear = plot.clone().background(Background::Transparent);
    assert_eq!(background(&svg(&clear)), None);
    let red = plot.background("#c00".parse().expect("a colour"));
    assert_eq!(background(&svg(&red)).as_deref(), Some("#cc0000"));
    for word in ["", "#", "red", "#12345", "#\u{e4}12", "Transparent"] {
        assert!(word.parse::<Background>().is_err(), "{word}");
    }
}

/// Returns the numbers in a text.
fn numbers(text: &str) -> Vec<f64> {
    let parts = text.split(|letter: char| !letter.is_ascii_digit() && !".-".contains(letter));
    parts.filter_map(|part| part.parse().ok()).collect()
}

/// Returns the relative luminance of a colour `#rrggbb` (WCAG 2.1).
fn luminance(color: &str) -> f64 {
    let part = |at: usize| {
        let part = f64::from(u8::from_str_radix(&color[at..at + 2], 16).expect("digits")) / 255.0;
        match part <= 0.04045 {
            true => part / 12.92,
            false => ((part + 0.055) / 1.055).powf(2.4),
        }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

/// Returns the smallest contrast of a text of an SVG with what was drawn below it, and the number of texts.
fn least_contrast(svg: &str) -> (f64, usize) {
    let (mut least, mut texts) = (f64::INFINITY, 0);
    let mut below: Vec<([f64; 4], String)> = Vec::new();
    let attribute = |line: &str, name: &str| {
        let begin = line.split_once(&format!("{name}=\""))?.1;
        begin.split_once('"').map(|(value, _)| value.to_owned())
    };
    for line in svg.lines() {
        let Some(fill) = attribute(line, " fill").filter(|fill| fill.starts_with('#')) else {
            continue;
        };
        if let Some(place) = attribute(line, "transform") {
            let place = numbers(&place);
            let (x, y) = (place[4] + 1.0, place[5] - 3.0);
            let behind = below.iter().rev().find(|([left, top, right, low], _)| {
                (*left..*right).contains(&x) && (*top..*low).contains(&y)
            });
            let (ink, paper) = (luminance(&fill), luminance(&behind.expect("a ground").1));
            least = least.min((ink.max(paper) + 0.05) / (ink.min(paper) + 0.05));
            texts += 1;
        } else if line.starts_with("<rect") {
            let number = |name| attribute(line, name).map_or(0.0, |value| numbers(&value)[0]);
            let (x, y) = (number(" x"), number(" y"));
            let corner = (x + number(" width"), y + number(" height"));
            below.push(([x, y, corner.0, corner.1], fill));
        } else if let Some(path) = attribute(line, " d") {
            let points = numbers(&path.replace('L', " "));
            let (xs, ys) = (points.iter().step_by(2), points.iter().skip(1).step_by(2));
            let ends = |least: f64, value: &f64| least.min(*value);
            let most = |most: f64, value: &f64| most.max(*value);
            let (left, right) = (xs.clone().fold(f64::INFINITY, ends), xs.fold(0.0, most));
            let (top, low) = (ys.clone().fold(f64::INFINITY, ends), ys.fold(0.0, most));
            below.push(([left, top, right, low], fill));
        }
    }
    (least, texts)
}

/// Every text of every drawing has a contrast of at least 4.5 with the colour on which it stands.
#[test]
fn all_text_can_be_read() {
    for name in ["inception_v1", "residual_small", "googlenet_paper"] {
        for color in ColorBy::ALL {
            for theme in Theme::ALL {
                let open = plot(name).training().color_by(*color).theme(*theme);
                for plot in [open.clone(), open.collapse()] {
                    let (contrast, texts) = least_contrast(&plot.svg().expect("a drawing"));
                    assert!(texts > 20, "{texts}");
                    assert!(contrast >= 4.5, "{name} {color:?} {theme:?}: {contrast}");
                }
            }
        }
    }
}

#[test]
#[cfg(feature = "png")]
fn a_png_is_as_wide_as_it_should_be() {
    let plot = plot("labels_small");
    let drawing = plot.drawing().expect("a drawing");
    for width in [100, 641, 1920] {
        let plot = plot.clone().width(width);
        let bytes = plot.png(300).expect("a drawing");
        let reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info();
        let reader = reader.expect("a PNG");
        let [wide, high] = plot.png_size(300).expect("a size");
        let info = reader.info();
        assert_eq!([info.width, info.height].map(u64::from), [wide, high]);
        assert_eq!(info.width, width);
        let height = drawing.height * f64::from(width) / drawing.width;
        assert!((f64::from(info.height) - height).abs() < 1.0);
    }
    let clear = plot.background(Background::Transparent);
    let bytes = clear.png(96).expect("a drawing");
    let reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info();
    let mut reader = reader.expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
    reader.next_frame(&mut pixels).expect("pixels");
    assert_eq!(reader.info().color_type, png::ColorType::Rgba);
    assert_eq!(pixels[3], 0);
    assert!(pixels.chunks(4).any(|pixel| pixel[3] == 255));
}

#[test]
#[cfg(feature = "pdf")]
fn a_pdf_has_one_page_of_vectors() {
    let plot = plot("nested_small")
        .color_by(ColorBy::Macs)
        .title("Gr\u{f6}\u{df}e");
    let bytes = plot.pdf().expect("a drawing");
    assert_eq!(bytes, plot.pdf().expect("a drawing"));
    assert!(bytes.starts_with(b"%PDF-"));
    let text = String::from_utf8_lossy(&bytes);
    assert!(!text.contains("Date") && text.matches("/Type /Page\n").count() == 1);
    let drawing = plot.drawing().expect("a drawing");
    let size = |width: f64, height: f64| format!("/MediaBox [0 0 {width} {height}]");
    assert!(text.contains(&size(drawing.width * 0.75, drawing.height * 0.75)));
    let wide = plot.clone().width(480).pdf().expect("a drawing");
    assert!(String::from_utf8_lossy(&wide).contains("/MediaBox [0 0 480 "));
    // The page's content has a place for each text.
    let mut contents = Vec::new();
    let mut rest = &bytes[..];
    while let Some(at) = rest.windows(8).position(|window| window == b"\nstream\n") {
        rest = &rest[at + 8..];
        let unpacked = miniz_oxide::inflate::decompress_to_vec_zlib(rest);
        contents.extend(
            unpacked
                .ok()
                .map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        );
    }
    let page = contents.iter().find(|content| content.contains("BT\n"));
    let page = page.expect("a page");
    let texts = drawing.heading().len()
        + drawing
            .boxes
            .iter()
            .map(|shown| drawing.texts(shown).len())
            .sum::<usize>()
        + drawing
            .modules
            .iter()
            .map(|module| drawing.title(module).len())
            .sum::<usize>();
    assert_eq!(page.matches(" Tj\n").count(), texts);
    assert_eq!(page.matches("/Scale sh").count(), 1);
    // Pages longer than 14,400 units have larger units.
    let long = self::plot("inception_resnet_v2").pdf().expect("a drawing");
    assert!(String::from_utf8_lossy(&long).contains("/UserUnit "));
}
