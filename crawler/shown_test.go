package crawler

import (
	"strings"
	"testing"
)

// TestBytesShown: what stands in scripts, styles, comments and heads is not shown, however much it is.
func TestBytesShown(t *testing.T) {
	long := strings.Repeat("Exports of gallium need a licence. ", 200)
	for _, c := range []struct {
		name, page string
		want       bool
	}{
		{"an article", "<html><head><title>x</title></head><body><p>" + long, true},
		{"Chinese", "<body><header>镓</header>" + strings.Repeat("<p>出口镓须经许可。</p>\n", 300), true},
		{"a wall", "<body><p>Access denied.</p></body>", false},
		{"a wall with a long script", "<body><script>" + long + "</script><p>Access denied.", false},
		{"a script in capitals", "<body><SCRIPT type=x>" + long + "</SCRIPT >Access denied.", false},
		{"a long style", "<style>" + long + "</style>Access denied.", false},
		{"a long head", "<head>" + long + "</head>Access denied.", false},
		{"without scripts", "<noscript>" + long + "</noscript>Access denied.", false},
		{"a comment", "<!-- > " + long + "-->Access denied.", false},
		{"long tags", "<p class='" + long + "'>Access denied.</p>", false},
		{"spaces", "<p>" + strings.Repeat(" \n\t", 9999) + "Access denied.", false},
		{"a script without an end", "Access denied.<script>" + long, false},
		{"a wall in references", "<p>" + strings.Repeat("&#x62d2;", maxWall-1), false},
		{"nothing", "", false},
	} {
		if got := bytesShown([]byte(c.page), wallBytes) == wallBytes; got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
