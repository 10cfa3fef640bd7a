package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/crawler"
)

// sourcesTest reads a saved page by a source's rules, without asking anybody for anything.
func (a *app) sourcesTest() *cobra.Command {
	var entry int
	var mediaType string
	c := &cobra.Command{
		Use:     "test SOURCE FILE",
		Short:   "What a source would make of a saved page of its listing",
		Long:    "Reads a saved page by the rules of one entry of a source and prints the items that it would take. Nothing\nis asked for and nothing is kept. Exit status 3 when the page is not as a healthy one is.",
		Example: "  lodestone sources test us-fr-bis page.json\n  lodestone sources test ministry saved.html --entry 1",
		Args:    cobra.ExactArgs(2),
	}
	folder := manifestsFlag(c)
	c.Flags().IntVar(&entry, "entry", 0, "which entry of the manifest, counted from 0")
	c.Flags().StringVar(&mediaType, "type", "", "media type as the server would say it; empty: by content")
	c.RunE = func(_ *cobra.Command, args []string) error {
		all, err := a.declared(*folder)
		if err != nil {
			return err
		}
		one, err := chosen(all, args[:1])
		if err != nil {
			return err
		}
		body, err := os.ReadFile(args[1])
		if err != nil {
			return err
		}
		p, err := one[0].Try(entry, mediaType, body)
		if err != nil {
			return err
		}
		if a.json {
			if err := a.printJSON(p); err != nil {
				return err
			}
		} else {
			a.printPreview(p)
		}
		switch {
		case len(p.Items) == 0:
			return attention{errors.New("the page names not one item")}
		case len(p.Unknown)+len(p.Missing) > 0:
			return attention{errors.New("the page is not as the manifest says")}
		}
		return nil
	}
	return c
}

func (a *app) printPreview(p crawler.Preview) {
	for _, it := range p.Items {
		fmt.Fprintf(a.out, "%-10s  %s\n            %s\n", it.Date, strings.TrimSpace(it.Number+" "+it.Title), it.URL)
	}
	for _, n := range p.Next {
		fmt.Fprintln(a.out, "further page:", n)
	}
	for _, s := range p.Skipped {
		fmt.Fprintln(a.out, "left out:", s)
	}
	if len(p.Unknown) > 0 {
		fmt.Fprintln(a.out, "fields that the manifest does not name:", strings.Join(p.Unknown, ", "))
	}
	if len(p.Missing) > 0 {
		fmt.Fprintln(a.out, "no item has its:", strings.Join(p.Missing, ", "))
	}
}
