//! Joins of channels, whose results are a list.

use super::super::context::{Lower, Lowering, Value, refuse};
use super::super::site::{Site, wholes};
use crate::keras::graph::Operand;

impl Lowering<'_, '_> {
    pub(super) fn concatenated(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let values = match site.argument(0, &["xs", "values"]) {
            Some(Operand::List(list)) => {
                let list = list.iter().map(|operand| self.operand(Some(operand)));
                let list: Vec<Option<Value>> = list.collect::<Lower<_>>()?;
                let all: Option<Vec<Value>> = list.into_iter().collect();
                match all {
                    Some(all) => all,
                    None => return refuse("it joins a result with numbers, which cannot be said"),
                }
            }
            _ => self.all(site)?,
        };
        let axis = site.plain(1, &["axis"]).and_then(wholes);
        let axis = axis.and_then(|axis| axis.first().copied());
        self.concat(site, values, axis.unwrap_or(-1))
    }
}
