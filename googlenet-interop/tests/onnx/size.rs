//! Tests of the size of exported files, and of the size of the pieces in which they are written.

use super::network;
use googlenet_interop::onnx::{Batch, Error, Model};
use googlenet_runtime::Network;

#[test]
fn files_above_the_limit_are_refused_before_there_are_weights() {
    let text = "format: 1\nname: Large\ninput: {height: 1000, width: 1000, channels: 1}\nlayers:\n  \
                f: flatten\n  d: {dense: 600}\n";
    let source = googlenet_dsl::diagnostic::Source::new("large.yaml", text);
    let graph = googlenet_dsl::compile(&source).expect("a network").graph;
    let error = Model::new(&graph, Batch::Any).expect_err("2.4 GB");
    assert!(
        matches!(
            error,
            Error::TooLarge {
                bytes: 2_400_000_000..2_400_010_000
            }
        ),
        "{error}"
    );
    assert!(
        error
            .to_string()
            .contains("expected at most 2147483647 bytes"),
        "{error}"
    );
}

/// A writer that counts the bytes and records the size of the largest piece.
#[derive(Default)]
struct Pieces {
    largest: usize,
    sum: u64,
}

impl std::io::Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.largest = self.largest.max(bytes.len());
        self.sum += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn weights_are_written_in_pieces() {
    let network = network("  f: flatten\n  wide: {dense: 100000}\n  narrow: {dense: 50}\n");
    let model = Model::new(&network.graph(), Batch::Any).expect("small enough");
    assert!(model.len() > 70_000_000);
    let mut pieces = Pieces::default();
    model
        .write(&network.layers(), &mut pieces)
        .expect("counted");
    assert_eq!(pieces.sum, model.len());
    assert!(
        pieces.largest <= 4 << 20,
        "{} bytes at once",
        pieces.largest
    );
}
