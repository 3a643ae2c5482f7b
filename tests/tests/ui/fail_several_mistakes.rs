googlenet_runtime::googlenet_model! {
    pub Network = "specs/invalid/many_mistakes_in_one_step.yaml";
}

fn main() {}
