//! What a file is expected to be, and the message about one that is something else.

use super::FileKind as Kind;
use std::fmt;

/// What a file is given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FileRole {
    /// A network description.
    Description,
    /// Weights in the format safetensors.
    Weights,
    /// Packed weights.
    PackedWeights,
    /// An array of input values.
    Array,
    /// An image.
    Image,
    /// The network of an import from Caffe.
    Prototxt,
    /// The weights of an import from Caffe.
    Caffemodel,
    /// The mean picture of an import from Caffe.
    CaffeMean,
    /// The network of an import from ONNX.
    Onnx,
    /// The network of an import from any format.
    Model,
}

impl FileRole {
    #[cfg(test)]
    pub(super) const ALL: [FileRole; 10] = [
        FileRole::Description,
        FileRole::Weights,
        FileRole::PackedWeights,
        FileRole::Array,
        FileRole::Image,
        FileRole::Prototxt,
        FileRole::Caffemodel,
        FileRole::CaffeMean,
        FileRole::Onnx,
        FileRole::Model,
    ];

    /// Returns what is expected, in words: `a safetensors file`.
    pub fn words(self) -> &'static str {
        match self {
            FileRole::Description => "a network description (YAML)",
            FileRole::Weights => "a safetensors file",
            FileRole::PackedWeights => "packed weights, as `googlenet pack` writes",
            FileRole::Array => "a NumPy array (.npy, .npz)",
            FileRole::Image => "a JPEG, PNG, WebP or BMP image",
            FileRole::Prototxt => "a prototxt",
            FileRole::Caffemodel => "a caffemodel",
            FileRole::CaffeMean => "a mean file of Caffe (.binaryproto)",
            FileRole::Onnx => "an ONNX model",
            FileRole::Model => {
                "an ONNX model, a file of Keras, or a prototxt and a caffemodel of Caffe"
            }
        }
    }

    /// Returns the mistake of a file that begins with the bytes `first`; `None` if the kind of the file is not
    /// recognised, or may be what is expected.
    pub fn mistake(self, first: &[u8]) -> Option<WrongFile> {
        let kind = match self {
            FileRole::Description | FileRole::Prototxt => Kind::of_text(first),
            _ => Kind::of(first),
        };
        let kind = kind.filter(|kind| !self.takes(*kind))?;
        Some(WrongFile { kind, role: self })
    }

    /// Returns `true` if a file of the kind may be what is expected, however broken.
    fn takes(self, kind: Kind) -> bool {
        match self {
            FileRole::Description => {
                let text = matches!(
                    kind,
                    Kind::Description | Kind::Text | Kind::Json | Kind::Utf16
                );
                text || kind == Kind::Empty
            }
            FileRole::Weights => kind == Kind::Safetensors,
            FileRole::PackedWeights => kind == Kind::PackedWeights,
            FileRole::Array => matches!(kind, Kind::Npy | Kind::Npz),
            FileRole::Image => matches!(kind, Kind::Jpeg | Kind::Png | Kind::WebP | Kind::Bmp),
            FileRole::Prototxt => matches!(kind, Kind::Prototxt | Kind::Text),
            FileRole::Caffemodel => kind == Kind::Caffemodel,
            FileRole::CaffeMean => kind == Kind::CaffeMean,
            FileRole::Onnx => kind == Kind::Onnx,
            FileRole::Model => matches!(
                kind,
                Kind::Onnx
                    | Kind::Prototxt
                    | Kind::CaffeSolver
                    | Kind::Hdf5
                    | Kind::Keras
                    | Kind::KerasJson
                    | Kind::TfJs
            ),
        }
    }
}

/// A file of another kind than is expected.
///
/// As text it is what follows `it is`: what the file is, what is expected, and what to do with such a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct WrongFile {
    /// What the file is.
    pub kind: Kind,
    /// What it is given for.
    pub role: FileRole,
}

const AGAIN: &str = "the download or the copy did not finish: fetch the file again";
const IMPORT: &str =
    "import it: `googlenet import FILE… -o DIR`, in Rust `googlenet_interop::open`";
const FIRST: &str = "a model of Caffe is a prototxt and a caffemodel, in any order";
const SAVE: &str = "save its weights as safetensors or .npz, with the names that `googlenet weights list` prints: see \"Weights \
                    from Keras and PyTorch\" in the guide";
const WEIGHTS: &str = "convert it: `googlenet weights import SPEC FILE -o W.safetensors`, in Rust \
                       `googlenet_interop::open_weights`";
const ALONE: &str = "it has weights alone: `googlenet weights import SPEC FILE -o W.safetensors` takes them for a \
                     description, and a network comes in as ONNX";
const DESCRIBE: &str = "networks are read from descriptions, ONNX models and files of Keras and Caffe: export it to \
                        ONNX, or describe it in a file";
const CONVERT: &str = "save it as PNG or JPEG";

impl WrongFile {
    /// Returns what to do, in words.
    pub fn help(self) -> &'static str {
        match self.kind {
            Kind::Empty | Kind::Zeros => AGAIN,
            Kind::LfsPointer => "fetch the file itself with `git lfs pull`",
            Kind::Html => "the download failed or needs a login: open the page in a browser",
            Kind::Gzip => "unpack it first: `gunzip FILE`",
            Kind::Xz | Kind::Lzma => "unpack it first: `xz -d FILE`",
            Kind::Zstd => "unpack it first: `zstd -d FILE`",
            Kind::Bzip2 => "unpack it first: `bzip2 -d FILE`",
            Kind::Lz4 => "unpack it first: `lz4 -d FILE`",
            Kind::Zip => "unpack it first: `unzip FILE`",
            Kind::SevenZip => "unpack it first: `7z x FILE`",
            Kind::Rar => "unpack it first: `unrar x FILE`",
            Kind::Tar => "unpack it first: `tar -xf FILE`",
            Kind::Safetensors => self.safetensors(),
            Kind::PackedWeights => {
                "give packed weights with `--packed`, in Rust to `PackedNetwork::open`"
            }
            Kind::Npz if self.role == FileRole::Model => ALONE,
            Kind::Npz if self.role == FileRole::Weights => WEIGHTS,
            Kind::Npy | Kind::Npz => match self.role {
                FileRole::Weights | FileRole::PackedWeights => SAVE,
                FileRole::CaffeMean => {
                    "give the means of its channels as numbers, such as `--mean 104,117,123`"
                }
                _ => "give arrays to `googlenet run` with `--input`",
            },
            Kind::Description => match self.role {
                FileRole::Prototxt | FileRole::Model | FileRole::Onnx => {
                    "it needs no import: `googlenet check FILE` checks it"
                }
                _ => "the description comes first, without an option",
            },
            Kind::Prototxt => match self.role {
                FileRole::Caffemodel => FIRST,
                _ => IMPORT,
            },
            Kind::Caffemodel => match self.role {
                FileRole::Prototxt => FIRST,
                FileRole::Weights => {
                    "import it with its network: `googlenet import P.prototxt W.caffemodel -o DIR` writes such a file"
                }
                _ => IMPORT,
            },
            Kind::CaffeSolver => "the network is in the file that its `net` names",
            Kind::CaffeMean => "give it to `googlenet import` with `--mean FILE`, beside the model",
            Kind::Hdf5 if self.role == FileRole::Caffemodel => {
                "save it as a binary caffemodel (`snapshot_format: BINARYPROTO`)"
            }
            Kind::Hdf5
            | Kind::Keras
            | Kind::TfJs
            | Kind::Pytorch
            | Kind::OldPytorch
            | Kind::SafetensorsIndex
                if self.role == FileRole::Weights =>
            {
                WEIGHTS
            }
            Kind::PytorchTar => {
                "load it with an old PyTorch, and save it again: `torch.save(torch.load(FILE), \"weights.pt\")`"
            }
            Kind::Pytorch | Kind::OldPytorch if self.role != FileRole::PackedWeights => ALONE,
            Kind::Hdf5 | Kind::Keras | Kind::TfJs if self.role != FileRole::PackedWeights => IMPORT,
            Kind::Hdf5
            | Kind::Keras
            | Kind::TfJs
            | Kind::Pytorch
            | Kind::OldPytorch
            | Kind::Pickle
            | Kind::Darknet
            | Kind::Mxnet
            | Kind::Matlab
            | Kind::Gguf
            | Kind::Ggml
            | Kind::Torch7 => match self.role {
                FileRole::Weights | FileRole::PackedWeights => SAVE,
                _ => DESCRIBE,
            },
            Kind::Onnx => IMPORT,
            Kind::KerasJson if self.role == FileRole::Weights => {
                "its weights are in another file: `model.save_weights(PATH)` in Keras writes them"
            }
            Kind::KerasJson => IMPORT,
            Kind::TensorflowGraph
            | Kind::SavedModel
            | Kind::TfLite
            | Kind::CoreMl
            | Kind::OpenVino
            | Kind::DarknetConfig
            | Kind::Ncnn
            | Kind::TensorRt => DESCRIBE,
            Kind::Jpeg | Kind::Png | Kind::WebP | Kind::Bmp => {
                "give images with `--image`, or to `googlenet classify`"
            }
            Kind::Gif
            | Kind::Heic
            | Kind::Avif
            | Kind::Tiff
            | Kind::Jpeg2000
            | Kind::JpegXl
            | Kind::Psd
            | Kind::Svg
            | Kind::Ico
            | Kind::Netpbm
            | Kind::Qoi
            | Kind::OpenExr
            | Kind::Radiance
            | Kind::Dds
            | Kind::CameraRaw
            | Kind::Dicom
            | Kind::Pdf
            | Kind::PostScript => match self.role {
                FileRole::Image => CONVERT,
                _ => "give images with `--image`, as PNG or JPEG",
            },
            Kind::Video if self.role == FileRole::Image => "save its frames as PNG or JPEG",
            Kind::Xml => "if it was fetched, it may be the server's message: read it",
            Kind::SafetensorsIndex => {
                "it names files of weights: give it to `googlenet weights import`"
            }
            Kind::AppleDouble => "the file itself has this name without `._`",
            Kind::Parquet
            | Kind::Arrow
            | Kind::Video
            | Kind::Audio
            | Kind::Json
            | Kind::Utf16
            | Kind::Text
            | Kind::Executable
            | Kind::Sqlite => self.elsewhere(),
        }
    }

    fn safetensors(self) -> &'static str {
        match self.role {
            FileRole::PackedWeights => {
                "give it with `--weights`, or pack it: `googlenet pack SPEC --weights FILE -o FILE.packed`"
            }
            FileRole::Description => "give it with `--weights`, behind the description",
            FileRole::Prototxt | FileRole::Caffemodel | FileRole::Onnx | FileRole::Model => {
                "it needs no import: give it with `--weights` beside its description"
            }
            _ => "give it with `--weights`",
        }
    }

    /// Returns where files of the expected kind come from.
    fn elsewhere(self) -> &'static str {
        match self.role {
            FileRole::Description => {
                "`specs/` has descriptions, and `googlenet schema --format markdown` what they hold"
            }
            FileRole::Weights => {
                "`googlenet export SPEC --seed 1 -o w.safetensors` shows what such a file holds"
            }
            FileRole::PackedWeights => "`googlenet pack` makes such files",
            FileRole::Array => "`numpy.save` writes such files",
            FileRole::Image => CONVERT,
            FileRole::Prototxt | FileRole::Caffemodel => FIRST,
            FileRole::CaffeMean => "`compute_image_mean` of Caffe writes such files",
            FileRole::Onnx | FileRole::Model => {
                "`torch.onnx.export` and `tf2onnx` write ONNX models"
            }
        }
    }
}

impl fmt::Display for WrongFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}; expected {}; help: {}",
            self.kind,
            self.role.words(),
            self.help()
        )
    }
}

impl std::error::Error for WrongFile {}
