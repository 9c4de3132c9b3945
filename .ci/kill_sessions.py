#!/usr/bin/env python3
"""Kills the real program with SIGKILL in the middle of judging and of importing, a few hundred times, and checks the session.

    .ci/kill_sessions.py [PROGRAM] [TIMES]

After every kill the journal must hold every act that was done before the last key, whole and in order, and nothing that is
no entry but, at most, one torn last line. All kills of a kind go into one session, so that every start also reopens what the last
kill left.
"""
import csv, io, json, os, pty, random, select, signal, subprocess, sys, tempfile, time

root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
program = sys.argv[1] if len(sys.argv) > 1 else os.path.join(root, ".build/release/eclip")
times = int(sys.argv[2]) if len(sys.argv) > 2 else 300
draw = random.Random(1)
environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"}


def start(*words):
    process, terminal = pty.fork()
    if process == 0:
        os.environ.update(environment)
        os.execv(program, [program, *words])
    return process, terminal


def read_until(terminal, words, seconds=20):
    """Everything on the terminal until all words were seen."""
    text, end = b"", time.monotonic() + seconds
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                text += os.read(terminal, 65536)
            except OSError:
                break
            if all(word in text for word in words):
                return text
    raise AssertionError(f"no {words} on the screen: {text[-400:]}")


def drain(terminal):
    while select.select([terminal], [], [], 0)[0]:
        try:
            if not os.read(terminal, 65536):
                return
        except OSError:
            return


def kill(process, terminal):
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    os.close(terminal)


def entries(path):
    """Entries of a journal; every whole line must be one. Also: is the last line torn?"""
    data = open(path, "rb").read() if os.path.exists(path) else b""
    lines = data.split(b"\n")
    torn = lines.pop() != b""
    parsed = [json.loads(line) for line in lines]
    assert [entry["seq"] for entry in parsed] == list(range(1, len(parsed) + 1)), "numbers without a gap"
    return parsed, torn


def wait_for(path, count, seconds=10):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found, torn = entries(path) if os.path.exists(path) else ([], False)
        if len(found) >= count:
            return found
        time.sleep(0.001)
    raise AssertionError(f"{len(found)} acts after {seconds} s, {count} were done")


def judge(folder):
    words = ["mug", "bag", "lamp", "shirt", "backpack", "bowl", "shoe", "hat", "chair", "bottle"]
    colours = ["red", "blue", "green", "black", "white", "yellow"]
    asked = f"{folder}/asked.jsonl"
    with open(asked, "w") as file:
        file.writelines(json.dumps({"text": f"{colour} {word}"}) + "\n" for word in words for colour in colours)
    queue, session = f"{folder}/queue.jsonl", f"{folder}/judged.jsonl"
    subprocess.run([program, "queue", "--queries", asked, "--top", "100", "--output", queue], check=True, capture_output=True)
    expected, lost, torn_ends, done = 0, 0, 0, 0
    for round in range(times):
        process, terminal = start("explore", "--judge", queue, "--session", session, "--rater", "killed")
        read_until(terminal, [b"saved"])
        expected += 1  # opened
        before = wait_for(session, expected)
        assert before[-1]["act"] == "opened"
        for _ in range(draw.randrange(4)):
            os.write(terminal, draw.choice([b"g", b"x", b"c", b"s", b"f"]))
            expected += 1
            before = wait_for(session, expected)
            drain(terminal)
        os.write(terminal, draw.choice([b"g", b"x", b"c", b"u"]))
        time.sleep(draw.random() ** 2 * 0.012)
        kill(process, terminal)
        after, torn = entries(session)
        assert after[: len(before)] == before, "what was there stays"
        assert len(after) - len(before) in (0, 1), f"{len(after) - len(before)} acts by one key"
        lost += len(after) == len(before)
        torn_ends += torn
        done += len(after)
        expected = len(after)
    print(f"judging: {times} kills, {expected} acts in the session, {lost} times the act in flight was not there, {torn_ends} torn ends")


def take(folder):
    rows = [["query", "image", "grade"]] + [[f"query {n % 50}", f"shop/{n}.png", "good" if n % 3 else "bad"] for n in range(3_000)]
    table = io.StringIO()
    csv.writer(table).writerows(rows)
    path, session = f"{folder}/many.csv", f"{folder}/taken.jsonl"
    open(path, "w").write(table.getvalue())
    counts, torn_ends, attempts = [0], 0, 0
    while len(counts) < times + 1 and attempts < 3 * times:
        attempts += 1
        if counts[-1] >= 3_000:
            os.remove(session)
            counts.append(0)
        run = subprocess.Popen([program, "import", path, "--format", "csv", "--session", session], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.02 + draw.random() * 0.12)
        run.kill()
        run.wait()
        found, torn = entries(session)
        assert len(found) >= counts[-1], "an act was lost"
        torn_ends += torn
        counts.append(len(found))
    subprocess.run([program, "import", path, "--format", "csv", "--session", session], check=True, capture_output=True)
    found, torn = entries(session)
    assert len({entry["verdict"]["key"]["image"] for entry in found}) == 3_000 and not torn
    partial = sum(0 < count < 3_000 for count in counts)
    print(f"importing: {attempts} kills, {partial} in the middle of the file, {torn_ends} torn ends, all 3000 verdicts there in the end")


with tempfile.TemporaryDirectory() as folder:
    judge(folder)
    take(folder)
