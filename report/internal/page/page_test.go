package page

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
)

// FuzzBuild promises that whatever can be read can be drawn, in text and in Markdown, and that nothing of a file
// reaches a terminal as it is. Charts are laid out, not drawn.
func FuzzBuild(f *testing.F) {
	for _, pattern := range []string{"../../testdata/*.txt", "../../testdata/bad/*.txt"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			f.Fatal(pattern, err)
		}
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r := Build(results.Read([]resultfile.Input{resultfile.FromReader("fuzz", bytes.NewReader(data))}), english)
		var out bytes.Buffer
		if err := r.Text(&out, 80); err != nil {
			t.Error(err)
		}
		if err := r.Markdown(&out, true); err != nil {
			t.Error(err)
		}
		if text := out.String(); strings.ContainsAny(text, "\x1b\x00") {
			t.Errorf("control characters in\n%s", text)
		}
	})
}
