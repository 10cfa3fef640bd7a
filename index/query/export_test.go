package query

// All and AnyOf make nodes as the parser makes them.
func All(nodes ...Node) Node   { return all(nodes) }
func AnyOf(nodes ...Node) Node { return anyOf(nodes) }

// WordsOf cuts what was typed as the parser does.
func WordsOf(text string, patterns bool) []string { return words(text, patterns) }
