const PATH: &str = "specs/nested_small.yaml";

googlenet_runtime::googlenet_model! {
    pub Network = PATH;
}

fn main() {}
