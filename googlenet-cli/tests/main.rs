//! Tests of the program `googlenet`. One binary for all of them, as each would be linked from the whole project.

mod common;
#[path = "common/labelled.rs"]
mod labelled;
#[path = "common/learning.rs"]
mod learning;

mod arrays;
mod bench;
mod classify;
mod classify_folders;
mod classify_labels;
mod commands;
mod compare;
mod doors;
mod drawings;
mod evaluate;
mod export;
mod features;
mod grammar;
mod import;
mod json;
mod looking;
mod models;
mod models_told;
mod options;
mod pack;
#[cfg(unix)]
mod pipes;
mod profile;
mod quantize;
mod readme;
mod run;
mod run_archive;
mod summary;
#[cfg(target_os = "linux")]
mod terminal;
mod train;
mod train_images;
#[cfg(unix)]
mod train_resume;
mod train_transfer;
mod trained;
mod untrusted;
mod usage;
mod weights;
mod weights_import;
mod writing;

#[test]
fn every_file_is_a_module() {
    let main = include_str!("main.rs");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_string_lossy();
        let is_file = path.extension().is_some_and(|end| end == "rs") && name != "main";
        assert!(
            !is_file || main.contains(&format!("mod {name};\n")),
            "expected `mod {name};` in tests/main.rs, got none, so that its tests do not run"
        );
    }
}
