package tables

import (
	"slices"
	"testing"

	"ipcbench/report/internal/results"
)

func TestRemarksOfOneBenchmarkAreOne(t *testing.T) {
	list := merged([]results.Remark{
		{Name: "a", Text: "missed by up to 9.5 %"},
		{Name: "b", Text: "missed by up to 70 %"},
		{Name: "a", Text: "missed by up to 12 %"},
		{Name: "a", Text: "missed by up to 3 %"},
		{Name: "a", Text: "never slept"},
		{Text: "the run was hot"},
	})
	if want := []results.Remark{
		{Name: "a", Text: "missed by up to 12 %"}, {Name: "b", Text: "missed by up to 70 %"},
		{Name: "a", Text: "never slept"}, {Text: "the run was hot"},
	}; !slices.Equal(list, want) {
		t.Errorf("%q", list)
	}
}
