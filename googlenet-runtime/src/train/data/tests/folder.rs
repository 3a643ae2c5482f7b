//! Folders of image files.

use super::*;
use crate::image::Image;
use crate::train::data::{LeftOut, Loader, LoaderOptions, Reason, check_training};
use googlenet_dsl::value::training::Augment;
use googlenet_dsl::value::{Color, Preprocess, Resize};
use insta::assert_snapshot;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A PNG of one grey.
fn png(width: u32, height: u32, grey: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().expect("to memory");
    let pixels = vec![grey; width as usize * height as usize];
    writer.write_image_data(&pixels).expect("to memory");
    writer.finish().expect("to memory");
    bytes
}

/// A folder with these files, which are PNGs of 8x8 unless they have content.
fn folder(files: &[(&str, Option<&[u8]>)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        match content {
            _ if name.ends_with('/') => fs::create_dir_all(&path).expect("a folder"),
            Some(content) => fs::write(&path, content).expect("a file"),
            None => fs::write(&path, png(8, 8, 100)).expect("a file"),
        }
    }
    folder
}

fn paths(dataset: &Dataset, folder: &TempDir) -> Vec<String> {
    let name = |index| {
        let name = dataset.name(index).into_owned();
        let below = Path::new(&name)
            .strip_prefix(folder.path())
            .expect("a path below");
        format!("{} {}", dataset.label(index), below.display())
    };
    (0..dataset.len()).map(name).collect()
}

fn shown(folder: &TempDir, text: impl ToString) -> String {
    text.to_string()
        .replace(&folder.path().display().to_string(), "DIR")
}

#[test]
fn folders_are_classes_in_order() {
    let folder = folder(&[
        ("dog/b.png", None),
        ("dog/a.png", None),
        ("Cat/deep/er/x.png", None),
        ("Cat/z.jpg", None),
        ("Cat/.hidden.png", None),
        (".git/config.png", None),
        ("notes.txt", Some(b"of the set")),
    ]);
    let dataset = Dataset::folder(folder.path(), &task([8, 8, 1], 2), 2).expect("two classes");
    let expected = [
        "0 Cat/deep/er/x.png",
        "0 Cat/z.jpg",
        "1 dog/a.png",
        "1 dog/b.png",
    ];
    assert_eq!(paths(&dataset, &folder), expected);
    assert_eq!(dataset.class_names().expect("names"), ["Cat", "dog"]);
    assert!(dataset.left_out().is_empty() && dataset.notes().is_empty());
}

#[test]
fn folders_named_after_labels_are_these_classes() {
    let mut messages: Vec<String> = Vec::new();
    let labels = [
        "n02 dog, hound",
        "n01 cat",
        "bird",
        "n03 crane",
        "n04 crane",
    ]
    .map(str::to_owned);
    let task = task([8, 8, 1], 5).with_labels(labels.clone().into());
    let some = folder(&[
        ("n01/a.png", None),
        ("bird/b.png", None),
        ("dog, hound/c.png", None),
    ]);
    let dataset = Dataset::folder(some.path(), &task, 1).expect("three classes");
    assert_eq!(
        paths(&dataset, &some),
        ["2 bird/b.png", "0 dog, hound/c.png", "1 n01/a.png"]
    );
    assert_eq!(dataset.class_names().expect("names"), labels);

    let said = |names: &[&str]| {
        let files: Vec<String> = names.iter().map(|name| format!("{name}/a.png")).collect();
        let files: Vec<(&str, Option<&[u8]>)> =
            files.iter().map(|file| (file.as_str(), None)).collect();
        let folder = folder(&files);
        let dataset = Dataset::folder(folder.path(), &task, 1);
        shown(
            &folder,
            dataset.map_or_else(
                |error| error.to_string(),
                |dataset| dataset.notes().join("\n"),
            ),
        )
    };
    messages.push(said(&["n01", "birt"]));
    // Two labels have this name.
    messages.push(said(&["n01", "crane", "x"]));
    messages.push(said(&["a", "b"]));
    messages.push(said(&["a", "b", "c", "d", "e"]));
    assert_snapshot!(messages.join("\n"));
}

#[test]
fn folders_that_are_none_of_classes() {
    let mut messages: Vec<String> = Vec::new();
    let said = |files: &[(&str, Option<&[u8]>)]| {
        let folder = folder(files);
        shown(
            &folder,
            said(Dataset::folder(folder.path(), &task([8, 8, 1], 2), 1)),
        )
    };
    messages.push(said(&[]));
    messages.push(said(&[("a.png", None), ("b.png", None)]));
    messages.push(said(&[("train/a/x.png", None), ("val/a/y.png", None)]));
    messages.push(said(&[("a/x.png", None)]));
    let none = Dataset::folder("/there/is/none", &task([8, 8, 1], 2), 1);
    messages.push(super::said(none));
    assert_snapshot!(messages.join("\n"));
}

#[test]
fn broken_files_are_left_out_and_told() {
    let mut messages: Vec<String> = Vec::new();
    let image = |name: &str| fs::read(root().join("tests/images").join(name)).expect("an image");
    let chelsea = fs::read(root().join("assets/chelsea_224.png")).expect("a picture");
    let mut noise = chelsea.clone();
    noise[40_000..40_200].fill(0);
    let (cmyk, grey) = (image("cmyk_adobe.jpg"), image("grey.jpg"));
    let (small, thin) = (png(1, 1, 0), png(2, 200, 0));
    let folder = folder(&[
        ("cat/0.png", Some(&chelsea)),
        ("cat/cmyk.jpg", Some(&cmyk)),
        ("cat/grey.jpg", Some(&grey)),
        ("cat/cut_off.png", Some(&chelsea[..50_000])),
        ("cat/noise.png", Some(&noise)),
        ("cat/empty.jpg", Some(b"")),
        ("cat/notes.txt", Some(b"of the set")),
        ("cat/anim.gif", Some(b"GIF89a\x01\0\x01\0\0\0\0;")),
        ("cat/small.png", Some(&small)),
        ("dog/small.png", Some(&thin)),
        ("ant/fine.png", None),
    ]);
    let task = task([32, 32, 3], 3);
    let dataset = Dataset::folder(folder.path(), &task, 2).expect("three classes");
    let expected = [
        "0 ant/fine.png",
        "1 cat/0.png",
        "1 cat/cmyk.jpg",
        "1 cat/grey.jpg",
    ];
    assert_eq!(paths(&dataset, &folder), expected);
    let reasons: Vec<Reason> = dataset.left_out().iter().map(|file| file.reason).collect();
    let (no_image, broken, tiny) = (Reason::NotAnImage, Reason::Broken, Reason::Tiny);
    assert_eq!(
        reasons,
        [no_image, broken, broken, broken, no_image, tiny, tiny]
    );
    messages.push(shown(
        &folder,
        LeftOut::summary(dataset.left_out()).join("\n"),
    ));
    let faults: Vec<&str> = dataset
        .left_out()
        .iter()
        .map(|file| file.message.as_str())
        .collect();
    messages.push(shown(&folder, faults.join("\n")));
    let error = check_training(&dataset, None, &task, &Augment::default());
    messages.push(shown(&folder, said(error)));

    // A thread more or less finds the same.
    for threads in [0, 1, 5] {
        let again = Dataset::folder(folder.path(), &task, threads).expect("three classes");
        assert_eq!(paths(&again, &folder), expected);
        assert_eq!(again.left_out(), dataset.left_out());
    }
    assert_snapshot!(messages.join("\n"));
}

#[test]
fn training_and_validation_have_the_same_folders() {
    let mut messages: Vec<String> = Vec::new();
    let task = task([8, 8, 1], 2);
    let open = |folder: &TempDir| Dataset::folder(folder.path(), &task, 1).expect("two classes");
    let training = folder(&[("a/x.png", None), ("b/y.png", None)]);
    let check = |validation: &TempDir| {
        let error = check_training(
            &open(&training),
            Some(&open(validation)),
            &task,
            &Augment::default(),
        );
        shown(validation, said(error))
    };
    messages.push(check(&folder(&[("a/x.png", None), ("c/y.png", None)])));
    messages.push(check(&folder(&[("a/x.png", None), ("b/", None)])));
    assert_snapshot!(messages.join("\n"));
}

#[test]
fn inputs_of_validation_are_those_of_classification() {
    let folder = folder(&[]);
    for (class, name) in [("cat", "chelsea_224.png"), ("mug", "coffee_224.png")] {
        fs::create_dir(folder.path().join(class)).expect("a folder");
        let to = folder.path().join(class).join(name);
        fs::copy(root().join("assets").join(name), to).expect("a picture");
    }
    let shape = Shape::Map {
        height: 50,
        width: 61,
        channels: 3,
    };
    for resize in [Resize::None, Resize::Shorter(80), Resize::Exact([70, 90])] {
        let preprocess = Preprocess {
            resize,
            crop: [50, 61],
            color: Color::Bgr,
            scale: 1.0,
            mean: vec![104.0, 117.0, 123.0].into(),
            std: vec![1.0, 2.0, 3.0].into(),
        };
        let task = Task::new(shape, Some(preprocess.clone()), 2);
        let dataset = Dataset::folder(folder.path(), &task, 1).expect("two classes");
        let mut loader =
            Loader::new(&dataset, &task, LoaderOptions::in_order(2)).expect("a loader");
        let batch = loader.next_batch().expect("images").expect("a batch");
        let mut expected = Vec::new();
        for index in 0..2 {
            let image = dataset.image(index).expect("a picture").expect("an image");
            expected.extend(image.input(&preprocess).expect("an input"));
        }
        assert!(batch.images == expected, "{resize:?}");
    }
}

#[test]
fn files_that_go_away_are_told_once() {
    let mut messages: Vec<String> = Vec::new();
    let files = ["a/0.png", "a/1.png", "a/2.png", "b/3.png", "b/4.png"];
    let files: Vec<(&str, Option<&[u8]>)> = files.iter().map(|file| (*file, None)).collect();
    let folder = folder(&files);
    let task = task([8, 8, 1], 2);
    let dataset = Dataset::folder(folder.path(), &task, 1).expect("two classes");
    fs::remove_file(folder.path().join("a/1.png")).expect("a file");
    fs::write(folder.path().join("b/4.png"), &png(8, 8, 1)[..40]).expect("a file");
    let options = LoaderOptions {
        epochs: Some(2),
        ..LoaderOptions::in_order(4).with_threads(0)
    };
    let mut loader = Loader::new(&dataset, &task, options).expect("a loader");
    for _ in 0..2 {
        let batch = loader.next_batch().expect("images").expect("a batch");
        assert_eq!(
            (batch.indices, batch.labels),
            (&[0, 2, 3][..], &[0, 0, 1][..])
        );
        assert_eq!(batch.images.len(), 3 * 64);
        let error = loader
            .next_batch()
            .map(|_| ())
            .expect_err("only a broken file");
        messages.push(shown(&folder, error));
    }
    assert!(loader.next_batch().expect("the end").is_none());
    let problems = loader.take_problems();
    let faults: Vec<&str> = problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    messages.push(shown(&folder, faults.join("\n")));
    assert!(loader.take_problems().is_empty());
    assert_snapshot!(messages.join("\n"));
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_end() {
    use std::os::unix::fs::symlink;
    let folder = folder(&[("a/x.png", None), ("b/deep/y.png", None)]);
    let link = |to: &Path, name: &str| symlink(to, folder.path().join(name)).expect("a link");
    // The folder of all classes is none of the class that it is linked from.
    link(folder.path(), "b/deep/up");
    link(Path::new("/"), "b/root");
    link(Path::new("."), "b/deep/same");
    link(Path::new("nowhere"), "b/broken.png");
    let dataset = Dataset::folder(folder.path(), &task([8, 8, 1], 2), 1).expect("two classes");
    assert_eq!(paths(&dataset, &folder), ["0 a/x.png", "1 b/deep/y.png"]);
    assert_eq!(dataset.left_out()[0].reason, Reason::Unreadable);
    let image: Option<Image> = dataset.image(0).expect("a picture");
    assert_eq!(image.expect("an image").width(), 8);
}
