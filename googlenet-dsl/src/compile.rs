//! Functions that compile a description, given as a source, a text or a file, to a planned network.

use crate::budget::check_budget;
use crate::build::build;
use crate::check_training::check_training;
use crate::compiled::Compiled;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Source};
use crate::expand::expand;
use crate::graph::Graph;
use crate::lower::lower;
use crate::plan::{Plan, PlanOptions};
use crate::read::read;
use crate::resize::{check_weights, resize, told};
use crate::shape::Shape;
use crate::spec::Spec;
use std::path::Path;

/// How strictly descriptions are compiled; [`compile()`] compiles with the default, which is strict.
///
/// ```
/// use googlenet_dsl::CompileOptions;
///
/// let text = "\
/// format: 1
/// name: Large
/// input: {height: 4, width: 4, channels: 3}
/// layers:
///   flat:    flatten
///   classes: {dense: 4}
/// budget: {params: 100}
/// ";
/// assert!(CompileOptions::new().compile_text("large.yaml", text).is_err());
///
/// let network = CompileOptions::new().lenient(true).compile_text("large.yaml", text)?;
/// assert_eq!(network.graph.total_params(), 196);
/// assert!(network.warnings.to_string().starts_with("warning[GN0401]: "));
/// # Ok::<(), googlenet_dsl::Diagnostics>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CompileOptions {
    lenient: bool,
    input_size: Option<[u32; 2]>,
}

impl CompileOptions {
    /// Creates the default options, under which every mistake is an error.
    pub fn new() -> CompileOptions {
        CompileOptions::default()
    }

    /// Sets whether mistakes that leave no doubt about the network are warnings: blocks, columns and defaults that
    /// nothing uses, and limits of `budget` that it breaks. Such a network can be looked at, summarised and measured;
    /// [`Compiled::warnings`] has the warnings.
    #[must_use]
    pub fn lenient(self, lenient: bool) -> CompileOptions {
        CompileOptions { lenient, ..self }
    }

    /// Sets the height and width of the input, in place of those of the description; with `None` they are the
    /// description's. All shapes follow from it, and so does the size of images in `preprocess`; `published` and
    /// `budget`, which are about the description's size, are left out. Layers that cannot follow are mistakes at their
    /// lines, and so are, as for unused definitions, layers whose weights then have other shapes, such as a dense layer
    /// behind a flattened map ([`Code::WEIGHTS_FOLLOW_INPUT`]).
    ///
    /// ```
    /// use googlenet_dsl::CompileOptions;
    ///
    /// let text = "\
    /// format: 1
    /// name: AnySize
    /// input: {height: 224, width: 224, channels: 3}
    /// layers:
    ///   conv:    {conv: 4, kernel: 3, stride: 2}
    ///   mean:    global_avg_pool
    ///   classes: {dense: 10}
    /// ";
    /// let network = CompileOptions::new().input_size([320, 480]).compile_text("any.yaml", text)?;
    /// assert_eq!(network.graph.shape(1).to_string(), "159x239x4");
    /// # Ok::<(), googlenet_dsl::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn input_size(self, size: impl Into<Option<[u32; 2]>>) -> CompileOptions {
        CompileOptions {
            input_size: size.into(),
            ..self
        }
    }

    /// Compiles a network description: parses, lowers and expands it, builds the graph, and plans its memory.
    ///
    /// # Errors
    /// Returns the errors of the first stage that finds any, at most [`Diagnostics::LIMIT`]; later stages are not run.
    /// After a syntax error nothing more is read. The last stage checks that the first output is a vector if there are
    /// `labels`. Unused definitions and broken budgets stop no stage: they are returned beside the errors of others,
    /// lenient as warnings, and strict also if there are no others. The file of `labels` is not read;
    /// [`check_labels`](crate::check_labels) does that.
    pub fn compile(self, source: &Source) -> Result<Compiled, Diagnostics> {
        let mut lints = Diagnostics::none();
        let compiled = stages(source, self.input_size, &mut lints);
        if self.lenient {
            lints = lints.into_warnings();
        }
        match compiled {
            Ok(compiled) if self.lenient || lints.is_empty() => {
                let warnings = lints.sorted().about(source);
                Ok(Compiled {
                    warnings,
                    ..compiled
                })
            }
            Ok(_) => Err(lints.sorted().about(source)),
            Err(errors) => Err(errors.with(lints).about(source)),
        }
    }

    /// Compiles a description that is given as text. Messages show `name` as the file's name.
    ///
    /// # Errors
    /// Those of [`CompileOptions::compile`], and [`Code::TOO_LARGE`] for a text of more than [`Source::MAX_BYTES`].
    pub fn compile_text(
        self,
        name: impl Into<String>,
        text: impl Into<String>,
    ) -> Result<Compiled, Diagnostics> {
        self.compile(&Source::from_bytes(name, text.into())?)
    }

    /// Compiles a description file. Messages show `path` as it is given.
    ///
    /// # Errors
    /// Those of [`Source::open`] and [`CompileOptions::compile`].
    pub fn compile_file(self, path: impl AsRef<Path>) -> Result<Compiled, Diagnostics> {
        let path = path.as_ref();
        self.compile(&Source::open(path, path.display().to_string())?)
    }
}

/// Compiles a network description strictly; see [`CompileOptions::compile`].
///
/// # Errors
/// Those of [`CompileOptions::compile`].
pub fn compile(source: &Source) -> Result<Compiled, Diagnostics> {
    CompileOptions::new().compile(source)
}

/// Compiles a description that is given as text. Messages show `name` as the file's name.
///
/// # Errors
/// Those of [`compile()`], and [`Code::TOO_LARGE`] for a text of more than [`Source::MAX_BYTES`].
pub fn compile_text(
    name: impl Into<String>,
    text: impl Into<String>,
) -> Result<Compiled, Diagnostics> {
    CompileOptions::new().compile_text(name, text)
}

/// Compiles a description file. Messages show `path` as it is given.
///
/// # Errors
/// Those of [`Source::open`] and [`compile()`].
pub fn compile_file(path: impl AsRef<Path>) -> Result<Compiled, Diagnostics> {
    CompileOptions::new().compile_file(path)
}

/// Runs all stages, with an input of height and width `input_size` if there is one. Adds to `lints` what is against a
/// rule and yet stops no stage.
fn stages(
    source: &Source,
    input_size: Option<[u32; 2]>,
    lints: &mut Diagnostics,
) -> Result<Compiled, Diagnostics> {
    let tree = read(source)?;
    let mut spec = lower(&tree, lints)?;
    let before = match input_size {
        Some(size) => resize(&mut spec, size)?,
        None => None,
    };
    let mut expanded = expand(&spec, source)?;
    let graph = build(&expanded, source).map_err(|mistakes| match before {
        Some(before) => told(mistakes, spec.input, before),
        None => mistakes,
    })?;
    if let Some(before) = before {
        check_weights(&mut expanded, source, before, &graph, lints);
    }
    check_labels_of_vector(&spec, &graph)?;
    if let Some(training) = &spec.training {
        check_training(training, &graph)?;
    }
    let items = expanded.into_items();
    let options = PlanOptions::default().with_dtype(spec.dtype);
    let plan = Plan::for_inference(&graph, &options);
    check_budget(&spec, &graph, &plan, lints);
    Ok(Compiled {
        name: spec.name,
        graph,
        plan,
        items,
        preprocess: spec.preprocess,
        labels_span: spec.labels.as_ref().map(|labels| labels.span),
        labels: spec.labels.map(|labels| labels.path),
        precision: spec.precision,
        dtype: spec.dtype,
        names: spec.names,
        published: spec.published,
        training: spec.training.map(|spec| spec.training),
        warnings: Diagnostics::none(),
    })
}

/// Checks that the first output is a vector if the description has `labels`, which name the elements of that vector.
/// Does not read the file of labels.
fn check_labels_of_vector(spec: &Spec, graph: &Graph) -> Result<(), Diagnostics> {
    let output = &graph.outputs()[0];
    let shape = graph.shape(output.layer);
    match &spec.labels {
        Some(labels) if matches!(shape, Shape::Map { .. }) => {
            let title = "`labels` of an output that is no vector";
            let label = format!("the first output, `{}`, is {shape}", output.name);
            let error = Diagnostic::new(Code::LABELS_OF_MAP, title, labels.span, label);
            let help = "list the classifier first in `outputs`, or leave `labels` out";
            Err(Diagnostics::of(error.help(help)))
        }
        _ => Ok(()),
    }
}
