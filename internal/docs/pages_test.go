package docs

import (
	"bufio"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// pages are the documents, by their paths from the root.
func pages(t *testing.T) (all []string) {
	t.Helper()
	for _, pattern := range []string{"*.md", "docs/*.md", "examples/*/*.md"} {
		found, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range found {
			name, err := filepath.Rel(root, path)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, name)
		}
	}
	if len(all) < 5 {
		t.Fatalf("only these documents: %q", all)
	}
	return all
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var (
	testName    = regexp.MustCompile(`\bTest[A-Z]\w+`)
	promiseName = regexp.MustCompile("`([A-Z][a-z]+[A-Z]\\w+)`")
	declared    = regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	promised    = regexp.MustCompile(`\{"([A-Z]\w+)", [a-z]\w+\}`)
)

// Each test, and each promise of the conformance suite, that a document names is one.
func TestTestsNamedInDocumentsExist(t *testing.T) {
	known := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		pattern := declared
		if filepath.Base(filepath.Dir(path)) == "mechtest" && !strings.HasSuffix(path, "_test.go") {
			pattern = promised
		}
		for _, m := range pattern.FindAllStringSubmatch(string(text), -1) {
			known[m[1]] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range pages(t) {
		text := read(t, page)
		for _, name := range testName.FindAllString(text, -1) {
			if name != "TestMain" && name != "TestName" && name != "TestPigeon" && !known[name] {
				t.Errorf("%s names %s, which no test is", page, name)
			}
		}
		if page != "docs/method.md" && page != "docs/taxonomy.md" {
			continue // others have other names of that form
		}
		for _, m := range promiseName.FindAllStringSubmatch(text, -1) {
			if !strings.HasPrefix(m[1], "Benchmark") && !known[m[1]] {
				t.Errorf("%s names %s, which neither a test is nor a promise of mechtest", page, m[1])
			}
		}
	}
}

var (
	link    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#+ (.+)$`)
	fence   = regexp.MustCompile("(?ms)^```.*?^```$")
)

// Each link from a document to a file, or to a heading of one, leads there.
func TestLinksLeadSomewhere(t *testing.T) {
	for _, page := range pages(t) {
		for _, m := range link.FindAllStringSubmatch(fence.ReplaceAllString(read(t, page), ""), -1) {
			target, anchor, _ := strings.Cut(m[1], "#")
			if strings.Contains(target, "://") {
				continue
			}
			file := page
			if target != "" {
				file = filepath.Join(filepath.Dir(page), target)
			}
			if _, err := os.Stat(filepath.Join(root, file)); err != nil {
				t.Errorf("%s links to %s: %v", page, m[1], err)
				continue
			}
			if anchor != "" && !hasHeading(read(t, file), anchor) {
				t.Errorf("%s links to %s: %s has no such heading", page, m[1], file)
			}
		}
	}
}

// hasHeading tells whether a document has a heading with that anchor, as GitHub makes them: lower case, hyphens for
// spaces, and no punctuation.
func hasHeading(text, anchor string) bool {
	for _, m := range heading.FindAllStringSubmatch(text, -1) {
		made := strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
				return unicode.ToLower(r)
			}
			return -1
		}, m[1])
		if made == anchor {
			return true
		}
	}
	return false
}

// lineWidth is how many characters a line of a document has at most. Rows of tables, which cannot be broken, may have
// more.
const lineWidth = 120

// made are the documents that a command makes.
var made = map[string]bool{"docs/results.md": true, "docs/licences.md": true}

// Lines can be read without scrolling.
func TestLinesAreNotTooLong(t *testing.T) {
	for _, page := range pages(t) {
		if made[page] {
			continue
		}
		n := 0
		for lines := bufio.NewScanner(strings.NewReader(read(t, page))); lines.Scan(); {
			n++
			if line := lines.Text(); !strings.HasPrefix(line, "|") && utf8.RuneCountInString(line) > lineWidth {
				t.Errorf("%s:%d: %d characters, more than %d", page, n, utf8.RuneCountInString(line), lineWidth)
			}
		}
	}
}

// The README is short enough to be read.
func TestTheReadmeIsShort(t *testing.T) {
	const most = 170
	if n := strings.Count(read(t, "README.md"), "\n"); n > most {
		t.Errorf("README.md has %d lines, more than %d", n, most)
	}
}
