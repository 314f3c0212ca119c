package exchange

import "sync"

// A Service answers the calls of the other side, for whatever server the RPC system has.
type Service struct {
	mu        sync.Mutex // held while handle runs
	installed sync.Cond
	handle    handler    // nil while nobody serves: a request then waits
	finished  chan error // of the Serve that installed handle
}

// A handler is as in [mechanisms.Server].
type handler func(request []byte) (response []byte, last bool, err error)

// NewService makes a Service. Calls that come before the Link serves wait until it does.
func NewService() *Service {
	s := &Service{}
	s.installed.L = &s.mu
	return s
}

// Exchange is what the server calls with each request, one at a time, in any goroutine. It returns the response, which
// is valid until the next call, or the error that the RPC system is to answer with. The Service does not keep request.
func (s *Service) Exchange(request []byte) (response []byte, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.handle == nil {
		s.installed.Wait()
	}
	response, last, err := s.handle(request)
	if last || err != nil {
		s.handle = nil
		s.finished <- err
	}
	return response, err
}

// install makes handle answer the requests to come, up to the last, after which the channel says how it ended.
func (s *Service) install(handle handler) <-chan error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.handle, s.finished = handle, make(chan error, 1)
	s.installed.Broadcast()
	return s.finished
}
