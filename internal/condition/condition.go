// Package condition is about what the ends of a benchmark run under: how the kernel schedules them, and whether their
// memory is locked.
package condition

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ipcbench/internal/schema"
)

// A Condition is what every thread of the ends runs under. The zero value is how any process runs. Conditions can be
// compared with ==.
type Condition struct {
	Policy   string // a name in [schema.Scheds]; "" for [schema.Other]
	Priority int    // of a real-time policy, from 1 to 99; otherwise 0
	Locked   bool   // the memory of the processes is never paged out, and never paged in on first use
}

// highest is the highest real-time priority. Source: sched(7).
const highest = 99

// Parse returns the condition with a policy, as it stands in names: "batch" or "fifo:50"; "" is [schema.Other]. Its
// error is a phrase that names the choices.
func Parse(policy string) (c Condition, err error) {
	name, priority, has := strings.Cut(policy, ":")
	i := slices.IndexFunc(schema.Scheds, func(s schema.Sched) bool { return s.Name == name })
	switch {
	case policy == "" || policy == schema.Other:
		return c, nil
	case i < 0 || schema.Scheds[i].RealTime != has:
		return c, fmt.Errorf("choose %s", choices())
	case !has:
		return Condition{Policy: name}, nil
	}
	n, err := strconv.Atoi(priority)
	if err != nil || n < 1 || n > highest || strconv.Itoa(n) != priority {
		return c, fmt.Errorf("choose a priority from 1 to %d, such as %s:50", highest, name)
	}
	return Condition{Policy: name, Priority: n}, nil
}

// choices lists the values of Parse: "other, batch, idle, fifo:1 to fifo:99, or rr:1 to rr:99".
func choices() string {
	var words []string
	for _, s := range schema.Scheds {
		word := s.Name
		if s.RealTime {
			word = fmt.Sprintf("%s:1 to %[1]s:%d", s.Name, highest)
		}
		words = append(words, word)
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + ", or " + words[last]
}

// Sched is the policy as Parse takes it.
func (c Condition) Sched() string {
	switch {
	case c.Policy == "":
		return schema.Other
	case c.Priority > 0:
		return fmt.Sprintf("%s:%d", c.Policy, c.Priority)
	}
	return c.Policy
}

// RealTime tells whether an end that does not sleep keeps all ordinary threads off its CPU.
func (c Condition) RealTime() bool { return c.Priority > 0 }

// Keys are the keys that benchmark names have of the condition, and their values. A default has no key.
func (c Condition) Keys() (keys [][2]string) {
	if c.Policy != "" {
		keys = append(keys, [2]string{schema.KeySched, c.Sched()})
	}
	if c.Locked {
		keys = append(keys, [2]string{schema.KeyMlock, schema.Locked})
	}
	return keys
}
