/// LabelsSmall, compiled from `specs/labels_small.yaml`.
///
///The network `LabelsSmall` of `specs/labels_small.yaml`.
#[derive(::core::fmt::Debug, ::core::clone::Clone)]
#[allow(dead_code, unreachable_pub, clippy::let_and_return, clippy::type_complexity)]
pub struct LabelsSmall {
    ///`conv`, 24x32x3 to 11x15x8; line 9 of `specs/labels_small.yaml`.
    pub conv: ::googlenet_runtime::layers::Conv2d<
        ::googlenet_runtime::Hwc<24, 32, 3>,
        ::googlenet_runtime::Hwc<11, 15, 8>,
        ::googlenet_runtime::layers::Window<
            3,
            3,
            2,
            2,
            ::googlenet_runtime::layers::Valid,
        >,
    >,
    ///`global_avg_pool`, 11x15x8 to 8; line 10 of `specs/labels_small.yaml`.
    pub pool: ::googlenet_runtime::layers::GlobalAvgPool2d<
        ::googlenet_runtime::Hwc<11, 15, 8>,
        ::googlenet_runtime::Flat<8>,
    >,
    ///`dense`, 8 to 5; line 11 of `specs/labels_small.yaml`.
    pub classes: ::googlenet_runtime::layers::Dense<
        ::googlenet_runtime::Flat<8>,
        ::googlenet_runtime::Flat<5>,
    >,
}
#[allow(dead_code, unreachable_pub, clippy::let_and_return, clippy::type_complexity)]
impl LabelsSmall {
    ///Number of parameters, moving statistics included.
    pub const PARAMS: u64 = 269;
    ///Number of trainable parameters.
    pub const TRAINABLE_PARAMS: u64 = 269;
    ///Number of trainable parameters, with those of heads that exist in training only.
    pub const TRAINING_PARAMS: u64 = 269;
    ///Multiply-accumulates for one image, those with padding included.
    pub const MACS: u64 = 35680;
    ///Bytes of the arena that a session holds for the activations of one image.
    pub const ARENA_BYTES: u64 = 5376;
    ///Bytes that a session of one thread holds at most beside packed weights, the arena included.
    pub const SESSION_BYTES: u64 = 20433;
    ///Creates the network with pseudo-random weights; the same seed gives the same weights.
    pub fn seeded(seed: u64) -> Self {
        <Self as ::googlenet_runtime::TypedNetwork>::seeded(seed)
    }
    ///Creates the network with the weights of a safetensors file.
    ///
    ///# Errors
    ///The file cannot be read or does not fit; every tensor that does not is listed.
    pub fn load(
        path: impl ::core::convert::AsRef<::std::path::Path>,
    ) -> ::core::result::Result<Self, ::googlenet_runtime::Error> {
        <Self as ::googlenet_runtime::TypedNetwork>::load(path)
    }
    ///Replaces the weights by those of a safetensors file.
    ///
    ///# Errors
    ///The file cannot be read or does not fit; the weights are then as they were.
    pub fn load_weights(
        &mut self,
        path: impl ::core::convert::AsRef<::std::path::Path>,
    ) -> ::core::result::Result<(), ::googlenet_runtime::Error> {
        ::googlenet_runtime::Network::load_weights(self, path)
    }
    ///Loads the tensors whose names begin with `prefix`; the report lists the weights that were not changed.
    ///
    ///# Errors
    ///The file cannot be read, or a tensor has another shape.
    pub fn load_weights_prefixed(
        &mut self,
        path: impl ::core::convert::AsRef<::std::path::Path>,
        prefix: &str,
    ) -> ::core::result::Result<
        ::googlenet_runtime::weights::LoadReport,
        ::googlenet_runtime::Error,
    > {
        ::googlenet_runtime::Network::load_weights_prefixed(self, path, prefix)
    }
    ///Writes the weights to a safetensors file.
    ///
    ///# Errors
    ///The file cannot be written.
    pub fn save_weights(
        &self,
        path: impl ::core::convert::AsRef<::std::path::Path>,
    ) -> ::core::result::Result<(), ::googlenet_runtime::Error> {
        ::googlenet_runtime::Network::save_weights(self, path)
    }
    ///Creates a session on `threads` threads, the caller's included.
    pub fn session(
        &self,
        threads: usize,
    ) -> ::googlenet_runtime::Session<labels_small::Input, labels_small::Output> {
        <Self as ::googlenet_runtime::TypedNetwork>::session(self, threads)
    }
    ///Returns a builder of sessions: threads, batch, precision, taps.
    pub fn session_builder(&self) -> ::googlenet_runtime::SessionBuilder<'_, Self> {
        ::googlenet_runtime::SessionBuilder::new(self)
    }
    ///Returns the table of layers, which displays as Keras prints it.
    pub fn summary() -> ::googlenet_runtime::summary::Summary {
        ::googlenet_runtime::summary::Summary::new(
            &<Self as ::googlenet_runtime::TypedNetwork>::portable_graph(),
        )
    }
    ///Returns the table of layers, with those of heads that exist in training only.
    pub fn training_summary() -> ::googlenet_runtime::summary::Summary {
        ::googlenet_runtime::summary::Summary::new(
            &<Self as ::googlenet_runtime::TypedNetwork>::portable_graph().training(),
        )
    }
    ///Returns the layer with the path `name`; `None` if there is none.
    pub fn layer(
        &self,
        name: &str,
    ) -> ::core::option::Option<&::googlenet_runtime::Layer> {
        ::googlenet_runtime::Network::layer(self, name)
    }
    ///Returns the L2 penalty: the sum over all kernels of their L2 factor times their sum of squares.
    pub fn l2_penalty(&self) -> f64 {
        ::googlenet_runtime::Network::l2_penalty(self)
    }
    ///Runs the network layer by layer on the calling thread; a session is faster.
    pub fn forward(
        &self,
        input: &::googlenet_runtime::Tensor<labels_small::Input>,
    ) -> ::googlenet_runtime::Tensor<labels_small::Output> {
        let conv = self.conv.forward(input);
        let pool = self.pool.forward(&conv);
        let classes = self.classes.forward(&pool);
        classes
    }
}
impl ::googlenet_runtime::__private::Sealed for LabelsSmall {}
impl ::googlenet_runtime::Network for LabelsSmall {
    fn graph(&self) -> ::googlenet_runtime::__private::dsl::graph::Graph {
        <Self as ::googlenet_runtime::TypedNetwork>::portable_graph()
    }
    fn layers(&self) -> ::std::vec::Vec<&::googlenet_runtime::Layer> {
        let mut all: ::std::vec::Vec<&::googlenet_runtime::Layer> = ::std::vec::Vec::new();
        let layers = &mut all;
        layers.push(&self.conv);
        layers.push(&self.pool);
        layers.push(&self.classes);
        all
    }
    fn layers_mut(&mut self) -> ::std::vec::Vec<::googlenet_runtime::LayerMut<'_>> {
        let mut all: ::std::vec::Vec<::googlenet_runtime::LayerMut<'_>> = ::std::vec::Vec::new();
        let layers = &mut all;
        layers.push(self.conv.layer_mut());
        layers.push(self.pool.layer_mut());
        layers.push(self.classes.layer_mut());
        all
    }
    fn preprocess(
        &self,
    ) -> ::core::option::Option<::googlenet_runtime::graph::Preprocess> {
        use ::googlenet_runtime::__private::dsl;
        ::core::option::Option::Some(dsl::preprocess::Preprocess {
            resize: dsl::preprocess::Resize::Shorter(40),
            crop: [24, 32],
            color: dsl::preprocess::Color::Bgr,
            scale: 0.5,
            mean: ::std::borrow::Cow::Borrowed(&[52.0, 58.5, 61.5]),
            std: ::std::borrow::Cow::Borrowed(&[32.0, 32.5, 33.0]),
        })
    }
    fn labels(&self) -> ::googlenet_runtime::Labels {
        ::googlenet_runtime::Labels::Embedded {
            path: ::std::borrow::Cow::Borrowed("labels_small.txt"),
            text: ::std::borrow::Cow::Borrowed(
                ::core::include_bytes!("labels_small.txt"),
            ),
        }
    }
}
impl ::googlenet_runtime::TypedNetwork for LabelsSmall {
    type Input = labels_small::Input;
    type Output = labels_small::Output;
    const PARAMS: u64 = 269;
    const TRAINABLE_PARAMS: u64 = 269;
    const TRAINING_PARAMS: u64 = 269;
    const MACS: u64 = 35680;
    const ARENA_BYTES: u64 = 5376;
    const SESSION_BYTES: u64 = 20433;
    fn definition() -> &'static ::googlenet_runtime::__private::dsl::graph::Definition {
        use ::googlenet_runtime::__private::dsl;
        static DEFINITION: dsl::graph::Definition = dsl::graph::Definition {
            name: ::std::borrow::Cow::Borrowed("LabelsSmall"),
            layers: ::std::borrow::Cow::Borrowed(
                &[
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("$input"),
                        op: dsl::op::Op::Input(dsl::op::Input {
                            size: [24, 32, 3],
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[]),
                        line: 4,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("conv"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 8,
                            window: dsl::op::Window::new(
                                [3, 3],
                                [2, 2],
                                dsl::op::Padding::Valid,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[0]),
                        line: 9,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("pool"),
                        op: dsl::op::Op::GlobalAvgPool(dsl::op::GlobalAvgPool {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[1]),
                        line: 10,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("classes"),
                        op: dsl::op::Op::Dense(dsl::op::Dense {
                            units: 5,
                            bias: true,
                            activation: dsl::op::Activation::Softmax,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[2]),
                        line: 11,
                    },
                ],
            ),
            outputs: ::std::borrow::Cow::Borrowed(
                &[
                    dsl::graph::Output {
                        name: ::std::borrow::Cow::Borrowed("classes"),
                        layer: 3,
                    },
                ],
            ),
            heads: ::std::borrow::Cow::Borrowed(&[]),
        };
        &DEFINITION
    }
    fn from_layers(layers: &mut ::googlenet_runtime::layers::Layers) -> Self {
        Self {
            conv: layers.next(),
            pool: layers.next(),
            classes: layers.next(),
        }
    }
}
const _: () = <::googlenet_runtime::layers::Conv2d<
    ::googlenet_runtime::Hwc<24, 32, 3>,
    ::googlenet_runtime::Hwc<11, 15, 8>,
    ::googlenet_runtime::layers::Window<3, 3, 2, 2, ::googlenet_runtime::layers::Valid>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::GlobalAvgPool2d<
    ::googlenet_runtime::Hwc<11, 15, 8>,
    ::googlenet_runtime::Flat<8>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::Dense<
    ::googlenet_runtime::Flat<8>,
    ::googlenet_runtime::Flat<5>,
>>::CHECK;
///The shapes and blocks of [`LabelsSmall`].
#[allow(dead_code, unreachable_pub, clippy::let_and_return, clippy::type_complexity)]
pub mod labels_small {
    ///The shape of the network's input.
    pub type Input = ::googlenet_runtime::Hwc<24, 32, 3>;
    ///The shape of the network's output.
    pub type Output = ::googlenet_runtime::Flat<5>;
}
