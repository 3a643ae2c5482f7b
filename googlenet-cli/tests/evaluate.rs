//! Tests of `googlenet evaluate` and `googlenet explain`.

use crate::common::{Workspace, png};
use crate::learning::{self, archive, folders, place, train};
use googlenet_interop::npz::Writer;
use serde_json::Value;

fn trained() -> Workspace {
    let place = place();
    train(&place, "--data bars.npz --epochs 8 -o run").good();
    place
}

fn object(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn an_evaluation_counts_and_draws() {
    let place = trained();
    folders(&place, "test", &["along", "down", "over"], 4);
    // Two images lie in the folder of another class.
    for number in [7, 8] {
        let rgb: Vec<u8> = learning::pixels(2, number)
            .into_iter()
            .flat_map(|pixel| [pixel; 3])
            .collect();
        place.put(&format!("test/along/{number}.png"), png([8, 8], &rgb));
    }
    place.put("test/over/text.png", "no image");
    let words = "evaluate bars.yaml --weights run/best.safetensors --data test --quiet --threads 2";
    let done = place.words(&format!("{words} --json -o r.html --confusion c.svg"));
    assert_eq!(done.status, Some(0), "{}", done.err);
    let report = object(&done.out);
    assert_eq!(
        (report["images"].as_u64(), report["left_out"].as_u64()),
        (Some(14), Some(1))
    );
    let matrix: Vec<Vec<u64>> =
        serde_json::from_value(report["confusion"].clone()).expect("a matrix");
    let sum: u64 = matrix.iter().flatten().sum();
    let right: u64 = (0..3).map(|class| matrix[class][class]).sum();
    assert_eq!(sum, 14);
    assert_eq!(
        report["top_1"].as_f64(),
        serde_json::from_str(&format!("{:.6}", right as f64 / 14.0)).ok()
    );
    assert!(matrix[0][2] >= 1, "{matrix:?}");
    assert_eq!(report["top_5"], 1.0, "of three classes all are among five");
    assert_eq!(report["classes"][1]["label"], "down");
    let page = String::from_utf8(place.get("r.html")).expect("UTF-8");
    assert!(
        page.contains("data:image/png;base64,"),
        "thumbnails of the mistakes"
    );
    assert!(place.get("c.svg").starts_with(b"<svg"));
    let one = place.words(&format!(
        "{} --threads 1 --json",
        words.replace(" --threads 2", "")
    ));
    let drop = |mut report: Value| {
        report["seconds"] = Value::Null;
        report
    };
    assert_eq!(
        drop(object(&one.out)),
        drop(report),
        "the same on any number of threads"
    );
    let text = place.words(words).out;
    assert!(
        text.starts_with("Bars: 14 images, top-1 ") && text.contains("\ndown "),
        "{text}"
    );
}

#[test]
fn the_part_of_the_data_is_told() {
    let place = trained();
    let pixels = |count: usize| -> Vec<f32> {
        let pixels = (0..count).flat_map(|number| learning::pixels(number % 3, number));
        pixels.map(|pixel| f32::from(pixel) / 255.0).collect()
    };
    let parts = [("train", 9), ("val", 6), ("test", 3)];
    for (count, said) in [(1, None), (2, Some("validation")), (3, Some("test"))] {
        let mut archive = Writer::new(Vec::new());
        for (part, images) in &parts[..count] {
            let labels: Vec<i64> = (0..*images).map(|image| image % 3).collect();
            let size = *images as usize;
            archive
                .array(&format!("x_{part}"), &[size, 8, 8], &pixels(size))
                .expect("an array");
            archive
                .integers(&format!("y_{part}"), &[size], &labels)
                .expect("an array");
        }
        place.put("parts.npz", archive.finish().expect("an archive"));
        let words = "evaluate bars.yaml --weights run/best.safetensors --data parts.npz --quiet";
        assert_eq!(
            object(&place.words(&format!("{words} --json")).good())["part"].as_str(),
            said
        );
        let text = place.words(words).good();
        let part = said.map_or(String::new(), |part| format!("{part} "));
        let start = format!("Bars: {} {part}images, top-1 ", parts[count - 1].1);
        assert!(text.starts_with(&start), "{text}");
    }
}

#[test]
fn losses_are_those_of_the_labels() {
    let place = trained();
    let words = "--weights run/best.safetensors --data bars.npz --quiet --threads 1 --json";
    let loss = |spec: &str| {
        let report = object(&place.words(&format!("evaluate {spec} {words}")).good());
        report["loss"].as_f64().expect("a loss")
    };
    let of_probabilities = loss("bars.yaml");
    place.put(
        "scores.yaml",
        learning::SPEC.replace(", activation: softmax", ""),
    );
    let of_scores = loss("scores.yaml");
    assert!(
        (of_probabilities - of_scores).abs() < 1e-6 + 1e-4 * of_scores,
        "{of_probabilities} {of_scores}"
    );
}

#[test]
fn what_cannot_be_evaluated_is_told() {
    let place = trained();
    place.put("wide.npz", archive(8, 4));
    for (words, status, said) in [
        (
            "--data none",
            1,
            "cannot use `none` as images with labels: there is no such file",
        ),
        ("--data wide.npz", 1, "expected labels from 0 to 2"),
        (
            "--data bars.npz -o page.txt",
            2,
            "`page.txt` does not end in .html; help: `--output` writes html",
        ),
        (
            "--data bars.npz --confusion c.png",
            2,
            "`c.png` does not end in .svg",
        ),
    ] {
        let err = place
            .words(&format!(
                "evaluate bars.yaml --weights run/best.safetensors {words}"
            ))
            .bad(status);
        assert!(err.contains(said), "{words}: {err}");
    }
    let err = place.words("evaluate bars.yaml --data bars.npz").bad(2);
    assert!(
        err.starts_with("error: `bars.yaml` has no weights; help: "),
        "{err}"
    );
}

/// Returns width, height and type of colours of a PNG.
fn header(bytes: &[u8]) -> (u32, u32, u8) {
    assert!(bytes.starts_with(b"\x89PNG"));
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("4 bytes"));
    (number(16), number(20), bytes[25])
}

#[test]
fn a_heat_map_lies_over_the_image() {
    let place = trained();
    let rgb: Vec<u8> = (0..3 * 300 * 240).map(|at| (at % 251) as u8).collect();
    place.put("large.png", png([300, 240], &rgb));
    folders(&place, "small", &["a", "b", "c"], 1);
    place.put("names.txt", "falling\nrising\nslanting\n");
    let explain = |words: &str| {
        place.words(&format!(
            "explain bars.yaml --weights run/best.safetensors --threads 1 -o heat.png {words}"
        ))
    };
    let out = explain("--image large.png").good();
    assert_eq!(
        header(&place.get("heat.png")),
        (300, 240, 2),
        "the image's size"
    );
    assert!(
        out.starts_with("large.png: what `pool` saw of class "),
        "{out}"
    );
    let out = explain("--image small/b/0.png --json").good();
    assert_eq!(
        header(&place.get("heat.png")),
        (224, 224, 2),
        "28 times as large"
    );
    let answer = object(&out);
    assert_eq!(answer["class"]["index"], 1, "{out}");
    assert_eq!(answer["top"].as_array().map(Vec::len), Some(3));
    // The map of a class that speaks against all that is there is empty.
    let mut maps = std::collections::HashSet::new();
    for class in ["fall", "rising", "2"] {
        for layer in ["conv", "pool"] {
            explain(&format!(
                "--image small/b/0.png --class {class} --labels names.txt --layer {layer}"
            ))
            .good();
            maps.insert(place.get("heat.png"));
        }
    }
    assert!(maps.len() >= 3, "{} different maps", maps.len());
    explain("--image small/b/0.png --saliency").good();
    assert_eq!(header(&place.get("heat.png")), (224, 224, 0), "grey");
    for (words, status, said) in [
        (
            "--layer cnv",
            1,
            "the network has no layer `cnv`; did you mean `conv`?",
        ),
        (
            "--layer classes",
            1,
            "expected a layer with a map of several pixels, got `classes` of 1x1x3",
        ),
        (
            "--class 3",
            1,
            "there is no class 3; help: the classes are those from 0 to 2",
        ),
        (
            "--class cat",
            1,
            "there is no class `cat`, as the network's classes have no names",
        ),
        (
            "--class ing --labels names.txt",
            1,
            "several classes are called like `ing`: `falling`, `rising`",
        ),
        (
            "--class risin --labels nothing.txt",
            1,
            "cannot use the labels `nothing.txt`",
        ),
        ("--saliency --layer conv", 2, "cannot be used with"),
    ] {
        let err = explain(&format!("--image small/b/0.png {words}")).bad(status);
        assert!(err.contains(said), "{words}: {err}");
    }
}
