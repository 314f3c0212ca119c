package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
)

// sentencesFile has what the page's script says, for those who translate.
const sentencesFile = "sentences.json"

// A sentence is said by t("…"); one that is computed cannot be translated.
var (
	saying   = regexp.MustCompile(`\bt\(`)
	sentence = regexp.MustCompile(`\bt\(\s*("(?:[^"\\]|\\.)*")`)
)

// sentences are all that the scripts of a directory say, each once, in alphabetical order, as JSON.
func sentences(dir string) ([]byte, error) {
	files, err := filepath.Glob(filepath.Join(dir, "src", "*.ts"))
	if err != nil {
		return nil, err
	}
	var list []string
	for _, file := range files {
		code, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if filepath.Base(file) == "words.ts" {
			continue // where t is
		}
		found := sentence.FindAllSubmatch(code, -1)
		if n := len(saying.FindAll(code, -1)); n != len(found) {
			return nil, fmt.Errorf("%s: %d of %d calls of t have no sentence in quotes", file, n-len(found), n)
		}
		for _, f := range found {
			var text string
			if err := json.Unmarshal(f[1], &text); err != nil {
				return nil, fmt.Errorf("%s: %s: %w", file, f[1], err)
			}
			list = append(list, text)
		}
	}
	slices.Sort(list)
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", " ")
	e.SetEscapeHTML(false)
	err = e.Encode(slices.Compact(list))
	return b.Bytes(), err
}
