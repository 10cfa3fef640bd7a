// Package index says how texts are found: what is asked ([Request]), what is answered ([Result])
// and which errors a question can have ([QueryError], [RequestError]). It is free of any engine.
//
// The one idea needed to read it: connectors speak of the document, the answer points at the
// passage. A hit is one passage of one revision, a provision or a few short neighbours, with a
// snippet whose bytes are cut from the stored text and marks that cover exactly the words found.
//
// The children: query reads, prints and evaluates the query language, and its evaluator is the
// meaning of the language; places keeps
// where words stand in few bytes; bleveindex is the engine, a follower of the log of the knowledge base;
// ask reads a search as typed; percolate holds saved searches against new revisions.
package index
