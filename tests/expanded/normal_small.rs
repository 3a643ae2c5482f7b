/// NormalSmall, compiled from `specs/normal_small.yaml`.
///
///The network `NormalSmall` of `specs/normal_small.yaml`.
#[derive(::core::fmt::Debug, ::core::clone::Clone)]
#[allow(dead_code, unreachable_pub, clippy::let_and_return, clippy::type_complexity)]
pub struct NormalSmall {
    ///Step `stem` with the layers that its options append, 17x15x3 to 9x8x10; line 19 of `specs/normal_small.yaml`.
    pub stem: normal_small::stem::Block,
    ///`conv`, 9x8x10 to 9x8x12; line 20 of `specs/normal_small.yaml`.
    pub plain: ::googlenet_runtime::layers::Conv2d<
        ::googlenet_runtime::Hwc<9, 8, 10>,
        ::googlenet_runtime::Hwc<9, 8, 12>,
        ::googlenet_runtime::layers::Window<
            1,
            1,
            1,
            1,
            ::googlenet_runtime::layers::Same,
        >,
    >,
    ///`batch_norm`, 9x8x12 to 9x8x12; line 21 of `specs/normal_small.yaml`.
    pub norm: ::googlenet_runtime::layers::BatchNorm<::googlenet_runtime::Hwc<9, 8, 12>>,
    ///Block `gated` as `gated1`, 9x8x12 to 9x8x13; line 22 of `specs/normal_small.yaml`.
    pub gated1: normal_small::gated1::Block,
    ///Block `gated` as `gated2`, 9x8x13 to 9x8x9; line 23 of `specs/normal_small.yaml`.
    pub gated2: normal_small::gated2::Block,
    ///Block `gated` as `gated3`, 9x8x9 to 9x8x8; line 24 of `specs/normal_small.yaml`.
    pub gated3: normal_small::gated3::Block,
    ///Step `biased` with the layers that its options append, 9x8x8 to 9x8x11; line 25 of `specs/normal_small.yaml`.
    pub biased: normal_small::biased::Block,
    ///Branches of `both`, 9x8x11 to 22; line 26 of `specs/normal_small.yaml`.
    pub both: normal_small::both::Block,
    ///`batch_norm`, 22 to 22; line 30 of `specs/normal_small.yaml`.
    pub again: ::googlenet_runtime::layers::BatchNorm<::googlenet_runtime::Flat<22>>,
    ///`dense`, 22 to 5; line 31 of `specs/normal_small.yaml`.
    pub classes: ::googlenet_runtime::layers::Dense<
        ::googlenet_runtime::Flat<22>,
        ::googlenet_runtime::Flat<5>,
    >,
}
#[allow(dead_code, unreachable_pub, clippy::let_and_return, clippy::type_complexity)]
impl NormalSmall {
    ///Number of parameters, moving statistics included.
    pub const PARAMS: u64 = 5867;
    ///Number of trainable parameters.
    pub const TRAINABLE_PARAMS: u64 = 5637;
    ///Number of trainable parameters, with those of heads that exist in training only.
    pub const TRAINING_PARAMS: u64 = 5637;
    ///Multiply-accumulates for one image, those with padding included.
    pub const MACS: u64 = 383294;
    ///Bytes of the arena that a session holds for the activations of one image.
    pub const ARENA_BYTES: u64 = 16256;
    ///Bytes that a session of one thread holds at most beside packed weights, the arena included.
    pub const SESSION_BYTES: u64 = 182925;
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
    ) -> ::googlenet_runtime::Session<normal_small::Input, normal_small::Output> {
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
        input: &::googlenet_runtime::Tensor<normal_small::Input>,
    ) -> ::googlenet_runtime::Tensor<normal_small::Output> {
        let stem = self.stem.forward(input);
        let plain = self.plain.forward(&stem);
        let norm = self.norm.forward(&plain);
        let gated1 = self.gated1.forward(&norm);
        let gated2 = self.gated2.forward(&gated1);
        let gated3 = self.gated3.forward(&gated2);
        let biased = self.biased.forward(&gated3);
        let both_mean = self.both.mean.forward(&biased);
        let both_most = self.both.most.forward(&biased);
        let both_join = self.both.join.forward((&both_mean, (&both_most, ())));
        let again = self.again.forward(&both_join);
        let classes = self.classes.forward(&again);
        classes
    }
}
impl ::googlenet_runtime::__private::Sealed for NormalSmall {}
impl ::googlenet_runtime::Network for NormalSmall {
    fn graph(&self) -> ::googlenet_runtime::__private::dsl::graph::Graph {
        <Self as ::googlenet_runtime::TypedNetwork>::portable_graph()
    }
    fn layers(&self) -> ::std::vec::Vec<&::googlenet_runtime::Layer> {
        let mut all: ::std::vec::Vec<&::googlenet_runtime::Layer> = ::std::vec::Vec::new();
        let layers = &mut all;
        self.stem.collect(layers);
        layers.push(&self.plain);
        layers.push(&self.norm);
        self.gated1.collect(layers);
        self.gated2.collect(layers);
        self.gated3.collect(layers);
        self.biased.collect(layers);
        self.both.collect(layers);
        layers.push(&self.again);
        layers.push(&self.classes);
        all
    }
    fn layers_mut(&mut self) -> ::std::vec::Vec<::googlenet_runtime::LayerMut<'_>> {
        let mut all: ::std::vec::Vec<::googlenet_runtime::LayerMut<'_>> = ::std::vec::Vec::new();
        let layers = &mut all;
        self.stem.collect_mut(layers);
        layers.push(self.plain.layer_mut());
        layers.push(self.norm.layer_mut());
        self.gated1.collect_mut(layers);
        self.gated2.collect_mut(layers);
        self.gated3.collect_mut(layers);
        self.biased.collect_mut(layers);
        self.both.collect_mut(layers);
        layers.push(self.again.layer_mut());
        layers.push(self.classes.layer_mut());
        all
    }
}
impl ::googlenet_runtime::TypedNetwork for NormalSmall {
    type Input = normal_small::Input;
    type Output = normal_small::Output;
    const PARAMS: u64 = 5867;
    const TRAINABLE_PARAMS: u64 = 5637;
    const TRAINING_PARAMS: u64 = 5637;
    const MACS: u64 = 383294;
    const ARENA_BYTES: u64 = 16256;
    const SESSION_BYTES: u64 = 182925;
    fn definition() -> &'static ::googlenet_runtime::__private::dsl::graph::Definition {
        use ::googlenet_runtime::__private::dsl;
        static DEFINITION: dsl::graph::Definition = dsl::graph::Definition {
            name: ::std::borrow::Cow::Borrowed("NormalSmall"),
            layers: ::std::borrow::Cow::Borrowed(
                &[
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("$input"),
                        op: dsl::op::Op::Input(dsl::op::Input {
                            size: [17, 15, 3],
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[]),
                        line: 4,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("stem"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 10,
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
                        inputs: ::std::borrow::Cow::Borrowed(&[0]),
                        line: 19,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("stem.batch_norm"),
                        op: dsl::op::Op::BatchNorm(dsl::op::BatchNorm {
                            epsilon: 0.001,
                            momentum: 0.99,
                            scale: true,
                            center: true,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[1]),
                        line: 19,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("stem.activation"),
                        op: dsl::op::Op::Activate(dsl::op::Activate {
                            function: dsl::op::Activation::Relu,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[2]),
                        line: 19,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("plain"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 12,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::None,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[3]),
                        line: 20,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("norm"),
                        op: dsl::op::Op::BatchNorm(dsl::op::BatchNorm {
                            epsilon: 0.001,
                            momentum: 0.99,
                            scale: true,
                            center: false,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[4]),
                        line: 21,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("gated1.main"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 13,
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
                        inputs: ::std::borrow::Cow::Borrowed(&[5]),
                        line: 13,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("gated1.main.batch_norm"),
                        op: dsl::op::Op::BatchNorm(dsl::op::BatchNorm {
                            epsilon: 0.001,
                            momentum: 0.99,
                            scale: false,
                            center: true,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[6]),
                        line: 13,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("gated1.main.activation"),
                        op: dsl::op::Op::Activate(dsl::op::Activate {
                            function: dsl::op::Activation::Relu,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[7]),
                        line: 13,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("gated1.gate"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 13,
                            window: dsl::op::Window::new(
                                [3, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: false,
                            activation: dsl::op::Activation::None,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[5]),
                        line: 14,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("gated1.gate.batch_norm"),
                        op: dsl::op::Op::BatchNorm(dsl::op::BatchNorm {
                            epsilon: 0.01,
                            momentum: 0.9,
                            scale: true,
                            center: true,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[9]),
                        line: 14,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("gated1.gate.activation"),
                        op: dsl::op::Op::Activate(dsl::op::Activate {
                            function: dsl::op::Activation::Sigmoid,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[10]),
                        line: 14,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("gated1.sum"),
                        op: dsl::op::Op::Add(dsl::op::Add {
                            scale: ::std::borrow::Cow::Borrowed(&[]),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[8, 11]),
                        line: 15,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("gated1.after"),
                        op: dsl::op::Op::Activate(dsl::op::Activate {
                            function: dsl::op::Activation::Tanh,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[12]),
                        line: 16,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("gated2.main"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 9,
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
                        line: 13,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("gated2.main.batch_norm"),
                        op: dsl::op::Op::BatchNorm(dsl::op::BatchNorm {
                            epsilon: 0.001,
                            momentum: 0.99,
                            scale: false,
                            center: true,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[14]),
                        line: 13,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("gated2.main.activation"),
                        op: dsl::op::Op::Activate(dsl::op::Activate {
                            function: dsl::op::Activation::Relu,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[15]),
                        line: 13,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("gated2.gate"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 9,
                            window: dsl::op::Window::new(
                                [3, 1],
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
                        name: ::std::borrow::Cow::Borrowed("gated2.gate.batch_norm"),
                        op: dsl::op::Op::BatchNorm(dsl::op::BatchNorm {
                            epsilon: 0.01,
                            momentum: 0.9,
                            scale: true,
                            center: true,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[17]),
                        line: 14,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("gated2.gate.activation"),
                        op: dsl::op::Op::Activate(dsl::op::Activate {
                            function: dsl::op::Activation::Relu6,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[18]),
                        line: 14,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("gated2.sum"),
                        op: dsl::op::Op::Add(dsl::op::Add {
                            scale: ::std::borrow::Cow::Borrowed(&[]),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[16, 19]),
                        line: 15,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("gated2.after"),
                        op: dsl::op::Op::Activate(dsl::op::Activate {
                            function: dsl::op::Activation::Tanh,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[20]),
                        line: 16,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("gated3.main"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 8,
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
                        inputs: ::std::borrow::Cow::Borrowed(&[21]),
                        line: 13,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("gated3.main.batch_norm"),
                        op: dsl::op::Op::BatchNorm(dsl::op::BatchNorm {
                            epsilon: 0.001,
                            momentum: 0.99,
                            scale: false,
                            center: true,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[22]),
                        line: 13,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("gated3.main.activation"),
                        op: dsl::op::Op::Activate(dsl::op::Activate {
                            function: dsl::op::Activation::Relu,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[23]),
                        line: 13,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("gated3.gate"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 8,
                            window: dsl::op::Window::new(
                                [3, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: false,
                            activation: dsl::op::Activation::None,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[21]),
                        line: 14,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("gated3.gate.batch_norm"),
                        op: dsl::op::Op::BatchNorm(dsl::op::BatchNorm {
                            epsilon: 0.01,
                            momentum: 0.9,
                            scale: true,
                            center: true,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[25]),
                        line: 14,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("gated3.sum"),
                        op: dsl::op::Op::Add(dsl::op::Add {
                            scale: ::std::borrow::Cow::Borrowed(&[]),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[24, 26]),
                        line: 15,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("gated3.after"),
                        op: dsl::op::Op::Activate(dsl::op::Activate {
                            function: dsl::op::Activation::Tanh,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[27]),
                        line: 16,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("biased"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 11,
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::None,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[28]),
                        line: 25,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("biased.batch_norm"),
                        op: dsl::op::Op::BatchNorm(dsl::op::BatchNorm {
                            epsilon: 0.001,
                            momentum: 0.99,
                            scale: false,
                            center: true,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[29]),
                        line: 25,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("biased.activation"),
                        op: dsl::op::Op::Activate(dsl::op::Activate {
                            function: dsl::op::Activation::Relu,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[30]),
                        line: 25,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("both.mean"),
                        op: dsl::op::Op::GlobalAvgPool(dsl::op::GlobalAvgPool {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[31]),
                        line: 28,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("both.most"),
                        op: dsl::op::Op::GlobalMaxPool(dsl::op::GlobalMaxPool {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[31]),
                        line: 29,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("both"),
                        op: dsl::op::Op::Concat(dsl::op::Concat {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[32, 33]),
                        line: 26,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("again"),
                        op: dsl::op::Op::BatchNorm(dsl::op::BatchNorm {
                            epsilon: 0.001,
                            momentum: 0.99,
                            scale: true,
                            center: true,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[34]),
                        line: 30,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("classes"),
                        op: dsl::op::Op::Dense(dsl::op::Dense {
                            units: 5,
                            bias: true,
                            activation: dsl::op::Activation::Softmax,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[35]),
                        line: 31,
                    },
                ],
            ),
            outputs: ::std::borrow::Cow::Borrowed(
                &[
                    dsl::graph::Output {
                        name: ::std::borrow::Cow::Borrowed("classes"),
                        layer: 36,
                    },
                ],
            ),
            heads: ::std::borrow::Cow::Borrowed(&[]),
        };
        &DEFINITION
    }
    fn from_layers(layers: &mut ::googlenet_runtime::layers::Layers) -> Self {
        Self {
            stem: normal_small::stem::Block::from_layers(layers),
            plain: layers.next(),
            norm: layers.next(),
            gated1: normal_small::gated1::Block::from_layers(layers),
            gated2: normal_small::gated2::Block::from_layers(layers),
            gated3: normal_small::gated3::Block::from_layers(layers),
            biased: normal_small::biased::Block::from_layers(layers),
            both: normal_small::both::Block::from_layers(layers),
            again: layers.next(),
            classes: layers.next(),
        }
    }
}
const _: () = <::googlenet_runtime::layers::Conv2d<
    ::googlenet_runtime::Hwc<9, 8, 10>,
    ::googlenet_runtime::Hwc<9, 8, 12>,
    ::googlenet_runtime::layers::Window<1, 1, 1, 1, ::googlenet_runtime::layers::Same>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::BatchNorm<
    ::googlenet_runtime::Hwc<9, 8, 12>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::BatchNorm<
    ::googlenet_runtime::Flat<22>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::Dense<
    ::googlenet_runtime::Flat<22>,
    ::googlenet_runtime::Flat<5>,
>>::CHECK;
///The shapes and blocks of [`NormalSmall`].
#[allow(dead_code, unreachable_pub, clippy::let_and_return, clippy::type_complexity)]
pub mod normal_small {
    ///The shape of the network's input.
    pub type Input = ::googlenet_runtime::Hwc<17, 15, 3>;
    ///The shape of the network's output.
    pub type Output = ::googlenet_runtime::Flat<5>;
    ///Step `stem` with the layers that its options append, 17x15x3 to 9x8x10; line 19 of `specs/normal_small.yaml`.
    pub mod stem {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<17, 15, 3>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Hwc<9, 8, 10>;
        ///Step `stem` with the layers that its options append, 17x15x3 to 9x8x10; line 19 of `specs/normal_small.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///`conv`, 17x15x3 to 9x8x10; line 19 of `specs/normal_small.yaml`.
            pub conv: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<17, 15, 3>,
                ::googlenet_runtime::Hwc<9, 8, 10>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    2,
                    2,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`batch_norm`, 9x8x10 to 9x8x10; line 19 of `specs/normal_small.yaml`.
            pub batch_norm: ::googlenet_runtime::layers::BatchNorm<
                ::googlenet_runtime::Hwc<9, 8, 10>,
            >,
            ///`activation`, 9x8x10 to 9x8x10; line 19 of `specs/normal_small.yaml`.
            pub activation: ::googlenet_runtime::layers::Activate<
                ::googlenet_runtime::Hwc<9, 8, 10>,
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
            ::googlenet_runtime::Hwc<17, 15, 3>,
            ::googlenet_runtime::Hwc<9, 8, 10>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                2,
                2,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::BatchNorm<
            ::googlenet_runtime::Hwc<9, 8, 10>,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Activate<
            ::googlenet_runtime::Hwc<9, 8, 10>,
        >>::CHECK;
    }
    ///Block `gated` as `gated1`, 9x8x12 to 9x8x13; line 22 of `specs/normal_small.yaml`.
    pub mod gated1 {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<9, 8, 12>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Hwc<9, 8, 13>;
        ///Block `gated` as `gated1`, 9x8x12 to 9x8x13; line 22 of `specs/normal_small.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///Step `main` with the layers that its options append, 9x8x12 to 9x8x13; line 13 of `specs/normal_small.yaml`.
            pub main: main::Block,
            ///Step `gate` with the layers that its options append, 9x8x12 to 9x8x13; line 14 of `specs/normal_small.yaml`.
            pub gate: gate::Block,
            ///`add`, 9x8x13 and 9x8x13 to 9x8x13; line 15 of `specs/normal_small.yaml`.
            pub sum: ::googlenet_runtime::layers::Add<
                (
                    ::googlenet_runtime::Hwc<9, 8, 13>,
                    (::googlenet_runtime::Hwc<9, 8, 13>, ()),
                ),
                ::googlenet_runtime::Hwc<9, 8, 13>,
            >,
            ///`activation`, 9x8x13 to 9x8x13; line 16 of `specs/normal_small.yaml`.
            pub after: ::googlenet_runtime::layers::Activate<
                ::googlenet_runtime::Hwc<9, 8, 13>,
            >,
        }
        impl Block {
            ///Runs the layers on the calling thread.
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let main = self.main.forward(input);
                let gate = self.gate.forward(input);
                let sum = self.sum.forward((&main, (&gate, ())));
                let after = self.after.forward(&sum);
                after
            }
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    main: main::Block::from_layers(layers),
                    gate: gate::Block::from_layers(layers),
                    sum: layers.next(),
                    after: layers.next(),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                self.main.collect(layers);
                self.gate.collect(layers);
                layers.push(&self.sum);
                layers.push(&self.after);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                self.main.collect_mut(layers);
                self.gate.collect_mut(layers);
                layers.push(self.sum.layer_mut());
                layers.push(self.after.layer_mut());
            }
        }
        const _: () = <::googlenet_runtime::layers::Add<
            (
                ::googlenet_runtime::Hwc<9, 8, 13>,
                (::googlenet_runtime::Hwc<9, 8, 13>, ()),
            ),
            ::googlenet_runtime::Hwc<9, 8, 13>,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Activate<
            ::googlenet_runtime::Hwc<9, 8, 13>,
        >>::CHECK;
        ///Step `main` with the layers that its options append, 9x8x12 to 9x8x13; line 13 of `specs/normal_small.yaml`.
        pub mod main {
            ///The shape of the block's input.
            pub type Input = ::googlenet_runtime::Hwc<9, 8, 12>;
            ///The shape of the block's output.
            pub type Output = ::googlenet_runtime::Hwc<9, 8, 13>;
            ///Step `main` with the layers that its options append, 9x8x12 to 9x8x13; line 13 of `specs/normal_small.yaml`.
            #[derive(::core::fmt::Debug, ::core::clone::Clone)]
            pub struct Block {
                ///`conv`, 9x8x12 to 9x8x13; line 13 of `specs/normal_small.yaml`.
                pub conv: ::googlenet_runtime::layers::Conv2d<
                    ::googlenet_runtime::Hwc<9, 8, 12>,
                    ::googlenet_runtime::Hwc<9, 8, 13>,
                    ::googlenet_runtime::layers::Window<
                        3,
                        3,
                        1,
                        1,
                        ::googlenet_runtime::layers::Same,
                    >,
                >,
                ///`batch_norm`, 9x8x13 to 9x8x13; line 13 of `specs/normal_small.yaml`.
                pub batch_norm: ::googlenet_runtime::layers::BatchNorm<
                    ::googlenet_runtime::Hwc<9, 8, 13>,
                >,
                ///`activation`, 9x8x13 to 9x8x13; line 13 of `specs/normal_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    ::googlenet_runtime::Hwc<9, 8, 13>,
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
                ::googlenet_runtime::Hwc<9, 8, 12>,
                ::googlenet_runtime::Hwc<9, 8, 13>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::BatchNorm<
                ::googlenet_runtime::Hwc<9, 8, 13>,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Activate<
                ::googlenet_runtime::Hwc<9, 8, 13>,
            >>::CHECK;
        }
        ///Step `gate` with the layers that its options append, 9x8x12 to 9x8x13; line 14 of `specs/normal_small.yaml`.
        pub mod gate {
            ///The shape of the block's input.
            pub type Input = ::googlenet_runtime::Hwc<9, 8, 12>;
            ///The shape of the block's output.
            pub type Output = ::googlenet_runtime::Hwc<9, 8, 13>;
            ///Step `gate` with the layers that its options append, 9x8x12 to 9x8x13; line 14 of `specs/normal_small.yaml`.
            #[derive(::core::fmt::Debug, ::core::clone::Clone)]
            pub struct Block {
                ///`conv`, 9x8x12 to 9x8x13; line 14 of `specs/normal_small.yaml`.
                pub conv: ::googlenet_runtime::layers::Conv2d<
                    ::googlenet_runtime::Hwc<9, 8, 12>,
                    ::googlenet_runtime::Hwc<9, 8, 13>,
                    ::googlenet_runtime::layers::Window<
                        3,
                        1,
                        1,
                        1,
                        ::googlenet_runtime::layers::Same,
                    >,
                >,
                ///`batch_norm`, 9x8x13 to 9x8x13; line 14 of `specs/normal_small.yaml`.
                pub batch_norm: ::googlenet_runtime::layers::BatchNorm<
                    ::googlenet_runtime::Hwc<9, 8, 13>,
                >,
                ///`activation`, 9x8x13 to 9x8x13; line 14 of `specs/normal_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    ::googlenet_runtime::Hwc<9, 8, 13>,
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
                ::googlenet_runtime::Hwc<9, 8, 12>,
                ::googlenet_runtime::Hwc<9, 8, 13>,
                ::googlenet_runtime::layers::Window<
                    3,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::BatchNorm<
                ::googlenet_runtime::Hwc<9, 8, 13>,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Activate<
                ::googlenet_runtime::Hwc<9, 8, 13>,
            >>::CHECK;
        }
    }
    ///Block `gated` as `gated2`, 9x8x13 to 9x8x9; line 23 of `specs/normal_small.yaml`.
    pub mod gated2 {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<9, 8, 13>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Hwc<9, 8, 9>;
        ///Block `gated` as `gated2`, 9x8x13 to 9x8x9; line 23 of `specs/normal_small.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///Step `main` with the layers that its options append, 9x8x13 to 9x8x9; line 13 of `specs/normal_small.yaml`.
            pub main: main::Block,
            ///Step `gate` with the layers that its options append, 9x8x13 to 9x8x9; line 14 of `specs/normal_small.yaml`.
            pub gate: gate::Block,
            ///`add`, 9x8x9 and 9x8x9 to 9x8x9; line 15 of `specs/normal_small.yaml`.
            pub sum: ::googlenet_runtime::layers::Add<
                (
                    ::googlenet_runtime::Hwc<9, 8, 9>,
                    (::googlenet_runtime::Hwc<9, 8, 9>, ()),
                ),
                ::googlenet_runtime::Hwc<9, 8, 9>,
            >,
            ///`activation`, 9x8x9 to 9x8x9; line 16 of `specs/normal_small.yaml`.
            pub after: ::googlenet_runtime::layers::Activate<
                ::googlenet_runtime::Hwc<9, 8, 9>,
            >,
        }
        impl Block {
            ///Runs the layers on the calling thread.
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let main = self.main.forward(input);
                let gate = self.gate.forward(input);
                let sum = self.sum.forward((&main, (&gate, ())));
                let after = self.after.forward(&sum);
                after
            }
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    main: main::Block::from_layers(layers),
                    gate: gate::Block::from_layers(layers),
                    sum: layers.next(),
                    after: layers.next(),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                self.main.collect(layers);
                self.gate.collect(layers);
                layers.push(&self.sum);
                layers.push(&self.after);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                self.main.collect_mut(layers);
                self.gate.collect_mut(layers);
                layers.push(self.sum.layer_mut());
                layers.push(self.after.layer_mut());
            }
        }
        const _: () = <::googlenet_runtime::layers::Add<
            (::googlenet_runtime::Hwc<9, 8, 9>, (::googlenet_runtime::Hwc<9, 8, 9>, ())),
            ::googlenet_runtime::Hwc<9, 8, 9>,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Activate<
            ::googlenet_runtime::Hwc<9, 8, 9>,
        >>::CHECK;
        ///Step `main` with the layers that its options append, 9x8x13 to 9x8x9; line 13 of `specs/normal_small.yaml`.
        pub mod main {
            ///The shape of the block's input.
            pub type Input = ::googlenet_runtime::Hwc<9, 8, 13>;
            ///The shape of the block's output.
            pub type Output = ::googlenet_runtime::Hwc<9, 8, 9>;
            ///Step `main` with the layers that its options append, 9x8x13 to 9x8x9; line 13 of `specs/normal_small.yaml`.
            #[derive(::core::fmt::Debug, ::core::clone::Clone)]
            pub struct Block {
                ///`conv`, 9x8x13 to 9x8x9; line 13 of `specs/normal_small.yaml`.
                pub conv: ::googlenet_runtime::layers::Conv2d<
                    ::googlenet_runtime::Hwc<9, 8, 13>,
                    ::googlenet_runtime::Hwc<9, 8, 9>,
                    ::googlenet_runtime::layers::Window<
                        3,
                        3,
                        1,
                        1,
                        ::googlenet_runtime::layers::Same,
                    >,
                >,
                ///`batch_norm`, 9x8x9 to 9x8x9; line 13 of `specs/normal_small.yaml`.
                pub batch_norm: ::googlenet_runtime::layers::BatchNorm<
                    ::googlenet_runtime::Hwc<9, 8, 9>,
                >,
                ///`activation`, 9x8x9 to 9x8x9; line 13 of `specs/normal_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    ::googlenet_runtime::Hwc<9, 8, 9>,
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
                ::googlenet_runtime::Hwc<9, 8, 13>,
                ::googlenet_runtime::Hwc<9, 8, 9>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::BatchNorm<
                ::googlenet_runtime::Hwc<9, 8, 9>,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Activate<
                ::googlenet_runtime::Hwc<9, 8, 9>,
            >>::CHECK;
        }
        ///Step `gate` with the layers that its options append, 9x8x13 to 9x8x9; line 14 of `specs/normal_small.yaml`.
        pub mod gate {
            ///The shape of the block's input.
            pub type Input = ::googlenet_runtime::Hwc<9, 8, 13>;
            ///The shape of the block's output.
            pub type Output = ::googlenet_runtime::Hwc<9, 8, 9>;
            ///Step `gate` with the layers that its options append, 9x8x13 to 9x8x9; line 14 of `specs/normal_small.yaml`.
            #[derive(::core::fmt::Debug, ::core::clone::Clone)]
            pub struct Block {
                ///`conv`, 9x8x13 to 9x8x9; line 14 of `specs/normal_small.yaml`.
                pub conv: ::googlenet_runtime::layers::Conv2d<
                    ::googlenet_runtime::Hwc<9, 8, 13>,
                    ::googlenet_runtime::Hwc<9, 8, 9>,
                    ::googlenet_runtime::layers::Window<
                        3,
                        1,
                        1,
                        1,
                        ::googlenet_runtime::layers::Same,
                    >,
                >,
                ///`batch_norm`, 9x8x9 to 9x8x9; line 14 of `specs/normal_small.yaml`.
                pub batch_norm: ::googlenet_runtime::layers::BatchNorm<
                    ::googlenet_runtime::Hwc<9, 8, 9>,
                >,
                ///`activation`, 9x8x9 to 9x8x9; line 14 of `specs/normal_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    ::googlenet_runtime::Hwc<9, 8, 9>,
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
                ::googlenet_runtime::Hwc<9, 8, 13>,
                ::googlenet_runtime::Hwc<9, 8, 9>,
                ::googlenet_runtime::layers::Window<
                    3,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::BatchNorm<
                ::googlenet_runtime::Hwc<9, 8, 9>,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Activate<
                ::googlenet_runtime::Hwc<9, 8, 9>,
            >>::CHECK;
        }
    }
    ///Block `gated` as `gated3`, 9x8x9 to 9x8x8; line 24 of `specs/normal_small.yaml`.
    pub mod gated3 {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<9, 8, 9>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Hwc<9, 8, 8>;
        ///Block `gated` as `gated3`, 9x8x9 to 9x8x8; line 24 of `specs/normal_small.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///Step `main` with the layers that its options append, 9x8x9 to 9x8x8; line 13 of `specs/normal_small.yaml`.
            pub main: main::Block,
            ///Step `gate` with the layers that its options append, 9x8x9 to 9x8x8; line 14 of `specs/normal_small.yaml`.
            pub gate: gate::Block,
            ///`add`, 9x8x8 and 9x8x8 to 9x8x8; line 15 of `specs/normal_small.yaml`.
            pub sum: ::googlenet_runtime::layers::Add<
                (
                    ::googlenet_runtime::Hwc<9, 8, 8>,
                    (::googlenet_runtime::Hwc<9, 8, 8>, ()),
                ),
                ::googlenet_runtime::Hwc<9, 8, 8>,
            >,
            ///`activation`, 9x8x8 to 9x8x8; line 16 of `specs/normal_small.yaml`.
            pub after: ::googlenet_runtime::layers::Activate<
                ::googlenet_runtime::Hwc<9, 8, 8>,
            >,
        }
        impl Block {
            ///Runs the layers on the calling thread.
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let main = self.main.forward(input);
                let gate = self.gate.forward(input);
                let sum = self.sum.forward((&main, (&gate, ())));
                let after = self.after.forward(&sum);
                after
            }
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    main: main::Block::from_layers(layers),
                    gate: gate::Block::from_layers(layers),
                    sum: layers.next(),
                    after: layers.next(),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                self.main.collect(layers);
                self.gate.collect(layers);
                layers.push(&self.sum);
                layers.push(&self.after);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                self.main.collect_mut(layers);
                self.gate.collect_mut(layers);
                layers.push(self.sum.layer_mut());
                layers.push(self.after.layer_mut());
            }
        }
        const _: () = <::googlenet_runtime::layers::Add<
            (::googlenet_runtime::Hwc<9, 8, 8>, (::googlenet_runtime::Hwc<9, 8, 8>, ())),
            ::googlenet_runtime::Hwc<9, 8, 8>,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Activate<
            ::googlenet_runtime::Hwc<9, 8, 8>,
        >>::CHECK;
        ///Step `main` with the layers that its options append, 9x8x9 to 9x8x8; line 13 of `specs/normal_small.yaml`.
        pub mod main {
            ///The shape of the block's input.
            pub type Input = ::googlenet_runtime::Hwc<9, 8, 9>;
            ///The shape of the block's output.
            pub type Output = ::googlenet_runtime::Hwc<9, 8, 8>;
            ///Step `main` with the layers that its options append, 9x8x9 to 9x8x8; line 13 of `specs/normal_small.yaml`.
            #[derive(::core::fmt::Debug, ::core::clone::Clone)]
            pub struct Block {
                ///`conv`, 9x8x9 to 9x8x8; line 13 of `specs/normal_small.yaml`.
                pub conv: ::googlenet_runtime::layers::Conv2d<
                    ::googlenet_runtime::Hwc<9, 8, 9>,
                    ::googlenet_runtime::Hwc<9, 8, 8>,
                    ::googlenet_runtime::layers::Window<
                        3,
                        3,
                        1,
                        1,
                        ::googlenet_runtime::layers::Same,
                    >,
                >,
                ///`batch_norm`, 9x8x8 to 9x8x8; line 13 of `specs/normal_small.yaml`.
                pub batch_norm: ::googlenet_runtime::layers::BatchNorm<
                    ::googlenet_runtime::Hwc<9, 8, 8>,
                >,
                ///`activation`, 9x8x8 to 9x8x8; line 13 of `specs/normal_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    ::googlenet_runtime::Hwc<9, 8, 8>,
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
                ::googlenet_runtime::Hwc<9, 8, 9>,
                ::googlenet_runtime::Hwc<9, 8, 8>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::BatchNorm<
                ::googlenet_runtime::Hwc<9, 8, 8>,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Activate<
                ::googlenet_runtime::Hwc<9, 8, 8>,
            >>::CHECK;
        }
        ///Step `gate` with the layers that its options append, 9x8x9 to 9x8x8; line 14 of `specs/normal_small.yaml`.
        pub mod gate {
            ///The shape of the block's input.
            pub type Input = ::googlenet_runtime::Hwc<9, 8, 9>;
            ///The shape of the block's output.
            pub type Output = ::googlenet_runtime::Hwc<9, 8, 8>;
            ///Step `gate` with the layers that its options append, 9x8x9 to 9x8x8; line 14 of `specs/normal_small.yaml`.
            #[derive(::core::fmt::Debug, ::core::clone::Clone)]
            pub struct Block {
                ///`conv`, 9x8x9 to 9x8x8; line 14 of `specs/normal_small.yaml`.
                pub conv: ::googlenet_runtime::layers::Conv2d<
                    ::googlenet_runtime::Hwc<9, 8, 9>,
                    ::googlenet_runtime::Hwc<9, 8, 8>,
                    ::googlenet_runtime::layers::Window<
                        3,
                        1,
                        1,
                        1,
                        ::googlenet_runtime::layers::Same,
                    >,
                >,
                ///`batch_norm`, 9x8x8 to 9x8x8; line 14 of `specs/normal_small.yaml`.
                pub batch_norm: ::googlenet_runtime::layers::BatchNorm<
                    ::googlenet_runtime::Hwc<9, 8, 8>,
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
                    batch_norm
                }
                #[doc(hidden)]
                pub fn from_layers(
                    layers: &mut ::googlenet_runtime::layers::Layers,
                ) -> Self {
                    Self {
                        conv: layers.next(),
                        batch_norm: layers.next(),
                    }
                }
                #[doc(hidden)]
                pub fn collect<'a>(
                    &'a self,
                    layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
                ) {
                    layers.push(&self.conv);
                    layers.push(&self.batch_norm);
                }
                #[doc(hidden)]
                pub fn collect_mut<'a>(
                    &'a mut self,
                    layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
                ) {
                    layers.push(self.conv.layer_mut());
                    layers.push(self.batch_norm.layer_mut());
                }
            }
            const _: () = <::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<9, 8, 9>,
                ::googlenet_runtime::Hwc<9, 8, 8>,
                ::googlenet_runtime::layers::Window<
                    3,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::BatchNorm<
                ::googlenet_runtime::Hwc<9, 8, 8>,
            >>::CHECK;
        }
    }
    ///Step `biased` with the layers that its options append, 9x8x8 to 9x8x11; line 25 of `specs/normal_small.yaml`.
    pub mod biased {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<9, 8, 8>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Hwc<9, 8, 11>;
        ///Step `biased` with the layers that its options append, 9x8x8 to 9x8x11; line 25 of `specs/normal_small.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///`conv`, 9x8x8 to 9x8x11; line 25 of `specs/normal_small.yaml`.
            pub conv: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<9, 8, 8>,
                ::googlenet_runtime::Hwc<9, 8, 11>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`batch_norm`, 9x8x11 to 9x8x11; line 25 of `specs/normal_small.yaml`.
            pub batch_norm: ::googlenet_runtime::layers::BatchNorm<
                ::googlenet_runtime::Hwc<9, 8, 11>,
            >,
            ///`activation`, 9x8x11 to 9x8x11; line 25 of `specs/normal_small.yaml`.
            pub activation: ::googlenet_runtime::layers::Activate<
                ::googlenet_runtime::Hwc<9, 8, 11>,
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
            ::googlenet_runtime::Hwc<9, 8, 8>,
            ::googlenet_runtime::Hwc<9, 8, 11>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::BatchNorm<
            ::googlenet_runtime::Hwc<9, 8, 11>,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Activate<
            ::googlenet_runtime::Hwc<9, 8, 11>,
        >>::CHECK;
    }
    ///Branches of `both`, 9x8x11 to 22; line 26 of `specs/normal_small.yaml`.
    pub mod both {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<9, 8, 11>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Flat<22>;
        ///Branches of `both`, 9x8x11 to 22; line 26 of `specs/normal_small.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///`global_avg_pool`, 9x8x11 to 11; line 28 of `specs/normal_small.yaml`.
            pub mean: ::googlenet_runtime::layers::GlobalAvgPool2d<
                ::googlenet_runtime::Hwc<9, 8, 11>,
                ::googlenet_runtime::Flat<11>,
            >,
            ///`global_max_pool`, 9x8x11 to 11; line 29 of `specs/normal_small.yaml`.
            pub most: ::googlenet_runtime::layers::GlobalMaxPool2d<
                ::googlenet_runtime::Hwc<9, 8, 11>,
                ::googlenet_runtime::Flat<11>,
            >,
            ///`concat`, 11 and 11 to 22; line 26 of `specs/normal_small.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (::googlenet_runtime::Flat<11>, (::googlenet_runtime::Flat<11>, ())),
                ::googlenet_runtime::Flat<22>,
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
            ::googlenet_runtime::Hwc<9, 8, 11>,
            ::googlenet_runtime::Flat<11>,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::GlobalMaxPool2d<
            ::googlenet_runtime::Hwc<9, 8, 11>,
            ::googlenet_runtime::Flat<11>,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Concat<
            (::googlenet_runtime::Flat<11>, (::googlenet_runtime::Flat<11>, ())),
            ::googlenet_runtime::Flat<22>,
        >>::CHECK;
    }
}
