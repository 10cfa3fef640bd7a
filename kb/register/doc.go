// Package register holds the shipped register: legal acts on critical minerals as reviewed data,
// one YAML file for each act, so that people can read, dispute and correct it. [Load] reads it.
//
// A file is data/<jurisdiction in lower case>/<id>.yaml and looks like this:
//
//	id: zw-si-5-2023                  # slug of jurisdiction, authority and number; also the file's name
//	jurisdiction: ZW                  # ISO 3166-1 alpha-2, EU or WTO
//	authorities: [ZW-MINES]           # ids of data/authorities.yaml; the first one numbers the act
//	number: "Statutory Instrument 5 of 2023"   # as printed; left out where no page printed it
//	kind: order
//	title: {en: "…", zh: "…"}         # English in our own words; the Chinese title may be official
//	published: 2023-01-05             # YYYY, YYYY-MM or YYYY-MM-DD: never finer than known
//	legal_basis: ["…"]
//	aliases: ["…"]
//	provenance: {confidence: high, total: 3, urls: ["https://…"]}   # total counts all pages that were used
//	  second_hand: ["https://…"]      # pages that another page cites and that were not opened
//	implements: [other-act]           # acts that this one carries out; cites: acts that it speaks of
//	conflicts: ["…"]                  # where sources disagree, in whole sentences
//	note: "…"
//	measures:                         # the operative clauses; at least one
//	  - provision: "2-1"              # address of the clause, "*" for the whole act
//	    restriction: prohibition      # what it mainly does (kb.Restrictions)
//	    also: [licence_requirement]   # what the same clause does besides
//	    direction: export
//	    summary: "…"                  # one line
//	    items:                        # what it reaches; materials × forms is written out
//	      - {materials: [Li, Co], forms: [ore, concentrate], description: "…", control_codes: ["1C902"], customs_codes: ["2846901930"]}
//	    destinations: ["*"]           # where goods go; for imports and procurement the importing country
//	    except_destinations: []
//	    origins: []                   # where goods come from, for imports and procurement
//	    end_uses: [military]          # binds only these; none: whatever the use
//	    exempt_end_uses: []
//	    end_users: ["listed parties"] # binds only these
//	    thresholds: [{words: "…", value: {quantity: purity, comparison: ">=", number: 99.99, unit: "%"}, narrows: true}]
//	life:                             # everything that ever befell this act, in the order of dates
//	  - {event: adopts, on: 2023-01-05}
//	  - {event: commences, on: 2023-01-05, provisions: ["2"]}
//	  - {event: supersedes, on: 2024-12-01, by: other-act, by_provision: "3", until: …, announced: true, scope: "…", note: "…", confidence: low}
//	disputes:                         # contradictions that are kept open
//	  - {about: effective_date, measure: "2-1", claims: [{says: "…", source: "…", urls: []}], settled: "…"}
//
// Rules that the lint checks or that a reviewer should know:
//
//   - Everything that befalls an act stands in the life of that act, whoever does it: the whole
//     story of an act is read in one file. "by" names the act that does it. Where it is left out,
//     the act's own life (proposes, adopts, commences, expires, withdraws) is its own doing, and
//     anything else is the doing of nobody named. Only implements and cites, which do nothing to
//     the life of the other act, stand with the act that does them.
//   - "on" of repeals and supersedes is the first day without the act; of expires the last day
//     with it; "until" is a last day, inside.
//   - announced marks what was planned or said and not enacted: it is shown and never applied.
//   - An act without a known start has no commences; a date of general knowledge says so in its
//     note and has confidence low.
//   - An item without a form is caught in every form; "metal" is the bare material.
//   - Codes are always quoted: 1E902 would be a number otherwise.
//   - No text of an act is held here. Each record rests on the pages named in its provenance; when
//     a text is taken in later, its sentences are attached to these records.
//
// To add an act: write its file, run the tests with -update, read the difference of the golden
// table, and commit both.
package register
