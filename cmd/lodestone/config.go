package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// maxConfig bounds a configuration file, in bytes.
const maxConfig = 1 << 20

// configure sets the flags that the command line leaves open from the configuration file. A setting
// is a flag: those of every command stand at the top, those of one command below its name. Settings of
// other commands are checked too, so that a mistake is found at once and not on the day it matters.
func (a *app) configure(cmd *cobra.Command) error {
	if a.config == "" {
		return nil
	}
	f, err := os.Open(a.config)
	if err != nil {
		return usageError{fmt.Errorf("configuration %s: %s", a.config, reason(err))}
	}
	b, err := io.ReadAll(io.LimitReader(f, maxConfig+1))
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil && len(b) > maxConfig {
		err = fmt.Errorf("has more than %d bytes", maxConfig)
	}
	if err != nil {
		return usageError{fmt.Errorf("configuration %s: %w", a.config, err)}
	}
	file, err := parser.ParseBytes(b, 0)
	if err != nil {
		return usageError{fmt.Errorf("configuration %s: %w", a.config, err)}
	}
	s := settings{file: a.config, running: cmd}
	for _, d := range file.Docs {
		if err := s.apply(cmd.Root(), d.Body); err != nil {
			return usageError{err}
		}
	}
	return nil
}

// settings reads a configuration file for the command that runs.
type settings struct {
	file    string
	running *cobra.Command
}

func (s settings) wrong(n ast.Node, format string, args ...any) error {
	p := n.GetToken().Position
	return fmt.Errorf("configuration %s, line %d, column %d: %s", s.file, p.Line, p.Column, fmt.Sprintf(format, args...))
}

// apply reads the settings of a command and of those below it.
func (s settings) apply(cmd *cobra.Command, n ast.Node) error {
	if n == nil || n.Type() == ast.NullType {
		return nil
	}
	var pairs []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.MappingNode:
		pairs = n.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{n}
	default:
		return s.wrong(n, "want settings, as name: value")
	}
	seen := map[string]bool{}
	for _, p := range pairs {
		name := p.Key.GetToken().Value
		if seen[name] {
			return s.wrong(p.Key, "%s is set twice", name)
		}
		seen[name] = true
		if f := settingOf(cmd, name); f != nil {
			if err := s.set(f, p); err != nil {
				return err
			}
			continue
		}
		i := slices.IndexFunc(cmd.Commands(), func(c *cobra.Command) bool { return c.Name() == name && !c.Hidden })
		if i < 0 {
			return s.wrong(p.Key, "there is no setting %q here; there are %s", name, strings.Join(settingNames(cmd), ", "))
		}
		if err := s.apply(cmd.Commands()[i], p.Value); err != nil {
			return err
		}
	}
	return nil
}

// set gives a flag its value; one that was given on the command line keeps it.
func (s settings) set(f *pflag.Flag, p *ast.MappingValueNode) error {
	values, err := s.values(p)
	if err != nil {
		return err
	}
	if f.Changed {
		return nil
	}
	if list, ok := f.Value.(pflag.SliceValue); ok {
		err = list.Replace(values)
	} else if len(values) != 1 {
		err = fmt.Errorf("takes one value")
	} else {
		err = f.Value.Set(values[0])
	}
	if err != nil {
		return s.wrong(p.Value, "%s: %v", f.Name, err)
	}
	return nil
}

// values reads a scalar or a list of scalars as they are written, so that a code with a leading zero
// stays what it is.
func (s settings) values(p *ast.MappingValueNode) ([]string, error) {
	list, ok := p.Value.(*ast.SequenceNode)
	if !ok {
		v, err := s.scalar(p.Value)
		return []string{v}, err
	}
	out := []string{}
	for _, n := range list.Values {
		v, err := s.scalar(n)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func (s settings) scalar(n ast.Node) (string, error) {
	switch n := n.(type) {
	case *ast.StringNode, *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, nil
	case *ast.LiteralNode:
		return n.Value.Value, nil
	}
	return "", s.wrong(n, "want a value, or a list of values")
}

// unset are flags that are no settings.
var unset = []string{"config", "help", "version"}

// settingOf returns the flag of that name, of a command's own or, at the top, of every command's.
func settingOf(cmd *cobra.Command, name string) *pflag.Flag {
	if slices.Contains(unset, name) {
		return nil
	}
	if f := cmd.LocalNonPersistentFlags().Lookup(name); f != nil {
		return f
	}
	return cmd.PersistentFlags().Lookup(name)
}

func settingNames(cmd *cobra.Command) []string {
	var out []string
	for _, f := range flagsOf(cmd) {
		out = append(out, f.Name)
	}
	for _, c := range cmd.Commands() {
		if !c.Hidden && len(settingNames(c)) > 0 {
			out = append(out, c.Name())
		}
	}
	return out
}

// flagsOf returns the flags of a command that are settings, by name.
func flagsOf(cmd *cobra.Command) []*pflag.Flag {
	var out []*pflag.Flag
	add := func(f *pflag.Flag) {
		if settingOf(cmd, f.Name) == f && !f.Hidden {
			out = append(out, f)
		}
	}
	cmd.PersistentFlags().VisitAll(add)
	cmd.LocalNonPersistentFlags().VisitAll(add)
	return out
}

func (a *app) configuration() *cobra.Command {
	return &cobra.Command{
		Use: "config", Short: "Print a configuration file with every setting, what it does, and its default",
		Long: "A setting is a flag: those of every command stand at the top, those of one command below its name. What is\n" +
			"given on the command line wins. A setting that is not known is an error.",
		Example: "  lodestone config > lodestone.yaml\n  lodestone serve --config lodestone.yaml",
		RunE: func(cmd *cobra.Command, _ []string) error {
			fmt.Fprintln(a.out, "# Configuration of lodestone. Every setting stands here with its default; take the # away to change it.")
			writeSettings(a.out, cmd.Root(), 0)
			return nil
		},
	}
}

// writeSettings writes the settings of a command and of those below it, as comments.
func writeSettings(out io.Writer, cmd *cobra.Command, depth int) {
	indent := strings.Repeat("  ", depth)
	for _, f := range flagsOf(cmd) {
		fmt.Fprintf(out, "\n%s# %s\n%s# %s: %s\n", indent, f.Usage, indent, f.Name, defaultOf(f))
	}
	for _, c := range cmd.Commands() {
		if c.Hidden || len(settingNames(c)) == 0 {
			continue
		}
		fmt.Fprintf(out, "\n%s# %s\n%s%s:\n", indent, c.Short, indent, c.Name())
		writeSettings(out, c, depth+1)
	}
}

func defaultOf(f *pflag.Flag) string {
	switch {
	case f.Value.Type() == "string":
		return fmt.Sprintf("%q", f.DefValue)
	case f.DefValue == "":
		return `""`
	}
	return f.DefValue
}
