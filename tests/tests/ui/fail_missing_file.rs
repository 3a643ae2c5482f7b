googlenet_runtime::googlenet_model! {
    pub Network = "specs/nowhere.yaml";
}

fn main() {}
