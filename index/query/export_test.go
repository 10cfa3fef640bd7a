package query

// All and AnyOf make nodes as the parser makes them.
func All(nodes ...Node) Node   { return all(nodes) }
func AnyOf(nodes ...Node) Node { return anyOf(nodes) }
