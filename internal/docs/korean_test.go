package docs

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

const korean = "README.ko.md"

// shown are the commands and the code of a document, without what comments say.
func shown(text string) (lines []string) {
	comment := regexp.MustCompile(`\s+# .*`)
	inside := false
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "```") {
			inside = !inside
		}
		if inside || strings.HasPrefix(line, "    ") {
			lines = append(lines, comment.ReplaceAllString(line, ""))
		}
	}
	return lines
}

// The README in Korean has the commands, the parts and the pictures of the one in English, and is no longer.
func TestTheReadmesAreAlike(t *testing.T) {
	english, translated := read(t, "README.md"), read(t, korean)
	if want, got := shown(english), shown(translated); !slices.Equal(got, want) {
		t.Errorf("%s shows\n%s\nwant\n%s", korean, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for what, pattern := range map[string]*regexp.Regexp{
		"headings": regexp.MustCompile(`(?m)^#+ `), "points": regexp.MustCompile(`(?m)^- `),
		"rows": regexp.MustCompile(`(?m)^\|`),
	} {
		want, got := len(pattern.FindAllString(english, -1)), len(pattern.FindAllString(translated, -1))
		if got != want {
			t.Errorf("%s has %d %s, README.md %d", korean, got, what, want)
		}
	}
	if n, most := strings.Count(translated, "\n"), 175; n > most {
		t.Errorf("%s has %d lines, more than %d", korean, n, most)
	}
}
