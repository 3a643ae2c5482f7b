/// ResidualSmall, compiled from `specs/residual_small.yaml`.
///
///The network `ResidualSmall` of `specs/residual_small.yaml`.
pub struct ResidualSmall {
    ///`conv`, 32x24x3 to 32x24x12; line 27 of `specs/residual_small.yaml`.
    pub stem: ::googlenet_runtime::layers::Conv2d<
        residual_small::Hwc32x24x3,
        residual_small::Hwc32x24x12,
        residual_small::Window3x3By1x1Same,
    >,
    ///Block `stage` as `stage1`, 32x24x12 to 16x12x20; line 28 of `specs/residual_small.yaml`.
    pub stage1: residual_small::stage1::Stage1,
    ///Block `stage` as `stage2`, 16x12x20 to 8x6x36; line 29 of `specs/residual_small.yaml`.
    pub stage2: residual_small::stage2::Stage2,
    ///Block `bottleneck` as `more_1`, 8x6x36 to 8x6x36; line 30 of `specs/residual_small.yaml`.
    pub more_1: residual_small::more_1::More1,
    ///Block `bottleneck` as `more_2`, 8x6x36 to 8x6x36; line 30 of `specs/residual_small.yaml`.
    pub more_2: residual_small::more_2::More2,
    ///Block `bottleneck` as `more_3`, 8x6x36 to 8x6x36; line 30 of `specs/residual_small.yaml`.
    pub more_3: residual_small::more_3::More3,
    ///`conv`, 32x24x12 to 8x6x36; line 31 of `specs/residual_small.yaml`.
    pub shortcut: ::googlenet_runtime::layers::Conv2d<
        residual_small::Hwc32x24x12,
        residual_small::Hwc8x6x36,
        residual_small::Window1x1By4x4Same,
    >,
    ///`add`, 8x6x36 and 8x6x36 to 8x6x36; line 32 of `specs/residual_small.yaml`.
    pub merged: ::googlenet_runtime::layers::Add<
        (residual_small::Hwc8x6x36, (residual_small::Hwc8x6x36, ())),
        residual_small::Hwc8x6x36,
    >,
    ///`avg_pool`, 8x6x36 to 1x1x36; line 33 of `specs/residual_small.yaml`.
    pub pool: ::googlenet_runtime::layers::AvgPool2d<
        residual_small::Hwc8x6x36,
        residual_small::Hwc1x1x36,
        residual_small::Window8x6By8x6Same,
    >,
    ///`flatten`, 1x1x36 to 36; line 34 of `specs/residual_small.yaml`.
    pub flatten: ::googlenet_runtime::layers::Flatten<
        residual_small::Hwc1x1x36,
        residual_small::Flat36,
    >,
    ///`dense`, 36 to 10; line 35 of `specs/residual_small.yaml`.
    pub classes: ::googlenet_runtime::layers::Dense<
        residual_small::Flat36,
        residual_small::Flat10,
    >,
}
impl ResidualSmall {
    ///Number of parameters, moving statistics included.
    pub const PARAMS: ::core::primitive::u64 = 16625;
    ///Number of trainable parameters.
    pub const TRAINABLE_PARAMS: ::core::primitive::u64 = 16625;
    ///Number of trainable parameters, with those of heads that exist in training only.
    pub const TRAINING_PARAMS: ::core::primitive::u64 = 16625;
    ///Multiply-accumulates for one image, those with padding included.
    pub const MACS: ::core::primitive::u64 = 1512312;
    ///Bytes of the arena that a session holds for the activations of one image.
    pub const ARENA_BYTES: ::core::primitive::u64 = 121664;
    ///Bytes of the arena that training holds for the results and gradients of one image.
    pub const TRAINING_ARENA_BYTES: ::core::primitive::u64 = 364864;
    ///Bytes that a session of one thread holds at most beside packed weights, the arena included.
    pub const SESSION_BYTES: ::core::primitive::u64 = 454629;
    ///Creates the network with pseudo-random weights; the same seed gives the same weights.
    pub fn seeded(seed_: ::core::primitive::u64) -> Self {
        <Self as ::googlenet_runtime::TypedNetwork>::seeded(seed_)
    }
    ///Creates the network with the weights of a safetensors file.
    ///
    ///# Errors
    ///The file cannot be read or does not fit; every tensor that does not is listed.
    pub fn load<
        P: ::core::convert::AsRef<::googlenet_runtime::__private::std::path::Path>,
    >(path_: P) -> ::core::result::Result<Self, ::googlenet_runtime::Error> {
        <Self as ::googlenet_runtime::TypedNetwork>::load(path_)
    }
    ///Creates the network with the weights of the bytes of a safetensors file.
    ///
    ///# Errors
    ///The bytes do not fit; every tensor that does not is listed.
    pub fn from_bytes(
        bytes_: &[::core::primitive::u8],
    ) -> ::core::result::Result<Self, ::googlenet_runtime::Error> {
        <Self as ::googlenet_runtime::TypedNetwork>::from_bytes(bytes_)
    }
    ///Creates the network with the weights of a reader of a safetensors file.
    ///
    ///# Errors
    ///The reader fails or does not fit; every tensor that does not is listed.
    pub fn from_reader<R: ::googlenet_runtime::__private::std::io::Read>(
        reader_: R,
    ) -> ::core::result::Result<Self, ::googlenet_runtime::Error> {
        <Self as ::googlenet_runtime::TypedNetwork>::from_reader(reader_)
    }
    ///Replaces the weights by those of a safetensors file.
    ///
    ///# Errors
    ///The file cannot be read or does not fit; the weights are then as they were.
    pub fn load_weights<
        P: ::core::convert::AsRef<::googlenet_runtime::__private::std::path::Path>,
    >(&mut self, path_: P) -> ::core::result::Result<(), ::googlenet_runtime::Error> {
        ::googlenet_runtime::Network::load_weights(self, path_)
    }
    ///Loads the tensors whose names begin with `prefix`; the report lists the weights that were not changed.
    ///
    ///# Errors
    ///The file cannot be read, or a tensor has another shape.
    pub fn load_weights_prefixed<
        P: ::core::convert::AsRef<::googlenet_runtime::__private::std::path::Path>,
    >(
        &mut self,
        path_: P,
        prefix_: &::core::primitive::str,
    ) -> ::core::result::Result<
        ::googlenet_runtime::weights::LoadReport,
        ::googlenet_runtime::Error,
    > {
        ::googlenet_runtime::Network::load_weights_prefixed(self, path_, prefix_)
    }
    ///Writes the weights to a safetensors file.
    ///
    ///# Errors
    ///The file cannot be written.
    pub fn save_weights<
        P: ::core::convert::AsRef<::googlenet_runtime::__private::std::path::Path>,
    >(&self, path_: P) -> ::core::result::Result<(), ::googlenet_runtime::Error> {
        ::googlenet_runtime::Network::save_weights(self, path_)
    }
    ///Creates a session on `threads` threads, the caller's included.
    pub fn session(
        &self,
        threads_: ::core::primitive::usize,
    ) -> ::googlenet_runtime::Session<residual_small::Input, residual_small::Output> {
        <Self as ::googlenet_runtime::TypedNetwork>::session(self, threads_)
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
    ///Returns how the network is trained, as the description says, or the default.
    pub fn training() -> ::googlenet_runtime::graph::training::Training {
        ::googlenet_runtime::__private::training(
            <Self as ::googlenet_runtime::TypedNetwork>::TRAINING,
        )
    }
    ///Returns the layer with the path `name`; `None` if there is none.
    pub fn layer(
        &self,
        name_: &::core::primitive::str,
    ) -> ::core::option::Option<&::googlenet_runtime::Layer> {
        ::googlenet_runtime::Network::layer(self, name_)
    }
    ///Returns the L2 penalty: the sum over all kernels of their L2 factor times their sum of squares.
    pub fn l2_penalty(&self) -> ::core::primitive::f64 {
        ::googlenet_runtime::Network::l2_penalty(self)
    }
    ///Runs the network layer by layer on the calling thread; a session is faster.
    #[inline]
    pub fn forward(
        &self,
        input_: &::googlenet_runtime::Tensor<residual_small::Input>,
    ) -> ::googlenet_runtime::Tensor<residual_small::Output> {
        let __stem = self.stem.forward(input_);
        let __stage1 = self.stage1.forward(&__stem);
        let __stage2 = self.stage2.forward(&__stage1);
        let __more_1 = self.more_1.forward(&__stage2);
        let __more_2 = self.more_2.forward(&__more_1);
        let __more_3 = self.more_3.forward(&__more_2);
        let __shortcut = self.shortcut.forward(&__stem);
        let __merged = self.merged.forward((&__more_3, (&__shortcut, ())));
        let __pool = self.pool.forward(&__merged);
        let __flatten = self.flatten.forward(&__pool);
        let __classes = self.classes.forward(&__flatten);
        __classes
    }
}
impl ::core::clone::Clone for ResidualSmall {
    fn clone(&self) -> Self {
        ::googlenet_runtime::__private::clone(self)
    }
}
impl ::core::fmt::Debug for ResidualSmall {
    fn fmt(&self, __formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::googlenet_runtime::__private::debug(
            self,
            ::core::stringify!(ResidualSmall),
            __formatter,
        )
    }
}
impl ::googlenet_runtime::__private::Sealed for ResidualSmall {}
impl ::googlenet_runtime::Network for ResidualSmall {
    fn graph(&self) -> ::googlenet_runtime::__private::dsl::graph::Graph {
        <Self as ::googlenet_runtime::TypedNetwork>::portable_graph()
    }
    fn layers(
        &self,
    ) -> ::googlenet_runtime::__private::std::vec::Vec<&::googlenet_runtime::Layer> {
        ::googlenet_runtime::__private::layers([
            &self.stem.0,
            &self.stage1.down.0,
            &self.stage1.first.narrow.0,
            &self.stage1.first.middle.0,
            &self.stage1.first.widen.0,
            &self.stage1.first.sum.join.0,
            &self.stage1.first.sum.activation.0,
            &self.stage1.second.narrow.0,
            &self.stage1.second.middle.0,
            &self.stage1.second.widen.0,
            &self.stage1.second.sum.join.0,
            &self.stage1.second.sum.activation.0,
            &self.stage2.down.0,
            &self.stage2.first.narrow.0,
            &self.stage2.first.middle.0,
            &self.stage2.first.widen.0,
            &self.stage2.first.sum.join.0,
            &self.stage2.first.sum.activation.0,
            &self.stage2.second.narrow.0,
            &self.stage2.second.middle.0,
            &self.stage2.second.widen.0,
            &self.stage2.second.sum.join.0,
            &self.stage2.second.sum.activation.0,
            &self.more_1.narrow.0,
            &self.more_1.middle.0,
            &self.more_1.widen.0,
            &self.more_1.sum.join.0,
            &self.more_1.sum.activation.0,
            &self.more_2.narrow.0,
            &self.more_2.middle.0,
            &self.more_2.widen.0,
            &self.more_2.sum.join.0,
            &self.more_2.sum.activation.0,
            &self.more_3.narrow.0,
            &self.more_3.middle.0,
            &self.more_3.widen.0,
            &self.more_3.sum.join.0,
            &self.more_3.sum.activation.0,
            &self.shortcut.0,
            &self.merged.0,
            &self.pool.0,
            &self.flatten.0,
            &self.classes.0,
        ])
    }
    fn layers_mut(
        &mut self,
    ) -> ::googlenet_runtime::__private::std::vec::Vec<
        ::googlenet_runtime::LayerMut<'_>,
    > {
        ::googlenet_runtime::__private::layers_mut([
            &mut self.stem.0,
            &mut self.stage1.down.0,
            &mut self.stage1.first.narrow.0,
            &mut self.stage1.first.middle.0,
            &mut self.stage1.first.widen.0,
            &mut self.stage1.first.sum.join.0,
            &mut self.stage1.first.sum.activation.0,
            &mut self.stage1.second.narrow.0,
            &mut self.stage1.second.middle.0,
            &mut self.stage1.second.widen.0,
            &mut self.stage1.second.sum.join.0,
            &mut self.stage1.second.sum.activation.0,
            &mut self.stage2.down.0,
            &mut self.stage2.first.narrow.0,
            &mut self.stage2.first.middle.0,
            &mut self.stage2.first.widen.0,
            &mut self.stage2.first.sum.join.0,
            &mut self.stage2.first.sum.activation.0,
            &mut self.stage2.second.narrow.0,
            &mut self.stage2.second.middle.0,
            &mut self.stage2.second.widen.0,
            &mut self.stage2.second.sum.join.0,
            &mut self.stage2.second.sum.activation.0,
            &mut self.more_1.narrow.0,
            &mut self.more_1.middle.0,
            &mut self.more_1.widen.0,
            &mut self.more_1.sum.join.0,
            &mut self.more_1.sum.activation.0,
            &mut self.more_2.narrow.0,
            &mut self.more_2.middle.0,
            &mut self.more_2.widen.0,
            &mut self.more_2.sum.join.0,
            &mut self.more_2.sum.activation.0,
            &mut self.more_3.narrow.0,
            &mut self.more_3.middle.0,
            &mut self.more_3.widen.0,
            &mut self.more_3.sum.join.0,
            &mut self.more_3.sum.activation.0,
            &mut self.shortcut.0,
            &mut self.merged.0,
            &mut self.pool.0,
            &mut self.flatten.0,
            &mut self.classes.0,
        ])
    }
}
impl ::googlenet_runtime::TypedNetwork for ResidualSmall {
    type Input = residual_small::Input;
    type Output = residual_small::Output;
    const PARAMS: ::core::primitive::u64 = 16625;
    const TRAINABLE_PARAMS: ::core::primitive::u64 = 16625;
    const TRAINING_PARAMS: ::core::primitive::u64 = 16625;
    const MACS: ::core::primitive::u64 = 1512312;
    const ARENA_BYTES: ::core::primitive::u64 = 121664;
    const TRAINING_ARENA_BYTES: ::core::primitive::u64 = 364864;
    const SESSION_BYTES: ::core::primitive::u64 = 454629;
    fn definition() -> &'static ::googlenet_runtime::__private::dsl::graph::Definition {
        static DEFINITION: ::googlenet_runtime::__private::Definition = ::googlenet_runtime::__private::Definition::new(
            "ResidualSmall",
            "
            $input 4 [] input 32,24,3
            stem 27 [0] conv filters=12 kernel=3,3 padding=same activation=relu l2=0.0001
            stage1.down 22 [1] conv filters=20 kernel=3,3 stride=2,2 padding=same activation=relu l2=0.0001
            stage1.first.narrow 14 [2] conv filters=7 kernel=1,1 padding=same activation=relu l2=0.0001
            stage1.first.middle 15 [3] conv filters=7 kernel=3,3 padding=same activation=relu l2=0.0001
            stage1.first.widen 16 [4] conv filters=20 kernel=1,1 padding=same l2=0.0001
            stage1.first.sum 17 [2,5] add scale=true 1 0.5
            stage1.first.sum.activation 17 [6] activation function=relu
            stage1.second.narrow 14 [7] conv filters=7 kernel=1,1 padding=same activation=relu l2=0.0001
            stage1.second.middle 15 [8] conv filters=7 kernel=3,3 padding=same activation=relu l2=0.0001
            stage1.second.widen 16 [9] conv filters=20 kernel=1,1 padding=same l2=0.0001
            stage1.second.sum 17 [7,10] add scale=true 1 1
            stage1.second.sum.activation 17 [11] activation function=relu
            stage2.down 22 [12] conv filters=36 kernel=3,3 stride=2,2 padding=same activation=relu l2=0.0001
            stage2.first.narrow 14 [13] conv filters=10 kernel=1,1 padding=same activation=relu l2=0.0001
            stage2.first.middle 15 [14] conv filters=10 kernel=3,3 padding=same activation=relu l2=0.0001
            stage2.first.widen 16 [15] conv filters=36 kernel=1,1 padding=same l2=0.0001
            stage2.first.sum 17 [13,16] add scale=true 1 0.5
            stage2.first.sum.activation 17 [17] activation function=relu
            stage2.second.narrow 14 [18] conv filters=10 kernel=1,1 padding=same activation=relu l2=0.0001
            stage2.second.middle 15 [19] conv filters=10 kernel=3,3 padding=same activation=relu l2=0.0001
            stage2.second.widen 16 [20] conv filters=36 kernel=1,1 padding=same l2=0.0001
            stage2.second.sum 17 [18,21] add scale=true 1 1
            stage2.second.sum.activation 17 [22] activation function=relu
            more_1.narrow 14 [23] conv filters=5 kernel=1,1 padding=same activation=relu l2=0.0001
            more_1.middle 15 [24] conv filters=5 kernel=3,3 padding=same activation=relu l2=0.0001
            more_1.widen 16 [25] conv filters=36 kernel=1,1 padding=same l2=0.0001
            more_1.sum 17 [23,26] add scale=true 1 -0.25
            more_1.sum.activation 17 [27] activation function=relu
            more_2.narrow 14 [28] conv filters=5 kernel=1,1 padding=same activation=relu l2=0.0001
            more_2.middle 15 [29] conv filters=5 kernel=3,3 padding=same activation=relu l2=0.0001
            more_2.widen 16 [30] conv filters=36 kernel=1,1 padding=same l2=0.0001
            more_2.sum 17 [28,31] add scale=true 1 -0.25
            more_2.sum.activation 17 [32] activation function=relu
            more_3.narrow 14 [33] conv filters=5 kernel=1,1 padding=same activation=relu l2=0.0001
            more_3.middle 15 [34] conv filters=5 kernel=3,3 padding=same activation=relu l2=0.0001
            more_3.widen 16 [35] conv filters=36 kernel=1,1 padding=same l2=0.0001
            more_3.sum 17 [33,36] add scale=true 1 -0.25
            more_3.sum.activation 17 [37] activation function=relu
            shortcut 31 [1] conv filters=36 kernel=1,1 stride=4,4 padding=same l2=0.0001
            merged 32 [38,39] add
            pool 33 [40] avg_pool kernel=8,6 padding=same
            flatten 34 [41] flatten
            classes 35 [42] dense units=10 activation=softmax
            => classes 43
        ",
        );
        DEFINITION.get()
    }
    fn from_layers(__layers: ::googlenet_runtime::layers::Layers) -> Self {
        let [__layer1, __layer2, __layer3, __layer4, __layer5, __layer6, __layer7,
        __layer8, __layer9, __layer10, __layer11, __layer12, __layer13, __layer14,
        __layer15, __layer16, __layer17, __layer18, __layer19, __layer20, __layer21,
        __layer22, __layer23, __layer24, __layer25, __layer26, __layer27, __layer28,
        __layer29, __layer30, __layer31, __layer32, __layer33, __layer34, __layer35,
        __layer36, __layer37, __layer38, __layer39, __layer40, __layer41, __layer42,
        __layer43] = __layers.take();
        Self {
            stem: ::googlenet_runtime::layers::Conv2d(
                __layer1,
                ::googlenet_runtime::__private::PhantomData,
            ),
            stage1: residual_small::stage1::Stage1 {
                down: ::googlenet_runtime::layers::Conv2d(
                    __layer2,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                first: residual_small::stage1::first::First {
                    narrow: ::googlenet_runtime::layers::Conv2d(
                        __layer3,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    middle: ::googlenet_runtime::layers::Conv2d(
                        __layer4,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    widen: ::googlenet_runtime::layers::Conv2d(
                        __layer5,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    sum: residual_small::stage1::first::sum::Sum {
                        join: ::googlenet_runtime::layers::Add(
                            __layer6,
                            ::googlenet_runtime::__private::PhantomData,
                        ),
                        activation: ::googlenet_runtime::layers::Activate(
                            __layer7,
                            ::googlenet_runtime::__private::PhantomData,
                        ),
                    },
                },
                second: residual_small::stage1::second::Second {
                    narrow: ::googlenet_runtime::layers::Conv2d(
                        __layer8,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    middle: ::googlenet_runtime::layers::Conv2d(
                        __layer9,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    widen: ::googlenet_runtime::layers::Conv2d(
                        __layer10,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    sum: residual_small::stage1::second::sum::Sum {
                        join: ::googlenet_runtime::layers::Add(
                            __layer11,
                            ::googlenet_runtime::__private::PhantomData,
                        ),
                        activation: ::googlenet_runtime::layers::Activate(
                            __layer12,
                            ::googlenet_runtime::__private::PhantomData,
                        ),
                    },
                },
            },
            stage2: residual_small::stage2::Stage2 {
                down: ::googlenet_runtime::layers::Conv2d(
                    __layer13,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                first: residual_small::stage2::first::First {
                    narrow: ::googlenet_runtime::layers::Conv2d(
                        __layer14,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    middle: ::googlenet_runtime::layers::Conv2d(
                        __layer15,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    widen: ::googlenet_runtime::layers::Conv2d(
                        __layer16,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    sum: residual_small::stage2::first::sum::Sum {
                        join: ::googlenet_runtime::layers::Add(
                            __layer17,
                            ::googlenet_runtime::__private::PhantomData,
                        ),
                        activation: ::googlenet_runtime::layers::Activate(
                            __layer18,
                            ::googlenet_runtime::__private::PhantomData,
                        ),
                    },
                },
                second: residual_small::stage2::second::Second {
                    narrow: ::googlenet_runtime::layers::Conv2d(
                        __layer19,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    middle: ::googlenet_runtime::layers::Conv2d(
                        __layer20,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    widen: ::googlenet_runtime::layers::Conv2d(
                        __layer21,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    sum: residual_small::stage2::second::sum::Sum {
                        join: ::googlenet_runtime::layers::Add(
                            __layer22,
                            ::googlenet_runtime::__private::PhantomData,
                        ),
                        activation: ::googlenet_runtime::layers::Activate(
                            __layer23,
                            ::googlenet_runtime::__private::PhantomData,
                        ),
                    },
                },
            },
            more_1: residual_small::more_1::More1 {
                narrow: ::googlenet_runtime::layers::Conv2d(
                    __layer24,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                middle: ::googlenet_runtime::layers::Conv2d(
                    __layer25,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                widen: ::googlenet_runtime::layers::Conv2d(
                    __layer26,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                sum: residual_small::more_1::sum::Sum {
                    join: ::googlenet_runtime::layers::Add(
                        __layer27,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    activation: ::googlenet_runtime::layers::Activate(
                        __layer28,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                },
            },
            more_2: residual_small::more_2::More2 {
                narrow: ::googlenet_runtime::layers::Conv2d(
                    __layer29,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                middle: ::googlenet_runtime::layers::Conv2d(
                    __layer30,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                widen: ::googlenet_runtime::layers::Conv2d(
                    __layer31,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                sum: residual_small::more_2::sum::Sum {
                    join: ::googlenet_runtime::layers::Add(
                        __layer32,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    activation: ::googlenet_runtime::layers::Activate(
                        __layer33,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                },
            },
            more_3: residual_small::more_3::More3 {
                narrow: ::googlenet_runtime::layers::Conv2d(
                    __layer34,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                middle: ::googlenet_runtime::layers::Conv2d(
                    __layer35,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                widen: ::googlenet_runtime::layers::Conv2d(
                    __layer36,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                sum: residual_small::more_3::sum::Sum {
                    join: ::googlenet_runtime::layers::Add(
                        __layer37,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    activation: ::googlenet_runtime::layers::Activate(
                        __layer38,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                },
            },
            shortcut: ::googlenet_runtime::layers::Conv2d(
                __layer39,
                ::googlenet_runtime::__private::PhantomData,
            ),
            merged: ::googlenet_runtime::layers::Add(
                __layer40,
                ::googlenet_runtime::__private::PhantomData,
            ),
            pool: ::googlenet_runtime::layers::AvgPool2d(
                __layer41,
                ::googlenet_runtime::__private::PhantomData,
            ),
            flatten: ::googlenet_runtime::layers::Flatten(
                __layer42,
                ::googlenet_runtime::__private::PhantomData,
            ),
            classes: ::googlenet_runtime::layers::Dense(
                __layer43,
                ::googlenet_runtime::__private::PhantomData,
            ),
        }
    }
}
///The shapes and blocks of [`ResidualSmall`].
pub mod residual_small {
    ///The shape of the network's input.
    pub type Input = Hwc32x24x3;
    ///The shape of the network's output.
    pub type Output = Flat10;
    ///Block `stage` as `stage1`, 32x24x12 to 16x12x20; line 28 of `specs/residual_small.yaml`.
    pub mod stage1 {
        ///The shape of the block's input.
        pub type Input = super::Hwc32x24x12;
        ///The shape of the block's output.
        pub type Output = super::Hwc16x12x20;
        ///Block `stage` as `stage1`, 32x24x12 to 16x12x20; line 28 of `specs/residual_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Stage1 {
            ///`conv`, 32x24x12 to 16x12x20; line 22 of `specs/residual_small.yaml`.
            pub down: ::googlenet_runtime::layers::Conv2d<
                super::Hwc32x24x12,
                super::Hwc16x12x20,
                super::Window3x3By2x2Same,
            >,
            ///Block `bottleneck` as `first`, 16x12x20 to 16x12x20; line 23 of `specs/residual_small.yaml`.
            pub first: first::First,
            ///Block `bottleneck` as `second`, 16x12x20 to 16x12x20; line 24 of `specs/residual_small.yaml`.
            pub second: second::Second,
        }
        impl ::core::fmt::Debug for Stage1 {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Stage1 (32x24x12 to 16x12x20)")
            }
        }
        impl Stage1 {
            ///Runs the layers on the calling thread.
            #[inline]
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let down = self.down.forward(input);
                let first = self.first.forward(&down);
                let second = self.second.forward(&first);
                second
            }
        }
        ///Block `bottleneck` as `first`, 16x12x20 to 16x12x20; line 23 of `specs/residual_small.yaml`.
        pub mod first {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc16x12x20;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc16x12x20;
            ///Block `bottleneck` as `first`, 16x12x20 to 16x12x20; line 23 of `specs/residual_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct First {
                ///`conv`, 16x12x20 to 16x12x7; line 14 of `specs/residual_small.yaml`.
                pub narrow: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc16x12x20,
                    super::super::Hwc16x12x7,
                    super::super::Window1x1By1x1Same,
                >,
                ///`conv`, 16x12x7 to 16x12x7; line 15 of `specs/residual_small.yaml`.
                pub middle: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc16x12x7,
                    super::super::Hwc16x12x7,
                    super::super::Window3x3By1x1Same,
                >,
                ///`conv`, 16x12x7 to 16x12x20; line 16 of `specs/residual_small.yaml`.
                pub widen: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc16x12x7,
                    super::super::Hwc16x12x20,
                    super::super::Window1x1By1x1Same,
                >,
                ///Branches of `sum`, 16x12x20 to 16x12x20; line 17 of `specs/residual_small.yaml`.
                pub sum: sum::Sum,
            }
            impl ::core::fmt::Debug for First {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("First (16x12x20 to 16x12x20)")
                }
            }
            impl First {
                ///Runs the layers on the calling thread.
                #[inline]
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
            }
            ///Branches of `sum`, 16x12x20 to 16x12x20; line 17 of `specs/residual_small.yaml`.
            pub mod sum {
                ///The shape of the block's input.
                pub type Input = super::super::super::Hwc16x12x20;
                ///The shape of the block's output.
                pub type Output = super::super::super::Hwc16x12x20;
                ///Branches of `sum`, 16x12x20 to 16x12x20; line 17 of `specs/residual_small.yaml`.
                #[derive(::core::clone::Clone)]
                pub struct Sum {
                    ///`add`, 16x12x20 and 16x12x20 to 16x12x20; line 17 of `specs/residual_small.yaml`.
                    pub join: ::googlenet_runtime::layers::Add<
                        (
                            super::super::super::Hwc16x12x20,
                            (super::super::super::Hwc16x12x20, ()),
                        ),
                        super::super::super::Hwc16x12x20,
                    >,
                    ///`activation`, 16x12x20 to 16x12x20; line 17 of `specs/residual_small.yaml`.
                    pub activation: ::googlenet_runtime::layers::Activate<
                        super::super::super::Hwc16x12x20,
                    >,
                }
                impl ::core::fmt::Debug for Sum {
                    #[inline]
                    fn fmt(
                        &self,
                        f: &mut ::core::fmt::Formatter<'_>,
                    ) -> ::core::fmt::Result {
                        f.write_str("Sum (16x12x20 to 16x12x20)")
                    }
                }
            }
        }
        ///Block `bottleneck` as `second`, 16x12x20 to 16x12x20; line 24 of `specs/residual_small.yaml`.
        pub mod second {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc16x12x20;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc16x12x20;
            ///Block `bottleneck` as `second`, 16x12x20 to 16x12x20; line 24 of `specs/residual_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Second {
                ///`conv`, 16x12x20 to 16x12x7; line 14 of `specs/residual_small.yaml`.
                pub narrow: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc16x12x20,
                    super::super::Hwc16x12x7,
                    super::super::Window1x1By1x1Same,
                >,
                ///`conv`, 16x12x7 to 16x12x7; line 15 of `specs/residual_small.yaml`.
                pub middle: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc16x12x7,
                    super::super::Hwc16x12x7,
                    super::super::Window3x3By1x1Same,
                >,
                ///`conv`, 16x12x7 to 16x12x20; line 16 of `specs/residual_small.yaml`.
                pub widen: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc16x12x7,
                    super::super::Hwc16x12x20,
                    super::super::Window1x1By1x1Same,
                >,
                ///Branches of `sum`, 16x12x20 to 16x12x20; line 17 of `specs/residual_small.yaml`.
                pub sum: sum::Sum,
            }
            impl ::core::fmt::Debug for Second {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Second (16x12x20 to 16x12x20)")
                }
            }
            impl Second {
                ///Runs the layers on the calling thread.
                #[inline]
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
            }
            ///Branches of `sum`, 16x12x20 to 16x12x20; line 17 of `specs/residual_small.yaml`.
            pub mod sum {
                ///The shape of the block's input.
                pub type Input = super::super::super::Hwc16x12x20;
                ///The shape of the block's output.
                pub type Output = super::super::super::Hwc16x12x20;
                ///Branches of `sum`, 16x12x20 to 16x12x20; line 17 of `specs/residual_small.yaml`.
                #[derive(::core::clone::Clone)]
                pub struct Sum {
                    ///`add`, 16x12x20 and 16x12x20 to 16x12x20; line 17 of `specs/residual_small.yaml`.
                    pub join: ::googlenet_runtime::layers::Add<
                        (
                            super::super::super::Hwc16x12x20,
                            (super::super::super::Hwc16x12x20, ()),
                        ),
                        super::super::super::Hwc16x12x20,
                    >,
                    ///`activation`, 16x12x20 to 16x12x20; line 17 of `specs/residual_small.yaml`.
                    pub activation: ::googlenet_runtime::layers::Activate<
                        super::super::super::Hwc16x12x20,
                    >,
                }
                impl ::core::fmt::Debug for Sum {
                    #[inline]
                    fn fmt(
                        &self,
                        f: &mut ::core::fmt::Formatter<'_>,
                    ) -> ::core::fmt::Result {
                        f.write_str("Sum (16x12x20 to 16x12x20)")
                    }
                }
            }
        }
    }
    ///Block `stage` as `stage2`, 16x12x20 to 8x6x36; line 29 of `specs/residual_small.yaml`.
    pub mod stage2 {
        ///The shape of the block's input.
        pub type Input = super::Hwc16x12x20;
        ///The shape of the block's output.
        pub type Output = super::Hwc8x6x36;
        ///Block `stage` as `stage2`, 16x12x20 to 8x6x36; line 29 of `specs/residual_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Stage2 {
            ///`conv`, 16x12x20 to 8x6x36; line 22 of `specs/residual_small.yaml`.
            pub down: ::googlenet_runtime::layers::Conv2d<
                super::Hwc16x12x20,
                super::Hwc8x6x36,
                super::Window3x3By2x2Same,
            >,
            ///Block `bottleneck` as `first`, 8x6x36 to 8x6x36; line 23 of `specs/residual_small.yaml`.
            pub first: first::First,
            ///Block `bottleneck` as `second`, 8x6x36 to 8x6x36; line 24 of `specs/residual_small.yaml`.
            pub second: second::Second,
        }
        impl ::core::fmt::Debug for Stage2 {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Stage2 (16x12x20 to 8x6x36)")
            }
        }
        impl Stage2 {
            ///Runs the layers on the calling thread.
            #[inline]
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let down = self.down.forward(input);
                let first = self.first.forward(&down);
                let second = self.second.forward(&first);
                second
            }
        }
        ///Block `bottleneck` as `first`, 8x6x36 to 8x6x36; line 23 of `specs/residual_small.yaml`.
        pub mod first {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc8x6x36;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc8x6x36;
            ///Block `bottleneck` as `first`, 8x6x36 to 8x6x36; line 23 of `specs/residual_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct First {
                ///`conv`, 8x6x36 to 8x6x10; line 14 of `specs/residual_small.yaml`.
                pub narrow: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc8x6x36,
                    super::super::Hwc8x6x10,
                    super::super::Window1x1By1x1Same,
                >,
                ///`conv`, 8x6x10 to 8x6x10; line 15 of `specs/residual_small.yaml`.
                pub middle: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc8x6x10,
                    super::super::Hwc8x6x10,
                    super::super::Window3x3By1x1Same,
                >,
                ///`conv`, 8x6x10 to 8x6x36; line 16 of `specs/residual_small.yaml`.
                pub widen: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc8x6x10,
                    super::super::Hwc8x6x36,
                    super::super::Window1x1By1x1Same,
                >,
                ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
                pub sum: sum::Sum,
            }
            impl ::core::fmt::Debug for First {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("First (8x6x36 to 8x6x36)")
                }
            }
            impl First {
                ///Runs the layers on the calling thread.
                #[inline]
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
            }
            ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
            pub mod sum {
                ///The shape of the block's input.
                pub type Input = super::super::super::Hwc8x6x36;
                ///The shape of the block's output.
                pub type Output = super::super::super::Hwc8x6x36;
                ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
                #[derive(::core::clone::Clone)]
                pub struct Sum {
                    ///`add`, 8x6x36 and 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
                    pub join: ::googlenet_runtime::layers::Add<
                        (
                            super::super::super::Hwc8x6x36,
                            (super::super::super::Hwc8x6x36, ()),
                        ),
                        super::super::super::Hwc8x6x36,
                    >,
                    ///`activation`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
                    pub activation: ::googlenet_runtime::layers::Activate<
                        super::super::super::Hwc8x6x36,
                    >,
                }
                impl ::core::fmt::Debug for Sum {
                    #[inline]
                    fn fmt(
                        &self,
                        f: &mut ::core::fmt::Formatter<'_>,
                    ) -> ::core::fmt::Result {
                        f.write_str("Sum (8x6x36 to 8x6x36)")
                    }
                }
            }
        }
        ///Block `bottleneck` as `second`, 8x6x36 to 8x6x36; line 24 of `specs/residual_small.yaml`.
        pub mod second {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc8x6x36;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc8x6x36;
            ///Block `bottleneck` as `second`, 8x6x36 to 8x6x36; line 24 of `specs/residual_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Second {
                ///`conv`, 8x6x36 to 8x6x10; line 14 of `specs/residual_small.yaml`.
                pub narrow: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc8x6x36,
                    super::super::Hwc8x6x10,
                    super::super::Window1x1By1x1Same,
                >,
                ///`conv`, 8x6x10 to 8x6x10; line 15 of `specs/residual_small.yaml`.
                pub middle: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc8x6x10,
                    super::super::Hwc8x6x10,
                    super::super::Window3x3By1x1Same,
                >,
                ///`conv`, 8x6x10 to 8x6x36; line 16 of `specs/residual_small.yaml`.
                pub widen: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc8x6x10,
                    super::super::Hwc8x6x36,
                    super::super::Window1x1By1x1Same,
                >,
                ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
                pub sum: sum::Sum,
            }
            impl ::core::fmt::Debug for Second {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Second (8x6x36 to 8x6x36)")
                }
            }
            impl Second {
                ///Runs the layers on the calling thread.
                #[inline]
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
            }
            ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
            pub mod sum {
                ///The shape of the block's input.
                pub type Input = super::super::super::Hwc8x6x36;
                ///The shape of the block's output.
                pub type Output = super::super::super::Hwc8x6x36;
                ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
                #[derive(::core::clone::Clone)]
                pub struct Sum {
                    ///`add`, 8x6x36 and 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
                    pub join: ::googlenet_runtime::layers::Add<
                        (
                            super::super::super::Hwc8x6x36,
                            (super::super::super::Hwc8x6x36, ()),
                        ),
                        super::super::super::Hwc8x6x36,
                    >,
                    ///`activation`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
                    pub activation: ::googlenet_runtime::layers::Activate<
                        super::super::super::Hwc8x6x36,
                    >,
                }
                impl ::core::fmt::Debug for Sum {
                    #[inline]
                    fn fmt(
                        &self,
                        f: &mut ::core::fmt::Formatter<'_>,
                    ) -> ::core::fmt::Result {
                        f.write_str("Sum (8x6x36 to 8x6x36)")
                    }
                }
            }
        }
    }
    ///Block `bottleneck` as `more_1`, 8x6x36 to 8x6x36; line 30 of `specs/residual_small.yaml`.
    pub mod more_1 {
        ///The shape of the block's input.
        pub type Input = super::Hwc8x6x36;
        ///The shape of the block's output.
        pub type Output = super::Hwc8x6x36;
        ///Block `bottleneck` as `more_1`, 8x6x36 to 8x6x36; line 30 of `specs/residual_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct More1 {
            ///`conv`, 8x6x36 to 8x6x5; line 14 of `specs/residual_small.yaml`.
            pub narrow: ::googlenet_runtime::layers::Conv2d<
                super::Hwc8x6x36,
                super::Hwc8x6x5,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 8x6x5 to 8x6x5; line 15 of `specs/residual_small.yaml`.
            pub middle: ::googlenet_runtime::layers::Conv2d<
                super::Hwc8x6x5,
                super::Hwc8x6x5,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 8x6x5 to 8x6x36; line 16 of `specs/residual_small.yaml`.
            pub widen: ::googlenet_runtime::layers::Conv2d<
                super::Hwc8x6x5,
                super::Hwc8x6x36,
                super::Window1x1By1x1Same,
            >,
            ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
            pub sum: sum::Sum,
        }
        impl ::core::fmt::Debug for More1 {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("More1 (8x6x36 to 8x6x36)")
            }
        }
        impl More1 {
            ///Runs the layers on the calling thread.
            #[inline]
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
        }
        ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
        pub mod sum {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc8x6x36;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc8x6x36;
            ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Sum {
                ///`add`, 8x6x36 and 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
                pub join: ::googlenet_runtime::layers::Add<
                    (super::super::Hwc8x6x36, (super::super::Hwc8x6x36, ())),
                    super::super::Hwc8x6x36,
                >,
                ///`activation`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    super::super::Hwc8x6x36,
                >,
            }
            impl ::core::fmt::Debug for Sum {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Sum (8x6x36 to 8x6x36)")
                }
            }
        }
    }
    ///Block `bottleneck` as `more_2`, 8x6x36 to 8x6x36; line 30 of `specs/residual_small.yaml`.
    pub mod more_2 {
        ///The shape of the block's input.
        pub type Input = super::Hwc8x6x36;
        ///The shape of the block's output.
        pub type Output = super::Hwc8x6x36;
        ///Block `bottleneck` as `more_2`, 8x6x36 to 8x6x36; line 30 of `specs/residual_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct More2 {
            ///`conv`, 8x6x36 to 8x6x5; line 14 of `specs/residual_small.yaml`.
            pub narrow: ::googlenet_runtime::layers::Conv2d<
                super::Hwc8x6x36,
                super::Hwc8x6x5,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 8x6x5 to 8x6x5; line 15 of `specs/residual_small.yaml`.
            pub middle: ::googlenet_runtime::layers::Conv2d<
                super::Hwc8x6x5,
                super::Hwc8x6x5,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 8x6x5 to 8x6x36; line 16 of `specs/residual_small.yaml`.
            pub widen: ::googlenet_runtime::layers::Conv2d<
                super::Hwc8x6x5,
                super::Hwc8x6x36,
                super::Window1x1By1x1Same,
            >,
            ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
            pub sum: sum::Sum,
        }
        impl ::core::fmt::Debug for More2 {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("More2 (8x6x36 to 8x6x36)")
            }
        }
        impl More2 {
            ///Runs the layers on the calling thread.
            #[inline]
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
        }
        ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
        pub mod sum {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc8x6x36;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc8x6x36;
            ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Sum {
                ///`add`, 8x6x36 and 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
                pub join: ::googlenet_runtime::layers::Add<
                    (super::super::Hwc8x6x36, (super::super::Hwc8x6x36, ())),
                    super::super::Hwc8x6x36,
                >,
                ///`activation`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    super::super::Hwc8x6x36,
                >,
            }
            impl ::core::fmt::Debug for Sum {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Sum (8x6x36 to 8x6x36)")
                }
            }
        }
    }
    ///Block `bottleneck` as `more_3`, 8x6x36 to 8x6x36; line 30 of `specs/residual_small.yaml`.
    pub mod more_3 {
        ///The shape of the block's input.
        pub type Input = super::Hwc8x6x36;
        ///The shape of the block's output.
        pub type Output = super::Hwc8x6x36;
        ///Block `bottleneck` as `more_3`, 8x6x36 to 8x6x36; line 30 of `specs/residual_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct More3 {
            ///`conv`, 8x6x36 to 8x6x5; line 14 of `specs/residual_small.yaml`.
            pub narrow: ::googlenet_runtime::layers::Conv2d<
                super::Hwc8x6x36,
                super::Hwc8x6x5,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 8x6x5 to 8x6x5; line 15 of `specs/residual_small.yaml`.
            pub middle: ::googlenet_runtime::layers::Conv2d<
                super::Hwc8x6x5,
                super::Hwc8x6x5,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 8x6x5 to 8x6x36; line 16 of `specs/residual_small.yaml`.
            pub widen: ::googlenet_runtime::layers::Conv2d<
                super::Hwc8x6x5,
                super::Hwc8x6x36,
                super::Window1x1By1x1Same,
            >,
            ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
            pub sum: sum::Sum,
        }
        impl ::core::fmt::Debug for More3 {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("More3 (8x6x36 to 8x6x36)")
            }
        }
        impl More3 {
            ///Runs the layers on the calling thread.
            #[inline]
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
        }
        ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
        pub mod sum {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc8x6x36;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc8x6x36;
            ///Branches of `sum`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Sum {
                ///`add`, 8x6x36 and 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
                pub join: ::googlenet_runtime::layers::Add<
                    (super::super::Hwc8x6x36, (super::super::Hwc8x6x36, ())),
                    super::super::Hwc8x6x36,
                >,
                ///`activation`, 8x6x36 to 8x6x36; line 17 of `specs/residual_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    super::super::Hwc8x6x36,
                >,
            }
            impl ::core::fmt::Debug for Sum {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Sum (8x6x36 to 8x6x36)")
                }
            }
        }
    }
    const _: [(); 18usize] = [
        <::googlenet_runtime::layers::Conv2d<
            Hwc32x24x3,
            Hwc32x24x12,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc32x24x12,
            Hwc16x12x20,
            Window3x3By2x2Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc16x12x20,
            Hwc16x12x7,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc16x12x7,
            Hwc16x12x7,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc16x12x7,
            Hwc16x12x20,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Add<
            (Hwc16x12x20, (Hwc16x12x20, ())),
            Hwc16x12x20,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc16x12x20,
            Hwc8x6x36,
            Window3x3By2x2Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc8x6x36,
            Hwc8x6x10,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc8x6x10,
            Hwc8x6x10,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc8x6x10,
            Hwc8x6x36,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Add<
            (Hwc8x6x36, (Hwc8x6x36, ())),
            Hwc8x6x36,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc8x6x36,
            Hwc8x6x5,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc8x6x5,
            Hwc8x6x5,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc8x6x5,
            Hwc8x6x36,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc32x24x12,
            Hwc8x6x36,
            Window1x1By4x4Same,
        >>::CHECK,
        <::googlenet_runtime::layers::AvgPool2d<
            Hwc8x6x36,
            Hwc1x1x36,
            Window8x6By8x6Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Flatten<Hwc1x1x36, Flat36>>::CHECK,
        <::googlenet_runtime::layers::Dense<Flat36, Flat10>>::CHECK,
    ];
    pub(super) type Flat10 = ::googlenet_runtime::Flat<10>;
    pub(super) type Flat36 = ::googlenet_runtime::Flat<36>;
    pub(super) type Hwc16x12x20 = ::googlenet_runtime::Hwc<16, 12, 20>;
    pub(super) type Hwc16x12x7 = ::googlenet_runtime::Hwc<16, 12, 7>;
    pub(super) type Hwc1x1x36 = ::googlenet_runtime::Hwc<1, 1, 36>;
    pub(super) type Hwc32x24x12 = ::googlenet_runtime::Hwc<32, 24, 12>;
    pub(super) type Hwc32x24x3 = ::googlenet_runtime::Hwc<32, 24, 3>;
    pub(super) type Hwc8x6x10 = ::googlenet_runtime::Hwc<8, 6, 10>;
    pub(super) type Hwc8x6x36 = ::googlenet_runtime::Hwc<8, 6, 36>;
    pub(super) type Hwc8x6x5 = ::googlenet_runtime::Hwc<8, 6, 5>;
    pub(super) type Window1x1By1x1Same = ::googlenet_runtime::layers::Window<
        1,
        1,
        1,
        1,
        ::googlenet_runtime::layers::Same,
    >;
    pub(super) type Window1x1By4x4Same = ::googlenet_runtime::layers::Window<
        1,
        1,
        4,
        4,
        ::googlenet_runtime::layers::Same,
    >;
    pub(super) type Window3x3By1x1Same = ::googlenet_runtime::layers::Window<
        3,
        3,
        1,
        1,
        ::googlenet_runtime::layers::Same,
    >;
    pub(super) type Window3x3By2x2Same = ::googlenet_runtime::layers::Window<
        3,
        3,
        2,
        2,
        ::googlenet_runtime::layers::Same,
    >;
    pub(super) type Window8x6By8x6Same = ::googlenet_runtime::layers::Window<
        8,
        6,
        8,
        6,
        ::googlenet_runtime::layers::Same,
    >;
}
