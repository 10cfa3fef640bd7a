// Package pack makes evidence packs: one file that holds a question, its answer as it was known at
// a time, every sentence that the answer rests on, the texts and the original bytes those stand in,
// and proofs that all of it was in the signed log. [Check] checks a pack with nothing but the pack.
//
// The one idea needed to read it: a pack is a ZIP file whose MANIFEST names the SHA-256 of each other
// member and is signed with the key of the log. So no byte of a member can change unseen; and what
// the manifest cannot say, the checks do: quotes stand in the texts, texts and originals have the
// hashes that entries of the log state, and the entries are leaves of the tree whose root a signed
// checkpoint names.
//
// The members:
//
//	MANIFEST            signed note: the format, when it was made, a line for each other member
//	README.txt          what this is, how it is checked, what it proves and what not
//	question.json       the question, its days, the version of the corpus
//	answer.json         the answer of /v1/status
//	answer.html         the same for a reader
//	facts.json          the facts that stand on the quoted words
//	texts/REVISION.txt  the texts, byte for byte what offsets count in
//	originals/SHA256    the bytes as the publishers sent them
//	proofs.json         entries of the log with their inclusion proofs (RFC 6962)
//	checkpoint.txt      the signed checkpoint that names the root
//	log.pub             the public key; whether it is the archive's own must be asked elsewhere
//
// A pack proves what was in this archive, unaltered, since its checkpoint; it does not prove that
// a publisher said so, that the archive read everything, or that the machine's clock was right.
package pack
