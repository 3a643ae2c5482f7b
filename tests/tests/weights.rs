//! Tests of saving and loading weight files.

use googlenet_runtime::{Network, TypedNetwork, googlenet_model};

use googlenet_runtime::weights::formula;

googlenet_model! {
    ResidualSmall = "../specs/residual_small.yaml";
    NestedSmall = "../specs/nested_small.yaml";
}

fn values(network: &dyn Network) -> Vec<f32> {
    let layers = network.layers();
    layers
        .iter()
        .flat_map(|layer| layer.weights())
        .flat_map(|weight| weight.values().to_vec())
        .collect()
}

#[test]
fn what_is_saved_is_loaded() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("residual.safetensors");
    let model = ResidualSmall::seeded(4);
    model.save_weights(&path).expect("saved");
    let loaded = ResidualSmall::load(&path).expect("loaded");
    assert_eq!(values(&loaded), values(&model));
    let mut mapped = ResidualSmall::zeroed();
    mapped.load_weights_mapped(&path).expect("mapped");
    assert_eq!(values(&mapped), values(&model));
    let names: Vec<_> = std::fs::read_dir(folder.path())
        .expect("a folder")
        .collect();
    assert_eq!(names.len(), 1, "nothing is left beside the file");
}

#[test]
fn a_file_that_does_not_fit_is_refused_with_everything_listed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("nested.safetensors");
    NestedSmall::seeded(4).save_weights(&path).expect("saved");
    let error = ResidualSmall::load(&path)
        .expect_err("another network's weights")
        .to_string();
    let graph = ResidualSmall::portable_graph();
    let wanted: Vec<String> = graph
        .ids()
        .flat_map(|id| {
            graph
                .weights(id)
                .into_iter()
                .map(move |weight| (id, weight.name))
        })
        .map(|(id, name)| format!("{}.{name}", graph.layer(id).name))
        .collect();
    for name in &wanted {
        let listed = error.contains(&format!("missing `{name}`"))
            || error.contains(&format!("shape of `{name}`"));
        assert!(listed, "{name} in {error}");
    }
    assert!(error.contains("unknown `conv1.kernel`"), "{error}");
    assert!(
        error.contains("shape of `classes.kernel`: expected [36, 10], got [19, 7]"),
        "{error}"
    );
}

#[test]
fn part_of_a_file_is_loaded_by_prefix() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("residual.safetensors");
    ResidualSmall::seeded(4).save_weights(&path).expect("saved");
    let mut model = ResidualSmall::seeded(8);
    let kept = model
        .classes
        .weight("kernel")
        .expect("a kernel")
        .values()
        .to_vec();
    let report = model.load_weights_prefixed(&path, "stage").expect("loaded");
    assert!(
        report.loaded.iter().all(|name| name.starts_with("stage")) && !report.loaded.is_empty()
    );
    assert!(report.kept.contains(&"classes.kernel".to_owned()));
    assert!(report.unused.contains(&"classes.kernel".to_owned()));
    assert_eq!(
        model.classes.weight("kernel").expect("a kernel").values(),
        kept
    );
}

#[test]
fn broken_files_are_errors() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("w.safetensors");
    ResidualSmall::seeded(4).save_weights(&path).expect("saved");
    let whole = std::fs::read(&path).expect("read");
    let huge = u64::MAX.to_le_bytes().to_vec();
    let cuts = [0, 1, 7, 8, 100, whole.len() - 1].map(|len| whole[..len].to_vec());
    for bytes in cuts
        .into_iter()
        .chain([huge, b"{}".to_vec(), vec![0xff; 64]])
    {
        std::fs::write(&path, &bytes).expect("written");
        let error = ResidualSmall::load(&path)
            .expect_err("no weight file")
            .to_string();
        assert!(
            error.contains("as a weight file") || error.contains("; expected a safetensors file"),
            "{error}"
        );
    }
    let error = ResidualSmall::load(folder.path().join("nowhere"))
        .expect_err("no file")
        .to_string();
    assert!(error.starts_with("cannot use"), "{error}");
}

#[test]
fn the_formula_is_the_golden_files() {
    let golden = googlenet_tests::Golden::read("inception_v1");
    let input = &golden.layers[0];
    for (at, value) in input.indices.iter().zip(&input.values) {
        assert_eq!(formula(7, *at as u64) as f32, *value as f32);
    }
}
