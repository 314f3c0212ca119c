package proc

import (
	"os"
	"testing"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/pipe"
)

// sleepVariable makes this test binary a process that does nothing until it is killed.
const sleepVariable = "IPCBENCH_PROC_TEST_SLEEPS"

// testHandler is that of workers which open their end and wait.
const testHandler = "wait"

// TestMain makes this test binary its own workers.
func TestMain(m *testing.M) {
	if os.Getenv(sleepVariable) != "" {
		select {}
	}
	Intercept([]mechanisms.Mechanism{pipe.Pipe{}, trio{}}, map[string]Handler{
		trioHandler: serveTrio,
		testHandler: func(s *Session) {
			var order int
			for s.Control.Recv(&order) == nil {
				s.Control.Send(order)
			}
		},
	})
	code := m.Run()
	if err := End(); err != nil {
		panic(err)
	}
	os.Exit(code)
}
