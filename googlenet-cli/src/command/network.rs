//! The network that a command is given: a description, or the files of a model of another program.

use crate::args::{InputSize, Spec};
use crate::failure::{Failure, Wrong};
use crate::input::{ReadFile, kind_of};
use crate::output::{tell, warn};
use googlenet_dsl::diagnostic::{Source, Style};
use googlenet_dsl::{CompileOptions, Compiled, check_labels};
use googlenet_interop::{Format, OpenOptions, Opened, Part, open_files};
use googlenet_runtime::dynamic;
use std::path::{Path, PathBuf};

/// The files of a network, read: those of a model stay in memory as long as the network that is made of them.
pub(super) struct Given<'s> {
    spec: &'s Spec,
    size: Option<[u32; 2]>,
    files: Files,
}

enum Files {
    Description(Source),
    Model(Vec<ReadFile>),
}

/// A compiled network, with what it was compiled from.
pub(super) struct Network<'a> {
    pub(super) compiled: Compiled,
    pub(super) source: Source,
    /// Folder of the file.
    folder: &'a Path,
    /// The model, unless the network is that of a description.
    pub(super) model: Option<Opened<'a>>,
    /// Number of files of the model.
    files: usize,
}

impl<'s> Given<'s> {
    /// Reads the file of a network. A caffemodel that `weights` names, which belongs to a prototxt, is read with it.
    ///
    /// # Errors
    /// A file cannot be read, or is too large.
    pub(super) fn read(
        spec: &'s Spec,
        size: &InputSize,
        weights: Option<&Path>,
    ) -> Result<Given<'s>, Wrong> {
        let size = size.input_size;
        let path = spec.path();
        let stream = spec.is_stream();
        let part = |path: &Path| Format::of(kind_of(path)?);
        let network = if stream { None } else { part(path) };
        let Some((format, _)) = network else {
            let files = Files::Description(spec.open()?);
            return Ok(Given { spec, size, files });
        };
        let read = |path: &Path| ReadFile::read(path).map_err(|error| Wrong::message(&error));
        let mut files = vec![read(path)?];
        let of_format = |path: &&Path| part(path) == Some((format, Part::Weights));
        if let Some(weights) = weights.filter(of_format) {
            files.push(read(weights)?);
        }
        let files = Files::Model(files);
        Ok(Given { spec, size, files })
    }

    /// Compiles the network. With `lenient` broken budgets and unused definitions are warnings.
    ///
    /// # Errors
    /// It has mistakes, or cannot be imported.
    pub(super) fn compile(&self, lenient: bool) -> Result<Network<'_>, Wrong> {
        let options = CompileOptions::new().lenient(lenient);
        let folder = self.spec.folder();
        let (compiled, source, model) = match &self.files {
            Files::Description(source) => {
                let compiled = options.input_size(self.size).compile(source)?;
                (compiled, source.clone(), None)
            }
            Files::Model(files) => {
                let files: Vec<_> = files.iter().map(ReadFile::as_model).collect();
                let opened = open_files(
                    &files,
                    &OpenOptions {
                        input_size: self.size,
                        folder: Some(folder.to_owned()),
                        ..OpenOptions::default()
                    },
                );
                let opened = opened.map_err(|error| Wrong::of_model(&error, self.size))?;
                (opened.compile(options)?, opened.source(), Some(opened))
            }
        };
        Ok(Network {
            compiled,
            source,
            folder,
            model,
            files: match &self.files {
                Files::Description(_) => 0,
                Files::Model(files) => files.len(),
            },
        })
    }
}

impl Network<'_> {
    /// Returns whether the network is a model of two files, of which one has the weights.
    pub(super) fn has_weight_file(&self) -> bool {
        self.files > 1
    }

    /// Returns the file of class names of a description; those of a model are in its own file.
    fn labels(&self) -> Option<PathBuf> {
        let labels = self.compiled.labels.as_ref();
        let labels = labels.filter(|_| self.model.is_none());
        labels.map(|labels| self.folder.join(labels))
    }

    /// Returns the warnings of an import, one line each.
    pub(super) fn warnings(&self) -> &[String] {
        let model = self.model.as_ref();
        model.map_or(&[], |model| model.imported().warnings())
    }

    /// Prints the warnings on standard error, those about a description with an empty line behind.
    pub(super) fn warn(&self) {
        self.warnings().iter().for_each(|text| warn(text));
        let warnings = &self.compiled.warnings;
        if !warnings.is_empty() {
            tell(&format!("{}\n", warnings.render(Style::Color)));
        }
    }

    /// Prints a warning if images become the input of a model, and nothing says how.
    pub(super) fn warn_of_images(&self) {
        if self.model.is_some() && self.compiled.preprocess.is_none() {
            warn(
                "no preprocessing is given: images are used as RGB from 0 to 1; help: `googlenet import` takes \
                 `--mean`, `--scale` and `--color`, and writes a description",
            );
        }
    }

    /// Returns the network without its weights, with its class names.
    pub(super) fn dynamic(&self) -> dynamic::Model {
        let compiled = self.compiled.clone();
        match &self.model {
            Some(model) => model.described(compiled, Some(self.folder)),
            None => dynamic::Model::from_compiled(compiled, Some(self.folder)),
        }
    }
}

/// Compiles a network strictly, and prints the warnings of an import on standard error.
///
/// # Errors
/// [`Failure::Mistakes`] if the file cannot be read, has mistakes, or cannot be imported.
pub(super) fn compile_strictly<'g>(given: &'g Given<'_>) -> Result<Network<'g>, Failure> {
    let network = given.compile(false)?;
    network.warn();
    Ok(network)
}

/// Compiles a network to look at it, and returns the text of its description, too. Broken budgets and unused
/// definitions are warnings, which are printed on standard error.
///
/// # Errors
/// Those of [`compile_strictly`].
pub(super) fn look_at(spec: &Spec, size: &InputSize) -> Result<(Compiled, String), Failure> {
    let given = Given::read(spec, size, None)?;
    let network = given.compile(true)?;
    network.warn();
    Ok((network.compiled, network.source.text().to_owned()))
}

/// Compiles several networks as [`look_at`] does.
///
/// # Errors
/// [`Failure::Mistakes`], with those of all files.
pub(super) fn look_at_all(specs: &[Spec], size: &InputSize) -> Result<Vec<Compiled>, Failure> {
    let (mut all, mut wrong) = (Vec::new(), Vec::new());
    for spec in specs {
        let looked = Given::read(spec, size, None).and_then(|given| {
            let Network {
                compiled,
                source,
                model,
                ..
            } = given.compile(true)?;
            let warnings = model.map(|model| model.imported().warnings().to_vec());
            Ok((compiled, source, warnings.unwrap_or_default()))
        });
        match looked {
            Ok(looked) => all.push(looked),
            Err(mistakes) => wrong.push(mistakes),
        }
    }
    if !wrong.is_empty() {
        return Err(Failure::wrong(&wrong));
    }
    let networks = all.into_iter().map(|(compiled, source, warnings)| {
        let network = Looked { compiled, warnings };
        network.warn(&source);
        network.compiled
    });
    Ok(networks.collect())
}

/// What a check finds out about a network without mistakes.
pub(super) struct Looked {
    pub(super) compiled: Compiled,
    /// The warnings of an import, one line each.
    pub(super) warnings: Vec<String>,
}

impl Looked {
    fn warn(&self, source: &Source) {
        let named = |text: &String| warn(&format!("`{}`: {text}", source.name()));
        self.warnings.iter().for_each(named);
        let warnings = &self.compiled.warnings;
        if !warnings.is_empty() {
            tell(&format!("{}\n", warnings.render(Style::Color)));
        }
    }
}

/// Compiles a network, and checks the file of class names if it has `labels`. The path of the latter comes back even if
/// it has mistakes.
///
/// # Errors
/// The mistakes, or the reason why a file cannot be read.
pub(super) fn check(spec: &Spec, size: &InputSize) -> (Option<PathBuf>, Result<Looked, Wrong>) {
    let given = match Given::read(spec, size, None) {
        Ok(given) => given,
        Err(wrong) => return (None, Err(wrong)),
    };
    let network = match given.compile(false) {
        Ok(network) => network,
        Err(wrong) => return (None, Err(wrong)),
    };
    let (labels, checked) = (network.labels(), check_labels_of(&network));
    let warnings = network.warnings().to_vec();
    let compiled = network.compiled;
    (labels, checked.map(|()| Looked { compiled, warnings }))
}

/// Checks the file of class names that a description has.
///
/// # Errors
/// The mistakes, or the reason why the file cannot be read.
pub(super) fn check_labels_of(network: &Network<'_>) -> Result<(), Wrong> {
    match network.labels() {
        Some(_) => Ok(check_labels(
            &network.compiled,
            &network.source,
            network.folder,
        )?),
        None => Ok(()),
    }
}
