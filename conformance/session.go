package conformance

import (
	"context"
	"errors"
	"fmt"
)

// Session is a browser that walks through a lab.
type Session struct {
	Browser *Browser
	Lab     *Lab

	process *Process
	try     int
	// Restarts counts the times that the browser went missing.
	Restarts int
}

// NewSession starts a lab and sends the browser to it.
func NewSession(b *Browser) (*Session, error) {
	l, err := NewLab()
	if err != nil {
		return nil, err
	}
	s := &Session{Browser: b, Lab: l}
	if s.process, err = b.Start(l); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return s, nil
}

// Begin visits both page origins, so that the cookie is there and HTTP/2 is
// known.
func (s *Session) Begin(ctx context.Context) error {
	for _, secure := range []bool{false, true} {
		if _, err := s.Visit(ctx, func(int) *Page { return &Page{Name: "begin", Secure: secure} }); err != nil {
			return err
		}
	}
	return nil
}

// Close ends the browser, then the lab.
func (s *Session) Close() error {
	var err error
	if s.process != nil {
		err = s.process.Close()
	}
	return errors.Join(err, s.Lab.Close())
}

// tries is how often a page is tried.
const tries = 3

// Visit has the browser visit a page. If it goes missing it is started anew.
// makePage is called with a number that no other try has, for its tokens.
func (s *Session) Visit(ctx context.Context, makePage func(try int) *Page) (map[string]string, error) {
	var lost error
	for range tries {
		results, err := s.Lab.Run(ctx, makePage(s.next()))
		if err == nil {
			return results, nil
		}
		if !errors.Is(err, errLost) {
			return nil, err
		}
		lost = err
		if err := s.restart(); err != nil {
			return nil, errors.Join(lost, err)
		}
	}
	return nil, fmt.Errorf("%d times: %w", tries, lost)
}

func (s *Session) next() int {
	s.try++
	return s.try
}

// Observe shows the rows to the browser and fills in what was seen. What is
// unexplained is tried again, on pages with fewer rows; varied are the rows
// that then came out otherwise.
func (s *Session) Observe(ctx context.Context, rows []*Row) (varied []string, err error) {
	left := rows
	for pass := 1; pass <= tries && len(left) > 0; pass++ {
		before := map[*Row]string{}
		for _, b := range pack(left, pass) {
			if _, err := s.Visit(ctx, func(try int) *Page { return b.page(s.Lab, try) }); err != nil {
				return varied, err
			}
			for _, r := range b.rows {
				before[r] = fmt.Sprint(r.Seen)
				r.Seen = sights(s.Lab.Requests(r.token))
			}
		}
		var again []*Row
		for _, r := range left {
			if seen, ok := before[r]; ok && pass > 1 && seen != fmt.Sprint(r.Seen) {
				varied = append(varied, fmt.Sprintf("%v: %s, then %v", r.Vector, seen, r.Seen))
			}
			if r.Verdict().bad() {
				again = append(again, r)
			}
		}
		left = again
	}
	return varied, nil
}

func (s *Session) restart() error {
	s.Restarts++
	if err := s.process.Close(); err != nil {
		return err
	}
	process, err := s.Browser.Start(s.Lab)
	s.process = process
	return err
}
