package crawler

import (
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// Evidence says what the rules of a manifest rest on, so that a reader can judge an empty list: a
// rule that was tried on what the site really sent is not a rule that somebody read about.
type Evidence struct {
	Word EvidenceWord `yaml:"word"`
	At   []string     `yaml:"at"`   // where it can be looked up: addresses, or folders of the recorded responses
	Says string       `yaml:"says"` // for people: what the evidence shows, and what it does not
}

// EvidenceWord is the one word for it. The empty word means that the manifest does not say.
type EvidenceWord string

// The words.
const (
	Recorded  EvidenceWord = "recorded"  // tried on responses as the source served them
	Described EvidenceWord = "described" // written after a documentation or a public description
	Unseen    EvidenceWord = "unseen"    // a guess; off until somebody has looked
)

// Needs are what a site asks for that a plain and polite request does not have. A source with any
// of them is off unless its manifest says enabled; each is a sentence for people that says why.
type Needs struct {
	Browser string `yaml:"browser"` // the listing or the items are made by scripts
	Proxy   string `yaml:"proxy"`   // the site answers only some parts of the network
	Key     string `yaml:"key"`     // the interface wants a key or an account

	Permission string `yaml:"permission"` // the publisher keeps programs away, or allows other uses only
}

// Off says why a source is not run, in a sentence for its health; empty when it is enabled.
func (s Source) Off() string {
	if s.Enabled {
		return ""
	}
	var why []string
	if s.Needs.Browser != "" {
		why = append(why, "it works only with a browser ("+s.Needs.Browser+")")
	} else if s.Fetch == InBrowser {
		why = append(why, "it is fetched with a browser, which its manifest must ask for with enabled: true")
	}
	if s.Needs.Proxy != "" {
		why = append(why, "it works only through a proxy ("+s.Needs.Proxy+")")
	}
	if s.Needs.Key != "" {
		why = append(why, "it wants a key ("+s.Needs.Key+")")
	}
	if s.Needs.Permission != "" {
		why = append(why, "it wants the publisher's permission ("+s.Needs.Permission+")")
	}
	if s.Evidence.Word == Unseen {
		why = append(why, "nobody has seen a response of it, so that its rules are a guess")
	}
	if len(why) == 0 {
		return "off: its manifest says so"
	}
	return "off: " + strings.Join(why, "; ")
}

// evidence checks what a manifest says of its evidence and its needs, and decides whether a source
// whose manifest does not say so is on.
func (c *checker) evidence(s *Source) {
	switch s.Evidence.Word {
	case Recorded, Described:
		if len(s.Evidence.At) == 0 {
			c.at("evidence.at", "say where it is %s: an address, or a folder of recorded responses", s.Evidence.Word)
		}
	case Unseen, "":
	default:
		c.at("evidence.word", "%q: want recorded, described or unseen", s.Evidence.Word)
	}
	for i, at := range s.Evidence.At {
		if strings.TrimSpace(at) == "" {
			c.at(fmt.Sprintf("evidence.at[%d]", i), "it is empty: want an address or a folder")
		}
	}
	if c.file != nil && c.node("enabled") == nil {
		s.Enabled = s.Evidence.Word != Unseen && s.Needs == Needs{} && s.Fetch != InBrowser
	}
}

// network checks which ways a source may go.
func (c *checker) network(s *Source) {
	for i, n := range s.Allow {
		p, err := netip.ParsePrefix(n)
		if err != nil {
			c.at(fmt.Sprintf("allow[%d]", i), "%q: want a network, as in 10.1.0.0/16", n)
			continue
		}
		s.allow = append(s.allow, p.Masked())
	}
	if s.Proxy == "" {
		return
	}
	u, err := url.Parse(s.Proxy)
	if err != nil || u.Host == "" || !slices.Contains([]string{"http", "https", "socks5"}, u.Scheme) || u.User != nil {
		c.at("proxy", "%q: want an http, https or socks5 address without a password", s.Proxy)
		return
	}
	s.proxy = u
}
