package choose

import (
	"encoding/json"
	"fmt"

	"github.com/dop251/goja"

	"ipcbench/report/internal/facts"
	"ipcbench/report/internal/web"
)

// An Engine answers questions about some facts. It serves one caller at a time.
type Engine struct {
	vm    *goja.Runtime
	parse goja.Callable // JSON.parse
	print goja.Callable // JSON.stringify
	ask   goja.Callable
	facts goja.Value
}

// NewEngine makes an engine for facts.
func NewEngine(f facts.Facts) (*Engine, error) {
	e := &Engine{vm: goja.New()}
	if _, err := e.vm.RunScript("engine.js", web.Engine); err != nil {
		return nil, fmt.Errorf("the engine's script: %w", err)
	}
	for _, fn := range []struct {
		to   *goja.Callable
		name string
	}{{&e.parse, "JSON.parse"}, {&e.print, "JSON.stringify"}, {&e.ask, "ask"}} {
		value, err := e.vm.RunString(fn.name)
		if err != nil {
			return nil, fmt.Errorf("the engine's %s: %w", fn.name, err)
		}
		call, ok := goja.AssertFunction(value)
		if !ok {
			return nil, fmt.Errorf("the engine's %s is no function", fn.name)
		}
		*fn.to = call
	}
	var err error
	e.facts, err = e.value(f)
	return e, err
}

// value is a Go value as the script has it.
func (e *Engine) value(v any) (goja.Value, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return e.parse(goja.Undefined(), e.vm.ToValue(string(text)))
}

// Ask answers a question. An error is a fault of the engine, or that there is no such machine.
func (e *Engine) Ask(q Question) (a Answer, err error) {
	question, err := e.value(q)
	if err != nil {
		return a, err
	}
	answer, err := e.ask(goja.Undefined(), e.facts, question)
	if err != nil {
		return a, err
	}
	text, err := e.print(goja.Undefined(), answer)
	if err != nil {
		return a, err
	}
	return a, json.Unmarshal([]byte(text.String()), &a)
}
