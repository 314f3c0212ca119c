package words_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ipcbench/internal/schema"
	"ipcbench/mechanisms/catalogue"
	"ipcbench/report/internal/choose"
	"ipcbench/report/internal/knees"
	"ipcbench/report/internal/words"
)

// terms are all words of closed lists that the report says, by kind.
func terms() map[string][]string {
	all := map[string][]string{
		"better":   {schema.Lower.String(), schema.Higher.String()},
		"boundary": {knees.Unknown},
		"need":     choose.Needs,
		"head": {
			"Mechanism", "Wait", "mean", "CPU/op", "64 B stream,", "64 KiB stream", "msg/s", "cores", "CPU/msg",
			"below block's", "round trip", "one host", "two hosts", "one", "two", "stream",
		},
		"trait": {
			"Family", "Provider", "Scope", "Direction of one channel", "Waits", "Who can use it", "Copies",
			"Largest message", "Needs", "What moves the bytes", "Two containers need",
		},
	}
	add := func(kind, term string) {
		if term != "" && !slices.Contains(all[kind], term) {
			all[kind] = append(all[kind], term)
		}
	}
	for _, p := range schema.Patterns {
		add("pattern", p.Name)
		add("op", strings.ReplaceAll(p.Op, "`", ""))
	}
	for _, p := range schema.Places {
		add("place", p.Meaning)
	}
	for _, s := range schema.FloorSteps {
		add("step", s.Brief)
	}
	for _, b := range schema.Boundaries {
		add("boundary", b.Title)
	}
	for _, u := range schema.Units {
		if u.Cause != "" {
			add("cause", fmt.Sprintf(u.Cause, u.Disturbed))
		}
	}
	for _, m := range catalogue.All() {
		declared := m.Traits().Taxonomy()
		add("family", declared.Family)
		add("provider", declared.Provider)
		add("scope", declared.Scope)
		add("direction", declared.Direction)
		add("relation", declared.Relation)
		for _, need := range strings.Split(declared.Needs, "; ") {
			add("needs", need)
		}
		for _, way := range strings.Split(declared.Crosses, "; ") {
			add("crosses", way)
		}
		for _, border := range m.Traits().Crosses {
			add("crosses", string(border))
		}
	}
	return all
}

var number = regexp.MustCompile(`\d+(?:[.,]\d+)*`)

// numbers are those of a text, in ascending order.
func numbers(text string) []string {
	found := number.FindAllString(text, -1)
	slices.Sort(found)
	return found
}

func TestTermsAreTranslated(t *testing.T) {
	for _, language := range words.Languages[1:] {
		p, err := words.In(language)
		if err != nil {
			t.Fatal(err)
		}
		used := map[string]bool{}
		translated := words.Terms(language)
		for kind, list := range terms() {
			for _, term := range list {
				used[kind+": "+term] = true
				if translated[kind+": "+term] == "" {
					t.Errorf("%s has no %s %q", language, kind, term)
				}
				if said := words.Term(p, kind, term); !slices.Equal(numbers(said), numbers(term)) {
					t.Errorf("%s: the %s %q has other numbers: %q", language, kind, term, said)
				}
			}
		}
		for key := range translated {
			// What mechanisms can carry at most depends on the machine; some of it is said in words.
			if !used[key] && !strings.HasPrefix(key, "largest: ") {
				t.Errorf("%s: nobody says %q", language, key)
			}
		}
	}
}

// A particle whose form depends on the sound before it: 은/는, 이/가, 을/를, 과/와, 으로/로. 이며 and 이다 fit any sound.
var particle = regexp.MustCompile(`%(?:\[\d+\])?s(?:은|는|이|가|을|를|과|와|으로|로)(?:[\s,.:)]|$)`)

// What a verb prints is a name or a number of any sound, so a particle that fits only some never follows one.
func TestKoreanParticlesFitAnyName(t *testing.T) {
	if !particle.MatchString("%s는 빠르다") || particle.MatchString("%s이며, %s에서는 %s까지") {
		t.Fatal("the pattern does not tell particles")
	}
	for english, korean := range words.Sentences("ko") {
		if found := particle.FindString(korean); found != "" {
			t.Errorf("%q has %q: the form of the particle depends on what is printed", english, found)
		}
	}
}

// A term that has no translation, such as that of a file of another version, stays as it is.
func TestUnknownTermsStayAsTheyAre(t *testing.T) {
	for _, language := range words.Languages {
		p, err := words.In(language)
		if err != nil {
			t.Fatal(err)
		}
		if got := words.Term(p, "needs", "100 % of a CPU"); got != "100 % of a CPU" {
			t.Errorf("%s: %q", language, got)
		}
	}
	if _, err := words.In("xx"); err == nil || !strings.Contains(err.Error(), "choose en or ko") {
		t.Errorf("of a language that there is not: %v", err)
	}
}
