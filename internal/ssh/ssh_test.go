package ssh

import (
	"strings"
	"testing"
)

func TestAddresses(t *testing.T) {
	t.Setenv("SSH_CONNECTION", "10.0.0.1 50000 10.0.0.2 22")
	if a, ok := Addresses(); !ok || a[0].String() != "10.0.0.1" || a[1].String() != "10.0.0.2" {
		t.Errorf("%v, %t", a, ok)
	}
	for _, text := range []string{"", "10.0.0.1 5 10.0.0.2", "a 1 b 2"} {
		t.Setenv("SSH_CONNECTION", text)
		if a, ok := Addresses(); ok {
			t.Errorf("%q: %v", text, a)
		}
	}
}

func TestParse(t *testing.T) {
	for _, good := range []string{"ssh://name", "ssh://user@name", "ssh://user@name:22/var/tmp", "ssh://[::1]:22"} {
		if _, err := Parse(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{
		"", "name", "ssh://", "http://name", "ssh://na me", "ssh://-oProxyCommand=x", "ssh://name/$(reboot)",
		"ssh://name/a`b`", "ssh://name/a\"b", "ssh://name/a b", "ssh://name?x", "ssh://name#x",
	} {
		if h, err := Parse(bad); err == nil {
			t.Errorf("%q was taken as %v", bad, h.url)
		}
	}
}

// What the shell there gets is what was given.
func TestArgumentsAreQuoted(t *testing.T) {
	h, err := Parse("ssh://user@name:2222/var/tmp")
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv(Variable, "other -F file")
	c := h.command([]string{"it's", "$x"})
	if c[0] != "other" || c[1] != "-F" || c[len(c)-2] != "name" {
		t.Errorf("%q", c)
	}
	script := c[len(c)-1]
	for _, want := range []string{`'it'\''s' '$x'`, `mktemp -d "/var/tmp/`} {
		if !strings.Contains(script, want) {
			t.Errorf("no %s in\n%s", want, script)
		}
	}
}
