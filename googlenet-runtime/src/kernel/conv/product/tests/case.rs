//! Random problems: sizes, windows and layouts, and memory in which they lie.

use super::super::super::args::Added;
use googlenet_dsl::op::{Elementwise, Padding, Window};
use googlenet_dsl::plan::{ALIGN, Channels, Layout, Place, Region, reach};
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::DType;
use proptest::prelude::*;

/// What a product reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super::super) enum Inputs {
    /// bfloat16 numbers with the border that the window needs, and some more.
    InPlace,
    /// bfloat16 numbers without a border.
    Borderless,
    /// bfloat16 numbers from the second block of a larger map on.
    Part,
    /// `f32` values in blocks without a border.
    Wide,
    /// `f32` values as NHWC.
    Nhwc,
}

#[derive(Debug, Clone)]
pub(in super::super::super) struct Case {
    /// Type of inputs that are no `f32` values.
    pub(in super::super::super) low: DType,
    pub(in super::super::super) size: [usize; 2],
    pub(in super::super::super) inputs: Inputs,
    /// Input channels of each segment.
    pub(in super::super::super) channels: Vec<usize>,
    /// Output channels of each segment.
    pub(in super::super::super) filters: Vec<usize>,
    /// Blocks of another map in front of the output's.
    pub(in super::super::super) before: usize,
    pub(in super::super::super) output: DType,
    pub(in super::super::super) window: Window,
    pub(in super::super::super) added: Added,
    pub(in super::super::super) activation: Elementwise,
    pub(in super::super::super) images: usize,
}

/// Memory of one image, and what lies in it.
pub(in super::super::super) struct Setup {
    pub(in super::super::super) input: Region,
    pub(in super::super::super) output: Region,
    pub(in super::super::super) other: Region,
    pub(in super::super::super) bytes: usize,
}

impl Case {
    pub(in super::super::super) fn shape(&self) -> Shape {
        Shape::map(self.size[0], self.size[1], self.channels.iter().sum())
    }

    pub(in super::super::super) fn setup(&self) -> Option<Setup> {
        let shape = self.shape();
        let [height, width] = self.window.slide("test", shape).ok()?;
        let joined = |parts: &[usize]| {
            let parts: Vec<Channels> = parts.iter().map(|part| Channels::blocked(*part)).collect();
            Channels::join(&parts)
        };
        let mut bytes = ALIGN;
        let mut region = |shape: Shape, whole: Layout, before: usize, channels: Channels| {
            let layout = whole.part(before, channels);
            let first = (whole.origin() + whole.block_offset(before)) * whole.dtype.size();
            let offset = bytes + first;
            bytes += whole.bytes().next_multiple_of(ALIGN) + ALIGN;
            Region::new(Place::Arena, offset, shape, layout)
        };
        let channels = joined(&self.channels);
        let reach = reach(self.window, shape);
        let input = match self.inputs {
            Inputs::InPlace => {
                let border = [reach[0] + 1, reach[1], reach[2], reach[3] + 1];
                let whole = Layout::new(self.low, self.size, border, channels.clone());
                region(shape, whole, 0, channels)
            }
            Inputs::Borderless => {
                let whole = Layout::new(self.low, self.size, [0; 4], channels.clone());
                region(shape, whole, 0, channels)
            }
            Inputs::Part => {
                let all = Channels::join(&[
                    Channels::blocked(16),
                    channels.clone(),
                    Channels::blocked(16),
                ]);
                let whole = Layout::new(self.low, self.size, reach, all);
                region(shape, whole, 1, channels)
            }
            Inputs::Wide => {
                let whole = Layout::new(DType::F32, self.size, [0; 4], channels.clone());
                region(shape, whole, 0, channels)
            }
            Inputs::Nhwc => {
                let channels = Channels::interleaved(shape.channels());
                let layout = Layout::new(DType::F32, self.size, [0; 4], channels);
                let offset = bytes;
                bytes += layout.bytes().next_multiple_of(ALIGN) + ALIGN;
                Region::new(Place::Arena, offset, shape, layout)
            }
        };
        let mut region = |channels: &Channels| {
            let mut parts = vec![Channels::blocked(16 * self.before)];
            parts.push(channels.clone());
            let all = match self.before {
                0 => channels.clone(),
                _ => Channels::join(&parts),
            };
            let whole = Layout::new(self.output, [height, width], [1, 0, 2, 1], all);
            let layout = whole.part(self.before, channels.clone());
            let first = (whole.origin() + whole.block_offset(self.before)) * whole.dtype.size();
            let offset = bytes + first;
            bytes += whole.bytes().next_multiple_of(ALIGN) + ALIGN;
            let shape = Shape::map(height, width, channels.count());
            Region::new(Place::Arena, offset, shape, layout)
        };
        let filters = joined(&self.filters);
        let [output, other] = [region(&filters), region(&filters)];
        Some(Setup {
            input,
            output,
            other,
            bytes: bytes.next_multiple_of(ALIGN),
        })
    }
}

pub(in super::super::super) fn case() -> impl Strategy<Value = Case> {
    let size = prop_oneof![3 => 1u32..=3, 1 => 4u32..=7];
    let step = prop_oneof![2 => Just(1u32), 1 => 2u32..=3];
    let padding = prop_oneof![
        Just(Padding::Same),
        Just(Padding::Valid),
        [0u32..=3, 0u32..=3, 0u32..=3, 0u32..=3].prop_map(Padding::Explicit)
    ];
    let near = (
        [size.clone(), size],
        [step.clone(), step.clone()],
        [step.clone(), step],
        padding,
    );
    // Taps and windows that are further apart than maps are large.
    let far = (
        [1u32..=3, 1u32..=3],
        [1u32..=70, 1u32..=70],
        [20u32..=60, 1u32..=60],
        [40u32..=90, 0u32..=90, 40u32..=90, 0u32..=90].prop_map(Padding::Explicit),
    );
    let window =
        prop_oneof![6 => near, 1 => far].prop_map(|(kernel, stride, dilation, padding)| Window {
            dilation,
            ..Window::new(kernel, stride, padding)
        });
    let inputs = proptest::sample::select(vec![
        Inputs::InPlace,
        Inputs::InPlace,
        Inputs::Borderless,
        Inputs::Part,
        Inputs::Wide,
        Inputs::Nhwc,
    ]);
    let segments = |most: usize| prop_oneof![3 => (1..=most).prop_map(|one| vec![one]), 1 => prop::collection::vec(1usize..=40, 2..=3)];
    let activation = proptest::sample::select(vec![
        Elementwise::None,
        Elementwise::Relu,
        Elementwise::Relu,
        Elementwise::Relu6,
        Elementwise::Clip {
            low: -0.5,
            high: 0.25,
        },
        Elementwise::LeakyRelu { slope: 0.1 },
        Elementwise::Tanh,
    ]);
    let added = proptest::sample::select(vec![
        Added::Nothing,
        Added::Nothing,
        Added::Output,
        Added::Behind(0),
    ]);
    let side = prop_oneof![1 => Just(1usize), 4 => 2usize..=12, 1 => 17usize..=35];
    (
        (
            [side.clone(), side],
            inputs,
            segments(100),
            segments(80),
            0usize..=2,
        ),
        (window, added, activation, 1usize..=2, any::<bool>()),
    )
        .prop_map(
            |(
                (size, inputs, channels, filters, before),
                (window, added, activation, images, wide),
            )| Case {
                low: DType::Bf16,
                size,
                channels,
                filters,
                before,
                output: match wide && !matches!(inputs, Inputs::Wide | Inputs::Nhwc) {
                    true => DType::F32,
                    false => DType::Bf16,
                },
                inputs,
                window,
                added,
                activation,
                images,
            },
        )
}
