package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/kb/crosswalk"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

func (a *app) crosswalk() *cobra.Command {
	return &cobra.Command{
		Use:   "crosswalk CODE|MATERIAL",
		Short: "Codes side by side: element, Chinese control code, customs code, HS subheading, ECCN, EU entry, and who says so",
		Long: "Two codes belong together only where one item of a measure, or one row of a text that is held, names both;\n" +
			"where nobody does, the answer is that there is no official correspondence.",
		Example: "  lodestone crosswalk dysprosium\n  lodestone crosswalk 1C902\n  lodestone crosswalk 2846.90.1930 --json",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			h, err := a.open(cmd.Context(), true)
			if err != nil {
				return err
			}
			defer h.Close()
			v, err := h.desk.Crosswalk(cmd.Context(), strings.Join(args, " "))
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(v)
			}
			printCrosswalk(a.out, v, h.words.Name)
			return nil
		},
	}
}

// nodeKinds are the kinds of nodes in words.
var nodeKinds = map[crosswalk.Kind]string{crosswalk.Material: "material", crosswalk.Item: "item", crosswalk.China: "Chinese control code", crosswalk.ECCN: "ECCN", crosswalk.EU: "EU entry",
	crosswalk.Control: "control code", crosswalk.Customs: "customs code", crosswalk.HS: "HS subheading", crosswalk.Heading: "HS heading"}

func printCrosswalk(out io.Writer, v desk.CrosswalkAnswer, name func(code, lang string) string) {
	head := v.Query
	if v.Kind == "material" {
		head = named(v.Query, name)
	}
	fmt.Fprintln(out, head)
	for _, c := range v.Correspondences {
		if len(c.Codes) == 0 {
			fmt.Fprintf(out, "  %-20s  %s\n", nodeKinds[c.Kind], c.Detail)
			continue
		}
		var codes []string
		for _, n := range c.Codes {
			codes = append(codes, nodeName(n))
		}
		fmt.Fprintf(out, "  %-20s  %s\n", nodeKinds[c.Kind], strings.Join(codes, ", "))
	}
	if len(v.Links) > 0 {
		fmt.Fprintln(out, "\nWho says so:")
	}
	for _, l := range v.Links {
		fmt.Fprintf(out, "  %s%s — %s  %s\n", sampleMark(l.Sample), nodeName(l.From), nodeName(l.To), saidBy(l))
	}
	if len(v.Neighbours) > 0 {
		fmt.Fprintln(out, "\nOf the same material, and not said to correspond:")
	}
	for _, l := range v.Neighbours {
		fmt.Fprintf(out, "  %s%s — %s  %s\n", sampleMark(l.Sample), nodeName(l.From), nodeName(l.To), saidBy(l))
	}
	printCoverage(out, v.Coverage)
}

func nodeName(n crosswalk.Node) string {
	s := n.Code
	if n.Form != "" {
		s += " " + n.Form
	}
	if n.Kind == crosswalk.HS {
		edition := n.Edition
		if edition == "" {
			edition = "edition not printed"
		}
		s += " (" + edition + ")"
	}
	return s
}

func saidBy(l crosswalk.Link) string {
	s := string(l.Measure)
	if l.Document != "" {
		s = fmt.Sprintf("%s, %s", l.Document, l.Provision)
	}
	switch {
	case l.Derived != "":
		s += "; derived"
	case len(l.Basis.Spans) > 0:
		s += "; text held"
	default:
		s += "; register"
	}
	return s
}
