//! Lowering of `Conv2DTranspose`.

use super::context::{Lower, Lowering, Value, refuse};
use super::conv::window;
use super::site::Site;
use googlenet_dsl::op::{Activation, ConvTranspose, Padding};

impl Lowering<'_, '_> {
    pub(super) fn conv_transpose(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let value = self.one(site)?;
        let settings = site.settings();
        let (input, is_first) = self.image(site, &value)?;
        let window = window(settings)?;
        let mut op = ConvTranspose {
            filters: settings.count("filters")?,
            window,
            output_padding: [0, 0],
            groups: settings.count_or("groups", 1)?,
            bias: settings.flag("use_bias", true)?,
            activation: Activation::None,
            l2: self.l2(site, "kernel_regularizer")?,
            initializer: Default::default(),
        };
        if op.groups != 1 {
            return refuse(format!("`groups` is {}, which cannot be said", op.groups));
        }
        if let Some(extra) = settings.pair("output_padding", 0)? {
            sized(&mut op, extra, self.shape(input).spatial())?;
        }
        let bias = op.bias;
        let [height, width] = window.kernel.map(|size| size as usize);
        let sizes = vec![
            height,
            width,
            op.filters as usize,
            self.shape(input).channels(),
        ];
        let item = self.push(site, op, vec![input])?;
        let kernel = self.variable(site, "kernel", sizes)?;
        self.weight(item, "kernel", kernel, &[]);
        if bias {
            self.of_channels(site, item, "bias", "bias")?;
        }
        let made = self.usual(item, is_first);
        self.activated(site, made, settings.get("activation"))
    }
}

/// Sets what is cut off the result and added to it where the layer states how many rows and columns are added: the
/// result has `(input - 1) * stride + reach - 2 * (kernel / 2) + added` of them with `same`, and what is cut off is
/// divided between both edges.
fn sized(op: &mut ConvTranspose, extra: [u32; 2], input: [usize; 2]) -> Lower<()> {
    let is_same = op.window.padding == Padding::Same;
    let mut edges = [0; 4];
    for at in 0..2 {
        let reach = op.window.axis(at).reach();
        let cut = if is_same { 2 * (reach / 2) } else { 0 };
        let (cut, extra) = (cut as u32, extra[at]);
        if input[at] == 0 || extra >= op.window.stride[at] {
            return refuse(format!(
                "`output_padding` is {extra}, expected less than the stride, {}",
                op.window.stride[at]
            ));
        }
        let left = cut.saturating_sub(extra);
        (edges[at], edges[at + 2]) = (left / 2, left - left / 2);
        op.output_padding[at] = extra.saturating_sub(cut);
    }
    op.window.padding = Padding::Explicit(edges);
    Ok(())
}
