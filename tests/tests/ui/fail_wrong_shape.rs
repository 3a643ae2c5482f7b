use googlenet_runtime::{Hwc, Tensor, googlenet_model};

googlenet_model! {
    /// Branches inside branches.
    pub Network = "specs/nested_small.yaml";
}

fn main() {
    let model = Network::seeded(1);
    let x: Tensor<Hwc<14, 14, 192>> = Tensor::zeros(1);
    model.mixed1.forward(&x);
}
