/// InceptionV1, compiled from `specs/inception_v1.yaml`.
///
///The network `InceptionV1` of `specs/inception_v1.yaml`.
#[derive(::core::fmt::Debug, ::core::clone::Clone)]
#[allow(dead_code, unreachable_pub, clippy::let_and_return, clippy::type_complexity)]
pub struct InceptionV1 {
    ///`conv`, 224x224x3 to 112x112x64; line 25 of `specs/inception_v1.yaml`.
    pub conv1_7x7_s2: ::googlenet_runtime::layers::Conv2d<
        ::googlenet_runtime::Hwc<224, 224, 3>,
        ::googlenet_runtime::Hwc<112, 112, 64>,
        ::googlenet_runtime::layers::Window<
            7,
            7,
            2,
            2,
            ::googlenet_runtime::layers::Same,
        >,
    >,
    ///`max_pool`, 112x112x64 to 56x56x64; line 26 of `specs/inception_v1.yaml`.
    pub maxpool1_3x3_s2: ::googlenet_runtime::layers::MaxPool2d<
        ::googlenet_runtime::Hwc<112, 112, 64>,
        ::googlenet_runtime::Hwc<56, 56, 64>,
        ::googlenet_runtime::layers::Window<
            3,
            3,
            2,
            2,
            ::googlenet_runtime::layers::Same,
        >,
    >,
    ///`conv`, 56x56x64 to 56x56x64; line 27 of `specs/inception_v1.yaml`.
    pub conv2_3x3_reduce: ::googlenet_runtime::layers::Conv2d<
        ::googlenet_runtime::Hwc<56, 56, 64>,
        ::googlenet_runtime::Hwc<56, 56, 64>,
        ::googlenet_runtime::layers::Window<
            1,
            1,
            1,
            1,
            ::googlenet_runtime::layers::Same,
        >,
    >,
    ///`conv`, 56x56x64 to 56x56x192; line 28 of `specs/inception_v1.yaml`.
    pub conv2_3x3: ::googlenet_runtime::layers::Conv2d<
        ::googlenet_runtime::Hwc<56, 56, 64>,
        ::googlenet_runtime::Hwc<56, 56, 192>,
        ::googlenet_runtime::layers::Window<
            3,
            3,
            1,
            1,
            ::googlenet_runtime::layers::Same,
        >,
    >,
    ///`max_pool`, 56x56x192 to 28x28x192; line 29 of `specs/inception_v1.yaml`.
    pub maxpool2_3x3_s2: ::googlenet_runtime::layers::MaxPool2d<
        ::googlenet_runtime::Hwc<56, 56, 192>,
        ::googlenet_runtime::Hwc<28, 28, 192>,
        ::googlenet_runtime::layers::Window<
            3,
            3,
            2,
            2,
            ::googlenet_runtime::layers::Same,
        >,
    >,
    ///Block `inception` as `inception_3a`, 28x28x192 to 28x28x256; line 31 of `specs/inception_v1.yaml`.
    pub inception_3a: inception_v1::inception_3a::Block,
    ///Block `inception` as `inception_3b`, 28x28x256 to 28x28x480; line 32 of `specs/inception_v1.yaml`.
    pub inception_3b: inception_v1::inception_3b::Block,
    ///`max_pool`, 28x28x480 to 14x14x480; line 33 of `specs/inception_v1.yaml`.
    pub maxpool3_3x3_s2: ::googlenet_runtime::layers::MaxPool2d<
        ::googlenet_runtime::Hwc<28, 28, 480>,
        ::googlenet_runtime::Hwc<14, 14, 480>,
        ::googlenet_runtime::layers::Window<
            3,
            3,
            2,
            2,
            ::googlenet_runtime::layers::Same,
        >,
    >,
    ///Block `inception` as `inception_4a`, 14x14x480 to 14x14x512; line 34 of `specs/inception_v1.yaml`.
    pub inception_4a: inception_v1::inception_4a::Block,
    ///Block `inception` as `inception_4b`, 14x14x512 to 14x14x512; line 35 of `specs/inception_v1.yaml`.
    pub inception_4b: inception_v1::inception_4b::Block,
    ///Block `inception` as `inception_4c`, 14x14x512 to 14x14x512; line 36 of `specs/inception_v1.yaml`.
    pub inception_4c: inception_v1::inception_4c::Block,
    ///Block `inception` as `inception_4d`, 14x14x512 to 14x14x528; line 37 of `specs/inception_v1.yaml`.
    pub inception_4d: inception_v1::inception_4d::Block,
    ///Block `inception` as `inception_4e`, 14x14x528 to 14x14x832; line 38 of `specs/inception_v1.yaml`.
    pub inception_4e: inception_v1::inception_4e::Block,
    ///`max_pool`, 14x14x832 to 7x7x832; line 39 of `specs/inception_v1.yaml`.
    pub maxpool4_3x3_s2: ::googlenet_runtime::layers::MaxPool2d<
        ::googlenet_runtime::Hwc<14, 14, 832>,
        ::googlenet_runtime::Hwc<7, 7, 832>,
        ::googlenet_runtime::layers::Window<
            3,
            3,
            2,
            2,
            ::googlenet_runtime::layers::Same,
        >,
    >,
    ///Block `inception` as `inception_5a`, 7x7x832 to 7x7x832; line 40 of `specs/inception_v1.yaml`.
    pub inception_5a: inception_v1::inception_5a::Block,
    ///Block `inception` as `inception_5b`, 7x7x832 to 7x7x1024; line 41 of `specs/inception_v1.yaml`.
    pub inception_5b: inception_v1::inception_5b::Block,
    ///`avg_pool`, 7x7x1024 to 1x1x1024; line 42 of `specs/inception_v1.yaml`.
    pub averagepool1_7x7_s1: ::googlenet_runtime::layers::AvgPool2d<
        ::googlenet_runtime::Hwc<7, 7, 1024>,
        ::googlenet_runtime::Hwc<1, 1, 1024>,
        ::googlenet_runtime::layers::Window<
            7,
            7,
            7,
            7,
            ::googlenet_runtime::layers::Same,
        >,
    >,
    ///`dropout`, 1x1x1024 to 1x1x1024; line 43 of `specs/inception_v1.yaml`.
    pub drop1: ::googlenet_runtime::layers::Dropout<
        ::googlenet_runtime::Hwc<1, 1, 1024>,
    >,
    ///`flatten`, 1x1x1024 to 1024; line 44 of `specs/inception_v1.yaml`.
    pub flatten: ::googlenet_runtime::layers::Flatten<
        ::googlenet_runtime::Hwc<1, 1, 1024>,
        ::googlenet_runtime::Flat<1024>,
    >,
    ///`dense`, 1024 to 1000; line 45 of `specs/inception_v1.yaml`.
    pub linear: ::googlenet_runtime::layers::Dense<
        ::googlenet_runtime::Flat<1024>,
        ::googlenet_runtime::Flat<1000>,
    >,
}
#[allow(dead_code, unreachable_pub, clippy::let_and_return, clippy::type_complexity)]
impl InceptionV1 {
    ///Number of parameters, moving statistics included.
    pub const PARAMS: u64 = 6998552;
    ///Number of trainable parameters.
    pub const TRAINABLE_PARAMS: u64 = 6998552;
    ///Number of trainable parameters, with those of heads that exist in training only.
    pub const TRAINING_PARAMS: u64 = 6998552;
    ///Multiply-accumulates for one image, those with padding included.
    pub const MACS: u64 = 1582671872;
    ///Bytes of the arena that a session holds for the activations of one image.
    pub const ARENA_BYTES: u64 = 3702848;
    ///Bytes that a session of one thread holds at most beside packed weights, the arena included.
    pub const SESSION_BYTES: u64 = 5962000;
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
    ) -> ::googlenet_runtime::Session<inception_v1::Input, inception_v1::Output> {
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
        input: &::googlenet_runtime::Tensor<inception_v1::Input>,
    ) -> ::googlenet_runtime::Tensor<inception_v1::Output> {
        let conv1_7x7_s2 = self.conv1_7x7_s2.forward(input);
        let maxpool1_3x3_s2 = self.maxpool1_3x3_s2.forward(&conv1_7x7_s2);
        let conv2_3x3_reduce = self.conv2_3x3_reduce.forward(&maxpool1_3x3_s2);
        let conv2_3x3 = self.conv2_3x3.forward(&conv2_3x3_reduce);
        let maxpool2_3x3_s2 = self.maxpool2_3x3_s2.forward(&conv2_3x3);
        let inception_3a = self.inception_3a.forward(&maxpool2_3x3_s2);
        let inception_3b = self.inception_3b.forward(&inception_3a);
        let maxpool3_3x3_s2 = self.maxpool3_3x3_s2.forward(&inception_3b);
        let inception_4a = self.inception_4a.forward(&maxpool3_3x3_s2);
        let inception_4b = self.inception_4b.forward(&inception_4a);
        let inception_4c = self.inception_4c.forward(&inception_4b);
        let inception_4d = self.inception_4d.forward(&inception_4c);
        let inception_4e = self.inception_4e.forward(&inception_4d);
        let maxpool4_3x3_s2 = self.maxpool4_3x3_s2.forward(&inception_4e);
        let inception_5a = self.inception_5a.forward(&maxpool4_3x3_s2);
        let inception_5b = self.inception_5b.forward(&inception_5a);
        let averagepool1_7x7_s1 = self.averagepool1_7x7_s1.forward(&inception_5b);
        let drop1 = self.drop1.forward(&averagepool1_7x7_s1);
        let flatten = self.flatten.forward(&drop1);
        let linear = self.linear.forward(&flatten);
        linear
    }
}
impl ::googlenet_runtime::__private::Sealed for InceptionV1 {}
impl ::googlenet_runtime::Network for InceptionV1 {
    fn graph(&self) -> ::googlenet_runtime::__private::dsl::graph::Graph {
        <Self as ::googlenet_runtime::TypedNetwork>::portable_graph()
    }
    fn layers(&self) -> ::std::vec::Vec<&::googlenet_runtime::Layer> {
        let mut all: ::std::vec::Vec<&::googlenet_runtime::Layer> = ::std::vec::Vec::new();
        let layers = &mut all;
        layers.push(&self.conv1_7x7_s2);
        layers.push(&self.maxpool1_3x3_s2);
        layers.push(&self.conv2_3x3_reduce);
        layers.push(&self.conv2_3x3);
        layers.push(&self.maxpool2_3x3_s2);
        self.inception_3a.collect(layers);
        self.inception_3b.collect(layers);
        layers.push(&self.maxpool3_3x3_s2);
        self.inception_4a.collect(layers);
        self.inception_4b.collect(layers);
        self.inception_4c.collect(layers);
        self.inception_4d.collect(layers);
        self.inception_4e.collect(layers);
        layers.push(&self.maxpool4_3x3_s2);
        self.inception_5a.collect(layers);
        self.inception_5b.collect(layers);
        layers.push(&self.averagepool1_7x7_s1);
        layers.push(&self.drop1);
        layers.push(&self.flatten);
        layers.push(&self.linear);
        all
    }
    fn layers_mut(&mut self) -> ::std::vec::Vec<::googlenet_runtime::LayerMut<'_>> {
        let mut all: ::std::vec::Vec<::googlenet_runtime::LayerMut<'_>> = ::std::vec::Vec::new();
        let layers = &mut all;
        layers.push(self.conv1_7x7_s2.layer_mut());
        layers.push(self.maxpool1_3x3_s2.layer_mut());
        layers.push(self.conv2_3x3_reduce.layer_mut());
        layers.push(self.conv2_3x3.layer_mut());
        layers.push(self.maxpool2_3x3_s2.layer_mut());
        self.inception_3a.collect_mut(layers);
        self.inception_3b.collect_mut(layers);
        layers.push(self.maxpool3_3x3_s2.layer_mut());
        self.inception_4a.collect_mut(layers);
        self.inception_4b.collect_mut(layers);
        self.inception_4c.collect_mut(layers);
        self.inception_4d.collect_mut(layers);
        self.inception_4e.collect_mut(layers);
        layers.push(self.maxpool4_3x3_s2.layer_mut());
        self.inception_5a.collect_mut(layers);
        self.inception_5b.collect_mut(layers);
        layers.push(self.averagepool1_7x7_s1.layer_mut());
        layers.push(self.drop1.layer_mut());
        layers.push(self.flatten.layer_mut());
        layers.push(self.linear.layer_mut());
        all
    }
}
impl ::googlenet_runtime::TypedNetwork for InceptionV1 {
    type Input = inception_v1::Input;
    type Output = inception_v1::Output;
    const PARAMS: u64 = 6998552;
    const TRAINABLE_PARAMS: u64 = 6998552;
    const TRAINING_PARAMS: u64 = 6998552;
    const MACS: u64 = 1582671872;
    const ARENA_BYTES: u64 = 3702848;
    const SESSION_BYTES: u64 = 5962000;
    fn definition() -> &'static ::googlenet_runtime::__private::dsl::graph::Definition {
        use ::googlenet_runtime::__private::dsl;
        static DEFINITION: dsl::graph::Definition = dsl::graph::Definition {
            name: ::std::borrow::Cow::Borrowed("InceptionV1"),
            layers: ::std::borrow::Cow::Borrowed(
                &[
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("$input"),
                        op: dsl::op::Op::Input(dsl::op::Input {
                            size: [224, 224, 3],
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[]),
                        line: 4,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("conv1_7x7_s2"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 64,
                            window: dsl::op::Window::new(
                                [7, 7],
                                [2, 2],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[0]),
                        line: 25,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("maxpool1_3x3_s2"),
                        op: dsl::op::Op::MaxPool(dsl::op::MaxPool {
                            window: dsl::op::Window::new(
                                [3, 3],
                                [2, 2],
                                dsl::op::Padding::Same,
                            ),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[1]),
                        line: 26,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("conv2_3x3_reduce"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 64,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[2]),
                        line: 27,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("conv2_3x3"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 192,
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[3]),
                        line: 28,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("maxpool2_3x3_s2"),
                        op: dsl::op::Op::MaxPool(dsl::op::MaxPool {
                            window: dsl::op::Window::new(
                                [3, 3],
                                [2, 2],
                                dsl::op::Padding::Same,
                            ),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[4]),
                        line: 29,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_3a.conv_1x1"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 64,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[5]),
                        line: 16,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed(
                            "inception_3a.conv_3x3_reduce",
                        ),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 96,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[5]),
                        line: 17,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_3a.conv_3x3"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 128,
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[7]),
                        line: 18,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed(
                            "inception_3a.conv_5x5_reduce",
                        ),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 16,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[5]),
                        line: 19,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_3a.conv_5x5"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 32,
                            window: dsl::op::Window::new(
                                [5, 5],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[9]),
                        line: 20,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_3a.maxpool"),
                        op: dsl::op::Op::MaxPool(dsl::op::MaxPool {
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[5]),
                        line: 21,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_3a.maxpool_proj"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 32,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[11]),
                        line: 22,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_3a"),
                        op: dsl::op::Op::Concat(dsl::op::Concat {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[6, 8, 10, 12]),
                        line: 31,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_3b.conv_1x1"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 128,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[13]),
                        line: 16,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed(
                            "inception_3b.conv_3x3_reduce",
                        ),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 128,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[13]),
                        line: 17,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_3b.conv_3x3"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 192,
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[15]),
                        line: 18,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed(
                            "inception_3b.conv_5x5_reduce",
                        ),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 32,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[13]),
                        line: 19,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_3b.conv_5x5"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 96,
                            window: dsl::op::Window::new(
                                [5, 5],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[17]),
                        line: 20,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_3b.maxpool"),
                        op: dsl::op::Op::MaxPool(dsl::op::MaxPool {
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[13]),
                        line: 21,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_3b.maxpool_proj"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 64,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[19]),
                        line: 22,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_3b"),
                        op: dsl::op::Op::Concat(dsl::op::Concat {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[14, 16, 18, 20]),
                        line: 32,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("maxpool3_3x3_s2"),
                        op: dsl::op::Op::MaxPool(dsl::op::MaxPool {
                            window: dsl::op::Window::new(
                                [3, 3],
                                [2, 2],
                                dsl::op::Padding::Same,
                            ),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[21]),
                        line: 33,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4a.conv_1x1"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 192,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[22]),
                        line: 16,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed(
                            "inception_4a.conv_3x3_reduce",
                        ),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 96,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[22]),
                        line: 17,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4a.conv_3x3"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 208,
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[24]),
                        line: 18,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed(
                            "inception_4a.conv_5x5_reduce",
                        ),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 16,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[22]),
                        line: 19,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4a.conv_5x5"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 48,
                            window: dsl::op::Window::new(
                                [5, 5],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[26]),
                        line: 20,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4a.maxpool"),
                        op: dsl::op::Op::MaxPool(dsl::op::MaxPool {
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[22]),
                        line: 21,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4a.maxpool_proj"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 64,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[28]),
                        line: 22,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4a"),
                        op: dsl::op::Op::Concat(dsl::op::Concat {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[23, 25, 27, 29]),
                        line: 34,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4b.conv_1x1"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 160,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[30]),
                        line: 16,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed(
                            "inception_4b.conv_3x3_reduce",
                        ),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 112,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[30]),
                        line: 17,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4b.conv_3x3"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 224,
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[32]),
                        line: 18,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed(
                            "inception_4b.conv_5x5_reduce",
                        ),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 24,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[30]),
                        line: 19,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4b.conv_5x5"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 64,
                            window: dsl::op::Window::new(
                                [5, 5],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[34]),
                        line: 20,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4b.maxpool"),
                        op: dsl::op::Op::MaxPool(dsl::op::MaxPool {
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[30]),
                        line: 21,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4b.maxpool_proj"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 64,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[36]),
                        line: 22,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4b"),
                        op: dsl::op::Op::Concat(dsl::op::Concat {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[31, 33, 35, 37]),
                        line: 35,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4c.conv_1x1"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 128,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[38]),
                        line: 16,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed(
                            "inception_4c.conv_3x3_reduce",
                        ),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 128,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[38]),
                        line: 17,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4c.conv_3x3"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 256,
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[40]),
                        line: 18,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed(
                            "inception_4c.conv_5x5_reduce",
                        ),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 24,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[38]),
                        line: 19,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4c.conv_5x5"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 64,
                            window: dsl::op::Window::new(
                                [5, 5],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[42]),
                        line: 20,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4c.maxpool"),
                        op: dsl::op::Op::MaxPool(dsl::op::MaxPool {
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[38]),
                        line: 21,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4c.maxpool_proj"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 64,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[44]),
                        line: 22,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4c"),
                        op: dsl::op::Op::Concat(dsl::op::Concat {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[39, 41, 43, 45]),
                        line: 36,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4d.conv_1x1"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 112,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[46]),
                        line: 16,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed(
                            "inception_4d.conv_3x3_reduce",
                        ),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 144,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[46]),
                        line: 17,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4d.conv_3x3"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 288,
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[48]),
                        line: 18,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed(
                            "inception_4d.conv_5x5_reduce",
                        ),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 32,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[46]),
                        line: 19,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4d.conv_5x5"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 64,
                            window: dsl::op::Window::new(
                                [5, 5],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[50]),
                        line: 20,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4d.maxpool"),
                        op: dsl::op::Op::MaxPool(dsl::op::MaxPool {
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[46]),
                        line: 21,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4d.maxpool_proj"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 64,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[52]),
                        line: 22,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4d"),
                        op: dsl::op::Op::Concat(dsl::op::Concat {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[47, 49, 51, 53]),
                        line: 37,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4e.conv_1x1"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 256,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[54]),
                        line: 16,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed(
                            "inception_4e.conv_3x3_reduce",
                        ),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 160,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[54]),
                        line: 17,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4e.conv_3x3"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 320,
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[56]),
                        line: 18,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed(
                            "inception_4e.conv_5x5_reduce",
                        ),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 32,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[54]),
                        line: 19,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4e.conv_5x5"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 128,
                            window: dsl::op::Window::new(
                                [5, 5],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[58]),
                        line: 20,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4e.maxpool"),
                        op: dsl::op::Op::MaxPool(dsl::op::MaxPool {
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[54]),
                        line: 21,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4e.maxpool_proj"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 128,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[60]),
                        line: 22,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_4e"),
                        op: dsl::op::Op::Concat(dsl::op::Concat {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[55, 57, 59, 61]),
                        line: 38,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("maxpool4_3x3_s2"),
                        op: dsl::op::Op::MaxPool(dsl::op::MaxPool {
                            window: dsl::op::Window::new(
                                [3, 3],
                                [2, 2],
                                dsl::op::Padding::Same,
                            ),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[62]),
                        line: 39,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_5a.conv_1x1"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 256,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[63]),
                        line: 16,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed(
                            "inception_5a.conv_3x3_reduce",
                        ),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 160,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[63]),
                        line: 17,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_5a.conv_3x3"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 320,
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[65]),
                        line: 18,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed(
                            "inception_5a.conv_5x5_reduce",
                        ),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 32,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[63]),
                        line: 19,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_5a.conv_5x5"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 128,
                            window: dsl::op::Window::new(
                                [5, 5],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[67]),
                        line: 20,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_5a.maxpool"),
                        op: dsl::op::Op::MaxPool(dsl::op::MaxPool {
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[63]),
                        line: 21,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_5a.maxpool_proj"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 128,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[69]),
                        line: 22,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_5a"),
                        op: dsl::op::Op::Concat(dsl::op::Concat {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[64, 66, 68, 70]),
                        line: 40,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_5b.conv_1x1"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 384,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[71]),
                        line: 16,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed(
                            "inception_5b.conv_3x3_reduce",
                        ),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 192,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[71]),
                        line: 17,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_5b.conv_3x3"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 384,
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[73]),
                        line: 18,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed(
                            "inception_5b.conv_5x5_reduce",
                        ),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 48,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[71]),
                        line: 19,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_5b.conv_5x5"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 128,
                            window: dsl::op::Window::new(
                                [5, 5],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[75]),
                        line: 20,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_5b.maxpool"),
                        op: dsl::op::Op::MaxPool(dsl::op::MaxPool {
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[71]),
                        line: 21,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_5b.maxpool_proj"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 128,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::Relu,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[77]),
                        line: 22,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("inception_5b"),
                        op: dsl::op::Op::Concat(dsl::op::Concat {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[72, 74, 76, 78]),
                        line: 41,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("averagepool1_7x7_s1"),
                        op: dsl::op::Op::AvgPool(dsl::op::AvgPool {
                            window: dsl::op::Window::new(
                                [7, 7],
                                [7, 7],
                                dsl::op::Padding::Same,
                            ),
                            count_padding: false,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[79]),
                        line: 42,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("drop1"),
                        op: dsl::op::Op::Dropout(dsl::op::Dropout { rate: 0.4 }),
                        inputs: ::std::borrow::Cow::Borrowed(&[80]),
                        line: 43,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("flatten"),
                        op: dsl::op::Op::Flatten(dsl::op::Flatten {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[81]),
                        line: 44,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("linear"),
                        op: dsl::op::Op::Dense(dsl::op::Dense {
                            units: 1000,
                            bias: true,
                            activation: dsl::op::Activation::Softmax,
                            l2: 0.01,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[82]),
                        line: 45,
                    },
                ],
            ),
            outputs: ::std::borrow::Cow::Borrowed(
                &[
                    dsl::graph::Output {
                        name: ::std::borrow::Cow::Borrowed("linear"),
                        layer: 83,
                    },
                ],
            ),
            heads: ::std::borrow::Cow::Borrowed(&[]),
        };
        &DEFINITION
    }
    fn from_layers(layers: &mut ::googlenet_runtime::layers::Layers) -> Self {
        Self {
            conv1_7x7_s2: layers.next(),
            maxpool1_3x3_s2: layers.next(),
            conv2_3x3_reduce: layers.next(),
            conv2_3x3: layers.next(),
            maxpool2_3x3_s2: layers.next(),
            inception_3a: inception_v1::inception_3a::Block::from_layers(layers),
            inception_3b: inception_v1::inception_3b::Block::from_layers(layers),
            maxpool3_3x3_s2: layers.next(),
            inception_4a: inception_v1::inception_4a::Block::from_layers(layers),
            inception_4b: inception_v1::inception_4b::Block::from_layers(layers),
            inception_4c: inception_v1::inception_4c::Block::from_layers(layers),
            inception_4d: inception_v1::inception_4d::Block::from_layers(layers),
            inception_4e: inception_v1::inception_4e::Block::from_layers(layers),
            maxpool4_3x3_s2: layers.next(),
            inception_5a: inception_v1::inception_5a::Block::from_layers(layers),
            inception_5b: inception_v1::inception_5b::Block::from_layers(layers),
            averagepool1_7x7_s1: layers.next(),
            drop1: layers.next(),
            flatten: layers.next(),
            linear: layers.next(),
        }
    }
}
const _: () = <::googlenet_runtime::layers::Conv2d<
    ::googlenet_runtime::Hwc<224, 224, 3>,
    ::googlenet_runtime::Hwc<112, 112, 64>,
    ::googlenet_runtime::layers::Window<7, 7, 2, 2, ::googlenet_runtime::layers::Same>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::MaxPool2d<
    ::googlenet_runtime::Hwc<112, 112, 64>,
    ::googlenet_runtime::Hwc<56, 56, 64>,
    ::googlenet_runtime::layers::Window<3, 3, 2, 2, ::googlenet_runtime::layers::Same>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::Conv2d<
    ::googlenet_runtime::Hwc<56, 56, 64>,
    ::googlenet_runtime::Hwc<56, 56, 64>,
    ::googlenet_runtime::layers::Window<1, 1, 1, 1, ::googlenet_runtime::layers::Same>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::Conv2d<
    ::googlenet_runtime::Hwc<56, 56, 64>,
    ::googlenet_runtime::Hwc<56, 56, 192>,
    ::googlenet_runtime::layers::Window<3, 3, 1, 1, ::googlenet_runtime::layers::Same>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::MaxPool2d<
    ::googlenet_runtime::Hwc<56, 56, 192>,
    ::googlenet_runtime::Hwc<28, 28, 192>,
    ::googlenet_runtime::layers::Window<3, 3, 2, 2, ::googlenet_runtime::layers::Same>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::MaxPool2d<
    ::googlenet_runtime::Hwc<28, 28, 480>,
    ::googlenet_runtime::Hwc<14, 14, 480>,
    ::googlenet_runtime::layers::Window<3, 3, 2, 2, ::googlenet_runtime::layers::Same>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::MaxPool2d<
    ::googlenet_runtime::Hwc<14, 14, 832>,
    ::googlenet_runtime::Hwc<7, 7, 832>,
    ::googlenet_runtime::layers::Window<3, 3, 2, 2, ::googlenet_runtime::layers::Same>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::AvgPool2d<
    ::googlenet_runtime::Hwc<7, 7, 1024>,
    ::googlenet_runtime::Hwc<1, 1, 1024>,
    ::googlenet_runtime::layers::Window<7, 7, 7, 7, ::googlenet_runtime::layers::Same>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::Dropout<
    ::googlenet_runtime::Hwc<1, 1, 1024>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::Flatten<
    ::googlenet_runtime::Hwc<1, 1, 1024>,
    ::googlenet_runtime::Flat<1024>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::Dense<
    ::googlenet_runtime::Flat<1024>,
    ::googlenet_runtime::Flat<1000>,
>>::CHECK;
///The shapes and blocks of [`InceptionV1`].
#[allow(dead_code, unreachable_pub, clippy::let_and_return, clippy::type_complexity)]
pub mod inception_v1 {
    ///The shape of the network's input.
    pub type Input = ::googlenet_runtime::Hwc<224, 224, 3>;
    ///The shape of the network's output.
    pub type Output = ::googlenet_runtime::Flat<1000>;
    ///Block `inception` as `inception_3a`, 28x28x192 to 28x28x256; line 31 of `specs/inception_v1.yaml`.
    pub mod inception_3a {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<28, 28, 192>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Hwc<28, 28, 256>;
        ///Block `inception` as `inception_3a`, 28x28x192 to 28x28x256; line 31 of `specs/inception_v1.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///`conv`, 28x28x192 to 28x28x64; line 16 of `specs/inception_v1.yaml`.
            pub conv_1x1: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<28, 28, 192>,
                ::googlenet_runtime::Hwc<28, 28, 64>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 28x28x192 to 28x28x96; line 17 of `specs/inception_v1.yaml`.
            pub conv_3x3_reduce: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<28, 28, 192>,
                ::googlenet_runtime::Hwc<28, 28, 96>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 28x28x96 to 28x28x128; line 18 of `specs/inception_v1.yaml`.
            pub conv_3x3: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<28, 28, 96>,
                ::googlenet_runtime::Hwc<28, 28, 128>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 28x28x192 to 28x28x16; line 19 of `specs/inception_v1.yaml`.
            pub conv_5x5_reduce: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<28, 28, 192>,
                ::googlenet_runtime::Hwc<28, 28, 16>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 28x28x16 to 28x28x32; line 20 of `specs/inception_v1.yaml`.
            pub conv_5x5: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<28, 28, 16>,
                ::googlenet_runtime::Hwc<28, 28, 32>,
                ::googlenet_runtime::layers::Window<
                    5,
                    5,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`max_pool`, 28x28x192 to 28x28x192; line 21 of `specs/inception_v1.yaml`.
            pub maxpool: ::googlenet_runtime::layers::MaxPool2d<
                ::googlenet_runtime::Hwc<28, 28, 192>,
                ::googlenet_runtime::Hwc<28, 28, 192>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 28x28x192 to 28x28x32; line 22 of `specs/inception_v1.yaml`.
            pub maxpool_proj: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<28, 28, 192>,
                ::googlenet_runtime::Hwc<28, 28, 32>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`concat`, 28x28x64 and 28x28x128 and 28x28x32 and 28x28x32 to 28x28x256; line 31 of `specs/inception_v1.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (
                    ::googlenet_runtime::Hwc<28, 28, 64>,
                    (
                        ::googlenet_runtime::Hwc<28, 28, 128>,
                        (
                            ::googlenet_runtime::Hwc<28, 28, 32>,
                            (::googlenet_runtime::Hwc<28, 28, 32>, ()),
                        ),
                    ),
                ),
                ::googlenet_runtime::Hwc<28, 28, 256>,
            >,
        }
        impl Block {
            ///Runs the layers on the calling thread.
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let conv_1x1 = self.conv_1x1.forward(input);
                let conv_3x3_reduce = self.conv_3x3_reduce.forward(input);
                let conv_3x3 = self.conv_3x3.forward(&conv_3x3_reduce);
                let conv_5x5_reduce = self.conv_5x5_reduce.forward(input);
                let conv_5x5 = self.conv_5x5.forward(&conv_5x5_reduce);
                let maxpool = self.maxpool.forward(input);
                let maxpool_proj = self.maxpool_proj.forward(&maxpool);
                let join = self
                    .join
                    .forward((&conv_1x1, (&conv_3x3, (&conv_5x5, (&maxpool_proj, ())))));
                join
            }
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    conv_1x1: layers.next(),
                    conv_3x3_reduce: layers.next(),
                    conv_3x3: layers.next(),
                    conv_5x5_reduce: layers.next(),
                    conv_5x5: layers.next(),
                    maxpool: layers.next(),
                    maxpool_proj: layers.next(),
                    join: layers.next(),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                layers.push(&self.conv_1x1);
                layers.push(&self.conv_3x3_reduce);
                layers.push(&self.conv_3x3);
                layers.push(&self.conv_5x5_reduce);
                layers.push(&self.conv_5x5);
                layers.push(&self.maxpool);
                layers.push(&self.maxpool_proj);
                layers.push(&self.join);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                layers.push(self.conv_1x1.layer_mut());
                layers.push(self.conv_3x3_reduce.layer_mut());
                layers.push(self.conv_3x3.layer_mut());
                layers.push(self.conv_5x5_reduce.layer_mut());
                layers.push(self.conv_5x5.layer_mut());
                layers.push(self.maxpool.layer_mut());
                layers.push(self.maxpool_proj.layer_mut());
                layers.push(self.join.layer_mut());
            }
        }
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<28, 28, 192>,
            ::googlenet_runtime::Hwc<28, 28, 64>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<28, 28, 192>,
            ::googlenet_runtime::Hwc<28, 28, 96>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<28, 28, 96>,
            ::googlenet_runtime::Hwc<28, 28, 128>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<28, 28, 192>,
            ::googlenet_runtime::Hwc<28, 28, 16>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<28, 28, 16>,
            ::googlenet_runtime::Hwc<28, 28, 32>,
            ::googlenet_runtime::layers::Window<
                5,
                5,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::MaxPool2d<
            ::googlenet_runtime::Hwc<28, 28, 192>,
            ::googlenet_runtime::Hwc<28, 28, 192>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<28, 28, 192>,
            ::googlenet_runtime::Hwc<28, 28, 32>,
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
                ::googlenet_runtime::Hwc<28, 28, 64>,
                (
                    ::googlenet_runtime::Hwc<28, 28, 128>,
                    (
                        ::googlenet_runtime::Hwc<28, 28, 32>,
                        (::googlenet_runtime::Hwc<28, 28, 32>, ()),
                    ),
                ),
            ),
            ::googlenet_runtime::Hwc<28, 28, 256>,
        >>::CHECK;
    }
    ///Block `inception` as `inception_3b`, 28x28x256 to 28x28x480; line 32 of `specs/inception_v1.yaml`.
    pub mod inception_3b {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<28, 28, 256>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Hwc<28, 28, 480>;
        ///Block `inception` as `inception_3b`, 28x28x256 to 28x28x480; line 32 of `specs/inception_v1.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///`conv`, 28x28x256 to 28x28x128; line 16 of `specs/inception_v1.yaml`.
            pub conv_1x1: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<28, 28, 256>,
                ::googlenet_runtime::Hwc<28, 28, 128>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 28x28x256 to 28x28x128; line 17 of `specs/inception_v1.yaml`.
            pub conv_3x3_reduce: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<28, 28, 256>,
                ::googlenet_runtime::Hwc<28, 28, 128>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 28x28x128 to 28x28x192; line 18 of `specs/inception_v1.yaml`.
            pub conv_3x3: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<28, 28, 128>,
                ::googlenet_runtime::Hwc<28, 28, 192>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 28x28x256 to 28x28x32; line 19 of `specs/inception_v1.yaml`.
            pub conv_5x5_reduce: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<28, 28, 256>,
                ::googlenet_runtime::Hwc<28, 28, 32>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 28x28x32 to 28x28x96; line 20 of `specs/inception_v1.yaml`.
            pub conv_5x5: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<28, 28, 32>,
                ::googlenet_runtime::Hwc<28, 28, 96>,
                ::googlenet_runtime::layers::Window<
                    5,
                    5,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`max_pool`, 28x28x256 to 28x28x256; line 21 of `specs/inception_v1.yaml`.
            pub maxpool: ::googlenet_runtime::layers::MaxPool2d<
                ::googlenet_runtime::Hwc<28, 28, 256>,
                ::googlenet_runtime::Hwc<28, 28, 256>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 28x28x256 to 28x28x64; line 22 of `specs/inception_v1.yaml`.
            pub maxpool_proj: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<28, 28, 256>,
                ::googlenet_runtime::Hwc<28, 28, 64>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`concat`, 28x28x128 and 28x28x192 and 28x28x96 and 28x28x64 to 28x28x480; line 32 of `specs/inception_v1.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (
                    ::googlenet_runtime::Hwc<28, 28, 128>,
                    (
                        ::googlenet_runtime::Hwc<28, 28, 192>,
                        (
                            ::googlenet_runtime::Hwc<28, 28, 96>,
                            (::googlenet_runtime::Hwc<28, 28, 64>, ()),
                        ),
                    ),
                ),
                ::googlenet_runtime::Hwc<28, 28, 480>,
            >,
        }
        impl Block {
            ///Runs the layers on the calling thread.
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let conv_1x1 = self.conv_1x1.forward(input);
                let conv_3x3_reduce = self.conv_3x3_reduce.forward(input);
                let conv_3x3 = self.conv_3x3.forward(&conv_3x3_reduce);
                let conv_5x5_reduce = self.conv_5x5_reduce.forward(input);
                let conv_5x5 = self.conv_5x5.forward(&conv_5x5_reduce);
                let maxpool = self.maxpool.forward(input);
                let maxpool_proj = self.maxpool_proj.forward(&maxpool);
                let join = self
                    .join
                    .forward((&conv_1x1, (&conv_3x3, (&conv_5x5, (&maxpool_proj, ())))));
                join
            }
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    conv_1x1: layers.next(),
                    conv_3x3_reduce: layers.next(),
                    conv_3x3: layers.next(),
                    conv_5x5_reduce: layers.next(),
                    conv_5x5: layers.next(),
                    maxpool: layers.next(),
                    maxpool_proj: layers.next(),
                    join: layers.next(),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                layers.push(&self.conv_1x1);
                layers.push(&self.conv_3x3_reduce);
                layers.push(&self.conv_3x3);
                layers.push(&self.conv_5x5_reduce);
                layers.push(&self.conv_5x5);
                layers.push(&self.maxpool);
                layers.push(&self.maxpool_proj);
                layers.push(&self.join);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                layers.push(self.conv_1x1.layer_mut());
                layers.push(self.conv_3x3_reduce.layer_mut());
                layers.push(self.conv_3x3.layer_mut());
                layers.push(self.conv_5x5_reduce.layer_mut());
                layers.push(self.conv_5x5.layer_mut());
                layers.push(self.maxpool.layer_mut());
                layers.push(self.maxpool_proj.layer_mut());
                layers.push(self.join.layer_mut());
            }
        }
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<28, 28, 256>,
            ::googlenet_runtime::Hwc<28, 28, 128>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<28, 28, 256>,
            ::googlenet_runtime::Hwc<28, 28, 128>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<28, 28, 128>,
            ::googlenet_runtime::Hwc<28, 28, 192>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<28, 28, 256>,
            ::googlenet_runtime::Hwc<28, 28, 32>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<28, 28, 32>,
            ::googlenet_runtime::Hwc<28, 28, 96>,
            ::googlenet_runtime::layers::Window<
                5,
                5,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::MaxPool2d<
            ::googlenet_runtime::Hwc<28, 28, 256>,
            ::googlenet_runtime::Hwc<28, 28, 256>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<28, 28, 256>,
            ::googlenet_runtime::Hwc<28, 28, 64>,
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
                ::googlenet_runtime::Hwc<28, 28, 128>,
                (
                    ::googlenet_runtime::Hwc<28, 28, 192>,
                    (
                        ::googlenet_runtime::Hwc<28, 28, 96>,
                        (::googlenet_runtime::Hwc<28, 28, 64>, ()),
                    ),
                ),
            ),
            ::googlenet_runtime::Hwc<28, 28, 480>,
        >>::CHECK;
    }
    ///Block `inception` as `inception_4a`, 14x14x480 to 14x14x512; line 34 of `specs/inception_v1.yaml`.
    pub mod inception_4a {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<14, 14, 480>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Hwc<14, 14, 512>;
        ///Block `inception` as `inception_4a`, 14x14x480 to 14x14x512; line 34 of `specs/inception_v1.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///`conv`, 14x14x480 to 14x14x192; line 16 of `specs/inception_v1.yaml`.
            pub conv_1x1: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 480>,
                ::googlenet_runtime::Hwc<14, 14, 192>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 14x14x480 to 14x14x96; line 17 of `specs/inception_v1.yaml`.
            pub conv_3x3_reduce: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 480>,
                ::googlenet_runtime::Hwc<14, 14, 96>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 14x14x96 to 14x14x208; line 18 of `specs/inception_v1.yaml`.
            pub conv_3x3: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 96>,
                ::googlenet_runtime::Hwc<14, 14, 208>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 14x14x480 to 14x14x16; line 19 of `specs/inception_v1.yaml`.
            pub conv_5x5_reduce: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 480>,
                ::googlenet_runtime::Hwc<14, 14, 16>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 14x14x16 to 14x14x48; line 20 of `specs/inception_v1.yaml`.
            pub conv_5x5: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 16>,
                ::googlenet_runtime::Hwc<14, 14, 48>,
                ::googlenet_runtime::layers::Window<
                    5,
                    5,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`max_pool`, 14x14x480 to 14x14x480; line 21 of `specs/inception_v1.yaml`.
            pub maxpool: ::googlenet_runtime::layers::MaxPool2d<
                ::googlenet_runtime::Hwc<14, 14, 480>,
                ::googlenet_runtime::Hwc<14, 14, 480>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 14x14x480 to 14x14x64; line 22 of `specs/inception_v1.yaml`.
            pub maxpool_proj: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 480>,
                ::googlenet_runtime::Hwc<14, 14, 64>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`concat`, 14x14x192 and 14x14x208 and 14x14x48 and 14x14x64 to 14x14x512; line 34 of `specs/inception_v1.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (
                    ::googlenet_runtime::Hwc<14, 14, 192>,
                    (
                        ::googlenet_runtime::Hwc<14, 14, 208>,
                        (
                            ::googlenet_runtime::Hwc<14, 14, 48>,
                            (::googlenet_runtime::Hwc<14, 14, 64>, ()),
                        ),
                    ),
                ),
                ::googlenet_runtime::Hwc<14, 14, 512>,
            >,
        }
        impl Block {
            ///Runs the layers on the calling thread.
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let conv_1x1 = self.conv_1x1.forward(input);
                let conv_3x3_reduce = self.conv_3x3_reduce.forward(input);
                let conv_3x3 = self.conv_3x3.forward(&conv_3x3_reduce);
                let conv_5x5_reduce = self.conv_5x5_reduce.forward(input);
                let conv_5x5 = self.conv_5x5.forward(&conv_5x5_reduce);
                let maxpool = self.maxpool.forward(input);
                let maxpool_proj = self.maxpool_proj.forward(&maxpool);
                let join = self
                    .join
                    .forward((&conv_1x1, (&conv_3x3, (&conv_5x5, (&maxpool_proj, ())))));
                join
            }
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    conv_1x1: layers.next(),
                    conv_3x3_reduce: layers.next(),
                    conv_3x3: layers.next(),
                    conv_5x5_reduce: layers.next(),
                    conv_5x5: layers.next(),
                    maxpool: layers.next(),
                    maxpool_proj: layers.next(),
                    join: layers.next(),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                layers.push(&self.conv_1x1);
                layers.push(&self.conv_3x3_reduce);
                layers.push(&self.conv_3x3);
                layers.push(&self.conv_5x5_reduce);
                layers.push(&self.conv_5x5);
                layers.push(&self.maxpool);
                layers.push(&self.maxpool_proj);
                layers.push(&self.join);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                layers.push(self.conv_1x1.layer_mut());
                layers.push(self.conv_3x3_reduce.layer_mut());
                layers.push(self.conv_3x3.layer_mut());
                layers.push(self.conv_5x5_reduce.layer_mut());
                layers.push(self.conv_5x5.layer_mut());
                layers.push(self.maxpool.layer_mut());
                layers.push(self.maxpool_proj.layer_mut());
                layers.push(self.join.layer_mut());
            }
        }
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 480>,
            ::googlenet_runtime::Hwc<14, 14, 192>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 480>,
            ::googlenet_runtime::Hwc<14, 14, 96>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 96>,
            ::googlenet_runtime::Hwc<14, 14, 208>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 480>,
            ::googlenet_runtime::Hwc<14, 14, 16>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 16>,
            ::googlenet_runtime::Hwc<14, 14, 48>,
            ::googlenet_runtime::layers::Window<
                5,
                5,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::MaxPool2d<
            ::googlenet_runtime::Hwc<14, 14, 480>,
            ::googlenet_runtime::Hwc<14, 14, 480>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 480>,
            ::googlenet_runtime::Hwc<14, 14, 64>,
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
                ::googlenet_runtime::Hwc<14, 14, 192>,
                (
                    ::googlenet_runtime::Hwc<14, 14, 208>,
                    (
                        ::googlenet_runtime::Hwc<14, 14, 48>,
                        (::googlenet_runtime::Hwc<14, 14, 64>, ()),
                    ),
                ),
            ),
            ::googlenet_runtime::Hwc<14, 14, 512>,
        >>::CHECK;
    }
    ///Block `inception` as `inception_4b`, 14x14x512 to 14x14x512; line 35 of `specs/inception_v1.yaml`.
    pub mod inception_4b {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<14, 14, 512>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Hwc<14, 14, 512>;
        ///Block `inception` as `inception_4b`, 14x14x512 to 14x14x512; line 35 of `specs/inception_v1.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///`conv`, 14x14x512 to 14x14x160; line 16 of `specs/inception_v1.yaml`.
            pub conv_1x1: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 512>,
                ::googlenet_runtime::Hwc<14, 14, 160>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 14x14x512 to 14x14x112; line 17 of `specs/inception_v1.yaml`.
            pub conv_3x3_reduce: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 512>,
                ::googlenet_runtime::Hwc<14, 14, 112>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 14x14x112 to 14x14x224; line 18 of `specs/inception_v1.yaml`.
            pub conv_3x3: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 112>,
                ::googlenet_runtime::Hwc<14, 14, 224>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 14x14x512 to 14x14x24; line 19 of `specs/inception_v1.yaml`.
            pub conv_5x5_reduce: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 512>,
                ::googlenet_runtime::Hwc<14, 14, 24>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 14x14x24 to 14x14x64; line 20 of `specs/inception_v1.yaml`.
            pub conv_5x5: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 24>,
                ::googlenet_runtime::Hwc<14, 14, 64>,
                ::googlenet_runtime::layers::Window<
                    5,
                    5,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`max_pool`, 14x14x512 to 14x14x512; line 21 of `specs/inception_v1.yaml`.
            pub maxpool: ::googlenet_runtime::layers::MaxPool2d<
                ::googlenet_runtime::Hwc<14, 14, 512>,
                ::googlenet_runtime::Hwc<14, 14, 512>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 14x14x512 to 14x14x64; line 22 of `specs/inception_v1.yaml`.
            pub maxpool_proj: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 512>,
                ::googlenet_runtime::Hwc<14, 14, 64>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`concat`, 14x14x160 and 14x14x224 and 14x14x64 and 14x14x64 to 14x14x512; line 35 of `specs/inception_v1.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (
                    ::googlenet_runtime::Hwc<14, 14, 160>,
                    (
                        ::googlenet_runtime::Hwc<14, 14, 224>,
                        (
                            ::googlenet_runtime::Hwc<14, 14, 64>,
                            (::googlenet_runtime::Hwc<14, 14, 64>, ()),
                        ),
                    ),
                ),
                ::googlenet_runtime::Hwc<14, 14, 512>,
            >,
        }
        impl Block {
            ///Runs the layers on the calling thread.
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let conv_1x1 = self.conv_1x1.forward(input);
                let conv_3x3_reduce = self.conv_3x3_reduce.forward(input);
                let conv_3x3 = self.conv_3x3.forward(&conv_3x3_reduce);
                let conv_5x5_reduce = self.conv_5x5_reduce.forward(input);
                let conv_5x5 = self.conv_5x5.forward(&conv_5x5_reduce);
                let maxpool = self.maxpool.forward(input);
                let maxpool_proj = self.maxpool_proj.forward(&maxpool);
                let join = self
                    .join
                    .forward((&conv_1x1, (&conv_3x3, (&conv_5x5, (&maxpool_proj, ())))));
                join
            }
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    conv_1x1: layers.next(),
                    conv_3x3_reduce: layers.next(),
                    conv_3x3: layers.next(),
                    conv_5x5_reduce: layers.next(),
                    conv_5x5: layers.next(),
                    maxpool: layers.next(),
                    maxpool_proj: layers.next(),
                    join: layers.next(),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                layers.push(&self.conv_1x1);
                layers.push(&self.conv_3x3_reduce);
                layers.push(&self.conv_3x3);
                layers.push(&self.conv_5x5_reduce);
                layers.push(&self.conv_5x5);
                layers.push(&self.maxpool);
                layers.push(&self.maxpool_proj);
                layers.push(&self.join);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                layers.push(self.conv_1x1.layer_mut());
                layers.push(self.conv_3x3_reduce.layer_mut());
                layers.push(self.conv_3x3.layer_mut());
                layers.push(self.conv_5x5_reduce.layer_mut());
                layers.push(self.conv_5x5.layer_mut());
                layers.push(self.maxpool.layer_mut());
                layers.push(self.maxpool_proj.layer_mut());
                layers.push(self.join.layer_mut());
            }
        }
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 512>,
            ::googlenet_runtime::Hwc<14, 14, 160>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 512>,
            ::googlenet_runtime::Hwc<14, 14, 112>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 112>,
            ::googlenet_runtime::Hwc<14, 14, 224>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 512>,
            ::googlenet_runtime::Hwc<14, 14, 24>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 24>,
            ::googlenet_runtime::Hwc<14, 14, 64>,
            ::googlenet_runtime::layers::Window<
                5,
                5,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::MaxPool2d<
            ::googlenet_runtime::Hwc<14, 14, 512>,
            ::googlenet_runtime::Hwc<14, 14, 512>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 512>,
            ::googlenet_runtime::Hwc<14, 14, 64>,
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
                ::googlenet_runtime::Hwc<14, 14, 160>,
                (
                    ::googlenet_runtime::Hwc<14, 14, 224>,
                    (
                        ::googlenet_runtime::Hwc<14, 14, 64>,
                        (::googlenet_runtime::Hwc<14, 14, 64>, ()),
                    ),
                ),
            ),
            ::googlenet_runtime::Hwc<14, 14, 512>,
        >>::CHECK;
    }
    ///Block `inception` as `inception_4c`, 14x14x512 to 14x14x512; line 36 of `specs/inception_v1.yaml`.
    pub mod inception_4c {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<14, 14, 512>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Hwc<14, 14, 512>;
        ///Block `inception` as `inception_4c`, 14x14x512 to 14x14x512; line 36 of `specs/inception_v1.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///`conv`, 14x14x512 to 14x14x128; line 16 of `specs/inception_v1.yaml`.
            pub conv_1x1: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 512>,
                ::googlenet_runtime::Hwc<14, 14, 128>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 14x14x512 to 14x14x128; line 17 of `specs/inception_v1.yaml`.
            pub conv_3x3_reduce: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 512>,
                ::googlenet_runtime::Hwc<14, 14, 128>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 14x14x128 to 14x14x256; line 18 of `specs/inception_v1.yaml`.
            pub conv_3x3: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 128>,
                ::googlenet_runtime::Hwc<14, 14, 256>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 14x14x512 to 14x14x24; line 19 of `specs/inception_v1.yaml`.
            pub conv_5x5_reduce: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 512>,
                ::googlenet_runtime::Hwc<14, 14, 24>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 14x14x24 to 14x14x64; line 20 of `specs/inception_v1.yaml`.
            pub conv_5x5: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 24>,
                ::googlenet_runtime::Hwc<14, 14, 64>,
                ::googlenet_runtime::layers::Window<
                    5,
                    5,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`max_pool`, 14x14x512 to 14x14x512; line 21 of `specs/inception_v1.yaml`.
            pub maxpool: ::googlenet_runtime::layers::MaxPool2d<
                ::googlenet_runtime::Hwc<14, 14, 512>,
                ::googlenet_runtime::Hwc<14, 14, 512>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 14x14x512 to 14x14x64; line 22 of `specs/inception_v1.yaml`.
            pub maxpool_proj: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 512>,
                ::googlenet_runtime::Hwc<14, 14, 64>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`concat`, 14x14x128 and 14x14x256 and 14x14x64 and 14x14x64 to 14x14x512; line 36 of `specs/inception_v1.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (
                    ::googlenet_runtime::Hwc<14, 14, 128>,
                    (
                        ::googlenet_runtime::Hwc<14, 14, 256>,
                        (
                            ::googlenet_runtime::Hwc<14, 14, 64>,
                            (::googlenet_runtime::Hwc<14, 14, 64>, ()),
                        ),
                    ),
                ),
                ::googlenet_runtime::Hwc<14, 14, 512>,
            >,
        }
        impl Block {
            ///Runs the layers on the calling thread.
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let conv_1x1 = self.conv_1x1.forward(input);
                let conv_3x3_reduce = self.conv_3x3_reduce.forward(input);
                let conv_3x3 = self.conv_3x3.forward(&conv_3x3_reduce);
                let conv_5x5_reduce = self.conv_5x5_reduce.forward(input);
                let conv_5x5 = self.conv_5x5.forward(&conv_5x5_reduce);
                let maxpool = self.maxpool.forward(input);
                let maxpool_proj = self.maxpool_proj.forward(&maxpool);
                let join = self
                    .join
                    .forward((&conv_1x1, (&conv_3x3, (&conv_5x5, (&maxpool_proj, ())))));
                join
            }
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    conv_1x1: layers.next(),
                    conv_3x3_reduce: layers.next(),
                    conv_3x3: layers.next(),
                    conv_5x5_reduce: layers.next(),
                    conv_5x5: layers.next(),
                    maxpool: layers.next(),
                    maxpool_proj: layers.next(),
                    join: layers.next(),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                layers.push(&self.conv_1x1);
                layers.push(&self.conv_3x3_reduce);
                layers.push(&self.conv_3x3);
                layers.push(&self.conv_5x5_reduce);
                layers.push(&self.conv_5x5);
                layers.push(&self.maxpool);
                layers.push(&self.maxpool_proj);
                layers.push(&self.join);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                layers.push(self.conv_1x1.layer_mut());
                layers.push(self.conv_3x3_reduce.layer_mut());
                layers.push(self.conv_3x3.layer_mut());
                layers.push(self.conv_5x5_reduce.layer_mut());
                layers.push(self.conv_5x5.layer_mut());
                layers.push(self.maxpool.layer_mut());
                layers.push(self.maxpool_proj.layer_mut());
                layers.push(self.join.layer_mut());
            }
        }
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 512>,
            ::googlenet_runtime::Hwc<14, 14, 128>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 512>,
            ::googlenet_runtime::Hwc<14, 14, 128>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 128>,
            ::googlenet_runtime::Hwc<14, 14, 256>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 512>,
            ::googlenet_runtime::Hwc<14, 14, 24>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 24>,
            ::googlenet_runtime::Hwc<14, 14, 64>,
            ::googlenet_runtime::layers::Window<
                5,
                5,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::MaxPool2d<
            ::googlenet_runtime::Hwc<14, 14, 512>,
            ::googlenet_runtime::Hwc<14, 14, 512>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 512>,
            ::googlenet_runtime::Hwc<14, 14, 64>,
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
                ::googlenet_runtime::Hwc<14, 14, 128>,
                (
                    ::googlenet_runtime::Hwc<14, 14, 256>,
                    (
                        ::googlenet_runtime::Hwc<14, 14, 64>,
                        (::googlenet_runtime::Hwc<14, 14, 64>, ()),
                    ),
                ),
            ),
            ::googlenet_runtime::Hwc<14, 14, 512>,
        >>::CHECK;
    }
    ///Block `inception` as `inception_4d`, 14x14x512 to 14x14x528; line 37 of `specs/inception_v1.yaml`.
    pub mod inception_4d {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<14, 14, 512>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Hwc<14, 14, 528>;
        ///Block `inception` as `inception_4d`, 14x14x512 to 14x14x528; line 37 of `specs/inception_v1.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///`conv`, 14x14x512 to 14x14x112; line 16 of `specs/inception_v1.yaml`.
            pub conv_1x1: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 512>,
                ::googlenet_runtime::Hwc<14, 14, 112>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 14x14x512 to 14x14x144; line 17 of `specs/inception_v1.yaml`.
            pub conv_3x3_reduce: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 512>,
                ::googlenet_runtime::Hwc<14, 14, 144>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 14x14x144 to 14x14x288; line 18 of `specs/inception_v1.yaml`.
            pub conv_3x3: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 144>,
                ::googlenet_runtime::Hwc<14, 14, 288>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 14x14x512 to 14x14x32; line 19 of `specs/inception_v1.yaml`.
            pub conv_5x5_reduce: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 512>,
                ::googlenet_runtime::Hwc<14, 14, 32>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 14x14x32 to 14x14x64; line 20 of `specs/inception_v1.yaml`.
            pub conv_5x5: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 32>,
                ::googlenet_runtime::Hwc<14, 14, 64>,
                ::googlenet_runtime::layers::Window<
                    5,
                    5,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`max_pool`, 14x14x512 to 14x14x512; line 21 of `specs/inception_v1.yaml`.
            pub maxpool: ::googlenet_runtime::layers::MaxPool2d<
                ::googlenet_runtime::Hwc<14, 14, 512>,
                ::googlenet_runtime::Hwc<14, 14, 512>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 14x14x512 to 14x14x64; line 22 of `specs/inception_v1.yaml`.
            pub maxpool_proj: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 512>,
                ::googlenet_runtime::Hwc<14, 14, 64>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`concat`, 14x14x112 and 14x14x288 and 14x14x64 and 14x14x64 to 14x14x528; line 37 of `specs/inception_v1.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (
                    ::googlenet_runtime::Hwc<14, 14, 112>,
                    (
                        ::googlenet_runtime::Hwc<14, 14, 288>,
                        (
                            ::googlenet_runtime::Hwc<14, 14, 64>,
                            (::googlenet_runtime::Hwc<14, 14, 64>, ()),
                        ),
                    ),
                ),
                ::googlenet_runtime::Hwc<14, 14, 528>,
            >,
        }
        impl Block {
            ///Runs the layers on the calling thread.
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let conv_1x1 = self.conv_1x1.forward(input);
                let conv_3x3_reduce = self.conv_3x3_reduce.forward(input);
                let conv_3x3 = self.conv_3x3.forward(&conv_3x3_reduce);
                let conv_5x5_reduce = self.conv_5x5_reduce.forward(input);
                let conv_5x5 = self.conv_5x5.forward(&conv_5x5_reduce);
                let maxpool = self.maxpool.forward(input);
                let maxpool_proj = self.maxpool_proj.forward(&maxpool);
                let join = self
                    .join
                    .forward((&conv_1x1, (&conv_3x3, (&conv_5x5, (&maxpool_proj, ())))));
                join
            }
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    conv_1x1: layers.next(),
                    conv_3x3_reduce: layers.next(),
                    conv_3x3: layers.next(),
                    conv_5x5_reduce: layers.next(),
                    conv_5x5: layers.next(),
                    maxpool: layers.next(),
                    maxpool_proj: layers.next(),
                    join: layers.next(),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                layers.push(&self.conv_1x1);
                layers.push(&self.conv_3x3_reduce);
                layers.push(&self.conv_3x3);
                layers.push(&self.conv_5x5_reduce);
                layers.push(&self.conv_5x5);
                layers.push(&self.maxpool);
                layers.push(&self.maxpool_proj);
                layers.push(&self.join);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                layers.push(self.conv_1x1.layer_mut());
                layers.push(self.conv_3x3_reduce.layer_mut());
                layers.push(self.conv_3x3.layer_mut());
                layers.push(self.conv_5x5_reduce.layer_mut());
                layers.push(self.conv_5x5.layer_mut());
                layers.push(self.maxpool.layer_mut());
                layers.push(self.maxpool_proj.layer_mut());
                layers.push(self.join.layer_mut());
            }
        }
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 512>,
            ::googlenet_runtime::Hwc<14, 14, 112>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 512>,
            ::googlenet_runtime::Hwc<14, 14, 144>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 144>,
            ::googlenet_runtime::Hwc<14, 14, 288>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 512>,
            ::googlenet_runtime::Hwc<14, 14, 32>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 32>,
            ::googlenet_runtime::Hwc<14, 14, 64>,
            ::googlenet_runtime::layers::Window<
                5,
                5,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::MaxPool2d<
            ::googlenet_runtime::Hwc<14, 14, 512>,
            ::googlenet_runtime::Hwc<14, 14, 512>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 512>,
            ::googlenet_runtime::Hwc<14, 14, 64>,
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
                ::googlenet_runtime::Hwc<14, 14, 112>,
                (
                    ::googlenet_runtime::Hwc<14, 14, 288>,
                    (
                        ::googlenet_runtime::Hwc<14, 14, 64>,
                        (::googlenet_runtime::Hwc<14, 14, 64>, ()),
                    ),
                ),
            ),
            ::googlenet_runtime::Hwc<14, 14, 528>,
        >>::CHECK;
    }
    ///Block `inception` as `inception_4e`, 14x14x528 to 14x14x832; line 38 of `specs/inception_v1.yaml`.
    pub mod inception_4e {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<14, 14, 528>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Hwc<14, 14, 832>;
        ///Block `inception` as `inception_4e`, 14x14x528 to 14x14x832; line 38 of `specs/inception_v1.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///`conv`, 14x14x528 to 14x14x256; line 16 of `specs/inception_v1.yaml`.
            pub conv_1x1: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 528>,
                ::googlenet_runtime::Hwc<14, 14, 256>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 14x14x528 to 14x14x160; line 17 of `specs/inception_v1.yaml`.
            pub conv_3x3_reduce: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 528>,
                ::googlenet_runtime::Hwc<14, 14, 160>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 14x14x160 to 14x14x320; line 18 of `specs/inception_v1.yaml`.
            pub conv_3x3: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 160>,
                ::googlenet_runtime::Hwc<14, 14, 320>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 14x14x528 to 14x14x32; line 19 of `specs/inception_v1.yaml`.
            pub conv_5x5_reduce: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 528>,
                ::googlenet_runtime::Hwc<14, 14, 32>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 14x14x32 to 14x14x128; line 20 of `specs/inception_v1.yaml`.
            pub conv_5x5: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 32>,
                ::googlenet_runtime::Hwc<14, 14, 128>,
                ::googlenet_runtime::layers::Window<
                    5,
                    5,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`max_pool`, 14x14x528 to 14x14x528; line 21 of `specs/inception_v1.yaml`.
            pub maxpool: ::googlenet_runtime::layers::MaxPool2d<
                ::googlenet_runtime::Hwc<14, 14, 528>,
                ::googlenet_runtime::Hwc<14, 14, 528>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 14x14x528 to 14x14x128; line 22 of `specs/inception_v1.yaml`.
            pub maxpool_proj: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<14, 14, 528>,
                ::googlenet_runtime::Hwc<14, 14, 128>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`concat`, 14x14x256 and 14x14x320 and 14x14x128 and 14x14x128 to 14x14x832; line 38 of `specs/inception_v1.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (
                    ::googlenet_runtime::Hwc<14, 14, 256>,
                    (
                        ::googlenet_runtime::Hwc<14, 14, 320>,
                        (
                            ::googlenet_runtime::Hwc<14, 14, 128>,
                            (::googlenet_runtime::Hwc<14, 14, 128>, ()),
                        ),
                    ),
                ),
                ::googlenet_runtime::Hwc<14, 14, 832>,
            >,
        }
        impl Block {
            ///Runs the layers on the calling thread.
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let conv_1x1 = self.conv_1x1.forward(input);
                let conv_3x3_reduce = self.conv_3x3_reduce.forward(input);
                let conv_3x3 = self.conv_3x3.forward(&conv_3x3_reduce);
                let conv_5x5_reduce = self.conv_5x5_reduce.forward(input);
                let conv_5x5 = self.conv_5x5.forward(&conv_5x5_reduce);
                let maxpool = self.maxpool.forward(input);
                let maxpool_proj = self.maxpool_proj.forward(&maxpool);
                let join = self
                    .join
                    .forward((&conv_1x1, (&conv_3x3, (&conv_5x5, (&maxpool_proj, ())))));
                join
            }
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    conv_1x1: layers.next(),
                    conv_3x3_reduce: layers.next(),
                    conv_3x3: layers.next(),
                    conv_5x5_reduce: layers.next(),
                    conv_5x5: layers.next(),
                    maxpool: layers.next(),
                    maxpool_proj: layers.next(),
                    join: layers.next(),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                layers.push(&self.conv_1x1);
                layers.push(&self.conv_3x3_reduce);
                layers.push(&self.conv_3x3);
                layers.push(&self.conv_5x5_reduce);
                layers.push(&self.conv_5x5);
                layers.push(&self.maxpool);
                layers.push(&self.maxpool_proj);
                layers.push(&self.join);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                layers.push(self.conv_1x1.layer_mut());
                layers.push(self.conv_3x3_reduce.layer_mut());
                layers.push(self.conv_3x3.layer_mut());
                layers.push(self.conv_5x5_reduce.layer_mut());
                layers.push(self.conv_5x5.layer_mut());
                layers.push(self.maxpool.layer_mut());
                layers.push(self.maxpool_proj.layer_mut());
                layers.push(self.join.layer_mut());
            }
        }
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 528>,
            ::googlenet_runtime::Hwc<14, 14, 256>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 528>,
            ::googlenet_runtime::Hwc<14, 14, 160>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 160>,
            ::googlenet_runtime::Hwc<14, 14, 320>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 528>,
            ::googlenet_runtime::Hwc<14, 14, 32>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 32>,
            ::googlenet_runtime::Hwc<14, 14, 128>,
            ::googlenet_runtime::layers::Window<
                5,
                5,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::MaxPool2d<
            ::googlenet_runtime::Hwc<14, 14, 528>,
            ::googlenet_runtime::Hwc<14, 14, 528>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<14, 14, 528>,
            ::googlenet_runtime::Hwc<14, 14, 128>,
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
                ::googlenet_runtime::Hwc<14, 14, 256>,
                (
                    ::googlenet_runtime::Hwc<14, 14, 320>,
                    (
                        ::googlenet_runtime::Hwc<14, 14, 128>,
                        (::googlenet_runtime::Hwc<14, 14, 128>, ()),
                    ),
                ),
            ),
            ::googlenet_runtime::Hwc<14, 14, 832>,
        >>::CHECK;
    }
    ///Block `inception` as `inception_5a`, 7x7x832 to 7x7x832; line 40 of `specs/inception_v1.yaml`.
    pub mod inception_5a {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<7, 7, 832>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Hwc<7, 7, 832>;
        ///Block `inception` as `inception_5a`, 7x7x832 to 7x7x832; line 40 of `specs/inception_v1.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///`conv`, 7x7x832 to 7x7x256; line 16 of `specs/inception_v1.yaml`.
            pub conv_1x1: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<7, 7, 832>,
                ::googlenet_runtime::Hwc<7, 7, 256>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 7x7x832 to 7x7x160; line 17 of `specs/inception_v1.yaml`.
            pub conv_3x3_reduce: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<7, 7, 832>,
                ::googlenet_runtime::Hwc<7, 7, 160>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 7x7x160 to 7x7x320; line 18 of `specs/inception_v1.yaml`.
            pub conv_3x3: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<7, 7, 160>,
                ::googlenet_runtime::Hwc<7, 7, 320>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 7x7x832 to 7x7x32; line 19 of `specs/inception_v1.yaml`.
            pub conv_5x5_reduce: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<7, 7, 832>,
                ::googlenet_runtime::Hwc<7, 7, 32>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 7x7x32 to 7x7x128; line 20 of `specs/inception_v1.yaml`.
            pub conv_5x5: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<7, 7, 32>,
                ::googlenet_runtime::Hwc<7, 7, 128>,
                ::googlenet_runtime::layers::Window<
                    5,
                    5,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`max_pool`, 7x7x832 to 7x7x832; line 21 of `specs/inception_v1.yaml`.
            pub maxpool: ::googlenet_runtime::layers::MaxPool2d<
                ::googlenet_runtime::Hwc<7, 7, 832>,
                ::googlenet_runtime::Hwc<7, 7, 832>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 7x7x832 to 7x7x128; line 22 of `specs/inception_v1.yaml`.
            pub maxpool_proj: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<7, 7, 832>,
                ::googlenet_runtime::Hwc<7, 7, 128>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`concat`, 7x7x256 and 7x7x320 and 7x7x128 and 7x7x128 to 7x7x832; line 40 of `specs/inception_v1.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (
                    ::googlenet_runtime::Hwc<7, 7, 256>,
                    (
                        ::googlenet_runtime::Hwc<7, 7, 320>,
                        (
                            ::googlenet_runtime::Hwc<7, 7, 128>,
                            (::googlenet_runtime::Hwc<7, 7, 128>, ()),
                        ),
                    ),
                ),
                ::googlenet_runtime::Hwc<7, 7, 832>,
            >,
        }
        impl Block {
            ///Runs the layers on the calling thread.
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let conv_1x1 = self.conv_1x1.forward(input);
                let conv_3x3_reduce = self.conv_3x3_reduce.forward(input);
                let conv_3x3 = self.conv_3x3.forward(&conv_3x3_reduce);
                let conv_5x5_reduce = self.conv_5x5_reduce.forward(input);
                let conv_5x5 = self.conv_5x5.forward(&conv_5x5_reduce);
                let maxpool = self.maxpool.forward(input);
                let maxpool_proj = self.maxpool_proj.forward(&maxpool);
                let join = self
                    .join
                    .forward((&conv_1x1, (&conv_3x3, (&conv_5x5, (&maxpool_proj, ())))));
                join
            }
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    conv_1x1: layers.next(),
                    conv_3x3_reduce: layers.next(),
                    conv_3x3: layers.next(),
                    conv_5x5_reduce: layers.next(),
                    conv_5x5: layers.next(),
                    maxpool: layers.next(),
                    maxpool_proj: layers.next(),
                    join: layers.next(),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                layers.push(&self.conv_1x1);
                layers.push(&self.conv_3x3_reduce);
                layers.push(&self.conv_3x3);
                layers.push(&self.conv_5x5_reduce);
                layers.push(&self.conv_5x5);
                layers.push(&self.maxpool);
                layers.push(&self.maxpool_proj);
                layers.push(&self.join);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                layers.push(self.conv_1x1.layer_mut());
                layers.push(self.conv_3x3_reduce.layer_mut());
                layers.push(self.conv_3x3.layer_mut());
                layers.push(self.conv_5x5_reduce.layer_mut());
                layers.push(self.conv_5x5.layer_mut());
                layers.push(self.maxpool.layer_mut());
                layers.push(self.maxpool_proj.layer_mut());
                layers.push(self.join.layer_mut());
            }
        }
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<7, 7, 832>,
            ::googlenet_runtime::Hwc<7, 7, 256>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<7, 7, 832>,
            ::googlenet_runtime::Hwc<7, 7, 160>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<7, 7, 160>,
            ::googlenet_runtime::Hwc<7, 7, 320>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<7, 7, 832>,
            ::googlenet_runtime::Hwc<7, 7, 32>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<7, 7, 32>,
            ::googlenet_runtime::Hwc<7, 7, 128>,
            ::googlenet_runtime::layers::Window<
                5,
                5,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::MaxPool2d<
            ::googlenet_runtime::Hwc<7, 7, 832>,
            ::googlenet_runtime::Hwc<7, 7, 832>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<7, 7, 832>,
            ::googlenet_runtime::Hwc<7, 7, 128>,
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
                ::googlenet_runtime::Hwc<7, 7, 256>,
                (
                    ::googlenet_runtime::Hwc<7, 7, 320>,
                    (
                        ::googlenet_runtime::Hwc<7, 7, 128>,
                        (::googlenet_runtime::Hwc<7, 7, 128>, ()),
                    ),
                ),
            ),
            ::googlenet_runtime::Hwc<7, 7, 832>,
        >>::CHECK;
    }
    ///Block `inception` as `inception_5b`, 7x7x832 to 7x7x1024; line 41 of `specs/inception_v1.yaml`.
    pub mod inception_5b {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<7, 7, 832>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Hwc<7, 7, 1024>;
        ///Block `inception` as `inception_5b`, 7x7x832 to 7x7x1024; line 41 of `specs/inception_v1.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///`conv`, 7x7x832 to 7x7x384; line 16 of `specs/inception_v1.yaml`.
            pub conv_1x1: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<7, 7, 832>,
                ::googlenet_runtime::Hwc<7, 7, 384>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 7x7x832 to 7x7x192; line 17 of `specs/inception_v1.yaml`.
            pub conv_3x3_reduce: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<7, 7, 832>,
                ::googlenet_runtime::Hwc<7, 7, 192>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 7x7x192 to 7x7x384; line 18 of `specs/inception_v1.yaml`.
            pub conv_3x3: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<7, 7, 192>,
                ::googlenet_runtime::Hwc<7, 7, 384>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 7x7x832 to 7x7x48; line 19 of `specs/inception_v1.yaml`.
            pub conv_5x5_reduce: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<7, 7, 832>,
                ::googlenet_runtime::Hwc<7, 7, 48>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 7x7x48 to 7x7x128; line 20 of `specs/inception_v1.yaml`.
            pub conv_5x5: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<7, 7, 48>,
                ::googlenet_runtime::Hwc<7, 7, 128>,
                ::googlenet_runtime::layers::Window<
                    5,
                    5,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`max_pool`, 7x7x832 to 7x7x832; line 21 of `specs/inception_v1.yaml`.
            pub maxpool: ::googlenet_runtime::layers::MaxPool2d<
                ::googlenet_runtime::Hwc<7, 7, 832>,
                ::googlenet_runtime::Hwc<7, 7, 832>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 7x7x832 to 7x7x128; line 22 of `specs/inception_v1.yaml`.
            pub maxpool_proj: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<7, 7, 832>,
                ::googlenet_runtime::Hwc<7, 7, 128>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`concat`, 7x7x384 and 7x7x384 and 7x7x128 and 7x7x128 to 7x7x1024; line 41 of `specs/inception_v1.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (
                    ::googlenet_runtime::Hwc<7, 7, 384>,
                    (
                        ::googlenet_runtime::Hwc<7, 7, 384>,
                        (
                            ::googlenet_runtime::Hwc<7, 7, 128>,
                            (::googlenet_runtime::Hwc<7, 7, 128>, ()),
                        ),
                    ),
                ),
                ::googlenet_runtime::Hwc<7, 7, 1024>,
            >,
        }
        impl Block {
            ///Runs the layers on the calling thread.
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let conv_1x1 = self.conv_1x1.forward(input);
                let conv_3x3_reduce = self.conv_3x3_reduce.forward(input);
                let conv_3x3 = self.conv_3x3.forward(&conv_3x3_reduce);
                let conv_5x5_reduce = self.conv_5x5_reduce.forward(input);
                let conv_5x5 = self.conv_5x5.forward(&conv_5x5_reduce);
                let maxpool = self.maxpool.forward(input);
                let maxpool_proj = self.maxpool_proj.forward(&maxpool);
                let join = self
                    .join
                    .forward((&conv_1x1, (&conv_3x3, (&conv_5x5, (&maxpool_proj, ())))));
                join
            }
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    conv_1x1: layers.next(),
                    conv_3x3_reduce: layers.next(),
                    conv_3x3: layers.next(),
                    conv_5x5_reduce: layers.next(),
                    conv_5x5: layers.next(),
                    maxpool: layers.next(),
                    maxpool_proj: layers.next(),
                    join: layers.next(),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                layers.push(&self.conv_1x1);
                layers.push(&self.conv_3x3_reduce);
                layers.push(&self.conv_3x3);
                layers.push(&self.conv_5x5_reduce);
                layers.push(&self.conv_5x5);
                layers.push(&self.maxpool);
                layers.push(&self.maxpool_proj);
                layers.push(&self.join);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                layers.push(self.conv_1x1.layer_mut());
                layers.push(self.conv_3x3_reduce.layer_mut());
                layers.push(self.conv_3x3.layer_mut());
                layers.push(self.conv_5x5_reduce.layer_mut());
                layers.push(self.conv_5x5.layer_mut());
                layers.push(self.maxpool.layer_mut());
                layers.push(self.maxpool_proj.layer_mut());
                layers.push(self.join.layer_mut());
            }
        }
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<7, 7, 832>,
            ::googlenet_runtime::Hwc<7, 7, 384>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<7, 7, 832>,
            ::googlenet_runtime::Hwc<7, 7, 192>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<7, 7, 192>,
            ::googlenet_runtime::Hwc<7, 7, 384>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<7, 7, 832>,
            ::googlenet_runtime::Hwc<7, 7, 48>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<7, 7, 48>,
            ::googlenet_runtime::Hwc<7, 7, 128>,
            ::googlenet_runtime::layers::Window<
                5,
                5,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::MaxPool2d<
            ::googlenet_runtime::Hwc<7, 7, 832>,
            ::googlenet_runtime::Hwc<7, 7, 832>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<7, 7, 832>,
            ::googlenet_runtime::Hwc<7, 7, 128>,
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
                ::googlenet_runtime::Hwc<7, 7, 384>,
                (
                    ::googlenet_runtime::Hwc<7, 7, 384>,
                    (
                        ::googlenet_runtime::Hwc<7, 7, 128>,
                        (::googlenet_runtime::Hwc<7, 7, 128>, ()),
                    ),
                ),
            ),
            ::googlenet_runtime::Hwc<7, 7, 1024>,
        >>::CHECK;
    }
}
