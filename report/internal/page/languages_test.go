package page

import (
	"bytes"
	"strings"
	"testing"

	"ipcbench/report/internal/facts"
	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// Where an English word has two translations, each stands in its own column.
func TestEachTextHasItsTranslation(t *testing.T) {
	r := Build(results.Read([]resultfile.Input{resultfile.FromFile("../../../results/baseline.txt")}), english)
	korean, err := r.inLanguage("ko")
	if err != nil {
		t.Fatal(err)
	}
	all := translationsOf(r, korean)
	check := func(column, english, want string) {
		got := english
		if at, ok := all.of[place{column, english}]; ok {
			got = all.list[at]
		}
		if got != want {
			t.Errorf("column %q: %q is %q, want %q", column, english, got, want)
		}
	}
	tables := func(english, korean table.Table) {
		check("", english.Title, korean.Title)
		check("", english.Legend, korean.Legend)
		for i, row := range english.Rows {
			for k, key := range row.Keys {
				check("", key, korean.Rows[i].Keys[k])
			}
			for g, cells := range row.Cells {
				for c, text := range cells {
					check(english.Groups[g].Columns[c], text, korean.Rows[i].Cells[g][c])
				}
			}
		}
	}
	for i, s := range r.Sections {
		tables(s.Judged(), korean.Sections[i].Judged())
		for j, one := range s.Tables {
			tables(one, korean.Sections[i].Tables[j])
		}
	}
	tables(*r.Taxonomy, *korean.Taxonomy)
}

// A report in Korean makes the same page, which only begins in Korean.
func TestThePageIsInEveryLanguage(t *testing.T) {
	set := results.Read([]resultfile.Input{resultfile.FromFile("../../testdata/one.txt")})
	p, err := words.In("ko")
	if err != nil {
		t.Fatal(err)
	}
	var pages [2]bytes.Buffer
	for i, r := range []Report{Build(set, english), Build(set, p)} {
		r.Facts = &facts.Facts{}
		if i == 1 {
			r.Lang = "ko"
		}
		if err := r.HTML(&pages[i]); err != nil {
			t.Fatal(err)
		}
	}
	got := strings.Replace(pages[1].String(), `<html lang="en" data-lang="ko">`, `<html lang="en">`, 1)
	if got != pages[0].String() {
		t.Error("the page differs with the language of the report")
	}
	if !strings.Contains(got, `"지연 시간(Latency)"`) || !strings.Contains(got, ">Latency<") {
		t.Error("the title of a table is not in both languages")
	}
}
