package wording

import (
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// Standing is how a measure or an act stands on a day.
type Standing struct {
	Status       kb.Status
	Since, Until corpus.Date
	Operated     bool // it has applied for at least a day
	Expected     bool // the day lies ahead
}

// Standing tells a state in a clause, with its dates: "suspended from 2025-11-07 until 2026-11-10,
// had never applied".
func (w *Wording) Standing(s Standing) string {
	said := w.standing(s)
	switch {
	case !s.Expected:
		return said
	case w.lang == Chinese:
		return "预计：" + said
	}
	return "expected: " + said
}

func (w *Wording) standing(s Standing) string {
	since, until := w.day(s.Since), w.day(s.Until)
	starts := ""
	if s.Status == kb.StatusScheduled && s.Until.Precision() == corpus.ToDay {
		starts = w.day(s.Until.AddDays(1))
	}
	last := w.day(dayBefore(s.Since))
	if w.lang == Chinese {
		return standingChinese(s, since, until, starts, last)
	}
	return standingEnglish(s, since, until, starts, last)
}

func standingEnglish(s Standing, since, until, starts, last string) string {
	switch s.Status {
	case kb.StatusProposed:
		return "proposed" + put(" on %", since) + ", not adopted"
	case kb.StatusAnnounced:
		return "adopted" + put(" on %", since) + "; no start day is known"
	case kb.StatusScheduled:
		if starts == "" {
			return "adopted" + put(" on %", since) + "; its start lies ahead"
		}
		return "starts on " + starts + put("; adopted on %", since)
	case kb.StatusInForce:
		return "in force" + put(" since %", since) + put(", until %", until)
	case kb.StatusSuspended:
		return "suspended" + put(" from %", since) + put(" until %", until) + either(until == "", ", without an end day") + either(!s.Operated, ", had never applied")
	case kb.StatusLapsedSuspension:
		return "its suspension ran out" + put(" on %", last) + "; nothing held says what follows: needs review" + either(!s.Operated, " (it had never applied)")
	case kb.StatusExpired:
		return "expired" + put("; its last day was %", last)
	case kb.StatusRepealed:
		return "repealed" + put(", no longer binding from %", since)
	case kb.StatusSuperseded:
		return "taken over by another act" + put(" from %", since)
	case kb.StatusWithdrawn:
		return "withdrawn" + put(" on %", since)
	case kb.StatusNeverOperated:
		return "ended" + put(" on %", since) + " without having applied for a day"
	case kb.StatusUnclear:
		return "unclear on what is held"
	case kb.StatusPartlySuspended:
		return "partly suspended: some of its measures apply, others are suspended"
	}
	return "nothing was there on this day, not even a proposal"
}

func standingChinese(s Standing, since, until, starts, last string) string {
	switch s.Status {
	case kb.StatusProposed:
		return put("%", since) + "提出，尚未通过"
	case kb.StatusAnnounced:
		return put("%", since) + "公布，施行日期不明"
	case kb.StatusScheduled:
		if starts == "" {
			return put("%", since) + "公布，尚未施行"
		}
		return "自" + starts + "起施行" + put("，%公布", since)
	case kb.StatusInForce:
		return put("自%起", since) + "施行" + put("，至%", until)
	case kb.StatusSuspended:
		return put("自%起", since) + "暂停实施" + put("，至%", until) + either(until == "", "，未定期限") + either(!s.Operated, "，此前从未适用")
	case kb.StatusLapsedSuspension:
		return "暂停期限" + put("于%", last) + "届满，现有文件均未说明其后如何，待核" + either(!s.Operated, "（从未适用）")
	case kb.StatusExpired:
		return "已期满" + put("，最后一日为%", last)
	case kb.StatusRepealed:
		return put("自%起", since) + "废止"
	case kb.StatusSuperseded:
		return put("自%起", since) + "被其他文件取代"
	case kb.StatusWithdrawn:
		return put("%", since) + "撤回"
	case kb.StatusNeverOperated:
		return put("%", since) + "终止，未曾适用一日"
	case kb.StatusUnclear:
		return "依现有记录不明"
	case kb.StatusPartlySuspended:
		return "部分暂停：部分措施施行中，其余暂停实施"
	}
	return "当日尚不存在，亦无提案"
}

// put writes a word into its place in a phrase, or nothing where there is no word.
func put(phrase, word string) string {
	if word == "" {
		return ""
	}
	return strings.Replace(phrase, "%", word, 1)
}

func either(is bool, phrase string) string {
	if !is {
		return ""
	}
	return phrase
}

// day writes a date as tables do: ISO in English, in words in Chinese.
func (w *Wording) day(d corpus.Date) string {
	if w.lang == Chinese {
		return w.Date(d)
	}
	return d.String()
}

func dayBefore(d corpus.Date) corpus.Date {
	if d.Precision() != corpus.ToDay {
		return d
	}
	return d.AddDays(-1)
}
