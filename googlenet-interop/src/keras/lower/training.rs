//! Lowering of layers that do something in training alone.

use super::context::{Lower, Lowering, Value};
use super::site::Site;
use googlenet_dsl::op::Dropout;

impl Lowering<'_, '_> {
    pub(super) fn dropout(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let value = self.one(site)?;
        let settings = site.settings();
        // Keras 1 called it `p`.
        let key = if settings.get("rate").is_some() {
            "rate"
        } else {
            "p"
        };
        let rate = settings.real(key, 0.0)? as f32;
        if rate == 0.0 {
            return Ok(value);
        }
        if !(0.0..1.0).contains(&rate) {
            return settings.wrong(key, "a number from 0 to below 1");
        }
        let item = self.push(site, Dropout { rate }, vec![value.item])?;
        Ok(Value { item, ..value })
    }

    /// Leaves out a layer that returns its input in inference.
    pub(super) fn left_out(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let value = self.one(site)?;
        let what = "left out, as it does something in training alone";
        self.notes.tell(site.operator(), site.path(), what);
        Ok(value)
    }
}
