/// NormalSmall, compiled from `specs/normal_small.yaml`.
///
///The network `NormalSmall` of `specs/normal_small.yaml`.
pub struct NormalSmall {
    ///Step `stem` with the layers that its options append, 17x15x3 to 9x8x10; line 19 of `specs/normal_small.yaml`.
    pub stem: normal_small::stem::Stem,
    ///`conv`, 9x8x10 to 9x8x12; line 20 of `specs/normal_small.yaml`.
    pub plain: ::googlenet_runtime::layers::Conv2d<
        normal_small::Hwc9x8x10,
        normal_small::Hwc9x8x12,
        normal_small::Window1x1By1x1Same,
    >,
    ///`batch_norm`, 9x8x12 to 9x8x12; line 21 of `specs/normal_small.yaml`.
    pub norm: ::googlenet_runtime::layers::BatchNorm<normal_small::Hwc9x8x12>,
    ///Block `gated` as `gated1`, 9x8x12 to 9x8x13; line 22 of `specs/normal_small.yaml`.
    pub gated1: normal_small::gated1::Gated1,
    ///Block `gated` as `gated2`, 9x8x13 to 9x8x9; line 23 of `specs/normal_small.yaml`.
    pub gated2: normal_small::gated2::Gated2,
    ///Block `gated` as `gated3`, 9x8x9 to 9x8x8; line 24 of `specs/normal_small.yaml`.
    pub gated3: normal_small::gated3::Gated3,
    ///Step `biased` with the layers that its options append, 9x8x8 to 9x8x11; line 25 of `specs/normal_small.yaml`.
    pub biased: normal_small::biased::Biased,
    ///Branches of `both`, 9x8x11 to 22; line 26 of `specs/normal_small.yaml`.
    pub both: normal_small::both::Both,
    ///`batch_norm`, 22 to 22; line 30 of `specs/normal_small.yaml`.
    pub again: ::googlenet_runtime::layers::BatchNorm<normal_small::Flat22>,
    ///`dense`, 22 to 5; line 31 of `specs/normal_small.yaml`.
    pub classes: ::googlenet_runtime::layers::Dense<
        normal_small::Flat22,
        normal_small::Flat5,
    >,
}
impl NormalSmall {
    ///Number of parameters, moving statistics included.
    pub const PARAMS: ::core::primitive::u64 = 5867;
    ///Number of trainable parameters.
    pub const TRAINABLE_PARAMS: ::core::primitive::u64 = 5637;
    ///Number of trainable parameters, with those of heads that exist in training only.
    pub const TRAINING_PARAMS: ::core::primitive::u64 = 5637;
    ///Multiply-accumulates for one image, those with padding included.
    pub const MACS: ::core::primitive::u64 = 383294;
    ///Bytes of the arena that a session holds for the activations of one image.
    pub const ARENA_BYTES: ::core::primitive::u64 = 21120;
    ///Bytes of the arena that training holds for the results and gradients of one image.
    pub const TRAINING_ARENA_BYTES: ::core::primitive::u64 = 112832;
    ///Bytes that a session of one thread holds at most beside packed weights, the arena included.
    pub const SESSION_BYTES: ::core::primitive::u64 = 186365;
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
    ) -> ::googlenet_runtime::Session<normal_small::Input, normal_small::Output> {
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
        input_: &::googlenet_runtime::Tensor<normal_small::Input>,
    ) -> ::googlenet_runtime::Tensor<normal_small::Output> {
        let __stem = self.stem.forward(input_);
        let __plain = self.plain.forward(&__stem);
        let __norm = self.norm.forward(&__plain);
        let __gated1 = self.gated1.forward(&__norm);
        let __gated2 = self.gated2.forward(&__gated1);
        let __gated3 = self.gated3.forward(&__gated2);
        let __biased = self.biased.forward(&__gated3);
        let __both_mean = self.both.mean.forward(&__biased);
        let __both_most = self.both.most.forward(&__biased);
        let __both_join = self.both.join.forward((&__both_mean, (&__both_most, ())));
        let __again = self.again.forward(&__both_join);
        let __classes = self.classes.forward(&__again);
        __classes
    }
}
impl ::core::clone::Clone for NormalSmall {
    fn clone(&self) -> Self {
        ::googlenet_runtime::__private::clone(self)
    }
}
impl ::core::fmt::Debug for NormalSmall {
    fn fmt(&self, __formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::googlenet_runtime::__private::debug(
            self,
            ::core::stringify!(NormalSmall),
            __formatter,
        )
    }
}
impl ::googlenet_runtime::__private::Sealed for NormalSmall {}
impl ::googlenet_runtime::Network for NormalSmall {
    fn graph(&self) -> ::googlenet_runtime::__private::dsl::graph::Graph {
        <Self as ::googlenet_runtime::TypedNetwork>::portable_graph()
    }
    fn layers(
        &self,
    ) -> ::googlenet_runtime::__private::std::vec::Vec<&::googlenet_runtime::Layer> {
        ::googlenet_runtime::__private::layers([
            &self.stem.conv.0,
            &self.stem.batch_norm.0,
            &self.stem.activation.0,
            &self.plain.0,
            &self.norm.0,
            &self.gated1.main.conv.0,
            &self.gated1.main.batch_norm.0,
            &self.gated1.main.activation.0,
            &self.gated1.gate.conv.0,
            &self.gated1.gate.batch_norm.0,
            &self.gated1.gate.activation.0,
            &self.gated1.sum.0,
            &self.gated1.after.0,
            &self.gated2.main.conv.0,
            &self.gated2.main.batch_norm.0,
            &self.gated2.main.activation.0,
            &self.gated2.gate.conv.0,
            &self.gated2.gate.batch_norm.0,
            &self.gated2.gate.activation.0,
            &self.gated2.sum.0,
            &self.gated2.after.0,
            &self.gated3.main.conv.0,
            &self.gated3.main.batch_norm.0,
            &self.gated3.main.activation.0,
            &self.gated3.gate.conv.0,
            &self.gated3.gate.batch_norm.0,
            &self.gated3.sum.0,
            &self.gated3.after.0,
            &self.biased.conv.0,
            &self.biased.batch_norm.0,
            &self.biased.activation.0,
            &self.both.mean.0,
            &self.both.most.0,
            &self.both.join.0,
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
            &mut self.stem.conv.0,
            &mut self.stem.batch_norm.0,
            &mut self.stem.activation.0,
            &mut self.plain.0,
            &mut self.norm.0,
            &mut self.gated1.main.conv.0,
            &mut self.gated1.main.batch_norm.0,
            &mut self.gated1.main.activation.0,
            &mut self.gated1.gate.conv.0,
            &mut self.gated1.gate.batch_norm.0,
            &mut self.gated1.gate.activation.0,
            &mut self.gated1.sum.0,
            &mut self.gated1.after.0,
            &mut self.gated2.main.conv.0,
            &mut self.gated2.main.batch_norm.0,
            &mut self.gated2.main.activation.0,
            &mut self.gated2.gate.conv.0,
            &mut self.gated2.gate.batch_norm.0,
            &mut self.gated2.gate.activation.0,
            &mut self.gated2.sum.0,
            &mut self.gated2.after.0,
            &mut self.gated3.main.conv.0,
            &mut self.gated3.main.batch_norm.0,
            &mut self.gated3.main.activation.0,
            &mut self.gated3.gate.conv.0,
            &mut self.gated3.gate.batch_norm.0,
            &mut self.gated3.sum.0,
            &mut self.gated3.after.0,
            &mut self.biased.conv.0,
            &mut self.biased.batch_norm.0,
            &mut self.biased.activation.0,
            &mut self.both.mean.0,
            &mut self.both.most.0,
            &mut self.both.join.0,
            &mut self.again.0,
            &mut self.classes.0,
        ])
    }
}
impl ::googlenet_runtime::TypedNetwork for NormalSmall {
    type Input = normal_small::Input;
    type Output = normal_small::Output;
    const PARAMS: ::core::primitive::u64 = 5867;
    const TRAINABLE_PARAMS: ::core::primitive::u64 = 5637;
    const TRAINING_PARAMS: ::core::primitive::u64 = 5637;
    const MACS: ::core::primitive::u64 = 383294;
    const ARENA_BYTES: ::core::primitive::u64 = 21120;
    const TRAINING_ARENA_BYTES: ::core::primitive::u64 = 112832;
    const SESSION_BYTES: ::core::primitive::u64 = 186365;
    fn definition() -> &'static ::googlenet_runtime::__private::dsl::graph::Definition {
        static DEFINITION: ::googlenet_runtime::__private::Definition = ::googlenet_runtime::__private::Definition::new(
            "NormalSmall",
            "
            $input 4 [] input 17,15,3
            stem 19 [0] conv filters=10 kernel=3,3 stride=2,2 padding=same bias=false
            stem.batch_norm 19 [1] batch_norm
            stem.activation 19 [2] activation function=relu
            plain 20 [3] conv filters=12 kernel=1,1 padding=same
            norm 21 [4] batch_norm center=false
            gated1.main 13 [5] conv filters=13 kernel=3,3 padding=same bias=false
            gated1.main.batch_norm 13 [6] batch_norm scale=false
            gated1.main.activation 13 [7] activation function=relu
            gated1.gate 14 [5] conv filters=13 kernel=3,1 padding=same bias=false
            gated1.gate.batch_norm 14 [9] batch_norm epsilon=0.01 momentum=0.9
            gated1.gate.activation 14 [10] activation function=sigmoid
            gated1.sum 15 [8,11] add
            gated1.after 16 [12] activation function=tanh
            gated2.main 13 [13] conv filters=9 kernel=3,3 padding=same bias=false
            gated2.main.batch_norm 13 [14] batch_norm scale=false
            gated2.main.activation 13 [15] activation function=relu
            gated2.gate 14 [13] conv filters=9 kernel=3,1 padding=same bias=false
            gated2.gate.batch_norm 14 [17] batch_norm epsilon=0.01 momentum=0.9
            gated2.gate.activation 14 [18] activation function=relu6
            gated2.sum 15 [16,19] add
            gated2.after 16 [20] activation function=tanh
            gated3.main 13 [21] conv filters=8 kernel=3,3 padding=same bias=false
            gated3.main.batch_norm 13 [22] batch_norm scale=false
            gated3.main.activation 13 [23] activation function=relu
            gated3.gate 14 [21] conv filters=8 kernel=3,1 padding=same bias=false
            gated3.gate.batch_norm 14 [25] batch_norm epsilon=0.01 momentum=0.9
            gated3.sum 15 [24,26] add
            gated3.after 16 [27] activation function=tanh
            biased 25 [28] conv filters=11 kernel=3,3 padding=same
            biased.batch_norm 25 [29] batch_norm scale=false
            biased.activation 25 [30] activation function=relu
            both.mean 28 [31] global_avg_pool
            both.most 29 [31] global_max_pool
            both 26 [32,33] concat
            again 30 [34] batch_norm
            classes 31 [35] dense units=5 activation=softmax
            => classes 36
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
        __layer36] = __layers.take();
        Self {
            stem: normal_small::stem::Stem {
                conv: ::googlenet_runtime::layers::Conv2d(
                    __layer1,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                batch_norm: ::googlenet_runtime::layers::BatchNorm(
                    __layer2,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                activation: ::googlenet_runtime::layers::Activate(
                    __layer3,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            plain: ::googlenet_runtime::layers::Conv2d(
                __layer4,
                ::googlenet_runtime::__private::PhantomData,
            ),
            norm: ::googlenet_runtime::layers::BatchNorm(
                __layer5,
                ::googlenet_runtime::__private::PhantomData,
            ),
            gated1: normal_small::gated1::Gated1 {
                main: normal_small::gated1::main::Main {
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
                gate: normal_small::gated1::gate::Gate {
                    conv: ::googlenet_runtime::layers::Conv2d(
                        __layer9,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    batch_norm: ::googlenet_runtime::layers::BatchNorm(
                        __layer10,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    activation: ::googlenet_runtime::layers::Activate(
                        __layer11,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                },
                sum: ::googlenet_runtime::layers::Add(
                    __layer12,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                after: ::googlenet_runtime::layers::Activate(
                    __layer13,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            gated2: normal_small::gated2::Gated2 {
                main: normal_small::gated2::main::Main {
                    conv: ::googlenet_runtime::layers::Conv2d(
                        __layer14,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    batch_norm: ::googlenet_runtime::layers::BatchNorm(
                        __layer15,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    activation: ::googlenet_runtime::layers::Activate(
                        __layer16,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                },
                gate: normal_small::gated2::gate::Gate {
                    conv: ::googlenet_runtime::layers::Conv2d(
                        __layer17,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    batch_norm: ::googlenet_runtime::layers::BatchNorm(
                        __layer18,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    activation: ::googlenet_runtime::layers::Activate(
                        __layer19,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                },
                sum: ::googlenet_runtime::layers::Add(
                    __layer20,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                after: ::googlenet_runtime::layers::Activate(
                    __layer21,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            gated3: normal_small::gated3::Gated3 {
                main: normal_small::gated3::main::Main {
                    conv: ::googlenet_runtime::layers::Conv2d(
                        __layer22,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    batch_norm: ::googlenet_runtime::layers::BatchNorm(
                        __layer23,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    activation: ::googlenet_runtime::layers::Activate(
                        __layer24,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                },
                gate: normal_small::gated3::gate::Gate {
                    conv: ::googlenet_runtime::layers::Conv2d(
                        __layer25,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    batch_norm: ::googlenet_runtime::layers::BatchNorm(
                        __layer26,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                },
                sum: ::googlenet_runtime::layers::Add(
                    __layer27,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                after: ::googlenet_runtime::layers::Activate(
                    __layer28,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            biased: normal_small::biased::Biased {
                conv: ::googlenet_runtime::layers::Conv2d(
                    __layer29,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                batch_norm: ::googlenet_runtime::layers::BatchNorm(
                    __layer30,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                activation: ::googlenet_runtime::layers::Activate(
                    __layer31,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            both: normal_small::both::Both {
                mean: ::googlenet_runtime::layers::GlobalAvgPool2d(
                    __layer32,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                most: ::googlenet_runtime::layers::GlobalMaxPool2d(
                    __layer33,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                join: ::googlenet_runtime::layers::Concat(
                    __layer34,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            again: ::googlenet_runtime::layers::BatchNorm(
                __layer35,
                ::googlenet_runtime::__private::PhantomData,
            ),
            classes: ::googlenet_runtime::layers::Dense(
                __layer36,
                ::googlenet_runtime::__private::PhantomData,
            ),
        }
    }
}
///The shapes and blocks of [`NormalSmall`].
pub mod normal_small {
    ///The shape of the network's input.
    pub type Input = Hwc17x15x3;
    ///The shape of the network's output.
    pub type Output = Flat5;
    ///Step `stem` with the layers that its options append, 17x15x3 to 9x8x10; line 19 of `specs/normal_small.yaml`.
    pub mod stem {
        ///The shape of the block's input.
        pub type Input = super::Hwc17x15x3;
        ///The shape of the block's output.
        pub type Output = super::Hwc9x8x10;
        ///Step `stem` with the layers that its options append, 17x15x3 to 9x8x10; line 19 of `specs/normal_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Stem {
            ///`conv`, 17x15x3 to 9x8x10; line 19 of `specs/normal_small.yaml`.
            pub conv: ::googlenet_runtime::layers::Conv2d<
                super::Hwc17x15x3,
                super::Hwc9x8x10,
                super::Window3x3By2x2Same,
            >,
            ///`batch_norm`, 9x8x10 to 9x8x10; line 19 of `specs/normal_small.yaml`.
            pub batch_norm: ::googlenet_runtime::layers::BatchNorm<super::Hwc9x8x10>,
            ///`activation`, 9x8x10 to 9x8x10; line 19 of `specs/normal_small.yaml`.
            pub activation: ::googlenet_runtime::layers::Activate<super::Hwc9x8x10>,
        }
        impl ::core::fmt::Debug for Stem {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Stem (17x15x3 to 9x8x10)")
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
    ///Block `gated` as `gated1`, 9x8x12 to 9x8x13; line 22 of `specs/normal_small.yaml`.
    pub mod gated1 {
        ///The shape of the block's input.
        pub type Input = super::Hwc9x8x12;
        ///The shape of the block's output.
        pub type Output = super::Hwc9x8x13;
        ///Block `gated` as `gated1`, 9x8x12 to 9x8x13; line 22 of `specs/normal_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Gated1 {
            ///Step `main` with the layers that its options append, 9x8x12 to 9x8x13; line 13 of `specs/normal_small.yaml`.
            pub main: main::Main,
            ///Step `gate` with the layers that its options append, 9x8x12 to 9x8x13; line 14 of `specs/normal_small.yaml`.
            pub gate: gate::Gate,
            ///`add`, 9x8x13 and 9x8x13 to 9x8x13; line 15 of `specs/normal_small.yaml`.
            pub sum: ::googlenet_runtime::layers::Add<
                (super::Hwc9x8x13, (super::Hwc9x8x13, ())),
                super::Hwc9x8x13,
            >,
            ///`activation`, 9x8x13 to 9x8x13; line 16 of `specs/normal_small.yaml`.
            pub after: ::googlenet_runtime::layers::Activate<super::Hwc9x8x13>,
        }
        impl ::core::fmt::Debug for Gated1 {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Gated1 (9x8x12 to 9x8x13)")
            }
        }
        impl Gated1 {
            ///Runs the layers on the calling thread.
            #[inline]
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
        }
        ///Step `main` with the layers that its options append, 9x8x12 to 9x8x13; line 13 of `specs/normal_small.yaml`.
        pub mod main {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc9x8x12;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc9x8x13;
            ///Step `main` with the layers that its options append, 9x8x12 to 9x8x13; line 13 of `specs/normal_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Main {
                ///`conv`, 9x8x12 to 9x8x13; line 13 of `specs/normal_small.yaml`.
                pub conv: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc9x8x12,
                    super::super::Hwc9x8x13,
                    super::super::Window3x3By1x1Same,
                >,
                ///`batch_norm`, 9x8x13 to 9x8x13; line 13 of `specs/normal_small.yaml`.
                pub batch_norm: ::googlenet_runtime::layers::BatchNorm<
                    super::super::Hwc9x8x13,
                >,
                ///`activation`, 9x8x13 to 9x8x13; line 13 of `specs/normal_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    super::super::Hwc9x8x13,
                >,
            }
            impl ::core::fmt::Debug for Main {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Main (9x8x12 to 9x8x13)")
                }
            }
            impl Main {
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
        ///Step `gate` with the layers that its options append, 9x8x12 to 9x8x13; line 14 of `specs/normal_small.yaml`.
        pub mod gate {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc9x8x12;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc9x8x13;
            ///Step `gate` with the layers that its options append, 9x8x12 to 9x8x13; line 14 of `specs/normal_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Gate {
                ///`conv`, 9x8x12 to 9x8x13; line 14 of `specs/normal_small.yaml`.
                pub conv: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc9x8x12,
                    super::super::Hwc9x8x13,
                    super::super::Window3x1By1x1Same,
                >,
                ///`batch_norm`, 9x8x13 to 9x8x13; line 14 of `specs/normal_small.yaml`.
                pub batch_norm: ::googlenet_runtime::layers::BatchNorm<
                    super::super::Hwc9x8x13,
                >,
                ///`activation`, 9x8x13 to 9x8x13; line 14 of `specs/normal_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    super::super::Hwc9x8x13,
                >,
            }
            impl ::core::fmt::Debug for Gate {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Gate (9x8x12 to 9x8x13)")
                }
            }
            impl Gate {
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
    ///Block `gated` as `gated2`, 9x8x13 to 9x8x9; line 23 of `specs/normal_small.yaml`.
    pub mod gated2 {
        ///The shape of the block's input.
        pub type Input = super::Hwc9x8x13;
        ///The shape of the block's output.
        pub type Output = super::Hwc9x8x9;
        ///Block `gated` as `gated2`, 9x8x13 to 9x8x9; line 23 of `specs/normal_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Gated2 {
            ///Step `main` with the layers that its options append, 9x8x13 to 9x8x9; line 13 of `specs/normal_small.yaml`.
            pub main: main::Main,
            ///Step `gate` with the layers that its options append, 9x8x13 to 9x8x9; line 14 of `specs/normal_small.yaml`.
            pub gate: gate::Gate,
            ///`add`, 9x8x9 and 9x8x9 to 9x8x9; line 15 of `specs/normal_small.yaml`.
            pub sum: ::googlenet_runtime::layers::Add<
                (super::Hwc9x8x9, (super::Hwc9x8x9, ())),
                super::Hwc9x8x9,
            >,
            ///`activation`, 9x8x9 to 9x8x9; line 16 of `specs/normal_small.yaml`.
            pub after: ::googlenet_runtime::layers::Activate<super::Hwc9x8x9>,
        }
        impl ::core::fmt::Debug for Gated2 {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Gated2 (9x8x13 to 9x8x9)")
            }
        }
        impl Gated2 {
            ///Runs the layers on the calling thread.
            #[inline]
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
        }
        ///Step `main` with the layers that its options append, 9x8x13 to 9x8x9; line 13 of `specs/normal_small.yaml`.
        pub mod main {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc9x8x13;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc9x8x9;
            ///Step `main` with the layers that its options append, 9x8x13 to 9x8x9; line 13 of `specs/normal_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Main {
                ///`conv`, 9x8x13 to 9x8x9; line 13 of `specs/normal_small.yaml`.
                pub conv: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc9x8x13,
                    super::super::Hwc9x8x9,
                    super::super::Window3x3By1x1Same,
                >,
                ///`batch_norm`, 9x8x9 to 9x8x9; line 13 of `specs/normal_small.yaml`.
                pub batch_norm: ::googlenet_runtime::layers::BatchNorm<
                    super::super::Hwc9x8x9,
                >,
                ///`activation`, 9x8x9 to 9x8x9; line 13 of `specs/normal_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    super::super::Hwc9x8x9,
                >,
            }
            impl ::core::fmt::Debug for Main {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Main (9x8x13 to 9x8x9)")
                }
            }
            impl Main {
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
        ///Step `gate` with the layers that its options append, 9x8x13 to 9x8x9; line 14 of `specs/normal_small.yaml`.
        pub mod gate {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc9x8x13;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc9x8x9;
            ///Step `gate` with the layers that its options append, 9x8x13 to 9x8x9; line 14 of `specs/normal_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Gate {
                ///`conv`, 9x8x13 to 9x8x9; line 14 of `specs/normal_small.yaml`.
                pub conv: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc9x8x13,
                    super::super::Hwc9x8x9,
                    super::super::Window3x1By1x1Same,
                >,
                ///`batch_norm`, 9x8x9 to 9x8x9; line 14 of `specs/normal_small.yaml`.
                pub batch_norm: ::googlenet_runtime::layers::BatchNorm<
                    super::super::Hwc9x8x9,
                >,
                ///`activation`, 9x8x9 to 9x8x9; line 14 of `specs/normal_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    super::super::Hwc9x8x9,
                >,
            }
            impl ::core::fmt::Debug for Gate {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Gate (9x8x13 to 9x8x9)")
                }
            }
            impl Gate {
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
    ///Block `gated` as `gated3`, 9x8x9 to 9x8x8; line 24 of `specs/normal_small.yaml`.
    pub mod gated3 {
        ///The shape of the block's input.
        pub type Input = super::Hwc9x8x9;
        ///The shape of the block's output.
        pub type Output = super::Hwc9x8x8;
        ///Block `gated` as `gated3`, 9x8x9 to 9x8x8; line 24 of `specs/normal_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Gated3 {
            ///Step `main` with the layers that its options append, 9x8x9 to 9x8x8; line 13 of `specs/normal_small.yaml`.
            pub main: main::Main,
            ///Step `gate` with the layers that its options append, 9x8x9 to 9x8x8; line 14 of `specs/normal_small.yaml`.
            pub gate: gate::Gate,
            ///`add`, 9x8x8 and 9x8x8 to 9x8x8; line 15 of `specs/normal_small.yaml`.
            pub sum: ::googlenet_runtime::layers::Add<
                (super::Hwc9x8x8, (super::Hwc9x8x8, ())),
                super::Hwc9x8x8,
            >,
            ///`activation`, 9x8x8 to 9x8x8; line 16 of `specs/normal_small.yaml`.
            pub after: ::googlenet_runtime::layers::Activate<super::Hwc9x8x8>,
        }
        impl ::core::fmt::Debug for Gated3 {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Gated3 (9x8x9 to 9x8x8)")
            }
        }
        impl Gated3 {
            ///Runs the layers on the calling thread.
            #[inline]
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
        }
        ///Step `main` with the layers that its options append, 9x8x9 to 9x8x8; line 13 of `specs/normal_small.yaml`.
        pub mod main {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc9x8x9;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc9x8x8;
            ///Step `main` with the layers that its options append, 9x8x9 to 9x8x8; line 13 of `specs/normal_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Main {
                ///`conv`, 9x8x9 to 9x8x8; line 13 of `specs/normal_small.yaml`.
                pub conv: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc9x8x9,
                    super::super::Hwc9x8x8,
                    super::super::Window3x3By1x1Same,
                >,
                ///`batch_norm`, 9x8x8 to 9x8x8; line 13 of `specs/normal_small.yaml`.
                pub batch_norm: ::googlenet_runtime::layers::BatchNorm<
                    super::super::Hwc9x8x8,
                >,
                ///`activation`, 9x8x8 to 9x8x8; line 13 of `specs/normal_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    super::super::Hwc9x8x8,
                >,
            }
            impl ::core::fmt::Debug for Main {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Main (9x8x9 to 9x8x8)")
                }
            }
            impl Main {
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
        ///Step `gate` with the layers that its options append, 9x8x9 to 9x8x8; line 14 of `specs/normal_small.yaml`.
        pub mod gate {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc9x8x9;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc9x8x8;
            ///Step `gate` with the layers that its options append, 9x8x9 to 9x8x8; line 14 of `specs/normal_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Gate {
                ///`conv`, 9x8x9 to 9x8x8; line 14 of `specs/normal_small.yaml`.
                pub conv: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc9x8x9,
                    super::super::Hwc9x8x8,
                    super::super::Window3x1By1x1Same,
                >,
                ///`batch_norm`, 9x8x8 to 9x8x8; line 14 of `specs/normal_small.yaml`.
                pub batch_norm: ::googlenet_runtime::layers::BatchNorm<
                    super::super::Hwc9x8x8,
                >,
            }
            impl ::core::fmt::Debug for Gate {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Gate (9x8x9 to 9x8x8)")
                }
            }
            impl Gate {
                ///Runs the layers on the calling thread.
                #[inline]
                pub fn forward(
                    &self,
                    input: &::googlenet_runtime::Tensor<Input>,
                ) -> ::googlenet_runtime::Tensor<Output> {
                    let conv = self.conv.forward(input);
                    let batch_norm = self.batch_norm.forward(&conv);
                    batch_norm
                }
            }
        }
    }
    ///Step `biased` with the layers that its options append, 9x8x8 to 9x8x11; line 25 of `specs/normal_small.yaml`.
    pub mod biased {
        ///The shape of the block's input.
        pub type Input = super::Hwc9x8x8;
        ///The shape of the block's output.
        pub type Output = super::Hwc9x8x11;
        ///Step `biased` with the layers that its options append, 9x8x8 to 9x8x11; line 25 of `specs/normal_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Biased {
            ///`conv`, 9x8x8 to 9x8x11; line 25 of `specs/normal_small.yaml`.
            pub conv: ::googlenet_runtime::layers::Conv2d<
                super::Hwc9x8x8,
                super::Hwc9x8x11,
                super::Window3x3By1x1Same,
            >,
            ///`batch_norm`, 9x8x11 to 9x8x11; line 25 of `specs/normal_small.yaml`.
            pub batch_norm: ::googlenet_runtime::layers::BatchNorm<super::Hwc9x8x11>,
            ///`activation`, 9x8x11 to 9x8x11; line 25 of `specs/normal_small.yaml`.
            pub activation: ::googlenet_runtime::layers::Activate<super::Hwc9x8x11>,
        }
        impl ::core::fmt::Debug for Biased {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Biased (9x8x8 to 9x8x11)")
            }
        }
        impl Biased {
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
    ///Branches of `both`, 9x8x11 to 22; line 26 of `specs/normal_small.yaml`.
    pub mod both {
        ///The shape of the block's input.
        pub type Input = super::Hwc9x8x11;
        ///The shape of the block's output.
        pub type Output = super::Flat22;
        ///Branches of `both`, 9x8x11 to 22; line 26 of `specs/normal_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Both {
            ///`global_avg_pool`, 9x8x11 to 11; line 28 of `specs/normal_small.yaml`.
            pub mean: ::googlenet_runtime::layers::GlobalAvgPool2d<
                super::Hwc9x8x11,
                super::Flat11,
            >,
            ///`global_max_pool`, 9x8x11 to 11; line 29 of `specs/normal_small.yaml`.
            pub most: ::googlenet_runtime::layers::GlobalMaxPool2d<
                super::Hwc9x8x11,
                super::Flat11,
            >,
            ///`concat`, 11 and 11 to 22; line 26 of `specs/normal_small.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (super::Flat11, (super::Flat11, ())),
                super::Flat22,
            >,
        }
        impl ::core::fmt::Debug for Both {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Both (9x8x11 to 22)")
            }
        }
    }
    const _: [(); 16usize] = [
        <::googlenet_runtime::layers::Conv2d<
            Hwc17x15x3,
            Hwc9x8x10,
            Window3x3By2x2Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc9x8x10,
            Hwc9x8x12,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc9x8x12,
            Hwc9x8x13,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc9x8x12,
            Hwc9x8x13,
            Window3x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Add<
            (Hwc9x8x13, (Hwc9x8x13, ())),
            Hwc9x8x13,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc9x8x13,
            Hwc9x8x9,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc9x8x13,
            Hwc9x8x9,
            Window3x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Add<(Hwc9x8x9, (Hwc9x8x9, ())), Hwc9x8x9>>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc9x8x9,
            Hwc9x8x8,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc9x8x9,
            Hwc9x8x8,
            Window3x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Add<(Hwc9x8x8, (Hwc9x8x8, ())), Hwc9x8x8>>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc9x8x8,
            Hwc9x8x11,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::GlobalAvgPool2d<Hwc9x8x11, Flat11>>::CHECK,
        <::googlenet_runtime::layers::GlobalMaxPool2d<Hwc9x8x11, Flat11>>::CHECK,
        <::googlenet_runtime::layers::Concat<(Flat11, (Flat11, ())), Flat22>>::CHECK,
        <::googlenet_runtime::layers::Dense<Flat22, Flat5>>::CHECK,
    ];
    pub(super) type Flat11 = ::googlenet_runtime::Flat<11>;
    pub(super) type Flat22 = ::googlenet_runtime::Flat<22>;
    pub(super) type Flat5 = ::googlenet_runtime::Flat<5>;
    pub(super) type Hwc17x15x3 = ::googlenet_runtime::Hwc<17, 15, 3>;
    pub(super) type Hwc9x8x10 = ::googlenet_runtime::Hwc<9, 8, 10>;
    pub(super) type Hwc9x8x11 = ::googlenet_runtime::Hwc<9, 8, 11>;
    pub(super) type Hwc9x8x12 = ::googlenet_runtime::Hwc<9, 8, 12>;
    pub(super) type Hwc9x8x13 = ::googlenet_runtime::Hwc<9, 8, 13>;
    pub(super) type Hwc9x8x8 = ::googlenet_runtime::Hwc<9, 8, 8>;
    pub(super) type Hwc9x8x9 = ::googlenet_runtime::Hwc<9, 8, 9>;
    pub(super) type Window1x1By1x1Same = ::googlenet_runtime::layers::Window<
        1,
        1,
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
}
