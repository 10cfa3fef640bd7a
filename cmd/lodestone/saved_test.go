package main

import (
	"strings"
	"testing"
)

func TestAlertsAndWebhooks(t *testing.T) {
	c := newCLI(t)
	if out := c.want(0, "alerts", "rehearse", "--material", "gallium", "--from", "2023", "--to", "2024", "--expect", "eu-2021-821"); !strings.Contains(out, "2023-08") || !strings.Contains(out, "would have missed eu-2021-821") {
		t.Errorf("%s", out)
	}
	alert := strings.TrimSpace(c.want(0, "alerts", "add", "gallium", "--material", "gallium", "--frequency", "daily"))
	if out := c.want(0, "alerts", "list"); !strings.Contains(out, alert) || !strings.Contains(out, "gallium") {
		t.Errorf("%s", out)
	}
	if _, errs, code := c.run("", "webhooks", "add", "https://127.0.0.1:9/in", "--alert", alert); code != 2 || !strings.Contains(errs, "127.0.0.1") {
		t.Errorf("an address inside: exit %d, %s", code, errs)
	}
	added := strings.Fields(c.want(0, "webhooks", "add", "https://hooks.invalid/in", "--alert", alert))
	if len(added) != 2 || !strings.HasPrefix(added[1], "whsec_") {
		t.Fatalf("%v", added)
	}
	if out := c.want(0, "webhooks", "list", "--json"); !strings.Contains(out, added[0]) || strings.Contains(out, "whsec_") {
		t.Errorf("%s", out)
	}
	if _, errs, code := c.run("", "webhooks", "test", added[0]); code != 1 || !strings.Contains(errs, "hooks.invalid") {
		t.Errorf("a host that is not there: exit %d, %s", code, errs)
	}
	c.want(0, "webhooks", "enable", added[0])
	c.want(0, "webhooks", "remove", added[0])
	c.want(1, "webhooks", "remove", added[0])
	c.want(0, "alerts", "remove", alert)
	c.want(2, "alerts", "add", "x", "--material", "unobtanium")
	c.want(2, "alerts", "add", "x", "--frequency", "hourly")
	c.want(2, "webhooks", "add", "http://hooks.example/")
	c.want(1, "webhooks", "add", "https://hooks.example/", "--alert", "a-none")
}
