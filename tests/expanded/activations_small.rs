/// ActivationsSmall, compiled from `specs/activations_small.yaml`.
///
///The network `ActivationsSmall` of `specs/activations_small.yaml`.
pub struct ActivationsSmall {
    ///`conv`, 31x29x3 to 31x29x18; line 18 of `specs/activations_small.yaml`.
    pub stem: ::googlenet_runtime::layers::Conv2d<
        activations_small::Hwc31x29x3,
        activations_small::Hwc31x29x18,
        activations_small::Window3x3By1x1Same,
    >,
    ///`max_pool`, 31x29x18 to 15x14x18; line 19 of `specs/activations_small.yaml`.
    pub pool: ::googlenet_runtime::layers::MaxPool2d<
        activations_small::Hwc31x29x18,
        activations_small::Hwc15x14x18,
        activations_small::Window2x2By2x2Valid,
    >,
    ///Block `residual` as `first`, 15x14x18 to 15x14x20; line 20 of `specs/activations_small.yaml`.
    pub first: activations_small::first::First,
    ///`prelu`, 15x14x20 to 15x14x20; line 21 of `specs/activations_small.yaml`.
    pub slopes: ::googlenet_runtime::layers::Prelu<activations_small::Hwc15x14x20>,
    ///Block `residual` as `second`, 15x14x20 to 15x14x12; line 22 of `specs/activations_small.yaml`.
    pub second: activations_small::second::Second,
    ///Block `residual` as `third`, 15x14x12 to 15x14x9; line 23 of `specs/activations_small.yaml`.
    pub third: activations_small::third::Third,
    ///`prelu`, 15x14x9 to 15x14x9; line 24 of `specs/activations_small.yaml`.
    pub slope: ::googlenet_runtime::layers::Prelu<activations_small::Hwc15x14x9>,
    ///Block `residual` as `fourth`, 15x14x9 to 15x14x17; line 25 of `specs/activations_small.yaml`.
    pub fourth: activations_small::fourth::Fourth,
    ///Block `residual` as `fifth`, 15x14x17 to 15x14x8; line 26 of `specs/activations_small.yaml`.
    pub fifth: activations_small::fifth::Fifth,
    ///`activation`, 15x14x8 to 15x14x8; line 27 of `specs/activations_small.yaml`.
    pub smooth: ::googlenet_runtime::layers::Activate<activations_small::Hwc15x14x8>,
    ///`global_avg_pool`, 15x14x8 to 8; line 28 of `specs/activations_small.yaml`.
    pub vector: ::googlenet_runtime::layers::GlobalAvgPool2d<
        activations_small::Hwc15x14x8,
        activations_small::Flat8,
    >,
    ///`dense`, 8 to 21; line 29 of `specs/activations_small.yaml`.
    pub hidden: ::googlenet_runtime::layers::Dense<
        activations_small::Flat8,
        activations_small::Flat21,
    >,
    ///`prelu`, 21 to 21; line 30 of `specs/activations_small.yaml`.
    pub learned: ::googlenet_runtime::layers::Prelu<activations_small::Flat21>,
    ///`activation`, 21 to 21; line 31 of `specs/activations_small.yaml`.
    pub again: ::googlenet_runtime::layers::Activate<activations_small::Flat21>,
    ///`dense`, 21 to 5; line 32 of `specs/activations_small.yaml`.
    pub classes: ::googlenet_runtime::layers::Dense<
        activations_small::Flat21,
        activations_small::Flat5,
    >,
}
impl ActivationsSmall {
    ///Number of parameters, moving statistics included.
    pub const PARAMS: ::core::primitive::u64 = 10947;
    ///Number of trainable parameters.
    pub const TRAINABLE_PARAMS: ::core::primitive::u64 = 10947;
    ///Number of trainable parameters, with those of heads that exist in training only.
    pub const TRAINING_PARAMS: ::core::primitive::u64 = 10947;
    ///Multiply-accumulates for one image, those with padding included.
    pub const MACS: ::core::primitive::u64 = 2530887;
    ///Bytes of the arena that a session holds for the activations of one image.
    pub const ARENA_BYTES: ::core::primitive::u64 = 56576;
    ///Bytes of the arena that training holds for the results and gradients of one image.
    pub const TRAINING_ARENA_BYTES: ::core::primitive::u64 = 489536;
    ///Bytes that a session of one thread holds at most beside packed weights, the arena included.
    pub const SESSION_BYTES: ::core::primitive::u64 = 258712;
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
    ) -> ::googlenet_runtime::Session<
        activations_small::Input,
        activations_small::Output,
    > {
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
        input_: &::googlenet_runtime::Tensor<activations_small::Input>,
    ) -> ::googlenet_runtime::Tensor<activations_small::Output> {
        let __stem = self.stem.forward(input_);
        let __pool = self.pool.forward(&__stem);
        let __first = self.first.forward(&__pool);
        let __slopes = self.slopes.forward(&__first);
        let __second = self.second.forward(&__slopes);
        let __third = self.third.forward(&__second);
        let __slope = self.slope.forward(&__third);
        let __fourth = self.fourth.forward(&__slope);
        let __fifth = self.fifth.forward(&__fourth);
        let __smooth = self.smooth.forward(&__fifth);
        let __vector = self.vector.forward(&__smooth);
        let __hidden = self.hidden.forward(&__vector);
        let __learned = self.learned.forward(&__hidden);
        let __again = self.again.forward(&__learned);
        let __classes = self.classes.forward(&__again);
        __classes
    }
}
impl ::core::clone::Clone for ActivationsSmall {
    fn clone(&self) -> Self {
        ::googlenet_runtime::__private::clone(self)
    }
}
impl ::core::fmt::Debug for ActivationsSmall {
    fn fmt(&self, __formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::googlenet_runtime::__private::debug(
            self,
            ::core::stringify!(ActivationsSmall),
            __formatter,
        )
    }
}
impl ::googlenet_runtime::__private::Sealed for ActivationsSmall {}
impl ::googlenet_runtime::Network for ActivationsSmall {
    fn graph(&self) -> ::googlenet_runtime::__private::dsl::graph::Graph {
        <Self as ::googlenet_runtime::TypedNetwork>::portable_graph()
    }
    fn layers(
        &self,
    ) -> ::googlenet_runtime::__private::std::vec::Vec<&::googlenet_runtime::Layer> {
        ::googlenet_runtime::__private::layers([
            &self.stem.0,
            &self.pool.0,
            &self.first.inside.0,
            &self.first.short.0,
            &self.first.sum.join.0,
            &self.first.sum.activation.0,
            &self.slopes.0,
            &self.second.inside.0,
            &self.second.short.0,
            &self.second.sum.join.0,
            &self.second.sum.activation.0,
            &self.third.inside.0,
            &self.third.short.0,
            &self.third.sum.join.0,
            &self.third.sum.activation.0,
            &self.slope.0,
            &self.fourth.inside.0,
            &self.fourth.short.0,
            &self.fourth.sum.join.0,
            &self.fourth.sum.activation.0,
            &self.fifth.inside.0,
            &self.fifth.short.0,
            &self.fifth.sum.join.0,
            &self.fifth.sum.activation.0,
            &self.smooth.0,
            &self.vector.0,
            &self.hidden.0,
            &self.learned.0,
            &self.again.0,
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
            &mut self.pool.0,
            &mut self.first.inside.0,
            &mut self.first.short.0,
            &mut self.first.sum.join.0,
            &mut self.first.sum.activation.0,
            &mut self.slopes.0,
            &mut self.second.inside.0,
            &mut self.second.short.0,
            &mut self.second.sum.join.0,
            &mut self.second.sum.activation.0,
            &mut self.third.inside.0,
            &mut self.third.short.0,
            &mut self.third.sum.join.0,
            &mut self.third.sum.activation.0,
            &mut self.slope.0,
            &mut self.fourth.inside.0,
            &mut self.fourth.short.0,
            &mut self.fourth.sum.join.0,
            &mut self.fourth.sum.activation.0,
            &mut self.fifth.inside.0,
            &mut self.fifth.short.0,
            &mut self.fifth.sum.join.0,
            &mut self.fifth.sum.activation.0,
            &mut self.smooth.0,
            &mut self.vector.0,
            &mut self.hidden.0,
            &mut self.learned.0,
            &mut self.again.0,
            &mut self.classes.0,
        ])
    }
}
impl ::googlenet_runtime::TypedNetwork for ActivationsSmall {
    type Input = activations_small::Input;
    type Output = activations_small::Output;
    const PARAMS: ::core::primitive::u64 = 10947;
    const TRAINABLE_PARAMS: ::core::primitive::u64 = 10947;
    const TRAINING_PARAMS: ::core::primitive::u64 = 10947;
    const MACS: ::core::primitive::u64 = 2530887;
    const ARENA_BYTES: ::core::primitive::u64 = 56576;
    const TRAINING_ARENA_BYTES: ::core::primitive::u64 = 489536;
    const SESSION_BYTES: ::core::primitive::u64 = 258712;
    fn definition() -> &'static ::googlenet_runtime::__private::dsl::graph::Definition {
        static DEFINITION: ::googlenet_runtime::__private::Definition = ::googlenet_runtime::__private::Definition::new(
            "ActivationsSmall",
            "
            $input 4 [] input 31,29,3
            stem 18 [0] conv filters=18 kernel=3,3 padding=same activation=hard_swish
            pool 19 [1] max_pool kernel=2,2
            first.inside 13 [2] conv filters=20 kernel=3,3 padding=same activation=swish
            first.short 14 [2] conv filters=20 kernel=1,1 padding=same
            first.sum 15 [3,4] add
            first.sum.activation 15 [5] activation function=elu:0.7
            slopes 21 [6] prelu
            second.inside 13 [7] conv filters=12 kernel=3,3 padding=same activation=gelu:false
            second.short 14 [7] conv filters=12 kernel=1,1 padding=same
            second.sum 15 [8,9] add
            second.sum.activation 15 [10] activation function=gelu:true
            third.inside 13 [11] conv filters=9 kernel=3,3 padding=same activation=hard_sigmoid:0.16666667,0.5
            third.short 14 [11] conv filters=9 kernel=1,1 padding=same
            third.sum 15 [12,13] add
            third.sum.activation 15 [14] activation function=hard_sigmoid:0.2,0.4
            slope 24 [15] prelu shared=true
            fourth.inside 13 [16] conv filters=17 kernel=3,3 padding=same activation=softplus
            fourth.short 14 [16] conv filters=17 kernel=1,1 padding=same
            fourth.sum 15 [17,18] add
            fourth.sum.activation 15 [19] activation function=clip:-0.5,0.75
            fifth.inside 13 [20] conv filters=8 kernel=3,3 padding=same activation=clip:0.1,inf
            fifth.short 14 [20] conv filters=8 kernel=1,1 padding=same
            fifth.sum 15 [21,22] add
            fifth.sum.activation 15 [23] activation function=swish
            smooth 27 [24] activation function=softplus
            vector 28 [25] global_avg_pool
            hidden 29 [26] dense units=21 activation=gelu:false
            learned 30 [27] prelu
            again 31 [28] activation function=elu:1.5
            classes 32 [29] dense units=5 activation=softmax
            => classes 30
        ",
        );
        DEFINITION.get()
    }
    fn from_layers(__layers: ::googlenet_runtime::layers::Layers) -> Self {
        let [__layer1, __layer2, __layer3, __layer4, __layer5, __layer6, __layer7,
        __layer8, __layer9, __layer10, __layer11, __layer12, __layer13, __layer14,
        __layer15, __layer16, __layer17, __layer18, __layer19, __layer20, __layer21,
        __layer22, __layer23, __layer24, __layer25, __layer26, __layer27, __layer28,
        __layer29, __layer30] = __layers.take();
        Self {
            stem: ::googlenet_runtime::layers::Conv2d(
                __layer1,
                ::googlenet_runtime::__private::PhantomData,
            ),
            pool: ::googlenet_runtime::layers::MaxPool2d(
                __layer2,
                ::googlenet_runtime::__private::PhantomData,
            ),
            first: activations_small::first::First {
                inside: ::googlenet_runtime::layers::Conv2d(
                    __layer3,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                short: ::googlenet_runtime::layers::Conv2d(
                    __layer4,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                sum: activations_small::first::sum::Sum {
                    join: ::googlenet_runtime::layers::Add(
                        __layer5,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    activation: ::googlenet_runtime::layers::Activate(
                        __layer6,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                },
            },
            slopes: ::googlenet_runtime::layers::Prelu(
                __layer7,
                ::googlenet_runtime::__private::PhantomData,
            ),
            second: activations_small::second::Second {
                inside: ::googlenet_runtime::layers::Conv2d(
                    __layer8,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                short: ::googlenet_runtime::layers::Conv2d(
                    __layer9,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                sum: activations_small::second::sum::Sum {
                    join: ::googlenet_runtime::layers::Add(
                        __layer10,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    activation: ::googlenet_runtime::layers::Activate(
                        __layer11,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                },
            },
            third: activations_small::third::Third {
                inside: ::googlenet_runtime::layers::Conv2d(
                    __layer12,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                short: ::googlenet_runtime::layers::Conv2d(
                    __layer13,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                sum: activations_small::third::sum::Sum {
                    join: ::googlenet_runtime::layers::Add(
                        __layer14,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    activation: ::googlenet_runtime::layers::Activate(
                        __layer15,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                },
            },
            slope: ::googlenet_runtime::layers::Prelu(
                __layer16,
                ::googlenet_runtime::__private::PhantomData,
            ),
            fourth: activations_small::fourth::Fourth {
                inside: ::googlenet_runtime::layers::Conv2d(
                    __layer17,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                short: ::googlenet_runtime::layers::Conv2d(
                    __layer18,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                sum: activations_small::fourth::sum::Sum {
                    join: ::googlenet_runtime::layers::Add(
                        __layer19,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    activation: ::googlenet_runtime::layers::Activate(
                        __layer20,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                },
            },
            fifth: activations_small::fifth::Fifth {
                inside: ::googlenet_runtime::layers::Conv2d(
                    __layer21,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                short: ::googlenet_runtime::layers::Conv2d(
                    __layer22,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                sum: activations_small::fifth::sum::Sum {
                    join: ::googlenet_runtime::layers::Add(
                        __layer23,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    activation: ::googlenet_runtime::layers::Activate(
                        __layer24,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                },
            },
            smooth: ::googlenet_runtime::layers::Activate(
                __layer25,
                ::googlenet_runtime::__private::PhantomData,
            ),
            vector: ::googlenet_runtime::layers::GlobalAvgPool2d(
                __layer26,
                ::googlenet_runtime::__private::PhantomData,
            ),
            hidden: ::googlenet_runtime::layers::Dense(
                __layer27,
                ::googlenet_runtime::__private::PhantomData,
            ),
            learned: ::googlenet_runtime::layers::Prelu(
                __layer28,
                ::googlenet_runtime::__private::PhantomData,
            ),
            again: ::googlenet_runtime::layers::Activate(
                __layer29,
                ::googlenet_runtime::__private::PhantomData,
            ),
            classes: ::googlenet_runtime::layers::Dense(
                __layer30,
                ::googlenet_runtime::__private::PhantomData,
            ),
        }
    }
}
///The shapes and blocks of [`ActivationsSmall`].
pub mod activations_small {
    ///The shape of the network's input.
    pub type Input = Hwc31x29x3;
    ///The shape of the network's output.
    pub type Output = Flat5;
    ///Block `residual` as `first`, 15x14x18 to 15x14x20; line 20 of `specs/activations_small.yaml`.
    pub mod first {
        ///The shape of the block's input.
        pub type Input = super::Hwc15x14x18;
        ///The shape of the block's output.
        pub type Output = super::Hwc15x14x20;
        ///Block `residual` as `first`, 15x14x18 to 15x14x20; line 20 of `specs/activations_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct First {
            ///`conv`, 15x14x18 to 15x14x20; line 13 of `specs/activations_small.yaml`.
            pub inside: ::googlenet_runtime::layers::Conv2d<
                super::Hwc15x14x18,
                super::Hwc15x14x20,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 15x14x18 to 15x14x20; line 14 of `specs/activations_small.yaml`.
            pub short: ::googlenet_runtime::layers::Conv2d<
                super::Hwc15x14x18,
                super::Hwc15x14x20,
                super::Window1x1By1x1Same,
            >,
            ///Branches of `sum`, 15x14x20 to 15x14x20; line 15 of `specs/activations_small.yaml`.
            pub sum: sum::Sum,
        }
        impl ::core::fmt::Debug for First {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("First (15x14x18 to 15x14x20)")
            }
        }
        impl First {
            ///Runs the layers on the calling thread.
            #[inline]
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let inside = self.inside.forward(input);
                let short = self.short.forward(input);
                let sum_join = self.sum.join.forward((&inside, (&short, ())));
                let sum_activation = self.sum.activation.forward(&sum_join);
                sum_activation
            }
        }
        ///Branches of `sum`, 15x14x20 to 15x14x20; line 15 of `specs/activations_small.yaml`.
        pub mod sum {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc15x14x20;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc15x14x20;
            ///Branches of `sum`, 15x14x20 to 15x14x20; line 15 of `specs/activations_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Sum {
                ///`add`, 15x14x20 and 15x14x20 to 15x14x20; line 15 of `specs/activations_small.yaml`.
                pub join: ::googlenet_runtime::layers::Add<
                    (super::super::Hwc15x14x20, (super::super::Hwc15x14x20, ())),
                    super::super::Hwc15x14x20,
                >,
                ///`activation`, 15x14x20 to 15x14x20; line 15 of `specs/activations_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    super::super::Hwc15x14x20,
                >,
            }
            impl ::core::fmt::Debug for Sum {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Sum (15x14x20 to 15x14x20)")
                }
            }
        }
    }
    ///Block `residual` as `second`, 15x14x20 to 15x14x12; line 22 of `specs/activations_small.yaml`.
    pub mod second {
        ///The shape of the block's input.
        pub type Input = super::Hwc15x14x20;
        ///The shape of the block's output.
        pub type Output = super::Hwc15x14x12;
        ///Block `residual` as `second`, 15x14x20 to 15x14x12; line 22 of `specs/activations_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Second {
            ///`conv`, 15x14x20 to 15x14x12; line 13 of `specs/activations_small.yaml`.
            pub inside: ::googlenet_runtime::layers::Conv2d<
                super::Hwc15x14x20,
                super::Hwc15x14x12,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 15x14x20 to 15x14x12; line 14 of `specs/activations_small.yaml`.
            pub short: ::googlenet_runtime::layers::Conv2d<
                super::Hwc15x14x20,
                super::Hwc15x14x12,
                super::Window1x1By1x1Same,
            >,
            ///Branches of `sum`, 15x14x12 to 15x14x12; line 15 of `specs/activations_small.yaml`.
            pub sum: sum::Sum,
        }
        impl ::core::fmt::Debug for Second {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Second (15x14x20 to 15x14x12)")
            }
        }
        impl Second {
            ///Runs the layers on the calling thread.
            #[inline]
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let inside = self.inside.forward(input);
                let short = self.short.forward(input);
                let sum_join = self.sum.join.forward((&inside, (&short, ())));
                let sum_activation = self.sum.activation.forward(&sum_join);
                sum_activation
            }
        }
        ///Branches of `sum`, 15x14x12 to 15x14x12; line 15 of `specs/activations_small.yaml`.
        pub mod sum {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc15x14x12;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc15x14x12;
            ///Branches of `sum`, 15x14x12 to 15x14x12; line 15 of `specs/activations_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Sum {
                ///`add`, 15x14x12 and 15x14x12 to 15x14x12; line 15 of `specs/activations_small.yaml`.
                pub join: ::googlenet_runtime::layers::Add<
                    (super::super::Hwc15x14x12, (super::super::Hwc15x14x12, ())),
                    super::super::Hwc15x14x12,
                >,
                ///`activation`, 15x14x12 to 15x14x12; line 15 of `specs/activations_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    super::super::Hwc15x14x12,
                >,
            }
            impl ::core::fmt::Debug for Sum {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Sum (15x14x12 to 15x14x12)")
                }
            }
        }
    }
    ///Block `residual` as `third`, 15x14x12 to 15x14x9; line 23 of `specs/activations_small.yaml`.
    pub mod third {
        ///The shape of the block's input.
        pub type Input = super::Hwc15x14x12;
        ///The shape of the block's output.
        pub type Output = super::Hwc15x14x9;
        ///Block `residual` as `third`, 15x14x12 to 15x14x9; line 23 of `specs/activations_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Third {
            ///`conv`, 15x14x12 to 15x14x9; line 13 of `specs/activations_small.yaml`.
            pub inside: ::googlenet_runtime::layers::Conv2d<
                super::Hwc15x14x12,
                super::Hwc15x14x9,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 15x14x12 to 15x14x9; line 14 of `specs/activations_small.yaml`.
            pub short: ::googlenet_runtime::layers::Conv2d<
                super::Hwc15x14x12,
                super::Hwc15x14x9,
                super::Window1x1By1x1Same,
            >,
            ///Branches of `sum`, 15x14x9 to 15x14x9; line 15 of `specs/activations_small.yaml`.
            pub sum: sum::Sum,
        }
        impl ::core::fmt::Debug for Third {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Third (15x14x12 to 15x14x9)")
            }
        }
        impl Third {
            ///Runs the layers on the calling thread.
            #[inline]
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let inside = self.inside.forward(input);
                let short = self.short.forward(input);
                let sum_join = self.sum.join.forward((&inside, (&short, ())));
                let sum_activation = self.sum.activation.forward(&sum_join);
                sum_activation
            }
        }
        ///Branches of `sum`, 15x14x9 to 15x14x9; line 15 of `specs/activations_small.yaml`.
        pub mod sum {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc15x14x9;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc15x14x9;
            ///Branches of `sum`, 15x14x9 to 15x14x9; line 15 of `specs/activations_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Sum {
                ///`add`, 15x14x9 and 15x14x9 to 15x14x9; line 15 of `specs/activations_small.yaml`.
                pub join: ::googlenet_runtime::layers::Add<
                    (super::super::Hwc15x14x9, (super::super::Hwc15x14x9, ())),
                    super::super::Hwc15x14x9,
                >,
                ///`activation`, 15x14x9 to 15x14x9; line 15 of `specs/activations_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    super::super::Hwc15x14x9,
                >,
            }
            impl ::core::fmt::Debug for Sum {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Sum (15x14x9 to 15x14x9)")
                }
            }
        }
    }
    ///Block `residual` as `fourth`, 15x14x9 to 15x14x17; line 25 of `specs/activations_small.yaml`.
    pub mod fourth {
        ///The shape of the block's input.
        pub type Input = super::Hwc15x14x9;
        ///The shape of the block's output.
        pub type Output = super::Hwc15x14x17;
        ///Block `residual` as `fourth`, 15x14x9 to 15x14x17; line 25 of `specs/activations_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Fourth {
            ///`conv`, 15x14x9 to 15x14x17; line 13 of `specs/activations_small.yaml`.
            pub inside: ::googlenet_runtime::layers::Conv2d<
                super::Hwc15x14x9,
                super::Hwc15x14x17,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 15x14x9 to 15x14x17; line 14 of `specs/activations_small.yaml`.
            pub short: ::googlenet_runtime::layers::Conv2d<
                super::Hwc15x14x9,
                super::Hwc15x14x17,
                super::Window1x1By1x1Same,
            >,
            ///Branches of `sum`, 15x14x17 to 15x14x17; line 15 of `specs/activations_small.yaml`.
            pub sum: sum::Sum,
        }
        impl ::core::fmt::Debug for Fourth {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Fourth (15x14x9 to 15x14x17)")
            }
        }
        impl Fourth {
            ///Runs the layers on the calling thread.
            #[inline]
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let inside = self.inside.forward(input);
                let short = self.short.forward(input);
                let sum_join = self.sum.join.forward((&inside, (&short, ())));
                let sum_activation = self.sum.activation.forward(&sum_join);
                sum_activation
            }
        }
        ///Branches of `sum`, 15x14x17 to 15x14x17; line 15 of `specs/activations_small.yaml`.
        pub mod sum {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc15x14x17;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc15x14x17;
            ///Branches of `sum`, 15x14x17 to 15x14x17; line 15 of `specs/activations_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Sum {
                ///`add`, 15x14x17 and 15x14x17 to 15x14x17; line 15 of `specs/activations_small.yaml`.
                pub join: ::googlenet_runtime::layers::Add<
                    (super::super::Hwc15x14x17, (super::super::Hwc15x14x17, ())),
                    super::super::Hwc15x14x17,
                >,
                ///`activation`, 15x14x17 to 15x14x17; line 15 of `specs/activations_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    super::super::Hwc15x14x17,
                >,
            }
            impl ::core::fmt::Debug for Sum {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Sum (15x14x17 to 15x14x17)")
                }
            }
        }
    }
    ///Block `residual` as `fifth`, 15x14x17 to 15x14x8; line 26 of `specs/activations_small.yaml`.
    pub mod fifth {
        ///The shape of the block's input.
        pub type Input = super::Hwc15x14x17;
        ///The shape of the block's output.
        pub type Output = super::Hwc15x14x8;
        ///Block `residual` as `fifth`, 15x14x17 to 15x14x8; line 26 of `specs/activations_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Fifth {
            ///`conv`, 15x14x17 to 15x14x8; line 13 of `specs/activations_small.yaml`.
            pub inside: ::googlenet_runtime::layers::Conv2d<
                super::Hwc15x14x17,
                super::Hwc15x14x8,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 15x14x17 to 15x14x8; line 14 of `specs/activations_small.yaml`.
            pub short: ::googlenet_runtime::layers::Conv2d<
                super::Hwc15x14x17,
                super::Hwc15x14x8,
                super::Window1x1By1x1Same,
            >,
            ///Branches of `sum`, 15x14x8 to 15x14x8; line 15 of `specs/activations_small.yaml`.
            pub sum: sum::Sum,
        }
        impl ::core::fmt::Debug for Fifth {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Fifth (15x14x17 to 15x14x8)")
            }
        }
        impl Fifth {
            ///Runs the layers on the calling thread.
            #[inline]
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let inside = self.inside.forward(input);
                let short = self.short.forward(input);
                let sum_join = self.sum.join.forward((&inside, (&short, ())));
                let sum_activation = self.sum.activation.forward(&sum_join);
                sum_activation
            }
        }
        ///Branches of `sum`, 15x14x8 to 15x14x8; line 15 of `specs/activations_small.yaml`.
        pub mod sum {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc15x14x8;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc15x14x8;
            ///Branches of `sum`, 15x14x8 to 15x14x8; line 15 of `specs/activations_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Sum {
                ///`add`, 15x14x8 and 15x14x8 to 15x14x8; line 15 of `specs/activations_small.yaml`.
                pub join: ::googlenet_runtime::layers::Add<
                    (super::super::Hwc15x14x8, (super::super::Hwc15x14x8, ())),
                    super::super::Hwc15x14x8,
                >,
                ///`activation`, 15x14x8 to 15x14x8; line 15 of `specs/activations_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    super::super::Hwc15x14x8,
                >,
            }
            impl ::core::fmt::Debug for Sum {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Sum (15x14x8 to 15x14x8)")
                }
            }
        }
    }
    const _: [(); 20usize] = [
        <::googlenet_runtime::layers::Conv2d<
            Hwc31x29x3,
            Hwc31x29x18,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::MaxPool2d<
            Hwc31x29x18,
            Hwc15x14x18,
            Window2x2By2x2Valid,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc15x14x18,
            Hwc15x14x20,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc15x14x18,
            Hwc15x14x20,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Add<
            (Hwc15x14x20, (Hwc15x14x20, ())),
            Hwc15x14x20,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc15x14x20,
            Hwc15x14x12,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc15x14x20,
            Hwc15x14x12,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Add<
            (Hwc15x14x12, (Hwc15x14x12, ())),
            Hwc15x14x12,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc15x14x12,
            Hwc15x14x9,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc15x14x12,
            Hwc15x14x9,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Add<
            (Hwc15x14x9, (Hwc15x14x9, ())),
            Hwc15x14x9,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc15x14x9,
            Hwc15x14x17,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc15x14x9,
            Hwc15x14x17,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Add<
            (Hwc15x14x17, (Hwc15x14x17, ())),
            Hwc15x14x17,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc15x14x17,
            Hwc15x14x8,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc15x14x17,
            Hwc15x14x8,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Add<
            (Hwc15x14x8, (Hwc15x14x8, ())),
            Hwc15x14x8,
        >>::CHECK,
        <::googlenet_runtime::layers::GlobalAvgPool2d<Hwc15x14x8, Flat8>>::CHECK,
        <::googlenet_runtime::layers::Dense<Flat8, Flat21>>::CHECK,
        <::googlenet_runtime::layers::Dense<Flat21, Flat5>>::CHECK,
    ];
    pub(super) type Flat21 = ::googlenet_runtime::Flat<21>;
    pub(super) type Flat5 = ::googlenet_runtime::Flat<5>;
    pub(super) type Flat8 = ::googlenet_runtime::Flat<8>;
    pub(super) type Hwc15x14x12 = ::googlenet_runtime::Hwc<15, 14, 12>;
    pub(super) type Hwc15x14x17 = ::googlenet_runtime::Hwc<15, 14, 17>;
    pub(super) type Hwc15x14x18 = ::googlenet_runtime::Hwc<15, 14, 18>;
    pub(super) type Hwc15x14x20 = ::googlenet_runtime::Hwc<15, 14, 20>;
    pub(super) type Hwc15x14x8 = ::googlenet_runtime::Hwc<15, 14, 8>;
    pub(super) type Hwc15x14x9 = ::googlenet_runtime::Hwc<15, 14, 9>;
    pub(super) type Hwc31x29x18 = ::googlenet_runtime::Hwc<31, 29, 18>;
    pub(super) type Hwc31x29x3 = ::googlenet_runtime::Hwc<31, 29, 3>;
    pub(super) type Window1x1By1x1Same = ::googlenet_runtime::layers::Window<
        1,
        1,
        1,
        1,
        ::googlenet_runtime::layers::Same,
    >;
    pub(super) type Window2x2By2x2Valid = ::googlenet_runtime::layers::Window<
        2,
        2,
        2,
        2,
        ::googlenet_runtime::layers::Valid,
    >;
    pub(super) type Window3x3By1x1Same = ::googlenet_runtime::layers::Window<
        3,
        3,
        1,
        1,
        ::googlenet_runtime::layers::Same,
    >;
}
