use googlenet_dsl::plan::training::*;
fn main() {
    for f in std::env::args().skip(1) {
        let c = googlenet_dsl::CompileOptions::default()
            .compile_file(&f)
            .map_err(|e| format!("{e:?}"))
            .unwrap();
        let t = std::time::Instant::now();
        let p = TrainingPlan::new(&c.graph, &TrainingOptions::default());
        println!(
            "{f}: arena {} -> training {} ; {} forward, {} backward, {:?}",
            c.plan.arena_bytes,
            p.arena_bytes,
            p.forward.len(),
            p.backward.len(),
            t.elapsed()
        );
        if std::env::var("V").is_ok() {
            for s in p.forward.iter().chain(&p.backward) {
                println!(
                    "{:?} layer {} {} acc {} grad {:?} target {:?} saved {} sums {}",
                    s.kind,
                    s.layer,
                    s.op().label(),
                    s.accumulate,
                    s.gradient.as_ref().map(|r| (r.offset, r.layout.border)),
                    s.target.as_ref().map(|r| (r.offset, r.layout.border)),
                    s.saved.is_some(),
                    s.sums.is_some()
                );
            }
        }
    }
}
