package web

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// What other packages of the house tell a reader, the Chinese pages tell in Chinese: every format of
// an error of a query, of a refused parameter and of a reason for doubt has its counterpart.
func TestSentencesOfOtherPackagesAreSaidInChinese(t *testing.T) {
	known := map[string]bool{}
	for _, s := range chineseSentences() {
		known[s[0]] = true
	}
	found := 0
	for folder, calls := range map[string]string{"../../index/query": " fail ", "../../index/bleveindex": " fail ", "../../kb/desk": " bad ", "../../kb/legal": "", "../../crawler": " raise fail ", ".": ""} {
		for _, f := range formatsIn(t, folder, calls) {
			if found++; !known[f] {
				t.Errorf("%s: %q is not said in Chinese", folder, f)
			}
		}
	}
	if found < 60 {
		t.Errorf("only %d sentences were found", found)
	}
}

// formatsIn finds the sentences that a package gives to readers: the fields of its errors, its
// reasons, and the arguments of the named calls.
func formatsIn(t *testing.T, folder, calls string) []string {
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: %v", folder, err)
	}
	var out []string
	add := func(e ast.Expr) {
		if f := formatOf(e); strings.ContainsAny(f, " ") {
			out = append(out, f)
		}
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.KeyValueExpr:
				if k, ok := n.Key.(*ast.Ident); ok && strings.Contains(" Detail Message Suggestion Reasons ", " "+k.Name+" ") {
					if list, ok := n.Value.(*ast.CompositeLit); ok {
						for _, e := range list.Elts {
							add(e)
						}
						return true
					}
					add(n.Value)
				}
			case *ast.CompositeLit:
				if id, ok := n.Type.(*ast.Ident); ok && id.Name == "WordError" && len(n.Elts) == 4 {
					add(n.Elts[2])
				}
			case *ast.CallExpr:
				switch name := callee(n); {
				case name == "append" && strings.HasSuffix(text2(n.Args[0]), "easons"):
					add(n.Args[1])
				case name != "" && strings.Contains(calls, " "+name+" "):
					for _, a := range n.Args {
						add(a)
					}
				}
			}
			return true
		})
	}
	return out
}

func callee(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

func text2(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.Ident:
		return e.Name
	}
	return ""
}

// formatOf reads a sentence off an expression: what is no literal is an argument.
func formatOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		if s, err := strconv.Unquote(e.Value); err == nil && e.Kind == token.STRING {
			return s
		}
	case *ast.BinaryExpr:
		return formatOf(e.X) + formatOf(e.Y)
	case *ast.CallExpr:
		if callee(e) == "Sprintf" {
			return formatOf(e.Args[0])
		}
	}
	return "%s"
}
