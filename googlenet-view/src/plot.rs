//! The builder of drawings: it takes a network and options, and writes each format.

use crate::draw::draw;
use crate::drawing::Drawing;
use crate::error::Error;
use crate::options::{Background, ColorBy, Direction, Legend, Options, Theme};
use crate::scene::Scene;
use crate::subject::find_module;
use crate::write;
use crate::write::html::Edit;
use googlenet_dsl::graph::Graph;
use googlenet_dsl::tree::Item;
use googlenet_runtime::TypedNetwork;

/// A network to be drawn, with the options of the drawing.
#[derive(Debug, Clone)]
pub struct Plot {
    graph: Graph,
    items: Vec<Item>,
    source: Option<String>,
    options: Options,
}

impl Plot {
    /// Creates the plot of a graph with default options. The modules follow from the paths of the layers.
    pub fn new(graph: &Graph) -> Plot {
        Plot {
            graph: graph.clone(),
            items: Vec::new(),
            source: None,
            options: Options::default(),
        }
    }

    /// Sets the layers as the description groups them (`Compiled::items`), from which the titles and boxes of modules
    /// take the names of blocks. Without them these names are missing.
    #[must_use]
    pub fn items(mut self, items: &[Item]) -> Plot {
        self.items = items.to_vec();
        self
    }

    /// Sets the text of the description, of which the HTML page shows the line of each layer. Other formats ignore the
    /// text.
    #[must_use]
    pub fn source(mut self, text: impl Into<String>) -> Plot {
        self.source = Some(text.into());
        self
    }

    /// Adds the heads (auxiliary classifiers) that exist only in training to the network that is drawn.
    #[must_use]
    pub fn training(mut self) -> Plot {
        self.graph = self.graph.training();
        self
    }

    /// Replaces all options, those that were set by earlier calls included.
    #[must_use]
    pub fn options(mut self, options: Options) -> Plot {
        self.options = options;
        self
    }

    /// Omits the shapes of results from boxes.
    #[must_use]
    pub fn hide_shapes(mut self) -> Plot {
        self.options.shapes = false;
        self
    }

    /// Omits the names of layers and modules from boxes and titles.
    #[must_use]
    pub fn hide_names(mut self) -> Plot {
        self.options.names = false;
        self
    }

    /// Draws each module as one box, except those that [`Plot::expand`] names and the modules around them.
    #[must_use]
    pub fn collapse(mut self) -> Plot {
        self.options.collapse = true;
        self
    }

    /// Draws the module with the path `module` expanded, with the modules around it. All modules that no call names,
    /// and that are not around a named one, are drawn as one box each.
    #[must_use]
    pub fn expand(mut self, module: impl Into<String>) -> Plot {
        self.options.expand.push(module.into());
        self
    }

    /// Draws one module alone, with what it reads as boxes without operations: the module with the path `module` or, if
    /// there is none, the first one that uses the block of this name.
    #[must_use]
    pub fn module(mut self, module: impl Into<String>) -> Plot {
        self.options.module = Some(module.into());
        self
    }

    /// Draws runs of equal modules or cards, of which each reads nothing but the one before it, as the first of them
    /// with their number, such as `× 5`.
    #[must_use]
    pub fn fold(mut self) -> Plot {
        self.options.fold = true;
        self
    }

    /// Sets the direction from the input to the outputs.
    #[must_use]
    pub fn direction(mut self, direction: Direction) -> Plot {
        self.options.direction = direction;
        self
    }

    /// Sets the quantity that the colours of boxes show.
    #[must_use]
    pub fn color_by(mut self, color: ColorBy) -> Plot {
        self.options.color = color;
        self
    }

    /// Sets when there is a legend of colours.
    #[must_use]
    pub fn legend(mut self, legend: Legend) -> Plot {
        self.options.legend = legend;
        self
    }

    /// Sets the text above the drawing, which otherwise is the network's name. An empty text leaves out the totals,
    /// too.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Plot {
        self.options.title = Some(title.into());
        self
    }

    /// Sets the width of the drawing, to which it is scaled: the pixels of a PNG, the user units of an SVG, the points
    /// of a PDF. Other formats ignore it.
    #[must_use]
    pub fn width(mut self, width: u32) -> Plot {
        self.options.width = Some(width);
        self
    }

    /// Sets the colours of text, lines and boxes in SVG, PNG and PDF.
    #[must_use]
    pub fn theme(mut self, theme: Theme) -> Plot {
        self.options.theme = theme;
        self
    }

    /// Sets what is behind the drawing in SVG, PNG and PDF. The texts above the drawing are black or white where those
    /// of the theme could not be read.
    #[must_use]
    pub fn background(mut self, background: Background) -> Plot {
        self.options.background = Some(background);
        self
    }

    /// Computes the drawing: the places of all boxes, wires and texts in pixels.
    ///
    /// # Errors
    /// [`Error::TooLarge`] if the network has too many layers, or too many bends of wires; [`Error::NoModule`] or
    /// [`Error::OnlyInTraining`] if a module to be drawn alone or expanded does not exist.
    pub fn drawing(&self) -> Result<Drawing, Error> {
        let scene = self.scene()?;
        let collapsed = self.collapsed(&scene)?;
        Ok(draw(&scene, &collapsed))
    }

    /// Returns the network whose layers have the ids that [`Plot::drawing`] uses. With [`Plot::module`] it is the module
    /// behind inputs that stand for what it reads, with [`Plot::fold`] it lacks the layers that are folded; without both
    /// it is the whole network.
    ///
    /// # Errors
    /// Returns the errors of [`Plot::drawing`].
    pub fn drawn(&self) -> Result<Graph, Error> {
        Ok(self.scene()?.graph)
    }

    /// Returns the drawing as SVG. Equal plots give equal bytes.
    ///
    /// # Errors
    /// Returns the errors of [`Plot::drawing`].
    pub fn svg(&self) -> Result<String, Error> {
        Ok(write::svg::write(&self.drawing()?, &self.options))
    }

    /// Returns the drawing as the bytes of a PNG at a resolution of `dpi` pixels per inch; at 96 dpi one pixel of the
    /// SVG is one pixel of the PNG. With [`Plot::width`] the PNG is that many pixels wide, and `dpi` is ignored.
    ///
    /// # Errors
    /// Returns the errors of [`Plot::drawing`]; also [`Error::TooManyPixels`] if the PNG would have more than 2^27
    /// pixels, and [`Error::Png`] if the PNG cannot be encoded.
    #[cfg(feature = "png")]
    pub fn png(&self, dpi: u32) -> Result<Vec<u8>, Error> {
        write::png::write(&self.drawing()?, &self.options, dpi)
    }

    /// Returns the width and height in pixels that the PNG of [`Plot::png`] has. Many programs read no PNG with more
    /// than 32,767 pixels on a side, as those that draw with Cairo.
    ///
    /// # Errors
    /// Returns the errors of [`Plot::drawing`].
    #[cfg(feature = "png")]
    pub fn png_size(&self, dpi: u32) -> Result<[u64; 2], Error> {
        Ok(write::png::size(&self.drawing()?, &self.options, dpi))
    }

    /// Returns the drawing as the bytes of a PDF with one page of the drawing's size, on which everything is vectors
    /// and text can be searched. Equal plots give equal bytes.
    ///
    /// # Errors
    /// Returns the errors of [`Plot::drawing`].
    #[cfg(feature = "pdf")]
    pub fn pdf(&self) -> Result<Vec<u8>, Error> {
        Ok(write::pdf::write(&self.drawing()?, &self.options))
    }

    /// Returns the drawing as text in Graphviz' DOT language, with modules as clusters. The program `dot` computes the
    /// layout.
    ///
    /// # Errors
    /// Returns the errors of [`Plot::drawing`].
    pub fn dot(&self) -> Result<String, Error> {
        let scene = self.scene()?;
        Ok(write::dot::write(&scene, &self.collapsed(&scene)?))
    }

    /// Returns the drawing as the text of a Mermaid flowchart, with modules as subgraphs. The program that shows the
    /// flowchart computes the layout.
    ///
    /// # Errors
    /// Returns the errors of [`Plot::drawing`].
    pub fn mermaid(&self) -> Result<String, Error> {
        let scene = self.scene()?;
        Ok(write::mermaid::write(&scene, &self.collapsed(&scene)?))
    }

    /// Returns the drawing as one HTML page that loads no other files, with pan, zoom, search, modules that collapse
    /// and expand, and the properties and cost of each layer.
    ///
    /// # Errors
    /// Returns the errors of [`Plot::drawing`].
    pub fn html(&self) -> Result<String, Error> {
        self.page(None)
    }

    /// Returns the page of [`Plot::html`]. With `edit`, the changes of a description are listed, and the changed layers
    /// are marked.
    ///
    /// # Errors
    /// Returns the errors of [`Plot::drawing`].
    pub(crate) fn page(&self, edit: Option<&Edit>) -> Result<String, Error> {
        let scene = self.scene()?;
        let collapsed = self.collapsed(&scene)?;
        let source = self.source.as_deref();
        let look = |color: &ColorBy| self.clone().color_by(*color).scene();
        let looks = ColorBy::ALL
            .iter()
            .map(look)
            .collect::<Result<Vec<_>, _>>()?;
        let first = ColorBy::ALL
            .iter()
            .position(|color| *color == self.options.color)
            .expect("all quantities are listed");
        Ok(write::html::write(&looks, first, &collapsed, source, edit))
    }

    /// Returns the graph to be drawn, which after [`Plot::training`] includes the heads that exist only in training.
    pub(crate) fn graph(&self) -> &Graph {
        &self.graph
    }

    fn scene(&self) -> Result<Scene, Error> {
        Scene::new(&self.graph, &self.items, &self.options)
    }

    /// Returns for each module, indexed by [`GroupId`](crate::outline::GroupId), `true` if it is to be drawn as one
    /// box.
    ///
    /// # Errors
    /// [`Error::NoModule`] or [`Error::OnlyInTraining`] if a module to be expanded does not exist.
    fn collapsed(&self, scene: &Scene) -> Result<Vec<bool>, Error> {
        let outline = &scene.outline;
        let some = self.options.collapse || !self.options.expand.is_empty();
        let mut collapsed = vec![some; outline.groups.len()];
        // A module that is drawn alone is the first one, and what is asked for.
        if let (Some(_), Some(first)) = (&self.options.module, collapsed.first_mut()) {
            *first = false;
        }
        for name in &self.options.expand {
            let drawn = scene.drawn_in_place_of(name);
            let group = find_module(outline, &self.graph, drawn.as_deref().unwrap_or(name))?;
            for group in outline.around(Some(group)) {
                collapsed[group] = false;
            }
        }
        Ok(collapsed)
    }
}

/// The function `plot` of networks that `googlenet_model!` compiled, as in `InceptionV1::plot()`.
pub trait PlotNetwork: TypedNetwork {
    /// Creates the plot of the network with default options. Names of blocks are missing, as in [`Plot::new`].
    fn plot() -> Plot {
        Plot::new(&Self::portable_graph())
    }
}

impl<N: TypedNetwork> PlotNetwork for N {}
