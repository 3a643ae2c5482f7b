//! The operations of the portable graph: what a layer computes, with its shape rule, weights and cost.
//!
//! Most files hold one operation: a struct with its options, its [`Kind`] (how a description writes it) with the
//! function that builds the struct from checked settings, and its implementation of [`Operation`]: the settings again,
//! the shape rule, weights, cost, the needs that the planner takes into account and, with the feature `codegen`, the
//! Rust type of its typed layer.

/// Defines the struct of an operation.
macro_rules! operation {
    ($(#[$doc:meta])* pub struct $name:ident { $($(#[$field_doc:meta])* pub $field:ident: $ty:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name { $($(#[$field_doc])* pub $field: $ty,)* }
    };
}

mod activate;
mod add;
mod avg_pool;
mod batch_norm;
mod broadcast;
mod channel_scale;
mod channel_shuffle;
mod concat;
mod conv;
mod conv_transpose;
mod dense;
mod depth_to_space;
mod dropout;
mod flatten;
mod global_avg_pool;
mod global_max_pool;
mod gradient;
mod gradient_window;
mod input;
mod l2_norm;
mod layer_norm;
mod lrn;
mod max_pool;
mod maximum;
mod multiply;
mod needs;
mod prelu;
mod product;
mod registry;
mod reshape;
mod separable;
mod slice;
mod softmax;
mod space_to_depth;
mod upsample;
mod window;
mod zero_pad;

#[doc(hidden)]
pub use crate::value::{
    Activation, ChannelOrder, Coordinates, Elementwise, Initializer, Interpolation, PadMode,
    Padding, Parameter, Rounding, Scale,
};
pub use activate::Activate;
pub use add::Add;
pub use avg_pool::AvgPool;
pub use batch_norm::BatchNorm;
pub use channel_scale::ChannelScale;
pub use channel_shuffle::ChannelShuffle;
pub use concat::Concat;
pub use conv::Conv;
pub use conv_transpose::ConvTranspose;
pub use dense::Dense;
pub use depth_to_space::DepthToSpace;
pub use dropout::Dropout;
pub use flatten::Flatten;
pub use global_avg_pool::GlobalAvgPool;
pub use global_max_pool::GlobalMaxPool;
pub use gradient::GradientNeeds;
pub use gradient_window::AxisGradient;
pub use input::Input;
pub use l2_norm::L2Norm;
pub use layer_norm::LayerNorm;
pub use lrn::Lrn;
pub use max_pool::MaxPool;
pub use maximum::Maximum;
pub use multiply::Multiply;
pub use needs::{Epilogue, EpilogueKind, InputLayouts, PlanNeeds, ResultStorage, StoresNhwc};
pub use prelu::Prelu;
pub use registry::{KINDS, build, kind};
pub use reshape::Reshape;
#[doc(hidden)]
pub use separable::{DEPTHWISE, SEPARABLE};
#[cfg(feature = "reader")]
pub(crate) use separable::{FIRST, Part, SECOND, depthwise};
pub use slice::Slice;
pub use softmax::Softmax;
pub use space_to_depth::SpaceToDepth;
pub use upsample::Upsample;
pub use window::{Axis, Window};
pub use zero_pad::ZeroPad;

use crate::grammar::{Kind, Setting, Settings};
use crate::shape::{Shape, ShapeError};
#[cfg(feature = "codegen")]
use crate::tokens::Types;
use crate::variants::variants;
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;

/// Name, shape and role of one weight tensor of a layer, without its values.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Weight {
    /// Name of the tensor within its layer: `kernel`, `bias`, `gamma`, … In a weight file the path of the layer and a
    /// dot precede it.
    pub name: &'static str,
    /// Sizes of the tensor's axes: height x width x input channels of a group x filters for the kernel of a
    /// convolution, height x width x filters of a group x input channels for that of a transposed one, inputs x units
    /// for the kernel of a dense layer, and the number of output channels (for a dense layer, units) for every other
    /// tensor, but 1 for the slope that all channels of a `prelu` share.
    pub shape: Vec<usize>,
    /// What each axis of [`Weight::shape`] counts, such as `height`, `width`, `in` and `out`.
    pub axes: &'static [&'static str],
    /// Role of the tensor in its operation. It decides how a network with random weights initialises the tensor, and
    /// whether training changes it.
    pub role: Role,
}

/// The role of a weight tensor in its operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Role {
    /// Kernel of a convolution or dense layer: the factors of the inputs.
    Kernel {
        /// Number of products that are summed for one output value: height x width x input channels of a group for a
        /// convolution, inputs for a dense layer. The scale of random initial values depends on it.
        fan_in: usize,
    },
    /// Vector added to the outputs of a convolution or dense layer, one value for each channel.
    Bias,
    /// Learned factor of a normalisation or a `channel_scale`, one value for each channel.
    Gamma,
    /// Learned summand of a normalisation or a `channel_scale`, one value for each channel.
    Beta,
    /// Mean of the inputs of a batch normalisation, one value for each channel, gathered in training.
    MovingMean,
    /// Variance of the inputs of a batch normalisation, one value for each channel, gathered in training.
    MovingVariance,
    /// Learned factors of the negative inputs of a `prelu`, one value for each channel or one for all.
    Slope,
}

variants!(Role {
    Kernel,
    Bias,
    Gamma,
    Beta,
    MovingMean,
    MovingVariance,
    Slope
});

impl Role {
    /// Returns `true` if gradient descent changes tensors of this role; `false` for moving mean and variance.
    pub fn trainable(self) -> bool {
        match self {
            Role::Kernel { .. } | Role::Bias | Role::Gamma | Role::Beta | Role::Slope => true,
            Role::MovingMean | Role::MovingVariance => false,
        }
    }
}

impl Weight {
    /// Returns the number of elements of the tensor.
    pub fn len(&self) -> usize {
        self.shape.iter().product()
    }

    /// Returns `true` if the tensor has no elements.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The properties of an operation that the compiler, the planner and summaries use. Other crates cannot implement it.
pub trait Operation: sealed::Sealed {
    /// Returns the kind with which a description writes the operation, which is `activation` for softmax; `None` for
    /// the network's input.
    fn kind(&self) -> Option<&'static Kind>;

    /// Returns the operation's options as settings: one for each field of [`Operation::kind`], in the same order,
    /// followed by the factors of a sum ([`OptionType::Factors`](crate::grammar::OptionType::Factors)). [`build`] makes
    /// an equal operation of them, unless the struct holds what no description can express, such as a convolution with
    /// [`Window::ceil`]. Empty if there is no kind.
    fn settings(&self) -> Vec<Setting>;

    /// Returns the operation's short name in tables of a plan's steps, such as `conv`; by default the keyword of the
    /// kind.
    fn label(&self) -> &'static str {
        self.kind().map_or("", |kind| kind.name)
    }

    /// Returns the class name that summaries show for the operation: the Keras class with the same function. Where
    /// Keras has none, it is `LRN` for local response normalisation, `CustomScaleLayer` (of keras.applications) for a
    /// sum with factors, and otherwise the name of the kind in the same style, such as `ChannelShuffle`.
    fn keras_class(&self) -> &'static str;

    /// Infers the shape of the result for one image from the shapes of the inputs, in order.
    ///
    /// # Errors
    /// Returns an error if the inputs or options do not fit the operation, or if the result or the kernel would have
    /// more than 2^31 - 1 elements.
    ///
    /// # Panics
    /// Panics if `inputs` is empty, except for the network's input, which reads none.
    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError>;

    /// Returns the weight tensors for inputs of these shapes, without values, in a fixed order: `kernel`, `bias`; or
    /// `gamma`, `beta`, `moving_mean`, `moving_variance`; or `alpha`. None by default.
    fn weights(&self, _inputs: &[Shape]) -> Vec<Weight> {
        Vec::new()
    }

    /// Returns the number of multiply-accumulates for one image, products with padding included; by default 0, as for
    /// all operations without a kernel.
    fn macs(&self, _inputs: &[Shape], _output: Shape) -> u64 {
        0
    }

    /// Returns the operation's option `activation`, which it applies to its result; [`Activation::None`] for operations
    /// without the option, the operation [`Softmax`] among them.
    fn activation(&self) -> Activation {
        Activation::None
    }

    /// Returns a second operation, which a separate step runs in place on the stored result: [`Softmax`] if softmax is
    /// the option `activation` of this operation, otherwise `None`.
    fn then(&self) -> Option<Op> {
        match self.activation() {
            Activation::Softmax => Some(Softmax {}.into()),
            _ => None,
        }
    }

    /// Returns `true` if each value of the result is a probability, which holds if the operation is softmax or applies
    /// softmax or a sigmoid to its result.
    fn is_probability(&self) -> bool {
        self.activation().is_probability()
    }

    /// Returns the factor with which training adds the sum of squares of the kernel to its loss; 0 for none, and for
    /// operations without a kernel.
    fn l2(&self) -> f32 {
        0.0
    }

    /// Returns how training draws the first values of the operation's kernel; [`Initializer::DEFAULT`] for operations
    /// without the option `initializer`.
    fn initializer(&self) -> Initializer {
        Initializer::DEFAULT
    }

    /// Returns the window that slides over the input; `None` for operations without one, and for global poolings.
    fn window(&self) -> Option<Window> {
        None
    }

    /// Returns the properties of the operation that decide how it is planned: layouts, border, storage and fusion.
    fn plan_needs(&self) -> PlanNeeds;

    /// Returns what the gradients of the operation are computed from. For an operation with the option `activation`,
    /// these are the needs without it.
    fn gradient_needs(&self) -> GradientNeeds;

    /// Returns the properties that decide how the operation is planned in training: those of inference, without what
    /// gradients could not be computed through.
    fn training_needs(&self) -> PlanNeeds {
        self.plan_needs()
    }

    /// Returns the operation without its option `activation`; `None` if it has no such option, or none is set.
    fn without_activation(&self) -> Option<Op> {
        None
    }

    /// Returns the Rust type of the operation's typed layer for inputs and output of these shapes, such as
    /// `Dense<Flat<1024>, Flat<1000>>`, as `types` writes it; for the network's input, the type of its shape.
    #[cfg(feature = "codegen")]
    fn rust_type(&self, types: &Types<'_>, inputs: &[Shape], output: Shape) -> TokenStream;
}

/// A private supertrait that keeps other crates from implementing [`Operation`], so that methods can be added to it.
mod sealed {
    pub trait Sealed {}
}

macro_rules! operations {
    (
        with_kind { $($(#[$doc:meta])* $name:ident,)* }
        without_own_kind { $($(#[$other_doc:meta])* $other:ident,)* }
    ) => {
        operations! { @all $($(#[$doc])* $name,)* $($(#[$other_doc])* $other,)* }

        /// All kinds, in the order of the reference page, each with the function that builds its operation from checked
        /// settings.
        const REGISTRY: &[(&Kind, fn(&Settings) -> Op)] = &[$((&$name::KIND, $name::build)),*];
    };
    (@all $($(#[$doc:meta])* $name:ident,)*) => {
        /// An operation with its options, one variant for each operation; dereferences to [`Operation`].
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum Op {
            $($(#[$doc])* $name($name)),*
        }

        variants!(Op { $($name),* });

        operations! { @list ($) $($name,)* }

        $(impl sealed::Sealed for $name {}

        impl From<$name> for Op {
            fn from(op: $name) -> Op {
                Op::$name(op)
            }
        })*

        impl std::ops::Deref for Op {
            type Target = dyn Operation;

            fn deref(&self) -> &Self::Target {
                match self {
                    $(Op::$name(op) => op),*
                }
            }
        }
    };
    (@list ($d:tt) $($name:ident,)*) => {
        /// Calls a macro with the names of all operations, `Conv, MaxPool, …`. Each is the name of a variant of [`Op`]
        /// and of the struct in it.
        #[doc(hidden)]
        #[macro_export]
        macro_rules! for_each_op {
            ($d callback:ident) => {
                $d callback! { $($name),* }
            };
        }
    };
}

operations! {
    // The reference page lists the kinds in this order.
    with_kind {
        /// Two-dimensional convolution (kind `conv`).
        Conv,
        /// Maximum pooling over a sliding window (kind `max_pool`).
        MaxPool,
        /// Average pooling over a sliding window (kind `avg_pool`).
        AvgPool,
        /// Maximum pooling over the whole map (kind `global_max_pool`).
        GlobalMaxPool,
        /// Average pooling over the whole map (kind `global_avg_pool`).
        GlobalAvgPool,
        /// Rows and columns around a map (kind `zero_pad`).
        ZeroPad,
        /// Local response normalisation (kind `lrn`).
        Lrn,
        /// Batch normalisation (kind `batch_norm`).
        BatchNorm,
        /// A function of each element, as a separate layer (kind `activation`).
        Activate,
        /// ReLU with learned slopes (kind `prelu`).
        Prelu,
        /// Fully connected layer (kind `dense`).
        Dense,
        /// Dropout, the identity in inference (kind `dropout`).
        Dropout,
        /// Reshape of a map into a vector (kind `flatten`).
        Flatten,
        /// Concatenation along the channels (kind `concat`).
        Concat,
        /// Element-wise sum of several tensors (kind `add`).
        Add,
        /// Element-wise product of several tensors (kind `multiply`).
        Multiply,
        /// Element-wise maximum of several tensors (kind `maximum`).
        Maximum,
        /// A factor and a summand for each channel (kind `channel_scale`).
        ChannelScale,
        /// Some of the channels (kind `slice`).
        Slice,
        /// The channels of several groups, dealt out in turn (kind `channel_shuffle`).
        ChannelShuffle,
        /// Values as a map of another shape (kind `reshape`).
        Reshape,
        /// Channels divided by their Euclidean norm (kind `l2_norm`).
        L2Norm,
        /// Layer normalisation over the channels (kind `layer_norm`).
        LayerNorm,
        /// Blocks of pixels as channels (kind `space_to_depth`).
        SpaceToDepth,
        /// Channels as blocks of pixels (kind `depth_to_space`).
        DepthToSpace,
        /// Transposed convolution (kind `conv_transpose`).
        ConvTranspose,
        /// A map of another height and width (kind `upsample`).
        Upsample,
    }
    without_own_kind {
        /// The network's input, layer 0, without a kind.
        Input,
        /// Softmax over the channels of each pixel, which descriptions write as an activation.
        Softmax,
    }
}
