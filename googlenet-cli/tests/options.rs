//! Tests of options of `googlenet classify`: `--batch`, `--labels`, `--quiet`, and images on standard input.

use crate::common::{Finished, Workspace};
use std::fs::File;

const SPEC: &str = "\
format: 1
name: Photo
input: {height: 8, width: 8, channels: 3}
layers:
  flatten: flatten
  classes: {dense: 3, activation: softmax}
";

fn place() -> Workspace {
    let place = Workspace::new();
    place.put("photo.yaml", SPEC);
    for number in 0..7u8 {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 8, 8);
        encoder.set_color(png::ColorType::Rgb);
        let mut writer = encoder.write_header().expect("a header");
        let pixels: Vec<u8> = (0..192u8).map(|at| at.wrapping_mul(number + 3)).collect();
        writer.write_image_data(&pixels).expect("pixels");
        writer.finish().expect("an end");
        place.put(&format!("{number}.png"), bytes);
    }
    place
}

fn classify(place: &Workspace, words: &str) -> Finished {
    let words = format!("classify photo.yaml --seed 1 {words}");
    place.run(&words.split_whitespace().collect::<Vec<_>>())
}

#[test]
fn images_of_a_batch_have_the_results_of_images_alone() {
    let place = place();
    place.put("3.png", "no image");
    let alone = classify(&place, ". --json --quiet");
    assert_eq!((alone.status, &*alone.err), (Some(1), ""));
    assert_eq!(alone.out.lines().count(), 7);
    for batch in [2, 3, 7, 100] {
        for threads in [1, 3] {
            let words = format!(". --json --quiet --batch {batch} --threads {threads}");
            let together = classify(&place, &words);
            assert_eq!(together.status, Some(1), "{words}");
            assert_eq!(together.out, alone.out, "{words}");
        }
    }
}

#[test]
fn quiet_leaves_errors_alone() {
    let place = place();
    assert_eq!(
        classify(&place, "0.png 1.png --quiet")
            .good()
            .lines()
            .count(),
        8
    );
    assert!(
        classify(&place, "0.png 1.png")
            .err
            .starts_with("2 images in ")
    );
    let err = classify(&place, "0.png none.png -q").err;
    assert!(
        err.starts_with("error: ") && err.lines().count() == 1,
        "{err}"
    );
}

#[test]
fn labels_of_the_command_line_come_first() {
    let place = place();
    place.put("three.txt", "ash\nbeech\nelm\n");
    place.put("two.txt", "ash\nbeech\n");
    let out = classify(&place, "0.png --labels three.txt").good();
    assert!(
        ["ash", "beech", "elm"]
            .iter()
            .all(|name| out.contains(name)),
        "{out}"
    );
    let words = "run photo.yaml --seed 1 --image 0.png --labels three.txt";
    let out = place
        .run(&words.split_whitespace().collect::<Vec<_>>())
        .good();
    assert!(out.contains("  elm"), "{out}");
    for words in [
        "classify photo.yaml --seed 1 0.png",
        "run photo.yaml --seed 1 --image 0.png",
    ] {
        for (file, said) in [
            ("two.txt", "expected 3 lines"),
            ("none.txt", "no such file"),
        ] {
            let words = format!("{words} --labels {file}");
            let err = place
                .run(&words.split_whitespace().collect::<Vec<_>>())
                .bad(1);
            assert!(
                err.contains(&format!("`{file}`")) && err.contains(said),
                "{words}: {err}"
            );
        }
    }
}

#[test]
fn an_image_comes_from_standard_input() {
    let place = place();
    let fed = |words: &str, file: &str| {
        let words: Vec<&str> = words.split_whitespace().collect();
        let mut command = place.command(&words);
        let file = File::open(place.path(file)).expect("a file");
        Finished::of(command.stdin(file).output().expect("the binary starts"))
    };
    let named = classify(&place, "2.png").good();
    let out = fed("classify photo.yaml --seed 1 -", "2.png").good();
    assert_eq!(out, named.replace("2.png", "<stdin>"));
    let err = fed("classify photo.yaml --seed 1 -", "photo.yaml").bad(1);
    assert!(err.contains("`<stdin>`"), "{err}");
    fed("run photo.yaml --seed 1 --image -", "2.png").good();
}
