package main

import (
	"encoding/json"
	"strings"
	"testing"

	"ipcbench/report/internal/doctor"
)

func TestDoctor(t *testing.T) {
	status, out, errs := call(t, nil, "doctor", "--no-measure", "--width=80")
	if status != exitOK || errs != "" || !strings.Contains(out, "CPUs: ") || !strings.Contains(out, "change: ") {
		t.Errorf("status %d: %s%s", status, out, errs)
	}
	status, out, errs = call(t, nil, "doctor", "--json")
	var found doctor.Document
	err := json.Unmarshal([]byte(out), &found)
	if status != exitOK || err != nil || len(found.Hosts) != 1 || len(found.Hosts[0].Findings) < 20 {
		t.Errorf("status %d, %v, %v: %s", status, found, err, errs)
	}
}

func TestDoctorRefuses(t *testing.T) {
	for _, arguments := range [][]string{{"doctor", "--width=7"}, {"doctor", "results.txt"}, {"doctor", "--jason"}} {
		status, out, errs := call(t, nil, arguments...)
		if status != exitUsage || out != "" || strings.Count(errs, "\n") != 1 {
			t.Errorf("%q: status %d, %q, %q", arguments, status, out, errs)
		}
	}
}
