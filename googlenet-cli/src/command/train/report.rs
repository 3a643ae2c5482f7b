//! What is printed of a run in the end.

use super::progress::{percent, time};
use super::run::Run;
use crate::args::ReportFormat;
use crate::failure::Failure;
use crate::json::measured;
use crate::output::print;
use serde_json::json;

/// Prints what a run came to.
pub(super) fn print_report(run: &Run, format: ReportFormat) -> Result<(), Failure> {
    let position = &run.position;
    let folder = run.folder.path().display();
    let last = run.log.epochs.last();
    if format == ReportFormat::Json {
        let of_validation = |loss: Option<f64>, accuracy: Option<f64>| json!({ "loss": loss.map(measured), "accuracy": accuracy.map(measured) });
        let best = position.best.map(|best| {
            json!({ "epoch": best.epoch, "loss": measured(best.loss()), "accuracy": measured(best.accuracy()) })
        });
        let last = last.map(|line| {
            json!({
                "epoch": line.epoch,
                "loss": measured(line.loss),
                "accuracy": measured(line.accuracy),
                "validation": of_validation(line.validation_loss, line.validation_accuracy),
            })
        });
        let report = json!({
            "network": run.name,
            "run": folder.to_string(),
            "epochs": position.epoch,
            "steps": run.trainer.steps(),
            "stopped_early": position.is_stopped,
            "seconds": measured(position.seconds),
            "best": best,
            "last": last,
        });
        return print(&format!("{report}\n"));
    }
    let early = match position.is_stopped {
        true => ", stopped early as validation did not become better",
        false => "",
    };
    let best = match position.best {
        Some(best) => format!(
            "; best epoch {}: loss {:.4}, accuracy {}",
            best.epoch,
            best.loss(),
            percent(best.accuracy())
        ),
        None => String::new(),
    };
    let epochs = match position.epoch {
        1 => "1 epoch".to_owned(),
        more => format!("{more} epochs"),
    };
    print(&format!(
        "{epochs} in {}{early}{best}\nwritten to {folder}: best.safetensors, last.safetensors, curves.html\n",
        time(position.seconds)
    ))
}
