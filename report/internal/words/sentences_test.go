package words_test

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"html"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ipcbench/report/internal/words"
)

// root is the report tool, all of whose sentences are looked at.
const root = "../.."

// said are the English sentences of the report tool, each with the place where it is said first. A sentence that is no
// constant text is a fault, since nobody could translate it.
func said(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	add := func(sentence, place string) {
		if all[sentence] == "" {
			all[sentence] = place
		}
	}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil || entry.IsDir():
			return err
		case strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go"):
			return sentencesOfGo(path, add, func(place string) {
				t.Errorf("%s: the sentence is no constant text", place)
			})
		case strings.HasSuffix(path, ".tmpl"):
			return sentencesOfTemplate(path, add)
		case strings.HasSuffix(path, "words.ts"): // defines t
			return nil
		case strings.HasSuffix(path, ".ts"):
			return sentencesOfTypeScript(path, add, func(place string) {
				t.Errorf("%s: the sentence is no constant text", place)
			})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// sentencesOfGo adds the first arguments of all calls of a printer's Sprintf in a file.
func sentencesOfGo(path string, add func(sentence, place string), fault func(place string)) error {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path, nil, 0)
	if err != nil {
		return err
	}
	if file.Name.Name == "words" { // that of a term is no sentence
		return nil
	}
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			return true
		}
		called, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || called.Sel.Name != "Sprintf" {
			return true
		}
		if of, ok := called.X.(*ast.Ident); ok && of.Name == "fmt" {
			return true
		}
		place := files.Position(call.Pos()).String()
		if text, ok := constant(call.Args[0]); ok {
			add(text, place)
		} else {
			fault(place)
		}
		return true
	})
	return nil
}

// constant is the text of a literal, or of a sum of them.
func constant(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, err == nil && e.Kind == token.STRING
	case *ast.BinaryExpr:
		left, ok1 := constant(e.X)
		right, ok2 := constant(e.Y)
		return left + right, ok1 && ok2
	}
	return "", false
}

var (
	callOfT = regexp.MustCompile(`\bt\(`)
	literal = regexp.MustCompile(`^\s*"((?:[^"\\\n]|\\.)*)"(\s*\+\s*\n?)?`)
)

var ofTemplate = regexp.MustCompile(`<[^>]* data-t(?:="([^"]*)")?>([^<]*)<`)

// sentencesOfTemplate adds the texts of the elements with the attribute data-t, which the page's script translates.
func sentencesOfTemplate(path string, add func(sentence, place string)) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for _, found := range ofTemplate.FindAllStringSubmatch(string(data), -1) {
		add(strings.Join(strings.Fields(html.UnescapeString(cmp.Or(found[1], found[2]))), " "), path)
	}
	return nil
}

// sentencesOfTypeScript adds the first arguments of all calls of t in a file.
func sentencesOfTypeScript(path string, add func(sentence, place string), fault func(place string)) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	text := string(data)
	for _, at := range callOfT.FindAllStringIndex(text, -1) {
		place := fmt.Sprintf("%s:%d", path, 1+strings.Count(text[:at[0]], "\n"))
		rest, sentence, ended := text[at[1]:], "", false
		for !ended {
			part := literal.FindStringSubmatch(rest)
			if part == nil {
				break
			}
			one, err := strconv.Unquote(`"` + part[1] + `"`)
			if err != nil {
				return fmt.Errorf("%s: %w", place, err)
			}
			sentence += one
			rest = rest[len(part[0]):]
			ended = part[2] == ""
		}
		if ended {
			add(sentence, place)
		} else {
			fault(place)
		}
	}
	return nil
}

// Whatever the report says is in every language, and no language says what the report does not.
func TestNothingIsUntranslated(t *testing.T) {
	all := said(t)
	if len(all) < 100 {
		t.Fatalf("only %d sentences were found: where are the others?", len(all))
	}
	for _, language := range words.Languages[1:] {
		translated := words.Sentences(language)
		for sentence, place := range all {
			if translated[sentence] == "" {
				t.Errorf("%s: %s has no %q", place, language, sentence)
			}
		}
		for sentence := range translated {
			if all[sentence] == "" {
				t.Errorf("%s: nobody says %q", language, sentence)
			}
		}
	}
}

var verb = regexp.MustCompile(`%(?:\[(\d+)\])?([-+# 0-9.]*)([a-zA-Z%])`)

// verbs are the verbs of a sentence with the arguments that they print, in the order of the arguments.
func verbs(sentence string) (list []string) {
	argument := 0
	for _, found := range verb.FindAllStringSubmatch(sentence, -1) {
		if found[3] == "%" {
			list = append(list, "%")
			continue
		}
		argument++
		if found[1] != "" {
			argument, _ = strconv.Atoi(found[1])
		}
		list = append(list, fmt.Sprintf("%d %s%s", argument, found[2], found[3]))
	}
	slices.Sort(list)
	return list
}

// A translation prints the same arguments in the same way, whatever their order. Numbers are given as text, so that no
// language groups their digits in its own way.
func TestTranslationsPrintTheSame(t *testing.T) {
	for _, language := range words.Languages[1:] {
		for english, text := range words.Sentences(language) {
			want, got := slices.Compact(verbs(english)), slices.Compact(verbs(text))
			if !slices.Equal(got, want) {
				t.Errorf("%s: %q prints %q, %q prints %q", language, english, want, text, got)
			}
			want, got = numbers(verb.ReplaceAllString(english, " ")), numbers(verb.ReplaceAllString(text, " "))
			if !slices.Equal(got, want) {
				t.Errorf("%s: %q has the numbers %q, %q has %q", language, english, want, text, got)
			}
			for _, one := range verbs(english) {
				if one != "%" && !strings.HasSuffix(one, "s") {
					t.Errorf("%q has the verb %q: give numbers as text", english, one)
				}
			}
		}
	}
}
