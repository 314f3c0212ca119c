package commandline

import (
	"errors"
	"strings"
	"testing"
)

type grammar struct {
	Budget string  `default:"1m" help:"How long."`
	Least  float64 `default:"1"`
	Itself bool
	Word   string `arg:"" optional:""`
}

func (g grammar) Validate() error {
	if g.Least < 0 {
		return errors.New("--least: must not be below 0")
	}
	return nil
}

func TestParse(t *testing.T) {
	for _, c := range []struct {
		args string
		want grammar
		says string // of the error
	}{
		{"", grammar{Budget: "1m", Least: 1}, ""},
		{"-budget 2m -itself", grammar{Budget: "2m", Least: 1, Itself: true}, ""},
		{"-budget=2m --least=-0", grammar{Budget: "2m"}, ""},
		{"--budget 2m a-word", grammar{Budget: "2m", Least: 1, Word: "a-word"}, ""},
		{"-itself -- -budget", grammar{Budget: "1m", Least: 1, Itself: true, Word: "-budget"}, ""},
		{"-least=-1", grammar{}, "--least: must not be below 0"},
		{"-least=x", grammar{}, "--least"},
		{"-nothing", grammar{}, "unknown flag --nothing"},
		{"a b", grammar{}, "unexpected argument b"},
	} {
		var g grammar
		var out strings.Builder
		help, err := Parse(&g, "test", "Tests.", nil, strings.Fields(c.args), &out)
		switch {
		case help || out.Len() > 0:
			t.Errorf("%q: help, %q", c.args, out.String())
		case c.says != "":
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%q: %v, want %q", c.args, err, c.says)
			}
		case err != nil || g != c.want:
			t.Errorf("%q: %+v, %v; want %+v", c.args, g, err, c.want)
		}
	}
	for _, ask := range []string{"-help", "--help", "-h"} {
		var out strings.Builder
		help, err := Parse(new(grammar), "test", "Tests.", nil, []string{ask}, &out)
		if !help || err != nil || !strings.Contains(out.String(), "How long.") {
			t.Errorf("%s: %v, %v, %q", ask, help, err, out.String())
		}
	}
}
