// Package web shows the knowledge to people: server-rendered pages without scripts, with one
// stylesheet, that print well and load at once.
//
// The one idea needed to read it: a page is a question to the desk and a template. Each handler
// asks what the API would answer, puts it into words ([StatusMeaning] and its neighbours in words.go
// are the only place where codes become sentences), and names the API address that has the same as
// data. Whatever was crawled is escaped, and characters that would not be seen are shown as marks
// (visible.go); nothing crawled becomes a link unless it is http or https.
//
// The package knows nothing of Gin and of the API's types; package api mounts [Site.Paths].
package web
