package claims

import (
	"slices"
	"strconv"
	"strings"

	"ipcbench/report/internal/words"
)

// The one rule for borders: a figure is on a side of its border only if all of its interval is. Where the interval
// reaches across, the figure is not told apart from the border, and neither speaks for the claim nor against it.
//
// A claim holds if all of its figures are on the side that it says, and does not hold here if all are on the other. It
// holds in part if some are on its side. If none is, and some are not told apart, nothing is known that speaks for it,
// and it may yet: it is not measured well enough.

// A test is a figure beside its border.
type test struct {
	Figure
	border float64
	most   bool // the claim is that the figure is at most this; otherwise at least
}

func atLeast(f Figure, border float64) test { return test{Figure: f, border: border} }
func atMost(f Figure, border float64) test  { return test{Figure: f, border: border, most: true} }

// A side is where a figure is.
type side int

// The sides: against the claim, not told apart from the border, as the claim says.
const (
	against side = iota
	untold
	agrees
)

// side tells on which side of the border all of the interval is. The border itself agrees with the claim.
func (t test) side() side {
	switch {
	case t.most && t.High <= t.border, !t.most && t.Low >= t.border:
		return agrees
	case t.most && t.Low > t.border, !t.most && t.High < t.border:
		return against
	}
	return untold
}

// outcomeOf puts tests together.
func outcomeOf(tests []test) Outcome {
	count := map[side]int{}
	for _, t := range tests {
		count[t.side()]++
	}
	switch len(tests) {
	case 0:
		return NotMeasured
	case count[agrees]:
		return Holds
	case count[against]:
		return NotHere
	}
	if count[agrees] == 0 {
		return Untold
	}
	return InPart
}

// limit is the border with its unit.
func (t test) limit(p *words.Printer) string {
	return t.Unit.with(p, strconv.FormatFloat(t.border, 'g', -1, 64))
}

// heading says where the figure is, as the heading of a list of such figures.
func (t test) heading(p *words.Printer) string {
	switch side := t.side(); {
	case side == untold:
		return p.Sprintf("Not told apart from %s", t.limit(p))
	case side == agrees && t.most:
		return p.Sprintf("At most %s, as claimed", t.limit(p))
	case side == agrees:
		return p.Sprintf("At least %s, as claimed", t.limit(p))
	case t.most:
		return p.Sprintf("Above %s, against the claim", t.limit(p))
	}
	return p.Sprintf("Below %s, against the claim", t.limit(p))
}

// mostSaid is how many figures of one kind a sentence names.
const mostSaid = 3

// why is what the tests say: first what is against the claim, then what is not told apart, then what agrees.
func why(p *words.Printer, tests []test) string {
	var headings []string
	under := map[string][]string{}
	for _, s := range []side{against, untold, agrees} {
		for _, t := range ofSide(tests, s) {
			h := t.heading(p)
			if under[h] == nil {
				headings = append(headings, h)
			}
			under[h] = append(under[h], t.sentence)
		}
	}
	var sentences []string
	for _, h := range headings {
		sentences = append(sentences, p.Sprintf("%s: %s.", h, strings.Join(atMostSaid(p, under[h]), "; ")))
	}
	return strings.Join(sentences, " ")
}

// atMostSaid shortens a list.
func atMostSaid(p *words.Printer, list []string) []string {
	if n := len(list) - mostSaid; n > 0 {
		return append(list[:mostSaid:mostSaid], p.Sprintf("and %s more", strconv.Itoa(n)))
	}
	return list
}

func ofSide(tests []test, s side) (list []test) {
	for _, t := range tests {
		if t.side() == s {
			list = append(list, t)
		}
	}
	return list
}

// change is what would make another outcome of the tests.
func change(p *words.Printer, tests []test) string {
	missing := slices.Concat(ofSide(tests, against), ofSide(tests, untold))
	if len(missing) == 0 {
		nearest := slices.MinFunc(tests, func(a, b test) int {
			if a.margin() < b.margin() {
				return -1
			}
			return 1
		})
		return nearest.flips(p, len(tests) == 1)
	}
	var parts []string
	for _, t := range missing {
		if t.most {
			parts = append(parts, p.Sprintf("%s were at most %s (it is %s)", t.Label, t.limit(p), t.Text(p)))
		} else {
			parts = append(parts, p.Sprintf("%s were at least %s (it is %s)", t.Label, t.limit(p), t.Text(p)))
		}
	}
	text := p.Sprintf("It would hold if %s.", strings.Join(atMostSaid(p, parts), "; "))
	if len(ofSide(tests, untold)) > 0 {
		text += " " + p.Sprintf("More samples (-count) narrow the intervals.")
	}
	return text
}

// flips says where the figure would be on the other side: without it the claim does not hold if it is the only one, and
// holds in part if there are others.
func (t test) flips(p *words.Printer, only bool) string {
	switch {
	case only && t.most:
		return p.Sprintf("It would not hold if %s were above %s; it is %s.", t.Label, t.limit(p), t.Text(p))
	case only:
		return p.Sprintf("It would not hold if %s were below %s; it is %s.", t.Label, t.limit(p), t.Text(p))
	case t.most:
		return p.Sprintf("It would hold in part only if %s were above %s; it is %s.", t.Label, t.limit(p), t.Text(p))
	}
	return p.Sprintf("It would hold in part only if %s were below %s; it is %s.", t.Label, t.limit(p), t.Text(p))
}

// telling are the figures that say most: the first that agrees, and the first that does not. A figure that is not told
// apart from its border stands for the latter only if none is certainly against the claim.
func telling(tests []test) (list []test) {
	differ := slices.Concat(ofSide(tests, against), ofSide(tests, untold))
	for _, sides := range [][]test{ofSide(tests, agrees), differ} {
		if len(sides) > 0 {
			list = append(list, sides[0])
		}
	}
	return list
}

// brief says the telling figures, each as say has it, and what else is against the claim if none of them is.
func brief(p *words.Printer, tests []test, say func(Figure) string, other string) string {
	switch {
	case len(tests) == 0:
		return other
	case len(tests) > 1 && tests[1].side() == untold:
		return p.Sprintf("%s; not certain: %s", say(tests[0].Figure), say(tests[1].Figure))
	case len(tests) > 1:
		return p.Sprintf("%s, but %s", say(tests[0].Figure), say(tests[1].Figure))
	case other != "":
		return p.Sprintf("%s, but %s", say(tests[0].Figure), other)
	}
	return say(tests[0].Figure)
}

// deciding says in few words what decides: of a claim that holds in part what is in its way, of any other the first
// figure.
func deciding(p *words.Printer, tests []test, other string) string {
	switch {
	case len(tests) > 1 && tests[1].side() == untold:
		return p.Sprintf("not certain: %s", tests[1].short)
	case len(tests) > 1:
		return p.Sprintf("but %s", tests[1].short)
	case other != "":
		return p.Sprintf("but %s", other)
	case len(tests) == 0:
		return ""
	}
	return tests[0].short
}

// margin is how many times the near end of the interval is beyond the border.
func (t test) margin() float64 {
	if t.most {
		return (t.border + tiny) / (t.High + tiny)
	}
	return (t.Low + tiny) / (t.border + tiny)
}

// tiny keeps a margin finite where a border or a figure is 0.
const tiny = 1e-9
