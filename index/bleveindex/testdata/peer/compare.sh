#!/bin/sh
# Prints, in one run, what package bleveindex, Xapian, SQLite FTS5 and Bleve as it comes take for the same queries over the
# same passages: milliseconds of processor time, median and 99th of a hundred, with the ratios of ours to Xapian's.
# Sentences, paragraphs and words in order stand beside Xapian's NEAR. Needs g++, libxapian-dev and python3.
#
#	index/bleveindex/testdata/peer/compare.sh [PASSAGES [FOLDER]]
set -e
here=$(cd "$(dirname "$0")" && pwd)
passages=${1:-200000}
work=${2:-$(mktemp -d)}
mkdir -p "$work/ours"
g++ -O2 -std=c++17 -o "$work/xapian-peer" "$here/xapian.cc" -lxapian
cd "$here/../.."
bench() { go test -run xxx -timeout 3h -benchtime 1x -passages "$passages" -bench "$1" . $2; }
{
	bench Connectors "-keep-index $work/ours -write-corpus $work"
	bench Questions/ten "-keep-index $work/ours"
} > "$work/ours.out"
bench Bleve > "$work/bleve.out"
"$work/xapian-peer" "$work" > "$work/xapian.out"
python3 "$here/fts5.py" "$work" > "$work/fts5.out"
python3 - "$work" <<'END'
import re, sys

def benched(file):
    out = {}
    for line in open(file):
        if m := re.match(r"Benchmark\w+/(\w+?)(?:-\d+)?\s", line):
            got = {unit: float(value) for value, unit in re.findall(r"([\d.e+]+) (\S+)", line)}
            out[m[1]] = [got[u] for u in (("ms/passage", "bytes/byte") if m[1] == "index" else ("p50-ms", "p99-ms"))]
    return out

def listed(file):
    rows = {w[0]: [float(x) for x in w[1:]] for w in map(str.split, open(file))}
    rows["index"] = rows.pop("ms-a-passage") + rows.pop("bytes-a-byte")
    return rows

work = sys.argv[1]
ours, bleve, xapian, fts5 = benched(work + "/ours.out"), benched(work + "/bleve.out"), listed(work + "/xapian.out"), listed(work + "/fts5.out")
ours["nl"], bleve["nl"] = ours.pop("ten"), bleve.pop("question")
show = lambda pair: "%8.2f %6.2f" % tuple(pair) if pair else " " * 15
print("%-14s%15s%15s%15s%15s%15s" % ("", "here", "Xapian", "FTS5", "Bleve", "ratio"))
for kind, name in (("and3", "and of three"), ("phrase", "phrase"), ("near", "within 10"), ("ordered", "in order"), ("sentence", "same sentence"),
                   ("paragraph", "same paragraph"), ("nl", "plain question"), ("index", "ms, B/B to make")):
    beside = xapian[kind if kind in xapian else "near"]
    print("%-14s%s%s%s%s%s" % (name, show(ours[kind]), show(xapian.get(kind)), show(fts5.get(kind)), show(bleve.get(kind)),
                               show([a / b for a, b in zip(ours[kind], beside)])))
END
