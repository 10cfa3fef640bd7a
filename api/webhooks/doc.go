// Package webhooks tells the programs of users what is news, by the Standard Webhooks specification
// (https://www.standardwebhooks.com): signed with HMAC-SHA256, at least once, in order.
//
// The one idea needed to read it: a hook has a position in the log, and one message at most that is
// on its way. A message is made of the log behind the position, kept with its id and its body before
// it is sent, sent again and again with the same until it is taken (2xx), and only then does the
// position move. So nothing is lost by a restart and nothing overtakes; what is told twice has one id.
//
// A hook that answers 410, or takes nothing for the whole of the schedule, is disabled with the reason,
// its position kept. Connections are made by package dial, to public addresses only, over https, and
// no redirect is followed.
package webhooks
