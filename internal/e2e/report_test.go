package e2e

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The report makes tables, pages and charts from the output of the benchmarks.
func TestReportReadsIt(t *testing.T) {
	out := filepath.Join(t.TempDir(), "latest")
	tables := report(t, quick(t), "-o", out)
	pages := map[string][]byte{"standard output": []byte(tables)}
	for _, name := range []string{"summary.md", "index.html"} {
		text, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Error(err)
		}
		pages[name] = text
	}
	for _, name := range strings.Split(someMechanisms, ",") {
		for page, text := range pages {
			if !bytes.Contains(text, []byte(name)) {
				t.Errorf("no %s in %s", name, page)
			}
		}
	}
	for extension, sound := range map[string]func(io.Reader) error{".png": soundPNG, ".svg": soundXML} {
		charts, _ := filepath.Glob(filepath.Join(out, "*"+extension))
		if len(charts) < 2 { // of one size there are no curves over sizes
			t.Errorf("%d charts in %s, want at least 2: %q", len(charts), extension, charts)
		}
		for _, chart := range charts {
			f, err := os.Open(chart)
			if err != nil {
				t.Fatal(err)
			}
			if err := sound(f); err != nil {
				t.Errorf("%s: %v", chart, err)
			}
			f.Close()
		}
	}
}

// report runs the report on a result file and returns its standard output, with all tables.
func report(t *testing.T, results []byte, arguments ...string) string {
	t.Helper()
	program, err := reportProgram()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, append([]string{"--full"}, arguments...)...)
	cmd.Dir = t.TempDir()
	cmd.Stdin = bytes.NewReader(results)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err = cmd.Run()
	// The exit status says whether a benchmark in the input failed.
	failed := bytes.Contains(results, []byte("--- FAIL: "))
	if cmd.ProcessState == nil || cmd.ProcessState.Success() == failed {
		t.Fatalf("report: %v, of results with a failure: %v\n%s", err, failed, &stderr)
	}
	return stdout.String()
}

func soundPNG(r io.Reader) error {
	image, err := png.Decode(r)
	if err == nil && (image.Bounds().Dx() < 200 || image.Bounds().Dy() < 200) {
		err = errors.New("too small to read: " + image.Bounds().String())
	}
	return err
}

func soundXML(r io.Reader) error {
	for d := xml.NewDecoder(r); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}
