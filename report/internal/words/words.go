// Package words has what the report says to people, in each language that it speaks. A sentence is written in English
// where it is said, through a [Printer]; the translations of all of them are in this package, one language a file.
//
// Numbers with a unit are given to a Printer as text (package quantity), so that they look alike in every language.
package words

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/message/catalog"
)

// A Printer says sentences in one language: Sprintf of the English sentence, which is also the key of its translations.
type Printer = message.Printer

// A translation is one language: English sentences, as they stand in the code, and what they are in it.
type translation struct {
	tag       language.Tag
	sentences []map[string]string // by subject
	terms     map[string]string   // by kind and term; see [Term]
}

// translations are all languages but English.
var translations = map[string]translation{
	"ko": {language.Korean, korean, koreanTerms},
}

// Term is a word or a phrase of a closed list, such as the patterns of package schema: its translation if it has one,
// else itself. The kind tells what list that is, since one word may be in several.
func Term(p *Printer, kind, term string) string {
	return p.Sprintf(message.Key(kind+": "+term, strings.ReplaceAll(term, "%", "%%")))
}

// Languages are the names of the languages, English first.
var Languages = []string{"en", "ko"}

// Catalogue has, of each language but English, the translations of all sentences, for what speaks by itself: the page.
func Catalogue() map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, name := range Languages[1:] {
		all[name] = Sentences(name)
	}
	return all
}

// In is the printer of a language by its name; an error names the choices.
func In(name string) (*Printer, error) {
	if name == "en" {
		return English(), nil
	}
	t, ok := translations[name]
	if !ok {
		return nil, fmt.Errorf("no language is called %q: choose en or ko", name)
	}
	b := catalog.NewBuilder(catalog.Fallback(language.English))
	for _, texts := range append(slices.Clone(t.sentences), t.terms) {
		for key, text := range texts {
			if err := b.SetString(t.tag, key, text); err != nil {
				return nil, fmt.Errorf("the translation of %q: %w", key, err)
			}
		}
	}
	return message.NewPrinter(t.tag, message.Catalog(b)), nil
}

// Sentences are the translations into a language by their English sentences, as a program shows them that has no
// [Printer]; none for English.
func Sentences(name string) map[string]string { return merged(translations[name].sentences...) }

// Terms are the translations of terms into a language, by kind and term with ": " between them.
func Terms(name string) map[string]string { return merged(translations[name].terms) }

func merged(texts ...map[string]string) map[string]string {
	all := map[string]string{}
	for _, one := range texts {
		maps.Copy(all, one)
	}
	return all
}

// English is the printer of the language in which sentences are written.
func English() *Printer {
	return message.NewPrinter(language.English, message.Catalog(catalog.NewBuilder()))
}
