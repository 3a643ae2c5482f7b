//! What is drawn, and how: the builder behind `googlenet plot` and `InceptionV1::plot()`.

use crate::draw::draw;
use crate::drawing::Drawing;
use crate::error::Error;
use crate::options::{ColorBy, Direction, Options};
use crate::scene::Scene;
use crate::write;
use crate::write::html::Edit;
use googlenet_dsl::graph::Graph;
use googlenet_dsl::nearest::nearest;
use googlenet_dsl::tree::Item;
use googlenet_runtime::TypedNetwork;

/// A network to draw.
#[derive(Debug, Clone)]
pub struct Plot {
    graph: Graph,
    items: Vec<Item>,
    source: Option<String>,
    options: Options,
}

impl Plot {
    /// A network's graph, with modules as its layers' paths say.
    pub fn new(graph: &Graph) -> Plot {
        Plot {
            graph: graph.clone(),
            items: Vec::new(),
            source: None,
            options: Options::default(),
        }
    }

    /// The layers as the file groups them, from which titles tell the blocks that were used.
    #[must_use]
    pub fn items(mut self, items: &[Item]) -> Plot {
        self.items = items.to_vec();
        self
    }

    /// The text of the file, whose lines the page shows.
    #[must_use]
    pub fn source(mut self, text: impl Into<String>) -> Plot {
        self.source = Some(text.into());
        self
    }

    /// Draws the heads that only training has, too.
    #[must_use]
    pub fn training(mut self) -> Plot {
        self.graph = self.graph.training();
        self
    }

    /// All options at once.
    #[must_use]
    pub fn options(mut self, options: Options) -> Plot {
        self.options = options;
        self
    }

    /// Leaves the shapes of results out.
    #[must_use]
    pub fn hide_shapes(mut self) -> Plot {
        self.options.shapes = false;
        self
    }

    /// Leaves the names of layers out.
    #[must_use]
    pub fn hide_names(mut self) -> Plot {
        self.options.names = false;
        self
    }

    /// Draws each module as one box.
    #[must_use]
    pub fn collapse(mut self) -> Plot {
        self.options.collapse = true;
        self
    }

    /// Draws the inside of this module, and, unless it is named too, of no other. The name is the module's path.
    #[must_use]
    pub fn expand(mut self, module: impl Into<String>) -> Plot {
        self.options.expand.push(module.into());
        self
    }

    /// Draws in that direction.
    #[must_use]
    pub fn direction(mut self, direction: Direction) -> Plot {
        self.options.direction = direction;
        self
    }

    /// Colours the boxes by kind or by what they cost.
    #[must_use]
    pub fn color_by(mut self, color: ColorBy) -> Plot {
        self.options.color = color;
        self
    }

    /// The laid-out drawing.
    ///
    /// # Errors
    /// The network is too large, or a module is not there.
    pub fn drawing(&self) -> Result<Drawing, Error> {
        let scene = self.scene()?;
        let collapsed = self.collapsed(&scene)?;
        Ok(draw(&scene, &collapsed))
    }

    /// The drawing as SVG, the same bytes every time.
    ///
    /// # Errors
    /// As [`Plot::drawing`].
    pub fn svg(&self) -> Result<String, Error> {
        Ok(write::svg::write(&self.drawing()?))
    }

    /// The drawing as PNG; text is drawn with the font that travels with this crate. At 96 dpi a pixel of the SVG is one
    /// of the PNG.
    ///
    /// # Errors
    /// As [`Plot::drawing`], or the PNG would be too large.
    #[cfg(feature = "png")]
    pub fn png(&self, dpi: u32) -> Result<Vec<u8>, Error> {
        write::png::write(&self.drawing()?, dpi)
    }

    /// The drawing in Graphviz' DOT language, with modules as clusters. `dot` does the layout.
    ///
    /// # Errors
    /// As [`Plot::drawing`].
    pub fn dot(&self) -> Result<String, Error> {
        let scene = self.scene()?;
        Ok(write::dot::write(&scene, &self.collapsed(&scene)?))
    }

    /// The drawing as a flowchart of Mermaid, with modules as subgraphs. The program that shows it does the layout.
    ///
    /// # Errors
    /// As [`Plot::drawing`].
    pub fn mermaid(&self) -> Result<String, Error> {
        let scene = self.scene()?;
        Ok(write::mermaid::write(&scene, &self.collapsed(&scene)?))
    }

    /// The drawing as a page to explore, in one file that loads nothing: pan, zoom, search, modules that collapse and
    /// expand, and for every layer what it is and what it costs.
    ///
    /// # Errors
    /// As [`Plot::drawing`].
    pub fn html(&self) -> Result<String, Error> {
        self.page(None)
    }

    /// The page, with what an edit changed.
    pub(crate) fn page(&self, edit: Option<&Edit>) -> Result<String, Error> {
        let scene = self.scene()?;
        let collapsed = self.collapsed(&scene)?;
        let source = self.source.as_deref();
        Ok(write::html::write(&scene, &collapsed, source, edit))
    }

    /// The network, with the heads that only training has where they are drawn.
    pub(crate) fn graph(&self) -> &Graph {
        &self.graph
    }

    fn scene(&self) -> Result<Scene, Error> {
        Scene::new(&self.graph, &self.items, &self.options)
    }

    /// For each module whether it is one box.
    fn collapsed(&self, scene: &Scene) -> Result<Vec<bool>, Error> {
        let outline = &scene.outline;
        let some = self.options.collapse || !self.options.expand.is_empty();
        let mut collapsed = vec![some; outline.groups.len()];
        for name in &self.options.expand {
            let Some(group) = outline.find_group(name) else {
                let known: Vec<&str> = outline.groups.iter().map(|group| &*group.path).collect();
                return Err(Error::NoModule {
                    name: name.clone(),
                    nearest: nearest(name, known).map(str::to_owned),
                });
            };
            for group in outline.around(Some(group)) {
                collapsed[group] = false;
            }
        }
        Ok(collapsed)
    }
}

/// `InceptionV1::plot()`: networks that `googlenet_model!` compiled, as drawings.
pub trait PlotNetwork: TypedNetwork {
    /// The network to draw.
    fn plot() -> Plot {
        Plot::new(&Self::portable_graph())
    }
}

impl<N: TypedNetwork> PlotNetwork for N {}
