/// MovesSmall, compiled from `specs/moves_small.yaml`.
///
///The network `MovesSmall` of `specs/moves_small.yaml`.
pub struct MovesSmall {
    ///`zero_pad`, 13x18x3 to 17x21x3; line 21 of `specs/moves_small.yaml`.
    pub mirror: ::googlenet_runtime::layers::ZeroPad2d<
        moves_small::Hwc13x18x3,
        moves_small::Hwc17x21x3,
        moves_small::Window1x1By1x1Pad1x2x3x1,
    >,
    ///`conv`, 17x21x3 to 9x11x20; line 22 of `specs/moves_small.yaml`.
    pub stem: ::googlenet_runtime::layers::Conv2d<
        moves_small::Hwc17x21x3,
        moves_small::Hwc9x11x20,
        moves_small::Window3x3By2x2SameLower,
    >,
    ///`zero_pad`, 9x11x20 to 11x12x20; line 23 of `specs/moves_small.yaml`.
    pub edge: ::googlenet_runtime::layers::ZeroPad2d<
        moves_small::Hwc9x11x20,
        moves_small::Hwc11x12x20,
        moves_small::Window1x1By1x1Pad0x1x2x0,
    >,
    ///`max_pool`, 11x12x20 to 11x12x20; line 24 of `specs/moves_small.yaml`.
    pub thin: ::googlenet_runtime::layers::MaxPool2d<
        moves_small::Hwc11x12x20,
        moves_small::Hwc11x12x20,
        moves_small::Window3x3By1x1SameDilated2x1,
    >,
    ///`max_pool`, 11x12x20 to 6x6x20; line 25 of `specs/moves_small.yaml`.
    pub lower: ::googlenet_runtime::layers::MaxPool2d<
        moves_small::Hwc11x12x20,
        moves_small::Hwc6x6x20,
        moves_small::Window2x2By2x2SameLower,
    >,
    ///`max_pool`, 6x6x20 to 6x6x20; line 26 of `specs/moves_small.yaml`.
    pub rise: ::googlenet_runtime::layers::MaxPool2d<
        moves_small::Hwc6x6x20,
        moves_small::Hwc6x6x20,
        moves_small::Window2x3By1x1SameLowerDilated2x2,
    >,
    ///Block `inverted` as `block_1`, 6x6x20 to 6x6x20; line 27 of `specs/moves_small.yaml`.
    pub block_1: moves_small::block_1::Block1,
    ///Block `inverted` as `block_2`, 6x6x20 to 6x6x20; line 27 of `specs/moves_small.yaml`.
    pub block_2: moves_small::block_2::Block2,
    ///`conv`, 6x6x20 to 6x6x40; line 28 of `specs/moves_small.yaml`.
    pub several: ::googlenet_runtime::layers::Conv2d<
        moves_small::Hwc6x6x20,
        moves_small::Hwc6x6x40,
        moves_small::Window1x3By1x1Same,
    >,
    ///Step `apart` with the layers that its options append, 6x6x40 to 6x6x24; line 29 of `specs/moves_small.yaml`.
    pub apart: moves_small::apart::Apart,
    ///Step `again` with the layers that its options append, 6x6x24 to 6x3x18; line 30 of `specs/moves_small.yaml`.
    pub again: moves_small::again::Again,
    ///`upsample`, 6x3x18 to 12x6x18; line 31 of `specs/moves_small.yaml`.
    pub twice: ::googlenet_runtime::layers::Upsample2d<
        moves_small::Hwc6x3x18,
        moves_small::Hwc12x6x18,
    >,
    ///`upsample`, 12x6x18 to 18x12x18; line 32 of `specs/moves_small.yaml`.
    pub smooth: ::googlenet_runtime::layers::Upsample2d<
        moves_small::Hwc12x6x18,
        moves_small::Hwc18x12x18,
    >,
    ///`upsample`, 18x12x18 to 7x9x18; line 33 of `specs/moves_small.yaml`.
    pub shrunk: ::googlenet_runtime::layers::Upsample2d<
        moves_small::Hwc18x12x18,
        moves_small::Hwc7x9x18,
    >,
    ///`upsample`, 7x9x18 to 11x13x18; line 34 of `specs/moves_small.yaml`.
    pub corners: ::googlenet_runtime::layers::Upsample2d<
        moves_small::Hwc7x9x18,
        moves_small::Hwc11x13x18,
    >,
    ///`conv_transpose`, 11x13x18 to 22x26x12; line 35 of `specs/moves_small.yaml`.
    pub up: ::googlenet_runtime::layers::ConvTranspose2d<
        moves_small::Hwc11x13x18,
        moves_small::Hwc22x26x12,
    >,
    ///Step `wider` with the layers that its options append, 22x26x12 to 44x78x10; line 36 of `specs/moves_small.yaml`.
    pub wider: moves_small::wider::Wider,
    ///`avg_pool`, 44x78x10 to 10x19x10; line 37 of `specs/moves_small.yaml`.
    pub few: ::googlenet_runtime::layers::AvgPool2d<
        moves_small::Hwc44x78x10,
        moves_small::Hwc10x19x10,
        moves_small::Window5x5By4x4Valid,
    >,
    ///`conv_transpose`, 10x19x10 to 22x40x8; line 38 of `specs/moves_small.yaml`.
    pub grouped: ::googlenet_runtime::layers::ConvTranspose2d<
        moves_small::Hwc10x19x10,
        moves_small::Hwc22x40x8,
    >,
    ///`conv_transpose`, 22x40x8 to 63x119x5; line 39 of `specs/moves_small.yaml`.
    pub gaps: ::googlenet_runtime::layers::ConvTranspose2d<
        moves_small::Hwc22x40x8,
        moves_small::Hwc63x119x5,
    >,
    ///Branches of `joined`, 63x119x5 to 4x5x10; line 40 of `specs/moves_small.yaml`.
    pub joined: moves_small::joined::Joined,
    ///`global_max_pool`, 63x119x5 to 5; line 45 of `specs/moves_small.yaml`.
    pub most: ::googlenet_runtime::layers::GlobalMaxPool2d<
        moves_small::Hwc63x119x5,
        moves_small::Flat5,
    >,
    ///`global_avg_pool`, 4x5x10 to 10; line 46 of `specs/moves_small.yaml`.
    pub mean: ::googlenet_runtime::layers::GlobalAvgPool2d<
        moves_small::Hwc4x5x10,
        moves_small::Flat10,
    >,
    ///`concat`, 5 and 10 to 15; line 47 of `specs/moves_small.yaml`.
    pub features: ::googlenet_runtime::layers::Concat<
        (moves_small::Flat5, (moves_small::Flat10, ())),
        moves_small::Flat15,
    >,
    ///`dense`, 15 to 6; line 48 of `specs/moves_small.yaml`.
    pub classes: ::googlenet_runtime::layers::Dense<
        moves_small::Flat15,
        moves_small::Flat6,
    >,
}
impl MovesSmall {
    ///Number of parameters, moving statistics included.
    pub const PARAMS: ::core::primitive::u64 = 12577;
    ///Number of trainable parameters.
    pub const TRAINABLE_PARAMS: ::core::primitive::u64 = 12201;
    ///Number of trainable parameters, with those of heads that exist in training only.
    pub const TRAINING_PARAMS: ::core::primitive::u64 = 12201;
    ///Multiply-accumulates for one image, those with padding included.
    pub const MACS: ::core::primitive::u64 = 1380334;
    ///Bytes of the arena that a session holds for the activations of one image.
    pub const ARENA_BYTES: ::core::primitive::u64 = 536128;
    ///Bytes of the arena that training holds for the results and gradients of one image.
    pub const TRAINING_ARENA_BYTES: ::core::primitive::u64 = 1691840;
    ///Bytes that a session of one thread holds at most beside packed weights, the arena included.
    pub const SESSION_BYTES: ::core::primitive::u64 = 687334;
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
    ) -> ::googlenet_runtime::Session<moves_small::Input, moves_small::Output> {
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
        input_: &::googlenet_runtime::Tensor<moves_small::Input>,
    ) -> ::googlenet_runtime::Tensor<moves_small::Output> {
        let __mirror = self.mirror.forward(input_);
        let __stem = self.stem.forward(&__mirror);
        let __edge = self.edge.forward(&__stem);
        let __thin = self.thin.forward(&__edge);
        let __lower = self.lower.forward(&__thin);
        let __rise = self.rise.forward(&__lower);
        let __block_1 = self.block_1.forward(&__rise);
        let __block_2 = self.block_2.forward(&__block_1);
        let __several = self.several.forward(&__block_2);
        let __apart = self.apart.forward(&__several);
        let __again = self.again.forward(&__apart);
        let __twice = self.twice.forward(&__again);
        let __smooth = self.smooth.forward(&__twice);
        let __shrunk = self.shrunk.forward(&__smooth);
        let __corners = self.corners.forward(&__shrunk);
        let __up = self.up.forward(&__corners);
        let __wider = self.wider.forward(&__up);
        let __few = self.few.forward(&__wider);
        let __grouped = self.grouped.forward(&__few);
        let __gaps = self.gaps.forward(&__grouped);
        let __joined_small = self.joined.small.forward(&__gaps);
        let __joined_large = self.joined.large.forward(&__gaps);
        let __joined_join = self
            .joined
            .join
            .forward((&__joined_small, (&__joined_large, ())));
        let __most = self.most.forward(&__gaps);
        let __mean = self.mean.forward(&__joined_join);
        let __features = self.features.forward((&__most, (&__mean, ())));
        let __classes = self.classes.forward(&__features);
        __classes
    }
}
impl ::core::clone::Clone for MovesSmall {
    fn clone(&self) -> Self {
        ::googlenet_runtime::__private::clone(self)
    }
}
impl ::core::fmt::Debug for MovesSmall {
    fn fmt(&self, __formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::googlenet_runtime::__private::debug(
            self,
            ::core::stringify!(MovesSmall),
            __formatter,
        )
    }
}
impl ::googlenet_runtime::__private::Sealed for MovesSmall {}
impl ::googlenet_runtime::Network for MovesSmall {
    fn graph(&self) -> ::googlenet_runtime::__private::dsl::graph::Graph {
        <Self as ::googlenet_runtime::TypedNetwork>::portable_graph()
    }
    fn layers(
        &self,
    ) -> ::googlenet_runtime::__private::std::vec::Vec<&::googlenet_runtime::Layer> {
        ::googlenet_runtime::__private::layers([
            &self.mirror.0,
            &self.stem.0,
            &self.edge.0,
            &self.thin.0,
            &self.lower.0,
            &self.rise.0,
            &self.block_1.expand.conv.0,
            &self.block_1.expand.batch_norm.0,
            &self.block_1.expand.activation.0,
            &self.block_1.depth.depthwise_conv.0,
            &self.block_1.depth.batch_norm.0,
            &self.block_1.depth.activation.0,
            &self.block_1.project.0,
            &self.block_1.sum.0,
            &self.block_2.expand.conv.0,
            &self.block_2.expand.batch_norm.0,
            &self.block_2.expand.activation.0,
            &self.block_2.depth.depthwise_conv.0,
            &self.block_2.depth.batch_norm.0,
            &self.block_2.depth.activation.0,
            &self.block_2.project.0,
            &self.block_2.sum.0,
            &self.several.0,
            &self.apart.depthwise_conv.0,
            &self.apart.pointwise.0,
            &self.again.depthwise_conv.0,
            &self.again.pointwise.0,
            &self.again.batch_norm.0,
            &self.again.activation.0,
            &self.twice.0,
            &self.smooth.0,
            &self.shrunk.0,
            &self.corners.0,
            &self.up.0,
            &self.wider.conv_transpose.0,
            &self.wider.batch_norm.0,
            &self.wider.activation.0,
            &self.few.0,
            &self.grouped.0,
            &self.gaps.0,
            &self.joined.small.0,
            &self.joined.large.0,
            &self.joined.join.0,
            &self.most.0,
            &self.mean.0,
            &self.features.0,
            &self.classes.0,
        ])
    }
    fn layers_mut(
        &mut self,
    ) -> ::googlenet_runtime::__private::std::vec::Vec<
        ::googlenet_runtime::LayerMut<'_>,
    > {
        ::googlenet_runtime::__private::layers_mut([
            &mut self.mirror.0,
            &mut self.stem.0,
            &mut self.edge.0,
            &mut self.thin.0,
            &mut self.lower.0,
            &mut self.rise.0,
            &mut self.block_1.expand.conv.0,
            &mut self.block_1.expand.batch_norm.0,
            &mut self.block_1.expand.activation.0,
            &mut self.block_1.depth.depthwise_conv.0,
            &mut self.block_1.depth.batch_norm.0,
            &mut self.block_1.depth.activation.0,
            &mut self.block_1.project.0,
            &mut self.block_1.sum.0,
            &mut self.block_2.expand.conv.0,
            &mut self.block_2.expand.batch_norm.0,
            &mut self.block_2.expand.activation.0,
            &mut self.block_2.depth.depthwise_conv.0,
            &mut self.block_2.depth.batch_norm.0,
            &mut self.block_2.depth.activation.0,
            &mut self.block_2.project.0,
            &mut self.block_2.sum.0,
            &mut self.several.0,
            &mut self.apart.depthwise_conv.0,
            &mut self.apart.pointwise.0,
            &mut self.again.depthwise_conv.0,
            &mut self.again.pointwise.0,
            &mut self.again.batch_norm.0,
            &mut self.again.activation.0,
            &mut self.twice.0,
            &mut self.smooth.0,
            &mut self.shrunk.0,
            &mut self.corners.0,
            &mut self.up.0,
            &mut self.wider.conv_transpose.0,
            &mut self.wider.batch_norm.0,
            &mut self.wider.activation.0,
            &mut self.few.0,
            &mut self.grouped.0,
            &mut self.gaps.0,
            &mut self.joined.small.0,
            &mut self.joined.large.0,
            &mut self.joined.join.0,
            &mut self.most.0,
            &mut self.mean.0,
            &mut self.features.0,
            &mut self.classes.0,
        ])
    }
}
impl ::googlenet_runtime::TypedNetwork for MovesSmall {
    type Input = moves_small::Input;
    type Output = moves_small::Output;
    const PARAMS: ::core::primitive::u64 = 12577;
    const TRAINABLE_PARAMS: ::core::primitive::u64 = 12201;
    const TRAINING_PARAMS: ::core::primitive::u64 = 12201;
    const MACS: ::core::primitive::u64 = 1380334;
    const ARENA_BYTES: ::core::primitive::u64 = 536128;
    const TRAINING_ARENA_BYTES: ::core::primitive::u64 = 1691840;
    const SESSION_BYTES: ::core::primitive::u64 = 687334;
    fn definition() -> &'static ::googlenet_runtime::__private::dsl::graph::Definition {
        static DEFINITION: ::googlenet_runtime::__private::Definition = ::googlenet_runtime::__private::Definition::new(
            "MovesSmall",
            "
            $input 4 [] input 13,18,3
            mirror 21 [0] zero_pad edges=1,2,3,1 mode=reflect @Pad_1
            stem 22 [1] conv filters=20 kernel=3,3 stride=2,2 padding=same_lower activation=relu @Conv_1
            edge 23 [2] zero_pad edges=0,1,2,0 mode=edge
            thin 24 [3] max_pool kernel=3,3 stride=1,1 padding=same dilation=2,1
            lower 25 [4] max_pool kernel=2,2 padding=same_lower
            rise 26 [5] max_pool kernel=2,3 stride=1,1 padding=same_lower dilation=2,2
            block_1.expand 15 [6] conv filters=40 kernel=1,1 padding=same_lower bias=false @block%20;1_1.1x1/expand
            block_1.expand.batch_norm 15 [7] batch_norm @block%20;1_1.1x1/expand.batch_norm
            block_1.expand.activation 15 [8] activation function=relu @block%20;1_1.1x1/expand.activation
            block_1.depth 16 [9] conv filters=40 kernel=3,3 padding=same groups=40 bias=false @block%20;1_1.3x3
            block_1.depth.batch_norm 16 [10] batch_norm @block%20;1_1.3x3.batch_norm
            block_1.depth.activation 16 [11] activation function=relu6 @block%20;1_1.3x3.activation
            block_1.project 17 [12] conv filters=20 kernel=1,1 padding=same_lower @block%20;1_1.project
            block_1.sum 18 [6,13] add @block%20;1_1.sum
            block_2.expand 15 [14] conv filters=40 kernel=1,1 padding=same_lower bias=false @block%20;1_2.1x1/expand
            block_2.expand.batch_norm 15 [15] batch_norm @block%20;1_2.1x1/expand.batch_norm
            block_2.expand.activation 15 [16] activation function=relu @block%20;1_2.1x1/expand.activation
            block_2.depth 16 [17] conv filters=40 kernel=3,3 padding=same groups=40 bias=false @block%20;1_2.3x3
            block_2.depth.batch_norm 16 [18] batch_norm @block%20;1_2.3x3.batch_norm
            block_2.depth.activation 16 [19] activation function=relu6 @block%20;1_2.3x3.activation
            block_2.project 17 [20] conv filters=20 kernel=1,1 padding=same_lower @block%20;1_2.project
            block_2.sum 18 [14,21] add @block%20;1_2.sum
            several 28 [22] conv filters=40 kernel=1,3 padding=same groups=20 bias=false
            apart 29 [23] conv filters=40 kernel=3,3 padding=same groups=40 bias=false
            apart.pointwise 29 [24] conv filters=24 kernel=1,1 activation=relu6
            again 30 [25] conv filters=24 kernel=5,5 stride=1,2 padding=same groups=24 bias=false
            again.pointwise 30 [26] conv filters=18 kernel=1,1 bias=false
            again.batch_norm 30 [27] batch_norm
            again.activation 30 [28] activation function=relu6
            twice 31 [29] upsample scale=2,2
            smooth 32 [30] upsample scale=1.5,2 mode=bilinear
            shrunk 33 [31] upsample scale=size:7,9 coordinates=asymmetric rounding=floor
            corners 34 [32] upsample scale=size:11,13 mode=bilinear coordinates=align_corners
            up 35 [33] conv_transpose filters=12 kernel=4,4 stride=2,2 padding=1,1,1,1 activation=relu
            wider 36 [34] conv_transpose filters=10 kernel=3,2 stride=2,3 padding=same bias=false
            wider.batch_norm 36 [35] batch_norm
            wider.activation 36 [36] activation function=sigmoid
            few 37 [37] avg_pool kernel=5,5 stride=4,4
            grouped 38 [38] conv_transpose filters=8 kernel=3,3 stride=2,2 output_padding=1,1 groups=2 bias=false
            gaps 39 [39] conv_transpose filters=5 kernel=2,2 stride=3,3 dilation=2,2 padding=1,0,2,1
            joined.small 42 [40] upsample scale=size:4,5
            joined.large 44 [40] upsample scale=size:4,5 mode=bilinear coordinates=pytorch_half_pixel
            joined 40 [41,42] concat
            most 45 [40] global_max_pool
            mean 46 [43] global_avg_pool
            features 47 [44,45] concat
            classes 48 [46] dense units=6 activation=softmax
            => classes 47
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
        __layer43, __layer44, __layer45, __layer46, __layer47] = __layers.take();
        Self {
            mirror: ::googlenet_runtime::layers::ZeroPad2d(
                __layer1,
                ::googlenet_runtime::__private::PhantomData,
            ),
            stem: ::googlenet_runtime::layers::Conv2d(
                __layer2,
                ::googlenet_runtime::__private::PhantomData,
            ),
            edge: ::googlenet_runtime::layers::ZeroPad2d(
                __layer3,
                ::googlenet_runtime::__private::PhantomData,
            ),
            thin: ::googlenet_runtime::layers::MaxPool2d(
                __layer4,
                ::googlenet_runtime::__private::PhantomData,
            ),
            lower: ::googlenet_runtime::layers::MaxPool2d(
                __layer5,
                ::googlenet_runtime::__private::PhantomData,
            ),
            rise: ::googlenet_runtime::layers::MaxPool2d(
                __layer6,
                ::googlenet_runtime::__private::PhantomData,
            ),
            block_1: moves_small::block_1::Block1 {
                expand: moves_small::block_1::expand::Expand {
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
                depth: moves_small::block_1::depth::Depth {
                    depthwise_conv: ::googlenet_runtime::layers::Conv2d(
                        __layer10,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    batch_norm: ::googlenet_runtime::layers::BatchNorm(
                        __layer11,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    activation: ::googlenet_runtime::layers::Activate(
                        __layer12,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                },
                project: ::googlenet_runtime::layers::Conv2d(
                    __layer13,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                sum: ::googlenet_runtime::layers::Add(
                    __layer14,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            block_2: moves_small::block_2::Block2 {
                expand: moves_small::block_2::expand::Expand {
                    conv: ::googlenet_runtime::layers::Conv2d(
                        __layer15,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    batch_norm: ::googlenet_runtime::layers::BatchNorm(
                        __layer16,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    activation: ::googlenet_runtime::layers::Activate(
                        __layer17,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                },
                depth: moves_small::block_2::depth::Depth {
                    depthwise_conv: ::googlenet_runtime::layers::Conv2d(
                        __layer18,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    batch_norm: ::googlenet_runtime::layers::BatchNorm(
                        __layer19,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                    activation: ::googlenet_runtime::layers::Activate(
                        __layer20,
                        ::googlenet_runtime::__private::PhantomData,
                    ),
                },
                project: ::googlenet_runtime::layers::Conv2d(
                    __layer21,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                sum: ::googlenet_runtime::layers::Add(
                    __layer22,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            several: ::googlenet_runtime::layers::Conv2d(
                __layer23,
                ::googlenet_runtime::__private::PhantomData,
            ),
            apart: moves_small::apart::Apart {
                depthwise_conv: ::googlenet_runtime::layers::Conv2d(
                    __layer24,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                pointwise: ::googlenet_runtime::layers::Conv2d(
                    __layer25,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            again: moves_small::again::Again {
                depthwise_conv: ::googlenet_runtime::layers::Conv2d(
                    __layer26,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                pointwise: ::googlenet_runtime::layers::Conv2d(
                    __layer27,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                batch_norm: ::googlenet_runtime::layers::BatchNorm(
                    __layer28,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                activation: ::googlenet_runtime::layers::Activate(
                    __layer29,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            twice: ::googlenet_runtime::layers::Upsample2d(
                __layer30,
                ::googlenet_runtime::__private::PhantomData,
            ),
            smooth: ::googlenet_runtime::layers::Upsample2d(
                __layer31,
                ::googlenet_runtime::__private::PhantomData,
            ),
            shrunk: ::googlenet_runtime::layers::Upsample2d(
                __layer32,
                ::googlenet_runtime::__private::PhantomData,
            ),
            corners: ::googlenet_runtime::layers::Upsample2d(
                __layer33,
                ::googlenet_runtime::__private::PhantomData,
            ),
            up: ::googlenet_runtime::layers::ConvTranspose2d(
                __layer34,
                ::googlenet_runtime::__private::PhantomData,
            ),
            wider: moves_small::wider::Wider {
                conv_transpose: ::googlenet_runtime::layers::ConvTranspose2d(
                    __layer35,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                batch_norm: ::googlenet_runtime::layers::BatchNorm(
                    __layer36,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                activation: ::googlenet_runtime::layers::Activate(
                    __layer37,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            few: ::googlenet_runtime::layers::AvgPool2d(
                __layer38,
                ::googlenet_runtime::__private::PhantomData,
            ),
            grouped: ::googlenet_runtime::layers::ConvTranspose2d(
                __layer39,
                ::googlenet_runtime::__private::PhantomData,
            ),
            gaps: ::googlenet_runtime::layers::ConvTranspose2d(
                __layer40,
                ::googlenet_runtime::__private::PhantomData,
            ),
            joined: moves_small::joined::Joined {
                small: ::googlenet_runtime::layers::Upsample2d(
                    __layer41,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                large: ::googlenet_runtime::layers::Upsample2d(
                    __layer42,
                    ::googlenet_runtime::__private::PhantomData,
                ),
                join: ::googlenet_runtime::layers::Concat(
                    __layer43,
                    ::googlenet_runtime::__private::PhantomData,
                ),
            },
            most: ::googlenet_runtime::layers::GlobalMaxPool2d(
                __layer44,
                ::googlenet_runtime::__private::PhantomData,
            ),
            mean: ::googlenet_runtime::layers::GlobalAvgPool2d(
                __layer45,
                ::googlenet_runtime::__private::PhantomData,
            ),
            features: ::googlenet_runtime::layers::Concat(
                __layer46,
                ::googlenet_runtime::__private::PhantomData,
            ),
            classes: ::googlenet_runtime::layers::Dense(
                __layer47,
                ::googlenet_runtime::__private::PhantomData,
            ),
        }
    }
}
///The shapes and blocks of [`MovesSmall`].
pub mod moves_small {
    ///The shape of the network's input.
    pub type Input = Hwc13x18x3;
    ///The shape of the network's output.
    pub type Output = Flat6;
    ///Block `inverted` as `block_1`, 6x6x20 to 6x6x20; line 27 of `specs/moves_small.yaml`.
    pub mod block_1 {
        ///The shape of the block's input.
        pub type Input = super::Hwc6x6x20;
        ///The shape of the block's output.
        pub type Output = super::Hwc6x6x20;
        ///Block `inverted` as `block_1`, 6x6x20 to 6x6x20; line 27 of `specs/moves_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Block1 {
            ///Step `expand` with the layers that its options append, 6x6x20 to 6x6x40; line 15 of `specs/moves_small.yaml`.
            pub expand: expand::Expand,
            ///Step `depth` with the layers that its options append, 6x6x40 to 6x6x40; line 16 of `specs/moves_small.yaml`.
            pub depth: depth::Depth,
            ///`conv`, 6x6x40 to 6x6x20; line 17 of `specs/moves_small.yaml`.
            pub project: ::googlenet_runtime::layers::Conv2d<
                super::Hwc6x6x40,
                super::Hwc6x6x20,
                super::Window1x1By1x1SameLower,
            >,
            ///`add`, 6x6x20 and 6x6x20 to 6x6x20; line 18 of `specs/moves_small.yaml`.
            pub sum: ::googlenet_runtime::layers::Add<
                (super::Hwc6x6x20, (super::Hwc6x6x20, ())),
                super::Hwc6x6x20,
            >,
        }
        impl ::core::fmt::Debug for Block1 {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Block1 (6x6x20 to 6x6x20)")
            }
        }
        impl Block1 {
            ///Runs the layers on the calling thread.
            #[inline]
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let expand = self.expand.forward(input);
                let depth = self.depth.forward(&expand);
                let project = self.project.forward(&depth);
                let sum = self.sum.forward((input, (&project, ())));
                sum
            }
        }
        ///Step `expand` with the layers that its options append, 6x6x20 to 6x6x40; line 15 of `specs/moves_small.yaml`.
        pub mod expand {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc6x6x20;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc6x6x40;
            ///Step `expand` with the layers that its options append, 6x6x20 to 6x6x40; line 15 of `specs/moves_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Expand {
                ///`conv`, 6x6x20 to 6x6x40; line 15 of `specs/moves_small.yaml`.
                pub conv: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc6x6x20,
                    super::super::Hwc6x6x40,
                    super::super::Window1x1By1x1SameLower,
                >,
                ///`batch_norm`, 6x6x40 to 6x6x40; line 15 of `specs/moves_small.yaml`.
                pub batch_norm: ::googlenet_runtime::layers::BatchNorm<
                    super::super::Hwc6x6x40,
                >,
                ///`activation`, 6x6x40 to 6x6x40; line 15 of `specs/moves_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    super::super::Hwc6x6x40,
                >,
            }
            impl ::core::fmt::Debug for Expand {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Expand (6x6x20 to 6x6x40)")
                }
            }
            impl Expand {
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
        ///Step `depth` with the layers that its options append, 6x6x40 to 6x6x40; line 16 of `specs/moves_small.yaml`.
        pub mod depth {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc6x6x40;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc6x6x40;
            ///Step `depth` with the layers that its options append, 6x6x40 to 6x6x40; line 16 of `specs/moves_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Depth {
                ///`conv`, 6x6x40 to 6x6x40; line 16 of `specs/moves_small.yaml`.
                pub depthwise_conv: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc6x6x40,
                    super::super::Hwc6x6x40,
                    super::super::Window3x3By1x1Same,
                >,
                ///`batch_norm`, 6x6x40 to 6x6x40; line 16 of `specs/moves_small.yaml`.
                pub batch_norm: ::googlenet_runtime::layers::BatchNorm<
                    super::super::Hwc6x6x40,
                >,
                ///`activation`, 6x6x40 to 6x6x40; line 16 of `specs/moves_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    super::super::Hwc6x6x40,
                >,
            }
            impl ::core::fmt::Debug for Depth {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Depth (6x6x40 to 6x6x40)")
                }
            }
            impl Depth {
                ///Runs the layers on the calling thread.
                #[inline]
                pub fn forward(
                    &self,
                    input: &::googlenet_runtime::Tensor<Input>,
                ) -> ::googlenet_runtime::Tensor<Output> {
                    let depthwise_conv = self.depthwise_conv.forward(input);
                    let batch_norm = self.batch_norm.forward(&depthwise_conv);
                    let activation = self.activation.forward(&batch_norm);
                    activation
                }
            }
        }
    }
    ///Block `inverted` as `block_2`, 6x6x20 to 6x6x20; line 27 of `specs/moves_small.yaml`.
    pub mod block_2 {
        ///The shape of the block's input.
        pub type Input = super::Hwc6x6x20;
        ///The shape of the block's output.
        pub type Output = super::Hwc6x6x20;
        ///Block `inverted` as `block_2`, 6x6x20 to 6x6x20; line 27 of `specs/moves_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Block2 {
            ///Step `expand` with the layers that its options append, 6x6x20 to 6x6x40; line 15 of `specs/moves_small.yaml`.
            pub expand: expand::Expand,
            ///Step `depth` with the layers that its options append, 6x6x40 to 6x6x40; line 16 of `specs/moves_small.yaml`.
            pub depth: depth::Depth,
            ///`conv`, 6x6x40 to 6x6x20; line 17 of `specs/moves_small.yaml`.
            pub project: ::googlenet_runtime::layers::Conv2d<
                super::Hwc6x6x40,
                super::Hwc6x6x20,
                super::Window1x1By1x1SameLower,
            >,
            ///`add`, 6x6x20 and 6x6x20 to 6x6x20; line 18 of `specs/moves_small.yaml`.
            pub sum: ::googlenet_runtime::layers::Add<
                (super::Hwc6x6x20, (super::Hwc6x6x20, ())),
                super::Hwc6x6x20,
            >,
        }
        impl ::core::fmt::Debug for Block2 {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Block2 (6x6x20 to 6x6x20)")
            }
        }
        impl Block2 {
            ///Runs the layers on the calling thread.
            #[inline]
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let expand = self.expand.forward(input);
                let depth = self.depth.forward(&expand);
                let project = self.project.forward(&depth);
                let sum = self.sum.forward((input, (&project, ())));
                sum
            }
        }
        ///Step `expand` with the layers that its options append, 6x6x20 to 6x6x40; line 15 of `specs/moves_small.yaml`.
        pub mod expand {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc6x6x20;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc6x6x40;
            ///Step `expand` with the layers that its options append, 6x6x20 to 6x6x40; line 15 of `specs/moves_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Expand {
                ///`conv`, 6x6x20 to 6x6x40; line 15 of `specs/moves_small.yaml`.
                pub conv: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc6x6x20,
                    super::super::Hwc6x6x40,
                    super::super::Window1x1By1x1SameLower,
                >,
                ///`batch_norm`, 6x6x40 to 6x6x40; line 15 of `specs/moves_small.yaml`.
                pub batch_norm: ::googlenet_runtime::layers::BatchNorm<
                    super::super::Hwc6x6x40,
                >,
                ///`activation`, 6x6x40 to 6x6x40; line 15 of `specs/moves_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    super::super::Hwc6x6x40,
                >,
            }
            impl ::core::fmt::Debug for Expand {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Expand (6x6x20 to 6x6x40)")
                }
            }
            impl Expand {
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
        ///Step `depth` with the layers that its options append, 6x6x40 to 6x6x40; line 16 of `specs/moves_small.yaml`.
        pub mod depth {
            ///The shape of the block's input.
            pub type Input = super::super::Hwc6x6x40;
            ///The shape of the block's output.
            pub type Output = super::super::Hwc6x6x40;
            ///Step `depth` with the layers that its options append, 6x6x40 to 6x6x40; line 16 of `specs/moves_small.yaml`.
            #[derive(::core::clone::Clone)]
            pub struct Depth {
                ///`conv`, 6x6x40 to 6x6x40; line 16 of `specs/moves_small.yaml`.
                pub depthwise_conv: ::googlenet_runtime::layers::Conv2d<
                    super::super::Hwc6x6x40,
                    super::super::Hwc6x6x40,
                    super::super::Window3x3By1x1Same,
                >,
                ///`batch_norm`, 6x6x40 to 6x6x40; line 16 of `specs/moves_small.yaml`.
                pub batch_norm: ::googlenet_runtime::layers::BatchNorm<
                    super::super::Hwc6x6x40,
                >,
                ///`activation`, 6x6x40 to 6x6x40; line 16 of `specs/moves_small.yaml`.
                pub activation: ::googlenet_runtime::layers::Activate<
                    super::super::Hwc6x6x40,
                >,
            }
            impl ::core::fmt::Debug for Depth {
                #[inline]
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Depth (6x6x40 to 6x6x40)")
                }
            }
            impl Depth {
                ///Runs the layers on the calling thread.
                #[inline]
                pub fn forward(
                    &self,
                    input: &::googlenet_runtime::Tensor<Input>,
                ) -> ::googlenet_runtime::Tensor<Output> {
                    let depthwise_conv = self.depthwise_conv.forward(input);
                    let batch_norm = self.batch_norm.forward(&depthwise_conv);
                    let activation = self.activation.forward(&batch_norm);
                    activation
                }
            }
        }
    }
    ///Step `apart` with the layers that its options append, 6x6x40 to 6x6x24; line 29 of `specs/moves_small.yaml`.
    pub mod apart {
        ///The shape of the block's input.
        pub type Input = super::Hwc6x6x40;
        ///The shape of the block's output.
        pub type Output = super::Hwc6x6x24;
        ///Step `apart` with the layers that its options append, 6x6x40 to 6x6x24; line 29 of `specs/moves_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Apart {
            ///`conv`, 6x6x40 to 6x6x40; line 29 of `specs/moves_small.yaml`.
            pub depthwise_conv: ::googlenet_runtime::layers::Conv2d<
                super::Hwc6x6x40,
                super::Hwc6x6x40,
                super::Window3x3By1x1Same,
            >,
            ///`conv`, 6x6x40 to 6x6x24; line 29 of `specs/moves_small.yaml`.
            pub pointwise: ::googlenet_runtime::layers::Conv2d<
                super::Hwc6x6x40,
                super::Hwc6x6x24,
                super::Window1x1By1x1Valid,
            >,
        }
        impl ::core::fmt::Debug for Apart {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Apart (6x6x40 to 6x6x24)")
            }
        }
        impl Apart {
            ///Runs the layers on the calling thread.
            #[inline]
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let depthwise_conv = self.depthwise_conv.forward(input);
                let pointwise = self.pointwise.forward(&depthwise_conv);
                pointwise
            }
        }
    }
    ///Step `again` with the layers that its options append, 6x6x24 to 6x3x18; line 30 of `specs/moves_small.yaml`.
    pub mod again {
        ///The shape of the block's input.
        pub type Input = super::Hwc6x6x24;
        ///The shape of the block's output.
        pub type Output = super::Hwc6x3x18;
        ///Step `again` with the layers that its options append, 6x6x24 to 6x3x18; line 30 of `specs/moves_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Again {
            ///`conv`, 6x6x24 to 6x3x24; line 30 of `specs/moves_small.yaml`.
            pub depthwise_conv: ::googlenet_runtime::layers::Conv2d<
                super::Hwc6x6x24,
                super::Hwc6x3x24,
                super::Window5x5By1x2Same,
            >,
            ///`conv`, 6x3x24 to 6x3x18; line 30 of `specs/moves_small.yaml`.
            pub pointwise: ::googlenet_runtime::layers::Conv2d<
                super::Hwc6x3x24,
                super::Hwc6x3x18,
                super::Window1x1By1x1Valid,
            >,
            ///`batch_norm`, 6x3x18 to 6x3x18; line 30 of `specs/moves_small.yaml`.
            pub batch_norm: ::googlenet_runtime::layers::BatchNorm<super::Hwc6x3x18>,
            ///`activation`, 6x3x18 to 6x3x18; line 30 of `specs/moves_small.yaml`.
            pub activation: ::googlenet_runtime::layers::Activate<super::Hwc6x3x18>,
        }
        impl ::core::fmt::Debug for Again {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Again (6x6x24 to 6x3x18)")
            }
        }
        impl Again {
            ///Runs the layers on the calling thread.
            #[inline]
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let depthwise_conv = self.depthwise_conv.forward(input);
                let pointwise = self.pointwise.forward(&depthwise_conv);
                let batch_norm = self.batch_norm.forward(&pointwise);
                let activation = self.activation.forward(&batch_norm);
                activation
            }
        }
    }
    ///Step `wider` with the layers that its options append, 22x26x12 to 44x78x10; line 36 of `specs/moves_small.yaml`.
    pub mod wider {
        ///The shape of the block's input.
        pub type Input = super::Hwc22x26x12;
        ///The shape of the block's output.
        pub type Output = super::Hwc44x78x10;
        ///Step `wider` with the layers that its options append, 22x26x12 to 44x78x10; line 36 of `specs/moves_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Wider {
            ///`conv_transpose`, 22x26x12 to 44x78x10; line 36 of `specs/moves_small.yaml`.
            pub conv_transpose: ::googlenet_runtime::layers::ConvTranspose2d<
                super::Hwc22x26x12,
                super::Hwc44x78x10,
            >,
            ///`batch_norm`, 44x78x10 to 44x78x10; line 36 of `specs/moves_small.yaml`.
            pub batch_norm: ::googlenet_runtime::layers::BatchNorm<super::Hwc44x78x10>,
            ///`activation`, 44x78x10 to 44x78x10; line 36 of `specs/moves_small.yaml`.
            pub activation: ::googlenet_runtime::layers::Activate<super::Hwc44x78x10>,
        }
        impl ::core::fmt::Debug for Wider {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Wider (22x26x12 to 44x78x10)")
            }
        }
        impl Wider {
            ///Runs the layers on the calling thread.
            #[inline]
            pub fn forward(
                &self,
                input: &::googlenet_runtime::Tensor<Input>,
            ) -> ::googlenet_runtime::Tensor<Output> {
                let conv_transpose = self.conv_transpose.forward(input);
                let batch_norm = self.batch_norm.forward(&conv_transpose);
                let activation = self.activation.forward(&batch_norm);
                activation
            }
        }
    }
    ///Branches of `joined`, 63x119x5 to 4x5x10; line 40 of `specs/moves_small.yaml`.
    pub mod joined {
        ///The shape of the block's input.
        pub type Input = super::Hwc63x119x5;
        ///The shape of the block's output.
        pub type Output = super::Hwc4x5x10;
        ///Branches of `joined`, 63x119x5 to 4x5x10; line 40 of `specs/moves_small.yaml`.
        #[derive(::core::clone::Clone)]
        pub struct Joined {
            ///`upsample`, 63x119x5 to 4x5x5; line 42 of `specs/moves_small.yaml`.
            pub small: ::googlenet_runtime::layers::Upsample2d<
                super::Hwc63x119x5,
                super::Hwc4x5x5,
            >,
            ///`upsample`, 63x119x5 to 4x5x5; line 44 of `specs/moves_small.yaml`.
            pub large: ::googlenet_runtime::layers::Upsample2d<
                super::Hwc63x119x5,
                super::Hwc4x5x5,
            >,
            ///`concat`, 4x5x5 and 4x5x5 to 4x5x10; line 40 of `specs/moves_small.yaml`.
            pub join: ::googlenet_runtime::layers::Concat<
                (super::Hwc4x5x5, (super::Hwc4x5x5, ())),
                super::Hwc4x5x10,
            >,
        }
        impl ::core::fmt::Debug for Joined {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("Joined (63x119x5 to 4x5x10)")
            }
        }
    }
    const _: [(); 29usize] = [
        <::googlenet_runtime::layers::ZeroPad2d<
            Hwc13x18x3,
            Hwc17x21x3,
            Window1x1By1x1Pad1x2x3x1,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc17x21x3,
            Hwc9x11x20,
            Window3x3By2x2SameLower,
        >>::CHECK,
        <::googlenet_runtime::layers::ZeroPad2d<
            Hwc9x11x20,
            Hwc11x12x20,
            Window1x1By1x1Pad0x1x2x0,
        >>::CHECK,
        <::googlenet_runtime::layers::MaxPool2d<
            Hwc11x12x20,
            Hwc11x12x20,
            Window3x3By1x1SameDilated2x1,
        >>::CHECK,
        <::googlenet_runtime::layers::MaxPool2d<
            Hwc11x12x20,
            Hwc6x6x20,
            Window2x2By2x2SameLower,
        >>::CHECK,
        <::googlenet_runtime::layers::MaxPool2d<
            Hwc6x6x20,
            Hwc6x6x20,
            Window2x3By1x1SameLowerDilated2x2,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc6x6x20,
            Hwc6x6x40,
            Window1x1By1x1SameLower,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc6x6x40,
            Hwc6x6x40,
            Window3x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc6x6x40,
            Hwc6x6x20,
            Window1x1By1x1SameLower,
        >>::CHECK,
        <::googlenet_runtime::layers::Add<
            (Hwc6x6x20, (Hwc6x6x20, ())),
            Hwc6x6x20,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc6x6x20,
            Hwc6x6x40,
            Window1x3By1x1Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc6x6x40,
            Hwc6x6x24,
            Window1x1By1x1Valid,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc6x6x24,
            Hwc6x3x24,
            Window5x5By1x2Same,
        >>::CHECK,
        <::googlenet_runtime::layers::Conv2d<
            Hwc6x3x24,
            Hwc6x3x18,
            Window1x1By1x1Valid,
        >>::CHECK,
        <::googlenet_runtime::layers::Upsample2d<Hwc6x3x18, Hwc12x6x18>>::CHECK,
        <::googlenet_runtime::layers::Upsample2d<Hwc12x6x18, Hwc18x12x18>>::CHECK,
        <::googlenet_runtime::layers::Upsample2d<Hwc18x12x18, Hwc7x9x18>>::CHECK,
        <::googlenet_runtime::layers::Upsample2d<Hwc7x9x18, Hwc11x13x18>>::CHECK,
        <::googlenet_runtime::layers::ConvTranspose2d<Hwc11x13x18, Hwc22x26x12>>::CHECK,
        <::googlenet_runtime::layers::ConvTranspose2d<Hwc22x26x12, Hwc44x78x10>>::CHECK,
        <::googlenet_runtime::layers::AvgPool2d<
            Hwc44x78x10,
            Hwc10x19x10,
            Window5x5By4x4Valid,
        >>::CHECK,
        <::googlenet_runtime::layers::ConvTranspose2d<Hwc10x19x10, Hwc22x40x8>>::CHECK,
        <::googlenet_runtime::layers::ConvTranspose2d<Hwc22x40x8, Hwc63x119x5>>::CHECK,
        <::googlenet_runtime::layers::Upsample2d<Hwc63x119x5, Hwc4x5x5>>::CHECK,
        <::googlenet_runtime::layers::Concat<
            (Hwc4x5x5, (Hwc4x5x5, ())),
            Hwc4x5x10,
        >>::CHECK,
        <::googlenet_runtime::layers::GlobalMaxPool2d<Hwc63x119x5, Flat5>>::CHECK,
        <::googlenet_runtime::layers::GlobalAvgPool2d<Hwc4x5x10, Flat10>>::CHECK,
        <::googlenet_runtime::layers::Concat<(Flat5, (Flat10, ())), Flat15>>::CHECK,
        <::googlenet_runtime::layers::Dense<Flat15, Flat6>>::CHECK,
    ];
    pub(super) type Flat10 = ::googlenet_runtime::Flat<10>;
    pub(super) type Flat15 = ::googlenet_runtime::Flat<15>;
    pub(super) type Flat5 = ::googlenet_runtime::Flat<5>;
    pub(super) type Flat6 = ::googlenet_runtime::Flat<6>;
    pub(super) type Hwc10x19x10 = ::googlenet_runtime::Hwc<10, 19, 10>;
    pub(super) type Hwc11x12x20 = ::googlenet_runtime::Hwc<11, 12, 20>;
    pub(super) type Hwc11x13x18 = ::googlenet_runtime::Hwc<11, 13, 18>;
    pub(super) type Hwc12x6x18 = ::googlenet_runtime::Hwc<12, 6, 18>;
    pub(super) type Hwc13x18x3 = ::googlenet_runtime::Hwc<13, 18, 3>;
    pub(super) type Hwc17x21x3 = ::googlenet_runtime::Hwc<17, 21, 3>;
    pub(super) type Hwc18x12x18 = ::googlenet_runtime::Hwc<18, 12, 18>;
    pub(super) type Hwc22x26x12 = ::googlenet_runtime::Hwc<22, 26, 12>;
    pub(super) type Hwc22x40x8 = ::googlenet_runtime::Hwc<22, 40, 8>;
    pub(super) type Hwc44x78x10 = ::googlenet_runtime::Hwc<44, 78, 10>;
    pub(super) type Hwc4x5x10 = ::googlenet_runtime::Hwc<4, 5, 10>;
    pub(super) type Hwc4x5x5 = ::googlenet_runtime::Hwc<4, 5, 5>;
    pub(super) type Hwc63x119x5 = ::googlenet_runtime::Hwc<63, 119, 5>;
    pub(super) type Hwc6x3x18 = ::googlenet_runtime::Hwc<6, 3, 18>;
    pub(super) type Hwc6x3x24 = ::googlenet_runtime::Hwc<6, 3, 24>;
    pub(super) type Hwc6x6x20 = ::googlenet_runtime::Hwc<6, 6, 20>;
    pub(super) type Hwc6x6x24 = ::googlenet_runtime::Hwc<6, 6, 24>;
    pub(super) type Hwc6x6x40 = ::googlenet_runtime::Hwc<6, 6, 40>;
    pub(super) type Hwc7x9x18 = ::googlenet_runtime::Hwc<7, 9, 18>;
    pub(super) type Hwc9x11x20 = ::googlenet_runtime::Hwc<9, 11, 20>;
    pub(super) type Window1x1By1x1Pad0x1x2x0 = ::googlenet_runtime::layers::Window<
        1,
        1,
        1,
        1,
        ::googlenet_runtime::layers::Pad<0, 1, 2, 0>,
    >;
    pub(super) type Window1x1By1x1Pad1x2x3x1 = ::googlenet_runtime::layers::Window<
        1,
        1,
        1,
        1,
        ::googlenet_runtime::layers::Pad<1, 2, 3, 1>,
    >;
    pub(super) type Window1x1By1x1SameLower = ::googlenet_runtime::layers::Window<
        1,
        1,
        1,
        1,
        ::googlenet_runtime::layers::SameLower,
    >;
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
    pub(super) type Window2x2By2x2SameLower = ::googlenet_runtime::layers::Window<
        2,
        2,
        2,
        2,
        ::googlenet_runtime::layers::SameLower,
    >;
    pub(super) type Window2x3By1x1SameLowerDilated2x2 = ::googlenet_runtime::layers::Dilated<
        ::googlenet_runtime::layers::Window<
            2,
            3,
            1,
            1,
            ::googlenet_runtime::layers::SameLower,
        >,
        2,
        2,
    >;
    pub(super) type Window3x3By1x1Same = ::googlenet_runtime::layers::Window<
        3,
        3,
        1,
        1,
        ::googlenet_runtime::layers::Same,
    >;
    pub(super) type Window3x3By1x1SameDilated2x1 = ::googlenet_runtime::layers::Dilated<
        ::googlenet_runtime::layers::Window<
            3,
            3,
            1,
            1,
            ::googlenet_runtime::layers::Same,
        >,
        2,
        1,
    >;
    pub(super) type Window3x3By2x2SameLower = ::googlenet_runtime::layers::Window<
        3,
        3,
        2,
        2,
        ::googlenet_runtime::layers::SameLower,
    >;
    pub(super) type Window5x5By1x2Same = ::googlenet_runtime::layers::Window<
        5,
        5,
        1,
        2,
        ::googlenet_runtime::layers::Same,
    >;
    pub(super) type Window5x5By4x4Valid = ::googlenet_runtime::layers::Window<
        5,
        5,
        4,
        4,
        ::googlenet_runtime::layers::Valid,
    >;
}
