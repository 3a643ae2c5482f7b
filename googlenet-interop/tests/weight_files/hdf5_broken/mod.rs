//! HDF5 files whose parts lie about their sizes, lie outside the file, or lead to each other in circles.

mod file;
mod table;

use crate::held::{LIMIT, all_sound, cases, most};
use crate::kit::{fixture, opened};
use file::File;
use table::BROKEN;

#[test]
fn broken_files_are_errors_that_name_the_part() {
    for (what, base, change, expected) in BROKEN {
        let mut file = File::open(base);
        change(&mut file);
        let (got, used) = most(|| opened(&file.0).map(|file| file.tensors().count()));
        let error = got.expect_err(what);
        assert!(error.contains(expected), "{what}: {error}");
        assert!(
            error.lines().all(|line| line.len() < 400),
            "{what}: {error}"
        );
        assert!(used <= LIMIT, "{what}: {used} bytes");
    }
}

/// Each node of the tree has two children, which are both the next node, and the last one is the tree's own: 2^40
/// paths.
#[test]
fn trees_of_many_paths_end() {
    for chunks in [false, true] {
        let mut file = File::open(if chunks {
            "kinds_earliest.h5"
        } else {
            "keras2.h5"
        });
        let (at, key) = match chunks {
            true => (file.message(file.object(&["c_gzip"]), 8) + 3, 32),
            false => (file.message(file.object(&["model_weights"]), 0x11), 8),
        };
        let mut child = file.number(at, 8) as u64;
        for _ in 0..40 {
            let node = file.0.len() as u64;
            file.0.extend_from_slice(b"TREE");
            file.0.extend_from_slice(&[u8::from(chunks), 1, 2, 0]);
            file.0.extend_from_slice(&[0xff; 16]);
            for _ in 0..2 {
                file.0.extend(std::iter::repeat_n(0, key));
                file.0.extend_from_slice(&child.to_le_bytes());
            }
            file.0.extend(std::iter::repeat_n(0, key));
            child = node;
        }
        file.set(at, 8, child);
        let len = file.0.len() as u64;
        file.set(40, 8, len);
        let (got, used) = most(|| opened(&file.0).map(|file| file.tensors().count()));
        let error = got.expect_err("a tree of many paths");
        let expected = "its parts lead to each other over and over";
        assert!(error.contains(expected), "{error}");
        assert!(used <= LIMIT, "{used} bytes");
    }
}

#[test]
fn a_bomb_is_not_decoded() {
    let bytes = fixture("bomb.h5.gz");
    let (got, used) = most(|| opened(&bytes).map(|file| file.tensors().count()));
    let error = got.expect_err("a bomb");
    let expected = "the weight `zeros`: the file decodes to far more than its ";
    assert!(error.contains(expected), "{error}");
    assert!(used <= LIMIT, "{used} bytes");
}

#[test]
fn changed_files_end() {
    let files = [
        "kinds_earliest.h5",
        "keras2.h5",
        "kinds_latest.h5",
        "keras3.weights.h5",
    ];
    let opened = all_sound(&files, 0x2545_f491_4f6c_dd1d);
    assert!((100..cases()).contains(&opened), "{opened}");
}
