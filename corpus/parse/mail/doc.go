// Package mail reads messages (RFC 5322, MIME) and saved browser pages, which have the same form
// (MHTML, RFC 2557).
//
// The one idea needed to read it: a message is an envelope around parts, and the text of a part is read
// by whoever reads its type. The package opens the envelope, undoes its encodings, picks among
// alternatives, and asks its caller for the rest. Attached files are documents of their own: they are
// listed, with their names as labels, and not read.
//
// It checks no signature and opens no encrypted message. What is shown of the head is what a mail
// program shows: sender, recipients, date and subject, and nothing for a saved page.
package mail
