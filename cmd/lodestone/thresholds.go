package main

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/kb/desk"
)

func (a *app) thresholds() *cobra.Command {
	var w desk.ThresholdWords
	c := &cobra.Command{
		Use:   "thresholds [RANGE]",
		Short: "Floors and ceilings by regime, side by side; or which of them reach a range",
		Long: "Lists the limits of measures, those of one quantity and unit together, the lowest first. With a range in words\n" +
			"it lists those that reach all of it or a part of it; what cannot be compared is left out.",
		Example: "  lodestone thresholds --material REE\n  lodestone thresholds 'purity at least 99.9 %'\n  lodestone thresholds 'particle size up to 50 µm' --jurisdiction CN",
		Args:    cobra.ArbitraryArgs,
	}
	limit := limitFlag(c)
	f := c.Flags()
	f.StringSliceVar(&w.Quantities, "quantity", nil, "only this quantity, such as purity or duty_rate (repeatable)")
	f.StringSliceVar(&w.Materials, "material", nil, "only measures on this material (repeatable)")
	f.StringSliceVar(&w.Jurisdictions, "jurisdiction", nil, "only this jurisdiction (repeatable)")
	f.StringSliceVar(&w.Statuses, "status", nil, "only of measures with this status (repeatable)")
	f.StringVar(&w.On, "on", "", "the day of the statuses, YYYY-MM-DD (default: today)")
	f.StringVar(&w.Known, "known", "", "as known at the end of this day (default: now)")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		w.Query = strings.Join(args, " ")
		return listing(a, cmd.Context(), "thresholds", func(h *house) (desk.List[desk.ThresholdRow], error) {
			return h.desk.Thresholds(cmd.Context(), w, desk.Page{Limit: int(*limit)})
		}, func(l desk.List[desk.ThresholdRow]) {
			if l.Note != "" {
				fmt.Fprintln(a.out, l.Note)
				return
			}
			var cells [][]string
			for _, r := range l.Rows {
				cells = append(cells, thresholdCells(r, w.Query != ""))
			}
			printTable(a.out, []string{"quantity", "limit", "of", "by", "measure", "status", "words"}, cells)
		})
	}
	return c
}

func thresholdCells(r desk.ThresholdRow, asked bool) []string {
	number := "in words only"
	if r.Number != nil {
		number = strings.TrimSpace(r.Comparison + " " + strconv.FormatFloat(*r.Number, 'f', -1, 64) + " " + r.Unit)
	}
	status := words(string(r.Status))
	if t := r.TakenOver; t != nil {
		status = fmt.Sprintf("taken over by %s, %s there", cmp.Or(string(t.Measure), string(t.Instrument)), words(string(t.Status)))
	}
	if asked {
		status += ", reaches " + string(r.Reaches)
	}
	return []string{words(r.Quantity), number, clip(r.Subject, 40), string(r.Jurisdiction), sampleMark(r.Sample) + string(r.Measure), status, clip(r.Words, 60)}
}
