package query

import "fmt"

// Distinct returns a tree that means the same and in which no part of an and or an or stands twice. The
// tree that is given stays as it is.
func Distinct(n Node) Node {
	switch n := n.(type) {
	case *And:
		if ps := distinct(n.Parts); len(ps) > 1 {
			return &And{ps}
		}
		return Distinct(n.Parts[0])
	case *Or:
		if ps := distinct(n.Parts); len(ps) > 1 {
			return &Or{ps}
		}
		return Distinct(n.Parts[0])
	case *ButNot:
		return &ButNot{Distinct(n.Keep), Distinct(n.Drop)}
	case *Near:
		return &Near{Distinct(n.Left), Distinct(n.Right), n.Unit, n.N, n.Ordered}
	case *NotNear:
		return &NotNear{Distinct(n.Left), Distinct(n.Right), n.N}
	case *AtLeast:
		return &AtLeast{n.N, Distinct(n.Word)}
	case *Field:
		return &Field{n.Name, Distinct(n.Part)}
	}
	return n
}

func distinct(parts []Node) []Node {
	var out []Node
	seen := make(map[string]bool, len(parts))
	for _, p := range parts {
		p = Distinct(p)
		if k := key(p); !seen[k] {
			seen[k] = true
			out = append(out, p)
		}
	}
	return out
}

// key is the same for two trees only where they mean the same.
func key(n Node) string {
	var own string
	switch n := n.(type) {
	case *Near:
		own = fmt.Sprint(n.Unit, n.N, n.Ordered)
	case *NotNear:
		own = fmt.Sprint(n.N)
	case *AtLeast:
		own = fmt.Sprint(n.N)
	case *Field:
		own = n.Name
	case *And, *Or, *ButNot:
	default:
		return fmt.Sprintf("%#v", n)
	}
	keys := make([]string, 0, 2)
	for _, p := range parts(n) {
		keys = append(keys, key(p))
	}
	return fmt.Sprintf("%T %s%v", n, own, keys)
}
