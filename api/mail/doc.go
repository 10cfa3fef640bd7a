// Package mail sends a digest to readers through a mail server: one message with the text and the page,
// so that every program for mail shows one of them.
//
// The one idea needed to read it: nothing goes in clear over a network. Port 465 speaks TLS at once;
// every other port must offer STARTTLS, or the message is not sent; only a server on this machine may
// go without. A password is never given before the line is encrypted.
//
// What it deliberately does not do: queue, or try again. Whoever calls it does, and the server that took
// a message does.
package mail
