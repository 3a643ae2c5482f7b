googlenet_runtime::googlenet_model! {
    pub Network: "specs/nested_small.yaml";
}

fn main() {}
