//! Files of PyTorch.

use super::{bytes, expected, open};
use googlenet_interop::WeightFormat;

#[test]
fn files_of_pytorch_are_read_to_the_bit() {
    assert_eq!(expected::all_agree("pytorch"), 21);
}

fn warnings(file: &str) -> Vec<String> {
    let content = bytes(&format!("pytorch/{file}"));
    let opened = open(file, &content).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(opened.format(), WeightFormat::Pytorch);
    opened.warnings().to_vec()
}

#[test]
fn what_is_passed_over_is_told() {
    for file in ["checkpoint.pt", "checkpoint_old.pth"] {
        assert_eq!(
            warnings(file),
            [
                "the weights are those of `state_dict`, not those of `state_dict_ema`; passed over: `epoch`, `arch`, \
              `state_dict_ema`, `optimizer`, `best`"
            ]
        );
    }
    assert_eq!(
        warnings("parallel.pt"),
        ["the weights are those of `model`; passed over: `lr`"]
    );
    for file in [
        "state.pt",
        "state_old.pth",
        "views.pt",
        "nested.pt",
        "script.pt",
    ] {
        assert_eq!(warnings(file), [""; 0], "{file}");
    }
}

fn refused(file: &str) -> String {
    let content = bytes(&format!("pytorch/{file}"));
    open(file, &content).expect_err(file).to_string()
}

#[test]
fn what_are_no_weights_is_named() {
    assert_eq!(
        refused("module.pt"),
        "`module.pt`: the file is a whole module as Python objects (`__main__.Net`), which only Python with the code of \
         its classes can load; expected its weights; help: load it there, and save them with \
         `torch.save(model.state_dict(), \"weights.pt\")`"
    );
    assert_eq!(
        refused("no_weights.pt"),
        "`no_weights.pt`: it holds no weights, but `optimizer`, `epoch`; help: save them with \
         `torch.save(model.state_dict(), \"weights.pt\")`"
    );
}
