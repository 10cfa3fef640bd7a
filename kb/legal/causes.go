package legal

import "github.com/lodestone-kb/lodestone/kb"

// sets tells which effects set the day of a change that no effect of its own brings about: the lapse
// of a suspension, the end of a term, an announcement that is known by the start it announced.
func sets(k ChangeKind, e event) bool {
	switch k {
	case SuspensionLapsed:
		return e.Relation == kb.Suspends || e.Relation == kb.Extends && e.onSuspension
	case MeasureExpired:
		return e.Relation == kb.Expires || e.Relation == kb.Extends && !e.onSuspension
	case MeasureAnnounced:
		return e.Relation == kb.Commences
	}
	return false
}

// does tells which effects bring about which change.
func does(k ChangeKind, r kb.Relation) bool {
	switch r {
	case kb.Proposes:
		return k == MeasureProposed
	case kb.Adopts:
		return k == MeasureAnnounced
	case kb.Commences:
		return k == MeasureCommenced
	case kb.Amends:
		return k == MeasureAmended
	case kb.Extends:
		return k == MeasureExtended || k == SuspensionExtends
	case kb.Suspends:
		return k == MeasureSuspended || k == SuspensionExtends
	case kb.Resumes:
		return k == MeasureResumed
	case kb.Repeals:
		return k == MeasureRepealed || k == MeasureResumed || k == MeasureSuperseded
	case kb.Supersedes:
		return k == MeasureSuperseded
	case kb.Withdraws:
		return k == MeasureWithdrawn
	}
	return false
}
