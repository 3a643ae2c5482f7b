/// NestedSmall, compiled from `specs/nested_small.yaml`.
///
///The network `NestedSmall` of `specs/nested_small.yaml`.
pub struct NestedSmall {
    ///`conv`, 29x23x3 to 13x21x11; line 24 of `specs/nested_small.yaml`.
    pub conv1: ::googlenet_runtime::layers::Conv2d<
        nested_small::Hwc29x23x3,
        nested_small::Hwc13x21x11,
        nested_small::Window5x3By2x1Valid,
    >,
    ///Block `forked` as `mixed1`, 13x21x11 to 13x21x35; line 25 of `specs/nested_small.yaml`.
    pub mixed1: nested_small::mixed1::Mixed1,
    ///`max_pool`, 13x21x35 to 6x10x35; line 26 of `specs/nested_small.yaml`.
    pub pool1: ::googlenet_runtime::layers::MaxPool2d<
        nested_small::Hwc13x21x35,
        nested_small::Hwc6x10x35,
        nested_small::Window3x2By2x2Valid,
    >,
    ///Block `forked` as `mixed2`, 6x10x35 to 6x10x66; line 27 of `specs/nested_small.yaml`.
    pub mixed2: nested_small::mixed2::Mixed2,
    ///Branches of `halves`, 6x10x66 to 6x10x82; line 28 of `specs/nested_small.yaml`.
    pub halves: nested_small::halves::Halves,
    ///`dropout`, 6x10x82 to 6x10x82; line 33 of `specs/nested_small.yaml`.
    pub drop: ::googlenet_runtime::layers::Dropout<nested_small::Hwc6x10x82>,
    ///`flatten`, 6x10x82 to 4920; line 34 of `specs/nested_small.yaml`.
    pub flatten: ::googlenet_runtime::layers::Flatten<
        nested_small::Hwc6x10x82,
        nested_small::Flat4920,
    >,
    ///`dense`, 4920 to 19; line 35 of `specs/nested_small.yaml`.
    pub hidden: ::googlenet_runtime::layers::Dense<
        nested_small::Flat4920,
        nested_small::Flat19,
    >,
    ///`dense`, 19 to 7; line 36 of `specs/nested_small.yaml`.
    pub classes: ::googlenet_runtime::layers::Dense<
        nested_small::Flat19,
        nested_small::Flat7,
    >,
}
impl NestedSmall {
    ///Number of parameters, moving statistics included.
    pub const PARAMS: ::core::primitive::u64 = 99607;
    ///Number of trainable parameters.
    pub const TRAINABLE_PARAMS: ::core::primitive::u64 = 99607;
    ///Number of trainable parameters, with those of heads that exist in training only.
    pub const TRAINING_PARAMS: ::core::primitive::u64 = 99607;
    ///Multiply-accumulates for one image, those with padding included.
    pub const MACS: ::core::primitive::u64 = 669793;
    ///Bytes of the arena that a session holds for the activations of one image.
    pub const ARENA_BYTES: ::core::primitive::u64 = 145344;
    ///Bytes of the arena that training holds for the results and gradients of one image.
    pub const TRAINING_ARENA_BYTES: ::core::primitive::u64 = 324480;
    ///Bytes that a session of one thread holds at most beside packed weights, the arena included.
    pub const SESSION_BYTES: ::core::primitive::u64 = 564173;
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
    ) -> ::googlenet_runtime::Session<nested_small::Input, nested_small::Output> {
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
        input_: &::googlenet_runtime::Tensor<nested_small::Input>,
    ) -> ::googlenet_runtime::Tensor<nested_small::Output> {
        let __conv1 = self.conv1.forward(input_);
        let __mixed1 = self.mixed1.forward(&__conv1);
        let __pool1 = self.pool1.forward(&__mixed1);
        let __mixed2 = self.mixed2.forward(&__pool1);
        let __halves_left = self.halves.left.forward(&__mixed2);
        let __halves_right = self.halves.right.forward(&__pool1);
        let __halves_join = self
            .halves
            .join
            .forward((&__halves_left, (&__halves_right, (&__mixed2, ()))));
        let __drop = self.drop.forward(&__halves_join);
        let __flatten = self.flatten.forward(&__drop);
        let __hidden = self.hidden.forward(&__flatten);
        let __classes = self.classes.forward(&__hidden);
        __classes
    }
}
impl ::core::clone::Clone for NestedSmall {
    fn clone(&self) -> Self {
        ::googlenet_runtime::__private::clone(self)
    }
}
impl ::core::fmt::Debug for NestedSmall {
    fn fmt(&self, __formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::googlenet_runtime::__private::debug(
            self,
            ::core::stringify!(NestedSmall),
            __formatter,
        )
    }
}
impl ::googlenet_runtime::__private::Sealed for NestedSmall {}
impl ::googlenet_runtime::Network for NestedSmall {
    fn graph(&self) -> ::googlenet_runtime::__private::dsl::graph::Graph {
        <Self as ::googlenet_runtime::TypedNetwork>::portable_graph()
    }
    fn layers(
        &self,
    ) -> ::googlenet_runtime::__private::std::vec::Vec<&::googlenet_runtime::Layer> {
        ::googlenet_runtime::__private::layers([
            &self.conv1.0,
            &self.mixed1.conv_1x1.0,
            &self.mixed1.reduce.0,
            &self.mixed1.fork.conv_1x3.0,
            &self.mixed1.fork.conv_3x1.0,
            &self.mixed1.fork.join.0,
            &self.mixed1.pool.0,
            &self.mixed1.project.0,
            &self.mixed1.join.0,
            &self.pool1.0,
            &self.mixed2.conv_1x1.0,
            &self.mixed2.reduce.0,
            &self.mixed2.fork.conv_1x3.0,
            &self.mixed2.fork.conv_3x1.0,
            &self.mixed2.fork.join.0,
            &self.mixed2.pool.0,
            &self.mixed2.project.0,
            &self.mixed2.join.0,
            &self.halves.left.0,
            &self.halves.right.0,
            &self.halves.join.0,
            &self.drop.0,
            &self.flatten.0,
            &self.hidden.0,
            &self.classes.0,
        ])
    }
    fn layers_mut(
        &mut self,
    ) -> ::googlenet_runtime::__private::std::vec::Vec<
        ::googlenet_runtime::LayerMut<'_>,
    > {
        ::googlenet_runtime::__private::layers_mut([
            &mut self.conv1.0,
            &mut self.mixed1.conv_1x1.0,
            &mut self.mixed1.reduce.0,
            &mut self.mixed1.fork.conv_1x3.0,
            &mut self.mixed1.fork.conv_3x1.0,
            &mut self.mixed1.fork.join.0,
            &mut self.mixed1.pool.0,
            &mut self.mixed1.project.0,
            &mut self.mixed1.join.0,
            &mut self.pool1.0,
            &mut self.mixed2.conv_1x1.0,
            &mut self.mixed2.reduce.0,
            &mut self.mixed2.fork.conv_1x3.0,
            &mut self.mixed2.fork.conv_3x1.0,
            &mut self.mixed2.fork.join.0,
            &mut self.mixed2.pool.0,
            &mut self.mixed2.project.0,
            &mut self.mixed2.join.0,
            &mut self.halves.left.0,
            &mut self.halves.right.0,
            &mut self.halves.join.0,
            &mut self.drop.0,
            &mut self.flatten.0,
            &mut self.hidden.0,
            &mut self.classes.0,
        ])
    }
}
impl ::googlenet_runtime::TypedNetwork for NestedSmall {
    type Input = nested_small::Input;
    type Output = nested_small::Output;
    const PARAMS: ::core::primitive::u64 = 99607;
    const TRAINABLE_PARAMS: ::core::primitive::u64 = 99607;
    const TRAINING_PARAMS: ::core::primitive::u64 = 99607;
    const MACS: ::core::primitive::u64 = 669793;
    const ARENA_BYTES: ::core::primitive::u64 = 145344;
    const TRAINING_ARENA_BYTES: ::core::primitive::u64 = 324480;
    const SESSION_BYTES: ::core::primitive::u64 = 564173;
    fn definition() -> &'static ::googlenet_runtime::__private::dsl::graph::Definition {
        static DEFINITION: ::googlenet_runtime::__private::Definition = ::googlenet_runtime::__private::Definition::new(
            "NestedSmall",
            "
            $input 4 [] input 29,23,3
            conv1 24 [0] conv filters=11 kernel=5,3 stride=2,1 activation=relu
            mixed1.conv_1x1 13 [1] conv filters=5 kernel=1,1 activation=relu
            mixed1.reduce 14 [1] conv filters=7 kernel=1,1 activation=relu
            mixed1.fork.conv_1x3 17 [3] conv filters=9 kernel=1,3 padding=same activation=relu
            mixed1.fork.conv_3x1 18 [3] conv filters=9 kernel=3,1 padding=same activation=relu
            mixed1.fork 15 [4,5,3] concat
            mixed1.pool 20 [1] avg_pool kernel=3,3 stride=1,1 padding=same
            mixed1.project 21 [7] conv filters=5 kernel=1,1 activation=relu
            mixed1 25 [2,6,8] concat
            pool1 26 [9] max_pool kernel=3,2 stride=2,2
            mixed2.conv_1x1 13 [10] conv filters=13 kernel=1,1 activation=relu
            mixed2.reduce 14 [10] conv filters=6 kernel=1,1 activation=relu
            mixed2.fork.conv_1x3 17 [12] conv filters=17 kernel=1,3 padding=same activation=relu
            mixed2.fork.conv_3x1 18 [12] conv filters=17 kernel=3,1 padding=same activation=relu
            mixed2.fork 15 [13,14,12] concat
            mixed2.pool 20 [10] avg_pool kernel=3,3 stride=1,1 padding=same
            mixed2.project 21 [16] conv filters=13 kernel=1,1 activation=relu
            mixed2 27 [11,15,17] concat
            halves.left 30 [18] conv filters=8 kernel=1,1 activation=tanh
            halves.right 31 [10] conv filters=8 kernel=3,3 padding=same activation=sigmoid
            halves 28 [19,20,18] concat
            drop 33 [21] dropout rate=0.25
            flatten 34 [22] flatten
            hidden 35 [23] dense units=19 activation=relu6
            classes 36 [24] dense units=7 activation=softmax
            => classes 25
        ",
        );
        DEFINITION.get()
    }
    fn from_layers(__layers: ::googlenet_runtime::layers::Layers) -> Self {
        let [__layer1, __layer2, __layer3, __layer4, __layer5, __layer6, __layer7,
        __layer8, __layer9, __layer10, __layer11, __layer12, __layer13, __layer14,
        __layer15, __layer16, __layer17, __layer18, __layer19, __layer20, __layer21,
        __layer22, __layer23, __layer24, __layer25] = __layers.take();
        Self {
            conv1: ::googlenet_runtime::layers::Conv2d(
                __layer1,
                ::googlenet_runtime::__private::PhantomData,
            ),
            mixed1: nested_small::mixed1::Mixed1 {
                conv_1x1: ::googlenet_runtime::layers::Conv2d(
                    __layer2,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                reduce: ::googlenet_runtime::layers::Conv2d(
                    __layer3,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                fork: nested_small::mixed1::fork::Fork {
                    conv_1x3: ::googlenet_runtime::layers::Conv2d(
                        __layer4,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    conv_3x1: ::googlenet_runtime::layers::Conv2d(
                        __layer5,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    join: ::googlenet_runtime::layers::Concat(
                        __layer6,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                },
                pool: ::googlenet_runtime::layers::AvgPool2d(
                    __layer7,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                project: ::googlenet_runtime::layers::Conv2d(
                    __layer8,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                join: ::googlenet_runtime::layers::Concat(
                    __layer9,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            pool1: ::googlenet_runtime::layers::MaxPool2d(
                __layer10,
                ::googlenet_runtime::__private::PhantomData,
            ),
            mixed2: nested_small::mixed2::Mixed2 {
                conv_1x1: ::googlenet_runtime::layers::Conv2d(
                    __layer11,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                reduce: ::googlenet_runtime::layers::Conv2d(
                    __layer12,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                fork: nested_small::mixed2::fork::Fork {
                    conv_1x3: ::googlenet_runtime::layers::Conv2d(
                        __layer13,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    conv_3x1: ::googlenet_runtime::layers::Conv2d(
                        __layer14,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    join: ::googlenet_runtime::layers::Concat(
                        __layer15,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                },
                pool: ::googlenet_runtime::layers::AvgPool2d(
                    __layer16,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                project: ::googlenet_runtime::layers::Conv2d(
                    __layer17,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                join: ::googlenet_runtime::layers::Concat(
                    __layer18,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            halves: nested_small::halves::Halves {
                left: ::googlenet_runtime::layers::Conv2d(
                    __layer19,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                right: ::googlenet_runtime::layers::Conv2d(
                    __layer20,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                join: ::googlenet_runtime::layers::Concat(
                    __layer21,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            drop: ::googlenet_runtime::layers::Dropout(
                __layer22,
                ::googlenet_runtime::__private::PhantomData,
            ),
            flatten: ::googlenet_runtime::layers::Flatten(
                __layer23,
                ::googlenet_runtime::__private::PhantomData,
            ),
            hidden: ::googlenet_runtime::layers::Dense(
                __layer24,
                ::googlenet_runtime::__private::PhantomData,
            ),
            classes: ::googlenet_runtime::layers::Dense(
                __layer25,
                ::googlenet_runtime::__private::PhantomData,
            ),
        }
    }
}
///The shapes and blocks of [`NestedSmall`].
pub mod nested_small {
    ///The shape of the network's input.
    pub type Input = Hwc29x23x3;
    ///The shape of the network's output.
    pub type Output = Flat7;
    ///Block `forked` as `mixed1`, 13x21x11 to 13x21x35; line 25 of `specs/nested_small.yaml`.
    pub mod mixed1 {
        ///The shape of the block's input.
        pub type Input = super::Hwc13x21x11;
        ///The shape of the block's output.
        pub type Output = super::Hwc13x21x35;
        ///Block `forked` as `mixed1`, 13x21x11 to 13x21x35; line 25 of `specs/nested_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Mixed1 {
            ///`conv`, 13x21x11 to 13x21x5; line 13 of `specs/nested_small.yaml`.
            pub conv_1x1: ::googlenet_runtime::layers::Conv2d<
                super::Hwc13x21x11,
                super::Hwc13x21x5,
                super::Window1x1By1x1Valid,
            >,
            ///`conv`, 13x21x11 to 13x21x7; line 14 of `specs/nested_small.yaml`.
            pub reduce: ::googlenet_runtime::layers::Conv2d<
                super::Hwc13x21x11,
                super::Hwc13x21x7,
                super::Window1x1By1x1Valid,
            >,
            ///Branches of `fork`, 13x21x7 to 13x21x25; line 15 of `specs/nested_small.yaml`.
            pub fork: fork::Fork,
            ///`avg_pool`, 13x21x11 to 13x21x11; line 20 of `specs/nested_small.yaml`.
            pub pool: ::googlenet_runtime::layers::AvgPool2d<
                super::Hwc13x21x11,
                super::Hwc13x21x11,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 13x21x11 to 13x21x5; line 21 of `specs/nested_small.yaml`.
            pub project: ::googlenet_runtime::layers::Conv2d<
                super::Hwc13x21x11,
                super::Hwc13x21x5,
                super::Window1x1By1x1Valid,
            >,
            ///`concat`, 13x21x5 and 13x21x25 and 13x21x5 to 13x21x35; line 25 of `specs/nested_small.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (super::Hwc13x21x5, (super::Hwc13x21x25, (super::Hwc13x21x5, ()))),
                super::Hwc13x21x35,
            >,
        }
        impl ::core::fmt::Debug for Mixed1 {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Mixed1 (13x21x11 to 13x21x35)")
            }
        }
        impl Mixed1 {
            ///Runs the layers on the calling thread.
            #[inline]
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
        }
        ///Branches of `fork`, 13x21x7 to 13x21x25; line 15 of `specs/nested_small.yaml`.
        pub mod fork {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc13x21x7;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc13x21x25;
            ///Branches of `fork`, 13x21x7 to 13x21x25; line 15 of `specs/nested_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Fork {
                ///`conv`, 13x21x7 to 13x21x9; line 17 of `specs/nested_small.yaml`.
                pub conv_1x3: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc13x21x7,
                    super::super::Hwc13x21x9,
                    super::super::Window1x3By1x1Same,
                >,
                ///`conv`, 13x21x7 to 13x21x9; line 18 of `specs/nested_small.yaml`.
                pub conv_3x1: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc13x21x7,
                    super::super::Hwc13x21x9,
                    super::super::Window3x1By1x1Same,
                >,
                ///`concat`, 13x21x9 and 13x21x9 and 13x21x7 to 13x21x25; line 15 of `specs/nested_small.yaml`.
                pub join: ::googlenet_runtime::layers::Concat<
                    (
                        super::super::Hwc13x21x9,
                        (super::super::Hwc13x21x9, (super::super::Hwc13x21x7, ())),
                    ),
                    super::super::Hwc13x21x25,
                >,
            }
            impl ::core::fmt::Debug for Fork {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Fork (13x21x7 to 13x21x25)")
                }
            }
        }
    }
    ///Block `forked` as `mixed2`, 6x10x35 to 6x10x66; line 27 of `specs/nested_small.yaml`.
    pub mod mixed2 {
        ///The shape of the block's input.
        pub type Input = super::Hwc6x10x35;
        ///The shape of the block's output.
        pub type Output = super::Hwc6x10x66;
        ///Block `forked` as `mixed2`, 6x10x35 to 6x10x66; line 27 of `specs/nested_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Mixed2 {
            ///`conv`, 6x10x35 to 6x10x13; line 13 of `specs/nested_small.yaml`.
            pub conv_1x1: ::googlenet_runtime::layers::Conv2d<
                super::Hwc6x10x35,
                super::Hwc6x10x13,
                super::Window1x1By1x1Valid,
            >,
            ///`conv`, 6x10x35 to 6x10x6; line 14 of `specs/nested_small.yaml`.
            pub reduce: ::googlenet_runtime::layers::Conv2d<
                super::Hwc6x10x35,
                super::Hwc6x10x6,
                super::Window1x1By1x1Valid,
            >,
            ///Branches of `fork`, 6x10x6 to 6x10x40; line 15 of `specs/nested_small.yaml`.
            pub fork: fork::Fork,
            ///`avg_pool`, 6x10x35 to 6x10x35; line 20 of `specs/nested_small.yaml`.
            pub pool: ::googlenet_runtime::layers::AvgPool2d<
                super::Hwc6x10x35,
                super::Hwc6x10x35,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 6x10x35 to 6x10x13; line 21 of `specs/nested_small.yaml`.
            pub project: ::googlenet_runtime::layers::Conv2d<
                super::Hwc6x10x35,
                super::Hwc6x10x13,
                super::Window1x1By1x1Valid,
            >,
            ///`concat`, 6x10x13 and 6x10x40 and 6x10x13 to 6x10x66; line 27 of `specs/nested_small.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (super::Hwc6x10x13, (super::Hwc6x10x40, (super::Hwc6x10x13, ()))),
                super::Hwc6x10x66,
            >,
        }
        impl ::core::fmt::Debug for Mixed2 {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Mixed2 (6x10x35 to 6x10x66)")
            }
        }
        impl Mixed2 {
            ///Runs the layers on the calling thread.
            #[inline]
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
        }
        ///Branches of `fork`, 6x10x6 to 6x10x40; line 15 of `specs/nested_small.yaml`.
        pub mod fork {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc6x10x6;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc6x10x40;
            ///Branches of `fork`, 6x10x6 to 6x10x40; line 15 of `specs/nested_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Fork {
                ///`conv`, 6x10x6 to 6x10x17; line 17 of `specs/nested_small.yaml`.
                pub conv_1x3: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc6x10x6,
                    super::super::Hwc6x10x17,
                    super::super::Window1x3By1x1Same,
                >,
                ///`conv`, 6x10x6 to 6x10x17; line 18 of `specs/nested_small.yaml`.
                pub conv_3x1: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc6x10x6,
                    super::super::Hwc6x10x17,
                    super::super::Window3x1By1x1Same,
                >,
                ///`concat`, 6x10x17 and 6x10x17 and 6x10x6 to 6x10x40; line 15 of `specs/nested_small.yaml`.
                pub join: ::googlenet_runtime::layers::Concat<
                    (
                        super::super::Hwc6x10x17,
                        (super::super::Hwc6x10x17, (super::super::Hwc6x10x6, ())),
                    ),
                    super::super::Hwc6x10x40,
                >,
            }
            impl ::core::fmt::Debug for Fork {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Fork (6x10x6 to 6x10x40)")
                }
            }
        }
    }
    ///Branches of `halves`, 6x10x66 to 6x10x82; line 28 of `specs/nested_small.yaml`.
    pub mod halves {
        ///The shape of the block's input.
        pub type Input = super::Hwc6x10x66;
        ///The shape of the block's output.
        pub type Output = super::Hwc6x10x82;
        ///Branches of `halves`, 6x10x66 to 6x10x82; line 28 of `specs/nested_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Halves {
            ///`conv`, 6x10x66 to 6x10x8; line 30 of `specs/nested_small.yaml`.
            pub left: ::googlenet_runtime::layers::Conv2d<
                super::Hwc6x10x66,
                super::Hwc6x10x8,
                super::Window1x1By1x1Valid,
            >,
            ///`conv`, 6x10x35 to 6x10x8; line 31 of `specs/nested_small.yaml`.
            pub right: ::googlenet_runtime::layers::Conv2d<
                super::Hwc6x10x35,
                super::Hwc6x10x8,
                super::Window3x3By1x1Same,
            >,
            ///`concat`, 6x10x8 and 6x10x8 and 6x10x66 to 6x10x82; line 28 of `specs/nested_small.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (super::Hwc6x10x8, (super::Hwc6x10x8, (super::Hwc6x10x66, ()))),
                super::Hwc6x10x82,
            >,
        }
        impl ::core::fmt::Debug for Halves {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Halves (6x10x66 to 6x10x82)")
            }
        }
    }
    const _: [(); 22usize] = [
        <::googlenet_runtime::layers::Conv2d<
            Hwc29x23x3,
            Hwc13x21x11,
            Window5x3By2x1Valid,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc13x21x11,
            Hwc13x21x5,
            Window1x1By1x1Valid,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc13x21x11,
            Hwc13x21x7,
            Window1x1By1x1Valid,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc13x21x7,
            Hwc13x21x9,
            Window1x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc13x21x7,
            Hwc13x21x9,
            Window3x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Concat<
            (Hwc13x21x9, (Hwc13x21x9, (Hwc13x21x7, ()))),
            Hwc13x21x25,
        >>::CHECK,
        <::googlenet_runtime::layers::AvgPool2d<
            Hwc13x21x11,
            Hwc13x21x11,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Concat<
            (Hwc13x21x5, (Hwc13x21x25, (Hwc13x21x5, ()))),
            Hwc13x21x35,
        >>::CHECK,
        <::googlenet_runtime::layers::MaxPool2d<
            Hwc13x21x35,
            Hwc6x10x35,
            Window3x2By2x2Valid,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc6x10x35,
            Hwc6x10x13,
            Window1x1By1x1Valid,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc6x10x35,
            Hwc6x10x6,
            Window1x1By1x1Valid,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc6x10x6,
            Hwc6x10x17,
            Window1x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc6x10x6,
            Hwc6x10x17,
            Window3x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Concat<
            (Hwc6x10x17, (Hwc6x10x17, (Hwc6x10x6, ()))),
            Hwc6x10x40,
        >>::CHECK,
        <::googlenet_runtime::layers::AvgPool2d<
            Hwc6x10x35,
            Hwc6x10x35,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Concat<
            (Hwc6x10x13, (Hwc6x10x40, (Hwc6x10x13, ()))),
            Hwc6x10x66,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc6x10x66,
            Hwc6x10x8,
            Window1x1By1x1Valid,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc6x10x35,
            Hwc6x10x8,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Concat<
            (Hwc6x10x8, (Hwc6x10x8, (Hwc6x10x66, ()))),
            Hwc6x10x82,
        >>::CHECK,
        <::googlenet_runtime::layers::Flatten<Hwc6x10x82, Flat4920>>::CHECK,
        <::googlenet_runtime::layers::Dense<Flat4920, Flat19>>::CHECK,
        <::googlenet_runtime::layers::Dense<Flat19, Flat7>>::CHECK,
    ];
    pub(super) type Flat19 = ::googlenet_runtime::Flat<19>;
    pub(super) type Flat4920 = ::googlenet_runtime::Flat<4920>;
    pub(super) type Flat7 = ::googlenet_runtime::Flat<7>;
    pub(super) type Hwc13x21x11 = ::googlenet_runtime::Hwc<13, 21, 11>;
    pub(super) type Hwc13x21x25 = ::googlenet_runtime::Hwc<13, 21, 25>;
    pub(super) type Hwc13x21x35 = ::googlenet_runtime::Hwc<13, 21, 35>;
    pub(super) type Hwc13x21x5 = ::googlenet_runtime::Hwc<13, 21, 5>;
    pub(super) type Hwc13x21x7 = ::googlenet_runtime::Hwc<13, 21, 7>;
    pub(super) type Hwc13x21x9 = ::googlenet_runtime::Hwc<13, 21, 9>;
    pub(super) type Hwc29x23x3 = ::googlenet_runtime::Hwc<29, 23, 3>;
    pub(super) type Hwc6x10x13 = ::googlenet_runtime::Hwc<6, 10, 13>;
    pub(super) type Hwc6x10x17 = ::googlenet_runtime::Hwc<6, 10, 17>;
    pub(super) type Hwc6x10x35 = ::googlenet_runtime::Hwc<6, 10, 35>;
    pub(super) type Hwc6x10x40 = ::googlenet_runtime::Hwc<6, 10, 40>;
    pub(super) type Hwc6x10x6 = ::googlenet_runtime::Hwc<6, 10, 6>;
    pub(super) type Hwc6x10x66 = ::googlenet_runtime::Hwc<6, 10, 66>;
    pub(super) type Hwc6x10x8 = ::googlenet_runtime::Hwc<6, 10, 8>;
    pub(super) type Hwc6x10x82 = ::googlenet_runtime::Hwc<6, 10, 82>;
    pub(super) type Window1x1By1x1Valid = ::googlenet_runtime::layers::Window<
        1,
        1,
        1,
        1,
        ::googlenet_runtime::layers::Valid,
    >;
    pub(super) type Window1x3By1x1Same = ::googlenet_runtime::layers::Window<
        1,
        3,
        1,
        1,
        ::googlenet_runtime::layers::Same,
    >;
    pub(super) type Window3x1By1x1Same = ::googlenet_runtime::layers::Window<
        3,
        1,
        1,
        1,
        ::googlenet_runtime::layers::Same,
    >;
    pub(super) type Window3x2By2x2Valid = ::googlenet_runtime::layers::Window<
        3,
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
    pub(super) type Window5x3By2x1Valid = ::googlenet_runtime::layers::Window<
        5,
        3,
        2,
        1,
        ::googlenet_runtime::layers::Valid,
    >;
}
