/// ResidualSmall, compiled from `specs/residual_small.yaml`.
///
///The network `ResidualSmall` of `specs/residual_small.yaml`.
#[derive(::core::fmt::Debug, ::core::clone::Clone)]
#[allow(dead_code, unreachable_pub, clippy::let_and_return, clippy::type_complexity)]
pub struct ResidualSmall {
    ///`conv`, 32x24x3 to 32x24x12; line 27 of `specs/residual_small.yaml`.
    pub stem: ::googlenet_runtime::layers::Conv2d<
        ::googlenet_runtime::Hwc<32, 24, 3>,
        ::googlenet_runtime::Hwc<32, 24, 12>,
        ::googlenet_runtime::layers::Window<
            3,
            3,
            1,
            1,
            ::googlenet_runtime::layers::Same,
        >,
    >,
    ///Block `stage` as `stage1`, 32x24x12 to 16x12x20; line 28 of `specs/residual_small.yaml`.
    pub stage1: residual_small::stage1::Block,
    ///Block `stage` as `stage2`, 16x12x20 to 8x6x36; line 29 of `specs/residual_small.yaml`.
    pub stage2: residual_small::stage2::Block,
    ///Block `bottleneck` as `more_1`, 8x6x36 to 8x6x36; line 30 of `specs/residual_small.yaml`.
    pub more_1: residual_small::more_1::Block,
    ///Block `bottleneck` as `more_2`, 8x6x36 to 8x6x36; line 30 of `specs/residual_small.yaml`.
    pub more_2: residual_small::more_2::Block,
    ///Block `bottleneck` as `more_3`, 8x6x36 to 8x6x36; line 30 of `specs/residual_small.yaml`.
    pub more_3: residual_small::more_3::Block,
    ///`conv`, 32x24x12 to 8x6x36; line 31 of `specs/residual_small.yaml`.
    pub shortcut: ::googlenet_runtime::layers::Conv2d<
        ::googlenet_runtime::Hwc<32, 24, 12>,
        ::googlenet_runtime::Hwc<8, 6, 36>,
        ::googlenet_runtime::layers::Window<
            1,
            1,
            4,
            4,
            ::googlenet_runtime::layers::Same,
        >,
    >,
    ///`add`, 8x6x36 and 8x6x36 to 8x6x36; line 32 of `specs/residual_small.yaml`.
    pub merged: ::googlenet_runtime::layers::Add<
        (::googlenet_runtime::Hwc<8, 6, 36>, (::googlenet_runtime::Hwc<8, 6, 36>, ())),
        ::googlenet_runtime::Hwc<8, 6, 36>,
    >,
    ///`avg_pool`, 8x6x36 to 1x1x36; line 33 of `specs/residual_small.yaml`.
    pub pool: ::googlenet_runtime::layers::AvgPool2d<
        ::googlenet_runtime::Hwc<8, 6, 36>,
        ::googlenet_runtime::Hwc<1, 1, 36>,
        ::googlenet_runtime::layers::Window<
            8,
            6,
            8,
            6,
            ::googlenet_runtime::layers::Same,
        >,
    >,
    ///`flatten`, 1x1x36 to 36; line 34 of `specs/residual_small.yaml`.
    pub flatten: ::googlenet_runtime::layers::Flatten<
        ::googlenet_runtime::Hwc<1, 1, 36>,
        ::googlenet_runtime::Flat<36>,
    >,
    ///`dense`, 36 to 10; line 35 of `specs/residual_small.yaml`.
    pub classes: ::googlenet_runtime::layers::Dense<
        ::googlenet_runtime::Flat<36>,
        ::googlenet_runtime::Flat<10>,
    >,
}
#[allow(dead_code, unreachable_pub, clippy::let_and_return, clippy::type_complexity)]
impl ResidualSmall {
    ///Number of parameters, moving statistics included.
    pub const PARAMS: u64 = 16625;
    ///Number of trainable parameters.
    pub const TRAINABLE_PARAMS: u64 = 16625;
    ///Number of trainable parameters, with those of heads that exist in training only.
    pub const TRAINING_PARAMS: u64 = 16625;
    ///Multiply-accumulates for one image, those with padding included.
    pub const MACS: u64 = 1512312;
    ///Bytes of the arena that a session holds for the activations of one image.
    pub const ARENA_BYTES: u64 = 151360;
    ///Bytes that a session of one thread holds at most beside packed weights, the arena included.
    pub const SESSION_BYTES: u64 = 495941;
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
    ) -> ::googlenet_runtime::Session<residual_small::Input, residual_small::Output> {
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
        input: &::googlenet_runtime::Tensor<residual_small::Input>,
    ) -> ::googlenet_runtime::Tensor<residual_small::Output> {
        let stem = self.stem.forward(input);
        let stage1 = self.stage1.forward(&stem);
        let stage2 = self.stage2.forward(&stage1);
        let more_1 = self.more_1.forward(&stage2);
        let more_2 = self.more_2.forward(&more_1);
        let more_3 = self.more_3.forward(&more_2);
        let shortcut = self.shortcut.forward(&stem);
        let merged = self.merged.forward((&more_3, (&shortcut, ())));
        let pool = self.pool.forward(&merged);
        let flatten = self.flatten.forward(&pool);
        let classes = self.classes.forward(&flatten);
        classes
    }
}
impl ::googlenet_runtime::__private::Sealed for ResidualSmall {}
impl ::googlenet_runtime::Network for ResidualSmall {
    fn graph(&self) -> ::googlenet_runtime::__private::dsl::graph::Graph {
        <Self as ::googlenet_runtime::TypedNetwork>::portable_graph()
    }
    fn layers(&self) -> ::std::vec::Vec<&::googlenet_runtime::Layer> {
        let mut all: ::std::vec::Vec<&::googlenet_runtime::Layer> = ::std::vec::Vec::new();
        let layers = &mut all;
        layers.push(&self.stem);
        self.stage1.collect(layers);
        self.stage2.collect(layers);
        self.more_1.collect(layers);
        self.more_2.collect(layers);
        self.more_3.collect(layers);
        layers.push(&self.shortcut);
        layers.push(&self.merged);
        layers.push(&self.pool);
        layers.push(&self.flatten);
        layers.push(&self.classes);
        all
    }
    fn layers_mut(&mut self) -> ::std::vec::Vec<::googlenet_runtime::LayerMut<'_>> {
        let mut all: ::std::vec::Vec<::googlenet_runtime::LayerMut<'_>> = ::std::vec::Vec::new();
        let layers = &mut all;
        layers.push(self.stem.layer_mut());
        self.stage1.collect_mut(layers);
        self.stage2.collect_mut(layers);
        self.more_1.collect_mut(layers);
        self.more_2.collect_mut(layers);
        self.more_3.collect_mut(layers);
        layers.push(self.shortcut.layer_mut());
        layers.push(self.merged.layer_mut());
        layers.push(self.pool.layer_mut());
        layers.push(self.flatten.layer_mut());
        layers.push(self.classes.layer_mut());
        all
    }
}
impl ::googlenet_runtime::TypedNetwork for ResidualSmall {
    type Input = residual_small::Input;
    type Output = residual_small::Output;
    const PARAMS: u64 = 16625;
    const TRAINABLE_PARAMS: u64 = 16625;
    const TRAINING_PARAMS: u64 = 16625;
    const MACS: u64 = 1512312;
    const ARENA_BYTES: u64 = 151360;
    const SESSION_BYTES: u64 = 495941;
    fn definition() -> &'static ::googlenet_runtime::__private::dsl::graph::Definition {
        use ::googlenet_runtime::__private::dsl;
        static DEFINITION: dsl::graph::Definition = dsl::graph::Definition {
            name: ::std::borrow::Cow::Borrowed("ResidualSmall"),
            layers: ::std::borrow::Cow::Borrowed(
                &[
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("$input"),
                        op: dsl::op::Op::Input(dsl::op::Input {
                            size: [32, 24, 3],
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[]),
                        line: 4,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("stem"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 12,
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0001,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[0]),
                        line: 27,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("stage1.down"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 20,
                            window: dsl::op::Window::new(
                                [3, 3],
                                [2, 2],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0001,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[1]),
                        line: 22,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("stage1.first.narrow"),
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
                            l2: 0.0001,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[2]),
                        line: 14,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("stage1.first.middle"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 7,
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0001,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[3]),
                        line: 15,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("stage1.first.widen"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 20,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::None,
                            l2: 0.0001,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[4]),
                        line: 16,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("stage1.first.sum"),
                        op: dsl::op::Op::Add(dsl::op::Add {
                            scale: ::std::borrow::Cow::Borrowed(&[1.0, 0.5]),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[2, 5]),
                        line: 17,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed(
                            "stage1.first.sum.activation",
                        ),
                        op: dsl::op::Op::Activate(dsl::op::Activate {
                            function: dsl::op::Activation::Relu,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[6]),
                        line: 17,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("stage1.second.narrow"),
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
                            l2: 0.0001,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[7]),
                        line: 14,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("stage1.second.middle"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 7,
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0001,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[8]),
                        line: 15,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("stage1.second.widen"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 20,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::None,
                            l2: 0.0001,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[9]),
                        line: 16,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("stage1.second.sum"),
                        op: dsl::op::Op::Add(dsl::op::Add {
                            scale: ::std::borrow::Cow::Borrowed(&[1.0, 1.0]),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[7, 10]),
                        line: 17,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed(
                            "stage1.second.sum.activation",
                        ),
                        op: dsl::op::Op::Activate(dsl::op::Activate {
                            function: dsl::op::Activation::Relu,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[11]),
                        line: 17,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("stage2.down"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 36,
                            window: dsl::op::Window::new(
                                [3, 3],
                                [2, 2],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0001,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[12]),
                        line: 22,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("stage2.first.narrow"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 10,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0001,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[13]),
                        line: 14,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("stage2.first.middle"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 10,
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0001,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[14]),
                        line: 15,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("stage2.first.widen"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 36,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::None,
                            l2: 0.0001,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[15]),
                        line: 16,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("stage2.first.sum"),
                        op: dsl::op::Op::Add(dsl::op::Add {
                            scale: ::std::borrow::Cow::Borrowed(&[1.0, 0.5]),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[13, 16]),
                        line: 17,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed(
                            "stage2.first.sum.activation",
                        ),
                        op: dsl::op::Op::Activate(dsl::op::Activate {
                            function: dsl::op::Activation::Relu,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[17]),
                        line: 17,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("stage2.second.narrow"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 10,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0001,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[18]),
                        line: 14,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("stage2.second.middle"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 10,
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0001,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[19]),
                        line: 15,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("stage2.second.widen"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 36,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::None,
                            l2: 0.0001,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[20]),
                        line: 16,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("stage2.second.sum"),
                        op: dsl::op::Op::Add(dsl::op::Add {
                            scale: ::std::borrow::Cow::Borrowed(&[1.0, 1.0]),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[18, 21]),
                        line: 17,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed(
                            "stage2.second.sum.activation",
                        ),
                        op: dsl::op::Op::Activate(dsl::op::Activate {
                            function: dsl::op::Activation::Relu,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[22]),
                        line: 17,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("more_1.narrow"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 5,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0001,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[23]),
                        line: 14,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("more_1.middle"),
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
                            l2: 0.0001,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[24]),
                        line: 15,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("more_1.widen"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 36,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::None,
                            l2: 0.0001,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[25]),
                        line: 16,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("more_1.sum"),
                        op: dsl::op::Op::Add(dsl::op::Add {
                            scale: ::std::borrow::Cow::Borrowed(&[1.0, -0.25]),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[23, 26]),
                        line: 17,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("more_1.sum.activation"),
                        op: dsl::op::Op::Activate(dsl::op::Activate {
                            function: dsl::op::Activation::Relu,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[27]),
                        line: 17,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("more_2.narrow"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 5,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0001,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[28]),
                        line: 14,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("more_2.middle"),
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
                            l2: 0.0001,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[29]),
                        line: 15,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("more_2.widen"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 36,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::None,
                            l2: 0.0001,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[30]),
                        line: 16,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("more_2.sum"),
                        op: dsl::op::Op::Add(dsl::op::Add {
                            scale: ::std::borrow::Cow::Borrowed(&[1.0, -0.25]),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[28, 31]),
                        line: 17,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("more_2.sum.activation"),
                        op: dsl::op::Op::Activate(dsl::op::Activate {
                            function: dsl::op::Activation::Relu,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[32]),
                        line: 17,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("more_3.narrow"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 5,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.0001,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[33]),
                        line: 14,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("more_3.middle"),
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
                            l2: 0.0001,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[34]),
                        line: 15,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("more_3.widen"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 36,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::None,
                            l2: 0.0001,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[35]),
                        line: 16,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("more_3.sum"),
                        op: dsl::op::Op::Add(dsl::op::Add {
                            scale: ::std::borrow::Cow::Borrowed(&[1.0, -0.25]),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[33, 36]),
                        line: 17,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("more_3.sum.activation"),
                        op: dsl::op::Op::Activate(dsl::op::Activate {
                            function: dsl::op::Activation::Relu,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[37]),
                        line: 17,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("shortcut"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 36,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [4, 4],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::None,
                            l2: 0.0001,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[1]),
                        line: 31,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("merged"),
                        op: dsl::op::Op::Add(dsl::op::Add {
                            scale: ::std::borrow::Cow::Borrowed(&[]),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[38, 39]),
                        line: 32,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("pool"),
                        op: dsl::op::Op::AvgPool(dsl::op::AvgPool {
                            window: dsl::op::Window::new(
                                [8, 6],
                                [8, 6],
                                dsl::op::Padding::Same,
                            ),
                            count_padding: false,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[40]),
                        line: 33,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("flatten"),
                        op: dsl::op::Op::Flatten(dsl::op::Flatten {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[41]),
                        line: 34,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("classes"),
                        op: dsl::op::Op::Dense(dsl::op::Dense {
                            units: 10,
                            bias: true,
                            activation: dsl::op::Activation::Softmax,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[42]),
                        line: 35,
                    },
                ],
            ),
            outputs: ::std::borrow::Cow::Borrowed(
                &[
                    dsl::graph::Output {
                        name: ::std::borrow::Cow::Borrowed("classes"),
                        layer: 43,
                    },
                ],
            ),
            heads: ::std::borrow::Cow::Borrowed(&[]),
        };
        &DEFINITION
    }
    fn from_layers(layers: &mut ::googlenet_runtime::layers::Layers) -> Self {
        Self {
            stem: layers.next(),
            stage1: residual_small::stage1::Block::from_layers(layers),
            stage2: residual_small::stage2::Block::from_layers(layers),
            more_1: residual_small::more_1::Block::from_layers(layers),
            more_2: residual_small::more_2::Block::from_layers(layers),
            more_3: residual_small::more_3::Block::from_layers(layers),
            shortcut: layers.next(),
            merged: layers.next(),
            pool: layers.next(),
            flatten: layers.next(),
            classes: layers.next(),
        }
    }
}
const _: () = <::googlenet_runtime::layers::Conv2d<
    ::googlenet_runtime::Hwc<32, 24, 3>,
    ::googlenet_runtime::Hwc<32, 24, 12>,
    ::googlenet_runtime::layers::Window<3, 3, 1, 1, ::googlenet_runtime::layers::Same>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::Conv2d<
    ::googlenet_runtime::Hwc<32, 24, 12>,
    ::googlenet_runtime::Hwc<8, 6, 36>,
    ::googlenet_runtime::layers::Window<1, 1, 4, 4, ::googlenet_runtime::layers::Same>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::Add<
    (::googlenet_runtime::Hwc<8, 6, 36>, (::googlenet_runtime::Hwc<8, 6, 36>, ())),
    ::googlenet_runtime::Hwc<8, 6, 36>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::AvgPool2d<
    ::googlenet_runtime::Hwc<8, 6, 36>,
    ::googlenet_runtime::Hwc<1, 1, 36>,
    ::googlenet_runtime::layers::Window<8, 6, 8, 6, ::googlenet_runtime::layers::Same>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::Flatten<
    ::googlenet_runtime::Hwc<1, 1, 36>,
    ::googlenet_runtime::Flat<36>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::Dense<
    ::googlenet_runtime::Flat<36>,
    ::googlenet_runtime::Flat<10>,
>>::CHECK;
///The shapes and blocks of [`ResidualSmall`].
#[allow(dead_code, unreachable_pub, clippy::let_and_return, clippy::type_complexity)]
pub mod residual_small {
    ///The shape of the network's input.
    pub type Input = ::googlenet_runtime::Hwc<32, 24, 3>;
    ///The shape of the network's output.
    pub type Output = ::googlenet_runtime::Flat<10>;
    ///Block `stage` as `stage1`, 32x24x12 to 16x12x20; line 28 of `specs/residual_small.yaml`.
    pub mod stage1 {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<32, 24, 12>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Hwc<16, 12, 20>;
        ///Block `stage` as `stage1`, 32x24x12 to 16x12x20; line 28 of `specs/residual_small.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///`conv`, 32x24x12 to 16x12x20; line 22 of `specs/residual_small.yaml`.
            pub down: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<32, 24, 12>,
                ::googlenet_runtime::Hwc<16, 12, 20>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    2,
                    2,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///Block `bottleneck` as `first`, 16x12x20 to 16x12x20; line 23 of `specs/residual_small.yaml`.
            pub first: first::Block,
            ///Block `bottleneck` as `second`, 16x12x20 to 16x12x20; line 24 of `specs/residual_small.yaml`.
            pub second: second::Block,
        }
        impl Block {
            ///Runs the layers on the calling thread.
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let down = self.down.forward(input);
                let first = self.first.forward(&down);
                let second = self.second.forward(&first);
                second
            }
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    down: layers.next(),
                    first: first::Block::from_layers(layers),
                    second: second::Block::from_layers(layers),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                layers.push(&self.down);
                self.first.collect(layers);
                self.second.collect(layers);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                layers.push(self.down.layer_mut());
                self.first.collect_mut(layers);
                self.second.collect_mut(layers);
            }
        }
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<32, 24, 12>,
            ::googlenet_runtime::Hwc<16, 12, 20>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                2,
                2,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        ///Block `bottleneck` as `first`, 16x12x20 to 16x12x20; line 23 of `specs/residual_small.yaml`.
        pub mod first {
            ///The shape of the block's input.
            pub type Input = ::googlenet_runtime::Hwc<16, 12, 20>;
            ///The shape of the block's output.
            pub type Output = ::googlenet_runtime::Hwc<16, 12, 20>;
            ///Block `bottleneck` as `first`, 16x12x20 to 16x12x20; line 23 of `specs/residual_small.yaml`.
            #[derive(::core::fmt::Debug, ::core::clone::Clone)]
            pub struct Block {
                ///`conv`, 16x12x20 to 16x12x7; line 14 of `specs/residual_small.yaml`.
                pub narrow: ::googlenet_runtime::layers::Conv2d<
                    ::googlenet_runtime::Hwc<16, 12, 20>,
                    ::googlenet_runtime::Hwc<16, 12, 7>,
                    ::googlenet_runtime::layers::Window<
                        1,
                        1,
                        1,
                        1,
                        ::googlenet_runtime::layers::Same,
                    >,
                >,
                ///`conv`, 16x12x7 to 16x12x7; line 15 of `specs/residual_small.yaml`.
                pub middle: ::googlenet_runtime::layers::Conv2d<
                    ::googlenet_runtime::Hwc<16, 12, 7>,
                    ::googlenet_runtime::Hwc<16, 12, 7>,
                    ::googlenet_runtime::layers::Window<
                        3,
                        3,
                        1,
                        1,
                        ::googlenet_runtime::layers::Same,
                    >,
                >,
                ///`conv`, 16x12x7 to 16x12x20; line 16 of `specs/residual_small.yaml`.
                pub widen: ::googlenet_runtime::layers::Conv2d<
                    ::googlenet_runtime::Hwc<16, 12, 7>,
                    ::googlenet_runtime::Hwc<16, 12, 20>,
                    ::googlenet_runtime::layers::Window<
                        1,
                        1,
                        1,
                        1,
                        ::googlenet_runtime::layers::Same,
                    >,
                >,
                ///Branches of `sum`, 16x12x20 to 16x12x20; line 17 of `specs/residual_small.yaml`.
                pub sum: sum::Block,
            }
            impl Block {
                ///Runs the layers on the calling thread.
                pub fn forward(
                    &self,
                    input: &::googlenet_runtime::Tensor<Input>,
                ) -> ::googlenet_runtime::Tensor<Output> {
                    let narrow = self.narrow.forward(input);
                    let middle = self.middle.forward(&narrow);
                    let widen = self.widen.forward(&middle);
                    let sum_join = self.sum.join.forward((input, (&widen, ())));
                    let sum_activation = self.sum.activation.forward(&sum_join);
                    sum_activation
                }
                #[doc(hidden)]
                pub fn from_layers(
                    layers: &mut ::googlenet_runtime::layers::Layers,
                ) -> Self {
                    Self {
                        narrow: layers.next(),
                        middle: layers.next(),
                        widen: layers.next(),
                        sum: sum::Block::from_layers(layers),
                    }
                }
                #[doc(hidden)]
                pub fn collect<'a>(
                    &'a self,
                    layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
                ) {
                    layers.push(&self.narrow);
                    layers.push(&self.middle);
                    layers.push(&self.widen);
                    self.sum.collect(layers);
                }
                #[doc(hidden)]
                pub fn collect_mut<'a>(
                    &'a mut self,
                    layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
                ) {
                    layers.push(self.narrow.layer_mut());
                    layers.push(self.middle.layer_mut());
                    layers.push(self.widen.layer_mut());
                    self.sum.collect_mut(layers);
                }
            }
            const _: () = <::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<16, 12, 20>,
                ::googlenet_runtime::Hwc<16, 12, 7>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<16, 12, 7>,
                ::googlenet_runtime::Hwc<16, 12, 7>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<16, 12, 7>,
                ::googlenet_runtime::Hwc<16, 12, 20>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >>::CHECK;
            ///Branches of `sum`, 16x12x20 to 16x12x20; line 17 of `specs/residual_small.yaml`.
            pub mod sum {
                ///The shape of the block's input.
                pub type Input = ::googlenet_runtime::Hwc<16, 12, 20>;
                ///The shape of the block's output.
                pub type Output = ::googlenet_runtime::Hwc<16, 12, 20>;
                ///Branches of `sum`, 16x12x20 to 16x12x20; line 17 of `specs/residual_small.yaml`.
                #[derive(::core::fmt::Debug, ::core::clone::Clone)]
                pub struct Block {
                    ///`add`, 16x12x20 and 16x12x20 to 16x12x20; line 17 of `specs/residual_small.yaml`.
                    pub join: ::googlenet_runtime::layers::Add<
                        (
                            ::googlenet_runtime::Hwc<16, 12, 20>,
                            (::googlenet_runtime::Hwc<16, 12, 20>, ()),
                        ),
                        ::googlenet_runtime::Hwc<16, 12, 20>,
                    >,
                    ///`activation`, 16x12x20 to 16x12x20; line 17 of `specs/residual_small.yaml`.
                    pub activation: ::googlenet_runtime::layers::Activate<
                        ::googlenet_runtime::Hwc<16, 12, 20>,
                    >,
                }
                impl Block {
                    #[doc(hidden)]
                    pub fn from_layers(
                        layers: &mut ::googlenet_runtime::layers::Layers,
                    ) -> Self {
                        Self {
                            join: layers.next(),
                            activation: layers.next(),
                        }
                    }
                    #[doc(hidden)]
                    pub fn collect<'a>(
                        &'a self,
                        layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
                    ) {
                        layers.push(&self.join);
                        layers.push(&self.activation);
                    }
                    #[doc(hidden)]
                    pub fn collect_mut<'a>(
                        &'a mut self,
                        layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
                    ) {
                        layers.push(self.join.layer_mut());
                        layers.push(self.activation.layer_mut());
                    }
                }
                const _: () = <::googlenet_runtime::layers::Add<
                    (
                        ::googlenet_runtime::Hwc<16, 12, 20>,
                        (::googlenet_runtime::Hwc<16, 12, 20>, ()),
                    ),
                    ::googlenet_runtime::Hwc<16, 12, 20>,
                >>::CHECK;
                const _: () = <::googlenet_runtime::layers::Activate<
                    ::googlenet_runtime::Hwc<16, 12, 20>,
                >>::CHECK;
            }
        }
        ///Block `bottleneck` as `second`, 16x12x20 to 16x12x20; line 24 of `specs/residual_small.yaml`.
        pub mod second {
            ///The shape of the block's input.
            pub type Input = ::googlenet_runtime::Hwc<16, 12, 20>;
            ///The shape of the block's output.
            pub type Output = ::googlenet_runtime::Hwc<16, 12, 20>;
            ///Block `bottleneck` as `second`, 16x12x20 to 16x12x20; line 24 of `specs/residual_small.yaml`.
            #[derive(::core::fmt::Debug, ::core::clone::Clone)]
            pub struct Block {
                ///`conv`, 16x12x20 to 16x12x7; line 14 of `specs/residual_small.yaml`.
                pub narrow: ::googlenet_runtime::layers::Conv2d<
                    ::googlenet_runtime::Hwc<16, 12, 20>,
                    ::googlenet_runtime::Hwc<16, 12, 7>,
                    ::googlenet_runtime::layers::Window<
                        1,
                        1,
                        1,
                        1,
                        ::googlenet_runtime::layers::Same,
                    >,
                >,
                ///`conv`, 16x12x7 to 16x12x7; line 15 of `specs/residual_small.yaml`.
                pub middle: ::googlenet_runtime::layers::Conv2d<
                    ::googlenet_runtime::Hwc<16, 12, 7>,
                    ::googlenet_runtime::Hwc<16, 12, 7>,
                    ::googlenet_runtime::layers::Window<
                        3,
                        3,
                        1,
                        1,
                        ::googlenet_runtime::layers::Same,
                    >,
                >,
                ///`conv`, 16x12x7 to 16x12x20; line 16 of `specs/residual_small.yaml`.
                pub widen: ::googlenet_runtime::layers::Conv2d<
                    ::googlenet_runtime::Hwc<16, 12, 7>,
                    ::googlenet_runtime::Hwc<16, 12, 20>,
                    ::googlenet_runtime::layers::Window<
                        1,
                        1,
                        1,
                        1,
                        ::googlenet_runtime::layers::Same,
                    >,
                >,
                ///Branches of `sum`, 16x12x20 to 16x12x20; line 17 of `specs/residual_small.yaml`.
                pub sum: sum::Block,
            }
            impl Block {
                ///Runs the layers on the calling thread.
                pub fn forward(
                    &self,
                    input: &::googlenet_runtime::Tensor<Input>,
                ) -> ::googlenet_runtime::Tensor<Output> {
                    let narrow = self.narrow.forward(input);
                    let middle = self.middle.forward(&narrow);
                    let widen = self.widen.forward(&middle);
                    let sum_join = self.sum.join.forward((input, (&widen, ())));
                    let sum_activation = self.sum.activation.forward(&sum_join);
                    sum_activation
                }
                #[doc(hidden)]
                pub fn from_layers(
                    layers: &mut ::googlenet_runtime::layers::Layers,
                ) -> Self {
                    Self {
                        narrow: layers.next(),
                        middle: layers.next(),
                        widen: layers.next(),
                        sum: sum::Block::from_layers(layers),
                    }
                }
                #[doc(hidden)]
                pub fn collect<'a>(
                    &'a self,
                    layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
                ) {
                    layers.push(&self.narrow);
                    layers.push(&self.middle);
                    layers.push(&self.widen);
                    self.sum.collect(layers);
                }
                #[doc(hidden)]
                pub fn collect_mut<'a>(
                    &'a mut self,
                    layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
                ) {
                    layers.push(self.narrow.layer_mut());
                    layers.push(self.middle.layer_mut());
                    layers.push(self.widen.layer_mut());
                    self.sum.collect_mut(layers);
                }
            }
            const _: () = <::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<16, 12, 20>,
                ::googlenet_runtime::Hwc<16, 12, 7>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<16, 12, 7>,
                ::googlenet_runtime::Hwc<16, 12, 7>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<16, 12, 7>,
                ::googlenet_runtime::Hwc<16, 12, 20>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >>::CHECK;
            ///Branches of `sum`, 16x12x20 to 16x12x20; line 17 of `specs/residual_small.yaml`.
            pub mod sum {
                ///The shape of the block's input.
                pub type Input = ::googlenet_runtime::Hwc<16, 12, 20>;
                ///The shape of the block's output.
                pub type Output = ::googlenet_runtime::Hwc<16, 12, 20>;
                ///Branches of `sum`, 16x12x20 to 16x12x20; line 17 of `specs/residual_small.yaml`.
                #[derive(::core::fmt::Debug, ::core::clone::Clone)]
                pub struct Block {
                    ///`add`, 16x12x20 and 16x12x20 to 16x12x20; line 17 of `specs/residual_small.yaml`.
                    pub join: ::googlenet_runtime::layers::Add<
                        (
                            ::googlenet_runtime::Hwc<16, 12, 20>,
                            (::googlenet_runtime::Hwc<16, 12, 20>, ()),
                        ),
                        ::googlenet_runtime::Hwc<16, 12, 20>,
                    >,
                    ///`activation`, 16x12x20 to 16x12x20; line 17 of `specs/residual_small.yaml`.
                    pub activation: ::googlenet_runtime::layers::Activate<
                        ::googlenet_runtime::Hwc<16, 12, 20>,
                    >,
                }
                impl Block {
                    #[doc(hidden)]
                    pub fn from_layers(
                        layers: &mut ::googlenet_runtime::layers::Layers,
                    ) -> Self {
                        Self {
                            join: layers.next(),
                            activation: layers.next(),
                        }
                    }
                    #[doc(hidden)]
                    pub fn collect<'a>(
                        &'a self,
                        layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
                    ) {
                        layers.push(&self.join);
                        layers.push(&self.activation);
                    }
                    #[doc(hidden)]
                    pub fn collect_mut<'a>(
                        &'a mut self,
                        layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
                    ) {
                        layers.push(self.join.layer_mut());
                        layers.push(self.activation.layer_mut());
                    }
                }
                const _: () = <::googlenet_runtime::layers::Add<
                    (
                        ::googlenet_runtime::Hwc<16, 12, 20>,
                        (::googlenet_runtime::Hwc<16, 12, 20>, ()),
                    ),
                    ::googlenet_runtime::Hwc<16, 12, 20>,
                >>::CHECK;
                const _: () = <::googlenet_runtime::layers::Activate<
                    ::googlenet_runtime::Hwc<16, 12, 20>,
                >>::CHECK;
            }
        }
    }
    ///Block `stage` as `stage2`, 16x12x20 to 8x6x36; line 29 of `specs/residual_small.yaml`.
    pub mod stage2 {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<16, 12, 20>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Hwc<8, 6, 36>;
        ///Block `stage` as `stage2`, 16x12x20 to 8x6x36; line 29 of `specs/residual_small.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///`conv`, 16x12x20 to 8x6x36; line 22 of `specs/residual_small.yaml`.
            pub down: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<16, 12, 20>,
                ::googlenet_runtime::Hwc<8, 6, 36>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    2,
                    2,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///Block `bottleneck` as `first`, 8x6x36 to 8x6x36; line 23 of `specs/residual_small.yaml`.
            pub first: first::Block,
            ///Block `bottleneck` as `second`, 8x6x36 to 8x6x36; line 24 of `specs/residual_small.yaml`.
            pub second: second::Block,
        }
        impl Block {
            ///Runs the layers on the calling thread.
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let down = self.down.forward(input);
                let first = self.first.forward(&down);
                let second = self.second.forward(&first);
                second
            }
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    down: layers.next(),
                    first: first::Block::from_layers(layers),
                    second: second::Block::from_layers(layers),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                layers.push(&self.down);
                self.first.collect(layers);
                self.second.collect(layers);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                layers.push(self.down.layer_mut());
                self.first.collect_mut(layers);
                self.second.collect_mut(layers);
            }
        }
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<16, 12, 20>,
            ::googlenet_runtime::Hwc<8, 6, 36>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                2,
                2,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        ///Block `bottleneck` as `first`, 8x6x36 to 8x6x36; line 23 of `specs/residual_small.yaml`.
        pub mod first {
            ///The shape of the block's input.
            pub type Input = ::googlenet_runtime::Hwc<8, 6, 36>;
            ///The shape of the block's output.
            pub type Output = ::googlenet_runtime::Hwc<8, 6, 36>;
            ///Block `bottleneck` as `first`, 8x6x36 to 8x6x36; line 23 of `specs/residual_small.yaml`.
            #[derive(::core::fmt::Debug, ::core::clone::Clone)]
            pub struct Block {
                ///`conv`, 8x6x36 to 8x6x10; line 14 of `specs/residual_small.yaml`.
                pub narrow: ::googlenet_runtime::layers::Conv2d<
                    ::googlenet_runtime::Hwc<8, 6, 36>,
                    ::googlenet_runtime::Hwc<8, 6, 10>,
                    ::googlenet_runtime::layers::Window<
                        1,
                        1,
                        1,
                        1,
                        ::googlenet_runtime::layers::Same,
                    >,
                >,
                ///`conv`, 8x6x10 to 8x6x10; line 15 of `specs/residual_small.yaml`.
                pub middle: ::googlenet_runtime::layers::Conv2d<
                    ::googlenet_runtime::Hwc<8, 6, 10>,
                    ::googlenet_runtime::Hwc<8, 6, 10>,
                    ::googlenet_runtime::layers::Window<
                        3,
                        3,
                        1,
                        1,
                        ::googlenet_runtime::layers::Same,
                    >,
                >,
                ///`conv`, 8x6x10 to 8x6x36; line 16 of `specs/residual_small.yaml`.
                pub widen: ::googlenet_runtime::layers::Conv2d<
                    ::googlenet_runtime::Hwc<8, 6, 10>,
                    ::googlenet_runtime::Hwc<8, 6, 36>,
                    ::googlenet_runtime::layers::Window<
                        1,
                        1,
                        1,
                        1,
                        ::googlenet_runtime::layers::Same,
                    >,
                >,
                ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
                pub sum: sum::Block,
            }
            impl Block {
                ///Runs the layers on the calling thread.
                pub fn forward(
                    &self,
                    input: &::googlenet_runtime::Tensor<Input>,
                ) -> ::googlenet_runtime::Tensor<Output> {
                    let narrow = self.narrow.forward(input);
                    let middle = self.middle.forward(&narrow);
                    let widen = self.widen.forward(&middle);
                    let sum_join = self.sum.join.forward((input, (&widen, ())));
                    let sum_activation = self.sum.activation.forward(&sum_join);
                    sum_activation
                }
                #[doc(hidden)]
                pub fn from_layers(
                    layers: &mut ::googlenet_runtime::layers::Layers,
                ) -> Self {
                    Self {
                        narrow: layers.next(),
                        middle: layers.next(),
                        widen: layers.next(),
                        sum: sum::Block::from_layers(layers),
                    }
                }
                #[doc(hidden)]
                pub fn collect<'a>(
                    &'a self,
                    layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
                ) {
                    layers.push(&self.narrow);
                    layers.push(&self.middle);
                    layers.push(&self.widen);
                    self.sum.collect(layers);
                }
                #[doc(hidden)]
                pub fn collect_mut<'a>(
                    &'a mut self,
                    layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
                ) {
                    layers.push(self.narrow.layer_mut());
                    layers.push(self.middle.layer_mut());
                    layers.push(self.widen.layer_mut());
                    self.sum.collect_mut(layers);
                }
            }
            const _: () = <::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<8, 6, 36>,
                ::googlenet_runtime::Hwc<8, 6, 10>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<8, 6, 10>,
                ::googlenet_runtime::Hwc<8, 6, 10>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<8, 6, 10>,
                ::googlenet_runtime::Hwc<8, 6, 36>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >>::CHECK;
            ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
            pub mod sum {
                ///The shape of the block's input.
                pub type Input = ::googlenet_runtime::Hwc<8, 6, 36>;
                ///The shape of the block's output.
                pub type Output = ::googlenet_runtime::Hwc<8, 6, 36>;
                ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
                #[derive(::core::fmt::Debug, ::core::clone::Clone)]
                pub struct Block {
                    ///`add`, 8x6x36 and 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
                    pub join: ::googlenet_runtime::layers::Add<
                        (
                            ::googlenet_runtime::Hwc<8, 6, 36>,
                            (::googlenet_runtime::Hwc<8, 6, 36>, ()),
                        ),
                        ::googlenet_runtime::Hwc<8, 6, 36>,
                    >,
                    ///`activation`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
                    pub activation: ::googlenet_runtime::layers::Activate<
                        ::googlenet_runtime::Hwc<8, 6, 36>,
                    >,
                }
                impl Block {
                    #[doc(hidden)]
                    pub fn from_layers(
                        layers: &mut ::googlenet_runtime::layers::Layers,
                    ) -> Self {
                        Self {
                            join: layers.next(),
                            activation: layers.next(),
                        }
                    }
                    #[doc(hidden)]
                    pub fn collect<'a>(
                        &'a self,
                        layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
                    ) {
                        layers.push(&self.join);
                        layers.push(&self.activation);
                    }
                    #[doc(hidden)]
                    pub fn collect_mut<'a>(
                        &'a mut self,
                        layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
                    ) {
                        layers.push(self.join.layer_mut());
                        layers.push(self.activation.layer_mut());
                    }
                }
                const _: () = <::googlenet_runtime::layers::Add<
                    (
                        ::googlenet_runtime::Hwc<8, 6, 36>,
                        (::googlenet_runtime::Hwc<8, 6, 36>, ()),
                    ),
                    ::googlenet_runtime::Hwc<8, 6, 36>,
                >>::CHECK;
                const _: () = <::googlenet_runtime::layers::Activate<
                    ::googlenet_runtime::Hwc<8, 6, 36>,
                >>::CHECK;
            }
        }
        ///Block `bottleneck` as `second`, 8x6x36 to 8x6x36; line 24 of `specs/residual_small.yaml`.
        pub mod second {
            ///The shape of the block's input.
            pub type Input = ::googlenet_runtime::Hwc<8, 6, 36>;
            ///The shape of the block's output.
            pub type Output = ::googlenet_runtime::Hwc<8, 6, 36>;
            ///Block `bottleneck` as `second`, 8x6x36 to 8x6x36; line 24 of `specs/residual_small.yaml`.
            #[derive(::core::fmt::Debug, ::core::clone::Clone)]
            pub struct Block {
                ///`conv`, 8x6x36 to 8x6x10; line 14 of `specs/residual_small.yaml`.
                pub narrow: ::googlenet_runtime::layers::Conv2d<
                    ::googlenet_runtime::Hwc<8, 6, 36>,
                    ::googlenet_runtime::Hwc<8, 6, 10>,
                    ::googlenet_runtime::layers::Window<
                        1,
                        1,
                        1,
                        1,
                        ::googlenet_runtime::layers::Same,
                    >,
                >,
                ///`conv`, 8x6x10 to 8x6x10; line 15 of `specs/residual_small.yaml`.
                pub middle: ::googlenet_runtime::layers::Conv2d<
                    ::googlenet_runtime::Hwc<8, 6, 10>,
                    ::googlenet_runtime::Hwc<8, 6, 10>,
                    ::googlenet_runtime::layers::Window<
                        3,
                        3,
                        1,
                        1,
                        ::googlenet_runtime::layers::Same,
                    >,
                >,
                ///`conv`, 8x6x10 to 8x6x36; line 16 of `specs/residual_small.yaml`.
                pub widen: ::googlenet_runtime::layers::Conv2d<
                    ::googlenet_runtime::Hwc<8, 6, 10>,
                    ::googlenet_runtime::Hwc<8, 6, 36>,
                    ::googlenet_runtime::layers::Window<
                        1,
                        1,
                        1,
                        1,
                        ::googlenet_runtime::layers::Same,
                    >,
                >,
                ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
                pub sum: sum::Block,
            }
            impl Block {
                ///Runs the layers on the calling thread.
                pub fn forward(
                    &self,
                    input: &::googlenet_runtime::Tensor<Input>,
                ) -> ::googlenet_runtime::Tensor<Output> {
                    let narrow = self.narrow.forward(input);
                    let middle = self.middle.forward(&narrow);
                    let widen = self.widen.forward(&middle);
                    let sum_join = self.sum.join.forward((input, (&widen, ())));
                    let sum_activation = self.sum.activation.forward(&sum_join);
                    sum_activation
                }
                #[doc(hidden)]
                pub fn from_layers(
                    layers: &mut ::googlenet_runtime::layers::Layers,
                ) -> Self {
                    Self {
                        narrow: layers.next(),
                        middle: layers.next(),
                        widen: layers.next(),
                        sum: sum::Block::from_layers(layers),
                    }
                }
                #[doc(hidden)]
                pub fn collect<'a>(
                    &'a self,
                    layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
                ) {
                    layers.push(&self.narrow);
                    layers.push(&self.middle);
                    layers.push(&self.widen);
                    self.sum.collect(layers);
                }
                #[doc(hidden)]
                pub fn collect_mut<'a>(
                    &'a mut self,
                    layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
                ) {
                    layers.push(self.narrow.layer_mut());
                    layers.push(self.middle.layer_mut());
                    layers.push(self.widen.layer_mut());
                    self.sum.collect_mut(layers);
                }
            }
            const _: () = <::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<8, 6, 36>,
                ::googlenet_runtime::Hwc<8, 6, 10>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<8, 6, 10>,
                ::googlenet_runtime::Hwc<8, 6, 10>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<8, 6, 10>,
                ::googlenet_runtime::Hwc<8, 6, 36>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >>::CHECK;
            ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
            pub mod sum {
                ///The shape of the block's input.
                pub type Input = ::googlenet_runtime::Hwc<8, 6, 36>;
                ///The shape of the block's output.
                pub type Output = ::googlenet_runtime::Hwc<8, 6, 36>;
                ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
                #[derive(::core::fmt::Debug, ::core::clone::Clone)]
                pub struct Block {
                    ///`add`, 8x6x36 and 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
                    pub join: ::googlenet_runtime::layers::Add<
                        (
                            ::googlenet_runtime::Hwc<8, 6, 36>,
                            (::googlenet_runtime::Hwc<8, 6, 36>, ()),
                        ),
                        ::googlenet_runtime::Hwc<8, 6, 36>,
                    >,
                    ///`activation`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
                    pub activation: ::googlenet_runtime::layers::Activate<
                        ::googlenet_runtime::Hwc<8, 6, 36>,
                    >,
                }
                impl Block {
                    #[doc(hidden)]
                    pub fn from_layers(
                        layers: &mut ::googlenet_runtime::layers::Layers,
                    ) -> Self {
                        Self {
                            join: layers.next(),
                            activation: layers.next(),
                        }
                    }
                    #[doc(hidden)]
                    pub fn collect<'a>(
                        &'a self,
                        layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
                    ) {
                        layers.push(&self.join);
                        layers.push(&self.activation);
                    }
                    #[doc(hidden)]
                    pub fn collect_mut<'a>(
                        &'a mut self,
                        layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
                    ) {
                        layers.push(self.join.layer_mut());
                        layers.push(self.activation.layer_mut());
                    }
                }
                const _: () = <::googlenet_runtime::layers::Add<
                    (
                        ::googlenet_runtime::Hwc<8, 6, 36>,
                        (::googlenet_runtime::Hwc<8, 6, 36>, ()),
                    ),
                    ::googlenet_runtime::Hwc<8, 6, 36>,
                >>::CHECK;
                const _: () = <::googlenet_runtime::layers::Activate<
                    ::googlenet_runtime::Hwc<8, 6, 36>,
                >>::CHECK;
            }
        }
    }
    ///Block `bottleneck` as `more_1`, 8x6x36 to 8x6x36; line 30 of `specs/residual_small.yaml`.
    pub mod more_1 {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<8, 6, 36>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Hwc<8, 6, 36>;
        ///Block `bottleneck` as `more_1`, 8x6x36 to 8x6x36; line 30 of `specs/residual_small.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///`conv`, 8x6x36 to 8x6x5; line 14 of `specs/residual_small.yaml`.
            pub narrow: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<8, 6, 36>,
                ::googlenet_runtime::Hwc<8, 6, 5>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 8x6x5 to 8x6x5; line 15 of `specs/residual_small.yaml`.
            pub middle: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<8, 6, 5>,
                ::googlenet_runtime::Hwc<8, 6, 5>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 8x6x5 to 8x6x36; line 16 of `specs/residual_small.yaml`.
            pub widen: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<8, 6, 5>,
                ::googlenet_runtime::Hwc<8, 6, 36>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
            pub sum: sum::Block,
        }
        impl Block {
            ///Runs the layers on the calling thread.
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let narrow = self.narrow.forward(input);
                let middle = self.middle.forward(&narrow);
                let widen = self.widen.forward(&middle);
                let sum_join = self.sum.join.forward((input, (&widen, ())));
                let sum_activation = self.sum.activation.forward(&sum_join);
                sum_activation
            }
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    narrow: layers.next(),
                    middle: layers.next(),
                    widen: layers.next(),
                    sum: sum::Block::from_layers(layers),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                layers.push(&self.narrow);
                layers.push(&self.middle);
                layers.push(&self.widen);
                self.sum.collect(layers);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                layers.push(self.narrow.layer_mut());
                layers.push(self.middle.layer_mut());
                layers.push(self.widen.layer_mut());
                self.sum.collect_mut(layers);
            }
        }
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<8, 6, 36>,
            ::googlenet_runtime::Hwc<8, 6, 5>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<8, 6, 5>,
            ::googlenet_runtime::Hwc<8, 6, 5>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<8, 6, 5>,
            ::googlenet_runtime::Hwc<8, 6, 36>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
        pub mod sum {
            ///The shape of the block's input.
            pub type Input = ::googlenet_runtime::Hwc<8, 6, 36>;
            ///The shape of the block's output.
            pub type Output = ::googlenet_runtime::Hwc<8, 6, 36>;
            ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
            #[derive(::core::fmt::Debug, ::core::clone::Clone)]
            pub struct Block {
                ///`add`, 8x6x36 and 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
                pub join: ::googlenet_runtime::layers::Add<
                    (
                        ::googlenet_runtime::Hwc<8, 6, 36>,
                        (::googlenet_runtime::Hwc<8, 6, 36>, ()),
                    ),
                    ::googlenet_runtime::Hwc<8, 6, 36>,
                >,
                ///`activation`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    ::googlenet_runtime::Hwc<8, 6, 36>,
                >,
            }
            impl Block {
                #[doc(hidden)]
                pub fn from_layers(
                    layers: &mut ::googlenet_runtime::layers::Layers,
                ) -> Self {
                    Self {
                        join: layers.next(),
                        activation: layers.next(),
                    }
                }
                #[doc(hidden)]
                pub fn collect<'a>(
                    &'a self,
                    layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
                ) {
                    layers.push(&self.join);
                    layers.push(&self.activation);
                }
                #[doc(hidden)]
                pub fn collect_mut<'a>(
                    &'a mut self,
                    layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
                ) {
                    layers.push(self.join.layer_mut());
                    layers.push(self.activation.layer_mut());
                }
            }
            const _: () = <::googlenet_runtime::layers::Add<
                (
                    ::googlenet_runtime::Hwc<8, 6, 36>,
                    (::googlenet_runtime::Hwc<8, 6, 36>, ()),
                ),
                ::googlenet_runtime::Hwc<8, 6, 36>,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Activate<
                ::googlenet_runtime::Hwc<8, 6, 36>,
            >>::CHECK;
        }
    }
    ///Block `bottleneck` as `more_2`, 8x6x36 to 8x6x36; line 30 of `specs/residual_small.yaml`.
    pub mod more_2 {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<8, 6, 36>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Hwc<8, 6, 36>;
        ///Block `bottleneck` as `more_2`, 8x6x36 to 8x6x36; line 30 of `specs/residual_small.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///`conv`, 8x6x36 to 8x6x5; line 14 of `specs/residual_small.yaml`.
            pub narrow: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<8, 6, 36>,
                ::googlenet_runtime::Hwc<8, 6, 5>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 8x6x5 to 8x6x5; line 15 of `specs/residual_small.yaml`.
            pub middle: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<8, 6, 5>,
                ::googlenet_runtime::Hwc<8, 6, 5>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 8x6x5 to 8x6x36; line 16 of `specs/residual_small.yaml`.
            pub widen: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<8, 6, 5>,
                ::googlenet_runtime::Hwc<8, 6, 36>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
            pub sum: sum::Block,
        }
        impl Block {
            ///Runs the layers on the calling thread.
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let narrow = self.narrow.forward(input);
                let middle = self.middle.forward(&narrow);
                let widen = self.widen.forward(&middle);
                let sum_join = self.sum.join.forward((input, (&widen, ())));
                let sum_activation = self.sum.activation.forward(&sum_join);
                sum_activation
            }
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    narrow: layers.next(),
                    middle: layers.next(),
                    widen: layers.next(),
                    sum: sum::Block::from_layers(layers),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                layers.push(&self.narrow);
                layers.push(&self.middle);
                layers.push(&self.widen);
                self.sum.collect(layers);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                layers.push(self.narrow.layer_mut());
                layers.push(self.middle.layer_mut());
                layers.push(self.widen.layer_mut());
                self.sum.collect_mut(layers);
            }
        }
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<8, 6, 36>,
            ::googlenet_runtime::Hwc<8, 6, 5>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<8, 6, 5>,
            ::googlenet_runtime::Hwc<8, 6, 5>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<8, 6, 5>,
            ::googlenet_runtime::Hwc<8, 6, 36>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
        pub mod sum {
            ///The shape of the block's input.
            pub type Input = ::googlenet_runtime::Hwc<8, 6, 36>;
            ///The shape of the block's output.
            pub type Output = ::googlenet_runtime::Hwc<8, 6, 36>;
            ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
            #[derive(::core::fmt::Debug, ::core::clone::Clone)]
            pub struct Block {
                ///`add`, 8x6x36 and 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
                pub join: ::googlenet_runtime::layers::Add<
                    (
                        ::googlenet_runtime::Hwc<8, 6, 36>,
                        (::googlenet_runtime::Hwc<8, 6, 36>, ()),
                    ),
                    ::googlenet_runtime::Hwc<8, 6, 36>,
                >,
                ///`activation`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    ::googlenet_runtime::Hwc<8, 6, 36>,
                >,
            }
            impl Block {
                #[doc(hidden)]
                pub fn from_layers(
                    layers: &mut ::googlenet_runtime::layers::Layers,
                ) -> Self {
                    Self {
                        join: layers.next(),
                        activation: layers.next(),
                    }
                }
                #[doc(hidden)]
                pub fn collect<'a>(
                    &'a self,
                    layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
                ) {
                    layers.push(&self.join);
                    layers.push(&self.activation);
                }
                #[doc(hidden)]
                pub fn collect_mut<'a>(
                    &'a mut self,
                    layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
                ) {
                    layers.push(self.join.layer_mut());
                    layers.push(self.activation.layer_mut());
                }
            }
            const _: () = <::googlenet_runtime::layers::Add<
                (
                    ::googlenet_runtime::Hwc<8, 6, 36>,
                    (::googlenet_runtime::Hwc<8, 6, 36>, ()),
                ),
                ::googlenet_runtime::Hwc<8, 6, 36>,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Activate<
                ::googlenet_runtime::Hwc<8, 6, 36>,
            >>::CHECK;
        }
    }
    ///Block `bottleneck` as `more_3`, 8x6x36 to 8x6x36; line 30 of `specs/residual_small.yaml`.
    pub mod more_3 {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<8, 6, 36>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Hwc<8, 6, 36>;
        ///Block `bottleneck` as `more_3`, 8x6x36 to 8x6x36; line 30 of `specs/residual_small.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///`conv`, 8x6x36 to 8x6x5; line 14 of `specs/residual_small.yaml`.
            pub narrow: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<8, 6, 36>,
                ::googlenet_runtime::Hwc<8, 6, 5>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 8x6x5 to 8x6x5; line 15 of `specs/residual_small.yaml`.
            pub middle: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<8, 6, 5>,
                ::googlenet_runtime::Hwc<8, 6, 5>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 8x6x5 to 8x6x36; line 16 of `specs/residual_small.yaml`.
            pub widen: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<8, 6, 5>,
                ::googlenet_runtime::Hwc<8, 6, 36>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
            pub sum: sum::Block,
        }
        impl Block {
            ///Runs the layers on the calling thread.
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let narrow = self.narrow.forward(input);
                let middle = self.middle.forward(&narrow);
                let widen = self.widen.forward(&middle);
                let sum_join = self.sum.join.forward((input, (&widen, ())));
                let sum_activation = self.sum.activation.forward(&sum_join);
                sum_activation
            }
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    narrow: layers.next(),
                    middle: layers.next(),
                    widen: layers.next(),
                    sum: sum::Block::from_layers(layers),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                layers.push(&self.narrow);
                layers.push(&self.middle);
                layers.push(&self.widen);
                self.sum.collect(layers);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                layers.push(self.narrow.layer_mut());
                layers.push(self.middle.layer_mut());
                layers.push(self.widen.layer_mut());
                self.sum.collect_mut(layers);
            }
        }
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<8, 6, 36>,
            ::googlenet_runtime::Hwc<8, 6, 5>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<8, 6, 5>,
            ::googlenet_runtime::Hwc<8, 6, 5>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<8, 6, 5>,
            ::googlenet_runtime::Hwc<8, 6, 36>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
        pub mod sum {
            ///The shape of the block's input.
            pub type Input = ::googlenet_runtime::Hwc<8, 6, 36>;
            ///The shape of the block's output.
            pub type Output = ::googlenet_runtime::Hwc<8, 6, 36>;
            ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
            #[derive(::core::fmt::Debug, ::core::clone::Clone)]
            pub struct Block {
                ///`add`, 8x6x36 and 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
                pub join: ::googlenet_runtime::layers::Add<
                    (
                        ::googlenet_runtime::Hwc<8, 6, 36>,
                        (::googlenet_runtime::Hwc<8, 6, 36>, ()),
                    ),
                    ::googlenet_runtime::Hwc<8, 6, 36>,
                >,
                ///`activation`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    ::googlenet_runtime::Hwc<8, 6, 36>,
                >,
            }
            impl Block {
                #[doc(hidden)]
                pub fn from_layers(
                    layers: &mut ::googlenet_runtime::layers::Layers,
                ) -> Self {
                    Self {
                        join: layers.next(),
                        activation: layers.next(),
                    }
                }
                #[doc(hidden)]
                pub fn collect<'a>(
                    &'a self,
                    layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
                ) {
                    layers.push(&self.join);
                    layers.push(&self.activation);
                }
                #[doc(hidden)]
                pub fn collect_mut<'a>(
                    &'a mut self,
                    layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
                ) {
                    layers.push(self.join.layer_mut());
                    layers.push(self.activation.layer_mut());
                }
            }
            const _: () = <::googlenet_runtime::layers::Add<
                (
                    ::googlenet_runtime::Hwc<8, 6, 36>,
                    (::googlenet_runtime::Hwc<8, 6, 36>, ()),
                ),
                ::googlenet_runtime::Hwc<8, 6, 36>,
            >>::CHECK;
            const _: () = <::googlenet_runtime::layers::Activate<
                ::googlenet_runtime::Hwc<8, 6, 36>,
            >>::CHECK;
        }
    }
}
