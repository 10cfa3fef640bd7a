"""Indexes corpus.tsv with SQLite FTS5 (without texts) and times the queries of queries.jsonl, both written by
BenchmarkConnectors with -write-corpus: python3 fts5.py FOLDER. Times and lines are those of xapian.cc."""
import json, os, sqlite3, sys, time

folder = sys.argv[1]
file = folder + "/fts5.db"
if os.path.exists(file):
    os.remove(file)
rows = [line.rstrip("\n").split("\t", 1) for line in open(folder + "/corpus.tsv", encoding="utf8")]
db = sqlite3.connect(file, isolation_level=None)
start = time.thread_time()
db.execute("create virtual table t using fts5(text, content='')")
for i in range(0, len(rows), 1000):
    db.execute("begin")
    db.executemany("insert into t(rowid, text) values(?, ?)", ((i + j + 1, r[1]) for j, r in enumerate(rows[i : i + 1000])))
    db.execute("commit")
took = (time.thread_time() - start) * 1e3
print("ms-a-passage %.4f" % (took / len(rows)))
print("bytes-a-byte %.2f" % (os.path.getsize(file) / sum(len(r[1].encode()) for r in rows)))


def asked(kind, words):
    quoted = ['"%s"' % w for w in words]
    if kind == "and3":
        return " AND ".join(quoted)
    if kind == "phrase":
        return '"' + " ".join(words) + '"'
    if kind == "near":
        return "NEAR(%s, 10)" % " ".join(quoted)
    return " OR ".join(quoted)


queries = {}
for line in open(folder + "/queries.jsonl"):
    q = json.loads(line)
    queries.setdefault(q["kind"], []).append(asked(q["kind"], q["terms"]))
for kind, all in queries.items():
    best = [1e9] * len(all)
    for _ in range(3):
        for i, q in enumerate(all):
            start = time.thread_time()
            db.execute("select rowid from t where t match ? order by rank limit 10", (q,)).fetchall()
            best[i] = min(best[i], (time.thread_time() - start) * 1e3)
    best.sort()
    print("%s %.3f %.3f" % (kind, best[len(best) // 2], best[99 * (len(best) - 1) // 100]))
