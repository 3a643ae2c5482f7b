//! Totals of networks as comma-separated values.

use super::column::{pixels, sizes};
use super::csv::line;
use super::totals::Totals;

const TITLES: &str = "name,input,layers,depth,receptive_field,params,trainable_params,dense_params,weight_bytes,macs,\
                      activation_bytes,arena_bytes,needs_bytes,file,published_params,published_macs,published_source\n";

/// Returns a line of titles, then a line for each network with exact numbers. What is not known is empty.
pub(super) fn networks(networks: &[Totals]) -> String {
    let mut text = TITLES.to_owned();
    for of in networks {
        let published = of.published.clone().unwrap_or_default();
        let figure = |figure: Option<u64>| figure.map_or_else(String::new, |it| it.to_string());
        let fields = [
            of.name.clone(),
            sizes(&of.input),
            of.layers.to_string(),
            of.depth.to_string(),
            pixels(of.receptive_field),
            of.params.to_string(),
            of.trainable_params.to_string(),
            of.dense_params.to_string(),
            of.weight_bytes.to_string(),
            of.macs.to_string(),
            of.activation_bytes.to_string(),
            of.arena_bytes.to_string(),
            of.needs_bytes.to_string(),
            of.file.clone().unwrap_or_default(),
            figure(published.params),
            figure(published.macs),
            published.source.unwrap_or_default(),
        ];
        text += &line(fields);
    }
    text
}
