//! The table of kinds.

use std::fmt;

macro_rules! kinds {
    ($($name:ident = $words:literal,)*) => {
        /// What a file is, as its first bytes tell.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum FileKind {
            $(#[doc = concat!("The file is ", $words, ".")] $name,)*
        }

        impl FileKind {
            #[cfg(test)]
            pub(super) const ALL: &'static [FileKind] = &[$(FileKind::$name),*];

            /// Returns what the file is, in the words that follow `it is`: `an ONNX model`, `empty`.
            pub fn words(self) -> &'static str {
                match self {
                    $(FileKind::$name => $words,)*
                }
            }
        }
    };
}

kinds! {
    Empty = "empty",
    Zeros = "all zeros at its beginning",

    Description = "a network description",
    PackedWeights = "a file of packed weights",
    Safetensors = "a safetensors file",
    Npy = "a NumPy array (.npy)",
    Npz = "an archive of NumPy arrays (.npz)",
    Prototxt = "a prototxt of Caffe",
    CaffeSolver = "a solver of Caffe",
    Caffemodel = "a caffemodel",
    CaffeMean = "a mean file of Caffe (.binaryproto)",

    Onnx = "an ONNX model",
    Hdf5 = "an HDF5 file, as Keras saves (.h5)",
    Keras = "a Keras archive (.keras)",
    KerasJson = "a Keras model as JSON, without its weights",
    TfJs = "a TensorFlow.js model (model.json)",
    Pytorch = "a zip archive, as PyTorch saves (.pt)",
    OldPytorch = "a pickle, as PyTorch before 1.6 saved (.pt)",
    PytorchTar = "a tar archive, as PyTorch before 0.1.10 saved (.pt)",
    Pickle = "a pickle of Python",
    Torch7 = "a file of Torch 7 (.t7)",
    TensorflowGraph = "a TensorFlow graph (.pb)",
    SavedModel = "a SavedModel of TensorFlow (saved_model.pb)",
    TfLite = "a TensorFlow Lite model",
    CoreMl = "a Core ML model",
    OpenVino = "an OpenVINO network (.xml)",
    Darknet = "a weight file of Darknet",
    DarknetConfig = "a network of Darknet (.cfg)",
    Mxnet = "a parameter file of MXNet",
    Ncnn = "an ncnn network",
    TensorRt = "a TensorRT engine",
    Gguf = "a GGUF file",
    Ggml = "a GGML file",
    Matlab = "a MATLAB file (.mat)",
    SafetensorsIndex = "the index of weights in several safetensors files",
    Parquet = "a Parquet table",
    Arrow = "an Arrow or Feather table",

    Jpeg = "a JPEG image",
    Png = "a PNG image",
    WebP = "a WebP image",
    Bmp = "a BMP image",
    Gif = "a GIF image",
    Heic = "a HEIC image",
    Avif = "an AVIF image",
    Tiff = "a TIFF image",
    Jpeg2000 = "a JPEG 2000 image",
    JpegXl = "a JPEG XL image",
    Psd = "a Photoshop image (PSD)",
    Svg = "an SVG drawing",
    Ico = "an icon (ICO)",
    Netpbm = "a PBM, PGM or PPM image",
    Qoi = "a QOI image",
    OpenExr = "an OpenEXR image",
    Radiance = "a Radiance HDR image",
    Dds = "a DDS texture",
    CameraRaw = "a raw image of a camera",
    Dicom = "a DICOM image",
    Video = "a video",
    Audio = "a sound file",
    Pdf = "a PDF document",
    PostScript = "a PostScript document",

    LfsPointer = "a pointer of Git LFS",
    Html = "an HTML page",
    Xml = "an XML text",
    Json = "a JSON text",
    Utf16 = "text in UTF-16",
    Text = "text",

    Gzip = "a gzip-compressed file",
    Xz = "an xz-compressed file",
    Lzma = "an lzma-compressed file",
    Zstd = "a zstd-compressed file",
    Bzip2 = "a bzip2-compressed file",
    Lz4 = "an lz4-compressed file",
    Zip = "a zip archive",
    SevenZip = "a 7z archive",
    Rar = "a rar archive",
    Tar = "a tar archive",
    AppleDouble = "a companion file of macOS (._NAME)",
    Executable = "a program",
    Sqlite = "an SQLite database",
}

impl FileKind {
    /// Returns `false` for the kinds whose files have bytes near their beginning that no text has.
    pub(super) fn may_be_text(self) -> bool {
        use FileKind as Kind;
        matches!(
            self,
            Kind::Empty
                | Kind::Description
                | Kind::Prototxt
                | Kind::CaffeSolver
                | Kind::KerasJson
                | Kind::TfJs
                | Kind::Pickle
                | Kind::OpenVino
                | Kind::DarknetConfig
                | Kind::Ncnn
                | Kind::SafetensorsIndex
                | Kind::Svg
                | Kind::Netpbm
                | Kind::Pdf
                | Kind::PostScript
                | Kind::LfsPointer
                | Kind::Html
                | Kind::Xml
                | Kind::Json
                | Kind::Text
        )
    }
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}
