/// MapsSmall, compiled from `specs/maps_small.yaml`.
///
///The network `MapsSmall` of `specs/maps_small.yaml`.
pub struct MapsSmall {
    ///`space_to_depth`, 14x18x3 to 7x9x12; line 29 of `specs/maps_small.yaml`.
    pub blocks: ::googlenet_runtime::layers::SpaceToDepth<
        maps_small::Hwc14x18x3,
        maps_small::Hwc7x9x12,
    >,
    ///`conv`, 7x9x12 to 7x9x32; line 30 of `specs/maps_small.yaml`.
    pub stem: ::googlenet_runtime::layers::Conv2d<
        maps_small::Hwc7x9x12,
        maps_small::Hwc7x9x32,
        maps_small::Window3x3By1x1Same,
    >,
    ///`channel_scale`, 7x9x32 to 7x9x32; line 31 of `specs/maps_small.yaml`.
    pub scale: ::googlenet_runtime::layers::ChannelScale<maps_small::Hwc7x9x32>,
    ///Block `unit` as `unit1`, 7x9x32 to 7x9x32; line 32 of `specs/maps_small.yaml`.
    pub unit1: maps_small::unit1::Unit1,
    ///`layer_norm`, 7x9x32 to 7x9x32; line 33 of `specs/maps_small.yaml`.
    pub even: ::googlenet_runtime::layers::LayerNorm<maps_small::Hwc7x9x32>,
    ///`channel_scale`, 7x9x32 to 7x9x32; line 34 of `specs/maps_small.yaml`.
    pub shift: ::googlenet_runtime::layers::ChannelScale<maps_small::Hwc7x9x32>,
    ///`l2_norm`, 7x9x32 to 7x9x32; line 35 of `specs/maps_small.yaml`.
    pub length: ::googlenet_runtime::layers::L2Norm<maps_small::Hwc7x9x32>,
    ///Block `excite` as `excite1`, 7x9x32 to 7x9x32; line 36 of `specs/maps_small.yaml`.
    pub excite1: maps_small::excite1::Excite1,
    ///`slice`, 7x9x32 to 7x9x20; line 37 of `specs/maps_small.yaml`.
    pub middle: ::googlenet_runtime::layers::Slice<
        maps_small::Hwc7x9x32,
        maps_small::Hwc7x9x20,
    >,
    ///Block `unit` as `unit2`, 7x9x20 to 7x9x20; line 38 of `specs/maps_small.yaml`.
    pub unit2: maps_small::unit2::Unit2,
    ///`depth_to_space`, 7x9x20 to 14x18x5; line 39 of `specs/maps_small.yaml`.
    pub apart: ::googlenet_runtime::layers::DepthToSpace<
        maps_small::Hwc7x9x20,
        maps_small::Hwc14x18x5,
    >,
    ///`space_to_depth`, 14x18x5 to 7x9x20; line 40 of `specs/maps_small.yaml`.
    pub unapart: ::googlenet_runtime::layers::SpaceToDepth<
        maps_small::Hwc14x18x5,
        maps_small::Hwc7x9x20,
    >,
    ///Block `excite` as `excite2`, 7x9x20 to 7x9x20; line 41 of `specs/maps_small.yaml`.
    pub excite2: maps_small::excite2::Excite2,
    ///Branches of `masked`, 7x9x20 to 7x9x20; line 42 of `specs/maps_small.yaml`.
    pub masked: maps_small::masked::Masked,
    ///Branches of `most`, 7x9x20 to 7x9x20; line 48 of `specs/maps_small.yaml`.
    pub most: maps_small::most::Most,
    ///`layer_norm`, 7x9x20 to 7x9x20; line 54 of `specs/maps_small.yaml`.
    pub norm: ::googlenet_runtime::layers::LayerNorm<maps_small::Hwc7x9x20>,
    ///`depth_to_space`, 7x9x20 to 14x18x5; line 55 of `specs/maps_small.yaml`.
    pub spread: ::googlenet_runtime::layers::DepthToSpace<
        maps_small::Hwc7x9x20,
        maps_small::Hwc14x18x5,
    >,
    ///`reshape`, 14x18x5 to 7x9x20; line 56 of `specs/maps_small.yaml`.
    pub folded: ::googlenet_runtime::layers::Reshape<
        maps_small::Hwc14x18x5,
        maps_small::Hwc7x9x20,
    >,
    ///`flatten`, 7x9x20 to 1260; line 57 of `specs/maps_small.yaml`.
    pub flat: ::googlenet_runtime::layers::Flatten<
        maps_small::Hwc7x9x20,
        maps_small::Flat1260,
    >,
    ///`dense`, 1260 to 48; line 58 of `specs/maps_small.yaml`.
    pub features: ::googlenet_runtime::layers::Dense<
        maps_small::Flat1260,
        maps_small::Flat48,
    >,
    ///`slice`, 48 to 24; line 59 of `specs/maps_small.yaml`.
    pub half: ::googlenet_runtime::layers::Slice<maps_small::Flat48, maps_small::Flat24>,
    ///`reshape`, 24 to 2x3x4; line 60 of `specs/maps_small.yaml`.
    pub turned: ::googlenet_runtime::layers::Reshape<
        maps_small::Flat24,
        maps_small::Hwc2x3x4,
    >,
    ///`conv`, 2x3x4 to 2x3x6; line 61 of `specs/maps_small.yaml`.
    pub last: ::googlenet_runtime::layers::Conv2d<
        maps_small::Hwc2x3x4,
        maps_small::Hwc2x3x6,
        maps_small::Window3x3By1x1Same,
    >,
    ///Branches of `joined`, 2x3x6 to 12; line 62 of `specs/maps_small.yaml`.
    pub joined: maps_small::joined::Joined,
    ///`layer_norm`, 12 to 12; line 66 of `specs/maps_small.yaml`.
    pub plain: ::googlenet_runtime::layers::LayerNorm<maps_small::Flat12>,
    ///Branches of `weighed`, 12 to 12; line 67 of `specs/maps_small.yaml`.
    pub weighed: maps_small::weighed::Weighed,
    ///`dense`, 12 to 5; line 68 of `specs/maps_small.yaml`.
    pub classes: ::googlenet_runtime::layers::Dense<
        maps_small::Flat12,
        maps_small::Flat5,
    >,
}
impl MapsSmall {
    ///Number of parameters, moving statistics included.
    pub const PARAMS: ::core::primitive::u64 = 69512;
    ///Number of trainable parameters.
    pub const TRAINABLE_PARAMS: ::core::primitive::u64 = 69460;
    ///Number of trainable parameters, with those of heads that exist in training only.
    pub const TRAINING_PARAMS: ::core::primitive::u64 = 69460;
    ///Multiply-accumulates for one image, those with padding included.
    pub const MACS: ::core::primitive::u64 = 545378;
    ///Bytes of the arena that a session holds for the activations of one image.
    pub const ARENA_BYTES: ::core::primitive::u64 = 36864;
    ///Bytes of the arena that training holds for the results and gradients of one image.
    pub const TRAINING_ARENA_BYTES: ::core::primitive::u64 = 170624;
    ///Bytes that a session of one thread holds at most beside packed weights, the arena included.
    pub const SESSION_BYTES: ::core::primitive::u64 = 293268;
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
    ) -> ::googlenet_runtime::Session<maps_small::Input, maps_small::Output> {
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
        input_: &::googlenet_runtime::Tensor<maps_small::Input>,
    ) -> ::googlenet_runtime::Tensor<maps_small::Output> {
        let __blocks = self.blocks.forward(input_);
        let __stem = self.stem.forward(&__blocks);
        let __scale = self.scale.forward(&__stem);
        let __unit1 = self.unit1.forward(&__scale);
        let __even = self.even.forward(&__unit1);
        let __shift = self.shift.forward(&__even);
        let __length = self.length.forward(&__shift);
        let __excite1 = self.excite1.forward(&__length);
        let __middle = self.middle.forward(&__excite1);
        let __unit2 = self.unit2.forward(&__middle);
        let __apart = self.apart.forward(&__unit2);
        let __unapart = self.unapart.forward(&__apart);
        let __excite2 = self.excite2.forward(&__unapart);
        let __masked_mask = self.masked.mask.forward(&__excite2);
        let __masked_row = self.masked.row.forward(&__excite2);
        let __masked_join = self
            .masked
            .join
            .forward((&__excite2, (&__masked_mask, (&__masked_row, ()))));
        let __masked_activation = self.masked.activation.forward(&__masked_join);
        let __most_wide = self.most.wide.forward(&__masked_activation);
        let __most_edge = self.most.edge.forward(&__masked_activation);
        let __most_join = self
            .most
            .join
            .forward((&__most_wide, (&__masked_activation, (&__most_edge, ()))));
        let __most_activation = self.most.activation.forward(&__most_join);
        let __norm = self.norm.forward(&__most_activation);
        let __spread = self.spread.forward(&__norm);
        let __folded = self.folded.forward(&__spread);
        let __flat = self.flat.forward(&__folded);
        let __features = self.features.forward(&__flat);
        let __half = self.half.forward(&__features);
        let __turned = self.turned.forward(&__half);
        let __last = self.last.forward(&__turned);
        let __joined_mean = self.joined.mean.forward(&__last);
        let __joined_most_of = self.joined.most_of.forward(&__last);
        let __joined_join = self
            .joined
            .join
            .forward((&__joined_mean, (&__joined_most_of, ())));
        let __plain = self.plain.forward(&__joined_join);
        let __weighed_again = self.weighed.again.forward(&__plain);
        let __weighed_join = self
            .weighed
            .join
            .forward((&__plain, (&__weighed_again, ())));
        let __classes = self.classes.forward(&__weighed_join);
        __classes
    }
}
impl ::core::clone::Clone for MapsSmall {
    fn clone(&self) -> Self {
        ::googlenet_runtime::__private::clone(self)
    }
}
impl ::core::fmt::Debug for MapsSmall {
    fn fmt(&self, __formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::googlenet_runtime::__private::debug(
            self,
            ::core::stringify!(MapsSmall),
            __formatter,
        )
    }
}
impl ::googlenet_runtime::__private::Sealed for MapsSmall {}
impl ::googlenet_runtime::Network for MapsSmall {
    fn graph(&self) -> ::googlenet_runtime::__private::dsl::graph::Graph {
        <Self as ::googlenet_runtime::TypedNetwork>::portable_graph()
    }
    fn layers(
        &self,
    ) -> ::googlenet_runtime::__private::std::vec::Vec<&::googlenet_runtime::Layer> {
        ::googlenet_runtime::__private::layers([
            &self.blocks.0,
            &self.stem.0,
            &self.scale.0,
            &self.unit1.kept.0,
            &self.unit1.moved.0,
            &self.unit1.deep.0,
            &self.unit1.wide.conv.0,
            &self.unit1.wide.batch_norm.0,
            &self.unit1.wide.activation.0,
            &self.unit1.both.0,
            &self.unit1.mixed.0,
            &self.even.0,
            &self.shift.0,
            &self.length.0,
            &self.excite1.mean.0,
            &self.excite1.pixel.0,
            &self.excite1.less.0,
            &self.excite1.gate.0,
            &self.excite1.scaled.0,
            &self.middle.0,
            &self.unit2.kept.0,
            &self.unit2.moved.0,
            &self.unit2.deep.0,
            &self.unit2.wide.conv.0,
            &self.unit2.wide.batch_norm.0,
            &self.unit2.wide.activation.0,
            &self.unit2.both.0,
            &self.unit2.mixed.0,
            &self.apart.0,
            &self.unapart.0,
            &self.excite2.mean.0,
            &self.excite2.pixel.0,
            &self.excite2.less.0,
            &self.excite2.gate.0,
            &self.excite2.scaled.0,
            &self.masked.mask.0,
            &self.masked.row.0,
            &self.masked.join.0,
            &self.masked.activation.0,
            &self.most.wide.0,
            &self.most.edge.0,
            &self.most.join.0,
            &self.most.activation.0,
            &self.norm.0,
            &self.spread.0,
            &self.folded.0,
            &self.flat.0,
            &self.features.0,
            &self.half.0,
            &self.turned.0,
            &self.last.0,
            &self.joined.mean.0,
            &self.joined.most_of.0,
            &self.joined.join.0,
            &self.plain.0,
            &self.weighed.again.0,
            &self.weighed.join.0,
            &self.classes.0,
        ])
    }
    fn layers_mut(
        &mut self,
    ) -> ::googlenet_runtime::__private::std::vec::Vec<
        ::googlenet_runtime::LayerMut<'_>,
    > {
        ::googlenet_runtime::__private::layers_mut([
            &mut self.blocks.0,
            &mut self.stem.0,
            &mut self.scale.0,
            &mut self.unit1.kept.0,
            &mut self.unit1.moved.0,
            &mut self.unit1.deep.0,
            &mut self.unit1.wide.conv.0,
            &mut self.unit1.wide.batch_norm.0,
            &mut self.unit1.wide.activation.0,
            &mut self.unit1.both.0,
            &mut self.unit1.mixed.0,
            &mut self.even.0,
            &mut self.shift.0,
            &mut self.length.0,
            &mut self.excite1.mean.0,
            &mut self.excite1.pixel.0,
            &mut self.excite1.less.0,
            &mut self.excite1.gate.0,
            &mut self.excite1.scaled.0,
            &mut self.middle.0,
            &mut self.unit2.kept.0,
            &mut self.unit2.moved.0,
            &mut self.unit2.deep.0,
            &mut self.unit2.wide.conv.0,
            &mut self.unit2.wide.batch_norm.0,
            &mut self.unit2.wide.activation.0,
            &mut self.unit2.both.0,
            &mut self.unit2.mixed.0,
            &mut self.apart.0,
            &mut self.unapart.0,
            &mut self.excite2.mean.0,
            &mut self.excite2.pixel.0,
            &mut self.excite2.less.0,
            &mut self.excite2.gate.0,
            &mut self.excite2.scaled.0,
            &mut self.masked.mask.0,
            &mut self.masked.row.0,
            &mut self.masked.join.0,
            &mut self.masked.activation.0,
            &mut self.most.wide.0,
            &mut self.most.edge.0,
            &mut self.most.join.0,
            &mut self.most.activation.0,
            &mut self.norm.0,
            &mut self.spread.0,
            &mut self.folded.0,
            &mut self.flat.0,
            &mut self.features.0,
            &mut self.half.0,
            &mut self.turned.0,
            &mut self.last.0,
            &mut self.joined.mean.0,
            &mut self.joined.most_of.0,
            &mut self.joined.join.0,
            &mut self.plain.0,
            &mut self.weighed.again.0,
            &mut self.weighed.join.0,
            &mut self.classes.0,
        ])
    }
}
impl ::googlenet_runtime::TypedNetwork for MapsSmall {
    type Input = maps_small::Input;
    type Output = maps_small::Output;
    const PARAMS: ::core::primitive::u64 = 69512;
    const TRAINABLE_PARAMS: ::core::primitive::u64 = 69460;
    const TRAINING_PARAMS: ::core::primitive::u64 = 69460;
    const MACS: ::core::primitive::u64 = 545378;
    const ARENA_BYTES: ::core::primitive::u64 = 36864;
    const TRAINING_ARENA_BYTES: ::core::primitive::u64 = 170624;
    const SESSION_BYTES: ::core::primitive::u64 = 293268;
    fn definition() -> &'static ::googlenet_runtime::__private::dsl::graph::Definition {
        static DEFINITION: ::googlenet_runtime::__private::Definition = ::googlenet_runtime::__private::Definition::new(
            "MapsSmall",
            "
            $input 4 [] input 14,18,3
            blocks 29 [0] space_to_depth block=2
            stem 30 [1] conv filters=32 kernel=3,3 padding=same
            scale 31 [2] channel_scale
            unit1.kept 21 [3] slice channels=0,16
            unit1.moved 22 [3] slice channels=16,32
            unit1.deep 23 [5] conv filters=16 kernel=3,3 padding=same groups=16
            unit1.wide 24 [6] conv filters=16 kernel=1,1 padding=same bias=false
            unit1.wide.batch_norm 24 [7] batch_norm
            unit1.wide.activation 24 [8] activation function=relu
            unit1.both 25 [4,9] concat
            unit1.mixed 26 [10] channel_shuffle groups=2
            even 33 [11] layer_norm epsilon=0.01
            shift 34 [12] channel_scale scale=false
            length 35 [13] l2_norm epsilon=0.001
            excite1.mean 13 [14] global_avg_pool
            excite1.pixel 14 [15] reshape sizes=1,1,0
            excite1.less 15 [16] conv filters=5 kernel=1,1 padding=same activation=relu
            excite1.gate 16 [17] conv filters=32 kernel=1,1 padding=same activation=sigmoid
            excite1.scaled 17 [14,18] multiply
            middle 37 [19] slice channels=3,23
            unit2.kept 21 [20] slice channels=0,10
            unit2.moved 22 [20] slice channels=10,20
            unit2.deep 23 [22] conv filters=10 kernel=3,3 padding=same groups=10
            unit2.wide 24 [23] conv filters=10 kernel=1,1 padding=same bias=false
            unit2.wide.batch_norm 24 [24] batch_norm
            unit2.wide.activation 24 [25] activation function=relu
            unit2.both 25 [21,26] concat
            unit2.mixed 26 [27] channel_shuffle groups=2
            apart 39 [28] depth_to_space block=2 order=crd
            unapart 40 [29] space_to_depth block=2 order=crd
            excite2.mean 13 [30] global_avg_pool
            excite2.pixel 14 [31] reshape sizes=1,1,0
            excite2.less 15 [32] conv filters=3 kernel=1,1 padding=same activation=relu
            excite2.gate 16 [33] conv filters=20 kernel=1,1 padding=same activation=sigmoid
            excite2.scaled 17 [30,34] multiply
            masked.mask 45 [35] conv filters=1 kernel=1,1 padding=same activation=sigmoid
            masked.row 46 [35] avg_pool kernel=1,9 stride=1,1
            masked 42 [35,36,37] multiply
            masked.activation 42 [38] activation function=tanh
            most.wide 50 [39] conv filters=20 kernel=3,3 padding=same activation=relu
            most.edge 52 [39] max_pool kernel=3,3 stride=1,1 padding=same
            most 48 [40,39,41] maximum
            most.activation 48 [42] activation function=relu6
            norm 54 [43] layer_norm center=false
            spread 55 [44] depth_to_space block=2
            folded 56 [45] reshape sizes=7,0,20
            flat 57 [46] flatten
            features 58 [47] dense units=48
            half 59 [48] slice channels=16,40
            turned 60 [49] reshape sizes=2,3,4
            last 61 [50] conv filters=6 kernel=3,3 padding=same activation=relu
            joined.mean 64 [51] global_avg_pool
            joined.most_of 65 [51] global_max_pool
            joined 62 [52,53] concat
            plain 66 [54] layer_norm scale=false
            weighed.again 67 [55] dense units=12
            weighed 67 [55,56] multiply
            classes 68 [57] dense units=5 activation=softmax
            => classes 58
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
        __layer57, __layer58] = __layers.take();
        Self {
            blocks: ::googlenet_runtime::layers::SpaceToDepth(
                __layer1,
                ::googlenet_runtime::__private::PhantomData,
            ),
            stem: ::googlenet_runtime::layers::Conv2d(
                __layer2,
                ::googlenet_runtime::__private::PhantomData,
            ),
            scale: ::googlenet_runtime::layers::ChannelScale(
                __layer3,
                ::googlenet_runtime::__private::PhantomData,
            ),
            unit1: maps_small::unit1::Unit1 {
                kept: ::googlenet_runtime::layers::Slice(
                    __layer4,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                moved: ::googlenet_runtime::layers::Slice(
                    __layer5,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                deep: ::googlenet_runtime::layers::Conv2d(
                    __layer6,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                wide: maps_small::unit1::wide::Wide {
                    conv: ::googlenet_runtime::layers::Conv2d(
                        __layer7,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    batch_norm: ::googlenet_runtime::layers::BatchNorm(
                        __layer8,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    activation: ::googlenet_runtime::layers::Activate(
                        __layer9,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                },
                both: ::googlenet_runtime::layers::Concat(
                    __layer10,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                mixed: ::googlenet_runtime::layers::ChannelShuffle(
                    __layer11,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            even: ::googlenet_runtime::layers::LayerNorm(
                __layer12,
                ::googlenet_runtime::__private::PhantomData,
            ),
            shift: ::googlenet_runtime::layers::ChannelScale(
                __layer13,
                ::googlenet_runtime::__private::PhantomData,
            ),
            length: ::googlenet_runtime::layers::L2Norm(
                __layer14,
                ::googlenet_runtime::__private::PhantomData,
            ),
            excite1: maps_small::excite1::Excite1 {
                mean: ::googlenet_runtime::layers::GlobalAvgPool2d(
                    __layer15,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                pixel: ::googlenet_runtime::layers::Reshape(
                    __layer16,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                less: ::googlenet_runtime::layers::Conv2d(
                    __layer17,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                gate: ::googlenet_runtime::layers::Conv2d(
                    __layer18,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                scaled: ::googlenet_runtime::layers::Multiply(
                    __layer19,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            middle: ::googlenet_runtime::layers::Slice(
                __layer20,
                ::googlenet_runtime::__private::PhantomData,
            ),
            unit2: maps_small::unit2::Unit2 {
                kept: ::googlenet_runtime::layers::Slice(
                    __layer21,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                moved: ::googlenet_runtime::layers::Slice(
                    __layer22,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                deep: ::googlenet_runtime::layers::Conv2d(
                    __layer23,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                wide: maps_small::unit2::wide::Wide {
                    conv: ::googlenet_runtime::layers::Conv2d(
                        __layer24,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    batch_norm: ::googlenet_runtime::layers::BatchNorm(
                        __layer25,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    activation: ::googlenet_runtime::layers::Activate(
                        __layer26,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                },
                both: ::googlenet_runtime::layers::Concat(
                    __layer27,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                mixed: ::googlenet_runtime::layers::ChannelShuffle(
                    __layer28,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            apart: ::googlenet_runtime::layers::DepthToSpace(
                __layer29,
                ::googlenet_runtime::__private::PhantomData,
            ),
            unapart: ::googlenet_runtime::layers::SpaceToDepth(
                __layer30,
                ::googlenet_runtime::__private::PhantomData,
            ),
            excite2: maps_small::excite2::Excite2 {
                mean: ::googlenet_runtime::layers::GlobalAvgPool2d(
                    __layer31,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                pixel: ::googlenet_runtime::layers::Reshape(
                    __layer32,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                less: ::googlenet_runtime::layers::Conv2d(
                    __layer33,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                gate: ::googlenet_runtime::layers::Conv2d(
                    __layer34,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                scaled: ::googlenet_runtime::layers::Multiply(
                    __layer35,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            masked: maps_small::masked::Masked {
                mask: ::googlenet_runtime::layers::Conv2d(
                    __layer36,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                row: ::googlenet_runtime::layers::AvgPool2d(
                    __layer37,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                join: ::googlenet_runtime::layers::Multiply(
                    __layer38,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                activation: ::googlenet_runtime::layers::Activate(
                    __layer39,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            most: maps_small::most::Most {
                wide: ::googlenet_runtime::layers::Conv2d(
                    __layer40,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                edge: ::googlenet_runtime::layers::MaxPool2d(
                    __layer41,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                join: ::googlenet_runtime::layers::Maximum(
                    __layer42,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                activation: ::googlenet_runtime::layers::Activate(
                    __layer43,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            norm: ::googlenet_runtime::layers::LayerNorm(
                __layer44,
                ::googlenet_runtime::__private::PhantomData,
            ),
            spread: ::googlenet_runtime::layers::DepthToSpace(
                __layer45,
                ::googlenet_runtime::__private::PhantomData,
            ),
            folded: ::googlenet_runtime::layers::Reshape(
                __layer46,
                ::googlenet_runtime::__private::PhantomData,
            ),
            flat: ::googlenet_runtime::layers::Flatten(
                __layer47,
                ::googlenet_runtime::__private::PhantomData,
            ),
            features: ::googlenet_runtime::layers::Dense(
                __layer48,
                ::googlenet_runtime::__private::PhantomData,
            ),
            half: ::googlenet_runtime::layers::Slice(
                __layer49,
                ::googlenet_runtime::__private::PhantomData,
            ),
            turned: ::googlenet_runtime::layers::Reshape(
                __layer50,
                ::googlenet_runtime::__private::PhantomData,
            ),
            last: ::googlenet_runtime::layers::Conv2d(
                __layer51,
                ::googlenet_runtime::__private::PhantomData,
            ),
            joined: maps_small::joined::Joined {
                mean: ::googlenet_runtime::layers::GlobalAvgPool2d(
                    __layer52,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                most_of: ::googlenet_runtime::layers::GlobalMaxPool2d(
                    __layer53,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                join: ::googlenet_runtime::layers::Concat(
                    __layer54,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            plain: ::googlenet_runtime::layers::LayerNorm(
                __layer55,
                ::googlenet_runtime::__private::PhantomData,
            ),
            weighed: maps_small::weighed::Weighed {
                again: ::googlenet_runtime::layers::Dense(
                    __layer56,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                join: ::googlenet_runtime::layers::Multiply(
                    __layer57,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            classes: ::googlenet_runtime::layers::Dense(
                __layer58,
                ::googlenet_runtime::__private::PhantomData,
            ),
        }
    }
}
///The shapes and blocks of [`MapsSmall`].
pub mod maps_small {
    ///The shape of the network's input.
    pub type Input = Hwc14x18x3;
    ///The shape of the network's output.
    pub type Output = Flat5;
    ///Block `unit` as `unit1`, 7x9x32 to 7x9x32; line 32 of `specs/maps_small.yaml`.
    pub mod unit1 {
        ///The shape of the block's input.
        pub type Input = super::Hwc7x9x32;
        ///The shape of the block's output.
        pub type Output = super::Hwc7x9x32;
        ///Block `unit` as `unit1`, 7x9x32 to 7x9x32; line 32 of `specs/maps_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Unit1 {
            ///`slice`, 7x9x32 to 7x9x16; line 21 of `specs/maps_small.yaml`.
            pub kept: ::googlenet_runtime::layers::Slice<
                super::Hwc7x9x32,
                super::Hwc7x9x16,
            >,
            ///`slice`, 7x9x32 to 7x9x16; line 22 of `specs/maps_small.yaml`.
            pub moved: ::googlenet_runtime::layers::Slice<
                super::Hwc7x9x32,
                super::Hwc7x9x16,
            >,
            ///`conv`, 7x9x16 to 7x9x16; line 23 of `specs/maps_small.yaml`.
            pub deep: ::googlenet_runtime::layers::Conv2d<
                super::Hwc7x9x16,
                super::Hwc7x9x16,
                super::Window3x3By1x1Same,
            >,
            ///Step `wide` with the layers that its options append, 7x9x16 to 7x9x16; line 24 of `specs/maps_small.yaml`.
            pub wide: wide::Wide,
            ///`concat`, 7x9x16 and 7x9x16 to 7x9x32; line 25 of `specs/maps_small.yaml`.
            pub both: ::googlenet_runtime::layers::Concat<
                (super::Hwc7x9x16, (super::Hwc7x9x16, ())),
                super::Hwc7x9x32,
            >,
            ///`channel_shuffle`, 7x9x32 to 7x9x32; line 26 of `specs/maps_small.yaml`.
            pub mixed: ::googlenet_runtime::layers::ChannelShuffle<super::Hwc7x9x32>,
        }
        impl ::core::fmt::Debug for Unit1 {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Unit1 (7x9x32 to 7x9x32)")
            }
        }
        impl Unit1 {
            ///Runs the layers on the calling thread.
            #[inline]
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let kept = self.kept.forward(input);
                let moved = self.moved.forward(input);
                let deep = self.deep.forward(&moved);
                let wide = self.wide.forward(&deep);
                let both = self.both.forward((&kept, (&wide, ())));
                let mixed = self.mixed.forward(&both);
                mixed
            }
        }
        ///Step `wide` with the layers that its options append, 7x9x16 to 7x9x16; line 24 of `specs/maps_small.yaml`.
        pub mod wide {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc7x9x16;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc7x9x16;
            ///Step `wide` with the layers that its options append, 7x9x16 to 7x9x16; line 24 of `specs/maps_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Wide {
                ///`conv`, 7x9x16 to 7x9x16; line 24 of `specs/maps_small.yaml`.
                pub conv: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc7x9x16,
                    super::super::Hwc7x9x16,
                    super::super::Window1x1By1x1Same,
                >,
                ///`batch_norm`, 7x9x16 to 7x9x16; line 24 of `specs/maps_small.yaml`.
                pub batch_norm: ::googlenet_runtime::layers::BatchNorm<
                    super::super::Hwc7x9x16,
                >,
                ///`activation`, 7x9x16 to 7x9x16; line 24 of `specs/maps_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    super::super::Hwc7x9x16,
                >,
            }
            impl ::core::fmt::Debug for Wide {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Wide (7x9x16 to 7x9x16)")
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
    ///Block `excite` as `excite1`, 7x9x32 to 7x9x32; line 36 of `specs/maps_small.yaml`.
    pub mod excite1 {
        ///The shape of the block's input.
        pub type Input = super::Hwc7x9x32;
        ///The shape of the block's output.
        pub type Output = super::Hwc7x9x32;
        ///Block `excite` as `excite1`, 7x9x32 to 7x9x32; line 36 of `specs/maps_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Excite1 {
            ///`global_avg_pool`, 7x9x32 to 32; line 13 of `specs/maps_small.yaml`.
            pub mean: ::googlenet_runtime::layers::GlobalAvgPool2d<
                super::Hwc7x9x32,
                super::Flat32,
            >,
            ///`reshape`, 32 to 1x1x32; line 14 of `specs/maps_small.yaml`.
            pub pixel: ::googlenet_runtime::layers::Reshape<
                super::Flat32,
                super::Hwc1x1x32,
            >,
            ///`conv`, 1x1x32 to 1x1x5; line 15 of `specs/maps_small.yaml`.
            pub less: ::googlenet_runtime::layers::Conv2d<
                super::Hwc1x1x32,
                super::Hwc1x1x5,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 1x1x5 to 1x1x32; line 16 of `specs/maps_small.yaml`.
            pub gate: ::googlenet_runtime::layers::Conv2d<
                super::Hwc1x1x5,
                super::Hwc1x1x32,
                super::Window1x1By1x1Same,
            >,
            ///`multiply`, 7x9x32 and 1x1x32 to 7x9x32; line 17 of `specs/maps_small.yaml`.
            pub scaled: ::googlenet_runtime::layers::Multiply<
                (super::Hwc7x9x32, (super::Hwc1x1x32, ())),
                super::Hwc7x9x32,
            >,
        }
        impl ::core::fmt::Debug for Excite1 {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Excite1 (7x9x32 to 7x9x32)")
            }
        }
        impl Excite1 {
            ///Runs the layers on the calling thread.
            #[inline]
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let mean = self.mean.forward(input);
                let pixel = self.pixel.forward(&mean);
                let less = self.less.forward(&pixel);
                let gate = self.gate.forward(&less);
                let scaled = self.scaled.forward((input, (&gate, ())));
                scaled
            }
        }
    }
    ///Block `unit` as `unit2`, 7x9x20 to 7x9x20; line 38 of `specs/maps_small.yaml`.
    pub mod unit2 {
        ///The shape of the block's input.
        pub type Input = super::Hwc7x9x20;
        ///The shape of the block's output.
        pub type Output = super::Hwc7x9x20;
        ///Block `unit` as `unit2`, 7x9x20 to 7x9x20; line 38 of `specs/maps_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Unit2 {
            ///`slice`, 7x9x20 to 7x9x10; line 21 of `specs/maps_small.yaml`.
            pub kept: ::googlenet_runtime::layers::Slice<
                super::Hwc7x9x20,
                super::Hwc7x9x10,
            >,
            ///`slice`, 7x9x20 to 7x9x10; line 22 of `specs/maps_small.yaml`.
            pub moved: ::googlenet_runtime::layers::Slice<
                super::Hwc7x9x20,
                super::Hwc7x9x10,
            >,
            ///`conv`, 7x9x10 to 7x9x10; line 23 of `specs/maps_small.yaml`.
            pub deep: ::googlenet_runtime::layers::Conv2d<
                super::Hwc7x9x10,
                super::Hwc7x9x10,
                super::Window3x3By1x1Same,
            >,
            ///Step `wide` with the layers that its options append, 7x9x10 to 7x9x10; line 24 of `specs/maps_small.yaml`.
            pub wide: wide::Wide,
            ///`concat`, 7x9x10 and 7x9x10 to 7x9x20; line 25 of `specs/maps_small.yaml`.
            pub both: ::googlenet_runtime::layers::Concat<
                (super::Hwc7x9x10, (super::Hwc7x9x10, ())),
                super::Hwc7x9x20,
            >,
            ///`channel_shuffle`, 7x9x20 to 7x9x20; line 26 of `specs/maps_small.yaml`.
            pub mixed: ::googlenet_runtime::layers::ChannelShuffle<super::Hwc7x9x20>,
        }
        impl ::core::fmt::Debug for Unit2 {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Unit2 (7x9x20 to 7x9x20)")
            }
        }
        impl Unit2 {
            ///Runs the layers on the calling thread.
            #[inline]
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let kept = self.kept.forward(input);
                let moved = self.moved.forward(input);
                let deep = self.deep.forward(&moved);
                let wide = self.wide.forward(&deep);
                let both = self.both.forward((&kept, (&wide, ())));
                let mixed = self.mixed.forward(&both);
                mixed
            }
        }
        ///Step `wide` with the layers that its options append, 7x9x10 to 7x9x10; line 24 of `specs/maps_small.yaml`.
        pub mod wide {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc7x9x10;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc7x9x10;
            ///Step `wide` with the layers that its options append, 7x9x10 to 7x9x10; line 24 of `specs/maps_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Wide {
                ///`conv`, 7x9x10 to 7x9x10; line 24 of `specs/maps_small.yaml`.
                pub conv: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc7x9x10,
                    super::super::Hwc7x9x10,
                    super::super::Window1x1By1x1Same,
                >,
                ///`batch_norm`, 7x9x10 to 7x9x10; line 24 of `specs/maps_small.yaml`.
                pub batch_norm: ::googlenet_runtime::layers::BatchNorm<
                    super::super::Hwc7x9x10,
                >,
                ///`activation`, 7x9x10 to 7x9x10; line 24 of `specs/maps_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    super::super::Hwc7x9x10,
                >,
            }
            impl ::core::fmt::Debug for Wide {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Wide (7x9x10 to 7x9x10)")
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
    ///Block `excite` as `excite2`, 7x9x20 to 7x9x20; line 41 of `specs/maps_small.yaml`.
    pub mod excite2 {
        ///The shape of the block's input.
        pub type Input = super::Hwc7x9x20;
        ///The shape of the block's output.
        pub type Output = super::Hwc7x9x20;
        ///Block `excite` as `excite2`, 7x9x20 to 7x9x20; line 41 of `specs/maps_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Excite2 {
            ///`global_avg_pool`, 7x9x20 to 20; line 13 of `specs/maps_small.yaml`.
            pub mean: ::googlenet_runtime::layers::GlobalAvgPool2d<
                super::Hwc7x9x20,
                super::Flat20,
            >,
            ///`reshape`, 20 to 1x1x20; line 14 of `specs/maps_small.yaml`.
            pub pixel: ::googlenet_runtime::layers::Reshape<
                super::Flat20,
                super::Hwc1x1x20,
            >,
            ///`conv`, 1x1x20 to 1x1x3; line 15 of `specs/maps_small.yaml`.
            pub less: ::googlenet_runtime::layers::Conv2d<
                super::Hwc1x1x20,
                super::Hwc1x1x3,
                super::Window1x1By1x1Same,
            >,
            ///`conv`, 1x1x3 to 1x1x20; line 16 of `specs/maps_small.yaml`.
            pub gate: ::googlenet_runtime::layers::Conv2d<
                super::Hwc1x1x3,
                super::Hwc1x1x20,
                super::Window1x1By1x1Same,
            >,
            ///`multiply`, 7x9x20 and 1x1x20 to 7x9x20; line 17 of `specs/maps_small.yaml`.
            pub scaled: ::googlenet_runtime::layers::Multiply<
                (super::Hwc7x9x20, (super::Hwc1x1x20, ())),
                super::Hwc7x9x20,
            >,
        }
        impl ::core::fmt::Debug for Excite2 {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Excite2 (7x9x20 to 7x9x20)")
            }
        }
        impl Excite2 {
            ///Runs the layers on the calling thread.
            #[inline]
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let mean = self.mean.forward(input);
                let pixel = self.pixel.forward(&mean);
                let less = self.less.forward(&pixel);
                let gate = self.gate.forward(&less);
                let scaled = self.scaled.forward((input, (&gate, ())));
                scaled
            }
        }
    }
    ///Branches of `masked`, 7x9x20 to 7x9x20; line 42 of `specs/maps_small.yaml`.
    pub mod masked {
        ///The shape of the block's input.
        pub type Input = super::Hwc7x9x20;
        ///The shape of the block's output.
        pub type Output = super::Hwc7x9x20;
        ///Branches of `masked`, 7x9x20 to 7x9x20; line 42 of `specs/maps_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Masked {
            ///`conv`, 7x9x20 to 7x9x1; line 45 of `specs/maps_small.yaml`.
            pub mask: ::googlenet_runtime::layers::Conv2d<
                super::Hwc7x9x20,
                super::Hwc7x9x1,
                super::Window1x1By1x1Same,
            >,
            ///`avg_pool`, 7x9x20 to 7x1x20; line 46 of `specs/maps_small.yaml`.
            pub row: ::googlenet_runtime::layers::AvgPool2d<
                super::Hwc7x9x20,
                super::Hwc7x1x20,
                super::Window1x9By1x1Valid,
            >,
            ///`multiply`, 7x9x20 and 7x9x1 and 7x1x20 to 7x9x20; line 42 of `specs/maps_small.yaml`.
            pub join: ::googlenet_runtime::layers::Multiply<
                (super::Hwc7x9x20, (super::Hwc7x9x1, (super::Hwc7x1x20, ()))),
                super::Hwc7x9x20,
            >,
            ///`activation`, 7x9x20 to 7x9x20; line 42 of `specs/maps_small.yaml`.
            pub activation: ::googlenet_runtime::layers::Activate<super::Hwc7x9x20>,
        }
        impl ::core::fmt::Debug for Masked {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Masked (7x9x20 to 7x9x20)")
            }
        }
    }
    ///Branches of `most`, 7x9x20 to 7x9x20; line 48 of `specs/maps_small.yaml`.
    pub mod most {
        ///The shape of the block's input.
        pub type Input = super::Hwc7x9x20;
        ///The shape of the block's output.
        pub type Output = super::Hwc7x9x20;
        ///Branches of `most`, 7x9x20 to 7x9x20; line 48 of `specs/maps_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Most {
            ///`conv`, 7x9x20 to 7x9x20; line 50 of `specs/maps_small.yaml`.
            pub wide: ::googlenet_runtime::layers::Conv2d<
                super::Hwc7x9x20,
                super::Hwc7x9x20,
                super::Window3x3By1x1Same,
            >,
            ///`max_pool`, 7x9x20 to 7x9x20; line 52 of `specs/maps_small.yaml`.
            pub edge: ::googlenet_runtime::layers::MaxPool2d<
                super::Hwc7x9x20,
                super::Hwc7x9x20,
                super::Window3x3By1x1Same,
            >,
            ///`maximum`, 7x9x20 and 7x9x20 and 7x9x20 to 7x9x20; line 48 of `specs/maps_small.yaml`.
            pub join: ::googlenet_runtime::layers::Maximum<
                (super::Hwc7x9x20, (super::Hwc7x9x20, (super::Hwc7x9x20, ()))),
                super::Hwc7x9x20,
            >,
            ///`activation`, 7x9x20 to 7x9x20; line 48 of `specs/maps_small.yaml`.
            pub activation: ::googlenet_runtime::layers::Activate<super::Hwc7x9x20>,
        }
        impl ::core::fmt::Debug for Most {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Most (7x9x20 to 7x9x20)")
            }
        }
    }
    ///Branches of `joined`, 2x3x6 to 12; line 62 of `specs/maps_small.yaml`.
    pub mod joined {
        ///The shape of the block's input.
        pub type Input = super::Hwc2x3x6;
        ///The shape of the block's output.
        pub type Output = super::Flat12;
        ///Branches of `joined`, 2x3x6 to 12; line 62 of `specs/maps_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Joined {
            ///`global_avg_pool`, 2x3x6 to 6; line 64 of `specs/maps_small.yaml`.
            pub mean: ::googlenet_runtime::layers::GlobalAvgPool2d<
                super::Hwc2x3x6,
                super::Flat6,
            >,
            ///`global_max_pool`, 2x3x6 to 6; line 65 of `specs/maps_small.yaml`.
            pub most_of: ::googlenet_runtime::layers::GlobalMaxPool2d<
                super::Hwc2x3x6,
                super::Flat6,
            >,
            ///`concat`, 6 and 6 to 12; line 62 of `specs/maps_small.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (super::Flat6, (super::Flat6, ())),
                super::Flat12,
            >,
        }
        impl ::core::fmt::Debug for Joined {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Joined (2x3x6 to 12)")
            }
        }
    }
    ///Branches of `weighed`, 12 to 12; line 67 of `specs/maps_small.yaml`.
    pub mod weighed {
        ///The shape of the block's input.
        pub type Input = super::Flat12;
        ///The shape of the block's output.
        pub type Output = super::Flat12;
        ///Branches of `weighed`, 12 to 12; line 67 of `specs/maps_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Weighed {
            ///`dense`, 12 to 12; line 67 of `specs/maps_small.yaml`.
            pub again: ::googlenet_runtime::layers::Dense<super::Flat12, super::Flat12>,
            ///`multiply`, 12 and 12 to 12; line 67 of `specs/maps_small.yaml`.
            pub join: ::googlenet_runtime::layers::Multiply<
                (super::Flat12, (super::Flat12, ())),
                super::Flat12,
            >,
        }
        impl ::core::fmt::Debug for Weighed {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Weighed (12 to 12)")
            }
        }
    }
    const _: [(); 40usize] = [
        <::googlenet_runtime::layers::SpaceToDepth<Hwc14x18x3, Hwc7x9x12>>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc7x9x12,
            Hwc7x9x32,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Slice<Hwc7x9x32, Hwc7x9x16>>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc7x9x16,
            Hwc7x9x16,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc7x9x16,
            Hwc7x9x16,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Concat<
            (Hwc7x9x16, (Hwc7x9x16, ())),
            Hwc7x9x32,
        >>::CHECK,
        <::googlenet_runtime::layers::GlobalAvgPool2d<Hwc7x9x32, Flat32>>::CHECK,
        <::googlenet_runtime::layers::Reshape<Flat32, Hwc1x1x32>>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc1x1x32,
            Hwc1x1x5,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc1x1x5,
            Hwc1x1x32,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Multiply<
            (Hwc7x9x32, (Hwc1x1x32, ())),
            Hwc7x9x32,
        >>::CHECK,
        <::googlenet_runtime::layers::Slice<Hwc7x9x32, Hwc7x9x20>>::CHECK,
        <::googlenet_runtime::layers::Slice<Hwc7x9x20, Hwc7x9x10>>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc7x9x10,
            Hwc7x9x10,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc7x9x10,
            Hwc7x9x10,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Concat<
            (Hwc7x9x10, (Hwc7x9x10, ())),
            Hwc7x9x20,
        >>::CHECK,
        <::googlenet_runtime::layers::DepthToSpace<Hwc7x9x20, Hwc14x18x5>>::CHECK,
        <::googlenet_runtime::layers::SpaceToDepth<Hwc14x18x5, Hwc7x9x20>>::CHECK,
        <::googlenet_runtime::layers::GlobalAvgPool2d<Hwc7x9x20, Flat20>>::CHECK,
        <::googlenet_runtime::layers::Reshape<Flat20, Hwc1x1x20>>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc1x1x20,
            Hwc1x1x3,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc1x1x3,
            Hwc1x1x20,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Multiply<
            (Hwc7x9x20, (Hwc1x1x20, ())),
            Hwc7x9x20,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc7x9x20,
            Hwc7x9x1,
            Window1x1By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::AvgPool2d<
            Hwc7x9x20,
            Hwc7x1x20,
            Window1x9By1x1Valid,
        >>::CHECK,
        <::googlenet_runtime::layers::Multiply<
            (Hwc7x9x20, (Hwc7x9x1, (Hwc7x1x20, ()))),
            Hwc7x9x20,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc7x9x20,
            Hwc7x9x20,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::MaxPool2d<
            Hwc7x9x20,
            Hwc7x9x20,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Maximum<
            (Hwc7x9x20, (Hwc7x9x20, (Hwc7x9x20, ()))),
            Hwc7x9x20,
        >>::CHECK,
        <::googlenet_runtime::layers::Reshape<Hwc14x18x5, Hwc7x9x20>>::CHECK,
        <::googlenet_runtime::layers::Flatten<Hwc7x9x20, Flat1260>>::CHECK,
        <::googlenet_runtime::layers::Dense<Flat1260, Flat48>>::CHECK,
        <::googlenet_runtime::layers::Slice<Flat48, Flat24>>::CHECK,
        <::googlenet_runtime::layers::Reshape<Flat24, Hwc2x3x4>>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc2x3x4,
            Hwc2x3x6,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::GlobalAvgPool2d<Hwc2x3x6, Flat6>>::CHECK,
        <::googlenet_runtime::layers::GlobalMaxPool2d<Hwc2x3x6, Flat6>>::CHECK,
        <::googlenet_runtime::layers::Concat<(Flat6, (Flat6, ())), Flat12>>::CHECK,
        <::googlenet_runtime::layers::Multiply<(Flat12, (Flat12, ())), Flat12>>::CHECK,
        <::googlenet_runtime::layers::Dense<Flat12, Flat5>>::CHECK,
    ];
    pub(super) type Flat12 = ::googlenet_runtime::Flat<12>;
    pub(super) type Flat1260 = ::googlenet_runtime::Flat<1260>;
    pub(super) type Flat20 = ::googlenet_runtime::Flat<20>;
    pub(super) type Flat24 = ::googlenet_runtime::Flat<24>;
    pub(super) type Flat32 = ::googlenet_runtime::Flat<32>;
    pub(super) type Flat48 = ::googlenet_runtime::Flat<48>;
    pub(super) type Flat5 = ::googlenet_runtime::Flat<5>;
    pub(super) type Flat6 = ::googlenet_runtime::Flat<6>;
    pub(super) type Hwc14x18x3 = ::googlenet_runtime::Hwc<14, 18, 3>;
    pub(super) type Hwc14x18x5 = ::googlenet_runtime::Hwc<14, 18, 5>;
    pub(super) type Hwc1x1x20 = ::googlenet_runtime::Hwc<1, 1, 20>;
    pub(super) type Hwc1x1x3 = ::googlenet_runtime::Hwc<1, 1, 3>;
    pub(super) type Hwc1x1x32 = ::googlenet_runtime::Hwc<1, 1, 32>;
    pub(super) type Hwc1x1x5 = ::googlenet_runtime::Hwc<1, 1, 5>;
    pub(super) type Hwc2x3x4 = ::googlenet_runtime::Hwc<2, 3, 4>;
    pub(super) type Hwc2x3x6 = ::googlenet_runtime::Hwc<2, 3, 6>;
    pub(super) type Hwc7x1x20 = ::googlenet_runtime::Hwc<7, 1, 20>;
    pub(super) type Hwc7x9x1 = ::googlenet_runtime::Hwc<7, 9, 1>;
    pub(super) type Hwc7x9x10 = ::googlenet_runtime::Hwc<7, 9, 10>;
    pub(super) type Hwc7x9x12 = ::googlenet_runtime::Hwc<7, 9, 12>;
    pub(super) type Hwc7x9x16 = ::googlenet_runtime::Hwc<7, 9, 16>;
    pub(super) type Hwc7x9x20 = ::googlenet_runtime::Hwc<7, 9, 20>;
    pub(super) type Hwc7x9x32 = ::googlenet_runtime::Hwc<7, 9, 32>;
    pub(super) type Window1x1By1x1Same = ::googlenet_runtime::layers::Window<
        1,
        1,
        1,
        1,
        ::googlenet_runtime::layers::Same,
    >;
    pub(super) type Window1x9By1x1Valid = ::googlenet_runtime::layers::Window<
        1,
        9,
        1,
        1,
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
