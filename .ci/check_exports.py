#!/usr/bin/env python3
"""Reads what `eclip export` writes with the tools it is meant for, and compares their figures with ours.

    pip install ir_measures pytrec_eval-terrier pycocotools krippendorff irrCAC
    .ci/check_exports.py [PROGRAM]

1. qrels and a run of the bundled demo: nDCG@10, P@10, RR and AP by ir_measures (over trec_eval) against `eclip eval --qrels`.
2. COCO boxes: pycocotools loads them, scores them against themselves (AP 1) and against boxes moved by a tenth.
3. Agreement: Krippendorff's alpha by krippendorff, AC1/AC2 by irrCAC, against `eclip agree`.
4. The committed forms in Tests/Golden/exports are read the same way.
"""
import contextlib, csv, io, json, math, os, random, subprocess, sys, tempfile

root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
program = sys.argv[1] if len(sys.argv) > 1 else os.path.join(root, ".build/release/eclip")
worst = {}


def eclip(*words, status=0):
    run = subprocess.run([program, *words], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert run.returncode == status, f"eclip {' '.join(words)}: {run.returncode} {run.stderr}"
    return run.stdout


def compare(name, ours, theirs, tolerance=1e-6):
    difference = abs(ours - theirs)
    worst[name] = max(worst.get(name, 0), difference)
    assert difference <= tolerance, f"{name}: {ours} here, {theirs} there"


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def verdicts(folder, name, seed, flips=0.0, scale=4, flip_seed=0):
    """A session with grades for the first rows of some queries: random, or those of another rater with some changed."""
    draw, flip = random.Random(seed), random.Random(flip_seed)
    queries = ["red mug", "yellow bag", "blue lamp", "green t-shirt", "black backpack", "white bowl"]
    asked = write(f"{folder}/{name}.asked", "".join(json.dumps({"text": query}) + "\n" for query in queries))
    rows = [["query", "image", "grade", "level"]]
    for line in eclip("search", "--queries", asked, "--format", "trec", "--top", "25").splitlines():
        query, _, document, rank, _, _ = line.split()
        level = draw.choices(range(scale), weights=[4, 2, 2, 2][:scale])[0]
        if flip.random() < flips:
            level = flip.randrange(scale)
        skipped = draw.random() < 0.3
        if not skipped:
            rows.append([query.replace("%20", " "), document, "good" if level > 0 else "bad", level])
    table = io.StringIO()
    csv.writer(table).writerows(rows)
    path = write(f"{folder}/{name}.csv", table.getvalue())
    eclip("import", path, "--format", "csv", "--session", f"{folder}/{name}.jsonl", "--rater", name)
    return f"{folder}/{name}.jsonl", asked


def check_figures(folder):
    import ir_measures
    from ir_measures import AP, P, RR, nDCG

    session, asked = verdicts(folder, "ann", 1)
    qrels = write(f"{folder}/ann.qrels", eclip("export", "--session", session, "--format", "qrels"))
    for score in ["instance", "global"]:
        run = write(f"{folder}/{score}.run", eclip("search", "--queries", asked, "--format", "trec", "--top", "1000", "--score", score))
        ours = json.loads(eclip("eval", "--qrels", qrels, "--run", run, "--json"))
        live = json.loads(eclip("eval", "--qrels", session, "--queries", asked, "--score", score, "--json"))
        assert ours["figures"] == live["figures"], "a ranking and its run file are scored alike"
        measures = {"ndcg": nDCG @ 10, "p": P @ 10, "mrr": RR, "map": AP}
        theirs = {}
        for value in ir_measures.iter_calc(
            list(measures.values()), list(ir_measures.read_trec_qrels(qrels)), list(ir_measures.read_trec_run(run))
        ):
            theirs[value.query_id, str(value.measure)] = value.value
        assert len(ours["queries"]) == 6
        for query in ours["queries"]:
            for name, measure in measures.items():
                compare(f"{name} by ir_measures", query[name], theirs[query["id"].replace(" ", "%20"), str(measure)])


def check_boxes(folder):
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval

    found = json.loads(eclip("search", "red mug", "--json", "--top", "12"))["matches"]
    rows = [["query", "image", "instance", "grade", "reason", "box"]]
    for place, match in enumerate(found):
        box = [0.1 + 0.02 * place, 0.2, 0.3, 0.4 - 0.02 * place]
        rows.append(["red mug", match["image"], match["instance"], "bad", "right_product_wrong_region", " ".join(map(str, box))])
    table = io.StringIO()
    csv.writer(table).writerows(rows)
    path = write(f"{folder}/boxes.csv", table.getvalue())
    eclip("import", path, "--format", "csv", "--session", f"{folder}/boxes.jsonl")
    pictures = os.path.join(root, "Assets/Demo")
    coco = f"{folder}/boxes.json"
    eclip("export", "--session", f"{folder}/boxes.jsonl", "--format", "coco", "--pictures", pictures, "--output", coco)
    with contextlib.redirect_stdout(io.StringIO()):
        truth = COCO(coco)
        for shift, expected in [(0, 1.0), (0.5, 0.0)]:
            results = []
            for number in truth.getAnnIds():
                annotation = truth.loadAnns(number)[0]
                x, y, width, height = annotation["bbox"]
                results.append({"image_id": annotation["image_id"], "category_id": annotation["category_id"],
                                "bbox": [x + shift * width, y + shift * height, width, height], "score": 1.0})
            scored = COCOeval(truth, truth.loadRes(results), "bbox")
            scored.evaluate(), scored.accumulate(), scored.summarize()
            compare(f"COCO AP of boxes moved by {shift} of their size", scored.stats[0], expected)
    assert len(truth.getAnnIds()) == len(found) and truth.loadCats(1)[0]["name"] == "red mug"
    for annotation, row in zip(truth.loadAnns(truth.getAnnIds()), sorted(rows[1:], key=lambda row: row[1])):
        picture = truth.loadImgs(annotation["image_id"])[0]
        box = [float(number) for number in row[5].split()]
        back = [annotation["bbox"][0] / picture["width"], annotation["bbox"][1] / picture["height"],
                annotation["bbox"][2] / picture["width"], annotation["bbox"][3] / picture["height"]]
        for ours, theirs in zip(box, back):
            compare("box corners", ours, theirs, 1e-9)
    eclip("import", coco, "--format", "coco", "--session", f"{folder}/back.jsonl")


def check_agreement(folder):
    import krippendorff
    import pandas
    from irrCAC.raw import CAC

    for scale, level in [(2, "nominal"), (4, "ordinal")]:
        names = ["one", "two", "three"]
        sessions = [verdicts(folder, f"{name}{scale}", 7, flips=0.25 * place, scale=scale, flip_seed=place)[0] for place, name in enumerate(names)]
        ours = json.loads(eclip("agree", *sessions, "--scale", level, "--json"))
        merged = {}
        for session in sessions:
            for line in open(session, encoding="utf-8"):
                entry = json.loads(line)
                if entry["act"] == "judged":
                    key = entry["verdict"]["key"]
                    merged.setdefault((key["query"], key["image"]), {})[entry["rater"]] = entry["verdict"].get("level", 0)
        raters = sorted({rater for grades in merged.values() for rater in grades})
        table = [[grades.get(rater, math.nan) for rater in raters] for grades in merged.values()]
        alpha = krippendorff.alpha(list(map(list, zip(*table))), level_of_measurement=level)
        compare(f"Krippendorff's alpha, {level}", ours["all"]["krippendorff_alpha"]["value"], alpha)
        weights = "identity" if level == "nominal" else "ordinal"
        gwet = CAC(pandas.DataFrame(table, columns=raters), weights=weights, categories=list(range(scale)), digits=12).gwet()["est"]
        compare(f"Gwet's AC, {level}", ours["all"]["gwet_ac2"]["value"], gwet["coefficient_value"], 1e-5)
        compare(f"percent agreement, {level}", ours["all"]["percent_agreement"]["value"] if level == "nominal" else gwet["pa"], gwet["pa"], 1e-5)


def check_committed():
    import ir_measures
    from pycocotools.coco import COCO

    folder = os.path.join(root, "Tests/Golden/exports")
    assert len(list(ir_measures.read_trec_qrels(f"{folder}/verdicts.qrels"))) == 4
    with contextlib.redirect_stdout(io.StringIO()):
        boxes = COCO(f"{folder}/verdicts.coco")
    assert len(boxes.getAnnIds()) == 2
    with open(f"{folder}/verdicts.quepid", newline="", encoding="utf-8") as file:
        assert [row["rating"] for row in csv.DictReader(file)] == ["1", "3", "1", "1"]
    with open(f"{folder}/verdicts.rre", encoding="utf-8") as file:
        assert [len(group["relevant_documents"]) for group in json.load(file)["query_groups"]] == [1, 2, 1]


with tempfile.TemporaryDirectory() as folder:
    check_figures(folder)
    check_boxes(folder)
    check_agreement(folder)
check_committed()
for name, difference in worst.items():
    print(f"{name}: largest difference {difference:.2g}")
