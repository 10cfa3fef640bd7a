// Indexes corpus.tsv with Xapian and times the queries of queries.jsonl, both written by BenchmarkConnectors with
// -write-corpus: xapian FOLDER. Times are of the processor, of each query the least of five; a line is
// kind, median, 99th of a hundred, in milliseconds; or what, figure.
//
//	g++ -O2 -o xapian xapian.cc -lxapian
#include <xapian.h>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

using namespace std;

static double processor() {
	timespec t;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static Xapian::Query asked(const string& kind, const vector<string>& words) {
	if (kind == "and3") return Xapian::Query(Xapian::Query::OP_AND, words.begin(), words.end());
	if (kind == "phrase") return Xapian::Query(Xapian::Query::OP_PHRASE, words.begin(), words.end(), words.size());
	if (kind == "near") return Xapian::Query(Xapian::Query::OP_NEAR, words.begin(), words.end(), 11);
	return Xapian::Query(Xapian::Query::OP_OR, words.begin(), words.end());
}

int main(int, char** args) {
	string dir = args[1], line, db = dir + "/xapian";
	double start = processor(), bytes = 0;
	size_t passages = 0;
	{
		Xapian::WritableDatabase w(db, Xapian::DB_CREATE_OR_OVERWRITE);
		Xapian::TermGenerator g;
		for (ifstream f(dir + "/corpus.tsv"); getline(f, line);) {
			size_t tab = line.find('\t');
			Xapian::Document d;
			g.set_document(d);
			g.set_termpos(0);
			g.index_text(line.substr(tab + 1));
			d.set_data(line.substr(0, tab));
			w.add_document(d);
			bytes += line.size() - tab - 1;
			if (++passages % 10000 == 0) w.commit();
		}
		w.commit();
	}
	double took = processor() - start, disk = 0;
	for (auto& e : filesystem::recursive_directory_iterator(db))
		if (e.is_regular_file()) disk += e.file_size();
	printf("ms-a-passage %.4f\nbytes-a-byte %.2f\n", took / passages, disk / bytes);
	map<string, vector<vector<string>>> all;
	for (ifstream f(dir + "/queries.jsonl"); getline(f, line);) { // {"kind":"near","terms":["a","b"]}
		vector<string> words;
		for (size_t p = 0; (p = line.find('"', p)) != string::npos;) {
			size_t end = line.find('"', p + 1);
			words.push_back(line.substr(p + 1, end - p - 1));
			p = end + 1;
		}
		all[words[1]].emplace_back(words.begin() + 3, words.end());
	}
	Xapian::Database d(db);
	for (auto& [kind, queries] : all) {
		vector<double> best(queries.size(), 1e9);
		for (int round = 0; round < 5; round++)
			for (size_t i = 0; i < queries.size(); i++) {
				double from = processor();
				Xapian::Enquire e(d);
				e.set_query(asked(kind, queries[i]));
				e.get_mset(0, 10);
				best[i] = min(best[i], processor() - from);
			}
		sort(best.begin(), best.end());
		printf("%s %.3f %.3f\n", kind.c_str(), best[best.size() / 2], best[99 * (best.size() - 1) / 100]);
	}
}
