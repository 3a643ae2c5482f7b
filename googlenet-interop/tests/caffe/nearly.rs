//! Layers whose reading is nearly exact, of which a warning tells.

use googlenet_interop::caffe::{self, Options};

/// Returns the warnings of poolings, each with the settings of one of `pools`, of a map of 6x6.
fn warnings(pools: &[&str]) -> Vec<String> {
    let mut text =
        "input: \"data\"\ninput_dim: 1\ninput_dim: 3\ninput_dim: 6\ninput_dim: 6\n".to_owned();
    let mut tops = String::new();
    for (at, pool) in pools.iter().enumerate() {
        text += &format!(
            "layer {{ name: \"p{at}\" type: \"Pooling\" bottom: \"data\" top: \"p{at}\" pooling_param {{ {pool} }} }}\n"
        );
        tops += &format!("bottom: \"p{at}\" ");
    }
    text += &format!("layer {{ name: \"all\" type: \"Concat\" {tops}top: \"all\" }}\n");
    let imported = caffe::import_network("net.prototxt", text.as_bytes(), &Options::default());
    let imported = imported.unwrap_or_else(|error| panic!("{error}"));
    let warnings = imported.warnings().iter();
    let warnings = warnings.filter(|warning| !warning.contains("channels; 3 were assumed"));
    warnings.cloned().collect()
}

#[test]
fn windows_that_begin_behind_the_map() {
    let left_out = "a last window that would begin behind the map is left out, so that the result has a row or column less";
    // Windows begin at 0 and, behind the map, at 7.
    let far = "pool: MAX kernel_size: 2 stride: 7";
    assert_eq!(warnings(&[far]), [format!("Pooling \"p0\": {left_out}")]);
    assert_eq!(
        warnings(&[far, "pool: AVE kernel_size: 1 stride: 6", far]),
        [format!("Pooling \"p0\" and 2 more: {left_out}")]
    );
    for exact in [
        "pool: MAX kernel_size: 3 stride: 2",
        // Caffe leaves it out where there is padding.
        "pool: AVE kernel_size: 2 stride: 7 pad: 1",
        "pool: MAX kernel_size: 2 stride: 7 round_mode: FLOOR",
    ] {
        assert_eq!(warnings(&[exact]), [""; 0], "{exact}");
    }
}
