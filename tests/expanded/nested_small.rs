/// NestedSmall, compiled from `specs/nested_small.yaml`.
///
///The network `NestedSmall` of `specs/nested_small.yaml`.
#[derive(::core::fmt::Debug, ::core::clone::Clone)]
#[allow(dead_code, unreachable_pub, clippy::let_and_return, clippy::type_complexity)]
pub struct NestedSmall {
    ///`conv`, 29x23x3 to 13x21x11; line 24 of `specs/nested_small.yaml`.
    pub conv1: ::googlenet_runtime::layers::Conv2d<
        ::googlenet_runtime::Hwc<29, 23, 3>,
        ::googlenet_runtime::Hwc<13, 21, 11>,
        ::googlenet_runtime::layers::Window<
            5,
            3,
            2,
            1,
            ::googlenet_runtime::layers::Valid,
        >,
    >,
    ///Block `forked` as `mixed1`, 13x21x11 to 13x21x35; line 25 of `specs/nested_small.yaml`.
    pub mixed1: nested_small::mixed1::Block,
    ///`max_pool`, 13x21x35 to 6x10x35; line 26 of `specs/nested_small.yaml`.
    pub pool1: ::googlenet_runtime::layers::MaxPool2d<
        ::googlenet_runtime::Hwc<13, 21, 35>,
        ::googlenet_runtime::Hwc<6, 10, 35>,
        ::googlenet_runtime::layers::Window<
            3,
            2,
            2,
            2,
            ::googlenet_runtime::layers::Valid,
        >,
    >,
    ///Block `forked` as `mixed2`, 6x10x35 to 6x10x66; line 27 of `specs/nested_small.yaml`.
    pub mixed2: nested_small::mixed2::Block,
    ///Branches of `halves`, 6x10x66 to 6x10x82; line 28 of `specs/nested_small.yaml`.
    pub halves: nested_small::halves::Block,
    ///`dropout`, 6x10x82 to 6x10x82; line 33 of `specs/nested_small.yaml`.
    pub drop: ::googlenet_runtime::layers::Dropout<::googlenet_runtime::Hwc<6, 10, 82>>,
    ///`flatten`, 6x10x82 to 4920; line 34 of `specs/nested_small.yaml`.
    pub flatten: ::googlenet_runtime::layers::Flatten<
        ::googlenet_runtime::Hwc<6, 10, 82>,
        ::googlenet_runtime::Flat<4920>,
    >,
    ///`dense`, 4920 to 19; line 35 of `specs/nested_small.yaml`.
    pub hidden: ::googlenet_runtime::layers::Dense<
        ::googlenet_runtime::Flat<4920>,
        ::googlenet_runtime::Flat<19>,
    >,
    ///`dense`, 19 to 7; line 36 of `specs/nested_small.yaml`.
    pub classes: ::googlenet_runtime::layers::Dense<
        ::googlenet_runtime::Flat<19>,
        ::googlenet_runtime::Flat<7>,
    >,
}
#[allow(dead_code, unreachable_pub, clippy::let_and_return, clippy::type_complexity)]
impl NestedSmall {
    ///Number of parameters, moving statistics included.
    pub const PARAMS: u64 = 99607;
    ///Number of trainable parameters.
    pub const TRAINABLE_PARAMS: u64 = 99607;
    ///Number of trainable parameters, with those of heads that exist in training only.
    pub const TRAINING_PARAMS: u64 = 99607;
    ///Multiply-accumulates for one image, those with padding included.
    pub const MACS: u64 = 669793;
    ///Bytes of the arena that a session holds for the activations of one image.
    pub const ARENA_BYTES: u64 = 145344;
    ///Bytes that a session of one thread holds at most beside packed weights, the arena included.
    pub const SESSION_BYTES: u64 = 564173;
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
    ) -> ::googlenet_runtime::Session<nested_small::Input, nested_small::Output> {
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
        input: &::googlenet_runtime::Tensor<nested_small::Input>,
    ) -> ::googlenet_runtime::Tensor<nested_small::Output> {
        let conv1 = self.conv1.forward(input);
        let mixed1 = self.mixed1.forward(&conv1);
        let pool1 = self.pool1.forward(&mixed1);
        let mixed2 = self.mixed2.forward(&pool1);
        let halves_left = self.halves.left.forward(&mixed2);
        let halves_right = self.halves.right.forward(&pool1);
        let halves_join = self
            .halves
            .join
            .forward((&halves_left, (&halves_right, (&mixed2, ()))));
        let drop = self.drop.forward(&halves_join);
        let flatten = self.flatten.forward(&drop);
        let hidden = self.hidden.forward(&flatten);
        let classes = self.classes.forward(&hidden);
        classes
    }
}
impl ::googlenet_runtime::__private::Sealed for NestedSmall {}
impl ::googlenet_runtime::Network for NestedSmall {
    fn graph(&self) -> ::googlenet_runtime::__private::dsl::graph::Graph {
        <Self as ::googlenet_runtime::TypedNetwork>::portable_graph()
    }
    fn layers(&self) -> ::std::vec::Vec<&::googlenet_runtime::Layer> {
        let mut all: ::std::vec::Vec<&::googlenet_runtime::Layer> = ::std::vec::Vec::new();
        let layers = &mut all;
        layers.push(&self.conv1);
        self.mixed1.collect(layers);
        layers.push(&self.pool1);
        self.mixed2.collect(layers);
        self.halves.collect(layers);
        layers.push(&self.drop);
        layers.push(&self.flatten);
        layers.push(&self.hidden);
        layers.push(&self.classes);
        all
    }
    fn layers_mut(&mut self) -> ::std::vec::Vec<::googlenet_runtime::LayerMut<'_>> {
        let mut all: ::std::vec::Vec<::googlenet_runtime::LayerMut<'_>> = ::std::vec::Vec::new();
        let layers = &mut all;
        layers.push(self.conv1.layer_mut());
        self.mixed1.collect_mut(layers);
        layers.push(self.pool1.layer_mut());
        self.mixed2.collect_mut(layers);
        self.halves.collect_mut(layers);
        layers.push(self.drop.layer_mut());
        layers.push(self.flatten.layer_mut());
        layers.push(self.hidden.layer_mut());
        layers.push(self.classes.layer_mut());
        all
    }
}
impl ::googlenet_runtime::TypedNetwork for NestedSmall {
    type Input = nested_small::Input;
    type Output = nested_small::Output;
    const PARAMS: u64 = 99607;
    const TRAINABLE_PARAMS: u64 = 99607;
    const TRAINING_PARAMS: u64 = 99607;
    const MACS: u64 = 669793;
    const ARENA_BYTES: u64 = 145344;
    const SESSION_BYTES: u64 = 564173;
    fn definition() -> &'static ::googlenet_runtime::__private::dsl::graph::Definition {
        use ::googlenet_runtime::__private::dsl;
        static DEFINITION: dsl::graph::Definition = dsl::graph::Definition {
            name: ::std::borrow::Cow::Borrowed("NestedSmall"),
            layers: ::std::borrow::Cow::Borrowed(
                &[
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("$input"),
                        op: dsl::op::Op::Input(dsl::op::Input {
                            size: [29, 23, 3],
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[]),
                        line: 4,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("conv1"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 11,
                            window: dsl::op::Window::new(
                                [5, 3],
                                [2, 1],
                                dsl::op::Padding::Valid,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[0]),
                        line: 24,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("mixed1.conv_1x1"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 5,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Valid,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[1]),
                        line: 13,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("mixed1.reduce"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 7,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Valid,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[1]),
                        line: 14,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("mixed1.fork.conv_1x3"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 9,
                            window: dsl::op::Window::new(
                                [1, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[3]),
                        line: 17,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("mixed1.fork.conv_3x1"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 9,
                            window: dsl::op::Window::new(
                                [3, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[3]),
                        line: 18,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("mixed1.fork"),
                        op: dsl::op::Op::Concat(dsl::op::Concat {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[4, 5, 3]),
                        line: 15,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("mixed1.pool"),
                        op: dsl::op::Op::AvgPool(dsl::op::AvgPool {
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            count_padding: false,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[1]),
                        line: 20,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("mixed1.project"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 5,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Valid,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[7]),
                        line: 21,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("mixed1"),
                        op: dsl::op::Op::Concat(dsl::op::Concat {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[2, 6, 8]),
                        line: 25,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("pool1"),
                        op: dsl::op::Op::MaxPool(dsl::op::MaxPool {
                            window: dsl::op::Window::new(
                                [3, 2],
                                [2, 2],
                                dsl::op::Padding::Valid,
                            ),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[9]),
                        line: 26,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("mixed2.conv_1x1"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 13,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Valid,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[10]),
                        line: 13,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("mixed2.reduce"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 6,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Valid,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[10]),
                        line: 14,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("mixed2.fork.conv_1x3"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 17,
                            window: dsl::op::Window::new(
                                [1, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[12]),
                        line: 17,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("mixed2.fork.conv_3x1"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 17,
                            window: dsl::op::Window::new(
                                [3, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[12]),
                        line: 18,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("mixed2.fork"),
                        op: dsl::op::Op::Concat(dsl::op::Concat {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[13, 14, 12]),
                        line: 15,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("mixed2.pool"),
                        op: dsl::op::Op::AvgPool(dsl::op::AvgPool {
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            count_padding: false,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[10]),
                        line: 20,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("mixed2.project"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 13,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Valid,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[16]),
                        line: 21,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("mixed2"),
                        op: dsl::op::Op::Concat(dsl::op::Concat {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[11, 15, 17]),
                        line: 27,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("halves.left"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 8,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Valid,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Tanh,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[18]),
                        line: 30,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("halves.right"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 8,
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Sigmoid,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[10]),
                        line: 31,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("halves"),
                        op: dsl::op::Op::Concat(dsl::op::Concat {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[19, 20, 18]),
                        line: 28,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("drop"),
                        op: dsl::op::Op::Dropout(dsl::op::Dropout { rate: 0.25 }),
                        inputs: ::std::borrow::Cow::Borrowed(&[21]),
                        line: 33,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("flatten"),
                        op: dsl::op::Op::Flatten(dsl::op::Flatten {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[22]),
                        line: 34,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("hidden"),
                        op: dsl::op::Op::Dense(dsl::op::Dense {
                            units: 19,
                            bias: true,
                            activation: dsl::op::Activation::Relu6,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[23]),
                        line: 35,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("classes"),
                        op: dsl::op::Op::Dense(dsl::op::Dense {
                            units: 7,
                            bias: true,
                            activation: dsl::op::Activation::Softmax,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[24]),
                        line: 36,
                    },
                ],
            ),
            outputs: ::std::borrow::Cow::Borrowed(
                &[
                    dsl::graph::Output {
                        name: ::std::borrow::Cow::Borrowed("classes"),
                        layer: 25,
                    },
                ],
            ),
            heads: ::std::borrow::Cow::Borrowed(&[]),
        };
        &DEFINITION
    }
    fn from_layers(layers: &mut ::googlenet_runtime::layers::Layers) -> Self {
        Self {
            conv1: layers.next(),
            mixed1: nested_small::mixed1::Block::from_layers(layers),
            pool1: layers.next(),
            mixed2: nested_small::mixed2::Block::from_layers(layers),
            halves: nested_small::halves::Block::from_layers(layers),
            drop: layers.next(),
            flatten: layers.next(),
            hidden: layers.next(),
            classes: layers.next(),
        }
    }
}
const _: () = <::googlenet_runtime::layers::Conv2d<
    ::googlenet_runtime::Hwc<29, 23, 3>,
    ::googlenet_runtime::Hwc<13, 21, 11>,
    ::googlenet_runtime::layers::Window<5, 3, 2, 1, ::googlenet_runtime::layers::Valid>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::MaxPool2d<
    ::googlenet_runtime::Hwc<13, 21, 35>,
    ::googlenet_runtime::Hwc<6, 10, 35>,
    ::googlenet_runtime::layers::Window<3, 2, 2, 2, ::googlenet_runtime::layers::Valid>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::Dropout<
    ::googlenet_runtime::Hwc<6, 10, 82>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::Flatten<
    ::googlenet_runtime::Hwc<6, 10, 82>,
    ::googlenet_runtime::Flat<4920>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::Dense<
    ::googlenet_runtime::Flat<4920>,
    ::googlenet_runtime::Flat<19>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::Dense<
    ::googlenet_runtime::Flat<19>,
    ::googlenet_runtime::Flat<7>,
>>::CHECK;
///The shapes and blocks of [`NestedSmall`].
#[allow(dead_code, unreachable_pub, clippy::let_and_return, clippy::type_complexity)]
pub mod nested_small {
    ///The shape of the network's input.
    pub type Input = ::googlenet_runtime::Hwc<29, 23, 3>;
    ///The shape of the network's output.
    pub type Output = ::googlenet_runtime::Flat<7>;
    ///Block `forked` as `mixed1`, 13x21x11 to 13x21x35; line 25 of `specs/nested_small.yaml`.
    pub mod mixed1 {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<13, 21, 11>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Hwc<13, 21, 35>;
        ///Block `forked` as `mixed1`, 13x21x11 to 13x21x35; line 25 of `specs/nested_small.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///`conv`, 13x21x11 to 13x21x5; line 13 of `specs/nested_small.yaml`.
            pub conv_1x1: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<13, 21, 11>,
                ::googlenet_runtime::Hwc<13, 21, 5>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Valid,
                >,
            >,
            ///`conv`, 13x21x11 to 13x21x7; line 14 of `specs/nested_small.yaml`.
            pub reduce: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<13, 21, 11>,
                ::googlenet_runtime::Hwc<13, 21, 7>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Valid,
                >,
            >,
            ///Branches of `fork`, 13x21x7 to 13x21x25; line 15 of `specs/nested_small.yaml`.
            pub fork: fork::Block,
            ///`avg_pool`, 13x21x11 to 13x21x11; line 20 of `specs/nested_small.yaml`.
            pub pool: ::googlenet_runtime::layers::AvgPool2d<
                ::googlenet_runtime::Hwc<13, 21, 11>,
                ::googlenet_runtime::Hwc<13, 21, 11>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 13x21x11 to 13x21x5; line 21 of `specs/nested_small.yaml`.
            pub project: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<13, 21, 11>,
                ::googlenet_runtime::Hwc<13, 21, 5>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Valid,
                >,
            >,
            ///`concat`, 13x21x5 and 13x21x25 and 13x21x5 to 13x21x35; line 25 of `specs/nested_small.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (
                    ::googlenet_runtime::Hwc<13, 21, 5>,
                    (
                        ::googlenet_runtime::Hwc<13, 21, 25>,
                        (::googlenet_runtime::Hwc<13, 21, 5>, ()),
                    ),
                ),
                ::googlenet_runtime::Hwc<13, 21, 35>,
            >,
        }
        impl Block {
            ///Runs the layers on the calling thread.
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let conv_1x1 = self.conv_1x1.forward(input);
                let reduce = self.reduce.forward(input);
                let fork_conv_1x3 = self.fork.conv_1x3.forward(&reduce);
                let fork_conv_3x1 = self.fork.conv_3x1.forward(&reduce);
                let fork_join = self
                    .fork
                    .join
                    .forward((&fork_conv_1x3, (&fork_conv_3x1, (&reduce, ()))));
                let pool = self.pool.forward(input);
                let project = self.project.forward(&pool);
                let join = self.join.forward((&conv_1x1, (&fork_join, (&project, ()))));
                join
            }
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    conv_1x1: layers.next(),
                    reduce: layers.next(),
                    fork: fork::Block::from_layers(layers),
                    pool: layers.next(),
                    project: layers.next(),
                    join: layers.next(),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                layers.push(&self.conv_1x1);
                layers.push(&self.reduce);
                self.fork.collect(layers);
                layers.push(&self.pool);
                layers.push(&self.project);
                layers.push(&self.join);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                layers.push(self.conv_1x1.layer_mut());
                layers.push(self.reduce.layer_mut());
                self.fork.collect_mut(layers);
                layers.push(self.pool.layer_mut());
                layers.push(self.project.layer_mut());
                layers.push(self.join.layer_mut());
            }
        }
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<13, 21, 11>,
            ::googlenet_runtime::Hwc<13, 21, 5>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Valid,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<13, 21, 11>,
            ::googlenet_runtime::Hwc<13, 21, 7>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Valid,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::AvgPool2d<
            ::googlenet_runtime::Hwc<13, 21, 11>,
            ::googlenet_runtime::Hwc<13, 21, 11>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<13, 21, 11>,
            ::googlenet_runtime::Hwc<13, 21, 5>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Valid,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Concat<
            (
                ::googlenet_runtime::Hwc<13, 21, 5>,
                (
                    ::googlenet_runtime::Hwc<13, 21, 25>,
                    (::googlenet_runtime::Hwc<13, 21, 5>, ()),
                ),
            ),
            ::googlenet_runtime::Hwc<13, 21, 35>,
        >>::CHECK;
        ///Branches of `fork`, 13x21x7 to 13x21x25; line 15 of `specs/nested_small.yaml`.
        pub mod fork {
            ///The shape of the block's input.
            pub type Input = ::googlenet_runtime::Hwc<13, 21, 7>;
            ///The shape of the block's output.
            pub type Output = ::googlenet_runtime::Hwc<13, 21, 25>;
            ///Branches of `fork`, 13x21x7 to 13x21x25; line 15 of `specs/nested_small.yaml`.
            #[derive(::core::fmt::Debug, ::core::clone::Clone)]
            pub struct Block {
                ///`conv`, 13x21x7 to 13x21x9; line 17 of `specs/nested_small.yaml`.
                pub conv_1x3: ::googlenet_runtime::layers::Conv2d<
                    ::googlenet_runtime::Hwc<13, 21, 7>,
                    ::googlenet_runtime::Hwc<13, 21, 9>,
                    ::googlenet_runtime::layers::Window<
                        1,
                        3,
                        1,
                        1,
                        ::googlenet_runtime::layers::Same,
                    >,
                >,
                ///`conv`, 13x21x7 to 13x21x9; line 18 of `specs/nested_small.yaml`.
                pub conv_3x1: ::googlenet_runtime::layers::Conv2d<
                    ::googlenet_runtime::Hwc<13, 21, 7>,
                    ::googlenet_runtime::Hwc<13, 21, 9>,
                    ::googlenet_runtime::layers::Window<
                        3,
                        1,
                        1,
                        1,
                        ::googlenet_runtime::layers::Same,
                    >,
                >,
                ///`concat`, 13x21x9 and 13x21x9 and 13x21x7 to 13x21x25; line 15 of `specs/nested_small.yaml`.
                pub join: ::googlenet_runtime::layers::Concat<
                    (
                        ::googlenet_runtime::Hwc<13, 21, 9>,
                        (
                            ::googlenet_runtime::Hwc<13, 21, 9>,
                            (::googlenet_runtime::Hwc<13, 21, 7>, ()),
                        ),
                    ),
                    ::googlenet_runtime::Hwc<13, 21, 25>,
                >,
            }
            impl Block {
                #[doc(hidden)]
                pub fn from_layers(
                    layers: &mut ::googlenet_runtime::layers::Layers,
                ) -> Self {
                    Self {
                        conv_1x3: layers.next(),
                        conv_3x1: layers.next(),
                        join: layers.next(),
                    }
                }
                #[doc(hidden)]
                pub fn collect<'a>(
                    &'a self,
                    layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
                ) {
                    layers.push(&self.conv_1x3);
                    layers.push(&self.conv_3x1);
                    layers.push(&self.join);
                }
                #[doc(hidden)]
                pub fn collect_mut<'a>(
                    &'a mut self,
                    layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
                ) {
                    layers.push(self.conv_1x3.layer_mut());
                    layers.push(self.conv_3x1.layer_mut());
                    layers.push(self.join.layer_mut());
                }
            }
            const _: () = <::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<13, 21, 7>,
                ::googlenet_runtime::Hwc<13, 21, 9>,
                ::googlenet_runtime::layers::Window<
                    1,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<13, 21, 7>,
                ::googlenet_runtime::Hwc<13, 21, 9>,
                ::googlenet_runtime::layers::Window<
                    3,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Concat<
                (
                    ::googlenet_runtime::Hwc<13, 21, 9>,
                    (
                        ::googlenet_runtime::Hwc<13, 21, 9>,
                        (::googlenet_runtime::Hwc<13, 21, 7>, ()),
                    ),
                ),
                ::googlenet_runtime::Hwc<13, 21, 25>,
            >>::CHECK;
        }
    }
    ///Block `forked` as `mixed2`, 6x10x35 to 6x10x66; line 27 of `specs/nested_small.yaml`.
    pub mod mixed2 {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<6, 10, 35>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Hwc<6, 10, 66>;
        ///Block `forked` as `mixed2`, 6x10x35 to 6x10x66; line 27 of `specs/nested_small.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///`conv`, 6x10x35 to 6x10x13; line 13 of `specs/nested_small.yaml`.
            pub conv_1x1: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<6, 10, 35>,
                ::googlenet_runtime::Hwc<6, 10, 13>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Valid,
                >,
            >,
            ///`conv`, 6x10x35 to 6x10x6; line 14 of `specs/nested_small.yaml`.
            pub reduce: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<6, 10, 35>,
                ::googlenet_runtime::Hwc<6, 10, 6>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Valid,
                >,
            >,
            ///Branches of `fork`, 6x10x6 to 6x10x40; line 15 of `specs/nested_small.yaml`.
            pub fork: fork::Block,
            ///`avg_pool`, 6x10x35 to 6x10x35; line 20 of `specs/nested_small.yaml`.
            pub pool: ::googlenet_runtime::layers::AvgPool2d<
                ::googlenet_runtime::Hwc<6, 10, 35>,
                ::googlenet_runtime::Hwc<6, 10, 35>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 6x10x35 to 6x10x13; line 21 of `specs/nested_small.yaml`.
            pub project: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<6, 10, 35>,
                ::googlenet_runtime::Hwc<6, 10, 13>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Valid,
                >,
            >,
            ///`concat`, 6x10x13 and 6x10x40 and 6x10x13 to 6x10x66; line 27 of `specs/nested_small.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (
                    ::googlenet_runtime::Hwc<6, 10, 13>,
                    (
                        ::googlenet_runtime::Hwc<6, 10, 40>,
                        (::googlenet_runtime::Hwc<6, 10, 13>, ()),
                    ),
                ),
                ::googlenet_runtime::Hwc<6, 10, 66>,
            >,
        }
        impl Block {
            ///Runs the layers on the calling thread.
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let conv_1x1 = self.conv_1x1.forward(input);
                let reduce = self.reduce.forward(input);
                let fork_conv_1x3 = self.fork.conv_1x3.forward(&reduce);
                let fork_conv_3x1 = self.fork.conv_3x1.forward(&reduce);
                let fork_join = self
                    .fork
                    .join
                    .forward((&fork_conv_1x3, (&fork_conv_3x1, (&reduce, ()))));
                let pool = self.pool.forward(input);
                let project = self.project.forward(&pool);
                let join = self.join.forward((&conv_1x1, (&fork_join, (&project, ()))));
                join
            }
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    conv_1x1: layers.next(),
                    reduce: layers.next(),
                    fork: fork::Block::from_layers(layers),
                    pool: layers.next(),
                    project: layers.next(),
                    join: layers.next(),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                layers.push(&self.conv_1x1);
                layers.push(&self.reduce);
                self.fork.collect(layers);
                layers.push(&self.pool);
                layers.push(&self.project);
                layers.push(&self.join);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                layers.push(self.conv_1x1.layer_mut());
                layers.push(self.reduce.layer_mut());
                self.fork.collect_mut(layers);
                layers.push(self.pool.layer_mut());
                layers.push(self.project.layer_mut());
                layers.push(self.join.layer_mut());
            }
        }
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<6, 10, 35>,
            ::googlenet_runtime::Hwc<6, 10, 13>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Valid,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<6, 10, 35>,
            ::googlenet_runtime::Hwc<6, 10, 6>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Valid,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::AvgPool2d<
            ::googlenet_runtime::Hwc<6, 10, 35>,
            ::googlenet_runtime::Hwc<6, 10, 35>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<6, 10, 35>,
            ::googlenet_runtime::Hwc<6, 10, 13>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Valid,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Concat<
            (
                ::googlenet_runtime::Hwc<6, 10, 13>,
                (
                    ::googlenet_runtime::Hwc<6, 10, 40>,
                    (::googlenet_runtime::Hwc<6, 10, 13>, ()),
                ),
            ),
            ::googlenet_runtime::Hwc<6, 10, 66>,
        >>::CHECK;
        ///Branches of `fork`, 6x10x6 to 6x10x40; line 15 of `specs/nested_small.yaml`.
        pub mod fork {
            ///The shape of the block's input.
            pub type Input = ::googlenet_runtime::Hwc<6, 10, 6>;
            ///The shape of the block's output.
            pub type Output = ::googlenet_runtime::Hwc<6, 10, 40>;
            ///Branches of `fork`, 6x10x6 to 6x10x40; line 15 of `specs/nested_small.yaml`.
            #[derive(::core::fmt::Debug, ::core::clone::Clone)]
            pub struct Block {
                ///`conv`, 6x10x6 to 6x10x17; line 17 of `specs/nested_small.yaml`.
                pub conv_1x3: ::googlenet_runtime::layers::Conv2d<
                    ::googlenet_runtime::Hwc<6, 10, 6>,
                    ::googlenet_runtime::Hwc<6, 10, 17>,
                    ::googlenet_runtime::layers::Window<
                        1,
                        3,
                        1,
                        1,
                        ::googlenet_runtime::layers::Same,
                    >,
                >,
                ///`conv`, 6x10x6 to 6x10x17; line 18 of `specs/nested_small.yaml`.
                pub conv_3x1: ::googlenet_runtime::layers::Conv2d<
                    ::googlenet_runtime::Hwc<6, 10, 6>,
                    ::googlenet_runtime::Hwc<6, 10, 17>,
                    ::googlenet_runtime::layers::Window<
                        3,
                        1,
                        1,
                        1,
                        ::googlenet_runtime::layers::Same,
                    >,
                >,
                ///`concat`, 6x10x17 and 6x10x17 and 6x10x6 to 6x10x40; line 15 of `specs/nested_small.yaml`.
                pub join: ::googlenet_runtime::layers::Concat<
                    (
                        ::googlenet_runtime::Hwc<6, 10, 17>,
                        (
                            ::googlenet_runtime::Hwc<6, 10, 17>,
                            (::googlenet_runtime::Hwc<6, 10, 6>, ()),
                        ),
                    ),
                    ::googlenet_runtime::Hwc<6, 10, 40>,
                >,
            }
            impl Block {
                #[doc(hidden)]
                pub fn from_layers(
                    layers: &mut ::googlenet_runtime::layers::Layers,
                ) -> Self {
                    Self {
                        conv_1x3: layers.next(),
                        conv_3x1: layers.next(),
                        join: layers.next(),
                    }
                }
                #[doc(hidden)]
                pub fn collect<'a>(
                    &'a self,
                    layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
                ) {
                    layers.push(&self.conv_1x3);
                    layers.push(&self.conv_3x1);
                    layers.push(&self.join);
                }
                #[doc(hidden)]
                pub fn collect_mut<'a>(
                    &'a mut self,
                    layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
                ) {
                    layers.push(self.conv_1x3.layer_mut());
                    layers.push(self.conv_3x1.layer_mut());
                    layers.push(self.join.layer_mut());
                }
            }
            const _: () = <::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<6, 10, 6>,
                ::googlenet_runtime::Hwc<6, 10, 17>,
                ::googlenet_runtime::layers::Window<
                    1,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<6, 10, 6>,
                ::googlenet_runtime::Hwc<6, 10, 17>,
                ::googlenet_runtime::layers::Window<
                    3,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Concat<
                (
                    ::googlenet_runtime::Hwc<6, 10, 17>,
                    (
                        ::googlenet_runtime::Hwc<6, 10, 17>,
                        (::googlenet_runtime::Hwc<6, 10, 6>, ()),
                    ),
                ),
                ::googlenet_runtime::Hwc<6, 10, 40>,
            >>::CHECK;
        }
    }
    ///Branches of `halves`, 6x10x66 to 6x10x82; line 28 of `specs/nested_small.yaml`.
    pub mod halves {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<6, 10, 66>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Hwc<6, 10, 82>;
        ///Branches of `halves`, 6x10x66 to 6x10x82; line 28 of `specs/nested_small.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///`conv`, 6x10x66 to 6x10x8; line 30 of `specs/nested_small.yaml`.
            pub left: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<6, 10, 66>,
                ::googlenet_runtime::Hwc<6, 10, 8>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Valid,
                >,
            >,
            ///`conv`, 6x10x35 to 6x10x8; line 31 of `specs/nested_small.yaml`.
            pub right: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<6, 10, 35>,
                ::googlenet_runtime::Hwc<6, 10, 8>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`concat`, 6x10x8 and 6x10x8 and 6x10x66 to 6x10x82; line 28 of `specs/nested_small.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (
                    ::googlenet_runtime::Hwc<6, 10, 8>,
                    (
                        ::googlenet_runtime::Hwc<6, 10, 8>,
                        (::googlenet_runtime::Hwc<6, 10, 66>, ()),
                    ),
                ),
                ::googlenet_runtime::Hwc<6, 10, 82>,
            >,
        }
        impl Block {
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    left: layers.next(),
                    right: layers.next(),
                    join: layers.next(),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                layers.push(&self.left);
                layers.push(&self.right);
                layers.push(&self.join);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                layers.push(self.left.layer_mut());
                layers.push(self.right.layer_mut());
                layers.push(self.join.layer_mut());
            }
        }
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<6, 10, 66>,
            ::googlenet_runtime::Hwc<6, 10, 8>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Valid,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<6, 10, 35>,
            ::googlenet_runtime::Hwc<6, 10, 8>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Concat<
            (
                ::googlenet_runtime::Hwc<6, 10, 8>,
                (
                    ::googlenet_runtime::Hwc<6, 10, 8>,
                    (::googlenet_runtime::Hwc<6, 10, 66>, ()),
                ),
            ),
            ::googlenet_runtime::Hwc<6, 10, 82>,
        >>::CHECK;
    }
}
