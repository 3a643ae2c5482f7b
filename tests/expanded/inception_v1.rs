/// InceptionV1, compiled from `specs/inception_v1.yaml`.
///
///The network `InceptionV1` of `specs/inception_v1.yaml`.
pub struct InceptionV1 {
    ///`conv`, 224x224x3 to 112x112x64; line 25 of `specs/inception_v1.yaml`.
    pub conv1_7x7_s2: ::googlenet_runtime::layers::Conv2d<
        inception_v1::Hwc224x224x3,
        inception_v1::Hwc112x112x64,
        inception_v1::Window7x7By2x2Same,
    >,
    ///`max_pool`, 112x112x64 to 56x56x64; line 26 of `specs/inception_v1.yaml`.
    pub maxpool1_3x3_s2: ::googlenet_runtime::layers::MaxPool2d<
        inception_v1::Hwc112x112x64,
        inception_v1::Hwc56x56x64,
        inception_v1::Window3x3By2x2Same,
    >,
    ///`conv`, 56x56x64 to 56x56x64; line 27 of `specs/inception_v1.yaml`.
    pub conv2_3x3_reduce: ::googlenet_runtime::layers::Conv2d<
        inception_v1::Hwc56x56x64,
        inception_v1::Hwc56x56x64,
        inception_v1::Window1x1By1x1Same,
    >,
    ///`conv`, 56x56x64 to 56x56x192; line 28 of `specs/inception_v1.yaml`.
    pub conv2_3x3: ::googlenet_runtime::layers::Conv2d<
        inception_v1::Hwc56x56x64,
        inception_v1::Hwc56x56x192,
        inception_v1::Window3x3By1x1Same,
    >,
    ///`max_pool`, 56x56x192 to 28x28x192; line 29 of `specs/inception_v1.yaml`.
    pub maxpool2_3x3_s2: ::googlenet_runtime::layers::MaxPool2d<
        inception_v1::Hwc56x56x192,
        inception_v1::Hwc28x28x192,
        inception_v1::Window3x3By2x2Same,
    >,
    ///Block `inception` as `inception_3a`, 28x28x192 to 28x28x256; line 31 of `specs/inception_v1.yaml`.
    pub inception_3a: inception_v1::inception_3a::Inception3a,
    ///Block `inception` as `inception_3b`, 28x28x256 to 28x28x480; line 32 of `specs/inception_v1.yaml`.
    pub inception_3b: inception_v1::inception_3b::Inception3b,
    ///`max_pool`, 28x28x480 to 14x14x480; line 33 of `specs/inception_v1.yaml`.
    pub maxpool3_3x3_s2: ::googlenet_runtime::layers::MaxPool2d<
        inception_v1::Hwc28x28x480,
        inception_v1::Hwc14x14x480,
        inception_v1::Window3x3By2x2Same,
    >,
    ///Block `inception` as `inception_4a`, 14x14x480 to 14x14x512; line 34 of `specs/inception_v1.yaml`.
    pub inception_4a: inception_v1::inception_4a::Inception4a,
    ///Block `inception` as `inception_4b`, 14x14x512 to 14x14x512; line 35 of `specs/inception_v1.yaml`.
    pub inception_4b: inception_v1::inception_4b::Inception4b,
    ///Block `inception` as `inception_4c`, 14x14x512 to 14x14x512; line 36 of `specs/inception_v1.yaml`.
    pub inception_4c: inception_v1::inception_4c::Inception4c,
    ///Block `inception` as `inception_4d`, 14x14x512 to 14x14x528; line 37 of `specs/inception_v1.yaml`.
    pub inception_4d: inception_v1::inception_4d::Inception4d,
    ///Block `inception` as `inception_4e`, 14x14x528 to 14x14x832; line 38 of `specs/inception_v1.yaml`.
    pub inception_4e: inception_v1::inception_4e::Inception4e,
    ///`max_pool`, 14x14x832 to 7x7x832; line 39 of `specs/inception_v1.yaml`.
    pub maxpool4_3x3_s2: ::googlenet_runtime::layers::MaxPool2d<
        inception_v1::Hwc14x14x832,
        inception_v1::Hwc7x7x832,
        inception_v1::Window3x3By2x2Same,
    >,
    ///Block `inception` as `inception_5a`, 7x7x832 to 7x7x832; line 40 of `specs/inception_v1.yaml`.
    pub inception_5a: inception_v1::inception_5a::Inception5a,
    ///Block `inception` as `inception_5b`, 7x7x832 to 7x7x1024; line 41 of `specs/inception_v1.yaml`.
    pub inception_5b: inception_v1::inception_5b::Inception5b,
    ///`avg_pool`, 7x7x1024 to 1x1x1024; line 42 of `specs/inception_v1.yaml`.
    pub averagepool1_7x7_s1: ::googlenet_runtime::layers::AvgPool2d<
        inception_v1::Hwc7x7x1024,
        inception_v1::Hwc1x1x1024,
        inception_v1::Window7x7By7x7Same,
    >,
    ///`dropout`, 1x1x1024 to 1x1x1024; line 43 of `specs/inception_v1.yaml`.
    pub drop1: ::googlenet_runtime::layers::Dropout<inception_v1::Hwc1x1x1024>,
    ///`flatten`, 1x1x1024 to 1024; line 44 of `specs/inception_v1.yaml`.
    pub flatten: ::googlenet_runtime::layers::Flatten<
        inception_v1::Hwc1x1x1024,
        inception_v1::Flat1024,
    >,
    ///`dense`, 1024 to 1000; line 45 of `specs/inception_v1.yaml`.
    pub linear: ::googlenet_runtime::layers::Dense<
        inception_v1::Flat1024,
        inception_v1::Flat1000,
    >,
}
impl InceptionV1 {
    ///Number of parameters, moving statistics included.
    pub const PARAMS: ::core::primitive::u64 = 6998552;
    ///Number of trainable parameters.
    pub const TRAINABLE_PARAMS: ::core::primitive::u64 = 6998552;
    ///Number of trainable parameters, with those of heads that exist in training only.
    pub const TRAINING_PARAMS: ::core::primitive::u64 = 6998552;
    ///Multiply-accumulates for one image, those with padding included.
    pub const MACS: ::core::primitive::u64 = 1582671872;
    ///Bytes of the arena that a session holds for the activations of one image.
    pub const ARENA_BYTES: ::core::primitive::u64 = 3702848;
    ///Bytes of the arena that training holds for the results and gradients of one image.
    pub const TRAINING_ARENA_BYTES: ::core::primitive::u64 = 21628096;
    ///Bytes that a session of one thread holds at most beside packed weights, the arena included.
    pub const SESSION_BYTES: ::core::primitive::u64 = 5962000;
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
    ) -> ::googlenet_runtime::Session<inception_v1::Input, inception_v1::Output> {
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
        input_: &::googlenet_runtime::Tensor<inception_v1::Input>,
    ) -> ::googlenet_runtime::Tensor<inception_v1::Output> {
        let __conv1_7x7_s2 = self.conv1_7x7_s2.forward(input_);
        let __maxpool1_3x3_s2 = self.maxpool1_3x3_s2.forward(&__conv1_7x7_s2);
        let __conv2_3x3_reduce = self.conv2_3x3_reduce.forward(&__maxpool1_3x3_s2);
        let __conv2_3x3 = self.conv2_3x3.forward(&__conv2_3x3_reduce);
        let __maxpool2_3x3_s2 = self.maxpool2_3x3_s2.forward(&__conv2_3x3);
        let __inception_3a = self.inception_3a.forward(&__maxpool2_3x3_s2);
        let __inception_3b = self.inception_3b.forward(&__inception_3a);
        let __maxpool3_3x3_s2 = self.maxpool3_3x3_s2.forward(&__inception_3b);
        let __inception_4a = self.inception_4a.forward(&__maxpool3_3x3_s2);
        let __inception_4b = self.inception_4b.forward(&__inception_4a);
        let __inception_4c = self.inception_4c.forward(&__inception_4b);
        let __inception_4d = self.inception_4d.forward(&__inception_4c);
        let __inception_4e = self.inception_4e.forward(&__inception_4d);
        let __maxpool4_3x3_s2 = self.maxpool4_3x3_s2.forward(&__inception_4e);
        let __inception_5a = self.inception_5a.forward(&__maxpool4_3x3_s2);
        let __inception_5b = self.inception_5b.forward(&__inception_5a);
        let __averagepool1_7x7_s1 = self.averagepool1_7x7_s1.forward(&__inception_5b);
        let __drop1 = self.drop1.forward(&__averagepool1_7x7_s1);
        let __flatten = self.flatten.forward(&__drop1);
        let __linear = self.linear.forward(&__flatten);
        __linear
    }
}
impl ::core::clone::Clone for InceptionV1 {
    fn clone(&self) -> Self {
        ::googlenet_runtime::__private::clone(self)
    }
}
impl ::core::fmt::Debug for InceptionV1 {
    fn fmt(&self, __formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::googlenet_runtime::__private::debug(
            self,
            ::core::stringify!(InceptionV1),
            __formatter,
        )
    }
}
impl ::googlenet_runtime::__private::Sealed for InceptionV1 {}
impl ::googlenet_runtime::Network for InceptionV1 {
    fn graph(&self) -> ::googlenet_runtime::__private::dsl::graph::Graph {
        <Self as ::googlenet_runtime::TypedNetwork>::portable_graph()
    }
    fn layers(
        &self,
    ) -> ::googlenet_runtime::__private::std::vec::Vec<&::googlenet_runtime::Layer> {
        ::googlenet_runtime::__private::layers([
            &self.conv1_7x7_s2.0,
            &self.maxpool1_3x3_s2.0,
            &self.conv2_3x3_reduce.0,
            &self.conv2_3x3.0,
            &self.maxpool2_3x3_s2.0,
            &self.inception_3a.conv_1x1.0,
            &self.inception_3a.conv_3x3_reduce.0,
            &self.inception_3a.conv_3x3.0,
            &self.inception_3a.conv_5x5_reduce.0,
            &self.inception_3a.conv_5x5.0,
            &self.inception_3a.maxpool.0,
            &self.inception_3a.maxpool_proj.0,
            &self.inception_3a.join.0,
            &self.inception_3b.conv_1x1.0,
            &self.inception_3b.conv_3x3_reduce.0,
            &self.inception_3b.conv_3x3.0,
            &self.inception_3b.conv_5x5_reduce.0,
            &self.inception_3b.conv_5x5.0,
            &self.inception_3b.maxpool.0,
            &self.inception_3b.maxpool_proj.0,
            &self.inception_3b.join.0,
            &self.maxpool3_3x3_s2.0,
            &self.inception_4a.conv_1x1.0,
            &self.inception_4a.conv_3x3_reduce.0,
            &self.inception_4a.conv_3x3.0,
            &self.inception_4a.conv_5x5_reduce.0,
            &self.inception_4a.conv_5x5.0,
            &self.inception_4a.maxpool.0,
            &self.inception_4a.maxpool_proj.0,
            &self.inception_4a.join.0,
            &self.inception_4b.conv_1x1.0,
            &self.inception_4b.conv_3x3_reduce.0,
            &self.inception_4b.conv_3x3.0,
            &self.inception_4b.conv_5x5_reduce.0,
            &self.inception_4b.conv_5x5.0,
            &self.inception_4b.maxpool.0,
            &self.inception_4b.maxpool_proj.0,
            &self.inception_4b.join.0,
            &self.inception_4c.conv_1x1.0,
            &self.inception_4c.conv_3x3_reduce.0,
            &self.inception_4c.conv_3x3.0,
            &self.inception_4c.conv_5x5_reduce.0,
            &self.inception_4c.conv_5x5.0,
            &self.inception_4c.maxpool.0,
            &self.inception_4c.maxpool_proj.0,
            &self.inception_4c.join.0,
            &self.inception_4d.conv_1x1.0,
            &self.inception_4d.conv_3x3_reduce.0,
            &self.inception_4d.conv_3x3.0,
            &self.inception_4d.conv_5x5_reduce.0,
            &self.inception_4d.conv_5x5.0,
            &self.inception_4d.maxpool.0,
            &self.inception_4d.maxpool_proj.0,
            &self.inception_4d.join.0,
            &self.inception_4e.conv_1x1.0,
            &self.inception_4e.conv_3x3_reduce.0,
            &self.inception_4e.conv_3x3.0,
            &self.inception_4e.conv_5x5_reduce.0,
            &self.inception_4e.conv_5x5.0,
            &self.inception_4e.maxpool.0,
            &self.inception_4e.maxpool_proj.0,
            &self.inception_4e.join.0,
            &self.maxpool4_3x3_s2.0,
            &self.inception_5a.conv_1x1.0,
            &self.inception_5a.conv_3x3_reduce.0,
            &self.inception_5a.conv_3x3.0,
            &self.inception_5a.conv_5x5_reduce.0,
            &self.inception_5a.conv_5x5.0,
            &self.inception_5a.maxpool.0,
            &self.inception_5a.maxpool_proj.0,
            &self.inception_5a.join.0,
            &self.inception_5b.conv_1x1.0,
            &self.inception_5b.conv_3x3_reduce.0,
            &self.inception_5b.conv_3x3.0,
            &self.inception_5b.conv_5x5_reduce.0,
            &self.inception_5b.conv_5x5.0,
            &self.inception_5b.maxpool.0,
            &self.inception_5b.maxpool_proj.0,
            &self.inception_5b.join.0,
            &self.averagepool1_7x7_s1.0,
            &self.drop1.0,
            &self.flatten.0,
            &self.linear.0,
        ])
    }
    fn layers_mut(
        &mut self,
    ) -> ::googlenet_runtime::__private::std::vec::Vec<
        ::googlenet_runtime::LayerMut<'_>,
    > {
        ::googlenet_runtime::__private::layers_mut([
            &mut self.conv1_7x7_s2.0,
            &mut self.maxpool1_3x3_s2.0,
            &mut self.conv2_3x3_reduce.0,
            &mut self.conv2_3x3.0,
            &mut self.maxpool2_3x3_s2.0,
            &mut self.inception_3a.conv_1x1.0,
            &mut self.inception_3a.conv_3x3_reduce.0,
            &mut self.inception_3a.conv_3x3.0,
            &mut self.inception_3a.conv_5x5_reduce.0,
            &mut self.inception_3a.conv_5x5.0,
            &mut self.inception_3a.maxpool.0,
            &mut self.inception_3a.maxpool_proj.0,
            &mut self.inception_3a.join.0,
            &mut self.inception_3b.conv_1x1.0,
            &mut self.inception_3b.conv_3x3_reduce.0,
            &mut self.inception_3b.conv_3x3.0,
            &mut self.inception_3b.conv_5x5_reduce.0,
            &mut self.inception_3b.conv_5x5.0,
            &mut self.inception_3b.maxpool.0,
            &mut self.inception_3b.maxpool_proj.0,
            &mut self.inception_3b.join.0,
            &mut self.maxpool3_3x3_s2.0,
            &mut self.inception_4a.conv_1x1.0,
            &mut self.inception_4a.conv_3x3_reduce.0,
            &mut self.inception_4a.conv_3x3.0,
            &mut self.inception_4a.conv_5x5_reduce.0,
            &mut self.inception_4a.conv_5x5.0,
            &mut self.inception_4a.maxpool.0,
            &mut self.inception_4a.maxpool_proj.0,
            &mut self.inception_4a.join.0,
            &mut self.inception_4b.conv_1x1.0,
            &mut self.inception_4b.conv_3x3_reduce.0,
            &mut self.inception_4b.conv_3x3.0,
            &mut self.inception_4b.conv_5x5_reduce.0,
            &mut self.inception_4b.conv_5x5.0,
            &mut self.inception_4b.maxpool.0,
            &mut self.inception_4b.maxpool_proj.0,
            &mut self.inception_4b.join.0,
            &mut self.inception_4c.conv_1x1.0,
            &mut self.inception_4c.conv_3x3_reduce.0,
            &mut self.inception_4c.conv_3x3.0,
            &mut self.inception_4c.conv_5x5_reduce.0,
            &mut self.inception_4c.conv_5x5.0,
            &mut self.inception_4c.maxpool.0,
            &mut self.inception_4c.maxpool_proj.0,
            &mut self.inception_4c.join.0,
            &mut self.inception_4d.conv_1x1.0,
            &mut self.inception_4d.conv_3x3_reduce.0,
            &mut self.inception_4d.conv_3x3.0,
            &mut self.inception_4d.conv_5x5_reduce.0,
            &mut self.inception_4d.conv_5x5.0,
            &mut self.inception_4d.maxpool.0,
            &mut self.inception_4d.maxpool_proj.0,
            &mut self.inception_4d.join.0,
            &mut self.inception_4e.conv_1x1.0,
            &mut self.inception_4e.conv_3x3_reduce.0,
            &mut self.inception_4e.conv_3x3.0,
            &mut self.inception_4e.conv_5x5_reduce.0,
            &mut self.inception_4e.conv_5x5.0,
            &mut self.inception_4e.maxpool.0,
            &mut self.inception_4e.maxpool_proj.0,
            &mut self.inception_4e.join.0,
            &mut self.maxpool4_3x3_s2.0,
            &mut self.inception_5a.conv_1x1.0,
            &mut self.inception_5a.conv_3x3_reduce.0,
            &mut self.inception_5a.conv_3x3.0,
            &mut self.inception_5a.conv_5x5_reduce.0,
            &mut self.inception_5a.conv_5x5.0,
            &mut self.inception_5a.maxpool.0,
            &mut self.inception_5a.maxpool_proj.0,
            &mut self.inception_5a.join.0,
            &mut self.inception_5b.conv_1x1.0,
            &mut self.inception_5b.conv_3x3_reduce.0,
            &mut self.inception_5b.conv_3x3.0,
            &mut self.inception_5b.conv_5x5_reduce.0,
            &mut self.inception_5b.conv_5x5.0,
            &mut self.inception_5b.maxpool.0,
            &mut self.inception_5b.maxpool_proj.0,
            &mut self.inception_5b.join.0,
            &mut self.averagepool1_7x7_s1.0,
            &mut self.drop1.0,
            &mut self.flatten.0,
            &mut self.linear.0,
        ])
    }
}
impl ::googlenet_runtime::TypedNetwork for InceptionV1 {
    type Input = inception_v1::Input;
    type Output = inception_v1::Output;
    const PARAMS: ::core::primitive::u64 = 6998552;
    const TRAINABLE_PARAMS: ::core::primitive::u64 = 6998552;
    const TRAINING_PARAMS: ::core::primitive::u64 = 6998552;
    const MACS: ::core::primitive::u64 = 1582671872;
    const ARENA_BYTES: ::core::primitive::u64 = 3702848;
    const TRAINING_ARENA_BYTES: ::core::primitive::u64 = 21628096;
    const SESSION_BYTES: ::core::primitive::u64 = 5962000;
    fn definition() -> &'static ::googlenet_runtime::__private::dsl::graph::Definition {
        static DEFINITION: ::googlenet_runtime::__private::Definition = ::googlenet_runtime::__private::Definition::new(
            "InceptionV1",
            "
            $input 4 [] input 224,224,3
            conv1_7x7_s2 25 [0] conv filters=64 kernel=7,7 stride=2,2 padding=same activation=relu l2=0.01
            maxpool1_3x3_s2 26 [1] max_pool kernel=3,3 stride=2,2 padding=same
            conv2_3x3_reduce 27 [2] conv filters=64 kernel=1,1 padding=same activation=relu l2=0.01
            conv2_3x3 28 [3] conv filters=192 kernel=3,3 padding=same activation=relu l2=0.01
            maxpool2_3x3_s2 29 [4] max_pool kernel=3,3 stride=2,2 padding=same
            inception_3a.conv_1x1 16 [5] conv filters=64 kernel=1,1 padding=same activation=relu l2=0.01
            inception_3a.conv_3x3_reduce 17 [5] conv filters=96 kernel=1,1 padding=same activation=relu l2=0.01
            inception_3a.conv_3x3 18 [7] conv filters=128 kernel=3,3 padding=same activation=relu l2=0.01
            inception_3a.conv_5x5_reduce 19 [5] conv filters=16 kernel=1,1 padding=same activation=relu l2=0.01
            inception_3a.conv_5x5 20 [9] conv filters=32 kernel=5,5 padding=same activation=relu l2=0.01
            inception_3a.maxpool 21 [5] max_pool kernel=3,3 stride=1,1 padding=same
            inception_3a.maxpool_proj 22 [11] conv filters=32 kernel=1,1 padding=same activation=relu l2=0.01
            inception_3a 31 [6,8,10,12] concat
            inception_3b.conv_1x1 16 [13] conv filters=128 kernel=1,1 padding=same activation=relu l2=0.01
            inception_3b.conv_3x3_reduce 17 [13] conv filters=128 kernel=1,1 padding=same activation=relu l2=0.01
            inception_3b.conv_3x3 18 [15] conv filters=192 kernel=3,3 padding=same activation=relu l2=0.01
            inception_3b.conv_5x5_reduce 19 [13] conv filters=32 kernel=1,1 padding=same activation=relu l2=0.01
            inception_3b.conv_5x5 20 [17] conv filters=96 kernel=5,5 padding=same activation=relu l2=0.01
            inception_3b.maxpool 21 [13] max_pool kernel=3,3 stride=1,1 padding=same
            inception_3b.maxpool_proj 22 [19] conv filters=64 kernel=1,1 padding=same activation=relu l2=0.01
            inception_3b 32 [14,16,18,20] concat
            maxpool3_3x3_s2 33 [21] max_pool kernel=3,3 stride=2,2 padding=same
            inception_4a.conv_1x1 16 [22] conv filters=192 kernel=1,1 padding=same activation=relu l2=0.01
            inception_4a.conv_3x3_reduce 17 [22] conv filters=96 kernel=1,1 padding=same activation=relu l2=0.01
            inception_4a.conv_3x3 18 [24] conv filters=208 kernel=3,3 padding=same activation=relu l2=0.01
            inception_4a.conv_5x5_reduce 19 [22] conv filters=16 kernel=1,1 padding=same activation=relu l2=0.01
            inception_4a.conv_5x5 20 [26] conv filters=48 kernel=5,5 padding=same activation=relu l2=0.01
            inception_4a.maxpool 21 [22] max_pool kernel=3,3 stride=1,1 padding=same
            inception_4a.maxpool_proj 22 [28] conv filters=64 kernel=1,1 padding=same activation=relu l2=0.01
            inception_4a 34 [23,25,27,29] concat
            inception_4b.conv_1x1 16 [30] conv filters=160 kernel=1,1 padding=same activation=relu l2=0.01
            inception_4b.conv_3x3_reduce 17 [30] conv filters=112 kernel=1,1 padding=same activation=relu l2=0.01
            inception_4b.conv_3x3 18 [32] conv filters=224 kernel=3,3 padding=same activation=relu l2=0.01
            inception_4b.conv_5x5_reduce 19 [30] conv filters=24 kernel=1,1 padding=same activation=relu l2=0.01
            inception_4b.conv_5x5 20 [34] conv filters=64 kernel=5,5 padding=same activation=relu l2=0.01
            inception_4b.maxpool 21 [30] max_pool kernel=3,3 stride=1,1 padding=same
            inception_4b.maxpool_proj 22 [36] conv filters=64 kernel=1,1 padding=same activation=relu l2=0.01
            inception_4b 35 [31,33,35,37] concat
            inception_4c.conv_1x1 16 [38] conv filters=128 kernel=1,1 padding=same activation=relu l2=0.01
            inception_4c.conv_3x3_reduce 17 [38] conv filters=128 kernel=1,1 padding=same activation=relu l2=0.01
            inception_4c.conv_3x3 18 [40] conv filters=256 kernel=3,3 padding=same activation=relu l2=0.01
            inception_4c.conv_5x5_reduce 19 [38] conv filters=24 kernel=1,1 padding=same activation=relu l2=0.01
            inception_4c.conv_5x5 20 [42] conv filters=64 kernel=5,5 padding=same activation=relu l2=0.01
            inception_4c.maxpool 21 [38] max_pool kernel=3,3 stride=1,1 padding=same
            inception_4c.maxpool_proj 22 [44] conv filters=64 kernel=1,1 padding=same activation=relu l2=0.01
            inception_4c 36 [39,41,43,45] concat
            inception_4d.conv_1x1 16 [46] conv filters=112 kernel=1,1 padding=same activation=relu l2=0.01
            inception_4d.conv_3x3_reduce 17 [46] conv filters=144 kernel=1,1 padding=same activation=relu l2=0.01
            inception_4d.conv_3x3 18 [48] conv filters=288 kernel=3,3 padding=same activation=relu l2=0.01
            inception_4d.conv_5x5_reduce 19 [46] conv filters=32 kernel=1,1 padding=same activation=relu l2=0.01
            inception_4d.conv_5x5 20 [50] conv filters=64 kernel=5,5 padding=same activation=relu l2=0.01
            inception_4d.maxpool 21 [46] max_pool kernel=3,3 stride=1,1 padding=same
            inception_4d.maxpool_proj 22 [52] conv filters=64 kernel=1,1 padding=same activation=relu l2=0.01
            inception_4d 37 [47,49,51,53] concat
            inception_4e.conv_1x1 16 [54] conv filters=256 kernel=1,1 padding=same activation=relu l2=0.01
            inception_4e.conv_3x3_reduce 17 [54] conv filters=160 kernel=1,1 padding=same activation=relu l2=0.01
            inception_4e.conv_3x3 18 [56] conv filters=320 kernel=3,3 padding=same activation=relu l2=0.01
            inception_4e.conv_5x5_reduce 19 [54] conv filters=32 kernel=1,1 padding=same activation=relu l2=0.01
            inception_4e.conv_5x5 20 [58] conv filters=128 kernel=5,5 padding=same activation=relu l2=0.01
            inception_4e.maxpool 21 [54] max_pool kernel=3,3 stride=1,1 padding=same
            inception_4e.maxpool_proj 22 [60] conv filters=128 kernel=1,1 padding=same activation=relu l2=0.01
            inception_4e 38 [55,57,59,61] concat
            maxpool4_3x3_s2 39 [62] max_pool kernel=3,3 stride=2,2 padding=same
            inception_5a.conv_1x1 16 [63] conv filters=256 kernel=1,1 padding=same activation=relu l2=0.01
            inception_5a.conv_3x3_reduce 17 [63] conv filters=160 kernel=1,1 padding=same activation=relu l2=0.01
            inception_5a.conv_3x3 18 [65] conv filters=320 kernel=3,3 padding=same activation=relu l2=0.01
            inception_5a.conv_5x5_reduce 19 [63] conv filters=32 kernel=1,1 padding=same activation=relu l2=0.01
            inception_5a.conv_5x5 20 [67] conv filters=128 kernel=5,5 padding=same activation=relu l2=0.01
            inception_5a.maxpool 21 [63] max_pool kernel=3,3 stride=1,1 padding=same
            inception_5a.maxpool_proj 22 [69] conv filters=128 kernel=1,1 padding=same activation=relu l2=0.01
            inception_5a 40 [64,66,68,70] concat
            inception_5b.conv_1x1 16 [71] conv filters=384 kernel=1,1 padding=same activation=relu l2=0.01
            inception_5b.conv_3x3_reduce 17 [71] conv filters=192 kernel=1,1 padding=same activation=relu l2=0.01
            inception_5b.conv_3x3 18 [73] conv filters=384 kernel=3,3 padding=same activation=relu l2=0.01
            inception_5b.conv_5x5_reduce 19 [71] conv filters=48 kernel=1,1 padding=same activation=relu l2=0.01
            inception_5b.conv_5x5 20 [75] conv filters=128 kernel=5,5 padding=same activation=relu l2=0.01
            inception_5b.maxpool 21 [71] max_pool kernel=3,3 stride=1,1 padding=same
            inception_5b.maxpool_proj 22 [77] conv filters=128 kernel=1,1 padding=same activation=relu l2=0.01
            inception_5b 41 [72,74,76,78] concat
            averagepool1_7x7_s1 42 [79] avg_pool kernel=7,7 padding=same
            drop1 43 [80] dropout rate=0.4
            flatten 44 [81] flatten
            linear 45 [82] dense units=1000 activation=softmax l2=0.01
            => linear 83
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
        __layer43, __layer44, __layer45, __layer46, __layer47, __layer48, __layer49,
        __layer50, __layer51, __layer52, __layer53, __layer54, __layer55, __layer56,
        __layer57, __layer58, __layer59, __layer60, __layer61, __layer62, __layer63,
        __layer64, __layer65, __layer66, __layer67, __layer68, __layer69, __layer70,
        __layer71, __layer72, __layer73, __layer74, __layer75, __layer76, __layer77,
        __layer78, __layer79, __layer80, __layer81, __layer82, __layer83] = __layers
            .take();
        Self {
            conv1_7x7_s2: ::googlenet_runtime::layers::Conv2d(
                __layer1,
                ::googlenet_runtime::__private::PhantomData,
            ),
            maxpool1_3x3_s2: ::googlenet_runtime::layers::MaxPool2d(
                __layer2,
                ::googlenet_runtime::__private::PhantomData,
            ),
            conv2_3x3_reduce: ::googlenet_runtime::layers::Conv2d(
                __layer3,
                ::googlenet_runtime::__private::PhantomData,
            ),
            conv2_3x3: ::googlenet_runtime::layers::Conv2d(
                __layer4,
                ::googlenet_runtime::__private::PhantomData,
            ),
            maxpool2_3x3_s2: ::googlenet_runtime::layers::MaxPool2d(
                __layer5,
                ::googlenet_runtime::__private::PhantomData,
            ),
            inception_3a: inception_v1::inception_3a::Inception3a {
                conv_1x1: ::googlenet_runtime::layers::Conv2d(
                    __layer6,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_3x3_reduce: ::googlenet_runtime::layers::Conv2d(
                    __layer7,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_3x3: ::googlenet_runtime::layers::Conv2d(
                    __layer8,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_5x5_reduce: ::googlenet_runtime::layers::Conv2d(
                    __layer9,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_5x5: ::googlenet_runtime::layers::Conv2d(
                    __layer10,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                maxpool: ::googlenet_runtime::layers::MaxPool2d(
                    __layer11,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                maxpool_proj: ::googlenet_runtime::layers::Conv2d(
                    __layer12,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                join: ::googlenet_runtime::layers::Concat(
                    __layer13,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            inception_3b: inception_v1::inception_3b::Inception3b {
                conv_1x1: ::googlenet_runtime::layers::Conv2d(
                    __layer14,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_3x3_reduce: ::googlenet_runtime::layers::Conv2d(
                    __layer15,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_3x3: ::googlenet_runtime::layers::Conv2d(
                    __layer16,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_5x5_reduce: ::googlenet_runtime::layers::Conv2d(
                    __layer17,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_5x5: ::googlenet_runtime::layers::Conv2d(
                    __layer18,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                maxpool: ::googlenet_runtime::layers::MaxPool2d(
                    __layer19,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                maxpool_proj: ::googlenet_runtime::layers::Conv2d(
                    __layer20,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                join: ::googlenet_runtime::layers::Concat(
                    __layer21,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            maxpool3_3x3_s2: ::googlenet_runtime::layers::MaxPool2d(
                __layer22,
                ::googlenet_runtime::__private::PhantomData,
            ),
            inception_4a: inception_v1::inception_4a::Inception4a {
                conv_1x1: ::googlenet_runtime::layers::Conv2d(
                    __layer23,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_3x3_reduce: ::googlenet_runtime::layers::Conv2d(
                    __layer24,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_3x3: ::googlenet_runtime::layers::Conv2d(
                    __layer25,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_5x5_reduce: ::googlenet_runtime::layers::Conv2d(
                    __layer26,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_5x5: ::googlenet_runtime::layers::Conv2d(
                    __layer27,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                maxpool: ::googlenet_runtime::layers::MaxPool2d(
                    __layer28,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                maxpool_proj: ::googlenet_runtime::layers::Conv2d(
                    __layer29,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                join: ::googlenet_runtime::layers::Concat(
                    __layer30,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            inception_4b: inception_v1::inception_4b::Inception4b {
                conv_1x1: ::googlenet_runtime::layers::Conv2d(
                    __layer31,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_3x3_reduce: ::googlenet_runtime::layers::Conv2d(
                    __layer32,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_3x3: ::googlenet_runtime::layers::Conv2d(
                    __layer33,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_5x5_reduce: ::googlenet_runtime::layers::Conv2d(
                    __layer34,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_5x5: ::googlenet_runtime::layers::Conv2d(
                    __layer35,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                maxpool: ::googlenet_runtime::layers::MaxPool2d(
                    __layer36,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                maxpool_proj: ::googlenet_runtime::layers::Conv2d(
                    __layer37,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                join: ::googlenet_runtime::layers::Concat(
                    __layer38,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            inception_4c: inception_v1::inception_4c::Inception4c {
                conv_1x1: ::googlenet_runtime::layers::Conv2d(
                    __layer39,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_3x3_reduce: ::googlenet_runtime::layers::Conv2d(
                    __layer40,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_3x3: ::googlenet_runtime::layers::Conv2d(
                    __layer41,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_5x5_reduce: ::googlenet_runtime::layers::Conv2d(
                    __layer42,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_5x5: ::googlenet_runtime::layers::Conv2d(
                    __layer43,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                maxpool: ::googlenet_runtime::layers::MaxPool2d(
                    __layer44,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                maxpool_proj: ::googlenet_runtime::layers::Conv2d(
                    __layer45,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                join: ::googlenet_runtime::layers::Concat(
                    __layer46,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            inception_4d: inception_v1::inception_4d::Inception4d {
                conv_1x1: ::googlenet_runtime::layers::Conv2d(
                    __layer47,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_3x3_reduce: ::googlenet_runtime::layers::Conv2d(
                    __layer48,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_3x3: ::googlenet_runtime::layers::Conv2d(
                    __layer49,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_5x5_reduce: ::googlenet_runtime::layers::Conv2d(
                    __layer50,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_5x5: ::googlenet_runtime::layers::Conv2d(
                    __layer51,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                maxpool: ::googlenet_runtime::layers::MaxPool2d(
                    __layer52,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                maxpool_proj: ::googlenet_runtime::layers::Conv2d(
                    __layer53,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                join: ::googlenet_runtime::layers::Concat(
                    __layer54,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            inception_4e: inception_v1::inception_4e::Inception4e {
                conv_1x1: ::googlenet_runtime::layers::Conv2d(
                    __layer55,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_3x3_reduce: ::googlenet_runtime::layers::Conv2d(
                    __layer56,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_3x3: ::googlenet_runtime::layers::Conv2d(
                    __layer57,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_5x5_reduce: ::googlenet_runtime::layers::Conv2d(
                    __layer58,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_5x5: ::googlenet_runtime::layers::Conv2d(
                    __layer59,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                maxpool: ::googlenet_runtime::layers::MaxPool2d(
                    __layer60,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                maxpool_proj: ::googlenet_runtime::layers::Conv2d(
                    __layer61,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                join: ::googlenet_runtime::layers::Concat(
                    __layer62,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            maxpool4_3x3_s2: ::googlenet_runtime::layers::MaxPool2d(
                __layer63,
                ::googlenet_runtime::__private::PhantomData,
            ),
            inception_5a: inception_v1::inception_5a::Inception5a {
                conv_1x1: ::googlenet_runtime::layers::Conv2d(
                    __layer64,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_3x3_reduce: ::googlenet_runtime::layers::Conv2d(
                    __layer65,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_3x3: ::googlenet_runtime::layers::Conv2d(
                    __layer66,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_5x5_reduce: ::googlenet_runtime::layers::Conv2d(
                    __layer67,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_5x5: ::googlenet_runtime::layers::Conv2d(
                    __layer68,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                maxpool: ::googlenet_runtime::layers::MaxPool2d(
                    __layer69,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                maxpool_proj: ::googlenet_runtime::layers::Conv2d(
                    __layer70,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                join: ::googlenet_runtime::layers::Concat(
                    __layer71,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            inception_5b: inception_v1::inception_5b::Inception5b {
                conv_1x1: ::googlenet_runtime::layers::Conv2d(
                    __layer72,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_3x3_reduce: ::googlenet_runtime::layers::Conv2d(
                    __layer73,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_3x3: ::googlenet_runtime::layers::Conv2d(
                    __layer74,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_5x5_reduce: ::googlenet_runtime::layers::Conv2d(
                    __layer75,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                conv_5x5: ::googlenet_runtime::layers::Conv2d(
                    __layer76,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                maxpool: ::googlenet_runtime::layers::MaxPool2d(
                    __layer77,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                maxpool_proj: ::googlenet_runtime::layers::Conv2d(
                    __layer78,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                join: ::googlenet_runtime::layers::Concat(
                    __layer79,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            averagepool1_7x7_s1: ::googlenet_runtime::layers::AvgPool2d(
                __layer80,
                ::googlenet_runtime::__private::PhantomData,
            ),
            drop1: ::googlenet_runtime::layers::Dropout(
                __layer81,
                ::googlenet_runtime::__private::PhantomData,
            ),
            flatten: ::googlenet_runtime::layers::Flatten(
                __layer82,
                ::googlenet_runtime::__private::PhantomData,
            ),
            linear: ::googlenet_runtime::layers::Dense(
                __layer83,
                ::googlenet_runtime::__private::PhantomData,
            ),
        }
    }
}
///The shapes and blocks of [`InceptionV1`].
pub mod inception_v1 {
    ///The shape of the network's input.
    pub type Input = Hwc224x224x3;
    ///The shape of the network's output.
    pub type Output = Flat1000;
    ///Block `inception` as `inception_3a`, 28x28x192 to 28x28x256; line 31 of `specs/inception_v1.yaml`.
    pub mod inception_3a {
        ///The shape of the block's input.
        pub type Input = super::Hwc28x28x192;
        ///The shape of the block's output.
        pub type Output = super::Hwc28x28x256;
        ///Block `inception` as `inception_3a`, 28x28x192 to 28x28x256; line 31 of `specs/inception_v1.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Inception3a {
            ///`conv`, 28x28x192 to 28x28x64; line 16 of `specs/inception_v1.yaml`.
            pub conv_1x1: ::googlenet_runtime::layers::Conv2d<
                super::Hwc28x28x192,
                super::Hwc28x28x64,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 28x28x192 to 28x28x96; line 17 of `specs/inception_v1.yaml`.
            pub conv_3x3_reduce: ::googlenet_runtime::layers::Conv2d<
                super::Hwc28x28x192,
                super::Hwc28x28x96,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 28x28x96 to 28x28x128; line 18 of `specs/inception_v1.yaml`.
            pub conv_3x3: ::googlenet_runtime::layers::Conv2d<
                super::Hwc28x28x96,
                super::Hwc28x28x128,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 28x28x192 to 28x28x16; line 19 of `specs/inception_v1.yaml`.
            pub conv_5x5_reduce: ::googlenet_runtime::layers::Conv2d<
                super::Hwc28x28x192,
                super::Hwc28x28x16,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 28x28x16 to 28x28x32; line 20 of `specs/inception_v1.yaml`.
            pub conv_5x5: ::googlenet_runtime::layers::Conv2d<
                super::Hwc28x28x16,
                super::Hwc28x28x32,
                super::Window5x5By1x1Same,
            >,
            ///`max_pool`, 28x28x192 to 28x28x192; line 21 of `specs/inception_v1.yaml`.
            pub maxpool: ::googlenet_runtime::layers::MaxPool2d<
                super::Hwc28x28x192,
                super::Hwc28x28x192,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 28x28x192 to 28x28x32; line 22 of `specs/inception_v1.yaml`.
            pub maxpool_proj: ::googlenet_runtime::layers::Conv2d<
                super::Hwc28x28x192,
                super::Hwc28x28x32,
                super::Window1x1By1x1Same,
            >,
            ///`concat`, 28x28x64 and 28x28x128 and 28x28x32 and 28x28x32 to 28x28x256; line 31 of `specs/inception_v1.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (
                    super::Hwc28x28x64,
                    (super::Hwc28x28x128, (super::Hwc28x28x32, (super::Hwc28x28x32, ()))),
                ),
                super::Hwc28x28x256,
            >,
        }
        impl ::core::fmt::Debug for Inception3a {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Inception3a (28x28x192 to 28x28x256)")
            }
        }
        impl Inception3a {
            ///Runs the layers on the calling thread.
            #[inline]
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
        }
    }
    ///Block `inception` as `inception_3b`, 28x28x256 to 28x28x480; line 32 of `specs/inception_v1.yaml`.
    pub mod inception_3b {
        ///The shape of the block's input.
        pub type Input = super::Hwc28x28x256;
        ///The shape of the block's output.
        pub type Output = super::Hwc28x28x480;
        ///Block `inception` as `inception_3b`, 28x28x256 to 28x28x480; line 32 of `specs/inception_v1.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Inception3b {
            ///`conv`, 28x28x256 to 28x28x128; line 16 of `specs/inception_v1.yaml`.
            pub conv_1x1: ::googlenet_runtime::layers::Conv2d<
                super::Hwc28x28x256,
                super::Hwc28x28x128,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 28x28x256 to 28x28x128; line 17 of `specs/inception_v1.yaml`.
            pub conv_3x3_reduce: ::googlenet_runtime::layers::Conv2d<
                super::Hwc28x28x256,
                super::Hwc28x28x128,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 28x28x128 to 28x28x192; line 18 of `specs/inception_v1.yaml`.
            pub conv_3x3: ::googlenet_runtime::layers::Conv2d<
                super::Hwc28x28x128,
                super::Hwc28x28x192,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 28x28x256 to 28x28x32; line 19 of `specs/inception_v1.yaml`.
            pub conv_5x5_reduce: ::googlenet_runtime::layers::Conv2d<
                super::Hwc28x28x256,
                super::Hwc28x28x32,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 28x28x32 to 28x28x96; line 20 of `specs/inception_v1.yaml`.
            pub conv_5x5: ::googlenet_runtime::layers::Conv2d<
                super::Hwc28x28x32,
                super::Hwc28x28x96,
                super::Window5x5By1x1Same,
            >,
            ///`max_pool`, 28x28x256 to 28x28x256; line 21 of `specs/inception_v1.yaml`.
            pub maxpool: ::googlenet_runtime::layers::MaxPool2d<
                super::Hwc28x28x256,
                super::Hwc28x28x256,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 28x28x256 to 28x28x64; line 22 of `specs/inception_v1.yaml`.
            pub maxpool_proj: ::googlenet_runtime::layers::Conv2d<
                super::Hwc28x28x256,
                super::Hwc28x28x64,
                super::Window1x1By1x1Same,
            >,
            ///`concat`, 28x28x128 and 28x28x192 and 28x28x96 and 28x28x64 to 28x28x480; line 32 of `specs/inception_v1.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (
                    super::Hwc28x28x128,
                    (super::Hwc28x28x192, (super::Hwc28x28x96, (super::Hwc28x28x64, ()))),
                ),
                super::Hwc28x28x480,
            >,
        }
        impl ::core::fmt::Debug for Inception3b {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Inception3b (28x28x256 to 28x28x480)")
            }
        }
        impl Inception3b {
            ///Runs the layers on the calling thread.
            #[inline]
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
        }
    }
    ///Block `inception` as `inception_4a`, 14x14x480 to 14x14x512; line 34 of `specs/inception_v1.yaml`.
    pub mod inception_4a {
        ///The shape of the block's input.
        pub type Input = super::Hwc14x14x480;
        ///The shape of the block's output.
        pub type Output = super::Hwc14x14x512;
        ///Block `inception` as `inception_4a`, 14x14x480 to 14x14x512; line 34 of `specs/inception_v1.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Inception4a {
            ///`conv`, 14x14x480 to 14x14x192; line 16 of `specs/inception_v1.yaml`.
            pub conv_1x1: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x480,
                super::Hwc14x14x192,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 14x14x480 to 14x14x96; line 17 of `specs/inception_v1.yaml`.
            pub conv_3x3_reduce: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x480,
                super::Hwc14x14x96,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 14x14x96 to 14x14x208; line 18 of `specs/inception_v1.yaml`.
            pub conv_3x3: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x96,
                super::Hwc14x14x208,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 14x14x480 to 14x14x16; line 19 of `specs/inception_v1.yaml`.
            pub conv_5x5_reduce: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x480,
                super::Hwc14x14x16,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 14x14x16 to 14x14x48; line 20 of `specs/inception_v1.yaml`.
            pub conv_5x5: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x16,
                super::Hwc14x14x48,
                super::Window5x5By1x1Same,
            >,
            ///`max_pool`, 14x14x480 to 14x14x480; line 21 of `specs/inception_v1.yaml`.
            pub maxpool: ::googlenet_runtime::layers::MaxPool2d<
                super::Hwc14x14x480,
                super::Hwc14x14x480,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 14x14x480 to 14x14x64; line 22 of `specs/inception_v1.yaml`.
            pub maxpool_proj: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x480,
                super::Hwc14x14x64,
                super::Window1x1By1x1Same,
            >,
            ///`concat`, 14x14x192 and 14x14x208 and 14x14x48 and 14x14x64 to 14x14x512; line 34 of `specs/inception_v1.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (
                    super::Hwc14x14x192,
                    (super::Hwc14x14x208, (super::Hwc14x14x48, (super::Hwc14x14x64, ()))),
                ),
                super::Hwc14x14x512,
            >,
        }
        impl ::core::fmt::Debug for Inception4a {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Inception4a (14x14x480 to 14x14x512)")
            }
        }
        impl Inception4a {
            ///Runs the layers on the calling thread.
            #[inline]
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
        }
    }
    ///Block `inception` as `inception_4b`, 14x14x512 to 14x14x512; line 35 of `specs/inception_v1.yaml`.
    pub mod inception_4b {
        ///The shape of the block's input.
        pub type Input = super::Hwc14x14x512;
        ///The shape of the block's output.
        pub type Output = super::Hwc14x14x512;
        ///Block `inception` as `inception_4b`, 14x14x512 to 14x14x512; line 35 of `specs/inception_v1.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Inception4b {
            ///`conv`, 14x14x512 to 14x14x160; line 16 of `specs/inception_v1.yaml`.
            pub conv_1x1: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x512,
                super::Hwc14x14x160,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 14x14x512 to 14x14x112; line 17 of `specs/inception_v1.yaml`.
            pub conv_3x3_reduce: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x512,
                super::Hwc14x14x112,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 14x14x112 to 14x14x224; line 18 of `specs/inception_v1.yaml`.
            pub conv_3x3: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x112,
                super::Hwc14x14x224,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 14x14x512 to 14x14x24; line 19 of `specs/inception_v1.yaml`.
            pub conv_5x5_reduce: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x512,
                super::Hwc14x14x24,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 14x14x24 to 14x14x64; line 20 of `specs/inception_v1.yaml`.
            pub conv_5x5: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x24,
                super::Hwc14x14x64,
                super::Window5x5By1x1Same,
            >,
            ///`max_pool`, 14x14x512 to 14x14x512; line 21 of `specs/inception_v1.yaml`.
            pub maxpool: ::googlenet_runtime::layers::MaxPool2d<
                super::Hwc14x14x512,
                super::Hwc14x14x512,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 14x14x512 to 14x14x64; line 22 of `specs/inception_v1.yaml`.
            pub maxpool_proj: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x512,
                super::Hwc14x14x64,
                super::Window1x1By1x1Same,
            >,
            ///`concat`, 14x14x160 and 14x14x224 and 14x14x64 and 14x14x64 to 14x14x512; line 35 of `specs/inception_v1.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (
                    super::Hwc14x14x160,
                    (super::Hwc14x14x224, (super::Hwc14x14x64, (super::Hwc14x14x64, ()))),
                ),
                super::Hwc14x14x512,
            >,
        }
        impl ::core::fmt::Debug for Inception4b {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Inception4b (14x14x512 to 14x14x512)")
            }
        }
        impl Inception4b {
            ///Runs the layers on the calling thread.
            #[inline]
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
        }
    }
    ///Block `inception` as `inception_4c`, 14x14x512 to 14x14x512; line 36 of `specs/inception_v1.yaml`.
    pub mod inception_4c {
        ///The shape of the block's input.
        pub type Input = super::Hwc14x14x512;
        ///The shape of the block's output.
        pub type Output = super::Hwc14x14x512;
        ///Block `inception` as `inception_4c`, 14x14x512 to 14x14x512; line 36 of `specs/inception_v1.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Inception4c {
            ///`conv`, 14x14x512 to 14x14x128; line 16 of `specs/inception_v1.yaml`.
            pub conv_1x1: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x512,
                super::Hwc14x14x128,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 14x14x512 to 14x14x128; line 17 of `specs/inception_v1.yaml`.
            pub conv_3x3_reduce: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x512,
                super::Hwc14x14x128,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 14x14x128 to 14x14x256; line 18 of `specs/inception_v1.yaml`.
            pub conv_3x3: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x128,
                super::Hwc14x14x256,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 14x14x512 to 14x14x24; line 19 of `specs/inception_v1.yaml`.
            pub conv_5x5_reduce: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x512,
                super::Hwc14x14x24,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 14x14x24 to 14x14x64; line 20 of `specs/inception_v1.yaml`.
            pub conv_5x5: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x24,
                super::Hwc14x14x64,
                super::Window5x5By1x1Same,
            >,
            ///`max_pool`, 14x14x512 to 14x14x512; line 21 of `specs/inception_v1.yaml`.
            pub maxpool: ::googlenet_runtime::layers::MaxPool2d<
                super::Hwc14x14x512,
                super::Hwc14x14x512,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 14x14x512 to 14x14x64; line 22 of `specs/inception_v1.yaml`.
            pub maxpool_proj: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x512,
                super::Hwc14x14x64,
                super::Window1x1By1x1Same,
            >,
            ///`concat`, 14x14x128 and 14x14x256 and 14x14x64 and 14x14x64 to 14x14x512; line 36 of `specs/inception_v1.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (
                    super::Hwc14x14x128,
                    (super::Hwc14x14x256, (super::Hwc14x14x64, (super::Hwc14x14x64, ()))),
                ),
                super::Hwc14x14x512,
            >,
        }
        impl ::core::fmt::Debug for Inception4c {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Inception4c (14x14x512 to 14x14x512)")
            }
        }
        impl Inception4c {
            ///Runs the layers on the calling thread.
            #[inline]
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
        }
    }
    ///Block `inception` as `inception_4d`, 14x14x512 to 14x14x528; line 37 of `specs/inception_v1.yaml`.
    pub mod inception_4d {
        ///The shape of the block's input.
        pub type Input = super::Hwc14x14x512;
        ///The shape of the block's output.
        pub type Output = super::Hwc14x14x528;
        ///Block `inception` as `inception_4d`, 14x14x512 to 14x14x528; line 37 of `specs/inception_v1.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Inception4d {
            ///`conv`, 14x14x512 to 14x14x112; line 16 of `specs/inception_v1.yaml`.
            pub conv_1x1: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x512,
                super::Hwc14x14x112,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 14x14x512 to 14x14x144; line 17 of `specs/inception_v1.yaml`.
            pub conv_3x3_reduce: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x512,
                super::Hwc14x14x144,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 14x14x144 to 14x14x288; line 18 of `specs/inception_v1.yaml`.
            pub conv_3x3: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x144,
                super::Hwc14x14x288,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 14x14x512 to 14x14x32; line 19 of `specs/inception_v1.yaml`.
            pub conv_5x5_reduce: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x512,
                super::Hwc14x14x32,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 14x14x32 to 14x14x64; line 20 of `specs/inception_v1.yaml`.
            pub conv_5x5: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x32,
                super::Hwc14x14x64,
                super::Window5x5By1x1Same,
            >,
            ///`max_pool`, 14x14x512 to 14x14x512; line 21 of `specs/inception_v1.yaml`.
            pub maxpool: ::googlenet_runtime::layers::MaxPool2d<
                super::Hwc14x14x512,
                super::Hwc14x14x512,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 14x14x512 to 14x14x64; line 22 of `specs/inception_v1.yaml`.
            pub maxpool_proj: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x512,
                super::Hwc14x14x64,
                super::Window1x1By1x1Same,
            >,
            ///`concat`, 14x14x112 and 14x14x288 and 14x14x64 and 14x14x64 to 14x14x528; line 37 of `specs/inception_v1.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (
                    super::Hwc14x14x112,
                    (super::Hwc14x14x288, (super::Hwc14x14x64, (super::Hwc14x14x64, ()))),
                ),
                super::Hwc14x14x528,
            >,
        }
        impl ::core::fmt::Debug for Inception4d {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Inception4d (14x14x512 to 14x14x528)")
            }
        }
        impl Inception4d {
            ///Runs the layers on the calling thread.
            #[inline]
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
        }
    }
    ///Block `inception` as `inception_4e`, 14x14x528 to 14x14x832; line 38 of `specs/inception_v1.yaml`.
    pub mod inception_4e {
        ///The shape of the block's input.
        pub type Input = super::Hwc14x14x528;
        ///The shape of the block's output.
        pub type Output = super::Hwc14x14x832;
        ///Block `inception` as `inception_4e`, 14x14x528 to 14x14x832; line 38 of `specs/inception_v1.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Inception4e {
            ///`conv`, 14x14x528 to 14x14x256; line 16 of `specs/inception_v1.yaml`.
            pub conv_1x1: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x528,
                super::Hwc14x14x256,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 14x14x528 to 14x14x160; line 17 of `specs/inception_v1.yaml`.
            pub conv_3x3_reduce: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x528,
                super::Hwc14x14x160,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 14x14x160 to 14x14x320; line 18 of `specs/inception_v1.yaml`.
            pub conv_3x3: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x160,
                super::Hwc14x14x320,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 14x14x528 to 14x14x32; line 19 of `specs/inception_v1.yaml`.
            pub conv_5x5_reduce: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x528,
                super::Hwc14x14x32,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 14x14x32 to 14x14x128; line 20 of `specs/inception_v1.yaml`.
            pub conv_5x5: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x32,
                super::Hwc14x14x128,
                super::Window5x5By1x1Same,
            >,
            ///`max_pool`, 14x14x528 to 14x14x528; line 21 of `specs/inception_v1.yaml`.
            pub maxpool: ::googlenet_runtime::layers::MaxPool2d<
                super::Hwc14x14x528,
                super::Hwc14x14x528,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 14x14x528 to 14x14x128; line 22 of `specs/inception_v1.yaml`.
            pub maxpool_proj: ::googlenet_runtime::layers::Conv2d<
                super::Hwc14x14x528,
                super::Hwc14x14x128,
                super::Window1x1By1x1Same,
            >,
            ///`concat`, 14x14x256 and 14x14x320 and 14x14x128 and 14x14x128 to 14x14x832; line 38 of `specs/inception_v1.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (
                    super::Hwc14x14x256,
                    (
                        super::Hwc14x14x320,
                        (super::Hwc14x14x128, (super::Hwc14x14x128, ())),
                    ),
                ),
                super::Hwc14x14x832,
            >,
        }
        impl ::core::fmt::Debug for Inception4e {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Inception4e (14x14x528 to 14x14x832)")
            }
        }
        impl Inception4e {
            ///Runs the layers on the calling thread.
            #[inline]
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
        }
    }
    ///Block `inception` as `inception_5a`, 7x7x832 to 7x7x832; line 40 of `specs/inception_v1.yaml`.
    pub mod inception_5a {
        ///The shape of the block's input.
        pub type Input = super::Hwc7x7x832;
        ///The shape of the block's output.
        pub type Output = super::Hwc7x7x832;
        ///Block `inception` as `inception_5a`, 7x7x832 to 7x7x832; line 40 of `specs/inception_v1.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Inception5a {
            ///`conv`, 7x7x832 to 7x7x256; line 16 of `specs/inception_v1.yaml`.
            pub conv_1x1: ::googlenet_runtime::layers::Conv2d<
                super::Hwc7x7x832,
                super::Hwc7x7x256,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 7x7x832 to 7x7x160; line 17 of `specs/inception_v1.yaml`.
            pub conv_3x3_reduce: ::googlenet_runtime::layers::Conv2d<
                super::Hwc7x7x832,
                super::Hwc7x7x160,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 7x7x160 to 7x7x320; line 18 of `specs/inception_v1.yaml`.
            pub conv_3x3: ::googlenet_runtime::layers::Conv2d<
                super::Hwc7x7x160,
                super::Hwc7x7x320,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 7x7x832 to 7x7x32; line 19 of `specs/inception_v1.yaml`.
            pub conv_5x5_reduce: ::googlenet_runtime::layers::Conv2d<
                super::Hwc7x7x832,
                super::Hwc7x7x32,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 7x7x32 to 7x7x128; line 20 of `specs/inception_v1.yaml`.
            pub conv_5x5: ::googlenet_runtime::layers::Conv2d<
                super::Hwc7x7x32,
                super::Hwc7x7x128,
                super::Window5x5By1x1Same,
            >,
            ///`max_pool`, 7x7x832 to 7x7x832; line 21 of `specs/inception_v1.yaml`.
            pub maxpool: ::googlenet_runtime::layers::MaxPool2d<
                super::Hwc7x7x832,
                super::Hwc7x7x832,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 7x7x832 to 7x7x128; line 22 of `specs/inception_v1.yaml`.
            pub maxpool_proj: ::googlenet_runtime::layers::Conv2d<
                super::Hwc7x7x832,
                super::Hwc7x7x128,
                super::Window1x1By1x1Same,
            >,
            ///`concat`, 7x7x256 and 7x7x320 and 7x7x128 and 7x7x128 to 7x7x832; line 40 of `specs/inception_v1.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (
                    super::Hwc7x7x256,
                    (super::Hwc7x7x320, (super::Hwc7x7x128, (super::Hwc7x7x128, ()))),
                ),
                super::Hwc7x7x832,
            >,
        }
        impl ::core::fmt::Debug for Inception5a {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Inception5a (7x7x832 to 7x7x832)")
            }
        }
        impl Inception5a {
            ///Runs the layers on the calling thread.
            #[inline]
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
        }
    }
    ///Block `inception` as `inception_5b`, 7x7x832 to 7x7x1024; line 41 of `specs/inception_v1.yaml`.
    pub mod inception_5b {
        ///The shape of the block's input.
        pub type Input = super::Hwc7x7x832;
        ///The shape of the block's output.
        pub type Output = super::Hwc7x7x1024;
        ///Block `inception` as `inception_5b`, 7x7x832 to 7x7x1024; line 41 of `specs/inception_v1.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Inception5b {
            ///`conv`, 7x7x832 to 7x7x384; line 16 of `specs/inception_v1.yaml`.
            pub conv_1x1: ::googlenet_runtime::layers::Conv2d<
                super::Hwc7x7x832,
                super::Hwc7x7x384,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 7x7x832 to 7x7x192; line 17 of `specs/inception_v1.yaml`.
            pub conv_3x3_reduce: ::googlenet_runtime::layers::Conv2d<
                super::Hwc7x7x832,
                super::Hwc7x7x192,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 7x7x192 to 7x7x384; line 18 of `specs/inception_v1.yaml`.
            pub conv_3x3: ::googlenet_runtime::layers::Conv2d<
                super::Hwc7x7x192,
                super::Hwc7x7x384,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 7x7x832 to 7x7x48; line 19 of `specs/inception_v1.yaml`.
            pub conv_5x5_reduce: ::googlenet_runtime::layers::Conv2d<
                super::Hwc7x7x832,
                super::Hwc7x7x48,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 7x7x48 to 7x7x128; line 20 of `specs/inception_v1.yaml`.
            pub conv_5x5: ::googlenet_runtime::layers::Conv2d<
                super::Hwc7x7x48,
                super::Hwc7x7x128,
                super::Window5x5By1x1Same,
            >,
            ///`max_pool`, 7x7x832 to 7x7x832; line 21 of `specs/inception_v1.yaml`.
            pub maxpool: ::googlenet_runtime::layers::MaxPool2d<
                super::Hwc7x7x832,
                super::Hwc7x7x832,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 7x7x832 to 7x7x128; line 22 of `specs/inception_v1.yaml`.
            pub maxpool_proj: ::googlenet_runtime::layers::Conv2d<
                super::Hwc7x7x832,
                super::Hwc7x7x128,
                super::Window1x1By1x1Same,
            >,
            ///`concat`, 7x7x384 and 7x7x384 and 7x7x128 and 7x7x128 to 7x7x1024; line 41 of `specs/inception_v1.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (
                    super::Hwc7x7x384,
                    (super::Hwc7x7x384, (super::Hwc7x7x128, (super::Hwc7x7x128, ()))),
                ),
                super::Hwc7x7x1024,
            >,
        }
        impl ::core::fmt::Debug for Inception5b {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Inception5b (7x7x832 to 7x7x1024)")
            }
        }
        impl Inception5b {
            ///Runs the layers on the calling thread.
            #[inline]
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
        }
    }
    const _: [(); 71usize] = [
        <::googlenet_runtime::layers::Conv2d<
            Hwc224x224x3,
            Hwc112x112x64,
            Window7x7By2x2Same,
        >>::CHECK,
        <::googlenet_runtime::layers::MaxPool2d<
            Hwc112x112x64,
            Hwc56x56x64,
            Window3x3By2x2Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc56x56x64,
            Hwc56x56x64,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc56x56x64,
            Hwc56x56x192,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::MaxPool2d<
            Hwc56x56x192,
            Hwc28x28x192,
            Window3x3By2x2Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc28x28x192,
            Hwc28x28x64,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc28x28x192,
            Hwc28x28x96,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc28x28x96,
            Hwc28x28x128,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc28x28x192,
            Hwc28x28x16,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc28x28x16,
            Hwc28x28x32,
            Window5x5By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::MaxPool2d<
            Hwc28x28x192,
            Hwc28x28x192,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc28x28x192,
            Hwc28x28x32,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Concat<
            (Hwc28x28x64, (Hwc28x28x128, (Hwc28x28x32, (Hwc28x28x32, ())))),
            Hwc28x28x256,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc28x28x256,
            Hwc28x28x128,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc28x28x128,
            Hwc28x28x192,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc28x28x256,
            Hwc28x28x32,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc28x28x32,
            Hwc28x28x96,
            Window5x5By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::MaxPool2d<
            Hwc28x28x256,
            Hwc28x28x256,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc28x28x256,
            Hwc28x28x64,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Concat<
            (Hwc28x28x128, (Hwc28x28x192, (Hwc28x28x96, (Hwc28x28x64, ())))),
            Hwc28x28x480,
        >>::CHECK,
        <::googlenet_runtime::layers::MaxPool2d<
            Hwc28x28x480,
            Hwc14x14x480,
            Window3x3By2x2Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc14x14x480,
            Hwc14x14x192,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc14x14x480,
            Hwc14x14x96,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc14x14x96,
            Hwc14x14x208,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc14x14x480,
            Hwc14x14x16,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc14x14x16,
            Hwc14x14x48,
            Window5x5By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::MaxPool2d<
            Hwc14x14x480,
            Hwc14x14x480,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc14x14x480,
            Hwc14x14x64,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Concat<
            (Hwc14x14x192, (Hwc14x14x208, (Hwc14x14x48, (Hwc14x14x64, ())))),
            Hwc14x14x512,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc14x14x512,
            Hwc14x14x160,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc14x14x512,
            Hwc14x14x112,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc14x14x112,
            Hwc14x14x224,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc14x14x512,
            Hwc14x14x24,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc14x14x24,
            Hwc14x14x64,
            Window5x5By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::MaxPool2d<
            Hwc14x14x512,
            Hwc14x14x512,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc14x14x512,
            Hwc14x14x64,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Concat<
            (Hwc14x14x160, (Hwc14x14x224, (Hwc14x14x64, (Hwc14x14x64, ())))),
            Hwc14x14x512,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc14x14x512,
            Hwc14x14x128,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc14x14x128,
            Hwc14x14x256,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Concat<
            (Hwc14x14x128, (Hwc14x14x256, (Hwc14x14x64, (Hwc14x14x64, ())))),
            Hwc14x14x512,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc14x14x512,
            Hwc14x14x144,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc14x14x144,
            Hwc14x14x288,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc14x14x512,
            Hwc14x14x32,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc14x14x32,
            Hwc14x14x64,
            Window5x5By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Concat<
            (Hwc14x14x112, (Hwc14x14x288, (Hwc14x14x64, (Hwc14x14x64, ())))),
            Hwc14x14x528,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc14x14x528,
            Hwc14x14x256,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc14x14x528,
            Hwc14x14x160,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc14x14x160,
            Hwc14x14x320,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc14x14x528,
            Hwc14x14x32,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc14x14x32,
            Hwc14x14x128,
            Window5x5By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::MaxPool2d<
            Hwc14x14x528,
            Hwc14x14x528,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc14x14x528,
            Hwc14x14x128,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Concat<
            (Hwc14x14x256, (Hwc14x14x320, (Hwc14x14x128, (Hwc14x14x128, ())))),
            Hwc14x14x832,
        >>::CHECK,
        <::googlenet_runtime::layers::MaxPool2d<
            Hwc14x14x832,
            Hwc7x7x832,
            Window3x3By2x2Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc7x7x832,
            Hwc7x7x256,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc7x7x832,
            Hwc7x7x160,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc7x7x160,
            Hwc7x7x320,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc7x7x832,
            Hwc7x7x32,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc7x7x32,
            Hwc7x7x128,
            Window5x5By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::MaxPool2d<
            Hwc7x7x832,
            Hwc7x7x832,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc7x7x832,
            Hwc7x7x128,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Concat<
            (Hwc7x7x256, (Hwc7x7x320, (Hwc7x7x128, (Hwc7x7x128, ())))),
            Hwc7x7x832,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc7x7x832,
            Hwc7x7x384,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc7x7x832,
            Hwc7x7x192,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc7x7x192,
            Hwc7x7x384,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc7x7x832,
            Hwc7x7x48,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc7x7x48,
            Hwc7x7x128,
            Window5x5By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Concat<
            (Hwc7x7x384, (Hwc7x7x384, (Hwc7x7x128, (Hwc7x7x128, ())))),
            Hwc7x7x1024,
        >>::CHECK,
        <::googlenet_runtime::layers::AvgPool2d<
            Hwc7x7x1024,
            Hwc1x1x1024,
            Window7x7By7x7Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Flatten<Hwc1x1x1024, Flat1024>>::CHECK,
        <::googlenet_runtime::layers::Dense<Flat1024, Flat1000>>::CHECK,
    ];
    pub(super) type Flat1000 = ::googlenet_runtime::Flat<1000>;
    pub(super) type Flat1024 = ::googlenet_runtime::Flat<1024>;
    pub(super) type Hwc112x112x64 = ::googlenet_runtime::Hwc<112, 112, 64>;
    pub(super) type Hwc14x14x112 = ::googlenet_runtime::Hwc<14, 14, 112>;
    pub(super) type Hwc14x14x128 = ::googlenet_runtime::Hwc<14, 14, 128>;
    pub(super) type Hwc14x14x144 = ::googlenet_runtime::Hwc<14, 14, 144>;
    pub(super) type Hwc14x14x16 = ::googlenet_runtime::Hwc<14, 14, 16>;
    pub(super) type Hwc14x14x160 = ::googlenet_runtime::Hwc<14, 14, 160>;
    pub(super) type Hwc14x14x192 = ::googlenet_runtime::Hwc<14, 14, 192>;
    pub(super) type Hwc14x14x208 = ::googlenet_runtime::Hwc<14, 14, 208>;
    pub(super) type Hwc14x14x224 = ::googlenet_runtime::Hwc<14, 14, 224>;
    pub(super) type Hwc14x14x24 = ::googlenet_runtime::Hwc<14, 14, 24>;
    pub(super) type Hwc14x14x256 = ::googlenet_runtime::Hwc<14, 14, 256>;
    pub(super) type Hwc14x14x288 = ::googlenet_runtime::Hwc<14, 14, 288>;
    pub(super) type Hwc14x14x32 = ::googlenet_runtime::Hwc<14, 14, 32>;
    pub(super) type Hwc14x14x320 = ::googlenet_runtime::Hwc<14, 14, 320>;
    pub(super) type Hwc14x14x48 = ::googlenet_runtime::Hwc<14, 14, 48>;
    pub(super) type Hwc14x14x480 = ::googlenet_runtime::Hwc<14, 14, 480>;
    pub(super) type Hwc14x14x512 = ::googlenet_runtime::Hwc<14, 14, 512>;
    pub(super) type Hwc14x14x528 = ::googlenet_runtime::Hwc<14, 14, 528>;
    pub(super) type Hwc14x14x64 = ::googlenet_runtime::Hwc<14, 14, 64>;
    pub(super) type Hwc14x14x832 = ::googlenet_runtime::Hwc<14, 14, 832>;
    pub(super) type Hwc14x14x96 = ::googlenet_runtime::Hwc<14, 14, 96>;
    pub(super) type Hwc1x1x1024 = ::googlenet_runtime::Hwc<1, 1, 1024>;
    pub(super) type Hwc224x224x3 = ::googlenet_runtime::Hwc<224, 224, 3>;
    pub(super) type Hwc28x28x128 = ::googlenet_runtime::Hwc<28, 28, 128>;
    pub(super) type Hwc28x28x16 = ::googlenet_runtime::Hwc<28, 28, 16>;
    pub(super) type Hwc28x28x192 = ::googlenet_runtime::Hwc<28, 28, 192>;
    pub(super) type Hwc28x28x256 = ::googlenet_runtime::Hwc<28, 28, 256>;
    pub(super) type Hwc28x28x32 = ::googlenet_runtime::Hwc<28, 28, 32>;
    pub(super) type Hwc28x28x480 = ::googlenet_runtime::Hwc<28, 28, 480>;
    pub(super) type Hwc28x28x64 = ::googlenet_runtime::Hwc<28, 28, 64>;
    pub(super) type Hwc28x28x96 = ::googlenet_runtime::Hwc<28, 28, 96>;
    pub(super) type Hwc56x56x192 = ::googlenet_runtime::Hwc<56, 56, 192>;
    pub(super) type Hwc56x56x64 = ::googlenet_runtime::Hwc<56, 56, 64>;
    pub(super) type Hwc7x7x1024 = ::googlenet_runtime::Hwc<7, 7, 1024>;
    pub(super) type Hwc7x7x128 = ::googlenet_runtime::Hwc<7, 7, 128>;
    pub(super) type Hwc7x7x160 = ::googlenet_runtime::Hwc<7, 7, 160>;
    pub(super) type Hwc7x7x192 = ::googlenet_runtime::Hwc<7, 7, 192>;
    pub(super) type Hwc7x7x256 = ::googlenet_runtime::Hwc<7, 7, 256>;
    pub(super) type Hwc7x7x32 = ::googlenet_runtime::Hwc<7, 7, 32>;
    pub(super) type Hwc7x7x320 = ::googlenet_runtime::Hwc<7, 7, 320>;
    pub(super) type Hwc7x7x384 = ::googlenet_runtime::Hwc<7, 7, 384>;
    pub(super) type Hwc7x7x48 = ::googlenet_runtime::Hwc<7, 7, 48>;
    pub(super) type Hwc7x7x832 = ::googlenet_runtime::Hwc<7, 7, 832>;
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
    pub(super) type Window5x5By1x1Same = ::googlenet_runtime::layers::Window<
        5,
        5,
        1,
        1,
        ::googlenet_runtime::layers::Same,
    >;
    pub(super) type Window7x7By2x2Same = ::googlenet_runtime::layers::Window<
        7,
        7,
        2,
        2,
        ::googlenet_runtime::layers::Same,
    >;
    pub(super) type Window7x7By7x7Same = ::googlenet_runtime::layers::Window<
        7,
        7,
        7,
        7,
        ::googlenet_runtime::layers::Same,
    >;
}
