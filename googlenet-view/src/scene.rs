//! A network prepared for drawing: its layers grouped into boxes, the texts of the boxes, and the layout as
//! expressions.

use crate::content::Content;
use crate::error::Error;
use crate::facts::Cost;
use crate::layout::{Contents, Layout, lay_out};
use crate::options::Options;
use crate::outline::{Group, Outline};
use crate::subject::{Repeats, Subject};
use googlenet_dsl::graph::Graph;
use googlenet_dsl::number::grouped;
use googlenet_dsl::tree::Item;

/// Largest number of layers, the input included, of a network that is drawn.
const MAX_LAYERS: usize = 20_000;

/// Network, texts and layout of a drawing before it is decided which modules are collapsed.
#[derive(Debug)]
pub(crate) struct Scene {
    pub(crate) graph: Graph,
    pub(crate) outline: Outline,
    pub(crate) contents: Contents,
    pub(crate) layout: Layout,
    pub(crate) options: Options,
    /// Cost of each layer, indexed by layer.
    pub(crate) costs: Vec<Cost>,
    /// Runs of equal modules and cards of which only the first is drawn.
    pub(crate) repeats: Repeats,
    /// Line of text with the totals of what is drawn, folded runs counted in full.
    pub(crate) totals: String,
}

impl Scene {
    pub(crate) fn new(graph: &Graph, items: &[Item], options: &Options) -> Result<Scene, Error> {
        if graph.len() > MAX_LAYERS {
            return Err(Error::TooLarge {
                what: "layers",
                most: MAX_LAYERS,
            });
        }
        let subject = Subject::new(graph, items, options)?;
        let totals = totals(&subject);
        let Subject {
            graph,
            outline,
            repeats,
            ..
        } = subject;
        let graph = &graph;
        let costs: Vec<Cost> = graph.ids().map(|id| Cost::of(graph, id)).collect();
        let contents = Contents {
            cards: (0..outline.cards.len())
                .map(|card| Content::of_card(graph, &outline, &costs, card, &repeats, options))
                .collect(),
            groups: (0..outline.groups.len())
                .map(|group| Content::of_group(graph, &outline, &costs, group, &repeats, options))
                .collect(),
            titles: outline
                .groups
                .iter()
                .map(|group| title(group, &repeats, options))
                .collect(),
        };
        let layout = lay_out(graph, &outline, &contents, options.direction)?;
        Ok(Scene {
            graph: graph.clone(),
            outline,
            contents,
            layout,
            options: options.clone(),
            costs,
            repeats,
            totals,
        })
    }

    /// Returns the path of the module that is drawn in the place of a module that is folded; `None` if the module with
    /// the path `path` is not folded.
    pub(crate) fn drawn_in_place_of(&self, path: &str) -> Option<String> {
        if self.outline.find_group(path).is_some() {
            return None;
        }
        let runs = self.repeats.iter();
        let mut runs: Vec<_> = runs.filter(|((is_module, _), _)| *is_module).collect();
        runs.sort_unstable_by_key(|((_, first), _)| first.len());
        let mut drawn = path.to_owned();
        for ((_, first), repeat) in runs {
            let rest = repeat.paths.iter().find_map(|other| {
                let rest = drawn.strip_prefix(&**other)?;
                (rest.is_empty() || rest.starts_with('.')).then(|| rest.to_owned())
            });
            if let Some(rest) = rest {
                drawn = format!("{first}{rest}");
            }
        }
        Some(drawn)
    }

    /// Returns the title, or the network's name if there is no title.
    pub(crate) fn name(&self) -> &str {
        match self.options.title.as_deref() {
            None | Some("") => self.graph.name(),
            Some(title) => title,
        }
    }

    /// Returns the two lines above the drawing: the title, and the totals, which are empty if the title is.
    pub(crate) fn heading(&self) -> (String, String) {
        match self.options.title.as_deref() {
            Some("") => (String::new(), String::new()),
            Some(title) => (title.to_owned(), self.totals.clone()),
            None => (self.graph.name().to_owned(), self.totals.clone()),
        }
    }
}

/// Returns the two texts of the title of an expanded module, as in [`Contents::titles`].
fn title(group: &Group, repeats: &Repeats, options: &Options) -> [String; 2] {
    let block = group.block.clone().unwrap_or_default();
    let repeat = repeats.get(&(true, group.path.clone()));
    let name = match repeat {
        Some(repeat) => repeat.name(),
        None => group.name.clone(),
    };
    let [mut first, second] = match options.names {
        true => [name, block],
        false => [block, String::new()],
    };
    if let Some(repeat) = repeat {
        first = format!("{first} {}", repeat.times()).trim().to_owned();
    }
    [first, second]
}

/// Returns one line of text with the numbers of layers (without inputs), parameters and multiply-accumulates.
fn totals(subject: &Subject) -> String {
    let graph = &subject.whole;
    let mut total = Cost::default();
    for id in subject.inputs..graph.len() {
        let cost = Cost::of(graph, id);
        total.params += cost.params;
        total.macs += cost.macs;
    }
    let layers = match graph.len() - subject.inputs {
        1 => "1 layer".to_owned(),
        layers => format!("{layers} layers"),
    };
    let (params, macs) = (grouped(total.params), grouped(total.macs));
    format!("{layers} \u{b7} {params} parameters \u{b7} {macs} MACs")
}
