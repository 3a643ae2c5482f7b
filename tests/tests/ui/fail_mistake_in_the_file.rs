googlenet_runtime::googlenet_model! {
    pub Network = "specs/invalid/gn0203_padding_in_one_branch.yaml";
}

fn main() {
    println!("nothing else is reported: {}", Network::PARAMS);
}
