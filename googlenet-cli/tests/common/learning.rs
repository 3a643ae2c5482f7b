//! Images that a small network learns in a second, for tests of `googlenet train`, `evaluate` and `explain`.

use crate::common::{Finished, Workspace, png};
use googlenet_interop::npz::Writer;
use serde_json::Value;

/// Description of a network for images of 8x8 grey pixels in three classes.
pub(crate) const SPEC: &str = "\
format: 1
name: Bars
input: {height: 8, width: 8, channels: 1}
layers:
  conv:    {conv: 4, kernel: 3, padding: same, activation: relu}
  pool:    {max_pool: 2, stride: 2}
  flatten: flatten
  classes: {dense: 3, activation: softmax}
training:
  optimizer: {sgd: {momentum: 0.9}}
  learning_rate: 0.05
  batch: 8
  epochs: 3
  augment: {shift: 1}
";

/// Returns the pixels of image `number` of a class: a bright bar whose place is that of the class, over noise.
pub(crate) fn pixels(class: usize, number: usize) -> Vec<u8> {
    let pixel = |at: usize| {
        let (row, column) = (at / 8, at % 8);
        let noise = (at * 31 + number * 97 + row * number) % 60;
        let bar = match class {
            0 => row / 2 == 1,
            1 => column / 2 == 2,
            _ => row == column,
        };
        noise as u8 + if bar { 190 } else { 0 }
    };
    (0..64).map(pixel).collect()
}

/// Returns an archive of `count` images, whose labels go around the classes.
pub(crate) fn archive(count: usize, classes: usize) -> Vec<u8> {
    let images: Vec<f32> = (0..count)
        .flat_map(|number| pixels(number % classes, number))
        .map(|pixel| f32::from(pixel) / 255.0)
        .collect();
    let labels: Vec<i64> = (0..count).map(|number| (number % classes) as i64).collect();
    let mut archive = Writer::new(Vec::new());
    archive
        .array("images", &[count, 8, 8, 1], &images)
        .expect("an array");
    archive
        .integers("labels", &[count], &labels)
        .expect("an array");
    archive.finish().expect("an archive")
}

/// Returns a folder with the description `bars.yaml` and 48 images in `bars.npz`.
pub(crate) fn place() -> Workspace {
    let place = Workspace::new();
    place.put("bars.yaml", SPEC);
    place.put("bars.npz", archive(48, 3));
    place
}

/// Puts images in a folder for each class, `count` of each.
pub(crate) fn folders(place: &Workspace, name: &str, classes: &[&str], count: usize) {
    for (class, of) in classes.iter().enumerate() {
        std::fs::create_dir_all(place.path(&format!("{name}/{of}"))).expect("a folder");
        for number in 0..count {
            let rgb: Vec<u8> = pixels(class, number)
                .into_iter()
                .flat_map(|pixel| [pixel; 3])
                .collect();
            place.put(&format!("{name}/{of}/{number}.png"), png([8, 8], &rgb));
        }
    }
}

/// Runs `googlenet train bars.yaml --threads 2 --quiet` with the arguments `words`.
pub(crate) fn train(place: &Workspace, words: &str) -> Finished {
    place.words(&format!("train bars.yaml --threads 2 --quiet {words}"))
}

/// Returns the lines of a file of metrics, without what time took.
pub(crate) fn metrics(place: &Workspace, name: &str) -> Vec<Value> {
    let text = String::from_utf8(place.get(name)).expect("UTF-8");
    let line = |line: &str| {
        let mut value: Value = serde_json::from_str(line).expect("JSON");
        let fields = value.as_object_mut().expect("an object");
        fields.remove("seconds");
        fields.remove("images_per_second");
        value
    };
    text.lines().map(line).collect()
}
