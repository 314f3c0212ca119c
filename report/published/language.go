package main

import (
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// inLanguage is a table with its heads in a language.
func inLanguage(p *words.Printer, t table.Table) table.Table {
	said := func(heads []string) (list []string) {
		for _, head := range heads {
			list = append(list, words.Term(p, "head", head))
		}
		return list
	}
	t.Keys = said(t.Keys)
	groups := t.Groups
	t.Groups = nil
	for _, g := range groups {
		t.Groups = append(t.Groups, table.Group{Title: words.Term(p, "head", g.Title), Columns: said(g.Columns)})
	}
	return t
}
