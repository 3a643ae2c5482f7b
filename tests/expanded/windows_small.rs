/// WindowsSmall, compiled from `specs/windows_small.yaml`.
///
///The network `WindowsSmall` of `specs/windows_small.yaml`.
#[derive(::core::fmt::Debug, ::core::clone::Clone)]
#[allow(dead_code, unreachable_pub, clippy::let_and_return, clippy::type_complexity)]
pub struct WindowsSmall {
    ///`conv`, 23x18x6 to 12x9x12; line 18 of `specs/windows_small.yaml`.
    pub uneven: ::googlenet_runtime::layers::Conv2d<
        ::googlenet_runtime::Hwc<23, 18, 6>,
        ::googlenet_runtime::Hwc<12, 9, 12>,
        ::googlenet_runtime::layers::Window<
            5,
            5,
            2,
            2,
            ::googlenet_runtime::layers::Pad<2, 1, 2, 3>,
        >,
    >,
    ///`lrn`, 12x9x12 to 12x9x12; line 19 of `specs/windows_small.yaml`.
    pub normal: ::googlenet_runtime::layers::Lrn<::googlenet_runtime::Hwc<12, 9, 12>>,
    ///`conv`, 12x9x12 to 12x9x15; line 20 of `specs/windows_small.yaml`.
    pub grouped: ::googlenet_runtime::layers::Conv2d<
        ::googlenet_runtime::Hwc<12, 9, 12>,
        ::googlenet_runtime::Hwc<12, 9, 15>,
        ::googlenet_runtime::layers::Window<
            3,
            3,
            1,
            1,
            ::googlenet_runtime::layers::Pad<1, 1, 1, 1>,
        >,
    >,
    ///`conv`, 12x9x15 to 12x8x10; line 21 of `specs/windows_small.yaml`.
    pub dilated: ::googlenet_runtime::layers::Conv2d<
        ::googlenet_runtime::Hwc<12, 9, 15>,
        ::googlenet_runtime::Hwc<12, 8, 10>,
        ::googlenet_runtime::layers::Dilated<
            ::googlenet_runtime::layers::Window<
                3,
                2,
                1,
                1,
                ::googlenet_runtime::layers::Pad<2, 1, 2, 1>,
            >,
            2,
            3,
        >,
    >,
    ///`lrn`, 12x8x10 to 12x8x10; line 22 of `specs/windows_small.yaml`.
    pub normal2: ::googlenet_runtime::layers::Lrn<::googlenet_runtime::Hwc<12, 8, 10>>,
    ///Block `separable` as `first`, 12x8x10 to 12x8x14; line 23 of `specs/windows_small.yaml`.
    pub first: windows_small::first::Block,
    ///Block `separable` as `second`, 12x8x14 to 12x7x14; line 24 of `specs/windows_small.yaml`.
    pub second: windows_small::second::Block,
    ///Branches of `pools`, 12x7x14 to 6x3x56; line 25 of `specs/windows_small.yaml`.
    pub pools: windows_small::pools::Block,
    ///`zero_pad`, 6x3x56 to 10x7x56; line 34 of `specs/windows_small.yaml`.
    pub around: ::googlenet_runtime::layers::ZeroPad2d<
        ::googlenet_runtime::Hwc<6, 3, 56>,
        ::googlenet_runtime::Hwc<10, 7, 56>,
        ::googlenet_runtime::layers::Window<
            1,
            1,
            1,
            1,
            ::googlenet_runtime::layers::Pad<2, 2, 2, 2>,
        >,
    >,
    ///`flatten`, 10x7x56 to 3920; line 35 of `specs/windows_small.yaml`.
    pub flatten: ::googlenet_runtime::layers::Flatten<
        ::googlenet_runtime::Hwc<10, 7, 56>,
        ::googlenet_runtime::Flat<3920>,
    >,
    ///`dense`, 3920 to 7; line 36 of `specs/windows_small.yaml`.
    pub classes: ::googlenet_runtime::layers::Dense<
        ::googlenet_runtime::Flat<3920>,
        ::googlenet_runtime::Flat<7>,
    >,
}
#[allow(dead_code, unreachable_pub, clippy::let_and_return, clippy::type_complexity)]
impl WindowsSmall {
    ///Number of parameters, moving statistics included.
    pub const PARAMS: u64 = 31328;
    ///Number of trainable parameters.
    pub const TRAINABLE_PARAMS: u64 = 31328;
    ///Number of trainable parameters, with those of heads that exist in training only.
    pub const TRAINING_PARAMS: u64 = 31328;
    ///Multiply-accumulates for one image, those with padding included.
    pub const MACS: u64 = 415688;
    ///Bytes of the arena that a session holds for the activations of one image.
    pub const ARENA_BYTES: u64 = 28032;
    ///Bytes that a session of one thread holds at most beside packed weights, the arena included.
    pub const SESSION_BYTES: u64 = 95887;
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
    ) -> ::googlenet_runtime::Session<windows_small::Input, windows_small::Output> {
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
        input: &::googlenet_runtime::Tensor<windows_small::Input>,
    ) -> ::googlenet_runtime::Tensor<windows_small::Output> {
        let uneven = self.uneven.forward(input);
        let normal = self.normal.forward(&uneven);
        let grouped = self.grouped.forward(&normal);
        let dilated = self.dilated.forward(&grouped);
        let normal2 = self.normal2.forward(&dilated);
        let first = self.first.forward(&normal2);
        let second = self.second.forward(&first);
        let pools_floor = self.pools.floor.forward(&second);
        let pools_grow = self.pools.grow.forward(&pools_floor);
        let pools_ceiling = self.pools.ceiling.forward(&second);
        let pools_counted = self.pools.counted.forward(&second);
        let pools_shrink = self.pools.shrink.forward(&pools_counted);
        let pools_mean = self.pools.mean.forward(&second);
        let pools_narrow = self.pools.narrow.forward(&pools_mean);
        let pools_join = self
            .pools
            .join
            .forward((
                &pools_grow,
                (&pools_ceiling, (&pools_shrink, (&pools_narrow, ()))),
            ));
        let around = self.around.forward(&pools_join);
        let flatten = self.flatten.forward(&around);
        let classes = self.classes.forward(&flatten);
        classes
    }
}
impl ::googlenet_runtime::__private::Sealed for WindowsSmall {}
impl ::googlenet_runtime::Network for WindowsSmall {
    fn graph(&self) -> ::googlenet_runtime::__private::dsl::graph::Graph {
        <Self as ::googlenet_runtime::TypedNetwork>::portable_graph()
    }
    fn layers(&self) -> ::std::vec::Vec<&::googlenet_runtime::Layer> {
        let mut all: ::std::vec::Vec<&::googlenet_runtime::Layer> = ::std::vec::Vec::new();
        let layers = &mut all;
        layers.push(&self.uneven);
        layers.push(&self.normal);
        layers.push(&self.grouped);
        layers.push(&self.dilated);
        layers.push(&self.normal2);
        self.first.collect(layers);
        self.second.collect(layers);
        self.pools.collect(layers);
        layers.push(&self.around);
        layers.push(&self.flatten);
        layers.push(&self.classes);
        all
    }
    fn layers_mut(&mut self) -> ::std::vec::Vec<::googlenet_runtime::LayerMut<'_>> {
        let mut all: ::std::vec::Vec<::googlenet_runtime::LayerMut<'_>> = ::std::vec::Vec::new();
        let layers = &mut all;
        layers.push(self.uneven.layer_mut());
        layers.push(self.normal.layer_mut());
        layers.push(self.grouped.layer_mut());
        layers.push(self.dilated.layer_mut());
        layers.push(self.normal2.layer_mut());
        self.first.collect_mut(layers);
        self.second.collect_mut(layers);
        self.pools.collect_mut(layers);
        layers.push(self.around.layer_mut());
        layers.push(self.flatten.layer_mut());
        layers.push(self.classes.layer_mut());
        all
    }
}
impl ::googlenet_runtime::TypedNetwork for WindowsSmall {
    type Input = windows_small::Input;
    type Output = windows_small::Output;
    const PARAMS: u64 = 31328;
    const TRAINABLE_PARAMS: u64 = 31328;
    const TRAINING_PARAMS: u64 = 31328;
    const MACS: u64 = 415688;
    const ARENA_BYTES: u64 = 28032;
    const SESSION_BYTES: u64 = 95887;
    fn definition() -> &'static ::googlenet_runtime::__private::dsl::graph::Definition {
        use ::googlenet_runtime::__private::dsl;
        static DEFINITION: dsl::graph::Definition = dsl::graph::Definition {
            name: ::std::borrow::Cow::Borrowed("WindowsSmall"),
            layers: ::std::borrow::Cow::Borrowed(
                &[
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("$input"),
                        op: dsl::op::Op::Input(dsl::op::Input {
                            size: [23, 18, 6],
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[]),
                        line: 4,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("uneven"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 12,
                            window: dsl::op::Window::new(
                                [5, 5],
                                [2, 2],
                                dsl::op::Padding::Explicit([2, 1, 2, 3]),
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::LeakyRelu {
                                slope: 0.1,
                            },
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[0]),
                        line: 18,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("normal"),
                        op: dsl::op::Op::Lrn(dsl::op::Lrn {
                            size: 5,
                            alpha: 0.5,
                            beta: 0.75,
                            k: 1.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[1]),
                        line: 19,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("grouped"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 15,
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Explicit([1, 1, 1, 1]),
                            ),
                            groups: 3,
                            bias: true,
                            activation: dsl::op::Activation::LeakyRelu {
                                slope: 0.1,
                            },
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[2]),
                        line: 20,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("dilated"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 10,
                            window: dsl::op::Window {
                                kernel: [3, 2],
                                stride: [1, 1],
                                dilation: [2, 3],
                                padding: dsl::op::Padding::Explicit([2, 1, 2, 1]),
                                ceil: false,
                            },
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::LeakyRelu {
                                slope: 0.1,
                            },
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[3]),
                        line: 21,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("normal2"),
                        op: dsl::op::Op::Lrn(dsl::op::Lrn {
                            size: 3,
                            alpha: 0.5,
                            beta: 0.5,
                            k: 2.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[4]),
                        line: 22,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("first.depthwise"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 10,
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Same,
                            ),
                            groups: 10,
                            bias: true,
                            activation: dsl::op::Activation::None,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[5]),
                        line: 14,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("first.pointwise"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 14,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Valid,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::LeakyRelu {
                                slope: 0.2,
                            },
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[6]),
                        line: 15,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("second.depthwise"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 14,
                            window: dsl::op::Window::new(
                                [3, 3],
                                [1, 1],
                                dsl::op::Padding::Explicit([0, 1, 2, 0]),
                            ),
                            groups: 14,
                            bias: true,
                            activation: dsl::op::Activation::None,
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[7]),
                        line: 14,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("second.pointwise"),
                        op: dsl::op::Op::Conv(dsl::op::Conv {
                            filters: 14,
                            window: dsl::op::Window::new(
                                [1, 1],
                                [1, 1],
                                dsl::op::Padding::Valid,
                            ),
                            groups: 1,
                            bias: true,
                            activation: dsl::op::Activation::LeakyRelu {
                                slope: -0.5,
                            },
                            l2: 0.0,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[8]),
                        line: 15,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("pools.floor"),
                        op: dsl::op::Op::MaxPool(dsl::op::MaxPool {
                            window: dsl::op::Window::new(
                                [3, 3],
                                [2, 2],
                                dsl::op::Padding::Valid,
                            ),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[9]),
                        line: 27,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("pools.grow"),
                        op: dsl::op::Op::ZeroPad(dsl::op::ZeroPad {
                            edges: [0, 0, 1, 0],
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[10]),
                        line: 28,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("pools.ceiling"),
                        op: dsl::op::Op::MaxPool(dsl::op::MaxPool {
                            window: dsl::op::Window {
                                kernel: [3, 3],
                                stride: [2, 2],
                                dilation: [1, 1],
                                padding: dsl::op::Padding::Valid,
                                ceil: true,
                            },
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[9]),
                        line: 29,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("pools.counted"),
                        op: dsl::op::Op::AvgPool(dsl::op::AvgPool {
                            window: dsl::op::Window {
                                kernel: [3, 3],
                                stride: [2, 2],
                                dilation: [1, 1],
                                padding: dsl::op::Padding::Explicit([0, 0, 1, 1]),
                                ceil: true,
                            },
                            count_padding: true,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[9]),
                        line: 30,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("pools.shrink"),
                        op: dsl::op::Op::MaxPool(dsl::op::MaxPool {
                            window: dsl::op::Window::new(
                                [1, 2],
                                [1, 1],
                                dsl::op::Padding::Valid,
                            ),
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[13]),
                        line: 31,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("pools.mean"),
                        op: dsl::op::Op::AvgPool(dsl::op::AvgPool {
                            window: dsl::op::Window {
                                kernel: [3, 3],
                                stride: [2, 2],
                                dilation: [1, 1],
                                padding: dsl::op::Padding::Explicit([0, 1, 1, 0]),
                                ceil: true,
                            },
                            count_padding: false,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[9]),
                        line: 32,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("pools.narrow"),
                        op: dsl::op::Op::AvgPool(dsl::op::AvgPool {
                            window: dsl::op::Window::new(
                                [1, 2],
                                [1, 1],
                                dsl::op::Padding::Valid,
                            ),
                            count_padding: false,
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[15]),
                        line: 33,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("pools"),
                        op: dsl::op::Op::Concat(dsl::op::Concat {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[11, 12, 14, 16]),
                        line: 25,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("around"),
                        op: dsl::op::Op::ZeroPad(dsl::op::ZeroPad {
                            edges: [2, 2, 2, 2],
                        }),
                        inputs: ::std::borrow::Cow::Borrowed(&[17]),
                        line: 34,
                    },
                    dsl::graph::Layer {
                        name: ::std::borrow::Cow::Borrowed("flatten"),
                        op: dsl::op::Op::Flatten(dsl::op::Flatten {}),
                        inputs: ::std::borrow::Cow::Borrowed(&[18]),
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
                        inputs: ::std::borrow::Cow::Borrowed(&[19]),
                        line: 36,
                    },
                ],
            ),
            outputs: ::std::borrow::Cow::Borrowed(
                &[
                    dsl::graph::Output {
                        name: ::std::borrow::Cow::Borrowed("classes"),
                        layer: 20,
                    },
                ],
            ),
            heads: ::std::borrow::Cow::Borrowed(&[]),
        };
        &DEFINITION
    }
    fn from_layers(layers: &mut ::googlenet_runtime::layers::Layers) -> Self {
        Self {
            uneven: layers.next(),
            normal: layers.next(),
            grouped: layers.next(),
            dilated: layers.next(),
            normal2: layers.next(),
            first: windows_small::first::Block::from_layers(layers),
            second: windows_small::second::Block::from_layers(layers),
            pools: windows_small::pools::Block::from_layers(layers),
            around: layers.next(),
            flatten: layers.next(),
            classes: layers.next(),
        }
    }
}
const _: () = <::googlenet_runtime::layers::Conv2d<
    ::googlenet_runtime::Hwc<23, 18, 6>,
    ::googlenet_runtime::Hwc<12, 9, 12>,
    ::googlenet_runtime::layers::Window<
        5,
        5,
        2,
        2,
        ::googlenet_runtime::layers::Pad<2, 1, 2, 3>,
    >,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::Lrn<
    ::googlenet_runtime::Hwc<12, 9, 12>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::Conv2d<
    ::googlenet_runtime::Hwc<12, 9, 12>,
    ::googlenet_runtime::Hwc<12, 9, 15>,
    ::googlenet_runtime::layers::Window<
        3,
        3,
        1,
        1,
        ::googlenet_runtime::layers::Pad<1, 1, 1, 1>,
    >,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::Conv2d<
    ::googlenet_runtime::Hwc<12, 9, 15>,
    ::googlenet_runtime::Hwc<12, 8, 10>,
    ::googlenet_runtime::layers::Dilated<
        ::googlenet_runtime::layers::Window<
            3,
            2,
            1,
            1,
            ::googlenet_runtime::layers::Pad<2, 1, 2, 1>,
        >,
        2,
        3,
    >,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::Lrn<
    ::googlenet_runtime::Hwc<12, 8, 10>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::ZeroPad2d<
    ::googlenet_runtime::Hwc<6, 3, 56>,
    ::googlenet_runtime::Hwc<10, 7, 56>,
    ::googlenet_runtime::layers::Window<
        1,
        1,
        1,
        1,
        ::googlenet_runtime::layers::Pad<2, 2, 2, 2>,
    >,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::Flatten<
    ::googlenet_runtime::Hwc<10, 7, 56>,
    ::googlenet_runtime::Flat<3920>,
>>::CHECK;
const _: () = <::googlenet_runtime::layers::Dense<
    ::googlenet_runtime::Flat<3920>,
    ::googlenet_runtime::Flat<7>,
>>::CHECK;
///The shapes and blocks of [`WindowsSmall`].
#[allow(dead_code, unreachable_pub, clippy::let_and_return, clippy::type_complexity)]
pub mod windows_small {
    ///The shape of the network's input.
    pub type Input = ::googlenet_runtime::Hwc<23, 18, 6>;
    ///The shape of the network's output.
    pub type Output = ::googlenet_runtime::Flat<7>;
    ///Block `separable` as `first`, 12x8x10 to 12x8x14; line 23 of `specs/windows_small.yaml`.
    pub mod first {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<12, 8, 10>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Hwc<12, 8, 14>;
        ///Block `separable` as `first`, 12x8x10 to 12x8x14; line 23 of `specs/windows_small.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///`conv`, 12x8x10 to 12x8x10; line 14 of `specs/windows_small.yaml`.
            pub depthwise: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<12, 8, 10>,
                ::googlenet_runtime::Hwc<12, 8, 10>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Same,
                >,
            >,
            ///`conv`, 12x8x10 to 12x8x14; line 15 of `specs/windows_small.yaml`.
            pub pointwise: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<12, 8, 10>,
                ::googlenet_runtime::Hwc<12, 8, 14>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Valid,
                >,
            >,
        }
        impl Block {
            ///Runs the layers on the calling thread.
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let depthwise = self.depthwise.forward(input);
                let pointwise = self.pointwise.forward(&depthwise);
                pointwise
            }
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    depthwise: layers.next(),
                    pointwise: layers.next(),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                layers.push(&self.depthwise);
                layers.push(&self.pointwise);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                layers.push(self.depthwise.layer_mut());
                layers.push(self.pointwise.layer_mut());
            }
        }
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<12, 8, 10>,
            ::googlenet_runtime::Hwc<12, 8, 10>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                1,
                1,
                ::googlenet_runtime::layers::Same,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<12, 8, 10>,
            ::googlenet_runtime::Hwc<12, 8, 14>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Valid,
            >,
        >>::CHECK;
    }
    ///Block `separable` as `second`, 12x8x14 to 12x7x14; line 24 of `specs/windows_small.yaml`.
    pub mod second {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<12, 8, 14>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Hwc<12, 7, 14>;
        ///Block `separable` as `second`, 12x8x14 to 12x7x14; line 24 of `specs/windows_small.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///`conv`, 12x8x14 to 12x7x14; line 14 of `specs/windows_small.yaml`.
            pub depthwise: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<12, 8, 14>,
                ::googlenet_runtime::Hwc<12, 7, 14>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    1,
                    1,
                    ::googlenet_runtime::layers::Pad<0, 1, 2, 0>,
                >,
            >,
            ///`conv`, 12x7x14 to 12x7x14; line 15 of `specs/windows_small.yaml`.
            pub pointwise: ::googlenet_runtime::layers::Conv2d<
                ::googlenet_runtime::Hwc<12, 7, 14>,
                ::googlenet_runtime::Hwc<12, 7, 14>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Valid,
                >,
            >,
        }
        impl Block {
            ///Runs the layers on the calling thread.
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let depthwise = self.depthwise.forward(input);
                let pointwise = self.pointwise.forward(&depthwise);
                pointwise
            }
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    depthwise: layers.next(),
                    pointwise: layers.next(),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                layers.push(&self.depthwise);
                layers.push(&self.pointwise);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                layers.push(self.depthwise.layer_mut());
                layers.push(self.pointwise.layer_mut());
            }
        }
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<12, 8, 14>,
            ::googlenet_runtime::Hwc<12, 7, 14>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                1,
                1,
                ::googlenet_runtime::layers::Pad<0, 1, 2, 0>,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Conv2d<
            ::googlenet_runtime::Hwc<12, 7, 14>,
            ::googlenet_runtime::Hwc<12, 7, 14>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Valid,
            >,
        >>::CHECK;
    }
    ///Branches of `pools`, 12x7x14 to 6x3x56; line 25 of `specs/windows_small.yaml`.
    pub mod pools {
        ///The shape of the block's input.
        pub type Input = ::googlenet_runtime::Hwc<12, 7, 14>;
        ///The shape of the block's output.
        pub type Output = ::googlenet_runtime::Hwc<6, 3, 56>;
        ///Branches of `pools`, 12x7x14 to 6x3x56; line 25 of `specs/windows_small.yaml`.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Block {
            ///`max_pool`, 12x7x14 to 5x3x14; line 27 of `specs/windows_small.yaml`.
            pub floor: ::googlenet_runtime::layers::MaxPool2d<
                ::googlenet_runtime::Hwc<12, 7, 14>,
                ::googlenet_runtime::Hwc<5, 3, 14>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    2,
                    2,
                    ::googlenet_runtime::layers::Valid,
                >,
            >,
            ///`zero_pad`, 5x3x14 to 6x3x14; line 28 of `specs/windows_small.yaml`.
            pub grow: ::googlenet_runtime::layers::ZeroPad2d<
                ::googlenet_runtime::Hwc<5, 3, 14>,
                ::googlenet_runtime::Hwc<6, 3, 14>,
                ::googlenet_runtime::layers::Window<
                    1,
                    1,
                    1,
                    1,
                    ::googlenet_runtime::layers::Pad<0, 0, 1, 0>,
                >,
            >,
            ///`max_pool`, 12x7x14 to 6x3x14; line 29 of `specs/windows_small.yaml`.
            pub ceiling: ::googlenet_runtime::layers::MaxPool2d<
                ::googlenet_runtime::Hwc<12, 7, 14>,
                ::googlenet_runtime::Hwc<6, 3, 14>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    2,
                    2,
                    ::googlenet_runtime::layers::Ceil<::googlenet_runtime::layers::Valid>,
                >,
            >,
            ///`avg_pool`, 12x7x14 to 6x4x14; line 30 of `specs/windows_small.yaml`.
            pub counted: ::googlenet_runtime::layers::AvgPool2d<
                ::googlenet_runtime::Hwc<12, 7, 14>,
                ::googlenet_runtime::Hwc<6, 4, 14>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    2,
                    2,
                    ::googlenet_runtime::layers::Ceil<
                        ::googlenet_runtime::layers::Pad<0, 0, 1, 1>,
                    >,
                >,
            >,
            ///`max_pool`, 6x4x14 to 6x3x14; line 31 of `specs/windows_small.yaml`.
            pub shrink: ::googlenet_runtime::layers::MaxPool2d<
                ::googlenet_runtime::Hwc<6, 4, 14>,
                ::googlenet_runtime::Hwc<6, 3, 14>,
                ::googlenet_runtime::layers::Window<
                    1,
                    2,
                    1,
                    1,
                    ::googlenet_runtime::layers::Valid,
                >,
            >,
            ///`avg_pool`, 12x7x14 to 6x4x14; line 32 of `specs/windows_small.yaml`.
            pub mean: ::googlenet_runtime::layers::AvgPool2d<
                ::googlenet_runtime::Hwc<12, 7, 14>,
                ::googlenet_runtime::Hwc<6, 4, 14>,
                ::googlenet_runtime::layers::Window<
                    3,
                    3,
                    2,
                    2,
                    ::googlenet_runtime::layers::Ceil<
                        ::googlenet_runtime::layers::Pad<0, 1, 1, 0>,
                    >,
                >,
            >,
            ///`avg_pool`, 6x4x14 to 6x3x14; line 33 of `specs/windows_small.yaml`.
            pub narrow: ::googlenet_runtime::layers::AvgPool2d<
                ::googlenet_runtime::Hwc<6, 4, 14>,
                ::googlenet_runtime::Hwc<6, 3, 14>,
                ::googlenet_runtime::layers::Window<
                    1,
                    2,
                    1,
                    1,
                    ::googlenet_runtime::layers::Valid,
                >,
            >,
            ///`concat`, 6x3x14 and 6x3x14 and 6x3x14 and 6x3x14 to 6x3x56; line 25 of `specs/windows_small.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (
                    ::googlenet_runtime::Hwc<6, 3, 14>,
                    (
                        ::googlenet_runtime::Hwc<6, 3, 14>,
                        (
                            ::googlenet_runtime::Hwc<6, 3, 14>,
                            (::googlenet_runtime::Hwc<6, 3, 14>, ()),
                        ),
                    ),
                ),
                ::googlenet_runtime::Hwc<6, 3, 56>,
            >,
        }
        impl Block {
            #[doc(hidden)]
            pub fn from_layers(
                layers: &mut ::googlenet_runtime::layers::Layers,
            ) -> Self {
                Self {
                    floor: layers.next(),
                    grow: layers.next(),
                    ceiling: layers.next(),
                    counted: layers.next(),
                    shrink: layers.next(),
                    mean: layers.next(),
                    narrow: layers.next(),
                    join: layers.next(),
                }
            }
            #[doc(hidden)]
            pub fn collect<'a>(
                &'a self,
                layers: &mut ::std::vec::Vec<&'a ::googlenet_runtime::Layer>,
            ) {
                layers.push(&self.floor);
                layers.push(&self.grow);
                layers.push(&self.ceiling);
                layers.push(&self.counted);
                layers.push(&self.shrink);
                layers.push(&self.mean);
                layers.push(&self.narrow);
                layers.push(&self.join);
            }
            #[doc(hidden)]
            pub fn collect_mut<'a>(
                &'a mut self,
                layers: &mut ::std::vec::Vec<::googlenet_runtime::LayerMut<'a>>,
            ) {
                layers.push(self.floor.layer_mut());
                layers.push(self.grow.layer_mut());
                layers.push(self.ceiling.layer_mut());
                layers.push(self.counted.layer_mut());
                layers.push(self.shrink.layer_mut());
                layers.push(self.mean.layer_mut());
                layers.push(self.narrow.layer_mut());
                layers.push(self.join.layer_mut());
            }
        }
        const _: () = <::googlenet_runtime::layers::MaxPool2d<
            ::googlenet_runtime::Hwc<12, 7, 14>,
            ::googlenet_runtime::Hwc<5, 3, 14>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                2,
                2,
                ::googlenet_runtime::layers::Valid,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::ZeroPad2d<
            ::googlenet_runtime::Hwc<5, 3, 14>,
            ::googlenet_runtime::Hwc<6, 3, 14>,
            ::googlenet_runtime::layers::Window<
                1,
                1,
                1,
                1,
                ::googlenet_runtime::layers::Pad<0, 0, 1, 0>,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::MaxPool2d<
            ::googlenet_runtime::Hwc<12, 7, 14>,
            ::googlenet_runtime::Hwc<6, 3, 14>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                2,
                2,
                ::googlenet_runtime::layers::Ceil<::googlenet_runtime::layers::Valid>,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::AvgPool2d<
            ::googlenet_runtime::Hwc<12, 7, 14>,
            ::googlenet_runtime::Hwc<6, 4, 14>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                2,
                2,
                ::googlenet_runtime::layers::Ceil<
                    ::googlenet_runtime::layers::Pad<0, 0, 1, 1>,
                >,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::MaxPool2d<
            ::googlenet_runtime::Hwc<6, 4, 14>,
            ::googlenet_runtime::Hwc<6, 3, 14>,
            ::googlenet_runtime::layers::Window<
                1,
                2,
                1,
                1,
                ::googlenet_runtime::layers::Valid,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::AvgPool2d<
            ::googlenet_runtime::Hwc<12, 7, 14>,
            ::googlenet_runtime::Hwc<6, 4, 14>,
            ::googlenet_runtime::layers::Window<
                3,
                3,
                2,
                2,
                ::googlenet_runtime::layers::Ceil<
                    ::googlenet_runtime::layers::Pad<0, 1, 1, 0>,
                >,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::AvgPool2d<
            ::googlenet_runtime::Hwc<6, 4, 14>,
            ::googlenet_runtime::Hwc<6, 3, 14>,
            ::googlenet_runtime::layers::Window<
                1,
                2,
                1,
                1,
                ::googlenet_runtime::layers::Valid,
            >,
        >>::CHECK;
        const _: () = <::googlenet_runtime::layers::Concat<
            (
                ::googlenet_runtime::Hwc<6, 3, 14>,
                (
                    ::googlenet_runtime::Hwc<6, 3, 14>,
                    (
                        ::googlenet_runtime::Hwc<6, 3, 14>,
                        (::googlenet_runtime::Hwc<6, 3, 14>, ()),
                    ),
                ),
            ),
            ::googlenet_runtime::Hwc<6, 3, 56>,
        >>::CHECK;
    }
}
