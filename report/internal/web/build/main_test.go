package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// What is committed in dist is what the sources give, byte by byte.
func TestDistIsBuiltOfTheSources(t *testing.T) {
	const web = ".."
	for _, s := range scripts {
		want, err := s.bundle(web)
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(web, "dist", s.name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("dist/%s is not what src and vendor give: run go generate ./report/internal/web", s.name)
		}
	}
}

// And so is what is listed for those who translate.
func TestSentencesAreThoseOfTheSources(t *testing.T) {
	want, err := sentences("..")
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join("..", "dist", sentencesFile))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("dist/%s is not what src says: run go generate ./report/internal/web", sentencesFile)
	}
}

// A script set into a page must not end its element.
func TestNoScriptEndsItsElement(t *testing.T) {
	for _, s := range scripts {
		code, err := s.bundle("..")
		if err != nil {
			t.Fatal(err)
		}
		lower := bytes.ToLower(code)
		if bytes.Contains(lower, []byte("</script")) || bytes.Contains(lower, []byte("<!--")) {
			t.Errorf("%s has </script or <!-- in it", s.name)
		}
	}
}
