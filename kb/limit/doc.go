// Package limit sets technical limits, quotas and rates side by side, and answers range questions:
// which of them reach goods of a purity of at least 99.9 %?
//
// The one idea needed to read it: a limit is a range of numbers in which a measure binds, in a unit
// that belongs to a dimension; ranges of one quantity and one dimension can be compared, others
// never are. It reads no texts: the limits are those of measures.
package limit
