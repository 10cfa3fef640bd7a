// Package ask reads a search in the words of a user, as a command line, an address or a page has
// them, into what the index is asked ([index.Request]). All fronts ask here, so they cannot differ.
// What only the law knows (the acts in a status on a day, the documents that cite an act) is resolved
// into documents before the index is asked.
package ask
