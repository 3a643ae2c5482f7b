//! Test of several networks in one module, one of them private: their expansions are documented and cause no warnings.
#![deny(missing_docs, warnings)]

googlenet_runtime::googlenet_model! {
    /// Small network with nested branches.
    pub First = "../specs/nested_small.yaml";
    /// Small network with nested blocks.
    Second = "../specs/residual_small.yaml";
    /// Small network with several outputs, and with heads.
    pub Third = "../specs/heads_small.yaml";
}

#[test]
fn their_names_are_their_own() {
    const { assert!(First::PARAMS == 99_607 && Second::PARAMS == 16_625) };
    let _: Option<googlenet_runtime::Tensor<first::mixed1::Output>> = None;
    let _: Option<googlenet_runtime::Tensor<second::stage1::first::Output>> = None;
    let _: Option<googlenet_runtime::Tensor<third::aux2::mixed::Output>> = None;
    let _: Option<<third::Output as googlenet_runtime::Outputs>::Tensors> = None;
}
