package conformance

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// warm is a row whose page opens a connection ahead, and where to.
type warm struct {
	row    *Row
	origin *Origin // fresh: nothing else has connected to it
	token  string
}

// Connect shows the rows that only open a connection. After the connection
// has been opened, two requests go to the same origin, one with credentials
// and one without; the one that rides on it tells its pool. What is
// unexplained is tried again; varied are the rows that then came out otherwise.
func (s *Session) Connect(ctx context.Context, rows []*Row) (varied []string, err error) {
	left := rows
	for pass := 1; pass <= tries && len(left) > 0; pass++ {
		for _, group := range connectionGroups(left) {
			before := make([]string, len(group))
			for i, r := range group {
				before[i] = list(r.Seen)
			}
			if err := s.connect(ctx, group); err != nil {
				return varied, err
			}
			for i, r := range group {
				if seen := list(r.Seen); pass > 1 && seen != before[i] {
					varied = append(varied, fmt.Sprintf("%v: %s, then %s", r.Vector, before[i], seen))
				}
			}
		}
		left = slices.DeleteFunc(slices.Clone(left), func(r *Row) bool { return !r.Verdict().bad() })
	}
	return varied, nil
}

// connectionGroups lays the rows on pages: those to other origins of one
// context together, those to the page's own origin each on its own.
func connectionGroups(rows []*Row) [][]*Row {
	var groups [][]*Row
	byContext := map[string]int{}
	for _, r := range rows {
		if triggers[r.Vector.Context].place != connects || r.Unobservable != "" {
			continue
		}
		n, ok := byContext[r.Vector.Context]
		switch {
		case r.Vector.sameOrigin():
			groups = append(groups, []*Row{r})
		case ok:
			groups[n] = append(groups[n], r)
		default:
			byContext[r.Vector.Context] = len(groups)
			groups = append(groups, []*Row{r})
		}
	}
	return groups
}

// hinted says whether the row's Link field is one of a 103 response.
func hinted(r *Row) bool { return strings.HasPrefix(r.Vector.Context, "early-hint") }

// connect shows one page of such rows.
func (s *Session) connect(ctx context.Context, rows []*Row) error {
	var failed error
	var warms []*warm
	_, err := s.Visit(ctx, func(try int) *Page {
		page := &Page{Name: fmt.Sprintf("connections of rows %d to %d, try %d", rows[0].Number, rows[len(rows)-1].Number, try)}
		warms = nil
		var head, probes strings.Builder
		for _, r := range rows {
			page.Secure = hinted(r)
			origin, err := s.Lab.fresh(page.Secure)
			if err != nil {
				failed = err
				return page
			}
			r.Tries++
			w := &warm{row: r, origin: origin, token: fmt.Sprintf("%d-%d", r.Number, try)}
			warms = append(warms, w)
			page.Preconnects = append(page.Preconnects, origin)
			if r.Vector.sameOrigin() {
				page.Own = origin
			}
			t := triggers[r.Vector.Context]
			switch markup := t.fill(r.Vector, r.Number, origin.URL); {
			case hinted(r):
				page.Hints = append(page.Hints, markup)
			case strings.HasPrefix(r.Vector.Context, "header"):
				page.Links = append(page.Links, markup)
			default:
				head.WriteString(markup + "\n")
			}
			fmt.Fprintf(&probes, "    await probe(%q, \"include\");\n    await probe(%q, \"omit\");\n",
				origin.Resource(w.token+"-include", "x.txt", ""), origin.Resource(w.token+"-omit", "x.txt", ""))
		}
		page.Head = head.String()
		page.Body = fmt.Sprintf(probing, probes.String())
		return page
	})
	if err := errors.Join(failed, err); err != nil {
		return err
	}
	for _, w := range warms {
		w.row.Seen = w.seen(s.Lab)
	}
	return nil
}

// probing sends the probes once the connections are there.
const probing = `<script>
const probe = (url, credentials) => fetch(url, {mode: "no-cors", credentials});
lab.watch("probes", (async () => {
    await lab.loaded;
    await lab.call("connected");
%s})());
</script>`

// seen tells from the probes which pool the connection was in, or both if
// both ride on it.
func (w *warm) seen(l *Lab) []Sight {
	rides := func(credentials string) bool {
		requests := l.Requests(w.token + "-" + credentials)
		return len(requests) > 0 && slices.Contains(w.origin.warmed(), requests[0].Connection)
	}
	var out []Sight
	if rides("include") {
		out = append(out, Sight{Mode: connectionSight, Destination: anyDestination, Cookie: true})
	}
	if rides("omit") {
		out = append(out, Sight{Mode: connectionSight, Destination: anyDestination})
	}
	return out
}
