// Package ocr reads the words off the image of a page with Tesseract, where that program is installed.
//
// The one idea needed to read it: Tesseract answers in a table of tab-separated values with the place
// of each word, and places are what package pdf makes lines, columns and paragraphs of; so a page that
// was read off its image goes the way of any other page.
//
// It decides nothing: which pages are read, how their text is marked, and that no fact rests on it, is
// up to its callers. Chinese models take 镝 for 镐 and 钆 for 钊.
package ocr
