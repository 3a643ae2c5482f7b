//! The weights of a layer.

use super::*;

#[test]
fn weights_are_found_by_name_alone_where_two_layers_share_it() {
    // A layer without weights may have the name of one with weights; two with weights may not.
    let text = prototxt("one_name_two_relus").replace("\"act\"", "\"conv1\"");
    let model = bytes("one_name_two_relus.caffemodel");
    crate::good(&text, &model);
    let text = prototxt("one_name_two_relus").replace("\"ReLU\"", "\"PReLU\"");
    let error = import(&text, &model)
        .expect_err("two of a name")
        .to_string();
    assert!(error.contains("two layers are called \"act\""), "{error}");
}
