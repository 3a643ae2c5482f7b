/// HeadsSmall, compiled from `specs/heads_small.yaml`.
///
///The network `HeadsSmall` of `specs/heads_small.yaml`.
pub struct HeadsSmall {
    ///`dropout`, 21x18x3 to 21x18x3; line 27 of `specs/heads_small.yaml`.
    pub drop0: ::googlenet_runtime::layers::Dropout<heads_small::Hwc21x18x3>,
    ///Step `stem` with the layers that its options append, 21x18x3 to 11x9x9; line 28 of `specs/heads_small.yaml`.
    pub stem: heads_small::stem::Stem,
    ///Block `mixed` as `mixed1`, 11x9x9 to 11x9x17; line 29 of `specs/heads_small.yaml`.
    pub mixed1: heads_small::mixed1::Mixed1,
    ///Branches of `merged`, 11x9x17 to 11x9x22; line 30 of `specs/heads_small.yaml`.
    pub merged: heads_small::merged::Merged,
    ///`conv`, 11x9x22 to 11x9x8; line 34 of `specs/heads_small.yaml`.
    pub squeezed: ::googlenet_runtime::layers::Conv2d<
        heads_small::Hwc11x9x22,
        heads_small::Hwc11x9x8,
        heads_small::Window1x1By1x1Same,
    >,
    ///`max_pool`, 11x9x8 to 5x4x8; line 35 of `specs/heads_small.yaml`.
    pub features: ::googlenet_runtime::layers::MaxPool2d<
        heads_small::Hwc11x9x8,
        heads_small::Hwc5x4x8,
        heads_small::Window3x3By2x2Valid,
    >,
    ///`dropout`, 5x4x8 to 5x4x8; line 36 of `specs/heads_small.yaml`.
    pub drop: ::googlenet_runtime::layers::Dropout<heads_small::Hwc5x4x8>,
    ///`flatten`, 5x4x8 to 160; line 37 of `specs/heads_small.yaml`.
    pub flatten: ::googlenet_runtime::layers::Flatten<
        heads_small::Hwc5x4x8,
        heads_small::Flat160,
    >,
    ///`dense`, 160 to 6; line 38 of `specs/heads_small.yaml`.
    pub linear: ::googlenet_runtime::layers::Dense<
        heads_small::Flat160,
        heads_small::Flat6,
    >,
    ///Head `embedding`, 11x9x8 to 8; line 42 of `specs/heads_small.yaml`.
    pub embedding: heads_small::embedding::Embedding,
    ///Head `aux1`, in training only, 11x9x17 to 6; line 41 of `specs/heads_small.yaml`.
    pub aux1: heads_small::aux1::Aux1,
    ///Head `aux2`, in training only, 5x4x8 to 6; line 51 of `specs/heads_small.yaml`.
    pub aux2: heads_small::aux2::Aux2,
}
impl HeadsSmall {
    ///Number of parameters, moving statistics included.
    pub const PARAMS: ::core::primitive::u64 = 2895;
    ///Number of trainable parameters.
    pub const TRAINABLE_PARAMS: ::core::primitive::u64 = 2857;
    ///Number of trainable parameters, with those of heads that exist in training only.
    pub const TRAINING_PARAMS: ::core::primitive::u64 = 6085;
    ///Multiply-accumulates for one image, those with padding included.
    pub const MACS: ::core::primitive::u64 = 169091;
    ///Bytes of the arena that a session holds for the activations of one image.
    pub const ARENA_BYTES: ::core::primitive::u64 = 13952;
    ///Bytes of the arena that training holds for the results and gradients of one image.
    pub const TRAINING_ARENA_BYTES: ::core::primitive::u64 = 116672;
    ///Bytes that a session of one thread holds at most beside packed weights, the arena included.
    pub const SESSION_BYTES: ::core::primitive::u64 = 95070;
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
    ) -> ::googlenet_runtime::Session<heads_small::Input, heads_small::Output> {
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
        input_: &::googlenet_runtime::Tensor<heads_small::Input>,
    ) -> <heads_small::Output as ::googlenet_runtime::Outputs>::Tensors {
        let __drop0 = self.drop0.forward(input_);
        let __stem = self.stem.forward(&__drop0);
        let __mixed1 = self.mixed1.forward(&__stem);
        let __merged_more = self.merged.more.forward(&__stem);
        let __merged_join = self.merged.join.forward((&__mixed1, (&__merged_more, ())));
        let __squeezed = self.squeezed.forward(&__merged_join);
        let __features = self.features.forward(&__squeezed);
        let __drop = self.drop.forward(&__features);
        let __flatten = self.flatten.forward(&__drop);
        let __linear = self.linear.forward(&__flatten);
        let __embedding = self.embedding.forward(&__squeezed);
        (__linear, __drop0, __mixed1, __features, __drop, __embedding)
    }
}
impl ::core::clone::Clone for HeadsSmall {
    fn clone(&self) -> Self {
        ::googlenet_runtime::__private::clone(self)
    }
}
impl ::core::fmt::Debug for HeadsSmall {
    fn fmt(&self, __formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::googlenet_runtime::__private::debug(
            self,
            ::core::stringify!(HeadsSmall),
            __formatter,
        )
    }
}
impl ::googlenet_runtime::__private::Sealed for HeadsSmall {}
impl ::googlenet_runtime::Network for HeadsSmall {
    fn graph(&self) -> ::googlenet_runtime::__private::dsl::graph::Graph {
        <Self as ::googlenet_runtime::TypedNetwork>::portable_graph()
    }
    fn layers(
        &self,
    ) -> ::googlenet_runtime::__private::std::vec::Vec<&::googlenet_runtime::Layer> {
        ::googlenet_runtime::__private::layers([
            &self.drop0.0,
            &self.stem.conv.0,
            &self.stem.batch_norm.0,
            &self.stem.activation.0,
            &self.mixed1.narrow.0,
            &self.mixed1.wide.conv.0,
            &self.mixed1.wide.batch_norm.0,
            &self.mixed1.wide.activation.0,
            &self.mixed1.join.0,
            &self.merged.more.0,
            &self.merged.join.0,
            &self.squeezed.0,
            &self.features.0,
            &self.drop.0,
            &self.flatten.0,
            &self.linear.0,
            &self.embedding.both.mean.0,
            &self.embedding.both.most.0,
            &self.embedding.both.join.0,
            &self.embedding.norm.0,
            &self.aux1.classify.pool.0,
            &self.aux1.classify.project.0,
            &self.aux1.classify.flatten.0,
            &self.aux1.classify.hidden.0,
            &self.aux1.classify.drop.0,
            &self.aux1.classify.classes.0,
            &self.aux2.mixed.narrow.0,
            &self.aux2.mixed.wide.conv.0,
            &self.aux2.mixed.wide.batch_norm.0,
            &self.aux2.mixed.wide.activation.0,
            &self.aux2.mixed.join.0,
            &self.aux2.wide.up.0,
            &self.aux2.wide.join.0,
            &self.aux2.wide.activation.0,
            &self.aux2.both.0,
            &self.aux2.flatten.0,
            &self.aux2.classes.0,
        ])
    }
    fn layers_mut(
        &mut self,
    ) -> ::googlenet_runtime::__private::std::vec::Vec<
        ::googlenet_runtime::LayerMut<'_>,
    > {
        ::googlenet_runtime::__private::layers_mut([
            &mut self.drop0.0,
            &mut self.stem.conv.0,
            &mut self.stem.batch_norm.0,
            &mut self.stem.activation.0,
            &mut self.mixed1.narrow.0,
            &mut self.mixed1.wide.conv.0,
            &mut self.mixed1.wide.batch_norm.0,
            &mut self.mixed1.wide.activation.0,
            &mut self.mixed1.join.0,
            &mut self.merged.more.0,
            &mut self.merged.join.0,
            &mut self.squeezed.0,
            &mut self.features.0,
            &mut self.drop.0,
            &mut self.flatten.0,
            &mut self.linear.0,
            &mut self.embedding.both.mean.0,
            &mut self.embedding.both.most.0,
            &mut self.embedding.both.join.0,
            &mut self.embedding.norm.0,
            &mut self.aux1.classify.pool.0,
            &mut self.aux1.classify.project.0,
            &mut self.aux1.classify.flatten.0,
            &mut self.aux1.classify.hidden.0,
            &mut self.aux1.classify.drop.0,
            &mut self.aux1.classify.classes.0,
            &mut self.aux2.mixed.narrow.0,
            &mut self.aux2.mixed.wide.conv.0,
            &mut self.aux2.mixed.wide.batch_norm.0,
            &mut self.aux2.mixed.wide.activation.0,
            &mut self.aux2.mixed.join.0,
            &mut self.aux2.wide.up.0,
            &mut self.aux2.wide.join.0,
            &mut self.aux2.wide.activation.0,
            &mut self.aux2.both.0,
            &mut self.aux2.flatten.0,
            &mut self.aux2.classes.0,
        ])
    }
}
impl ::googlenet_runtime::TypedNetwork for HeadsSmall {
    type Input = heads_small::Input;
    type Output = heads_small::Output;
    const PARAMS: ::core::primitive::u64 = 2895;
    const TRAINABLE_PARAMS: ::core::primitive::u64 = 2857;
    const TRAINING_PARAMS: ::core::primitive::u64 = 6085;
    const MACS: ::core::primitive::u64 = 169091;
    const ARENA_BYTES: ::core::primitive::u64 = 13952;
    const TRAINING_ARENA_BYTES: ::core::primitive::u64 = 116672;
    const SESSION_BYTES: ::core::primitive::u64 = 95070;
    fn definition() -> &'static ::googlenet_runtime::__private::dsl::graph::Definition {
        static DEFINITION: ::googlenet_runtime::__private::Definition = ::googlenet_runtime::__private::Definition::new(
            "HeadsSmall",
            "
            $input 4 [] input 21,18,3
            drop0 27 [0] dropout rate=0.1
            stem 28 [1] conv filters=9 kernel=3,3 stride=2,2 padding=same bias=false
            stem.batch_norm 28 [2] batch_norm
            stem.activation 28 [3] activation function=relu
            mixed1.narrow 13 [4] conv filters=7 kernel=1,1 padding=same activation=relu
            mixed1.wide 14 [4] conv filters=10 kernel=3,3 padding=same bias=false
            mixed1.wide.batch_norm 14 [6] batch_norm
            mixed1.wide.activation 14 [7] activation function=relu
            mixed1 29 [5,8] concat
            merged.more 33 [4] conv filters=5 kernel=3,3 padding=same activation=relu
            merged 30 [9,10] concat
            squeezed 34 [11] conv filters=8 kernel=1,1 padding=same activation=relu
            features 35 [12] max_pool kernel=3,3 stride=2,2
            drop 36 [13] dropout rate=0.4
            flatten 37 [14] flatten
            linear 38 [15] dense units=6 activation=softmax
            embedding.both.mean 48 [12] global_avg_pool
            embedding.both.most 49 [12] global_max_pool
            embedding.both 46 [17,18] concat
            embedding.norm 50 [19] dense units=8 activation=tanh
            aux1.classify.pool 19 [9] avg_pool kernel=3,3 stride=2,2
            aux1.classify.project 20 [21] conv filters=4 kernel=1,1 padding=same activation=relu
            aux1.classify.flatten 21 [22] flatten
            aux1.classify.hidden 22 [23] dense units=11 activation=relu
            aux1.classify.drop 23 [24] dropout rate=0.7
            aux1.classify.classes 24 [25] dense units=6 activation=softmax
            aux2.mixed.narrow 13 [13] conv filters=3 kernel=1,1 padding=same activation=relu
            aux2.mixed.wide 14 [13] conv filters=4 kernel=3,3 padding=same bias=false
            aux2.mixed.wide.batch_norm 14 [28] batch_norm
            aux2.mixed.wide.activation 14 [29] activation function=relu
            aux2.mixed 56 [27,30] concat
            aux2.wide.up 57 [31] conv filters=8 kernel=1,1 padding=same activation=relu
            aux2.wide 57 [32,13] add
            aux2.wide.activation 57 [33] activation function=relu
            aux2.both 58 [31,34] concat
            aux2.flatten 59 [35] flatten
            aux2.classes 60 [36] dense units=6
            => linear 16
            => drop0 1
            => mixed1 9
            => features 13
            => drop 14
            => embedding 20
            * embedding always 1 12 17 20
            * aux1 training 0.3 9 21 26
            * aux2 training 0.5 13 27 37
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
        __layer36, __layer37] = __layers.take();
        Self {
            drop0: ::googlenet_runtime::layers::Dropout(
                __layer1,
                ::googlenet_runtime::__private::PhantomData,
            ),
            stem: heads_small::stem::Stem {
                conv: ::googlenet_runtime::layers::Conv2d(
                    __layer2,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                batch_norm: ::googlenet_runtime::layers::BatchNorm(
                    __layer3,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                activation: ::googlenet_runtime::layers::Activate(
                    __layer4,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            mixed1: heads_small::mixed1::Mixed1 {
                narrow: ::googlenet_runtime::layers::Conv2d(
                    __layer5,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                wide: heads_small::mixed1::wide::Wide {
                    conv: ::googlenet_runtime::layers::Conv2d(
                        __layer6,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    batch_norm: ::googlenet_runtime::layers::BatchNorm(
                        __layer7,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    activation: ::googlenet_runtime::layers::Activate(
                        __layer8,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                },
                join: ::googlenet_runtime::layers::Concat(
                    __layer9,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            merged: heads_small::merged::Merged {
                more: ::googlenet_runtime::layers::Conv2d(
                    __layer10,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                join: ::googlenet_runtime::layers::Concat(
                    __layer11,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            squeezed: ::googlenet_runtime::layers::Conv2d(
                __layer12,
                ::googlenet_runtime::__private::PhantomData,
            ),
            features: ::googlenet_runtime::layers::MaxPool2d(
                __layer13,
                ::googlenet_runtime::__private::PhantomData,
            ),
            drop: ::googlenet_runtime::layers::Dropout(
                __layer14,
                ::googlenet_runtime::__private::PhantomData,
            ),
            flatten: ::googlenet_runtime::layers::Flatten(
                __layer15,
                ::googlenet_runtime::__private::PhantomData,
            ),
            linear: ::googlenet_runtime::layers::Dense(
                __layer16,
                ::googlenet_runtime::__private::PhantomData,
            ),
            embedding: heads_small::embedding::Embedding {
                both: heads_small::embedding::both::Both {
                    mean: ::googlenet_runtime::layers::GlobalAvgPool2d(
                        __layer17,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    most: ::googlenet_runtime::layers::GlobalMaxPool2d(
                        __layer18,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    join: ::googlenet_runtime::layers::Concat(
                        __layer19,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                },
                norm: ::googlenet_runtime::layers::Dense(
                    __layer20,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            aux1: heads_small::aux1::Aux1 {
                classify: heads_small::aux1::classify::Classify {
                    pool: ::googlenet_runtime::layers::AvgPool2d(
                        __layer21,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    project: ::googlenet_runtime::layers::Conv2d(
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
                    drop: ::googlenet_runtime::layers::Dropout(
                        __layer25,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    classes: ::googlenet_runtime::layers::Dense(
                        __layer26,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                },
            },
            aux2: heads_small::aux2::Aux2 {
                mixed: heads_small::aux2::mixed::Mixed {
                    narrow: ::googlenet_runtime::layers::Conv2d(
                        __layer27,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    wide: heads_small::aux2::mixed::wide::Wide {
                        conv: ::googlenet_runtime::layers::Conv2d(
                            __layer28,
                            ::googlenet_runtime::__private::PhantomData,
                        ),
                        batch_norm: ::googlenet_runtime::layers::BatchNorm(
                            __layer29,
                            ::googlenet_runtime::__private::PhantomData,
                        ),
                        activation: ::googlenet_runtime::layers::Activate(
                            __layer30,
                            ::googlenet_runtime::__private::PhantomData,
                        ),
                    },
                    join: ::googlenet_runtime::layers::Concat(
                        __layer31,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                },
                wide: heads_small::aux2::wide::Wide {
                    up: ::googlenet_runtime::layers::Conv2d(
                        __layer32,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    join: ::googlenet_runtime::layers::Add(
                        __layer33,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    activation: ::googlenet_runtime::layers::Activate(
                        __layer34,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                },
                both: ::googlenet_runtime::layers::Concat(
                    __layer35,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                flatten: ::googlenet_runtime::layers::Flatten(
                    __layer36,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                classes: ::googlenet_runtime::layers::Dense(
                    __layer37,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
        }
    }
}
///The shapes and blocks of [`HeadsSmall`].
pub mod heads_small {
    ///The shape of the network's input.
    pub type Input = Hwc21x18x3;
    ///The shapes of the network's outputs: `linear`, `drop0`, `mixed1`, `features`, `drop`, `embedding`.
    pub type Output = (Flat6, Hwc21x18x3, Hwc11x9x17, Hwc5x4x8, Hwc5x4x8, Flat8);
    ///Step `stem` with the layers that its options append, 21x18x3 to 11x9x9; line 28 of `specs/heads_small.yaml`.
    pub mod stem {
        ///The shape of the block's input.
        pub type Input = super::Hwc21x18x3;
        ///The shape of the block's output.
        pub type Output = super::Hwc11x9x9;
        ///Step `stem` with the layers that its options append, 21x18x3 to 11x9x9; line 28 of `specs/heads_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Stem {
            ///`conv`, 21x18x3 to 11x9x9; line 28 of `specs/heads_small.yaml`.
            pub conv: ::googlenet_runtime::layers::Conv2d<
                super::Hwc21x18x3,
                super::Hwc11x9x9,
                super::Window3x3By2x2Same,
            >,
            ///`batch_norm`, 11x9x9 to 11x9x9; line 28 of `specs/heads_small.yaml`.
            pub batch_norm: ::googlenet_runtime::layers::BatchNorm<super::Hwc11x9x9>,
            ///`activation`, 11x9x9 to 11x9x9; line 28 of `specs/heads_small.yaml`.
            pub activation: ::googlenet_runtime::layers::Activate<super::Hwc11x9x9>,
        }
        impl ::core::fmt::Debug for Stem {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Stem (21x18x3 to 11x9x9)")
            }
        }
        impl Stem {
            ///Runs the layers on the calling thread.
            #[inline]
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let conv = self.conv.forward(input);
                let batch_norm = self.batch_norm.forward(&conv);
                let activation = self.activation.forward(&batch_norm);
                activation
            }
        }
    }
    ///Block `mixed` as `mixed1`, 11x9x9 to 11x9x17; line 29 of `specs/heads_small.yaml`.
    pub mod mixed1 {
        ///The shape of the block's input.
        pub type Input = super::Hwc11x9x9;
        ///The shape of the block's output.
        pub type Output = super::Hwc11x9x17;
        ///Block `mixed` as `mixed1`, 11x9x9 to 11x9x17; line 29 of `specs/heads_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Mixed1 {
            ///`conv`, 11x9x9 to 11x9x7; line 13 of `specs/heads_small.yaml`.
            pub narrow: ::googlenet_runtime::layers::Conv2d<
                super::Hwc11x9x9,
                super::Hwc11x9x7,
                super::Window1x1By1x1Same,
            >,
            ///Step `wide` with the layers that its options append, 11x9x9 to 11x9x10; line 14 of `specs/heads_small.yaml`.
            pub wide: wide::Wide,
            ///`concat`, 11x9x7 and 11x9x10 to 11x9x17; line 29 of `specs/heads_small.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (super::Hwc11x9x7, (super::Hwc11x9x10, ())),
                super::Hwc11x9x17,
            >,
        }
        impl ::core::fmt::Debug for Mixed1 {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Mixed1 (11x9x9 to 11x9x17)")
            }
        }
        impl Mixed1 {
            ///Runs the layers on the calling thread.
            #[inline]
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let narrow = self.narrow.forward(input);
                let wide = self.wide.forward(input);
                let join = self.join.forward((&narrow, (&wide, ())));
                join
            }
        }
        ///Step `wide` with the layers that its options append, 11x9x9 to 11x9x10; line 14 of `specs/heads_small.yaml`.
        pub mod wide {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc11x9x9;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc11x9x10;
            ///Step `wide` with the layers that its options append, 11x9x9 to 11x9x10; line 14 of `specs/heads_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Wide {
                ///`conv`, 11x9x9 to 11x9x10; line 14 of `specs/heads_small.yaml`.
                pub conv: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc11x9x9,
                    super::super::Hwc11x9x10,
                    super::super::Window3x3By1x1Same,
                >,
                ///`batch_norm`, 11x9x10 to 11x9x10; line 14 of `specs/heads_small.yaml`.
                pub batch_norm: ::googlenet_runtime::layers::BatchNorm<
                    super::super::Hwc11x9x10,
                >,
                ///`activation`, 11x9x10 to 11x9x10; line 14 of `specs/heads_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    super::super::Hwc11x9x10,
                >,
            }
            impl ::core::fmt::Debug for Wide {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Wide (11x9x9 to 11x9x10)")
                }
            }
            impl Wide {
                ///Runs the layers on the calling thread.
                #[inline]
                pub fn forward(
                    &self,
                    input: &::googlenet_runtime::Tensor<Input>,
                ) -> ::googlenet_runtime::Tensor<Output> {
                    let conv = self.conv.forward(input);
                    let batch_norm = self.batch_norm.forward(&conv);
                    let activation = self.activation.forward(&batch_norm);
                    activation
                }
            }
        }
    }
    ///Branches of `merged`, 11x9x17 to 11x9x22; line 30 of `specs/heads_small.yaml`.
    pub mod merged {
        ///The shape of the block's input.
        pub type Input = super::Hwc11x9x17;
        ///The shape of the block's output.
        pub type Output = super::Hwc11x9x22;
        ///Branches of `merged`, 11x9x17 to 11x9x22; line 30 of `specs/heads_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Merged {
            ///`conv`, 11x9x9 to 11x9x5; line 33 of `specs/heads_small.yaml`.
            pub more: ::googlenet_runtime::layers::Conv2d<
                super::Hwc11x9x9,
                super::Hwc11x9x5,
                super::Window3x3By1x1Same,
            >,
            ///`concat`, 11x9x17 and 11x9x5 to 11x9x22; line 30 of `specs/heads_small.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (super::Hwc11x9x17, (super::Hwc11x9x5, ())),
                super::Hwc11x9x22,
            >,
        }
        impl ::core::fmt::Debug for Merged {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Merged (11x9x17 to 11x9x22)")
            }
        }
    }
    ///Head `embedding`, 11x9x8 to 8; line 42 of `specs/heads_small.yaml`.
    pub mod embedding {
        ///The shape of the block's input.
        pub type Input = super::Hwc11x9x8;
        ///The shape of the block's output.
        pub type Output = super::Flat8;
        ///Head `embedding`, 11x9x8 to 8; line 42 of `specs/heads_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Embedding {
            ///Branches of `both`, 11x9x8 to 16; line 46 of `specs/heads_small.yaml`.
            pub both: both::Both,
            ///`dense`, 16 to 8; line 50 of `specs/heads_small.yaml`.
            pub norm: ::googlenet_runtime::layers::Dense<super::Flat16, super::Flat8>,
        }
        impl ::core::fmt::Debug for Embedding {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Embedding (11x9x8 to 8)")
            }
        }
        impl Embedding {
            ///Runs the layers on the calling thread.
            #[inline]
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
        }
        ///Branches of `both`, 11x9x8 to 16; line 46 of `specs/heads_small.yaml`.
        pub mod both {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc11x9x8;
            ///The shape of the block's output.
            pub type Output = super::super::Flat16;
            ///Branches of `both`, 11x9x8 to 16; line 46 of `specs/heads_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Both {
                ///`global_avg_pool`, 11x9x8 to 8; line 48 of `specs/heads_small.yaml`.
                pub mean: ::googlenet_runtime::layers::GlobalAvgPool2d<
                    super::super::Hwc11x9x8,
                    super::super::Flat8,
                >,
                ///`global_max_pool`, 11x9x8 to 8; line 49 of `specs/heads_small.yaml`.
                pub most: ::googlenet_runtime::layers::GlobalMaxPool2d<
                    super::super::Hwc11x9x8,
                    super::super::Flat8,
                >,
                ///`concat`, 8 and 8 to 16; line 46 of `specs/heads_small.yaml`.
                pub join: ::googlenet_runtime::layers::Concat<
                    (super::super::Flat8, (super::super::Flat8, ())),
                    super::super::Flat16,
                >,
            }
            impl ::core::fmt::Debug for Both {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Both (11x9x8 to 16)")
                }
            }
        }
    }
    ///Head `aux1`, in training only, 11x9x17 to 6; line 41 of `specs/heads_small.yaml`.
    pub mod aux1 {
        ///The shape of the block's input.
        pub type Input = super::Hwc11x9x17;
        ///The shape of the block's output.
        pub type Output = super::Flat6;
        ///Head `aux1`, in training only, 11x9x17 to 6; line 41 of `specs/heads_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Aux1 {
            ///Block `classifier` as `classify`, 11x9x17 to 6; line 41 of `specs/heads_small.yaml`.
            pub classify: classify::Classify,
        }
        impl ::core::fmt::Debug for Aux1 {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Aux1 (11x9x17 to 6)")
            }
        }
        impl Aux1 {
            ///Runs the layers on the calling thread.
            #[inline]
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let classify = self.classify.forward(input);
                classify
            }
        }
        ///Block `classifier` as `classify`, 11x9x17 to 6; line 41 of `specs/heads_small.yaml`.
        pub mod classify {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc11x9x17;
            ///The shape of the block's output.
            pub type Output = super::super::Flat6;
            ///Block `classifier` as `classify`, 11x9x17 to 6; line 41 of `specs/heads_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Classify {
                ///`avg_pool`, 11x9x17 to 5x4x17; line 19 of `specs/heads_small.yaml`.
                pub pool: ::googlenet_runtime::layers::AvgPool2d<
                    super::super::Hwc11x9x17,
                    super::super::Hwc5x4x17,
                    super::super::Window3x3By2x2Valid,
                >,
                ///`conv`, 5x4x17 to 5x4x4; line 20 of `specs/heads_small.yaml`.
                pub project: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc5x4x17,
                    super::super::Hwc5x4x4,
                    super::super::Window1x1By1x1Same,
                >,
                ///`flatten`, 5x4x4 to 80; line 21 of `specs/heads_small.yaml`.
                pub flatten: ::googlenet_runtime::layers::Flatten<
                    super::super::Hwc5x4x4,
                    super::super::Flat80,
                >,
                ///`dense`, 80 to 11; line 22 of `specs/heads_small.yaml`.
                pub hidden: ::googlenet_runtime::layers::Dense<
                    super::super::Flat80,
                    super::super::Flat11,
                >,
                ///`dropout`, 11 to 11; line 23 of `specs/heads_small.yaml`.
                pub drop: ::googlenet_runtime::layers::Dropout<super::super::Flat11>,
                ///`dense`, 11 to 6; line 24 of `specs/heads_small.yaml`.
                pub classes: ::googlenet_runtime::layers::Dense<
                    super::super::Flat11,
                    super::super::Flat6,
                >,
            }
            impl ::core::fmt::Debug for Classify {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Classify (11x9x17 to 6)")
                }
            }
            impl Classify {
                ///Runs the layers on the calling thread.
                #[inline]
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
            }
        }
    }
    ///Head `aux2`, in training only, 5x4x8 to 6; line 51 of `specs/heads_small.yaml`.
    pub mod aux2 {
        ///The shape of the block's input.
        pub type Input = super::Hwc5x4x8;
        ///The shape of the block's output.
        pub type Output = super::Flat6;
        ///Head `aux2`, in training only, 5x4x8 to 6; line 51 of `specs/heads_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Aux2 {
            ///Block `mixed` as `mixed`, 5x4x8 to 5x4x7; line 56 of `specs/heads_small.yaml`.
            pub mixed: mixed::Mixed,
            ///Branches of `wide`, 5x4x7 to 5x4x8; line 57 of `specs/heads_small.yaml`.
            pub wide: wide::Wide,
            ///`concat`, 5x4x7 and 5x4x8 to 5x4x15; line 58 of `specs/heads_small.yaml`.
            pub both: ::googlenet_runtime::layers::Concat<
                (super::Hwc5x4x7, (super::Hwc5x4x8, ())),
                super::Hwc5x4x15,
            >,
            ///`flatten`, 5x4x15 to 300; line 59 of `specs/heads_small.yaml`.
            pub flatten: ::googlenet_runtime::layers::Flatten<
                super::Hwc5x4x15,
                super::Flat300,
            >,
            ///`dense`, 300 to 6; line 60 of `specs/heads_small.yaml`.
            pub classes: ::googlenet_runtime::layers::Dense<
                super::Flat300,
                super::Flat6,
            >,
        }
        impl ::core::fmt::Debug for Aux2 {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Aux2 (5x4x8 to 6)")
            }
        }
        impl Aux2 {
            ///Runs the layers on the calling thread.
            #[inline]
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
        }
        ///Block `mixed` as `mixed`, 5x4x8 to 5x4x7; line 56 of `specs/heads_small.yaml`.
        pub mod mixed {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc5x4x8;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc5x4x7;
            ///Block `mixed` as `mixed`, 5x4x8 to 5x4x7; line 56 of `specs/heads_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Mixed {
                ///`conv`, 5x4x8 to 5x4x3; line 13 of `specs/heads_small.yaml`.
                pub narrow: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc5x4x8,
                    super::super::Hwc5x4x3,
                    super::super::Window1x1By1x1Same,
                >,
                ///Step `wide` with the layers that its options append, 5x4x8 to 5x4x4; line 14 of `specs/heads_small.yaml`.
                pub wide: wide::Wide,
                ///`concat`, 5x4x3 and 5x4x4 to 5x4x7; line 56 of `specs/heads_small.yaml`.
                pub join: ::googlenet_runtime::layers::Concat<
                    (super::super::Hwc5x4x3, (super::super::Hwc5x4x4, ())),
                    super::super::Hwc5x4x7,
                >,
            }
            impl ::core::fmt::Debug for Mixed {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Mixed (5x4x8 to 5x4x7)")
                }
            }
            impl Mixed {
                ///Runs the layers on the calling thread.
                #[inline]
                pub fn forward(
                    &self,
                    input: &::googlenet_runtime::Tensor<Input>,
                ) -> ::googlenet_runtime::Tensor<Output> {
                    let narrow = self.narrow.forward(input);
                    let wide = self.wide.forward(input);
                    let join = self.join.forward((&narrow, (&wide, ())));
                    join
                }
            }
            ///Step `wide` with the layers that its options append, 5x4x8 to 5x4x4; line 14 of `specs/heads_small.yaml`.
            pub mod wide {
                ///The shape of the block's input.
                pub type Input = super::super::super::Hwc5x4x8;
                ///The shape of the block's output.
                pub type Output = super::super::super::Hwc5x4x4;
                ///Step `wide` with the layers that its options append, 5x4x8 to 5x4x4; line 14 of `specs/heads_small.yaml`.
                #[derive(::core::clone::Clone)]
                pub struct Wide {
                    ///`conv`, 5x4x8 to 5x4x4; line 14 of `specs/heads_small.yaml`.
                    pub conv: ::googlenet_runtime::layers::Conv2d<
                        super::super::super::Hwc5x4x8,
                        super::super::super::Hwc5x4x4,
                        super::super::super::Window3x3By1x1Same,
                    >,
                    ///`batch_norm`, 5x4x4 to 5x4x4; line 14 of `specs/heads_small.yaml`.
                    pub batch_norm: ::googlenet_runtime::layers::BatchNorm<
                        super::super::super::Hwc5x4x4,
                    >,
                    ///`activation`, 5x4x4 to 5x4x4; line 14 of `specs/heads_small.yaml`.
                    pub activation: ::googlenet_runtime::layers::Activate<
                        super::super::super::Hwc5x4x4,
                    >,
                }
                impl ::core::fmt::Debug for Wide {
                    #[inline]
                    fn fmt(
                        &self,
                        f: &mut ::core::fmt::Formatter<'_>,
                    ) -> ::core::fmt::Result {
                        f.write_str("Wide (5x4x8 to 5x4x4)")
                    }
                }
                impl Wide {
                    ///Runs the layers on the calling thread.
                    #[inline]
                    pub fn forward(
                        &self,
                        input: &::googlenet_runtime::Tensor<Input>,
                    ) -> ::googlenet_runtime::Tensor<Output> {
                        let conv = self.conv.forward(input);
                        let batch_norm = self.batch_norm.forward(&conv);
                        let activation = self.activation.forward(&batch_norm);
                        activation
                    }
                }
            }
        }
        ///Branches of `wide`, 5x4x7 to 5x4x8; line 57 of `specs/heads_small.yaml`.
        pub mod wide {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc5x4x7;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc5x4x8;
            ///Branches of `wide`, 5x4x7 to 5x4x8; line 57 of `specs/heads_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Wide {
                ///`conv`, 5x4x7 to 5x4x8; line 57 of `specs/heads_small.yaml`.
                pub up: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc5x4x7,
                    super::super::Hwc5x4x8,
                    super::super::Window1x1By1x1Same,
                >,
                ///`add`, 5x4x8 and 5x4x8 to 5x4x8; line 57 of `specs/heads_small.yaml`.
                pub join: ::googlenet_runtime::layers::Add<
                    (super::super::Hwc5x4x8, (super::super::Hwc5x4x8, ())),
                    super::super::Hwc5x4x8,
                >,
                ///`activation`, 5x4x8 to 5x4x8; line 57 of `specs/heads_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    super::super::Hwc5x4x8,
                >,
            }
            impl ::core::fmt::Debug for Wide {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Wide (5x4x7 to 5x4x8)")
                }
            }
        }
    }
    const _: [(); 27usize] = [
        <::googlenet_runtime::layers::Conv2d<
            Hwc21x18x3,
            Hwc11x9x9,
            Window3x3By2x2Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc11x9x9,
            Hwc11x9x7,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc11x9x9,
            Hwc11x9x10,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Concat<
            (Hwc11x9x7, (Hwc11x9x10, ())),
            Hwc11x9x17,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc11x9x9,
            Hwc11x9x5,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Concat<
            (Hwc11x9x17, (Hwc11x9x5, ())),
            Hwc11x9x22,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc11x9x22,
            Hwc11x9x8,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::MaxPool2d<
            Hwc11x9x8,
            Hwc5x4x8,
            Window3x3By2x2Valid,
        >>::CHECK,
        <::googlenet_runtime::layers::Flatten<Hwc5x4x8, Flat160>>::CHECK,
        <::googlenet_runtime::layers::Dense<Flat160, Flat6>>::CHECK,
        <::googlenet_runtime::layers::GlobalAvgPool2d<Hwc11x9x8, Flat8>>::CHECK,
        <::googlenet_runtime::layers::GlobalMaxPool2d<Hwc11x9x8, Flat8>>::CHECK,
        <::googlenet_runtime::layers::Concat<(Flat8, (Flat8, ())), Flat16>>::CHECK,
        <::googlenet_runtime::layers::Dense<Flat16, Flat8>>::CHECK,
        <::googlenet_runtime::layers::AvgPool2d<
            Hwc11x9x17,
            Hwc5x4x17,
            Window3x3By2x2Valid,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc5x4x17,
            Hwc5x4x4,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Flatten<Hwc5x4x4, Flat80>>::CHECK,
        <::googlenet_runtime::layers::Dense<Flat80, Flat11>>::CHECK,
        <::googlenet_runtime::layers::Dense<Flat11, Flat6>>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc5x4x8,
            Hwc5x4x3,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc5x4x8,
            Hwc5x4x4,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Concat<
            (Hwc5x4x3, (Hwc5x4x4, ())),
            Hwc5x4x7,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc5x4x7,
            Hwc5x4x8,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Add<(Hwc5x4x8, (Hwc5x4x8, ())), Hwc5x4x8>>::CHECK,
        <::googlenet_runtime::layers::Concat<
            (Hwc5x4x7, (Hwc5x4x8, ())),
            Hwc5x4x15,
        >>::CHECK,
        <::googlenet_runtime::layers::Flatten<Hwc5x4x15, Flat300>>::CHECK,
        <::googlenet_runtime::layers::Dense<Flat300, Flat6>>::CHECK,
    ];
    pub(super) type Flat11 = ::googlenet_runtime::Flat<11>;
    pub(super) type Flat16 = ::googlenet_runtime::Flat<16>;
    pub(super) type Flat160 = ::googlenet_runtime::Flat<160>;
    pub(super) type Flat300 = ::googlenet_runtime::Flat<300>;
    pub(super) type Flat6 = ::googlenet_runtime::Flat<6>;
    pub(super) type Flat8 = ::googlenet_runtime::Flat<8>;
    pub(super) type Flat80 = ::googlenet_runtime::Flat<80>;
    pub(super) type Hwc11x9x10 = ::googlenet_runtime::Hwc<11, 9, 10>;
    pub(super) type Hwc11x9x17 = ::googlenet_runtime::Hwc<11, 9, 17>;
    pub(super) type Hwc11x9x22 = ::googlenet_runtime::Hwc<11, 9, 22>;
    pub(super) type Hwc11x9x5 = ::googlenet_runtime::Hwc<11, 9, 5>;
    pub(super) type Hwc11x9x7 = ::googlenet_runtime::Hwc<11, 9, 7>;
    pub(super) type Hwc11x9x8 = ::googlenet_runtime::Hwc<11, 9, 8>;
    pub(super) type Hwc11x9x9 = ::googlenet_runtime::Hwc<11, 9, 9>;
    pub(super) type Hwc21x18x3 = ::googlenet_runtime::Hwc<21, 18, 3>;
    pub(super) type Hwc5x4x15 = ::googlenet_runtime::Hwc<5, 4, 15>;
    pub(super) type Hwc5x4x17 = ::googlenet_runtime::Hwc<5, 4, 17>;
    pub(super) type Hwc5x4x3 = ::googlenet_runtime::Hwc<5, 4, 3>;
    pub(super) type Hwc5x4x4 = ::googlenet_runtime::Hwc<5, 4, 4>;
    pub(super) type Hwc5x4x7 = ::googlenet_runtime::Hwc<5, 4, 7>;
    pub(super) type Hwc5x4x8 = ::googlenet_runtime::Hwc<5, 4, 8>;
    pub(super) type Window1x1By1x1Same = ::googlenet_runtime::layers::Window<
        1,
        1,
        1,
        1,
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
    pub(super) type Window3x3By2x2Valid = ::googlenet_runtime::layers::Window<
        3,
        3,
        2,
        2,
        ::googlenet_runtime::layers::Valid,
    >;
}
