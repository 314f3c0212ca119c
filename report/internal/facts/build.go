package facts

import (
	"slices"
	"strconv"
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
)

// columns are the units that are taken, as they stand in result files. What is asked for most comes first, so that
// columns at the end can be left out.
var columns = []string{
	schema.NsPerOp, schema.P50Ns, schema.P99Ns, schema.CPUNsPerOp, schema.MBPerSec, schema.MsgPerSec, schema.Cores,
	schema.RecvCores, schema.SwitchesPerOp, schema.SyscallsPerOp, schema.P90Ns, schema.P999Ns, schema.P9999Ns,
	schema.MaxNs, schema.RoundP50Ns, schema.RoundP99Ns, schema.NeighbourPercent, schema.UnheldPercent,
}

// patterns are those whose cells are taken.
var patterns = []string{schema.Latency, schema.Throughput, schema.Duplex, schema.Setup, schema.Paced}

// Of are the facts of a set. named are the states to show by default, as for [results.Set.ShowStates]; the set shows
// them afterwards. The error is that of a state that there is not.
func Of(set *results.Set, named ...string) (Facts, error) {
	f := Facts{Version: Version, Mechanisms: []Mechanism{}, Machines: []Machine{}} // lists are never null
	for _, t := range set.Mechanisms {
		f.Mechanisms = append(f.Mechanisms, mechanism(t))
	}
	if err := set.ShowStates(named...); err != nil {
		return f, err
	}
	for _, m := range set.Machines {
		f.Machines = append(f.Machines, machine(m))
	}
	// A set shows one choice of states at a time.
	for _, choice := range choices(set, named) {
		if err := set.ShowStates(choice...); err != nil {
			return f, err
		}
		for i, m := range set.Machines {
			f.Machines[i].add(m, stateName(m))
		}
	}
	return f, set.ShowStates(named...)
}

// choices are the choices of states to take figures of, the one to show by default first.
func choices(set *results.Set, named []string) [][]string {
	list := [][]string{named}
	for _, m := range set.Machines {
		for _, split := range m.Splits {
			for _, s := range split.States {
				list = append(list, []string{s.Name})
			}
		}
	}
	if len(list) > 1 {
		list = append(list, []string{results.AllStates})
	}
	return list
}

// stateName names the states that a machine shows: those of all its splits, each once; "" for a machine of one state.
func stateName(m *results.Machine) string {
	var names []string
	for _, split := range m.Splits {
		name := results.AllStates
		if split.Shown >= 0 {
			name = split.States[split.Shown].Name
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

func machine(m *results.Machine) Machine {
	f := Machine{Name: m.Get("cpu"), Between: m.Between, Files: m.Files, Columns: columns,
		Settings: [][2]string{}, Cells: []Cell{}}
	if host := m.Get("host"); host != "" {
		f.Name = strings.TrimSpace(host + ": " + f.Name)
	}
	if other := m.Get(results.OtherHost); other != "" {
		f.Name += " and " + other
	}
	for _, s := range m.Config {
		f.Settings = append(f.Settings, [2]string{s.Key, s.Value})
	}
	if len(m.Dates) > 0 {
		f.Dates = [2]string{slices.Min(m.Dates), slices.Max(m.Dates)}
	}
	measured := map[string]bool{}
	for _, c := range cellsOf(m) {
		f.Cells = append(f.Cells, cell(c))
		measured[c.Series.Mech] = true
	}
	for _, s := range m.Skips {
		if s.Name == "" || measured[s.Name] || f.Skips[s.Name] != "" {
			continue
		}
		if f.Skips == nil {
			f.Skips = map[string]string{}
		}
		f.Skips[s.Name] = s.Text
	}
	return f
}

// cellsOf are the cells that are taken, in reading order.
func cellsOf(m *results.Machine) (list []*results.Cell) {
	for _, p := range patterns {
		list = append(list, m.Of(p)...)
	}
	return list
}

func cell(c *results.Cell) Cell {
	s := c.Series
	f := Cell{Pattern: c.Pattern(), Mech: s.Mech, Wait: s.Wait, Place: s.Place, Size: c.Size, Scope: s.Scope,
		Figures: map[string]Figures{}}
	if f.Scope == "" {
		f.Scope = schema.Process
	}
	for word := range strings.FieldsSeq(s.Extra) {
		key, value, _ := strings.Cut(word, "=")
		if f.Keys == nil {
			f.Keys = map[string]string{}
		}
		f.Keys[key] = value
	}
	if rate, ok := s.Rate(); ok {
		if due := c.Due(rate); due > 0 {
			f.Rate = due
		}
	}
	return f
}

// add adds the figures that the machine shows, under the name of the state.
func (f *Machine) add(m *results.Machine, state string) {
	if slices.Contains(f.States, state) {
		return
	}
	f.States = append(f.States, state)
	for i, c := range cellsOf(m) {
		// A cell that was never in this state shows all of its samples. They are not taken for those of the state,
		// except of the one that is shown by default, as in tables.
		if c.N() > 0 && (!c.Elsewhere || len(f.States) == 1) {
			f.Cells[i].Figures[state] = figures(c)
		}
	}
}

func figures(c *results.Cell) Figures {
	f := Figures{N: c.Used(), Unheld: !c.Held().All(), Values: []Value{}}
	for i, unit := range columns {
		u, _ := schema.UnitNamed(unit)
		var e results.Estimate
		var ok, shared bool
		switch {
		case f.Unheld && latencies[unit]:
		case u.Needs > 0:
			e, shared, ok = c.Quantile(u.Tidy())
			f.Shared = f.Shared || ok && shared
		default:
			e, ok = c.Estimate(u.Tidy())
		}
		if !ok {
			f.Values = append(f.Values, Value{})
			continue
		}
		if !e.Interval {
			if f.Few == nil {
				f.Few = map[int]float64{}
			}
			f.Few[i] = results.Allowance(e.N, 1)
		}
		f.Values = append(f.Values, valueOf(e, perTidied(unit)))
	}
	for len(f.Values) > 0 && !f.Values[len(f.Values)-1].Known {
		f.Values = f.Values[:len(f.Values)-1]
	}
	return f
}

// latencies are the units of a message's time, which say nothing where a rate was not held.
var latencies = map[string]bool{
	schema.NsPerOp: true, schema.P50Ns: true, schema.P90Ns: true, schema.P99Ns: true, schema.P999Ns: true,
	schema.P9999Ns: true, schema.MaxNs: true, schema.RoundP50Ns: true, schema.RoundP99Ns: true,
}

// perTidied is what a value in the tidied unit is multiplied with to be one of the unit of result files.
func perTidied(unit string) float64 {
	switch {
	case strings.Contains(unit, "ns"):
		return 1e9
	case unit == schema.MBPerSec:
		return 1e-6
	}
	return 1
}

// mechanism makes data of the words of a "# mechanism" line.
func mechanism(t resultfile.Traits) Mechanism {
	m := Mechanism{
		Name: t["name"], Family: t["family"], Moves: t["moves"], Provider: t["provider"],
		Scopes: strings.Fields(t["scope"]), Direction: t["direction"], Relation: t["relation"],
		Waits: strings.Fields(t["waits"]), Messages: Whole, Needs: t["needs"], Over: t["over"],
		Crosses: bordersOf(t["crosses"]),
	}
	if m.Needs == "nothing" {
		m.Needs = ""
	}
	copies, more := strings.CutPrefix(t["copies"], "≥ ")
	var err error
	if m.Copies, err = strconv.Atoi(copies); err == nil {
		m.More = more
	}
	m.Largest, m.LimitedBy = largest(t["largest"])
	switch {
	case strings.Contains(t["largest"], "byte stream"):
		m.Messages = Stream
	case strings.Contains(t["largest"], "a number"):
		m.Messages, m.LimitedBy = Number, ""
	}
	for _, trait := range Traits {
		if slices.ContainsFunc(trait.Words, func(word string) bool { return t[word] == "" }) ||
			trait.Name == "copies" && err != nil || trait.Name == "containers" && m.Crosses == nil {
			m.Unsaid = append(m.Unsaid, trait.Name)
		}
	}
	return m
}

// bordersOf takes apart what two containers must share: ways, of each all that it takes. None is that nothing which
// they share helps, and nil that it is not said.
func bordersOf(words string) [][]string {
	switch {
	case words == "" || words == "not said":
		return nil
	case strings.HasPrefix(words, "cannot: "):
		return [][]string{}
	}
	var ways [][]string
	for way := range strings.SplitSeq(words, "; or ") {
		ways = append(ways, strings.Split(way, ", "))
	}
	return ways
}

// largest takes apart a size with what limits it: "65507 B (the largest UDP datagram)"; 0 if nothing does.
func largest(words string) (size int64, by string) {
	number, by, ok := strings.Cut(words, " B (")
	size, err := strconv.ParseInt(number, 10, 64)
	if !ok || err != nil {
		return 0, ""
	}
	return size, strings.TrimSuffix(by, ")")
}
