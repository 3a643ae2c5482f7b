//! Generator of the two files `generated.rs` of googlenet-interop, each with the Rust structs of the messages in the
//! `.proto` file of the same folder. It needs no `protoc`.
//!
//! With `--check` no file is written, and the exit status is a failure if a file is missing or not up to date.

use std::path::Path;
use std::process::ExitCode;

/// The folders that contain a `.proto` file, relative to this package, each with the file's name without extension.
const FILES: [(&str, &str); 2] = [("../src/onnx/proto", "onnx"), ("../src/caffe/proto", "caffe")];

fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let check = std::env::args().any(|argument| argument == "--check");
    let mut stale = false;
    for (folder, package) in FILES {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let descriptors = protox::compile([format!("{package}.proto")], [&folder])?;
        let made = prost_build::Config::new()
            .generate(
                descriptors
                    .file
                    .into_iter()
                    .map(|file| (prost_build::Module::from_protobuf_package_name(file.package()), file))
                    .collect(),
            )?;
        let code = made.into_values().next().unwrap_or_default();
        let path = folder.join("generated.rs");
        if check {
            stale |= std::fs::read_to_string(&path)? != code;
        } else {
            std::fs::write(path, code)?;
        }
    }
    if stale {
        eprintln!("generated code is not what the .proto files make; run this without --check");
    }
    Ok(if stale { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
