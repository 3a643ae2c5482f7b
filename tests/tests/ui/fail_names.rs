mod taken {}

googlenet_runtime::googlenet_model! {
    pub resnet = "specs/nested_small.yaml";
    pub res_net_50 = "specs/nested_small.yaml";
    pub __ = "specs/nested_small.yaml";
    pub Net = "specs/nested_small.yaml";
    pub NET = "specs/nested_small.yaml";
    pub Net = "specs/nested_small.yaml";
    pub Other mod net = "specs/nested_small.yaml";
    pub Same mod Same = "specs/nested_small.yaml";
    pub net = "specs/nested_small.yaml";
    pub r#low = "specs/nested_small.yaml";
    pub Taken = "specs/nested_small.yaml";
}

fn main() {}
