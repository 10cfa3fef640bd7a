// Package browser opens pages in a browser that is installed on the machine (Chromium, Chrome, Edge),
// for the few sources whose listings or items are made by scripts, and hands over what the scripts left.
//
// The one idea needed to read it: the browser is a stranger. It is started for one page and killed after
// it, has a profile folder of its own that is removed with it, resolves no names and reaches the network
// through the given proxy alone, fetches no pictures, keeps no downloads, and runs under a limit of time.
//
// Nothing here is used unless a manifest says fetch: browser and is switched on, and the program was
// given a browser. The tests with a real one are behind a tag: go test -tags browser ./crawler/browser
package browser
