// Package language tells in which language a text is: by its script, by what is said of it, and by the
// words that are frequent in one language and not in its neighbours. It is sure or it says nothing.
package language
