/// HeadsSmall, compiled from `specs/heads_small.yaml`.
///
///The network `HeadsSmall` of `specs/heads_small.yaml`.
#[derive(::core::fmt::Debug, ::core::clone::Clone)]
#[allow(dead_code, unreachable_pub, clippy::let_and_return, clippy::type_complexity)]
pub struct HeadsSmall {
    ///`dropout`, 21x18x3 to 21x18x3; line 27 of `specs/heads_small.yaml`.
    pub drop0: ::googlenet_runtime::layers::Dropout<::googlenet_runtime::Hwc<21, 18, 3>>,
    ///Step `stem` with the layers that its options append, 21x18x3 to 11x9x9; line 28 of `specs/heads_small.yaml`.
    pub stem: heads_small::stem::Block,
    ///Block `mixed` as `mixed1`, 11x9x9 to 11x9x17; line 29 of `specs/heads_small.yaml`.
    pub mixed1: heads_small::mixed1::Block,
    ///Branches of `merged`, 11x9x17 to 11x9x22; line 30 of `specs/heads_small.yaml`.
    pub merged: heads_small::merged::Block,
    ///`conv`, 11x9x22 to 11x9x8; line 34 of `specs/heads_small.yaml`.
    pub squeezed: ::googlenet_runtime::layers::Conv2d<
        ::googlenet_runtime::Hwc<11, 9, 22>,
        ::googlenet_runtime::Hwc<11, 9, 8>,
        ::googlenet_runtime::layers::Window<
            1,
            1,
            1,
            1,
            ::googlenet_runtime::layers::Same,
        >,
    >,
    ///`max_pool`, 11x9x8 to 5x4x8; line 35 of `specs/heads_small.yaml`.
    pub features: ::googlenet_runtime::layers::MaxPool2d<
        ::googlenet_runtime::Hwc<11, 9, 8>,
        ::googlenet_runtime::Hwc<5, 4, 8>,
        ::googlenet_runtime::layers::Window<
            3,
            3,
            2,
            2,
            ::googlenet_runtime::layers::Valid,
        >,
    >,
    ///`dropout`, 5x4x8 to 5x4x8; line 36 of `specs/heads_small.yaml`.
    pub drop: ::googlenet_runtime::layers::Dropout<::googlenet_runtime::Hwc<5, 4, 8>>,
    ///`flatten`, 5x4x8 to 160; line 37 of `specs/heads_small.yaml`.
    pub flatten: ::googlenet_runtime::layers::Flatten<
        ::googlenet_runtime::Hwc<5, 4, 8>,
        ::googlenet_runtime::Flat<160>,
    >,
    ///`dense`, 160 to 6; line 38 of `specs/heads_small.yaml`.
    pub linear: ::googlenet_runtime::layers::Dense<
        ::googlenet_runtime::Flat<160>,
        ::googlenet_runtime::Flat<6>,
    >,
    ///Head `embedding`, 11x9x8 to 8; line 42 of `specs/heads_small.yaml`.
    pub embedding: heads_small::embedding::Block,
    ///Head `aux1`, in training only, 11x9x17 to 6; line 41 of `specs/heads_small.yaml`.
    pub aux1: heads_small::aux1::Block,
    ///Head `aux2`, in training only, 5x4x8 to 6; line 51 of `specs/heads_small.yaml`.
    pub aux2: heads_small::aux2::Block,
}
#[allow(dead_code, unreachable_pub, clippy::let_and_return, clippy::type_complexity)]
impl HeadsSmall {
    ///Number of parameters, moving statistics included.
    pub const PARAMS: u64 = 2895;
    ///Number of trainable parameters.
    pub const TRAINABLE_PARAMS: u64 = 2857;
    ///Number of trainable parameters, with those of heads that exist in training only.
    pub const TRAINING_PARAMS: u64 = 6085;
    ///Multiply-accumulates for one image, those with padding included.
    pub const MACS: u64 = 169091;
    ///Bytes of the arena that a session holds for the activations of one image.
    pub const ARENA_BYTES: u64 = 13952;
    ///Bytes that a session of one thread holds at most beside packed weights, the arena included.
    pub const SESSION_BYTES: u64 = 95070;
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
    ) -> ::googlenet_runtime::Session<heads_small::Input, heads_small::Output> {
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
        input: &::googlenet_runtime::Tensor<heads_small::Input>,
    ) -> <heads_small::Output as ::googlenet_runtime::Outputs>::Tensors {
        let drop0 = self.drop0.forward(input);
        let stem = self.stem.forward(&drop0);
        let mixed1 = self.mixed1.forward(&stem);
        let merged_more = self.merged.more.forward(&stem);
        let merged_join = self.merged.join.forward((&mixed1, (&merged_more, ())));
        let squeezed = self.squeezed.forward(&merged_join);
        let features = self.features.forward(&squeezed);
        let drop = self.drop.forward(&features);
        let flatten = self.flatten.forward(&drop);
        let linear = self.linear.forward(&flatten);
        let embedding = self.embedding.forward(&squeezed);
        (linear, drop0, mixed1, features, drop, embedding)
    }
}
impl ::googlenet_runtime::__private::Sealed for HeadsSmall {}
impl ::googlenet_runtime::Network for HeadsSmall {
    fn graph(&self) -> ::googlenet_runtime::__private::dsl::graph::Graph {
        <Self as ::googlenet_runtime::TypedNetwork>::portable_graph()
    }
    fn layers(&self) -> ::std::vec::Vec<&::googlenet_runtime::Layer> {
        let mut all: ::std::vec::Vec<&::googlenet_runtime::Layer> = ::std::vec::Vec::new();
        let layers = &mut all;
        layers.push(&self.drop0);
        self.stem.collect(layers);
        self.mixed1.collect(layers);
        self.merged.collect(layers);
        layers.push(&self.squeezed);
        layers.push(&self.features);
        layers.push(&self.drop);
        layers.push(&self.flatten);
        layers.push(&self.linear);
        self.embedding.collect(layers);
        self.aux1.collect(layers);
        self.aux2.collect(layers);
        all
    }
    fn layers_mut(&mut self) -> ::std::vec::Vec<::googlenet_runtime::LayerMut<'_>> {
        let mut all: ::std::vec::Vec<::googlenet_runtime::LayerMut<'_>> = ::std::vec::Vec::new();
        let layers = &mut all;
        layers.push(self.drop0.layer_mut());
        self.stem.collect_mut(layers);
        self.mixed1.collect_mut(layers);
        self.merged.collect_mut(layers);
        layers.push(self.squeezed.layer_mut());
        layers.push(self.features.layer_mut());
        layers.push(self.drop.layer_mut());
        layers.push(self.flatten.layer_mut());
        layers.push(self.linear.layer_mut());
        self.embedding.collect_mut(layers);
        self.aux1.collect_mut(layers);
        self.aux2.collect_mut(layers);
        all
    }
}
impl ::googlenet_runtime::TypedNetwork for HeadsSmall {
    type Input = heads_small::Input;
    type Output = heads_small::Output;
    const PARAMS: u64 = 2895;
    const TRAINABLE_PARAMS: u64 = 2857;
    const TRAINING_PARAMS: u64 = 6085;
    const MACS: u64 = 169091;
    const ARENA_BYTES: u64 = 13952;
    const SESSION_BYTES: u64 = 95070;
    fn definition() -> &'static ::googlenet_runtime::__private::dsl::graph::Definition {
        use ::googlenet_runtime::__private::dsl;
        static DEFINITION: dsl::graph::Definition = dsl::graph::Definition {
            name: ::std::borrow::Cow::Borrowed("HeadsSmall"),
            layers: ::std::borrow::Cow::Borrowed(
                &[
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("$input"),
                        op: dsl::op::Op::Input(dsl::op::Input {
                            size: [21, 18, 3],
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[]),
                        line: 4,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("drop0"),
                        op: dsl::op::Op::Dropout(dsl::op::Dropout { rate: 0.1 }),
                        inputs: ::std::borrow::Cow::Borrowed(&[0]),
                        line: 27,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("stem"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 9,
                            window: dsl::op::Window::new(
                                [3, 3],
                                [2, 2],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: false,
                            activation: dsl::op::Activation::None,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[1]),
                        line: 28,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("stem.batch_norm"),
                        op: dsl::op::Op::BatchNorm(dsl::op::BatchNorm {
                            epsilon: 0.001,
                            momentum: 0.99,
                            scale: true,
                            center: true,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[2]),
                        line: 28,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("stem.activation"),
                        op: dsl::op::Op::Activate(dsl::op::Activate {
                            function: dsl::op::Activation::Relu,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[3]),
                        line: 28,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("mixed1.narrow"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 7,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[4]),
                        line: 13,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("mixed1.wide"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 10,
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: false,
                            activation: dsl::op::Activation::None,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[4]),
                        line: 14,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("mixed1.wide.batch_norm"),
                        op: dsl::op::Op::BatchNorm(dsl::op::BatchNorm {
                            epsilon: 0.001,
                            momentum: 0.99,
                            scale: true,
                            center: true,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[6]),
                        line: 14,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("mixed1.wide.activation"),
                        op: dsl::op::Op::Activate(dsl::op::Activate {
                            function: dsl::op::Activation::Relu,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[7]),
                        line: 14,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("mixed1"),
                        op: dsl::op::Op::Concat(dsl::op::Concat {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[5, 8]),
                        line: 29,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("merged.more"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 5,
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[4]),
                        line: 33,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("merged"),
                        op: dsl::op::Op::Concat(dsl::op::Concat {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[9, 10]),
                        line: 30,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("squeezed"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 8,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[11]),
                        line: 34,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("features"),
                        op: dsl::op::Op::MaxPool(dsl::op::MaxPool {
                            window: dsl::op::Window::new(
                                [3, 3],
                                [2, 2],
                                dsl::op::Padding::Valid,
                            ),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[12]),
                        line: 35,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("drop"),
                        op: dsl::op::Op::Dropout(dsl::op::Dropout { rate: 0.4 }),
                        inputs: ::std::borrow::Cow::Borrowed(&[13]),
                        line: 36,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("flatten"),
                        op: dsl::op::Op::Flatten(dsl::op::Flatten {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[14]),
                        line: 37,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("linear"),
                        op: dsl::op::Op::Dense(dsl::op::Dense {
                            units: 6,
                            bias: true,
                            activation: dsl::op::Activation::Softmax,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[15]),
                        line: 38,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("embedding.both.mean"),
                        op: dsl::op::Op::GlobalAvgPool(dsl::op::GlobalAvgPool {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[12]),
                        line: 48,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("embedding.both.most"),
                        op: dsl::op::Op::GlobalMaxPool(dsl::op::GlobalMaxPool {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[12]),
                        line: 49,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("embedding.both"),
                        op: dsl::op::Op::Concat(dsl::op::Concat {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[17, 18]),
                        line: 46,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("embedding.norm"),
                        op: dsl::op::Op::Dense(dsl::op::Dense {
                            units: 8,
                            bias: true,
                            activation: dsl::op::Activation::Tanh,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[19]),
                        line: 50,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("aux1.classify.pool"),
                        op: dsl::op::Op::AvgPool(dsl::op::AvgPool {
                            window: dsl::op::Window::new(
                                [3, 3],
                                [2, 2],
                                dsl::op::Padding::Valid,
                            ),
                            count_padding: false,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[9]),
                        line: 19,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("aux1.classify.project"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 4,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[21]),
                        line: 20,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("aux1.classify.flatten"),
                        op: dsl::op::Op::Flatten(dsl::op::Flatten {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[22]),
                        line: 21,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("aux1.classify.hidden"),
                        op: dsl::op::Op::Dense(dsl::op::Dense {
                            units: 11,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[23]),
                        line: 22,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("aux1.classify.drop"),
                        op: dsl::op::Op::Dropout(dsl::op::Dropout { rate: 0.7 }),
                        inputs: ::std::borrow::Cow::Borrowed(&[24]),
                        line: 23,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("aux1.classify.classes"),
                        op: dsl::op::Op::Dense(dsl::op::Dense {
                            units: 6,
                            bias: true,
                            activation: dsl::op::Activation::Softmax,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[25]),
                        line: 24,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("aux2.mixed.narrow"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 3,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[13]),
                        line: 13,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("aux2.mixed.wide"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 4,
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: false,
                            activation: dsl::op::Activation::None,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[13]),
                        line: 14,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("aux2.mixed.wide.batch_norm"),
                        op: dsl::op::Op::BatchNorm(dsl::op::BatchNorm {
                            epsilon: 0.001,
                            momentum: 0.99,
                            scale: true,
                            center: true,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[28]),
                        line: 14,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("aux2.mixed.wide.activation"),
                        op: dsl::op::Op::Activate(dsl::op::Activate {
                            function: dsl::op::Activation::Relu,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[29]),
                        line: 14,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("aux2.mixed"),
                        op: dsl::op::Op::Concat(dsl::op::Concat {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[27, 30]),
                        line: 56,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("aux2.wide.up"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 8,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[31]),
                        line: 57,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("aux2.wide"),
                        op: dsl::op::Op::Add(dsl::op::Add {
                            scale: ::std::borrow::Cow::Borrowed(&[]),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[32, 13]),
                        line: 57,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("aux2.wide.activation"),
                        op: dsl::op::Op::Activate(dsl::op::Activate {
                            function: dsl::op::Activation::Relu,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[33]),
                        line: 57,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("aux2.both"),
                        op: dsl::op::Op::Concat(dsl::op::Concat {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[31, 34]),
                        line: 58,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("aux2.flatten"),
                        op: dsl::op::Op::Flatten(dsl::op::Flatten {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[35]),
                        line: 59,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("aux2.classes"),
                        op: dsl::op::Op::Dense(dsl::op::Dense {
                            units: 6,
                            bias: true,
                            activation: dsl::op::Activation::None,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[36]),
                        line: 60,
                    },
                ],
            ),
            outputs: ::std::borrow::Cow::Borrowed(
                &[
                    dsl::graph::Output {
                        name: ::std::borrow::Cow::Borrowed("linear"),
                        layer: 16,
                    },
                    dsl::graph::Output {
                        name: ::std::borrow::Cow::Borrowed("drop0"),
                        layer: 1,
                    },
                    dsl::graph::Output {
                        name: ::std::borrow::Cow::Borrowed("mixed1"),
                        layer: 9,
                    },
                    dsl::graph::Output {
                        name: ::std::borrow::Cow::Borrowed("features"),
                        layer: 13,
                    },
                    dsl::graph::Output {
                        name: ::std::borrow::Cow::Borrowed("drop"),
                        layer: 14,
                    },
                    dsl::graph::Output {
                        name: ::std::borrow::Cow::Borrowed("embedding"),
                        layer: 20,
                    },
                ],
            ),
            heads: ::std::borrow::Cow::Borrowed(
                &[
                    dsl::graph::Head {
                        name: ::std::borrow::Cow::Borrowed("embedding"),
                        when: dsl::graph::When::Always,
                        weight: 1.0,
                        input: 12,
                        first: 17,
                        output: 20,
                    },
                    dsl::graph::Head {
                        name: ::std::borrow::Cow::Borrowed("aux1"),
                        when: dsl::graph::When::Training,
                        weight: 0.3,
                        input: 9,
                        first: 21,
                        output: 26,
                    },
                    dsl::graph::Head {
                        name: ::std::borrow::Cow::Borrowed("aux2"),
                        when: dsl::graph::When::Training,
                        weight: 0.5,
                        input: 13,
                        first: 27,
                        output: 37,
                    },
                ],
            ),
        };
        &DEFINITION
    }
    fn from_layers(layers: &mut ::googlenet_runtime::layers::Layers) -> Self {
        Self {
            drop0: layers.next(),
            stem: heads_small::stem::Block::from_layers(layers),
            mixed1: heads_small::mixed1::Block::from_layers(layers),
            merged: heads_small::merged::Block::from_layers(layers),
            squeezed: layers.next(),
            features: layers.next(),
            drop: layers.next(),
            flatten: layers.next(),
            linear: layers.next(),
            embedding: heads_small::embedding::Block::from_layers(layers),
            aux1: heads_small::aux1::Block::from_layers(layers),
            aux2: heads_small::aux2::Block::from_layers(layers),
        }
    }
}
const _: () = <::googlenet_runtime::layers::Dropout<
    ::googlenet_runtime::Hwc<21, 18, 3>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::Conv2d<
    ::googlenet_runtime::Hwc<11, 9, 22>,
    ::googlenet_runtime::Hwc<11, 9, 8>,
    ::googlenet_runtime::layers::Window<1, 1, 1, 1, ::googlenet_runtime::layers::Same>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::MaxPool2d<
    ::googlenet_runtime::Hwc<11, 9, 8>,
    ::googlenet_runtime::Hwc<5, 4, 8>,
    ::googlenet_runtime::layers::Window<3, 3, 2, 2, ::googlenet_runtime::layers::Valid>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::Dropout<
    ::googlenet_runtime::Hwc<5, 4, 8>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::Flatten<
    ::googlenet_runtime::Hwc<5, 4, 8>,
    ::googlenet_runtime::Flat<160>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::Dense<
    ::googlenet_runtime::Flat<160>,
    ::googlenet_runtime::Flat<6>,
>>::CHECK;
///The shapes and blocks of [`HeadsSmall`].
#[allow(dead_code, unreachable_pub, clippy::let_and_return, clippy::type_complexity)]
pub mod heads_small {
    ///The shape of the network's input.
    pub type Input = ::googlenet_runtime::Hwc<21, 18, 3>;
    ///The shapes of the network's outputs: `linear`, `drop0`, `mixed1`, `features`, `drop`, `embedding`.
    pub type Output = (
        ::googlenet_runtime::Flat<6>,
        ::googlenet_runtime::Hwc<21, 18, 3>,
        ::googlenet_runtime::Hwc<11, 9, 17>,
        ::googlenet_runtime::Hwc<5, 4, 8>,
        ::googlenet_runtime::Hwc<5, 4, 8>,
        ::googlenet_runtime::Flat<8>,
    );
    ///Step `stem` with the layers that its options append, 21x18x3 to 11x9x9; line 28 of `specs/heads_small.yaml`.
    pub mod stem {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<21, 18, 3>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Hwc<11, 9, 9>;
        ///Step `stem` with the layers that its options append, 21x18x3 to 11x9x9; line 28 of `specs/heads_small.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///`conv`, 21x18x3 to 11x9x9; line 28 of `specs/heads_small.yaml`.
            pub conv: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<21, 18, 3>,
                ::googlenet_runtime::Hwc<11, 9, 9>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    2,
                    2,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`batch_norm`, 11x9x9 to 11x9x9; line 28 of `specs/heads_small.yaml`.
            pub batch_norm: ::googlenet_runtime::layers::BatchNorm<
                ::googlenet_runtime::Hwc<11, 9, 9>,
            >,
            ///`activation`, 11x9x9 to 11x9x9; line 28 of `specs/heads_small.yaml`.
            pub activation: ::googlenet_runtime::layers::Activate<
                ::googlenet_runtime::Hwc<11, 9, 9>,
            >,
        }
        impl Block {
            ///Runs the layers on the calling thread.
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let conv = self.conv.forward(input);
                let batch_norm = self.batch_norm.forward(&conv);
                let activation = self.activation.forward(&batch_norm);
                activation
            }
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    conv: layers.next(),
                    batch_norm: layers.next(),
                    activation: layers.next(),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                layers.push(&self.conv);
                layers.push(&self.batch_norm);
                layers.push(&self.activation);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                layers.push(self.conv.layer_mut());
                layers.push(self.batch_norm.layer_mut());
                layers.push(self.activation.layer_mut());
            }
        }
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<21, 18, 3>,
            ::googlenet_runtime::Hwc<11, 9, 9>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                2,
                2,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::BatchNorm<
            ::googlenet_runtime::Hwc<11, 9, 9>,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Activate<
            ::googlenet_runtime::Hwc<11, 9, 9>,
        >>::CHECK;
    }
    ///Block `mixed` as `mixed1`, 11x9x9 to 11x9x17; line 29 of `specs/heads_small.yaml`.
    pub mod mixed1 {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<11, 9, 9>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Hwc<11, 9, 17>;
        ///Block `mixed` as `mixed1`, 11x9x9 to 11x9x17; line 29 of `specs/heads_small.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///`conv`, 11x9x9 to 11x9x7; line 13 of `specs/heads_small.yaml`.
            pub narrow: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<11, 9, 9>,
                ::googlenet_runtime::Hwc<11, 9, 7>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///Step `wide` with the layers that its options append, 11x9x9 to 11x9x10; line 14 of `specs/heads_small.yaml`.
            pub wide: wide::Block,
            ///`concat`, 11x9x7 and 11x9x10 to 11x9x17; line 29 of `specs/heads_small.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (
                    ::googlenet_runtime::Hwc<11, 9, 7>,
                    (::googlenet_runtime::Hwc<11, 9, 10>, ()),
                ),
                ::googlenet_runtime::Hwc<11, 9, 17>,
            >,
        }
        impl Block {
            ///Runs the layers on the calling thread.
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let narrow = self.narrow.forward(input);
                let wide = self.wide.forward(input);
                let join = self.join.forward((&narrow, (&wide, ())));
                join
            }
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    narrow: layers.next(),
                    wide: wide::Block::from_layers(layers),
                    join: layers.next(),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                layers.push(&self.narrow);
                self.wide.collect(layers);
                layers.push(&self.join);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                layers.push(self.narrow.layer_mut());
                self.wide.collect_mut(layers);
                layers.push(self.join.layer_mut());
            }
        }
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<11, 9, 9>,
            ::googlenet_runtime::Hwc<11, 9, 7>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Concat<
            (
                ::googlenet_runtime::Hwc<11, 9, 7>,
                (::googlenet_runtime::Hwc<11, 9, 10>, ()),
            ),
            ::googlenet_runtime::Hwc<11, 9, 17>,
        >>::CHECK;
        ///Step `wide` with the layers that its options append, 11x9x9 to 11x9x10; line 14 of `specs/heads_small.yaml`.
        pub mod wide {
            ///The shape of the block's input.
            pub type Input = ::googlenet_runtime::Hwc<11, 9, 9>;
            ///The shape of the block's output.
            pub type Output = ::googlenet_runtime::Hwc<11, 9, 10>;
            ///Step `wide` with the layers that its options append, 11x9x9 to 11x9x10; line 14 of `specs/heads_small.yaml`.
            #[derive(::core::fmt::Debug, ::core::clone::Clone)]
            pub struct Block {
                ///`conv`, 11x9x9 to 11x9x10; line 14 of `specs/heads_small.yaml`.
                pub conv: ::googlenet_runtime::layers::Conv2d<
                    ::googlenet_runtime::Hwc<11, 9, 9>,
                    ::googlenet_runtime::Hwc<11, 9, 10>,
                    ::googlenet_runtime::layers::Window<
                        3,
                        3,
                        1,
                        1,
                        ::googlenet_runtime::layers::Same,
                    >,
                >,
                ///`batch_norm`, 11x9x10 to 11x9x10; line 14 of `specs/heads_small.yaml`.
                pub batch_norm: ::googlenet_runtime::layers::BatchNorm<
                    ::googlenet_runtime::Hwc<11, 9, 10>,
                >,
                ///`activation`, 11x9x10 to 11x9x10; line 14 of `specs/heads_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    ::googlenet_runtime::Hwc<11, 9, 10>,
                >,
            }
            impl Block {
                ///Runs the layers on the calling thread.
                pub fn forward(
                    &self,
                    input: &::googlenet_runtime::Tensor<Input>,
                ) -> ::googlenet_runtime::Tensor<Output> {
                    let conv = self.conv.forward(input);
                    let batch_norm = self.batch_norm.forward(&conv);
                    let activation = self.activation.forward(&batch_norm);
                    activation
                }
                #[doc(hidden)]
                pub fn from_layers(
                    layers: &mut ::googlenet_runtime::layers::Layers,
                ) -> Self {
                    Self {
                        conv: layers.next(),
                        batch_norm: layers.next(),
                        activation: layers.next(),
                    }
                }
                #[doc(hidden)]
                pub fn collect<'a>(
                    &'a self,
                    layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
                ) {
                    layers.push(&self.conv);
                    layers.push(&self.batch_norm);
                    layers.push(&self.activation);
                }
                #[doc(hidden)]
                pub fn collect_mut<'a>(
                    &'a mut self,
                    layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
                ) {
                    layers.push(self.conv.layer_mut());
                    layers.push(self.batch_norm.layer_mut());
                    layers.push(self.activation.layer_mut());
                }
            }
            const _: () = <::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<11, 9, 9>,
                ::googlenet_runtime::Hwc<11, 9, 10>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::BatchNorm<
                ::googlenet_runtime::Hwc<11, 9, 10>,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Activate<
                ::googlenet_runtime::Hwc<11, 9, 10>,
            >>::CHECK;
        }
    }
    ///Branches of `merged`, 11x9x17 to 11x9x22; line 30 of `specs/heads_small.yaml`.
    pub mod merged {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<11, 9, 17>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Hwc<11, 9, 22>;
        ///Branches of `merged`, 11x9x17 to 11x9x22; line 30 of `specs/heads_small.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///`conv`, 11x9x9 to 11x9x5; line 33 of `specs/heads_small.yaml`.
            pub more: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<11, 9, 9>,
                ::googlenet_runtime::Hwc<11, 9, 5>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`concat`, 11x9x17 and 11x9x5 to 11x9x22; line 30 of `specs/heads_small.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (
                    ::googlenet_runtime::Hwc<11, 9, 17>,
                    (::googlenet_runtime::Hwc<11, 9, 5>, ()),
                ),
                ::googlenet_runtime::Hwc<11, 9, 22>,
            >,
        }
        impl Block {
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    more: layers.next(),
                    join: layers.next(),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                layers.push(&self.more);
                layers.push(&self.join);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                layers.push(self.more.layer_mut());
                layers.push(self.join.layer_mut());
            }
        }
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<11, 9, 9>,
            ::googlenet_runtime::Hwc<11, 9, 5>,
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
                ::googlenet_runtime::Hwc<11, 9, 17>,
                (::googlenet_runtime::Hwc<11, 9, 5>, ()),
            ),
            ::googlenet_runtime::Hwc<11, 9, 22>,
        >>::CHECK;
    }
    ///Head `embedding`, 11x9x8 to 8; line 42 of `specs/heads_small.yaml`.
    pub mod embedding {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<11, 9, 8>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Flat<8>;
        ///Head `embedding`, 11x9x8 to 8; line 42 of `specs/heads_small.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///Branches of `both`, 11x9x8 to 16; line 46 of `specs/heads_small.yaml`.
            pub both: both::Block,
            ///`dense`, 16 to 8; line 50 of `specs/heads_small.yaml`.
            pub norm: ::googlenet_runtime::layers::Dense<
                ::googlenet_runtime::Flat<16>,
                ::googlenet_runtime::Flat<8>,
            >,
        }
        impl Block {
            ///Runs the layers on the calling thread.
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let both_mean = self.both.mean.forward(input);
                let both_most = self.both.most.forward(input);
                let both_join = self.both.join.forward((&both_mean, (&both_most, ())));
                let norm = self.norm.forward(&both_join);
                norm
            }
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    both: both::Block::from_layers(layers),
                    norm: layers.next(),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                self.both.collect(layers);
                layers.push(&self.norm);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                self.both.collect_mut(layers);
                layers.push(self.norm.layer_mut());
            }
        }
        const _: () = <::googlenet_runtime::layers::Dense<
            ::googlenet_runtime::Flat<16>,
            ::googlenet_runtime::Flat<8>,
        >>::CHECK;
        ///Branches of `both`, 11x9x8 to 16; line 46 of `specs/heads_small.yaml`.
        pub mod both {
            ///The shape of the block's input.
            pub type Input = ::googlenet_runtime::Hwc<11, 9, 8>;
            ///The shape of the block's output.
            pub type Output = ::googlenet_runtime::Flat<16>;
            ///Branches of `both`, 11x9x8 to 16; line 46 of `specs/heads_small.yaml`.
            #[derive(::core::fmt::Debug, ::core::clone::Clone)]
            pub struct Block {
                ///`global_avg_pool`, 11x9x8 to 8; line 48 of `specs/heads_small.yaml`.
                pub mean: ::googlenet_runtime::layers::GlobalAvgPool2d<
                    ::googlenet_runtime::Hwc<11, 9, 8>,
                    ::googlenet_runtime::Flat<8>,
                >,
                ///`global_max_pool`, 11x9x8 to 8; line 49 of `specs/heads_small.yaml`.
                pub most: ::googlenet_runtime::layers::GlobalMaxPool2d<
                    ::googlenet_runtime::Hwc<11, 9, 8>,
                    ::googlenet_runtime::Flat<8>,
                >,
                ///`concat`, 8 and 8 to 16; line 46 of `specs/heads_small.yaml`.
                pub join: ::googlenet_runtime::layers::Concat<
                    (::googlenet_runtime::Flat<8>, (::googlenet_runtime::Flat<8>, ())),
                    ::googlenet_runtime::Flat<16>,
                >,
            }
            impl Block {
                #[doc(hidden)]
                pub fn from_layers(
                    layers: &mut ::googlenet_runtime::layers::Layers,
                ) -> Self {
                    Self {
                        mean: layers.next(),
                        most: layers.next(),
                        join: layers.next(),
                    }
                }
                #[doc(hidden)]
                pub fn collect<'a>(
                    &'a self,
                    layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
                ) {
                    layers.push(&self.mean);
                    layers.push(&self.most);
                    layers.push(&self.join);
                }
                #[doc(hidden)]
                pub fn collect_mut<'a>(
                    &'a mut self,
                    layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
                ) {
                    layers.push(self.mean.layer_mut());
                    layers.push(self.most.layer_mut());
                    layers.push(self.join.layer_mut());
                }
            }
            const _: () = <::googlenet_runtime::layers::GlobalAvgPool2d<
                ::googlenet_runtime::Hwc<11, 9, 8>,
                ::googlenet_runtime::Flat<8>,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::GlobalMaxPool2d<
                ::googlenet_runtime::Hwc<11, 9, 8>,
                ::googlenet_runtime::Flat<8>,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Concat<
                (::googlenet_runtime::Flat<8>, (::googlenet_runtime::Flat<8>, ())),
                ::googlenet_runtime::Flat<16>,
            >>::CHECK;
        }
    }
    ///Head `aux1`, in training only, 11x9x17 to 6; line 41 of `specs/heads_small.yaml`.
    pub mod aux1 {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<11, 9, 17>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Flat<6>;
        ///Head `aux1`, in training only, 11x9x17 to 6; line 41 of `specs/heads_small.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///Block `classifier` as `classify`, 11x9x17 to 6; line 41 of `specs/heads_small.yaml`.
            pub classify: classify::Block,
        }
        impl Block {
            ///Runs the layers on the calling thread.
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let classify = self.classify.forward(input);
                classify
            }
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    classify: classify::Block::from_layers(layers),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                self.classify.collect(layers);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                self.classify.collect_mut(layers);
            }
        }
        ///Block `classifier` as `classify`, 11x9x17 to 6; line 41 of `specs/heads_small.yaml`.
        pub mod classify {
            ///The shape of the block's input.
            pub type Input = ::googlenet_runtime::Hwc<11, 9, 17>;
            ///The shape of the block's output.
            pub type Output = ::googlenet_runtime::Flat<6>;
            ///Block `classifier` as `classify`, 11x9x17 to 6; line 41 of `specs/heads_small.yaml`.
            #[derive(::core::fmt::Debug, ::core::clone::Clone)]
            pub struct Block {
                ///`avg_pool`, 11x9x17 to 5x4x17; line 19 of `specs/heads_small.yaml`.
                pub pool: ::googlenet_runtime::layers::AvgPool2d<
                    ::googlenet_runtime::Hwc<11, 9, 17>,
                    ::googlenet_runtime::Hwc<5, 4, 17>,
                    ::googlenet_runtime::layers::Window<
                        3,
                        3,
                        2,
                        2,
                        ::googlenet_runtime::layers::Valid,
                    >,
                >,
                ///`conv`, 5x4x17 to 5x4x4; line 20 of `specs/heads_small.yaml`.
                pub project: ::googlenet_runtime::layers::Conv2d<
                    ::googlenet_runtime::Hwc<5, 4, 17>,
                    ::googlenet_runtime::Hwc<5, 4, 4>,
                    ::googlenet_runtime::layers::Window<
                        1,
                        1,
                        1,
                        1,
                        ::googlenet_runtime::layers::Same,
                    >,
                >,
                ///`flatten`, 5x4x4 to 80; line 21 of `specs/heads_small.yaml`.
                pub flatten: ::googlenet_runtime::layers::Flatten<
                    ::googlenet_runtime::Hwc<5, 4, 4>,
                    ::googlenet_runtime::Flat<80>,
                >,
                ///`dense`, 80 to 11; line 22 of `specs/heads_small.yaml`.
                pub hidden: ::googlenet_runtime::layers::Dense<
                    ::googlenet_runtime::Flat<80>,
                    ::googlenet_runtime::Flat<11>,
                >,
                ///`dropout`, 11 to 11; line 23 of `specs/heads_small.yaml`.
                pub drop: ::googlenet_runtime::layers::Dropout<
                    ::googlenet_runtime::Flat<11>,
                >,
                ///`dense`, 11 to 6; line 24 of `specs/heads_small.yaml`.
                pub classes: ::googlenet_runtime::layers::Dense<
                    ::googlenet_runtime::Flat<11>,
                    ::googlenet_runtime::Flat<6>,
                >,
            }
            impl Block {
                ///Runs the layers on the calling thread.
                pub fn forward(
                    &self,
                    input: &::googlenet_runtime::Tensor<Input>,
                ) -> ::googlenet_runtime::Tensor<Output> {
                    let pool = self.pool.forward(input);
                    let project = self.project.forward(&pool);
                    let flatten = self.flatten.forward(&project);
                    let hidden = self.hidden.forward(&flatten);
                    let drop = self.drop.forward(&hidden);
                    let classes = self.classes.forward(&drop);
                    classes
                }
                #[doc(hidden)]
                pub fn from_layers(
                    layers: &mut ::googlenet_runtime::layers::Layers,
                ) -> Self {
                    Self {
                        pool: layers.next(),
                        project: layers.next(),
                        flatten: layers.next(),
                        hidden: layers.next(),
                        drop: layers.next(),
                        classes: layers.next(),
                    }
                }
                #[doc(hidden)]
                pub fn collect<'a>(
                    &'a self,
                    layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
                ) {
                    layers.push(&self.pool);
                    layers.push(&self.project);
                    layers.push(&self.flatten);
                    layers.push(&self.hidden);
                    layers.push(&self.drop);
                    layers.push(&self.classes);
                }
                #[doc(hidden)]
                pub fn collect_mut<'a>(
                    &'a mut self,
                    layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
                ) {
                    layers.push(self.pool.layer_mut());
                    layers.push(self.project.layer_mut());
                    layers.push(self.flatten.layer_mut());
                    layers.push(self.hidden.layer_mut());
                    layers.push(self.drop.layer_mut());
                    layers.push(self.classes.layer_mut());
                }
            }
            const _: () = <::googlenet_runtime::layers::AvgPool2d<
                ::googlenet_runtime::Hwc<11, 9, 17>,
                ::googlenet_runtime::Hwc<5, 4, 17>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    2,
                    2,
                    ::googlenet_runtime::layers::Valid,
                >,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<5, 4, 17>,
                ::googlenet_runtime::Hwc<5, 4, 4>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Flatten<
                ::googlenet_runtime::Hwc<5, 4, 4>,
                ::googlenet_runtime::Flat<80>,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Dense<
                ::googlenet_runtime::Flat<80>,
                ::googlenet_runtime::Flat<11>,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Dropout<
                ::googlenet_runtime::Flat<11>,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Dense<
                ::googlenet_runtime::Flat<11>,
                ::googlenet_runtime::Flat<6>,
            >>::CHECK;
        }
    }
    ///Head `aux2`, in training only, 5x4x8 to 6; line 51 of `specs/heads_small.yaml`.
    pub mod aux2 {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<5, 4, 8>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Flat<6>;
        ///Head `aux2`, in training only, 5x4x8 to 6; line 51 of `specs/heads_small.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///Block `mixed` as `mixed`, 5x4x8 to 5x4x7; line 56 of `specs/heads_small.yaml`.
            pub mixed: mixed::Block,
            ///Branches of `wide`, 5x4x7 to 5x4x8; line 57 of `specs/heads_small.yaml`.
            pub wide: wide::Block,
            ///`concat`, 5x4x7 and 5x4x8 to 5x4x15; line 58 of `specs/heads_small.yaml`.
            pub both: ::googlenet_runtime::layers::Concat<
                (
                    ::googlenet_runtime::Hwc<5, 4, 7>,
                    (::googlenet_runtime::Hwc<5, 4, 8>, ()),
                ),
                ::googlenet_runtime::Hwc<5, 4, 15>,
            >,
            ///`flatten`, 5x4x15 to 300; line 59 of `specs/heads_small.yaml`.
            pub flatten: ::googlenet_runtime::layers::Flatten<
                ::googlenet_runtime::Hwc<5, 4, 15>,
                ::googlenet_runtime::Flat<300>,
            >,
            ///`dense`, 300 to 6; line 60 of `specs/heads_small.yaml`.
            pub classes: ::googlenet_runtime::layers::Dense<
                ::googlenet_runtime::Flat<300>,
                ::googlenet_runtime::Flat<6>,
            >,
        }
        impl Block {
            ///Runs the layers on the calling thread.
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let mixed = self.mixed.forward(input);
                let wide_up = self.wide.up.forward(&mixed);
                let wide_join = self.wide.join.forward((&wide_up, (input, ())));
                let wide_activation = self.wide.activation.forward(&wide_join);
                let both = self.both.forward((&mixed, (&wide_activation, ())));
                let flatten = self.flatten.forward(&both);
                let classes = self.classes.forward(&flatten);
                classes
            }
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    mixed: mixed::Block::from_layers(layers),
                    wide: wide::Block::from_layers(layers),
                    both: layers.next(),
                    flatten: layers.next(),
                    classes: layers.next(),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                self.mixed.collect(layers);
                self.wide.collect(layers);
                layers.push(&self.both);
                layers.push(&self.flatten);
                layers.push(&self.classes);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                self.mixed.collect_mut(layers);
                self.wide.collect_mut(layers);
                layers.push(self.both.layer_mut());
                layers.push(self.flatten.layer_mut());
                layers.push(self.classes.layer_mut());
            }
        }
        const _: () = <::googlenet_runtime::layers::Concat<
            (::googlenet_runtime::Hwc<5, 4, 7>, (::googlenet_runtime::Hwc<5, 4, 8>, ())),
            ::googlenet_runtime::Hwc<5, 4, 15>,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Flatten<
            ::googlenet_runtime::Hwc<5, 4, 15>,
            ::googlenet_runtime::Flat<300>,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Dense<
            ::googlenet_runtime::Flat<300>,
            ::googlenet_runtime::Flat<6>,
        >>::CHECK;
        ///Block `mixed` as `mixed`, 5x4x8 to 5x4x7; line 56 of `specs/heads_small.yaml`.
        pub mod mixed {
            ///The shape of the block's input.
            pub type Input = ::googlenet_runtime::Hwc<5, 4, 8>;
            ///The shape of the block's output.
            pub type Output = ::googlenet_runtime::Hwc<5, 4, 7>;
            ///Block `mixed` as `mixed`, 5x4x8 to 5x4x7; line 56 of `specs/heads_small.yaml`.
            #[derive(::core::fmt::Debug, ::core::clone::Clone)]
            pub struct Block {
                ///`conv`, 5x4x8 to 5x4x3; line 13 of `specs/heads_small.yaml`.
                pub narrow: ::googlenet_runtime::layers::Conv2d<
                    ::googlenet_runtime::Hwc<5, 4, 8>,
                    ::googlenet_runtime::Hwc<5, 4, 3>,
                    ::googlenet_runtime::layers::Window<
                        1,
                        1,
                        1,
                        1,
                        ::googlenet_runtime::layers::Same,
                    >,
                >,
                ///Step `wide` with the layers that its options append, 5x4x8 to 5x4x4; line 14 of `specs/heads_small.yaml`.
                pub wide: wide::Block,
                ///`concat`, 5x4x3 and 5x4x4 to 5x4x7; line 56 of `specs/heads_small.yaml`.
                pub join: ::googlenet_runtime::layers::Concat<
                    (
                        ::googlenet_runtime::Hwc<5, 4, 3>,
                        (::googlenet_runtime::Hwc<5, 4, 4>, ()),
                    ),
                    ::googlenet_runtime::Hwc<5, 4, 7>,
                >,
            }
            impl Block {
                ///Runs the layers on the calling thread.
                pub fn forward(
                    &self,
                    input: &::googlenet_runtime::Tensor<Input>,
                ) -> ::googlenet_runtime::Tensor<Output> {
                    let narrow = self.narrow.forward(input);
                    let wide = self.wide.forward(input);
                    let join = self.join.forward((&narrow, (&wide, ())));
                    join
                }
                #[doc(hidden)]
                pub fn from_layers(
                    layers: &mut ::googlenet_runtime::layers::Layers,
                ) -> Self {
                    Self {
                        narrow: layers.next(),
                        wide: wide::Block::from_layers(layers),
                        join: layers.next(),
                    }
                }
                #[doc(hidden)]
                pub fn collect<'a>(
                    &'a self,
                    layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
                ) {
                    layers.push(&self.narrow);
                    self.wide.collect(layers);
                    layers.push(&self.join);
                }
                #[doc(hidden)]
                pub fn collect_mut<'a>(
                    &'a mut self,
                    layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
                ) {
                    layers.push(self.narrow.layer_mut());
                    self.wide.collect_mut(layers);
                    layers.push(self.join.layer_mut());
                }
            }
            const _: () = <::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<5, 4, 8>,
                ::googlenet_runtime::Hwc<5, 4, 3>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Concat<
                (
                    ::googlenet_runtime::Hwc<5, 4, 3>,
                    (::googlenet_runtime::Hwc<5, 4, 4>, ()),
                ),
                ::googlenet_runtime::Hwc<5, 4, 7>,
            >>::CHECK;
            ///Step `wide` with the layers that its options append, 5x4x8 to 5x4x4; line 14 of `specs/heads_small.yaml`.
            pub mod wide {
                ///The shape of the block's input.
                pub type Input = ::googlenet_runtime::Hwc<5, 4, 8>;
                ///The shape of the block's output.
                pub type Output = ::googlenet_runtime::Hwc<5, 4, 4>;
                ///Step `wide` with the layers that its options append, 5x4x8 to 5x4x4; line 14 of `specs/heads_small.yaml`.
                #[derive(::core::fmt::Debug, ::core::clone::Clone)]
                pub struct Block {
                    ///`conv`, 5x4x8 to 5x4x4; line 14 of `specs/heads_small.yaml`.
                    pub conv: ::googlenet_runtime::layers::Conv2d<
                        ::googlenet_runtime::Hwc<5, 4, 8>,
                        ::googlenet_runtime::Hwc<5, 4, 4>,
                        ::googlenet_runtime::layers::Window<
                            3,
                            3,
                            1,
                            1,
                            ::googlenet_runtime::layers::Same,
                        >,
                    >,
                    ///`batch_norm`, 5x4x4 to 5x4x4; line 14 of `specs/heads_small.yaml`.
                    pub batch_norm: ::googlenet_runtime::layers::BatchNorm<
                        ::googlenet_runtime::Hwc<5, 4, 4>,
                    >,
                    ///`activation`, 5x4x4 to 5x4x4; line 14 of `specs/heads_small.yaml`.
                    pub activation: ::googlenet_runtime::layers::Activate<
                        ::googlenet_runtime::Hwc<5, 4, 4>,
                    >,
                }
                impl Block {
                    ///Runs the layers on the calling thread.
                    pub fn forward(
                        &self,
                        input: &::googlenet_runtime::Tensor<Input>,
                    ) -> ::googlenet_runtime::Tensor<Output> {
                        let conv = self.conv.forward(input);
                        let batch_norm = self.batch_norm.forward(&conv);
                        let activation = self.activation.forward(&batch_norm);
                        activation
                    }
                    #[doc(hidden)]
                    pub fn from_layers(
                        layers: &mut ::googlenet_runtime::layers::Layers,
                    ) -> Self {
                        Self {
                            conv: layers.next(),
                            batch_norm: layers.next(),
                            activation: layers.next(),
                        }
                    }
                    #[doc(hidden)]
                    pub fn collect<'a>(
                        &'a self,
                        layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
                    ) {
                        layers.push(&self.conv);
                        layers.push(&self.batch_norm);
                        layers.push(&self.activation);
                    }
                    #[doc(hidden)]
                    pub fn collect_mut<'a>(
                        &'a mut self,
                        layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
                    ) {
                        layers.push(self.conv.layer_mut());
                        layers.push(self.batch_norm.layer_mut());
                        layers.push(self.activation.layer_mut());
                    }
                }
                const _: () = <::googlenet_runtime::layers::Conv2d<
                    ::googlenet_runtime::Hwc<5, 4, 8>,
                    ::googlenet_runtime::Hwc<5, 4, 4>,
                    ::googlenet_runtime::layers::Window<
                        3,
                        3,
                        1,
                        1,
                        ::googlenet_runtime::layers::Same,
                    >,
                >>::CHECK;
                const _: () = <::googlenet_runtime::layers::BatchNorm<
                    ::googlenet_runtime::Hwc<5, 4, 4>,
                >>::CHECK;
                const _: () = <::googlenet_runtime::layers::Activate<
                    ::googlenet_runtime::Hwc<5, 4, 4>,
                >>::CHECK;
            }
        }
        ///Branches of `wide`, 5x4x7 to 5x4x8; line 57 of `specs/heads_small.yaml`.
        pub mod wide {
            ///The shape of the block's input.
            pub type Input = ::googlenet_runtime::Hwc<5, 4, 7>;
            ///The shape of the block's output.
            pub type Output = ::googlenet_runtime::Hwc<5, 4, 8>;
            ///Branches of `wide`, 5x4x7 to 5x4x8; line 57 of `specs/heads_small.yaml`.
            #[derive(::core::fmt::Debug, ::core::clone::Clone)]
            pub struct Block {
                ///`conv`, 5x4x7 to 5x4x8; line 57 of `specs/heads_small.yaml`.
                pub up: ::googlenet_runtime::layers::Conv2d<
                    ::googlenet_runtime::Hwc<5, 4, 7>,
                    ::googlenet_runtime::Hwc<5, 4, 8>,
                    ::googlenet_runtime::layers::Window<
                        1,
                        1,
                        1,
                        1,
                        ::googlenet_runtime::layers::Same,
                    >,
                >,
                ///`add`, 5x4x8 and 5x4x8 to 5x4x8; line 57 of `specs/heads_small.yaml`.
                pub join: ::googlenet_runtime::layers::Add<
                    (
                        ::googlenet_runtime::Hwc<5, 4, 8>,
                        (::googlenet_runtime::Hwc<5, 4, 8>, ()),
                    ),
                    ::googlenet_runtime::Hwc<5, 4, 8>,
                >,
                ///`activation`, 5x4x8 to 5x4x8; line 57 of `specs/heads_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    ::googlenet_runtime::Hwc<5, 4, 8>,
                >,
            }
            impl Block {
                #[doc(hidden)]
                pub fn from_layers(
                    layers: &mut ::googlenet_runtime::layers::Layers,
                ) -> Self {
                    Self {
                        up: layers.next(),
                        join: layers.next(),
                        activation: layers.next(),
                    }
                }
                #[doc(hidden)]
                pub fn collect<'a>(
                    &'a self,
                    layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
                ) {
                    layers.push(&self.up);
                    layers.push(&self.join);
                    layers.push(&self.activation);
                }
                #[doc(hidden)]
                pub fn collect_mut<'a>(
                    &'a mut self,
                    layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
                ) {
                    layers.push(self.up.layer_mut());
                    layers.push(self.join.layer_mut());
                    layers.push(self.activation.layer_mut());
                }
            }
            const _: () = <::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<5, 4, 7>,
                ::googlenet_runtime::Hwc<5, 4, 8>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Add<
                (
                    ::googlenet_runtime::Hwc<5, 4, 8>,
                    (::googlenet_runtime::Hwc<5, 4, 8>, ()),
                ),
                ::googlenet_runtime::Hwc<5, 4, 8>,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Activate<
                ::googlenet_runtime::Hwc<5, 4, 8>,
            >>::CHECK;
        }
    }
}
