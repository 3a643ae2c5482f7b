//! Tests of `googlenet plot`, `googlenet diff` and `googlenet check --watch`.

use crate::common::{Finished, SPEC, Workspace, root};
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

#[test]
fn the_ending_is_the_format() {
    let place = Workspace::new();
    for (name, begin) in [
        ("a.svg", "<svg "),
        ("a.SVG", "<svg "),
        ("a.html", "<!doctype html>"),
        ("a.dot", "digraph \"Tiny\" {"),
        ("a.gv", "digraph \"Tiny\" {"),
        ("a.mmd", "flowchart TB\n"),
        ("a.png", "\u{89}PNG"),
        ("a.pdf", "%PDF-1.7"),
    ] {
        assert_eq!(place.run(&["plot", "tiny.yaml", "-o", name]).good(), "");
        let bytes = place.get(name);
        let text: String = bytes
            .iter()
            .take(40)
            .map(|byte| char::from(*byte))
            .collect();
        assert!(text.starts_with(begin), "{name}: {text}");
    }
    let out = place
        .run(&["plot", "tiny.yaml", "--format", "mermaid", "-o", "-"])
        .good();
    assert_eq!(out.as_bytes(), place.get("a.mmd"));
    let out = place
        .run(&[
            "plot",
            "tiny.yaml",
            "--rankdir",
            "lr",
            "--format",
            "dot",
            "-o",
            "-",
        ])
        .good();
    assert!(out.contains("rankdir=LR"), "{out}");
}

#[test]
fn what_cannot_be_drawn_writes_nothing() {
    let place = Workspace::new();
    place.put("broken.yaml", SPEC.replace("max_pool", "max_pol"));
    let before = place.names();
    let err = place.run(&["plot", "tiny.yaml", "-o", "a.gif"]).bad(2);
    assert_eq!(
        err,
        "error: `a.gif` does not end in svg, png, pdf, html, dot or mmd; help: give `--format`\n"
    );
    place.run(&["plot", "tiny.yaml"]).bad(2);
    place
        .run(&["plot", "tiny.yaml", "-o", "a.png", "--dpi", "0"])
        .bad(2);
    place
        .run(&["plot", "tiny.yaml", "-o", "a.svg", "--color-by", "age"])
        .bad(2);
    let err = place.run(&["plot", "broken.yaml", "-o", "a.svg"]).bad(1);
    assert!(
        err.contains("error[GN0110]") && err.contains("max_pol"),
        "{err}"
    );
    let err = place
        .run(&["plot", "tiny.yaml", "-o", "a.svg", "--expand", "pool"])
        .bad(1);
    assert_eq!(
        err,
        "error: there is no module `pool`; help: the network has no modules\n"
    );
    let err = place
        .run(&["plot", "tiny.yaml", "-o", "nowhere/a.svg"])
        .bad(1);
    assert!(err.contains("cannot write `nowhere/a.svg`"), "{err}");
    assert_eq!(place.names(), before);
}

/// Returns the width, the height, the pixels per metre and the RGB pixels of a PNG.
fn png(bytes: &[u8]) -> (u32, u32, u32, Vec<u8>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes))
        .read_info()
        .expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
    reader.next_frame(&mut pixels).expect("pixels");
    let info = reader.info();
    let dots = info.pixel_dims.expect("a resolution").xppu;
    (info.width, info.height, dots, pixels)
}

#[test]
fn a_png_has_its_resolution_and_its_words() {
    let place = Workspace::new();
    let draw = |args: &[&str]| {
        let mut all = vec!["plot", "tiny.yaml", "-o", "a.png"];
        all.extend(args);
        place.run(&all).good();
        png(&place.get("a.png"))
    };
    let (width, height, dots, pixels) = draw(&["--dpi", "96"]);
    assert_eq!(dots, 3780, "96 per inch are 3780 per metre");
    let (wide, high, ..) = draw(&["--dpi", "192"]);
    assert_eq!((wide, high), (2 * width, 2 * height));
    // Only text is dark, so that without a font no pixel would be.
    let dark = pixels
        .chunks(3)
        .filter(|pixel| pixel.iter().all(|part| *part < 60));
    assert!(dark.count() > 300, "few dark pixels");
}

#[test]
fn the_largest_network_is_drawn() {
    let place = Workspace::new();
    let spec = root().join("specs/inception_v4.yaml");
    let spec = spec.to_str().expect("a path in UTF-8");
    place.run(&["plot", spec, "-o", "a.svg"]).good();
    let err = place
        .run(&["plot", spec, "-o", "a.png", "--dpi", "2400"])
        .bad(1);
    assert!(
        err.contains("help: lower the dpi or the width, or fold or collapse modules"),
        "{err}"
    );
}

#[test]
fn figures_for_slides() {
    let place = Workspace::new();
    let spec = root().join("specs/inception_v1.yaml");
    let spec = spec.to_str().expect("a path in UTF-8");
    let draw = |args: &[&str]| {
        let mut all = vec!["plot", spec, "-o", "-"];
        all.extend(args);
        if !args.contains(&"--format") {
            all.extend(["--format", "svg"]);
        }
        place.run(&all).good()
    };
    let module = draw(&[
        "--module",
        "inception",
        "--title",
        "A module",
        "--width",
        "640",
    ]);
    assert!(module.contains(">A module</text>") && module.contains(" width=\"640\""));
    assert!(
        module.contains(">concat 64 + 128 + 32 + 32</text>") && !module.contains("inception_3b")
    );
    let several = draw(&["--expand", "inception_3a,inception_4e"]);
    assert_eq!(several.matches(">conv_3x3_reduce</text>").count(), 2);
    let dark = draw(&["--theme", "dark", "--collapse", "--legend=never"]);
    assert!(dark.contains("fill=\"#0b1120\"") && !dark.contains(">module</text>"));
    let clear = draw(&["--background", "transparent", "--collapse", "--fold"]);
    assert!(!clear.contains("fill=\"#ffffff\""));
    let dot = draw(&["--format", "dot", "--collapse", "--legend"]);
    assert!(dot.contains("cluster_legend"));
    let bad = |args: &[&str]| {
        let mut all = vec!["plot", spec, "-o", "a.png"];
        all.extend(args);
        place.run(&all)
    };
    let err = bad(&["--module", "3a"]).bad(1);
    assert_eq!(
        err,
        "error: there is no module `3a`; help: did you mean `inception_3a`?\n"
    );
    let err = bad(&["--module", "stem"]).bad(1);
    assert!(
        err.starts_with("error: there is no module `stem`; help: its modules are `inception_3a`, "),
        "{err}"
    );
    bad(&["--width", "640", "--dpi", "96"]).bad(2);
    for (format, words, warned) in [
        ("html", "--theme dark", "--theme"),
        ("dot", "--background white", "--background"),
        ("mermaid", "--width 640", "--width"),
        ("svg", "--dpi 96", "--dpi"),
        ("png", "--dpi 96", ""),
        ("pdf", "--width 640 --theme dark", ""),
    ] {
        let mut all = vec![
            "plot",
            spec,
            "--collapse",
            "--format",
            format,
            "-o",
            "drawn",
        ];
        all.extend(words.split_whitespace());
        let ended = place.run(&all);
        assert_eq!(ended.status, Some(0), "{format}");
        let said = format!("warning: `{warned}` changes nothing here");
        match warned {
            "" => assert_eq!(ended.err, "", "{format}"),
            _ => assert!(ended.err.starts_with(&said), "{}", ended.err),
        }
    }
    let err = bad(&["--background", "see-through"]).bad(2);
    assert!(err.contains("expected `transparent`, `white`"), "{err}");
    let paper = root().join("specs/googlenet_paper.yaml");
    let paper = paper.to_str().expect("a path in UTF-8");
    let err = place
        .run(&["plot", paper, "-o", "a.svg", "--module", "loss1"])
        .bad(1);
    assert_eq!(
        err,
        "error: `loss1` exists only in training; help: give `--training`\n"
    );
}

/// A PNG that many programs cannot show is written with a warning.
#[test]
fn a_long_png_warns() {
    let place = Workspace::new();
    let mut spec =
        "format: 1\nname: Long\ninput: {height: 2, width: 2, channels: 4}\nlayers:\n".to_owned();
    for at in 0..190 {
        spec += &format!("  s{at}: {{conv: 4, kernel: 1}}\n");
    }
    place.put("long.yaml", spec);
    let draw = ["plot", "long.yaml", "-o", "a.png", "--dpi", "96"];
    let told = |draw: &[&str]| {
        let finished = place.run(draw);
        assert_eq!(finished.status, Some(0), "{}", finished.err);
        finished.err
    };
    let err = told(&draw);
    let (_, high, ..) = png(&place.get("a.png"));
    assert!(high > 16_000, "{high}");
    assert!(
        err.starts_with("warning: the drawing has ") && err.contains("--fold"),
        "{err}"
    );
    let mut folded = draw.to_vec();
    folded.push("--fold");
    assert_eq!(told(&folded), "");
    assert!(png(&place.get("a.png")).1 < 500);
}

#[test]
fn diff_tells_what_an_edit_changed() {
    let place = Workspace::new();
    place.put(
        "edited.yaml",
        SPEC.replace("conv: 5, kernel: 3", "conv: 6, kernel: 3"),
    );
    let out = place.run(&["diff", "tiny.yaml", "edited.yaml"]).good();
    assert!(!out.contains('\x1b'), "no colours in a pipe: {out}");
    let conv = out
        .lines()
        .find(|line| line.starts_with("~  conv "))
        .expect("the layer");
    let cells: Vec<&str> = conv
        .split("  ")
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .collect();
    assert_eq!(
        cells,
        [
            "~",
            "conv",
            "4x3x5 -> 4x3x6",
            "+19",
            "+216",
            "+48 B",
            "filters 5 -> 6"
        ]
    );
    assert!(out.contains("+25 (+19.5 %)"), "{out}");
    let same = place.run(&["diff", "tiny.yaml", "tiny.yaml"]).good();
    assert_eq!(same, "tiny.yaml and tiny.yaml describe the same network\n");
    let json = place
        .run(&["diff", "tiny.yaml", "edited.yaml", "--format", "json"])
        .good();
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["totals"]["params"]["change"], 25);
    assert_eq!(json["changes"][0]["options"][0]["name"], "filters");
    place
        .run(&["diff", "tiny.yaml", "edited.yaml", "-o", "d.html"])
        .good();
    let html = String::from_utf8(place.get("d.html")).expect("UTF-8");
    assert!(html.contains(r#""state":"changed""#) && html.contains(r#""before":"tiny.yaml""#));
    place
        .run(&["diff", "tiny.yaml", "edited.yaml", "-o", "d.txt"])
        .good();
    assert_eq!(place.get("d.txt"), out.as_bytes());
    place
        .run(&["diff", "tiny.yaml", "edited.yaml", "-o", "d.gif"])
        .bad(2);
    place.run(&["diff", "tiny.yaml", "nowhere.yaml"]).bad(1);
    for (name, coloured) in [("CLICOLOR_FORCE", true), ("NO_COLOR", false)] {
        let mut command = place.command(&["diff", "tiny.yaml", "edited.yaml"]);
        let out = Finished::of(command.env(name, "1").output().expect("the binary starts")).good();
        assert_eq!(out.contains("\x1b["), coloured, "{name}");
    }
}

/// Running `googlenet check --watch`, which is ended when the value is dropped.
struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn new(place: &Workspace) -> Watching {
        let mut command = place.command(&["check", "--watch", "tiny.yaml"]);
        // Both streams are one pipe, as on a terminal.
        let (reader, writer) = std::io::pipe().expect("a pipe");
        let error = writer.try_clone().expect("a pipe");
        let child = command
            .stdout(writer)
            .stderr(error)
            .spawn()
            .expect("the binary starts");
        drop(command);
        let (send, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(reader).lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    return;
                }
            }
        });
        Watching { child, lines }
    }

    /// Returns the next lines of output, up to one that starts with `begin`.
    ///
    /// # Panics
    /// Panics if no line comes for 60 seconds.
    #[track_caller]
    fn until(&self, begin: &str) -> String {
        let mut text = String::new();
        loop {
            let line = self.lines.recv_timeout(Duration::from_secs(60));
            let line = line.unwrap_or_else(|_| panic!("no line begins with `{begin}`:\n{text}"));
            text += &format!("{line}\n");
            if line.starts_with(begin) {
                return text;
            }
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn watch_checks_whatever_is_saved() {
    let place = Workspace::new();
    let watching = Watching::new(&place);
    watching.until("tiny.yaml: ok, 4 layers, 128 parameters");
    place.put("tiny.yaml", SPEC.replace("max_pool", "max_pol"));
    let said = watching.until("error[GN0110]");
    assert!(!said.contains(": ok"), "{said}");
    watching.until("  = help");
    // Editors save a file by moving another one to its place.
    place.put("new.yaml", SPEC.replace("conv: 5", "conv: 6"));
    std::fs::rename(place.path("new.yaml"), place.path("tiny.yaml")).expect("renamed");
    watching.until("tiny.yaml: ok, 4 layers, 153 parameters");
    let said = watching.until("  +");
    assert!(said.starts_with("  +25 parameters, +222 MACs"), "{said}");
    std::fs::remove_file(place.path("tiny.yaml")).expect("removed");
    watching.until("error[GN0001]");
    place.put("tiny.yaml", SPEC);
    watching.until("tiny.yaml: ok, 4 layers, 128 parameters");
    watching.until("  -25 parameters");
    place.put("tiny.yaml", SPEC.replace("name: Tiny", "name: Tidy"));
    watching.until("  totals unchanged");
}

#[test]
fn watch_checks_the_file_of_labels_too() {
    let place = Workspace::new();
    place.put(
        "tiny.yaml",
        SPEC.replace("layers:", "labels: words.txt\nlayers:"),
    );
    let watching = Watching::new(&place);
    watching.until("error[GN0149]");
    place.put("words.txt", "a\nb\n");
    let said = watching.until("error[GN0213]");
    assert!(!said.contains(": ok"), "{said}");
    place.put("words.txt", "a\nb\nc\n");
    watching.until("tiny.yaml: ok, 4 layers, 128 parameters");
    std::fs::remove_file(place.path("words.txt")).expect("removed");
    let said = watching.until("error[GN0149]");
    assert!(!said.contains(": ok"), "checked once: {said}");
}

#[test]
fn watch_ends_when_nobody_listens() {
    let place = Workspace::new();
    let mut command = place.command(&["check", "--watch", "tiny.yaml"]);
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut out: BufReader<ChildStdout> = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut line = String::new();
    out.read_line(&mut line).expect("a line");
    drop(out);
    place.put("tiny.yaml", SPEC.replace("conv: 5", "conv: 6"));
    assert!(child.wait().expect("it ends").success());
}
