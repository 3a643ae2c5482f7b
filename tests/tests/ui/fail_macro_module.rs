googlenet_runtime::googlenet_model! {
    pub Network mod type = "specs/nested_small.yaml";
}

fn main() {}
