//! A model in memory.

use super::error::OpenError;
use super::format::Format;
use super::report::Report;
use crate::import::{Imported, QuantizedImport, QuantizedImportError};
use googlenet_dsl::diagnostic::{Diagnostics, Source};
use googlenet_dsl::graph::Graph;
use googlenet_dsl::{CompileOptions, Compiled, compile};
use googlenet_runtime::weights::LoadReport;
use googlenet_runtime::{Algorithms, Error, Labels, LoadOptions, Network, PackedNetwork, dynamic};
use std::path::Path;

/// A model that was opened: its description, the network that the description compiles to, and its weights, which stay
/// in the bytes of the files until they are loaded.
#[derive(Debug)]
pub struct Opened<'a> {
    format: Format,
    /// Name of the file with the network, for messages.
    file: String,
    imported: Imported<'a>,
    compiled: Compiled,
}

impl<'a> Opened<'a> {
    pub(super) fn new(
        format: Format,
        file: &str,
        imported: Imported<'a>,
    ) -> Result<Opened<'a>, OpenError> {
        let compiled = compile(&Source::new(file, imported.spec()));
        let compiled = compiled.map_err(|mistakes| OpenError::Description {
            file: file.to_owned(),
            mistakes,
        })?;
        Ok(Opened {
            format,
            file: file.to_owned(),
            imported,
            compiled,
        })
    }

    /// Returns the format of the files.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Returns the text of the description in YAML.
    pub fn spec(&self) -> &str {
        self.imported.spec()
    }

    /// Returns the text of the description, with the name of the file with the network.
    pub fn source(&self) -> Source {
        Source::new(&self.file, self.spec())
    }

    /// Returns the network that the description compiles to.
    pub fn compiled(&self) -> &Compiled {
        &self.compiled
    }

    /// Compiles the description with other options than the default ones.
    ///
    /// # Errors
    /// Those of [`CompileOptions::compile`].
    pub fn compile(&self, options: CompileOptions) -> Result<Compiled, Diagnostics> {
        options.compile(&self.source())
    }

    /// Returns the import itself: name, warnings, tables, and weights to be saved.
    pub fn imported(&self) -> &Imported<'a> {
        &self.imported
    }

    /// Returns whether the files have the weights; a prototxt of Caffe or an architecture of Keras alone has none.
    pub fn has_weights(&self) -> bool {
        self.imported.has_weights()
    }

    /// Returns what came in.
    pub fn report(&self) -> Report {
        let (imported, graph) = (&self.imported, &self.compiled.graph);
        let outputs = graph.outputs().iter();
        let outputs = outputs.map(|output| (output.name.to_string(), graph.shape(output.layer)));
        Report {
            format: self.format,
            name: imported.name().to_owned(),
            input: graph.shape(0),
            outputs: outputs.collect(),
            layers: graph.len() - 1,
            params: graph.total_params(),
            macs: graph.total_macs(),
            tensors: self.has_weights().then(|| imported.weights().count()),
            tables: imported.tables().to_vec(),
            labels: imported.labels().map(<[String]>::len),
            warnings: imported.warnings().to_vec(),
        }
    }

    /// Returns the class names that the files themselves have.
    pub fn labels(&self) -> Labels {
        match self.imported.labels() {
            Some(names) => Labels::from_bytes((names.join("\n") + "\n").into_bytes()),
            None => Labels::None,
        }
    }

    /// Returns the network with its weights, and with the class names of the files if they have some. All weights are
    /// zero if the files have none.
    ///
    /// # Errors
    /// Those of [`Opened::load`].
    pub fn model(&self) -> Result<dynamic::Model, Error> {
        let mut model = self.described(self.compiled.clone(), None);
        if self.has_weights() {
            self.load(&mut model, &LoadOptions::new())?;
        }
        Ok(model)
    }

    /// Returns the network of a compiled description of this model, with the class names of the files if they have
    /// some, otherwise with those that lie in `folder`. All weights are zero.
    pub fn described(&self, compiled: Compiled, folder: Option<&Path>) -> dynamic::Model {
        let model = dynamic::Model::from_compiled(compiled, folder);
        match self.imported.labels() {
            Some(_) => model.with_labels(self.labels()),
            None => model,
        }
    }

    /// Loads the weights into a network of this model: one that was compiled from its description. Tensors are
    /// converted one at a time.
    ///
    /// # Errors
    /// Those of [`LoadOptions::load_reader`], with the name of the file.
    pub fn load(
        &self,
        network: &mut (impl Network + ?Sized),
        options: &LoadOptions,
    ) -> Result<LoadReport, Error> {
        let loaded = self.imported.read_weights();
        let loaded = loaded.and_then(|reader| options.load_reader(network, reader));
        loaded.map_err(|error| error.named(self.file.as_str()))
    }

    /// Returns the model in quantised form, with the integers and scales of the files
    /// ([`Imported::is_quantized`]).
    ///
    /// # Errors
    /// Those of [`Imported::quantized`].
    pub fn quantized(&self) -> Result<QuantizedImport, QuantizedImportError> {
        self.imported.quantized()
    }

    /// Packs the weights for a graph of this model. Tensors are converted one at a time.
    ///
    /// # Errors
    /// Those of [`LoadOptions::pack_reader`], with the name of the file.
    pub fn pack(
        &self,
        graph: &Graph,
        options: &LoadOptions,
        precision: impl Into<Algorithms>,
    ) -> Result<PackedNetwork, Error> {
        let packed = self.imported.read_weights();
        let packed = packed.and_then(|reader| options.pack_reader(graph, reader, precision));
        packed.map_err(|error| error.named(self.file.as_str()))
    }
}
