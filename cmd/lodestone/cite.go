package main

import (
	"bytes"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb/citator"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

// citations is the answer of cite, as the API gives it.
type citations struct {
	Citations []citator.Citation `json:"citations"`
	Total     desk.Total         `json:"total"`
	Coverage  desk.Coverage      `json:"coverage"`
}

func (a *app) cite() *cobra.Command {
	var lang string
	c := &cobra.Command{
		Use:   "cite FILE|-",
		Short: "Every citation in a text, resolved to the acts known, with its offsets",
		Long: "Reads plain text and prints each citation with its place in bytes. What is no text (a page, a PDF) is read\n" +
			"by extract, whose text can be given here.",
		Example: "  lodestone cite memo.txt --json\n  echo 'under Announcement No. 61 of 2025' | lodestone cite -",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			b, err := a.input(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			text, err := plainText(args[0], b)
			if err != nil {
				return err
			}
			h, err := a.open(cmd.Context(), true)
			if err != nil {
				return err
			}
			defer h.Close()
			body, err := h.desk.Body(cmd.Context(), time.Time{})
			if err != nil {
				return err
			}
			found := citator.New(h.extractor).Cite(text, corpus.Lang(lang), body.Law().Instruments)
			if a.json {
				cover, err := h.desk.Coverage(cmd.Context())
				if err != nil {
					return err
				}
				return a.printJSON(citations{found, desk.Total{Value: len(found), Exact: true}, cover})
			}
			for _, c := range found {
				fmt.Fprintf(a.out, "%d-%d  %s  %s\n", c.Start, c.End, c.Quote, meantBy(c))
			}
			return nil
		},
	}
	c.Flags().StringVar(&lang, "lang", "", "language of the text, where it is known")
	return c
}

// meantBy says in words what a citation means.
func meantBy(c citator.Citation) string {
	s := "→ not resolved"
	if c.Instrument != "" {
		s = "→ " + string(c.Instrument)
	}
	if c.Provision != "" {
		s += " " + c.Provision
	}
	if c.Relation != "" {
		s += " (" + words(string(c.Relation)) + ")"
	}
	if c.Instrument != "" && !c.Held {
		s += ", not held"
	}
	return s
}

// plainText refuses bytes that are no UTF-8 text; a byte order mark is part of it, as offsets count it.
func plainText(name string, b []byte) (string, error) {
	if !utf8.Valid(b) || bytes.IndexByte(b, 0) >= 0 {
		return "", fmt.Errorf("%s is no plain text in UTF-8; lodestone extract reads pages, PDF and office files, and prints their text", name)
	}
	return string(b), nil
}
