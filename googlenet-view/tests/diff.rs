//! Tests of the comparison of two networks.

mod common;

use common::specs;
use googlenet_dsl::diagnostic::Source;
use googlenet_dsl::{Compiled, compile};
use googlenet_view::diff::{Diff, Side, State};

const BEFORE: &str = "\
format: 1
name: Tiny
input: {height: 12, width: 12, channels: 3}
layers:
  first:   {conv: 4, kernel: 3, padding: same, activation: relu}
  second:  {conv: 8, kernel: 1}
  third:   {conv: 8, kernel: 3, padding: same, batch_norm: true, activation: relu}
  pool:    global_avg_pool
  classes: {dense: 5, activation: softmax}
";

fn network(text: &str) -> Compiled {
    let source = Source::from_bytes("edit.yaml", text);
    compile(&source.expect("a text")).unwrap_or_else(|mistakes| panic!("{text}\n{mistakes:?}"))
}

fn side<'g>(name: &str, network: &'g Compiled) -> Side<'g> {
    Side {
        name: name.to_owned(),
        graph: &network.graph,
        plan: &network.plan,
    }
}

fn diff(before: &str, after: &str) -> Diff {
    let (before, after) = (network(before), network(after));
    Diff::new(&side("before.yaml", &before), &side("after.yaml", &after))
}

fn states(diff: &Diff) -> Vec<(State, &str)> {
    diff.changes
        .iter()
        .map(|change| (change.state, change.name()))
        .collect()
}

#[test]
fn nothing_changed() {
    for (name, text, _) in specs() {
        let same = diff(&text, &text.replace("name: ", "name:  "));
        assert!(same.is_empty(), "{name}: {:?}", same.changes);
        let other_name = diff(&text, &text.replace("\nname: ", "\nname: Other"));
        assert!(other_name.is_empty(), "{name}: {:?}", other_name.totals);
    }
    assert_eq!(
        diff(BEFORE, BEFORE).table(),
        "before.yaml and after.yaml describe the same network\n"
    );
}

#[test]
fn an_option_and_what_follows_from_it() {
    let changed = diff(
        BEFORE,
        &BEFORE.replace("conv: 4, kernel: 3", "conv: 6, kernel: 5"),
    );
    assert_eq!(
        states(&changed),
        [(State::Changed, "first"), (State::Changed, "second")]
    );
    let options: Vec<_> = changed.changes[0]
        .options
        .iter()
        .map(|option| {
            (
                option.name.as_str(),
                option.before.as_str(),
                option.after.as_str(),
            )
        })
        .collect();
    assert_eq!(options, [("filters", "4", "6"), ("kernel", "3x3", "5x5")]);
    assert!(
        changed.changes[1].options.is_empty(),
        "it only reads more channels"
    );
    let [before, after] = &changed.totals;
    assert_eq!(before.params - 40 - 112, after.params - 56 - 456);
}

#[test]
fn added_removed_renamed() {
    let renamed = diff(BEFORE, &BEFORE.replace("second:", "other:"));
    assert_eq!(states(&renamed), [(State::Renamed, "other")]);
    let renamed = diff(BEFORE, &BEFORE.replace("third:", "last:"));
    assert_eq!(
        states(&renamed),
        [
            (State::Renamed, "last"),
            (State::Renamed, "last.batch_norm"),
            (State::Renamed, "last.activation")
        ]
    );
    let removed = diff(
        BEFORE,
        &BEFORE.replace("  second:  {conv: 8, kernel: 1}\n", ""),
    );
    assert_eq!(
        states(&removed),
        [(State::Removed, "second"), (State::Changed, "third")]
    );
    let added = diff(
        &BEFORE.replace("  second:  {conv: 8, kernel: 1}\n", ""),
        BEFORE,
    );
    assert_eq!(
        states(&added),
        [(State::Added, "second"), (State::Changed, "third")]
    );
    let kind = diff(
        BEFORE,
        &BEFORE.replace("global_avg_pool", "global_max_pool"),
    );
    assert_eq!(kind.changes[0].options[0].name, "kind");
    assert_eq!(kind.changes[0].options[0].after, "global_max_pool");
}

#[test]
fn written() {
    let edit = BEFORE
        .replace("  second:  {conv: 8, kernel: 1}\n", "")
        .replace(
            "third:   {conv: 8, kernel: 3",
            "third:   {conv: 16, kernel: 5",
        )
        .replace("pool: ", "mean: ")
        .replace("  classes", "  drop:    {dropout: 0.5}\n  classes");
    let diff = diff(BEFORE, &edit);
    let plain: String =
        diff.table()
            .split("\x1b[")
            .enumerate()
            .fold(String::new(), |text, (at, part)| {
                text + if at == 0 {
                    part
                } else {
                    part.split_once('m').expect("a colour").1
                }
            });
    insta::assert_snapshot!("table", plain);
    insta::assert_snapshot!("json", diff.json());
    let json: serde_json::Value = serde_json::from_str(&diff.json()).expect("JSON");
    assert_eq!(
        json["totals"]["params"]["change"],
        i64::try_from(diff.totals[1].params).expect("small")
            - i64::try_from(diff.totals[0].params).expect("small")
    );
}

#[test]
fn outputs_and_heads_are_told() {
    let with = |results: &str| format!("{BEFORE}{results}");
    let heads = "heads:\n  aux: {from: first, when: always, weight: 0.2, layers: {mean: global_avg_pool}}\n";
    let before = with(&format!("{heads}outputs: [classes, second]\n"));
    let told = |after: &str| {
        let diff = diff(&before, after);
        assert!(!diff.is_empty());
        diff.results
    };
    let swapped = before.replace("[classes, second]", "[second, classes]");
    assert_eq!(
        told(&swapped),
        ["outputs: classes, second, aux -> second, classes, aux"]
    );
    let heavier = before.replace("weight: 0.2", "weight: 0.9");
    assert_eq!(told(&heavier), ["head aux: weight 0.2 -> 0.9"]);
    let later = before.replace("always", "training");
    assert_eq!(
        told(&later),
        [
            "outputs: classes, second, aux -> classes, second",
            "head aux: when always -> training"
        ]
    );
}
