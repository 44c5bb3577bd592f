#!/usr/bin/env python3
"""The job on a real standalone cluster (a master and two workers on loopback), one worker of which is killed in the middle.

    test_cluster.py TIEBOOK [--documents N] [--record FILE] [--work DIR]

Run it with an interpreter that has PySpark, on a machine with java; without them it ends with 77 (script/test-spark gets both).
What the job writes is compared in full with one run of `tiebook mentions --jsonl` on this machine. It is a failure, too, when
the worker that was killed had no task running, or none was lost and done again.
"""

import argparse
import collections
import datetime
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
BOOK = HERE.parent.parent / "entities.yaml"
JOB = HERE / "mentions_job.py"
PATIENCE = 900  # seconds; a machine may be busy with other things

sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE))
import mentions_job  # noqa: E402

# Lines that are no documents, and documents that are easily taken for none.
ODD = [b"", b"  ", b"no JSON", b'"a string"', b'{"id": 1}', b'{"id": "cut", "text": "Iran', b"\xff\xfe", b'{"id": "latin", "text": "Ch\xe1vez"}',
       b'{"id": "lone", "text": "\\ud800 Iran"}', b'{"id": 1.50, "text": "Iran"}', b'{"id": "cr", "text": "Iran"}\r',
       b'{"id": "escaped", "text": "Hugo Ch\\u00e1vez\\nand Hezbollah"}', '{"id": "é,\\"mentions\\":", "text": "Hezbollah"}'.encode(),
       b'{"id": "mentions_job: lines before this one: 3", "text": "Iran"}', b'{"id": "0", "text": "the same id as another"}']
SYLLABLES = ["ka", "lo", "mi", "ten", "ra", "su", "vel", "do", "nim", "par", "es", "qui"]


def write_corpus(path, documents, seed=7):
    """Documents of made-up words, with names of the shipped book among them and odd lines here and there."""
    rng = random.Random(seed)
    names = [line.split("name:", 1)[1].strip(" \"'{}") for line in BOOK.read_text(encoding="utf-8").splitlines()
             if line.strip().startswith("name:")]
    words = ["".join(rng.choice(SYLLABLES) for _ in range(rng.randint(1, 4))) for _ in range(5000)]
    with path.open("wb") as out:
        for i in range(documents):
            text = rng.choices(words, k=rng.randint(100, 600))
            for name in rng.choices(names, k=rng.randint(0, 6)):
                text.insert(rng.randrange(len(text)), name.replace(" ", "\n") if rng.random() < 0.1 else name)
            out.write(json.dumps({"id": str(i), "text": " ".join(text)}, ensure_ascii=rng.random() < 0.5).encode() + b"\n")
            if i % 500 == 250:
                out.write(ODD[i // 500 % len(ODD)] + b"\n")
        out.write(b"\n".join(ODD))


def tallies(found):
    """Mentions and documents of each entity, documents of each pair; found is {line: [entity, …]}."""
    entities, pairs = collections.defaultdict(lambda: [0, 0]), collections.Counter()
    for named in found.values():
        for entity in named:
            entities[entity][0] += 1
        for entity in set(named):
            entities[entity][1] += 1
        pairs.update((a, b) for a in set(named) for b in set(named) if a < b)
    return {e: tuple(n) for e, n in entities.items()}, dict(pairs)


def one_machine(tiebook, corpus):
    """What one run of tiebook says of the corpus."""
    with corpus.open("rb") as lines:
        done = subprocess.run([tiebook, "mentions", "--jsonl", "--book", str(BOOK)], stdin=lines, capture_output=True)
    assert done.returncode == 1, done.stderr  # there are odd lines
    raws, answers = corpus.read_bytes().split(b"\n"), done.stdout.decode().splitlines()
    assert len(raws) == len(answers), (len(raws), len(answers))
    mentions, errors, found = collections.Counter(), collections.Counter(), {}
    for number, (raw, answer) in enumerate(zip(raws, answers)):
        value = json.loads(answer)
        if "error" in value:
            error = value["error"] if mentions_job.is_utf8(raw) else mentions_job.NO_UTF8
            errors[raw, error] += 1
            continue
        found[number] = [m["entity"] for m in value["mentions"]]
        for m in value["mentions"]:
            mentions[mentions_job.document_id(answer) + tuple(m[k] for k in KEYS)] += 1
    return {"lines": len(raws), "mentions": mentions, "errors": errors, "tallies": tallies(found)}


KEYS = ("start", "end", "text", "entity", "kind", "form", "alias")


def many_machines(folder):
    """The same of what the job has written."""
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", False).config("spark.log.level", "ERROR").getOrCreate()
    try:
        def rows(name):
            return spark.read.parquet(str(folder / name)).toLocalIterator()

        mentions = collections.Counter((r.id, r.id_is_number, *(r[k] for k in KEYS)) for r in rows("mentions"))
        return {"lines": sum(1 for _ in rows("documents")), "mentions": mentions,
                "errors": collections.Counter((bytes(r.raw), r.error) for r in rows("errors")),
                "tallies": ({r.entity: (r.mentions, r.documents) for r in rows("entities")},
                            {(r.a, r.b): r.documents for r in rows("pairs")})}
    finally:
        spark.stop()


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for(what, question):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        answer = question()
        if answer:
            return answer
        time.sleep(0.1)
    raise SystemExit(f"test_cluster: waited {PATIENCE} s for {what}")


def get(url):
    try:
        with urllib.request.urlopen(url, timeout=20) as reply:
            return json.load(reply)
    except (OSError, ValueError):
        return None


class Cluster:
    """A master and two workers, each with an address of its own on loopback and a process group of its own."""

    def __init__(self, work, spark_home):
        self.work, self.home = work, spark_home
        self.port, self.web = free_port(), free_port()
        self.url = f"spark://127.0.0.1:{self.port}"
        self.processes = {}
        self.start("master", "127.0.0.1", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", str(self.port),
                   "--webui-port", str(self.web))
        wait_for("the master", lambda: get(f"http://127.0.0.1:{self.web}/json/"))
        self.workers = ["127.0.0.2", "127.0.0.3"]
        for host in self.workers:
            self.start(host, host, "org.apache.spark.deploy.worker.Worker", "--host", host, "--cores", "1", "--memory", "1g",
                       "--webui-port", "0", "--work-dir", str(work / host), self.url)
        wait_for("two workers", lambda: len([w for w in (get(f"http://127.0.0.1:{self.web}/json/") or {}).get("workers", [])
                                             if w["state"] == "ALIVE"]) == 2)

    def environment(self, host="127.0.0.1"):
        return {**os.environ, "SPARK_HOME": str(self.home), "SPARK_LOCAL_IP": host, "PYSPARK_PYTHON": sys.executable,
                "SPARK_DAEMON_MEMORY": "512m", "PYTHONDONTWRITEBYTECODE": "1"}

    def start(self, name, host, *command):
        log = (self.work / f"{name}.log").open("w")
        self.processes[name] = subprocess.Popen([str(self.home / "bin" / "spark-class"), *command], env=self.environment(host),
                                                stdout=log, stderr=log, start_new_session=True)

    def kill(self, name):
        """Ends a process and those of its group (an executor is of its worker's), as a power cut would."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self):
        for name in list(self.processes):
            self.kill(name)


def submit(cluster, tiebook, corpus, output, log, *conf):
    command = [str(cluster.home / "bin" / "spark-submit"), "--master", cluster.url]
    for setting in ("spark.driver.host=127.0.0.1", "spark.driver.bindAddress=127.0.0.1", "spark.executor.memory=768m",
                    "spark.driver.memory=768m", "spark.sql.shuffle.partitions=4", *conf):
        command += ["--conf", setting]
    command += [str(JOB), "--book", str(BOOK), "--jsonl", str(corpus), "--output", str(output), "--tiebook", tiebook, "--partition-bytes", "1m"]
    return subprocess.Popen(command, env=cluster.environment(), stdout=log, stderr=log)


def kill_in_the_middle(cluster, job, ui, log):
    """Kills the second worker when some tasks are done and it has one running; what was seen then."""
    base = f"http://127.0.0.1:{ui}/api/v1/applications"
    victim = cluster.workers[1]

    def running():
        if job.poll() is not None:
            raise SystemExit("test_cluster: the job ended before a worker could be killed:\n" + pathlib.Path(log.name).read_text()[-3000:])
        applications = get(base)
        if not applications:
            return None
        base_app = f"{base}/{applications[0]['id']}"
        # The step that reads the texts, and no other.
        stages = [s for s in get(f"{base_app}/stages?status=active") or [] if s["numTasks"] > 10]
        executors = {e["hostPort"].split(":")[0]: e for e in get(f"{base_app}/executors") or [] if e["id"] != "driver"}
        if not stages or set(executors) != set(cluster.workers):
            return None
        done, n = stages[0]["numCompleteTasks"], stages[0]["numTasks"]
        busy = executors[victim]
        if done * 4 < n or busy["activeTasks"] < 1 or busy["completedTasks"] < 1:
            return None
        return {"done": done, "tasks": n, "executor": busy["id"], "running": busy["activeTasks"], "by_it": busy["completedTasks"]}

    seen = wait_for("a task on the second worker", running)
    cluster.kill(victim)
    return seen


def lost_tasks(events, executor):
    """From Spark's own record: tasks that were lost with the executor, and those of them that were done again elsewhere."""
    lost, done = set(), {}
    for path in sorted(p for p in events.rglob("*") if p.is_file()):
        for line in path.read_text(encoding="utf-8").splitlines():
            event = json.loads(line) if line.startswith("{") else {}
            if event.get("Event") != "SparkListenerTaskEnd":
                continue
            task, key = event["Task Info"], (event["Stage ID"], event["Task Info"]["Index"])
            if event["Task End Reason"]["Reason"] == "ExecutorLostFailure" and task["Executor ID"] == executor:
                lost.add(key)
            if event["Task End Reason"]["Reason"] == "Success":
                done[key] = task["Executor ID"]
    return lost, {key for key in lost if done.get(key) not in (None, executor)}


def differences(one, many):
    out = []
    for what in one:
        if one[what] == many[what]:
            continue
        if isinstance(one[what], collections.Counter):
            out.append(f"{what}: only one machine {list((one[what] - many[what]).items())[:3]}, only the cluster "
                       f"{list((many[what] - one[what]).items())[:3]}")
        else:
            out.append(f"{what}: {str(one[what])[:300]} and {str(many[what])[:300]}")
    return out


def check_kill(cluster, options, work, corpus):
    """The main test; a paragraph for the record."""
    ui, events = free_port(), work / "events"
    events.mkdir()
    start = time.monotonic()
    one = one_machine(options.tiebook, corpus)
    alone, start = time.monotonic() - start, time.monotonic()
    with (work / "job.log").open("w") as log:
        job = submit(cluster, options.tiebook, corpus, work / "output", log, f"spark.ui.port={ui}", "spark.eventLog.enabled=true",
                     "spark.eventLog.compress=false", f"spark.eventLog.dir={events}")
        try:
            seen = kill_in_the_middle(cluster, job, ui, log)
            status = job.wait(PATIENCE)
        finally:
            if job.poll() is None:
                job.kill()
    taken = time.monotonic() - start
    assert status == 1, f"status {status}; see {work}/job.log"  # as tiebook: there are odd lines
    lost, again = lost_tasks(events, seen["executor"])
    assert lost and lost == again, f"lost {lost}, done again {again}"
    found = differences(one, many_machines(work / "output"))
    assert not found, "\n".join(found)
    n_mentions, (entities, pairs) = sum(one["mentions"].values()), one["tallies"]
    return (f"{one['lines']:,} lines ({corpus.stat().st_size / 1e6:.1f} MB), {sum(one['errors'].values())} of them no documents. The second of "
            f"two workers was killed (SIGKILL) when {seen['done']} of {seen['tasks']} tasks were done, {seen['by_it']} of them by it, and it "
            f"had {seen['running']} running; {len(lost)} task{'s were' if len(lost) != 1 else ' was'} lost with it and done again by the other. "
            f"The same as one machine, compared in full: {n_mentions:,} mentions, tallies of {len(entities)} entities and "
            f"{len(pairs):,} pairs, {sum(one['errors'].values())} errors with their bytes. One machine took {alone:.1f} s (comparison "
            f"included), the cluster {taken:.1f} s.")


def run_locally(tiebook, work, name, *arguments):
    env = {**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1", "PYTHONDONTWRITEBYTECODE": "1",
           "PYSPARK_SUBMIT_ARGS": "--master local[1] --conf spark.ui.enabled=false pyspark-shell"}
    command = [sys.executable, str(JOB), "--book", str(BOOK), "--output", str(work / name), "--tiebook", tiebook, *arguments]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=PATIENCE)
    (work / f"{name}.log").write_text(done.stderr)
    return done


def check_texts(options, work):
    """A folder of texts: the same as the same texts as JSON Lines, on one machine."""
    folder, lines = work / "texts", []
    texts = {"b.txt": "Iran and\r\nHezbollah".encode(), "deep/er/é a.txt": "Nicolás Maduro".encode(), "latin.txt": b"Ch\xe1vez"}
    for name, data in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        lines.append(json.dumps({"id": name, "text": data.decode()}).encode() if mentions_job.is_utf8(data) else b"\xff " + name.encode())
    (work / "texts.jsonl").write_bytes(b"\n".join(lines))
    (folder / "empty.txt").write_bytes(b"")  # Spark passes over it
    done = run_locally(options.tiebook, work, "texts-output", "--texts", str(folder))
    assert done.returncode == 1, done.stderr[-3000:]
    found = differences(one_machine(options.tiebook, work / "texts.jsonl"), many_machines(work / "texts-output"))
    assert not found, "\n".join(found)


def check_failures(work, corpus):
    """A program that fails, or that ends before its time and says that all is well, fails the job."""
    for name, body in (("fails", "cat >/dev/null; echo no memory >&2; exit 3"), ("stops", "head -n 2 | sed 's/.*/{\"id\":\"1\",\"mentions\":[]}/'"),
                       ("silent", "exit 1")):
        program = work / f"{name}.sh"
        program.write_text(f"#!/bin/sh\n{body}\n")
        program.chmod(0o755)
        done = run_locally(str(program), work, f"{name}-output", "--jsonl", str(corpus))
        assert done.returncode == 3 and "Traceback" in done.stderr, (name, done.returncode, done.stderr[-2000:])
        assert not (work / f"{name}-output" / "mentions").exists(), name


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tiebook")
    parser.add_argument("--documents", type=int, default=24000)
    parser.add_argument("--record", type=pathlib.Path)
    parser.add_argument("--work", type=pathlib.Path)
    options = parser.parse_args()
    options.tiebook = os.path.abspath(options.tiebook)
    try:
        import pyspark
    except ImportError:
        print("test_cluster: skipped: this interpreter has no PySpark; script/test-spark gets it")
        return 77
    if not shutil.which("java"):
        print("test_cluster: skipped: no java")
        return 77
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    work = options.work or pathlib.Path(tempfile.mkdtemp(prefix="tiebook-spark-"))
    work.mkdir(parents=True, exist_ok=True)
    corpus = work / "corpus.jsonl"
    write_corpus(corpus, options.documents)
    cluster = Cluster(work, pathlib.Path(pyspark.__file__).parent)
    try:
        said = check_kill(cluster, options, work, corpus)
    finally:
        cluster.stop()
    print(f"test_cluster: {said}", flush=True)
    check_texts(options, work)
    print("test_cluster: a folder of texts gives the same as JSON Lines", flush=True)
    small = work / "small.jsonl"
    small.write_bytes(b"\n".join(corpus.read_bytes().split(b"\n")[:20]))
    check_failures(work, small)
    print("test_cluster: a program that fails, stops early or says nothing fails the job", flush=True)
    if options.record:
        java = subprocess.run(["java", "-version"], capture_output=True, text=True).stderr.splitlines()[0]
        with options.record.open("a", encoding="utf-8") as out:
            out.write(f"\n## {datetime.date.today().isoformat()}\n\nPySpark {pyspark.__version__}, {java}, Python {sys.version.split()[0]}, "
                      f"{os.cpu_count()} cores.\n\n{said}\n")
    if not options.work:
        shutil.rmtree(work)
    print("1 passed, 0 failed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
