package tables

import (
	"regexp"
	"slices"
	"strconv"

	"ipcbench/report/internal/results"
)

var number = regexp.MustCompile(`\d+(\.\d+)?`)

// merged are remarks of which those of one benchmark that differ in their numbers alone, as several runs of it give
// them, are one: that with the highest numbers, which are compared from left to right.
func merged(remarks []results.Remark) []results.Remark {
	var list []results.Remark
	at := map[results.Remark]int{} // in list, by the remark without its numbers
	for _, r := range remarks {
		shape := results.Remark{Name: r.Name, Text: number.ReplaceAllString(r.Text, "#")}
		i, ok := at[shape]
		switch {
		case !ok:
			at[shape] = len(list)
			list = append(list, r)
		case slices.Compare(numbers(r.Text), numbers(list[i].Text)) > 0:
			list[i] = r
		}
	}
	return list
}

// numbers are those of a text, in turn.
func numbers(text string) []float64 {
	var list []float64
	for _, n := range number.FindAllString(text, -1) {
		v, _ := strconv.ParseFloat(n, 64) // an error only of what is beyond all numbers
		list = append(list, v)
	}
	return list
}
