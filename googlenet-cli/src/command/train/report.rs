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
    let best = run.trainer.best_epoch();
    let best = best.map(|best| (best.epoch + 1, best.validation.unwrap_or(best.training)));
    if format == ReportFormat::Json {
        let of_validation = |loss: Option<f64>, accuracy: Option<f64>| json!({ "loss": loss.map(measured), "accuracy": accuracy.map(measured) });
        let best = best.map(|(epoch, metrics)| {
            json!({ "epoch": epoch, "loss": measured(metrics.loss), "accuracy": measured(metrics.accuracy) })
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
    let best = match best {
        Some((epoch, metrics)) => format!(
            "; best epoch {epoch}: loss {:.4}, accuracy {}",
            metrics.loss,
            percent(metrics.accuracy)
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
