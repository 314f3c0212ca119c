package docs

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// twoEnded is what code says that knows of exactly two ends.
var twoEnded = regexp.MustCompile(`\bmechanisms\.(A|B|Sides)\b|\.Other\(\)`)

// Only a pattern and a mechanism know how many ends there are: the engine around them has as many as the pattern says.
func TestTheEngineDoesNotKnowHowManyEndsThereAre(t *testing.T) {
	for _, dir := range []string{"bench", "internal"} {
		err := filepath.WalkDir(filepath.Join("..", "..", dir), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() && strings.HasSuffix(path, "bench/pattern") {
				if err == nil {
					err = filepath.SkipDir
				}
				return err
			}
			if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return nil
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for n, line := range strings.Split(string(text), "\n") {
				code, _, _ := strings.Cut(line, "//")
				if found := twoEnded.FindString(code); found != "" {
					t.Errorf("%s:%d: %s is of two ends: it belongs into bench/pattern", path, n+1, found)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
