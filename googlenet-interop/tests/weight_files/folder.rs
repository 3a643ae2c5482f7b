//! Files of whole networks, which `scripts/torch_files.py` makes.

use googlenet_interop::{ModelFile, open_weights};
use std::collections::BTreeMap;
use std::path::Path;

fn floats(path: &Path) -> BTreeMap<String, (Vec<usize>, Vec<u32>)> {
    let bytes = std::fs::read(path).expect("read");
    let name = path.display().to_string();
    let file = ModelFile {
        name: &name,
        bytes: &bytes,
    };
    let opened = open_weights(&file, None).unwrap_or_else(|error| panic!("{error}"));
    let floats = opened
        .tensors()
        .filter(|(_, _, element)| element.as_str().contains("float"));
    let all = floats.map(|(name, dims, _)| {
        let values = opened.values(name).expect("there");
        let bits = values.iter().map(|value| value.to_bits()).collect();
        (name.trim_start_matches("module.").to_owned(), (dims, bits))
    });
    all.collect()
}

/// Compares the files NAME.….pt and .pth of the folder `GOOGLENET_WEIGHT_FILES` with NAME.safetensors there.
#[test]
#[ignore = "wants a folder of files"]
fn files_of_a_folder_agree() {
    let folder =
        std::env::var_os("GOOGLENET_WEIGHT_FILES").expect("`GOOGLENET_WEIGHT_FILES` is a folder");
    let files = std::fs::read_dir(&folder).expect("a folder");
    let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    paths.sort();
    for path in &paths {
        let file = path
            .file_name()
            .and_then(|name| name.to_str())
            .expect("UTF-8");
        let name = file.split('.').next().expect("a name");
        if file.ends_with(".safetensors") {
            continue;
        }
        let expected = floats(&Path::new(&folder).join(format!("{name}.safetensors")));
        let got = floats(path);
        assert!(got.keys().eq(expected.keys()), "{file}: names");
        for (name, tensor) in &expected {
            assert!(got[name] == *tensor, "{file}: {name}");
        }
        let values: usize = got.values().map(|(_, values)| values.len()).sum();
        println!("  {file}: {} tensors, {values} values", got.len());
    }
}
