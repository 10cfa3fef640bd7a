package web

import (
	"net/http"
	"slices"
	"time"

	"github.com/lodestone-kb/lodestone/api/internal/holdings"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// maxRows bounds how many rows a page shows; the API has them all.
const maxRows = 500

// homeBody is the first page.
type homeBody struct {
	Form   form
	Lately []changeDay
	Coming []changeDay
	Search bool
	Table  periodic
}

// home asks the one question and shows what moved.
func (s *Site) home(r *http.Request) (page, error) {
	say := s.speech(r)
	body := homeBody{Form: say.newForm(desk.StatusWords{}), Search: s.canSearch()}
	today := s.Desk.Today()
	v, err := s.shown(r.Context(), say)
	if err != nil {
		return page{}, err
	}
	on := today
	if given := r.URL.Query().Get("on"); given != "" {
		if on, err = s.Desk.Day("on", given); err != nil {
			return page{}, err
		}
	}
	body.Table = remembered(s.memory, v, "elements", "", on, func() periodic { return v.periodic(on) })
	const back, ahead, few = 120, 400, 8
	body.Lately = remembered(s.memory, v, "lately", "", today, func() []changeDay {
		past := v.body.Changes(today.AddDays(-back), today, legal.Filter{})
		slices.Reverse(past)
		return first(v.firstDays(past, few), few)
	})
	body.Coming = remembered(s.memory, v, "coming", "", today, func() []changeDay {
		return first(v.firstDays(v.body.Changes(today.AddDays(1), today.AddDays(ahead), legal.Filter{}), few), few)
	})
	return page{Title: say.t("Export controls on critical minerals"), Here: "home", API: "/v1/changes?from=" + today.AddDays(-back).String(), Body: body}, nil
}

// first cuts days off after so many changes.
func first(days []changeDay, few int) []changeDay {
	for i := range days {
		if few -= len(days[i].Changes); few <= 0 {
			days[i].Changes = days[i].Changes[:len(days[i].Changes)+few]
			return days[:i+1]
		}
	}
	return days
}

// materialsBody lists the materials that measures name.
type materialsBody struct{ Rows []holdings.Material }

func (s *Site) materials(r *http.Request) (page, error) {
	body, err := s.Desk.Body(r.Context(), time.Time{})
	if err != nil {
		return page{}, err
	}
	return page{Title: s.speech(r).t("Materials"), Here: "materials", API: "/v1/materials", Body: materialsBody{holdings.Materials(body)}}, nil
}

// materialBody says who restricts a material now.
type materialBody struct {
	Material kb.Material
	Answer   *answer
	Limits   []desk.ThresholdRow
	Lately   []changeDay
	Lives    *lifelines // nil where nothing is dated
}

func (s *Site) material(r *http.Request) (page, error) {
	say, given := s.speech(r), asked(r, "on", "known")
	v, err := s.shown(r.Context(), say) // before the answer: what is kept for this law must not be older than it
	if err != nil {
		return page{}, err
	}
	a, err := s.Desk.Status(r.Context(), desk.StatusWords{Material: r.PathValue("symbol"), On: given.Get("on"), Known: given.Get("known")})
	if err != nil {
		return page{}, err
	}
	m := a.Question.Material
	asking := asked(r, "on", "known")
	asking.Set("material", string(m))
	body := materialBody{Material: m}
	if body.Answer, err = s.word(r.Context(), say, a, asking); err != nil {
		return page{}, err
	}
	limits, err := s.Desk.Thresholds(r.Context(), desk.ThresholdWords{Materials: []string{string(m)}, On: a.Question.On.String()}, desk.Page{Limit: maxRows})
	if err != nil {
		return page{}, err
	}
	body.Limits = limits.Rows
	today := s.Desk.Today()
	lives := func() *lifelines { return v.lifelines(m, a.Measures) }
	if given.Get("known") == "" {
		body.Lives = remembered(s.memory, v, "lives", string(m), a.Question.On, lives)
	} else {
		body.Lives = lives() // of what was known then
	}
	body.Lately = remembered(s.memory, v, "lately", string(m), today, func() []changeDay {
		changes := v.body.Changes(today.AddDays(-3*365), today.AddDays(3*365), legal.Filter{Materials: []kb.Material{m}})
		slices.Reverse(changes)
		return v.byDay(changes[:min(len(changes), 60)])
	})
	return page{Title: sentenceCase(say.Material(m)), Here: "materials", API: same("/materials/"+string(m), given), Coverage: a.Coverage, Body: body}, nil
}

// coverageBody says what is held and what could not be read.
type coverageBody struct {
	holdings.Survey
	Issues []kb.Outcome
	Total  int
}

func (s *Site) coverage(r *http.Request) (page, error) {
	survey, err := holdings.Read(r.Context(), s.Desk)
	if err != nil {
		return page{}, err
	}
	issues, err := holdings.Issues(r.Context(), s.Desk, nil, nil)
	if err != nil {
		return page{}, err
	}
	slices.Reverse(issues)
	return page{Title: s.speech(r).t("What is covered"), Here: "coverage", API: "/v1/coverage", Coverage: survey.Coverage,
		Body: coverageBody{survey, issues[:min(len(issues), maxRows)], len(issues)}}, nil
}

// logBody is the newest entries of the log.
type logBody struct {
	Entries []kb.Entry
	Total   int
}

func (s *Site) log(r *http.Request) (page, error) {
	version, err := s.Desk.Store().Version(r.Context())
	if err != nil {
		return page{}, err
	}
	const few = 200
	entries, err := s.Desk.Store().Entries(r.Context(), version.Seq-min(version.Seq, few), few)
	if err != nil {
		return page{}, err
	}
	slices.Reverse(entries)
	return page{Title: s.speech(r).t("What was learned"), Here: "log", API: "/v1/changes?axis=record", Body: logBody{entries, int(version.Seq)}}, nil
}

// docs describes the API.
func (s *Site) docs(r *http.Request) (page, error) {
	return page{Title: s.speech(r).t("The interface for programs"), Here: "docs", API: "", Body: s.Routes}, nil
}
