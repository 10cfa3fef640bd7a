// Package archive keeps what was captured, byte for byte, in WARC 1.1 files, and is the evidence on
// which everything else rests: a new parser reads the archive again, never the web.
//
// The one idea needed to read it: records come in groups, and a group is written by one append,
// synced before the append returns. Groups that are appended at the same time are synced together, and
// [Archive.Begin] lets one go on while the disk works. A capture's group is
//
//	response, resource or revisit    the answer as it arrived; missing when there was none
//	request                          what was asked, when it is known
//	metadata                         the corpus.Capture as JSON; ends the group
//
// and the group of a run or an alarm is one metadata record. The metadata record ends the group, so
// a group without it was never acknowledged. Walking the metadata alone recovers everything.
//
// Files are called 000001.warc.gz and so on; each starts with a warcinfo record that names the
// format's version. Every record is a gzip member of its own, and its gzip header holds two extra
// subfields, which other readers skip:
//
//	sl   compressed and plain length of the member, 4 bytes each (WARC 1.1, annex on gzip), so that
//	     a walk can hop from member to member without inflating bodies
//	LS   1 byte kind of record, 1 byte number of members that follow in the group; its highest bit
//	     says that the group was written before the one before it was synced
//
// A body that is held already is not written again: a revisit record refers to the original's
// record id, address, date and digest. The bytes of a payload are those on the wire with transfer
// coding removed and content coding kept.
//
// A tail that a crash left torn is moved aside into torn/ with a reason, and nothing is ever
// deleted. What a crash can tear are the newest groups, which were not synced; a loss with a later group
// behind it that was written when all before it was synced is damage.
// Opening and closing without work changes no byte. There is one writer; the caller holds the lock on
// the data folder. Format history: 1, the first; 2, groups that are synced together (a file of the
// first format is read, and gets a successor).
package archive
