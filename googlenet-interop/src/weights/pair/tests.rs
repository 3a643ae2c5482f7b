//! Tests of fingerprints, and the table of those of the descriptions.

use super::known::{Known, line, parse, recognise, table};
use super::{Candidate, PairOptions, pair_weights};
use crate::names::{Convention, tensors};
use crate::open::ModelFile;
use crate::weights::open_weights;
use googlenet_dsl::diagnostic::Source;
use googlenet_dsl::graph::Graph;
use googlenet_dsl::{Compiled, compile};
use std::path::{Path, PathBuf};

fn compiled(name: &str, text: &str) -> Compiled {
    compile(&Source::new(name, text)).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

/// A network of twenty layers whose names are those of PyTorch.
fn network(name: &str, classes: u32, blocks: u32) -> Graph {
    let steps = (0..blocks).map(|at| format!("  layer{at}: {{conv: 4, kernel: 1}}\n"));
    let text = format!(
        "format: 1\nname: {name}\nnames: torchvision\ninput: {{height: 2, width: 2, channels: 4}}\nlayers:\n{}  \
         mean: global_avg_pool\n  fc: {{dense: {classes}}}\n",
        steps.collect::<String>()
    );
    compiled(name, &text).graph
}

fn candidates(graph: &Graph, prefix: &str) -> Vec<Candidate> {
    let all = tensors(graph, Convention::Torchvision, None);
    let candidates = all.iter().enumerate().map(|(tensor, named)| Candidate {
        tensor,
        name: format!("{prefix}{}", named.name()),
        dims: named.forms[0].shape.clone(),
    });
    candidates.collect()
}

#[test]
fn files_are_recognised_with_other_classes_or_without_them() {
    let known = line(
        "torchvision/this",
        &network("This", 10, 9),
        Convention::Torchvision,
    );
    let other = line(
        "torchvision/other",
        &network("Other", 10, 15),
        Convention::Torchvision,
    );
    let table = parse(&format!("# a comment\n{known}\n{other}\n"));
    let this = |equal| {
        Some(Known {
            network: "torchvision/this".into(),
            equal,
            count: 20,
        })
    };
    for prefix in ["", "module.", "model.module."] {
        let of = |graph: &Graph| recognise(&table, &candidates(graph, prefix));
        assert_eq!(of(&network("A", 10, 9)), this(20), "{prefix}");
        assert_eq!(of(&network("A", 2, 9)), this(18), "{prefix}");
        // A smaller or larger network is another one, though all its tensors are there.
        assert_eq!(of(&network("A", 10, 5)), None);
        assert_eq!(of(&network("A", 10, 30)), None);
    }
    let mut without = candidates(&network("A", 10, 9), "");
    without.retain(|candidate| !candidate.name.starts_with("fc."));
    assert_eq!(recognise(&table, &without), this(18));
    without
        .iter_mut()
        .for_each(|candidate| candidate.name.insert(0, 'x'));
    assert_eq!(recognise(&table, &without), None);
}

fn specs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs")
}

/// Returns the descriptions that have names of another tool, in `specs/` and the folders of tools, each with its path
/// there without the ending.
fn named() -> Vec<(String, Compiled, Convention)> {
    let mut all = Vec::new();
    for folder in ["", "torchvision", "keras"] {
        let Ok(entries) = std::fs::read_dir(specs().join(folder)) else {
            continue;
        };
        let paths = entries.map(|entry| entry.expect("an entry").path());
        let mut paths: Vec<PathBuf> = paths
            .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
            .collect();
        paths.sort();
        for path in paths {
            let text = std::fs::read_to_string(&path).expect("it can be read");
            let stem = path.file_stem().expect("it has a name").to_string_lossy();
            if folder.is_empty() && stem.ends_with("_small") {
                continue;
            }
            let compiled = compiled(&stem, &text);
            let Some(names) = compiled.names else {
                continue;
            };
            let name = format!("{folder}/{stem}")
                .trim_start_matches('/')
                .to_owned();
            let convention = names.to_string().parse().expect("a convention");
            all.push((name, compiled, convention));
        }
    }
    all
}

#[test]
fn the_table_is_that_of_the_descriptions() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/weights/known.txt");
    let before = std::fs::read_to_string(&path).expect("the table is there");
    let comments = before.lines().take_while(|line| line.starts_with('#'));
    let mut text: String = comments.map(|line| format!("{line}\n")).collect();
    for (name, compiled, convention) in named() {
        text += &line(&name, &compiled.graph, convention);
        text.push('\n');
    }
    if std::env::var_os("GOOGLENET_UPDATE").is_some() {
        std::fs::write(&path, &text).expect("it can be written");
    } else {
        assert!(
            before == text,
            "known.txt is of other descriptions; GOOGLENET_UPDATE=1 renews it"
        );
    }
}

#[test]
fn no_description_is_taken_for_another() {
    for (name, compiled, convention) in named() {
        let all = tensors(&compiled.graph, convention, Some(convention));
        let candidates = all.iter().enumerate().map(|(tensor, named)| Candidate {
            tensor,
            name: crate::names::normal(&named.name()),
            dims: named.forms[0].shape.clone(),
        });
        let candidates: Vec<Candidate> = candidates.collect();
        let known = recognise(table(), &candidates);
        assert_eq!(known.map(|known| known.network), Some(name));
    }
}

#[test]
fn a_file_without_tensors_is_refused() {
    let graph = network("A", 2, 1);
    let mut bytes = 2_u64.to_le_bytes().to_vec();
    bytes.extend(b"{}");
    let file = ModelFile {
        name: "w",
        bytes: &bytes,
    };
    let Ok(file) = open_weights(&file, None) else {
        return;
    };
    let error = pair_weights(&file, &graph, &PairOptions::default()).map(drop);
    assert!(error.is_err_and(|error| error.to_string().contains("no tensor of floats")));
}
