//! Promises of the runtime's types: traits that users rely on, sessions from the builder, results in the caller's memory.

use googlenet_runtime::dynamic::Model;
use googlenet_runtime::image::{Classifier, Image};
use googlenet_runtime::pool::{JobError, SessionPool, Ticket};
use googlenet_runtime::{
    DynSession, Error, Labels, Layer, Network, PackedNetwork, Precision, Session, Tensor,
    TypedPacked, googlenet_model,
};
use std::fmt::Debug;

googlenet_model! {
    /// Two outputs.
    Features = "../guide/features.yaml";
    /// A classifier with names of classes.
    LabelsSmall = "../specs/labels_small.yaml";
}

#[test]
fn types_cross_threads_and_print_themselves() {
    fn shared<T: Send + Sync + Debug + 'static>() {}
    fn moved<T: Send + Debug + 'static>() {}
    shared::<Tensor<features::Input>>();
    shared::<Features>();
    shared::<Model>();
    shared::<Layer>();
    shared::<Labels>();
    shared::<PackedNetwork>();
    shared::<TypedPacked<Features>>();
    shared::<Image>();
    shared::<Error>();
    shared::<JobError>();
    shared::<SessionPool<DynSession>>();
    moved::<Session<features::Input, features::Output>>();
    moved::<DynSession>();
    moved::<Classifier>();
    moved::<Ticket<Vec<f32>>>();
    fn error<T: std::error::Error + Send + Sync + 'static>() {}
    error::<Error>();
    error::<JobError>();
    let session = Features::seeded(1).session(1);
    let text = format!("{session:?}");
    assert!(
        text.contains("threads: 1") && text.contains("arena_bytes"),
        "{text}"
    );
}

fn images(batch: usize) -> Tensor<features::Input> {
    Tensor::from_fn(batch, |at| ((at * 37) % 101) as f32 / 50.0 - 1.0)
}

#[test]
fn results_are_written_into_memory_of_the_caller() {
    let model = Features::seeded(5);
    let input = images(3);
    let mut session = model.session(2);
    let (first, second) = session.run(&input).expect("three images").clone();
    let mut a = vec![f32::NAN; first.as_slice().len()];
    let mut b = vec![f32::NAN; second.as_slice().len()];
    session
        .run_into(&input, (&mut a, &mut b))
        .expect("they fit");
    assert_eq!((&a[..], &b[..]), (first.as_ref(), second.as_ref()));

    let mut short = vec![0.0; a.len() - 1];
    let error = session
        .run_into(&input, (&mut short, &mut b))
        .expect_err("one value less");
    assert!(
        matches!(&error, Error::Length { expected, got, .. } if [*expected, *got] == [a.len(), a.len() - 1]),
        "{error}"
    );
    assert!(error.to_string().contains("of 3 images takes"), "{error}");

    let mut session = model.dyn_session(2);
    let mut only = vec![f32::NAN; a.len()];
    session
        .run_into(input.as_ref(), &mut only)
        .expect("it fits");
    assert_eq!(only, first.as_slice());
    let mut again = vec![f32::NAN; b.len()];
    session
        .run_all_into(input.as_ref(), &mut [&mut only, &mut again])
        .expect("they fit");
    assert_eq!(again, second.as_slice());
    let error = session
        .run_all_into(input.as_ref(), &mut [&mut only])
        .expect_err("one slice");
    assert!(
        matches!(
            error,
            Error::Length {
                expected: 2,
                got: 1,
                ..
            }
        ),
        "{error}"
    );
    assert!(
        session.run_into(&input.as_ref()[1..], &mut only).is_err(),
        "no whole images"
    );
}

#[test]
fn the_builder_makes_the_sessions_that_it_is_told_to() {
    let model = Features::seeded(5);
    let input = images(4);
    let expected = model.session(1).run(&input).expect("four images").clone();
    let layer = model.layers()[0].name().to_owned();
    let mut session = model
        .session_builder()
        .threads(2)
        .batch(2)
        .tap(&layer)
        .build()
        .expect("a session");
    assert_eq!(
        (session.threads(), session.arena_bytes() as u64),
        (2, 2 * Features::ARENA_BYTES)
    );
    assert_eq!(*session.run(&input).expect("four images"), expected);
    assert!(!session.tapped(&layer).expect("tapped").is_empty());
    let other = model.layers()[1].name().to_owned();
    let error = session.tapped(&other).expect_err("not tapped");
    assert!(
        matches!(&error, Error::NotTapped { name } if *name == other),
        "{error}"
    );

    let error = model
        .session_builder()
        .tap("no_such_layer")
        .build()
        .expect_err("no layer");
    assert!(matches!(error, Error::UnknownLayer { .. }), "{error}");

    // A batch of more images than threads holds one image for each thread.
    let session = model
        .session_builder()
        .threads(2)
        .batch(64)
        .build_dyn()
        .expect("a session");
    assert_eq!(session.arena_bytes() as u64, 2 * Features::ARENA_BYTES);
    let strict = model
        .session_builder()
        .threads(1)
        .precision(Precision::Strict);
    assert!(format!("{:?}", strict.build_dyn().expect("a session")).contains("Strict"));

    let packed = TypedPacked::new(model);
    let mut session = packed
        .session_builder()
        .threads(2)
        .batch(2)
        .build()
        .expect("a session");
    assert_eq!(*session.run(&input).expect("four images"), expected);
    let session = packed
        .session_builder()
        .threads(3)
        .build()
        .expect("a session");
    assert_eq!(session.threads(), 3);
    let dynamic = PackedNetwork::new(LabelsSmall::seeded(1));
    assert_eq!(
        dynamic
            .session_builder()
            .threads(1)
            .build_dyn()
            .expect("a session")
            .threads(),
        1
    );
}

#[test]
fn tensors_are_made_of_vectors_and_slices_and_give_them_back() {
    let values: Vec<f32> = images(2).into();
    let tensor = Tensor::<features::Input>::try_from(values.clone()).expect("two images");
    assert_eq!(tensor, images(2));
    let mut copied = Tensor::<features::Input>::try_from(values.as_slice()).expect("two images");
    copied.as_mut()[0] = 9.0;
    assert_eq!((copied.as_ref()[0], tensor.as_ref()[0]), (9.0, values[0]));
    assert!(Tensor::<features::Input>::try_from(vec![0.0; 3]).is_err());
    assert!(Tensor::<features::Input>::try_from(Vec::new()).is_err());
}
