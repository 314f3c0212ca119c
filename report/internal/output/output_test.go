package output

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"math"
	"strings"
	"testing"
)

type document struct{}

func (document) Text(w io.Writer, width int) error {
	_, err := io.WriteString(w, strings.Repeat("-", width)+"\n")
	return err
}

func (document) Markdown(w io.Writer) error {
	_, err := io.WriteString(w, "# title\n")
	return err
}

func (document) JSON() any {
	return struct {
		Head
		Figure *Figure `json:"figure"`
		None   *Figure `json:"none"`
	}{Version("test"), Measured("sec/op", 2, 1, math.Inf(1), 3), NewFigure(math.NaN(), 1, 2, 3, "s")}
}

func (document) CSV() [][]string {
	return [][]string{{"name", "value"}, {`a "b", c`, Number(1e-9)}, {"none", Number(math.Inf(-1))}}
}

func (document) Other(w io.Writer, f Format) (bool, error) {
	if f != "own" {
		return false, nil
	}
	_, err := io.WriteString(w, "own\n")
	return true, err
}

func TestADocumentIsWrittenInEachForm(t *testing.T) {
	for format, want := range map[Format]string{
		Text: "-----\n", Markdown: "# title\n", "own": "own\n",
		CSV: "name,value\n\"a \"\"b\"\", c\",1e-09\nnone,\n",
	} {
		var b bytes.Buffer
		if err := Write(&b, format, 5, document{}); err != nil || b.String() != want {
			t.Errorf("%s: %v, %q, want %q", format, err, b.String(), want)
		}
	}
	var b bytes.Buffer
	if err := Write(&b, JSON, 5, document{}); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Schema string
		Figure map[string]any
		None   *Figure
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil || got.Schema != "ipcbench/test/1" || got.None != nil ||
		got.Figure["low"] != nil || got.Figure["value"] != 2. || got.Figure["unit"] != "s" {
		t.Errorf("%v: %s", err, b.String())
	}
	if err := Write(&b, "pdf", 5, document{}); err == nil || !strings.Contains(err.Error(), "choose text") {
		t.Errorf("pdf: %v", err)
	}
}

func TestOnlyOneFormMayBeAskedFor(t *testing.T) {
	for _, c := range []struct {
		flags Flags
		want  Format // "" if it is refused
	}{
		{Flags{}, Text}, {Flags{Format: Text}, Text}, {Flags{Format: CSV}, CSV}, {Flags{Format: Text, JSON: true}, JSON},
		{Flags{Format: JSON, JSON: true}, JSON}, {Flags{Markdown: true}, Markdown}, {Flags{CSV: true}, CSV},
		{Flags{Format: CSV, JSON: true}, ""}, {Flags{JSON: true, Markdown: true}, ""},
	} {
		if got, err := c.flags.Chosen(); got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%+v: %q, %v", c.flags, got, err)
		}
	}
}

func TestFiguresHaveNoDigitsThatMeanNothing(t *testing.T) {
	f := NewFigure(55944e-9, 0.1, 1e22, 7, "s")
	var b bytes.Buffer
	if err := writeCSV(&b, [][]string{f.Fields(), (*Figure)(nil).Fields()}); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || strings.Join(rows[0], " ") != "5.5944e-05 0.1 1e+22 7" || strings.Join(rows[1], "") != "" {
		t.Errorf("%v: %q", err, rows)
	}
}

func TestMeasuresAreInUnitsOfTheirKind(t *testing.T) {
	for measure, unit := range map[string]string{
		"sec/op": "s", "p99.9-sec": "s", "cpu-sec/op": "s", "B/s": "B/s", "B/op": "B", "msg/s": "1/s", "noise-%": "%",
		"syscalls/op": "1", "cores": "1", "interrupts/s": "1/s",
	} {
		if f := Measured(measure, 3, 2, 4, 5); f.Unit != unit || f.Value != 3 || *f.Low != 2 || *f.High != 4 || f.N != 5 {
			t.Errorf("%s: %+v", measure, f)
		}
	}
	if f := Measured("uJ/op", 3, 2, 4, 5); f.Unit != "J" || math.Abs(f.Value-3e-6) > 1e-12 {
		t.Errorf("uJ/op: %+v", f)
	}
}
