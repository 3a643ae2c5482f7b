//! Places, sizes and texts of a drawing's boxes and wires, as JSON: what of the page's data depends on the quantity that
//! colours show, as boxes name that quantity.

use crate::content::Content;
use crate::layout::tape::{Expr, Instruction};
use crate::scene::Scene;
use serde_json::{Value, json};

/// Returns the look of a scene: the tape of expressions, and for each card, module and wire its place as indices of
/// expressions on that tape, with the lines of text of boxes.
pub(super) fn look(scene: &Scene) -> Value {
    let layout = &scene.layout;
    let cards = layout.cards.iter().zip(&scene.contents.cards);
    let groups = layout.groups.iter().zip(&scene.contents.groups).enumerate();
    let points = |route: &crate::layout::Route| -> Vec<u32> {
        route.points.iter().flat_map(|(x, y)| [x.0, y.0]).collect()
    };
    json!({
        "tape": tape(scene),
        "width": layout.width.0,
        "height": layout.height.0,
        "cards": cards.map(|(placed, content)| {
            let size = [placed.width, placed.height].map(|expr| layout.tape.expanded(expr));
            json!({ "x": placed.x.0, "y": placed.y.0, "box": shown(content, size) })
        }).collect::<Vec<_>>(),
        "groups": groups.map(|(at, (placed, content))| json!({
            "x": placed.x.0,
            "y": placed.y.0,
            "width": placed.width.0,
            "height": placed.height.0,
            "box": shown(content, layout.collapsed_box(at)),
        })).collect::<Vec<_>>(),
        "wires": layout.routes.iter().map(points).collect::<Vec<_>>(),
    })
}

/// Returns the size of a box, the place of its bands, and its lines of text, each as text, size, weight and baseline.
fn shown(content: &Content, [width, height]: [f64; 2]) -> Value {
    let lines = content.lines(height);
    let line = |line: &crate::content::Line<'_>| {
        json!([line.text, line.size, line.weight.css(), line.baseline])
    };
    json!({
        "width": width,
        "height": height,
        "bandsAt": content.bands_at(height),
        "lines": lines.iter().map(line).collect::<Vec<_>>(),
    })
}

/// Returns the tape of expressions as a flat list of numbers: for each expression the code of its operation, then its
/// operands: indices of expressions, but for a constant its value, and for a choice first the module. The script
/// `tape.js` evaluates the list.
fn tape(scene: &Scene) -> Vec<Value> {
    let mut tape = Vec::new();
    let mut put = |operation: u8, of: &[Expr]| {
        tape.push(json!(operation));
        tape.extend(of.iter().map(|expr| json!(expr.0)));
    };
    let mut numbers = Vec::new();
    for op in scene.layout.tape.ops() {
        match *op {
            Instruction::Const(value) => {
                numbers.push(value);
                put(0, &[Expr(0)]);
            }
            Instruction::Add(a, b) => put(1, &[a, b]),
            Instruction::Sub(a, b) => put(2, &[a, b]),
            Instruction::Max(a, b) => put(3, &[a, b]),
            Instruction::Min(a, b) => put(4, &[a, b]),
            Instruction::Mean(a, b) => put(5, &[a, b]),
            Instruction::IfLess(a, b, value) => put(7, &[a, b, value]),
            Instruction::Select(group, collapsed, expanded) => {
                let group = u32::try_from(group).expect("drawings are bounded");
                put(6, &[Expr(group), collapsed, expanded]);
            }
        }
    }
    // The operand of a constant is its value, and not an expression.
    let mut numbers = numbers.into_iter();
    let mut at = 0;
    while at < tape.len() {
        at += match tape[at].as_u64() {
            Some(0) => {
                tape[at + 1] = json!(numbers.next());
                2
            }
            Some(6 | 7) => 4,
            _ => 3,
        };
    }
    tape
}
