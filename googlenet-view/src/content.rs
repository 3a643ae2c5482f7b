//! Texts of boxes (cards and collapsed modules), the sizes in pixels that boxes need for their texts, and the places of
//! the lines of text.

use crate::facts::{Cost, Family, cost, cost_words, phrase, shape};
use crate::options::{ColorBy, Options};
use crate::outline::{CardId, GroupId, Outline};
use crate::subject::{Repeat, Repeats};
use crate::text::{Weight, width};
use googlenet_dsl::graph::{Graph, INPUT, LayerId};

/// Font size of a box's title, in pixels.
pub(crate) const TITLE_SIZE: f64 = 13.0;
/// Font size of all other text on boxes, in pixels.
pub(crate) const TEXT_SIZE: f64 = 11.0;
/// Smallest horizontal distance between a box's side and its text, in pixels.
pub(crate) const CARD_PADDING: f64 = 14.0;
/// Height in pixels of a band, which is a horizontal strip of a box with one line of text.
pub(crate) const BAND_HEIGHT: f64 = 20.0;
/// Smallest width of a box, in pixels.
const MIN_CARD_WIDTH: f64 = 120.0;
const TITLE_LINE: f64 = 17.0;
const TEXT_LINE: f64 = 15.0;
const HEAD_PADDING: f64 = 8.0;

/// Text, colour family and cost of one box, which is a card (a layer with its followers) or a collapsed module.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Content {
    pub(crate) family: Family,
    /// First line on the box, in the larger font of titles.
    pub(crate) title: String,
    /// Lines below the title and above the bands, in the smaller font.
    pub(crate) details: Vec<String>,
    /// One band for each layer of a card after the first one, in order; empty for modules.
    pub(crate) bands: Vec<Band>,
    /// Shape of the result of the box's last layer as text, shown in a band at the bottom of the box; `None` if shapes
    /// are hidden.
    pub(crate) footer: Option<String>,
    /// Sum of the costs of all layers that the box stands for.
    pub(crate) cost: Cost,
}

/// Band (a strip with one line of text) of a card for a layer after the card's first one, such as batch normalisation
/// or an activation.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Band {
    pub(crate) layer: LayerId,
    pub(crate) family: Family,
    pub(crate) text: String,
}

/// Line of text on a box, with its font size and weight.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'c> {
    pub(crate) text: &'c str,
    pub(crate) size: f64,
    pub(crate) weight: Weight,
    /// Distance in pixels from the box's top to the text's baseline.
    pub(crate) baseline: f64,
}

impl Content {
    /// Builds the content of a card. `costs` holds the cost of each layer of the network, indexed by layer.
    pub(crate) fn of_card(
        graph: &Graph,
        outline: &Outline,
        costs: &[Cost],
        card: CardId,
        repeats: &Repeats,
        options: &Options,
    ) -> Content {
        let card = &outline.cards[card];
        let first = card.layers.start;
        let last = card.layers.end - 1;
        let says = phrase(graph, first);
        // The layer that joins a module's branches has the path of the module, which the module's title shows already.
        let own = card
            .parent
            .is_some_and(|group| outline.groups[group].path == graph.layer(first).name);
        let cost = Cost::sum(costs, card.layers.clone());
        let is_input = graph.op(first).kind().is_none();
        let path = graph.layer(first).name.as_ref();
        let repeat = repeats.get(&(false, path.to_owned()));
        let name = match repeat {
            Some(repeat) => repeat.name(),
            None => card.name.clone(),
        };
        let (mut title, details) = if is_input && (path == INPUT || !options.names) {
            ("input".to_owned(), Vec::new())
        } else if is_input {
            (path.to_owned(), Vec::new())
        } else if own || !options.names || card.name == says {
            (says, Vec::new())
        } else {
            (name, vec![says])
        };
        if let Some(repeat) = repeat {
            title = format!("{title} {}", repeat.times());
        }
        let band = |layer: LayerId| Band {
            layer,
            family: Family::of(graph.op(layer)),
            text: phrase(graph, layer),
        };
        Content {
            family: Family::of(graph.op(first)),
            title,
            details: details
                .into_iter()
                .chain(shown_cost_text(&cost, options).map(|words| each(words, repeat)))
                .collect(),
            // Behind an input there is only what gives it its shape.
            bands: match is_input {
                true => Vec::new(),
                false => (first + 1..=last).map(band).collect(),
            },
            footer: options.shapes.then(|| shape(graph.shape(last))),
            cost,
        }
    }

    /// Builds the content of a collapsed module. `costs` holds the cost of each layer of the network, indexed by layer.
    pub(crate) fn of_group(
        graph: &Graph,
        outline: &Outline,
        costs: &[Cost],
        group: GroupId,
        repeats: &Repeats,
        options: &Options,
    ) -> Content {
        let group = &outline.groups[group];
        let result = group.layers.end - 1;
        let cost = Cost::sum(costs, group.layers.clone());
        let layers = match group.layers.len() {
            1 => "1 layer".to_owned(),
            layers => format!("{layers} layers"),
        };
        let kind = group.block.clone();
        let repeat = repeats.get(&(true, group.path.clone()));
        let name = match repeat {
            Some(repeat) => repeat.name(),
            None => group.name.clone(),
        };
        let layers = each(layers, repeat);
        let mut lines = match options.names {
            true => vec![Some(name), kind, Some(layers)],
            false => vec![kind, Some(layers)],
        }
        .into_iter()
        .flatten();
        let mut title = lines.next().unwrap_or_default();
        if let Some(repeat) = repeat {
            title = format!("{title} {}", repeat.times());
        }
        let details = match lines.collect::<Vec<_>>() {
            rest if rest.is_empty() => Vec::new(),
            rest => vec![rest.join(" \u{b7} ")],
        };
        let words = match options.color {
            ColorBy::Kind if cost.params > 0 => Some(cost_words(cost.params, ColorBy::Params)),
            _ => shown_cost_text(&cost, options),
        };
        Content {
            family: Family::Module,
            title,
            details: details
                .into_iter()
                .chain(words.map(|words| each(words, repeat)))
                .collect(),
            bands: Vec::new(),
            footer: options.shapes.then(|| shape(graph.shape(result))),
            cost,
        }
    }

    /// Returns the smallest width of the box in pixels, by its text and padding: an even number, at least
    /// `MIN_CARD_WIDTH`.
    pub(crate) fn width(&self) -> f64 {
        let title = width(&self.title, TITLE_SIZE, Weight::SemiBold);
        let bands = self.bands.iter().map(|band| &band.text);
        let small = self.details.iter().chain(bands).chain(&self.footer);
        let widest = small
            .map(|text| width(text, TEXT_SIZE, Weight::Regular))
            .fold(title, f64::max);
        // An even width has its middle at a whole number.
        let needed = widest + 2.0 * CARD_PADDING;
        ((needed / 2.0).ceil() * 2.0).max(MIN_CARD_WIDTH)
    }

    /// Returns the height in pixels of the part of the box above the bands, which holds the title and the details.
    pub(crate) fn head(&self) -> f64 {
        2.0 * HEAD_PADDING + TITLE_LINE + self.details.len() as f64 * TEXT_LINE
    }

    /// Returns the distance in pixels from the top of a box to its first band or, without bands, its footer, if the box
    /// is `height` pixels high. Bands and footer are at the bottom.
    pub(crate) fn bands_at(&self, height: f64) -> f64 {
        height - (self.height() - self.head())
    }

    /// Returns the smallest height of the box in pixels, by its text, bands and footer included.
    pub(crate) fn height(&self) -> f64 {
        let bands = self.bands.len() + usize::from(self.footer.is_some());
        self.head() + bands as f64 * BAND_HEIGHT
    }

    /// Returns the lines of text from top to bottom, with their places on a box that is `height` pixels high, which may
    /// be more than [`Content::height`]: title and details at the top, bands and footer at the bottom.
    pub(crate) fn lines(&self, height: f64) -> Vec<Line<'_>> {
        let mut lines = vec![Line {
            text: &self.title,
            size: TITLE_SIZE,
            weight: Weight::SemiBold,
            baseline: HEAD_PADDING + 13.0,
        }];
        for (at, text) in self.details.iter().enumerate() {
            lines.push(Line {
                text,
                size: TEXT_SIZE,
                weight: Weight::Regular,
                baseline: HEAD_PADDING + TITLE_LINE + at as f64 * TEXT_LINE + 11.0,
            });
        }
        let bands = self.bands.iter().map(|band| &band.text).chain(&self.footer);
        let bands_at = self.bands_at(height);
        for (at, text) in bands.enumerate() {
            lines.push(Line {
                text,
                size: TEXT_SIZE,
                weight: Weight::Regular,
                baseline: bands_at + at as f64 * BAND_HEIGHT + 13.75,
            });
        }
        lines
    }
}

/// Adds to a number of one module or card that it is that of each one of a run.
fn each(words: String, repeat: Option<&Repeat>) -> String {
    match repeat {
        Some(_) => format!("{words} each"),
        None => words,
    }
}

/// Formats the part of the cost `of` (multiply-accumulates, parameters or bytes) by which boxes are coloured; `None` if
/// boxes are coloured by family or if that part is 0.
fn shown_cost_text(of: &Cost, options: &Options) -> Option<String> {
    match cost(of, options.color) {
        0 => None,
        cost => Some(cost_words(cost, options.color)),
    }
}
