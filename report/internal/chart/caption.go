package chart

import (
	"slices"
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/tables"
	"ipcbench/report/internal/words"
)

// caption says which machine measured the chart, with which Go and when.
func caption(m *results.Machine, place string) []string {
	var parts []string
	add := func(before, value, after string) {
		if value != "" {
			parts = append(parts, before+value+after)
		}
	}
	add("", m.Get("host"), "")
	add("", m.Get("cpu"), "")
	cpus := " CPUs"
	if m.Get("cpus") == "1" {
		cpus = " CPU"
	}
	add("", m.Get("cpus"), cpus)
	add("kernel ", m.Get("kernel"), "")
	add("virt: ", m.Get("virt"), "")
	add("", m.Get("go"), "")
	add("", Days(words.English(), m), "")
	add("state: ", m.Shown(place), "")
	if len(parts) == 0 {
		parts = []string{"the files do not name the machine"}
	}
	lines := []string{"Both ends placed: " + placeText(place) + ".", strings.Join(parts, " · ")}
	if m.Between {
		lines = append(lines, "End B on another host: "+tables.OtherHost(english, m)+".")
	}
	return lines
}

// What the signs before a name or a figure say, where a chart has any.
const (
	doubtfulReason = "others disturbed more than half of the samples, or none is of the machine's state that is " +
		"shown."
	doubtfulCaption = tables.Doubtful + ": " + doubtfulReason
	sharedCaption   = tables.Shared + ": of means, as several round trips share a reading of the clock; single " +
		"ones vary more."
)

// placeText is a place in words.
func placeText(place string) string {
	if place == "" {
		return "the files do not say where"
	}
	key := schema.KeyPlace + "=" + place
	if listed, ok := schema.PlaceNamed(place); ok {
		return listed.Brief + " (" + key + ")"
	}
	return key
}

// Days is the day of measurement, or the first and the last; "" when the files do not say.
func Days(p *words.Printer, m *results.Machine) string {
	var days []string
	for _, d := range m.Dates {
		days = append(days, d[:len("2006-01-02")])
	}
	if len(days) == 0 {
		return ""
	}
	slices.Sort(days)
	first, last := days[0], days[len(days)-1]
	if first == last {
		return first
	}
	return p.Sprintf("%s to %s", first, last)
}
