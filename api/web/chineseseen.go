package web

// chineseSeen returns what pictures and texts side by side say.
func chineseSeen() map[string]string {
	return map[string]string{}
}
