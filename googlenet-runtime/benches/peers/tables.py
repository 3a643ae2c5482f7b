"""The tables of what compare.py has measured."""

import statistics

# This project in the element type that is measured.
OURS = "googlenet"
# This project in f32, beside another type.
OURS_F32 = "googlenet-f32"
# This project with a file of packed weights. Only its start is measured, because later runs do not differ.
PACKED = "googlenet, packed"
# Engines of which the fastest is compared with this project, by element type.
BARS = {
    "f32": ("onnxruntime", "openvino-f32"),
    "bf16": ("openvino-bf16",),
    "int8": ("onnxruntime-int8", "openvino-int8", "openvino-int8-bf16"),
}
NOTES = {
    "bf16": "ONNX Runtime and RTen have no convolutions of bf16 for these processors, and are not in this table; ncnn's bf16 is not "
    "compared.",
    "int8": "ONNX Runtime and OpenVINO run the file that ONNX Runtime's static quantiser (QDQ, MinMax, weights by channel) "
    "makes on the images that ours is calibrated on; OpenVINO computes the rest in f32 or in bf16.",
}


def bars(results, threads):
    """Returns the ratios of others' times to ours: of the fastest peer, and of ours in f32."""
    times = {}
    for engine, rounds in results["times"][threads].items():
        median = statistics.median(report["median_ms"] for report in rounds)
        times[engine] = median, min(report["min_ms"] for report in rounds)
    found = []
    for engines in (BARS[results["dtype"]], (OURS_F32,)):
        there = [engine for engine in engines if engine in times]
        if there:
            medians, minimums = (min(times[engine][at] for engine in there) for at in (0, 1))
            fastest = min(there, key=lambda engine: times[engine][1])
            ours = times[OURS]
            found.append({
                "engine": fastest, "of": there, "ms": minimums, "ours_ms": ours[1],
                "medians": medians / ours[0], "minimums": minimums / ours[1],
            })
    return found


def overview(all_results):
    """Returns a table with a line for each element type and number of threads."""
    lines = ["| type | threads | best peer | its min ms | ours, min ms | minimums | medians |", "|---|---:|---|---:|---:|---:|---:|"]
    for results in all_results:
        for threads in results["times"]:
            for bar in bars(results, threads):
                lines.append(
                    f"| {results['dtype']} | {threads} | {bar['engine']} | {bar['ms']:.2f} | {bar['ours_ms']:.2f} "
                    f"| {bar['minimums']:.2f} | {bar['medians']:.2f} |"
                )
    return "\n".join([*lines, ""])


def table(results):
    """Returns the results as Markdown."""
    facts, engines = results["machine"], results["engines"]
    peak, hand_over = facts["gflops_a_core"], facts["hand_over_ns"]
    # The README's table is made of those of f32.
    named, of_type = ("", "") if results["dtype"] == "f32" else (f" in {results['dtype']}", f"{results['dtype']}, ")
    lines = [
        f"{results['network']}{named}, batch {results['batch']}, {facts['processor']}, {facts['cores']} cores, "
        f"{facts['isa']}, peak {peak} GFLOP/s a core, {hand_over} ns from core to core; "
        f"{results['rounds']} rounds of {results['seconds']} s.",
        "",
    ]
    for threads, reports in results["times"].items():
        medians = {engine: statistics.median(r["median_ms"] for r in rounds) for engine, rounds in reports.items()}
        lines += [
            f"| {of_type}{threads} thread{'' if threads == '1' else 's'} | version | median ms | min ms | p99 ms | runs | its median / ours | largest difference |",
            "|---|---|---:|---:|---:|---:|---:|---:|",
        ]
        for engine, rounds in sorted(reports.items(), key=lambda item: medians[item[0]]):
            least = min(report["min_ms"] for report in rounds)
            p99 = statistics.median(report["p99_ms"] for report in rounds)
            runs = sum(report["runs"] for report in rounds)
            ratio = medians[engine] / medians[OURS]
            lines.append(
                f"| {engine} | {engines[engine]['version']} | {medians[engine]:.2f} | {least:.2f} | {p99:.2f} | {runs} "
                f"| {ratio:.2f} | {engines[engine]['difference']:.0e} |"
            )
        for bar in bars(results, threads):
            what = "Ours in f32" if bar["engine"] == OURS_F32 else f"The best of {' and '.join(bar['of'])}"
            lines += ["", f"{what} over ours: {bar['medians']:.2f}, of the minimums {bar['minimums']:.2f}."]
        lines.append("")
    if any(start["seconds"] for start in results["cold"].values()):
        threads = max(map(int, results["times"]))
        lines += [
            f"| process on {threads} thread{'' if threads == 1 else 's'}, weights from a file | start to first result, ms (median, min) | ONNX Runtime's / its | peak memory, MiB | ONNX Runtime's / its |",
            "|---|---:|---:|---:|---:|",
        ]
        bar = results["cold"].get("onnxruntime") or results["cold"].get("onnxruntime-int8")
        for engine, start in results["cold"].items():
            seconds = [1e3 * second for second in start["seconds"]]
            peak = statistics.median(start["peak_kib"]) / 1024
            note = " (less the interpreter's)" if engine == "ncnn" else ""
            ratios = ["", ""]
            if bar:
                pairs = zip(bar["seconds"], start["seconds"])
                less = statistics.median(bar["peak_kib"]) / 1024 / peak
                ratios = [f"{statistics.median(theirs / its for theirs, its in pairs):.2f}", f"{less:.2f}"]
            lines.append(
                f"| {engine}{note} | {statistics.median(seconds):.0f}, {min(seconds):.0f} | {ratios[0]} | {peak:.0f} | {ratios[1]} |"
            )
        lines.append("")
    if results["dtype"] in NOTES:
        lines += [NOTES[results["dtype"]], ""]
    return "\n".join(lines)
