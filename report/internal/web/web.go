// Package web has the scripts of the report's page, as a browser and an interpreter run them. They are written in
// TypeScript, in src, and bundled by build into dist, which is committed: a clone builds with Go alone.
package web

import (
	_ "embed"
	"encoding/json"
)

//go:generate go run ./build

// Page is the script of index.html. It begins with the licences of what is bundled in it.
//
//go:embed dist/page.js
var Page string

// Engine is the script that answers which mechanisms fit a load. It defines one global function,
// ask(facts, question), and reaches nothing outside its arguments.
//
//go:embed dist/engine.js
var Engine string

//go:embed dist/sentences.json
var sentences []byte

// Sentences are all that the page's script says, in English, for those who translate: keys of package words.
func Sentences() (list []string) {
	if err := json.Unmarshal(sentences, &list); err != nil {
		panic(err) // the file is committed, and a test holds it
	}
	return list
}
