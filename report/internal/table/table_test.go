package table

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"pgregory.net/rapid"
)

func TestCutMarksOnlyWhatItShortens(t *testing.T) {
	for in, want := range map[string]string{"abc": "abc", "abcdef": "abcd…", "abcde": "abcde"} {
		if got := cut(in, 5); got != want {
			t.Errorf("cut(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestPickOrdersByItsFirstGroupAndDropsEmptyRows(t *testing.T) {
	nan := math.NaN()
	tab := Table{
		Keys:   []string{"k"},
		Groups: []Group{{Columns: []string{"a"}}, {Columns: []string{"b"}}},
		Rows: []Row{
			{Keys: []string{"x"}, Cells: [][]string{{"1"}, {"9"}}, Sort: []float64{1, 9}},
			{Keys: []string{"y"}, Cells: [][]string{{"2"}, {"3"}}, Sort: []float64{2, 3}},
			{Keys: []string{"z"}, Cells: [][]string{nil, {"5"}}, Sort: []float64{nan, 5}},
			{Keys: []string{"w"}, Cells: [][]string{{"3"}, nil}, Sort: []float64{3, nan}},
		},
	}
	for groups, want := range map[string]string{"0": "x y w", "1": "y z x", "01": "x y w z"} {
		var pick []int
		for _, r := range groups {
			pick = append(pick, int(r-'0'))
		}
		var got []string
		for _, r := range tab.pick(pick).Rows {
			got = append(got, r.Keys[0])
		}
		if strings.Join(got, " ") != want {
			t.Errorf("groups %s: %v, want %s", groups, got, want)
		}
	}
}

// Whatever a file's names are, a terminal of 40 columns and more gets no line that it must wrap, and no cell is lost
// without a note.
func TestAnyTableFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(40, 200).Draw(t, "width")
		tab := Table{Keys: []string{"Mechanism", "Wait"}}
		for g := range rapid.IntRange(1, 6).Draw(t, "groups") {
			tab.Groups = append(tab.Groups,
				Group{Title: fmt.Sprint("group ", g), Columns: []string{"median", "±", "p99"}})
		}
		for i := range rapid.IntRange(1, 5).Draw(t, "rows") {
			name := rapid.StringMatching(`[a-zä×]{1,80}`).Draw(t, fmt.Sprint("name", i))
			row := Row{Keys: []string{name, "block"}}
			for range tab.Groups {
				row.Cells = append(row.Cells, []string{"54.0 µs", "2 %", "100 µs"})
			}
			tab.Rows = append(tab.Rows, row)
		}
		var b strings.Builder
		if err := tab.Text(&b, width); err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(b.String(), "\n") {
			if n := twwidth.Width(line); n > width {
				t.Fatalf("a line of %d in a width of %d:\n%s", n, width, b.String())
			}
		}
		whole := strings.Count(b.String(), "100 µs") == len(tab.Groups)*len(tab.Rows)
		if !whole && !strings.Contains(b.String(), "Left out for want of width") {
			t.Fatalf("cells lost without a word:\n%s", b.String())
		}
	})
}
