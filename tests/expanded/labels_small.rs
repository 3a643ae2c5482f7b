/// LabelsSmall, compiled from `specs/labels_small.yaml`.
///
///The network `LabelsSmall` of `specs/labels_small.yaml`.
pub struct LabelsSmall {
    ///`conv`, 24x32x3 to 11x15x8; line 9 of `specs/labels_small.yaml`.
    pub conv: ::googlenet_runtime::layers::Conv2d<
        labels_small::Hwc24x32x3,
        labels_small::Hwc11x15x8,
        labels_small::Window3x3By2x2Valid,
    >,
    ///`global_avg_pool`, 11x15x8 to 8; line 10 of `specs/labels_small.yaml`.
    pub pool: ::googlenet_runtime::layers::GlobalAvgPool2d<
        labels_small::Hwc11x15x8,
        labels_small::Flat8,
    >,
    ///`dense`, 8 to 5; line 11 of `specs/labels_small.yaml`.
    pub classes: ::googlenet_runtime::layers::Dense<
        labels_small::Flat8,
        labels_small::Flat5,
    >,
}
impl LabelsSmall {
    ///Number of parameters, moving statistics included.
    pub const PARAMS: ::core::primitive::u64 = 269;
    ///Number of trainable parameters.
    pub const TRAINABLE_PARAMS: ::core::primitive::u64 = 269;
    ///Number of trainable parameters, with those of heads that exist in training only.
    pub const TRAINING_PARAMS: ::core::primitive::u64 = 269;
    ///Multiply-accumulates for one image, those with padding included.
    pub const MACS: ::core::primitive::u64 = 35680;
    ///Bytes of the arena that a session holds for the activations of one image.
    pub const ARENA_BYTES: ::core::primitive::u64 = 5376;
    ///Bytes of the arena that training holds for the results and gradients of one image.
    pub const TRAINING_ARENA_BYTES: ::core::primitive::u64 = 21184;
    ///Bytes that a session of one thread holds at most beside packed weights, the arena included.
    pub const SESSION_BYTES: ::core::primitive::u64 = 20433;
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
    ) -> ::googlenet_runtime::Session<labels_small::Input, labels_small::Output> {
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
        input_: &::googlenet_runtime::Tensor<labels_small::Input>,
    ) -> ::googlenet_runtime::Tensor<labels_small::Output> {
        let __conv = self.conv.forward(input_);
        let __pool = self.pool.forward(&__conv);
        let __classes = self.classes.forward(&__pool);
        __classes
    }
}
impl ::core::clone::Clone for LabelsSmall {
    fn clone(&self) -> Self {
        ::googlenet_runtime::__private::clone(self)
    }
}
impl ::core::fmt::Debug for LabelsSmall {
    fn fmt(&self, __formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::googlenet_runtime::__private::debug(
            self,
            ::core::stringify!(LabelsSmall),
            __formatter,
        )
    }
}
impl ::googlenet_runtime::__private::Sealed for LabelsSmall {}
impl ::googlenet_runtime::Network for LabelsSmall {
    fn graph(&self) -> ::googlenet_runtime::__private::dsl::graph::Graph {
        <Self as ::googlenet_runtime::TypedNetwork>::portable_graph()
    }
    fn layers(
        &self,
    ) -> ::googlenet_runtime::__private::std::vec::Vec<&::googlenet_runtime::Layer> {
        ::googlenet_runtime::__private::layers([
            &self.conv.0,
            &self.pool.0,
            &self.classes.0,
        ])
    }
    fn layers_mut(
        &mut self,
    ) -> ::googlenet_runtime::__private::std::vec::Vec<
        ::googlenet_runtime::LayerMut<'_>,
    > {
        ::googlenet_runtime::__private::layers_mut([
            &mut self.conv.0,
            &mut self.pool.0,
            &mut self.classes.0,
        ])
    }
    fn preprocess(
        &self,
    ) -> ::core::option::Option<::googlenet_runtime::graph::Preprocess> {
        use ::googlenet_runtime::__private::{dsl, std};
        ::core::option::Option::Some(dsl::preprocess::Preprocess {
            resize: dsl::preprocess::Resize::Shorter(40),
            crop: [24, 32],
            color: dsl::preprocess::Color::Bgr,
            scale: 0.5,
            mean: std::borrow::Cow::Borrowed(&[52.0, 58.5, 61.5]),
            std: std::borrow::Cow::Borrowed(&[32.0, 32.5, 33.0]),
        })
    }
    fn labels(&self) -> ::googlenet_runtime::Labels {
        ::googlenet_runtime::Labels::Embedded {
            path: ::googlenet_runtime::__private::std::borrow::Cow::Borrowed(
                "labels_small.txt",
            ),
            text: ::googlenet_runtime::__private::std::borrow::Cow::Borrowed(
                ::core::include_bytes!("labels_small.txt"),
            ),
        }
    }
}
impl ::googlenet_runtime::TypedNetwork for LabelsSmall {
    type Input = labels_small::Input;
    type Output = labels_small::Output;
    const PARAMS: ::core::primitive::u64 = 269;
    const TRAINABLE_PARAMS: ::core::primitive::u64 = 269;
    const TRAINING_PARAMS: ::core::primitive::u64 = 269;
    const MACS: ::core::primitive::u64 = 35680;
    const ARENA_BYTES: ::core::primitive::u64 = 5376;
    const TRAINING_ARENA_BYTES: ::core::primitive::u64 = 21184;
    const SESSION_BYTES: ::core::primitive::u64 = 20433;
    fn definition() -> &'static ::googlenet_runtime::__private::dsl::graph::Definition {
        static DEFINITION: ::googlenet_runtime::__private::Definition = ::googlenet_runtime::__private::Definition::new(
            "LabelsSmall",
            "
            $input 4 [] input 24,32,3
            conv 9 [0] conv filters=8 kernel=3,3 stride=2,2 activation=relu
            pool 10 [1] global_avg_pool
            classes 11 [2] dense units=5 activation=softmax
            => classes 3
        ",
        );
        DEFINITION.get()
    }
    fn from_layers(__layers: ::googlenet_runtime::layers::Layers) -> Self {
        let [__layer1, __layer2, __layer3] = __layers.take();
        Self {
            conv: ::googlenet_runtime::layers::Conv2d(
                __layer1,
                ::googlenet_runtime::__private::PhantomData,
            ),
            pool: ::googlenet_runtime::layers::GlobalAvgPool2d(
                __layer2,
                ::googlenet_runtime::__private::PhantomData,
            ),
            classes: ::googlenet_runtime::layers::Dense(
                __layer3,
                ::googlenet_runtime::__private::PhantomData,
            ),
        }
    }
}
///The shapes and blocks of [`LabelsSmall`].
pub mod labels_small {
    ///The shape of the network's input.
    pub type Input = Hwc24x32x3;
    ///The shape of the network's output.
    pub type Output = Flat5;
    const _: [(); 3usize] = [
        <::googlenet_runtime::layers::Conv2d<
            Hwc24x32x3,
            Hwc11x15x8,
            Window3x3By2x2Valid,
        >>::CHECK,
        <::googlenet_runtime::layers::GlobalAvgPool2d<Hwc11x15x8, Flat8>>::CHECK,
        <::googlenet_runtime::layers::Dense<Flat8, Flat5>>::CHECK,
    ];
    pub(super) type Flat5 = ::googlenet_runtime::Flat<5>;
    pub(super) type Flat8 = ::googlenet_runtime::Flat<8>;
    pub(super) type Hwc11x15x8 = ::googlenet_runtime::Hwc<11, 15, 8>;
    pub(super) type Hwc24x32x3 = ::googlenet_runtime::Hwc<24, 32, 3>;
    pub(super) type Window3x3By2x2Valid = ::googlenet_runtime::layers::Window<
        3,
        3,
        2,
        2,
        ::googlenet_runtime::layers::Valid,
    >;
}
