//! A network with labels and weights, for tests of `googlenet classify`.

use crate::common::{self, Finished, Workspace};
use googlenet_runtime::googlenet_model;

googlenet_model! {
    pub(crate) LabelsSmall = "../specs/labels_small.yaml";
}

/// Returns a folder with `labels_small.yaml`, its labels, and untrained weights for it in `w.safetensors`.
pub(crate) fn place() -> Workspace {
    let place = Workspace::new();
    for name in ["labels_small.yaml", "labels_small.txt"] {
        let from = common::root().join("specs").join(name);
        place.put(name, std::fs::read(from).expect("a file of the project"));
    }
    let saved = LabelsSmall::seeded(7).save_weights(place.path("w.safetensors"));
    saved.expect("weights can be written");
    place
}

pub(crate) fn classify(place: &Workspace, words: &str) -> Finished {
    let mut args = vec![
        "classify",
        "labels_small.yaml",
        "--weights",
        "w.safetensors",
    ];
    args.extend(words.split_whitespace());
    place.run(&args)
}

impl Finished {
    /// Returns the lines of standard output of a command that succeeded.
    #[track_caller]
    pub(crate) fn good_lines(self) -> Vec<String> {
        assert_eq!(self.status, Some(0), "{}", self.err);
        self.out.lines().map(str::to_owned).collect()
    }
}
