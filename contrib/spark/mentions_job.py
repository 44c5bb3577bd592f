#!/usr/bin/env python3
"""Mentions in a corpus that one machine cannot hold: Spark runs `tiebook mentions --jsonl` on every partition.

    spark-submit mentions_job.py --book BOOK (--jsonl PATH | --texts FOLDER) --output FOLDER [--tiebook PROGRAM]
                                 [--partition-bytes N]

--jsonl takes a file, a folder or a pattern of files of JSON Lines, each line an object with `id` and `text`. --texts takes a folder of
plain texts, whose ids are their paths below it. Both, and --output, may be whatever Spark can read: file:, hdfs:, s3a:. The program
and the book must be on every worker under the same path. --output must not exist yet; it gets, as Parquet,

    documents   a row for each line of the input: partition, line, id, id_is_number, mentions, error
    mentions    a row for each mention: partition, line, id, id_is_number, start, end, text, entity, kind, form, alias
    entities    entity, mentions, documents        how often, and in how many documents, each entity is named
    pairs       a, b, documents                    in how many documents two entities are named; a comes before b
    errors      partition, line, error, raw        what was no document, with the bytes of its line

Offsets are those of tiebook: bytes of the text. The numbers of pairs are counts of words, and no links.

Nothing gets lost unseen. A line that is no document is answered by tiebook in its place, and is a row of `errors`; the job then ends
with status 1, as tiebook does. Each partition ends with a document of the job's own, whose answer says that all lines before it
have been answered; where it does not come back, or tiebook ends with another status than 0 or 1, the task fails, and with it, when
trying again does not help, the job, with status 3. A worker that dies costs the work of its running tasks, nothing else.
"""

import argparse
import json
import os
import shlex
import sys
import traceback

# The id of the document that ends a partition; its number of lines follows. What a corpus has is not taken for it: only the
# last answer of a partition is looked at, and it is the job's own.
END = "mentions_job: lines before this one: "
NO_UTF8 = "the line is no UTF-8"


class Torn(Exception):
    """The answers of a partition are not those of its lines."""


def command(tiebook, book):
    """What each partition is piped through. Status 1 says that some lines were no documents; the answers say which."""
    run = shlex.join([tiebook, "mentions", "--jsonl", "--jobs", "1", "--book", book])
    return shlex.join(["sh", "-c", f"{run}; status=$?; [ $status -le 1 ] || exit $status"])


def prepare(lines):
    """Lines of bytes to lines of text for the pipe, and the job's own last one. It must not fail: Spark's pipe would wait for
    ever. A line that is no UTF-8 cannot go through the pipe; in its place goes one that tiebook refuses as well."""
    n = 0
    for raw in lines:
        n += 1
        try:
            yield bytes(raw).decode("utf-8")
        except UnicodeDecodeError:
            yield NO_UTF8
    yield json.dumps({"id": f"{END}{n}", "text": ""})


def document_id(answer):
    """The id as text, and whether it is a number; the digits of a number stay as they were written."""
    value, end = json.JSONDecoder().raw_decode(answer, len('{"id":'))
    if value is None:
        return None, None
    return (value, False) if isinstance(value, str) else (answer[len('{"id":'):end], True)


def answers(partition, lines):
    """Lines from the pipe to (partition, line, id, id_is_number, answer); Torn where they are not one for each line."""
    number, held = 0, None
    for line in lines:
        if held is not None:
            number += 1
            yield (partition, number, *document_id(held), held)
        held = line
    last = document_id(held)[0] if held else None
    if last != f"{END}{number}":
        raise Torn(f"partition {partition}: tiebook has answered {number} lines, and then {held!r:.200}")


def pick(partition, lines, wanted):
    """The lines of a partition that are among wanted, {(partition, line)}."""
    numbers = {line for p, line in wanted if p == partition}
    if numbers:
        for number, raw in enumerate(lines, 1):
            if number in numbers:
                yield partition, number, bytearray(raw), is_utf8(raw)


def is_utf8(raw):
    try:
        return bytes(raw).decode("utf-8") is not None
    except UnicodeDecodeError:
        return False


def text_line(root):
    """Makes a line of JSON of a file of a folder: its path below root is the id. A text that is no UTF-8 becomes no line of JSON."""
    def line(path, content):
        path = path.partition(":")[2] if path.startswith("file:") else path
        name = os.path.relpath("/" + path.lstrip("/"), root) if root.startswith("/") else path.removeprefix(root).lstrip("/")
        try:
            return json.dumps({"id": name, "text": bytes(content).decode("utf-8")}).encode()
        except UnicodeDecodeError:
            return b"\xff " + name.encode("utf-8", "replace")
    return line


def read(spark, options):
    """The input as an RDD of lines of bytes."""
    spark.conf.set("spark.sql.files.maxPartitionBytes", options.partition_bytes)
    if options.jsonl:
        from pyspark.sql.functions import col

        # As binary: a string would have its malformed bytes replaced, and what was replaced is lost.
        frame = spark.read.option("lineSep", "\n").text(options.jsonl).select(col("value").cast("binary").alias("raw"))
        return frame.rdd.map(lambda row: row.raw)
    root = options.texts.removeprefix("file:")
    root = "/" + root.lstrip("/") if options.texts.startswith("file:") else os.path.abspath(root) if "://" not in root else root
    to_line = text_line(root)
    frame = spark.read.format("binaryFile").option("recursiveFileLookup", True).load(options.texts).select("path", "content")
    return frame.rdd.map(lambda row: to_line(row.path, row.content))


SCHEMA = "partition INT, line BIGINT, id STRING, id_is_number BOOLEAN, answer STRING"
ANSWER = ("STRUCT<mentions: ARRAY<STRUCT<start: BIGINT, `end`: BIGINT, text: STRING, entity: STRING, kind: STRING, form: STRING, "
          "alias: STRING>>, error: STRING>")


def write_documents(spark, lines, options):
    """Pipes every partition through tiebook; the only step that reads the texts."""
    from pyspark.sql.functions import col, from_json

    piped = lines.mapPartitions(prepare).pipe(command(options.tiebook, options.book), env={"PATH": os.environ.get("PATH", "")},
                                              checkCode=True)
    rows = spark.createDataFrame(piped.mapPartitionsWithIndex(answers), SCHEMA)
    rows = rows.withColumn("answer", from_json(col("answer"), ANSWER, {"mode": "FAILFAST"}))
    rows.select("partition", "line", "id", "id_is_number", "answer.mentions", "answer.error").write.parquet(f"{options.output}/documents")


def write_tallies(documents, output):
    from pyspark.sql.functions import array_distinct, col, count, countDistinct, explode, expr, struct

    mentions = documents.select("partition", "line", "id", "id_is_number", explode("mentions").alias("m")).select(
        "partition", "line", "id", "id_is_number", "m.*")
    mentions.write.parquet(f"{output}/mentions")
    mentions.groupBy("entity").agg(count("*").alias("mentions"), countDistinct(struct("partition", "line")).alias("documents")).write.parquet(
        f"{output}/entities")
    named = documents.select("partition", "line", array_distinct(expr("transform(mentions, m -> m.entity)")).alias("e"))
    pairs = named.select(explode(expr("flatten(transform(e, a -> transform(filter(e, b -> a < b), b -> struct(a as a, b as b))))"))
                         .alias("p")).select("p.a", "p.b")
    pairs.groupBy("a", "b").agg(count("*").alias("documents")).orderBy(col("a"), col("b")).write.parquet(f"{output}/pairs")


def write_errors(spark, lines, documents, output):
    """The lines that were no documents, with their bytes; how many. A second look at the input finds them, where there are any."""
    bad = documents.where("error IS NOT NULL").select("partition", "line", "error").cache()
    wanted = {(row.partition, row.line) for row in bad.select("partition", "line").toLocalIterator()}
    known = spark.sparkContext.broadcast(wanted)
    raw = lines.mapPartitionsWithIndex(lambda i, it: pick(i, it, known.value)) if wanted else spark.sparkContext.emptyRDD()
    raws = spark.createDataFrame(raw, "partition INT, line BIGINT, raw BINARY, utf8 BOOLEAN")
    rows = bad.join(raws, ["partition", "line"], "left").selectExpr(
        "partition", "line", f"CASE WHEN utf8 THEN error ELSE '{NO_UTF8}' END AS error", "raw")
    rows.write.parquet(f"{output}/errors")
    return len(wanted)


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Mentions of a book's entities in a large corpus, by Spark.")
    parser.add_argument("--book", required=True)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--jsonl")
    source.add_argument("--texts")
    parser.add_argument("--output", required=True)
    parser.add_argument("--tiebook", default="tiebook")
    parser.add_argument("--partition-bytes", default="64m", help="of the input, for each task")
    options = parser.parse_args(arguments)

    from pyspark.sql import SparkSession

    spark = SparkSession.builder.appName("tiebook mentions").getOrCreate()
    try:
        lines = read(spark, options)
        write_documents(spark, lines, options)
        documents = spark.read.parquet(f"{options.output}/documents")
        write_tallies(documents, options.output)
        bad = write_errors(spark, lines, documents, options.output)
        print(f"{documents.count()} lines, {bad} of them no documents", file=sys.stderr)
    finally:
        spark.stop()
    return 1 if bad else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Exception:  # whatever it was: 1 says that all is there
        traceback.print_exc()
        sys.exit(3)
