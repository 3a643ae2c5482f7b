//! Other sizes, and axes in another order.

use super::super::context::{Lower, Lowering, Value, refuse};
use super::super::site::{Site, wholes};

impl Lowering<'_, '_> {
    pub(super) fn with_sizes(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let value = self.first(site)?;
        let sizes = site.plain(1, &["newshape", "shape"]).and_then(wholes);
        match sizes.as_deref() {
            // The first size is that of the batch.
            Some([_, rest @ ..]) if !rest.is_empty() => self.reshape(site, value, rest),
            _ => refuse("its sizes are no list of numbers"),
        }
    }

    pub(super) fn transposed(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let value = self.first(site)?;
        let axes = site
            .plain(1, &["axes", "perm"])
            .and_then(wholes)
            .unwrap_or_default();
        let axes: Option<Vec<usize>> = match &axes[..] {
            [0, rest @ ..] => rest
                .iter()
                .map(|axis| usize::try_from(*axis - 1).ok())
                .collect(),
            _ => None,
        };
        match axes {
            Some(axes) => self.permuted(site, value, &axes),
            None => refuse("its axes are no list of numbers that begins with 0"),
        }
    }

    pub(super) fn squeezed(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let value = self.first(site)?;
        let rank = value.sizes.len() as i64 + 1;
        let axes = site
            .plain(1, &["axis"])
            .filter(|axes| !axes.is_null())
            .and_then(wholes);
        let axes = axes.map(|axes| {
            axes.iter()
                .map(|axis| axis.rem_euclid(rank))
                .collect::<Vec<_>>()
        });
        let goes = |at: usize| match &axes {
            Some(axes) => axes.contains(&(at as i64 + 1)),
            None => value.sizes[at] == 1,
        };
        let sizes = (0..value.sizes.len()).filter(|at| !goes(*at));
        let sizes: Vec<i64> = sizes.map(|at| value.sizes[at] as i64).collect();
        self.reshape(site, value, &sizes)
    }

    pub(super) fn expanded(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let value = self.first(site)?;
        let rank = value.sizes.len() as i64 + 2;
        let axes = site
            .plain(1, &["axis"])
            .and_then(wholes)
            .unwrap_or_default();
        let mut sizes: Vec<i64> = value.sizes.iter().map(|size| *size as i64).collect();
        for axis in axes {
            let axis = axis.rem_euclid(rank);
            if axis == 0 || axis as usize > sizes.len() + 1 {
                return refuse("a further axis in front of the images cannot be said");
            }
            sizes.insert(axis as usize - 1, 1);
        }
        self.reshape(site, value, &sizes)
    }
}
