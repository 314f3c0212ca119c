package page

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ipcbench/report/internal/results"
	"ipcbench/report/internal/words"
)

// A part of a report is of one machine: of a computer, or of two hosts.
type part struct {
	machine  *results.Machine
	computer results.Computer // of end A
	number   int              // of the computer, from 1
	of       int              // computers there are
	apart    []string         // the settings that tell the computers apart
	host     int              // of two hosts: which of those that the computer was measured with, from 1
	hosts    []string         // the settings that tell these apart: their names alone if these do
}

// partsOf are the parts of a report, those of one computer behind one another.
func partsOf(set *results.Set) (parts []part) {
	computers := set.Computers()
	apart := differing(computers)
	for i, c := range computers {
		p := part{computer: c, number: i + 1, of: len(computers), apart: apart}
		if p.machine = c.Within; p.machine != nil {
			parts = append(parts, p)
		}
		for k, m := range c.Between {
			p.machine, p.host, p.hosts = m, k+1, tellingApart(c.Between)
			parts = append(parts, p)
		}
	}
	return parts
}

// differing are the settings that tell computers apart.
func differing(computers []results.Computer) []string {
	var first []*results.Machine // of each computer
	for _, c := range computers {
		first = append(first, c.Machines()[0])
	}
	return slices.DeleteFunc(results.Differing(first), results.OfTwoHosts)
}

// tellingApart are the settings that tell apart what was measured with several other hosts.
func tellingApart(between []*results.Machine) []string {
	names := map[string]bool{}
	for _, m := range between {
		names[m.Get(results.OtherHost)] = true
	}
	if len(names) == len(between) {
		return nil
	}
	return results.Differing(between)
}

// heading names the part; of several computers, by what tells them apart.
func (p part) heading(w *words.Printer) string {
	var heading string
	var settings []string
	switch cpu := p.machine.Get("cpu"); {
	case p.of > 1:
		heading = w.Sprintf("Machine %s of %s", strconv.Itoa(p.number), strconv.Itoa(p.of))
		settings = p.apart
		if p.machine.Between {
			heading = w.Sprintf("%s, between hosts", heading)
			settings = append(slices.Clone(settings), results.OtherHost)
		}
		heading += ": "
	case p.machine.Between:
		heading = w.Sprintf("Between hosts: %s and ", cmp.Or(cpu, w.Sprintf("the machine of the file")))
		settings = []string{results.OtherHost}
	default:
		return cmp.Or(cpu, w.Sprintf("Results"))
	}
	for _, key := range p.hosts {
		if !slices.Contains(settings, key) {
			settings = append(slices.Clone(settings), key)
		}
	}
	missing := w.Sprintf("not given")
	var said []string
	for _, key := range settings {
		word := cmp.Or(p.machine.Get(key), missing)
		if word == missing && results.OfTwoHosts(key) && key != results.OtherHost {
			continue // a namespace has no configuration of its own
		}
		if p.of > 1 || key != results.OtherHost {
			word = key + ": " + word
		}
		said = append(said, word)
	}
	return heading + strings.Join(said, " · ")
}

// facts are the machine's settings without those that the heading names, nor those that another part of the same
// computer shows.
func (p part) facts() []results.Setting {
	said := []string{"cpu"}
	if p.of > 1 {
		said = p.apart
	}
	said = append(slices.Clone(said), p.hosts...)
	if p.machine.Between {
		said = append(said, results.OtherHost)
	}
	return slices.DeleteFunc(slices.Clone(p.machine.Config), func(s results.Setting) bool {
		shown := p.machine.Between && p.computer.Within != nil && !results.OfTwoHosts(s.Key)
		return shown || slices.Contains(said, s.Key)
	})
}

// suffix tells the part's charts from those of others.
func (p part) suffix() (suffix string) {
	if p.of > 1 {
		suffix = fmt.Sprintf("-machine-%d", p.number)
	}
	if p.machine.Between {
		suffix += "-hosts"
		if len(p.computer.Between) > 1 {
			suffix += fmt.Sprintf("-%d", p.host)
		}
	}
	return suffix
}
