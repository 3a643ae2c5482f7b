googlenet_runtime::googlenet_model! {
    Word = "specs/invalid/gn0115_an_optimizer_under_a_key.yaml";
    Loss = "specs/invalid/gn0227_binary_loss_of_softmax.yaml";
}

fn main() {}
