googlenet_runtime::googlenet_model! {
    Missing = "specs/invalid/gn0149_labels_missing.yaml";
    Short = "specs/invalid/gn0213_labels_too_few.yaml";
}

fn main() {}
