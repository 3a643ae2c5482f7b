//! Weights in the order in which the kernels read them.

use googlenet_dsl::op::{Padding, Window};

/// Output channels of a panel.
pub(super) const LANES: usize = 16;

/// Weights as kernels read them, packed once and read by all sessions.
#[derive(Debug)]
pub(crate) enum Packed {
    /// Of a convolution or dense layer.
    Product(Product),
    /// Of a convolution by parts of the channels, a product a part.
    Groups(Vec<Product>),
    /// A factor and a summand for each channel.
    Affine {
        /// The factors.
        factor: Vec<f32>,
        /// The summands.
        summand: Vec<f32>,
    },
}

impl Packed {
    /// The product's weights.
    ///
    /// # Panics
    /// They are another operation's.
    pub(crate) fn product(&self) -> &Product {
        match self {
            Packed::Product(product) => product,
            Packed::Groups(_) | Packed::Affine { .. } => {
                unreachable!("a product is packed as panels")
            }
        }
    }
}

/// The weights of a convolution or dense layer.
#[derive(Debug)]
pub(crate) struct Product {
    /// Panel by panel of [`LANES`] outputs: row, column, input channel, output. Missing outputs are zero.
    pub(super) kernel: Vec<f32>,
    /// One value an output, padded with zeros to whole panels.
    pub(super) bias: Vec<f32>,
    /// What a pixel outside the input holds.
    pub(super) zeros: Vec<f32>,
    pub(super) window: Window,
    pub(super) in_channels: usize,
    pub(super) out_channels: usize,
}

impl Product {
    /// Packs a kernel of H x W x in x out.
    ///
    /// # Panics
    /// The lengths do not fit.
    pub(crate) fn conv(
        kernel: &[f32],
        bias: Option<&[f32]>,
        window: Window,
        in_channels: usize,
        out_channels: usize,
    ) -> Product {
        let depth = window.kernel[0] as usize * window.kernel[1] as usize * in_channels;
        assert_eq!(
            kernel.len(),
            depth * out_channels,
            "the kernel has its window's size"
        );
        let panels = out_channels.div_ceil(LANES);
        let mut packed = vec![0.0; panels * depth * LANES];
        for (panel, to) in packed.chunks_exact_mut(depth * LANES).enumerate() {
            let outputs = panel * LANES..out_channels.min((panel + 1) * LANES);
            for (to, from) in to
                .chunks_exact_mut(LANES)
                .zip(kernel.chunks_exact(out_channels))
            {
                to[..outputs.len()].copy_from_slice(&from[outputs.clone()]);
            }
        }
        let mut padded_bias = vec![0.0; panels * LANES];
        if let Some(bias) = bias {
            padded_bias[..out_channels].copy_from_slice(bias);
        }
        Product {
            kernel: packed,
            bias: padded_bias,
            zeros: vec![0.0; in_channels.max(LANES)],
            window,
            in_channels,
            out_channels,
        }
    }

    /// Packs a kernel of H x W x in / groups x out, a product for each of the groups.
    ///
    /// # Panics
    /// The lengths do not fit.
    pub(crate) fn grouped_conv(
        kernel: &[f32],
        bias: Option<&[f32]>,
        window: Window,
        groups: usize,
        in_channels: usize,
        out_channels: usize,
    ) -> Vec<Product> {
        let (inputs, outputs) = (in_channels / groups, out_channels / groups);
        let group = |at: usize| {
            let filters = at * outputs..(at + 1) * outputs;
            let rows = kernel.chunks_exact(out_channels);
            let kernel: Vec<f32> = rows
                .flat_map(|row| &row[filters.clone()])
                .copied()
                .collect();
            let bias = bias.map(|bias| &bias[filters.clone()]);
            Product::conv(&kernel, bias, window, inputs, outputs)
        };
        (0..groups).map(group).collect()
    }

    /// Packs a kernel of in x out.
    ///
    /// # Panics
    /// The lengths do not fit.
    pub(crate) fn dense(
        kernel: &[f32],
        bias: Option<&[f32]>,
        inputs: usize,
        units: usize,
    ) -> Product {
        let window = Window::new([1, 1], [1, 1], Padding::Valid);
        Product::conv(kernel, bias, window, inputs, units)
    }

    /// The address of a panel of zeros.
    pub(super) fn zeros_panel(&self) -> *const f32 {
        self.zeros.as_ptr()
    }

    /// Weights that one output sums over.
    pub(super) fn depth(&self) -> usize {
        self.window.kernel[0] as usize * self.window.kernel[1] as usize * self.in_channels
    }
}
