//! Tests that the checked-in expansions compile, and that their networks are the same as those of the macro.

use googlenet_runtime::{Tensor, TypedNetwork, googlenet_model};
use googlenet_tests::formula_input;

/// Output of `googlenet expand`, as checked in.
#[allow(missing_docs, dead_code, unreachable_pub)]
#[allow(clippy::let_and_return, clippy::type_complexity)]
mod printed {
    include!("../expanded/activations_small.rs");
    include!("../expanded/heads_small.rs");
    include!("../expanded/inception_v1.rs");
    include!("../expanded/labels_small.rs");
    include!("../expanded/maps_small.rs");
    include!("../expanded/moves_small.rs");
    include!("../expanded/nested_small.rs");
    include!("../expanded/normal_small.rs");
    include!("../expanded/residual_small.rs");
    include!("../expanded/windows_small.rs");
}

googlenet_model! {
    ActivationsSmall = "../specs/activations_small.yaml";
    HeadsSmall = "../specs/heads_small.yaml";
    InceptionV1 = "../specs/inception_v1.yaml";
    LabelsSmall = "../specs/labels_small.yaml";
    MapsSmall = "../specs/maps_small.yaml";
    MovesSmall = "../specs/moves_small.yaml";
    NestedSmall = "../specs/nested_small.yaml";
    NormalSmall = "../specs/normal_small.yaml";
    ResidualSmall = "../specs/residual_small.yaml";
    WindowsSmall = "../specs/windows_small.yaml";
}

fn same<A: TypedNetwork, B: TypedNetwork<Input = A::Input, Output = A::Output>>() {
    assert_eq!(A::definition(), B::definition());
    assert_eq!(A::ARENA_BYTES, B::ARENA_BYTES);
    assert_eq!(A::SESSION_BYTES, B::SESSION_BYTES);
    assert_eq!(A::TRAINING_PARAMS, B::TRAINING_PARAMS);
    let x: Tensor<A::Input> =
        Tensor::new(formula_input(A::portable_graph().shape(0).len())).expect("an image");
    let a = A::seeded(1).session(1).run(&x).expect("one image").clone();
    let (printed, made) = (A::zeroed(), B::zeroed());
    assert_eq!(printed.preprocess(), made.preprocess());
    assert_eq!(printed.labels(), made.labels());
    assert_eq!(&a, B::seeded(1).session(1).run(&x).expect("one image"));
}

#[test]
fn printed_code_is_the_macros() {
    same::<printed::ActivationsSmall, ActivationsSmall>();
    same::<printed::HeadsSmall, HeadsSmall>();
    same::<printed::InceptionV1, InceptionV1>();
    same::<printed::LabelsSmall, LabelsSmall>();
    same::<printed::MapsSmall, MapsSmall>();
    same::<printed::MovesSmall, MovesSmall>();
    same::<printed::NestedSmall, NestedSmall>();
    same::<printed::NormalSmall, NormalSmall>();
    same::<printed::ResidualSmall, ResidualSmall>();
    same::<printed::WindowsSmall, WindowsSmall>();
}
