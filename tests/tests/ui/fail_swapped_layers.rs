use googlenet_runtime::{Network as _, googlenet_model};

googlenet_model! {
    /// Several outputs, and heads.
    pub Network = "specs/labels_small.yaml";
}

fn main() {
    let (mut a, mut b) = (Network::seeded(1), Network::seeded(2));
    std::mem::swap(&mut *a.conv, &mut *b.classes);
    let (mut of_a, mut of_b) = (a.layers_mut(), b.layers_mut());
    std::mem::swap(&mut *of_a[0], &mut *of_b[1]);
}
