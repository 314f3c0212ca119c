// Taxonomy prints the table of the mechanisms' declared traits, in Markdown, as docs/taxonomy.md has it.
package main

import (
	"fmt"

	"ipcbench/mechanisms/catalogue"
)

func main() {
	fmt.Print(catalogue.Header)
	for _, m := range catalogue.All() {
		fmt.Println(catalogue.Row(m.Traits()))
	}
}
