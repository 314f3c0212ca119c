package choose

import (
	"strconv"
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/facts"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/words"
)

// Asked is the question in words: the load, the bounds, and what is asked of the traits.
func Asked(p *words.Printer, q Question) string {
	said := []string{p.Sprintf("messages of %s, to and fro", quantity.Size(q.Size))}
	if q.Rate > 0 {
		said[0] = p.Sprintf("%s messages a second of %s", quantity.Rate(q.Rate), quantity.Size(q.Size))
	}
	said = append(said, between(p, q.Scope), p.Sprintf("place %s", q.Place))
	for _, b := range bounds {
		if limit := b.limit(q); limit > 0 {
			said = append(said, b.says(p, b.asked(limit)))
		}
	}
	for _, u := range []Unfit{
		{Trait: "relation", Wanted: q.Relation}, {Trait: "direction", Wanted: q.Direction},
		{Trait: "provider", Wanted: q.Provider}, {Trait: "wait", Wanted: strings.Join(q.Waits, " ")},
		{Trait: "messages", Wanted: q.Messages}, {Trait: "copies", Wanted: copies(q.MaxCopies)},
		{Trait: "largest", Wanted: positive(q.Largest)},
		{Trait: "containers", Wanted: strings.Join(q.Containers, ", ")},
	} {
		if u.Wanted != "" {
			said = append(said, u.wanted(p))
		}
	}
	for _, need := range q.Needs {
		said = append(said, words.Term(p, "need", need))
	}
	return strings.Join(said, "; ")
}

func positive(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

func copies(most *int) string {
	if most == nil {
		return ""
	}
	return strconv.Itoa(*most)
}

func between(p *words.Printer, scope string) string {
	switch scope {
	case schema.Thread:
		return p.Sprintf("between threads of one process")
	case schema.Host:
		return p.Sprintf("between hosts")
	}
	return p.Sprintf("between processes")
}

// traitSays says what a trait is, where that is said alike of what is asked for and of what there is; "" elsewhere.
func traitSays(p *words.Printer, trait, value string) string {
	switch trait {
	case "direction":
		return p.Sprintf("one channel is %s", words.Term(p, "direction", value))
	case "provider":
		return p.Sprintf("provided by: %s", words.Term(p, "provider", value))
	case "messages":
		switch facts.Messages(value) {
		case facts.Stream:
			return p.Sprintf("it carries a stream of bytes")
		case facts.Number:
			return p.Sprintf("it carries a number only")
		}
		return p.Sprintf("it keeps messages apart")
	case "largest":
		return p.Sprintf("messages of up to %s", size(value))
	}
	return ""
}

// wanted says what is asked of a trait.
func (u Unfit) wanted(p *words.Printer) string {
	switch u.Trait {
	case "scope":
		return between(p, u.Wanted)
	case "relation":
		if u.Wanted == "any" {
			return p.Sprintf("any process can open it")
		}
		return p.Sprintf("related processes suffice")
	case "wait":
		return p.Sprintf("wait: %s", strings.ReplaceAll(u.Wanted, " ", ", "))
	case "copies":
		return p.Sprintf("copies: at most %s", u.Wanted)
	case "containers":
		return p.Sprintf("between two containers that share: %s", borders(p, u.Wanted, ", "))
	case "needs":
		return words.Term(p, "need", u.Wanted)
	}
	return traitSays(p, u.Trait, u.Wanted)
}

// fails says what of a trait does not do.
func (u Unfit) fails(p *words.Printer) string {
	switch u.Trait {
	case "scope":
		return p.Sprintf("made for other ends (%s)", strings.ReplaceAll(u.Has, " ", ", "))
	case "relation":
		return p.Sprintf("related processes only")
	case "wait":
		return p.Sprintf("another wait")
	case "copies":
		return p.Sprintf("copies: %s", u.Has)
	case "containers":
		if u.Has == "" {
			return p.Sprintf("it does not cross between containers")
		}
		return p.Sprintf("two containers must share: %s", shares(p, u.Has))
	case "needs":
		return p.Sprintf("it is not so: %s", words.Term(p, "need", u.Wanted))
	}
	return traitSays(p, u.Trait, u.Has)
}

// shares says what two containers must share: ways, of each all that it takes, as the engine joins them.
func shares(p *words.Printer, ways string) string {
	list := strings.Split(ways, ", or ")
	for i, way := range list {
		list[i] = borders(p, way, " + ")
	}
	return strings.Join(list, p.Sprintf(", or "))
}

// borders says what containers share, in a list with a separator.
func borders(p *words.Printer, list, separator string) string {
	all := strings.Split(list, separator)
	for i, border := range all {
		all[i] = words.Term(p, "crosses", border)
	}
	return strings.Join(all, separator)
}

// size prints a size that is given as a number.
func size(number string) string {
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return number
	}
	return quantity.Size(n)
}

// says is why a bound is not kept.
func (e Exceeded) says(p *words.Printer, q Question) string {
	b := boundNamed(e.Bound)
	said := []any{b.title(p, q), b.value(e.Figure), b.interval(e.Figure), quantity.Times(e.By)}
	if e.Bound == "throughput" {
		return p.Sprintf("%s %s (%s), and %s times as much is asked for", said...)
	}
	return p.Sprintf("%s %s (%s), %s times what is asked for", said...)
}

// says is why there is no figure.
func (g Gap) says(p *words.Printer) string {
	number := quantity.Rate
	if g.Axis == "size" {
		number = func(v float64) string { return quantity.Size(int64(v)) }
	}
	switch g.Why {
	case Outside:
		switch {
		case g.Axis == "size" && g.Least == g.Most:
			return p.Sprintf("measured at the size %s only", number(g.Least))
		case g.Axis == "size":
			return p.Sprintf("measured at sizes from %s to %s only", number(g.Least), number(g.Most))
		case g.Least == g.Most:
			return p.Sprintf("measured at the rate of %s a second only", number(g.Least))
		}
		return p.Sprintf("measured at rates from %s to %s a second only", number(g.Least), number(g.Most))
	case Edge:
		if g.Axis == "size" {
			return p.Sprintf("the rate is held at %s and not at %s", number(g.Held), number(g.Missed))
		}
		return p.Sprintf("%s a second are held and %s are not", number(g.Held), number(g.Missed))
	case Missed:
		return p.Sprintf("it does not hold %s messages a second", quantity.Rate(g.Rate))
	case Readings:
		return p.Sprintf("too few messages for the quantile")
	case Skipped:
		return p.Sprintf("skipped: %s", g.Reason)
	case Unsaid:
		return unsaid(p, g.Trait)
	}
	return p.Sprintf("not measured")
}

// unsaid is what is not said of a mechanism.
func unsaid(p *words.Printer, trait string) string {
	switch trait {
	case "relation":
		return p.Sprintf("not said: which processes can open it")
	case "direction":
		return p.Sprintf("not said: what one channel can do")
	case "provider":
		return p.Sprintf("not said: who provides it")
	case "messages":
		return p.Sprintf("not said: whether it keeps messages apart")
	case "copies":
		return p.Sprintf("not said: how often it copies at most")
	case "largest":
		return p.Sprintf("not said: its largest message")
	case "containers":
		return p.Sprintf("not said: what two containers must share")
	case "needs":
		return p.Sprintf("not said: what it needs")
	}
	return p.Sprintf("not said: what it is")
}
