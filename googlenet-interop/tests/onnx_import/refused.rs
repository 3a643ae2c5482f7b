//! Graphs with parts that cannot be said: all of them are told at once.

use super::bad;
use super::build::{floats, graph};
use googlenet_interop::onnx::proto::AttributeProto;
use googlenet_interop::onnx::proto::attribute_proto::AttributeType;

#[test]
fn everything_is_told_at_once_with_a_count() {
    let build = graph()
        .input("x", &[1, 3, 6, 5])
        .random("w", &[3, 3, 1, 1], 1)
        .floats("s", &[4], &[1.0, 1.0, 2.0, 2.0])
        .node("Resize", &["x", "", "s"], "up1")
        .text("mode", "cubic")
        .node("Conv", &["up1", "w"], "c1")
        .node("Resize", &["c1", "", "s"], "up2")
        .text("mode", "cubic")
        .node("NonMaxSuppression", &["up2"], "n1")
        .node("Resize", &["x", "", "s"], "up3")
        .text("mode", "cubic")
        .node("Einsum", &["n1", "up3"], "e")
        .node("NonMaxSuppression", &["e"], "n2")
        .output("n2");
    let wanted = "the network cannot be imported\n  \
                  Resize \"up1\" and one more: `mode` is \"cubic\": cubic interpolation cannot be said\n  \
                  NonMaxSuppression \"n1\" and one more: the operator cannot be said in a description\n  \
                  Einsum \"e\": the operator cannot be said in a description";
    assert_eq!(bad(&build.bytes()), wanted);
}

#[test]
fn functions_and_graphs_inside_are_refused_by_name() {
    let mut build = graph().input("x", &[1, 3, 6, 5]).node("Gelu", &["x"], "g");
    build.body().node[0].domain = Some("com.microsoft".into());
    let build = build
        .node("If", &["g"], "i")
        .node("Relu", &["i"], "r")
        .attribute("body", AttributeType::Undefined, AttributeProto::default())
        .node("Loop", &["r"], "l")
        .output("l");
    let wanted = "the network cannot be imported\n  \
                  com.microsoft.Gelu \"g\": it is no operator of ONNX itself\n  \
                  If \"i\": it has a graph inside, which cannot be imported\n  \
                  Loop \"l\": it has a graph inside, which cannot be imported";
    assert_eq!(bad(&build.bytes()), wanted);
}

#[test]
fn reasons_name_what_is_wrong() {
    let head = || {
        graph()
            .input("x", &[1, 3, 6, 5])
            .random("w", &[4, 3, 1, 1], 1)
    };
    let cases = [
        (
            head()
                .random("k", &[4, 2, 1, 1], 1)
                .node("Conv", &["x", "k"], "y"),
            "Conv \"y\": a kernel of sizes [4, 2, 1, 1] and 1 groups for 3 channels",
        ),
        (
            head().node("Conv", &["x", "x"], "y"),
            "Conv \"y\": input 1 is no constant",
        ),
        (
            head().node("Conv", &["x"], "y"),
            "Conv \"y\": input 1 is missing",
        ),
        (
            head()
                .node("Conv", &["x", "w"], "y")
                .ints("strides", &[0, 1]),
            "Conv \"y\": `strides` is [0, 1], expected 2 numbers of at least 1",
        ),
        (
            head()
                .node("Conv", &["x", "w"], "y")
                .ints("pads", &[0, -1, 0, 0]),
            "Conv \"y\": `pads` is [0, -1, 0, 0], expected 4 numbers of at least 0",
        ),
        (
            head().node("MaxPool", &["x"], "y").int("kernel_shape", 3),
            "MaxPool \"y\": attribute `kernel_shape` is no list of whole numbers",
        ),
        (
            head().node("MaxPool", &["x"], "y"),
            "MaxPool \"y\": it has no `kernel_shape`",
        ),
        (
            head()
                .node("Transpose", &["x"], "t")
                .ints("perm", &[0, 2, 3, 1])
                .node("Conv", &["t", "w"], "y"),
            "Conv \"y\": a kernel of sizes [4, 3, 1, 1] and 1 groups for 6 channels",
        ),
        (
            head()
                .wholes("s", &[1, 7, -1])
                .node("Reshape", &["x", "s"], "y"),
            "Reshape \"y\": sizes [1, 7, 1] for a tensor of sizes [1, 3, 6, 5]",
        ),
        (
            head()
                .random("p", &[1, 2, 6, 5], 2)
                .node("Add", &["x", "p"], "y"),
            "Add \"y\": a constant of sizes [1, 2, 6, 5] for a result of sizes [1, 3, 6, 5]",
        ),
        (
            head().node("LogSoftmax", &["x"], "y").int("axis", 3),
            "LogSoftmax \"y\": a logarithm of a softmax cannot be said",
        ),
        (
            head()
                .wholes("p", &[0, 0, 1, 1, 0, 0, 1, 1])
                .node("Pad", &["x", "p"], "y")
                .text("mode", "wrap"),
            "Pad \"y\": padding in the mode \"wrap\" cannot be said",
        ),
        (
            head().node("Div", &["x", "x"], "y"),
            "Div \"y\": a quotient of two maps cannot be said",
        ),
        (
            head().node("ArgMax", &["x"], "y"),
            "ArgMax \"y\": a choice of classes cannot be said: end the network in front of it",
        ),
        (
            head()
                .tensor(floats("k", &[3], &[0.0; 3]))
                .node("MatMul", &["x", "k"], "y"),
            "MatMul \"y\": a matrix of 3 rows for a tensor of sizes [1, 3, 6, 5]",
        ),
        (
            head()
                .input("z", &[1, 3, 6, 5])
                .node("Add", &["x", "z"], "y"),
            "the graph reads 2 inputs, where networks have one: \"x\", \"z\"",
        ),
    ];
    for (build, reason) in cases {
        let message = bad(&build.output("y").bytes());
        assert_eq!(
            message,
            format!("the network cannot be imported\n  {reason}")
        );
    }
}
