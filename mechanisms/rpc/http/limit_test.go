package http

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"ipcbench/mechanisms/kit/exchange"
)

// A request longer than the pair's messages is refused before memory is spent on it, whether it announces its length,
// announces none, or announces one that nobody could send.
func TestLongRequestsAreRefused(t *testing.T) {
	const largest = 64
	service := exchange.NewService() // nobody serves: whoever came through would wait for ever
	for name, announced := range map[string]int64{"announced": largest + 1, "unannounced": -1, "absurd": 1 << 50} {
		t.Run(name, func(t *testing.T) {
			body := strings.NewReader(strings.Repeat("x", largest+1))
			request := httptest.NewRequest(http.MethodPost, "/"+exchange.Method, body)
			request.ContentLength = announced
			response := httptest.NewRecorder()
			handler(service, largest).ServeHTTP(response, request)
			if response.Code != http.StatusBadRequest || !strings.Contains(response.Body.String(), "64") {
				t.Errorf("answered %d: %s", response.Code, response.Body)
			}
		})
	}
}
