package page

import (
	"slices"
	"strings"
	"testing"
)

// Those who translate are given what the script says, and what stands in the page.
func TestSentencesAreOfScriptAndPage(t *testing.T) {
	all := Sentences()
	for _, want := range []string{"Nothing that was measured fits.", "Which one for my load?"} {
		if !slices.Contains(all, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if n := strings.Count(indexText, " data-t>") + strings.Count(indexText, " data-t="); n != len(translated.FindAllString(indexText, -1)) || n == 0 {
		t.Errorf("not all of %d elements that are to be translated are text alone", n)
	}
}
