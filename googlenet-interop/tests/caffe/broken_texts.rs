//! Tests with broken prototxts: each is refused with an error at its place, and the messages are those of a reviewed
//! file.

use super::reference::{Blob, Weights, Window};
use super::{bytes, expect, here};
use googlenet_interop::caffe::{self, Error, Options};

/// The files whose mistakes are about the file as a whole and have no place.
const OF_FILE: &[&str] = &["empty", "hidden_outputs", "no_layers", "no_text"];

#[test]
fn a_solver_is_no_network() {
    let text = b"net: \"train_val.prototxt\"\nbase_lr: 0.01\n";
    let error = caffe::import("solver.prototxt", text, &[], &Options::default());
    let error = error.expect_err("a solver").to_string();
    assert_eq!(
        error,
        "it is a solver of Caffe; expected a prototxt; help: the network is in the file that its `net` names"
    );
}

#[test]
fn broken_texts_have_located_errors() {
    let mut weights = Weights::default();
    weights.conv("a", &Blob::input(3, 8, 8), 4, &Window::square(3, 1, 0));
    let model = bytes(&weights.net);
    let files = std::fs::read_dir(here("broken")).expect("the corpus is there");
    let mut files: Vec<_> = files.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    assert!(files.len() >= 60, "{} files", files.len());
    let mut told = String::new();
    for path in files {
        let name = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let text = std::fs::read(&path).expect("read");
        let shown = format!("{name}.prototxt");
        let Err(error) = caffe::import(&shown, &text, &model, &Options::default()) else {
            panic!("{name} has no error");
        };
        let Error::Prototxt { mistakes, .. } = &error else {
            panic!("{name}: {error}");
        };
        let located = mistakes.iter().all(|mistake| mistake.place.is_some());
        assert_eq!(
            located,
            !OF_FILE.contains(&name.as_str()),
            "{name}: {error}"
        );
        told += &format!("{error}\n\n");
    }
    expect("broken_texts.txt", &told);
}

#[test]
fn mistakes_are_shown_up_to_a_limit() {
    let input = "layer { name: \"d\" type: \"Input\" top: \"d\" input_param { shape { dim: [1, 3, 8, 8] } } }\n";
    let layers = (0..500).map(|at| {
        format!("layer {{ name: \"l{at}\" type: \"Odd{at}\" bottom: \"d\" top: \"t{at}\" }}\n")
    });
    let concat: String = (0..500).map(|at| format!("bottom: \"t{at}\" ")).collect();
    let text = format!(
        "{input}{}layer {{ name: \"c\" type: \"Concat\" {concat} top: \"c\" }}\n",
        layers.collect::<String>()
    );
    let mut weights = Weights::default();
    weights.add("none", &[(&[1], 0.0)]);
    let error = super::import(&text, &bytes(&weights.net)).expect_err("no such type");
    let Error::Prototxt { mistakes, more, .. } = &error else {
        panic!("{error}")
    };
    assert_eq!((mistakes.len(), *more), (100, 400));
    assert!(
        error
            .to_string()
            .ends_with("400 further mistakes are not shown")
    );
}
