package page

import (
	"cmp"
	"html"
	"regexp"
	"strings"

	"ipcbench/report/internal/web"
	"ipcbench/report/internal/words"
)

// translated are the elements of the page that its script says again in another language.
var translated = regexp.MustCompile(`<[a-z0-9]+[^>]* data-t(?:="([^"]*)")?>([^<]*)<`)

// Sentences are all that the page says in the language that its reader chooses: keys of package words.
func Sentences() []string {
	list := web.Sentences()
	for _, found := range translated.FindAllStringSubmatch(indexText, -1) {
		list = append(list, html.UnescapeString(strings.Join(strings.Fields(cmp.Or(found[1], found[2])), " ")))
	}
	return list
}

// catalogue has the translations of [Sentences], by language.
func catalogue() map[string]map[string]string {
	of := map[string]map[string]string{}
	for language, all := range words.Catalogue() {
		of[language] = map[string]string{}
		for _, sentence := range Sentences() {
			if text, ok := all[sentence]; ok {
				of[language][sentence] = text
			}
		}
	}
	return of
}
