// Package docs tests the documents against the code: the map of docs/architecture.md, the tests that documents name,
// and the links between them.
package docs

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// root is the repository's, from this directory.
const root = "../.."

const architecture = "docs/architecture.md"

// mostFiles is how many Go files a package has at most, test files left out, unless the page says why it has more.
const mostFiles = 20

// A goPackage is a package of the module.
type goPackage struct {
	name    string              // path below the module's, "." for its root
	files   int                 // Go files that are no tests, whatever their build constraints
	imports map[string][]string // of the module's packages, and the files that import each
	tests   bool                // imports package testing
}

// packages are those of the module.
func packages(t *testing.T) []goPackage {
	t.Helper()
	all, err := listed()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// listed asks the go command for the packages, once.
var listed = sync.OnceValues(func() (all []goPackage, err error) {
	cmd := exec.Command("go", "list", "-json=ImportPath,Dir,Module,GoFiles,CgoFiles,IgnoredGoFiles", "./...")
	cmd.Dir = root
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath, Dir                   string
			Module                            struct{ Path string }
			GoFiles, CgoFiles, IgnoredGoFiles []string
		}
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		files := slices.Concat(p.GoFiles, p.CgoFiles, p.IgnoredGoFiles)
		files = slices.DeleteFunc(files, func(name string) bool { return strings.HasSuffix(name, "_test.go") })
		one := goPackage{name: below(p.ImportPath, p.Module.Path), files: len(files), imports: map[string][]string{}}
		for _, name := range files {
			file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, name), nil, parser.ImportsOnly)
			if err != nil {
				return nil, err
			}
			for _, i := range file.Imports {
				imported, err := strconv.Unquote(i.Path.Value)
				if err != nil {
					return nil, err
				}
				one.tests = one.tests || imported == "testing"
				if imported == p.Module.Path || strings.HasPrefix(imported, p.Module.Path+"/") {
					imported = below(imported, p.Module.Path)
					one.imports[imported] = append(one.imports[imported], name)
				}
			}
		}
		all = append(all, one)
	}
})

// below is an import path without its module's.
func below(importPath, module string) string {
	if importPath == module {
		return "."
	}
	return strings.TrimPrefix(importPath, module+"/")
}

// table reads the table below a heading of the page: the cells of each row, but for its head.
func table(t *testing.T, heading string) (rows [][]string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, architecture))
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(text), "\n"+heading+"\n")
	if !found {
		t.Fatalf("%s has no heading %q", architecture, heading)
	}
	inTable := false
	for line := range strings.Lines(section) {
		if line = strings.TrimSpace(line); !strings.HasPrefix(line, "|") {
			if inTable {
				break
			}
			continue
		}
		inTable = true
		var cells []string
		for cell := range strings.SplitSeq(strings.Trim(line, "|"), "|") {
			cells = append(cells, strings.TrimSpace(cell))
		}
		rows = append(rows, cells)
	}
	if len(rows) < 2 { // a table may have no row, but has a head
		t.Fatalf("%s: no table below %q", architecture, heading)
	}
	return rows[2:]
}

// quoted are the words between backquotes.
func quoted(cell string) (words []string) {
	for i, part := range strings.Split(cell, "`") {
		if i%2 == 1 {
			words = append(words, part)
		}
	}
	return words
}

// An entry is a row of the map. Its names may have * for one element of a path.
type entry struct {
	name      string
	mayImport []string
}

func entries(t *testing.T) (all []entry) {
	t.Helper()
	for _, row := range table(t, "## The map") {
		name := quoted(row[0])
		if len(name) != 1 || len(row) != 3 {
			t.Fatalf("%s: the row %q has not one name, what it is, and what it may import", architecture, row)
		}
		all = append(all, entry{name[0], quoted(row[2])})
	}
	return all
}

// matches tells whether one of the patterns is that of a package.
func matches(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		ok, err := path.Match(pattern, name)
		return ok && err == nil
	})
}

// entryOf is the row of a package: that with its very name, or else the first whose pattern it matches.
func entryOf(all []entry, name string) (entry, bool) {
	i := slices.IndexFunc(all, func(e entry) bool { return e.name == name })
	if i < 0 {
		i = slices.IndexFunc(all, func(e entry) bool { return matches([]string{e.name}, name) })
	}
	if i < 0 {
		return entry{}, false
	}
	return all[i], true
}

// Every package of the module is on the map, and everything on the map is a package.
func TestTheMapIsWhole(t *testing.T) {
	all := entries(t)
	used := map[string]bool{}
	for _, p := range packages(t) {
		e, ok := entryOf(all, p.name)
		if !ok {
			t.Errorf("%s: its map has no package %s", architecture, p.name)
		}
		used[e.name] = true
	}
	for _, e := range all {
		if !used[e.name] {
			t.Errorf("%s: its map has %s, which no package is", architecture, e.name)
		}
	}
}

// No package imports what the map does not allow.
func TestImportsAreThoseOfTheMap(t *testing.T) {
	all := entries(t)
	for _, p := range packages(t) {
		e, ok := entryOf(all, p.name)
		if !ok {
			continue // TestTheMapIsWhole names it
		}
		for imported, files := range p.imports {
			if !matches(e.mayImport, imported) {
				t.Errorf("%s imports %s (%s), which the map of %s does not allow", p.name, imported,
					strings.Join(files, ", "), architecture)
			}
		}
	}
}

// Package testing is linked only into what a test calls: the glue of the engine above all, and nothing below it.
func TestOnlyTheGlueImportsTesting(t *testing.T) {
	for _, p := range packages(t) {
		if p.tests && !slices.Contains([]string{"bench", "mechanisms/mechtest", "internal/sandbox"}, p.name) {
			t.Errorf("%s imports package testing", p.name)
		}
	}
}

// A package of many files has a reason on the page, and nothing else has.
func TestLargePackagesHaveReasons(t *testing.T) {
	reasons := map[string]string{}
	for _, row := range table(t, "## Large packages") {
		for _, name := range quoted(row[0]) {
			reasons[name] = row[1]
		}
	}
	for _, p := range packages(t) {
		reason, has := reasons[p.name]
		switch {
		case p.files > mostFiles && reason == "":
			t.Errorf("%s has %d files, more than %d: split it, or say in %s why not",
				p.name, p.files, mostFiles, architecture)
		case p.files <= mostFiles && has:
			t.Errorf("%s has %d files: it needs no reason in %s", p.name, p.files, architecture)
		}
		delete(reasons, p.name)
	}
	for name := range reasons {
		t.Errorf("%s has a reason for %s, which no package is", architecture, name)
	}
}
