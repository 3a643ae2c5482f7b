/// WindowsSmall, compiled from `specs/windows_small.yaml`.
///
///The network `WindowsSmall` of `specs/windows_small.yaml`.
pub struct WindowsSmall {
    ///`conv`, 23x18x6 to 12x9x12; line 18 of `specs/windows_small.yaml`.
    pub uneven: ::googlenet_runtime::layers::Conv2d<
        windows_small::Hwc23x18x6,
        windows_small::Hwc12x9x12,
        windows_small::Window5x5By2x2Pad2x1x2x3,
    >,
    ///`lrn`, 12x9x12 to 12x9x12; line 19 of `specs/windows_small.yaml`.
    pub normal: ::googlenet_runtime::layers::Lrn<windows_small::Hwc12x9x12>,
    ///`conv`, 12x9x12 to 12x9x15; line 20 of `specs/windows_small.yaml`.
    pub grouped: ::googlenet_runtime::layers::Conv2d<
        windows_small::Hwc12x9x12,
        windows_small::Hwc12x9x15,
        windows_small::Window3x3By1x1Pad1x1x1x1,
    >,
    ///`conv`, 12x9x15 to 12x8x10; line 21 of `specs/windows_small.yaml`.
    pub dilated: ::googlenet_runtime::layers::Conv2d<
        windows_small::Hwc12x9x15,
        windows_small::Hwc12x8x10,
        windows_small::Window3x2By1x1Pad2x1x2x1Dilated2x3,
    >,
    ///`lrn`, 12x8x10 to 12x8x10; line 22 of `specs/windows_small.yaml`.
    pub normal2: ::googlenet_runtime::layers::Lrn<windows_small::Hwc12x8x10>,
    ///Block `separable` as `first`, 12x8x10 to 12x8x14; line 23 of `specs/windows_small.yaml`.
    pub first: windows_small::first::First,
    ///Block `separable` as `second`, 12x8x14 to 12x7x14; line 24 of `specs/windows_small.yaml`.
    pub second: windows_small::second::Second,
    ///Branches of `pools`, 12x7x14 to 6x3x56; line 25 of `specs/windows_small.yaml`.
    pub pools: windows_small::pools::Pools,
    ///`zero_pad`, 6x3x56 to 10x7x56; line 34 of `specs/windows_small.yaml`.
    pub around: ::googlenet_runtime::layers::ZeroPad2d<
        windows_small::Hwc6x3x56,
        windows_small::Hwc10x7x56,
        windows_small::Window1x1By1x1Pad2x2x2x2,
    >,
    ///`flatten`, 10x7x56 to 3920; line 35 of `specs/windows_small.yaml`.
    pub flatten: ::googlenet_runtime::layers::Flatten<
        windows_small::Hwc10x7x56,
        windows_small::Flat3920,
    >,
    ///`dense`, 3920 to 7; line 36 of `specs/windows_small.yaml`.
    pub classes: ::googlenet_runtime::layers::Dense<
        windows_small::Flat3920,
        windows_small::Flat7,
    >,
}
impl WindowsSmall {
    ///Number of parameters, moving statistics included.
    pub const PARAMS: ::core::primitive::u64 = 31328;
    ///Number of trainable parameters.
    pub const TRAINABLE_PARAMS: ::core::primitive::u64 = 31328;
    ///Number of trainable parameters, with those of heads that exist in training only.
    pub const TRAINING_PARAMS: ::core::primitive::u64 = 31328;
    ///Multiply-accumulates for one image, those with padding included.
    pub const MACS: ::core::primitive::u64 = 415688;
    ///Bytes of the arena that a session holds for the activations of one image.
    pub const ARENA_BYTES: ::core::primitive::u64 = 28032;
    ///Bytes of the arena that training holds for the results and gradients of one image.
    pub const TRAINING_ARENA_BYTES: ::core::primitive::u64 = 116224;
    ///Bytes that a session of one thread holds at most beside packed weights, the arena included.
    pub const SESSION_BYTES: ::core::primitive::u64 = 128975;
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
    ) -> ::googlenet_runtime::Session<windows_small::Input, windows_small::Output> {
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
        input_: &::googlenet_runtime::Tensor<windows_small::Input>,
    ) -> ::googlenet_runtime::Tensor<windows_small::Output> {
        let __uneven = self.uneven.forward(input_);
        let __normal = self.normal.forward(&__uneven);
        let __grouped = self.grouped.forward(&__normal);
        let __dilated = self.dilated.forward(&__grouped);
        let __normal2 = self.normal2.forward(&__dilated);
        let __first = self.first.forward(&__normal2);
        let __second = self.second.forward(&__first);
        let __pools_floor = self.pools.floor.forward(&__second);
        let __pools_grow = self.pools.grow.forward(&__pools_floor);
        let __pools_ceiling = self.pools.ceiling.forward(&__second);
        let __pools_counted = self.pools.counted.forward(&__second);
        let __pools_shrink = self.pools.shrink.forward(&__pools_counted);
        let __pools_mean = self.pools.mean.forward(&__second);
        let __pools_narrow = self.pools.narrow.forward(&__pools_mean);
        let __pools_join = self
            .pools
            .join
            .forward((
                &__pools_grow,
                (&__pools_ceiling, (&__pools_shrink, (&__pools_narrow, ()))),
            ));
        let __around = self.around.forward(&__pools_join);
        let __flatten = self.flatten.forward(&__around);
        let __classes = self.classes.forward(&__flatten);
        __classes
    }
}
impl ::core::clone::Clone for WindowsSmall {
    fn clone(&self) -> Self {
        ::googlenet_runtime::__private::clone(self)
    }
}
impl ::core::fmt::Debug for WindowsSmall {
    fn fmt(&self, __formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::googlenet_runtime::__private::debug(
            self,
            ::core::stringify!(WindowsSmall),
            __formatter,
        )
    }
}
impl ::googlenet_runtime::__private::Sealed for WindowsSmall {}
impl ::googlenet_runtime::Network for WindowsSmall {
    fn graph(&self) -> ::googlenet_runtime::__private::dsl::graph::Graph {
        <Self as ::googlenet_runtime::TypedNetwork>::portable_graph()
    }
    fn layers(
        &self,
    ) -> ::googlenet_runtime::__private::std::vec::Vec<&::googlenet_runtime::Layer> {
        ::googlenet_runtime::__private::layers([
            &self.uneven.0,
            &self.normal.0,
            &self.grouped.0,
            &self.dilated.0,
            &self.normal2.0,
            &self.first.depthwise.0,
            &self.first.pointwise.0,
            &self.second.depthwise.0,
            &self.second.pointwise.0,
            &self.pools.floor.0,
            &self.pools.grow.0,
            &self.pools.ceiling.0,
            &self.pools.counted.0,
            &self.pools.shrink.0,
            &self.pools.mean.0,
            &self.pools.narrow.0,
            &self.pools.join.0,
            &self.around.0,
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
            &mut self.uneven.0,
            &mut self.normal.0,
            &mut self.grouped.0,
            &mut self.dilated.0,
            &mut self.normal2.0,
            &mut self.first.depthwise.0,
            &mut self.first.pointwise.0,
            &mut self.second.depthwise.0,
            &mut self.second.pointwise.0,
            &mut self.pools.floor.0,
            &mut self.pools.grow.0,
            &mut self.pools.ceiling.0,
            &mut self.pools.counted.0,
            &mut self.pools.shrink.0,
            &mut self.pools.mean.0,
            &mut self.pools.narrow.0,
            &mut self.pools.join.0,
            &mut self.around.0,
            &mut self.flatten.0,
            &mut self.classes.0,
        ])
    }
}
impl ::googlenet_runtime::TypedNetwork for WindowsSmall {
    type Input = windows_small::Input;
    type Output = windows_small::Output;
    const PARAMS: ::core::primitive::u64 = 31328;
    const TRAINABLE_PARAMS: ::core::primitive::u64 = 31328;
    const TRAINING_PARAMS: ::core::primitive::u64 = 31328;
    const MACS: ::core::primitive::u64 = 415688;
    const ARENA_BYTES: ::core::primitive::u64 = 28032;
    const TRAINING_ARENA_BYTES: ::core::primitive::u64 = 116224;
    const SESSION_BYTES: ::core::primitive::u64 = 128975;
    fn definition() -> &'static ::googlenet_runtime::__private::dsl::graph::Definition {
        static DEFINITION: ::googlenet_runtime::__private::Definition = ::googlenet_runtime::__private::Definition::new(
            "WindowsSmall",
            "
            $input 4 [] input 23,18,6
            uneven 18 [0] conv filters=12 kernel=5,5 stride=2,2 padding=2,1,2,3 activation=leaky_relu:0.1
            normal 19 [1] lrn size=5 alpha=0.5
            grouped 20 [2] conv filters=15 kernel=3,3 padding=1,1,1,1 groups=3 activation=leaky_relu:0.1
            dilated 21 [3] conv filters=10 kernel=3,2 dilation=2,3 padding=2,1,2,1 activation=leaky_relu:0.1
            normal2 22 [4] lrn size=3 alpha=0.5 beta=0.5 k=2
            first.depthwise 14 [5] conv filters=10 kernel=3,3 padding=same groups=10
            first.pointwise 15 [6] conv filters=14 kernel=1,1 activation=leaky_relu:0.2
            second.depthwise 14 [7] conv filters=14 kernel=3,3 padding=0,1,2,0 groups=14
            second.pointwise 15 [8] conv filters=14 kernel=1,1 activation=leaky_relu:-0.5
            pools.floor 27 [9] max_pool kernel=3,3 stride=2,2
            pools.grow 28 [10] zero_pad edges=0,0,1,0
            pools.ceiling 29 [9] max_pool kernel=3,3 stride=2,2 ceil=true
            pools.counted 30 [9] avg_pool kernel=3,3 stride=2,2 padding=0,0,1,1 ceil=true count_padding=true
            pools.shrink 31 [13] max_pool kernel=1,2 stride=1,1
            pools.mean 32 [9] avg_pool kernel=3,3 stride=2,2 padding=0,1,1,0 ceil=true
            pools.narrow 33 [15] avg_pool kernel=1,2 stride=1,1
            pools 25 [11,12,14,16] concat
            around 34 [17] zero_pad edges=2,2,2,2
            flatten 35 [18] flatten
            classes 36 [19] dense units=7 activation=softmax
            => classes 20
        ",
        );
        DEFINITION.get()
    }
    fn from_layers(__layers: ::googlenet_runtime::layers::Layers) -> Self {
        let [__layer1, __layer2, __layer3, __layer4, __layer5, __layer6, __layer7,
        __layer8, __layer9, __layer10, __layer11, __layer12, __layer13, __layer14,
        __layer15, __layer16, __layer17, __layer18, __layer19, __layer20] = __layers
            .take();
        Self {
            uneven: ::googlenet_runtime::layers::Conv2d(
                __layer1,
                ::googlenet_runtime::__private::PhantomData,
            ),
            normal: ::googlenet_runtime::layers::Lrn(
                __layer2,
                ::googlenet_runtime::__private::PhantomData,
            ),
            grouped: ::googlenet_runtime::layers::Conv2d(
                __layer3,
                ::googlenet_runtime::__private::PhantomData,
            ),
            dilated: ::googlenet_runtime::layers::Conv2d(
                __layer4,
                ::googlenet_runtime::__private::PhantomData,
            ),
            normal2: ::googlenet_runtime::layers::Lrn(
                __layer5,
                ::googlenet_runtime::__private::PhantomData,
            ),
            first: windows_small::first::First {
                depthwise: ::googlenet_runtime::layers::Conv2d(
                    __layer6,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                pointwise: ::googlenet_runtime::layers::Conv2d(
                    __layer7,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            second: windows_small::second::Second {
                depthwise: ::googlenet_runtime::layers::Conv2d(
                    __layer8,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                pointwise: ::googlenet_runtime::layers::Conv2d(
                    __layer9,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            pools: windows_small::pools::Pools {
                floor: ::googlenet_runtime::layers::MaxPool2d(
                    __layer10,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                grow: ::googlenet_runtime::layers::ZeroPad2d(
                    __layer11,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                ceiling: ::googlenet_runtime::layers::MaxPool2d(
                    __layer12,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                counted: ::googlenet_runtime::layers::AvgPool2d(
                    __layer13,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                shrink: ::googlenet_runtime::layers::MaxPool2d(
                    __layer14,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                mean: ::googlenet_runtime::layers::AvgPool2d(
                    __layer15,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                narrow: ::googlenet_runtime::layers::AvgPool2d(
                    __layer16,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                join: ::googlenet_runtime::layers::Concat(
                    __layer17,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            around: ::googlenet_runtime::layers::ZeroPad2d(
                __layer18,
                ::googlenet_runtime::__private::PhantomData,
            ),
            flatten: ::googlenet_runtime::layers::Flatten(
                __layer19,
                ::googlenet_runtime::__private::PhantomData,
            ),
            classes: ::googlenet_runtime::layers::Dense(
                __layer20,
                ::googlenet_runtime::__private::PhantomData,
            ),
        }
    }
}
///The shapes and blocks of [`WindowsSmall`].
pub mod windows_small {
    ///The shape of the network's input.
    pub type Input = Hwc23x18x6;
    ///The shape of the network's output.
    pub type Output = Flat7;
    ///Block `separable` as `first`, 12x8x10 to 12x8x14; line 23 of `specs/windows_small.yaml`.
    pub mod first {
        ///The shape of the block's input.
        pub type Input = super::Hwc12x8x10;
        ///The shape of the block's output.
        pub type Output = super::Hwc12x8x14;
        ///Block `separable` as `first`, 12x8x10 to 12x8x14; line 23 of `specs/windows_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct First {
            ///`conv`, 12x8x10 to 12x8x10; line 14 of `specs/windows_small.yaml`.
            pub depthwise: ::googlenet_runtime::layers::Conv2d<
                super::Hwc12x8x10,
                super::Hwc12x8x10,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 12x8x10 to 12x8x14; line 15 of `specs/windows_small.yaml`.
            pub pointwise: ::googlenet_runtime::layers::Conv2d<
                super::Hwc12x8x10,
                super::Hwc12x8x14,
                super::Window1x1By1x1Valid,
            >,
        }
        impl ::core::fmt::Debug for First {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("First (12x8x10 to 12x8x14)")
            }
        }
        impl First {
            ///Runs the layers on the calling thread.
            #[inline]
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let depthwise = self.depthwise.forward(input);
                let pointwise = self.pointwise.forward(&depthwise);
                pointwise
            }
        }
    }
    ///Block `separable` as `second`, 12x8x14 to 12x7x14; line 24 of `specs/windows_small.yaml`.
    pub mod second {
        ///The shape of the block's input.
        pub type Input = super::Hwc12x8x14;
        ///The shape of the block's output.
        pub type Output = super::Hwc12x7x14;
        ///Block `separable` as `second`, 12x8x14 to 12x7x14; line 24 of `specs/windows_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Second {
            ///`conv`, 12x8x14 to 12x7x14; line 14 of `specs/windows_small.yaml`.
            pub depthwise: ::googlenet_runtime::layers::Conv2d<
                super::Hwc12x8x14,
                super::Hwc12x7x14,
                super::Window3x3By1x1Pad0x1x2x0,
            >,
            ///`conv`, 12x7x14 to 12x7x14; line 15 of `specs/windows_small.yaml`.
            pub pointwise: ::googlenet_runtime::layers::Conv2d<
                super::Hwc12x7x14,
                super::Hwc12x7x14,
                super::Window1x1By1x1Valid,
            >,
        }
        impl ::core::fmt::Debug for Second {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Second (12x8x14 to 12x7x14)")
            }
        }
        impl Second {
            ///Runs the layers on the calling thread.
            #[inline]
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let depthwise = self.depthwise.forward(input);
                let pointwise = self.pointwise.forward(&depthwise);
                pointwise
            }
        }
    }
    ///Branches of `pools`, 12x7x14 to 6x3x56; line 25 of `specs/windows_small.yaml`.
    pub mod pools {
        ///The shape of the block's input.
        pub type Input = super::Hwc12x7x14;
        ///The shape of the block's output.
        pub type Output = super::Hwc6x3x56;
        ///Branches of `pools`, 12x7x14 to 6x3x56; line 25 of `specs/windows_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Pools {
            ///`max_pool`, 12x7x14 to 5x3x14; line 27 of `specs/windows_small.yaml`.
            pub floor: ::googlenet_runtime::layers::MaxPool2d<
                super::Hwc12x7x14,
                super::Hwc5x3x14,
                super::Window3x3By2x2Valid,
            >,
            ///`zero_pad`, 5x3x14 to 6x3x14; line 28 of `specs/windows_small.yaml`.
            pub grow: ::googlenet_runtime::layers::ZeroPad2d<
                super::Hwc5x3x14,
                super::Hwc6x3x14,
                super::Window1x1By1x1Pad0x0x1x0,
            >,
            ///`max_pool`, 12x7x14 to 6x3x14; line 29 of `specs/windows_small.yaml`.
            pub ceiling: ::googlenet_runtime::layers::MaxPool2d<
                super::Hwc12x7x14,
                super::Hwc6x3x14,
                super::Window3x3By2x2ValidCeil,
            >,
            ///`avg_pool`, 12x7x14 to 6x4x14; line 30 of `specs/windows_small.yaml`.
            pub counted: ::googlenet_runtime::layers::AvgPool2d<
                super::Hwc12x7x14,
                super::Hwc6x4x14,
                super::Window3x3By2x2Pad0x0x1x1Ceil,
            >,
            ///`max_pool`, 6x4x14 to 6x3x14; line 31 of `specs/windows_small.yaml`.
            pub shrink: ::googlenet_runtime::layers::MaxPool2d<
                super::Hwc6x4x14,
                super::Hwc6x3x14,
                super::Window1x2By1x1Valid,
            >,
            ///`avg_pool`, 12x7x14 to 6x4x14; line 32 of `specs/windows_small.yaml`.
            pub mean: ::googlenet_runtime::layers::AvgPool2d<
                super::Hwc12x7x14,
                super::Hwc6x4x14,
                super::Window3x3By2x2Pad0x1x1x0Ceil,
            >,
            ///`avg_pool`, 6x4x14 to 6x3x14; line 33 of `specs/windows_small.yaml`.
            pub narrow: ::googlenet_runtime::layers::AvgPool2d<
                super::Hwc6x4x14,
                super::Hwc6x3x14,
                super::Window1x2By1x1Valid,
            >,
            ///`concat`, 6x3x14 and 6x3x14 and 6x3x14 and 6x3x14 to 6x3x56; line 25 of `specs/windows_small.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (
                    super::Hwc6x3x14,
                    (super::Hwc6x3x14, (super::Hwc6x3x14, (super::Hwc6x3x14, ()))),
                ),
                super::Hwc6x3x56,
            >,
        }
        impl ::core::fmt::Debug for Pools {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Pools (12x7x14 to 6x3x56)")
            }
        }
    }
    const _: [(); 18usize] = [
        <::googlenet_runtime::layers::Conv2d<
            Hwc23x18x6,
            Hwc12x9x12,
            Window5x5By2x2Pad2x1x2x3,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc12x9x12,
            Hwc12x9x15,
            Window3x3By1x1Pad1x1x1x1,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc12x9x15,
            Hwc12x8x10,
            Window3x2By1x1Pad2x1x2x1Dilated2x3,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc12x8x10,
            Hwc12x8x10,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc12x8x10,
            Hwc12x8x14,
            Window1x1By1x1Valid,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc12x8x14,
            Hwc12x7x14,
            Window3x3By1x1Pad0x1x2x0,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc12x7x14,
            Hwc12x7x14,
            Window1x1By1x1Valid,
        >>::CHECK,
        <::googlenet_runtime::layers::MaxPool2d<
            Hwc12x7x14,
            Hwc5x3x14,
            Window3x3By2x2Valid,
        >>::CHECK,
        <::googlenet_runtime::layers::ZeroPad2d<
            Hwc5x3x14,
            Hwc6x3x14,
            Window1x1By1x1Pad0x0x1x0,
        >>::CHECK,
        <::googlenet_runtime::layers::MaxPool2d<
            Hwc12x7x14,
            Hwc6x3x14,
            Window3x3By2x2ValidCeil,
        >>::CHECK,
        <::googlenet_runtime::layers::AvgPool2d<
            Hwc12x7x14,
            Hwc6x4x14,
            Window3x3By2x2Pad0x0x1x1Ceil,
        >>::CHECK,
        <::googlenet_runtime::layers::MaxPool2d<
            Hwc6x4x14,
            Hwc6x3x14,
            Window1x2By1x1Valid,
        >>::CHECK,
        <::googlenet_runtime::layers::AvgPool2d<
            Hwc12x7x14,
            Hwc6x4x14,
            Window3x3By2x2Pad0x1x1x0Ceil,
        >>::CHECK,
        <::googlenet_runtime::layers::AvgPool2d<
            Hwc6x4x14,
            Hwc6x3x14,
            Window1x2By1x1Valid,
        >>::CHECK,
        <::googlenet_runtime::layers::Concat<
            (Hwc6x3x14, (Hwc6x3x14, (Hwc6x3x14, (Hwc6x3x14, ())))),
            Hwc6x3x56,
        >>::CHECK,
        <::googlenet_runtime::layers::ZeroPad2d<
            Hwc6x3x56,
            Hwc10x7x56,
            Window1x1By1x1Pad2x2x2x2,
        >>::CHECK,
        <::googlenet_runtime::layers::Flatten<Hwc10x7x56, Flat3920>>::CHECK,
        <::googlenet_runtime::layers::Dense<Flat3920, Flat7>>::CHECK,
    ];
    pub(super) type Flat3920 = ::googlenet_runtime::Flat<3920>;
    pub(super) type Flat7 = ::googlenet_runtime::Flat<7>;
    pub(super) type Hwc10x7x56 = ::googlenet_runtime::Hwc<10, 7, 56>;
    pub(super) type Hwc12x7x14 = ::googlenet_runtime::Hwc<12, 7, 14>;
    pub(super) type Hwc12x8x10 = ::googlenet_runtime::Hwc<12, 8, 10>;
    pub(super) type Hwc12x8x14 = ::googlenet_runtime::Hwc<12, 8, 14>;
    pub(super) type Hwc12x9x12 = ::googlenet_runtime::Hwc<12, 9, 12>;
    pub(super) type Hwc12x9x15 = ::googlenet_runtime::Hwc<12, 9, 15>;
    pub(super) type Hwc23x18x6 = ::googlenet_runtime::Hwc<23, 18, 6>;
    pub(super) type Hwc5x3x14 = ::googlenet_runtime::Hwc<5, 3, 14>;
    pub(super) type Hwc6x3x14 = ::googlenet_runtime::Hwc<6, 3, 14>;
    pub(super) type Hwc6x3x56 = ::googlenet_runtime::Hwc<6, 3, 56>;
    pub(super) type Hwc6x4x14 = ::googlenet_runtime::Hwc<6, 4, 14>;
    pub(super) type Window1x1By1x1Pad0x0x1x0 = ::googlenet_runtime::layers::Window<
        1,
        1,
        1,
        1,
        ::googlenet_runtime::layers::Pad<0, 0, 1, 0>,
    >;
    pub(super) type Window1x1By1x1Pad2x2x2x2 = ::googlenet_runtime::layers::Window<
        1,
        1,
        1,
        1,
        ::googlenet_runtime::layers::Pad<2, 2, 2, 2>,
    >;
    pub(super) type Window1x1By1x1Valid = ::googlenet_runtime::layers::Window<
        1,
        1,
        1,
        1,
        ::googlenet_runtime::layers::Valid,
    >;
    pub(super) type Window1x2By1x1Valid = ::googlenet_runtime::layers::Window<
        1,
        2,
        1,
        1,
        ::googlenet_runtime::layers::Valid,
    >;
    pub(super) type Window3x2By1x1Pad2x1x2x1Dilated2x3 = ::googlenet_runtime::layers::Dilated<
        ::googlenet_runtime::layers::Window<
            3,
            2,
            1,
            1,
            ::googlenet_runtime::layers::Pad<2, 1, 2, 1>,
        >,
        2,
        3,
    >;
    pub(super) type Window3x3By1x1Pad0x1x2x0 = ::googlenet_runtime::layers::Window<
        3,
        3,
        1,
        1,
        ::googlenet_runtime::layers::Pad<0, 1, 2, 0>,
    >;
    pub(super) type Window3x3By1x1Pad1x1x1x1 = ::googlenet_runtime::layers::Window<
        3,
        3,
        1,
        1,
        ::googlenet_runtime::layers::Pad<1, 1, 1, 1>,
    >;
    pub(super) type Window3x3By1x1Same = ::googlenet_runtime::layers::Window<
        3,
        3,
        1,
        1,
        ::googlenet_runtime::layers::Same,
    >;
    pub(super) type Window3x3By2x2Pad0x0x1x1Ceil = ::googlenet_runtime::layers::Window<
        3,
        3,
        2,
        2,
        ::googlenet_runtime::layers::Ceil<::googlenet_runtime::layers::Pad<0, 0, 1, 1>>,
    >;
    pub(super) type Window3x3By2x2Pad0x1x1x0Ceil = ::googlenet_runtime::layers::Window<
        3,
        3,
        2,
        2,
        ::googlenet_runtime::layers::Ceil<::googlenet_runtime::layers::Pad<0, 1, 1, 0>>,
    >;
    pub(super) type Window3x3By2x2Valid = ::googlenet_runtime::layers::Window<
        3,
        3,
        2,
        2,
        ::googlenet_runtime::layers::Valid,
    >;
    pub(super) type Window3x3By2x2ValidCeil = ::googlenet_runtime::layers::Window<
        3,
        3,
        2,
        2,
        ::googlenet_runtime::layers::Ceil<::googlenet_runtime::layers::Valid>,
    >;
    pub(super) type Window5x5By2x2Pad2x1x2x3 = ::googlenet_runtime::layers::Window<
        5,
        5,
        2,
        2,
        ::googlenet_runtime::layers::Pad<2, 1, 2, 3>,
    >;
}
