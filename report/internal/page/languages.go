package page

import (
	"html/template"
	"strconv"

	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// inLanguage is the report in a language by its name, with the charts of r.
func (r Report) inLanguage(name string) (Report, error) {
	p, err := words.In(name)
	if err != nil || r.set == nil {
		return r, err
	}
	told := build(r.set, p)
	for i := range told.Sections {
		told.Sections[i].Charts, told.Sections[i].Undrawn = r.Sections[i].Charts, r.Sections[i].Undrawn
	}
	told.Facts, told.Lang = r.Facts, r.Lang
	return told, nil
}

// A place is where a text stands: in a column of a table's body, or "" elsewhere. In two columns one English word may
// have two translations.
type place struct{ column, english string }

// translations are the texts of a report in another language, by what they are in English; those that are the same in
// both are left out. Many a text stands in several places.
type translations struct {
	list  []string // the texts
	index map[string]int
	of    map[place]int // positions in the list
}

func noTranslations() *translations {
	return &translations{list: []string{}, index: map[string]int{}, of: map[place]int{}}
}

// translationsOf sets a report in English beside the same in another language.
func translationsOf(english, other Report) *translations {
	all := noTranslations()
	all.add("", english.Title, other.Title)
	for i, s := range english.Sections {
		o := other.Sections[i]
		all.add("", s.Heading, o.Heading)
		all.add("", s.Samples, o.Samples)
		if len(s.Claims) > 0 {
			all.table(s.Judged(), o.Judged())
			all.lists(s.Reasons(), o.Reasons())
		}
		for j, t := range s.Tables {
			all.table(t, o.Tables[j])
		}
		all.lists(s.Lists, o.Lists)
	}
	if english.Taxonomy != nil {
		all.table(*english.Taxonomy, *other.Taxonomy)
	}
	all.strings("", english.Problems, other.Problems)
	return all
}

func (all *translations) add(column, english, other string) {
	at := place{column, english}
	if _, known := all.of[at]; known || english == other {
		return
	}
	if _, known := all.index[other]; !known {
		all.index[other] = len(all.list)
		all.list = append(all.list, other)
	}
	all.of[at] = all.index[other]
}

func (all *translations) strings(column string, english, other []string) {
	for i := range english {
		all.add(column, english[i], other[i])
	}
}

func (all *translations) lists(english, other []table.List) {
	for i, l := range english {
		all.add("", l.Title, other[i].Title)
		all.strings("", l.Items, other[i].Items)
	}
}

func (all *translations) table(english, other table.Table) {
	all.add("", english.Title, other.Title)
	all.add("", english.Legend, other.Legend)
	all.strings("", english.Keys, other.Keys)
	all.strings("", english.Notes, other.Notes)
	for g, group := range english.Groups {
		all.add("", group.Title, other.Groups[g].Title)
		all.strings("", group.Columns, other.Groups[g].Columns)
	}
	for i, row := range english.Rows {
		all.strings("", row.Keys, other.Rows[i].Keys)
		for g, cells := range row.Cells {
			for c, text := range cells {
				all.add(english.Groups[g].Columns[c], text, other.Rows[i].Cells[g][c])
			}
		}
	}
}

// attribute is what an element has whose text is English: the position of its translation in the list, which the page's
// script shows instead. It is empty where the text is the same in both languages.
func (all *translations) attribute(column, english string) template.HTMLAttr {
	at, ok := all.of[place{column, english}]
	if !ok {
		return ""
	}
	return template.HTMLAttr(" data-ko=" + strconv.Itoa(at))
}

// manyItems is from how many items on a list is folded by the page's script.
const manyItems = 9

// functions are those by which the template says what a text is in the other language, and which lists are folded.
func (all *translations) functions() template.FuncMap {
	return template.FuncMap{
		"in":     all.attribute,
		"long":   func(items []string) bool { return len(items) >= manyItems },
		"korean": func(english string) template.HTMLAttr { return all.attribute("", english) },
	}
}
